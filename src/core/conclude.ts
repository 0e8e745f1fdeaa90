import { type Outcome, outcomes } from "./outcome.ts";
import { type Account, type Ending, type IssueState, type RecordEvent, saidLimit } from "./record.ts";
import { nextTry } from "./retry.ts";

/** Why an attempt ended whose jobs GitHub calls cancelled. */
export const runCancelled = "the run was cancelled";

/** How an attempt came out, as far as it is known. */
export type Conclusion = {
  readonly outcome: Outcome;
  readonly reason: string;
  /** USD; null when nobody knows: then the whole reservation counts as spent. */
  readonly spent: number | null;
  readonly branch?: string;
  readonly pull?: number;
  readonly modelReached?: boolean;
  /** When the credentials are usable again (ISO time); null when no limit was met. */
  readonly resetsAt: string | null;
  /** The agent's last message. */
  readonly said?: string;
  readonly account?: Account;
};

/** The event that ends the attempt which holds the claim: what is charged, and when it is tried again. `attempts` is the limit of the config. */
export function concluded(
  state: IssueState,
  conclusion: Conclusion,
  { at, attempts }: { at: string; attempts: number },
): Extract<RecordEvent, { type: "ended" }> {
  const { claim } = state;
  if (claim === null) throw new Error("only a claim can be concluded");
  const { outcome, reason, branch, pull, modelReached, said, account } = conclusion;
  const resetsAt = toSecond(conclusion.resetsAt);
  const ending: Ending = {
    outcome,
    attempt: claim.attempt,
    run: claim.run,
    spent: conclusion.spent ?? claim.reserved,
    at,
    pool: claim.pool,
    ...(reason === "" ? {} : { reason: reason.slice(0, 2_000) }),
    ...(branch === undefined ? {} : { branch }),
    ...(pull === undefined ? {} : { pull }),
    ...(modelReached === undefined ? {} : { "model-reached": modelReached }),
    ...(resetsAt === null ? {} : { "resets-at": resetsAt }),
    ...(account === undefined ? {} : { account }),
  };
  return {
    type: "ended",
    ending,
    charged: outcomes[outcome].charged,
    "not-before": nextTry({ outcome, resetsAt, state, attempts, at }),
    ...(said === undefined || said === "" ? {} : { said: said.slice(0, saidLimit) }),
  };
}

/**
 * What a claim came to whose jobs are over without a word: delivered when its branch is there, with its pull request or one to open by
 * hand, so that nothing is paid twice; otherwise cancelled if that was asked, or a failure of the platform, tried again later.
 */
export function conclusionOfDead(
  state: IssueState,
  {
    worked,
    cancelled,
    published,
  }: { worked: boolean; cancelled: boolean; published: { readonly pull: number | null } | undefined },
): Conclusion {
  // Without a result nobody knows what was spent, but for a job that never started.
  const spent = worked ? null : 0;
  if (published !== undefined && state.publishing !== null)
    return {
      outcome: state.publishing.outcome ?? "delivered",
      reason: "",
      spent: null,
      resetsAt: null,
      branch: state.publishing.branch,
      ...(published.pull === null ? {} : { pull: published.pull }),
    };
  const why = state.cancel?.why ?? (cancelled ? runCancelled : null);
  return why === null
    ? {
        outcome: "infra_failed",
        reason: "the jobs of the attempt are over, and none left a result",
        spent,
        resetsAt: null,
      }
    : { outcome: "cancelled", reason: why, spent, resetsAt: null };
}

function toSecond(time: string | null): string | null {
  return time === null ? null : time.replace(/\.\d+Z$/, "Z");
}
