import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** A file of the repository, as text. */
export function page(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Our own pages: every Markdown file that git knows or would add, but for the demo's repository. */
export function ourPages(): string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  return listed
    .split("\0")
    .filter((path) => path !== "" && !path.startsWith("examples/sample/") && existsSync(join(root, path)));
}

/** The code blocks of a language, without their fences. */
export function codeBlocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap((match) =>
    match[1] === language ? [match[2] ?? ""] : [],
  );
}

/** The first screen of the README: everything in front of its first section. */
export function firstScreen(): string {
  return page("README.md").split("\n## ")[0] ?? "";
}

/** The sources below a folder, each as one text. */
export function sources(...folders: readonly string[]): { path: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => ({ path: join(folder, file), text: page(join(folder, file)) })),
  );
}
