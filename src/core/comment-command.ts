/** What a comment asks for. `prompt` is what stands behind `start`, for the agent. */
export type CommentCommand =
  | { readonly verb: "start"; readonly prompt: string }
  | { readonly verb: "retry" | "stop" | "release" };

const prefix = "/switchyard";
const verbs = ["start", "retry", "stop", "release"] as const;
const longestPrompt = 20_000; // characters, as of a manual run

/**
 * Reads the first line of a comment: `/switchyard start [what to add]`, `retry`, `stop` or `release`. Null when it does not begin with `/switchyard`; a sentence that says what can
 * be written when it does and is none of these.
 */
export function readCommentCommand(
  body: string,
): { ok: true; command: CommentCommand } | { ok: false; why: string } | null {
  const [line = ""] = body.trimStart().split(/\r?\n/, 1);
  const [first = "", word = "", ...others] = line.trim().split(/\s+/);
  if (first !== prefix) return null;
  const verb = verbs.find((one) => one === word);
  if (verb === undefined)
    return {
      ok: false,
      why: `Write one of ${verbs.map((one) => `${prefix} ${one}`).join(", ")} in the first line.`,
    };
  if (verb === "start") {
    const prompt = others.join(" ");
    return prompt.length > longestPrompt
      ? { ok: false, why: `What stands behind "start" has at most ${longestPrompt} characters.` }
      : { ok: true, command: { verb, prompt } };
  }
  return others.length > 0
    ? { ok: false, why: `Nothing stands behind "${verb}"; only "start" takes words for the agent.` }
    : { ok: true, command: { verb } };
}
