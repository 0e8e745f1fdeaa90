import { mkdir, realpath, rename, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { contentOf } from "../core/change-set.ts";
import { type Layered, layerable } from "../core/isolation-view.ts";
import type { Change } from "../core/result.ts";
import type { Image } from "./image.ts";
import type { Isolation } from "./isolation.ts";
import type { Launch } from "./isolation-launch.ts";
import { bash } from "./isolation-scripts.ts";
import { type Captured, capture } from "./shell.ts";

/**
 * What one run works in: the checkout, a home, and whatever it writes elsewhere. Trees lie on each other: what a tree does not change is its
 * parent's. All of them are at the same paths when they are at work, because virtual environments and build caches hold absolute ones.
 */
export type Tree = {
  /** Layers by place, the tree's own first. With copies there is one of each. */
  readonly layers: ReadonlyMap<string, readonly string[]>;
  readonly directory: string;
};

export type Workspace = {
  /** The path of the checkout, for everyone. */
  readonly directory: string;
  /** The path of HOME, for everyone. */
  readonly home: string;
  /** The path of the CLI's own directories: on the machine as in the agent's run. They are the agent's and nobody else's. */
  readonly agent: { readonly config: string; readonly temp: string };
  /** A repository that knows the planned commit, as nobody has touched it since. Runs can read it. */
  readonly repository: string;
  /** A new tree on this one, which must not be worked in any more; null: on the machine. */
  grow(parent: Tree | null): Promise<Tree>;
  /** Prepares a run in a tree: what to put in front of its program. One run at a time is at work in a tree. */
  launch(tree: Tree, options?: RunOptions): Promise<readonly string[]>;
  /** Runs a command in a tree to its end and returns what it printed: beside the run that is at work there, or else when everything of that is gone. */
  capture(tree: Tree, options: CaptureOptions): Promise<Captured>;
  /** Writes these changes into the checkout of a tree, or into a directory of the agent's own. */
  apply(tree: Tree, changes: readonly Change[], into?: string): Promise<void>;
  /** The contents of files of a tree, by path relative to the checkout or absolute. What is no file that can be read, or is larger than the limit, is left out. */
  read(tree: Tree, paths: readonly string[], limitBytes: number): Promise<ReadonlyMap<string, Buffer>>;
  /** Where what was written in a tree lies while it is at work, by place. */
  written(tree: Tree): ReadonlyMap<string, string>;
  /** Removes a tree that nothing lies on. */
  fell(tree: Tree): Promise<void>;
};

export type RunOptions = {
  /** The folder of the checkout that the program starts in; without it, the checkout itself. */
  readonly folder?: string;
  /** Files of the machine that this run may read. */
  readonly shown?: readonly string[];
  /** Directories of the machine that it may write, at the same path. */
  readonly own?: readonly string[];
  /** See the machine's own system instead of the tree's. */
  readonly pristine?: boolean;
};

export type CaptureOptions = RunOptions & {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array;
  readonly limitBytes: number;
  readonly beside?: boolean;
};

const patience = 10 * 60_000; // ms; reading the change of a very large tree

/**
 * Makes the checkout that lies in `directory` the ground of all trees. From here on it belongs to the account of the isolation, and only trees
 * are worked in.
 */
export async function openWorkspace({
  isolation,
  directory,
  temp,
  image = null,
}: {
  isolation: Isolation;
  directory: string;
  temp: string;
  image?: Image | null;
}): Promise<Workspace> {
  const home = join(temp, "home");
  const ground = join(temp, "ground");
  const agent = { config: join(temp, "agent", "config"), temp: join(temp, "agent", "temp") };
  const repository = join(temp, "repository");
  for (const path of [home, ground, agent.config, agent.temp]) await mkdir(path, { recursive: true });
  await capture({
    command: ["/bin/cp", "-a", "--", join(directory, ".git"), repository],
    cwd: temp,
    environment: {},
    limitBytes: 0,
    patience,
  });
  await breakHardLinks(isolation, directory);
  await isolation.give({ account: [directory, ground, repository, join(temp, "agent")] });
  const layered = isolation.trees === "layered" && [directory, temp].every(layerable);
  const system = layered ? await systemPlaces(image?.root ?? "") : [];
  const places = [directory, home, ...system];
  const bottom = new Map([
    [directory, directory],
    [home, ground],
    ...system.map((place) => [place, `${image?.root ?? ""}${place}`] as const),
  ]);
  const atWork = new Map<Tree, Launch>();
  const queues = new Map<Tree, Promise<void>>();
  let turn: Tree | null = null;
  let count = 0;

  /** One after the other in each tree: its layers may be mounted once at a time only. */
  const alone = async <Result>(tree: Tree, act: () => Promise<Result>): Promise<Result> => {
    const mine = (queues.get(tree) ?? Promise.resolve()).then(act);
    queues.set(
      tree,
      mine.then(
        () => undefined,
        () => undefined,
      ),
    );
    return mine;
  };

  /** Without mounts the trees take turns at the paths themselves. */
  const takeTurn = async (tree: Tree): Promise<void> => {
    if (isolation.trees !== "none" || turn === tree) return;
    for (const place of places) {
      if (turn !== null) await moveInside(place, turn.layers.get(place)?.[0] ?? "");
      await moveInside(tree.layers.get(place)?.[0] ?? "", place);
    }
    turn = tree;
  };

  const workspace: Workspace = {
    directory,
    home,
    agent,
    repository,
    grow: async (parent) => {
      count += 1;
      const at = join(temp, "trees", String(count));
      const tree: Tree = {
        directory: at,
        layers: new Map(
          places.map((place, index) => {
            const files = join(at, String(index), "files");
            const below = parent?.layers.get(place) ?? [bottom.get(place) ?? place];
            return [place, layered ? [files, ...below] : [files]];
          }),
        ),
      };
      await mkdir(join(at, "tmp"), { recursive: true });
      for (const [index, place] of places.entries()) {
        await mkdir(join(at, String(index), "work"), { recursive: true });
        await mkdir(join(at, String(index), "files"), { recursive: true });
        const from = parent?.layers.get(place)?.[0] ?? bottom.get(place) ?? place;
        if (!layered)
          await copyInto(
            isolation,
            turn !== null && turn === parent ? place : from,
            tree.layers.get(place)?.[0] ?? "",
          );
      }
      const mine = [join(at, "tmp"), ...[0, 1].map((index) => join(at, String(index), "files"))];
      const theirs = system.map((_, index) => join(at, String(index + 2), "files"));
      await isolation.give({ account: mine, root: theirs });
      return tree;
    },
    launch: async (tree, options = {}) =>
      alone(tree, async () => {
        await over(atWork.get(tree));
        await takeTurn(tree);
        const launch = await isolation.launch(settingOf(tree, options));
        atWork.set(tree, launch);
        const { folder = "" } = options;
        return folder === "" ? launch.launcher : [...launch.launcher, ...startingIn(join(directory, folder))];
      }),
    capture: async (tree, { command, environment = {}, input, limitBytes, beside = false, ...options }) => {
      const end = async (launcher: readonly string[]): Promise<Captured> =>
        capture({
          command: [...launcher, ...command],
          cwd: directory,
          environment: { PATH: "/usr/bin:/bin", HOME: home, LC_ALL: "C", ...environment },
          limitBytes,
          patience,
          ...(input === undefined ? {} : { input }),
        });
      const joined = async (): Promise<readonly string[] | null> =>
        beside ? ((await atWork.get(tree)?.join()) ?? null) : null;
      const first = await joined();
      if (first !== null) return end(first);
      return alone(tree, async () => {
        const second = await joined(); // A run may have been prepared while we waited.
        if (second !== null) return end(second);
        await over(atWork.get(tree));
        await takeTurn(tree);
        return end((await isolation.launch(settingOf(tree, options))).launcher);
      });
    },
    apply: async (tree, changes, into = directory) => {
      const end = await workspace.capture(tree, {
        command: [...bash, applyScript, "switchyard-apply", into],
        own: into === directory ? [] : [agent.temp],
        input: framed(changes),
        limitBytes: 10_000,
      });
      if (end.code !== 0) throw new Error(`the change could not be written into a fresh tree: ${end.stderr}`);
    },
    read: async (tree, paths, limitBytes) => {
      const found = new Map<string, Buffer>();
      for (let at = 0; at < paths.length; at += together) {
        const some = paths.slice(at, at + together);
        const end = await workspace.capture(tree, {
          command: [...bash, readScript, "switchyard-read", String(limitBytes), ...some],
          limitBytes: some.length * (limitBytes + 20),
        });
        if (end.code !== 0) throw new Error(`the files of a tree could not be read: ${end.stderr}`);
        let from = 0;
        for (const path of some) {
          const line = end.stdout.indexOf("\n", from);
          const size = end.stdout.toString("latin1", from, line);
          from = line + 1;
          if (size === "-") continue;
          found.set(path, end.stdout.subarray(from, from + Number(size)));
          from += Number(size);
        }
      }
      return found;
    },
    // Without mounts the tree whose turn it is lies at the places themselves.
    written: (tree) =>
      new Map(
        [...tree.layers].map(([place, [files = ""]]) => [place, isolation.trees === "none" ? place : files]),
      ),
    fell: async (tree) => {
      atWork.delete(tree);
      if (turn === tree) turn = null;
      await isolation.remove([tree.directory], "all");
    },
  };

  function settingOf(tree: Tree, { shown = [], own: writable = [], pristine = false }: RunOptions) {
    const used = places.filter((place) => !(pristine && system.includes(place)));
    const layers = (place: string): readonly string[] => tree.layers.get(place) ?? [];
    const index = (place: string) => String(places.indexOf(place));
    return {
      cwd: directory,
      shown,
      temporary: join(tree.directory, "tmp"),
      image,
      layered: layered
        ? used.map((place): Layered => {
            const [files = "", ...lowers] = layers(place);
            return { at: place, lowers, upper: { files, work: join(tree.directory, index(place), "work") } };
          })
        : [],
      bound: [
        ...(layered
          ? []
          : used.map((place) => ({ at: place, from: layers(place)[0] ?? place, writable: true }))),
        { at: repository, from: repository, writable: false },
        ...writable.map((path) => ({ at: path, from: path, writable: true })),
      ],
    };
  }
  return workspace;
}

/** Reads frames from its input, as the user of the tree, and writes into the directory of argument 1: for each change its kind or mode, its path, and for a file its size and content. */
const applyScript = `
mkdir -p -- "$1" && cd -- "$1" || exit 1
while IFS= read -r -d '' kind && IFS= read -r -d '' path; do
  if [[ $kind == delete ]]; then rm -rf -- "./$path"; continue; fi
  IFS= read -r -d '' size || exit 1
  [[ $path != */* ]] || mkdir -p -- "./\${path%/*}" || exit 1
  rm -rf -- "./$path" && head -c "$size" >"./$path" && chmod "$kind" -- "./$path" || exit 1
done
`;

/** For each path from argument 2 on, its size in a line and its content; `-` for what is no file that can be read, or larger than argument 1. */
const readScript = `
most=$1; shift
for path; do
  [[ $path == /* ]] || path=./$path
  if [[ -f $path && -r $path ]] && size=$(stat --dereference --format=%s -- "$path") && (( size <= most )); then
    printf '%d\\n' "$size" && head -c "$size" -- "$path" || exit 1
  else
    echo -
  fi
done
`;

const together = 50; // paths in one command, whose arguments have a limit

function framed(changes: readonly Change[]): Buffer {
  // What goes away goes first: a file may take the place of a directory.
  const ordered = changes.toSorted(
    (one, other) => Number(one.kind === "write") - Number(other.kind === "write"),
  );
  return Buffer.concat(
    ordered.flatMap((change) => {
      if (change.kind === "delete") return [Buffer.from(`delete\0${change.path}\0`)];
      const content = Buffer.from(contentOf(change) ?? "");
      return [Buffer.from(`${change.mode.slice(-3)}\0${change.path}\0${content.length}\0`), content];
    }),
  );
}

/**
 * Which directories of the system get a layer of their own in each tree: what a run installs there is then there for it, and for nobody else. Not
 * the one with the programs that we start with rights ourselves, should anybody but root be able to write there.
 */
async function systemPlaces(root: string): Promise<string[]> {
  const places = [];
  for (const [place, programs] of [
    ["/usr", ["/usr", "/usr/bin", "/usr/sbin", "/usr/lib"]],
    ["/opt", []],
  ] as const) {
    const modes = await Promise.all(
      programs.map(async (path) => (await stat(join(root, path)).catch(() => null))?.mode ?? 0),
    );
    const real = await realpath(join(root, place)).catch(() => null);
    if (real === join(root, place) && modes.every((mode) => (mode & 0o022) === 0)) places.push(place);
  }
  return places;
}

/** In front of a program: it starts in this folder of the tree, which a change may have taken away. */
function startingIn(folder: string): string[] {
  return [...bash, 'cd -- "$1" && shift && exec "$@"', "switchyard-at", folder];
}

/** A package manager's store may share its files with the checkout: they must not change hands with it. */
async function breakHardLinks(isolation: Isolation, directory: string): Promise<void> {
  await isolation.withRights([
    "find",
    directory,
    "-xdev",
    "-type",
    "f",
    "-links",
    "+1",
    "-exec",
    "sh",
    "-c",
    'for file; do cp -p -- "$file" "$file.$$" && mv -f -- "$file.$$" "$file"; done',
    "sh",
    "{}",
    "+",
  ]);
}

async function copyInto(isolation: Isolation, from: string, to: string): Promise<void> {
  await isolation.withRights(["cp", "--archive", "--reflink=auto", "--no-target-directory", "--", from, to]);
}

async function over(launch: Launch | undefined): Promise<void> {
  if (launch !== undefined && !(await launch.over()))
    throw new Error("what was at work in the workspace could not be ended within 10 s");
}

async function moveInside(from: string, to: string): Promise<void> {
  for (const entry of await readdir(to)) await rm(join(to, entry), { recursive: true, force: true });
  for (const entry of await readdir(from)) await rename(join(from, entry), join(to, entry));
}
