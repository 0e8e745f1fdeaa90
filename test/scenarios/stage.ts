import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { getOctokit } from "@actions/github";

import type {
  Fault,
  FirstFiles,
  RepositorySettings,
  RequestRecord,
  Role,
  RunRecord,
} from "../../src/local/contract.ts";
import type { Scenario } from "../../src/local/model/scenario.ts";
import { type Yard, openYard, yardOwner } from "../../src/local/yard.ts";
import { compileCache } from "../cli/bundle.ts";
import { type ContractRecord, recordContract } from "../contract/check.ts";

export type Octokit = ReturnType<typeof getOctokit>;

/** Root of this project's files. */
export const product = fileURLToPath(new URL("../..", import.meta.url));

/** The value of the repository secret with the model's credential. Nothing that anybody can read may hold it. */
export const secretKey = "sk-ant-scripted-model-000000000000";

type Asked = Pick<RequestRecord, "kind" | "method" | "what" | "by">;

/** A whole local GitHub that runs the shipped workflows with the committed bundles; the cases of one file share it, each with a repository of its own. */
export type Stage = AsyncDisposable & {
  readonly yard: Yard;
  readonly contract: ContractRecord;
  /** Asked before each request to GitHub, one after the other, until one returns a fault. */
  readonly faults: ((request: Asked) => Fault | null)[];
  /** Makes a repository with the shipped caller workflow in it, in which maria and sam may write. */
  open(name: string, options: RepositoryOptions): Promise<Repository>;
};

export type RepositoryOptions = {
  readonly files: FirstFiles;
  readonly settings?: Partial<RepositorySettings>;
  readonly roles?: Readonly<Record<string, Role>>;
};

/** One repository and the people who act in it. */
export type Repository = {
  readonly stage: Stage;
  /** `owner/name`. */
  readonly fullName: string;
  readonly at: { readonly owner: string; readonly repo: string };
  /** The API as one of the people sees it. */
  as(login: string): Octokit;
  /** Opens an issue by maria; resolves to its number. */
  issue(title: string, options?: { body?: string; labels?: string[] }): Promise<number>;
  label(number: number, label?: string): Promise<void>;
  /** Starts the workflow by hand, as maria. */
  start(inputs: Readonly<Record<string, string>>): Promise<void>;
  /** Lets the schedule of the caller workflow fire. */
  tick(): void;
  /** Resolves when no run of this repository is queued or running. */
  settled(): Promise<void>;
  /** Resolves to what `look` gives as soon as that is not null; it looks whenever the engine reports something. */
  until<T>(what: string, look: () => T | null): Promise<T>;
  /** Oldest first. */
  runs(): readonly RunRecord[];
};

const deadline = 200_000; // ms for everything that one act of a person starts; a hundredth of it is usual
const people = ["sam", "triager", "stranger"] as const; // maria comes with the yard

/** Opens a stage whose model plays these scenarios. */
export async function openStage(scenarios: readonly Scenario[]): Promise<Stage> {
  const listeners = new Set<() => void>();
  const yard = await openYard({
    product,
    compileCache,
    files: { "README.md": "Nothing happens here.\n" },
    scenarios,
    onProgress: () => listeners.forEach((listener) => listener()),
  });
  const { github } = yard;
  const tokens = new Map<string, string>([["maria", yard.person.token]]);
  for (const login of people) tokens.set(login, github.createUser(login).token);
  tokens.set("robot[bot]", github.createUser("robot[bot]", { bot: true }).token);
  const faults: Stage["faults"] = [];
  github.fault = (request) => faults.map((fault) => fault(request)).find((one) => one !== null) ?? null;
  const stage: Stage = {
    yard,
    contract: recordContract(github),
    faults,
    open: async (name, options) => {
      const caller = await readFile(join(product, "examples/switchyard.yml"), "utf8");
      await github.createRepository({
        owner: yardOwner,
        name,
        files: { ".github/workflows/switchyard.yml": caller, ...yard.settle(options.files) },
        settings: {
          actionsMayCreatePullRequests: true,
          ...options.settings,
          secrets: options.settings?.secrets ?? { ANTHROPIC_API_KEY: secretKey },
          variables: { ANTHROPIC_BASE_URL: yard.model.url, ...options.settings?.variables },
        },
        roles: { maria: "write", sam: "write", triager: "triage", "robot[bot]": "write", ...options.roles },
      });
      return repositoryOf({ stage, name, tokens, listeners });
    },
    [Symbol.asyncDispose]: async () => yard[Symbol.asyncDispose](),
  };
  return stage;
}

function repositoryOf({
  stage,
  name,
  tokens,
  listeners,
}: {
  stage: Stage;
  name: string;
  tokens: ReadonlyMap<string, string>;
  listeners: Set<() => void>;
}): Repository {
  const { github, engine } = stage.yard;
  const fullName = `${yardOwner}/${name}`;
  const at = { owner: yardOwner, repo: name };
  const as = (login: string) => getOctokit(tokens.get(login) ?? "", { baseUrl: github.apiUrl });
  const runs = () => [...github.actions.runs.values()].filter(({ repository }) => repository === fullName);
  const until: Repository["until"] = async (what, look) => {
    const over = AbortSignal.timeout(deadline);
    for (;;) {
      const found = look();
      if (found !== null) return found;
      if (over.aborted) throw new Error(`${fullName}: ${what} did not come within ${deadline} ms`);
      await new Promise<void>((resolve) => {
        const done = (): void => {
          listeners.delete(done);
          over.removeEventListener("abort", done);
          resolve();
        };
        listeners.add(done);
        over.addEventListener("abort", done);
      });
    }
  };
  return {
    stage,
    fullName,
    at,
    as,
    runs,
    until,
    issue: async (title, { body = "Please.", labels = [] } = {}) =>
      (await as("maria").rest.issues.create({ ...at, title, body, labels })).data.number,
    label: async (number, label = "claude-ready") => {
      await as("maria").rest.issues.addLabels({ ...at, issue_number: number, labels: [label] });
    },
    start: async (inputs) => {
      await as("maria").rest.actions.createWorkflowDispatch({
        ...at,
        workflow_id: "switchyard.yml",
        ref: "main",
        inputs: { ...inputs },
      });
    },
    tick: () => void engine.fire({ repository: fullName, event: "schedule", schedule: "23 */6 * * *" }),
    settled: async () =>
      void (await until("the end of all runs", () =>
        runs().every(({ status }) => status === "completed") ? true : null,
      )),
  };
}
