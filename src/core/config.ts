import { z } from "zod";

import { Gates, Setup } from "./checkout-command.ts";
import { ContainerImage } from "./container.ts";
import { defaults } from "./defaults.ts";
import { EnvFilePath } from "./env-file.ts";
import { Profile } from "./profile.ts";
import { IsolationDemand } from "./isolation.ts";
import { NetworkConfig } from "./network.ts";
import { Pattern, ProtectedRules } from "./protected-path.ts";
import { Scope } from "./scope.ts";

/** Where a repository keeps its settings, and where the other files of its own lie. */
export const configPath = ".github/switchyard.yml";
export const promptPath = ".github/switchyard/prompt.md";

const label = z.string().min(1).max(50); // GitHub's limit of a label name
const usd = z.number().positive().max(1000);
const count = (max: number) => z.number().int().min(0).max(max);

const paths = (max: number) => z.array(z.string().min(1).max(200)).max(max).default([]);

const StateLabel = z.union([label, z.literal(false)]);
const givenName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, "is a lower-case name, such as bugfix");

/** `.github/switchyard.yml`. Everything has a default, so an absent file is the empty object. */
export const Config = z.strictObject({
  labels: z
    .strictObject({
      trigger: z
        .array(label)
        .min(1)
        .default(["claude-ready"])
        .describe("Any of these on an issue asks for work"),
      answer: z
        .array(label)
        .default(["investigate", "question"])
        .describe("With one of these on, an answer is asked for instead of a change"),
      bots: z
        .array(z.string().regex(/^[A-Za-z0-9-]+\[bot\]$/, "is the login of an app, such as acme-triage[bot]"))
        .default([])
        .describe(
          "Apps whose label asks for work, and whose edits count as approved, as if they were people who may write",
        ),
      exclude: z.array(label).default(["blocked"]).describe("An issue with one of these is left alone"),
      high: z.array(label).default(["priority:high"]).describe("Issues with one of these start first"),
      low: z.array(label).default(["priority:low"]).describe("Issues with one of these start last"),
      worker: z
        .union([label.refine((name) => name.includes("{worker}"), "must contain {worker}"), z.literal(false)])
        .default(false)
        .describe("Label that names the worker of a running task, such as worker:{worker}; false for none"),
      dashboard: StateLabel.default("switchyard: dashboard").describe(
        "An open issue with this label gets a comment that shows all of Switchyard's state",
      ),
      "in-progress": StateLabel.default("switchyard: in progress"),
      waiting: StateLabel.default("switchyard: waiting"),
      question: StateLabel.default("switchyard: question"),
      failed: StateLabel.default("switchyard: failed"),
      delivered: StateLabel.default("pull-request"),
      answered: StateLabel.default("switchyard: answered"),
      sensitive: StateLabel.default("switchyard: sensitive"),
    })
    .prefault({})
    .describe("Label names; a state label can be switched off with false"),
  model: z
    .string()
    .min(1)
    .default(defaults.model.value)
    .describe("Full model id; aliases move with releases"),
  effort: z
    .enum(["low", "medium", "high", "xhigh", "max"])
    .default(defaults.effort.value)
    .describe("Thinking effort of the model"),
  credentials: z
    .strictObject({
      spill: z
        .boolean()
        .default(false)
        .describe("Go on with credentials that bill by the token when a subscription before them is spent"),
      overage: z
        .boolean()
        .default(false)
        .describe("Go on with a subscription that bills extra usage when its window is spent"),
    })
    .prefault({})
    .describe("What the credential pool may do with money"),
  limits: z
    .strictObject({
      "spend-per-attempt": usd.default(defaults["spend-per-attempt"].value),
      "spend-per-issue": usd.default(defaults["spend-per-issue"].value),
      "spend-per-day": usd.default(defaults["spend-per-day"].value),
      attempts: count(10).min(1).default(defaults.attempts.value),
      "starts-per-day": count(1000).min(1).default(defaults["starts-per-day"].value),
      "repair-rounds": count(10).default(defaults["repair-rounds"].value),
      minutes: z.number().positive().max(300).default(defaults.minutes.value),
      "silence-minutes": z.number().positive().max(60).default(defaults["silence-minutes"].value),
      "repeated-calls": count(1000).min(2).default(defaults["repeated-calls"].value),
      turns: count(2000).min(1).default(defaults.turns.value),
      tokens: count(1_000_000_000).min(1).default(defaults.tokens.value),
      "disk-gigabytes": z.number().positive().max(2_000).default(defaults["disk-gigabytes"].value),
      tasks: count(256).min(1).default(defaults.tasks.value),
      "open-pull-requests": count(1000).min(1).default(defaults["open-pull-requests"].value),
      "api-reserve": count(15_000).default(defaults["api-reserve"].value),
      "change-lines": count(100_000).min(1).default(defaults["change-lines"].value),
      "change-files": count(300).min(1).default(defaults["change-files"].value),
      "list-tasks": count(500).min(1).default(defaults["list-tasks"].value), // GitHub lets one person create 500 an hour
      "list-minutes": z.number().positive().max(10_080).default(defaults["list-minutes"].value),
    })
    .prefault({})
    .describe("What the defaults table lists"),
  dependencies: z
    .enum(["merged", "delivered"])
    .default("merged")
    .describe(
      "When an issue that others wait for counts as done: merged, or delivered (the next one is stacked on its branch)",
    ),
  models: z
    .record(z.string().regex(/^[a-z0-9.-]+$/, "is a short name, such as opus"), z.string().min(1))
    .default({})
    .describe("Short names for the label `model:<name>`, beside haiku, sonnet and opus; full model ids"),
  profiles: z
    .record(givenName, Profile)
    .default({})
    .describe("Kinds of worker, beside the shipped ones or in place of settings of theirs"),
  scopes: z
    .record(givenName, Scope)
    .default({})
    .describe("Parts of the repository, such as the packages of a monorepo"),
  setup: Setup.default("auto").describe("How the base commit is prepared: auto, or commands"),
  gates: Gates.default([]).describe("Commands that a change must pass; none means that nothing is verified"),
  isolation: IsolationDemand.extend({
    readable: z
      .array(z.string().startsWith("/", "is an absolute path on the runner"))
      .default([])
      .describe(
        "Directories of the runner that agent and gates may read, beside the system and the toolchains",
      ),
  })
    .prefault({})
    .describe(
      "What keeps the agent in, by part: `enforce` (or do not start), `external` when the machine does it, or `none`",
    ),
  container: z
    .union([ContainerImage, z.literal(false)])
    .default(false)
    .describe(
      "Container image for setup, agent and gates, such as node:24-bookworm; false for the runner's own system",
    ),
  network: NetworkConfig.prefault({}).describe("What can be connected to from inside of the isolation"),
  guidance: z
    .array(z.string().min(1))
    .default(["CLAUDE.md", "AGENTS.md"])
    .describe("Files of the base commit that the agent gets as guidance; absent ones are skipped"),
  skills: paths(50).describe(
    "Directories with a `SKILL.md`, of the default branch, that the agent gets as skills",
  ),
  agents: paths(50).describe("Markdown files of the default branch that the agent gets as subagents"),
  mcp: paths(10).describe(
    "Files of the default branch with `mcpServers`, such as `.mcp.json`, that the agent gets",
  ),
  "env-file": z
    .union([EnvFilePath, z.literal(false)])
    .default(false)
    .describe(
      "Where the secret `env-file` is written in the checkout, for agent and gates; false for nowhere",
    ),
  branch: z
    .string()
    .refine((pattern) => pattern.includes("{issue}"), { message: "must contain {issue}" })
    .refine((pattern) => unknownFields(pattern, branchFields).length === 0, {
      message: `knows the fields ${["issue", "attempt", "claim", "worker", "timestamp", "slug"].map((name) => `{${name}}`).join(" ")} only`,
    })
    .default("switchyard/issue-{issue}-{claim}")
    .describe("Name of the branch of a task"),
  "pull-request": z
    .strictObject({
      draft: z.boolean().default(true),
      title: z
        .string()
        .refine((pattern) => unknownFields(pattern, titleFields).length === 0, {
          message: "knows the fields {title} {issue} only",
        })
        .default("{title}"),
      assign: z
        .union([
          z.literal("labeller"),
          z.literal(false),
          z.string().regex(/^@[A-Za-z0-9-]+$/, "is labeller, false, or a login such as @octocat"),
        ])
        .default("labeller"),
      "on-failure": z
        .enum(["draft", "none"])
        .default("draft")
        .describe(
          "What becomes of a change whose last attempt failed: a draft that says what failed, or nothing",
        ),
      costs: z
        .enum(["auto", "always", "never"])
        .default("auto")
        .describe(
          "Whether pull requests say what they cost; `auto`: in private repositories alone. The workpad, the job summary and the record always do",
        ),
    })
    .prefault({}),
  progress: z
    .union([z.literal("live"), z.literal(false)])
    .default(false)
    .describe(
      "live: a job of its own, with `issues: write` alone, shows on the issue every minute how far a running task is, and uses runner minutes for as long",
    ),
  protected: ProtectedRules.prefault({}).describe("Paths that are withheld, and exceptions from that"),
  secrets: z
    .strictObject({
      allow: z
        .array(Pattern)
        .max(100)
        .default([])
        .describe("Files in which what looks like a credential is an example, such as `test/fixtures/**`"),
    })
    .prefault({})
    .describe("The search for credentials in a change"),
  commit: z
    .strictObject({
      "sign-off": z
        .union([
          z.literal("labeller"),
          z.literal(false),
          z
            .string()
            .max(200)
            .regex(
              /^[^<>\n]+ <[^<>\s]+@[^<>\s]+>$/,
              'is labeller, false, or a name such as "Ann Lee <ann@example.org>"',
            ),
        ])
        .default(false)
        .describe(
          "Who certifies the commit by a Signed-off-by line: the person who asked, or a name and address",
        ),
    })
    .prefault({}),
});

