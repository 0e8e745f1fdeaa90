import { git } from "./reading.ts";
import type { Repository } from "./stage.ts";

/** Writes a file on the default branch, as maria. */
export async function push(repository: Repository, path: string, content: string): Promise<void> {
  const old = git(repository, "ls-tree", "--object-only", "main", path).trim();
  await repository.as("maria").rest.repos.createOrUpdateFileContents({
    ...repository.at,
    path,
    message: `Change ${path}`,
    content: Buffer.from(content).toString("base64"),
    ...(old === "" ? {} : { sha: old }),
  });
}
