import { permissionsOf } from "./permissions.ts";
import { type Load, type YamlFile, member, membersOf } from "./yaml-file.ts";

/** A job in which a model credential and a right to write meet: what an agent's words can reach, they could publish. */
export type MixedJob = {
  readonly file: string;
  readonly line: number;
  readonly job: string;
  readonly why: string;
};

/**
 * Every job, in this workflow and those that it calls, that breaks the line between work and collect. A calling job runs nothing itself, so it is
 * judged by what it calls; a call that cannot be followed and gets a model credential counts as broken.
 */
export function mixedJobs(file: YamlFile, load: Load): MixedJob[] {
  return membersOf(member(file.value, "jobs")).flatMap(([job, node]) => {
    const secret = modelSecretOf(node);
    const at = { file: file.path, line: file.line(["jobs", job]), job };
    const uses = member(node, "uses");
    if (typeof uses === "string") {
      const called = load(uses);
      if (called !== null) return mixedJobs(called, load);
      return secret === null
        ? []
        : [{ ...at, why: `it passes ${secret} to ${uses}, which cannot be followed` }];
    }
    if (secret === null) return [];
    const granted =
      permissionsOf(member(node, "permissions")) ?? permissionsOf(member(file.value, "permissions"));
    if (granted === null) return [{ ...at, why: `it holds ${secret}, and names no permissions` }];
    const writes = [...granted].flatMap(([key, level]) => (level === "write" ? [`${key}: write`] : []));
    return writes.length === 0 ? [] : [{ ...at, why: `it holds ${secret} and ${writes.join(", ")}` }];
  });
}

const modelSecret =
  /\bsecrets\s*(?:\.\s*|\[\s*')(anthropic[-_]api[-_]key|claude[-_]code[-_]oauth[-_]token|(?:switchyard[-_])?credentials)\b/i;

/** The first model credential that a job names; `secrets: inherit` and the whole context hold them all. */
function modelSecretOf(job: unknown): string | null {
  if (member(job, "secrets") === "inherit") return "every secret (inherit)";
  const text = JSON.stringify(job) ?? "";
  if (/toJSON\(\s*secrets\s*\)/i.test(text)) return "every secret (toJSON)";
  return modelSecret.exec(text)?.[1] ?? null;
}
