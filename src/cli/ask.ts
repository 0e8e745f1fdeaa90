import { confirm, isCancel, password, select } from "@clack/prompts";

import { UserError } from "../core/errors.ts";
import { interactive, print } from "./terminal.ts";

/** Questions to the person at the terminal; null stands for Ctrl-C or no answer. */
export type Ask = {
  choose<Value extends string>(
    question: string,
    options: readonly { value: Value; label: string }[],
  ): Promise<Value | null>;
  secret(question: string): Promise<string | null>;
  confirm(question: string): Promise<boolean>;
};

/** Asks at the terminal. */
export const terminalAsk: Ask = {
  async choose(message, options) {
    const wanted = await select<string>({
      message,
      options: options.map(({ value, label }) => ({ value, label })),
    });
    return options.find(({ value }) => value === wanted)?.value ?? null;
  },
  async secret(message) {
    const answer = await password({ message });
    return isCancel(answer) || answer.trim() === "" ? null : answer.trim();
  },
  async confirm(message) {
    return (await confirm({ message })) === true;
  },
};

/** The same questions, as long as fewer than `most` were asked; to any further one nobody answers. A secret is the second half of the choice before it. */
export function asking(ask: Ask, most: number): Ask {
  let asked = 0;
  const next = () => {
    asked += 1;
    return asked <= most;
  };
  return {
    choose: async (question, options) => (next() ? ask.choose(question, options) : null),
    secret: async (question) => ask.secret(question),
    confirm: async (question) => next() && ask.confirm(question),
  };
}

/** May what was listed be done? Says so when nothing is, for `--dry-run` or by the person's word. Throws a UserError where nobody can be asked. */
export async function agreed(
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
  question: string,
): Promise<boolean> {
  if (!dryRun && yes) return true;
  if (!dryRun && !interactive)
    throw new UserError("Nothing was changed: nobody can be asked here. Run it with --yes.");
  if (!dryRun && (await terminalAsk.confirm(question))) return true;
  print(`Nothing was changed${dryRun ? " (--dry-run)" : ""}.`);
  return false;
}
