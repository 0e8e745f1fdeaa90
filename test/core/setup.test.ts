import { describe, expect, test } from "vitest";

import { detectSetup, missingTools, setupTools } from "../../src/core/setup.ts";
import { versionCommands, versionGap, wantedVersions } from "../../src/core/versions.ts";

const every = new Set(setupTools);
const without = (...tools: string[]) => new Set(setupTools.filter((tool) => !tools.includes(tool)));

/** What is run in a folder with these files, whose texts may be given. */
function setupOf(files: Readonly<Record<string, string>>, tools: ReadonlySet<string> | null = every) {
  const level = { directory: "", files: new Set(Object.keys(files)), texts: new Map(Object.entries(files)) };
  return detectSetup([level], tools);
}

describe("setup: auto", () => {
  const manager = (name: string) => JSON.stringify({ name: "web", packageManager: name });

  test.each<[string, Readonly<Record<string, string>>, ReadonlySet<string> | null, string]>([
    ["npm", { "package-lock.json": "" }, every, "npm ci --no-audit --no-fund"],
    ["npm with a shrinkwrap", { "npm-shrinkwrap.json": "" }, every, "npm ci --no-audit --no-fund"],
    [
      "pnpm before npm",
      { "pnpm-lock.yaml": "", "package-lock.json": "" },
      every,
      "pnpm install --frozen-lockfile",
    ],
    [
      "pnpm that the manifest names and the runner has",
      { "pnpm-lock.yaml": "", "package.json": manager("pnpm@9.15.0+sha512.ab") },
      every,
      "pnpm install --frozen-lockfile",
    ],
    [
      "pnpm that only corepack can get",
      { "pnpm-lock.yaml": "", "package.json": manager("pnpm@9.15.0") },
      without("pnpm"),
      "mkdir -p ~/.local/bin && corepack enable --install-directory ~/.local/bin pnpm && pnpm install --frozen-lockfile",
    ],
    ["yarn 1", { "yarn.lock": "" }, every, "yarn install --frozen-lockfile"],
    [
      "yarn 1 by name",
      { "yarn.lock": "", "package.json": manager("yarn@1.22.22"), ".yarnrc.yml": "" },
      every,
      "yarn install --frozen-lockfile",
    ],
    [
      "a later yarn by its settings",
      { "yarn.lock": "", ".yarnrc.yml": "" },
      every,
      "yarn install --immutable",
    ],
    [
      "a later yarn by name: the runner's own refuses it",
      { "yarn.lock": "", "package.json": manager("yarn@4.6.0") },
      every,
      "mkdir -p ~/.local/bin && corepack enable --install-directory ~/.local/bin yarn && yarn install --immutable",
    ],
    [
      "a later yarn on a runner without corepack",
      { "yarn.lock": "", "package.json": manager("yarn@4.6.0") },
      without("corepack"),
      "yarn install --immutable",
    ],
    [
      "a later yarn where the runner is not known",
      { "yarn.lock": "", "package.json": manager("yarn@4.6.0") },
      null,
      "yarn install --immutable",
    ],
    ["uv before pip", { "uv.lock": "", "requirements.txt": "" }, every, "uv sync --frozen"],
    [
      "poetry, with the environment in the checkout",
      { "poetry.lock": "", "pyproject.toml": "" },
      every,
      "POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --no-interaction",
    ],
    [
      "pip",
      { "requirements.txt": "" },
      every,
      "python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt",
    ],
    ["go", { "go.sum": "" }, every, "go mod download"],
    ["cargo", { "Cargo.lock": "" }, every, "cargo fetch --locked"],
    [
      "bundler",
      { "Gemfile.lock": "" },
      every,
      "bundle config set --local frozen true && bundle install --quiet",
    ],
    ["maven", { "pom.xml": "" }, every, "mvn --batch-mode --quiet dependency:go-offline"],
    [
      "maven's wrapper",
      { "pom.xml": "", mvnw: "" },
      without("mvn"),
      "./mvnw --batch-mode --quiet dependency:go-offline",
    ],
    ["gradle", { gradlew: "", "build.gradle": "" }, every, "./gradlew --quiet dependencies"],
  ])("%s", (_, files, tools, run) => {
    const commands = setupOf(files, tools);
    expect(commands.map((command) => command.run)).toEqual([run]);
    expect(missingTools(commands, tools ?? every)).toEqual([]);
  });

  test("says what led to it", () => {
    const files = { "yarn.lock": "", "package.json": manager("yarn@4.6.0") };
    expect(setupOf(files)[0]?.because).toBe("yarn.lock and packageManager in package.json");
    expect(setupOf({ ...files, "go.sum": "" }).map(({ because }) => because)).toContain("go.sum");
  });

  test.each([
    ["pnpm-lock.yaml", "pnpm"],
    ["yarn.lock", "yarn"],
    ["package-lock.json", "npm"],
    ["uv.lock", "uv"],
    ["poetry.lock", "poetry"],
    ["requirements.txt", "python3"],
    ["go.sum", "go"],
    ["Cargo.lock", "cargo"],
    ["Gemfile.lock", "bundle"],
    ["pom.xml", "mvn"],
    ["gradlew", "java"],
  ])("names what a runner lacks for %s, and a step that installs it", (file, tool) => {
    const [why, ...others] = missingTools(setupOf({ [file]: "" }, without(tool)), without(tool));
    expect(others).toEqual([]);
    expect(why).toContain(`needs \`${tool}\` because of ${file}, and there is none.`);
    expect(why).toMatch(/switchyard-setup\/action\.yml[^]*\n {4}- (?:uses: [\w./-]+@|run: )/);
  });
});

