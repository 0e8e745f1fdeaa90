import type { Command } from "commander";

import { configPath } from "../core/config.ts";
import { configText, detect, tellingFiles } from "../core/config-text.ts";
import { UserError } from "../core/errors.ts";
import { type UsedLabel, labelsInUse } from "../core/labels.ts";
import { readConfig } from "../edge/config-file.ts";
import { createLabels, missingLabels } from "../edge/labels.ts";
import { type Ask, asking, terminalAsk } from "./ask.ts";
import { callerFiles, callerPath, schedule } from "./caller-text.ts";
import { difference } from "./difference.ts";
import { findCaller, startRun } from "./manual-run.ts";
import type { Place } from "./place.ts";
import { proposalBranch } from "./place-branch.ts";
import { workingTree } from "./place-tree.ts";
import { pinOf } from "./product.ts";
import { allowPullRequests, credentials, jobRights, secretNames, setSecret } from "./settings.ts";
import { type Target, openTarget } from "./target.ts";
import { interactive, print } from "./terminal.ts";

type Options = {
  readonly repo?: string;
  readonly pin?: string;
  readonly write: boolean;
  readonly own: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly force: boolean;
};

/** Adds `switchyard init`. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description("Write workflow, config and labels, as a pull request.")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--write", "write into the working tree instead of opening a pull request", false)
    .option("--own", "write the owned form: the task workflow is yours to change", false)
    .option("--pin <ref>", "version tag or commit of Switchyard to call; by default that of this package")
    .option("--dry-run", "print every file, label and request, and change nothing", false)
    .option("--yes", "ask nothing", false)
    .option("--force", "replace files that differ", false)
    .action(async (options: Options) =>
      init(options, interactive && !options.yes ? asking(terminalAsk, 3) : null),
    );
}

/** Puts Switchyard into a repository: files (as a pull request), labels, and on request the secret and the pull request switch. What is asked is for `ask` to bound. */
export async function init(options: Options, ask: Ask | null): Promise<void> {
  const pin = await pinOf(options.pin);
  const target = await openTarget(options);
  const place = options.write ? await workingTree() : await proposalBranch(target);
  const wanted = await wantedFiles(target, { place, pin, own: options.own });
  const there = await place.read([...wanted.keys()]);
  const files = await changedFiles({ wanted, there, options, ask: options.dryRun ? null : ask });
  const config = readConfig(files.get(configPath) ?? there.get(configPath) ?? null);
  const labels = await missingLabels(target.github, labelsInUse(config));
  tell({ place, files, labels, target });
  if (options.dryRun) return tellPlan({ place, files, labels, there, target });
  const next = files.size === 0 ? mergeFirst(place) : await place.write(files);
  await createLabels(target.github, labels);
  const secret = await offerSecret(target, ask);
  const pulls = await offerPullRequests(target, ask);
  const rehearsal = await offerRehearsal(target, { ask, isThere: files.size === 0 });
  const [label = ""] = config.labels.trigger;
  print(
    [
      "",
      "Next:",
      `1. ${next}`,
      `2. ${[secret, pulls].filter((line) => line !== null).join(" ")}`,
      `3. ${rehearsal}`,
      `4. Put the label "${label}" on an issue. \`npx claude-switchyard doctor\` checks everything before.`,
      `To stop everything new later: \`gh variable set SWITCHYARD_STOP --body true --repo ${target.repository}\`.`,
    ].join("\n"),
  );
}

async function wantedFiles(
  target: Target,
  { place, pin, own }: { place: Place; pin: string; own: boolean },
): Promise<Map<string, string>> {
  const names = await place.names();
  if (names.size === 0)
    throw new UserError("The repository has no commit yet: push one to its default branch first.");
  const texts = await place.read(tellingFiles.filter((name) => names.has(name)));
  return new Map([
    ...(await callerFiles({ own, pin, private: target.private })),
    [configPath, configText({ detected: detect({ names, texts }), pin })],
  ]);
}

/** Those files that are to be written. What is there and differs is shown, and replaced only when a person, asked once for all of it, or --force says so. */
async function changedFiles(change: {
  wanted: ReadonlyMap<string, string>;
  there: ReadonlyMap<string, string>;
  options: Options;
  ask: Ask | null;
}): Promise<Map<string, string>> {
  const differing: string[] = [];
  const files = new Map([...change.wanted].filter(([path, text]) => change.there.get(path) !== text));
  for (const [path, text] of files) {
    const old = change.there.get(path);
    if (old === undefined || change.options.force) continue;
    differing.push(path);
    print(`${path} is there and differs:`);
    print(
      difference(old, text)
        .map((line) => `  ${line}`)
        .join("\n"),
    );
  }
  if (differing.length === 0) return files;
  const kept = change.ask === null ? differing : [];
  const replaced = (await change.ask?.confirm(`Replace ${differing.join(" and ")}?`)) ?? false;
  if (!replaced) for (const path of differing) files.delete(path);
  if (kept.length > 0 && !change.options.dryRun)
    throw new UserError(
      `Nothing was changed: ${kept.join(" and ")} would be replaced. Run it with --force to do that.`,
    );
  return files;
}

