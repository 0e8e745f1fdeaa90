import { type Mutant, of } from "./mutant.ts";

const store = ["test/edge/record-store.test.ts"] as const;
const scope = ["test/core/scope.test.ts"] as const;
const decide = ["test/core/decide.test.ts"] as const;
const runs = ["test/edge/runs.test.ts"] as const;
const holding = ["test/core/holding.test.ts"] as const;

/** What lets one worker alone have an issue, and keeps every limit. */
export const schedulerMutants: readonly Mutant[] = [
  ...of("src/edge/record-push.ts", store, [
    [
      "compare and swap: a push names what it expects",
      'updates.map(({ ref, old }) => `--force-with-lease=${ref}:${old ?? ""}`)',
      '["--force"]',
    ],
    ["compare and swap: all of a push or nothing", '"--atomic", ...leases', "...leases"],
    [
      "a lost answer is won by our own commit only",
      'if (updates.every(({ ref, next }) => (now.get(ref) ?? null) === next)) return "ok";',
      "",
    ],
    [
      "who sees another commit has lost",
      'if (updates.some(({ ref, old }) => (now.get(ref) ?? null) !== old)) return "stale";',
      "",
    ],
  ]),
  ...of("src/core/scope.ts", scope, [
    ["a label decides before a path", "labelled.length === 0 ? known : labelled", "known"],
    [
      "the most specific pattern goes first",
      "fits.toSorted((one, other) => compare(other.rank, one.rank))",
      "fits",
    ],
    ["a path decides for one scope", "sorted.slice(0, 1).flatMap(", "sorted.flatMap("],
    ["an address is no path", ' || word.includes("://")', ""],
    ["what leads out is no path", 'path.split("/").includes("..")', "false"],
    ["a line behind a path", "|(?::\\d+)+)?", ")?"],
  ]),
  ...of("src/core/task-settings.ts", scope, [
    ["the scope's gates hold", "(scope?.gates ?? config.gates)", "config.gates"],
    ["the scope's setup holds", "scope?.setup ?? config.setup", "config.setup"],
    ["a directory of a command's own", "command.directory === undefined ? directory", "true ? directory"],
    ["guidance on the way", "levelsOf(directory).flatMap((level)", '[""].flatMap((level)'],
  ]),
  ...of("src/core/sparse.ts", scope, [
    ["files beside a folder on the way", "folder.startsWith(`${around}/`)", "false"],
    ["the top level is there", 'around === "" ||', ""],
  ]),
  ...of("src/core/decide.ts", scope, [
    [
      "what nobody sees decides no scope",
      "refused === null ? takingAs(() => visibleText(issue)) : quick",
      "quick",
    ],
    ["a release has the whole checkout", "...(isRelease ? { sparse: null } : {}),", ""],
  ]),
  ...of("src/edge/record-store.ts", store, [
    [
      "the world: who takes something moves it",
      "if (guard.length > 0) updates.push({ ref: world, old, next: made[written.length] ?? null });",
      "",
    ],
  ]),
  ...of("src/core/holding.ts", holding, [
    [
      "fencing: the claim by its nonce",
      "if (claim === null || claim.nonce !== leg.claim)",
      "if (claim === null)",
    ],
    [
      "fencing: the claim by run and attempt",
      'if (claim.run !== run.id || claim["run-attempt"] > run.attempt)',
      "if (false)",
    ],
    ["fencing: a re-run never works again", "if (holding.earlierAttempt)", "if (false)"],
    [
      "fencing: no work while its result is published",
      'if (holding.state.publishing !== null) return "its result is being published";',
      "",
    ],
    [
      "a cancel is obeyed",
      "return holding.state.cancel === null ? null : holding.state.cancel.why;",
      "return null;",
    ],
  ]),
  ...of("src/edge/runs.ts", runs, [
    [
      "take-over: the run or its collect job is over",
      'if (data.status !== "completed" && !collected) return null;',
      "",
    ],
    [
      "take-over: the collect job of this very issue",
      "name.includes(`#${issue} `));\n      const collect",
      "name.includes(`#${issue}`));\n      const collect",
    ],
    [
      "take-over: every collect job is over",
      'collect.length > 0 && collect.every(({ status }) => status === "completed")',
      "true",
    ],
    [
      "take-over: a run is gone only while ours can be read",
      "else await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: ownRun });",
      "",
    ],
    [
      "take-over: not what this attempt holds itself",
      'if (claim["run-attempt"] < ownRun.attempt) dead.set(',
      "dead.set(",
    ],
  ]),
  ...of("src/core/limits.ts", decide, [
    [
      "budget: what running tasks may spend is spent",
      "spentToday + live.reduce((sum, { reserved }) => sum + reserved, 0)",
      "spentToday",
    ],
    ["budget: the task itself counts", "committed + taking.reserved <= limits", "committed <= limits"],
    ["tasks at once", "if (live.length >= limits.tasks)", "if (false)"],
    [
      "open pull requests, with those that will come",
      'waiting + writing >= limits["open-pull-requests"]',
      'waiting >= limits["open-pull-requests"]',
    ],
    ["the canary", "return health.proven || live.length === 0 ? null : canary;", "return null;"],
  ]),
  ...of("src/core/eligibility.ts", decide, [["the stop", "if (world.stopped)", "if (false)"]]),
  ...of(
    "src/core/record.ts",
    [...decide, "test/core/record.test.ts"],
    [
      [
        "a label is answered once",
        'request.id === state.used || (state["used-at"] !== null && request.at <= state["used-at"])',
        "false",
      ],
    ],
  ),
  ...of(
    "src/core/record.ts",
    [...decide, "test/core/record.test.ts", "test/simulation/simulation.test.ts"],
    [["a manual run is answered once", 'return (request.run ?? 0) <= state["used-run"];', "return false;"]],
  ),
];