describe("a version file", () => {
  test.each<[string, string, string, string | null]>([
    [".nvmrc", "v22\n", "v22.3.0", null],
    [".nvmrc", "22", "v20.20.2", ".nvmrc asks for Node.js 22, and 20.20.2 is there."],
    [".nvmrc", "lts/*", "v20.20.2", null],
    [".nvmrc", "lts/*", "", ".nvmrc asks for Node.js lts/*, and none that runs is there."],
    [".node-version", "22.3.0", "v22.3.1", ".node-version asks for Node.js 22.3.0, and 22.3.1 is there."],
    [".python-version", "# ours\n3.12\n", "Python 3.12.4", null],
    [".python-version", "3.12", "Python 3.1.2", ".python-version asks for Python 3.12, and 3.1.2 is there."],
    [".tool-versions", "ruby 3.3.0\nnodejs 22.1.0\n", "v22.1.0", null],
    [
      ".tool-versions",
      "nodejs 22.1.0\n",
      "v22.2.0",
      ".tool-versions asks for Node.js 22.1.0, and 22.2.0 is there.",
    ],
    ["go.mod", "module a\n\ngo 1.22\n", "go version go1.26.8 linux/amd64", null],
    [
      "go.mod",
      "module a\n\ngo 1.22.1\n",
      "go version go1.22 linux/amd64",
      "go.mod asks for Go 1.22.1, and 1.22 is there.",
    ],
    [
      "go.mod",
      "go 1.22\ntoolchain go1.27.0\n",
      "go version go1.26.8 linux/amd64",
      "go.mod asks for Go 1.27.0, and 1.26.8 is there.",
    ],
    ["rust-toolchain.toml", '[toolchain]\nchannel = "1.80"\n', "rustc 1.80.1 (3f5fd8dd4 2024-08-06)", null],
    ["rust-toolchain.toml", '[toolchain]\nchannel = "stable"\n', "rustc 1.80.1 (3f5fd8dd4 2024-08-06)", null],
    [
      "rust-toolchain",
      "1.75.0\n",
      "rustc 1.80.1 (3f5fd8dd4 2024-08-06)",
      "rust-toolchain asks for Rust 1.75.0, and 1.80.1 is there.",
    ],
    [".java-version", "17", 'openjdk version "17.0.15" 2025-04-15', null],
    [
      ".java-version",
      "temurin-21",
      'openjdk version "17.0.15" 2025-04-15',
      ".java-version asks for Java temurin-21, and 17.0.15 is there.",
    ],
    [".java-version", "8", 'openjdk version "1.8.0_412"', null],
    [".ruby-version", "ruby-3.3.0", "ruby 3.3.0 (2023-12-25 revision 5124f9ac75)", null],
  ])("%s with %j on a runner that says %j", (file, text, told, gap) => {
    const wanted = wantedVersions(new Map([[file, text]])).filter(({ because }) => because === file);
    const [one] = file === ".tool-versions" ? wanted.filter(({ program }) => program === "node") : wanted;
    if (one === undefined) throw new Error("nothing is wanted");
    expect(versionGap(one, told)?.text ?? null).toBe(gap);
    expect(versionCommands[one.program]).toBeDefined();
  });

  test("comes with the step that installs its version", () => {
    const [one] = wantedVersions(new Map([[".nvmrc", "22"]]));
    if (one === undefined) throw new Error("nothing is wanted");
    expect(versionGap(one, "v20.1.0")?.step).toContain("node-version-file: .nvmrc");
  });

  test("is the first of those that speak of one program", () => {
    const texts = new Map([
      [".tool-versions", "nodejs 18.0.0\ngolang 1.20\n"],
      [".nvmrc", "22"],
    ]);
    expect(wantedVersions(texts).map(({ program, version }) => [program, version])).toEqual([
      ["node", "22"],
      ["go", "1.20"],
    ]);
  });
});
