import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { UserError } from "../core/errors.ts";
import { runGit } from "../edge/git.ts";
import type { Place } from "./place.ts";

/** The working tree that the current directory belongs to. Throws a UserError outside of one. */
export async function workingTree(): Promise<Place> {
  const top = await runGit({ cwd: process.cwd(), args: ["rev-parse", "--show-toplevel"] });
  if (top.code !== 0)
    throw new UserError("--write puts files into a git working tree, and this directory is in none.");
  const root = top.stdout.trim();
  return {
    where: "the working tree",
    proposal: null,
    names: async () => new Set(await readdir(root)),
    read: async (paths) => {
      const texts = new Map<string, string>();
      for (const path of paths) {
        const text = await readFile(join(root, path), "utf8").catch((error: unknown) => {
          if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT")
            return null;
          throw error;
        });
        if (text !== null) texts.set(path, text);
      }
      return texts;
    },
    plan: (files) => [...files.keys()].map((path) => `write ${path}`),
    write: async (files) => {
      for (const [path, text] of files) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
      }
      return "Commit the files and push them to the default branch.";
    },
  };
}
