import { pathIn } from "./directory.ts";

/** A command that prepares a checkout, the folder that it runs in, and the file that led to it. */
export type SetupCommand = { readonly run: string; readonly directory: string; readonly because: string };

/** The names of what lies in a folder of the checkout; the top level is the empty string. */
export type Level = { readonly directory: string; readonly files: ReadonlySet<string> };

/** Lock files, most specific first within a family, and the frozen install each stands for. */
const installs: readonly { readonly file: string; readonly family: string; readonly run: string }[] = [
  { file: "pnpm-lock.yaml", family: "node", run: "pnpm install --frozen-lockfile" },
  { file: "yarn.lock", family: "node", run: "yarn install --frozen-lockfile" },
  { file: "package-lock.json", family: "node", run: "npm ci --no-audit --no-fund" },
  { file: "npm-shrinkwrap.json", family: "node", run: "npm ci --no-audit --no-fund" },
  { file: "uv.lock", family: "python", run: "uv sync --frozen" },
  { file: "poetry.lock", family: "python", run: "poetry install --no-interaction" },
  {
    file: "requirements.txt",
    family: "python",
    run: "python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt",
  },
  { file: "go.sum", family: "go", run: "go mod download" },
  { file: "go.work", family: "go", run: "go mod download" },
  { file: "Cargo.lock", family: "rust", run: "cargo fetch --locked" },
  {
    file: "Gemfile.lock",
    family: "ruby",
    run: "bundle config set --local frozen true && bundle install --quiet",
  },
  { file: "pom.xml", family: "java", run: "mvn --batch-mode --quiet dependency:go-offline" },
  { file: "gradlew", family: "gradle", run: "./gradlew --quiet dependencies" },
];

/**
 * What `setup: auto` runs for work in a folder: one frozen install per family, where the nearest lock file of the family lies. `levels` are that folder and those
 * on the way to it, outermost first. A family that the folder shows nothing of is left out, unless it shows nothing of any.
 */
export function detectSetup(levels: readonly Level[]): SetupCommand[] {
  const inner = levels.at(-1)?.files ?? new Set();
  const own = new Set(
    families.filter(({ shown }) => shown.some((file) => inner.has(file))).map(({ family }) => family),
  );
  return families.flatMap(({ family }) => {
    if (own.size > 0 && !own.has(family)) return [];
    const candidates = installs.filter((install) => install.family === family);
    const nearest = levels.findLast(({ files }) => candidates.some(({ file }) => files.has(file)));
    const install = candidates.find(({ file }) => nearest?.files.has(file));
    if (nearest === undefined || install === undefined) return [];
    const { directory } = nearest;
    return [{ run: install.run, directory, because: pathIn(directory, install.file) }];
  });
}

/** Does a change to this file mean that what setup installed is no longer what the repository asks for? */
export function isManifest(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (
    manifests.has(name) ||
    installs.some(({ file }) => file === name) ||
    /^requirements.*\.(?:txt|in)$/.test(name)
  );
}

/** What shows that a folder belongs to a family, beside its lock files; the families in the order of the table. */
const families: readonly { readonly family: string; readonly shown: readonly string[] }[] = Object.entries({
  node: ["package.json"],
  python: ["pyproject.toml", "setup.py"],
  go: ["go.mod"],
  rust: ["Cargo.toml"],
  ruby: ["Gemfile"],
  java: ["pom.xml"],
  gradle: ["build.gradle", "build.gradle.kts"],
}).map(([family, shown]) => ({
  family,
  shown: [...shown, ...installs.flatMap((install) => (install.family === family ? [install.file] : []))],
}));

const manifests: ReadonlySet<string> = new Set([
  "package.json",
  "pnpm-workspace.yaml",
  "bun.lock",
  "bun.lockb",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "Pipfile",
  "Pipfile.lock",
  "go.mod",
  "go.work",
  "Cargo.toml",
  "Gemfile",
  "build.gradle",
  "build.gradle.kts",
  "settings.gradle",
  "settings.gradle.kts",
  "libs.versions.toml",
  "composer.json",
  "composer.lock",
]);
