import { spawn } from "node:child_process";

import { limitTime } from "../edge/shell.ts";

/** How a command of `gh` ended; null when there is no `gh`. */
export type GhEnd = { readonly code: number | null; readonly stdout: string; readonly stderr: string } | null;

const deadline = 20_000; // ms; gh asks the network for some of it

/** Runs GitHub's own CLI with an argument array; `input` goes to its standard input. No secret belongs into `args`. */
export async function runGh(args: readonly string[], input = ""): Promise<GhEnd> {
  const child = spawn("gh", [...args], { stdio: ["pipe", "pipe", "pipe"] });
  limitTime(child, deadline);
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (texts.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (texts.stderr += chunk));
  child.stdin.on("error", () => {
    // It ended without reading; its exit code says so.
  });
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", (code) => resolve({ code, ...texts }));
  });
}
