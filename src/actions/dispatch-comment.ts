import { readFile } from "node:fs/promises";

import { info } from "@actions/core";
import { z } from "zod";

import { type Commanded, cancelling, releasing, retrying, starting } from "../core/command.ts";
import { type CommentCommand, readCommentCommand } from "../core/comment-command.ts";
import { UserError } from "../core/errors.ts";
import { readableIn } from "../core/record-entry.ts";
import { type IssueState, type Request, isRecorded } from "../core/record.ts";
import { quote } from "../core/text.ts";
import { type GitHub, told } from "../edge/github.ts";
import { appendEvents, stateIn } from "../edge/record-events.ts";
import type { RecordStore } from "../edge/record-store.ts";
import { isWriter } from "../edge/repository.ts";
import type { Job } from "./action.ts";

const Event = z.object({
  action: z.string(),
  comment: z.object({ id: z.number().int(), body: z.string() }),
  issue: z.object({ number: z.number().int(), pull_request: z.unknown().optional() }),
  sender: z.object({ login: z.string(), type: z.string() }),
});

/**
 * Does what a comment on an issue asks for, when the caller's workflow runs on `issue_comment`: its first line is a command, and its author a person who may write. Where the
 * command cannot be obeyed, a comment says why; a comment of anybody else causes no write.
 */
export async function obeyComment({
  github,
  store,
  job,
}: {
  github: GitHub;
  store: RecordStore;
  job: Job;
}): Promise<void> {
  if (job.event.name !== "issue_comment") return;
  const event = Event.safeParse(JSON.parse(await readFile(job.event.path, "utf8")));
  if (!event.success || event.data.action !== "created" || event.data.issue.pull_request !== undefined)
    return;
  const { comment, issue, sender } = event.data;
  const read = readCommentCommand(comment.body);
  if (read === null) return;
  if (!(await isWriter(github, sender))) {
    info(`The command in a comment was left alone: its author may not write to this repository.`);
    return;
  }
  if (!read.ok) return refuse({ github, job }, issue.number, read.why);
  try {
    await obey(
      { github, store },
      { issue: issue.number, command: read.command, by: sender.login, comment: comment.id },
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await refuse({ github, job }, issue.number, error.message);
  }
}

async function obey(
  { github, store }: { github: GitHub; store: RecordStore },
  { issue, command, by, comment }: { issue: number; command: CommentCommand; by: string; comment: number },
): Promise<void> {
  const history = command.verb === "release" ? readableIn(await store.history(issue)) : [];
  const commanded = (state: IssueState, request: Request): Commanded => {
    switch (command.verb) {
      case "start":
        return starting(state, { issue, request: { ...request, prompt: command.prompt } });
      case "retry":
        return retrying(state, { issue, request, now: request.at });
      case "release":
        return releasing(state, { issue, request, history });
      case "stop":
        return cancelling(state, { issue, by, why: `${by} said so in a comment` });
    }
  };
  await appendEvents(store, {
    issues: [issue],
    clock: github,
    choose: (_, record, at) => {
      const state = stateIn(issue, record);
      const request: Request = { id: `comment-${comment}`, kind: "command", by, at };
      // A re-run of this run asks for nothing new.
      if (isRecorded(state, request)) return null;
      const chosen = commanded(state, request);
      if (!chosen.ok) throw new UserError(chosen.why);
      return chosen.event;
    },
    lost: "Other runs kept changing the record, so nothing was written. Write the comment again.",
  });
  info(`#${issue}: ${by} asked by a comment: ${command.verb}.`);
}

/** Says in a comment why nothing was done, once: a re-run of this run is silent. */
async function refuse(
  { github, job }: { github: GitHub; job: Job },
  issue: number,
  why: string,
): Promise<void> {
  info(`#${issue}: the command in the comment was not obeyed: ${why}`);
  if (job.run.attempt > 1) return;
  const { octokit, owner, repo } = github;
  await told("answering a comment", async () =>
    octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body: quote(why, 2_000) }),
  );
}
