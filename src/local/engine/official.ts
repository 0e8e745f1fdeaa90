import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import type { TemplateParseResult } from "@actions/workflow-parser/templates/template-parse-result";
import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/template-token";
import { messageOf, UserError } from "../../core/errors.ts";
import { place, refusal } from "./yaml-node.ts";
import type { Json, Node, Position } from "./yaml-node.ts";

/**
 * The one place that touches GitHub's own parser and expression packages (0.3.61). They import JSON without the
 * import attribute that Node demands, so a hook serves those files as modules while they load.
 */
const hooks = registerHooks({
  load(url, context, nextLoad) {
    if (!url.includes("/@actions/") || !url.endsWith(".json")) return nextLoad(url, context);
    return {
      format: "module",
      shortCircuit: true,
      source: `export default ${readFileSync(new URL(url), "utf8")}`,
    };
  },
});
const parser = await import("@actions/workflow-parser");
const { parseAction } = await import("@actions/workflow-parser/actions/action-parser");
const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");
hooks.deregister();

/**
 * Keys that GitHub accepts and this version of its parser does not know. `cache-mode`: changelog of 2026-09-10;
 * without a cache service there is nothing to restrict.
 */
const newerKeys = ["cache-mode"];

/** What an expression can see. A context that is absent reads as null. */
export type Scope = {
  readonly contexts: Readonly<Record<string, Json>>;
  readonly functions: Readonly<Record<string, (...values: Json[]) => Json>>;
};

/** The tree of a workflow file. Throws a UserError that lists every problem with its line. */
export function parseWorkflowFile(file: string, content: string): Node {
  return treeOf(file, parser.parseWorkflow({ name: file, content }, new parser.NoOperationTraceWriter()));
}

/** The tree of an `action.yml`. Throws a UserError that lists every problem with its line. */
export function parseActionFile(file: string, content: string): Node {
  return treeOf(file, parseAction({ name: file, content }, new parser.NoOperationTraceWriter()));
}

/** The value of one expression (without `${{ }}`). Throws a UserError that quotes the expression. */
export function evaluate(source: string, scope: Scope, at: Position): Json {
  try {
    const tokens = tokensOf(source);
    const functions = Object.entries(scope.functions).map(([name, call]) => definition(name, call));
    const names = [...new Set([...contextNames, ...Object.keys(scope.contexts)])];
    const tree = new Parser(tokens, names, functions).parse();
    const used = new Set(tokens.map((token) => token.lexeme.toLowerCase()));
    const contexts = new data.Dictionary(
      ...names
        .filter((name) => used.has(name))
        .map((name) => ({ key: name, value: toData(scope.contexts[name] ?? null) })),
    );
    const value = new Evaluator(
      tree,
      contexts,
      new Map(functions.map((one) => [one.name.toLowerCase(), one])),
    );
    return fromData(value.evaluate());
  } catch (error) {
    throw new UserError(`${place(at)}: cannot evaluate \${{ ${source} }}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Whether an expression calls one of these functions; names are compared as GitHub does, without case. */
export function calls(source: string, functions: readonly string[]): boolean {
  const tokens = tokensOf(source);
  return tokens.some(
    (token, index) => functions.includes(token.lexeme.toLowerCase()) && tokens[index + 1]?.lexeme === "(",
  );
}

const contextNames = [
  "github",
  "env",
  "vars",
  "job",
  "jobs",
  "steps",
  "runner",
  "secrets",
  "strategy",
  "matrix",
  "needs",
  "inputs",
];

/** The official lexer unescapes the first `''` of a string only; the parser itself writes strings with several. */
function tokensOf(source: string): ReturnType<InstanceType<typeof Lexer>["lex"]>["tokens"] {
  const { tokens } = new Lexer(source).lex();
  return tokens.map((token) =>
    token.lexeme.startsWith("'")
      ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
      : token,
  );
}

type Data = ReturnType<InstanceType<typeof Evaluator>["evaluate"]>;

function definition(name: string, call: (...values: Json[]) => Json): FunctionDefinition {
  return { name, minArgs: 0, maxArgs: 255, call: (...values) => toData(call(...values.map(fromData))) };
}

function toData(value: Json): Data {
  if (value === null) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (isList(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: toData(entry) })));
}

function fromData(value: Data): Json {
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
  }
  if (value instanceof data.Array) return value.values().map(fromData);
  if (value instanceof data.BooleanData) return value.value;
  if (value instanceof data.NumberData) return value.number();
  return value instanceof data.Null ? null : value.coerceString();
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function treeOf(file: string, { context, value }: TemplateParseResult): Node {
  const problems = context.errors
    .getErrors()
    .filter((error) => !newerKeys.some((key) => error.rawMessage === `Unexpected value '${key}'`))
    .map(
      (error) =>
        `${file}:${error.range?.start.line ?? 1}:${error.range?.start.column ?? 1}: ${error.rawMessage}`,
    );
  if (value === undefined && problems.length === 0) problems.push(`${file}:1:1: the file is empty`);
  if (value === undefined || problems.length > 0) throw new UserError(problems.join("\n"));
  return nodeOf(file, value);
}

function nodeOf(file: string, token: TemplateToken): Node {
  const at = { file, line: token.range?.start.line ?? 1, column: token.range?.start.column ?? 1 };
  if (parser.isMapping(token)) {
    const found = new Map<string, Node>();
    for (let index = 0; index < token.count; index += 1) {
      const { key, value } = token.get(index);
      if (key.isExpression) throw refusal(at, "an expression as a key (`${{ insert }}`)");
      found.set(key.toString(), nodeOf(file, value));
    }
    return { kind: "mapping", entries: found, at };
  }
  if (parser.isSequence(token)) {
    const list: Node[] = [];
    for (let index = 0; index < token.count; index += 1) list.push(nodeOf(file, token.get(index)));
    return { kind: "sequence", items: list, at };
  }
  if (parser.isBasicExpression(token)) return { kind: "expression", source: token.expression, at };
  if (parser.isString(token) || parser.isNumber(token) || parser.isBoolean(token)) {
    return { kind: "scalar", value: token.value, at };
  }
  return { kind: "scalar", value: null, at };
}
