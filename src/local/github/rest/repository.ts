import { z } from "zod";
import { type Need, roleOf } from "../access.ts";
import { emit } from "../acts/emit.ts";
import { noContent, ok } from "../answer.ts";
import { notFound } from "../failure.ts";
import { param, readBody, repositoryRoute } from "../router.ts";
import { fullRepositoryShape, needsMetadata, permissionShape } from "../shapes/repository.ts";
import { accountOf, nodeId, now } from "../world.ts";

const administer: Need = { permission: null, level: "write", role: "admin" };
const dispatch: Need = { permission: ["contents"], level: "write", role: "write" };

const changed = z.object({
  description: z.string().nullish(),
  private: z.boolean().optional(),
  visibility: z.enum(["public", "private"]).optional(),
  default_branch: z.string().optional(),
});
const sent = z.object({
  event_type: z.string().min(1).max(100),
  client_payload: z.record(z.string(), z.unknown()).default({}),
});

/** The repository itself. */
export const repositoryRoutes = [
  repositoryRoute("GET ", needsMetadata, (call) =>
    ok(fullRepositoryShape(call.world, call.repository, call.actor)),
  ),
  repositoryRoute("PATCH ", administer, (call) => {
    const wanted = readBody(call, changed);
    const { repository } = call;
    if (wanted.description !== undefined) repository.description = wanted.description;
    if (wanted.private !== undefined) repository.settings.private = wanted.private;
    if (wanted.visibility !== undefined) repository.settings.private = wanted.visibility === "private";
    if (wanted.default_branch !== undefined) repository.defaultBranch = wanted.default_branch;
    repository.updatedAt = now();
    return ok(fullRepositoryShape(call.world, repository, call.actor));
  }),
  repositoryRoute("GET /collaborators/{username}/permission", needsMetadata, (call) => {
    const account = accountOf(call.world, param(call, "username"));
    if (account === undefined) throw notFound();
    return ok(permissionShape(call.world, call.repository, account.login));
  }),
  repositoryRoute("GET /collaborators/{username}", needsMetadata, (call) => {
    const login = param(call, "username").toLowerCase();
    const own = login === call.repository.owner.toLowerCase() || call.repository.roles.has(login);
    if (!own || roleOf(call.repository, login) === "none") throw notFound();
    return noContent;
  }),
  repositoryRoute("POST /dispatches", dispatch, (call) => {
    const { event_type, client_payload } = readBody(call, sent);
    const { id } = call.repository;
    emit(call, {
      repository: call.repository,
      name: "repository_dispatch",
      payload: {
        action: event_type,
        branch: call.repository.defaultBranch,
        client_payload,
        installation: { id, node_id: nodeId("INST", id) },
      },
    });
    return noContent;
  }),
  repositoryRoute("GET /rulesets", needsMetadata, () => ok([])),
];
