import { z } from "zod";
import type { AgentEvent, ResultEvent } from "./agent-event.ts";

/**
 * The stream-json lines of `claude -p`, measured on 2.1.329; the field contract is `sdk.d.ts` of the agent SDK of the same
 * release. Only the fields that Switchyard reads are named, so that a new field is never an error.
 */

const envelope = z.looseObject({ type: z.string(), subtype: z.string().optional() });

const init = z.looseObject({
  session_id: z.string(),
  model: z.string(),
  claude_code_version: z.string(),
  tools: z.array(z.string()),
});

const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.unknown().optional(),
  tool_use_id: z.string().optional(),
  is_error: z.boolean().nullish(),
  content: z.unknown().optional(),
});

const message = z.looseObject({
  message: z.looseObject({ content: z.union([z.string(), z.array(block)]) }),
  error: z.string().nullish(),
  tool_use_result: z.unknown().optional(),
});

const todo = z.looseObject({ content: z.string(), status: z.enum(["pending", "in_progress", "completed"]) });
const todoResult = z.looseObject({ newTodos: z.array(todo) });

const apiRetry = z.looseObject({
  attempt: z.number(),
  max_retries: z.number(),
  retry_delay_ms: z.number(),
  error_status: z.number().nullish(),
  error: z.string().nullish(),
});

const rateLimit = z.looseObject({
  rate_limit_info: z.looseObject({
    status: z.string(),
    resetsAt: z.number().nullish(),
    rateLimitType: z.string().nullish(),
    utilization: z.number().nullish(),
    isUsingOverage: z.boolean().nullish(),
  }),
});

const modelFallback = z.looseObject({ original_model: z.string(), fallback_model: z.string() });
const permissionDenied = z.looseObject({ tool_name: z.string(), message: z.string().nullish() });
const toolProgress = z.looseObject({ tool_name: z.string(), elapsed_time_seconds: z.number() });

const count = z.number().catch(0);

const result = z.looseObject({
  subtype: z.string(),
  is_error: z.boolean(),
  terminal_reason: z.string().nullish(),
  api_error_status: z.number().nullish(),
  api_error: z.string().nullish(),
  startup_failure_reason: z.string().nullish(),
  stop_reason: z.string().nullish(),
  num_turns: count,
  total_cost_usd: count,
  usage: z
    .looseObject({
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
    })
    .nullish(),
  permission_denials: z
    .array(z.looseObject({ tool_name: z.string(), tool_input: z.unknown().optional() }))
    .catch([]),
  structured_output: z.unknown().optional(),
  result: z.string().nullish(),
  errors: z.array(z.string()).catch([]),
});

type Reader = (value: unknown) => AgentEvent[] | null;

/** What each `type`, or `system/<subtype>`, means. A shape that a reader does not know is ignored, not an error. */
const readers: Readonly<Record<string, Reader>> = {
  "system/init": (value) =>
    read(init, value, (it) => ({
      kind: "init",
      session: it.session_id,
      model: it.model,
      version: it.claude_code_version,
      tools: it.tools,
    })),
  "system/api_retry": (value) =>
    read(apiRetry, value, (it) => ({
      kind: "api-retry",
      attempt: it.attempt,
      attempts: it.max_retries,
      delay: it.retry_delay_ms,
      status: it.error_status ?? null,
      error: it.error ?? "unknown",
    })),
  "system/model_fallback": (value) =>
    read(modelFallback, value, (it) => ({
      kind: "model-fallback",
      from: it.original_model,
      to: it.fallback_model,
    })),
  "system/permission_denied": (value) =>
    read(permissionDenied, value, (it) => ({
      kind: "permission-denied",
      tool: it.tool_name,
      message: it.message ?? "",
    })),
  "system/status": () => [{ kind: "progress", tool: null, elapsed: null }],
  stream_event: () => [{ kind: "progress", tool: null, elapsed: null }],
  tool_progress: (value) =>
    read(toolProgress, value, (it) => ({
      kind: "progress",
      tool: it.tool_name,
      elapsed: it.elapsed_time_seconds,
    })),
  rate_limit_event: (value) =>
    read(rateLimit, value, ({ rate_limit_info: it }) => ({
      kind: "rate-limit",
      status: it.status,
      resetsAt: it.resetsAt ?? null,
      window: it.rateLimitType ?? null,
      utilization: it.utilization ?? null,
      overage: it.isUsingOverage ?? false,
    })),
  assistant: (value) => fromAssistant(value),
  user: (value) => fromUser(value),
  result: (value) => read(result, value, readResult),
};

