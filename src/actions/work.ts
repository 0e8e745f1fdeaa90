import { rm } from "node:fs/promises";

import { info, notice, warning } from "@actions/core";

import { type Credential, sealKeys } from "../core/credential.ts";
import { assertNever } from "../core/errors.ts";
import { noIssue } from "../core/rehearsal.ts";
import { logLine } from "../core/log-line.ts";
import { holdingOf, whyNoWork } from "../core/holding.ts";
import { watchClaim } from "../edge/claim-watch.ts";
import { installClaude } from "../edge/claude-install.ts";
import { chooseCredentials, readCredentials } from "../edge/credentials.ts";
import { openTaskDirectory } from "../edge/leavings.ts";
import { type RecordStore, issueRef, openRecordStore } from "../edge/record-store.ts";
import { type Sealer, makeSealer } from "../edge/seal.ts";
import { type BaseResults, gatesBeforehand } from "../edge/gates.ts";
import { prepareBase } from "../edge/setup.ts";
import { openSite } from "../edge/site.ts";
import { identity } from "../edge/stamp.ts";
import { openKit, unusedIn } from "../edge/task-kit.ts";
import { runRounds } from "../edge/task-rounds.ts";
import { readyScene } from "../edge/task-scene.ts";
import { type Job, jobLog, readInputs, readJob, remoteOf } from "./action.ts";
import { readPlanned } from "./planned.ts";
import { type AgentSession, openSession } from "./work-agent.ts";
import { type End, copied, endOf, failed, interrupted, nothing, usedBy } from "./work-end.ts";
import { handOver, withoutRefused } from "./work-hand-over.ts";
import { type Keeper, idleKeeper, openKeeper } from "./work-keep.ts";
import { openWorkLog } from "./work-log.ts";
import { releaseAttempt } from "./work-release.ts";
import { findCarried, restore } from "./work-restore.ts";
import { directoryProblem } from "./work-scope.ts";
import { type PreparedScene, WorkInputs, type WorkScene, taskLog } from "./work-scene.ts";

/** work/action.yml: prepares the base, runs the agent, runs the gates, and hands over what can be proven. Always ends with a result unless the claim is not ours. */
export async function work(): Promise<void> {
  const started = Date.now();
  const inputs = readInputs(WorkInputs);
  const job = readJob();
  if (inputs.issue === noIssue) {
    const { workRehearsal } = await import("./work-rehearsal.ts");
    return workRehearsal(inputs, job);
  }
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
  const temp = await openTaskDirectory(job.temp);
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
    const scene: WorkScene = {
      inputs,
      job,
      plan,
      task,
      temp,
      signal: ending.signal,
      started,
      unused,
      checkout: job.workspace,
      secrets: { "setup-env": inputs["setup-env"], "env-file": inputs["env-file"] },
      github: async () => {
        const { openGitHub } = await import("../edge/github.ts");
        return openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
      },
      log: taskLog,
    };
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
    const misplaced = await directoryProblem(scene.job.workspace, scene.task.settings);
    if (misplaced !== null) return { ...nothing, outcome: "setup_failed", reason: misplaced };
    const { scope, directory } = scene.task.settings;
    if (scope !== null)
      info(
        `Scope ${scope}: work starts ${directory === "" ? "at the top level" : `in ${logLine(directory)}`}.`,
      );
    const kit = await openKit(scene);
    const opened = await openSite(scene);
    if (!opened.ok) return { ...nothing, outcome: "setup_failed", reason: opened.reason };
    await using site = opened.site;
    if (scene.task.request.release !== undefined)
      return await releaseAttempt(scene, { site, kit, credentials, release: scene.task.request.release });
    const [executable, prepared, sealer, carried] = await Promise.all([
      installClaude({ toolCache: scene.job.toolCache, temp: scene.temp, signal: scene.signal }),
      prepareBase(scene, site),
      sealerOf(scene, credentials),
      findCarried(scene, { store, credentials }),
    ]);
    if (scene.signal.aborted) return interrupted(scene);
    if (!prepared.ok)
      return { ...nothing, outcome: "setup_failed", reason: prepared.reason, isolation: site.held };
    const ready = await readyScene(scene, { site, kit, prepared });
    const bases = await gatesBeforehand(ready);
    if (scene.signal.aborted) return interrupted(scene);
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
      ? await withoutRefused(ready, await rounds(ready, { session, keeper, bases }), {
          isSealed: sealer !== null,
        })
      : { ...nothing, ...refused, isolation: site.held };
  } catch (error) {
    if (scene.signal.aborted) return interrupted(scene);
    return { ...nothing, ...failed(error) };
  }
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
    return failed(error);
  }
}

/** All rounds with the agent, as an end. */
async function rounds(
  scene: PreparedScene,
  { session, keeper, bases }: { session: AgentSession; keeper: Keeper; bases: BaseResults },
): Promise<End> {
  const end = await runRounds(scene, { session, keeper, bases });
  const used = usedBy(session);
  switch (end.kind) {
    case "copied":
      return copied({ scene, used, copies: end.copies });
    case "interrupted":
      return { ...interrupted(scene), changes: end.changes, ...used, isolation: scene.site.held };
    case "ended":
      return endOf({ scene, used, verdict: end.verdict, changes: end.changes, gates: end.gates });
    default:
      return assertNever(end);
  }
}
