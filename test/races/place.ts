import { getOctokit } from "@actions/github";
import { join } from "node:path";

import { z } from "zod";

import { type Entry, formatEntry } from "../../src/core/record-entry.ts";
import { type Request, emptyState } from "../../src/core/record.ts";
import { gitIn } from "../../src/edge/git.ts";
import { entryOf, identity, nonce } from "../../src/edge/stamp.ts";
import { type ArtifactService, startArtifactService } from "../../src/local/artifacts/service.ts";
import type { LocalGitHub } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { claimOf, endingOf } from "../core/world.ts";

/** What is raced: plain, the same from two workflow files, or with re-runs of the runs that hold every slot. */
export const kinds = ["plain", "twins", "re-runs"] as const;
export type Kind = (typeof kinds)[number];

export type RaceOptions = {
  readonly kind: Kind;
  readonly dispatchers: number;
  readonly issues: number;
  readonly limit: number;
};

/** One process that will race: what a runner would tell it. */
export type Racer = {
  readonly login: string;
  readonly token: string;
  readonly runtimeToken: string;
  readonly run: number;
  readonly attempt: number;
  readonly workflow: string;
};

/** A GitHub with one repository, its issues, and a run for each dispatcher. */
export type Place = AsyncDisposable & {
  readonly github: LocalGitHub;
  readonly artifacts: ArtifactService;
  readonly racers: readonly Racer[];
  /** Issues that carry no label yet, in the order in which people put it on. */
  readonly unlabelled: readonly number[];
  /** Claims that were there before the race. */
  readonly seeded: number;
  label(issue: number): Promise<void>;
  /** Lets an account write. */
  admit(login: string): void;
};

export const repository = "acme/races";
const [owner, repo] = ["acme", "races"] as const;

/** The act that put the label on. */
const labelledQuery = `query($owner: String!, $repo: String!, $issue: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $issue) {
      timelineItems(itemTypes: [LABELED_EVENT], last: 1) { nodes { ... on LabeledEvent { id createdAt } } }
    }
  }
}`;
const Labelled = z.object({
  repository: z.object({
    issue: z.object({
      timelineItems: z.object({ nodes: z.tuple([z.object({ id: z.string(), createdAt: z.string() })]) }),
    }),
  }),
});

/** Sets everything up. Nobody races yet. */
export async function openPlace({ kind, dispatchers, issues, limit }: RaceOptions): Promise<Place> {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const maria = github.createUser("maria");
  // Each with an account of its own: a hundred on one job token would use up its 1,000 requests an hour.
  const bots = Array.from({ length: dispatchers }, (_, index) =>
    github.createUser(`racer-${index + 1}[bot]`, { bot: true }),
  );
  const home = await github.createRepository({
    owner,
    name: repo,
    files: {
      ".github/switchyard.yml": `limits: { tasks: ${limit}, open-pull-requests: 1000, spend-per-day: 1000, api-reserve: 0 }\n`,
    },
    roles: { maria: "write", ...Object.fromEntries(bots.map(({ login }) => [login, "write"])) },
  });
  const artifacts = stack.use(
    await startArtifactService({ github, directory: join(github.gitDirectory(repository), "..", "blobs") }),
  );
  const { rest, graphql } = getOctokit(maria.token, { baseUrl: github.apiUrl });
  const seeded = kind === "re-runs" ? limit : 0;
  const numbers: number[] = [];
  for (let index = 0; index < issues + seeded; index += 1)
    numbers.push((await rest.issues.create({ owner, repo, title: `Issue ${index + 1}` })).data.number);
  const racers = bots.map(({ login, token }, index): Racer => {
    const attempt = index < seeded ? 2 : 1;
    const workflow = kind === "twins" && index % 2 === 1 ? "twin.yml" : "switchyard.yml";
    const run = startRun(github, { workflow, attempt });
    return {
      login,
      token,
      runtimeToken: artifacts.mint({ runId: run, jobId: run + 1 }),
      run,
      attempt,
      workflow,
    };
  });
  const label = async (issue: number): Promise<void> =>
    void (await rest.issues.addLabels({ owner, repo, issue_number: issue, labels: ["claude-ready"] }));
  await prove(github);
  // The first attempts of these runs hold every slot; what they hold is over as soon as their re-run dispatches.
  for (const [index, issue] of numbers.slice(0, seeded).entries()) {
    await label(issue);
    const asked = Labelled.parse(await graphql(labelledQuery, { owner, repo, issue }));
    const { id, createdAt: at } = asked.repository.issue.timelineItems.nodes[0];
    const request: Request = { id, kind: "label", by: maria.login, at };
    await hold(github, { issue, run: racers[index]?.run ?? 0, worker: index + 1, request });
  }
  const disposer = stack.move();
  return {
    github,
    artifacts,
    racers,
    // The newest first: who sees one more label than another chooses other issues.
    unlabelled: numbers.slice(seeded).toReversed(),
    seeded,
    label,
    admit: (login) => home.setRole(login, "write"),
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}

/** A run whose dispatch job is at work, so that its claims are alive. */
function startRun(github: LocalGitHub, { workflow, attempt }: { workflow: string; attempt: number }): number {
  const id = github.actions.nextId();
  const at = new Date().toISOString();
  github.actions.nextId(); // the job's
  github.actions.runs.set(id, {
    id,
    attempt,
    repository,
    path: `.github/workflows/${workflow}`,
    name: "Switchyard",
    title: "Switchyard",
    event: "issues",
    actor: "maria",
    headSha: "0".repeat(40),
    headBranch: "main",
    status: "in_progress",
    conclusion: null,
    createdAt: at,
    updatedAt: at,
    jobs: [],
  });
  return id;
}

/** A record that shows that the model has answered, so that more than one task may run at a time. */
async function prove(github: LocalGitHub): Promise<void> {
  const at = "2026-01-01T00:00:00Z";
  const state = { ...emptyState, last: endingOf({ "model-reached": true, at }) };
  await put(github, 9_000, { nonce: nonce(), at, event: { type: "withdrawn", by: "x", why: "y" }, state });
}

async function hold(
  github: LocalGitHub,
  { issue, run, worker, request }: { issue: number; run: number; worker: number; request: Request },
): Promise<void> {
  const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const claim = claimOf({ nonce: nonce(), run, worker, reserved: 1, at });
  await put(github, issue, entryOf(emptyState, { type: "claimed", request, claim }, at));
}

async function put(github: LocalGitHub, issue: number, entry: Entry): Promise<void> {
  const git = gitIn(github.gitDirectory(repository));
  const tree = (await git(["mktree"], { input: "" })).trim();
  const [, name = "", address = ""] = /^(.*) <(.*)>$/.exec(identity) ?? [];
  const who = ["-c", `user.name=${name}`, "-c", `user.email=${address}`];
  const commit = await git([...who, "commit-tree", tree, "-m", formatEntry(entry)]);
  await git(["update-ref", `refs/switchyard/issues/${issue}`, commit.trim()]);
}
