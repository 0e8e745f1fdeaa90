import { readFile } from "node:fs/promises";

import type { Command } from "commander";

import { sealKeys } from "../core/credential.ts";
import { UserError } from "../core/errors.ts";
import { visibleCharacters, withoutEscapes } from "../core/invisible.ts";
import type { Claim } from "../core/record.ts";
import type { SealKey } from "../core/seal.ts";
import { dollars } from "../core/text.ts";
import { type TranscriptPart, readTranscript } from "../core/transcript.ts";
import { readableIn } from "../core/record-entry.ts";
import type { Kept } from "../edge/checkpoint-file.ts";
import { findCheckpoint } from "../edge/checkpoint-store.ts";
import { readCredentials } from "../edge/credentials.ts";
import { issueNumber } from "./issue-number.ts";
import { type Target, openRecords, openTarget } from "./target.ts";
import { colours, print } from "./terminal.ts";

type Options = {
  readonly repo?: string;
  readonly attempt?: string;
  readonly credentials?: string;
  readonly jsonl: boolean;
};

const resultLines = 12; // of what a tool printed; `--jsonl` has all of it

/** Adds `switchyard logs`. */
export function addLogs(program: Command): void {
  program
    .command("logs")
    .description("Show what the agent said and did in an attempt on an issue, from its sealed checkpoint.")
    .argument("<issue>", "number of the issue")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--attempt <number>", "an earlier attempt; by default the newest that left something")
    .option("--credentials <file>", "a file with the credential pool; by default SWITCHYARD_CREDENTIALS")
    .option("--jsonl", "print the transcript as Claude Code wrote it, one JSON object a line", false)
    .addHelpText(
      "after",
      "\nIt opens with any one credential that the repository had as a secret when the attempt ran. Set it as\nANTHROPIC_API_KEY, CLAUDE_CODE_OAUTH_TOKEN, SWITCHYARD_CREDENTIALS or SWITCHYARD_SEAL_KEY.",
    )
    .action(logs);
}

async function logs(word: string, options: Options): Promise<void> {
  const issue = issueNumber(word);
  const keys = await keysFrom(options);
  const target = await openTarget(options);
  const claims = wanted(await claimsOf(target, issue), { issue, options, target });
  const { claim, kept } = await newestOf(target, { issue, claims, keys });
  if (options.jsonl) process.stdout.write(kept.transcript ?? "");
  else tell(kept, `${target.repository} #${issue}, attempt ${claim.attempt}`);
}

/** The values that may open it, by the names of the repository's secrets. */
async function keysFrom({ credentials }: Options): Promise<SealKey[]> {
  const { env } = process;
  const pool =
    credentials === undefined
      ? (env["SWITCHYARD_CREDENTIALS"] ?? "")
      : await readFile(credentials, "utf8").catch(() => {
          throw new UserError(`--credentials: there is no file ${credentials}.`);
        });
  const secrets = {
    credentials: pool,
    "anthropic-api-key": env["ANTHROPIC_API_KEY"] ?? "",
    "claude-code-oauth-token": env["CLAUDE_CODE_OAUTH_TOKEN"] ?? "",
  };
  const some = Object.values(secrets).some((value) => value !== "");
  const keys = sealKeys(some ? readCredentials(secrets) : [], env["SWITCHYARD_SEAL_KEY"] ?? "");
  if (keys.length > 0) return keys;
  throw new UserError(
    "A transcript opens only with a credential that the repository had as a secret when the attempt ran. Set ANTHROPIC_API_KEY, CLAUDE_CODE_OAUTH_TOKEN, SWITCHYARD_CREDENTIALS or SWITCHYARD_SEAL_KEY to the value of that secret, or give --credentials with a file.",
  );
}

async function claimsOf(target: Target, issue: number): Promise<Claim[]> {
  await using store = await openRecords(target);
  return readableIn(await store.history(issue))
    .flatMap(({ event }) => (event.type === "claimed" ? [event.claim] : []))
    .toReversed();
}

function wanted(
  claims: readonly Claim[],
  { issue, options, target }: { issue: number; options: Options; target: Target },
): readonly Claim[] {
  if (claims.length === 0)
    throw new UserError(`No attempt on #${issue} was ever started in ${target.repository}.`);
  if (options.attempt === undefined) return claims;
  const chosen = claims.filter(({ attempt }) => String(attempt) === options.attempt);
  if (chosen.length > 0) return chosen;
  throw new UserError(
    `--attempt: #${issue} has the attempts ${claims
      .map(({ attempt }) => attempt)
      .toReversed()
      .join(", ")}; got ${JSON.stringify(options.attempt)}.`,
  );
}

/** The newest of these attempts that left something. Throws a UserError when that does not open, or nothing is there. */
async function newestOf(
  { github, repository }: Target,
  { issue, claims, keys }: { issue: number; claims: readonly Claim[]; keys: readonly SealKey[] },
): Promise<{ claim: Claim; kept: Kept }> {
  for (const claim of claims) {
    const of = { repository, issue, claim: claim.nonce, attempt: claim.attempt };
    const found = await findCheckpoint(github, { of, keys });
    if (found.found === "one") return { claim, kept: found.kept };
    if (found.found === "closed")
      throw new UserError(`What attempt ${claim.attempt} left cannot be opened: ${found.why}.`);
  }
  const numbers = claims.map(({ attempt }) => attempt).join(", ");
  throw new UserError(
    `Nothing is left of ${claims.length === 1 ? "attempt" : "the attempts"} ${numbers} on #${issue}: it never came to the agent, or its 14 days are over. The log of its run may still be there: \`switchyard history ${issue}\` has the links.`,
  );
}

function tell({ checkpoint, transcript }: Kept, title: string): void {
  const { at, turns, spent, changes } = checkpoint;
  print(colours.bold(`${title}: ${turns} turns, ${dollars(spent)}, as of ${at}`));
  if (transcript === null) print("The agent had said nothing by then.");
  else for (const part of readTranscript(transcript.toString("utf8"))) print(shown(part));
  const { length } = changes.changes;
  print(colours.bold(`\n${length} changed ${length === 1 ? "file" : "files"}`));
  for (const { kind, path } of changes.changes) print(`${kind === "write" ? " " : "-"} ${harmless(path)}`);
}

function shown({ kind, text }: TranscriptPart): string {
  const clean = harmless(text);
  switch (kind) {
    case "prompt":
      return `\n${colours.cyan("asked")}\n${indented(clean)}\n`;
    case "text":
      return `\n${clean}\n`;
    case "tool":
      return colours.green(`> ${clean}`);
    case "todos":
      return colours.dim(`  list: ${clean}`);
    case "failed":
      return colours.red(indented(beginning(clean)));
    case "result":
      return colours.dim(indented(beginning(clean)));
  }
}

function beginning(text: string): string {
  const lines = text.trimEnd().split("\n");
  const more = lines.length - resultLines;
  return more > 0 ? [...lines.slice(0, resultLines), `(${more} more lines)`].join("\n") : text;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

/** What an agent or a program wrote must not move the cursor of whoever reads it. */
function harmless(text: string): string {
  return visibleCharacters(withoutEscapes(text.replaceAll("\r", ""))).text;
}
