import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { configJsonSchema } from "../../src/core/config.ts";
import { type Default, defaults } from "../../src/core/defaults.ts";
import { defaultTemplate, promptFields } from "../../src/core/prompt.ts";
import { detectSetup } from "../../src/core/setup.ts";
import { table } from "./markdown.ts";

const Leaf = z.looseObject({
  description: z.string().optional(),
  default: z.unknown().optional(),
  type: z.string().optional(),
  const: z.union([z.string(), z.boolean()]).optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().optional(),
  get anyOf() {
    return z.array(Leaf).optional();
  },
  get items() {
    return Leaf.optional();
  },
  get properties() {
    return z.record(z.string(), Leaf).optional();
  },
  /** What every value of a map is like; false where no other names are allowed. */
  get additionalProperties() {
    return z.union([z.boolean(), Leaf]).optional();
  },
  required: z.array(z.string()).optional(),
});
type Leaf = z.infer<typeof Leaf>;

/** One setting as users write it: `limits.tasks`, `gates[].run`. */
export type Setting = {
  readonly name: string;
  readonly values: string;
  readonly default: string;
  readonly meaning: string;
};

/** What the schema itself does not say. */
const meanings: Readonly<Record<string, string>> = {
  "profiles.<name>.tools.allow":
    "Permission rules of Claude Code that let a tool run, in place of ours for the same tool",
  "profiles.<name>.tools.deny": "Permission rules that keep a tool from running",
  "profiles.<name>.model": "Full model id",
  "profiles.<name>.effort": "Thinking effort of the model",
  "profiles.<name>.permission-mode": "Claude Code's permission mode; `acceptEdits` when left out",
  "profiles.<name>.env-file": "Another place for the env file, or false for none",
  "profiles.<name>.skills": "Directories instead of those of `skills`",
  "profiles.<name>.agents": "Files instead of those of `agents`",
  "profiles.<name>.mcp": "Files instead of those of `mcp`",
  "profiles.<name>.guidance": "Files of the base commit instead of those of `guidance`",
  "labels.in-progress": "Shown while a task is at work",
  "labels.waiting": "Shown while a request waits for its next try",
  "labels.question": "For questions of the agent; nothing shows it yet",
  "labels.failed": "Shown when an attempt did not deliver and a person decides",
  "labels.delivered": "Shown when a pull request is open",
  "labels.answered": "Shown when the task ended in an answer",
  "labels.sensitive": "Put on a pull request that changes dependencies, builds or what CI executes",
  limits: "Money, time and amount",
  "pull-request": "How a change is proposed",
  "pull-request.draft": "Open pull requests as drafts",
  "pull-request.title": "Title of the pull request; `{title}` and `{issue}` are filled in",
  "pull-request.assign": "Who is assigned: the person who put the label on, nobody, or one login",
};

/** The JSON Schema of the config file, with a description of every setting. */
export function describedSchema(): Record<string, unknown> {
  return { ...configJsonSchema(), ...described(Leaf.parse(configJsonSchema()), "") };
}

/** Every setting, in the order of the schema. */
export function settings(): Setting[] {
  return settingsOf(Leaf.parse(describedSchema()), "");
}

/** Every setting as one table. */
export function settingsTable(): string {
  return table(
    ["setting", "values", "default", "meaning"],
    settings().map((setting) => [
      `\`${setting.name}\``,
      setting.values,
      setting.default === "" ? "" : `\`${setting.default}\``,
      setting.meaning,
    ]),
  );
}

/** The defaults that a setting of today's config can change, from the data file. */
export function defaultsTable(): string {
  const known = new Set(settings().map(({ name }) => name.replace(/^limits\./, "")));
  const rows = Object.entries<Default>(defaults).flatMap(([name, { value, unit, meaning }]) => {
    const shown = unit === "USD" ? `$${value}` : `${value} ${unit}`.trim();
    return known.has(name) ? [[`\`${name}\``, shown, meaning]] : [];
  });
  return table(["limit", "default", "meaning"], rows);
}

/** The fields of a prompt template. */
export function promptFieldsTable(): string {
  return table(
    ["field", "stands for"],
    Object.entries(promptFields).map(([name, meaning]) => [`\`{${name}}\``, meaning]),
  );
}

/** The template that holds when the repository has none. */
export function defaultTemplateBlock(): string {
  return `\`\`\`text\n${defaultTemplate.trimEnd()}\n\`\`\``;
}

/** What `setup: auto` runs for which file. */
export function setupTable(): string {
  const source = readFileSync(join(import.meta.dirname, "../../src/core/setup.ts"), "utf8");
  const files = [...source.matchAll(/file: "([^"]+)"/g)].map((match) => match[1] ?? "");
  return table(
    ["file", "command"],
    files.flatMap((file) =>
      detectSetup([{ directory: "", files: new Set([file]), texts: new Map() }], null).map(
        ({ run, because }) => [`\`${because}\``, `\`${run}\``],
      ),
    ),
  );
}

function described(schema: Leaf, path: string): Leaf {
  const limit = /(?:^|\.)limits\.(.+)$/.exec(path)?.[1] ?? "";
  const fromDefaults = Object.entries<Default>(defaults).find(([name]) => name === limit)?.[1];
  const description =
    meanings[path] ?? (fromDefaults === undefined ? schema.description : sentence(fromDefaults));
  return {
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(typeof schema.additionalProperties === "object"
      ? { additionalProperties: described(schema.additionalProperties, `${path}.<name>`) }
      : {}),
    ...(schema.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, child]) => [
              name,
              described(child, path === "" ? name : `${path}.${name}`),
            ]),
          ),
        }),
  };
}

function sentence({ meaning, unit }: Default): string {
  const text = `${meaning.slice(0, 1).toUpperCase()}${meaning.slice(1)}`;
  return unit === "" ? text : `${text}, in ${unit}`;
}

function settingsOf(schema: Leaf, path: string): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([part, child]) => {
    const name = path === "" ? part : `${path}.${part}`;
    if (child.properties !== undefined) return settingsOf(child, name);
    const items = [child, ...(child.anyOf ?? [])].flatMap((one) =>
      one.items?.properties === undefined ? [] : settingsOf(one.items, `${name}[]`),
    );
    const isRequired = schema.required?.includes(part) ?? false;
    return [
      {
        name,
        values: valuesOf(child),
        default: isRequired ? "" : textOf(child.default),
        meaning: `${child.description ?? ""}${isRequired ? " (required)" : ""}`,
      },
      ...items,
      ...(typeof child.additionalProperties === "object"
        ? settingsOf(child.additionalProperties, `${name}.<name>`)
        : []),
    ];
  });
}

function valuesOf(schema: Leaf): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(valuesOf).join(" or ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.type === "array") return schema.items?.properties === undefined ? "list of texts" : "list";
  if (typeof schema.additionalProperties === "object")
    return schema.additionalProperties.properties === undefined ? "texts by name" : "settings by name";
  if (schema.type === "boolean") return "`true`, `false`";
  if (schema.type === "string")
    return schema.pattern === undefined ? "text" : `text that matches \`${schema.pattern}\``;
  const { minimum, exclusiveMinimum, maximum } = schema;
  const from = exclusiveMinimum === undefined ? `${minimum ?? 0}` : `more than ${exclusiveMinimum}`;
  return `${schema.type === "integer" ? "whole number" : "number"}, ${from} to ${maximum ?? "any"}`;
}

function textOf(value: unknown): string {
  return typeof value === "string"
    ? value
    : value === undefined
      ? ""
      : Array.isArray(value)
        ? `[${value.join(", ")}]`
        : JSON.stringify(value);
}
