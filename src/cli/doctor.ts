import type { Command } from "commander";

import { dollars } from "../core/text.ts";
import { checkConfig, checkDirectories, checkLabels } from "./checks/config.ts";
import { worstCase } from "../core/costs.ts";
import { checkRunners, checkSchedule, limitsInForce } from "./checks/cost.ts";
import { checkRecords } from "./checks/records.ts";
import { readScene } from "./checks/scene.ts";
import { checkActionsSettings, checkApp, checkBranch, checkSecrets } from "./checks/settings.ts";
import { checkRepository, checkToken } from "./checks/token.ts";
import { checkTraps } from "./checks/traps.ts";
import { checkWorkflow } from "./checks/workflow.ts";
import type { Finding } from "./finding.ts";
import { openTarget } from "./target.ts";
import { colours, columnsOf, print } from "./terminal.ts";

type Options = { readonly repo?: string; readonly json: boolean };

/** Adds `switchyard doctor`. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("Check everything that Switchyard needs; each finding with its remedy.")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--json", "print JSON", false)
    .action(doctor);
}

async function doctor(options: Options): Promise<void> {
  const target = await openTarget(options);
  const scene = await readScene(target);
  const findings = [
    ...checkRepository(scene),
    ...checkToken(scene),
    ...(await checkWorkflow(scene)),
    ...checkActionsSettings(scene),
    ...checkSecrets(scene),
    ...checkApp(scene),
    ...checkConfig(scene),
    ...(await checkDirectories(scene)),
    ...(await checkLabels(scene)),
    ...(await checkBranch(scene)),
    ...checkTraps(scene),
    ...checkSchedule(scene),
    ...checkRunners(scene),
    ...(await checkRecords(scene)),
  ];
  const limits = limitsInForce(scene.config);
  const worst = worstCase(scene.config);
  if (findings.some(({ state }) => state === "problem")) process.exitCode = 1;
  if (options.json)
    return print(
      JSON.stringify(
        { repository: target.repository, findings, limits, "worst-case-per-label": worst },
        null,
        2,
      ),
    );
  for (const finding of findings) print(lineOf(finding));
  print("");
  for (const line of columnsOf([
    ["LIMIT", "VALUE", "FROM", "MEANING"],
    ...limits.map(({ name, value, source, meaning }) => [name, value, source, meaning]),
  ]))
    print(line);
  print(
    `\nOne label costs at most ${dollars(worst)} (limits.spend-per-issue, or every attempt at limits.spend-per-attempt).`,
  );
  print(verdict(findings));
}

const marks = {
  ok: colours.green("ok     "),
  warning: colours.yellow("warning"),
  problem: colours.red("problem"),
  unknown: colours.dim("unknown"),
} as const;

function lineOf({ state, check, text, remedy }: Finding): string {
  return `${marks[state]}  ${check}: ${text}${remedy === null ? "" : ` ${remedy}`}`;
}

function verdict(findings: readonly Finding[]): string {
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  const problems = count("problem");
  if (problems === 0) return `No problem found (${count("warning")} warnings, ${count("unknown")} unknown).`;
  return `${problems} ${problems === 1 ? "problem" : "problems"} to mend before Switchyard works.`;
}
