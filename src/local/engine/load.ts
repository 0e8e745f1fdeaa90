import type { TokenPermissions } from "../contract.ts";
import { UserError } from "../../core/errors.ts";
import { defaultPermissions, excess } from "./permissions.ts";
import type { Source, Sources } from "./sources.ts";
import { triggerNode } from "./triggers.ts";
import type { Job, Workflow } from "./workflow-file.ts";
import type { Position } from "./yaml-node.ts";
import { child, entries, place, plainText } from "./yaml-node.ts";

/** A workflow file with the reusable workflows that its jobs call, all read before anything runs. */
export type LoadedWorkflow = {
  readonly source: Source;
  readonly workflow: Workflow;
  /** By the id of the calling job. */
  readonly called: ReadonlyMap<string, LoadedWorkflow>;
  /** What the token of each job may do, by job id; for calling jobs the most that the called jobs may get. */
  readonly permissions: ReadonlyMap<string, TokenPermissions>;
};

const nestingLimit = 10; // docs, reusing-workflow-configurations: ten levels including the top one
const fileLimit = 50; // same page: fifty unique reusable workflows in one tree

/**
 * Reads a workflow and everything it calls. Throws a UserError with the message that GitHub gives for a startup
 * failure: unknown files, too deep nesting, missing inputs, or a called job that asks for more than it may have.
 */
export function loadWorkflow(options: {
  sources: Sources;
  source: Source;
  path: string;
  repositoryDefault: "read" | "write";
}): LoadedWorkflow {
  const { sources, source, path, repositoryDefault } = options;
  const workflow = sources.workflow(source, path, path);
  if (workflow === null) throw new UserError(`${path} does not exist at ${source.ref}`);
  const files = new Set<string>();
  return load({
    sources,
    source,
    workflow,
    allowed: null,
    fallback: defaultPermissions(repositoryDefault),
    files,
    depth: 1,
    caller: null,
  });
}

type Loading = {
  readonly sources: Sources;
  readonly source: Source;
  readonly workflow: Workflow;
  /** What the caller grants; null for the workflow that the event started. */
  readonly allowed: TokenPermissions | null;
  readonly fallback: TokenPermissions;
  readonly files: Set<string>;
  readonly depth: number;
  readonly caller: { readonly at: Position; readonly uses: string } | null;
};

function load(loading: Loading): LoadedWorkflow {
  const { workflow, allowed, caller } = loading;
  const called = new Map<string, LoadedWorkflow>();
  const permissions = new Map<string, TokenPermissions>();
  const fail = (what: string, asked: TokenPermissions): void => {
    const beyond = allowed === null ? null : excess(asked, allowed);
    if (beyond === null) return;
    throw new UserError(
      (caller === null ? "" : `${place(caller.at)}: Error calling workflow '${caller.uses}'. `) +
        `The ${what} is requesting '${beyond.asked}', but is only allowed '${beyond.allowed}'.`,
    );
  };
  if (workflow.permissions !== null) fail(`workflow '${workflow.name}'`, workflow.permissions);
  for (const job of workflow.jobs) {
    if (job.permissions !== null) fail(`nested job '${job.id}'`, job.permissions);
    const granted = job.permissions ?? workflow.permissions ?? allowed ?? loading.fallback;
    permissions.set(job.id, granted);
    if (job.kind === "call") called.set(job.id, loadCalled({ loading, job, uses: job.uses, granted }));
  }
  return { source: loading.source, workflow, called, permissions };
}

function loadCalled(options: {
  loading: Loading;
  job: Job;
  uses: string;
  granted: TokenPermissions;
}): LoadedWorkflow {
  const { loading, job, uses, granted } = options;
  const { source, path } = locate({ loading, uses, at: job.at });
  const where = `${source.repository}/${path}@${source.sha}`;
  const depth = loading.depth + 1;
  if (depth > nestingLimit) {
    throw new UserError(
      `${place(job.at)}: workflows are nested deeper than ${nestingLimit} levels at '${uses}'`,
    );
  }
  loading.files.add(where);
  if (loading.files.size > fileLimit) {
    throw new UserError(`${place(job.at)}: more than ${fileLimit} reusable workflows are called`);
  }
  const label = source === loading.source ? path : `${source.repository}/${path}`;
  const workflow = loading.sources.workflow(source, path, label);
  if (workflow === null) {
    throw new UserError(`${place(job.at)}: error parsing called workflow '${uses}': workflow was not found.`);
  }
  checkCall({ job, workflow, uses });
  return load({
    ...loading,
    source,
    workflow,
    allowed: granted,
    depth,
    caller: { at: job.at, uses },
  });
}

function locate(options: { loading: Loading; uses: string; at: Position }): { source: Source; path: string } {
  const { loading, uses, at } = options;
  if (uses.startsWith("./") || uses.startsWith("$/")) return { source: loading.source, path: uses.slice(2) };
  const [, repository = "", path = "", ref = ""] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(uses) ?? [];
  const source = loading.sources.resolve(repository, ref);
  if (source === null) {
    throw new UserError(
      `${place(at)}: error parsing called workflow '${uses}': '${repository}' or '${ref}' not found`,
    );
  }
  return { source, path };
}

/** The names that a call gives must be the declared ones, and all required ones must be there. */
function checkCall(options: { job: Job; workflow: Workflow; uses: string }): void {
  const { job, workflow, uses } = options;
  if (job.kind !== "call") return;
  const trigger = triggerNode(workflow.on, "workflow_call");
  if (trigger === null) {
    throw new UserError(`${place(job.at)}: '${uses}' cannot be called: it lacks a \`workflow_call\` trigger`);
  }
  const secrets = job.secrets === "inherit" ? null : entries(job.secrets);
  const kinds = [
    { kind: "input", given: entries(job.with), declared: entries(child(trigger.config, "inputs")) },
    { kind: "secret", given: secrets, declared: entries(child(trigger.config, "secrets")) },
  ];
  for (const { kind, given, declared } of kinds) {
    if (given === null) continue;
    const has = (list: typeof given, name: string) =>
      list.some(([key]) => key.toLowerCase() === name.toLowerCase());
    for (const [name, node] of given) {
      if (!has(declared, name)) {
        throw new UserError(
          `${place(node.at)}: Invalid ${kind}, ${name} is not defined in the referenced workflow.`,
        );
      }
    }
    for (const [name, node] of declared) {
      const required = plainText(child(node, "required")) === "true";
      if (required && !has(given, name)) {
        const capital = kind === "input" ? "Input" : "Secret";
        throw new UserError(
          `${place(job.at)}: ${capital} ${name} is required, but not provided while calling '${uses}'.`,
        );
      }
    }
  }
}
