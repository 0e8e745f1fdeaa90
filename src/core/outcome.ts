import { z } from "zod";

/** How an attempt ended. A closed list: nothing else is ever recorded. */
export const Outcome = z.enum([
  "delivered",
  "answered",
  "no_change",
  "needs_input",
  "gates_failed",
  "usage_limited",
  "budget_exhausted",
  "turn_limited",
  "timed_out",
  "stalled",
  "no_progress",
  "disk_full",
  "withheld",
  "refused",
  "agent_failed",
  "setup_failed",
  "infra_failed",
  "no_space",
  "cancelled",
  "stopped",
]);
export type Outcome = z.infer<typeof Outcome>;

/** The state that people see on the issue; each has one label. */
export type ShownState = "in-progress" | "waiting" | "question" | "failed" | "delivered" | "answered";

export type OutcomeRow = {
  /** Does the attempt count against the limit of attempts? Money that was spent always counts. */
  readonly charged: boolean;
  /** Tried again by itself while attempts are left (uncharged ones: at most six times), doubling from these minutes to six hours. Null: a person decides. */
  readonly retryAfterMinutes: number | null;
  /**
   * What becomes of the work of an attempt: sealed, so that the next attempt goes on from it; the same, and shown as a draft when nothing is tried
   * again by itself; null when it came to its end.
   */
  readonly salvage: "sealed" | "draft" | null;
  /** The state that people see after it; null when the labels that people changed say enough. */
  readonly shown: ShownState | null;
  readonly what: string;
  readonly whose: "nobody's" | "yours" | "the agent's" | "Switchyard's or the platform's" | "the limit's";
  readonly next: string;
  readonly now: string;
};

const relabel = "Put the label on again to start another attempt.";

