import { setTimeout as wait } from "node:timers/promises";

import { getExecOutput } from "@actions/exec";

import { OutageError, RefusedError, UserError } from "../core/errors.ts";

/** A git that runs in one directory. Resolves to stdout; throws with git's own last words when it fails. */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string | Uint8Array },
) => Promise<string>;

/** How a git command ended, for callers that expect failures. */
export type GitEnd = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Where a repository lies and how to get in. The token goes into the environment of network commands only, never into argv or a config file. */
export type Remote = { readonly url: string; readonly token: string };

/**
 * Runs git once in `cwd`, without the hooks, templates and monitors that the directory or the user may have configured. Network commands name
 * their `remote` and get its credentials; they give up when less than 1 kB/s flows for a minute.
 */
export async function runGit(options: {
  cwd: string;
  args: readonly string[];
  remote?: Remote;
  input?: string | Uint8Array;
  env?: Readonly<Record<string, string>>;
}): Promise<GitEnd> {
  const { exitCode, stdout, stderr } = await getExecOutput("git", [...safe, ...options.args], {
    cwd: options.cwd,
    env: {
      ...gitEnvironment(),
      ...(options.remote === undefined ? {} : credentials(options.remote)),
      ...options.env,
    },
    silent: true,
    ignoreReturnCode: true,
    ...(options.input === undefined ? {} : { input: Buffer.from(options.input) }),
  });
  return { code: exitCode, stdout, stderr };
}

const reads = 3; // tries
const pause = 300; // ms; longer each time

/** Runs a git command that only reads from its remote, and runs it again after a failure that heals by itself. */
export async function readRemote(options: Parameters<typeof runGit>[0]): Promise<GitEnd> {
  for (let round = 1; ; round += 1) {
    const end = await runGit(options);
    // A failure without a word is an answer, too: no ref matches.
    if (end.code === 0 || end.stderr.trim() === "" || isRefusal(end.stderr) || round === reads) return end;
    await wait(pause * round);
  }
}

/** A git for one directory whose failures are thrown. Not for what needs the network, whose failures are nobody's fault here. */
export function gitIn(cwd: string): Git {
  return async (args, options) => {
    const end = await runGit({
      cwd,
      args,
      ...(options?.input === undefined ? {} : { input: options.input }),
    });
    if (end.code !== 0) throw new Error(`git ${args[0] ?? ""} failed: ${lastWords(end.stderr)}`);
    return end.stdout;
  };
}

/** The line of git's stderr that says what went wrong: the answer that broke a transfer, or else the last one. */
export function lastWords(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
  return (
    lines.find((line) => line.includes("RPC failed")) ??
    lines.findLast((line) => /^(?:fatal|error|remote):/.test(line)) ??
    lines.at(-1) ??
    "it said nothing"
  ).trim();
}

/**
 * The error of a git command that a remote did not do: an OutageError, or a UserError that ends in `remedy` when the remote refused. `doing` begins the
 * sentence: "Cannot fetch …".
 */
export function remoteError(doing: string, { stderr }: GitEnd, remedy: string): UserError {
  const said = `${doing}: ${lastWords(stderr)}`;
  return isRefusal(stderr) ? new RefusedError(`${said}. ${again} ${remedy}`) : new OutageError(said);
}

/** Did the remote answer that this may not be had, or is not there? By the words of git and of GitHub's own servers. */
export function isRefusal(stderr: string): boolean {
  return /returned error: 40[134]\b|denied|not granted|Authentication failed|could not read Username|not found|not our ref|rule violations/i.test(
    stderr,
  );
}

const again = "Nothing is lost; the next tick tries again.";

const safe = [
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "init.templateDir=",
  "-c",
  "gc.auto=0",
  "-c",
  "advice.detachedHead=false",
];

/** What git needs of our environment: where programs and certificates are, proxies, and configuration passed by variables. */
function gitEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && keptName.test(name) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: "0",
    GIT_HTTP_LOW_SPEED_LIMIT: "1000",
    GIT_HTTP_LOW_SPEED_TIME: "60",
    LC_ALL: "C", // answers are parsed
  };
}

const keptName =
  /^(?:PATH|HOME|TMPDIR|SSL_CERT_(?:FILE|DIR)|CURL_CA_BUNDLE|GIT_SSL_CAINFO|(?:https?|all|no)_proxy|GIT_CONFIG_(?:COUNT|KEY_\d+|VALUE_\d+))$/i;

function credentials({ url, token }: Remote): Record<string, string> {
  const count = Number(process.env["GIT_CONFIG_COUNT"] ?? "0");
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.${new URL(url).origin}/.extraheader`,
    [`GIT_CONFIG_VALUE_${count}`]: `AUTHORIZATION: basic ${basic}`,
  };
}
