import { randomInt } from "node:crypto";
import { readdir, readlink } from "node:fs/promises";
import { join } from "node:path";

import { isThere } from "./isolation-machine.ts";
import { type Rights, withRights } from "./isolation-rights.ts";

export type ControlGroup = AsyncDisposable & {
  /** The steps by which the first process of a run puts itself into the group, and with it everything that it starts. */
  readonly join: readonly (readonly string[])[];
};

const root = "/sys/fs/cgroup";

/** A control group of the kernel (version 2, or 1 where only that is there) that bounds memory (bytes) and processes; null where none can be made. */
export async function openControlGroup(
  rights: Rights,
  limits: { readonly memory: number; readonly processes: number },
): Promise<ControlGroup | null> {
  if (rights.kind === "namespace") return null;
  const name = `switchyard-${process.pid}-${await processNamespace()}-${randomInt(2 ** 31)}`;
  const memory = String(limits.memory);
  const two = [
    [
      `${root}/${name}`,
      { "memory.max": memory, "memory.oom.group": "0", "pids.max": String(limits.processes) },
    ],
  ] as const;
  const one = [
    [`${root}/memory/${name}`, { "memory.limit_in_bytes": memory }],
    [`${root}/pids/${name}`, { "pids.max": String(limits.processes) }],
  ] as const;
  const hierarchies = (await isThere(`${root}/cgroup.controllers`)) ? two : one;
  const remove = async (): Promise<void> => {
    for (const [path] of hierarchies) await withRights(rights, ["rmdir", "--", path]).catch(() => undefined);
  };
  try {
    for (const [path, values] of hierarchies)
      await withRights(rights, ["sh", "-c", makeScript, "sh", path, ...Object.entries(values).flat()]);
  } catch {
    await remove();
    return null;
  }
  return {
    // The shell's parent is the process which is meant.
    join: [
      [
        "sh",
        "-c",
        'for group; do echo "$PPID" >"$group" || exit 1; done',
        "sh",
        ...hierarchies.map(([path]) => join(path, "cgroup.procs")),
      ],
    ],
    [Symbol.asyncDispose]: remove,
  };
}

/** The control groups that are there, with the process that made each; those of another process namespace, whose ids mean others, are left out. */
export async function controlGroups(): Promise<{ path: string; owner: number }[]> {
  const here = await processNamespace();
  const found = await Promise.all(
    [root, join(root, "memory"), join(root, "pids")].map(async (parent) =>
      (await readdir(parent).catch(() => [])).flatMap((name) => {
        const [, owner, namespace] = /^switchyard-(\d+)-(\w+)-\d+$/.exec(name) ?? [];
        return namespace === here ? [{ path: join(parent, name), owner: Number(owner) }] : [];
      }),
    ),
  );
  return found.flat();
}

/** What tells this namespace of process ids from others: https://man7.org/linux/man-pages/man7/namespaces.7.html */
async function processNamespace(): Promise<string> {
  return (await readlink("/proc/self/ns/pid").catch(() => "")).replace(/\D/g, "") || "none";
}

/** Makes the directory of argument 1 and writes values into its files; the other arguments are names and values in turn. */
const makeScript = `
mkdir -- "$1" && cd -- "$1" && shift || exit 1
while [ "$#" -gt 0 ]; do printf %s "$2" >"$1" && shift 2 || exit 1; done
`;
