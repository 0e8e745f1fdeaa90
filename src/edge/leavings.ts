import { mkdir, mkdtemp, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { UserError, messageOf } from "../core/errors.ts";
import { controlGroups } from "./control-group.ts";
import { type Rights, findRights, removeFiles, withRights } from "./isolation-rights.ts";
import { signalProcess } from "./claude-processes.ts";

const note = "owner";
const clockTicks = 100; // a second; Linux tells times to user space in these, whatever its own clock does
const patience = 10_000; // ms until a killed process is gone

/** The name of a task's private directory in the runner's temporary directory begins so. */
const taskDirectory = "switchyard-";

/** Makes a private directory of this process for a task, in the runner's temporary directory. */
export async function openTaskDirectory(temp: string): Promise<string> {
  await mkdir(temp, { recursive: true });
  const directory = await mkdtemp(join(temp, taskDirectory));
  await signDirectory(directory);
  return directory;
}

/** Notes in a task's private directory which process it belongs to, so that a later task can tell that it is nobody's any more. */
export async function signDirectory(directory: string): Promise<void> {
  const life = await lifeOf(process.pid);
  if (life !== null) await writeFile(join(directory, note), `${life.id}\n`);
}

/**
 * Removes what tasks left on this machine that were killed before they could tidy up: their processes, control groups and private directories, and
 * files of another user in the workspace, into which nobody could check anything out. What belongs to a task at work stays. Resolves to what was
 * there, in words; throws a UserError when this runner's user may not remove it.
 */
export async function sweepLeavings({
  temp,
  workspace,
}: {
  temp: string;
  workspace: string;
}): Promise<string[]> {
  const directories = await abandonedDirectories(temp);
  const groups = await abandonedGroups();
  const foreign = await holdsForeign(workspace);
  if (directories.length === 0 && groups.length === 0 && !foreign) return [];
  const found = await findRights();
  const rights: Rights = found.kind === "none" ? { kind: "namespace", prefix: [] } : found;
  try {
    const processes = (await Promise.all(directories.map(processesOf))).flat();
    for (const pid of processes) await end(rights, pid);
    for (const group of groups) await withRights(rights, ["rmdir", "--", group]).catch(() => undefined);
    if (directories.length > 0) await removeFiles(rights, directories, "all");
    if (foreign) await removeFiles(rights, [workspace], "content");
    return [
      ...counted(processes.length, "process", "processes"),
      ...counted(groups.length, "control group", "control groups"),
      ...counted(directories.length, "private directory", "private directories"),
      ...(foreign ? ["files of another user in the workspace"] : []),
    ];
  } catch (error) {
    throw new UserError(
      `An earlier task on this machine was killed and left files of another user in ${[...directories, ...(foreign ? [workspace] : [])].join(" and ")}, which this runner's user may not remove (${messageOf(error)}). Remove them by hand as root, or let the runner's user do so by passwordless sudo.`,
      { cause: error },
    );
  }
}

/** A process by what no other one will ever be called: the boot, its id, and its start; and when that was, in ms since 1970. Null when it is gone. */
async function lifeOf(pid: number): Promise<{ id: string; startedAt: number } | null> {
  try {
    const [boot, line, machine] = await Promise.all([
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/stat", "utf8"),
    ]);
    // The name before the last bracket may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const [state, ...fields] = line.slice(line.lastIndexOf(")") + 2).split(" ");
    if (state === "Z") return null;
    const ticks = Number(fields[18]);
    const bootedAt = Number(/^btime (\d+)$/m.exec(machine)?.[1]);
    return {
      id: `${boot.trim()} ${pid} ${ticks}`,
      startedAt: (bootedAt + ticks / clockTicks) * 1000,
    };
  } catch {
    return null;
  }
}

async function abandonedDirectories(temp: string): Promise<string[]> {
  const names = await readdir(temp).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.startsWith(taskDirectory))
      .map(async (name) => {
        const owner = (await readFile(join(temp, name, note), "utf8").catch(() => "")).trim();
        if (owner === "") return []; // Not ours, or of a task that is about to sign it.
        const alive = (await lifeOf(Number(owner.split(" ")[1])))?.id === owner;
        return alive ? [] : [join(temp, name)];
      }),
  );
  return found.flat();
}

async function abandonedGroups(): Promise<string[]> {
  const groups = await controlGroups();
  const found = await Promise.all(
    groups.map(async ({ path, owner }) => ((await lifeOf(owner)) === null ? [path] : [])),
  );
  return found.flat();
}

async function holdsForeign(workspace: string): Promise<boolean> {
  const own = process.getuid?.();
  const paths = [
    workspace,
    ...(await readdir(workspace).catch(() => [])).map((name) => join(workspace, name)),
  ];
  const owners = await Promise.all(
    paths.map(async (path) => (await stat(path).catch(() => null))?.uid ?? own),
  );
  return owners.some((owner) => owner !== own);
}

/** The first processes of a task's runs that are still there; when one of them goes, so does everything in its namespaces. */
async function processesOf(directory: string): Promise<number[]> {
  const runs = join(directory, "runs");
  const found = await Promise.all(
    (await readdir(runs).catch(() => [])).map(async (name) => {
      const path = join(runs, name, "init");
      const pid = Number((await readFile(path, "utf8").catch(() => "")).split(" ")[0]);
      const life = await lifeOf(pid);
      if (life === null || !Number.isInteger(pid) || pid < 2) return [];
      // It wrote the note in its first moments; who started later only got its number.
      return life.startedAt <= (await stat(path)).mtimeMs + 1_000 ? [pid] : [];
    }),
  );
  return found.flat();
}

async function end(rights: Rights, pid: number): Promise<void> {
  const before = await lifeOf(pid);
  if (!signalProcess(pid, "SIGKILL"))
    await withRights(rights, ["sh", "-c", 'kill -KILL "$1"', "sh", String(pid)]);
  for (const deadline = Date.now() + patience; Date.now() < deadline; await wait(10))
    if ((await lifeOf(pid))?.id !== before?.id) return;
  throw new Error(`the process ${pid} could not be ended within 10 s`);
}

function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}
