import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../core/errors.ts";
import type { LocalGitHub } from "../contract.ts";
import type { Workflow } from "./workflow-file.ts";
import { readWorkflow } from "./workflow-file.ts";

/** Where a workflow or action comes from: what `$/` refers to inside it. */
export type Source = {
  readonly repository: string;
  readonly sha: string;
  /** `refs/heads/…`, `refs/tags/…`, or the commit when it was named by commit. */
  readonly ref: string;
};

export type Sources = {
  /** The commit that a branch, tag, full ref or commit names; the default branch for null. Null if there is none. */
  resolve(repository: string, ref: string | null): Source | null;
  /** A file at a source, or null. */
  read(source: Source, path: string): string | null;
  /** A workflow file, read and checked; null if there is none. Throws a UserError that names places by `label`. */
  workflow(source: Source, path: string, label: string): Workflow | null;
  /** The workflow files at a source, in order of name. */
  workflows(source: Source): readonly string[];
  /** The subject line of the commit. */
  subject(source: Source): string;
  /** A directory that holds the whole tree of the source; nobody may write to it. */
  checkout(source: Source): Promise<string>;
};

const workflowFolder = ".github/workflows";
const gitDeadline = 60_000;

/**
 * Reads workflows and actions from the bare repositories of the embedded GitHub; `supportRepositories` (owner/name →
 * directory) answer for repositories that exist on disk only, at every ref.
 */
export function openSources(options: {
  github: Pick<LocalGitHub, "gitDirectory">;
  directory: string;
  supportRepositories: Readonly<Record<string, string>>;
}): Sources {
  const { github, directory, supportRepositories } = options;
  const contents = new Map<string, string | null>();
  const parsed = new Map<string, Workflow>();
  const checkouts = new Map<string, Promise<string>>();
  const git = (repository: string, ...args: string[]) =>
    tryGit([`--git-dir=${github.gitDirectory(repository)}`, ...args]);

  const readOnce = (source: Source, path: string): string | null => {
    const support = supportRepositories[source.repository];
    if (support === undefined) return git(source.repository, "cat-file", "blob", `${source.sha}:${path}`);
    return existsSync(join(support, path)) ? readFileSync(join(support, path), "utf8") : null;
  };

  const read = (source: Source, path: string): string | null => {
    const key = `${source.repository}\0${source.sha}\0${path}`;
    const known = contents.get(key);
    if (known !== undefined) return known;
    const content = readOnce(source, path);
    contents.set(key, content);
    return content;
  };

  return {
    read,
    workflow(source, path, label) {
      const key = `${source.repository}\0${source.sha}\0${path}\0${label}`;
      const known = parsed.get(key);
      const content = known === undefined ? read(source, path) : null;
      if (known !== undefined || content === null) return known ?? null;
      const workflow = { ...readWorkflow(label, content), file: path };
      parsed.set(key, workflow);
      return workflow;
    },
    resolve(repository, ref) {
      if (supportRepositories[repository] !== undefined) {
        return { repository, sha: ref ?? "HEAD", ref: ref ?? "HEAD" };
      }
      if (!hasRepository(github, repository)) return null;
      const full = ref ?? git(repository, "symbolic-ref", "HEAD")?.trim() ?? "HEAD";
      const names = full.startsWith("refs/") ? [full] : [`refs/tags/${full}`, `refs/heads/${full}`, full];
      for (const name of names) {
        const sha = git(
          repository,
          "rev-parse",
          "--verify",
          "--quiet",
          "--end-of-options",
          `${name}^{commit}`,
        );
        if (sha !== null) return { repository, sha: sha.trim(), ref: name };
      }
      return null;
    },
    workflows(source) {
      const support = supportRepositories[source.repository];
      const folder = support === undefined ? null : join(support, workflowFolder);
      const names =
        folder === null
          ? (
              git(source.repository, "ls-tree", "-z", "--name-only", source.sha, `${workflowFolder}/`) ?? ""
            ).split("\0")
          : existsSync(folder)
            ? readdirSync(folder).map((name) => `${workflowFolder}/${name}`)
            : [];
      return names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
    },
    subject(source) {
      return (git(source.repository, "log", "-1", "--format=%s", source.sha, "--") ?? "").trim();
    },
    async checkout(source) {
      const support = supportRepositories[source.repository];
      if (support !== undefined) return support;
      const target = join(directory, ...source.repository.split("/"), source.sha);
      const known = checkouts.get(target);
      if (known !== undefined) return known;
      const made = extract({ gitDirectory: github.gitDirectory(source.repository), sha: source.sha, target });
      checkouts.set(target, made);
      return made;
    },
  };
}

async function extract(options: { gitDirectory: string; sha: string; target: string }): Promise<string> {
  const { gitDirectory, sha, target } = options;
  const archive = `${target}.tar`;
  const partial = `${target}.partial`;
  const run = promisify(execFile);
  await mkdir(partial, { recursive: true });
  const settings = { env: gitEnvironment(), timeout: gitDeadline };
  await run(
    "git",
    [`--git-dir=${gitDirectory}`, "archive", "--format=tar", `--output=${archive}`, sha],
    settings,
  );
  await run("tar", ["-xf", archive, "-C", partial], settings);
  await rm(archive);
  await rename(partial, target);
  return target;
}

function hasRepository(github: Pick<LocalGitHub, "gitDirectory">, repository: string): boolean {
  try {
    return existsSync(github.gitDirectory(repository));
  } catch {
    return false;
  }
}

/** What git prints, or null when it fails: here that means that the thing asked for does not exist. */
function tryGit(args: readonly string[]): string | null {
  try {
    return execFileSync("git", args, {
      encoding: "utf8",
      env: gitEnvironment(),
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: gitDeadline,
    });
  } catch (error) {
    if (error instanceof Error && "status" in error && typeof error.status === "number") return null;
    throw new UserError("cannot run git: it must be on the PATH", { cause: error });
  }
}

function gitEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null", LC_ALL: "C" };
}
