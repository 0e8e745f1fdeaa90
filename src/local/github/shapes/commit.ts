import type { FileDiff } from "../git/compare.ts";
import type { CommitObject, Person } from "../git/objects.ts";
import { type Account, nodeId, type Repository, type World } from "../world.ts";
import { noreplyAddress, userShape } from "./user.ts";

// Nothing is signed here; GitHub signs what is made through its API without an author.
const unsigned = {
  verified: false,
  reason: "unsigned",
  signature: null,
  payload: null,
  verified_at: null,
} as const;

/** A commit as the git data API shows it. */
export function gitCommitShape(world: World, repository: Repository, commit: CommitObject) {
  const api = `${world.apiUrl}/repos/${repository.fullName}/git`;
  const html = `${world.serverUrl}/${repository.fullName}/commit`;
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/${sha}` })),
    verification: unsigned,
  };
}

/** A commit as the repository API shows it. */
export function commitShape(world: World, repository: Repository, commit: CommitObject) {
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  const html = `${world.serverUrl}/${repository.fullName}/commit`;
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: accountShape(world, commit.author),
    committer: accountShape(world, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/${sha}` })),
  };
}

/** A changed file. `head` is the commit whose version the links show. */
export function fileShape(
  world: World,
  repository: Repository,
  { head, file }: { head: string; file: FileDiff },
) {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const html = `${world.serverUrl}/${repository.fullName}`;
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${world.apiUrl}/repos/${repository.fullName}/contents/${path}?ref=${head}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

/** A ref and what it points to. */
export function refShape(
  world: World,
  repository: Repository,
  ref: { readonly name: string; readonly sha: string; readonly type: string },
) {
  const api = `${world.apiUrl}/repos/${repository.fullName}/git`;
  return {
    ref: ref.name,
    node_id: nodeId("REF", `${repository.id}:${ref.name}`),
    url: `${api}/${ref.name.split("/").map(encodeURIComponent).join("/")}`,
    object: { sha: ref.sha, type: ref.type, url: `${api}/${ref.type}s/${ref.sha}` },
  };
}

/** The account whose noreply address a commit names, as GitHub links authors. */
function accountShape(world: World, person: Person) {
  const account: Account | undefined = [...world.accounts.values()].find(
    (one) => noreplyAddress(one).toLowerCase() === person.email.toLowerCase(),
  );
  return account === undefined ? null : userShape(world, account.login);
}
