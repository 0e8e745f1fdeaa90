import { product } from "../core/product.ts";
import { productFile } from "./product.ts";
import { timesPerMonth } from "../core/cron.ts";

/** The workflow files that `init` writes, by path: the caller of our workflows, or the owned form. */
export async function callerFiles(options: {
  own: boolean;
  pin: string;
  private: boolean;
}): Promise<Map<string, string>> {
  const sources = options.own
    ? [
        ["switchyard.yml", "examples/owned/switchyard.yml"],
        ["switchyard-task.yml", "examples/owned/switchyard-task.yml"],
      ]
    : [["switchyard.yml", "examples/switchyard.yml"]];
  const files = sources.map(async ([name = "", source = ""]) => {
    const text = await productFile(source);
    return [`.github/workflows/${name}`, scheduled(pinned(text, options.pin), options.private)] as const;
  });
  return new Map(await Promise.all(files));
}

/** The file that starts everything. */
export const callerPath = ".github/workflows/switchyard.yml";

/** How often a repository ticks beside its events, and why so, for people. */
export function schedule(isPrivate: boolean): string {
  const times = timesPerMonth(isPrivate ? crons.seldom : crons.often) ?? 0;
  return isPrivate
    ? `${times} a month beside events: minutes of a private repository are paid for, and each tick takes one`
    : `${times} a month beside events: minutes of a public repository are free`;
}

function pinned(text: string, pin: string): string {
  return text.replaceAll(new RegExp(`(${product}(?:/[\\w./-]+)?)@v1\\b`, "g"), `$1@${pin}`);
}

const crons = { often: "7,37 * * * *", seldom: "23 */6 * * *" };

/** Every half hour where minutes are free, every six hours where each tick is paid for: jobs are rounded up to a minute. */
function scheduled(text: string, isPrivate: boolean): string {
  return isPrivate ? text : text.replace(`cron: "${crons.seldom}"`, `cron: "${crons.often}"`);
}
