import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";

import { Config } from "../../src/core/config.ts";
import { wholeProse } from "../../src/core/prose.ts";
import { defaultTemplate, renderPrompt } from "../../src/core/prompt.ts";
import { pullRequestTitle } from "../../src/core/pull-request.ts";
import { contradictions } from "../../src/core/result-check.ts";
import { type Change, type ChangeSet, resultFiles } from "../../src/core/result.ts";
import { takeSnapshot } from "../../src/core/snapshot.ts";
import { nothingRemoved } from "../../src/core/visible.ts";
import { judgeChanges } from "../../src/edge/change-set-check.ts";
import { openResult } from "../../src/edge/result-files.ts";
import { withoutSecrets } from "../../src/edge/secret-scan.ts";
import { sha256 } from "../../src/edge/stamp.ts";
import { seenText } from "../core/rendered.ts";
import { envelope } from "../core/result.ts";
import { now, planTask } from "../core/world.ts";
import { baseOf } from "./base.ts";
import { benignChanges } from "./changes.ts";
import { benignTexts, benignTitles } from "./issues.ts";
import { benignMessages } from "./messages.ts";

const config = Config.parse({});

/** The archive of a result with these changes, as work uploads it. */
function archiveOf(changes: readonly Change[]): Uint8Array {
  const set: ChangeSet = { version: 1, lines: 1, inexpressible: [], changes: [...changes] };
  const text = JSON.stringify(set);
  const bytes = (file: string) => new TextEncoder().encode(file);
  return zipSync({
    [resultFiles.envelope]: bytes(JSON.stringify(envelope({ changes: sha256(text) }))),
    [resultFiles.changes]: bytes(text),
  });
}

describe("a change that nobody would object to", () => {
  test("is one of at least forty", () => expect(benignChanges.length).toBeGreaterThan(40));

  test.each(benignChanges)("passes whole: $name", async ({ changes, files, sensitive }) => {
    const opened = openResult(archiveOf(changes));
    if (!opened.ok || opened.changes === null) throw new Error(JSON.stringify(opened));
    const { issue, attempt, claim, run } = opened.envelope;
    const claimed = { issue, attempt, claim, run, "run-attempt": 1, wanted: "change", gates: [] } as const;
    expect(contradictions(opened.envelope, opened.changes, claimed)).toEqual([]);
    const judged = await judgeChanges(opened.changes, {
      rules: config,
      bounds: { allowed: [], sparse: null },
      base: baseOf(files),
    });
    expect(judged).toMatchObject({ ok: true, withheld: [], changes });
    expect(judged.ok ? judged.sensitive.map(({ path, why }) => `${path}: ${why}`) : []).toEqual(sensitive);
  });
});

describe("an issue that nobody would object to", () => {
  const fence = "text-0123456789ab";
  const take = (title: string, body: string, comment: string) =>
    takeSnapshot({
      number: 7,
      title,
      body,
      author: "stranger",
      labels: [],
      comments: [
        {
          author: "maria",
          association: "MEMBER",
          at: "2026-11-20T11:00:00Z",
          editedAt: null,
          editor: null,
          body: comment,
        },
      ],
      commentsUnread: 0,
      approvedAt: now,
      mayWrite: () => true,
    });
  const promptOf = (snapshot: ReturnType<typeof take>) =>
    renderPrompt(defaultTemplate, {
      repository: "acme/spans",
      snapshot,
      wanted: "change",
      request: "",
      attempt: 1,
      branch: "b",
      workspace: "/w",
      gates: [],
      guidance: [],
      scope: "",
      protected: "",
      fence,
    });

  test.each(benignTexts)(
    "reaches the agent as people read it, as text and as comment: $name",
    ({ source, read }) => {
      const snapshot = take("A title", source, source);
      expect(snapshot).toMatchObject({ body: read, comments: [{ body: read }], removed: nothingRemoved });
      const prompt = promptOf(snapshot);
      // Three empty lines say no more than one.
      const shown = read.trim().replaceAll(/\n{3,}/g, "\n\n");
      expect(prompt).toContain(
        `\n\n<${fence}>\n${shown === "" ? "(no description)" : shown}\n</${fence}>\n\n`,
      );
      expect(prompt).toContain(
        `Comment by maria at 2026-11-20T11:00:00Z:\n<${fence}>\n${shown}\n</${fence}>`,
      );
    },
  );

  test.each(benignTitles)("gives the pull request its title: $title", ({ title, shown }) => {
    const snapshot = take(title, "", "");
    expect(snapshot).toMatchObject({ title, removed: nothingRemoved });
    expect(promptOf(snapshot)).toContain(`Title: <${fence}>${title}</${fence}>\n`);
    expect(pullRequestTitle({ config, task: planTask({ snapshot }) })).toBe(shown);
  });
});

describe("what an agent says that nobody would object to", () => {
  const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

  test.each(benignMessages)("is published whole: %s", async (_, source) => {
    const { envelope: kept, refusals } = await withoutSecrets(envelope({ message: source }));
    expect(refusals).toEqual([]);
    expect(kept.message).toBe(source);
    // Every word that its own page would show, in the same order; addresses and ticks are written out beside them.
    const published = words(seenText(wholeProse(source, 30_000)));
    let at = 0;
    for (const word of words(seenText(source)).filter((one) => one !== "x")) {
      const found = published.indexOf(word, at);
      expect({ word, found }).not.toEqual({ word, found: -1 });
      at = found + 1;
    }
  });
});
