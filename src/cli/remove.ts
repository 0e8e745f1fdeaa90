import { tmpdir } from "node:os";

import type { Command } from "commander";

import { Config } from "../core/config.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { readConfig } from "../edge/config-file.ts";
import { deleteRefs } from "../edge/delete-refs.ts";
import { told } from "../edge/github.ts";
import { readRepository } from "../edge/repository.ts";
import { agreed } from "./ask.ts";
import { exportRecords } from "./export-records.ts";
import { type Leftovers, findLeftovers } from "./leftovers.ts";
import { type Proposal, openProposal } from "./proposal.ts";
import { type Target, openRecords, openTarget } from "./target.ts";
import { print } from "./terminal.ts";

type Options = {
  readonly repo?: string;
  readonly export?: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
};

const title = "Remove Switchyard";

/** Adds `switchyard remove`. */
export function addRemove(program: Command): void {
  program
    .command("remove")
    .description("Take Switchyard out of a repository: files (as a pull request), records, branches, labels.")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--export <file>", "where the records are saved first (a git bundle)")
    .option("--dry-run", "list what would go, and change nothing", false)
    .option("--yes", "ask nothing", false)
    .action(remove);
}

/** Lists everything, saves the records, asks, and takes it away. What another run removed meanwhile is no error; a repeated run goes on. */
async function remove(options: Options): Promise<void> {
  const target = await openTarget(options);
  const config = await configOf(target);
  await demandRest(target);
  const found = await findLeftovers(target, config);
  const proposal =
    found.files.length === 0
      ? null
      : await openProposal(target, { name: "remove", title, otherwise: "delete the files by hand" });
  const file = options.export ?? `switchyard-records-${target.repository.replace("/", "-")}.bundle`;
  const listed = list(found, { file, proposal });
  const stays = whatStays(found, target);
  print(
    listed.length === 0
      ? `Nothing ${stays.length === 0 ? "of Switchyard is left" : "else is left to remove"} in ${target.repository}.`
      : `${target.repository}:`,
  );
  for (const line of listed) print(`  ${line}`);
  for (const line of stays) print(line);
  if (listed.length === 0) return;
  print("Comments on issues stay.");
  if (!(await agreed(options, "Remove all of this?"))) return;
  if (found.records.size > 0) await exportRecords(target, file);
  const url = await proposed(found, proposal);
  await takeAway(target, found);
  print(
    [
      "",
      ...(found.records.size === 0
        ? []
        : [
            `The records are in ${file}; \`git fetch ${file} 'refs/switchyard/*:refs/switchyard/*'\` in a clone reads them.`,
          ]),
      url === null
        ? "Done."
        : `Done, but for the files: review and merge ${url}, and delete its branch. Until then the workflow is switched off; \`gh workflow enable\` would switch it on again.`,
    ].join("\n"),
  );
}

/** The config, or the defaults when it cannot be read: a broken one must not keep anybody here. */
async function configOf({ github }: Target): Promise<Config> {
  try {
    return readConfig((await readRepository(github))?.configText ?? null);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    print(
      `The config cannot be read, so the default names of labels and branches are looked for: ${messageOf(error)}`,
    );
    return Config.parse({});
  }
}

/** Throws a UserError while a task is at work: its run would write what was just removed. */
async function demandRest(target: Target): Promise<void> {
  await using store = await openRecords(target);
  const { entries } = await store.read();
  const busy = [...entries].filter(([, record]) => record.ok && record.entry.state.claim !== null);
  if (busy.length === 0) return;
  throw new UserError(
    `${busy.map(([issue]) => `#${issue}`).join(", ")} ${busy.length === 1 ? "is" : "are"} at work, so nothing was removed. \`switchyard stop\` ends running tasks within a minute; then run this again.`,
  );
}

/** One line for each thing that goes. */
function list(found: Leftovers, to: { file: string; proposal: Proposal | null }): string[] {
  const { files, workflows, records, branches, labels, variables } = found;
  const where = to.proposal?.existing ?? null;
  return [
    ...files.map((path) => `file      ${path}${where === null ? "" : ` (in pull request #${where.number})`}`),
    ...workflows.map(({ path }) => `workflow  ${path} is switched off`),
    ...(records.size === 0
      ? []
      : [`records   ${records.size} refs below refs/switchyard/, saved in ${to.file}`]),
    ...[...branches.keys()].map((ref) => `branch    ${ref.replace("refs/heads/", "")}`),
    ...labels.map((name) => `label     ${name}`),
    ...variables.map((name) => `variable  ${name}`),
  ];
}

/** What is not ours to take, and how a person does. */
function whatStays({ shared, pulls, labelsOfPeople, secrets }: Leftovers, target: Target): string[] {
  const secretLines = secrets.map((name) => `gh secret delete ${name} --repo ${target.repository}`);
  return [
    ...shared.map(
      ({ file, job }) =>
        `${file.path} does more than start Switchyard, so it stays: take out its job "${job}".`,
    ),
    ...(pulls.length === 0
      ? []
      : [
          `Open pull requests stay with their branches: ${pulls.map((number) => `#${number}`).join(", ")}. Merge or close them, then run this again.`,
        ]),
    ...(labelsOfPeople.length === 0 ? [] : [`Labels that people made stay: ${labelsOfPeople.join(", ")}.`]),
    ...(secrets.length === 0
      ? []
      : [`Secrets stay, since other workflows may use them: \`${secretLines.join("`, `")}\`.`]),
  ];
}

async function proposed({ files }: Leftovers, proposal: Proposal | null): Promise<string | null> {
  if (proposal === null || proposal.existing !== null) return proposal?.existing?.url ?? null;
  return proposal.write(
    new Map(files.map((path) => [path, null])),
    [
      "Takes these files away:",
      "",
      ...files.map((path) => `- \`${path}\``),
      "",
      "Records, labels and branches are gone already, and the workflow is switched off. Written by `switchyard remove`.",
    ].join("\n"),
  );
}

/** First what could start something, then the records, then what only people see. */
async function takeAway(target: Target, found: Leftovers): Promise<void> {
  const { octokit, owner, repo } = target.github;
  for (const { id, path } of found.workflows)
    await told(`switching off ${path}`, async () =>
      octokit.rest.actions.disableWorkflow({ owner, repo, workflow_id: id }),
    );
  await deleteAll(target, found.records);
  await deleteAll(target, found.branches);
  for (const name of found.labels)
    await told(`deleting the label "${name}"`, async () =>
      octokit.rest.issues.deleteLabel({ owner, repo, name }),
    );
  for (const name of found.variables)
    await told(`deleting the variable ${name}`, async () =>
      octokit.rest.actions.deleteRepoVariable({ owner, repo, name }),
    );
}

async function deleteAll({ remote }: Target, refs: ReadonlyMap<string, string>): Promise<void> {
  const stay = [...(await deleteRefs({ remote, temp: tmpdir() }, refs))];
  if (stay.length > 0)
    throw new UserError(
      `These could not be deleted: ${stay.map(([ref, why]) => `${ref} (${why})`).join(", ")}. Mend that, and run it again: it goes on.`,
    );
}
