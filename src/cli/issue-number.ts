import { UserError } from "../core/errors.ts";
import { parseIssueNumbers } from "../core/request.ts";
import { statusOf, told } from "../edge/github.ts";
import type { Target } from "./target.ts";

/** An issue as REST has it, as far as commands look at it. */
export type FoundIssue = {
  readonly number: number;
  readonly title: string;
  readonly open: boolean;
  readonly labels: readonly string[];
};

/** The one issue number that an argument is. Throws a UserError for anything else. */
export function issueNumber(word: string): number {
  const parsed = parseIssueNumbers(word);
  const [number] = parsed.ok ? parsed.numbers : [];
  if (!parsed.ok || number === undefined || parsed.numbers.length > 1)
    throw new UserError(`Expected the number of one issue, such as 42; got ${JSON.stringify(word)}.`);
  return number;
}

/**
 * Reads issues; throws a UserError that names every number which is not that of an issue. With `startable`, those too on which no task can start
 * now: asked before anything starts, since a run for them costs a minute and says so too late.
 */
export async function findIssues(
  { github, repository }: Target,
  { numbers, startable }: { numbers: readonly number[]; startable: boolean },
): Promise<FoundIssue[]> {
  const { octokit, owner, repo } = github;
  const found: FoundIssue[] = [];
  const problems: string[] = [];
  for (const issue_number of numbers) {
    const answer = await told(`reading issue #${issue_number}`, async () =>
      octokit.rest.issues.get({ owner, repo, issue_number }).catch((error: unknown) => {
        const status = statusOf(error);
        if (status === 404 || status === 410) return null;
        throw error;
      }),
    );
    if (answer === null) problems.push(`#${issue_number} does not exist in ${repository}.`);
    else if (answer.data.pull_request !== undefined)
      problems.push(`#${issue_number} is a pull request; a task starts from an issue.`);
    else {
      const { number, title, state, locked, labels } = answer.data;
      const names = labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
      found.push({ number, title, open: state === "open", labels: names });
      if (startable && state !== "open") problems.push(`#${number} is closed. Reopen it first.`);
      else if (startable && locked) problems.push(`#${number} is locked. Unlock it first.`);
    }
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return found;
}
