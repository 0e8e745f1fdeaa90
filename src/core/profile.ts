import { z } from "zod";

import { ContainerImage } from "./container.ts";
import { EnvFilePath } from "./env-file.ts";

const usd = z.number().positive().max(1000);
const path = z.string().min(1).max(200);

/** Variables by which the CLI, our broker and the way to the network are set up, and those of the job. */
const reserved =
  /^(?:HOME|PATH|TMPDIR|CI|LD_\w+|NODE_USE_ENV_PROXY|(?:HTTPS?|NO|ALL)_PROXY|(?:ANTHROPIC|CLAUDE|SWITCHYARD|GITHUB|RUNNER|ACTIONS|INPUT)_\w+)$/i;

/** One kind of worker: which issues it takes, how many of them at once, and what its agent runs with. What is left out is as in the config itself. */
export const Profile = z
  .strictObject({
    labels: z.array(z.string().min(1).max(50)).describe("Issues with one of these are of this profile"),
    types: z
      .array(z.string().min(1))
      .describe("Issues of one of these GitHub issue types are of this profile"),
    tasks: z.number().int().min(1).max(256).describe("How many of its tasks may be at work at once"),
    answer: z.boolean().describe("Its tasks end in an answer instead of a change"),
    instructions: z.string().max(4_000).describe("Told to the agent beside the issue"),
    model: z.string().min(1),
    fallback: z.array(z.string().min(1)).max(3).describe("Models to go on with when this one is overloaded"),
    effort: z.enum(["low", "medium", "high", "xhigh", "max"]),
    limits: z
      .strictObject({
        "spend-per-attempt": usd,
        minutes: z.number().positive().max(300),
        "silence-minutes": z.number().positive().max(60),
        "repeated-calls": z.number().int().min(2).max(1000),
        turns: z.number().int().min(1).max(2000),
        "repair-rounds": z.number().int().min(0).max(10),
      })
      .partial(),
    "runs-on": z
      .string()
      .regex(/^[\w.-]+$/, "is the label of a Linux runner, such as ubuntu-24.04")
      .describe("Runner label of its tasks"),
    tools: z
      .strictObject({ allow: z.array(z.string().min(1)), deny: z.array(z.string().min(1)) })
      .partial()
      .describe("Claude Code's permission rules, such as Bash(npm test:*)"),
    "permission-mode": z.enum(["acceptEdits", "plan", "dontAsk"]),
    env: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is the name of a variable, such as BROWSER")
          .refine((name) => !reserved.test(name), {
            message: "is set by Switchyard itself, or by the runner; leave it out",
          }),
        z.string().max(10_000),
      )
      .describe("Variables of the agent and its gates; no secrets"),
    guidance: z.array(path),
    prompt: path.describe("Prompt template instead of `.github/switchyard/prompt.md`"),
    skills: z.array(path).max(50),
    agents: z.array(path).max(50),
    mcp: z.array(path).max(10),
    "env-file": z.union([EnvFilePath, z.literal(false)]),
    container: z
      .union([ContainerImage, z.literal(false)])
      .describe("Another image, or false for the runner's own system"),
  })
  .partial();
export type Profile = z.output<typeof Profile>;

/** Ready to use. Their numbers of tasks are those of AgentVine's worker types. */
const shipped: Readonly<Record<string, Profile>> = {
  feature: { labels: ["feature", "enhancement"], types: ["Feature"], tasks: 1 },
  bugfix: {
    labels: ["bug"],
    types: ["Bug"],
    tasks: 1,
    instructions:
      "This is a fault. Reproduce it first, by a test that fails because of it; then mend the cause, not the symptom.",
  },
  test: {
    labels: ["test", "tests"],
    types: [],
    tasks: 2,
    instructions:
      "This is about tests. Change other code only where it cannot be tested as it is, and say where you did.",
  },
  docs: {
    labels: ["docs", "documentation"],
    types: [],
    tasks: 2,
    instructions: "This is about documentation. Check what you write against the code; change no behaviour.",
  },
  refactor: {
    labels: ["refactor", "refactoring"],
    types: [],
    tasks: 1,
    instructions: "This is about structure. Behaviour stays as it is, and tests keep their assertions.",
  },
  review: {
    labels: ["review"],
    types: [],
    tasks: 3,
    answer: true,
    instructions:
      "Review what the issue names: faults first, then security, then clarity. Name file and line of each finding.",
  },
};

/** Settings that choosing a profile needs; the config has them. */
type Choosing = {
  readonly profiles: Readonly<Record<string, Profile>>;
  readonly models: Readonly<Record<string, string>>;
};

const merged = new WeakMap<Choosing["profiles"], ReadonlyMap<string, Profile>>(); // asked of every issue

/** All profiles in the order in which they are tried: those that only the config names, then the shipped ones, each with what the config says of it. */
export function profilesOf({ profiles }: Pick<Choosing, "profiles">): ReadonlyMap<string, Profile> {
  const known = merged.get(profiles) ?? mergedWithOurs(profiles);
  merged.set(profiles, known);
  return known;
}

/** The name of an issue's profile: by the label `profile:<name>`, by a label of a profile, by issue type; null for none of them. */
export function profileOf(
  config: Pick<Choosing, "profiles">,
  issue: { readonly labels: readonly string[]; readonly type: string | null },
): string | null {
  const profiles = profilesOf(config);
  const named = issue.labels.find((label) => label.startsWith("profile:"))?.slice("profile:".length);
  if (named !== undefined && profiles.has(named)) return named;
  const matching = [...profiles].find(([, profile]) =>
    profile.labels?.some((label) => issue.labels.includes(label)),
  );
  const typed = [...profiles].find(([, profile]) => profile.types?.includes(issue.type ?? ""));
  return (matching ?? typed)?.[0] ?? null;
}

/** What the label `profile:<name>` names although there is no such profile; null when there is nothing wrong. */
export function unknownProfile(
  config: Pick<Choosing, "profiles">,
  labels: readonly string[],
): { name: string; known: string[] } | null {
  const known = [...profilesOf(config).keys()];
  const name = labels.find((label) => label.startsWith("profile:"))?.slice("profile:".length);
  return name === undefined || known.includes(name) ? null : { name, known };
}

/** Short names of models; they are resolved here, since the CLI's own aliases move with its version. */
export const modelNames: Readonly<Record<string, string>> = {
  haiku: "claude-haiku-4-5",
  sonnet: "claude-sonnet-5-5",
  opus: "claude-opus-5-5",
};

/** The model that a label `model:<name>` asks for: a full id; undefined without such a label; null when the name is unknown. */
export function modelAsked(
  config: Pick<Choosing, "models">,
  labels: readonly string[],
): string | null | undefined {
  const name = labels.find((label) => label.startsWith("model:"))?.slice("model:".length);
  if (name === undefined) return undefined;
  return config.models[name] ?? modelNames[name] ?? (name.startsWith("claude-") ? name : null);
}

function mergedWithOurs(profiles: Choosing["profiles"]): ReadonlyMap<string, Profile> {
  const own = Object.entries(profiles).filter(([name]) => !Object.hasOwn(shipped, name));
  const ours = Object.entries(shipped).map(
    ([name, profile]) => [name, { ...profile, ...profiles[name] }] as const,
  );
  return new Map([...own, ...ours]);
}
