import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { mutantsOf } from "./mutants.ts";
import type { Mutant } from "./mutants/mutant.ts";

/**
 * Takes one rule at a time out of the source and runs the tests that must notice: `npm run mutate`, or with a part of a file's name for those of that file, or of the
 * list's (`runner`). Exits with 1 when a mutant survives or no longer fits the source. Files are put back, also when it is interrupted. Where scenarios must notice, which run
 * the built actions, the mutant is built, and the sources at the end.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
const limit = 300_000; // ms for the tests of one mutant; a mutant may loop for ever, and is noticed then

const wanted = mutantsOf(process.argv[2] ?? "");
const missed: string[] = [];
let isBuilt = true;
for (const mutant of wanted) {
  const verdict = await tried(mutant);
  process.stdout.write(`${verdict.padEnd(9)}${mutant.file}: ${mutant.rule}\n`);
  if (verdict !== "caught") missed.push(mutant.rule);
}
if (!isBuilt) await build();
process.stdout.write(`${wanted.length - missed.length} of ${wanted.length} mutants caught\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

async function tried({ file, from, to, tests }: Mutant): Promise<"caught" | "SURVIVED" | "STALE"> {
  const path = `${root}${file}`;
  const source = await readFile(path, "utf8");
  // A rule that is not there exactly once is no longer the rule that was meant.
  if (source.split(from).length !== 2) return "STALE";
  const restore = (): void => void writeFile(path, source).then(() => process.exit(130));
  process.once("SIGINT", restore);
  try {
    await writeFile(
      path,
      source.replace(from, () => to),
    );
    return (await passes(tests)) ? "SURVIVED" : "caught";
  } finally {
    await writeFile(path, source);
    process.off("SIGINT", restore);
  }
}

async function passes(tests: readonly string[]): Promise<boolean> {
  const isPlayed = tests.some((test) => test.startsWith("test/scenarios/"));
  try {
    if (isPlayed || !isBuilt) await build();
    isBuilt = !isPlayed;
    // One failure is enough, and a tenth of the rounds finds what a rule holds back.
    await run("npx", ["vitest", "run", "--bail=1", ...tests], {
      cwd: root,
      timeout: limit,
      maxBuffer: 64_000_000,
      env: { ...process.env, FUZZ_ROUNDS: "1000" },
    });
    return true;
  } catch {
    return false;
  }
}

async function build(): Promise<void> {
  await run(process.execPath, ["scripts/build.ts"], { cwd: root });
}
