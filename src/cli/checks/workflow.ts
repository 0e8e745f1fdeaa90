import { type Finding, ok, problem, unknown, warning } from "../finding.ts";
import { labelsLetThrough } from "../label-filter.ts";
import { missingPermissions } from "../permissions.ts";
import { permitted } from "../settings.ts";
import { mixedJobs } from "../trust-line.ts";
import { type Caller, followUses, grantsOf, triggerOf } from "../workflows.ts";
import type { Scene } from "./scene.ts";

/** The workflow that starts Switchyard: there, readable, enabled, granting enough, and listening to the right label. */
export async function checkWorkflow(scene: Scene): Promise<Finding[]> {
  const { target, callers, workflows } = scene;
  const broken = workflows
    .filter((file) => file.problem !== null && /switchyard/i.test(file.text))
    .map((file) => problem("workflow", file.problem ?? "", `Mend it: ${editOf(scene, file.path)}`));
  const [caller] = callers;
  if (caller === undefined) {
    if (broken.length > 0) return broken;
    return [
      problem(
        "workflow",
        `No workflow on ${target.defaultBranch} calls Switchyard.`,
        "Run `switchyard init`, and merge the pull request that it opens.",
      ),
    ];
  }
  const several =
    callers.length > 1
      ? [
          warning(
            "workflow",
            `${callers.length} workflows start Switchyard: ${callers.map(place).join(", ")}. Claims keep them apart, but each pays for its runs.`,
            "Keep one.",
          ),
        ]
      : [ok("workflow", `${place(caller)} calls ${caller.uses}.`)];
  return [
    ...broken,
    ...several,
    ...(await enabled(scene, caller)),
    ...(await permissions(scene, caller)),
    ...(await trustLine(scene, caller)),
    ...triggers(scene, caller),
    ...labels(scene, caller),
    ...stop(scene, caller),
    ...pin(scene, caller),
  ];
}

async function enabled(scene: Scene, caller: Caller): Promise<Finding[]> {
  const { octokit, owner, repo } = scene.target.github;
  const workflow_id = caller.file.path.slice(caller.file.path.lastIndexOf("/") + 1);
  const page = `${scene.target.url}/actions/workflows/${workflow_id}`;
  const all = await permitted("reading whether Actions are on", async () =>
    octokit.rest.actions.getGithubActionsPermissionsRepository({ owner, repo }),
  );
  if (all !== null && !all.data.enabled)
    return [
      problem(
        "actions",
        "GitHub Actions are off in this repository.",
        `Switch them on: ${scene.target.url}/settings/actions`,
      ),
    ];
  const found = await permitted("reading the workflow's state", async () =>
    octokit.rest.actions.getWorkflow({ owner, repo, workflow_id }),
  );
  if (found !== null && found.data.state !== "active")
    return [
      problem("actions", `${caller.file.path} is switched off (${found.data.state}).`, `Enable it: ${page}`),
    ];
  return [ok("actions", "GitHub Actions and the workflow are on.")];
}

/** GitHub starts no job at all, and says so nowhere but on the run's page, when a calling job grants less than the called ones ask for. */
async function permissions(scene: Scene, caller: Caller): Promise<Finding[]> {
  const grants = grantsOf(caller, await followUses(scene.workflows));
  const findings = grants.flatMap(({ job, line, granted, needed }) => {
    const missing = missingPermissions(granted ?? new Map(), needed);
    if (missing.length === 0) return [];
    return [
      problem(
        "permissions",
        `${caller.file.path}:${line}: the job "${job}" grants too little, and GitHub refuses the run without a log (startup_failure). Missing: ${missing.join(", ")}.`,
        `Add ${missing.map((one) => `\`${one}\``).join(", ")} under its \`permissions:\`: ${editOf(scene, caller.file.path)}`,
      ),
    ];
  });
  return findings.length > 0
    ? findings
    : [ok("permissions", "The workflow grants what the called workflows ask for.")];
}

/** In the owned form the task file is the repository's: nothing but this check keeps work and collect apart. */
async function trustLine(scene: Scene, caller: Caller): Promise<Finding[]> {
  const mixed = mixedJobs(caller.file, await followUses(scene.workflows));
  if (mixed.length === 0) return [ok("trust line", "No job holds a model credential and may write.")];
  return mixed.map(({ file, line, job, why }) =>
    problem(
      "trust line",
      `${file}:${line}: the job "${job}" is where agent and write access meet: ${why}.`,
      `Give it \`permissions: { contents: read, actions: read }\`, and publish in another job: ${editOf(scene, file)}`,
    ),
  );
}

