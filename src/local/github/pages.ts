import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { notFound } from "./failure.ts";
import type { Answer } from "./router.ts";
import { type Issue, type Repository, repositoryOf, type World } from "./world.ts";

export type Download = { readonly file: string; readonly type: string };

/** GitHub's answer for logs and archives: a redirect to an address that works without token. */
export function offer(world: World, download: Download): Answer {
  const key = randomUUID();
  world.downloads.set(key, download);
  return { status: 302, headers: { location: `${world.apiUrl}/_downloads/${key}` } };
}

/** The bytes behind such an address, or null for other paths. */
export async function answerDownload(world: World, path: string): Promise<Answer | null> {
  const [, key = ""] = /^\/_downloads\/([\w-]+)$/.exec(path) ?? [];
  const download = world.downloads.get(key);
  if (download === undefined) return null;
  const bytes = await readFile(download.file).catch(() => null);
  if (bytes === null) throw notFound();
  return { status: 200, headers: { "content-type": download.type }, bytes };
}

/** What a person reads at the addresses that the API calls `html_url`: plain text for curl. Null for other paths. */
export function answerPage(world: World, path: string): Answer | null {
  const [, name = "", kind = "", number = ""] =
    /^\/([\w.-]+\/[\w.-]+)\/(issues|pull|actions\/runs)\/(\d+)\/?$/.exec(path) ?? [];
  const repository = repositoryOf(world, name);
  if (repository === undefined) return null;
  const text =
    kind === "actions/runs"
      ? runText(world, repository, Number(number))
      : issueText(repository, Number(number));
  return text === null ? null : { status: 200, bytes: `${text}\n` };
}

function issueText(repository: Repository, number: number): string | null {
  const issue = repository.issues.get(number);
  if (issue === undefined) return null;
  const parts = [
    `${issue.title} #${issue.number}`,
    facts(issue).join("\n"),
    issue.body ?? "(no description)",
    ...issue.comments.map(({ author, createdAt, body }) => `--- ${author}, ${createdAt}\n\n${body}`),
  ];
  return parts.join("\n\n");
}

function facts({ pull, state, author, labels, assignees }: Issue): string[] {
  const kind = pull === null ? "Issue" : pull.draft ? "Draft pull request" : "Pull request";
  const branches =
    pull === null ? [] : [`Branches: ${pull.headRef} into ${pull.baseRef}, head ${pull.headSha}`];
  return [
    `${kind}, ${pull?.mergedAt ? "merged" : state}, opened by ${author}`,
    ...branches,
    ...(labels.length === 0 ? [] : [`Labels: ${labels.map(({ name }) => name).join(", ")}`]),
    ...(assignees.length === 0 ? [] : [`Assigned: ${assignees.join(", ")}`]),
  ];
}

function runText(world: World, repository: Repository, id: number): string | null {
  const run = world.actions.runs.get(id);
  if (run === undefined || run.repository !== repository.fullName) return null;
  const jobs = run.jobs.flatMap((job) => [
    `${job.conclusion ?? job.status}  ${job.name}`,
    ...job.steps.map((step) => `    ${step.conclusion ?? step.status}  ${step.name}`),
  ]);
  const head = [run.title, `${run.name}, ${run.event} by ${run.actor}, attempt ${run.attempt}`];
  return [...head, `${run.conclusion ?? run.status}, ${run.headBranch} at ${run.headSha}`, "", ...jobs].join(
    "\n",
  );
}
