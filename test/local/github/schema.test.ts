import { readFileSync } from "node:fs";
import { schema as github } from "@octokit/graphql-schema";
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { expect, test } from "vitest";

const read = (text: string) => buildSchema(text, { assumeValid: true });
const ours = read(
  readFileSync(new URL("../../../src/local/github/graphql/schema.graphql", import.meta.url), "utf8"),
);
const published = read(github.idl);

// On github.com since 2025, and not in the package's older copy of the schema.
const newer = new Set([
  "Issue.blockedBy",
  "Issue.issueType",
  "IssueType",
  "Mutation.addBlockedBy",
  "AddBlockedByInput",
  "AddBlockedByPayload",
]);

test("every type, field, argument and value of our schema is in GitHub's, with the same type", () => {
  const known = describe(published);
  const invented = [...describe(ours)]
    .filter(
      ([name]) =>
        !newer.has(name) && !newer.has(name.split(/[.(]/)[0] ?? "") && !newer.has(name.split("(")[0] ?? ""),
    )
    .filter(([name, type]) => known.get(name) !== type)
    .map(([name, type]) => `${name}: ${type}, GitHub: ${known.get(name) ?? "nothing"}`);
  expect(invented).toEqual([]);
});

test("the comparison notices a field that GitHub lacks and an argument of another type", () => {
  const known = describe(published);
  const wrong = describe(
    buildSchema(
      "type Query { repository(owner: Int!, name: String!): Repository } type Repository { stars: Int }",
    ),
  );
  const found = [...wrong].filter(([name, type]) => known.get(name) !== type).map(([name]) => name);
  expect(found).toEqual(["Query.repository(owner)", "Repository.stars"]);
});

/** All that a schema names, and its type: `Issue.labels(first)` → `Int`. */
function describe(schema: GraphQLSchema): Map<string, string> {
  const named = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    named.set(type.name, type.constructor.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) named.set(`${type.name}.${name}`, "value");
    if (isUnionType(type))
      for (const { name } of type.getTypes()) named.set(`${type.name}.${name}`, "member");
    if (isInputObjectType(type)) {
      for (const { name, type: inner } of Object.values(type.getFields()))
        named.set(`${type.name}.${name}`, String(inner));
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { name } of type.getInterfaces()) named.set(`${type.name}.${name}`, "interface");
    for (const field of Object.values(type.getFields())) {
      named.set(`${type.name}.${field.name}`, String(field.type));
      for (const argument of field.args)
        named.set(`${type.name}.${field.name}(${argument.name})`, String(argument.type));
    }
  }
  return named;
}
