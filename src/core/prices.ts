import type { TokenUsage } from "./agent-event.ts";

/** List prices in US dollars for a million tokens. `cacheWrite` is for five minutes, `cacheWriteHour` for an hour. */
export type Price = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWriteHour: number;
};

/** What one answer used, as far as it decides the price. */
export type BilledUsage = TokenUsage & {
  /** Those of `cacheWrite` that are kept for an hour. */
  readonly cacheWriteHour: number;
  /** Answered in fast mode. */
  readonly fast: boolean;
};

/** Where the prices are from, and the day of which they are. */
export const priceSource = {
  address: "https://platform.claude.com/docs/en/about-claude/pricing",
  date: "2026-10-24",
} as const;

const fastFactor = 6; // The dearest of the fast modes, Opus 4.6; others cost twice as much.
const longPrompt = 100_000; // Tokens of the prompt above which Haiku 5.5 has its second price.

/** The models by a part of their name, first match decides: cloud providers put words of their own around it, `eu.anthropic.claude-opus-5-5`. */
export const priceList: readonly (readonly [name: string, price: Price])[] = [
  ["fable-5-1", priced(10, 50, 0.25)],
  ["mythos-5-1", priced(10, 50, 0.25)],
  ["fable-5", priced(10, 50, 1)],
  ["mythos-5", priced(10, 50, 1)],
  ["opus-5-5", priced(4, 20, 0.2)],
  ["opus-5", priced(5, 25, 0.5)],
  ["opus-4-5", priced(5, 25, 0.5)],
  ["opus-4-6", priced(5, 25, 0.5)],
  ["opus-4-7", priced(5, 25, 0.5)],
  ["opus-4-8", priced(5, 25, 0.5)],
  ["opus-4", priced(15, 75, 1.5)],
  ["sonnet-5-5", priced(2, 10, 0.1)],
  ["sonnet-5", priced(2, 10, 0.2)],
  ["sonnet-4", priced(3, 15, 0.3)],
  ["haiku-5-5", priced(0.1, 0.5, 0.01)],
  ["haiku-4-5", priced(1, 5, 0.1)],
];
/** Haiku 5.5 when the prompt is long. */
const haikuLong = priced(0.5, 2.5, 0.05);
/** What a model costs that the table does not know: as much as the dearest, so that a limit of money never comes too late. */
const dearest = priced(15, 75, 1.5);

/** Writing to the cache costs 1.25 times the input for five minutes, and twice the input for an hour, with every model. */
function priced(input: number, output: number, cacheRead: number): Price {
  return { input, output, cacheRead, cacheWrite: input * 1.25, cacheWriteHour: input * 2 };
}

/** List price of one answer in US dollars, by the name that the model goes by. */
export function costOf(model: string, usage: BilledUsage): number {
  const price = priceOf(model, usage.input + usage.cacheRead + usage.cacheWrite);
  const hour = Math.min(usage.cacheWriteHour, usage.cacheWrite);
  const cost =
    usage.input * price.input +
    usage.output * price.output +
    usage.cacheRead * price.cacheRead +
    (usage.cacheWrite - hour) * price.cacheWrite +
    hour * price.cacheWriteHour;
  return (cost / 1_000_000) * (usage.fast ? fastFactor : 1);
}

/** The most that one answer to a request of this size can cost, in US dollars. */
export function mostOf(model: string, { bytes, output }: { bytes: number; output: number }): number {
  const input = Math.ceil(bytes / 2); // Code and JSON have more than two bytes to a token.
  return costOf(model, {
    input: 0,
    output,
    cacheRead: 0,
    cacheWrite: input,
    cacheWriteHour: input,
    fast: false,
  });
}

function priceOf(model: string, prompt: number): Price {
  const [name, price] = priceList.find(([part]) => model.includes(part)) ?? ["", dearest];
  return name === "haiku-5-5" && prompt > longPrompt ? haikuLong : price;
}
