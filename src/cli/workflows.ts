import { z } from "zod";

import type { GitHub } from "../edge/github.ts";
import { type Permissions, neededBy, permissionsOf } from "./permissions.ts";
import { productFile } from "./product.ts";
import { type Load, type YamlFile, member, membersOf, readYaml } from "./yaml-file.ts";

/** A job of a repository's workflow that starts Switchyard: by calling our workflow, or in the owned form by running our dispatch. */
export type Caller = {
  readonly file: YamlFile;
  readonly form: "called" | "owned";
  readonly job: string;
  /** What follows `uses:`, and its line. */
  readonly uses: string;
  readonly line: number;
  /** The job's `if:`; empty when there is none. */
  readonly condition: string;
  readonly inputs: readonly string[];
  readonly crons: readonly string[];
  readonly dispatchable: boolean;
};

const folder = ".github/workflows";

const Tree = z.object({
  repository: z.object({
    object: z
      .object({
        entries: z
          .array(z.object({ name: z.string(), object: z.object({ text: z.string().nullish() }).nullable() }))
          .default([]),
      })
      .nullable(),
  }),
});

/** The workflow files of the default branch, by one request. */
export async function readWorkflows(github: GitHub): Promise<YamlFile[]> {
  const answer = await github.graphql({
    doing: "reading the workflows",
    document: `query workflows($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      object(expression: "HEAD:${folder}") { ... on Tree { entries { name object { ... on Blob { text } } } } }
    } }`,
    variables: { owner: github.owner, repo: github.repo },
    schema: Tree,
  });
  return (answer.repository.object?.entries ?? [])
    .filter(({ name }) => /\.ya?ml$/.test(name))
    .map(({ name, object }) => readYaml(`${folder}/${name}`, object?.text ?? ""));
}

/** Every job that starts Switchyard. */
export function callersOf(files: readonly YamlFile[]): Caller[] {
  return files.flatMap((file) =>
    membersOf(member(file.value, "jobs")).flatMap(([job, node]) => {
      const started = startOf(node);
      if (started === null) return [];
      const condition = member(node, "if");
      const manual = triggerOf(file, "workflow_dispatch");
      const crons = triggerOf(file, "schedule");
      return [
        {
          file,
          form: started.form,
          job,
          uses: started.uses,
          line: file.line(["jobs", job, ...started.path]),
          condition: typeof condition === "string" ? condition : "",
          inputs: membersOf(member(manual, "inputs")).map(([name]) => name),
          crons: (Array.isArray(crons) ? crons : []).flatMap((item) => {
            const cron: unknown = member(item, "cron");
            return typeof cron === "string" ? [cron] : [];
          }),
          dispatchable: manual !== undefined,
        },
      ];
    }),
  );
}

/** The configuration of a trigger: undefined when the workflow does not have it, null when it has no settings. */
export function triggerOf(file: YamlFile, name: string): unknown {
  const on = member(file.value, "on");
  if (on === name || (Array.isArray(on) && on.includes(name))) return null;
  return member(on, name);
}

/** Follows `uses:` of jobs: into the repository's own files, and for ours into those that this package ships. */
export async function followUses(files: readonly YamlFile[]): Promise<Load> {
  const shipped = ["switchyard.yml", "task.yml"].map(
    async (name) => [name, readYaml(`${folder}/${name}`, await productFile(`${folder}/${name}`))] as const,
  );
  const ours = new Map(await Promise.all(shipped));
  return (uses) =>
    files.find(({ path }) => uses === `./${path}`) ??
    ours.get(
      /(?:^\$|\/switchyard)\/\.github\/workflows\/(switchyard\.yml|task\.yml)(?:@|$)/.exec(uses)?.[1] ?? "",
    ) ??
    null;
}

/** Each calling job of the workflow with what it grants and what the jobs below it ask for. */
export function grantsOf(
  { file }: Pick<Caller, "file">,
  load: Load,
): { job: string; line: number; granted: Permissions | null; needed: Permissions }[] {
  return membersOf(member(file.value, "jobs")).flatMap(([job, node]) => {
    const uses = member(node, "uses");
    const called = typeof uses === "string" ? load(uses) : null;
    if (called === null) return [];
    const granted =
      permissionsOf(member(node, "permissions")) ?? permissionsOf(member(file.value, "permissions"));
    return [
      { job, line: file.line(["jobs", job, "permissions"]), granted, needed: neededBy(called.value, load) },
    ];
  });
}

const calledForm = /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/switchyard\.yml@/;
const ownedForm = /^[\w.-]+\/switchyard(?:\/dispatch)?@/;

function startOf(job: unknown): { form: Caller["form"]; uses: string; path: (string | number)[] } | null {
  const uses = member(job, "uses");
  if (typeof uses === "string" && calledForm.test(uses)) return { form: "called", uses, path: ["uses"] };
  const steps = member(job, "steps");
  for (const [index, step] of (Array.isArray(steps) ? steps : []).entries()) {
    const used: unknown = member(step, "uses");
    if (typeof used === "string" && ownedForm.test(used))
      return { form: "owned", uses: used, path: ["steps", index, "uses"] };
  }
  return null;
}
