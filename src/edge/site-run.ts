import { type CommandEnd, runCommand } from "./shell.ts";
import type { Tree } from "./workspace.ts";
import type { Site } from "./site.ts";

/**
 * Runs a command of the repository's config in a tree, in isolation, with the time and the disk space that it may have. Whoever fills the disk has
 * failed, and the end of its output says so.
 */
export async function runIn(
  site: Site,
  tree: Tree,
  {
    directory,
    ...options
  }: Omit<Parameters<typeof runCommand>[0], "launcher" | "cwd"> & {
    /** A folder of the checkout. */ directory: string;
  },
): Promise<CommandEnd> {
  using disk = site.disk.watch();
  const end = await runCommand({
    ...options,
    launcher: await site.workspace.launch(tree, { folder: directory }),
    cwd: site.workspace.directory,
    signal: AbortSignal.any([options.signal, disk.signal]),
  });
  const why = disk.why();
  return why === null || options.signal.aborted
    ? end
    : { ...end, ended: "failed", tail: `${end.tail.slice(-7_000)}\n${why}` };
}
