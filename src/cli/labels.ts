import type { Config } from "../core/config.ts";
import { stateLabels } from "../core/workpad.ts";
import { statusOf, told } from "../edge/github.ts";
import type { Target } from "./target.ts";

/** A label that Switchyard uses. */
export type UsedLabel = { readonly name: string; readonly description: string; readonly color: string };

/** The labels in use: those that ask for work, and the state labels that are on. */
export function labelsInUse(config: Config): UsedLabel[] {
  const all = [
    ...config.labels.trigger.map((name) => ({
      name,
      description: "Asks Switchyard to work on this issue",
      color: "0e8a16",
    })),
    ...[...stateLabels(config, null).off, config.labels.sensitive].flatMap((name) =>
      name === false ? [] : [{ name, description: "Set by Switchyard", color: "5319e7" }],
    ),
  ];
  return [...new Map(all.map((label) => [label.name.toLowerCase(), label])).values()];
}

/** Those of some labels that the repository does not have. Label names are the same in any case. */
export async function missingLabels({ github }: Target, labels: readonly UsedLabel[]): Promise<UsedLabel[]> {
  const { octokit, owner, repo } = github;
  const there = await told("reading the labels", async () =>
    octokit.paginate(octokit.rest.issues.listLabelsForRepo, { owner, repo, per_page: 100 }),
  );
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  return labels.filter(({ name }) => !names.has(name.toLowerCase()));
}

/** Creates labels; one that exists meanwhile is left as it is. */
export async function createLabels({ github }: Target, labels: readonly UsedLabel[]): Promise<void> {
  const { octokit, owner, repo } = github;
  for (const label of labels)
    await told(`creating the label "${label.name}"`, async () =>
      octokit.rest.issues.createLabel({ owner, repo, ...label }).catch((error: unknown) => {
        if (statusOf(error) !== 422) throw error;
      }),
    );
}
