import { z } from "zod";

import { readAgentEvents } from "./agent-stream.ts";

/** One thing that was said or done in a session. Whatever the agent or its tools wrote is data. */
export type TranscriptPart = {
  /** ISO time; null where the transcript has none. */
  readonly at: string | null;
  readonly kind: "prompt" | "text" | "tool" | "result" | "failed" | "todos";
  readonly text: string;
};

const summaryLimits = { characters: 8_000, part: 1_500 } as const; // what a prompt can carry without drowning the task

const Line = z.looseObject({ type: z.string(), timestamp: z.iso.datetime().optional().catch(undefined) });
const Prompt = z.looseObject({
  type: z.literal("user"),
  // What the CLI itself puts between the messages.
  isMeta: z.literal(false).optional(),
  message: z.looseObject({
    content: z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]),
  }),
});

/**
 * Reads the transcript of a session (one JSON object a line, as Claude Code 2.1.329 writes it), oldest first. Lines of other kinds are left out, and so is
 * a last one that was cut.
 */
export function readTranscript(transcript: string): TranscriptPart[] {
  return transcript.split("\n").flatMap((line) => {
    const parsed = Line.safeParse(parseJson(line));
    if (!parsed.success) return [];
    const at = parsed.data.timestamp ?? null;
    return [...promptOf(parsed.data), ...partsOf(line)].map((part) => ({ at, ...part }));
  });
}

/** What was done, newest last, as far as it fits into a prompt. Results of tools are left out: what they showed is still there to be looked at. */
export function transcriptSummary(parts: readonly TranscriptPart[]): string {
  const lines = parts.flatMap(({ kind, text }) => {
    const short = text.length > summaryLimits.part ? `${text.slice(0, summaryLimits.part)}…` : text;
    if (kind === "text") return [`You said: ${short}`];
    if (kind === "tool") return [`You used ${short}`];
    return kind === "todos" ? [`Your list: ${short}`] : [];
  });
  let left: number = summaryLimits.characters;
  const first = lines.findLastIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return lines.slice(first + 1).join("\n");
}

type Part = Omit<TranscriptPart, "at">;

function partsOf(line: string): Part[] {
  return readAgentEvents(line).flatMap((event): Part[] => {
    switch (event.kind) {
      case "text":
        return event.text.trim() === "" ? [] : [{ kind: "text", text: event.text.trim() }];
      case "tool-use":
        return [
          { kind: "tool", text: event.subject === "" ? event.tool : `${event.tool}: ${event.subject}` },
        ];
      case "tool-result":
        return [{ kind: event.isError ? "failed" : "result", text: event.text }];
      case "todos":
        return [
          {
            kind: "todos",
            text: event.todos.map(({ content, status }) => `${content} (${status})`).join("; "),
          },
        ];
      default:
        return [];
    }
  });
}

function promptOf(value: unknown): Part[] {
  const parsed = Prompt.safeParse(value);
  if (!parsed.success) return [];
  const { content } = parsed.data.message;
  const texts =
    typeof content === "string"
      ? [content]
      : content.flatMap(({ type, text }) => (type === "text" ? (text ?? []) : []));
  return texts.filter((text) => text.trim() !== "").map((text) => ({ kind: "prompt", text: text.trim() }));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
