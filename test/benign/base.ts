import type { BaseEntries } from "../../src/core/change-path.ts";
import type { Base } from "../../src/edge/change-set-check.ts";
import type { FirstFiles } from "../../src/local/contract.ts";

/** A base of these files; it counts what it is asked for. */
export function baseOf(files: FirstFiles): Base & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    entries: async (directories) => {
      asked.push("entries");
      const found = new Map<string, "file" | "directory" | "other">();
      for (const [path, file] of Object.entries(files)) {
        const kind = isLink(file) ? "other" : "file";
        const parts = path.split("/");
        for (let length = 1; length <= parts.length; length += 1)
          if (directories.includes(parts.slice(0, length - 1).join("/")))
            found.set(parts.slice(0, length).join("/"), length === parts.length ? kind : "directory");
      }
      return found satisfies BaseEntries;
    },
    texts: async (paths) => {
      asked.push(`texts ${paths.join(" ")}`);
      return new Map(
        paths.flatMap((path) => {
          const file = files[path];
          if (file === undefined || isLink(file)) return [];
          return [[path, typeof file === "string" ? file : file.content] as const];
        }),
      );
    },
  };
}

function isLink(file: FirstFiles[string]): boolean {
  return typeof file !== "string" && file.mode === "120000";
}
