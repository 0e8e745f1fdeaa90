import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { expect, test } from "vitest";

import { ourPages, page, root } from "./pages.ts";

test.each(ourPages())("every link of %s leads somewhere", (path) => {
  const broken = linksOf(page(path)).filter((link) => !leads(path, link));
  expect(broken).toEqual([]);
});

test("no page sends people to the npm package of a stranger", () => {
  // `switchyard` on npm is not ours; ours is `claude-switchyard`.
  const wrong = ourPages().filter((path) =>
    /\b(?:npx|npm (?:i|install|exec)|pnpm dlx|yarn dlx|bunx)(?: -\S+| --)* switchyard\b/.test(page(path)),
  );
  expect(wrong).toEqual([]);
});

/** Relative links outside of code. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));
}

function leads(from: string, link: string): boolean {
  const [file = "", anchor] = link.split("#");
  const path = file === "" ? from : normalize(join(dirname(from), file));
  if (!existsSync(join(root, path))) return false;
  if (anchor === undefined) return true;
  return statSync(join(root, path)).isFile() && anchorsOf(page(path)).has(anchor);
}

/** The anchors that GitHub makes of headings. */
function anchorsOf(markdown: string): Set<string> {
  const headings = markdown.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map((match) =>
      (match[1] ?? "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}
