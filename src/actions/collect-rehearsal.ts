import { info, setFailed, setOutput, warning } from "@actions/core";

import { configPath } from "../core/config.ts";
import { configText } from "../core/config-text.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { type Finding, type RehearsalReport, finding, proposal } from "../core/rehearsal.ts";
import { type Rehearsed, missingLines, rehearsalText, switchSentence } from "../core/rehearsal-text.ts";
import { duration } from "../core/text.ts";
import { openLink } from "../core/workpad.ts";
import { readConfig } from "../edge/config-file.ts";
import type { GitHub } from "../edge/github.ts";
import { readReport } from "../edge/hand-over.ts";
import { probeLabels, probeOpening } from "../edge/probes.ts";
import { propose } from "../edge/proposal.ts";
import { type Job, writeSummary } from "./action.ts";
import { openPublisher } from "./collect-publisher.ts";
import type { CollectInputs } from "./collect-scene.ts";
import { readRehearsal } from "./planned.ts";

/** The version whose schema the proposed config names. */
const pin = "v1";

/** Ends a rehearsal: opens the draft with the config that dispatch found, and says everywhere what is missing. Nothing is recorded. */
export async function collectRehearsal(
  inputs: CollectInputs,
  { job, github }: { job: Job; github: GitHub },
): Promise<void> {
  setOutput("more", false);
  const { plan, rehearsal } = await readRehearsal(inputs, job);
  const { report, findings: own } = await reported(inputs, { job, claim: rehearsal.claim });
  const [issues] = await probeLabels(github, plan.config);
  const findings = [
    ...rehearsal.findings,
    ...(report?.findings ?? []).filter(({ code }) => fromWork.has(code)),
    ...own,
    ...(issues?.state === "missing" ? [issues] : []),
  ];
  const [label = ""] = plan.config.labels.trigger;
  const repositoryUrl = `${job.serverUrl}/${job.repository}`;
  const rehearsed: Rehearsed = {
    config: plan.config,
    rehearsal,
    report: report === null ? null : { ...report, gates: gatesOf(report, plan.config.gates) },
    findings,
    repositoryUrl,
    runUrl: job.runUrl,
  };
  // As a task would: where Actions may open no pull request, an App may.
  await using publisher = await openPublisher({ github, inputs, job });
  const { url, end, opening } = rehearsal.configured
    ? {
        url: "",
        end: `${configPath} is there already, so that nothing is proposed.`,
        opening: await probeOpening(publisher.github, plan["default-branch"]),
      }
    : await proposed(publisher.github, { plan, rehearsed, label });
  const all = settled([...findings, opening]);
  setOutput("outcome", "rehearsed");
  setOutput("pull-request", url);
  await writeSummary(`# Rehearsal\n\n${rehearsalText({ ...rehearsed, findings: all }, end)}`);
  const missing = missingLines(all);
  for (const line of missing) warning(logLine(line, 500), { title: "Switchyard rehearsal" });
  if (url !== "") info(`${proposal.title}: ${url}`);
  if (missing.length > 0)
    setFailed(
      `The rehearsal found ${missing.length === 1 ? "one thing" : `${missing.length} things`} to mend before the first label; the summary of this job says how.`,
    );
}

/** Without what one job may do and another may not: who lacks it is what counts. */
function settled(findings: readonly Finding[]): Finding[] {
  const lacking = new Set(findings.flatMap(({ code, state }) => (state === "missing" ? [code] : [])));
  const permissions: ReadonlySet<Finding["code"]> = new Set([
    "contents",
    "issues",
    "pull-requests",
    "actions",
  ]);
  return findings.filter(
    ({ code, state }) => !(state === "ok" && permissions.has(code) && lacking.has(code)),
  );
}

/** What a report can speak of; the rest is seen by the jobs that say it. */
const fromWork: ReadonlySet<Finding["code"]> = new Set([
  "secret",
  "credential",
  "revoked",
  "spent",
  "unpaid",
  "model",
  "isolation",
  "disk",
  "claude",
  "setup",
  "gate",
]);

async function reported(
  inputs: CollectInputs,
  { job, claim }: { job: Job; claim: string },
): Promise<{ report: RehearsalReport | null; findings: Finding[] }> {
  if (inputs["result-id"] === "" || inputs["result-digest"] === "") {
    const text = "GitHub takes no artifact of this account any more: its storage for them is full.";
    return {
      report: null,
      findings:
        inputs["work-outcome"] === "no_space"
          ? [finding("artifacts", "missing", text)]
          : [finding("setup", "missing", "The work job ended without a report; its log says why.")],
    };
  }
  const read = await readReport(
    { id: Number(inputs["result-id"]), digest: inputs["result-digest"] },
    { temp: job.temp, claimed: { claim, run: job.run.id, "run-attempt": job.run.attempt } },
  );
  return read.ok
    ? { report: read.report, findings: [finding("artifacts", "ok", "The report came over as one.")] }
    : { report: null, findings: [finding("setup", "missing", `The report was refused: ${read.why}.`)] };
}

/** Results of gates that there are, in their order. */
function gatesOf(report: RehearsalReport, gates: readonly { name: string }[]): RehearsalReport["gates"] {
  return gates.flatMap(({ name }) => report.gates.find((gate) => gate.name === name) ?? []);
}

async function proposed(
  github: GitHub,
  {
    plan,
    rehearsed,
    label,
  }: {
    plan: Awaited<ReturnType<typeof readRehearsal>>["plan"];
    rehearsed: Rehearsed;
    label: string;
  },
): Promise<{ url: string; end: string; opening: Finding }> {
  const { rehearsal, report, findings, repositoryUrl } = rehearsed;
  const measured = new Map(
    (report?.gates ?? []).map(({ name, result, seconds }) => [
      name,
      result === "passed"
        ? `passed on the base in ${duration(seconds)}`
        : `${result.replace("_", " ")} on the base: mend it, or leave it out`,
    ]),
  );
  const text = configText({ detected: rehearsal.detected, pin, measured });
  readConfig(text);
  const opened = finding("opening", "ok", "The draft of this rehearsal was opened.");
  const body = rehearsalText(
    { ...rehearsed, findings: settled([...findings, opened]) },
    switchSentence(label),
  );
  try {
    const { pull } = await propose(github, {
      base: plan.base,
      baseTree: plan["base-tree"],
      defaultBranch: plan["default-branch"],
      text,
      body,
    });
    if (pull !== null)
      return { url: pull.url, end: `The draft: ${pull.url}\n\n${switchSentence(label)}`, opening: opened };
    const link = openLink({ ...proposal, repository: repositoryUrl, base: plan["default-branch"] });
    return {
      url: "",
      end: `The branch \`${proposal.branch}\` holds the config. [Open its pull request with one click](${link}).\n\n${switchSentence(label)}`,
      opening: finding("opening", "missing", "This repository does not let Actions open pull requests."),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const code = /pull-requests|pull request/.test(messageOf(error)) ? "pull-requests" : "contents";
    return {
      url: "",
      end: "Nothing could be proposed.",
      opening: finding(code, "missing", messageOf(error)),
    };
  }
}
