/**
 * Whether a branch or tag name passes a filter list, GitHub's way: `*` stops at `/`, `**` does not, a `!` pattern takes
 * back what an earlier one let through, and the last match decides.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function passes(name: string, patterns: readonly string[]): boolean {
  let passed = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith("!");
    if (toRegExp(negative ? pattern.slice(1) : pattern).test(name)) passed = !negative;
  }
  return passed;
}

function toRegExp(pattern: string): RegExp {
  let source = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (pattern.startsWith("**", index)) {
      source += ".*";
      index += 1;
    } else if (character === "*") source += "[^/]*";
    else if (character === "?" || character === "+" || character === "[" || character === "]")
      source += character;
    else if (character === "\\") {
      source += `\\${pattern.charAt(index + 1)}`;
      index += 1;
    } else
      source += character.replace(/[.^$(){}|/-]/, pattern.includes("[") && character === "-" ? "-" : "\\$&");
  }
  return new RegExp(`^${source}$`);
}
