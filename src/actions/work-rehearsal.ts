import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";

import { info, setOutput, warning } from "@actions/core";

import type { Credential } from "../core/credential.ts";
import { without } from "../core/env-file.ts";
import { NoSpaceError, messageOf } from "../core/errors.ts";
import { isolationParts } from "../core/isolation.ts";
import { logLine } from "../core/log-line.ts";
import { type Finding, type RehearsalReport, finding, isolationFindings } from "../core/rehearsal.ts";
import { missingLines } from "../core/rehearsal-text.ts";
import { taskSettings } from "../core/task-settings.ts";
import { duration } from "../core/text.ts";
import { installClaude } from "../edge/claude-install.ts";
import { chooseCredentials, readCredentials } from "../edge/credentials.ts";
import { uploadReport } from "../edge/hand-over.ts";
import { probeIsolation } from "../edge/isolation.ts";
import { openTaskDirectory } from "../edge/leavings.ts";
import { openSecretScanner, withoutSecret } from "../edge/secret-scan.ts";
import type { Tree } from "../edge/workspace.ts";
import type { Job } from "./action.ts";
import { readRehearsal } from "./planned.ts";
import { guardedValues } from "../edge/env-file.ts";
import { runOnBase } from "../edge/gates.ts";
import { prepareBase } from "../edge/setup.ts";
import { type Site, openSite } from "../edge/site.ts";
import { probeCredential } from "./work-probe.ts";
import { type RehearsalScene, type WorkInputs, taskLog } from "./work-scene.ts";

type Report = Pick<RehearsalReport, "setup" | "gates" | "isolation" | "spent"> & { findings: Finding[] };

