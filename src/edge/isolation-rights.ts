import { spawn } from "node:child_process";

import { systemProgram } from "./isolation-machine.ts";
import { bash } from "./isolation-scripts.ts";
import { limitTime } from "./shell.ts";

/** By what right the namespaces are made: as root, through sudo, or inside of a user namespace, where only our own user exists. */
export type Rights = { readonly kind: "root" | "sudo" | "namespace"; readonly prefix: readonly string[] };

/** How a command of ours ended. */
type End = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const patience = 120_000; // ms; the longest of these commands removes the files of a task

/** What this process may do on the machine, or why it cannot isolate anything. Nothing is changed by asking. */
export async function findRights(): Promise<Rights | { readonly kind: "none"; readonly why: string }> {
  if (process.platform !== "linux")
    return { kind: "none", why: `this is ${process.platform}, and it takes Linux` };
  const missing = [];
  for (const name of [
    "bash",
    "unshare",
    "nsenter",
    "setpriv",
    "prlimit",
    "mount",
    "umount",
    "pivot_root",
    "ip",
    "env",
  ])
    if ((await systemProgram(name)) === null) missing.push(name);
  if (missing.length > 0)
    return {
      kind: "none",
      why: `the machine has no ${missing.join(", ")} (packages util-linux and iproute2)`,
    };
  const whys: string[] = [];
  const sudo = process.getuid?.() === 0 ? null : await systemProgram("sudo");
  const ways: readonly Rights[] = [
    ...(process.getuid?.() === 0 ? [{ kind: "root" as const, prefix: [] }] : []),
    ...(sudo === null ? [] : [{ kind: "sudo" as const, prefix: [sudo, "-n", "--"] }]),
    { kind: "namespace", prefix: [] },
  ];
  for (const way of ways) {
    const user = way.kind === "namespace" ? ["--user", "--map-root-user"] : [];
    const attempt = [
      "unshare",
      ...user,
      "--mount",
      "--pid",
      "--net",
      "--fork",
      "mount",
      "-t",
      "tmpfs",
      "tmpfs",
      "/mnt",
    ];
    const end = await run([...way.prefix, ...attempt]);
    if (end.code === 0) return way;
    whys.push(`${refusals[way.kind]} (${words(end)})`);
  }
  return { kind: "none", why: whys.join(", and ") };
}

const refusals = {
  root: "root may not make namespaces",
  sudo: "the runner's user has no passwordless sudo that may",
  namespace: "user namespaces are not allowed",
} as const;

/** Runs a command of ours with these rights on the machine itself. Throws with its last words when it fails. */
export async function withRights(
  rights: Rights,
  command: readonly string[],
  limit: number = patience,
): Promise<void> {
  const end = await run([...rights.prefix, ...command], limit);
  if (end.code !== 0) throw new Error(`${command[0] ?? ""} failed: ${words(end)}`);
}

/** Gives files and directories to owners (`user:group`, by number), with what is in them; where only one user exists they have the right one already. */
export async function giveFiles(
  rights: Rights,
  gifts: readonly { readonly owner: string; readonly paths: readonly string[] }[],
): Promise<void> {
  const real = gifts.filter(({ paths }) => paths.length > 0);
  if (rights.kind === "namespace" || real.length === 0) return;
  // One command for all of them: each costs a process, and a look at the rights of sudo.
  const script =
    'while (( $# )); do owner=$1 count=$2; shift 2; chown -R --no-dereference "$owner" -- "${@:1:count}" || exit 1; shift "$count"; done';
  await withRights(rights, [
    ...bash,
    script,
    "switchyard-give",
    ...real.flatMap(({ owner, paths }) => [owner, String(paths.length), ...paths]),
  ]);
}

/** Bytes on disk of what is in these directories. What vanishes meanwhile, or cannot be read without rights, is not counted. */
export async function measureFiles(rights: Rights, paths: readonly string[]): Promise<number> {
  const { stdout } = await run([
    ...rights.prefix,
    "du",
    "--summarize",
    "--one-file-system",
    "--block-size=1",
    "--",
    ...paths,
  ]);
  return stdout.split("\n").reduce((sum, line) => sum + (Number(line.split("\t")[0]) || 0), 0);
}

/** Removes files and directories, or only what is in them, whoever owns them; what was emptied belongs to the runner's user again. */
export async function removeFiles(
  rights: Rights,
  paths: readonly string[],
  what: "all" | "content",
): Promise<void> {
  // The kernel leaves a directory without any permission inside of a layer's own.
  const script = 'depth=$1; shift; chmod -R u+rwX -- "$@" 2>/dev/null; find "$@" -mindepth "$depth" -delete';
  await withRights(rights, ["sh", "-c", script, "sh", what === "all" ? "0" : "1", ...paths]);
  const own = `${process.getuid?.()}:${process.getgid?.()}`;
  if (what === "content") await giveFiles(rights, [{ owner: own, paths }]);
}

/** Runs a program of the machine in an environment without anything of the job's. */
async function run(command: readonly string[], limit: number = patience): Promise<End> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  limitTime(child, limit);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-2_000)));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

function words({ code, stderr }: End): string {
  return stderr.trim().split("\n").at(-1) || `exit code ${code}`;
}
