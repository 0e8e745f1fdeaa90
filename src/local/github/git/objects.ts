import type { GitObject } from "./reader.ts";

export type TreeEntry = { readonly mode: string; readonly name: string; readonly sha: string };
export type Person = { readonly name: string; readonly email: string; readonly date: string };
export type CommitObject = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
};

/** Reads a tree object. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    entries.push({
      mode: content.toString("latin1", at, space).padStart(6, "0"),
      name: content.toString("utf8", space + 1, zero),
      sha: content.toString("hex", zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

/** The bytes of a tree object, in git's order: directories sort as if their names ended in a slash. */
export function formatTree(entries: readonly TreeEntry[]): Buffer {
  const key = (entry: TreeEntry) => Buffer.from(entry.mode === "040000" ? `${entry.name}/` : entry.name);
  const sorted = [...entries].sort((a, b) => Buffer.compare(key(a), key(b)));
  return Buffer.concat(
    sorted.flatMap(({ mode, name, sha }) => [
      Buffer.from(`${mode.replace(/^0/, "")} ${name}\0`),
      Buffer.from(sha, "hex"),
    ]),
  );
}

/** Reads a commit object. */
export function parseCommit({ sha, content }: GitObject): CommitObject {
  const text = content.toString();
  const gap = text.indexOf("\n\n");
  const headers = text.slice(0, gap).split("\n");
  const first = (name: string) =>
    headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
  return {
    sha,
    tree: first("tree"),
    parents: headers.filter((line) => line.startsWith("parent ")).map((line) => line.slice(7)),
    author: parsePerson(first("author")),
    committer: parsePerson(first("committer")),
    message: text.slice(gap + 2).replace(/\n+$/, ""),
  };
}

/** The bytes of a commit object without signature. */
export function formatCommit(commit: Omit<CommitObject, "sha">): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(commit.author)}`,
    `committer ${formatPerson(commit.committer)}`,
    "",
    commit.message,
  ];
  return Buffer.from(lines.join("\n"));
}

function parsePerson(line: string): Person {
  const [, name = "", email = "", seconds = "0"] = /^(.*?) ?<([^>]*)> (\d+)/.exec(line) ?? [];
  return { name, email, date: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z` };
}

/** GitHub keeps the offset of the given date; without one it writes UTC. */
function formatPerson({ name, email, date }: Person): string {
  const [, sign = "+", hours = "00", minutes = "00"] = /([+-])(\d\d):?(\d\d)$/.exec(date.slice(10)) ?? [];
  return `${clean(name)} <${clean(email)}> ${Math.floor(Date.parse(date) / 1000)} ${sign}${hours}${minutes}`;
}

/** What would end the name or address early. */
function clean(text: string): string {
  return text.replaceAll(/[<>\n\0]/g, "");
}
