import { product } from "../core/product.ts";
import { productFile } from "./product.ts";

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

function pinned(text: string, pin: string): string {
  return text.replaceAll(new RegExp(`(${product}(?:/[\\w./-]+)?)@v1\\b`, "g"), `$1@${pin}`);
}

/** Every half hour where minutes are free, every six hours where each tick is paid for: jobs are rounded up to a minute. */
function scheduled(text: string, isPrivate: boolean): string {
  return isPrivate ? text : text.replace('cron: "23 */6 * * *"', 'cron: "7,37 * * * *"');
}
