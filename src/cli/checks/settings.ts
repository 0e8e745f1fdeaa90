import { type Finding, ok, problem, unknown, warning } from "../finding.ts";
import { credentials, permitted } from "../settings.ts";
import type { Scene } from "./scene.ts";

/** What the repository's settings let jobs do. */
export function checkActionsSettings({ rights, target }: Scene): Finding[] {
  const page = `${target.url}/settings/actions`;
  if (rights === null)
    return [
      unknown(
        "pull requests",
        "Whether Actions may open pull requests cannot be read with this token.",
        `An administrator looks here: ${page}`,
      ),
    ];
  return [
    rights.pullRequests
      ? ok("pull requests", "Actions may open pull requests.")
      : problem(
          "pull requests",
          "Actions may not open pull requests: work ends with a branch and a link.",
          `Switch on "Allow GitHub Actions to create and approve pull requests": ${page}`,
        ),
    rights.write
      ? warning(
          "default permissions",
          "Every job of this repository that names no permissions gets a token that can write.",
          `Choose "Read repository contents and packages permissions": ${page}`,
        )
      : ok("default permissions", "Jobs that name no permissions can only read."),
  ];
}

/** Which credential pays; only names are ever read. */
export function checkSecrets({ secrets, target }: Scene): Finding[] {
  const page = `${target.url}/settings/secrets/actions`;
  if (secrets === null)
    return [
      unknown("secrets", "The names of the secrets cannot be read with this token.", `Look here: ${page}`),
    ];
  const set = credentials.filter((name) => secrets.has(name));
  if (set.length === 0)
    return [
      problem(
        "secrets",
        `Neither ${credentials.join(" nor ")} is set: no task can reach the model.`,
        `Set one: ${page}, or \`gh secret set ${credentials[0]} --repo ${target.repository}\``,
      ),
    ];
  if (set.length > 1)
    return [
      warning(
        "secrets",
        `${set.join(" and ")} are both set; the subscription's token is used first.`,
        `Delete the one that is not wanted: ${page}`,
      ),
    ];
  return [ok("secrets", `${set.join("")} is set.`)];
}

/** Whether people's review stands between a pull request and the default branch. */
export async function checkBranch({ target }: Scene): Promise<Finding[]> {
  const { octokit, owner, repo } = target.github;
  const branch = target.defaultBranch;
  const found = await permitted("reading the default branch", async () =>
    octokit.rest.repos.getBranch({ owner, repo, branch }),
  );
  const rules = await permitted("reading the rules of the default branch", async () =>
    octokit.rest.repos.getBranchRules({ owner, repo, branch }),
  );
  const sets = await permitted("reading the rulesets", async () =>
    octokit.rest.repos.getRepoRulesets({ owner, repo }),
  );
  const kinds = new Set((rules?.data ?? []).map(({ type }) => type));
  const covered = found?.data.protected === true || kinds.has("pull_request");
  const findings: Finding[] = covered
    ? [
        ok(
          "branch protection",
          `${branch} is protected${kinds.size > 0 ? ` (rules: ${[...kinds].join(", ")})` : ""}.`,
        ),
      ]
    : [
        found === null
          ? unknown(
              "branch protection",
              `Whether ${branch} is protected cannot be read with this token.`,
              `Look here: ${target.url}/settings/branches`,
            )
          : warning(
              "branch protection",
              `${branch} is not protected: whoever may write can merge without a review.`,
              `Ask for a review: ${target.url}/settings/rules/new?target=branch`,
            ),
      ];
  const pushing = (sets?.data ?? []).filter((set) => set.target === "push" && set.enforcement === "active");
  const signed = kinds.has("required_signatures");
  return [
    ...findings,
    ...(pushing.length === 0
      ? []
      : [
          warning(
            "rulesets",
            `Push rulesets are active (${pushing.map(({ name }) => name).join(", ")}); they hold for refs/switchyard/* and our branches too.`,
            `Check that they let GitHub Actions through: ${target.url}/settings/rules`,
          ),
        ]),
    ...(signed
      ? [ok("rulesets", "Signed commits are required; commits that GitHub makes for us are signed.")]
      : []),
  ];
}
