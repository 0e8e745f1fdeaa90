import { warning } from "@actions/core";

import { UserError } from "../core/errors.ts";
import { type GitHub, openGitHub } from "../edge/github.ts";
import { jobLog } from "./action.ts";
import type { Scene } from "./collect-scene.ts";

/** Who publishes: through which token, and whether that is a GitHub App's, whose pull requests start workflows by themselves. */
export type Publisher = AsyncDisposable & { readonly github: GitHub; readonly isApp: boolean };

/**
 * The identity that publishes: a GitHub App when its key is given, so that CI starts by itself, otherwise the job's token. What was paid for is not
 * lost to an App that is set up by half: then the job's token publishes, with a warning.
 */
export async function openPublisher({
  github,
  inputs,
  job,
}: Pick<Scene, "github" | "inputs" | "job">): Promise<Publisher> {
  const own: Publisher = { github, isApp: false, [Symbol.asyncDispose]: async () => undefined };
  if (inputs["app-private-key"] === "") return own;
  try {
    if (inputs["app-client-id"] === "")
      throw new UserError(
        "The secret app-private-key is given without the App's client id. Set the variable SWITCHYARD_APP_CLIENT_ID.",
      );
    const { mintAppToken } = await import("../edge/app-token.ts");
    const app = await mintAppToken({
      clientId: inputs["app-client-id"],
      privateKey: inputs["app-private-key"],
      repository: job.repository,
    });
    return {
      github: openGitHub({ token: app.token, repository: job.repository, log: jobLog }),
      isApp: true,
      [Symbol.asyncDispose]: async () => app[Symbol.asyncDispose](),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warning(`Published with the job's token instead of the GitHub App: ${error.message}`);
    return own;
  }
}
