import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { contentOf } from "../../src/core/change-set.ts";
import type { Change } from "../../src/core/result.ts";
import type { FirstFiles } from "../../src/local/contract.ts";
import type { BenignChange } from "./changes.ts";

/** Many changes as one: what the repository holds before, the command by which the agent makes them, and what git has to say of them afterwards. */
export type Bundle = {
  readonly files: FirstFiles;
  readonly command: string;
  /** `<mode> <blob>` of each changed path; zeros for one that is gone. */
  readonly published: Readonly<Record<string, string>>;
};

/** Puts each change into a folder of its own. The agent unpacks them from an archive that the repository holds, so that no byte is lost on the way to it. */
export function bundleOf(all: readonly BenignChange[]): Bundle {
  const changes = all.flatMap((one, index) =>
    one.changes.map((change): Change => ({ ...change, path: `${folderOf(index)}/${change.path}` })),
  );
  const files = all.flatMap((one, index) =>
    Object.entries(one.files).map(([path, file]) => [`${folderOf(index)}/${path}`, file] as const),
  );
  return {
    files: {
      ...Object.fromEntries(files),
      ".seed/gone": changes.map(({ path }) => path).join("\0"),
      ".seed/files": packed(changes).toString("base64"),
    },
    command:
      "xargs -0 rm -rf -- <.seed/gone && base64 -d <.seed/files | tar --extract --no-same-owner --preserve-permissions",
    published: Object.fromEntries(changes.map((change) => [change.path, stateOf(change)])),
  };
}

function folderOf(index: number): string {
  return `case-${index}`;
}

function packed(changes: readonly Change[]): Buffer {
  const directory = mkdtempSync(join(tmpdir(), "switchyard-bundle-"));
  try {
    for (const change of changes) {
      if (change.kind === "delete") continue;
      const path = join(directory, change.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contentOf(change) ?? new Uint8Array());
      chmodSync(path, Number.parseInt(change.mode.slice(-3), 8));
    }
    const tar = ["--create", `--directory=${directory}`, "--", ...readdirSync(directory)];
    return execFileSync("tar", tar, { maxBuffer: 100_000_000 });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function stateOf(change: Change): string {
  if (change.kind === "delete") return `000000 ${"0".repeat(40)}`;
  const bytes = contentOf(change) ?? new Uint8Array();
  const blob = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  return `${change.mode} ${blob}`;
}
