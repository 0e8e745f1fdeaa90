import { z } from "zod";
import type { Need } from "../access.ts";
import { personOf } from "../acts/pulls.ts";
import { moveRefs } from "../acts/refs.ts";
import { created, ok } from "../answer.ts";
import { Failure, notFound, unprocessable } from "../failure.ts";
import type { TreeEntry } from "../git/objects.ts";
import { param, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { gitCommitShape } from "../shapes/commit.ts";
import { now } from "../world.ts";

const readContents: Need = { permission: ["contents"], level: "read", role: "read" };
const writeContents: Need = { permission: ["contents"], level: "write", role: "write" };
const largest = 1_048_576; // bytes; GitHub leaves `content` of larger files empty

const person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const commitFields = {
  message: z.string(),
  branch: z.string().optional(),
  committer: person.optional(),
  author: person.optional(),
};
const written = z.object({ ...commitFields, content: z.string(), sha: z.string().optional() });
const removed = z.object({ ...commitFields, sha: z.string() });

type Wanted = z.infer<z.ZodObject<typeof commitFields>> & { readonly sha?: string | undefined };

/** Files and directories by path. */
export const contentRoutes = [
  repositoryRoute("GET /contents/{path}", readContents, (call) => readPath(call, param(call, "path"))),
  repositoryRoute("GET /contents", readContents, (call) => readPath(call, "")),
  repositoryRoute("PUT /contents/{path}", writeContents, async (call) => {
    const wanted = readBody(call, written);
    const blob = await call.repository.git.write("blob", Buffer.from(wanted.content, "base64"));
    const { commit, replaced } = await commitPath(call, { wanted, blob });
    const content = await readEntry(call, { at: commit.sha, path: param(call, "path") });
    const answer = { content: content && fileShape(call, content, refOf(call)), commit };
    return replaced ? ok(answer) : created(answer);
  }),
  repositoryRoute("DELETE /contents/{path}", writeContents, async (call) => {
    const { commit } = await commitPath(call, { wanted: readBody(call, removed), blob: null });
    return ok({ content: null, commit });
  }),
];

type Entry = TreeEntry & { readonly path: string; readonly content: Buffer };

async function readPath(call: RepositoryCall, path: string) {
  const ref = refOf(call);
  const { git } = call.repository;
  const commit = await git.commitAt(ref);
  if (commit === null) throw new Failure(404, `No commit found for the ref ${ref}`);
  const object = await git.read(`${commit.sha}:${path.replace(/\/$/, "")}`);
  if (object === null) throw notFound();
  if (object.type === "tree") {
    const entries = (await git.tree(object.sha)) ?? [];
    return ok(
      await Promise.all(
        entries.map(async (entry) => {
          const inner = path === "" ? entry.name : `${path.replace(/\/$/, "")}/${entry.name}`;
          const {
            content: _content,
            encoding: _encoding,
            ...listed
          } = fileShape(call, { ...entry, path: inner, content: await contentOf(call, entry) }, ref);
          return listed;
        }),
      ),
    );
  }
  if (/\braw\b/.test(call.accept)) return { status: 200, bytes: object.content };
  const entry = await readEntry(call, { at: commit.sha, path });
  if (entry === null) throw notFound();
  return ok(fileShape(call, entry, ref));
}

async function readEntry(
  call: RepositoryCall,
  { at, path }: { at: string; path: string },
): Promise<Entry | null> {
  const { git } = call.repository;
  const slash = path.lastIndexOf("/");
  const folder = await git.read(`${at}:${path.slice(0, Math.max(0, slash))}`);
  const entries = folder?.type === "tree" ? ((await git.tree(folder.sha)) ?? []) : [];
  const entry = entries.find(({ name }) => name === path.slice(slash + 1));
  return entry === undefined ? null : { ...entry, path, content: await contentOf(call, entry) };
}

async function contentOf(call: RepositoryCall, entry: TreeEntry): Promise<Buffer> {
  if (entry.mode === "040000" || entry.mode === "160000") return Buffer.alloc(0);
  return (await call.repository.git.read(entry.sha))?.content ?? Buffer.alloc(0);
}

async function commitPath(call: RepositoryCall, { wanted, blob }: { wanted: Wanted; blob: string | null }) {
  const { repository } = call;
  const { git } = repository;
  const path = param(call, "path");
  const branch = wanted.branch ?? repository.defaultBranch;
  const parent = await git.commitAt(`refs/heads/${branch}`);
  if (parent === null) throw new Failure(404, `Branch ${branch} not found`);
  const before = await git.read(`${parent.sha}:${path}`);
  demandExpected({ before: before?.sha ?? null, path, sha: wanted.sha ?? null, removes: blob === null });
  const tree = await git.writeTree(parent.tree, [{ path, mode: "100644", sha: blob }]);
  const date = now();
  const acting = personOf(call, date);
  const author =
    wanted.author === undefined ? undefined : { ...wanted.author, date: wanted.author.date ?? date };
  const committer =
    wanted.committer === undefined ? undefined : { ...wanted.committer, date: wanted.committer.date ?? date };
  const sha = await git.writeCommit({
    tree,
    parents: [parent.sha],
    author: author ?? committer ?? acting,
    committer: committer ?? author ?? acting,
    message: wanted.message,
  });
  const outcome = await moveRefs(call, repository, [
    { name: `refs/heads/${branch}`, from: parent.sha, to: sha },
  ]);
  if (outcome !== "done")
    throw new Failure(
      409,
      `is at ${(await git.ref(`refs/heads/${branch}`)) ?? "nothing"} but expected ${parent.sha}`,
    );
  const commit = await git.commit(sha);
  if (commit === null) throw new Error(`git does not know the commit ${sha} that was just written`);
  return { commit: gitCommitShape(call.world, repository, commit), replaced: before !== null };
}

function demandExpected(state: {
  before: string | null;
  path: string;
  sha: string | null;
  removes: boolean;
}): void {
  const { before, path, sha, removes } = state;
  if (before === null && removes) throw notFound();
  if (before === sha) return;
  if (sha === null) throw unprocessable(`Invalid request.\n\n"sha" wasn't supplied.`);
  throw new Failure(409, `${path} does not match ${sha}`);
}

function refOf(call: RepositoryCall): string {
  return call.url.searchParams.get("ref") ?? call.repository.defaultBranch;
}

function fileShape({ world, repository }: RepositoryCall, entry: Entry, ref: string) {
  const types: Record<string, string> = { "040000": "dir", "120000": "symlink", "160000": "submodule" };
  const type = types[entry.mode] ?? "file";
  const escaped = entry.path.split("/").map(encodeURIComponent).join("/");
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  const html = `${world.serverUrl}/${repository.fullName}`;
  const url = `${api}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const gitUrl = `${api}/git/${type === "dir" ? "trees" : "blobs"}/${entry.sha}`;
  const htmlUrl = `${html}/${type === "dir" ? "tree" : "blob"}/${ref}/${escaped}`;
  const whole = entry.content.length <= largest;
  return {
    name: entry.path.slice(entry.path.lastIndexOf("/") + 1),
    path: entry.path,
    sha: entry.sha,
    size: entry.content.length,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: type === "dir" ? null : `${html}/raw/${ref}/${escaped}`,
    type,
    content: whole ? entry.content.toString("base64").replaceAll(/(.{60})/g, "$1\n") : "",
    encoding: whole ? "base64" : "none",
    ...(type === "symlink" ? { target: entry.content.toString() } : {}),
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}
