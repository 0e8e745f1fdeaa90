import { z } from "zod";

/** What lies at the top of a repository: names, and the texts of the files that tell which checks there are. */
export type TopLevel = { readonly names: ReadonlySet<string>; readonly texts: ReadonlyMap<string, string> };

/** A command that the repository checks itself with, and the file that says so. */
export type DetectedGate = { readonly name: string; readonly run: string; readonly because: string };

/** The files whose text `detectGates` looks at. */
export const telling = ["package.json", "pyproject.toml", "Makefile"];

/** The checks that a repository's own files name: lint, types and tests of the common kinds, cheapest first. */
export function detectGates(top: TopLevel): DetectedGate[] {
  const found = [...nodeGates(top), ...pythonGates(top), ...goGates(top), ...rustGates(top)];
  return found.length > 0 ? found : makeGates(top);
}

/** What runs a script of package.json, by the lock file. */
export function nodeRunner(names: ReadonlySet<string>): string {
  if (names.has("pnpm-lock.yaml")) return "pnpm run";
  if (names.has("yarn.lock")) return "yarn run";
  return names.has("bun.lock") || names.has("bun.lockb") ? "bun run" : "npm run";
}

const scripts: readonly { readonly name: string; readonly scripts: readonly string[] }[] = [
  { name: "lint", scripts: ["lint"] },
  { name: "types", scripts: ["typecheck", "type-check", "types", "check-types", "tsc"] },
  { name: "test", scripts: ["test"] },
];

function nodeGates({ names, texts }: TopLevel): DetectedGate[] {
  const known = packageScripts(texts.get("package.json"));
  const runner = nodeRunner(names);
  return scripts.flatMap(({ name, scripts: candidates }) => {
    // What `npm init` writes is a test script that always fails.
    const script = candidates.find(
      (candidate) => known[candidate] !== undefined && !/no test specified/.test(known[candidate]),
    );
    return script === undefined
      ? []
      : [{ name, run: `${runner} ${script}`, because: `package.json: ${script}` }];
  });
}

function packageScripts(text: string | undefined): Record<string, string> {
  try {
    const parsed = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .safeParse(JSON.parse(text ?? "{}"));
    return parsed.success ? parsed.data.scripts : {};
  } catch {
    return {}; // Not JSON: its own tools will say so better than we can.
  }
}

function pythonGates({ names, texts }: TopLevel): DetectedGate[] {
  const project = texts.get("pyproject.toml") ?? "";
  const python = project !== "" || names.has("requirements.txt") || names.has("setup.py");
  if (!python) return [];
  const run = (tool: string) =>
    names.has("uv.lock")
      ? `uv run ${tool}`
      : names.has("poetry.lock")
        ? `poetry run ${tool}`
        : names.has("requirements.txt")
          ? `.venv/bin/python -m ${tool}`
          : `python3 -m ${tool}`;
  const uses = (tool: string, ...files: string[]) =>
    new RegExp(`^\\[tool\\.${tool}\\b`, "m").test(project) || files.some((file) => names.has(file));
  return [
    ...(uses("ruff", "ruff.toml", ".ruff.toml")
      ? [{ name: "ruff", run: run("ruff check ."), because: "ruff's settings" }]
      : []),
    ...(uses("mypy", "mypy.ini") ? [{ name: "mypy", run: run("mypy ."), because: "mypy's settings" }] : []),
    ...(uses("pytest", "pytest.ini", "conftest.py", "tests")
      ? [{ name: "pytest", run: run("pytest"), because: "tests" }]
      : []),
  ];
}

function goGates({ names }: TopLevel): DetectedGate[] {
  if (!names.has("go.mod")) return [];
  return [
    { name: "vet", run: "go vet ./...", because: "go.mod" },
    { name: "test", run: "go test ./...", because: "go.mod" },
  ];
}

function rustGates({ names }: TopLevel): DetectedGate[] {
  return names.has("Cargo.toml") ? [{ name: "test", run: "cargo test --locked", because: "Cargo.toml" }] : [];
}

function makeGates({ texts }: TopLevel): DetectedGate[] {
  return /^test\s*:/m.test(texts.get("Makefile") ?? "")
    ? [{ name: "test", run: "make test", because: "Makefile" }]
    : [];
}
