import type { Config } from "../core/config.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { labelsInUse } from "../core/labels.ts";
import { type TaskMark, issueBody, listLabel, markIn, saidOf } from "../core/task-issue.ts";
import type { ListedTask } from "../core/task-list.ts";
import { statusOf, told } from "../edge/github.ts";
import { createLabels, missingLabels } from "../edge/labels.ts";
import { sha256 } from "../edge/stamp.ts";
import type { Target } from "./target.ts";
import type { NamedList } from "./task-file.ts";
import { print } from "./terminal.ts";

/** The issue of a task. */
export type TaskIssue = {
  readonly number: number;
  /** Its id in the REST API, which dependencies are named by. */
  readonly key: number;
  readonly body: string;
  readonly mark: TaskMark;
  /** Closed as done, as not planned (`dropped`), or open. */
  readonly closed: "done" | "dropped" | null;
};

/** The issues that were made for a list, by the ids of their tasks; of two for one task the older. Found by label and mark. */
export async function findListed({ github }: Target, list: string): Promise<Map<string, TaskIssue>> {
  const { octokit, owner, repo } = github;
  const issues = await told("reading the issues of the list", async () =>
    octokit.paginate(octokit.rest.issues.listForRepo, {
      owner,
      repo,
      state: "all",
      labels: listLabel(list),
      sort: "created",
      direction: "desc",
      per_page: 100,
    }),
  );
  return new Map(
    issues
      .toSorted((a, b) => b.number - a.number)
      .flatMap((issue) => {
        const mark = markIn(issue.body ?? "");
        return mark?.list === list && issue.pull_request === undefined
          ? [[mark.id, issueFrom(issue, mark)] as const]
          : [];
      }),
  );
}

/** Throws a UserError that names every task whose issue was made from another text than the list has now. */
export function demandSame(list: NamedList, found: ReadonlyMap<string, TaskIssue>): void {
  const changed = list.tasks.flatMap((task) => {
    const issue = found.get(task.id);
    return issue === undefined || issue.mark.digest === digestOf(task)
      ? []
      : [`#${issue.number} (${task.id})`];
  });
  if (changed.length > 0)
    throw new UserError(
      `The list "${list.name}" has changed since ${changed.join(", ")} ${changed.length === 1 ? "was" : "were"} made from it, and nothing was done. Change the issue itself and put the old text back into the list, or give the list another \`name:\` to make all of its issues anew.`,
    );
}

/**
 * Creates the issues that are missing, in order, and then the dependencies between issues that have not started. What was created stays when a request
 * fails: the same command finds it and goes on.
 */
export async function createListed(
  target: Target,
  {
    list,
    found,
    config,
    fixed,
  }: {
    list: NamedList;
    found: ReadonlyMap<string, TaskIssue>;
    config: Config;
    /** Numbers of issues that started before: their dependencies stay as they are. */
    fixed: ReadonlySet<number>;
  },
): Promise<Map<string, TaskIssue>> {
  const issues = new Map(found);
  try {
    const missing = list.tasks.filter(({ id }) => !found.has(id));
    if (missing.length > 0) await createLabels(target.github, await labelsFor(target, { list, config }));
    for (const task of missing) {
      const issue = await create(target, { list: list.name, task });
      issues.set(task.id, issue);
      print(`#${issue.number} is created: ${task.id}.`);
    }
    for (const task of list.tasks) {
      const issue = issues.get(task.id);
      if (issue === undefined || fixed.has(issue.number)) continue;
      const blockers = task.after.flatMap((id) => issues.get(id) ?? []);
      await link(target, { task, issue, blockers, fresh: !found.has(task.id) });
    }
  } catch (error) {
    const made = issues.size - found.size;
    process.stderr.write(
      `switchyard: Nothing was started. ${made === 0 ? "" : `The ${made === 1 ? "issue" : `${made} issues`} created so far will be found again: `}run the same command once more.\n`,
    );
    throw error;
  }
  return issues;
}

/** What an issue's mark says of the text that it was made from. */
function digestOf(task: ListedTask): string {
  return sha256(saidOf(task)).slice(0, 12);
}

async function labelsFor(target: Target, { list, config }: { list: NamedList; config: Config }) {
  const known = new Map(labelsInUse(config).map((label) => [label.name, label]));
  const named = [...new Set(list.tasks.flatMap(({ labels }) => labels))].map(
    (name) => known.get(name) ?? { name, description: "", color: "ededed" },
  );
  const own = { name: listLabel(list.name), description: "Tasks of one list of Switchyard", color: "c5def5" };
  return missingLabels(target.github, [own, ...named]);
}

async function create(
  target: Target,
  { list, task }: { list: string; task: ListedTask },
): Promise<TaskIssue> {
  const { octokit, owner, repo } = target.github;
  const mark = { list, id: task.id, digest: digestOf(task) };
  const body = issueBody(task, mark, []);
  const { data } = await told(`creating the issue of ${task.id}`, async () =>
    octokit.rest.issues.create({
      owner,
      repo,
      title: task.title,
      body,
      labels: [listLabel(list), ...task.labels],
    }),
  );
  return issueFrom(data, mark);
}

/** Lets an issue wait for others by GitHub's own dependencies; where the server has none, by a line of its text. */
async function link(
  target: Target,
  {
    task,
    issue,
    blockers,
    fresh,
  }: {
    task: ListedTask;
    issue: TaskIssue;
    blockers: readonly TaskIssue[];
    fresh: boolean;
  },
): Promise<void> {
  const { octokit, owner, repo } = target.github;
  const at = { owner, repo, issue_number: issue.number };
  try {
    const there =
      fresh || blockers.length === 0
        ? []
        : await octokit.paginate(octokit.rest.issues.listDependenciesBlockedBy, { ...at, per_page: 100 });
    const missing = blockers.filter(({ key }) => !there.some(({ id }) => id === key));
    for (const { key } of missing) await octokit.rest.issues.addBlockedByDependency({ ...at, issue_id: key });
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 410)
      throw new Error(`failed while letting #${issue.number} wait for others: ${messageOf(error)}`, {
        cause: error,
      });
    const body = issueBody(
      task,
      issue.mark,
      blockers.map(({ number }) => number),
    );
    if (body !== issue.body)
      await told(`writing into #${issue.number} what it waits for`, async () =>
        octokit.rest.issues.update({ ...at, body }),
      );
  }
}

function issueFrom(
  issue: {
    readonly number: number;
    readonly id: number;
    readonly body?: string | null;
    readonly state: string;
    readonly state_reason?: string | null;
  },
  mark: TaskMark,
): TaskIssue {
  return {
    number: issue.number,
    key: issue.id,
    body: issue.body ?? "",
    mark,
    closed: issue.state === "open" ? null : issue.state_reason === "not_planned" ? "dropped" : "done",
  };
}
