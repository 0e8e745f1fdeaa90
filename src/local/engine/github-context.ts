import type { EngineGitHub } from "./run-context.ts";
import type { Source } from "./sources.ts";
import type { Json } from "./yaml-node.ts";

/** The `github` context that all jobs of a run share, without what belongs to one job (token, workspace, paths). */
export function githubContext(options: {
  github: EngineGitHub;
  repository: string;
  source: Source;
  path: string;
  workflow: string;
  event: { readonly name: string; readonly payload: Json };
  actor: string;
  triggeringActor: string;
  runId: number;
  runNumber: number;
  attempt: number;
}): Readonly<Record<string, Json>> {
  const { github, repository, source, path, event } = options;
  const [owner = ""] = repository.split("/");
  return {
    actor: options.actor,
    actor_id: numberAt(event.payload, ["sender", "id"]),
    api_url: github.apiUrl,
    base_ref: "",
    event: event.payload,
    event_name: event.name,
    graphql_url: `${github.apiUrl}/graphql`,
    head_ref: "",
    ref: source.ref,
    ref_name: source.ref.replace(/^refs\/(heads|tags)\//, ""),
    ref_protected: false,
    ref_type: source.ref.startsWith("refs/tags/") ? "tag" : "branch",
    repository,
    repository_id: numberAt(event.payload, ["repository", "id"]),
    repository_owner: owner,
    repository_owner_id: numberAt(event.payload, ["repository", "owner", "id"]),
    repositoryUrl: `git://${new URL(github.serverUrl).host}/${repository}.git`,
    retention_days: "90",
    run_attempt: String(options.attempt),
    run_id: String(options.runId),
    run_number: String(options.runNumber),
    secret_source: "Actions",
    server_url: github.serverUrl,
    sha: source.sha,
    triggering_actor: options.triggeringActor,
    workflow: options.workflow,
    workflow_ref: `${repository}/${path}@${source.ref}`,
    workflow_sha: source.sha,
  };
}

/** An id of the webhook payload as the context gives it: text; empty when the event has no such part. */
function numberAt(value: Json, path: readonly string[]): string {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === "number" ? String(value) : "";
  if (value === null || typeof value !== "object" || Array.isArray(value)) return "";
  const next = Object.entries(value).find(([name]) => name === key)?.[1];
  return next === undefined ? "" : numberAt(next, rest);
}
