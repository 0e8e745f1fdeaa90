import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import type { AgentEvent } from "../core/agent-event.ts";
import type { EndReason } from "../core/agent-verdict.ts";
import { openRepetition } from "../core/repetition.ts";
import { signalProcess } from "./claude-processes.ts";
import type { AbortReason, AgentLimits } from "./claude-options.ts";

/** What keeps a run within its limits. */
export type Stop = {
  take(event: AgentEvent): void;
  /** Sends a user message: the prompt, or one that the model reads before its next turn. */
  say(text: string): void;
  because(): EndReason;
  /** Ends the watch; nothing is signalled any more. */
  release(): void;
};

type Watched = {
  readonly limits: AgentLimits;
  readonly signal: AbortSignal;
  readonly child: ChildProcessWithoutNullStreams;
};

const startLimit = 60_000; // Milliseconds to `init`, which takes half a second and no network.
// Milliseconds from asking to SIGTERM, and from there to SIGKILL: all is over within five seconds. An interrupt takes some hundred.
const grace = { asked: 3_000, terminated: 1_500 };
const shutdownGrace = 1_500; // From asking, when the job is shut down: GitHub leaves it ten seconds in all, and what is there has to be kept.
const lingerLimit = 15_000; // Milliseconds from the result to the end of the process; 50 are usual.
const warningMinutes = 5; // Before the deadline, or a fifth of the time when that is less.

/**
 * Watches over a run of the CLI: warns the agent before its deadline, and ends it at the deadline, after too long a silence, when it only repeats itself,
 * when the signal says so, or when it stays after its result. It is asked first (which leaves a complete transcript), then
 * terminated, then killed, with its whole group.
 */
export function watch({ limits, signal, child }: Watched): Stop {
  let because: EndReason = "exit";
  let started = false;
  let answered = false;
  const timers = new Set<NodeJS.Timeout>();
  const after = (delay: number, act: () => void): NodeJS.Timeout => {
    // Longer delays overflow and fire at once.
    const timer = setTimeout(act, Math.min(delay, 2 ** 31 - 1));
    timers.add(timer);
    return timer;
  };
  const send = (message: Record<string, unknown>): void => {
    if (child.stdin.writable) child.stdin.write(`${JSON.stringify(message)}\n`);
  };
  const say = (text: string): void => {
    // A message that begins with a slash is a command of the CLI; one that begins with a space is not.
    const spoken = text.startsWith("/") ? ` ${text}` : text;
    send({ type: "user", message: { role: "user", content: [{ type: "text", text: spoken }] } });
  };
  const signalGroup = (name: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      signalProcess(-child.pid, name);
  };
  const terminate = (): void => {
    signalGroup("SIGTERM");
    after(grace.terminated, () => signalGroup("SIGKILL"));
  };
  const end = (reason: EndReason): void => {
    if (because !== "exit") return;
    because = reason;
    // Whoever fills a disk could do so until the last moment.
    if (reason === "disk") signalGroup("SIGKILL");
    if (!started || answered || !child.stdin.writable) {
      terminate();
      return;
    }
    send({
      type: "control_request",
      request_id: randomUUID(),
      request: { subtype: "interrupt", cancel_queued: true },
    });
    after(reason === "shutdown" ? shutdownGrace : grace.asked, terminate);
  };
  const repeated = openRepetition((call) => createHash("sha256").update(call).digest("base64"));
  let silence: NodeJS.Timeout | null = null;
  const start = after(startLimit, () => end("no-start"));
  const total = limits.minutes * 60_000;
  const warning = Math.min(warningMinutes * 60_000, total / 5);
  after(total, () => end("time"));
  after(total - warning, () => {
    if (!answered) say(wrapUp(warning));
  });
  const abort = (): void => end(abortReason(signal));
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let linger: NodeJS.Timeout | null = null;
  return {
    say,
    because: () => because,
    take(event) {
      // Its start has a limit of its own.
      silence ??= after(limits.silenceMinutes * 60_000, () => end("silence"));
      silence.refresh();
      if (event.kind === "init") {
        started = true;
        clearTimeout(start);
      }
      const row = repeated(event);
      if (row >= limits.repeatedCalls) end("repetition");
      else if (event.kind === "tool-use" && row === Math.floor(limits.repeatedCalls / 2))
        say(somethingElse(row));
      if (event.kind === "result") {
        answered = true;
        child.stdin.end();
        // What was asked to end has ended: nothing that still waits in its input may start.
        if (because !== "exit") terminate();
        linger ??= after(lingerLimit, () => {
          if (because === "exit") because = "lingering";
          terminate();
        });
      }
      // A message that came late makes the CLI go on after its result.
      linger?.refresh();
    },
    release() {
      signal.removeEventListener("abort", abort);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function wrapUp(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  return [
    `About ${minutes} minute${minutes === 1 ? " is" : "s are"} left for this task.`,
    "Finish what you are doing, leave the files in a working state, and end with a summary of what is done and what is not.",
  ].join(" ");
}

function somethingElse(calls: number): string {
  return [
    `The last ${calls} tool calls were all ones that you had made before, word for word.`,
    "Try something else. If nothing is left to try, leave the files in a working state, and end with a summary of what is done and what is in the way.",
  ].join(" ");
}

function abortReason({ reason }: AbortSignal): AbortReason {
  return reason === "cancelled" || reason === "stopped" || reason === "disk" ? reason : "shutdown";
}
