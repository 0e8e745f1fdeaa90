import { expect, test } from "vitest";

import type { OurBranch } from "../../src/core/housekeeping.ts";
import type { ReadEntry } from "../../src/core/record-entry.ts";
import { choresOfTick, findChores } from "../../src/edge/housekeeping.ts";
import { openGitHub } from "../../src/edge/github.ts";
import type { RecordStore } from "../../src/edge/record-store.ts";
import { record } from "../core/world.ts";

test("branches that have to stay do not hold up those behind them", async () => {
  const github = openGitHub({
    token: "t",
    repository: "acme/house",
    log: { debug: () => undefined, warn: () => undefined },
  });
  const issues = Array.from({ length: 12 }, (_, index) => index + 1);
  const branches = issues.map((issue): OurBranch => ({
    issue,
    name: `switchyard/issue-${issue}-abababab`,
    commit: "a".repeat(40),
    pull: null,
  }));
  const records = {
    entries: new Map(issues.map((issue) => [issue, record({})] as const)),
    tips: new Map<string, string>(),
    stopped: false,
  };
  const looked = new Set<number>();
  // Nothing is known of any of them, so all of them stay.
  const store: Pick<RecordStore, "history"> = {
    history: async (issue): Promise<ReadEntry[]> => {
      looked.add(issue);
      return Promise.resolve([]);
    },
  };
  for (let tick = 0; tick < 200; tick += 1)
    await findChores({ github, store, records, branches }, choresOfTick);
  expect([...looked].toSorted((a, b) => a - b)).toEqual(issues);
});
