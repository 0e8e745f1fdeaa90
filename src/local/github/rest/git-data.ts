import { z } from "zod";
import type { Need } from "../access.ts";
import { personOf } from "../acts/pulls.ts";
import { created, ok } from "../answer.ts";
import { invalid, notFound, unprocessable } from "../failure.ts";
import type { TreeEntry } from "../git/objects.ts";
import { isSha, type TreeChange } from "../git/store.ts";
import { param, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { gitCommitShape } from "../shapes/commit.ts";
import { nodeId, now } from "../world.ts";

const readContents: Need = { permission: ["contents"], level: "read", role: "read" };
const writeContents: Need = { permission: ["contents"], level: "write", role: "write" };

const newBlob = z.object({ content: z.string(), encoding: z.enum(["utf-8", "base64"]).default("utf-8") });
const newTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.enum(["100644", "100755", "040000", "160000", "120000"]),
      type: z.enum(["blob", "tree", "commit"]).optional(),
      sha: z.string().nullish(),
      content: z.string().optional(),
    }),
  ),
});
const person = z.object({
  name: z.string(),
  email: z.string(),
  date: z.iso.datetime({ offset: true }).optional(),
});
const newCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: person.optional(),
  committer: person.optional(),
});

/** The git database: blobs, trees and commits. */
export const gitDataRoutes = [
  repositoryRoute("POST /git/blobs", writeContents, async (call) => {
    const { content, encoding } = readBody(call, newBlob);
    const bytes = Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
    const sha = await call.repository.git.write("blob", bytes);
    return created({ sha, url: objectUrl(call, "blobs", sha) });
  }),
  repositoryRoute("GET /git/blobs/{file_sha}", readContents, async (call) => {
    const sha = demandSha(param(call, "file_sha"));
    const object = await call.repository.git.read(sha);
    if (object?.type !== "blob") throw notFound();
    if (/\braw\b/.test(call.accept)) return { status: 200, bytes: object.content };
    return ok({
      sha,
      node_id: nodeId("B", sha),
      size: object.content.length,
      url: objectUrl(call, "blobs", sha),
      content: object.content.toString("base64").replaceAll(/(.{60})/g, "$1\n"),
      encoding: "base64",
    });
  }),
  repositoryRoute("POST /git/trees", writeContents, createTree),
  repositoryRoute("GET /git/trees/{tree_sha}", readContents, async (call) => {
    const name = param(call, "tree_sha");
    const { git } = call.repository;
    const found = await git.read(`${name}^{tree}`);
    if (found?.type !== "tree") throw notFound();
    const recursive = call.url.searchParams.has("recursive");
    return ok(await treeShape(call, found.sha, recursive));
  }),
  repositoryRoute("POST /git/commits", writeContents, createCommit),
  repositoryRoute("GET /git/commits/{commit_sha}", readContents, async (call) => {
    const commit = await call.repository.git.commit(param(call, "commit_sha"));
    if (commit === null) throw notFound();
    return ok(gitCommitShape(call.world, call.repository, commit));
  }),
];

async function createTree(call: RepositoryCall) {
  const { git } = call.repository;
  const wanted = readBody(call, newTree);
  const base = wanted.base_tree === undefined ? null : await git.read(`${wanted.base_tree}^{tree}`);
  if (wanted.base_tree !== undefined && base?.type !== "tree")
    throw unprocessable("base_tree is not a valid tree oid");
  if (wanted.tree.length === 0) throw unprocessable("Invalid tree info");
  const changes: TreeChange[] = [];
  for (const { path, mode, sha, content } of wanted.tree) {
    if (!isTreePath(path)) throw unprocessable("tree.path contains a malformed path component");
    if (content !== undefined)
      changes.push({ path, mode, sha: await git.write("blob", Buffer.from(content)) });
    else if (sha === undefined) throw unprocessable("Must supply either tree.sha or tree.content");
    else changes.push({ path, mode, sha: await existing(call, { sha, mode }) });
  }
  const sha = await git.writeTree(base?.sha ?? null, changes);
  return created(await treeShape(call, sha, false));
}

/** The id of a tree entry's object, which must be there and be what the mode says; null removes the entry. */
async function existing(
  call: RepositoryCall,
  { sha, mode }: { sha: string | null; mode: string },
): Promise<string | null> {
  if (sha === null || mode === "160000") return sha;
  const object = isSha(sha) ? await call.repository.git.read(sha) : null;
  if (object?.type !== (mode === "040000" ? "tree" : "blob"))
    throw unprocessable(`tree.sha ${sha} is not a valid ${mode === "040000" ? "tree" : "blob"}`);
  return sha;
}

function isTreePath(path: string): boolean {
  const parts = path.split("/");
  return (
    !path.includes("\0") &&
    parts.every((part) => !["", ".", ".."].includes(part) && part.toLowerCase() !== ".git")
  );
}

async function createCommit(call: RepositoryCall) {
  const { git } = call.repository;
  const wanted = readBody(call, newCommit);
  if ((await git.read(demandSha(wanted.tree)))?.type !== "tree")
    throw unprocessable("Tree SHA does not exist");
  for (const parent of wanted.parents) {
    if ((await git.commit(demandSha(parent))) === null) {
      throw unprocessable("Parent SHA does not exist or is not a commit object");
    }
  }
  const date = now();
  const author = wanted.author ?? wanted.committer;
  const written = author === undefined ? personOf(call, date) : { ...author, date: author.date ?? date };
  const committer =
    wanted.committer === undefined ? written : { ...wanted.committer, date: wanted.committer.date ?? date };
  if (written.name === "") throw invalid({ resource: "Commit", code: "missing_field", field: "author.name" });
  const { tree, parents, message } = wanted;
  const sha = await git.writeCommit({ tree, parents, author: written, committer, message });
  const commit = await git.commit(sha);
  if (commit === null) throw new Error(`git does not know the commit ${sha} that was just written`);
  return created(gitCommitShape(call.world, call.repository, commit));
}

async function treeShape(call: RepositoryCall, sha: string, recursive: boolean) {
  const entries = await listTree(call, { sha, prefix: "", recursive });
  return { sha, url: objectUrl(call, "trees", sha), tree: entries, truncated: false };
}

async function listTree(
  call: RepositoryCall,
  { sha, prefix, recursive }: { sha: string; prefix: string; recursive: boolean },
): Promise<unknown[]> {
  const { git } = call.repository;
  const listed: unknown[] = [];
  for (const entry of (await git.tree(sha)) ?? []) {
    const path = `${prefix}${entry.name}`;
    const type = entryType(entry);
    const size = type === "blob" ? { size: (await git.read(entry.sha))?.content.length ?? 0 } : {};
    const url = type === "commit" ? {} : { url: objectUrl(call, `${type}s`, entry.sha) };
    listed.push({ path, mode: entry.mode, type, sha: entry.sha, ...size, ...url });
    if (type === "tree" && recursive)
      listed.push(...(await listTree(call, { sha: entry.sha, prefix: `${path}/`, recursive })));
  }
  return listed;
}

function entryType({ mode }: TreeEntry): "tree" | "commit" | "blob" {
  if (mode === "040000") return "tree";
  return mode === "160000" ? "commit" : "blob";
}

function demandSha(sha: string): string {
  if (isSha(sha)) return sha;
  throw unprocessable("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
}

function objectUrl({ world, repository }: RepositoryCall, kind: string, sha: string): string {
  return `${world.apiUrl}/repos/${repository.fullName}/git/${kind}/${sha}`;
}
