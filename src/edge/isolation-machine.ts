import { constants } from "node:fs";
import { access, readFile, readdir, readlink, realpath, stat, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";

import type { Mount } from "../core/isolation-view.ts";

/** A name on the top level of the machine's file system. */
export type TopEntry = { readonly name: string; readonly link: string | null };

/** The places of the runner that a task must not see; those that it sees in spite of that; and of these the ones that an administrator named. */
export type RunnerPlaces = {
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
  readonly readable: readonly string[];
};

/** Mounts that this process sees, from /proc/self/mountinfo: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
export async function readMounts(): Promise<Mount[]> {
  const lines = (await readFile("/proc/self/mountinfo", "utf8")).split("\n").filter(Boolean);
  return lines.map((line) => {
    const [, , , , at = "", options = ""] = line.split(" ");
    return {
      at: at.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
      options: options.split(",").filter((option) => option !== "rw" && option !== "ro"),
    };
  });
}

/** The directories of the machine that every program may need, as far as they exist. Anything else stays out of sight. */
export async function readTop(): Promise<TopEntry[]> {
  const names = (await readdir("/")).filter((name) =>
    /^(?:usr|opt|etc|bin|sbin|lib\w*|nix|snap)$/.test(name),
  );
  return Promise.all(
    names.map(async (name) => ({ name, link: await readlink(`/${name}`).catch(() => null) })),
  );
}

/**
 * What to hide of a runner and what to show in spite of it: its home, its work folder and its own installation go, the toolchains that
 * the environment names stay. `readable` adds paths that an administrator chose.
 */
export async function readPlaces(options: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly toolchain: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly temp: string;
  readonly readable: readonly string[];
}): Promise<RunnerPlaces> {
  const { environment, toolchain } = options;
  const work = dirname(dirname(options.workspace));
  const installation = await runnerInstallation(work);
  const places = [
    environment["HOME"],
    userHome(),
    work,
    options.temp,
    dirname(options.temp),
    ...(installation === null ? [] : [installation]),
  ].filter((path) => path !== undefined && path !== "" && path !== "/");
  const hidden = await present(places.flatMap((path) => (path === undefined ? [] : [path])));
  const { PATH = "", HOME: _, ...others } = toolchain;
  const named = [
    ...PATH.split(":").map((path) => path.replace(/(\/node_modules)\/\.bin\/?$/, "$1")), // what the links there lead to needs its package
    ...Object.values(others).flatMap((value) => value.split(":")),
    environment["RUNNER_TOOL_CACHE"] ?? "",
  ].filter((path) => path.startsWith("/"));
  const linked = await Promise.all(PATH.split(":").map(async (path) => linkTargets(path)));
  const readable = await present(options.readable);
  const shown = await present([...named, ...options.readable, ...linked.flat()]);
  // What holds a hidden place is no toolchain, whatever the environment says.
  const allowed = (paths: readonly string[]) =>
    paths.filter((path) => !hidden.some((place) => place === path || place.startsWith(`${path}/`)));
  return { hidden, shown: allowed(shown), readable: allowed(readable) };
}

/**
 * Files that name the account beside those that a system knows (`etc` is its directory), and where a run finds them: programs ask who they are, and Node throws when nobody knows.
 */
export async function accountFiles({
  etc,
  directory,
  home,
  account,
}: {
  etc: string;
  directory: string;
  home: string;
  account: number;
}): Promise<{ at: string; from: string; writable: boolean }[]> {
  const lines = [
    ["passwd", `switchyard:x:${account}:${account}::${home}:/bin/bash\n`],
    ["group", `switchyard:x:${account}:\n`],
  ] as const;
  return Promise.all(
    lines.map(async ([name, line]) => {
      const from = join(directory, name);
      await writeFile(from, `${await readFile(join(etc, name), "utf8").catch(() => "")}${line}`);
      return { at: `/etc/${name}`, from, writable: true };
    }),
  );
}

/** An account for the agent: one that nobody has, with nothing running under it. */
export async function freeAccount(seed: number): Promise<number> {
  const taken = new Set(
    (await readFile("/etc/passwd", "utf8").catch(() => ""))
      .split("\n")
      .map((line) => Number(line.split(":")[2])),
  );
  const running = new Set(
    await Promise.all(
      (await readdir("/proc"))
        .filter((name) => /^\d+$/.test(name))
        .map(async (pid) => (await stat(`/proc/${pid}`).catch(() => null))?.uid ?? -1),
    ),
  );
  for (let tried = 0; tried < accounts.count; tried += 1) {
    const account = accounts.first + ((seed + tried) % accounts.count);
    if (!taken.has(account) && !running.has(account)) return account;
  }
  throw new Error("no free user id is left");
}

/** The first program of this name that may be run, in the directories where systems keep theirs; null when there is none. */
export async function systemProgram(name: string): Promise<string | null> {
  for (const directory of ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"]) {
    const path = join(directory, name);
    if (await isThere(path, constants.X_OK)) return path;
  }
  return null;
}

/** Is there something at this path, and may it be used so (`F_OK`, `X_OK` …)? */
export async function isThere(path: string, mode?: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

/** systemd's range for users that exist only while something runs: https://systemd.io/UIDS-GIDS/ */
const accounts = { first: 61_184, count: 4_336 };

async function present(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => realpath(path).catch(() => null)));
  return [...new Set(found.flatMap((path) => (path === null ? [] : [path])))];
}

/** A self-hosted runner's own folder, which holds its credentials, is the one around its work folder. */
async function runnerInstallation(work: string): Promise<string | null> {
  const folder = dirname(work);
  return await stat(join(folder, ".runner")).then(
    () => folder,
    () => null,
  );
}

/** Programs on the PATH are often links: the directories that they lead to. */
async function linkTargets(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const links = entries.filter((entry) => entry.isSymbolicLink());
  const targets = await Promise.all(
    links.map(async ({ name }) => realpath(join(directory, name)).catch(() => null)),
  );
  return [
    ...new Set(
      targets.flatMap((target) => (target === null || basename(target) === "" ? [] : [dirname(target)])),
    ),
  ];
}

function userHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    return undefined; // A user id without an account, as in many containers.
  }
}
