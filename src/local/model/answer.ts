import { randomUUID } from "node:crypto";
import type { Turn, Usage } from "./scenario.ts";

type Block =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "tool_use";
      readonly id: string;
      readonly name: string;
      readonly input: Record<string, unknown>;
    };

export type Answer = {
  readonly id: string;
  readonly model: string;
  readonly blocks: readonly Block[];
  readonly stop: string;
  readonly usage: Usage;
};

export type StreamEvent = { readonly type: string } & Record<string, unknown>;

const pieceLength = 40; // Characters per delta: small enough that every text of some length comes in several.

/** Returns the answer that a turn stands for, with fresh ids. */
export function answerOf(turn: Turn, model: string): Answer {
  const blocks: Block[] = [];
  if (turn.text !== undefined) blocks.push({ type: "text", text: turn.text });
  for (const tool of turn.tools ?? []) blocks.push({ type: "tool_use", id: `toolu_${shortId()}`, ...tool });
  return {
    id: `msg_${shortId()}`,
    model,
    blocks,
    stop: turn.stop ?? (turn.tools?.length ? "tool_use" : "end_turn"),
    usage: { input: 100, output: 20, cacheRead: 0, cacheWrite: 0, ...defined(turn.usage) },
  };
}

/** The body of an answer without `stream: true`. */
export function messageBody(answer: Answer): Record<string, unknown> {
  return {
    id: answer.id,
    type: "message",
    role: "assistant",
    model: answer.model,
    content: answer.blocks,
    stop_reason: answer.stop,
    stop_sequence: null,
    usage: usageBody(answer.usage, answer.usage.output),
  };
}

/** The events of a streamed answer, in the order of https://docs.claude.com/en/api/messages-streaming. */
export function* streamEvents(answer: Answer): Generator<StreamEvent> {
  const opening = {
    ...messageBody(answer),
    content: [],
    stop_reason: null,
    usage: usageBody(answer.usage, 1),
  };
  yield { type: "message_start", message: opening };
  yield { type: "ping" };
  for (const [index, block] of answer.blocks.entries()) {
    const empty = block.type === "text" ? { type: "text", text: "" } : { ...block, input: {} };
    yield { type: "content_block_start", index, content_block: empty };
    for (const piece of pieces(block.type === "text" ? block.text : JSON.stringify(block.input))) {
      const delta =
        block.type === "text"
          ? { type: "text_delta", text: piece }
          : { type: "input_json_delta", partial_json: piece };
      yield { type: "content_block_delta", index, delta };
    }
    yield { type: "content_block_stop", index };
  }
  const delta = { stop_reason: answer.stop, stop_sequence: null };
  yield { type: "message_delta", delta, usage: { output_tokens: answer.usage.output } };
  yield { type: "message_stop" };
}

function usageBody(usage: Usage, output: number): Record<string, number> {
  return {
    input_tokens: usage.input,
    output_tokens: output,
    cache_read_input_tokens: usage.cacheRead,
    cache_creation_input_tokens: usage.cacheWrite,
  };
}

function pieces(text: string): string[] {
  const characters = Array.from(text);
  const found: string[] = [];
  for (let at = 0; at < characters.length; at += pieceLength) {
    found.push(characters.slice(at, at + pieceLength).join(""));
  }
  return found;
}

function defined(usage: Turn["usage"]): Partial<Usage> {
  return Object.fromEntries(Object.entries(usage ?? {}).filter(([, value]) => value !== undefined));
}

function shortId(): string {
  return randomUUID().replaceAll("-", "").slice(0, 24);
}
