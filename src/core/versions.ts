/** A version that a file of the repository asks for. */
export type WantedVersion = {
  /** The program that has a version, as `programs` names it. */
  readonly program: string;
  readonly version: string;
  readonly because: string;
};

/** Programs whose version a file can ask for: how people call them, how they tell their version, and the step that installs the version of a file. */
const programs: Readonly<
  Record<string, { readonly called: string; readonly ask: string; readonly step: (file: string) => string }>
> = {
  node: {
    called: "Node.js",
    ask: "node --version",
    step: (file) => `uses: actions/setup-node@v4\n      with: { node-version-file: ${file} }`,
  },
  python: {
    called: "Python",
    ask: "python3 --version",
    step: (file) => `uses: actions/setup-python@v5\n      with: { python-version-file: ${file} }`,
  },
  go: {
    called: "Go",
    ask: "GOTOOLCHAIN=local go version",
    step: (file) => `uses: actions/setup-go@v5\n      with: { go-version-file: ${file} }`,
  },
  rust: {
    called: "Rust",
    ask: "RUSTUP_AUTO_INSTALL=0 rustc --version",
    step: () => "run: rustup toolchain install\n      shell: bash",
  },
  java: {
    called: "Java",
    ask: "java -version",
    step: (file) =>
      `uses: actions/setup-java@v4\n      with: { distribution: temurin, java-version-file: ${file} }`,
  },
  ruby: { called: "Ruby", ask: "ruby --version", step: () => "uses: ruby/setup-ruby@v1" },
};

/** What tells the version of each program, as shell commands by name. */
export const versionCommands: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(programs).map(([name, { ask }]) => [name, ask]),
);

const firstLine = /^\s*([^\s#]+)/m;

/** Files that ask for versions, and where in them. */
const files: Readonly<Record<string, readonly { readonly program: string; readonly at: RegExp }[]>> = {
  ".nvmrc": [{ program: "node", at: firstLine }],
  ".node-version": [{ program: "node", at: firstLine }],
  ".python-version": [{ program: "python", at: firstLine }],
  "go.mod": [
    { program: "go", at: /^toolchain\s+go(\S+)/m },
    { program: "go", at: /^go\s+(\S+)/m },
  ],
  "rust-toolchain.toml": [{ program: "rust", at: /^\s*channel\s*=\s*["']([^"']+)/m }],
  "rust-toolchain": [{ program: "rust", at: /^\s*(?:channel\s*=\s*["'])?([\w.-]+)/m }],
  ".java-version": [{ program: "java", at: firstLine }],
  ".ruby-version": [{ program: "ruby", at: firstLine }],
  ".tool-versions": [
    { program: "node", at: /^nodejs\s+(\S+)/m },
    { program: "python", at: /^python\s+(\S+)/m },
    { program: "go", at: /^golang\s+(\S+)/m },
    { program: "rust", at: /^rust\s+(\S+)/m },
    { program: "java", at: /^java\s+(\S+)/m },
    { program: "ruby", at: /^ruby\s+(\S+)/m },
  ],
};

/** The files that `wantedVersions` wants to look into. */
export const versionFiles: readonly string[] = Object.keys(files);

/** The versions that files ask for, one for each program: the first in the order of `versionFiles`. */
export function wantedVersions(texts: ReadonlyMap<string, string>): WantedVersion[] {
  const found = Object.entries(files).flatMap(([because, places]) =>
    places.flatMap(({ program, at }) => {
      const version = at.exec(texts.get(because) ?? "")?.[1];
      return version === undefined ? [] : [{ program, version, because }];
    }),
  );
  return found.filter(({ program }, index) => found.findIndex((one) => one.program === program) === index);
}

/**
 * What to tell of a wanted version that the runner does not have, and the step that would install it; null when it has it. `told` is what the
 * program says of itself; the empty string when it is not there.
 */
export function versionGap(
  { program, version, because }: WantedVersion,
  told: string,
): { readonly text: string; readonly step: string } | null {
  const has = numbersOf(told);
  const wants = numbersOf(version);
  const isExact = /^(?:\w+-)?v?\d+(?:\.\d+)*$/.test(version);
  if (has !== null && (!isExact || wants === null || fits({ program, wants, has }))) return null;
  const { called = program, step = () => "" } = programs[program] ?? {};
  return {
    text: `${because} asks for ${called} ${version}, and ${has === null ? "none that runs is there" : `${has.join(".")} is there`}.`,
    step: step(because),
  };
}

/** Go and its files ask for at least a version, all others for exactly what they name. */
function fits({ program, wants, has }: { program: string; wants: number[]; has: number[] }): boolean {
  if (program !== "go") return wants.every((number, place) => has[place] === number);
  const at = wants.findIndex((number, place) => (has[place] ?? 0) !== number);
  return at === -1 || (has[at] ?? 0) > (wants[at] ?? 0);
}

/** The first version in a text; Java's old way of counting, 1.8, is 8. */
function numbersOf(text: string): number[] | null {
  const found = /\d+(?:\.\d+)*/.exec(text)?.[0];
  if (found === undefined) return null;
  const numbers = found.split(".").map(Number);
  return /version "1\.\d/.test(text) ? numbers.slice(1) : numbers;
}
