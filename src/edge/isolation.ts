import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { messageOf } from "../core/errors.ts";
import { type IsolationDemand, type IsolationOffer, isolationParts } from "../core/isolation.ts";
import {
  type Bound,
  type Layered,
  type Mount,
  type Step,
  type ViewPlan,
  planView,
} from "../core/isolation-view.ts";
import { type ControlGroup, openControlGroup } from "./control-group.ts";
import { type Link, openLink } from "./isolation-link.ts";
import {
  freeAccount,
  isThere,
  readMounts,
  readPlaces,
  readTop,
  type RunnerPlaces,
  type TopEntry,
} from "./isolation-machine.ts";
import {
  type Rights,
  findRights,
  giveFiles,
  measureFiles,
  removeFiles,
  withRights,
} from "./isolation-rights.ts";
import { bash, insideScript, outsideScript, startScript } from "./isolation-scripts.ts";
import { limitTime } from "./shell.ts";

/** Where a run is at work, and what it finds there beside the system. */
export type Setting = {
  readonly cwd: string;
  readonly layered: readonly Layered[];
  readonly bound: readonly Omit<Bound, "file">[];
  /** Files and directories of the machine that it may read, beside those that every run may. */
  readonly shown: readonly string[];
  /** A directory on disk that is its `/tmp`. */
  readonly temporary: string;
};

/** A run that is about to be started: what to put in front of its program. */
export type Launch = {
  readonly launcher: readonly string[];
  /** What to put in front of a program that joins the run while it lasts, as soon as it has begun; null when it is over. */
  join(): Promise<readonly string[] | null>;
  /** Waits for the end of everything that belongs to the run, which a kill brings about in milliseconds. False when something is still there after 10 s. */
  over(): Promise<boolean>;
};

export type Isolation = AsyncDisposable & {
  /** Per part `null` when it works on this machine, else why not; each was tried. */
  readonly offer: IsolationOffer;
  /** The user and group of everything in isolation. */
  readonly account: number;
  readonly link: Link | null;
  /** How directories come to a run: in layers, as copies that are bound to their place, or not at all (the machine's own are used). */
  readonly trees: "layered" | "bound" | "none";
  /** Prepares a run. The command that is started with its launcher takes over the environment that it is started with, and stands in for the program: its end, its output, its signals. */
  launch(setting: Setting): Promise<Launch>;
  /** Runs a command on the machine itself, with the rights to touch what belongs to the account. */
  withRights(command: readonly string[]): Promise<void>;
  /** Bytes on disk of what is in these directories, whoever owns it. */
  measure(paths: readonly string[]): Promise<number>;
  /** Gives files and directories to the account, or to root, with what is in them; where only one user exists they have the right owner already. */
  give(to: "account" | "root", paths: readonly string[]): Promise<void>;
  /** Removes files and directories, or only what is in them; what was emptied belongs to the runner's user again. */
  remove(paths: readonly string[], what: "all" | "content"): Promise<void>;
};

export type IsolationOptions = {
  readonly demand: IsolationDemand;
  /** Private directory of the task; everything on disk that isolation needs lies in it. */
  readonly temp: string;
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The variables that tools get, whose directories have to be seen. */
  readonly toolchain: Readonly<Record<string, string>>;
  /** Directories and files of the runner that an administrator lets be read. */
  readonly readable: readonly string[];
};

const patience = 10_000; // ms, for the start of a run and for its end; both take a fraction of a second

/** What a task may use. Memory is what the machine has, without what the runner and we need ourselves. */
const limits = {
  processes: 4_096,
  fileBytes: 10 * 2 ** 30, // one file; larger ones are no source
  memory: Math.max(2 ** 30, totalmem() - 2 ** 30),
};

/**
 * Sets up whatever of the demanded parts this machine can enforce and tries it; what does not work is in `offer`. Nothing is left of it when it is
 * disposed.
 */
