import type { Command } from "commander";

import { configPath } from "../core/config.ts";
import { product } from "../core/product.ts";
import { UserError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { type GitHub, statusOf, told } from "../edge/github.ts";
import { readRepository } from "../edge/repository.ts";
import { difference } from "./difference.ts";
import { findIssues, issueNumber } from "./issue-number.ts";
import { openLook } from "./look.ts";
import { findCaller, startRun } from "./manual-run.ts";
import { observeAsked } from "./planned.ts";
import { pinOf } from "./product.ts";
import { openProposal } from "./proposal.ts";
import { type Pin, compareVersions, movePins, notesBetween, pinsIn, versionOf } from "./pins.ts";
import { type Target, openTarget } from "./target.ts";
import { print } from "./terminal.ts";
import { readWorkflows } from "./workflows.ts";

const [owner = "", repo = ""] = product.split("/");

type Options = {
  readonly repo?: string;
  readonly to?: string;
  readonly try?: string;
  readonly dryRun: boolean;
};

/** Adds `switchyard update`. */
export function addUpdate(program: Command): void {
  program
    .command("update")
    .description("Move the pinned version of Switchyard, as a pull request that shows what changes.")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--to <ref>", "version tag or commit; by default the newest release of the same major version")
    .option("--try <issue>", "run this one issue on the new version, from the branch of the pull request")
    .option("--dry-run", "print what would change, and change nothing", false)
    .action(update);
}

async function update(options: Options): Promise<void> {
  const target = await openTarget(options);
  const issue = options.try === undefined ? null : issueNumber(options.try);
  const caller = issue === null ? null : await findCaller(target, ["issues"]);
  if (issue !== null) await demandAlone(target, issue);
  const workflows = await readWorkflows(target.github);
  const pins = workflows.flatMap(({ path, text }) => pinsIn(path, text));
  const [first] = pins;
  if (first === undefined)
    throw new UserError(
      `No workflow on the default branch of ${target.repository} calls ${product}. \`switchyard init\` writes one.`,
    );
  const from = oldest(pins);
  const to = await wantedRelease(target, { wanted: options.to, from });
  const config = (await readRepository(target.github))?.configText ?? "";
  const texts = new Map([...workflows.map(({ path, text }) => [path, text] as const), [configPath, config]]);
  const files = new Map(
    [...texts].flatMap(([path, text]) => {
      const moved = movePins(text, { ...to, moving: options.to !== undefined });
      return moved === text ? [] : [[path, moved] as const];
    }),
  );
  if (files.size === 0) return print(upToDate(pins, to.name));
  print(`${target.repository}: ${nameOf(from)} → ${to.name}`);
  for (const [path, moved] of files) {
    print(`\n${path}`);
    for (const line of difference(texts.get(path) ?? "", moved)) print(`  ${line}`);
  }
  const notes = notesBetween(await changesAt(target, to.name), { from: versionOf(from), to: to.name });
  print(
    notes.length === 0
      ? `\nWhat changes: https://github.com/${product}/compare/${nameOf(from)}...${to.name}`
      : `\nWhat changes:\n${notes.map((line) => (line === "" ? "" : `  ${logLine(line, 2_000)}`)).join("\n")}`,
  );
  if (options.dryRun) return print("\nNothing was changed (--dry-run).");
  const proposal = await openProposal(target, {
    name: "update",
    title: `Update Switchyard to ${to.name}`,
    otherwise: "edit the lines by hand",
  });
  const url = await proposal.write(
    files,
    [
      `Moves Switchyard from ${nameOf(from)} to ${to.name}: https://github.com/${product}/compare/${nameOf(from)}...${to.name}`,
      "",
      "A task that is at work goes on with the version that it began with. Records are read by every later version; to go back, revert this.",
    ].join("\n"),
  );
  if (caller === null) return print(`\nReview and merge ${url}`);
  const run = await startRun(target, { caller, inputs: { issues: String(issue) }, ref: proposal.branch });
  print(`\n#${issue} runs on ${to.name}, by the config of the default branch: ${run}`);
  print(`Merge ${url} when you like what comes of it, or close it: then nothing has changed.`);
}

/** A run decides about every issue that is ready, so one that is to try a version must find no other. Throws a UserError that says what would start, or why the issue would not. */
async function demandAlone(target: Target, issue: number): Promise<void> {
  await findIssues(target, { numbers: [issue], startable: true });
  await using look = await openLook(target);
  const { decision } = await observeAsked(look, { target, asked: { numbers: [issue], prompt: "" } });
  const starting = decision.actions.flatMap((action) => (action.type === "claim" ? [action.issue] : []));
  const others = starting.filter((one) => one !== issue);
  if (others.length > 0)
    throw new UserError(
      `Nothing was changed: ${others.map((one) => `#${one}`).join(", ")} would start on the new version too. Wait until nothing is ready (\`switchyard status\`), then run it again.`,
    );
  if (starting.length > 0) return;
  const why = decision.deferred.find((one) => one.issue === issue)?.text;
  throw new UserError(
    `Nothing was changed: #${issue} would not start. ${why ?? "Its last run ended without a result, which the next tick settles first."}`,
  );
}

/** A release: the name of its tag and its commit. */
type Release = { readonly name: string; readonly commit: string };

/** The release that was asked for, or the newest one of the same major version. Throws a UserError when there is none. */
async function wantedRelease(
  { github }: Target,
  { wanted, from }: { wanted: string | undefined; from: Pin },
): Promise<Release> {
  const name =
    wanted === undefined ? await newestRelease(github, versionOf(from)) : await pinOf(wanted, "--to");
  const commit = await told(`looking for ${name} of ${product}`, async () =>
    github.octokit.rest.repos.getCommit({ owner, repo, ref: name }).catch((error: unknown) => {
      if (statusOf(error) === 404 || statusOf(error) === 422) return null;
      throw error;
    }),
  );
  if (commit === null)
    throw new UserError(`${product} has no ${name}. Its releases: https://github.com/${product}/releases`);
  return { name, commit: commit.data.sha };
}

async function newestRelease({ octokit }: GitHub, from: string | null): Promise<string> {
  const { data } = await told(`reading the releases of ${product}`, async () =>
    octokit.rest.git.listMatchingRefs({ owner, repo, ref: "tags/v" }).catch((error: unknown) => {
      if (statusOf(error) === 404) return { data: [] };
      throw error;
    }),
  );
  const versions = data
    .map(({ ref }) => ref.replace("refs/tags/", ""))
    .filter((name) => /^v\d+\.\d+\.\d+$/.test(name))
    .toSorted(compareVersions);
  const major = (from ?? versions.at(-1) ?? "").split(".")[0];
  const newest = versions.findLast((name) => name.split(".")[0] === major);
  if (newest !== undefined) return newest;
  throw new UserError(
    `${product} has no release${major === "" ? "" : ` of ${major}`} to move to. Name a commit with --to.`,
  );
}

/** The text of CHANGELOG.md of a release; empty when it cannot be read. */
async function changesAt({ github }: Target, name: string): Promise<string> {
  const { octokit } = github;
  try {
    const { data } = await octokit.rest.repos.getContent({ owner, repo, path: "CHANGELOG.md", ref: name });
    if (Array.isArray(data) || data.type !== "file") return "";
    return Buffer.from(data.content, "base64").toString("utf8");
  } catch (error) {
    if (statusOf(error) === 404) return "";
    throw error;
  }
}

/** The pin with the oldest version: what has to move furthest. */
function oldest(pins: readonly Pin[]): Pin {
  const [first, ...others] = pins;
  if (first === undefined) throw new Error("no pin");
  return others.reduce(
    (old, pin) => (compareVersions(versionOf(pin) ?? "v0", versionOf(old) ?? "v0") < 0 ? pin : old),
    first,
  );
}

function nameOf(pin: Pin): string {
  return versionOf(pin) ?? pin.ref;
}

function upToDate(pins: readonly Pin[], newest: string): string {
  const moving = pins.find(({ ref }) => /^v\d+$/.test(ref));
  return moving === undefined
    ? `${newest} is what the workflows call already.`
    : `The workflows call ${moving.ref}, a tag that moves with each release (now ${newest}): there is nothing to do. --to pins them to one.`;
}
