import { z } from "zod";

import type { Config } from "../core/config.ts";
import type { Issue } from "../core/world.ts";
import { stateLabels } from "../core/workpad.ts";
import type { GitHub } from "./github.ts";
import { issueFields, issuesFrom } from "./issue-node.ts";
import { labelQuery } from "./label-query.ts";

const Head = z.object({ target: z.object({ oid: z.string() }) });

/** One issue as it is now, with what publishing depends on: the head of the default branch, and who can read the repository. By one request. */
export async function readIssue(
  github: GitHub,
  { number, config }: { number: number; config: Config },
): Promise<{ issue: Issue | null; labelIds: ReadonlyMap<string, string>; head: string; isPrivate: boolean }> {
  const labels = labelQuery([...stateLabels(config, null).off, ...config.labels.trigger]);
  const answer = await github.graphql({
    doing: `reading issue #${number}`,
    document: `query issue($owner: String!, $repo: String!, $number: Int!, ${labels.declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      isPrivate defaultBranchRef { target { oid } }
      issueOrPullRequest(number: $number) { ... on Issue { ${issueFields} } }
      ${labels.fields.join("\n")}
    } }`,
    variables: {
      owner: github.owner,
      repo: github.repo,
      number,
      ...labels.variables,
    },
    schema: z.object({
      repository: z
        .object({ isPrivate: z.boolean(), defaultBranchRef: Head, issueOrPullRequest: z.unknown() })
        .catchall(z.unknown()),
    }),
  });
  const { repository } = answer;
  const [issue = null] =
    repository.issueOrPullRequest === null ? [] : issuesFrom([repository.issueOrPullRequest], config);
  return {
    issue,
    labelIds: labels.idsOf(repository),
    head: repository.defaultBranchRef.target.oid,
    isPrivate: repository.isPrivate,
  };
}