/** One row per outcome: charging, retry, label, and what a person reads. */
export const outcomes: Readonly<Record<Outcome, OutcomeRow>> = {
  delivered: {
    charged: true,
    retryAfterMinutes: null,
    salvage: null,
    shown: "delivered",
    whose: "nobody's",
    what: "A pull request is open.",
    next: "Nothing, until a person reviews it.",
    now: "Review the pull request.",
  },
  answered: {
    charged: true,
    retryAfterMinutes: null,
    salvage: null,
    shown: "answered",
    whose: "nobody's",
    what: "The task ended in an answer, without a change.",
    next: "Nothing.",
    now: "Read the answer; put the label on again to ask once more.",
  },
  no_change: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "sealed",
    shown: "failed",
    whose: "the agent's",
    what: "The agent ended without changing anything.",
    next: "Nothing, until a person decides.",
    now: `Say in the issue what is missing. ${relabel}`,
  },
  needs_input: {
    charged: false,
    retryAfterMinutes: null,
    salvage: "sealed",
    shown: "question",
    whose: "yours",
    what: "The agent asks a question.",
    next: "It goes on with your answer.",
    now: "Answer in a comment, then put the label on again.",
  },
  gates_failed: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the agent's",
    what: "The change does not pass the gates.",
    next: "Nothing, until a person decides.",
    now: `Look at the failing gate below. ${relabel}`,
  },
  usage_limited: {
    charged: false,
    retryAfterMinutes: 60,
    salvage: "sealed",
    shown: "waiting",
    whose: "the limit's",
    what: "The usage limit of the model credential is reached.",
    next: "It is tried again after the reset.",
    now: "Nothing, or add another credential.",
  },
  budget_exhausted: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the limit's",
    what: "The spend limit is used up.",
    next: "Nothing, until a person decides.",
    now: `Split the issue, or raise limits.spend-per-attempt. ${relabel}`,
  },
  turn_limited: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the limit's",
    what: "The limit of model turns is reached.",
    next: "Nothing, until a person decides.",
    now: `Split the issue, or raise limits.turns. ${relabel}`,
  },
  timed_out: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the limit's",
    what: "The time limit is reached.",
    next: "Nothing, until a person decides.",
    now: `Split the issue, or raise limits.minutes. ${relabel}`,
  },
  stalled: {
    charged: true,
    retryAfterMinutes: 1,
    salvage: "draft",
    shown: "waiting",
    whose: "Switchyard's or the platform's",
    what: "The agent fell silent and was ended.",
    next: "It is tried again while attempts are left.",
    now: "Nothing yet.",
  },
  no_progress: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the agent's",
    what: "The agent repeated itself without getting on, and was ended.",
    next: "Nothing, until a person decides.",
    now: `See in the job log what it got stuck on, and say in the issue how to get past it; or raise limits.repeated-calls. ${relabel}`,
  },
  disk_full: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the limit's",
    what: "The limit of disk space is reached.",
    next: "Nothing, until a person decides.",
    now: `See below who filled it: ask for less, raise limits.disk-gigabytes, or use a runner with more space. ${relabel}`,
  },
  withheld: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "sealed",
    shown: "failed",
    whose: "yours",
    what: "The change touches only paths that are protected, or that its scope does not allow; Switchyard does not publish those.",
    next: "Nothing, until a person decides.",
    now: "Make this change by hand, or name the paths under protected.allow, or under allowed of the scope, in the config and run `switchyard release`.",
  },
  refused: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "sealed",
    shown: "failed",
    whose: "the agent's",
    what: "The result was refused by the publishing rules.",
    next: "Nothing, until a person decides.",
    now: `Read the rule below. Where the config may allow it, change it and run \`switchyard release\`. ${relabel}`,
  },
  agent_failed: {
    charged: true,
    retryAfterMinutes: null,
    salvage: "draft",
    shown: "failed",
    whose: "the agent's",
    what: "Claude Code could not do its work.",
    next: "Nothing, until a person decides.",
    now: `Read the cause below and in the job log. ${relabel}`,
  },
  setup_failed: {
    charged: false,
    retryAfterMinutes: null,
    salvage: "sealed",
    shown: "failed",
    whose: "yours",
    what: "The task could not be prepared, or the model does not accept the credential or the settings.",
    next: "Nothing, until a person decides.",
    now: `Mend what is named below. ${relabel}`,
  },
  infra_failed: {
    charged: false,
    retryAfterMinutes: 1,
    salvage: "sealed",
    shown: "waiting",
    whose: "Switchyard's or the platform's",
    what: "The job ended without a result: a lost runner, a failed upload, or an unreachable service.",
    next: "It is tried again by itself, later each time.",
    now: "Nothing yet.",
  },
  no_space: {
    charged: false,
    retryAfterMinutes: 360,
    salvage: "sealed",
    shown: "waiting",
    whose: "yours",
    what: "GitHub's storage for artifacts is full, so that nothing could be kept or handed over.",
    next: "It is tried again after some hours, when GitHub has counted anew, and goes on from what was kept.",
    now: "Delete artifacts that nobody needs, or raise the limit in the account's billing settings. Then put the label on again.",
  },
  cancelled: {
    charged: false,
    retryAfterMinutes: null,
    salvage: "sealed",
    shown: null,
    whose: "yours",
    what: "The task was stopped: the label was taken off, the issue was closed, or the run was cancelled.",
    next: "Nothing. What was done by then is kept.",
    now: "Put the label on again to go on.",
  },
  stopped: {
    charged: false,
    retryAfterMinutes: 1,
    salvage: "sealed",
    shown: "waiting",
    whose: "yours",
    what: "Switchyard was stopped for the whole repository.",
    next: "It goes on by itself after Switchyard is started again.",
    now: "Nothing, or start Switchyard again: `switchyard start`",
  },
};

/** When an outcome that retries by itself may be tried again, in minutes after its end: doubled each time, at most six hours. */
export function retryDelay(outcome: Outcome, earlierRetries: number): number | null {
  const first = outcomes[outcome].retryAfterMinutes;
  return first === null ? null : Math.min(first * 2 ** earlierRetries, 360);
}

/** Uncharged retries end too: without this cap a broken runner would be tried for ever. */
export const unchargedRetryLimit = 6;
