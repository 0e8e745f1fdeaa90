import { setSecret } from "@actions/core";
import { createAppAuth } from "@octokit/auth-app";
import { request } from "@octokit/request";

import { UserError, messageOf } from "../core/errors.ts";

/** An installation token of a GitHub App; it is revoked when its scope ends. */
export type AppToken = AsyncDisposable & { readonly token: string };

/** What publishing needs, and no more: the branch, and the pull request with its assignee. */
const permissions = { contents: "write", pull_requests: "write", issues: "write" } as const;

/**
 * Mints a token of the App for this one repository, with publishing's permissions only. It lives an hour at most (GitHub's limit), so it is
 * asked for when it is needed. Throws a UserError when the key does not fit the App, or the App is not installed here.
 */
export async function mintAppToken({
  clientId,
  privateKey,
  repository,
}: {
  clientId: string;
  privateKey: string;
  repository: string;
}): Promise<AppToken> {
  const [owner = "", repo = ""] = repository.split("/");
  const api = request.defaults({ baseUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com" });
  try {
    const auth = createAppAuth({ appId: clientId, privateKey, request: api });
    const app = await auth({ type: "app" });
    const found = await api("GET /repos/{owner}/{repo}/installation", {
      owner,
      repo,
      headers: { authorization: `bearer ${app.token}` },
    });
    const { token } = await auth({
      type: "installation",
      installationId: found.data.id,
      repositoryNames: [repo],
      permissions,
    });
    setSecret(token);
    return {
      token,
      // A token that cannot be revoked ends by itself; the work is done by then.
      [Symbol.asyncDispose]: async () =>
        void (await api("DELETE /installation/token", { headers: { authorization: `token ${token}` } }).catch(
          () => undefined,
        )),
    };
  } catch (error) {
    throw new UserError(
      `Cannot get a token of the GitHub App ${clientId} for ${repository}: ${messageOf(error)}. Check that the variable SWITCHYARD_APP_CLIENT_ID and the secret app-private-key belong to one App, that it is installed on this repository, and that it has contents, pull requests and issues: write.`,
      { cause: error },
    );
  }
}
