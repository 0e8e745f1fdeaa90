import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { info, notice, setOutput, warning } from "@actions/core";

import type { Verdict } from "../core/agent-verdict.ts";
import { blamed, outcomeOf } from "../core/attempt.ts";
import { type Credential, sealKeys } from "../core/credential.ts";
import { without } from "../core/env-file.ts";
import { NoSpaceError, UserError, messageOf } from "../core/errors.ts";
import { holdingOf, whyNoWork } from "../core/holding.ts";
import type { IsolationHeld } from "../core/isolation.ts";
import type { Outcome } from "../core/outcome.ts";
import { type ChangeSet, type Envelope, type GateResult, resultName } from "../core/result.ts";
import type { Refusal } from "../core/refusal.ts";
import { workSummary } from "../core/summary.ts";
import { logLine } from "../core/log-line.ts";
import { secretsInChange } from "../edge/change-set-check.ts";
import { readChangeSet } from "../edge/change-set-reader.ts";
import { watchClaim } from "../edge/claim-watch.ts";
import { installClaude } from "../edge/claude-install.ts";
import { chooseCredentials, readCredentials } from "../edge/credentials.ts";
import { uploadResult } from "../edge/hand-over.ts";
import { signDirectory, taskDirectory } from "../edge/leavings.ts";
import { type RecordStore, issueRef, openRecordStore } from "../edge/record-store.ts";
import { type Sealer, makeSealer } from "../edge/seal.ts";
import { withoutSecrets } from "../edge/secret-scan.ts";
import { identity } from "../edge/stamp.ts";
import { type Job, readInputs, readJob, remoteOf, writeSummary } from "./action.ts";
import { readPlanned } from "./planned.ts";
import { type AgentSession, openSession } from "./work-agent.ts";
import { type BaseResults, runGates } from "./work-gates.ts";
import { copiesOf, guardedValues } from "./work-env-file.ts";
import { openKit, unusedIn } from "./work-kit.ts";
import { openSite } from "./work-isolation.ts";
import { type Keeper, idleKeeper, openKeeper } from "./work-keep.ts";
import { openWorkLog } from "./work-log.ts";
import { findCarried, restore } from "./work-restore.ts";
import { type PreparedScene, WorkInputs, type WorkScene } from "./work-scene.ts";
import { prepareBase } from "./work-setup.ts";

/** How an attempt ended, and what it leaves. */
type End = {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly message: string;
  readonly changes: ChangeSet | null;
  readonly gates: readonly GateResult[];
  readonly spent: number;
  readonly turns: number;
  readonly resetsAt: string | null;
  /** Name of the pool's entry that was asked last, and whether a model answered at all. */
  readonly credential: string | null;
  readonly reached: boolean;
  readonly isolation: IsolationHeld | null;
  /** Credentials in the change, which is not in `changes` then. */
  readonly refusals: readonly Refusal[];
};

const textLimit = 512_000; // bytes of a file of the base; collect sees no more of it either

const nothing = {
  message: "",
  changes: null,
  gates: [],
  spent: 0,
  turns: 0,
  resetsAt: null,
  credential: null,
  reached: false,
  isolation: null,
  refusals: [],
} as const;