function triggers(scene: Scene, caller: Caller): Finding[] {
  const missing = [
    ...(triggerOf(caller.file, "issues") === undefined
      ? ["`issues: { types: [labeled, unlabeled] }`, so that labels do nothing until the schedule"]
      : []),
    ...(caller.dispatchable && caller.inputs.includes("issues")
      ? []
      : ["`workflow_dispatch` with the inputs issues and prompt, so that manual runs do not work"]),
    ...(caller.crons.length > 0
      ? []
      : ["`schedule`, so that nothing is tried again when an event was missed"]),
  ];
  if (missing.length === 0) return [ok("triggers", "It runs on labels, by hand and on a schedule.")];
  return [
    warning(
      "triggers",
      `${caller.file.path} lacks ${missing.join("; ")}.`,
      `Compare it with examples/switchyard.yml: ${editOf(scene, caller.file.path)}`,
    ),
  ];
}

/** The label stands in two files, since a job's `if:` cannot read the config. */
function labels(scene: Scene, caller: Caller): Finding[] {
  const wanted = scene.config.labels.trigger;
  const through = labelsLetThrough(caller, scene.variables);
  const line = caller.file.line(["jobs", caller.job, "if"]);
  if (through === null)
    return [
      ok("label", `The workflow runs for every label; the config starts work for ${wanted.join(", ")}.`),
    ];
  if (through.variable !== null && scene.variables === null)
    return [
      unknown(
        "label",
        `The workflow takes the label from the variable ${through.variable}, which this token may not read.`,
        `It must be one of ${wanted.join(", ")}: ${scene.target.url}/settings/variables/actions`,
      ),
    ];
  const deaf = wanted.filter((label) => !through.labels.includes(label));
  const vain = through.labels.filter((label) => !wanted.includes(label));
  if (deaf.length === 0 && vain.length === 0)
    return [ok("label", `Workflow and config agree on the label ${wanted.join(", ")}.`)];
  const remedy =
    through.variable === null
      ? `Name the same labels in both: ${editOf(scene, caller.file.path)}`
      : `Set the variable ${through.variable}, or labels.trigger, so that both are the same: ${scene.target.url}/settings/variables/actions`;
  return [
    problem(
      "label",
      `${caller.file.path}:${line}: the workflow starts for ${through.labels.join(", ")}, the config asks for ${wanted.join(", ")}: ${deaf.length > 0 ? `putting ${deaf.join(", ")} on starts nothing` : `${vain.join(", ")} starts runs that do nothing`}.`,
      remedy,
    ),
  ];
}

function stop(scene: Scene, caller: Caller): Finding[] {
  const page = `${scene.target.url}/settings/variables/actions`;
  if (!caller.condition.includes("SWITCHYARD_STOP"))
    return [
      warning(
        "stop",
        `${caller.file.path} does not look at the variable SWITCHYARD_STOP, so that it cannot stop new runs.`,
        `Add \`vars.SWITCHYARD_STOP != 'true'\` to the job's \`if:\`: ${editOf(scene, caller.file.path)}`,
      ),
    ];
  if (scene.variables === null)
    return [
      unknown(
        "stop",
        "Whether the variable SWITCHYARD_STOP stops new runs cannot be read with this token.",
        `Look here: ${page}`,
      ),
    ];
  if (scene.variables.get("SWITCHYARD_STOP") === "true")
    return [
      problem("stop", "The variable SWITCHYARD_STOP is true: nothing starts.", `Delete it to go on: ${page}`),
    ];
  return [ok("stop", "The variable SWITCHYARD_STOP stops new runs; it is not set.")];
}

function pin(scene: Scene, caller: Caller): Finding[] {
  const ref = caller.uses.slice(caller.uses.indexOf("@") + 1);
  if (/^(?:v\d+(?:\.\d+){0,2}(?:-[\w.]+)?|[0-9a-f]{40})$/.test(ref)) return [];
  return [
    warning(
      "pin",
      `${place(caller)} follows ${ref}, which moves.`,
      `Name a version or a commit: ${editOf(scene, caller.file.path)}`,
    ),
  ];
}

function place({ file, line }: Caller): string {
  return `${file.path}:${line}`;
}

function editOf({ target }: Scene, path: string): string {
  return `${target.url}/edit/${target.defaultBranch}/${path}`;
}
