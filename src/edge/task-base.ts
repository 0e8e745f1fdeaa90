import type { Base } from "./change-set-check.ts";
import { entriesIn } from "./change-set-reader.ts";
import type { PreparedTask } from "./task-scene.ts";

const textLimit = 512_000; // bytes of a file of the base; collect sees no more of it either

/** The planned commit as the workspace of a task has it, for judging its change where it was made. */
export function baseOf({ site, base, tree }: PreparedTask): Base {
  return {
    texts: async (paths) => {
      const found = await site.workspace.read(base, paths, textLimit);
      return new Map([...found].map(([path, text]) => [path, text.toString("utf8")]));
    },
    entries: async (directories) => entriesIn(site.workspace, { tree, directories }),
  };
}
