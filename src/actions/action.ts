import { debug, getInput, info, setFailed, setSecret, summary, warning } from "@actions/core";
import { z } from "zod";

import { UserError, messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { quote } from "../core/text.ts";
import { valuesOf } from "../edge/credentials.ts";
import type { Log } from "../edge/github.ts";

/** Runs one action: the only place that catches, fails the step, and says in log and summary what is wrong and what to do. */
export async function runAction(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const message = messageOf(error);
    setFailed(message);
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      debug(logLine(cause.stack ?? cause.message, 4_000));
    const ours =
      error instanceof UserError
        ? ""
        : "\n\nThis looks like a fault of Switchyard. Please open an issue with this log.";
    if (ours !== "") info(ours.trim());
    await writeSummary(`## Failed\n\n${quote(message, 10_000)}${ours}\n`);
  }
}

/** Adds to the job summary, on runners that have one. */
export async function writeSummary(markdown: string): Promise<void> {
  if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") !== "") await summary.addRaw(markdown).write();
}

/** The job log, for what talks to GitHub. */
export const jobLog: Log = { debug: (message) => debug(message), warn: (message) => warning(message) };

/** Reads the inputs of an action by a schema whose keys are their names. Throws a UserError that names every bad one. */
export function readInputs<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): z.output<z.ZodObject<Shape>> {
  const raw = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, getInput(name)]));
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new UserError(`The inputs of this action are not valid:\n${problems.join("\n")}`);
}

/** A secret input: masked in the log from here on, each of its lines by itself; the empty string when it is not set. */
export const secretInput = z.string().transform((value) => {
  for (const line of value.split("\n")) if (line.trim() !== "") setSecret(line.trim());
  return value;
});

/** The credential pool: every value in it is masked, but not its lines, of which some are a brace. */
export const poolInput = z.string().transform((text) => {
  for (const value of valuesOf(text)) setSecret(value);
  return text;
});

/** A token input, which must be there. */
export const tokenInput = secretInput.refine(
  (value) => value !== "",
  "is empty. Leave the input away to use the job's own token, or check that the secret it names exists",
);

const Job = z.object({
  GITHUB_REPOSITORY: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  GITHUB_SERVER_URL: z.url(),
  GITHUB_RUN_ID: z.coerce.number().int().positive(),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().positive(),
  GITHUB_WORKSPACE: z.string().min(1),
  GITHUB_EVENT_NAME: z.string(),
  GITHUB_EVENT_PATH: z.string(),
  GITHUB_ACTOR: z.string(),
  GITHUB_TRIGGERING_ACTOR: z.string().default(""),
  GITHUB_WORKFLOW_REF: z.string(),
  RUNNER_TEMP: z.string().min(1),
  RUNNER_TOOL_CACHE: z.string().min(1),
});

/** The job that this process runs in, as the runner describes it. */
export type Job = {
  readonly repository: string;
  readonly serverUrl: string;
  readonly run: { readonly id: number; readonly attempt: number };
  readonly runUrl: string;
  readonly workspace: string;
  readonly temp: string;
  readonly toolCache: string;
  readonly event: { readonly name: string; readonly path: string };
  readonly actor: string;
  /** `.github/workflows/<file>` of the caller, and the ref it ran from. */
  readonly workflow: { readonly file: string; readonly ref: string };
};

/** Reads the job from the environment. Throws a UserError outside of a runner. */
export function readJob(): Job {
  const parsed = Job.safeParse(process.env);
  if (!parsed.success)
    throw new UserError(
      `This is a GitHub Action: it needs the variables of a runner (${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")} missing or odd).`,
    );
  const env = parsed.data;
  const [path = "", ref = ""] = env.GITHUB_WORKFLOW_REF.slice(env.GITHUB_REPOSITORY.length + 1).split("@");
  return {
    repository: env.GITHUB_REPOSITORY,
    serverUrl: env.GITHUB_SERVER_URL,
    run: { id: env.GITHUB_RUN_ID, attempt: env.GITHUB_RUN_ATTEMPT },
    runUrl: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
    workspace: env.GITHUB_WORKSPACE,
    temp: env.RUNNER_TEMP,
    toolCache: env.RUNNER_TOOL_CACHE,
    event: { name: env.GITHUB_EVENT_NAME, path: env.GITHUB_EVENT_PATH },
    actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR,
    workflow: { file: path.slice(path.lastIndexOf("/") + 1), ref },
  };
}

/** Where the repository of the job lies, for git. */
export function remoteOf(job: Job, token: string): { url: string; token: string } {
  return { url: `${job.serverUrl}/${job.repository}`, token };
}