/** The settings in force, every default filled in. */
export type Config = z.output<typeof Config>;

/** A problem of a config file: where in the document, and a sentence. */
export type ConfigProblem = { readonly path: readonly (string | number)[]; readonly message: string };

/** Reads a parsed config document (`undefined` or null when the file is absent or empty). Lists every problem, not the first. */
export function parseConfig(
  document: unknown,
): { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] } {
  const parsed = Config.safeParse(document ?? {});
  if (parsed.success) return { ok: true, config: parsed.data };
  return { ok: false, problems: parsed.error.issues.map(problemOf) };
}

/** The JSON Schema of the config file, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(Config, { io: "input" }), title: configPath };
}

/** What people know from elsewhere and look for here. */
const notYet: Readonly<Record<string, string>> = {
  services:
    "there are no `services` here. Start them in .github/actions/switchyard-setup, or own the task file (`init --own`), and list their ports in `network: { allow: [localhost:5432] }`.",
};

const branchFields = ["issue", "attempt", "claim", "worker", "timestamp", "slug"];
const titleFields = ["title", "issue"];

function unknownFields(pattern: string, known: readonly string[]): string[] {
  return [...pattern.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => !known.includes(name));
}

function problemOf(issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const missing = path.length === 0 ? issue.keys.find((key) => Object.hasOwn(notYet, key)) : undefined;
    if (missing !== undefined) return { path: [missing], message: notYet[missing] ?? "" };
    const shape = knownKeys(path);
    const hint = shape.length > 0 ? ` Known here: ${shape.join(", ")}.` : "";
    return {
      path: [...path, issue.keys[0] ?? ""],
      message: `unknown setting ${issue.keys.map((key) => `"${key}"`).join(", ")}.${hint}`,
    };
  }
  if (issue.code === "invalid_key")
    return { path, message: `this name ${issue.issues.map(({ message }) => message).join(", and ")}.` };
  if (issue.code === "invalid_union") {
    const options = issue.errors.flatMap((errors) => errors.map((error) => error.message));
    return { path, message: `${[...new Set(options)].join(", or ")}.` };
  }
  return { path, message: `${issue.message}.` };
}

function knownKeys(path: readonly (string | number)[]): string[] {
  let schema: unknown = configJsonSchema();
  for (const part of path)
    schema =
      typeof part === "number"
        ? read(schema, "items")
        : (read(read(schema, "properties"), part) ?? read(schema, "additionalProperties"));
  const properties = read(schema, "properties");
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}

function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
