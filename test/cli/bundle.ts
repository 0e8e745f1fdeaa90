import { join } from "node:path";

import { build } from "rolldown";

const root = join(import.meta.dirname, "../..");
const directory = "node_modules/.cache"; // as deep as src/cli and lib/cli, from where the CLI finds the files that it ships

/** The CLI in a few files, as the tests run it: a process of it starts in a third of the time that the sources take. */
export const cli = join(root, directory, "switchyard.js");

/** Where all processes of the tests keep compiled code: a good part of the time that each of them takes to start. */
export const compileCache = join(root, directory, "compile");

/** Called by Vitest once before all files: makes the CLI of the sources as they are now. */
export async function setup(): Promise<void> {
  await build({
    cwd: root,
    input: { switchyard: "src/cli/main.ts" },
    platform: "node",
    output: {
      dir: directory,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "switchyard-[name].js",
    },
    logLevel: "warn",
  });
}
