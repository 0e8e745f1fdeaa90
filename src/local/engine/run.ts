import { messageOf, UserError } from "../../core/errors.ts";
import { readConcurrencyRequest } from "./concurrency.ts";
import type { Rerun } from "./rerun.ts";
import { rollUp } from "./needs.ts";
import type { RunContext } from "./run-context.ts";
import { annotate, touch } from "./run-context.ts";
import { runGraph } from "./run-graph.ts";

/** A run in work. */
export type RunningRun = {
  /** Cancels as the Actions API does: jobs with always() go on. */
  cancel(reason: string | null): void;
  /** Settles when the attempt is over; never rejects for what a workflow did. */
  readonly finished: Promise<void>;
};

/** Starts one attempt of a run; its record is queued until its concurrency group admits it. */
export function startRun(run: RunContext, rerun: Rerun): RunningRun {
  const cancelled = new AbortController();
  const cancel = (reason: string | null): void => {
    if (cancelled.signal.aborted) return;
    if (reason !== null) annotate(run, null, { level: "error", message: reason, properties: {} });
    cancelled.abort();
  };
  run.engine.onProgress({ kind: "run-queued", run: run.record });
  return { cancel, finished: work({ run, rerun, signal: cancelled.signal, cancel }) };
}

async function work(options: {
  run: RunContext;
  rerun: Rerun;
  signal: AbortSignal;
  cancel: (reason: string | null) => void;
}): Promise<void> {
  const { run, rerun, signal, cancel } = options;
  const { engine, record, loaded } = run;
  // Whoever reacts to the event sees a queued run first.
  await Promise.resolve();
  try {
    const { variables, secrets } = engine.github.settings(record.repository);
    const scope = { contexts: { github: run.github, inputs: run.inputs, vars: variables }, functions: {} };
    const request = readConcurrencyRequest(loaded.workflow.concurrency, scope);
    const ticket =
      request === null
        ? null
        : await engine.groups.enter({ repository: record.repository, request, signal, cancelHolder: cancel });
    if (ticket !== null && ticket.admission !== "held") {
      if (ticket.admission === "replaced") {
        const message = `Canceling since a higher priority waiting request for '${request?.group}' exists`;
        annotate(run, null, { level: "error", message, properties: {} });
      }
      complete(run, "cancelled");
      return;
    }
    try {
      record.status = "in_progress";
      touch(record);
      engine.onProgress({ kind: "run-started", run: record });
      const results = await runGraph({
        run,
        loaded,
        prefix: "",
        key: "",
        inputs: run.inputs,
        secrets: { ...secrets },
        signal,
        held: request === null ? [] : [{ group: request.group.toLowerCase(), holder: "top level workflow" }],
        rerun,
      });
      const outcome = rollUp([...results.values()].map((result) => result.result));
      complete(run, signal.aborted && outcome !== "success" ? "cancelled" : outcome);
    } finally {
      ticket?.release();
    }
  } catch (error) {
    const level = "error";
    annotate(run, null, { level, message: messageOf(error), properties: {} });
    complete(run, error instanceof UserError ? "startup_failure" : "failure");
    if (!(error instanceof UserError)) throw error;
  }
}

function complete(
  run: RunContext,
  conclusion: "success" | "failure" | "cancelled" | "skipped" | "startup_failure",
): void {
  run.record.status = "completed";
  run.record.conclusion = conclusion;
  touch(run.record);
  run.engine.onProgress({ kind: "run-ended", run: run.record });
}
