import { clientEnvironment } from "../core/provider.ts";
import type { AgentOptions } from "./claude-options.ts";

const toolMinutes = 10; // A command that runs longer is ended by the CLI, which tells the model so.
const headSeconds = 180; // The CLI uses it for its non-streaming fallback too, which needs two minutes and more.

/** Returns the arguments of a headless run in which nothing but these arguments configures the CLI. */
export function agentArguments(options: AgentOptions, session: string): string[] {
  const { model, tools, limits, guidance, kit } = options;
  return [
    "--print",
    "--input-format=stream-json",
    "--output-format=stream-json",
    "--verbose",
    "--include-partial-messages",
    options.session.kind === "new" ? `--session-id=${session}` : `--resume=${options.session.transcript}`,
    // A resumed session would send the system prompt of its first run, whatever is asked for now.
    "--system-prompt-snapshot=off",
    // Empty, not `user`: the agent could write the user's settings and have them obeyed in mid-run.
    "--setting-sources=",
    "--strict-mcp-config",
    ...flag("mcp-config", kit?.servers ?? ""),
    ...flag("agents", kit?.agents ?? ""),
    // The flag without skills takes away every skill, those of a plugin too.
    ...(kit?.plugin === undefined || kit.plugin === null
      ? ["--disable-slash-commands"]
      : [`--plugin-dir=${kit.plugin}`]),
    `--tools=${tools.available.join(",")}`,
    ...flag("allowed-tools", tools.allowed.join(",")),
    ...flag("disallowed-tools", tools.denied.join(",")),
    `--permission-mode=${tools.mode}`,
    "--permission-prompts=none",
    `--model=${model.name}`,
    `--effort=${model.effort}`,
    ...flag("fallback-model", model.fallback ?? ""),
    `--max-turns=${limits.turns}`,
    `--max-budget-usd=${limits.dollars}`,
    ...flag("append-system-prompt", guidance ?? ""),
    ...flag("add-dir", options.beside ?? ""),
  ];
}

/** Returns the whole environment of the CLI. The token takes the form of the real credential, so that the CLI's requests do. */
export function agentEnvironment(options: AgentOptions, session: string): Record<string, string> {
  const { broker, directories, limits } = options;
  const access =
    "login" in broker
      ? { variables: broker.login, host: broker.login["NO_PROXY"] ?? "" }
      : { variables: clientEnvironment(broker.client, broker), host: new URL(broker.url).hostname };
  return {
    ...options.environment,
    HOME: directories.home,
    TMPDIR: directories.temp,
    CLAUDE_CONFIG_DIR: directories.config,
    CLAUDE_CODE_TMPDIR: directories.temp,
    ...access.variables,
    // By this the processes of a session are found; the CLI sets one of its own only for what it starts.
    SWITCHYARD_SESSION: session,
    // A proxy for the tools of the repository is none for the broker.
    NO_PROXY: list(options.environment["NO_PROXY"], access.host),
    no_proxy: list(options.environment["no_proxy"], access.host),
    API_TIMEOUT_MS: String(headSeconds * 1000),
    BASH_DEFAULT_TIMEOUT_MS: String(toolMinutes * 30_000),
    BASH_MAX_TIMEOUT_MS: String(toolMinutes * 60_000),
    CLAUDE_CODE_MAX_RETRIES: String(limits.retries),
    // Otherwise a subagent may ask for a model that the broker refuses.
    CLAUDE_CODE_SUBAGENT_MODEL: options.model.name,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    // A background shell would keep the process alive for ten minutes after its answer.
    CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1",
    // Otherwise `@/any/path` in an issue makes the CLI read that file and send it.
    CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",
    CLAUDE_CODE_ENABLE_TODO_TOOLS: "1",
    CLAUDE_CODE_ENABLE_TASKS: "0",
    CLAUDE_CODE_STARTUP_FAILURE_RESULTS: "1",
  };
}

function flag(name: string, value: string): string[] {
  return value === "" ? [] : [`--${name}=${value}`];
}

function list(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(",");
}
