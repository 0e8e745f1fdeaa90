import { z } from "zod";

import { type IsolationDemand, IsolationHeld, type IsolationOffer, isolationParts } from "./isolation.ts";

/** Everything that a rehearsal looks at, by what can be wrong with it. A failure has one code, and each code one remedy. */
export const findingCodes = [
  "contents",
  "issues",
  "pull-requests",
  "actions",
  "labels",
  "secret",
  "credential",
  "revoked",
  "spent",
  "unpaid",
  "model",
  "isolation",
  "disk",
  "claude",
  "setup",
  "gate",
  "artifacts",
  "opening",
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One thing that was looked at. `missing` keeps work from being done, `doubtful` does not. */
export const Finding = z.strictObject({
  code: z.enum(findingCodes),
  /** Which one, where there are several: a part of isolation, a credential, a gate. */
  name: z.string().max(80),
  state: z.enum(["ok", "missing", "doubtful"]),
  /** What was seen; words of others may be in it. */
  text: z.string().max(2_000),
});
export type Finding = z.output<typeof Finding>;

/** A finding of ours, its text cut to what the schema takes. */
export function finding(code: FindingCode, state: Finding["state"], text: string, name = ""): Finding {
  return { code, state, text: text.slice(0, 2_000), name: name.slice(0, 80) };
}

/** What is to be said of each part of isolation, on a machine with this offer. */
export function isolationFindings(demand: IsolationDemand, offer: IsolationOffer): Finding[] {
  return isolationParts.map((part) => {
    const why = offer[part];
    if (demand[part] !== "enforce")
      return finding("isolation", "doubtful", `The config says ${demand[part]}.`, part);
    return why === null
      ? finding("isolation", "ok", "It can be enforced here.", part)
      : finding("isolation", "missing", `It cannot be enforced on this runner: ${why}`, part);
  });
}

const Because = z.object({ run: z.string(), because: z.string() });

/** The part of the plan that makes a run a rehearsal: one leg without an issue and without an agent. */
export const Rehearsal = z.object({
  /** The id that its leg carries in place of a claim. */
  claim: z.string().regex(/^[0-9a-f]{32}$/),
  private: z.boolean(),
  /** The schedules of the calling workflow. */
  crons: z.array(z.string()),
  /** Is there a config already? Then none is proposed. */
  configured: z.boolean(),
  /** What dispatch found in the repository's files; without a config, `gates` of the plan's config are these. */
  detected: z.object({
    setup: z.array(Because),
    gates: z.array(Because.extend({ name: z.string() })),
    workspace: z.object({ folder: z.string(), test: z.string(), because: z.string() }).nullable(),
  }),
  /** What dispatch looked at itself. */
  findings: z.array(Finding),
});
export type Rehearsal = z.output<typeof Rehearsal>;

/** The number that stands for the issue in the leg of a rehearsal. */
export const noIssue = 0;

/** What work hands to collect. Hostile until it is read by this schema: what runs in work is the repository's code. */
export const RehearsalReport = z.strictObject({
  version: z.literal(1),
  claim: z.string().regex(/^[0-9a-f]{32}$/),
  run: z.number().int().positive(),
  "run-attempt": z.number().int().positive(),
  findings: z.array(Finding).max(100),
  /** Commands of setup, how long all of them took, and the end of the output of one that failed. */
  setup: z.strictObject({
    commands: z.array(z.string().max(2_000)).max(50),
    seconds: z.number().nonnegative(),
    tail: z.string().max(4_000),
  }),
  gates: z
    .array(
      z.strictObject({
        name: z.string().max(80),
        result: z.enum(["passed", "failed", "timed_out", "not_runnable"]),
        seconds: z.number().nonnegative(),
        tail: z.string().max(4_000),
      }),
    )
    .max(20),
  isolation: IsolationHeld.nullable(),
  /** USD by list price that asking the model cost. */
  spent: z.number().nonnegative(),
});
export type RehearsalReport = z.output<typeof RehearsalReport>;

/** The only file of a report's artifact. */
export const reportFile = "rehearsal.json";

/** The branch and the title of what a rehearsal proposes, and the marker by which its pull request is known. */
export const proposal = {
  branch: "switchyard/configure",
  title: "Configure Switchyard",
  marker: "<!-- switchyard: rehearsal -->",
} as const;
