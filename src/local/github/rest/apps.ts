import { randomBytes } from "node:crypto";

import { z } from "zod";

import type { TokenPermissions } from "../../contract.ts";
import { ok } from "../answer.ts";
import { Failure, notFound, unprocessable } from "../failure.ts";
import { type Call, param, route } from "../router.ts";
import type { App } from "../world.ts";

const hour = 3_600_000; // ms: the life of an installation token

const TokenRequest = z.object({
  repositories: z.array(z.string()).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
});

/** GitHub Apps: the part that gives an installation its token. */
export const appRoutes = [
  route("GET /repos/{owner}/{repo}/installation", (call) => {
    const app = appOf(call);
    if (app.repository.toLowerCase() !== `${param(call, "owner")}/${param(call, "repo")}`.toLowerCase())
      throw notFound();
    return ok(installationShape(call, app));
  }),
  route("POST /app/installations/{installation_id}/access_tokens", (call) => {
    const app = appOf(call);
    if (param(call, "installation_id") !== String(app.id)) throw notFound();
    const asked = TokenRequest.parse(call.body ?? {});
    const permissions = Object.fromEntries(
      Object.entries(asked.permissions ?? underscored(app)).map(
        ([name, level]) => [name.replaceAll("_", "-"), level] as const,
      ),
    );
    const beyond = Object.entries(permissions).filter(
      ([name, level]) => app.permissions[name] !== "write" && app.permissions[name] !== level,
    );
    if (beyond.length > 0)
      throw new Failure(422, "The permissions requested are not granted to this installation.");
    const name = app.repository.split("/")[1] ?? "";
    if (
      asked.repositories !== undefined &&
      (asked.repositories.length !== 1 || asked.repositories[0] !== name)
    )
      throw unprocessable(
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
      );
    const token = `ghs_${randomBytes(18).toString("hex")}`;
    const login = `${app.slug}[bot]`;
    call.world.tokens.set(token, {
      kind: "job",
      login,
      repository: app.repository,
      runId: 0,
      jobId: 0,
      permissions,
      app: app.slug,
    });
    return {
      status: 201,
      json: {
        token,
        expires_at: new Date(Date.now() + hour).toISOString(),
        permissions: Object.fromEntries(
          Object.entries(permissions).map(([key, level]) => [key.replaceAll("-", "_"), level]),
        ),
        repository_selection: "selected",
      },
    };
  }),
  route("DELETE /installation/token", ({ world, actor }) => {
    for (const [token, known] of world.tokens) if (known === actor) world.tokens.delete(token);
    return { status: 204 };
  }),
];

function appOf({ world, actor }: Call): App {
  const app =
    actor.kind === "app" ? world.apps.find(({ clientId }) => clientId === actor.clientId) : undefined;
  if (app === undefined) throw new Failure(401, "A JSON web token could not be decoded");
  return app;
}

function underscored(app: App): TokenPermissions {
  return Object.fromEntries(
    Object.entries(app.permissions).map(([name, level]) => [name.replaceAll("-", "_"), level]),
  );
}

function installationShape({ world }: Call, app: App) {
  const [owner = ""] = app.repository.split("/");
  const at = new Date(0).toISOString();
  return {
    id: app.id,
    account: null,
    repository_selection: "selected",
    access_tokens_url: `${world.apiUrl}/app/installations/${app.id}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.serverUrl}/settings/installations/${app.id}`,
    app_id: app.id,
    client_id: app.clientId,
    target_id: 1,
    target_type: owner === "" ? "User" : "Organization",
    permissions: underscored(app),
    events: [],
    created_at: at,
    updated_at: at,
    single_file_name: null,
    app_slug: app.slug,
    suspended_at: null,
    suspended_by: null,
  };
}
