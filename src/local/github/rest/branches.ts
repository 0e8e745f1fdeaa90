import type { Need } from "../access.ts";
import { ok, page } from "../answer.ts";
import { Failure } from "../failure.ts";
import { listRefs } from "../git/refs.ts";
import { param, type RepositoryCall, repositoryRoute } from "../router.ts";
import { commitShape } from "../shapes/commit.ts";

const readContents: Need = { permission: ["contents"], level: "read", role: "read" };
const administer: Need = { permission: null, level: "read", role: "admin" };

/** Branches and their protection. Protection is read only: a test sets it in the world. */
export const branchRoutes = [
  repositoryRoute("GET /branches", readContents, async (call) => {
    const { world, repository } = call;
    const api = `${world.apiUrl}/repos/${repository.fullName}`;
    const branches = await listRefs(repository.git, "refs/heads/");
    return page(call, branches, ({ name, sha }) => {
      const short = name.slice("refs/heads/".length);
      return {
        name: short,
        commit: { sha, url: `${api}/commits/${sha}` },
        protected: repository.protectedBranches.has(short),
      };
    });
  }),
  repositoryRoute("GET /branches/{branch}/protection", administer, (call) => {
    const branch = param(call, "branch");
    if (!call.repository.protectedBranches.has(branch)) throw new Failure(404, "Branch not protected");
    return ok({
      url: protectionUrl(call, branch),
      enforce_admins: { url: `${protectionUrl(call, branch)}/enforce_admins`, enabled: false },
    });
  }),
  repositoryRoute("GET /branches/{branch}", readContents, async (call) => {
    const { world, repository } = call;
    const branch = param(call, "branch");
    const commit = await repository.git.commitAt(`refs/heads/${branch}`);
    if (commit === null) throw new Failure(404, "Branch not found");
    const protect = repository.protectedBranches.has(branch);
    return ok({
      name: branch,
      commit: commitShape(world, repository, commit),
      _links: {
        self: `${world.apiUrl}/repos/${repository.fullName}/branches/${encodeURIComponent(branch)}`,
        html: `${world.serverUrl}/${repository.fullName}/tree/${branch}`,
      },
      protected: protect,
      protection: {
        enabled: protect,
        required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
      },
      protection_url: protectionUrl(call, branch),
    });
  }),
];

function protectionUrl({ world, repository }: RepositoryCall, branch: string): string {
  return `${world.apiUrl}/repos/${repository.fullName}/branches/${encodeURIComponent(branch)}/protection`;
}