/** work/action.yml: prepares the base, runs the agent, runs the gates, and hands over what can be proven. Always ends with a result unless the claim is not ours. */
export async function work(): Promise<void> {
  const started = Date.now();
  const inputs = readInputs(WorkInputs);
  const job = readJob();
  const { plan, task } = await readPlanned(inputs, job);
  await using store = await openRecordStore({
    remote: remoteOf(job, inputs.token),
    temp: job.temp,
    identity,
  });
  const records = await store.read();
  const why = whyNoWork(holdingOf(records.entries.get(inputs.issue), inputs, job.run));
  if (why !== null) {
    notice(`#${inputs.issue}: nothing to do here: ${why}.`);
    return;
  }
  await mkdir(job.temp, { recursive: true });
  const temp = await mkdtemp(join(job.temp, taskDirectory));
  await signDirectory(temp);
  const ending = new AbortController();
  // Between the claim and this job the stop may have come: then nothing is prepared, and no model is asked.
  if (records.stopped) ending.abort("stopped");
  const watching = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort("shutdown"));
  const watch = watchClaim({
    store,
    issue: inputs.issue,
    tip: records.tips.get(issueRef(inputs.issue)) ?? null,
    judge: async () => judge(store, inputs, job),
    onEnd: (reason) => ending.abort(reason),
    signal: watching.signal,
  });
  try {
    const unused = unusedIn(job.workspace, task.settings);
    const scene: WorkScene = { inputs, job, plan, task, temp, signal: ending.signal, started, unused };
    const end = await attempt(scene, store);
    await handOver(scene, end);
  } finally {
    watching.abort();
    await watch;
    await rm(temp, { recursive: true, force: true });
  }
}

async function judge(
  store: RecordStore,
  inputs: WorkInputs,
  job: Job,
): Promise<{ ends: false } | { ends: true; reason: "cancelled" }> {
  const records = await store.read();
  const why = whyNoWork(holdingOf(records.entries.get(inputs.issue), inputs, job.run));
  return why === null ? { ends: false } : { ends: true, reason: "cancelled" };
}

/** The whole attempt; whatever goes wrong in it is an end with its outcome. */
async function attempt(scene: WorkScene, store: RecordStore): Promise<End> {
  if (scene.signal.aborted) return interrupted(scene);
  try {
    const credentials = readCredentials(scene.inputs);
    const pool = chooseCredentials(credentials, {
      profile: scene.task.settings.profile,
      consent: scene.plan.config.credentials,
    });
    const kit = await openKit(scene);
    const opened = await openSite(scene);
    if (!opened.ok) return { ...nothing, outcome: "setup_failed", reason: opened.reason };
    await using site = opened.site;
    const [executable, prepared, sealer, carried] = await Promise.all([
      installClaude({ toolCache: scene.job.toolCache, temp: scene.temp, signal: scene.signal }),
      prepareBase(scene, site),
      sealerOf(scene, credentials),
      findCarried(scene, { store, credentials }),
    ]);
    if (scene.signal.aborted) return interrupted(scene);
    if (!prepared.ok)
      return { ...nothing, outcome: "setup_failed", reason: prepared.reason, isolation: site.held };
    const ready: PreparedScene = {
      ...scene,
      ...prepared,
      site,
      kit,
      tree: await site.workspace.grow(prepared.base),
      except: scene.task.settings["env-file"],
    };
    const log = openWorkLog();
    const restored = carried === null ? null : await restore(ready, carried);
    await using session = await openSession(ready, { executable, pool, log, restored });
    await using keeper =
      sealer === null
        ? idleKeeper
        : openKeeper({
            scene: ready,
            sealer,
            log,
            progress: session.progress,
          });
    const refused = await refusalToBegin(keeper, restored !== null);
    return refused === null
      ? await withoutCredentials(ready, await rounds(ready, { session, keeper }))
      : { ...nothing, ...refused, isolation: site.held };
  } catch (error) {
    if (scene.signal.aborted) return interrupted(scene);
    return {
      ...nothing,
      outcome: error instanceof UserError ? "setup_failed" : "infra_failed",
      reason: messageOf(error),
    };
  }
}

/** An end without its change when that holds a credential; the last checkpoint has it, sealed. */
async function withoutCredentials({ site, base, plan }: PreparedScene, end: End): Promise<End> {
  if (end.changes === null) return end;
  const refusals = await secretsInChange(end.changes, {
    rules: plan.config,
    texts: async (paths) => {
      const texts = new Map<string, string>();
      for (const path of paths) {
        const text = await site.workspace.read(base, path, textLimit);
        if (text !== null) texts.set(path, text.toString("utf8"));
      }
      return texts;
    },
  });
  return refusals.length === 0 ? end : { ...end, changes: null, refusals };
}

