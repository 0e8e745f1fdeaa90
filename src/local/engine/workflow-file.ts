import type { TokenPermissions } from "../contract.ts";
import { UserError } from "../../core/errors.ts";
import type { Condition } from "./expressions.ts";
import { parseWorkflowFile } from "./official.ts";
import { readPermissions } from "./permissions.ts";
import type { Step } from "./step-model.ts";
import { checkShell, readCondition, readSteps, refuseOtherKeys } from "./step-model.ts";
import type { Node, Position } from "./yaml-node.ts";
import { child, entries, items, place, plainText, refusal } from "./yaml-node.ts";

/** `defaults.run`, which jobs override key by key. */
export type Defaults = { readonly shell: Node | null; readonly workingDirectory: Node | null };

export type Job = {
  readonly at: Position;
  readonly id: string;
  readonly name: Node | null;
  readonly needs: readonly string[];
  readonly condition: Condition;
  readonly strategy: Node | null;
  readonly permissions: TokenPermissions | null;
  readonly concurrency: Node | null;
} & (StepsJob | CallJob);

type StepsJob = {
  readonly kind: "steps";
  readonly runsOn: Node;
  readonly env: Node | null;
  readonly outputs: Node | null;
  readonly timeoutMinutes: Node | null;
  readonly defaults: Defaults;
  readonly steps: readonly Step[];
};

type CallJob = {
  readonly kind: "call";
  readonly uses: string;
  readonly with: Node | null;
  /** `inherit`, a mapping of names, or null. */
  readonly secrets: "inherit" | Node | null;
};

export type Workflow = {
  readonly file: string;
  readonly name: string;
  readonly runName: Node | null;
  readonly on: Node;
  readonly env: Node | null;
  readonly permissions: TokenPermissions | null;
  readonly concurrency: Node | null;
  readonly defaults: Defaults;
  readonly jobs: readonly Job[];
};

/**
 * Reads one workflow file. Throws a UserError with file and line for what GitHub's schema rejects and for every
 * construct that this engine does not have: nothing is ignored.
 */
export function readWorkflow(file: string, content: string): Workflow {
  const root = parseWorkflowFile(file, content);
  const on = child(root, "on");
  if (on === null) throw new UserError(`${file}:1:1: the key 'on' is missing`);
  const jobs = entries(child(root, "jobs")).map(([id, node]) => readJob(id, node));
  checkNeeds(jobs);
  return {
    file,
    name: plainText(child(root, "name")) ?? file,
    runName: child(root, "run-name"),
    on,
    env: child(root, "env"),
    permissions: readPermissions(child(root, "permissions")),
    concurrency: readConcurrency(child(root, "concurrency")),
    defaults: readDefaults(child(root, "defaults")),
    jobs,
  };
}

const jobKeys = ["name", "needs", "if", "strategy", "permissions", "concurrency"];
const stepsJobKeys = ["runs-on", "env", "outputs", "timeout-minutes", "defaults", "steps"];

function readJob(id: string, node: Node): Job {
  const uses = child(node, "uses");
  refuseOtherKeys({
    node,
    known: [...jobKeys, ...(uses === null ? stepsJobKeys : ["uses", "with", "secrets"])],
    what: "on a job",
  });
  const strategy = child(node, "strategy");
  if (strategy !== null && strategy.kind !== "mapping")
    throw refusal(strategy.at, "an expression as `strategy`");
  const common = {
    at: node.at,
    id,
    name: child(node, "name"),
    needs: items(child(node, "needs")).map((need) => plainText(need) ?? ""),
    condition: readCondition(child(node, "if")),
    strategy,
    permissions: readPermissions(child(node, "permissions")),
    concurrency: readConcurrency(child(node, "concurrency")),
  };
  if (uses !== null) {
    const secrets = child(node, "secrets");
    for (const [, secret] of entries(secrets)) {
      const passed = secret.kind === "expression" ? secret.source : "";
      // It would be the caller's token in the called jobs; they have their own as github.token.
      if (/github_token|github\.token/i.test(passed))
        throw refusal(secret.at, "passing GITHUB_TOKEN as a secret");
    }
    const inherit = secrets?.kind === "scalar" && secrets.value === "inherit";
    const name = plainText(uses) ?? "";
    checkCall(name, uses.at);
    return {
      ...common,
      kind: "call",
      uses: name,
      with: child(node, "with"),
      secrets: inherit ? "inherit" : secrets,
    };
  }
  const runsOn = child(node, "runs-on");
  if (runsOn?.kind === "mapping") throw refusal(runsOn.at, "a runner group in `runs-on`");
  if (runsOn === null) throw new UserError(`${place(node.at)}: the job '${id}' lacks runs-on`);
  return {
    ...common,
    kind: "steps",
    runsOn,
    env: child(node, "env"),
    outputs: child(node, "outputs"),
    timeoutMinutes: child(node, "timeout-minutes"),
    defaults: readDefaults(child(node, "defaults")),
    steps: readSteps(child(node, "steps")),
  };
}

function readDefaults(node: Node | null): Defaults {
  const run = child(node, "run");
  const shell = child(run, "shell");
  if (shell?.kind === "scalar") checkShell(plainText(shell), shell.at);
  return { shell, workingDirectory: child(run, "working-directory") };
}

function readConcurrency(node: Node | null): Node | null {
  const queue = plainText(child(node, "queue"));
  const cancel = child(node, "cancel-in-progress");
  if (node !== null && queue === "max" && cancel?.kind === "scalar" && cancel.value === true) {
    throw new UserError(`${place(node.at)}: 'queue: max' cannot be combined with 'cancel-in-progress: true'`);
  }
  return node;
}

function checkCall(uses: string, at: Position): void {
  if (uses === "$/") {
    throw new UserError(`${place(at)}: \`uses: $/\` names no file: expected $/.github/workflows/<file>.yml`);
  }
  const local = /^(\.|\$)\/\.github\/workflows\/[^/@]+\.ya?ml$/;
  const remote = /^[^/@\s]+\/[^/@\s]+\/\.github\/workflows\/[^/@]+\.ya?ml@\S+$/;
  if (local.test(uses) || remote.test(uses)) return;
  throw new UserError(
    `${place(at)}: invalid workflow reference '${uses}': expected ./.github/workflows/<file>.yml, ` +
      "$/.github/workflows/<file>.yml or {owner}/{repo}/.github/workflows/<file>.yml@{ref}",
  );
}

function checkNeeds(jobs: readonly Job[]): void {
  const byId = new Map(jobs.map((job) => [job.id.toLowerCase(), job]));
  const done = new Set<string>();
  const visit = (job: Job, path: readonly string[]): void => {
    if (path.includes(job.id)) {
      throw new UserError(`${place(job.at)}: the jobs ${[...path, job.id].join(" → ")} need each other`);
    }
    if (done.has(job.id)) return;
    for (const need of job.needs) {
      const needed = byId.get(need.toLowerCase());
      if (needed === undefined) {
        throw new UserError(`${place(job.at)}: the job '${job.id}' needs '${need}', which does not exist`);
      }
      visit(needed, [...path, job.id]);
    }
    done.add(job.id);
  };
  for (const job of jobs) visit(job, []);
}