export async function openIsolation(options: IsolationOptions): Promise<Isolation> {
  const { demand, temp } = options;
  await using stack = new AsyncDisposableStack();
  const rights = await findRights();
  if (rights.kind === "none") return none(rights.why);
  if (isolationParts.every((part) => demand[part] !== "enforce")) return none("nothing is to be enforced");
  const runs = join(temp, "runs");
  await mkdir(runs, { recursive: true });
  const account = demand.user === "enforce" ? await freeAccount(randomInt(4_000)) : (process.getuid?.() ?? 0);
  const link =
    demand.egress === "enforce" ? await openLink(rights).catch((error: unknown) => messageOf(error)) : null;
  if (link !== null && typeof link !== "string") stack.use(link);
  const group = demand.limits === "enforce" ? await openControlGroup(rights, limits) : null;
  if (group !== null) stack.use(group);
  const machine = await readMachine(options, account);
  let count = 0;
  const prepare = async (setting: Setting): Promise<Launch> => {
    count += 1;
    const directory = join(runs, String(count));
    await mkdir(join(directory, "root"), { recursive: true });
    return launchOf({
      setting,
      rights,
      link: typeof link === "string" ? null : link,
      group,
      machine,
      directory,
      account,
      demand,
    });
  };
  const layers = await trial({ prepare, temp, rights, account, layered: true });
  const plain = layers === null ? null : await trial({ prepare, temp, rights, account, layered: false });
  const offer: IsolationOffer = {
    user: plain,
    cleanup: plain,
    limits: plain,
    egress: typeof link === "string" ? link : plain,
  };
  const disposer = stack.move();
  return {
    offer,
    account: machine.account,
    link: typeof link === "string" ? null : link,
    trees: layers === null ? "layered" : plain === null ? "bound" : "none",
    launch: prepare,
    ...onDisk(rights, machine.account),
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}

/** What this machine can enforce, tried out in a directory that may be thrown away afterwards. */
export async function probeIsolation(temp: string): Promise<IsolationOffer> {
  const workspace = join(temp, "work", "repository", "repository");
  await mkdir(workspace, { recursive: true });
  await using isolation = await openIsolation({
    demand: { user: "enforce", egress: "enforce", limits: "enforce", cleanup: "enforce" },
    temp,
    workspace,
    environment: process.env,
    toolchain: {},
    readable: [],
  });
  await isolation.remove([temp], "content");
  return isolation.offer;
}

function none(why: string): Isolation {
  return {
    offer: { user: why, egress: why, limits: why, cleanup: why },
    account: process.getuid?.() ?? 0,
    link: null,
    trees: "none",
    launch: async () => ({ launcher: [], join: async () => null, over: async () => true }),
    ...onDisk({ kind: "namespace", prefix: [] }, 0),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function onDisk(
  rights: Rights,
  account: number,
): Pick<Isolation, "withRights" | "measure" | "give" | "remove"> {
  const run = async (command: readonly string[]) => withRights(rights, command);
  return {
    withRights: run,
    measure: async (paths) => measureFiles(rights, paths),
    give: async (to, paths) => {
      await giveFiles(rights, to === "root" ? "0:0" : `${account}:${account}`, paths);
    },
    remove: async (paths, what) => removeFiles(rights, paths, what),
  };
}

type Machine = {
  readonly mounts: readonly Mount[];
  readonly top: readonly TopEntry[];
  readonly places: RunnerPlaces;
  readonly instead: readonly Omit<Bound, "file">[];
  readonly account: number;
};

/** Directories below the top level that programs need as well. */
const further = ["/var/lib", "/sys/devices/system"];

async function readMachine(options: IsolationOptions, account: number): Promise<Machine> {
  const places = await readPlaces(options);
  const home = join(options.temp, "home");
  const passwd = join(options.temp, "passwd");
  const group = join(options.temp, "group");
  // Programs ask who they are, and Node throws when nobody knows.
  await writeFile(
    passwd,
    `${await readFile("/etc/passwd", "utf8").catch(() => "")}switchyard:x:${account}:${account}::${home}:/bin/bash\n`,
  );
  await writeFile(group, `${await readFile("/etc/group", "utf8").catch(() => "")}switchyard:x:${account}:\n`);
  return {
    mounts: await readMounts(),
    top: [
      ...(await readTop()),
      ...(
        await Promise.all(
          further.map(async (path) => ((await isThere(path)) ? [{ name: path.slice(1), link: null }] : [])),
        )
      ).flat(),
    ],
    places,
    instead: [
      { at: "/etc/passwd", from: passwd, writable: true },
      { at: "/etc/group", from: group, writable: true },
    ],
    account,
  };
}

async function launchOf({
  setting,
  rights,
  link,
  group,
  machine,
  directory,
  account,
  demand,
}: {
  setting: Setting;
  rights: Rights;
  link: Link | null;
  group: ControlGroup | null;
  machine: Machine;
  directory: string;
  account: number;
  demand: IsolationDemand;
}): Promise<Launch> {
  const control = join(directory, "control");
  const note = join(directory, "init");
  const root = demand.user === "enforce" ? join(directory, "root") : null;
  const plan = planView({
    root,
    rights: rights.kind === "namespace" ? "namespace" : "machine",
    system: machine.top.map(({ name, link: target }) => ({ at: `/${name}`, link: target })),
    mounts: machine.mounts,
    hidden: machine.places.hidden,
    layered: setting.layered,
    bound: await withKinds([
      ...machine.instead,
      ...[...machine.places.shown, ...setting.shown].map((at) => ({ at, from: at, writable: false })),
      ...setting.bound,
    ]),
    temporary: setting.temporary,
  });
  if (root !== null) await lay(plan, root);
  const steps: Step[] = [...(group?.join ?? []), ...plan.steps];
  const fresh = ["--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts"];
  const alone = rights.kind === "namespace" && link === null ? ["--user", "--map-root-user"] : [];
  const drop =
    rights.kind === "namespace"
      ? // The kernel lets only who may set file capabilities map its root into a namespace: https://man7.org/linux/man-pages/man7/user_namespaces.7.html
        [
          "setpriv",
          "--no-new-privs",
          "--bounding-set=-all,+setfcap",
          "unshare",
          `--map-user=${account}`,
          `--map-group=${account}`,
        ]
      : [
          "setpriv",
          `--reuid=${account}`,
          `--regid=${account}`,
          "--clear-groups",
          "--inh-caps=-all",
          "--bounding-set=-all",
          "--no-new-privs",
        ];
  const enter = link === null ? [] : ["nsenter", ...link.enter];
  const launcher = [
    "/usr/bin/setpriv",
    "--pdeathsig=KILL",
    ...bash,

    outsideScript,
    "switchyard-outside",
    control,
    ...rights.prefix,
    ...enter,
    "unshare",
    ...alone,
    ...fresh,
    ...bash,

    insideScript,
    "switchyard-inside",
    control,
    note,
    rights.kind === "sudo" ? "@heir" : "0",
    String(steps.length),
    ...steps.flatMap((step) => [String(step.length), ...step]),
    ...(demand.limits === "enforce" ? limitWords(group) : []),
    ...drop,
    ...bash,

    startScript,
    "switchyard-start",
    setting.cwd,
  ];
  const look = async (): Promise<{ init: string | null; gone: boolean; ready: boolean }> => {
    const [init = "", ready] = (await readFile(note, "utf8").catch(() => "")).split(" ");
    if (!/^\d+$/.test(init)) return { init: null, gone: false, ready: false };
    return { init, gone: !(await isThere(`/proc/${init}`)), ready: ready === "ready" };
  };
  return {
    launcher,
    join: async () => {
      // Before its view stands there is nothing to join, and a second run in the same layers would break it.
      for (const deadline = Date.now() + patience; Date.now() < deadline; await wait(10)) {
        const { init, gone, ready } = await look();
        if (gone) return null;
        if (init !== null && ready) return joinWords({ rights, init, account, cwd: setting.cwd });
      }
      throw new Error("the run that was to be joined did not start within 10 s");
    },
    over: async () => {
      // The kernel lets the first process of a namespace go only after all others. One that has not come yet may still do so.
      for (const deadline = Date.now() + patience; Date.now() < deadline; await wait(10))
        if ((await look()).gone) return true;
      return (await look()).init === null;
    },
  };
}

/** Into the namespaces of a run that is at work, as its user. */
function joinWords({
  rights,
  init,
  account,
  cwd,
}: {
  rights: Rights;
  init: string;
  account: number;
  cwd: string;
}): string[] {
  const ids = rights.kind === "namespace" ? [] : [`--setuid=${account}`, `--setgid=${account}`];
  const namespaces = rights.kind === "namespace" ? ["--user", "--preserve-credentials"] : [];
  return [
    ...rights.prefix,
    "/usr/bin/nsenter",
    `--target=${init}`,
    ...namespaces,
    "--mount",
    "--pid",
    "--net",
    "--ipc",
    "--uts",
    ...ids,
    `--wd=/proc/${init}/root${cwd}`,
    "/usr/bin/setpriv",
    "--no-new-privs",
    "--bounding-set=-all",
    "--inh-caps=-all",
  ];
}

function limitWords(group: ControlGroup | null): string[] {
  return [
    "prlimit",
    `--nproc=${limits.processes}`,
    `--fsize=${limits.fileBytes}`,
    "--core=0",
    ...(group === null ? [`--data=${limits.memory}`] : []),
    "--",
  ];
}

/** Tries a whole run with nothing in it. Null when it works, else the machine's words. */
async function trial({
  prepare,
  temp,
  rights,
  account,
  layered,
}: {
  prepare: (setting: Setting) => Promise<Launch>;
  temp: string;
  rights: Rights;
  account: number;
  layered: boolean;
}): Promise<string | null> {
  const at = join(temp, layered ? "trial-layers" : "trial");
  const files = ["lower", "upper", "work", "tmp", "place"].map((name) => join(at, name));
  for (const file of files) await mkdir(file, { recursive: true });
  const [lower = "", upper = "", work = "", temporary = ""] = files;
  try {
    await onDisk(rights, account).give("account", [upper, lower, temporary]);
    const place = join(at, "place");
    const { launcher } = await prepare({
      cwd: place,
      layered: layered ? [{ at: place, lowers: [lower], upper: { files: upper, work } }] : [],
      bound: layered ? [] : [{ at: place, from: lower, writable: true }],
      shown: [],
      temporary,
    });
    const [program, ...args] = [...launcher, "/usr/bin/touch", "tried"];
    const child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: "/usr/bin:/bin" },
    });
    limitTime(child, 20_000);
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const code = await new Promise((resolve) => {
      child.once("error", () => resolve(null));
      child.once("close", resolve);
    });
    return code === 0
      ? null
      : stderr.trim().split("\n").at(-1) || `a run in isolation ended with ${String(code)}`;
  } catch (error) {
    return messageOf(error);
  }
}

async function withKinds(bound: readonly Omit<Bound, "file">[]): Promise<Bound[]> {
  return Promise.all(bound.map(async (one) => ({ ...one, file: !(await stat(one.from)).isDirectory() })));
}

/** Puts into the root of a view what its mounts are made on. */
async function lay({ directories, files, links }: ViewPlan, root: string): Promise<void> {
  for (const path of directories) await mkdir(join(root, path), { recursive: true });
  for (const path of files) await writeFile(join(root, path), "");
  for (const { at, to } of links) await symlink(to, join(root, at));
}
