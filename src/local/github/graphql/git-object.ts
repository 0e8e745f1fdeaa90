import { parseCommit } from "../git/objects.ts";
import type { GitObject } from "../git/reader.ts";
import { listRefs } from "../git/refs.ts";
import { nodeId, type Repository } from "../world.ts";
import { type Bounds, connection } from "./connection.ts";
import { type PullBounds, pullsOf } from "./pull-list.ts";
import type { View } from "./view.ts";

const longestText = 512_000; // bytes; GitHub cuts longer texts off

type GitNode = {
  readonly __typename: string;
  readonly id: string;
  readonly oid: string;
  readonly [field: string]: unknown;
};

/** A git object by expression (`main:path`, `<oid>`), or null. */
export async function gitObjectNode(repository: Repository, expression: string): Promise<GitNode | null> {
  const object = await repository.git.read(expression);
  return object === null ? null : shape(repository, object);
}

/** A ref and its target, or null. */
export async function refNode(view: View, repository: Repository, name: string) {
  if ((await repository.git.ref(name)) === null) return null;
  const [, prefix = "", short = ""] = /^(refs\/(?:heads|tags)\/|refs\/)(.+)$/.exec(name) ?? [];
  return {
    id: nodeId("REF", `${repository.id}:${name}`),
    name: short,
    prefix,
    target: () => gitObjectNode(repository, name),
    associatedPullRequests: (bounds: PullBounds) =>
      connection("associatedPullRequests", pullsOf(repository, { ...bounds, headRefName: short }), {
        bounds,
        shape: (one) => view.nodes.pull(one),
      }),
  };
}

/** The refs whose full names begin with `prefix`, named by what comes after it as GitHub does. */
export async function refNodes(view: View, repository: Repository, bounds: Bounds & { refPrefix: string }) {
  const listed = await listRefs(repository.git, bounds.refPrefix);
  return connection("refs", listed, {
    bounds,
    shape: async ({ name }) => {
      const node = await refNode(view, repository, name);
      return node && { ...node, name: name.slice(bounds.refPrefix.length), prefix: bounds.refPrefix };
    },
  });
}

function shape(repository: Repository, object: GitObject): GitNode {
  const base = { id: nodeId("GO", object.sha), oid: object.sha };
  if (object.type === "commit") {
    const commit = parseCommit(object);
    return {
      ...base,
      __typename: "Commit",
      message: commit.message,
      committedDate: commit.committer.date,
      tree: () => gitObjectNode(repository, commit.tree),
    };
  }
  if (object.type === "blob") {
    const binary = object.content.includes(0);
    const text = binary ? null : object.content.subarray(0, longestText).toString();
    const cut = object.content.length > longestText;
    return {
      ...base,
      __typename: "Blob",
      text,
      byteSize: object.content.length,
      isBinary: binary,
      isTruncated: cut,
    };
  }
  if (object.type === "tag") return { ...base, __typename: "Tag", name: "" };
  return { ...base, __typename: "Tree", entries: () => entries(repository, object.sha) };
}

async function entries(repository: Repository, tree: string) {
  const listed = (await repository.git.tree(tree)) ?? [];
  return listed.map(({ name, mode, sha }) => ({
    name,
    path: name,
    mode: Number.parseInt(mode, 8),
    type: mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob",
    oid: sha,
    size: async () => (mode === "160000" ? 0 : ((await repository.git.read(sha))?.content.length ?? 0)),
    object: () => gitObjectNode(repository, sha),
  }));
}
