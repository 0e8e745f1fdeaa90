import type { Scenario, ScriptedTurn, Turn } from "../../src/local/model/scenario.ts";
import { checkoutOf } from "../../src/local/sample/scenarios.ts";

/** A repository in which everything is quick: one file, one gate that asks for a greeting in it. */
export const greeter = {
  "greeting.txt": "hello\n",
  ".github/switchyard.yml": "gates:\n  - name: greets\n    run: grep -q hello greeting.txt\n",
} as const;

/** What the model does about one issue of one repository. */
export function play(
  repository: string,
  issue: number,
  turns: readonly ScriptedTurn[],
  later: Scenario["later"] = [],
): Scenario {
  return {
    name: `${repository} #${issue}`,
    match: `You work on issue #${issue} of acme/${repository}\\.`,
    turns,
    later,
  };
}

/** Writes whole files into the checkout. */
export function writing(files: Readonly<Record<string, string>>): ScriptedTurn {
  return (conversation) => ({
    tools: Object.entries(files).map(([file, content]) => ({
      name: "Write",
      input: { file_path: `${checkoutOf(conversation)}/${file}`, content },
    })),
  });
}

/** Runs a command in the checkout. */
export function running(command: string): Turn {
  return { tools: [{ name: "Bash", input: { command, description: "what the scenario says" } }] };
}

/** The usual end of a session: a file, and a sentence. */
export function delivering(file: string, content = "hello there\n"): ScriptedTurn[] {
  return [writing({ [file]: content }), { text: `I wrote ${file}.` }];
}
