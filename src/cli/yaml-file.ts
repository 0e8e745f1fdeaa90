import { LineCounter, parseDocument } from "yaml";

/** A YAML file: its value, and where things stand in it. `problem` is set when it cannot be read. */
export type YamlFile = {
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
  readonly problem: string | null;
  /** Line of a value, or of the nearest one that exists on the way to it; counted from 1. */
  line(path: readonly (string | number)[]): number;
};

/** The workflow behind the `uses:` of a job; null when it cannot be read. */
export type Load = (uses: string) => YamlFile | null;

/** Reads a YAML file; a broken one says so in `problem`. */
export function readYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  return {
    path,
    text,
    value: error === undefined ? document.toJS() : null,
    problem: error === undefined ? null : `${path}:${lines.linePos(error.pos[0]).line}: ${error.message}`,
    line(place) {
      for (let length = place.length; length > 0; length -= 1) {
        const node = document.getIn(place.slice(0, length), true);
        const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
        if (Array.isArray(range) && typeof range[0] === "number") return lines.linePos(range[0]).line;
      }
      return 1;
    },
  };
}

/** The member of a mapping, or undefined. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    found =
      typeof found === "object" && found !== null && !Array.isArray(found)
        ? Object.entries(found).find(([name]) => name === key)?.[1]
        : undefined;
  }
  return found;
}

/** The members of a mapping; none for anything else. */
export function membersOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
