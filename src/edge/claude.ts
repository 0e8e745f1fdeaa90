import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { type AgentEvent, type PermissionDenial, isSessionId } from "../core/agent-event.ts";
import { readAgentEvents } from "../core/agent-stream.ts";
import type { EndedRun } from "../core/agent-verdict.ts";
import { UserError } from "../core/errors.ts";
import { agentArguments, agentEnvironment } from "./claude-command.ts";
import type { AgentOptions, AgentTools } from "./claude-options.ts";
import { endSession, signalProcess } from "./claude-processes.ts";
import { findTranscript } from "./claude-transcript.ts";
import { watch } from "./claude-watch.ts";

/** What a run left behind. `verdictOf` makes an outcome of it. */
export type AgentEnd = EndedRun & {
  readonly session: string;
  /** Path of the session's transcript; null when none was written. */
  readonly transcript: string | null;
  readonly turns: number;
  /** US dollars by list price of the whole session, its earlier runs included. */
  readonly sessionCost: number;
  readonly toolCounts: Readonly<Record<string, number>>;
  readonly denials: readonly PermissionDenial[];
  /** Processes of the session that could not be ended; empty when it is verified gone. */
  readonly survivors: readonly number[];
  /** Milliseconds from start to end. */
  readonly duration: number;
};

/** The tools of a coding task. Writing needs no rule inside the checkout, by the mode, and is denied outside of it. */
export const codingTools: AgentTools = {
  available: ["Bash", "Read", "Edit", "Write", "Glob", "Grep", "TodoWrite"],
  allowed: ["Bash", "Read", "Glob", "Grep", "TodoWrite"],
  denied: [],
  mode: "acceptEdits",
};

const drainLimit = 2000; // Milliseconds for the last bytes after the end; they are in the pipe already.
const tailLength = 4000; // Characters of stderr: a stack trace and what came before it.

/**
 * Runs Claude Code on a prompt and returns how it ended. However that was, the process, its group and everything that carries
 * the session's id are gone or listed in `survivors` when this returns. Nothing in `cwd` configures the CLI, and it sees no
 * variable that is not given here. Throws when the program cannot be started, and what `onEvent` throws, which ends the run.
 */
export async function runAgent(options: AgentOptions): Promise<AgentEnd> {
  const session = options.session.kind === "new" ? randomUUID() : sessionOf(options.session.transcript);
  const [program, ...before] = [...options.launcher, options.executable];
  const startedAt = performance.now();
  const child = spawn(program, [...before, ...agentArguments(options, session)], {
    cwd: options.cwd,
    env: agentEnvironment(options, session),
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const drained = new Promise((resolve) => child.stdout.once("close", resolve));
  await Promise.race([once(child, "spawn"), exited]).catch((error: unknown) => {
    throw new Error(`Cannot start ${program}`, { cause: error });
  });
  try {
    const facts = await supervise(options, child, exited);
    const survivors = await endSession(session);
    // What holds the other end of the pipe is gone with the session, or it has cleared its environment.
    await Promise.race([drained, wait(drainLimit, undefined, { ref: false })]);
    child.stdout.destroy();
    const resumed = options.session.kind === "resume" ? options.session.transcript : null;
    const transcript = (await findTranscript(options.directories.config, session)) ?? resumed;
    return { ...facts(), session, transcript, survivors, duration: performance.now() - startedAt };
  } finally {
    if (child.pid !== undefined) signalProcess(-child.pid, "SIGKILL");
    await endSession(session);
  }
}

type Facts = Omit<AgentEnd, "session" | "transcript" | "survivors" | "duration">;

async function supervise(
  options: AgentOptions,
  child: ChildProcessWithoutNullStreams,
  exited: Promise<unknown>,
): Promise<() => Facts> {
  const facts = openFacts();
  let stderrTail = "";
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (stderrTail = (stderrTail + text).slice(-tailLength)));
  child.stdin.on("error", () => undefined); // It went away; its end says why.
  const stop = watch({ limits: options.limits, signal: options.signal, child });
  let failure: { readonly error: unknown } | null = null;
  readLines(child.stdout, (line) => {
    for (const event of readAgentEvents(line)) {
      facts.take(event);
      stop.take(event);
      try {
        options.onEvent(event);
      } catch (error) {
        failure ??= { error };
        if (child.pid !== undefined) signalProcess(-child.pid, "SIGKILL");
      }
    }
  });
  stop.say(options.prompt);
  try {
    await exited;
  } finally {
    stop.release();
  }
  const { exitCode, signalCode: signal } = child;
  return () => {
    if (failure !== null) throw failure.error;
    return { ...facts.read(), because: stop.because(), exitCode, signal, stderrTail };
  };
}

const longestLine = 50_000_000; // Characters; the longest of the CLI hold a picture that was read, some 10 MB.

/** By line feeds alone: `node:readline` also ends lines at U+2028, with which the agent could forge an event of its own. */
function readLines(stream: Readable, take: (line: string) => void): void {
  let parts: string[] = [];
  let length = 0;
  // What is too long for memory loses its end, and is no event then.
  const add = (part: string): void => {
    length += part.length;
    if (length <= longestLine) parts.push(part);
  };
  stream.setEncoding("utf8").on("data", (text: string) => {
    const [first = "", ...others] = text.split("\n");
    add(first);
    for (const other of others) {
      take(parts.join(""));
      parts = [];
      length = 0;
      add(other);
    }
  });
  stream.on("end", () => {
    if (parts.join("") !== "") take(parts.join(""));
  });
}

type Seen = Omit<Facts, "because" | "exitCode" | "signal" | "stderrTail">;

function openFacts(): { take(event: AgentEvent): void; read(): Seen } {
  let seen: Seen = {
    result: null,
    started: false,
    apiFailure: null,
    rateLimit: null,
    turns: 0,
    sessionCost: 0,
    toolCounts: {},
    denials: [],
  };
  return {
    read: () => seen,
    take(event) {
      if (event.kind === "init") seen = { ...seen, started: true };
      if (event.kind === "text") seen = { ...seen, apiFailure: event.error };
      if (event.kind === "rate-limit") seen = { ...seen, rateLimit: event };
      if (event.kind === "tool-use") {
        const before = Object.hasOwn(seen.toolCounts, event.tool) ? seen.toolCounts[event.tool] : 0;
        const count = (before ?? 0) + 1;
        seen = { ...seen, toolCounts: { ...seen.toolCounts, [event.tool]: count } };
      }
      if (event.kind === "result") {
        const { turns, sessionCost, denials } = event;
        seen = { ...seen, result: event, turns, sessionCost, denials };
      }
    },
  };
}

function sessionOf(transcript: string): string {
  const session = basename(transcript, ".jsonl");
  if (isSessionId(session)) return session;
  throw new UserError(`A transcript is named <session id>.jsonl, but this one is ${basename(transcript)}.`);
}
