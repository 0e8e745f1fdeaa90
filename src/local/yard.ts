import { mkdir, mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { claudeRelease } from "../core/claude-release.ts";
import { configPath } from "../core/config.ts";
import { type IsolationOffer, isolationParts } from "../core/isolation.ts";
import { probeIsolation } from "../edge/isolation.ts";
import type { FirstFiles, LocalGitHub, RepositorySettings, Role } from "./contract.ts";
import { type Engine, startEngine } from "./engine/engine.ts";
import type { OnProgress } from "./engine/progress.ts";
import { startGitHub } from "./github/server.ts";
import { type ScriptedModel, startModel } from "./model/model.ts";
import type { Scenario } from "./model/scenario.ts";

/** A whole GitHub on loopback with this project's workflows in it, one repository that uses them, and a model. */
export type Yard = AsyncDisposable & {
  readonly github: LocalGitHub;
  readonly engine: Engine;
  readonly model: ScriptedModel;
  /** `owner/name` of the repository that uses Switchyard. */
  readonly repository: string;
  /** A person who may write there. */
  readonly person: { readonly login: string; readonly token: string };
  /** What this machine can enforce of the agent's isolation. */
  readonly offer: IsolationOffer;
  /** The files of a repository for this machine: its config goes without the parts of isolation that the machine cannot enforce. */
  settle(files: FirstFiles): FirstFiles;
};

export type YardOptions = {
  /** Root of this project's files: manifests, workflows, dist. */
  readonly product: string;
  /** Files of the repository; the caller workflow is added to them. */
  readonly files: FirstFiles;
  readonly scenarios: readonly Scenario[];
  readonly onProgress?: OnProgress;
  readonly settings?: Partial<RepositorySettings>;
  readonly roles?: Readonly<Record<string, Role>>;
  /** Calls the real model with this credential instead of the scripted one. */
  readonly live?: { readonly secrets: Readonly<Record<string, string>> };
  /** Text of the caller workflow instead of examples/switchyard.yml. */
  readonly caller?: string;
  /** Where the Node of each step keeps compiled code; without it, in a place that goes with the yard. */
  readonly compileCache?: string;
};

export const yardOwner = "acme";
export const productRepository = "switchyard-dev/switchyard";

/** Starts everything. Nothing outside of loopback is reached, unless `live` says so. */
export async function openYard(options: YardOptions): Promise<Yard> {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const model = stack.use(await startModel({ scenarios: options.scenarios }));
  const directory = await mkdtemp(join(tmpdir(), "switchyard-yard-"));
  stack.defer(async () => rm(directory, { recursive: true, force: true }));
  const probing = join(directory, "probe");
  await mkdir(probing);
  const offer = await probeIsolation(probing);
  const engine = stack.use(
    await startEngine({
      github,
      node: process.execPath,
      toolCache: await toolCacheWith(options.product, directory),
      variables: { NODE_COMPILE_CACHE: options.compileCache ?? join(directory, "compiled") },
      supportRepositories: { [productRepository]: options.product },
      directory: join(directory, "runner"),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    }),
  );
  const person = github.createUser("maria", { name: "Maria" });
  const caller = options.caller ?? (await readFile(join(options.product, "examples/switchyard.yml"), "utf8"));
  await github.createRepository({
    owner: yardOwner,
    name: "spans",
    files: { ...settleFiles(options.files, offer), ".github/workflows/switchyard.yml": caller },
    settings: {
      private: false,
      actionsMayCreatePullRequests: true,
      ...options.settings,
      secrets: options.live?.secrets ?? {
        ANTHROPIC_API_KEY: "sk-ant-scripted-model-000000000000",
        ...options.settings?.secrets,
      },
      variables: {
        ...(options.live === undefined ? { ANTHROPIC_BASE_URL: model.url } : {}),
        ...options.settings?.variables,
      },
    },
    roles: { maria: "write", ...options.roles },
  });
  const disposer = stack.move();
  return {
    github,
    engine,
    model,
    repository: `${yardOwner}/spans`,
    person,
    offer,
    settle: (files) => settleFiles(files, offer),
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}

function settleFiles(files: FirstFiles, offer: IsolationOffer): FirstFiles {
  const missing = isolationParts.filter((part) => offer[part] !== null);
  const text = files[configPath] ?? "";
  if (missing.length === 0 || typeof text !== "string" || /^isolation:/m.test(text)) return files;
  return {
    ...files,
    [configPath]: `${text}\nisolation: { ${missing.map((part) => `${part}: none`).join(", ")} }\n`,
  };
}

/** The files of the sample repository under examples/sample/files. npm packs no `.gitignore`, so that one lies there without its dot. */
export async function readSample(product: string): Promise<Record<string, string>> {
  const root = join(product, "examples/sample/files");
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.slice(root.length).includes("node_modules"),
  );
  const named = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    return [name === "gitignore" ? ".gitignore" : name, await readFile(path, "utf8")] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}

/** A tool cache that already holds the CLI which came with the dependencies, as a hosted image holds its tools. */
async function toolCacheWith(product: string, directory: string): Promise<string> {
  const toolCache = join(directory, "tool-cache");
  const platform = `@anthropic-ai/claude-code-linux-${process.arch}`;
  const folder = join(toolCache, "claude-code", claudeRelease.version, process.arch);
  await mkdir(folder, { recursive: true });
  await symlink(
    join(dirname(createRequire(join(product, "package.json")).resolve(`${platform}/package.json`)), "claude"),
    join(folder, "claude"),
  );
  return toolCache;
}
