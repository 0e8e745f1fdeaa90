import { type Outcome, outcomes } from "./outcome.ts";
import type { Withheld } from "./change-set.ts";
import type { SensitivePath } from "./sensitive-path.ts";
import { codeSpan, plainLine } from "./text.ts";

/** What a reviewer must know before the rest. */
export type Noticed = {
  /** How a last attempt failed whose change is proposed all the same; null for a change that was delivered. */
  readonly failed: Outcome | null;
  /** Who changed the text of the issue after it was approved, without the right to write; null for nobody. */
  readonly editedBy: string | null;
  readonly withheld: readonly Withheld[];
  readonly sensitive: readonly SensitivePath[];
};

/** What is held back, by the reason. */
export const heldBack: Readonly<Record<Withheld["code"], string>> = {
  "protected-path": "protected paths",
  "outside-scope": "outside of what the scope of the issue allows",
  "not-checked-out": "files that the agent could not see, since its checkout was sparse",
};

const shown = 20; // paths of one kind; the others are counted

/** Bold lines for what needs a look, the gravest first, each followed by an empty one. */
export function notices({ failed, editedBy, withheld, sensitive }: Noticed): string[] {
  const lines = [
    failed === null
      ? null
      : `**Not finished:** ${outcomes[failed].what} (\`${failed}\`) This is what the last attempt left; merging it does not close the issue.`,
    editedBy === null
      ? null
      : `**The issue was edited since** by ${plainLine(editedBy, 60)}, who may not write here. This was made for the text as it was approved.`,
    ...Object.entries(heldBack).map(([code, why]) => {
      const paths = withheld.filter((one) => one.code === code);
      return paths.length === 0
        ? null
        : `**Withheld** (${why}, not in this pull request): ${listOf(paths.map(({ path }) => codeSpan(path, 120)))}`;
    }),
    sensitive.length === 0
      ? null
      : `**Look at these first:** ${listOf(sensitive.map(({ path, why }) => `${codeSpan(path, 120)} (${why})`))}`,
  ];
  return lines.flatMap((line) => (line === null ? [] : [line, ""]));
}

function listOf(parts: readonly string[]): string {
  const more = parts.length - shown;
  return `${parts.slice(0, shown).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}
