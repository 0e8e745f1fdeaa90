import { z } from "zod";

import { type Removed, sumOf, visibleLine, visibleMarkdown } from "./visible.ts";

const count = z.number().int().nonnegative();

/** The text of an issue as it was approved: all that the agent will see of it. */
export const Snapshot = z.object({
  issue: z.number().int().positive(),
  title: z.string(),
  body: z.string(),
  author: z.string(),
  labels: z.array(z.string()),
  comments: z.array(z.object({ author: z.string(), at: z.string(), body: z.string() })),
  /** How many pieces were taken out because a reader of the rendered issue cannot see them, by kind. */
  removed: z.object({ comments: count, markup: count, characters: count, cut: count }),
  /** Comments that were left out: by people without write access, written or changed after the approval, or more than the limit. */
  "comments-left-out": count,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** A comment as GitHub has it. A name that ends in `[bot]` is no person's. */
export type IssueComment = {
  readonly author: string;
  readonly association: string;
  readonly at: string;
  readonly editedAt: string | null;
  readonly editor: string | null;
  readonly body: string;
};

/** The newest comments that the agent gets, and their size in characters: together no more than a long body. */
const commentLimits = { count: 50, characters: 65_536 };

/**
 * Takes the snapshot: what is visible of title and body, and the comments of people who may write (`mayWrite`), unchanged since `approvedAt` (ISO time; a comment or
 * edit at that very second counts as later). `labels` are those that count.
 */
export function takeSnapshot(issue: {
  number: number;
  title: string;
  body: string;
  author: string;
  labels: readonly string[];
  comments: readonly IssueComment[];
  /** Comments that GitHub has beside those of `comments`. */
  commentsUnread: number;
  approvedAt: string;
  mayWrite: (login: string) => boolean;
}): Snapshot {
  const trusted = issue.comments.filter(
    (comment) =>
      issue.mayWrite(comment.author) &&
      (comment.editor === null || issue.mayWrite(comment.editor)) &&
      isFrom(comment, issue.approvedAt),
  );
  const title = visibleLine(issue.title);
  const body = visibleMarkdown(issue.body);
  const comments = newest(
    trusted
      .slice(-commentLimits.count)
      .map(({ author, at, body: text }) => ({ author, at, ...visibleMarkdown(text) })),
  );
  return {
    issue: issue.number,
    title: title.text,
    body: body.text,
    author: issue.author,
    labels: issue.labels.map((label) => visibleLine(label).text),
    comments: comments.map(({ author, at, text }) => ({ author, at, body: text })),
    removed: sumOf([title, body, ...comments].map(({ removed }) => removed)),
    "comments-left-out": issue.commentsUnread + issue.comments.length - comments.length,
  };
}

/** Title and description as a reader of the page sees them. */
export function visibleText({ title, body }: { readonly title: string; readonly body: string }): string {
  return `${visibleLine(title).text}\n${visibleMarkdown(body).text}`;
}

/** The people whose right to write decides which comments the agent gets, those first who probably have it. */
export function commentAuthors(comments: readonly IssueComment[], approvedAt: string): string[] {
  const asked = comments.filter(
    (comment) => isFrom(comment, approvedAt) && !comment.author.endsWith("[bot]"),
  );
  const [likely, others] = [true, false].map((wanted) =>
    asked
      .filter(({ association }) => belongs.includes(association) === wanted)
      .flatMap(({ author, editor }) => (editor === null ? [author] : [author, editor])),
  );
  return [...new Set([...(likely ?? []), ...(others ?? [])])].filter((login) => !login.endsWith("[bot]"));
}

/** `2 HTML comments and 1 invisible character`; empty when nothing was removed. */
export function removedWords(removed: Removed): string {
  const parts = kinds.flatMap(([kind, one, many]) =>
    removed[kind] === 0 ? [] : [`${removed[kind]} ${removed[kind] === 1 ? one : many}`],
  );
  return parts.join(", ");
}

const kinds: readonly (readonly [keyof Removed, string, string])[] = [
  ["comments", "HTML comment", "HTML comments"],
  ["markup", "piece of hidden markup", "pieces of hidden markup"],
  ["characters", "invisible character", "invisible characters"],
  ["cut", "text that was too long", "texts that were too long"],
];

/** What GitHub calls those who are part of a repository; private members of an organisation are called nothing. */
const belongs: readonly string[] = ["OWNER", "MEMBER", "COLLABORATOR"];

function isFrom(comment: IssueComment, before: string): boolean {
  return comment.at < before && (comment.editedAt ?? "") < before;
}

/** As many from the end as fit into the limit. */
function newest<Comment extends { readonly text: string }>(comments: readonly Comment[]): Comment[] {
  let left = commentLimits.characters;
  const first = comments.findLastIndex(({ text }) => {
    left -= text.length;
    return left < 0;
  });
  return comments.slice(first + 1);
}
