import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Returns the path of a session's transcript in the CLI's configuration directory, the newest when there are several, or null.
 * The CLI keeps it in a folder named after the working directory, in a way that has changed before: so all folders are looked at.
 */
export async function findTranscript(config: string, session: string): Promise<string | null> {
  const projects = join(config, "projects");
  const folders = await readdir(projects).catch(() => []);
  const found = await Promise.all(folders.map((folder) => dated(join(projects, folder, `${session}.jsonl`))));
  const newest = found.flat().sort((one, other) => other.changed - one.changed)[0];
  return newest?.path ?? null;
}

async function dated(path: string): Promise<{ path: string; changed: number }[]> {
  try {
    return [{ path, changed: (await stat(path)).mtimeMs }];
  } catch {
    return [];
  }
}
