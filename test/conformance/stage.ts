import type { LocalGitHub } from "../../src/local/contract.ts";
import type { ScriptedModel } from "../../src/local/model/model.ts";

/** A repository on the embedded GitHub whose events some engine turns into runs. */
export type Stage = AsyncDisposable & {
  readonly github: LocalGitHub;
  readonly model: ScriptedModel;
  /** `owner/name`. */
  readonly repository: string;
  readonly person: { readonly login: string; readonly token: string };
  /** Resolves when no run is queued or running any more. */
  settled(): Promise<void>;
};

/** One REST request as the person of the stage; returns the parsed answer. Throws when GitHub refuses. */
export async function ask(
  stage: Stage,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${stage.github.apiUrl}/repos/${stage.repository}${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.person.token}`, accept: "application/vnd.github+json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return text === "" ? null : JSON.parse(text);
}
