import type { Mutant } from "../mutants.ts";

const leavings = ["test/edge/leavings.test.ts"] as const;

/** What keeps the agent in, ends it, and believes nothing that it says. */
export const runnerMutants: readonly Mutant[] = [
  {
    file: "src/edge/leavings.ts",
    rule: "processes of a killed task are ended",
    from: "for (const pid of processes) await end(rights, pid);",
    to: "",
    tests: leavings,
  },
  {
    file: "src/edge/leavings.ts",
    rule: "control groups of a killed task are removed",
    from: 'for (const group of groups) await withRights(rights, ["rmdir", "--", group]).catch(() => undefined);',
    to: "",
    tests: leavings,
  },
  {
    file: "src/edge/leavings.ts",
    rule: "the workspace is emptied for the next task",
    from: 'if (foreign) await removeFiles(rights, [workspace], "content");',
    to: "",
    tests: leavings,
  },
  {
    file: "src/edge/leavings.ts",
    rule: "what belongs to a task at work stays",
    from: "return alive ? [] : ",
    to: "return false ? [] : ",
    tests: leavings,
  },
];
