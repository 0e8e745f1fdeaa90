import { info, setOutput, warning } from "@actions/core";

import { without } from "../core/env-file.ts";
import { NoSpaceError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import type { Outcome } from "../core/outcome.ts";
import { type ChangeSet, type Envelope, resultName } from "../core/result.ts";
import { workSummary } from "../core/summary.ts";
import { judgeChanges, secretsInChange } from "../edge/change-set-check.ts";
import { uploadResult } from "../edge/hand-over.ts";
import { openRememberingScanner, withoutSecrets } from "../edge/secret-scan.ts";
import { baseOf } from "../edge/task-base.ts";
import { writeSummary } from "./action.ts";
import type { End } from "./work-end.ts";
import { guardedValues } from "../edge/env-file.ts";
import type { PreparedScene, WorkScene } from "./work-scene.ts";

/**
 * An end without its change when collect would refuse it whole; the last checkpoint has it, sealed. Where nothing can be sealed only a credential is
 * reason enough: the rest would be lost.
 */
export async function withoutRefused(
  scene: PreparedScene,
  end: End,
  { isSealed }: { isSealed: boolean },
): Promise<End> {
  const { plan, task } = scene;
  const { changes } = end;
  if (changes === null) return end;
  const from = baseOf(scene);
  const scanner = await openRememberingScanner();
  const judged = await judgeChanges(changes, {
    rules: plan.config,
    bounds: task.settings,
    base: from,
    scanner,
  });
  // Credentials are looked for whatever else is wrong.
  const secrets = await secretsInChange(changes, { rules: plan.config, texts: from.texts, scanner });
  const others = judged.ok
    ? []
    : judged.refusals.filter(({ code }) =>
        code === "secret" ? secrets.length === 0 : isSealed || secrets.length > 0,
      );
  const refusals = [...secrets, ...others];
  return refusals.length === 0 ? end : { ...end, changes: null, refusals };
}

/** Uploads what the attempt came to, without anything secret, and says so to collect, in the log and in the summary. */
export async function handOver(scene: WorkScene, end: End): Promise<void> {
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
    refusals: [...end.refusals, ...said.refusals].slice(0, 50).map(({ code, path, text }) => ({
      code,
      path: path.slice(0, 400),
      text: text.slice(0, 500),
    })),
  };
  const outcome = await uploaded(scene, { envelope, changes: end.changes });
  setOutput("outcome", outcome);
  setOutput("spent", end.spent);
  info(`#${inputs.issue}: ${outcome}${envelope.reason === "" ? "" : `: ${logLine(envelope.reason, 1_000)}`}`);
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
