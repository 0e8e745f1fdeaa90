import { z } from "zod";

/** The text of an issue as it was approved: all that the agent will see of it. */
export const Snapshot = z.object({
  issue: z.number().int().positive(),
  title: z.string(),
  body: z.string(),
  author: z.string(),
  labels: z.array(z.string()),
  comments: z.array(z.object({ author: z.string(), at: z.string(), body: z.string() })),
  /** How many pieces of text were taken out because a reader of the rendered issue cannot see them. */
  "hidden-removed": z.number().int(),
  /** Comments that were left out: by people without write access, or written or changed after the approval. */
  "comments-left-out": z.number().int(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** A comment as GitHub has it. */
export type IssueComment = {
  readonly author: string;
  readonly association: string;
  readonly at: string;
  readonly editedAt: string | null;
  readonly body: string;
};

/** Longest issue body or comment that the agent gets, in characters; GitHub's own limit is 65,536. */
const textLimit = 65_536;

/**
 * Takes the snapshot: cleaned title and body, and the comments of people who belong to the repository, unchanged since `approvedAt`
 * (ISO time; a comment or edit at that very second counts as later).
 */
export function takeSnapshot(issue: {
  number: number;
  title: string;
  body: string;
  author: string;
  labels: readonly string[];
  comments: readonly IssueComment[];
  approvedAt: string;
}): Snapshot {
  const kept = issue.comments.filter(
    (comment) =>
      trusted.includes(comment.association) &&
      comment.at < issue.approvedAt &&
      (comment.editedAt ?? "") < issue.approvedAt,
  );
  const title = clean(issue.title);
  const body = clean(issue.body);
  const comments = kept.map((comment) => ({ comment, text: clean(comment.body) }));
  return {
    issue: issue.number,
    title: title.text,
    body: body.text,
    author: issue.author,
    labels: [...issue.labels],
    comments: comments.map(({ comment, text }) => ({
      author: comment.author,
      at: comment.at,
      body: text.text,
    })),
    "hidden-removed":
      title.removed + body.removed + comments.reduce((sum, { text }) => sum + text.removed, 0),
    "comments-left-out": issue.comments.length - kept.length,
  };
}

/**
 * Removes what a reader of the rendered text cannot see: HTML comments (also unclosed ones and `--!>`), link reference definitions that
 * only carry text, invisible and direction-changing characters. Cuts at GitHub's own size limit. Says how many pieces went.
 */
export function clean(text: string): { text: string; removed: number } {
  let removed = 0;
  const drop = () => {
    removed += 1;
    return "";
  };
  let cleaned = text.normalize("NFC").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  cleaned = cleaned.replace(/<!--[\s\S]*?(?:--!?>|$)/g, drop);
  cleaned = cleaned.replace(/^ {0,3}\[[^\]\n]*\]:[ \t]*(?:#|<>|\/\/)[^\n]*$/gm, drop);
  cleaned = cleaned.replace(invisible, drop);
  if (cleaned.length > textLimit) {
    removed += 1;
    cleaned = `${cleaned.slice(0, textLimit)}\n[cut here: the text was longer]`;
  }
  return { text: cleaned, removed };
}

const trusted: readonly string[] = ["OWNER", "MEMBER", "COLLABORATOR"];

/** Control characters but tab and line feed, zero-width and joiner characters, direction marks, variation selectors of the supplement, tag characters. */
const invisible =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these characters are what it removes
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{1D173}-\u{1D17A}]|[\u{E0000}-\u{E0FFF}]/gu;