/** What seals the checkpoints of this attempt; null where no secret of the job could open them again. */
async function sealerOf(
  { inputs, job, task }: WorkScene,
  credentials: readonly Credential[],
): Promise<Sealer | null> {
  const keys = sealKeys(credentials, inputs["seal-key"]);
  if (keys.length > 0)
    return makeSealer({
      binding: { repository: job.repository, issue: task.issue, claim: task.claim, attempt: task.attempt },
      keys,
    });
  warning(
    "Nothing of this attempt is kept if its job is killed: its credentials are exchanged for the job's identity, so that no secret is there to seal with. Create a repository secret SWITCHYARD_SEAL_KEY with a long random text, and give it to the action as `seal-key`.",
  );
  return null;
}

/** Why the model must not be asked: what it does could not be kept. Null when the first checkpoint was. */
async function refusalToBegin(
  keeper: Keeper,
  isRestored: boolean,
): Promise<Pick<End, "outcome" | "reason"> | null> {
  try {
    await keeper.begin(isRestored);
    return null;
  } catch (error) {
    return { outcome: error instanceof NoSpaceError ? "no_space" : "infra_failed", reason: messageOf(error) };
  }
}

/** The agent's round, then gates and repair until they pass or the rounds are used up. */
async function rounds(
  scene: PreparedScene,
  { session, keeper }: { session: AgentSession; keeper: Keeper },
): Promise<End> {
  const most = scene.task.settings.limits["repair-rounds"];
  const bases: BaseResults = new Map();
  let verdict = await keeper.during(async () => session.start());
  for (let round = 0; ; round += 1) {
    const now = await readChangeSet(scene.site.workspace, scene);
    keeper.keep(now);
    const { leftOut, emptied: _, ...read } = now;
    // Of unfinished work what is too large must not keep back the rest.
    const refusable = verdict.outcome === "finished" ? leftOut : [];
    if (verdict.outcome !== "finished") verdict = withLeftOut(verdict, leftOut);
    const changes: ChangeSet = {
      ...read,
      inexpressible: [...read.inexpressible, ...refusable].slice(0, 100),
    };
    const copies = await copiesOf(scene, changes.changes);
    if (copies.length > 0) return copied({ scene, session, copies });
    const wantsGates =
      verdict.outcome === "finished" &&
      scene.task.wanted !== "answer" &&
      changes.changes.length > 0 &&
      changes.inexpressible.length === 0;
    const gates = wantsGates ? await runGates(scene, changes, bases) : [];
    const failing = blamed(gates);
    if (scene.signal.aborted)
      return { ...interrupted(scene), changes, ...usedBy(session), isolation: scene.site.held };
    if (failing.length === 0 || round >= most) return endOf({ scene, session, verdict, changes, gates });
    info(`Repair round ${round + 1} of ${most}: ${failing.map(({ name }) => logLine(name)).join(", ")}`);
    const repaired = await keeper.during(async () => session.repair(failing));
    // A repair that ran into a limit does not undo the evidence of the gates before it.
    if (repaired.outcome !== "finished") {
      keeper.keep(await readChangeSet(scene.site.workspace, scene));
      return { ...endOf({ scene, session, verdict: repaired, changes, gates }) };
    }
    verdict = repaired;
  }
}

/** A change that holds what the env file holds is kept from everybody who can see the repository's artifacts. */
function copied({
  scene,
  session,
  copies,
}: {
  scene: PreparedScene;
  session: AgentSession;
  copies: readonly string[];
}): End {
  return {
    ...nothing,
    ...usedBy(session),
    isolation: scene.site.held,
    outcome: "agent_failed",
    reason: `The change holds a value of the env file, in ${copies.slice(0, 5).join(", ")}, and was not handed over.`,
  };
}

function withLeftOut(verdict: Verdict, leftOut: readonly string[]): Verdict {
  if (leftOut.length === 0) return verdict;
  const named = leftOut.slice(0, 5).join(", ");
  const others = leftOut.length > 5 ? ` and ${leftOut.length - 5} more` : "";
  return {
    ...verdict,
    sentence: `${verdict.sentence} Too large to be kept with the rest: ${logLine(named, 500)}${others}.`,
  };
}

