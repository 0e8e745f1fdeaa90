import type { Config } from "./config.ts";
import type { ReadEntry } from "./record-entry.ts";
import type { IssueComment } from "./snapshot.ts";

/** An act that put a trigger label on. */
export type Labelling = {
  readonly id: string;
  readonly label: string;
  readonly by: string;
  readonly byPerson: boolean;
  readonly at: string;
};

/** A change of what the model will see: the body or the title. A name that ends in `[bot]` is no person's. */
export type TextChange = { readonly what: "body" | "title"; readonly by: string | null; readonly at: string };

/** Something that must be done first: an issue, or a pull request that a text names. */
export type Blocker = {
  /** `#4`, or `owner/name#4`. */
  readonly name: string;
  /** Its number in this repository; null when it is in another. */
  readonly number: number | null;
  /** `dropped`: closed as not planned. `unknown`: it cannot be read. */
  readonly state: "open" | "done" | "dropped" | "unknown";
  readonly doneAt: string | null;
};

/** A label that was put on or taken off. */
export type LabelChange = {
  readonly label: string;
  readonly on: boolean;
  readonly by: string | null;
  readonly at: string;
};

/** An issue as GitHub has it now. */
export type Issue = {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly open: boolean;
  readonly locked: boolean;
  readonly labels: readonly string[];
  /** Name of its issue type, where the organization has such. */
  readonly type: string | null;
  readonly assignees: readonly string[];
  readonly comments: readonly IssueComment[];
  /** Comments that GitHub has beside those. */
  readonly commentsUnread: number;
  /** GraphQL id of our workpad comment. */
  readonly workpad: { readonly id: string; readonly body: string } | null;
  /** The newest act that put a trigger label on that is still on; null when none is, or when the timeline did not show it. */
  readonly labelled: Labelling | null;
  readonly textChanges: readonly TextChange[];
  /** Oldest first. */
  readonly labelChanges: readonly LabelChange[];
  /** Of what happened after this ISO time nothing is missing in the changes above; the empty string when all of it is there. */
  readonly knownSince: string;
  /** Open pull requests that would close the issue. */
  readonly openPullRequests: readonly number[];
  readonly blockers: readonly Blocker[];
};

/** A branch of ours: its head, and its open pull request if it has one. */
export type Branch = { readonly name: string; readonly commit: string; readonly pull: number | null };

/** Everything that a decision depends on. */
export type World = {
  readonly now: string;
  readonly config: Config;
  readonly base: string;
  readonly run: { readonly id: number; readonly attempt: number };
  /** Set while `refs/switchyard/stop` exists. */
  readonly stopped: boolean;
  readonly issues: readonly Issue[];
  readonly records: ReadonlyMap<number, ReadEntry>;
  /** Logins → may write. A login that is absent was not looked up in this tick. */
  readonly writers: ReadonlyMap<string, boolean>;
  /** Open pull requests of this repository. */
  readonly openPullRequests: ReadonlySet<number>;
  /** Our branches, by issue. */
  readonly branches: ReadonlyMap<number, Branch>;
  /** Claims that are proven dead, by issue: their jobs are over. `worked`: money may have been spent. `cancelled`: GitHub says that somebody cancelled them. */
  readonly deadClaims: ReadonlyMap<number, { readonly worked: boolean; readonly cancelled: boolean }>;
  /** Dead claims whose `publishing` had got as far as its branch, and the pull request of that, by issue. */
  readonly published: ReadonlyMap<number, { readonly pull: number | null }>;
  /** API requests that this token may still make in this hour; null when nobody said. */
  readonly apiLeft: number | null;
  /** Random, one for each claim that this decision may make. */
  readonly nonces: readonly string[];
};
