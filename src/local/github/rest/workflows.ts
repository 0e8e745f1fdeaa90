import { parse } from "yaml";
import { z } from "zod";
import type { Need } from "../access.ts";
import { emit } from "../acts/emit.ts";
import { noContent, ok, wrappedPage } from "../answer.ts";
import { notFound, unprocessable } from "../failure.ts";
import { param, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { type WorkflowFile, workflowId, workflowShape } from "../shapes/actions.ts";

const readActions: Need = { permission: ["actions"], level: "read", role: "read" };
const writeActions: Need = { permission: ["actions"], level: "write", role: "write" };
const folder = ".github/workflows";

const dispatched = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).default({}),
  return_run_details: z.boolean().default(false),
});
const declaredInput = z
  .object({
    required: z.boolean().default(false),
    default: z.union([z.string(), z.boolean(), z.number()]).optional(),
    type: z.string().default("string"),
    options: z.array(z.coerce.string()).default([]),
  })
  .nullish()
  .transform((input) => input ?? { required: false, default: undefined, type: "string", options: [] });
const dispatchTrigger = z.object({ inputs: z.record(z.string(), declaredInput).nullish() }).nullish();
const workflow = z.object({ name: z.string().optional(), on: z.unknown() });

type Inputs = Record<string, z.infer<typeof declaredInput>>;

/** Workflows and their manual start. */
export const workflowRoutes = [
  repositoryRoute("GET /actions/workflows", readActions, async (call) =>
    wrappedPage(call, await listWorkflows(call), {
      shape: (file) => workflowShape(call.world, call.repository, file),
      wrap: (workflows, total_count) => ({ total_count, workflows }),
    }),
  ),
  repositoryRoute("GET /actions/workflows/{workflow_id}", readActions, async (call) =>
    ok(workflowShape(call.world, call.repository, await workflowOf(call))),
  ),
  repositoryRoute("POST /actions/workflows/{workflow_id}/dispatches", writeActions, dispatch),
  repositoryRoute("PUT /actions/workflows/{workflow_id}/disable", writeActions, async (call) =>
    switchWorkflow(call, "off"),
  ),
  repositoryRoute("PUT /actions/workflows/{workflow_id}/enable", writeActions, async (call) =>
    switchWorkflow(call, "on"),
  ),
];

/** The workflow that the path names by id or file name, or 404. */
export async function workflowOf(call: RepositoryCall): Promise<WorkflowFile> {
  const wanted = param(call, "workflow_id");
  const found = (await listWorkflows(call)).find(
    ({ path }) =>
      path === `${folder}/${wanted}` ||
      path === wanted ||
      String(workflowId(call.repository, path)) === wanted,
  );
  if (found === undefined) throw notFound();
  return found;
}

async function switchWorkflow(call: RepositoryCall, to: "on" | "off") {
  const { path } = await workflowOf(call);
  const { settings } = call.repository;
  const others = settings.disabledWorkflows.filter((disabled) => disabled !== path);
  settings.disabledWorkflows = to === "off" ? [...others, path] : others;
  return noContent;
}

async function listWorkflows(call: RepositoryCall): Promise<WorkflowFile[]> {
  const { git, defaultBranch } = call.repository;
  const tree = await git.read(`refs/heads/${defaultBranch}:${folder}`);
  const entries = tree?.type === "tree" ? ((await git.tree(tree.sha)) ?? []) : [];
  const files = entries.filter(({ name }) => /\.ya?ml$/.test(name));
  return Promise.all(
    files.map(async ({ name, sha }) => {
      const path = `${folder}/${name}`;
      return { path, name: readWorkflow((await git.read(sha))?.content.toString() ?? "")?.name ?? path };
    }),
  );
}

async function dispatch(call: RepositoryCall) {
  const { world, repository } = call;
  const { path } = await workflowOf(call);
  if (repository.settings.disabledWorkflows.includes(path))
    throw unprocessable("Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  const { ref, inputs, return_run_details } = readBody(call, dispatched);
  const full = await fullRef(call, ref);
  const file = await repository.git.read(`${full}:${path}`);
  const declared = file === null ? null : declaredInputs(file.content.toString());
  if (declared === null) throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
  const payload = { inputs: checkInputs(declared, inputs), ref: full, workflow: path };
  const runId = world.actions.nextId();
  emit(call, { repository, name: "workflow_dispatch", payload, runId });
  if (!return_run_details) return noContent;
  return ok({
    workflow_run_id: runId,
    run_url: `${world.apiUrl}/repos/${repository.fullName}/actions/runs/${runId}`,
    html_url: `${world.serverUrl}/${repository.fullName}/actions/runs/${runId}`,
  });
}

async function fullRef(call: RepositoryCall, ref: string): Promise<string> {
  for (const name of [ref, `refs/heads/${ref}`, `refs/tags/${ref}`]) {
    if (/^refs\/(heads|tags)\//.test(name) && (await call.repository.git.ref(name)) !== null) return name;
  }
  throw unprocessable(`No ref found for: ${ref}`);
}

function readWorkflow(text: string): z.infer<typeof workflow> | null {
  try {
    return workflow.safeParse(parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The inputs that a workflow declares for manual starts; null when it has none of these triggers. */
function declaredInputs(text: string): Inputs | null {
  const on = readWorkflow(text)?.on;
  if (on === "workflow_dispatch") return {};
  if (Array.isArray(on)) return on.includes("workflow_dispatch") ? {} : null;
  const triggers = z.object({ workflow_dispatch: dispatchTrigger }).safeParse(on);
  if (!triggers.success || typeof on !== "object" || on === null || !("workflow_dispatch" in on)) return null;
  return triggers.data.workflow_dispatch?.inputs ?? {};
}

/** The inputs with defaults, as texts, or GitHub's 422. */
function checkInputs(
  declared: Inputs,
  given: z.infer<typeof dispatched>["inputs"],
): Record<string, string> | null {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const values: Record<string, string> = {};
  for (const [name, input] of Object.entries(declared)) {
    const value = given[name] ?? input.default;
    if ((value === undefined || value === "") && input.required)
      throw unprocessable(`Required input '${name}' not provided`);
    const text = value === undefined ? "" : String(value);
    if (input.type === "choice" && text !== "" && !input.options.includes(text)) {
      throw unprocessable(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
    }
    if (input.type === "boolean" && text !== "" && text !== "true" && text !== "false") {
      throw unprocessable(`Provided value '${text}' for input '${name}' is not a boolean`);
    }
    values[name] = input.type === "boolean" && text === "" ? "false" : text;
  }
  return Object.keys(declared).length === 0 ? null : values;
}
