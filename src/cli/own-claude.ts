import { existsSync } from "node:fs";
import { access, constants, realpath } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";

import { claudeRelease } from "../core/claude-release.ts";
import { UserError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { capture } from "../edge/shell.ts";

/** The Claude Code of the person at the terminal, and their login as variables for it. */
export type OwnClaude = {
  /** By absolute path, without links. */
  readonly executable: string;
  readonly version: string;
  readonly login: Readonly<Record<string, string>>;
  /** The configuration directory that holds the login; null when the variables are the login. */
  readonly config: string | null;
};

/** What tells the CLI whose account it works on, and how it gets there. */
const loginVariables =
  /^(?:ANTHROPIC_\w+|CLAUDE_CODE_OAUTH_TOKEN|CLAUDE_CODE_USE_\w+|CLAUDE_CODE_SKIP_\w+_AUTH|AWS_\w+|GOOGLE_\w+|CLOUD_ML_REGION|AZURE_\w+|https?_proxy|no_proxy)$/i;

/** Each of these is a login by itself. */
const logins =
  /^(?:ANTHROPIC_API_KEY|ANTHROPIC_AUTH_TOKEN|CLAUDE_CODE_OAUTH_TOKEN|CLAUDE_CODE_USE_(?:BEDROCK|VERTEX|FOUNDRY))$/;

/** Finds the CLI at `path`, or on the PATH. Throws a UserError when there is none, or when it does not say its version. */
export async function findClaude(path: string | undefined): Promise<OwnClaude> {
  const found = path === undefined ? await onPath() : resolve(path);
  if (found === null || !existsSync(found))
    throw new UserError(
      `${path === undefined ? "There is no `claude` on the PATH" : `--claude: there is no ${path}`}. Install Claude Code (npm install -g @anthropic-ai/claude-code@${claudeRelease.version}), run \`claude\` once to log in, or name it with --claude.`,
    );
  const executable = await realpath(found);
  const { PATH = "", HOME = "" } = process.env;
  const end = await capture({
    command: [executable, "--version"],
    cwd: "/",
    environment: { PATH, HOME },
    limitBytes: 10_000,
    patience: 30_000,
  }).catch(() => null);
  const version = /^\d+\.\d+\.\d+\S*/.exec(end?.stdout.toString("utf8").trim() ?? "")?.[0];
  if (version === undefined)
    throw new UserError(
      `${logLine(executable)} is no Claude Code that runs here: \`--version\` gave ${JSON.stringify(logLine(end?.stderr ?? ""))}. Name another with --claude.`,
    );
  const variables = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && loginVariables.test(name) ? [[name, value] as const] : [],
  );
  const isLogin = variables.some(([name, value]) => logins.test(name) && value !== "");
  return {
    executable,
    version,
    login: Object.fromEntries(variables),
    config: isLogin ? null : (process.env["CLAUDE_CONFIG_DIR"] ?? join(HOME, ".claude")),
  };
}

async function onPath(): Promise<string | null> {
  for (const directory of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(directory, "claude");
    if (!isAbsolute(directory)) continue;
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return null;
}
