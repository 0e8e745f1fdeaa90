import { type Finding, ok, problem, unknown, warning } from "../finding.ts";
import { credentials, permitted } from "../settings.ts";
import type { Scene } from "./scene.ts";

/** Whether pull requests come from a GitHub App, whose pushes start workflows where those of a job's token do not. */
export function checkApp({ secrets, variables, target }: Scene): Finding[] {
  const key = secrets?.has(appKey) ?? false;
  const client = variables?.has(appClient) ?? false;
  if (key && !client && variables !== null)
    return [
      problem(
        "app",
        `The secret ${appKey} is set, the variable ${appClient} is not: nothing can be published.`,
        `Set the variable, or delete the secret: ${target.url}/settings/variables/actions`,
      ),
    ];
  if (client && !key && secrets !== null)
    return [
      warning(
        "app",
        `The variable ${appClient} is set, the secret ${appKey} is not: pull requests come from the job's token.`,
        `Set the secret, or delete the variable: ${target.url}/settings/secrets/actions`,
      ),
    ];
  if (!key) return [];
  return [
    warning(
      "app",
      "Pull requests come from a GitHub App: workflows run on an agent's branch by themselves, with the repository's secrets where they ask for them.",
      "See that no workflow gives secrets to branches that nobody has reviewed: docs/security.md.",
    ),
  ];
}

/** What the repository's settings let jobs do. */
export function checkActionsSettings(scene: Scene): Finding[] {
  const { rights, target } = scene;
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
      : (appPublishes(scene) ? warning : problem)(
          "pull requests",
          "Actions may not open pull requests: work ends with a branch and a link, unless an App publishes.",
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
        `None of ${credentials.join(", ")} is set: no task can reach the model.`,
        `Set one: ${page}, or \`gh secret set ${credentials[0]} --repo ${target.repository}\``,
      ),
    ];
  if (set.length > 1)
    return [
      warning(
        "secrets",
        `${set.join(" and ")} are set. The pool's entries are used first, then the subscription's token, and the key only if credentials.spill lets it follow a subscription.`,
        `Delete what is not wanted: ${page}`,
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

const appKey = "SWITCHYARD_APP_PRIVATE_KEY";
const appClient = "SWITCHYARD_APP_CLIENT_ID";

function appPublishes({ secrets, variables }: Scene): boolean {
  return (secrets?.has(appKey) ?? false) && (variables?.has(appClient) ?? false);
}
