import type { Decision } from "../core/decide.ts";
import { workerName } from "../core/plan.ts";
import { dollars } from "../core/text.ts";
import { openLook } from "./look.ts";
import { type Asked, observeAsked } from "./planned.ts";
import { tellPrompts } from "./show-prompt.ts";
import type { Target } from "./target.ts";
import { print, wrapped } from "./terminal.ts";

/** Decides as the run would, with the requests put into the records that were read, and writes nothing. Shows the prompts too when it is asked to. */
export async function tellDecision(
  target: Target,
  asked: Asked,
  options: { readonly config?: string; readonly showPrompt: boolean },
): Promise<void> {
  await using look = await openLook(target, options);
  const seen = await observeAsked(look, { target, asked });
  for (const line of decisionLines(seen.decision, asked.numbers)) print(line);
  if (options.showPrompt) await tellPrompts(look, { target, seen, numbers: asked.numbers });
  print("Nothing was started (--dry-run).");
}

function decisionLines({ actions, deferred }: Decision, numbers: readonly number[]): string[] {
  return numbers.map((number) => {
    const claim = actions.find((action) => action.type === "claim" && action.issue === number);
    const refusal = deferred.find(({ issue }) => issue === number);
    if (claim?.type === "claim") {
      const { attempt, worker, reserved } = claim.event.claim;
      const { scope } = claim.settings;
      return `#${number} would start: attempt ${attempt}, worker ${workerName(worker)}, ${scope === null ? "" : `scope ${scope}, `}at most ${dollars(reserved)}.`;
    }
    return wrapped(
      `#${number} would not start: ${refusal === undefined ? "its last run ended without a result, which the next tick settles first." : `${refusal.text} (${refusal.reason})`}`,
      "",
    );
  });
}
