import { createHash } from "node:crypto";
import { z } from "zod";
import type { Need } from "../access.ts";
import { noContent, ok, wrappedPage } from "../answer.ts";
import { Failure, notFound, unprocessable } from "../failure.ts";
import { param, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";

// No job token can have these permissions: secrets, variables and administration are not `permissions:` keys.
const administer = (level: "read" | "write"): Need => ({ permission: null, level, role: "admin" });
const collaborate: Need = { permission: null, level: "read", role: "write" };

const permissions = z.object({
  default_workflow_permissions: z.enum(["read", "write"]).optional(),
  can_approve_pull_request_reviews: z.boolean().optional(),
});
const secret = z.object({ encrypted_value: z.string(), key_id: z.string() });
const newVariable = z.object({ name: z.string(), value: z.string() });
const changedVariable = z.object({ name: z.string().optional(), value: z.string().optional() });
const settingName = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;

/** Settings of GitHub Actions: what jobs may do, secrets, variables. */
export const settingRoutes = [
  repositoryRoute("GET /actions/permissions/workflow", administer("read"), ({ repository: { settings } }) =>
    ok({
      default_workflow_permissions: settings.defaultWorkflowPermissions,
      can_approve_pull_request_reviews: settings.actionsMayCreatePullRequests,
    }),
  ),
  repositoryRoute("PUT /actions/permissions/workflow", administer("write"), (call) => {
    const wanted = readBody(call, permissions);
    const { settings } = call.repository;
    settings.defaultWorkflowPermissions =
      wanted.default_workflow_permissions ?? settings.defaultWorkflowPermissions;
    settings.actionsMayCreatePullRequests =
      wanted.can_approve_pull_request_reviews ?? settings.actionsMayCreatePullRequests;
    return noContent;
  }),
  repositoryRoute("GET /actions/permissions", administer("read"), () =>
    ok({ enabled: true, allowed_actions: "all", sha_pinning_required: false }),
  ),
  repositoryRoute("GET /actions/secrets", collaborate, (call) =>
    wrappedPage(call, Object.keys(call.repository.settings.secrets), {
      shape: (name) => ({ name, ...dates(call) }),
      wrap: (secrets, total_count) => ({ total_count, secrets }),
    }),
  ),
  repositoryRoute("GET /actions/secrets/public-key", collaborate, (call) =>
    ok({ key_id: String(call.repository.id), key: publicKey(call) }),
  ),
  repositoryRoute("GET /actions/secrets/{secret_name}", collaborate, (call) => {
    const name = param(call, "secret_name").toUpperCase();
    if (!(name in call.repository.settings.secrets)) throw notFound();
    return ok({ name, ...dates(call) });
  }),
  // The value stays as it came: opening it takes the sealed boxes of libsodium, which Node lacks.
  repositoryRoute("PUT /actions/secrets/{secret_name}", { ...collaborate, level: "write" }, (call) => {
    const name = demandName(param(call, "secret_name"));
    const { encrypted_value, key_id } = readBody(call, secret);
    if (key_id !== String(call.repository.id))
      throw unprocessable("Bad request: key_id is not the current one");
    const { secrets } = call.repository.settings;
    const known = name in secrets;
    secrets[name] = encrypted_value;
    return known ? noContent : { status: 201, json: {} };
  }),
  repositoryRoute("DELETE /actions/secrets/{secret_name}", { ...collaborate, level: "write" }, (call) => {
    const name = param(call, "secret_name").toUpperCase();
    if (!(name in call.repository.settings.secrets)) throw notFound();
    delete call.repository.settings.secrets[name];
    return noContent;
  }),
  repositoryRoute("GET /actions/variables", collaborate, (call) =>
    wrappedPage(call, Object.entries(call.repository.settings.variables), {
      shape: ([name, value]) => ({ name, value, ...dates(call) }),
      wrap: (variables, total_count) => ({ total_count, variables }),
    }),
  ),
  repositoryRoute("POST /actions/variables", { ...collaborate, level: "write" }, (call) => {
    const { name, value } = readBody(call, newVariable);
    const { variables } = call.repository.settings;
    const key = demandName(name);
    if (key in variables) throw new Failure(409, "Already exists - Variable already exists");
    variables[key] = value;
    return { status: 201, json: {} };
  }),
  repositoryRoute("GET /actions/variables/{name}", collaborate, (call) => {
    const { name, value } = variableOf(call);
    return ok({ name, value, ...dates(call) });
  }),
  repositoryRoute("PATCH /actions/variables/{name}", { ...collaborate, level: "write" }, (call) => {
    const old = variableOf(call);
    const wanted = readBody(call, changedVariable);
    const { variables } = call.repository.settings;
    delete variables[old.name];
    variables[demandName(wanted.name ?? old.name)] = wanted.value ?? old.value;
    return noContent;
  }),
  repositoryRoute("DELETE /actions/variables/{name}", { ...collaborate, level: "write" }, (call) => {
    delete call.repository.settings.variables[variableOf(call).name];
    return noContent;
  }),
];

function variableOf(call: RepositoryCall): { name: string; value: string } {
  const name = param(call, "name").toUpperCase();
  const value = call.repository.settings.variables[name];
  if (value === undefined) throw notFound();
  return { name, value };
}

function demandName(name: string): string {
  const upper = name.toUpperCase();
  if (settingName.test(upper)) return upper;
  throw unprocessable(
    "Names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_), must not start with a number or GITHUB_",
  );
}

/** Any 32 bytes are a public key on this curve. */
function publicKey(call: RepositoryCall): string {
  return createHash("sha256").update(`switchyard ${call.repository.fullName}`).digest("base64");
}

function dates({ repository }: RepositoryCall) {
  return { created_at: repository.createdAt, updated_at: repository.updatedAt };
}
