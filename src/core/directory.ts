import { z } from "zod";

/** A folder of the checkout as the config names it; `.` is its top level. Of a slash at the end nothing is left. */
export const Directory = z
  .string()
  .min(1)
  .max(200)
  .overwrite((path) => path.replace(/(?<=[^/])\/+$/, ""))
  .refine(isFolder, {
    message:
      "is a folder of the checkout, from its top level, such as packages/web: no absolute path, no `..`, no pattern",
  });

/** A folder of the checkout as the rest of our code writes it: the top level is the empty string. */
export function folderOf(directory: string): string {
  return directory === "." ? "" : directory;
}

/** The folders on the way from the top level to this one, outermost first: the empty string, `packages`, `packages/web`. */
export function levelsOf(folder: string): string[] {
  const parts = folder === "" ? [] : folder.split("/");
  return ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}

/** The folder that a path lies in. */
export function folderAround(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The path of something in a folder, from the top level of the checkout. */
export function pathIn(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function isFolder(path: string): boolean {
  if (path === ".") return true;
  if (/^[-~:]|[\\*?"<>|\p{Cc}]/u.test(path)) return false;
  return path.split("/").every((part) => !["", ".", ".."].includes(part) && part.toLowerCase() !== ".git");
}
