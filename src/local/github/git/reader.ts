import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment } from "./run.ts";

export type GitObject = {
  readonly sha: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly content: Buffer;
};

/** One long-lived `git cat-file --batch`, so that reading an object costs no process. */
export type ObjectReader = AsyncDisposable & {
  /** What an expression (`<sha>`, `main:path`, `main^{tree}`) names, or null. */
  read(expression: string): Promise<GitObject | null>;
};

type Waiting = { resolve(object: GitObject | null): void; reject(error: Error): void };

/** Opens a reader on a repository; the process starts with the first read. */
export function openReader(directory: string): ObjectReader {
  let child: ChildProcessWithoutNullStreams | null = null;
  let received: Buffer = Buffer.alloc(0);
  const waiting: Waiting[] = [];

  const start = () => {
    const started = spawn("git", ["cat-file", "--batch"], { cwd: directory, env: gitEnvironment });
    started.stdout.on("data", (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      drain();
    });
    started.stdin.on("error", () => undefined);
    started.on("error", fail);
    started.on("close", () => {
      child = null;
      fail(new Error("git cat-file ended"));
    });
    return started;
  };
  const fail = (error: Error) => {
    for (const one of waiting.splice(0)) one.reject(error);
    received = Buffer.alloc(0);
  };
  const drain = () => {
    for (;;) {
      const answer = parseAnswer(received);
      if (answer === null) return;
      received = received.subarray(answer.length);
      waiting.shift()?.resolve(answer.object);
    }
  };

  return {
    read(expression) {
      if (expression === "" || /[\n\0]/.test(expression)) return Promise.resolve(null);
      child ??= start();
      const { stdin } = child;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        stdin.write(`${expression}\n`);
      });
    },
    async [Symbol.asyncDispose]() {
      const running = child;
      if (running === null) return;
      const closed = new Promise((resolve) => running.once("close", resolve));
      running.kill("SIGKILL");
      await closed;
    },
  };
}

/** Reads one answer of `cat-file --batch`: `<sha> <type> <size>\n<content>\n`, or a line that says what is wrong. */
function parseAnswer(bytes: Buffer): { length: number; object: GitObject | null } | null {
  const end = bytes.indexOf(10);
  if (end === -1) return null;
  const header = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(bytes.toString("latin1", 0, end));
  if (header === null) return { length: end + 1, object: null };
  const [, sha = "", type = "", size = "0"] = header;
  const length = end + 1 + Number(size) + 1;
  if (bytes.length < length) return null;
  const content = Buffer.from(bytes.subarray(end + 1, length - 1));
  return { length, object: { sha, type: objectType(type), content } };
}

function objectType(name: string): GitObject["type"] {
  if (name === "blob" || name === "tree" || name === "commit" || name === "tag") return name;
  throw new Error(`git named an unknown object type: ${name}`);
}
