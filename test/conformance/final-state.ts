import { execFileSync } from "node:child_process";

import { z } from "zod";

import { type Stage, ask } from "./stage.ts";

const Label = z.object({ name: z.string() });
const Person = z.object({ login: z.string() });
const Issue = z.object({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  labels: z.array(Label),
  assignees: z.array(Person),
  pull_request: z.unknown().optional(),
});
const Pull = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string(),
  draft: z.boolean(),
  state: z.string(),
  labels: z.array(Label),
  assignees: z.array(Person),
  user: Person,
  base: z.object({ ref: z.string() }),
  head: z.object({ ref: z.string(), sha: z.string() }),
});
const Comments = z.array(z.object({ body: z.string(), user: Person }));

/** What people and later runs can see of a repository, without what differs from one run of the same engine to the next. */
export async function readFinalState(stage: Stage): Promise<Record<string, unknown>> {
  const everything = z
    .array(Issue)
    .parse(await ask(stage, "GET", "/issues?state=all&per_page=100&sort=created&direction=asc"));
  const pulls = z.array(Pull).parse(await ask(stage, "GET", "/pulls?state=all&per_page=100"));
  // Pull requests share the numbers of issues, in the order in which tasks happen to end.
  const numbers = new Map(
    pulls.map(({ number, body }) => [number, /^(?:Closes|For) #(\d+)/.exec(body)?.[1] ?? "?"] as const),
  );
  const plain = (text: string): string => withoutChance(text, numbers);
  const git = (...args: string[]): string =>
    execFileSync("git", [`--git-dir=${stage.github.gitDirectory(stage.repository)}`, ...args], {
      encoding: "utf8",
    });

  const issues: Record<string, unknown> = {};
  for (const issue of everything.filter(({ pull_request }) => pull_request === undefined)) {
    const comments = Comments.parse(await ask(stage, "GET", `/issues/${issue.number}/comments?per_page=100`));
    issues[`issue #${issue.number}`] = {
      ...named(issue),
      title: issue.title,
      state: issue.state,
      comments: comments.map(({ body, user }) => ({ by: user.login, body: plain(body) })),
      record: recordOf(git, issue.number).map(plain),
    };
  }
  for (const pull of pulls) {
    const [start = ""] = git("merge-base", pull.base.ref, pull.head.sha).split("\n");
    issues[`pull request for #${numbers.get(pull.number)}`] = {
      ...named(pull),
      title: pull.title,
      state: pull.state,
      draft: pull.draft,
      by: pull.user.login,
      base: pull.base.ref,
      head: plain(pull.head.ref),
      body: plain(pull.body),
      commits: git("log", "--format=%an <%ae>%n%B", `${start}..${pull.head.sha}`).split("\n").map(plain),
      change: git("diff", "--full-index", start, pull.head.sha),
    };
  }
  const refs = git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags", "refs/switchyard");
  issues["refs"] = refs.trim().split("\n").map(plain).toSorted();
  return Object.fromEntries(Object.entries(issues).toSorted(([one], [other]) => one.localeCompare(other)));
}

function named({ labels, assignees }: Pick<z.infer<typeof Issue>, "labels" | "assignees">): object {
  return {
    labels: labels.map(({ name }) => name).toSorted(),
    assignees: assignees.map(({ login }) => login).toSorted(),
  };
}

/** The events of an issue's record, oldest first, as their commits' messages. */
function recordOf(git: (...args: string[]) => string, issue: number): string[] {
  const ref = `refs/switchyard/issues/${issue}`;
  if (git("for-each-ref", ref) === "") return [];
  return git("log", "--reverse", "-z", "--format=%B", ref).split("\0");
}

/** Replaces ids, times, measured durations, addresses and directories of this very run; all else has to be the same. */
function withoutChance(text: string, pulls: ReadonlyMap<number, string>): string {
  return (
    text
      // A stack trace names the job's directory, and quoting breaks it where the line is full.
      .replaceAll(/file:\/\/[\w./\n> -]+?\/(?:\n> )?(?=test\/)/g, "file://<workspace>/")
      .replaceAll(/http:\/\/[\w.-]+:\d+/g, "<server>")
      .replaceAll(/\/actions\/runs\/\d+/g, "/actions/runs/<run>")
      .replaceAll(/"(?:used-)?run": ?\d+|\brun[ -]\d+/g, (found) => found.replace(/\d+/, "<run>"))
      .replaceAll(/\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{32}\b/g, "<hash>")
      .replaceAll(/\([0-9a-f]{12}\)/g, "(<hash>)")
      .replaceAll(/switchyard:workpad [0-9a-f]{12} /g, "switchyard:workpad <claim> ")
      .replaceAll(/(switchyard\/issue-\d+)-[0-9a-f]{8}/g, "$1-<claim>")
      .replaceAll(/"EV_\w+"/g, '"<event>"')
      .replaceAll(/· (?:\d+ min )?\d+ s ·/g, "· <duration> ·")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
      .replaceAll(/\d{4}-\d\d-\d\d/g, "<day>")
      .replaceAll(/worker \d+|"worker": ?\d+|Switchyard-Worker: \d+/g, (found) =>
        found.replace(/\d+/, "<worker>"),
      )
      .replaceAll(/#(\d+)\b/g, (whole, number: string) => {
        const issue = pulls.get(Number(number));
        return issue === undefined ? whole : `<pull request for #${issue}>`;
      })
      .replaceAll(/"pull": ?(\d+)/g, (_, number: string) => `"pull": "for #${pulls.get(Number(number))}"`)
  );
}
