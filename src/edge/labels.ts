import type { UsedLabel } from "../core/labels.ts";
import type { GitHub } from "./github.ts";
import { statusOf, told } from "./github.ts";

/** Those of some labels that the repository does not have. Label names are the same in any case. */
export async function missingLabels(github: GitHub, labels: readonly UsedLabel[]): Promise<UsedLabel[]> {
  const { octokit, owner, repo } = github;
  const there = await told("reading the labels", async () =>
    octokit.paginate(octokit.rest.issues.listLabelsForRepo, { owner, repo, per_page: 100 }),
  );
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  return labels.filter(({ name }) => !names.has(name.toLowerCase()));
}

/** Creates labels; one that exists meanwhile is left as it is. */
export async function createLabels(github: GitHub, labels: readonly UsedLabel[]): Promise<void> {
  const { octokit, owner, repo } = github;
  for (const label of labels)
    await told(`creating the label "${label.name}"`, async () =>
      octokit.rest.issues.createLabel({ owner, repo, ...label }).catch((error: unknown) => {
        if (statusOf(error) !== 422) throw error;
      }),
    );
}
