import { rm } from "node:fs/promises";
import type { ArtifactRecord } from "../../contract.ts";
import type { Need } from "../access.ts";
import { noContent, ok, wrappedPage } from "../answer.ts";
import { Failure, notFound } from "../failure.ts";
import { offer } from "../pages.ts";
import { numberParam, param, type RepositoryCall, repositoryRoute } from "../router.ts";
import { artifactShape, isExpired } from "../shapes/actions.ts";
import { runOf } from "./runs.ts";

const readActions: Need = { permission: ["actions"], level: "read", role: "read" };
const writeActions: Need = { permission: ["actions"], level: "write", role: "write" };

/** Artifacts, which the artifact service stores. */
export const artifactRoutes = [
  repositoryRoute("GET /actions/artifacts", readActions, (call) => listed(call, ownArtifacts(call))),
  repositoryRoute("GET /actions/runs/{run_id}/artifacts", readActions, (call) => {
    const { id } = runOf(call);
    return listed(
      call,
      ownArtifacts(call).filter(({ runId }) => runId === id),
    );
  }),
  repositoryRoute("GET /actions/artifacts/{artifact_id}", readActions, (call) =>
    ok(artifactShape(call.world, artifactOf(call), call.repository)),
  ),
  repositoryRoute("DELETE /actions/artifacts/{artifact_id}", writeActions, async (call) => {
    const artifact = artifactOf(call);
    call.world.actions.artifacts.delete(artifact.id);
    await rm(artifact.file, { force: true });
    return noContent;
  }),
  repositoryRoute("GET /actions/artifacts/{artifact_id}/{archive_format}", readActions, (call) => {
    const artifact = artifactOf(call);
    if (param(call, "archive_format") !== "zip") throw notFound();
    if (isExpired(artifact)) throw new Failure(410, "Artifact has expired");
    return offer(call.world, { file: artifact.file, type: "application/zip" });
  }),
];

function ownArtifacts(call: RepositoryCall): ArtifactRecord[] {
  const name = call.url.searchParams.get("name");
  return [...call.world.actions.artifacts.values()]
    .filter((one) => one.repository === call.repository.fullName && (name === null || one.name === name))
    .sort((a, b) => b.id - a.id);
}

function artifactOf(call: RepositoryCall): ArtifactRecord {
  const artifact = call.world.actions.artifacts.get(numberParam(call, "artifact_id"));
  if (artifact === undefined || artifact.repository !== call.repository.fullName) throw notFound();
  return artifact;
}

function listed(call: RepositoryCall, artifacts: readonly ArtifactRecord[]) {
  return wrappedPage(call, artifacts, {
    shape: (artifact) => artifactShape(call.world, artifact, call.repository),
    wrap: (shaped, total_count) => ({ total_count, artifacts: shaped }),
  });
}
