import { rm } from "node:fs/promises";

/**
 * Removes a directory. Returns false when something in it cannot be removed: a step may have run programs as another
 * user, whose files this one may not delete.
 */
export async function removeTree(path: string): Promise<boolean> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    return false;
  }
}
