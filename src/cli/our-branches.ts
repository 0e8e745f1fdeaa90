import { tmpdir } from "node:os";

import { told } from "../edge/github.ts";
import { remoteRefs } from "../edge/record-push.ts";
import type { Branch } from "../core/world.ts";
import type { Target } from "./target.ts";

/** All branches in these folders (`switchyard/`), with the open pull request of each. */
export async function branchesIn(target: Target, folders: readonly string[]): Promise<Branch[]> {
  const { octokit, owner, repo } = target.github;
  const refs = await remoteRefs(
    tmpdir(),
    target.remote,
    [...new Set(folders)].map((folder) => `refs/heads/${folder}*`),
  );
  const open = await told("reading the open pull requests", async () =>
    octokit.paginate(octokit.rest.pulls.list, { owner, repo, state: "open", per_page: 100 }),
  );
  const pulls = new Map(
    open
      .filter(({ head }) => head.repo?.full_name === target.repository)
      .map(({ head, number }) => [head.ref, number]),
  );
  return [...refs].map(([ref, commit]) => {
    const name = ref.replace("refs/heads/", "");
    return { name, commit, pull: pulls.get(name) ?? null };
  });
}
