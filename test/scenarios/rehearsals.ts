import type { Fault, Scenario } from "../../src/local/model/scenario.ts";
import { lastRun, summaryOf } from "./reading.ts";
import type { Repository } from "./stage.ts";

/** Credentials that the scripted model refuses, each in its way. */
export const refusedKeys = {
  revoked: "sk-ant-scripted-revoked-0000000000",
  spent: "sk-ant-scripted-spent-000000000000",
  unpaid: "sk-ant-scripted-unpaid-00000000000",
} as const;

const reset = Math.ceil(Date.now() / 1000 + 3 * 3600);

const faults: Readonly<Record<string, Fault>> = {
  [refusedKeys.revoked]: { kind: "status", status: 401 },
  [refusedKeys.spent]: {
    kind: "status",
    status: 429,
    headers: {
      "anthropic-ratelimit-unified-status": "rejected",
      "anthropic-ratelimit-unified-reset": String(reset),
    },
  },
  [refusedKeys.unpaid]: {
    kind: "status",
    status: 400,
    message: "Your credit balance is too low to access the Anthropic API.",
  },
};

/** What the model says to the one request of a rehearsal, by the credential that it comes with. */
export const probed: Scenario = {
  name: "probe",
  match: "This only tests the connection",
  turns: [
    ({ headers }) => {
      const fault = faults[String(headers["x-api-key"])];
      return fault === undefined ? { text: "ok" } : { text: "", fault };
    },
  ],
};

/** A repository with two scripts, of which one fails. */
export const scripted = {
  "package.json": JSON.stringify({ scripts: { lint: "echo unused variable; exit 3", test: "true" } }),
} as const;

/** Starts a rehearsal and resolves to the rows of its table, by setting. */
export async function rehearse(repository: Repository, job = /collect$/): Promise<Map<string, string[]>> {
  await repository.start({});
  await repository.settled();
  return rowsOf(summaryOf(repository, lastRun(repository), job));
}

/** The rows of the table of findings by their first cell: state, what was seen, remedy. */
export function rowsOf(markdown: string): Map<string, string[]> {
  const [, table = ""] = markdown.split("| setting |");
  return new Map(
    (table.split("\n\n")[0] ?? "")
      .split("\n")
      .slice(2)
      .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | ?\|$/g, "")))
      .map(([name = "", ...cells]) => [name.replaceAll("`", ""), cells]),
  );
}
