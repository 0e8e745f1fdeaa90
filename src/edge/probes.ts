import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { messageOf } from "../core/errors.ts";
import { type UsedLabel, labelsInUse } from "../core/labels.ts";
import type { Config } from "../core/config.ts";
import { type Finding, finding } from "../core/rehearsal.ts";
import { type Remote, gitIn } from "./git.ts";
import { type GitHub, statusOf, told } from "./github.ts";
import { createLabels, missingLabels } from "./labels.ts";
import { commitMessages } from "./record-objects.ts";
import { pushRefs } from "./record-push.ts";
import { identity, nonce } from "./stamp.ts";

/** Where records lie, by what the token may do there: a ref comes and goes. */
export async function probeRefs({
  github,
  remote,
  temp,
}: {
  github: GitHub;
  remote: Remote;
  temp: string;
}): Promise<Finding> {
  const directory = await mkdtemp(join(temp, "probe-"));
  try {
    const local = gitIn(directory);
    await local(["init", "--quiet", "--bare", "."]);
    const tree = (await local(["hash-object", "-t", "tree", "-w", "--stdin"], { input: "" })).trim();
    const [commit = ""] = await commitMessages(directory, [
      { tree, parent: null, who: identity, at: github.now(), message: "probe: may this job write refs?\n" },
    ]);
    const ref = `refs/switchyard/probe-${nonce()}`;
    await pushRefs({ directory, remote, updates: [{ ref, old: null, next: commit }] });
    await pushRefs({ directory, remote, updates: [{ ref, old: commit, next: null }] });
    return finding("contents", "ok", "A ref under refs/switchyard/ was created and deleted.");
  } catch (error) {
    return finding("contents", "missing", messageOf(error));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Creates the labels in use that are missing. Where none is, a refusal tells whether one could be: GitHub looks at the right before the name. */
export async function probeLabels(github: GitHub, config: Config): Promise<Finding[]> {
  try {
    const used = labelsInUse(config);
    const missing = await missingLabels(github, used);
    await createLabels(github, missing.length === 0 ? used.slice(0, 1) : missing);
    return [
      finding("issues", "ok", "Labels can be created."),
      finding(
        "labels",
        "ok",
        missing.length === 0 ? `All ${used.length} are there.` : `Created: ${namesOf(missing)}.`,
      ),
    ];
  } catch (error) {
    return [
      finding("issues", "missing", messageOf(error)),
      finding("labels", "missing", await labelsText(github, config)),
    ];
  }
}

async function labelsText(github: GitHub, config: Config): Promise<string> {
  const missing = await missingLabels(github, labelsInUse(config)).catch(() => null);
  return missing === null
    ? "Which labels there are could not be read."
    : `Not there, and could not be created: ${namesOf(missing)}.`;
}

function namesOf(labels: readonly UsedLabel[]): string {
  return labels.map(({ name }) => `"${name}"`).join(", ");
}

/** Whether pull requests and runs can be read: one request each. */
export async function probeReading(github: GitHub, run: number): Promise<Finding[]> {
  const { octokit, owner, repo } = github;
  const requests = [
    {
      code: "pull-requests",
      ok: "Pull requests can be read.",
      ask: async () => octokit.rest.pulls.list({ owner, repo, per_page: 1 }),
    },
    {
      code: "actions",
      ok: "Runs can be read.",
      ask: async () => octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: run }),
    },
  ] as const;
  return Promise.all(
    requests.map(async ({ code, ok, ask }) => {
      try {
        await told<unknown>(`looking whether the job has its permission for ${code}`, ask);
        return finding(code, "ok", ok);
      } catch (error) {
        return finding(code, "missing", messageOf(error));
      }
    }),
  );
}

/**
 * May Actions open pull requests here? Asked with a head that is its own base, so that none can come of it. That GitHub looks at the right first is
 * not documented: see docs/live-checks.md.
 */
export async function probeOpening(github: GitHub, branch: string): Promise<Finding> {
  const { octokit, owner, repo } = github;
  try {
    await octokit.rest.pulls.create({ owner, repo, head: branch, base: branch, title: "probe" });
    return finding("opening", "doubtful", "GitHub opened a pull request of a branch into itself.");
  } catch (error) {
    if (/permitted to create or approve pull requests/i.test(messageOf(error)))
      return finding("opening", "missing", "This repository does not let Actions open pull requests.");
    return statusOf(error) === 422
      ? finding("opening", "ok", "GitHub would open one.")
      : finding("pull-requests", "missing", messageOf(error));
  }
}
