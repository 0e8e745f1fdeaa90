/**
 * Cuts the operations and webhooks that the embedded GitHub implements out of GitHub's OpenAPI description, into
 * test/contract/openapi-slice.json. Run by hand after adding a route: `node scripts/slice-openapi.ts`. The whole
 * description is 13 MB in a package of 385 MB, too much to depend on.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { routes } from "../src/local/github/routes.ts";

const source = "@octokit/openapi@23.0.2";
const target = new URL("../test/contract/openapi-slice.json", import.meta.url);
const webhooks = [
  ...[
    "opened",
    "edited",
    "closed",
    "reopened",
    "labeled",
    "unlabeled",
    "assigned",
    "unassigned",
    "locked",
    "unlocked",
  ].map((action) => `issues-${action}`),
  ...["created", "edited", "deleted"].map((action) => `issue-comment-${action}`),
  ...[
    "opened",
    "edited",
    "closed",
    "reopened",
    "synchronize",
    "labeled",
    "unlabeled",
    "assigned",
    "unassigned",
  ].map((action) => `pull-request-${action}`),
  ...["converted-to-draft", "ready-for-review", "locked", "unlocked"].map(
    (action) => `pull-request-${action}`,
  ),
  "push",
  "workflow-dispatch",
  "repository-dispatch-sample.collected",
] as const;
// Answers that no schema describes, and words for readers.
const dropped = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "x-github",
  "tags",
  "title",
  "deprecated",
]);

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
  "x-webhooks": z.record(z.string(), z.object({ post: z.object({ requestBody: z.unknown() }) })),
});

const run = promisify(execFile);
const directory = await mkdtemp(join(tmpdir(), "switchyard-openapi-"));
try {
  await run("npm", ["pack", source, "--silent"], { cwd: directory });
  const archive = "octokit-openapi-23.0.2.tgz";
  const file = "package/generated/api.github.com.json";
  await run("tar", ["-xzf", archive, file], { cwd: directory });
  const whole = description.parse(JSON.parse(await readFile(join(directory, file), "utf8")));
  const slice = cut(whole);
  await writeFile(target, `${JSON.stringify(slice)}\n`);
} finally {
  await rm(directory, { recursive: true, force: true });
}

function cut(whole: z.infer<typeof description>) {
  const paths: Record<string, Record<string, unknown>> = {};
  const missing: string[] = [];
  for (const { method, path } of [...routes, { method: "GET", path: "/rate_limit" }]) {
    // The root directory has no path of its own in the description.
    const known = whole.paths[path] ?? {};
    const operation = known[method.toLowerCase()];
    if (operation === undefined) missing.push(`${method} ${path}`);
    else paths[path] = { ...paths[path], [method.toLowerCase()]: strip(operation) };
  }
  process.stdout.write(
    `${Object.keys(paths).length} paths; not described: ${missing.join(", ") || "none"}\n`,
  );
  const events = Object.fromEntries(
    webhooks.map((name) => {
      const event = whole["x-webhooks"][name];
      if (event === undefined) throw new Error(`the description has no webhook ${name}`);
      return [name, strip(event.post.requestBody)];
    }),
  );
  return { source, paths, webhooks: events, components: reached({ paths, events }, whole.components) };
}

/** The components that are referred to, directly or not. */
function reached(from: unknown, all: Record<string, Record<string, unknown>>) {
  const components: Record<string, Record<string, unknown>> = {};
  const open = references(from);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [, , kind = "", name = ""] = reference.split("/");
    if (components[kind]?.[name] !== undefined) continue;
    const component = strip(all[kind]?.[name]);
    components[kind] = { ...components[kind], [name]: component };
    open.push(...references(component));
  }
  return components;
}

function references(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => `#/${path}`);
}

/** Without what only readers need; a property may be called like one of those, a keyword may not. */
function strip(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => inProperties || !dropped.has(key))
      .map(([key, inner]) => [key, strip(inner, key === "properties" && !inProperties)]),
  );
}
