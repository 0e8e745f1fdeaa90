import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { messageOf } from "../core/errors.ts";
import { type IsolationDemand, type IsolationOffer, isolationParts } from "../core/isolation.ts";
import { openControlGroup } from "./control-group.ts";
import { type Launch, type Machine, type Setting, launchOf, limits } from "./isolation-launch.ts";
import { type Link, openLink } from "./isolation-link.ts";
import { accountFiles, freeAccount, isThere, readMounts, readPlaces, readTop } from "./isolation-machine.ts";
import {
  type Rights,
  findRights,
  giveFiles,
  measureFiles,
  removeFiles,
  withRights,
} from "./isolation-rights.ts";
import { limitTime } from "./shell.ts";

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
  /** Runs a command on the machine itself, with the rights to touch what belongs to the account; `patience` in ms. */
  withRights(command: readonly string[], patience?: number): Promise<void>;
  /** Bytes on disk of what is in these directories, whoever owns it. */
  measure(paths: readonly string[]): Promise<number>;
  /** Gives files and directories to the account, and others to root, with what is in them; where only one user exists they have the right owner already. */
  give(gifts: { readonly account: readonly string[]; readonly root?: readonly string[] }): Promise<void>;
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
  const root = demand.user === "enforce" ? join(temp, "view") : null;
  if (root !== null) await mkdir(root);
  let count = 0;
  const prepare = async (setting: Setting): Promise<Launch> => {
    count += 1;
    const directory = join(runs, String(count));
    await mkdir(directory);
    return launchOf({
      setting,
      rights,
      link: typeof link === "string" ? null : link,
      group,
      demand,
      machine,
      directory,
      root,
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
  return {
    withRights: async (command, patience) => withRights(rights, command, patience),
    measure: async (paths) => measureFiles(rights, paths),
    give: async ({ account: own, root = [] }) =>
      giveFiles(rights, [
        { owner: `${account}:${account}`, paths: own },
        { owner: "0:0", paths: root },
      ]),
    remove: async (paths, what) => removeFiles(rights, paths, what),
  };
}

/** Directories below the top level that programs need as well. */
const further = ["/var/lib", "/sys/devices/system"];

async function readMachine(options: IsolationOptions, account: number): Promise<Machine> {
  const places = await readPlaces(options);
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
    instead: await accountFiles({
      etc: "/etc",
      directory: options.temp,
      home: join(options.temp, "home"),
      account,
    }),
    account,
  };
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
    await onDisk(rights, account).give({ account: [upper, lower, temporary] });
    const place = join(at, "place");
    const { launcher } = await prepare({
      cwd: place,
      layered: layered ? [{ at: place, lowers: [lower], upper: { files: upper, work } }] : [],
      bound: layered ? [] : [{ at: place, from: lower, writable: true }],
      shown: [],
      temporary,
      image: null,
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
      : stderr.trim().split("\n").slice(-2).join("; ") || `a run in isolation ended with ${String(code)}`;
  } catch (error) {
    return messageOf(error);
  }
}
