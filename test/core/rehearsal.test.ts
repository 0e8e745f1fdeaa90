import { describe, expect, test } from "vitest";

import { Config } from "../../src/core/config.ts";
import { RehearsalReport, findingCodes, finding, isolationFindings } from "../../src/core/rehearsal.ts";
import { findingsTable, missingLines, rehearsalText, remedyOf } from "../../src/core/rehearsal-text.ts";

const url = "https://github.com/acme/app";
const enforce = { user: "enforce", egress: "enforce", limits: "enforce", cleanup: "enforce" } as const;
const report: RehearsalReport = {
  version: 1,
  claim: "0".repeat(32),
  run: 1,
  "run-attempt": 1,
  findings: [],
  setup: { commands: [], seconds: 1, tail: "" },
  gates: [{ name: "test", result: "failed", seconds: 2, tail: "closes #1 @maria\n```\n# out" }],
  isolation: null,
  spent: 0.01,
};

describe("isolation that cannot be had", () => {
  const offer = { user: null, egress: "ip: not permitted", limits: null, cleanup: null };

  test("is named part by part, with the line that goes without that part", () => {
    const findings = isolationFindings(enforce, offer);
    expect(findings.map(({ name, state }) => [name, state])).toEqual([
      ["user", "ok"],
      ["egress", "missing"],
      ["limits", "ok"],
      ["cleanup", "ok"],
    ]);
    const [egress] = findings.filter(({ state }) => state === "missing");
    expect(egress?.text).toContain("ip: not permitted");
    expect(egress === undefined ? "" : remedyOf(egress, url)).toContain("`isolation: { egress: external }`");
    expect(missingLines(findings)).toHaveLength(1);
  });

  test("is no fault where the config does not ask for it, and is said all the same", () => {
    const findings = isolationFindings({ ...enforce, egress: "external" }, offer);
    expect(findings.map(({ state }) => state)).toEqual(["ok", "doubtful", "ok", "ok"]);
  });
});

test("whatever is wrong has a remedy, and what is right needs none", () => {
  for (const code of findingCodes) {
    expect(remedyOf(finding(code, "missing", "x"), url)).toMatch(/^[A-Z`].{20,}\.$/);
    expect(remedyOf(finding(code, "ok", "x"), url)).toBe("");
  }
});

describe("words of others", () => {
  const hostile = "a | b @maria #1 <img src=x> [click](https://evil.example) `code` closes #2\n\n# Heading";

  test("stay in their cell and mean nothing there", () => {
    const text = findingsTable([finding("setup", "missing", hostile, hostile)], url);
    expect(text.split("\n")).toHaveLength(3);
    const seen = (text.split("\n")[2] ?? "").split(" | ")[2] ?? "";
    expect(seen).not.toMatch(/@|#\d|<|\[|\]\(|`|https:/);
  });

  test("of a gate stand in a quotation, whose fence they cannot end", () => {
    const text = rehearsalText(
      {
        config: Config.parse({}),
        rehearsal: {
          claim: "0".repeat(32),
          private: true,
          crons: ["23 */6 * * *"],
          configured: false,
          detected: { setup: [], gates: [], workspace: null },
          findings: [],
        },
        report,
        findings: [],
        repositoryUrl: url,
        runUrl: `${url}/actions/runs/1`,
      },
      "",
    );
    expect(text).toMatch(/^> ````text$/m);
    expect(text).not.toMatch(/^# out/m);
    expect(text).not.toContain("closes #1");
    expect(text).toContain("An idle month costs 120 minutes (6 % of the Free plan's, or $0.72).");
  });
});

describe("a report", () => {
  test.each([
    ["with a field more", { ...report, more: 1 }],
    ["with a code of its own", { ...report, findings: [{ code: "fine", name: "", state: "ok", text: "" }] }],
    ["with endless text", { ...report, setup: { ...report.setup, tail: "x".repeat(4_001) } }],
    ["with endless gates", { ...report, gates: Array.from({ length: 21 }, () => report.gates[0]) }],
    ["with negative money", { ...report, spent: -1 }],
  ])("%s is refused", (_, value) => {
    expect(RehearsalReport.safeParse(report).success).toBe(true);
    expect(RehearsalReport.safeParse(value).success).toBe(false);
  });
});
