import { mkdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { IsolationDemand } from "../core/isolation.ts";
import {
  type Bound,
  type Entry,
  type Layered,
  type Mount,
  type Step,
  type ViewPlan,
  planView,
} from "../core/isolation-view.ts";
import type { ControlGroup } from "./control-group.ts";
import { type Image, makePlaces } from "./image.ts";
import type { Link } from "./isolation-link.ts";
import { type RunnerPlaces, type TopEntry, isThere } from "./isolation-machine.ts";
import { type Rights, withRights } from "./isolation-rights.ts";
import { bash, insideScript, outsideScript, startScript } from "./isolation-scripts.ts";

/** Where a run is at work, and what it finds there beside the system. */
export type Setting = {
  readonly cwd: string;
  readonly layered: readonly Layered[];
  readonly bound: readonly Omit<Bound, "file">[];
  /** Files and directories of the machine that it may read, beside those that every run may. */
  readonly shown: readonly string[];
  /** A directory on disk that is its `/tmp`. */
  readonly temporary: string;
  /** The container image whose files it finds instead of the machine's system; null for none. */
  readonly image: Image | null;
};

/** A run that is about to be started: what to put in front of its program. */
export type Launch = {
  readonly launcher: readonly string[];
  /** What to put in front of a program that joins the run while it lasts, as soon as it has begun; null when it is over. */
  join(): Promise<readonly string[] | null>;
  /** Waits for the end of everything that belongs to the run, which a kill brings about in milliseconds. False when something is still there after 10 s. */
  over(): Promise<boolean>;
};

const patience = 10_000; // ms, for the start of a run and for its end; both take a fraction of a second

/** What a task may use. Memory is what the machine has, without what the runner and we need ourselves. */
export const limits = {
  processes: 4_096,
  fileBytes: 10 * 2 ** 30, // one file; larger ones are no source
  memory: Math.max(2 ** 30, totalmem() - 2 ** 30),
};

/** What the views of all runs have in common. */
export type Machine = {
  readonly mounts: readonly Mount[];
  readonly top: readonly TopEntry[];
  readonly places: RunnerPlaces;
  readonly instead: readonly Omit<Bound, "file">[];
  readonly account: number;
};

/** Prepares a run. `directory` is its own; `root` is where all runs build their views, each in its own namespace. */
export async function launchOf({
  setting,
  rights,
  link,
  group,
  demand,
  machine,
  directory,
  root,
}: {
  setting: Setting;
  rights: Rights;
  link: Link | null;
  group: ControlGroup | null;
  demand: IsolationDemand;
  machine: Machine;
  directory: string;
  root: string | null;
}): Promise<Launch> {
  const control = join(directory, "control");
  const note = join(directory, "init");
  const { account, places } = machine;
  const { image } = setting;
  const plan = planView({
    root,
    rights: rights.kind === "namespace" ? "namespace" : "machine",
    system: (image ?? machine).top.map(({ name, link: target }) => ({
      at: `/${name}`,
      link: target,
      from: `${image?.root ?? ""}/${name}`,
    })),
    mounts: machine.mounts,
    hidden: places.hidden,
    layered: setting.layered,
    bound: await withKinds([
      ...(image ?? machine).instead,
      ...[...(image === null ? places.shown : places.readable), ...setting.shown].map((at) => ({
        at,
        from: at,
        writable: false,
      })),
      ...setting.bound,
    ]),
    temporary: setting.temporary,
  });
  if (root !== null) await lay(plan, root);
  if (image !== null) await makePlaces(image, plan.inImage, async (command) => withRights(rights, command));
  const steps = [...(group?.join ?? []), ...(await commandsOf(plan.steps, directory))];
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

async function withKinds(bound: readonly Omit<Bound, "file">[]): Promise<Bound[]> {
  return Promise.all(bound.map(async (one) => ({ ...one, file: !(await stat(one.from)).isDirectory() })));
}

/** Puts into the root of a view what its mounts are made on, as far as earlier runs have not. */
async function lay({ directories, files, links }: ViewPlan, root: string): Promise<void> {
  for (const path of directories) await mkdir(join(root, path), { recursive: true });
  for (const path of files) await writeFile(join(root, path), "", { flag: "a" });
  for (const { at, to } of links) {
    const link = join(root, at);
    await symlink(to, link).catch(async (error: unknown) => {
      if ((await readlink(link).catch(() => null)) !== to) throw error;
    });
  }
}

/** The commands of these steps. What is mounted one after the other is one command, with a table of its own in `directory`: a process for each would take longer than all else. */
async function commandsOf(steps: readonly Step[], directory: string): Promise<(readonly string[])[]> {
  const commands: (readonly string[])[] = [];
  let entries: Entry[] = [];
  const flush = async (): Promise<void> => {
    if (entries.length === 0) return;
    const table = join(directory, `mounts-${commands.length}`);
    await writeFile(table, entries.map(lineOf).join(""));
    commands.push(["mount", "--all", "--fstab", table]);
    entries = [];
  };
  for (const step of steps) {
    if ("mount" in step) {
      entries.push(step.mount);
      continue;
    }
    await flush();
    commands.push(step.command);
  }
  await flush();
  return commands;
}

/** https://man7.org/linux/man-pages/man5/fstab.5.html */
function lineOf({ source, at, type, options }: Entry): string {
  const fields = [source, at, type, options.join(",")].map((field) =>
    field.replace(/[\s\\#]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`),
  );
  return `${fields.join(" ")} 0 0\n`;
}
