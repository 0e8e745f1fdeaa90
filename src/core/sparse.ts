import type { Scope } from "./scope.ts";
import { folderAround, folderOf } from "./directory.ts";

/**
 * The folders of a sparse checkout, sorted; with the files beside and above them that is all that is checked out (git's "cone"). Null for a whole
 * checkout. `named` are the folders and `files` the files that the task needs whatever the scope says, both from the top level.
 */
export function sparseFolders(
  { sparse }: Pick<Scope, "sparse">,
  { named, files }: { readonly named: readonly string[]; readonly files: readonly string[] },
): string[] | null {
  if (sparse === undefined || sparse === false) return null;
  const own = sparse === true ? [] : sparse.map(folderOf);
  const around = files.map(folderAround);
  const folders = new Set([".github", ...named, ...own, ...around]);
  folders.delete("");
  return [...folders].toSorted();
}

/** Says of a path whether such a checkout has it, given that it is in the commit. */
export function checkedOut(folders: readonly string[] | null): (path: string) => boolean {
  if (folders === null) return () => true;
  return (path) => {
    const around = folderAround(path);
    return (
      around === "" ||
      folders.some(
        (folder) => folder === around || folder.startsWith(`${around}/`) || around.startsWith(`${folder}/`),
      )
    );
  };
}
