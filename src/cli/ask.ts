import { confirm, isCancel, password, select } from "@clack/prompts";

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
