import { changeLimits } from "../../src/core/change-set.ts";
import { parseConfig } from "../../src/core/config.ts";
import { Outcome, outcomes, unchargedRetryLimit } from "../../src/core/outcome.ts";
import { pullRequestBody, pullRequestTitle } from "../../src/core/pull-request.ts";
import { protectedGroups } from "../../src/core/protected-path.ts";
import { emptyState } from "../../src/core/record.ts";
import { reasons } from "../../src/core/refusal.ts";
import { later } from "../../src/core/retry.ts";
import { sensitiveGroups } from "../../src/core/sensitive-path.ts";
import { taskSettings } from "../../src/core/task-settings.ts";
import { nothingRemoved } from "../../src/core/visible.ts";
import { failureComment, workingPad } from "../../src/core/workpad.ts";
import { quotation, table } from "./markdown.ts";

const run = "https://github.com/acme/spans/actions/runs/1";
const at = "2026-11-20T12:00:00Z";
const commit = "0".repeat(40);
const request = { id: "LE_1", kind: "label", by: "maria", at } as const;
const parsed = parseConfig({});
if (!parsed.ok) throw new Error("the empty config is not valid");
const { config } = parsed;
const repositoryUrl = "https://github.com/acme/spans";

/** The pull request of the demo's first issue, as our own code writes it. */
export function pullRequestExample(): string {
  const task = {
    issue: 1,
    "issue-id": "I_1",
    attempt: 1,
    claim: "0".repeat(32),
    worker: 1,
    reserved: 5,
    canary: false,
    settings: taskSettings(config, { labels: [], type: null, scope: null }),
    base: commit,
    "base-tree": commit,
    onto: null,
    wanted: "change",
    request,
    snapshot: {
      issue: 1,
      title: "parse() ignores all units but the first",
      body: "",
      author: "maria",
      labels: [],
      comments: [],
      removed: nothingRemoved,
      "comments-left-out": 0,
    },
    "snapshot-hash": "8a9fedbf32ef",
    workpad: null,
  } as const;
  const gate = { now: "passed", base: "not_tried", seconds: 1, tail: "" } as const;
  const body = pullRequestBody({
    config,
    task: { ...task, request, before: [], snapshot: { ...task.snapshot, labels: [], comments: [] } },
    envelope: {
      version: 1,
      issue: 1,
      attempt: 1,
      claim: task.claim,
      run: 1,
      "run-attempt": 1,
      outcome: "delivered",
      reason: "",
      spent: 0.42,
      seconds: 131,
      turns: 7,
      model: config.model,
      gates: [
        { ...gate, name: "tests", edited: [] },
        { ...gate, name: "lint", edited: [] },
      ],
      isolation: { user: "enforced", egress: "enforced", limits: "enforced", cleanup: "enforced" },
      changes: null,
      message:
        "parse() now adds every unit it finds instead of stopping at the first, and there is a test for two units.",
      "resets-at": null,
      credential: "anthropic-api-key",
      "model-reached": true,
      refusals: [],
    },
    set: { version: 1, lines: 12, inexpressible: [], changes: [] },
    withheld: [],
    sensitive: [],
    editedBy: null,
    failed: null,
    template: null,
    runUrl: run,
    isPublic: false,
  });
  const title = pullRequestTitle({
    config,
    task: { ...task, before: [], snapshot: { ...task.snapshot, labels: [], comments: [] } },
  });
  return quotation(`**${title}** (draft, assigned to maria)\n\n${body}`);
}

/** The workpad of a task that is at work. */
export function workpadExample(): string {
  const claim = {
    nonce: "0".repeat(32),
    run: 1,
    "run-attempt": 1,
    attempt: 1,
    worker: 1,
    base: commit,
    reserved: config.limits["spend-per-attempt"],
    at,
    profile: null,
    scopes: [],
    pool: "default",
    answer: false,
  };
  const pad = workingPad({
    state: { ...emptyState, phase: "claimed", request, claim },
    config,
    repositoryUrl,
    spentToday: config.limits["spend-per-attempt"],
  });
  return quotation(pad);
}

/** What people get of outcomes that need no explaining comment. */
const insteadOfComment: Partial<Record<Outcome, string>> = {
  delivered: "It speaks for itself: no comment is written.",
  answered: "The answer is posted as a comment.",
  cancelled: "No comment is written.",
};

const salvaged = {
  sealed: "The next attempt goes on from what was done.",
  draft:
    "The next attempt goes on from what was done; when none follows by itself, it is also shown as a draft, unless `pull-request.on-failure` is `none`.",
} as const;

/** One section per outcome, with the comment that people get. */
export function outcomeSections(): string {
  return Outcome.options
    .map((outcome) => {
      const row = outcomes[outcome];
      const instead = insteadOfComment[outcome];
      const comment = failureComment({
        outcome,
        reason: "",
        spent: 0.42,
        attempt: 1,
        notBefore: row.retryAfterMinutes === null ? null : later(at, row.retryAfterMinutes),
        gates: [],
        run,
      });
      return [
        `### ${outcome}`,
        instead === undefined ? quotation(comment) : `${row.what} ${instead} ${row.now}`,
        [
          row.charged ? "Counts as an attempt." : "Does not count as an attempt.",
          retried(outcome),
          ...(row.salvage === null ? [] : [salvaged[row.salvage]]),
        ].join(" "),
      ].join("\n\n");
    })
    .join("\n\n");
}

/** What `collect` withholds, and why. */
export function protectedTable(): string {
  return groupTable(protectedGroups);
}

/** What `collect` publishes and points out. */
export function sensitiveTable(): string {
  return groupTable(sensitiveGroups);
}

/** Every reason code with its meaning and remedy. */
export function reasonSections(): string {
  return Object.entries(reasons)
    .map(([code, { effect, what, now }]) => `### ${code}\n\n${effects[effect]} ${what}\n\n${now}`)
    .join("\n\n");
}

const effects = {
  refused: "Nothing of the change is published.",
  withheld: "The file is left out, and the rest is published as a draft.",
  told: "It is published, and pointed out.",
} as const;

/** The size limits of a change, as a sentence. */
export function changeLimitsSentence(): string {
  const megabytes = (bytes: number) => `${bytes / 1_000_000} MB`;
  return `At most ${changeLimits.files} files, ${megabytes(changeLimits.fileBytes)} for one and ${megabytes(changeLimits.totalBytes)} for all; paths of at most ${changeLimits.characters} characters and ${changeLimits.levels} levels.`;
}

function retried(outcome: Outcome): string {
  const { retryAfterMinutes: minutes, charged } = outcomes[outcome];
  if (minutes === null) return "Not retried by itself.";
  const unit = minutes === 1 ? "minute" : "minutes";
  return charged
    ? `Retried by itself after ${minutes} ${unit}, while \`limits.attempts\` allows.`
    : `Retried by itself after ${minutes} ${unit}, twice as long each time up to six hours, at most ${unchargedRetryLimit} times.`;
}

function groupTable(groups: readonly { why: string; patterns: readonly string[] }[]): string {
  return table(
    ["what", "paths"],
    groups.map(({ why, patterns }) => [why, patterns.map((pattern) => `\`${pattern}\``).join(" ")]),
  );
}
