import { type Mutant, of } from "./mutant.ts";

const leavings = ["test/edge/leavings.test.ts"] as const;

/** What keeps the agent in, ends it, and believes nothing that it says. */
export const runnerMutants: readonly Mutant[] = [
  ...of("src/edge/leavings.ts", leavings, [
    ["processes of a killed task are ended", "for (const pid of processes) await end(rights, pid);", ""],
    [
      "control groups of a killed task are removed",
      'for (const group of groups) await withRights(rights, ["rmdir", "--", group]).catch(() => undefined);',
      "",
    ],
    [
      "the workspace is emptied for the next task",
      'if (foreign) await removeFiles(rights, [workspace], "content");',
      "",
    ],
    ["what belongs to a task at work stays", "return alive ? [] : ", "return false ? [] : "],
  ]),
];
