import { expect, test } from "vitest";

import { Outcome } from "../../src/core/outcome.ts";
import { page, sources } from "./pages.ts";

const guide = page("docs/troubleshooting.md");
const headings = [...guide.matchAll(/^#### `(.+)`$/gm)].map((match) => match[1] ?? "");
const code = sources("src/actions", "src/cli", "src/core", "src/edge").map(({ path, text: source }) => ({
  path,
  text: source.replaceAll("\\`", "`").replaceAll("\\$", "$"),
}));

test("startup_failure comes first", () => {
  expect(/^### (.+)$/m.exec(guide)?.[1]).toBe("startup_failure");
});

test("every outcome has its section", () => {
  const sections = [...guide.matchAll(/^### ([a-z_]+)$/gm)].map((match) => match[1]);
  expect(sections).toEqual(expect.arrayContaining([...Outcome.options]));
});

test("every quoted message is still written somewhere in the sources", () => {
  expect(headings.length).toBeGreaterThan(40);
  expect(headings.filter((heading) => !code.some((source) => holds(source.text, heading)))).toEqual([]);
});

test("every message of a run that its reader can mend has its section", () => {
  // The command line prints its remedies to whoever typed; only what a run says needs a page to look it up.
  const messages = code
    .filter(({ path }) => !path.startsWith("src/cli/"))
    .flatMap((source) => userErrors(source.text).map((message) => ({ path: source.path, message })));
  expect(messages.length).toBeGreaterThan(25);
  const unknown = messages.filter(({ message }) => !headings.some((heading) => holds(message, heading)));
  expect(unknown).toEqual([]);
});

/** Do the parts of a heading, split at `…`, occur in this order? */
function holds(source: string, heading: string): boolean {
  let from = 0;
  return heading.split("…").every((part) => {
    const at = source.indexOf(part.trim(), from);
    from = at + part.trim().length;
    return at !== -1;
  });
}

/** What stands between the parentheses of each `new UserError(…)`, and of what makes one, that is given a text. */
function userErrors(source: string): string[] {
  return source
    .split(/(?:new (?:User|Outage)Error|remoteError)\(/)
    .slice(1)
    .map((rest) => rest.slice(0, end(rest)))
    .filter((argument) => /[\w ]{10}/.test(argument.replace(/\$\{[^}]*\}/g, "")) && /["'`]/.test(argument));
}

function end(text: string): number {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
