import { LineCounter, parseDocument } from "yaml";

import { type Config, configPath, parseConfig, promptPath } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
import { promptFields, templateProblems } from "../core/prompt.ts";

/** Reads the text of the config (null when absent); `file` names it. Throws a UserError that lists every problem with its line and remedy. */
export function readConfig(text: string | null, file: string = configPath): Config {
  const lines = new LineCounter();
  const document = parseDocument(text ?? "", { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map(
    (error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`,
  );
  if (broken.length > 0) throw new UserError(`The config is not valid YAML:\n${broken.join("\n")}`);
  const parsed = parseConfig(document.toJS());
  if (parsed.ok) return parsed.config;
  const problems = parsed.problems.map(({ path, message }) => {
    const offset = offsetOf(document, path);
    const where = offset === null ? file : `${file}:${lines.linePos(offset).line}`;
    return `${where}: ${path.join(".") || "the file"}: ${message}`;
  });
  throw new UserError(
    `The config has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n${problems.join("\n")}\nEvery setting and its values: docs/configuration.md.`,
  );
}

/** Throws a UserError that names every unknown field of the repository's prompt template with its line, and the fields there are. */
export function checkTemplate(template: string | null, path: string = promptPath): void {
  const problems = template === null ? [] : templateProblems(template);
  if (problems.length === 0) return;
  const listed = problems.map(({ line, field }) => `${path}:${line}: unknown field {${field}}`);
  throw new UserError(
    `The prompt template names what does not exist:\n${listed.join("\n")}\nFields there are: ${Object.keys(
      promptFields,
    )
      .map((field) => `{${field}}`)
      .join(" ")}`,
  );
}

/** Where a setting stands in the text: the nearest node that exists on the way to it. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly (string | number)[],
): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
    if (Array.isArray(range) && typeof range[0] === "number") return range[0];
  }
  return null;
}
