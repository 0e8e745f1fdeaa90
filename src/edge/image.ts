import { execFile } from "node:child_process";
import { lstat, mkdir, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { z } from "zod";

import { imageVariables, isOfImage, neededPrograms } from "../core/container.ts";
import { messageOf } from "../core/errors.ts";
import type { Isolation } from "./isolation.ts";
import { type TopEntry, accountFiles, isThere, systemProgram } from "./isolation-machine.ts";

/** The files of a container image on the machine, in the place of the machine's own system. */
export type Image = {
  readonly root: string;
  readonly top: readonly TopEntry[];
  /** Files that a run finds instead of the image's: it knows its user, and its loopback by name. */
  readonly instead: readonly { readonly at: string; readonly from: string; readonly writable: boolean }[];
  /** The variables that its programs need, `PATH` among them. */
  readonly environment: Readonly<Record<string, string>>;
};

const execute = promisify(execFile);
const patience = 20 * 60_000; // ms, for fetching an image of some gigabytes and for unpacking it
const Inspected = z.object({ Env: z.array(z.string()).nullish() });

/**
 * Fetches an image by the runner's docker or podman and unpacks its files into `directory`. No container is ever started: the files become the system that runs in isolation
 * see. What is missing is a value with the remedy.
 */
export async function unpackImage({
  name,
  directory,
  home,
  isolation,
  signal,
}: {
  name: string;
  directory: string;
  home: string;
  isolation: Isolation;
  signal: AbortSignal;
}): Promise<{ ok: true; image: Image } | { ok: false; reason: string }> {
  const options = { env: engineEnvironment(), signal, timeout: patience, maxBuffer: 10_000_000 };
  const engine = await engineThatWorks(options);
  if (engine === null)
    return no(
      `The image ${name} cannot be fetched: on this runner neither docker nor podman works. Install one, or leave \`container\` out.`,
    );
  const say = async (...args: string[]): Promise<string> => (await execute(engine, args, options)).stdout;
  const root = join(directory, "root");
  const archive = join(directory, "image.tar");
  await mkdir(root, { recursive: true });
  try {
    // What cannot be pulled may have been built on this runner.
    await say("pull", "--quiet", name).catch(async (error: unknown) => {
      await say("image", "inspect", name).catch(() => {
        throw error;
      });
    });
    const config = JSON.parse(await say("image", "inspect", "--format", "{{json .Config}}", name)) as unknown;
    const container = (await say("create", name, "true")).trim().split("\n").at(-1) ?? "";
    try {
      await say("export", "--output", archive, container);
    } finally {
      await say("rm", "--force", container);
    }
    const devices = ["--exclude=dev/*", "--exclude=./dev/*", "--exclude=proc/*", "--exclude=sys/*"];
    await isolation.withRights(
      ["tar", "--extract", "--file", archive, "--directory", root, "--numeric-owner", ...devices],
      patience,
    );
    const { Env } = Inspected.parse(config ?? {});
    return await imageIn(root, { name, directory, home, account: isolation.account, variables: Env ?? [] });
  } catch (error) {
    if (signal.aborted) throw error;
    return no(
      `The image ${name} cannot be used: ${wordsOf(error)} Check its name, and that the runner is logged in to its registry (a docker/login-action step in .github/actions/switchyard-setup).`,
    );
  } finally {
    await rm(archive, { force: true });
  }
}

/** The first of docker and podman that answers: docker may be there without its daemon. */
async function engineThatWorks(options: Parameters<typeof execute>[2]): Promise<string | null> {
  for (const name of ["docker", "podman"]) {
    const program = await systemProgram(name);
    if (program === null) continue;
    const works = await execute(program, ["version"], options).then(
      () => true,
      () => false,
    );
    if (works) return program;
  }
  return null;
}

async function imageIn(
  root: string,
  {
    name,
    directory,
    home,
    account,
    variables,
  }: { name: string; directory: string; home: string; account: number; variables: readonly string[] },
): Promise<{ ok: true; image: Image } | { ok: false; reason: string }> {
  const places = ["usr/bin", "bin", "usr/sbin", "sbin", "usr/local/bin"];
  const missing = [];
  for (const program of neededPrograms) {
    const found = await Promise.all(places.map(async (place) => isFile(join(root, place, program))));
    if (!found.includes(true)) missing.push(program);
  }
  if (missing.length > 0)
    return no(
      `The image ${name} has no ${missing.join(", ")}. Use one based on Debian or Ubuntu (not \`-slim\`, not Alpine), or add them to it: packages bash, util-linux, mount, git, grep and findutils.`,
    );
  const names = (await readdir(root)).filter(isOfImage);
  const top = await Promise.all(
    names.map(async (one) => ({ name: one, link: await readlink(join(root, one)).catch(() => null) })),
  );
  const hosts = join(directory, "hosts");
  await writeFile(hosts, "127.0.0.1 localhost\n::1 localhost\n");
  return {
    ok: true,
    image: {
      root,
      top: (await isThere(join(root, "var/lib"))) ? [...top, { name: "var/lib", link: null }] : top,
      instead: [
        ...(await accountFiles({ etc: join(root, "etc"), directory, home, account })),
        { at: "/etc/hosts", from: hosts, writable: true },
      ],
      environment: {
        PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ...imageVariables(variables),
      },
    },
  };
}

/**
 * Makes the places in an image on which something is mounted, as far as they are not there. Throws where the image has a link on the way: it could lead out of the image.
 */
export async function makePlaces(
  { root }: Pick<Image, "root">,
  places: readonly { readonly at: string; readonly file: boolean }[],
  withRights: (command: readonly string[]) => Promise<void>,
): Promise<void> {
  const missing = [];
  for (const { at, file } of places) {
    let path = root;
    let found = true;
    for (const part of at.slice(root.length + 1).split("/")) {
      path = join(path, part);
      const there = await lstat(path).catch(() => null);
      if (there?.isSymbolicLink() === true)
        throw new Error(`the image has a link at ${path.slice(root.length)}, where a directory is needed`);
      found = there !== null;
    }
    if (!found) missing.push(file ? "file" : "directory", at);
  }
  if (missing.length > 0) await withRights(["sh", "-c", makeScript, "sh", ...missing]);
}

/** Arguments: `file` or `directory`, and a path, in turn. */
const makeScript = `
while [ "$#" -gt 0 ]; do
  case $1 in
    file) mkdir -p -- "$(dirname -- "$2")" && touch -- "$2" || exit 1 ;;
    *) mkdir -p -- "$2" || exit 1 ;;
  esac
  shift 2
done
`;

async function isFile(path: string): Promise<boolean> {
  // A link counts: in an image it leads to a place of the image.
  return (await lstat(path).catch(() => null))?.isDirectory() === false;
}

/** What docker and podman need of the runner's environment: their configuration, and nothing of the job's. */
function engineEnvironment(): Record<string, string> {
  const names = ["HOME", "DOCKER_HOST", "DOCKER_CONFIG", "REGISTRY_AUTH_FILE", "XDG_RUNTIME_DIR"];
  return {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ...Object.fromEntries(
      names.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function wordsOf(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  const words = stderr === "" ? messageOf(error) : (stderr.split("\n").at(-1) ?? "");
  return `${words.replace(/\.$/, "")}.`;
}

function no(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
