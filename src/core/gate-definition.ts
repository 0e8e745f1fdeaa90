import type { Change } from "./result.ts";
import type { Gate } from "./checkout-command.ts";
import { configPath } from "./config.ts";
import { pathIn } from "./directory.ts";

/** Programs, and the files that say what they do: a change to one of those is a change to every gate that calls the program. */
const definitions: readonly { readonly programs: readonly string[]; readonly files: RegExp }[] = [
  { programs: ["make", "gmake"], files: /(?:^|\/)(?:GNUmakefile|[Mm]akefile|[^/]+\.mk)$/ },
  { programs: ["just"], files: /(?:^|\/)\.?justfile$/i },
  { programs: ["task"], files: /(?:^|\/)Taskfile\.ya?ml$/i },
  { programs: ["tox"], files: /(?:^|\/)(?:tox\.ini|tox\.toml)$/ },
  { programs: ["nox"], files: /(?:^|\/)noxfile\.py$/ },
  {
    programs: ["pytest", "py.test", "tox", "nox"],
    files: /(?:^|\/)(?:pytest\.ini|conftest\.py|setup\.cfg|pyproject\.toml|tox\.ini)$/,
  },
  {
    programs: ["ruff", "mypy", "black", "flake8"],
    files: /(?:^|\/)(?:\.?ruff\.toml|mypy\.ini|\.flake8|setup\.cfg|pyproject\.toml)$/,
  },
  {
    programs: ["npm", "npx", "pnpm", "yarn", "bun"],
    files:
      /(?:^|\/)(?:jest|vitest|vite|playwright|cypress|karma|eslint|\.eslintrc|\.mocharc|tsconfig|biome|\.oxlintrc|turbo|nx)[^/]*\.(?:[cm]?[jt]s|json|ya?ml)$/,
  },
  { programs: ["cargo"], files: /(?:^|\/)(?:build\.rs|clippy\.toml|rust-toolchain(?:\.toml)?)$/ },
  { programs: ["go", "golangci-lint"], files: /(?:^|\/)\.golangci\.(?:ya?ml|toml|json)$/ },
  {
    programs: ["rake", "rspec", "bundle"],
    files: /(?:^|\/)(?:Rakefile|\.rspec|spec_helper\.rb|\.rubocop\.yml)$/,
  },
  { programs: ["mvn", "mvnw"], files: /(?:^|\/)pom\.xml$/ },
  { programs: ["gradle", "gradlew"], files: /(?:^|\/)(?:build|settings)\.gradle(?:\.kts)?$/ },
  { programs: ["composer", "phpunit"], files: /(?:^|\/)(?:composer\.json|phpunit\.xml(?:\.dist)?)$/ },
];

const scriptPrograms = new Set(["npm", "pnpm", "yarn", "bun", "npx"]);

/**
 * The files of a change that a gate's result hangs on beside the code that it judges: the config, files that its command names, scripts of a
 * `package.json` when the command runs those, and what the called programs are configured by. `manifest` is the text of the base's `package.json` in
 * the folder of the gate, if any.
 */
export function editedDefinition(
  { run, directory }: Pick<Gate, "run"> & { readonly directory: string },
  changes: readonly Change[],
  manifest: string | null,
): string[] {
  const words = new Set(run.split(/[\s;&|()<>"'`=]+/).map((word) => word.replace(/^\.\//, "")));
  const named = new Set([...words].map((word) => placeOf(directory, word)));
  const own = pathIn(directory, "package.json");
  const programs = new Set([...words].map((word) => word.slice(word.lastIndexOf("/") + 1)));
  const runsScripts = [...programs].some((program) => scriptPrograms.has(program));
  return changes
    .filter((change) => {
      if (change.path === configPath || named.has(change.path)) return true;
      if (runsScripts && change.path.endsWith("package.json"))
        return change.path !== own || scriptsOf(contentText(change)) !== scriptsOf(manifest);
      return definitions.some(
        ({ programs: callers, files }) =>
          files.test(change.path) && callers.some((program) => programs.has(program)),
      );
    })
    .map(({ path }) => path.slice(0, 400))
    .slice(0, 20);
}

/** The path that a word of a command means, from the top level; the empty string when it leads out of the checkout. */
function placeOf(directory: string, word: string): string {
  const parts = directory === "" ? [] : directory.split("/");
  for (const part of word.split("/")) {
    if (part === ".." && parts.pop() === undefined) return "";
    if (part !== ".." && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function contentText(change: Change): string | null {
  return change.kind === "write" && change.encoding === "utf-8" ? change.content : null;
}

/** The scripts of a package.json in one text, the same for the same scripts; null when it cannot be read. */
function scriptsOf(text: string | null): string | null {
  try {
    const manifest: unknown = JSON.parse(text ?? "");
    return typeof manifest === "object" && manifest !== null && "scripts" in manifest
      ? JSON.stringify(manifest.scripts)
      : "";
  } catch {
    return null;
  }
}