function tell({
  place,
  files,
  labels,
  target,
}: {
  place: Place;
  files: ReadonlyMap<string, string>;
  labels: readonly UsedLabel[];
  target: Target;
}): void {
  if (files.size === 0 && labels.length === 0) {
    print(`Nothing to change in ${target.repository}: workflow, config and labels are as they should be.`);
    return;
  }
  print(`${target.repository} (${target.private ? "private" : "public"}):`);
  for (const path of files.keys()) print(`  file   ${path}`);
  if ([...files.keys()].includes(callerPath)) print(`  ticks  ${schedule(target.private)}`);
  for (const { name } of labels) print(`  label  ${name}`);
  if (files.size > 0) print(`Files go into ${place.where}.`);
}

function tellPlan(plan: {
  place: Place;
  files: ReadonlyMap<string, string>;
  labels: readonly UsedLabel[];
  there: ReadonlyMap<string, string>;
  target: Target;
}): void {
  for (const [path, text] of plan.files) {
    print(`\n=== ${path}${plan.there.has(path) ? " (replaced)" : ""}`);
    print(text.trimEnd());
  }
  const acts = [
    ...(plan.files.size === 0 ? [] : plan.place.plan(plan.files)),
    ...plan.labels.map(({ name }) => `POST /repos/${plan.target.repository}/labels ("${name}")`),
  ];
  print(`\nIt would${acts.length === 0 ? " do nothing." : ":"}`);
  for (const act of acts) print(`  ${act}`);
  print("Nothing was changed (--dry-run).");
}

function mergeFirst({ proposal }: Place): string {
  return proposal === null ? "The files are there." : `Review and merge ${proposal.url}`;
}

/** Offers to set a credential; resolves to the sentence for the end. */
async function offerSecret(target: Target, ask: Ask | null): Promise<string> {
  const names = await secretNames(target);
  const set = credentials.find((name) => names?.has(name));
  if (set !== undefined) return `The secret ${set} is set.`;
  const byHand = `Set a credential: \`gh secret set ANTHROPIC_API_KEY --repo ${target.repository}\` (or CLAUDE_CODE_OAUTH_TOKEN, from \`claude setup-token\`).`;
  const name = await ask?.choose("Which credential pays for the model?", [
    { value: "ANTHROPIC_API_KEY", label: "An Anthropic API key" },
    { value: "CLAUDE_CODE_OAUTH_TOKEN", label: "A Claude subscription (the token of `claude setup-token`)" },
    { value: "later", label: "I set the secret myself" },
  ]);
  if (ask === null || name === null || name === undefined || name === "later") return byHand;
  const value = await ask.secret(`${name} (goes to GitHub, is not kept here)`);
  if (value === null) return byHand;
  const problem = await setSecret(target, { name, value });
  return problem === null ? `The secret ${name} is set.` : `${name} could not be set: ${problem}. ${byHand}`;
}

/** Offers to start the rehearsal where the workflow is on the default branch by now; resolves to the sentence for the end. */
async function offerRehearsal(
  target: Target,
  { ask, isThere }: { ask: Ask | null; isThere: boolean },
): Promise<string> {
  const byHand = "Rehearse: start the workflow by hand, without issues. It does everything but the agent.";
  if (ask === null || !isThere) return byHand;
  try {
    const caller = await findCaller(target, []);
    if (!(await ask.confirm("Rehearse now? It does everything but the agent, for about a cent.")))
      return byHand;
    return `The rehearsal is running; its summary says what is missing: ${await startRun(target, { caller, inputs: {} })}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${byHand} It could not be started from here: ${error.message}`;
  }
}

/** Offers the switch without which jobs cannot open pull requests; resolves to the sentence for the end, null when all is well. */
async function offerPullRequests(target: Target, ask: Ask | null): Promise<string | null> {
  const rights = await jobRights(target);
  if (rights?.pullRequests === true) return null;
  const page = `${target.url}/settings/actions`;
  const byHand = `Switch on "Allow GitHub Actions to create and approve pull requests": ${page}`;
  if (rights === null || ask === null || !target.rights.admin) return byHand;
  if (!(await ask.confirm('Switch on "Allow GitHub Actions to create and approve pull requests"?')))
    return byHand;
  await allowPullRequests(target);
  return null;
}