/** Does everything that work does but the agent, goes on after each failure, and hands over what it found. */
export async function workRehearsal(inputs: WorkInputs, job: Job): Promise<void> {
  const { plan } = await readRehearsal(inputs, job);
  const temp = await openTaskDirectory(job.temp);
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort("shutdown"));
  const settings = taskSettings(plan.config, { labels: [], type: null, scope: null });
  const scene: RehearsalScene = {
    inputs,
    job,
    plan,
    temp,
    checkout: job.workspace,
    secrets: inputs,
    log: taskLog,
    signal: ending.signal,
    task: { settings },
  };
  try {
    await handOver(scene, await lookAtAll(scene));
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function lookAtAll(scene: RehearsalScene): Promise<Report> {
  const report: Report = {
    findings: [],
    setup: { commands: [], seconds: 0, tail: "" },
    gates: [],
    isolation: null,
    spent: 0,
  };
  const { findings } = report;
  const pool = credentialsOf(scene, findings);
  const held = await isolated(scene, findings);
  const opened = await openSite(held).catch((error: unknown) => ({
    ok: false as const,
    reason: messageOf(error),
  }));
  if (!opened.ok) {
    findings.push(finding("disk", "missing", opened.reason));
    return report;
  }
  await using site = opened.site;
  report.isolation = site.held;
  const [executable, base] = await Promise.all([
    pool.length === 0 ? null : installed(held, findings),
    prepared(held, { site, report }),
  ]);
  if (base !== null) await runGates(held, { site, base, report });
  if (executable === null) return report;
  for (const credential of pool) {
    const probed = await probeCredential(held, { site, executable, credential });
    report.spent += probed.spent;
    findings.push(probed.finding);
  }
  return report;
}

function credentialsOf({ inputs, plan, task }: RehearsalScene, findings: Finding[]): Credential[] {
  try {
    const all = readCredentials(inputs);
    chooseCredentials(all, { profile: task.settings.profile, consent: plan.config.credentials });
    return all;
  } catch (error) {
    findings.push(finding("secret", "missing", messageOf(error)));
    return [];
  }
}

/** Tries each part by itself; what is demanded and cannot be had is left out of the rest, so that this is looked at all the same. */
async function isolated(scene: RehearsalScene, findings: Finding[]): Promise<RehearsalScene> {
  const { plan, temp } = scene;
  const place = join(temp, "isolation");
  await mkdir(place, { recursive: true });
  const offer = await probeIsolation(place);
  const demand = { ...plan.config.isolation };
  findings.push(...isolationFindings(demand, offer));
  for (const part of isolationParts)
    if (offer[part] !== null && demand[part] === "enforce") demand[part] = "none";
  return { ...scene, plan: { ...plan, config: { ...plan.config, isolation: demand } } };
}

async function installed({ job, temp, signal }: RehearsalScene, findings: Finding[]): Promise<string | null> {
  try {
    const executable = await installClaude({ toolCache: job.toolCache, temp, signal });
    findings.push(finding("claude", "ok", "The release of this version is installed and verified."));
    return executable;
  } catch (error) {
    findings.push(finding("claude", "missing", messageOf(error)));
    return null;
  }
}

async function prepared(
  scene: RehearsalScene,
  { site, report }: { site: Site; report: Report },
): Promise<Tree | null> {
  const started = Date.now();
  const end = await prepareBase(scene, site).catch((error: unknown) => ({
    ok: false as const,
    reason: messageOf(error),
  }));
  const seconds = (Date.now() - started) / 1000;
  if (!end.ok) {
    const [first = "", ...rest] = end.reason.split("\n");
    report.setup = { commands: [], seconds, tail: rest.join("\n").slice(-4_000) };
    report.findings.push(finding("setup", "missing", first));
    return null;
  }
  report.setup = {
    commands: end.steps.slice(0, 50).map(({ run }) => run.slice(0, 2_000)),
    seconds,
    tail: "",
  };
  const text = end.steps.length === 0 ? "Nothing to install was found." : `It took ${duration(seconds)}.`;
  report.findings.push(finding("setup", "ok", text));
  return end.base;
}

async function runGates(
  scene: RehearsalScene,
  { site, base, report }: { site: Site; base: Tree; report: Report },
): Promise<void> {
  for (const gate of scene.task.settings.gates) {
    const { now, seconds, tail } = await runOnBase({ ...scene, site }, gate, base);
    const name = gate.name.slice(0, 80);
    const kept = now === "passed" ? "" : tail.slice(-4_000);
    report.gates.push({ name, result: now, seconds, tail: kept });
    report.findings.push(
      now === "passed"
        ? finding("gate", "ok", `It passes on the base in ${duration(seconds)}.`, name)
        : finding(
            "gate",
            "doubtful",
            `On the base: ${now.replace("_", " ")}, after ${duration(seconds)}.`,
            name,
          ),
    );
  }
}

/** Uploads the report without anything secret: everybody who sees the repository can read it. */
async function handOver(scene: RehearsalScene, found: Report): Promise<void> {
  const { inputs, job } = scene;
  const values = [...guardedValues(scene), ...secretsOf(inputs["setup-env"])];
  const scan = await openSecretScanner();
  const clean = async (text: string) => withoutSecret(scan, without(values, text));
  const report: RehearsalReport = {
    version: 1,
    claim: inputs.claim,
    run: job.run.id,
    "run-attempt": job.run.attempt,
    ...found,
    findings: await Promise.all(found.findings.map(async (one) => ({ ...one, text: await clean(one.text) }))),
    setup: { ...found.setup, tail: await clean(found.setup.tail) },
    gates: await Promise.all(found.gates.map(async (gate) => ({ ...gate, tail: await clean(gate.tail) }))),
  };
  for (const line of missingLines(report.findings)) info(`Missing: ${logLine(line, 500)}`);
  try {
    const name = `switchyard-rehearsal-${job.run.attempt}`;
    const artifact = await uploadReport(report, { name, temp: job.temp });
    setOutput("result-id", artifact.id);
    setOutput("result-digest", artifact.digest);
    setOutput("outcome", "rehearsed");
  } catch (error) {
    if (!(error instanceof NoSpaceError)) throw error;
    warning(error.message);
    setOutput("outcome", "no_space");
  }
}

function secretsOf(text: string): string[] {
  return Object.values(parseEnv(text)).flatMap((value) =>
    value === undefined || value.length < 4 ? [] : [value],
  );
}
