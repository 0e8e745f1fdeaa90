import { StringDecoder } from "node:string_decoder";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { IncomingHttpHeaders } from "node:http";
import type { Transform } from "node:stream";
import { z } from "zod";
import type { TokenUsage } from "../core/agent-event.ts";

/** What an answer said about itself: the tokens of a message, or the error. */
export type AnswerReport = {
  readonly usage: { readonly model: string; readonly tokens: TokenUsage } | null;
  readonly error: { readonly type: string; readonly message: string } | null;
};

export type AnswerMeter = {
  /** Takes the next bytes of the answer's body, as they pass. */
  write(bytes: Buffer): void;
  /** Resolves, when the bytes so far are decoded, to what they said. A body that nobody can read says nothing. */
  end(): Promise<AnswerReport>;
};

const longestText = 4_000_000; // Characters of a line or a plain body; 128,000 tokens of answer are some 600,000.

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
});
const apiError = z.looseObject({ error: z.looseObject({ type: z.string(), message: z.string() }) });
const wholeMessage = z.looseObject({ type: z.literal("message"), model: z.string(), usage: tokens });
const streamStart = z.looseObject({
  type: z.literal("message_start"),
  message: z.looseObject({ model: z.string(), usage: tokens }),
});
const streamDelta = z.looseObject({ type: z.literal("message_delta"), usage: tokens });

/** Returns a meter for one answer of the Messages API, streamed or not, compressed or not. It never holds the bytes up. */
export function meterAnswer(headers: IncomingHttpHeaders): AnswerMeter {
  const streamed = headers["content-type"]?.startsWith("text/event-stream") ?? false;
  const reading = streamed ? readStream() : readBody();
  const text = new StringDecoder("utf8");
  const decoder = decoders[headers["content-encoding"] ?? ""]?.();
  if (!decoder) {
    return {
      write: (bytes) => reading.take(text.write(bytes)),
      end: () => Promise.resolve(reading.report()),
    };
  }
  const { promise: decoded, resolve } = Promise.withResolvers<void>();
  decoder.on("data", (bytes: Buffer) => reading.take(text.write(bytes)));
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

type Reading = { take(text: string): void; report(): AnswerReport };

function readStream(): Reading {
  let rest = "";
  let model = "";
  let sum: TokenUsage | null = null;
  let error: AnswerReport["error"] = null;
  const readLine = (line: string): void => {
    // Only these few events carry what is looked for; the many deltas are not even parsed.
    if (!line.startsWith("data:") || !/"(?:usage|error)"/.test(line)) return;
    const value = parseJson(line.slice("data:".length));
    const start = streamStart.safeParse(value);
    const delta = streamDelta.safeParse(value);
    if (start.success) [model, sum] = [start.data.message.model, countTokens(start.data.message.usage, null)];
    else if (delta.success) sum = countTokens(delta.data.usage, sum);
    else error = readError(value) ?? error;
  };
  return {
    take(text) {
      const lines = (rest + text).split("\n");
      rest = (lines.pop() ?? "").slice(0, longestText);
      for (const line of lines) readLine(line);
    },
    report: () => ({ usage: sum && { model, tokens: sum }, error }),
  };
}

function readBody(): Reading {
  let body = "";
  return {
    take(text) {
      body = (body + text).slice(0, longestText);
    },
    report() {
      const value = parseJson(body);
      const message = wholeMessage.safeParse(value);
      if (!message.success) return { usage: null, error: readError(value) };
      return {
        usage: { model: message.data.model, tokens: countTokens(message.data.usage, null) },
        error: null,
      };
    },
  };
}

/** The numbers of `message_delta` are totals that replace those of `message_start`; what it leaves out stays. */
function countTokens(said: z.infer<typeof tokens>, before: TokenUsage | null): TokenUsage {
  return {
    input: said.input_tokens ?? before?.input ?? 0,
    output: said.output_tokens ?? before?.output ?? 0,
    cacheRead: said.cache_read_input_tokens ?? before?.cacheRead ?? 0,
    cacheWrite: said.cache_creation_input_tokens ?? before?.cacheWrite ?? 0,
  };
}

function readError(value: unknown): AnswerReport["error"] {
  const parsed = apiError.safeParse(value);
  return parsed.success ? { type: parsed.data.error.type, message: parsed.data.error.message } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
