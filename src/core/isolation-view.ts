/** One thing to mount, as `mount(8)` takes it from a table; remounting is no entry of a table. */
export type Entry = {
  readonly source: string;
  readonly at: string;
  readonly type: "none" | "overlay" | "proc" | "devpts" | "tmpfs";
  readonly options: readonly string[];
};

/** One step of a plan: a command, as its words, or something to mount. */
export type Step = { readonly command: readonly string[] } | { readonly mount: Entry };

/** A directory that is made of layers: what is written goes into `upper`, which nobody else sees. */
export type Layered = {
  readonly at: string;
  /** Read only, the uppermost first. */
  readonly lowers: readonly string[];
  readonly upper: { readonly files: string; readonly work: string };
};

/** A directory or file of the machine that is there under a path, perhaps another one. */
export type Bound = {
  readonly at: string;
  readonly from: string;
  readonly file: boolean;
  readonly writable: boolean;
};

/** A mount of the machine, with the options that another mount of the same has to keep. */
export type Mount = { readonly at: string; readonly options: readonly string[] };

/** What a run sees of the machine. */
export type View = {
  /** An empty directory of the machine, on which the view is built; null when the machine stays in view and only the run's own directories come to it. */
  readonly root: string | null;
  /** `namespace`: by the rights that a user namespace gives, with which overlays keep their marks elsewhere. */
  readonly rights: "machine" | "namespace";
  /** Directories that are there for reading, `/etc`, say, with where they lie on the machine: at the same path, or in an image; and links, with where they lead. */
  readonly system: readonly { readonly at: string; readonly link: string | null; readonly from: string }[];
  readonly mounts: readonly Mount[];
  /** Covered where a directory of the system would show them. */
  readonly hidden: readonly string[];
  readonly layered: readonly Layered[];
  /** In this order; what is not writable is left out where a directory of the system shows it anyway. */
  readonly bound: readonly Bound[];
  /** Private temporary directory on disk, for `/tmp` and `/var/tmp`. */
  readonly temporary: string;
};

/** How a view is built: files that have to be in its root beforehand, and then the steps. */
export type ViewPlan = {
  readonly directories: readonly string[];
  readonly files: readonly string[];
  readonly links: readonly { readonly at: string; readonly to: string }[];
  /** Places inside of an image, as paths of the machine, that have to be there before something is mounted on them. */
  readonly inImage: readonly { readonly at: string; readonly file: boolean }[];
  readonly steps: readonly Step[];
};

/**
 * Plans a view and makes it the only one that there is. What is not named in it does not exist afterwards: no home of the runner, no `/run` with its
 * sockets, no device but the harmless ones. Paths of files, directories and links are those inside.
 */
export function planView({ root, ...view }: View): ViewPlan {
  return root === null ? ownPlan(view) : wholePlan({ root, ...view });
}

/** Can a path be a layer? The options of an overlay know no way to write these characters that all kernels read. */
export function layerable(path: string): boolean {
  return !/[\\:,]/.test(path);
}

type Built = View & { readonly root: string };

/** The run's own directories on top of the machine's. */
function ownPlan(view: Omit<View, "root">): ViewPlan {
  const on: Built = { ...view, root: "" };
  const system = new Set(view.system.map(({ at }) => at));
  return {
    directories: [],
    files: [],
    links: [],
    inImage: [],
    steps: [
      special("proc", "/proc", ["nosuid", "nodev", "noexec"]),
      ...view.layered.filter(({ at }) => !system.has(at)).map((layered) => overlay(on, layered)),
      ...view.bound.filter(({ at, from }) => at !== from).flatMap((bound) => bind(on, bound)),
    ],
  };
}

