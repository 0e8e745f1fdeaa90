import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import type { Command } from "commander";

import { configPath } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
import { type ReasonCode, type Refusal, reasons, refusalText } from "../core/refusal.ts";
import { contradictions } from "../core/result-check.ts";
import { resultFiles, resultLimits } from "../core/result.ts";
import { judgeChanges } from "../edge/change-set-check.ts";
import { readConfig } from "../edge/config-file.ts";
import { type OpenedResult, openResult, readResultFiles } from "../edge/result-files.ts";
import { colours, print } from "./terminal.ts";

type Options = { readonly config?: string; readonly json: boolean };

/** What `verify` finds out about a result; printed as JSON too. */
type Verdict = {
  readonly refusals: readonly Refusal[];
  readonly withheld: readonly string[];
  readonly sensitive: readonly { readonly path: string; readonly why: string }[];
  readonly publishes: readonly string[];
};

/** Adds `switchyard verify`. */
export function addVerify(program: Command): void {
  program
    .command("verify")
    .description("Check a result as collect does, offline, and say what would be published.")
    .argument("<result>", "the zip of a result artifact, or the folder with its files")
    .option("--config <file>", `settings to check by; by default ${configPath} here, if there is one`)
    .option("--json", "print JSON", false)
    .action(verify);
}

async function verify(path: string, options: Options): Promise<void> {
  const config = readConfig(await configText(options.config));
  const verdict = await verdictOf(await opened(path), config);
  process.exitCode = verdict.refusals.length === 0 ? 0 : 1;
  if (options.json) return print(JSON.stringify(verdict, null, 2));
  for (const refusal of verdict.refusals) print(`${colours.red("refused")}    ${refusalText([refusal])}`);
  for (const where of verdict.withheld)
    print(`${colours.yellow("withheld")}   protected-path: ${JSON.stringify(where)}`);
  for (const { path: where, why } of verdict.sensitive)
    print(`${colours.dim("look first")} sensitive-path: ${JSON.stringify(where)} (${why})`);
  for (const code of new Set<ReasonCode>(verdict.refusals.map((refusal) => refusal.code)))
    print(`\n${code}: ${reasons[code].what} ${reasons[code].now}`);
  print(
    verdict.refusals.length === 0
      ? `\n${verdict.publishes.length} files would be published.`
      : "\nNothing would be published.",
  );
  print(
    "Not checked here: the claim and the plan, which only collect knows, with what the scope of the task allows, and the base. So everything counts as new, and collisions with files that exist are not seen.",
  );
}

async function verdictOf(result: OpenedResult, config: ReturnType<typeof readConfig>): Promise<Verdict> {
  const nothing = { withheld: [], sensitive: [], publishes: [] };
  if (!result.ok) return { ...nothing, refusals: [result.refusal] };
  const { envelope, changes } = result;
  const said = contradictions(envelope, changes, null);
  if (changes === null) return { ...nothing, refusals: said };
  const judged = await judgeChanges(changes, {
    rules: config,
    bounds: { allowed: [], sparse: null },
    base: null,
  });
  if (!judged.ok) return { ...nothing, refusals: [...said, ...judged.refusals] };
  const withheld = judged.withheld.map(({ path }) => path);
  return {
    withheld,
    sensitive: judged.sensitive,
    publishes: judged.changes.map(({ path }) => path),
    refusals: said,
  };
}

async function opened(path: string): Promise<OpenedResult> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new UserError(
      `There is nothing at ${path}. Download the result first: \`gh run download <run> --name switchyard-result-…\`.`,
    );
  if (found.size > resultLimits.changes * 2) throw new UserError(`${path} is larger than any result.`);
  if (found.isFile()) return openResult(await readFile(path));
  const files = new Map<string, string>();
  for (const name of await readdir(path)) {
    if (!Object.values<string>(resultFiles).includes(name))
      return {
        ok: false,
        refusal: {
          code: "archive",
          path: "",
          text: `it has an entry that does not belong there: ${JSON.stringify(name)}`,
        },
      };
    files.set(name, await readFile(join(path, name), "utf8"));
  }
  return readResultFiles(files);
}

async function configText(named: string | undefined): Promise<string | null> {
  return readFile(named ?? configPath, "utf8").catch(() => {
    if (named !== undefined) throw new UserError(`--config: there is no file ${named}.`);
    return null;
  });
}
