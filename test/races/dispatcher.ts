import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { z } from "zod";

import { type Racer, repository } from "./place.ts";
import type { Finish } from "./verdict.ts";

const product = join(import.meta.dirname, "../..");
const Legs = z.object({ include: z.array(z.looseObject({ issue: z.int(), claim: z.string() })) });

/** Where a dispatcher finds its GitHub. */
export type Addresses = {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly artifactsUrl: string;
  readonly gitEnvironment: Readonly<Record<string, string>>;
};

/** One process, with the environment that a runner gives to the dispatch action. */
export async function dispatch(
  { apiUrl, serverUrl, artifactsUrl, gitEnvironment }: Addresses,
  { token, runtimeToken, run, attempt, workflow }: Racer,
  directory: string,
): Promise<Finish> {
  const file = (name: string) => join(directory, name);
  await mkdir(file("temp"), { recursive: true });
  await Promise.all(
    [["output", ""] as const, ["summary", ""] as const, ["event.json", "{}"] as const].map(
      async ([name, content]) => writeFile(file(name), content),
    ),
  );
  const child = spawn(process.execPath, [join(product, "dist/dispatch.js")], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: directory,
      ...gitEnvironment,
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: apiUrl,
      GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
      GITHUB_SERVER_URL: serverUrl,
      GITHUB_REPOSITORY: repository,
      GITHUB_RUN_ID: String(run),
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_WORKSPACE: directory,
      GITHUB_EVENT_NAME: "schedule",
      GITHUB_EVENT_PATH: file("event.json"),
      GITHUB_ACTOR: "maria",
      GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/${workflow}@refs/heads/main`,
      GITHUB_OUTPUT: file("output"),
      GITHUB_STEP_SUMMARY: file("summary"),
      RUNNER_TEMP: file("temp"),
      RUNNER_TOOL_CACHE: file("temp"),
      ACTIONS_RESULTS_URL: artifactsUrl,
      ACTIONS_RUNTIME_TOKEN: runtimeToken,
      INPUT_TOKEN: token,
      INPUT_ISSUES: "",
      INPUT_PROMPT: "",
      "INPUT_DRY-RUN": "false",
    },
  });
  const ended = once(child, "close");
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {
    run,
    code: child.exitCode,
    legs: legsIn(await readFile(file("output"), "utf8")),
    said: `${out}\n${errors}`.slice(-4_000),
  };
}

/** The legs of the matrix in a GITHUB_OUTPUT file; none when it has no matrix. */
function legsIn(output: string): Finish["legs"] {
  const json = /^matrix<<(\S+)\n(.*)\n\1$/m.exec(output)?.[2];
  return json === undefined ? [] : Legs.parse(JSON.parse(json)).include;
}
