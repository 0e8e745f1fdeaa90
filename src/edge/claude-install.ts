import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { claudeRelease, type ClaudePlatform } from "../core/claude-release.ts";
import { messageOf, UserError } from "../core/errors.ts";

const installMinutes = 5; // 170 MB compressed; ten seconds on a hosted runner.

export type InstallOptions = {
  /** The runner's tool cache; survives the job on runners that are kept. */
  readonly toolCache: string;
  /** A directory for the download; on the file system of the tool cache the executable is moved, else copied. */
  readonly temp: string;
  readonly signal: AbortSignal;
};

/** What the installation may know of the machine: never a token, never a variable of the job. */
const npmVariables = /^(?:PATH|HOME|LANG|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|npm_config_\w+)$/i;

/**
 * Returns the path of the CLI of `claudeRelease`, whose digest was checked just now: from the tool cache, or else from npm,
 * whose scripts are not run. Throws `UserError` on a platform without a release, or when what came is not what was published.
 */
export async function installClaude({ toolCache, temp, signal }: InstallOptions): Promise<string> {
  const platform = platformOf(process);
  const cached = join(toolCache, "claude-code", claudeRelease.version, process.arch, "claude");
  if ((await digestOf(cached, platform, signal)) === platform.sha256) return cached;
  await mkdir(temp, { recursive: true });
  const prefix = await mkdtemp(join(temp, "claude-code-"));
  try {
    const installed = await installPackage({ platform, prefix, signal });
    const digest = await digestOf(installed, platform, signal);
    if (digest !== platform.sha256) throw new UserError(mismatch(platform, digest));
    await mkdir(dirname(cached), { recursive: true });
    // Two jobs may do this at once; each puts a whole file there.
    const part = `${cached}.${process.pid}`;
    await rename(installed, part).catch(() => copyFile(installed, part));
    await chmod(part, 0o755);
    await rename(part, cached);
    return cached;
  } finally {
    await rm(prefix, { recursive: true, force: true });
  }
}

type Machine = Pick<NodeJS.Process, "platform" | "arch" | "report">;

/** Returns what to install on a machine. Throws `UserError` for those that Claude Code, as pinned, was not made for. */
export function platformOf({ platform, arch, report }: Machine): ClaudePlatform {
  const platforms: Readonly<Record<string, ClaudePlatform>> = claudeRelease.platforms;
  const name = `${platform}-${arch}`;
  const known = Object.hasOwn(platforms, name) ? platforms[name] : undefined;
  const supported = `Switchyard runs the agent on ${Object.keys(platforms).join(" and ")} with glibc`;
  if (!known)
    throw new UserError(
      `${supported}, but this runner is ${name}. Use \`runs-on: ubuntu-24.04\` or the like.`,
    );
  if (!usesGlibc(report)) {
    throw new UserError(
      `${supported}, but this runner has another C library (musl?). Use an image on Debian or Ubuntu, not Alpine.`,
    );
  }
  return known;
}

/** Node names the glibc it runs with, and nothing on musl: https://nodejs.org/api/report.html */
function usesGlibc(report: Machine["report"]): boolean {
  const content: unknown = report.getReport();
  if (typeof content !== "object" || content === null || !("header" in content)) return false;
  const { header } = content;
  return typeof header === "object" && header !== null && "glibcVersionRuntime" in header;
}

async function installPackage({
  platform,
  prefix,
  signal,
}: {
  platform: ClaudePlatform;
  prefix: string;
  signal: AbortSignal;
}): Promise<string> {
  const spec = `${platform.package}@${claudeRelease.version}`;
  const flags = [
    "--ignore-scripts",
    "--no-save",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const variables = Object.entries(process.env).filter(([name]) => npmVariables.test(name));
  // The npm beside the running node comes first: an action's `PATH` need not hold any.
  const path = [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  try {
    await promisify(execFile)("npm", ["install", ...flags, "--prefix", prefix, "--", spec], {
      cwd: prefix,
      env: { ...Object.fromEntries(variables), PATH: path },
      signal,
      timeout: installMinutes * 60_000,
    });
  } catch (error) {
    signal.throwIfAborted();
    const cause =
      error instanceof Error && "stderr" in error ? String(error.stderr).trim() : messageOf(error);
    throw new UserError(
      `Cannot install ${spec} with npm. Check that the runner reaches its npm registry. npm says: ${cause.slice(0, 1000)}`,
      { cause: error },
    );
  }
  return join(prefix, "node_modules", platform.package, "claude");
}

/** The SHA-256 of a file in hex; null when it is not there or has another size, which spares reading it. */
async function digestOf(path: string, platform: ClaudePlatform, signal: AbortSignal): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found?.size !== platform.bytes) return null;
  const hash = createHash("sha256");
  await using file = await open(path);
  // One buffer for all of it: a stream makes one of each piece, and all of them together are the most memory that we ever take.
  const buffer = Buffer.alloc(1 << 20);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, bytesRead));
  }
}

function mismatch(platform: ClaudePlatform, digest: string | null): string {
  return [
    `${platform.package}@${claudeRelease.version} should hold an executable of ${platform.bytes} bytes`,
    `with SHA-256 ${platform.sha256}, but ${digest === null ? "there is none of that size" : `its SHA-256 is ${digest}`}.`,
    "It was not run. Check which npm registry this runner uses; if that is the public one, report this to Switchyard.",
  ].join(" ");
}
