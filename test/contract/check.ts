import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { z } from "zod";
import type { Exchange, LocalGitHub, RepositoryEvent } from "../../src/local/contract.ts";
import { unknownProperties } from "./unknown-properties.ts";

/** What was seen, and every deviation from GitHub's own OpenAPI description. */
export type ContractRecord = {
  readonly problems: string[];
  /** `METHOD /path status` of each kind of exchange that was checked. */
  readonly covered: Set<string>;
};

const schema = z.record(z.string(), z.unknown());
const content = z.object({
  content: z.record(z.string(), z.object({ schema: schema.optional() })).optional(),
});
const parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  schema,
});
const operation = z.object({
  parameters: z.array(z.unknown()).default([]),
  requestBody: content.extend({ required: z.boolean().default(false) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const slice = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  webhooks: z.record(z.string(), content),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
});

// The description lists these unevenly: any operation can answer so.
const everywhere = new Set([304, 401, 403, 404, 429]);
// What GitHub answers all the same: refused inputs of a manual start, a variable that exists.
const undescribed = new Set([
  "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches 422",
  "POST /repos/{owner}/{repo}/actions/variables 409",
]);
const greedy = new Set(["ref", "path", "basehead", "branch"]);

const described = slice.parse(
  convert(JSON.parse(readFileSync(new URL("openapi-slice.json", import.meta.url), "utf8"))),
);
const formats = {
  ...fullFormats,
  "repo.nwo": true,
  // GitHub's own bots have addresses with brackets: 41898282+github-actions[bot]@users.noreply.github.com
  email: /^[^\s@]+@[^\s@]+$/,
} as const;
const ajv = new Ajv({ strict: false, allErrors: true, formats });
ajv.addSchema({ $id: "slice", components: described.components });
const validators = new Map<unknown, ValidateFunction>();
const operations = Object.entries(described.paths).map(([path, methods]) => ({
  path,
  methods,
  pattern: patternOf(path),
}));

/** The ways in which a request, or the answer to it, deviates from GitHub's description; empty when it does not. */
export function checkExchange(exchange: Exchange): string[] {
  const url = new URL(exchange.path.replace(/\/contents(\?|$)/, "/contents/$1"), "http://api");
  const found = findOperation(exchange.method, url.pathname);
  if (found === null) return [`${exchange.method} ${url.pathname}: no such operation`];
  const name = `${exchange.method} ${found.path}`;
  const known = undescribed.has(`${name} ${exchange.status}`);
  const answered = known ? [] : checkAnswer(found.operation, exchange);
  // GitHub refuses a wrong request too; what a test sends on purpose to be refused is no defect of ours.
  const refused = exchange.status === 400 || exchange.status === 422;
  const asked = refused
    ? []
    : [...checkParameters(found, url), ...checkBody(found.operation, exchange.requestBody)];
  return [...asked, ...answered].map((problem) => `${name}: ${problem}`);
}

/** The ways in which a webhook payload deviates; events that the slice leaves out are not looked at. */
export function checkEvent(event: RepositoryEvent): string[] {
  const action = event.payload["action"];
  const plain = event.name.replaceAll("_", "-");
  const name =
    event.name === "repository_dispatch"
      ? "repository-dispatch-sample.collected"
      : typeof action === "string"
        ? `${plain}-${action.replaceAll("_", "-")}`
        : plain;
  const known = described.webhooks[name]?.content?.["application/json"]?.schema;
  if (known === undefined) return [];
  // The sample is of one action; the action of a repository_dispatch is free text.
  const payload =
    event.name === "repository_dispatch" ? { ...event.payload, action: "sample.collected" } : event.payload;
  return validate(known, payload).map((problem) => `webhook ${name}: ${problem}`);
}

/** Checks all that passes through an embedded GitHub from now on. */
export function recordContract(github: LocalGitHub): ContractRecord {
  const record: ContractRecord = { problems: [], covered: new Set() };
  github.onExchange((exchange) => {
    const { pathname } = new URL(exchange.path, "http://api");
    if (!/^\/(repos|users?|rate_limit)(\/|$)/.test(pathname)) return;
    record.problems.push(...checkExchange(exchange));
    const found = findOperation(exchange.method, pathname);
    record.covered.add(`${exchange.method} ${found?.path ?? pathname} ${exchange.status}`);
  });
  github.onEvent((event) => record.problems.push(...checkEvent(event)));
  return record;
}

type Found = {
  readonly path: string;
  readonly operation: z.infer<typeof operation>;
  readonly values: Record<string, string>;
};

function findOperation(method: string, pathname: string): Found | null {
  const candidates: Found[] = [];
  for (const { path, methods, pattern } of operations) {
    const match = pattern.exec(pathname);
    const known = methods[method.toLowerCase()];
    if (match !== null && known !== undefined)
      candidates.push({ path, operation: known, values: match.groups ?? {} });
  }
  // A literal segment is a better match than a parameter.
  const parameters = ({ values }: Found) => Object.keys(values).length;
  const greed = ({ path }: Found) => [...greedy].filter((name) => path.includes(`{${name}}`)).length;
  return candidates.sort((a, b) => greed(a) - greed(b) || parameters(a) - parameters(b))[0] ?? null;
}

function checkParameters({ operation: asked, values }: Found, url: URL): string[] {
  const known = asked.parameters.map((one) => parameter.parse(resolve(one)));
  const problems: string[] = [];
  for (const { name, in: place, required, schema: wanted } of known) {
    if (place === "header") continue;
    const raw = place === "path" ? values[name] : url.searchParams.get(name);
    if (raw === null || raw === undefined) {
      if (required && place === "query") problems.push(`query parameter ${name} is missing`);
      continue;
    }
    const text = decodeURIComponent(raw);
    // A parameter is text; what it may mean is what the schema allows.
    const readings: unknown[] = [text, text.split(",")];
    if (/^-?\d+$/.test(text)) readings.push(Number(text));
    if (text === "true" || text === "false") readings.push(text === "true");
    if (!readings.some((reading) => validate(wanted, reading).length === 0)) {
      problems.push(`${place} parameter ${name} cannot be ${JSON.stringify(text)}`);
    }
  }
  const names = new Set(known.filter(({ in: place }) => place === "query").map(({ name }) => name));
  for (const name of url.searchParams.keys())
    if (!names.has(name)) problems.push(`unknown query parameter ${name}`);
  return problems;
}

function checkBody(asked: z.infer<typeof operation>, body: unknown): string[] {
  const wanted = asked.requestBody?.content?.["application/json"]?.schema;
  if (body === undefined) return asked.requestBody?.required === true ? ["the body is missing"] : [];
  // Octokit sends `{}` where nothing is expected.
  if (wanted === undefined) return JSON.stringify(body) === "{}" ? [] : ["a body is not expected"];
  const unknown = unknownProperties({ schema: wanted, value: body, resolve });
  return [...validate(wanted, body), ...unknown.map((path) => `unknown property ${path}`)].map(
    (problem) => `body: ${problem}`,
  );
}

function checkAnswer(asked: z.infer<typeof operation>, { status, responseBody }: Exchange): string[] {
  const known = asked.responses[String(status)];
  if (known === undefined)
    return everywhere.has(status) || status >= 500 ? [] : [`status ${status} is not described`];
  const wanted = content.parse(resolve(known)).content?.["application/json"]?.schema;
  if (wanted === undefined || responseBody === undefined) return [];
  return validate(wanted, responseBody).map((problem) => `answer ${status}: ${problem}`);
}

function validate(wanted: Record<string, unknown>, value: unknown): string[] {
  const validator = validators.get(wanted) ?? ajv.compile(wanted);
  validators.set(wanted, validator);
  if (validator(value)) return [];
  return (validator.errors ?? [])
    .slice(0, 8)
    .map(({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`);
}

function resolve(value: unknown): unknown {
  const { data } = z.object({ $ref: z.string() }).safeParse(value);
  if (data === undefined) return value;
  const [, , kind = "", name = ""] = data.$ref.split("/");
  return described.components[kind]?.[name];
}

function patternOf(path: string): RegExp {
  const source = path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${greedy.has(name) ? ".*" : "[^/]+"})`,
  );
  return new RegExp(`^${source}$`);
}

/** OpenAPI 3.0 as JSON Schema: `nullable`, overlapping `oneOf`, and where references lead. */
function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, oneOf, $ref, ...rest } = schema.parse(value);
  const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, convert(one)]));
  const whole = {
    ...inner,
    ...(Array.isArray(oneOf)
      ? { anyOf: [...(Array.isArray(inner["anyOf"]) ? inner["anyOf"] : []), ...oneOf.map(convert)] }
      : {}),
    ...(typeof $ref === "string" ? { $ref: $ref.replace("#/", "slice#/") } : {}),
  };
  return nullable === true ? { anyOf: [whole, { type: "null" }] } : whole;
}
