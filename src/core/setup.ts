/** A command that prepares a checkout, and the file that led to it. */
export type SetupCommand = { readonly run: string; readonly because: string };

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
  { file: "Cargo.lock", family: "rust", run: "cargo fetch --locked" },
  {
    file: "Gemfile.lock",
    family: "ruby",
    run: "bundle config set --local frozen true && bundle install --quiet",
  },
  { file: "pom.xml", family: "java", run: "mvn --batch-mode --quiet dependency:go-offline" },
  { file: "gradlew", family: "gradle", run: "./gradlew --quiet dependencies" },
];

/** What `setup: auto` runs in a checkout whose top level holds these files: one frozen install per family. */
export function detectSetup(files: ReadonlySet<string>): SetupCommand[] {
  const families = new Set<string>();
  return installs.flatMap(({ file, family, run }) => {
    if (!files.has(file) || families.has(family)) return [];
    families.add(family);
    return [{ run, because: file }];
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
