import { info } from "@actions/core";
import { parse } from "yaml";
import { z } from "zod";

import { detect, tellingFiles } from "../core/config-text.ts";
import { RefusedError, UserError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import type { Plan } from "../core/plan.ts";
import { type Finding, type Rehearsal, finding } from "../core/rehearsal.ts";
import { findingsTable, missingLines } from "../core/rehearsal-text.ts";
import { readEntries, readTexts } from "../edge/base-tree.ts";
import { readConfig } from "../edge/config-file.ts";
import type { Remote } from "../edge/git.ts";
import type { GitHub } from "../edge/github.ts";
import { probeLabels, probeReading, probeRefs } from "../edge/probes.ts";
import { isUntouched } from "../edge/record-store.ts";
import { nonce } from "../edge/stamp.ts";
import { type Job, writeSummary } from "./action.ts";
import type { Applied, Tick } from "./tick.ts";

type Place = { readonly github: GitHub; readonly remote: Remote; readonly job: Job };

/** Does a person's manual run without issues find a repository in which nothing was ever asked for, and nothing to start? A bot may stand in for the schedule. */
export function isRehearsal(
  { manual, dryRun, job }: Tick,
  { records, world, decision }: Pick<Applied, "records" | "world" | "decision">,
): boolean {
  return (
    manual === null &&
    !dryRun &&
    job.event.name === "workflow_dispatch" &&
    !job.actor.endsWith("[bot]") &&
    isUntouched(records) &&
    !world.stopped &&
    decision.actions.length === 0
  );
}

/** Looks at everything that this job can see and do, creates the labels in use, and plans the one leg of a rehearsal. */
export async function rehearse(
  { github, remote, job }: Place,
  plan: Plan,
  configText: string | null,
): Promise<Plan & { rehearsal: Rehearsal }> {
  info("Nothing was ever asked for here: this run is a rehearsal. It does everything but the agent.");
  const [facts, refs, labels, reading] = await Promise.all([
    readFacts(github, { plan, workflow: job.workflow.file }),
    probeRefs({ github, remote, temp: job.temp }),
    probeLabels(github, plan.config),
    probeReading(github, job.run.id),
  ]);
  const findings = [refs, ...labels, ...reading];
  for (const line of missingLines(findings)) info(`Missing: ${logLine(line, 500)}`);
  const { detected } = facts;
  const gates = detected.gates.map(({ name, run }) => ({ name, run }));
  const config = configText === null ? readConfig(JSON.stringify({ gates })) : plan.config;
  return {
    ...plan,
    config,
    tasks: [],
    rehearsal: { claim: nonce(), ...facts, configured: configText !== null, findings },
  };
}

/** A tick that was refused something says all that are missing at once, with what to write. Resolves to that error, or to the one that came. */
export async function explained({ github, remote, job }: Place, error: unknown): Promise<unknown> {
  if (!(error instanceof RefusedError)) return error;
  const findings = await Promise.all([
    probeRefs({ github, remote, temp: job.temp }),
    probeIssues(github),
    probeReading(github, job.run.id),
  ]);
  const missing = findings.flat().filter(({ state }) => state === "missing");
  if (missing.length === 0) return error;
  const names = missing.map(
    ({ code }) => `${code}: ${code === "pull-requests" || code === "actions" ? "read" : "write"}`,
  );
  await writeSummary(
    `## Permissions\n\n${findingsTable(findings.flat(), `${job.serverUrl}/${job.repository}`)}\n`,
  );
  return new UserError(
    `This job lacks what it needs: write \`permissions: { ${names.join(", ")} }\` into its job in ${job.workflow.file} (a caller of the reusable workflow: those of examples/switchyard.yml). ${error.message}`,
    { cause: error },
  );
}

/** By GraphQL, as a tick reads them: the REST list is there for who may read pull requests alone. */
async function probeIssues(github: GitHub): Promise<Finding> {
  try {
    await github.graphql({
      doing: "looking whether issues can be read",
      document:
        "query issues($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { issues(first: 1) { totalCount } } }",
      variables: { owner: github.owner, repo: github.repo },
      schema: z.object({ repository: z.object({ issues: z.object({ totalCount: z.number() }) }) }),
    });
    return finding("issues", "ok", "Issues can be read.");
  } catch {
    return finding("issues", "missing", "Issues cannot be read.");
  }
}

const Schedules = z.object({ on: z.object({ schedule: z.array(z.object({ cron: z.string() })) }) });

async function readFacts(
  github: GitHub,
  { plan, workflow }: { plan: Plan; workflow: string },
): Promise<Pick<Rehearsal, "private" | "crons" | "detected">> {
  const commit = plan.base;
  const path = `.github/workflows/${workflow}`;
  const [entries, texts, repository] = await Promise.all([
    readEntries(github, { commit, directories: [""] }),
    readTexts(github, { commit, paths: [...tellingFiles, path] }),
    github.octokit.rest.repos.get({ owner: github.owner, repo: github.repo }),
  ]);
  return {
    private: repository.data.private,
    crons: cronsIn(texts.get(path) ?? ""),
    detected: detect({ names: new Set(entries.keys()), texts }),
  };
}

function cronsIn(text: string): string[] {
  try {
    const read = Schedules.safeParse(parse(text));
    return read.success ? read.data.on.schedule.map(({ cron }) => cron) : [];
  } catch {
    return []; // GitHub runs it, so that this is a file that was changed since.
  }
}
