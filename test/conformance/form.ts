import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The two forms in which a repository has Switchyard: one pasted caller, or a task file of its own beside it. */
export type Form = "pasted" | "owned";

export const callerPath = ".github/workflows/switchyard.yml";

const sources: Readonly<Record<Form, Readonly<Record<string, string>>>> = {
  pasted: { [callerPath]: "examples/switchyard.yml" },
  owned: {
    [callerPath]: "examples/owned/switchyard.yml",
    ".github/workflows/switchyard-task.yml": "examples/owned/switchyard-task.yml",
  },
};

/** The workflow files of a form as they lie in the user's repository. */
export async function readForm(product: string, form: Form): Promise<Record<string, string>> {
  const files = Object.entries(sources[form]).map(
    async ([to, from]) => [to, await readFile(join(product, from), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(files));
}
