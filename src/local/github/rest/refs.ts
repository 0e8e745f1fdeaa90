import { z } from "zod";
import type { Need } from "../access.ts";
import { moveRefs } from "../acts/refs.ts";
import { created, noContent, ok, page } from "../answer.ts";
import { notFound, unprocessable } from "../failure.ts";
import { isAncestor, isRefName, listRefs, noObject, type RefOutcome } from "../git/refs.ts";
import { isSha } from "../git/store.ts";
import { param, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { refShape } from "../shapes/commit.ts";

const readContents: Need = { permission: ["contents"], level: "read", role: "read" };
const writeContents: Need = { permission: ["contents"], level: "write", role: "write" };

const newRef = z.object({ ref: z.string(), sha: z.string() });
const movedRef = z.object({ sha: z.string(), force: z.boolean().default(false) });

/** Git refs. Each change is one git transaction, so that of many who create a ref at once exactly one succeeds. */
export const refRoutes = [
  repositoryRoute("POST /git/refs", writeContents, async (call) => {
    const { ref, sha } = readBody(call, newRef);
    if (!isRefName(ref))
      throw unprocessable("Reference name must start with 'refs/' and contain two slashes.");
    await demandObject(call, sha);
    const outcome = await moveRefs(call, call.repository, [{ name: ref, from: noObject, to: sha }]);
    if (outcome === "exists") throw unprocessable("Reference already exists");
    return created(await shown(call, ref, outcome));
  }),
  repositoryRoute("GET /git/ref/{ref}", readContents, async (call) => {
    const name = `refs/${param(call, "ref")}`;
    const [found] = (await listRefs(call.repository.git, name)).filter((ref) => ref.name === name);
    if (found === undefined) throw notFound();
    return ok(refShape(call.world, call.repository, found));
  }),
  repositoryRoute("GET /git/matching-refs/{ref}", readContents, async (call) => {
    const prefix = `refs/${param(call, "ref")}`;
    const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    const found = (await listRefs(call.repository.git, folder)).filter(({ name }) => name.startsWith(prefix));
    // GitHub answers with all of them at once.
    return ok(found.map((ref) => refShape(call.world, call.repository, ref)));
  }),
  repositoryRoute("PATCH /git/refs/{ref}", writeContents, async (call) => {
    const name = `refs/${param(call, "ref")}`;
    const { sha, force } = readBody(call, movedRef);
    const from = await call.repository.git.ref(name);
    if (from === null) throw unprocessable("Reference does not exist");
    await demandObject(call, sha);
    if (!force && !(await isAncestor(call.repository.git, from, sha))) {
      throw unprocessable("Update is not a fast forward");
    }
    const outcome = await moveRefs(call, call.repository, [{ name, from: force ? null : from, to: sha }]);
    return ok(await shown(call, name, outcome));
  }),
  repositoryRoute("DELETE /git/refs/{ref}", writeContents, async (call) => {
    const name = `refs/${param(call, "ref")}`;
    const { git, defaultBranch } = call.repository;
    if ((await git.ref(name)) === null) throw unprocessable("Reference does not exist");
    if (name === `refs/heads/${defaultBranch}`) throw unprocessable("Cannot delete the default branch");
    const outcome = await moveRefs(call, call.repository, [{ name, from: null, to: noObject }]);
    if (outcome !== "done") throw unprocessable("Reference does not exist");
    return noContent;
  }),
  repositoryRoute("GET /tags", readContents, async (call) => {
    const tags = (await listRefs(call.repository.git, "refs/tags/")).toReversed();
    const api = `${call.world.apiUrl}/repos/${call.repository.fullName}`;
    return page(call, tags, async ({ name, sha }) => {
      const short = name.slice("refs/tags/".length);
      const commit = (await call.repository.git.commitAt(name))?.sha ?? sha;
      return {
        name: short,
        commit: { sha: commit, url: `${api}/commits/${commit}` },
        zipball_url: `${api}/zipball/${name}`,
        tarball_url: `${api}/tarball/${name}`,
        node_id: refShape(call.world, call.repository, { name, sha, type: "commit" }).node_id,
      };
    });
  }),
  repositoryRoute("GET /releases/latest", readContents, () => {
    throw notFound();
  }),
];

async function demandObject(call: RepositoryCall, sha: string): Promise<void> {
  if (!isSha(sha))
    throw unprocessable("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  if ((await call.repository.git.read(sha)) === null) throw unprocessable("Object does not exist");
}

async function shown(call: RepositoryCall, name: string, outcome: RefOutcome) {
  if (outcome !== "done") throw unprocessable("Reference update failed");
  const object = await call.repository.git.read(name);
  if (object === null) throw unprocessable("Reference update failed");
  return refShape(call.world, call.repository, { name, sha: object.sha, type: object.type });
}