function wholePlan(view: Built): ViewPlan {
  const { root } = view;
  const on = (path: string) => `${root}${path}`;
  const shown = view.system.filter(({ link }) => link === null);
  const system = shown.map(({ at }) => at);
  const covered = view.hidden.filter((place) => system.some((at) => within(place, at)));
  const isCovered = (path: string) => covered.some((place) => within(path, place));
  const visible = (path: string) =>
    shown.some(({ at, from }) => at === from && within(path, at)) && !isCovered(path);
  const layeredAt = new Map(view.layered.map((layered) => [layered.at, layered]));
  const bound = view.bound.filter(
    ({ at, from, writable }, index) =>
      !(from === at && !writable && visible(at)) &&
      // One that lies in another of its kind is there already.
      !(
        from === at &&
        !writable &&
        view.bound.some(
          (other, place) =>
            place !== index &&
            other.from === other.at &&
            !other.writable &&
            other.at !== at &&
            within(at, other.at),
        )
      ),
  );
  const late = view.layered.filter(({ at }) => !system.includes(at));
  const targets = [...bound, ...late.map(({ at }) => ({ at, file: false }))];
  // What lies under a mount can be made only when that is there.
  const later = targets.filter(({ at }) => ["/tmp", ...covered].some((place) => within(at, place)));
  const inRoot = targets.filter((target) => !later.includes(target) && !visible(target.at));
  // Where an image's directories are, that is where a mount in them finds its place.
  const inImage = [
    ...targets.filter(({ at }) => !isCovered(at)),
    ...covered.map((at) => ({ at, file: false })),
  ].flatMap(({ at, file }) => {
    const holder = shown.find((one) => one.from !== one.at && within(at, one.at) && at !== one.at);
    return holder === undefined ? [] : [{ at: `${holder.from}${at.slice(holder.at.length)}`, file }];
  });
  const folders = (all: typeof targets) => all.map(({ at, file }) => (file ? parent(at) : at));
  const files = (all: typeof targets) => all.filter(({ file }) => file).map(({ at }) => at);
  return {
    directories: [
      "/before",
      "/proc",
      "/dev/pts",
      "/dev/shm",
      "/tmp",
      "/run",
      "/var",
      "/home",
      "/root",
      ...system,
      ...folders(inRoot),
    ],
    files: [...devices.map((name) => `/dev/${name}`), ...files(inRoot)],
    links: [
      ...view.system.flatMap(({ at, link }) => (link === null ? [] : [{ at, to: link }])),
      { at: "/var/run", to: "/run" },
      { at: "/var/tmp", to: "/tmp" },
      { at: "/dev/ptmx", to: "pts/ptmx" },
      { at: "/dev/fd", to: "/proc/self/fd" },
      { at: "/dev/stdin", to: "/proc/self/fd/0" },
      { at: "/dev/stdout", to: "/proc/self/fd/1" },
      { at: "/dev/stderr", to: "/proc/self/fd/2" },
    ],
    inImage,
    steps: [
      { mount: { source: root, at: root, type: "none", options: ["bind", "nosuid", "nodev"] } },
      ...shown.flatMap(({ at, from }) => {
        const layered = layeredAt.get(at);
        return layered === undefined
          ? bind(view, { at, from, file: false, writable: false })
          : [overlay(view, layered)];
      }),
      same(view.temporary, on("/tmp")),
      special("proc", on("/proc"), ["nosuid", "nodev", "noexec"]),
      ...devices.map((name) => same(`/dev/${name}`, on(`/dev/${name}`))),
      special("devpts", on("/dev/pts"), ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=620"]),
      special("tmpfs", on("/dev/shm"), ["mode=1777", "nosuid", "nodev"]),
      ...covered.map((place) => special("tmpfs", on(place), ["mode=755", "nosuid", "nodev", "size=16m"])),
      ...(later.length === 0 ? [] : [{ command: ["mkdir", "-p", "--", ...folders(later).map(on)] }]),
      ...(files(later).length === 0 ? [] : [{ command: ["touch", "--", ...files(later).map(on)] }]),
      ...late.map((layered) => overlay(view, layered)),
      ...bound.flatMap((one) => bind(view, one)),
      { command: ["pivot_root", root, on("/before")] },
      { command: ["umount", "--lazy", "/before"] },
    ],
  };
}

/** The devices that every program may have; the rest of the machine's stay away. */
const devices = ["null", "zero", "full", "random", "urandom"];

function overlay({ root, rights }: Built, { at, lowers, upper }: Layered): Step {
  const options = [
    `lowerdir=${lowers.join(":")}`,
    `upperdir=${upper.files}`,
    `workdir=${upper.work}`,
    rights === "namespace" ? "userxattr" : "redirect_dir=on",
    "nosuid",
    "nodev",
  ];
  return { mount: { source: "overlay", at: `${root}${at}`, type: "overlay", options } };
}

/** What lies at `from`, as it is. */
function same(from: string, at: string): Step {
  return { mount: { source: from, at, type: "none", options: ["bind"] } };
}

function special(type: "proc" | "devpts" | "tmpfs", at: string, options: readonly string[]): Step {
  return { mount: { source: type, at, type, options } };
}

/** A mount of what lies at `from`; where it is not writable, neither is anything that is mounted below it. */
function bind({ root, mounts }: Built, { at, from, writable }: Bound): Step[] {
  if (writable) return [same(from, `${root}${at}`)];
  const below = mounts.filter((mount) => mount.at !== from && within(mount.at, from));
  const kept = (options: readonly string[]) => [
    "ro",
    "nosuid",
    ...options.filter((option) => option !== "nosuid"),
  ];
  return [
    {
      mount: {
        source: from,
        at: `${root}${at}`,
        type: "none",
        options: ["rbind", ...kept(around(mounts, from)?.options ?? [])],
      },
    },
    ...below.map(({ at: place, options }) => ({
      command: [
        "mount",
        "-o",
        ["remount", "bind", ...kept(options)].join(","),
        `${root}${at}${place.slice(from.length)}`,
      ],
    })),
  ];
}

/** The mount in which a path lies. */
function around(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts
    .filter(({ at }) => at === "/" || within(path, at))
    .toSorted((one, other) => other.at.length - one.at.length)[0];
}

function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