/**
 * Returns the events of one line of `--output-format stream-json`, mostly one. A line that is no JSON object with a `type`
 * gives one `malformed` event, one of an unknown kind one `ignored` event; nothing throws.
 */
export function readAgentEvents(line: string): readonly AgentEvent[] {
  const parsed = envelope.safeParse(parseJson(line));
  if (!parsed.success) return [{ kind: "malformed", line: line.slice(0, 200) }];
  const { type, subtype } = parsed.data;
  const name = type === "system" ? `system/${subtype ?? ""}` : type;
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  return reader?.(parsed.data) ?? [{ kind: "ignored", type: name }];
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  map: (value: z.infer<Schema>) => AgentEvent,
): AgentEvent[] | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? [map(parsed.data)] : null;
}

function readResult(it: z.infer<typeof result>): ResultEvent {
  return {
    kind: "result",
    subtype: it.subtype,
    isError: it.is_error,
    terminalReason: it.terminal_reason ?? null,
    apiErrorStatus: it.api_error_status ?? null,
    apiError: it.api_error ?? null,
    startupFailure: it.startup_failure_reason ?? null,
    stopReason: it.stop_reason ?? null,
    turns: it.num_turns,
    sessionCost: it.total_cost_usd,
    usage: {
      input: it.usage?.input_tokens ?? 0,
      output: it.usage?.output_tokens ?? 0,
      cacheRead: it.usage?.cache_read_input_tokens ?? 0,
      cacheWrite: it.usage?.cache_creation_input_tokens ?? 0,
    },
    denials: it.permission_denials.map((denial) => ({ tool: denial.tool_name, input: denial.tool_input })),
    structuredOutput: it.structured_output,
    text: it.result ?? "",
    errors: it.errors,
  };
}

function fromAssistant(value: unknown): AgentEvent[] | null {
  const parsed = message.safeParse(value);
  if (!parsed.success) return null;
  const error = parsed.data.error ?? null;
  return blocksOf(parsed.data).flatMap((part): AgentEvent[] => {
    if (part.type === "text") return [{ kind: "text", text: part.text ?? "", error }];
    if (part.type !== "tool_use") return [];
    const tool = part.name ?? "unknown";
    const subject = subjectOf(part.input);
    return [{ kind: "tool-use", id: part.id ?? "", tool, subject, call: `${tool} ${callOf(part.input)}` }];
  });
}

function fromUser(value: unknown): AgentEvent[] | null {
  const parsed = message.safeParse(value);
  if (!parsed.success) return null;
  const todos = todoResult.safeParse(parsed.data.tool_use_result);
  const results = blocksOf(parsed.data).flatMap((part): AgentEvent[] => {
    if (part.type !== "tool_result") return [];
    return [
      {
        kind: "tool-result",
        id: part.tool_use_id ?? "",
        isError: part.is_error ?? false,
        text: textOf(part.content),
      },
    ];
  });
  if (!todos.success) return results;
  return [
    ...results,
    { kind: "todos", todos: todos.data.newTodos.map(({ content, status }) => ({ content, status })) },
  ];
}

function blocksOf({ message: { content } }: z.infer<typeof message>): readonly z.infer<typeof block>[] {
  return typeof content === "string" ? [] : content;
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const blocks = z.array(block).safeParse(content);
  return blocks.success ? blocks.data.map((part) => part.text ?? "").join("\n") : "";
}

/** The fields by which a person recognises a call, in the order in which they are looked for. */
const subjects = ["file_path", "command", "pattern", "path", "url", "query", "description"];

function subjectOf(input: unknown): string {
  const fields = z.record(z.string(), z.unknown()).safeParse(input);
  if (!fields.success) return "";
  for (const name of subjects) {
    const value = fields.data[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return "";
}

/** A model words the description of the same command anew each time. */
function callOf(input: unknown): string {
  const fields = z.record(z.string(), z.unknown()).safeParse(input);
  if (!fields.success) return JSON.stringify(input) ?? "";
  const { description: _, ...rest } = fields.data;
  return JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
