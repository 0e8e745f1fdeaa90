import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";

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
  const { verdict, by } = await tried(mutant);
  process.stdout.write(
    `${verdict.padEnd(9)}${mutant.file}: ${mutant.rule}${by === "" ? "" : `\n         by ${by}`}\n`,
  );
  if (verdict !== "caught") missed.push(mutant.rule);
}
if (!isBuilt) await build();
process.stdout.write(`${wanted.length - missed.length} of ${wanted.length} mutants caught\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** `by` names the test that failed first, so that who reads can tell a test that noticed from one that a loaded machine made late. */
type Trial = { readonly verdict: "caught" | "SURVIVED" | "STALE"; readonly by: string };

async function tried({ file, from, to, tests }: Mutant): Promise<Trial> {
  const path = `${root}${file}`;
  const source = await readFile(path, "utf8");
  // A rule that is not there exactly once is no longer the rule that was meant.
  if (source.split(from).length !== 2) return { verdict: "STALE", by: "" };
  const restore = (): void => void writeFile(path, source).then(() => process.exit(130));
  process.once("SIGINT", restore);
  try {
    await writeFile(
      path,
      source.replace(from, () => to),
    );
    const by = await firstFailure(tests);
    return by === null ? { verdict: "SURVIVED", by: "" } : { verdict: "caught", by };
  } finally {
    await writeFile(path, source);
    process.off("SIGINT", restore);
  }
}

/** The first test that fails, or what else ended them; null when all pass. */
async function firstFailure(tests: readonly string[]): Promise<string | null> {
  const isPlayed = tests.some((test) => test.startsWith("test/scenarios/"));
  try {
    if (isPlayed || !isBuilt) {
      isBuilt = false;
      await build();
      isBuilt = !isPlayed;
    }
    // One failure is enough, and a tenth of the rounds finds what a rule holds back.
    const deep = tests.some((test) => test.endsWith(".deep.test.ts"));
    const config = deep ? ["--config=vitest.deep.config.ts"] : [];
    await run("npx", ["vitest", "run", "--bail=1", ...config, ...tests], {
      cwd: root,
      timeout: limit,
      maxBuffer: 64_000_000,
      env: { ...process.env, FUZZ_ROUNDS: "1000" },
    });
    return null;
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    return (
      /^.*FAIL.*? test\/(.*)$/m.exec(stripVTControlCharacters(output))?.[1] ?? "a failure outside of tests"
    );
  }
}

async function build(): Promise<void> {
  await run(process.execPath, ["scripts/build.ts"], { cwd: root });
}
