import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { z } from "zod";

import { type RaceOptions, type Racer, repository } from "./place.ts";
import type { Finish, Verdict } from "./verdict.ts";

const product = join(import.meta.dirname, "../..");
const Racers = z.array(
  z.object({
    login: z.string(),
    token: z.string(),
    runtimeToken: z.string(),
    run: z.int(),
    attempt: z.int(),
    workflow: z.string(),
  }),
);
const Ready = z.object({
  type: z.literal("ready"),
  apiUrl: z.string(),
  serverUrl: z.string(),
  artifactsUrl: z.string(),
  gitEnvironment: z.record(z.string(), z.string()),
  racers: Racers,
});
type Ready = z.infer<typeof Ready>;
const Judged = z.object({
  type: z.literal("verdict"),
  verdict: z.object({
    claims: z.int(),
    held: z.int(),
    most: z.int(),
    moments: z.int(),
    looks: z.int(),
    torn: z.int(),
    gaveUp: z.int(),
    pushes: z.int(),
    requests: z.int(),
    broken: z.array(z.string()),
  }),
});
const Legs = z.object({ include: z.array(z.looseObject({ issue: z.int(), claim: z.string() })) });

/** Lets so many dispatchers (dist/dispatch.js as a runner starts it) race on one GitHub in a process of its own, and judges them. */
export async function race(options: RaceOptions): Promise<Verdict> {
  const directory = await mkdtemp(join(tmpdir(), "switchyard-races-"));
  const server = fork(join(import.meta.dirname, "github.ts"), [JSON.stringify(options)], {
    execPath: process.execPath,
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const ready = Ready.parse(await messageOf(server));
    const verdict = messageOf(server);
    const finishes = await Promise.all(
      ready.racers.map(async (racer) => {
        const finish = await dispatch(ready, racer, join(directory, String(racer.run)));
        server.send({ type: "finished", login: racer.login });
        return finish;
      }),
    );
    server.send({ type: "over", finishes });
    return Judged.parse(await verdict).verdict;
  } finally {
    if (server.exitCode === null) server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One process, with the environment that a runner gives to the dispatch action. */
async function dispatch(
  { apiUrl, serverUrl, artifactsUrl, gitEnvironment }: Ready,
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

/** The next message of a child; throws when it ends first. */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, "message", { signal: over.signal }),
      once(child, "exit", { signal: over.signal }).then(([code]) => {
        throw new Error(`the GitHub of the race ended with ${code}`);
      }),
    ]);
    return message;
  } finally {
    over.abort();
  }
}
