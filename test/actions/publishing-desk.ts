import { tmpdir } from "node:os";

import type { CollectInputs, Facts, Scene } from "../../src/actions/collect-scene.ts";
import { Config } from "../../src/core/config.ts";
import { emptyState } from "../../src/core/record.ts";
import type { GitHub } from "../../src/edge/github.ts";
import { readIssue } from "../../src/edge/issue.ts";
import { openRecordStore } from "../../src/edge/record-store.ts";
import { entryOf, identity } from "../../src/edge/stamp.ts";
import { claimOf, planTask } from "../core/world.ts";

/** An issue that run 1 has claimed, as collect finds it when work is over. */
export type PublishingDesk = AsyncDisposable & {
  readonly scene: Scene;
  /** The issue as it is now. */
  facts(): Promise<Omit<Facts, "result">>;
};

/** Opens an issue in the repository of `github`, and claims it. Who has the token may write there. */
export async function openPublishingDesk({
  github,
  token,
  serverUrl,
  config = Config.parse({}),
}: {
  github: GitHub;
  token: string;
  serverUrl: string;
  config?: Config;
}): Promise<PublishingDesk> {
  const repository = `${github.owner}/${github.repo}`;
  const at = { owner: github.owner, repo: github.repo };
  const opened = await github.octokit.rest.issues.create({
    ...at,
    title: "Greet everybody",
    body: "Please.",
  });
  const issue = opened.data.number;
  await github.octokit.rest.issues.addLabels({ ...at, issue_number: issue, labels: ["claude-ready"] });
  const head = await github.octokit.rest.git.getRef({ ...at, ref: "heads/main" });
  const base = head.data.object.sha;
  const commit = await github.octokit.rest.git.getCommit({ ...at, commit_sha: base });
  const store = await openRecordStore({
    remote: { url: `${serverUrl}/${repository}`, token },
    temp: tmpdir(),
    identity,
  });
  const plain = planTask();
  const task = {
    ...plain,
    issue,
    "issue-id": opened.data.node_id,
    base,
    "base-tree": commit.data.tree.sha,
    request: { id: "LE_1", kind: "label", by: "maria", at: github.now() },
    snapshot: { ...plain.snapshot, issue, title: "Greet everybody" },
  } as const;
  const claim = claimOf({ base, at: github.now() });
  const claimed = entryOf(emptyState, { type: "claimed", request: task.request, claim }, github.now());
  await store.write(await store.read(), new Map([[issue, claimed]]), { world: null });
  const inputs: CollectInputs = {
    issue,
    attempt: 1,
    claim: claim.nonce,
    "plan-id": 1,
    "plan-digest": "0".repeat(64),
    token,
    "app-client-id": "",
    "app-private-key": "",
    "result-id": "1",
    "result-digest": "0".repeat(64),
    "work-outcome": "delivered",
    "work-spent": "",
  };
  const job: Scene["job"] = {
    repository,
    serverUrl,
    run: { id: 1, attempt: 1 },
    runUrl: `${serverUrl}/${repository}/actions/runs/1`,
    workspace: tmpdir(),
    temp: tmpdir(),
    toolCache: tmpdir(),
    event: { name: "issues", path: "" },
    actor: "maria",
    workflow: { file: "switchyard.yml", ref: "refs/heads/main" },
  };
  const plan: Scene["plan"] = {
    version: 1,
    repository,
    "default-branch": "main",
    base,
    "base-tree": commit.data.tree.sha,
    config,
    "prompt-template": null,
    "pull-request-template": null,
    rehearsal: null,
    tasks: [task],
  };
  return {
    scene: { github, store, job, inputs, plan, task },
    facts: async () => {
      const entry = (await store.read()).entries.get(issue);
      if (entry?.ok !== true) throw new Error(`#${issue} has no record that can be read`);
      const read = await readIssue(github, { number: issue, config });
      return { state: entry.entry.state, issue: read.issue, head: read.head, isPrivate: read.isPrivate };
    },
    [Symbol.asyncDispose]: async () => store[Symbol.asyncDispose](),
  };
}
