import { pathIn } from "./directory.ts";

/** A command that prepares a checkout, the folder that it runs in, the file that led to it, and the program that it cannot do without. */
export type SetupCommand = {
  readonly run: string;
  readonly directory: string;
  readonly because: string;
  readonly tool: string;
};

/** What lies in a folder of the checkout: its names, and the text of those in `setupTexts`. The top level is the empty string. */
export type Level = {
  readonly directory: string;
  readonly files: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
};

/** Files whose text decides how the packages of a lock file are installed. */
export const setupTexts: readonly string[] = ["package.json"];

type Install = {
  readonly file: string;
  readonly family: string;
  readonly run: string;
  readonly tool: string;
  /** The repository's own copy of the tool, and the program that this needs. */
  readonly wrapper?: { readonly file: string; readonly needs: string };
};

const npm = { family: "node", tool: "npm", run: "npm ci --no-audit --no-fund" } as const;

/** Lock files, most specific first within a family, and the frozen install each stands for. */
const installs: readonly Install[] = [
  { file: "pnpm-lock.yaml", family: "node", tool: "pnpm", run: "pnpm install --frozen-lockfile" },
  { file: "yarn.lock", family: "node", tool: "yarn", run: "yarn install --frozen-lockfile" },
  { file: "package-lock.json", ...npm },
  { file: "npm-shrinkwrap.json", ...npm },
  { file: "uv.lock", family: "python", tool: "uv", run: "uv sync --frozen" },
  {
    file: "poetry.lock",
    family: "python",
    tool: "poetry",
    run: "POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --no-interaction",
  },
  {
    file: "requirements.txt",
    family: "python",
    tool: "python3",
    run: "python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt",
  },
  { file: "go.sum", family: "go", tool: "go", run: "go mod download" },
  { file: "go.work", family: "go", tool: "go", run: "go mod download" },
  { file: "Cargo.lock", family: "rust", tool: "cargo", run: "cargo fetch --locked" },
  {
    file: "Gemfile.lock",
    family: "ruby",
    tool: "bundle",
    run: "bundle config set --local frozen true && bundle install --quiet",
  },
  {
    file: "pom.xml",
    family: "java",
    tool: "mvn",
    run: "mvn --batch-mode --quiet dependency:go-offline",
    wrapper: { file: "mvnw", needs: "java" },
  },
  { file: "gradlew", family: "gradle", tool: "java", run: "./gradlew --quiet dependencies" },
];

/** The programs that `setup: auto` may need. */
export const setupTools: readonly string[] = [
  ...new Set([...installs.map(({ tool }) => tool), "java", "corepack"]),
];

/**
 * What `setup: auto` runs for work in a folder: one frozen install per family, where the nearest lock file of the family lies. `levels` are that folder and those
 * on the way to it, outermost first. A family that the folder shows nothing of is left out, unless it shows nothing of any. `tools` are those of
 * `setupTools` that the machine has; null where that is not known.
 */
export function detectSetup(levels: readonly Level[], tools: ReadonlySet<string> | null): SetupCommand[] {
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
    return [{ directory: nearest.directory, ...commandFor(install, nearest, tools) }];
  });
}

function commandFor(
  { file, tool, run, wrapper }: Install,
  { directory, files, texts }: Level,
  tools: ReadonlySet<string> | null,
): Omit<SetupCommand, "directory"> {
  const because = pathIn(directory, file);
  if (wrapper !== undefined && files.has(wrapper.file))
    return { run: run.replace(tool, `./${wrapper.file}`), because, tool: wrapper.needs };
  if (tool !== "pnpm" && tool !== "yarn") return { run, because, tool };
  const named = packageManagerOf(texts.get("package.json") ?? "");
  const version = named?.name === tool ? named.version : null;
  const isBerry = tool === "yarn" && (version === null ? files.has(".yarnrc.yml") : !/^[01]\./.test(version));
  const install = isBerry ? run.replace("--frozen-lockfile", "--immutable") : run;
  // Yarn 1 refuses a repository that names a later one; pnpm gets the named version by itself.
  const suits = tools === null || (tools.has(tool) && !(isBerry && version !== null));
  if (version === null || suits || !tools.has("corepack")) return { run: install, because, tool };
  return {
    run: `mkdir -p ~/.local/bin && corepack enable --install-directory ~/.local/bin ${tool} && ${install}`,
    because: `${because} and packageManager in ${pathIn(directory, "package.json")}`,
    tool: "corepack",
  };
}

/** `packageManager` of a package.json: https://nodejs.org/api/packages.html#packagemanager */
function packageManagerOf(manifest: string): { name: string; version: string } | null {
  const found = /"packageManager"\s*:\s*"([a-z]+)@(\d+\.[^"+]*)/.exec(manifest);
  return found === null ? null : { name: found[1] ?? "", version: found[2] ?? "" };
}

/** Which programs these commands lack, what led to them, and how a repository gets them. Empty when nothing is missing. */
export function missingTools(commands: readonly SetupCommand[], tools: ReadonlySet<string>): string[] {
  return commands.flatMap(({ run, because, tool }) =>
    tools.has(tool)
      ? []
      : [
          `\`${run}\` needs \`${tool}\` because of ${because}, and there is none. Write other commands under \`setup:\`, or install it. ${actionRemedy(installedBy[tool] ?? [])}`,
        ],
  );
}

/** What to write to get a toolchain: steps of the repository's own setup action. */
export function actionRemedy(steps: readonly string[]): string {
  return [
    "This .github/actions/switchyard-setup/action.yml runs before setup:",
    "name: setup",
    "description: What setup, agent and gates need",
    "runs:",
    "  using: composite",
    "  steps:",
    ...steps.map((step) => `    - ${step}`),
  ].join("\n");
}

const setupNode = "uses: actions/setup-node@v4";
const setupJava = "uses: actions/setup-java@v4\n      with: { distribution: temurin, java-version: 21 }";

/** Steps that install the programs, as people write them in workflows. */
const installedBy: Readonly<Record<string, readonly string[]>> = {
  npm: [setupNode],
  pnpm: [setupNode, "uses: pnpm/action-setup@v4"],
  yarn: [setupNode, "run: npm install --global yarn\n      shell: bash"],
  uv: ["uses: astral-sh/setup-uv@v6"],
  poetry: ["run: pipx install poetry\n      shell: bash"],
  python3: ["uses: actions/setup-python@v5"],
  go: ["uses: actions/setup-go@v5"],
  cargo: ["uses: dtolnay/rust-toolchain@stable"],
  bundle: ["uses: ruby/setup-ruby@v1"],
  mvn: [setupJava, "run: sudo apt-get install --yes maven\n      shell: bash"],
  java: [setupJava],
};

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
