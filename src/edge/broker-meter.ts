import { StringDecoder } from "node:string_decoder";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { IncomingHttpHeaders } from "node:http";
import type { Transform } from "node:stream";
import { z } from "zod";
import type { BilledUsage } from "../core/prices.ts";
import { readFrames } from "./event-stream.ts";

/** What an answer said about itself: the tokens of a message, or the error. */
export type AnswerReport = {
  readonly usage: {
    readonly model: string;
    readonly tokens: BilledUsage;
    /** Tokens that the text which came is worth, roughly: what counts when a stream ends before it says its total. */
    readonly streamed: number;
    /** Whether the message came to its end. */
    readonly whole: boolean;
  } | null;
  readonly error: { readonly type: string; readonly message: string } | null;
};

export type AnswerMeter = {
  /** Takes the next bytes of the answer's body, as they pass. */
  write(bytes: Buffer): void;
  /** Resolves, when the bytes so far are decoded, to what they said. A body that nobody can read says nothing. */
  end(): Promise<AnswerReport>;
};

const longestText = 4_000_000; // Characters of a line or a plain body; 128,000 tokens of answer are some 600,000.
const deltaFrame = 90; // Characters around the text of one delta.
const tokenCharacters = 3; // Code has three to four characters to a token.

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

const tokens = z.looseObject({
  input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  cache_creation: z.looseObject({ ephemeral_1h_input_tokens: z.number().nullish() }).nullish(),
  speed: z.string().nullish(),
});
/** Anthropic has `type`, Google `status`; Amazon has the message alone. */
const apiError = z.looseObject({
  error: z.looseObject({ type: z.string().optional(), status: z.string().optional(), message: z.string() }),
});
const plainError = z.looseObject({ message: z.string() });
const wholeMessage = z.looseObject({ type: z.literal("message"), model: z.string(), usage: tokens });
const streamStart = z.looseObject({
  type: z.literal("message_start"),
  message: z.looseObject({ model: z.string(), usage: tokens }),
});
const streamDelta = z.looseObject({ type: z.literal("message_delta"), usage: tokens });

/** Returns a meter for one answer of the Messages API, streamed or not, compressed or not. It never holds the bytes up. */
export function meterAnswer(headers: IncomingHttpHeaders): AnswerMeter {
  const reading = readingOf(headers["content-type"] ?? "");
  const decoder = decoders[headers["content-encoding"] ?? ""]?.();
  if (!decoder) {
    return {
      write: (bytes) => reading.take(bytes),
      end: () => Promise.resolve(reading.report()),
    };
  }
  const { promise: decoded, resolve } = Promise.withResolvers<void>();
  decoder.on("data", (bytes: Buffer) => reading.take(bytes));
  // A cut answer cannot be decoded to its end; what came before the cut still counts.
  decoder.on("error", () => resolve());
  decoder.on("end", () => resolve());
  decoder.on("close", () => resolve());
  return {
    write: (bytes) => void decoder.write(bytes),
    async end() {
      decoder.end();
      await decoded;
      return reading.report();
    },
  };
}

type Reading = { take(bytes: Buffer): void; report(): AnswerReport };

function readingOf(type: string): Reading {
  if (type.startsWith("text/event-stream")) return readLines(readEvents());
  return type.startsWith("application/vnd.amazon.eventstream") ? readFramed(readEvents()) : readBody();
}

type Events = { take(json: string): void; fail(error: AnswerReport["error"]): void; report(): AnswerReport };

/** What the events of a streamed message say, whatever they are packed in. */
function readEvents(): Events {
  let model = "";
  let sum: BilledUsage | null = null;
  let error: AnswerReport["error"] = null;
  let characters = 0;
  let whole = false;
  return {
    take(json) {
      // Only these few events carry what is looked for; the many deltas are not even parsed.
      if (!/"(?:usage|error)"/.test(json)) {
        if (json.includes('"content_block_delta"')) characters += Math.max(0, json.length - deltaFrame);
        return;
      }
      const value = parseJson(json);
      const start = streamStart.safeParse(value);
      const delta = streamDelta.safeParse(value);
      if (start.success)
        [model, sum] = [start.data.message.model, countTokens(start.data.message.usage, null)];
      else if (delta.success) [sum, whole] = [countTokens(delta.data.usage, sum), true];
      else error = readError(value) ?? error;
    },
    fail: (said) => void (error = said),
    report: () => ({
      usage: sum && { model, tokens: sum, streamed: Math.ceil(characters / tokenCharacters), whole },
      error,
    }),
  };
}

/** Server-sent events: each in one line that begins with `data:`. */
function readLines(events: Events): Reading {
  const text = new StringDecoder("utf8");
  let rest = "";
  return {
    take(bytes) {
      const lines = (rest + text.write(bytes)).split("\n");
      rest = (lines.pop() ?? "").slice(0, longestText);
      for (const line of lines) if (line.startsWith("data:")) events.take(line.slice("data:".length));
    },
    report: () => events.report(),
  };
}

const chunk = z.looseObject({ bytes: z.string() });

/** Amazon's binary frames: each holds one event in base64, or an exception. */
function readFramed(events: Events): Reading {
  const frames = readFrames(longestText);
  return {
    take(bytes) {
      for (const { exception, payload } of frames(bytes)) {
        const value = parseJson(payload);
        const packed = chunk.safeParse(value);
        if (exception !== null) events.fail(amazonError(exception, readError(value)?.message ?? ""));
        else if (packed.success) events.take(Buffer.from(packed.data.bytes, "base64").toString("utf8"));
      }
    },
    report: () => events.report(),
  };
}

/** Amazon's names for what the Messages API calls otherwise. */
function amazonError(exception: string, message: string): { type: string; message: string } {
  const types: Readonly<Record<string, string>> = {
    throttlingException: "rate_limit_error",
    serviceUnavailableException: "overloaded_error",
  };
  return { type: types[exception] ?? exception, message };
}

function readBody(): Reading {
  const text = new StringDecoder("utf8");
  let body = "";
  return {
    take(bytes) {
      body = (body + text.write(bytes)).slice(0, longestText);
    },
    report() {
      const value = parseJson(body);
      const message = wholeMessage.safeParse(value);
      if (!message.success) return { usage: null, error: readError(value) };
      const { model, usage } = message.data;
      return { usage: { model, tokens: countTokens(usage, null), streamed: 0, whole: true }, error: null };
    },
  };
}

/** The numbers of `message_delta` are totals that replace those of `message_start`; what it leaves out stays. */
function countTokens(said: z.infer<typeof tokens>, before: BilledUsage | null): BilledUsage {
  return {
    input: said.input_tokens ?? before?.input ?? 0,
    output: said.output_tokens ?? before?.output ?? 0,
    cacheRead: said.cache_read_input_tokens ?? before?.cacheRead ?? 0,
    cacheWrite: said.cache_creation_input_tokens ?? before?.cacheWrite ?? 0,
    cacheWriteHour: said.cache_creation?.ephemeral_1h_input_tokens ?? before?.cacheWriteHour ?? 0,
    fast: said.speed === "fast" || (before?.fast ?? false),
  };
}

function readError(value: unknown): AnswerReport["error"] {
  const parsed = apiError.safeParse(value);
  if (parsed.success) {
    const { type, status, message } = parsed.data.error;
    return { type: type ?? status ?? "unknown", message };
  }
  const plain = plainError.safeParse(value);
  return plain.success ? { type: "unknown", message: plain.data.message } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
