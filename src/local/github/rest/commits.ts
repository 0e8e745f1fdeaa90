import type { Need } from "../access.ts";
import { ok, page } from "../answer.ts";
import { Failure, notFound } from "../failure.ts";
import { commitsBetween, countBetween, diffFiles, mergeBase } from "../git/compare.ts";
import type { CommitObject } from "../git/objects.ts";
import { emptyTree, isSha } from "../git/store.ts";
import { param, type RepositoryCall, repositoryRoute } from "../router.ts";
import { commitShape, fileShape } from "../shapes/commit.ts";

const readContents: Need = { permission: ["contents"], level: "read", role: "read" };
const mostListed = 10_000; // commits; beyond that a local repository is not worth paging

/** Commits and comparisons of commits. */
export const commitRoutes = [
  repositoryRoute("GET /commits", readContents, async (call) => {
    const start = await resolve(call, call.url.searchParams.get("sha") ?? call.repository.defaultBranch);
    const commits = await commitsBetween(call.repository.git, null, start.sha, mostListed);
    return page(call, commits, (commit) => commitShape(call.world, call.repository, commit));
  }),
  repositoryRoute("GET /commits/{ref}", readContents, async (call) => {
    const commit = await resolve(call, param(call, "ref"));
    const from = commit.parents[0] ?? emptyTree;
    if (from === emptyTree) await call.repository.git.write("tree", Buffer.alloc(0));
    const files = await diffFiles(call.repository.git, from, commit.sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return ok({
      ...commitShape(call.world, call.repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => fileShape(call.world, call.repository, { head: commit.sha, file })),
    });
  }),
  repositoryRoute("GET /compare/{basehead}", readContents, compare),
];

async function compare(call: RepositoryCall) {
  const { world, repository } = call;
  const [baseName = "", headName = ""] = param(call, "basehead").split("...");
  const base = await resolve(call, withoutOwner(baseName));
  const head = await resolve(call, withoutOwner(headName));
  const common = await mergeBase(repository.git, base.sha, head.sha);
  if (common === null) throw new Failure(404, `No common ancestor between ${baseName} and ${headName}.`);
  const { ahead, behind } = await countBetween(repository.git, base.sha, head.sha);
  const commits = (await commitsBetween(repository.git, base.sha, head.sha)).toReversed();
  const files = await diffFiles(repository.git, common, head.sha);
  const url = `${world.apiUrl}/repos/${repository.fullName}/compare/${baseName}...${headName}`;
  const html = `${world.serverUrl}/${repository.fullName}/compare/${baseName}...${headName}`;
  const shape = (commit: CommitObject) => commitShape(world, repository, commit);
  return ok({
    url,
    html_url: html,
    permalink_url: `${world.serverUrl}/${repository.fullName}/compare/${base.sha}...${head.sha}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: shape(base),
    merge_base_commit: shape(await resolve(call, common)),
    status: comparison(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.map(shape),
    files: files.map((file) => fileShape(world, repository, { head: head.sha, file })),
  });
}

function comparison(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return "diverged";
  if (ahead > 0) return "ahead";
  return behind > 0 ? "behind" : "identical";
}

async function resolve(call: RepositoryCall, name: string): Promise<CommitObject> {
  const { git } = call.repository;
  const candidates = isSha(name) ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, name];
  for (const candidate of candidates) {
    const commit = await git.commitAt(candidate);
    if (commit !== null) return commit;
  }
  if (isSha(name)) throw new Failure(422, `No commit found for SHA: ${name}`);
  throw notFound();
}

function withoutOwner(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