function endOf({
  scene,
  session,
  verdict,
  changes,
  gates,
}: {
  scene: PreparedScene;
  session: AgentSession;
  verdict: Verdict;
  changes: ChangeSet;
  gates: readonly GateResult[];
}): End {
  const count = changes.changes.length + changes.inexpressible.length;
  const { outcome, reason } = outcomeOf({ verdict, wanted: scene.task.wanted, changes: count, gates });
  return {
    outcome,
    reason,
    message: verdict.outcome === "finished" ? verdict.text.slice(0, 50_000) : "",
    changes: count === 0 || outcome === "answered" ? null : changes,
    gates,
    ...usedBy(session),
    resetsAt:
      verdict.outcome === "usage_limited" && verdict.resetsAt !== null
        ? new Date(verdict.resetsAt * 1000).toISOString()
        : null,
    isolation: scene.site.held,
    refusals: [],
  };
}

/** What a session used of the model, and of whose. */
function usedBy(session: AgentSession): Pick<End, "spent" | "turns" | "credential" | "reached"> {
  const { credential, reached } = session.facts();
  return { spent: session.spent(), turns: session.turns(), credential, reached };
}

function interrupted(scene: WorkScene): End {
  const outcome = scene.signal.reason === "stopped" ? "stopped" : "cancelled";
  return {
    ...nothing,
    outcome,
    reason:
      outcome === "stopped" ? "Switchyard was stopped (refs/switchyard/stop)." : "The task was asked to end.",
  };
}

async function handOver(scene: WorkScene, end: End): Promise<void> {
  const { inputs, job, task, started } = scene;
  const values = guardedValues(scene);
  const clean = (text: string) => without(values, text);
  const raw: Envelope = {
    version: 1,
    issue: inputs.issue,
    attempt: inputs.attempt,
    claim: inputs.claim,
    run: job.run.id,
    "run-attempt": job.run.attempt,
    outcome: end.outcome,
    reason: clean(end.reason).slice(0, 2_000),
    spent: end.spent,
    seconds: (Date.now() - started) / 1000,
    turns: end.turns,
    model: task.settings.model,
    gates: end.gates.map((gate) => ({ ...gate, tail: clean(gate.tail) })),
    isolation: end.isolation,
    message: clean(end.message),
    "resets-at": end.resetsAt,
    credential: end.credential,
    "model-reached": end.reached,
    changes: null,
    refusals: [],
  };
  // The artifact of a result is readable for everybody who sees the repository, before collect has judged it.
  const said = await withoutSecrets(raw);
  const envelope = {
    ...said.envelope,
    refusals: [...end.refusals, ...said.refusals].slice(0, 50).map(({ path, text }) => ({
      code: "secret" as const,
      path: path.slice(0, 400),
      text: text.slice(0, 500),
    })),
  };
  const outcome = await uploaded(scene, { envelope, changes: end.changes });
  setOutput("outcome", outcome);
  setOutput("spent", end.spent);
  info(`#${inputs.issue}: ${outcome}${end.reason === "" ? "" : `: ${logLine(end.reason, 1_000)}`}`);
  await writeSummary(workSummary({ ...envelope, outcome, changes: null }, scene.unused));
}

/** Uploads the result and names it for collect. Where there is no room for it the outcome is the whole result, and the next attempt goes on from the last checkpoint. */
async function uploaded(
  { job }: WorkScene,
  { envelope, changes }: { envelope: Omit<Envelope, "changes">; changes: ChangeSet | null },
): Promise<Outcome> {
  if (envelope.outcome === "no_space") return "no_space";
  try {
    const artifact = await uploadResult({ envelope, changes, name: resultName(envelope), temp: job.temp });
    setOutput("result-id", artifact.id);
    setOutput("result-digest", artifact.digest);
    return envelope.outcome;
  } catch (error) {
    if (!(error instanceof NoSpaceError)) throw error;
    warning(error.message);
    return "no_space";
  }
}
