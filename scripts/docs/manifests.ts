import { readFileSync } from "node:fs";
import { join } from "node:path";

import { isMap, isScalar, parse, parseDocument } from "yaml";
import { z } from "zod";

import { table } from "./markdown.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const Input = z.object({
  description: z.string().default(""),
  required: z.boolean().default(false),
  default: z.string().optional(),
});
const Action = z.object({
  description: z.string(),
  inputs: z.record(z.string(), Input).default({}),
  outputs: z.record(z.string(), z.object({ description: z.string() })).default({}),
});
const Called = z.object({
  on: z.object({
    workflow_call: z.object({
      inputs: z.record(z.string(), Input),
      secrets: z.record(z.string(), z.unknown()),
    }),
  }),
});
const Caller = z.object({
  jobs: z.object({ switchyard: z.object({ secrets: z.record(z.string(), z.string()) }) }),
});
const Jobs = z.object({
  jobs: z.record(
    z.string(),
    z.object({ uses: z.string().optional(), steps: z.array(z.object({ uses: z.string() })).default([]) }),
  ),
});

/** The workflow that users paste, whole, as a code block. */
export function callerBlock(): string {
  return `\`\`\`yaml\n${read("examples/switchyard.yml").trimEnd()}\n\`\`\``;
}

/** What the calling job has to grant, each with the reason that the example gives. */
export function permissionsTable(): string {
  const rows = permissionsOf(read("examples/switchyard.yml"), "switchyard");
  return table(
    ["permission", "what for"],
    rows.map(({ scope, reason }) => [`\`${scope}\``, reason]),
  );
}

/** The closed list of secrets: under which name the example takes it from the repository, and what happens with it. */
export function secretsTable(): string {
  const called = Called.parse(parse(read(".github/workflows/switchyard.yml")));
  const caller = Caller.parse(parse(read("examples/switchyard.yml")));
  const actions = ["work", "collect"].map((job) => ({
    job,
    inputs: Action.parse(parse(read(`${job}/action.yml`))).inputs,
  }));
  const rows = Object.keys(called.on.workflow_call.secrets).map((name) => {
    const from = /secrets\.(\w+)/.exec(caller.jobs.switchyard.secrets[name] ?? "")?.[1] ?? "";
    const takes = actions.filter(({ inputs }) => inputs[name] !== undefined);
    return [
      `\`${from}\``,
      `\`${name}\``,
      takes.map(({ job }) => job).join(", "),
      takes[0]?.inputs[name]?.description ?? "",
    ];
  });
  return table(["secret of the repository", "passed as", "job", "what it is"], rows);
}

/** What the reusable workflow takes under `with:`. */
export function workflowInputsTable(): string {
  const called = Called.parse(parse(read(".github/workflows/switchyard.yml")));
  return inputsTable(called.on.workflow_call.inputs);
}

/** Every action with its inputs and outputs. */
export function actionTables(): string {
  return ["dispatch", "prepare", "work", "collect", "progress", "wake"]
    .map((name) => {
      const action = Action.parse(parse(read(`${name}/action.yml`)));
      const outputs = Object.entries(action.outputs).map(([output, { description }]) => [
        `\`${output}\``,
        description,
      ]);
      return [
        `#### ${name}`,
        action.description,
        inputsTable(action.inputs),
        ...(outputs.length === 0 ? [] : [table(["output", "meaning"], outputs)]),
      ].join("\n\n");
    })
    .join("\n\n");
}

/** Each job that really runs: its actions, the permissions of its token with their reasons, and the secrets that it is given. */
export function jobsTable(): string {
  const rows = [".github/workflows/switchyard.yml", ".github/workflows/task.yml"].flatMap((path) => {
    const text = read(path);
    return Object.entries(Jobs.parse(parse(text)).jobs).flatMap(([name, job]) => {
      if (job.uses !== undefined) return []; // a call: its permissions are only the ceiling of the jobs below it
      const permissions = permissionsOf(text, name).map(({ scope, reason }) => `\`${scope}\` (${reason})`);
      const secrets = new Set(
        [...textOf(text, name).matchAll(/\$\{\{ secrets\.([\w-]+) \}\}/g)].map((match) => `\`${match[1]}\``),
      );
      return [
        [
          name,
          job.steps.map(({ uses }) => `\`${uses}\``).join(", "),
          permissions.join("<br>"),
          secrets.size === 0 ? "none" : [...secrets].join(", "),
        ],
      ];
    });
  });
  return table(["job", "runs", "its token may", "secrets"], rows);
}

function inputsTable(inputs: Readonly<Record<string, z.infer<typeof Input>>>): string {
  const rows = Object.entries(inputs).map(([name, { description, required, default: value }]) => [
    `\`${name}\``,
    description,
    required ? "required" : value === undefined || value === "" ? "" : `\`${value}\``,
  ]);
  return table(["input", "meaning", "default"], rows);
}

function permissionsOf(text: string, job: string): { scope: string; reason: string }[] {
  const permissions: unknown = parseDocument(text).getIn(["jobs", job, "permissions"], true);
  if (!isMap(permissions)) throw new Error(`the job ${job} has no permissions`);
  return permissions.items.map(({ key, value }) => {
    const reason = isScalar(value) ? (value.comment ?? "").trim() : "";
    return { scope: `${String(key)}: ${String(value)}`, reason };
  });
}

/** The lines of one job of a workflow. */
function textOf(text: string, job: string): string {
  const [, after = ""] = text.split(`\n  ${job}:\n`);
  return after.split(/\n {2}\w/)[0] ?? "";
}
