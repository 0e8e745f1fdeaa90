import { z } from "zod";
import { demand, hasRole, type Need } from "../access.ts";
import { closeIssue, editIssue, reopenIssue } from "../acts/issues.ts";
import { mergePull, openPull } from "../acts/pulls.ts";
import { created, ok, page } from "../answer.ts";
import { forbidden, invalid } from "../failure.ts";
import { commitsBetween, diffFiles, mergeBase } from "../git/compare.ts";
import { callerLogin, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { commitShape, fileShape } from "../shapes/commit.ts";
import { fullPullShape, isPull, type PullIssue, pullShape } from "../shapes/pull.ts";
import { pullOf } from "./find.ts";

const readPulls: Need = { permission: ["pull-requests"], level: "read", role: "read" };
const writePulls: Need = { permission: ["pull-requests"], level: "write", role: "read" };
const mergePulls: Need = { permission: ["contents"], level: "write", role: "write" };

const newPull = z.object({
  title: z.string().default(""),
  body: z.string().nullish(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean().default(false),
});
const changedPull = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  base: z.string().optional(),
});
const merge = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(["merge", "squash", "rebase"]).default("merge"),
});

/** Pull requests. */
export const pullRoutes = [
  repositoryRoute("GET /pulls", readPulls, (call) =>
    page(call, listPulls(call), (issue) => pullShape(call.world, issue)),
  ),
  repositoryRoute("POST /pulls", { ...writePulls, role: "write" }, async (call) => {
    const { title, body, head, base, draft } = readBody(call, newPull);
    const issue = await openPull(call, call.repository, { title, body: body ?? null, head, base, draft });
    return created(await fullPullShape(call.world, issue));
  }),
  repositoryRoute("GET /pulls/{pull_number}", readPulls, async (call) => {
    const issue = pullOf(call);
    return ok(await fullPullShape(call.world, issue));
  }),
  repositoryRoute("PATCH /pulls/{pull_number}", writePulls, updatePull),
  repositoryRoute("GET /pulls/{pull_number}/commits", readPulls, async (call) => {
    const { pull } = pullOf(call);
    const commits = await commitsBetween(call.repository.git, pull.baseSha, pull.headSha);
    return page(call, commits.toReversed(), (commit) => commitShape(call.world, call.repository, commit));
  }),
  repositoryRoute("GET /pulls/{pull_number}/files", readPulls, async (call) => {
    const { pull } = pullOf(call);
    const { git } = call.repository;
    const from = (await mergeBase(git, pull.baseSha, pull.headSha)) ?? pull.baseSha;
    const files = await diffFiles(git, from, pull.headSha);
    return page(call, files, (file) => fileShape(call.world, call.repository, { head: pull.headSha, file }));
  }),
  repositoryRoute("PUT /pulls/{pull_number}/merge", mergePulls, async (call) => {
    const issue = pullOf(call);
    const { sha, merge_method, commit_title, commit_message } = readBody(call, merge);
    const merged = await mergePull(call, issue, {
      method: merge_method,
      sha: sha ?? null,
      title: commit_title ?? null,
      message: commit_message ?? null,
    });
    return ok({ sha: merged, merged: true, message: "Pull Request successfully merged" });
  }),
];

function listPulls(call: RepositoryCall): PullIssue[] {
  const asked = (name: string) => call.url.searchParams.get(name);
  const state = asked("state") ?? "open";
  const head = asked("head");
  const base = asked("base");
  const found = [...call.repository.issues.values()].filter(isPull).filter(
    (issue) =>
      (state === "all" || issue.state === state) &&
      // Without an owner GitHub ignores the filter.
      (head === null || !head.includes(":") || head === `${call.repository.owner}:${issue.pull.headRef}`) &&
      (base === null || base === issue.pull.baseRef),
  );
  const key = asked("sort") === "updated" ? "updatedAt" : "createdAt";
  const ascending = found.sort((a, b) => Date.parse(a[key]) - Date.parse(b[key]) || a.number - b.number);
  const direction = asked("direction") ?? (key === "createdAt" && asked("sort") === null ? "desc" : "asc");
  return direction === "asc" ? ascending : ascending.toReversed();
}

async function updatePull(call: RepositoryCall) {
  const issue = pullOf(call);
  const wanted = readBody(call, changedPull);
  const login = callerLogin(call);
  const own = issue.author === login;
  if (call.actor.kind === "user" && !own && !hasRole(call.repository, login, "write")) throw forbidden();
  await editIssue(call, issue, { title: wanted.title, body: wanted.body });
  if (wanted.base !== undefined && wanted.base !== issue.pull.baseRef)
    await changeBase(call, issue, wanted.base);
  if (wanted.state === "closed") await closeIssue(call, issue, { reason: null });
  if (wanted.state === "open" && issue.state === "closed") {
    if (issue.pull.mergedAt !== null)
      throw invalid({ resource: "PullRequest", code: "invalid", field: "state" });
    const tip = await call.repository.git.ref(`refs/heads/${issue.pull.headRef}`);
    if (tip === null) {
      const message = `state cannot be changed. The ${issue.pull.headRef} branch has been deleted.`;
      throw invalid({ resource: "PullRequest", code: "custom", field: "state", message });
    }
    issue.pull.headSha = tip;
    await reopenIssue(call, issue);
  }
  return ok(await fullPullShape(call.world, issue));
}

async function changeBase(call: RepositoryCall, issue: PullIssue, base: string): Promise<void> {
  demand(call.actor, call.repository, { ...writePulls, role: "write" });
  const tip = await call.repository.git.ref(`refs/heads/${base}`);
  if (tip === null) throw invalid({ resource: "PullRequest", code: "invalid", field: "base" });
  issue.pull.baseRef = base;
  issue.pull.baseSha = tip;
}
