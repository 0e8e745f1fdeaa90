import type { Config } from "./config.ts";
import type { ReadEntry } from "./record.ts";
import type { IssueComment } from "./snapshot.ts";

/** An act that put a trigger label on. */
export type Labelling = {
  readonly id: string;
  readonly label: string;
  readonly by: string;
  readonly byPerson: boolean;
  readonly at: string;
};

/** A later change of what the model will see: the body or the title. */
export type TextChange = { readonly what: "body" | "title"; readonly by: string | null; readonly at: string };

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
  readonly assignees: readonly string[];
  readonly comments: readonly IssueComment[];
  /** GraphQL id of our workpad comment. */
  readonly workpad: { readonly id: string; readonly body: string } | null;
  /** The newest act that put a trigger label on that is still on; null when none is, or when the timeline did not show it. */
  readonly labelled: Labelling | null;
  readonly textChanges: readonly TextChange[];
  /** Open pull requests that would close the issue. */
  readonly openPullRequests: readonly number[];
  /** Issues that must be done first; `done` is null when they cannot be read. */
  readonly blockers: readonly { readonly name: string; readonly done: boolean | null }[];
};

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
  /** Logins → may write. A login that is absent was not looked up. */
  readonly writers: ReadonlyMap<string, boolean>;
  /** Open pull requests of this repository. */
  readonly openPullRequests: ReadonlySet<number>;
  /** Issues whose claim is proven dead: its jobs are over. */
  readonly deadClaims: ReadonlySet<number>;
  /** Random, one for each claim that this decision may make. */
  readonly nonces: readonly string[];
};
