/**
 * Reads every workflow, action and example, and every form of workflows that `init` writes, with two linters at their strictest. Besides findings it fails on exceptions in
 * .github/actionlint.yaml and .github/zizmor.yml that no finding needs any more.
 *
 *     node test/conformance/lint.ts <actionlint> <zizmor> <shellcheck>
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { parse } from "yaml";
import { z } from "zod";

import { callerFiles } from "../../src/cli/caller-text.ts";

/** A repository to lint: its root, and what lies in it. */
type Layout = {
  readonly root: string;
  readonly workflows: readonly string[];
  readonly others: readonly string[];
};

const ActionlintConfig = z.object({
  paths: z.record(z.string(), z.object({ ignore: z.array(z.string()) })),
});
const ZizmorConfig = z.object({
  rules: z.record(z.string(), z.object({ ignore: z.array(z.string()).optional() })),
});
const ActionlintFindings = z
  .array(z.object({ message: z.string(), filepath: z.string(), line: z.number(), kind: z.string() }))
  .nullable()
  .transform((found) => found ?? []);
const ZizmorFindings = z.array(
  z.object({
    ident: z.string(),
    desc: z.string(),
    locations: z.array(
      z.object({
        symbolic: z.object({ key: z.object({ Local: z.object({ verbatim_path: z.string() }) }) }),
        concrete: z.object({ location: z.object({ start_point: z.object({ row: z.number() }) }) }),
      }),
    ),
  }),
);

const product = join(import.meta.dirname, "../..");
const [actionlint, zizmor, shellcheck] = process.argv.slice(2);
if (actionlint === undefined || zizmor === undefined || shellcheck === undefined)
  throw new Error("usage: node test/conformance/lint.ts <actionlint> <zizmor> <shellcheck>");
const actionlintConfig = join(product, ".github/actionlint.yaml");
const zizmorConfig = join(product, ".github/zizmor.yml");

await using scratch = await temporary();
await writeFile(join(scratch.path, "nothing.yaml"), "{}\n");
const layouts = [
  await ownLayout(),
  await exampleLayout("pasted", { "switchyard.yml": "examples/switchyard.yml" }),
  await exampleLayout("owned", {
    "switchyard.yml": "examples/owned/switchyard.yml",
    "switchyard-task.yml": "examples/owned/switchyard-task.yml",
  }),
  ...(await initLayouts()),
];
const problems = [...(await actionlintProblems()), ...(await zizmorProblems())];
const files = layouts.reduce((sum, { workflows, others }) => sum + workflows.length + others.length, 0);
process.stdout.write(problems.length === 0 ? `${files} files, no findings\n` : `${problems.join("\n")}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function actionlintProblems(): Promise<string[]> {
  const found = await Promise.all(layouts.map(async (layout) => lint(layout, actionlintConfig)));
  const all = await Promise.all(
    layouts.map(async (layout) => lint(layout, join(scratch.path, "nothing.yaml"))),
  );
  const { paths } = ActionlintConfig.parse(parse(await readFile(actionlintConfig, "utf8")));
  const needless = Object.values(paths)
    .flatMap(({ ignore }) => ignore)
    .filter((pattern) => !all.flat().some(({ message }) => new RegExp(pattern).test(message)));
  return [
    ...found
      .flat()
      .map(({ filepath, line, kind, message }) => `actionlint: ${filepath}:${line}: ${message} [${kind}]`),
    ...needless.map((pattern) => `actionlint: nothing needs the exception ${pattern}`),
  ];
}

async function lint(layout: Layout, config: string): Promise<z.infer<typeof ActionlintFindings>> {
  const args = [
    "-config-file",
    config,
    "-shellcheck",
    shellcheck ?? "",
    "-format",
    "{{json .}}",
    ...layout.workflows,
  ];
  return ActionlintFindings.parse(JSON.parse(await output(actionlint ?? "", args, layout.root)));
}

async function zizmorProblems(): Promise<string[]> {
  const found = await audit("--config", zizmorConfig);
  const all = await audit("--no-config");
  const { rules } = ZizmorConfig.parse(parse(await readFile(zizmorConfig, "utf8")));
  const needless = Object.entries(rules).flatMap(([ident, { ignore = [] }]) =>
    ignore
      .filter(
        (file) =>
          !all.some((one) => one.ident === ident && places(one).some((place) => place.includes(`/${file}:`))),
      )
      .map((file) => `zizmor: nothing needs the exception ${ident} in ${file}`),
  );
  return [
    ...found.map((one) => `zizmor: ${places(one).join(", ")}: ${one.desc} [${one.ident}]`),
    ...needless,
  ];
}

async function audit(...config: string[]): Promise<z.infer<typeof ZizmorFindings>> {
  const inputs = layouts.flatMap(({ root, workflows, others }) =>
    [...workflows, ...others].map((file) => join(root, file)),
  );
  const fixed = [
    "--offline",
    "--persona=auditor",
    "--no-progress",
    "--no-exit-codes",
    "--format=json",
    "--strict-collection",
  ];
  return ZizmorFindings.parse(
    JSON.parse(await output(zizmor ?? "", [...fixed, ...config, ...inputs], product)),
  );
}

function places(finding: z.infer<typeof ZizmorFindings>[number]): string[] {
  return finding.locations.map(
    ({ symbolic, concrete }) =>
      `${symbolic.key.Local.verbatim_path}:${concrete.location.start_point.row + 1}`,
  );
}

/** This repository: its workflows, and its actions and bot configuration. */
async function ownLayout(): Promise<Layout> {
  const workflows = await readdir(join(product, ".github/workflows"));
  const actions = ["dispatch", "prepare", "work", "collect", "wake"].map((name) => `${name}/action.yml`);
  return {
    root: product,
    workflows: workflows.map((name) => `.github/workflows/${name}`),
    others: ["action.yml", ...actions, ".github/dependabot.yml"],
  };
}

/** An example where it lies once somebody has pasted it. */
async function exampleLayout(name: string, pasted: Readonly<Record<string, string>>): Promise<Layout> {
  const root = join(scratch.path, name);
  await mkdir(join(root, ".github/workflows"), { recursive: true });
  await mkdir(join(root, ".git"));
  for (const [to, from] of Object.entries(pasted))
    await cp(join(product, from), join(root, ".github/workflows", to));
  return { root, workflows: Object.keys(pasted).map((to) => `.github/workflows/${to}`), others: [] };
}

/** What `init` writes, with each of its options: both forms, pinned to a version or a commit, where minutes are free and where they are paid for. */
async function initLayouts(): Promise<Layout[]> {
  const pins = ["v1.2.3", "0123456789abcdef0123456789abcdef01234567"];
  const forms = [true, false].flatMap((own) =>
    pins.flatMap((pin) => [true, false].map((isPrivate) => ({ own, pin, private: isPrivate }))),
  );
  return Promise.all(
    forms.map(async (form, index) => {
      const written = await callerFiles(form);
      const root = join(scratch.path, `init-${index}`);
      await mkdir(join(root, ".github/workflows"), { recursive: true });
      await mkdir(join(root, ".git"));
      for (const [path, text] of written) await writeFile(join(root, path), text);
      return { root, workflows: [...written.keys()], others: [] };
    }),
  );
}

/** What a linter prints; its findings make it end with 1, everything else is a failure of its own. */
async function output(program: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { cwd, maxBuffer: 50_000_000, timeout: 120_000 }))
      .stdout;
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      error.code === 1 &&
      "stdout" in error &&
      error.stdout !== ""
    )
      return String(error.stdout);
    throw error;
  }
}

async function temporary(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "switchyard-lint-"));
  return { path, [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }) };
}
