import { readFileSync, readdirSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { CollectInputs } from "../../src/actions/collect-scene.ts";
import { DispatchInputs } from "../../src/actions/dispatch.ts";
import { PrepareInputs } from "../../src/actions/prepare.ts";
import { ProgressInputs } from "../../src/actions/progress.ts";
import { WakeInputs } from "../../src/actions/wake.ts";
import { WorkInputs } from "../../src/actions/work-scene.ts";
import { parseActionFile, parseWorkflowFile } from "../../src/local/engine/official.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const Manifest = z.looseObject({
  inputs: z.record(
    z.string(),
    z.looseObject({ required: z.boolean().optional(), default: z.unknown().optional() }),
  ),
  runs: z.strictObject({ using: z.literal("node24"), main: z.string() }),
});

const actions = {
  dispatch: DispatchInputs,
  prepare: PrepareInputs,
  work: WorkInputs,
  collect: CollectInputs,
  progress: ProgressInputs,
  wake: WakeInputs,
} as const;
const workflows = [".github/workflows/switchyard.yml", ".github/workflows/task.yml"];

describe.each(Object.entries(actions))("the manifest of %s", (name, schema) => {
  const text = read(`${name}/action.yml`);
  const manifest = Manifest.parse(parse(text));

  test("declares exactly the inputs that the code reads", () => {
    expect(Object.keys(manifest.inputs).toSorted()).toEqual(Object.keys(schema.shape).toSorted());
  });

  test("gives every input a default, or requires it", () => {
    for (const input of Object.values(manifest.inputs))
      expect(input.required === true || input.default !== undefined).toBe(true);
  });

  test("names a bundle that is committed, and is read by GitHub's own parser", () => {
    expect(manifest.runs.main).toBe(`../dist/${name}.js`);
    expect(read(`dist/${name}.js`)).toContain(`await ${name}();`);
    expect(() => parseActionFile(`${name}/action.yml`, text)).not.toThrow();
  });

  test("is given only inputs that it has, by the shipped workflows and by the owned form", () => {
    const files = [...workflows, "examples/owned/switchyard.yml", "examples/owned/switchyard-task.yml"];
    const steps = files
      .flatMap((file) => stepsOf(parse(read(file))))
      .filter(({ uses }) => actionOf(uses) === name);
    expect(steps).toHaveLength(2);
    for (const step of steps)
      expect(Object.keys(manifest.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
  });
});

test("the root manifest is that of dispatch but for the path", () => {
  expect(read("action.yml")).toBe(read("dispatch/action.yml").replace("../dist/", "dist/"));
});

describe("the bundles", () => {
  const bundles = readdirSync(join(root, "dist")).filter((file) => file.endsWith(".js"));
  const code = bundles.map((file) => read(join("dist", file))).join("\n");
  // Texts that bundling keeps and that nobody else would write.
  const ours = [
    "Nothing is lost; the next tick goes on.",
    "work is never paid for twice",
    "refs/switchyard/",
  ];
  const local = [
    "The embedded GitHub failed",
    "The scripted model has no scenario",
    "the scripted model got no port",
  ];
  const cli = ["Switchyard on a GitHub of this machine", "--dry-run"];

  test.each(ours)("hold the actions: %s", (text) => expect(code).toContain(text));

  test.each([
    ["local mode", "src/local", local],
    ["the command line", "src/cli", cli],
  ])("hold nothing of %s", (_, folder, texts) => {
    const sources = sourcesOf(folder).map(read).join("\n");
    for (const text of texts) {
      expect(sources).toContain(text);
      expect(code).not.toContain(text);
    }
  });
});

describe("imports point down", () => {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    core: ["core"],
    edge: ["edge", "core"],
    actions: ["actions", "edge", "core"],
  };

  // Schemas, and the parsers of Markdown (docs/adr/0035) and YAML: none reads a clock, a file or the environment.
  const pure =
    /^(?:zod|yaml|mdast|mdast-util-[\w-]+|micromark-extension-[\w-]+|decode-named-character-reference)$/;

  test.each(Object.entries(allowed))("from %s to %j alone", (folder, targets) => {
    const files = sourcesOf(`src/${folder}`);
    expect(files.length).toBeGreaterThan(5);
    const wrong = files.flatMap((file) =>
      importsOf(read(file))
        .filter((specifier) => {
          if (!specifier.startsWith(".")) return folder === "core" && !pure.test(specifier);
          const target = relative(join(root, "src"), resolve(root, dirname(file), specifier)).split("/")[0];
          return !targets.includes(target ?? "");
        })
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the workflow files", async () => {
  const shipped = [
    ...workflows,
    "examples/switchyard.yml",
    "examples/owned/switchyard.yml",
    "examples/owned/switchyard-task.yml",
    "examples/identity/switchyard.yml",
    "examples/identity/switchyard-task.yml",
  ];
  const validate = await languageService();
  // What GitHub accepts and its published packages do not know yet, by the message.
  const newer = [/cache-mode/, /\$\//];

  test.each(shipped)("%s is read by GitHub's own parser", (file) => {
    expect(() => parseWorkflowFile(file, read(file))).not.toThrow();
  });

  test.each(shipped)("%s has no finding of GitHub's own language service", async (file) => {
    const findings = await validate(file, read(file));
    expect(findings.filter((finding) => !newer.some((known) => known.test(finding)))).toEqual([]);
  });

  test("are really looked at: a mistake is found", async () => {
    const wrong = read(workflows[1] ?? "").replace("timeout-minutes: 5", "timeout-minuets: 5");
    expect((await validate("wrong.yml", wrong)).join()).toContain("timeout-minuets");
  });
});

type Step = { readonly uses: string; readonly with: Readonly<Record<string, unknown>> };

function stepsOf(workflow: unknown): Step[] {
  const { jobs } = z
    .object({
      jobs: z.record(
        z.string(),
        z.object({
          steps: z
            .array(
              z.object({ uses: z.string().default(""), with: z.record(z.string(), z.unknown()).default({}) }),
            )
            .default([]),
        }),
      ),
    })
    .parse(workflow);
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

function actionOf(uses: string): string | undefined {
  return /^(?:\$|switchyard-dev\/switchyard)\/(\w+)(?:@v1)?$/.exec(uses)?.[1];
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.d)\.ts$/.test(file))
    .map((file) => join(folder, file));
}

function importsOf(source: string): string[] {
  const patterns = [/\bfrom\s+"([^"]+)"/g, /\bimport\(\s*"([^"]+)"\s*\)/g, /^import\s+"([^"]+)"/gm];
  return patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ""));
}

/** The messages of GitHub's language service about a file. Its packages import JSON without the attribute that Node demands. */
async function languageService(): Promise<(file: string, content: string) => Promise<string[]>> {
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      if (!url.includes("/@actions/") || !url.endsWith(".json")) return nextLoad(url, context);
      const source = `export default ${readFileSync(new URL(url), "utf8")}`;
      return { format: "module", shortCircuit: true, source };
    },
  });
  const { validate } = await import("@actions/languageservice");
  const { TextDocument } = await import("vscode-languageserver-textdocument");
  hooks.deregister();
  return async (file, content) => {
    const found = await validate(
      TextDocument.create(`file:///.github/workflows/${file}`, "yaml", 1, content),
    );
    return found.map(({ message, range }) => {
      const line = content.split("\n")[range.start.line] ?? "";
      const said = typeof message === "string" ? message : message.value;
      return `${file}:${range.start.line + 1}: ${said} | ${line.trim()}`;
    });
  };
}
