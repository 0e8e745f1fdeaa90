import { readFileSync } from "node:fs";
import { buildSchema, execute, type GraphQLSchema, parse, validate, GraphQLError } from "graphql";
import { z } from "zod";
import { demand, issueNeed } from "../access.ts";
import { Failure } from "../failure.ts";
import type { Allowance } from "../http/rate-limit.ts";
import type { Answer, Call } from "../router.ts";
import { accountNode, nodeOfAccount } from "./account.ts";
import { errorShape, fieldError } from "./failure.ts";
import { commentNode, issueNode, labelNode } from "./issue.ts";
import { mutations, subjectNode } from "./mutations.ts";
import { pullNode } from "./pull.ts";
import { findRepository, repositoryNode } from "./repository.ts";
import type { View } from "./view.ts";

const sent = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

let schema: GraphQLSchema | null = null; // reading it takes 10 ms that a start need not wait for

/** The name of the operation that a GraphQL request asks for, or its first field when it has none. */
export function readOperation(body: unknown): string {
  const { data } = sent.safeParse(body);
  if (data === undefined) return "?";
  if (data.operationName) return data.operationName;
  const [, name] =
    /\b(?:query|mutation)\s+(\w+)/.exec(data.query) ?? /\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(data.query) ?? [];
  return name ?? "?";
}

/** Answers a GraphQL request: 200 with `data` and `errors`, as GitHub does for all but unreadable ones. */
export async function answerGraphql(call: Call, allowance: Allowance): Promise<Answer> {
  if (call.actor.kind === "anonymous")
    throw new Failure(401, "This endpoint requires you to be authenticated.");
  const { data: asked } = sent.safeParse(call.body);
  if (asked === undefined)
    throw new Failure(400, "A query attribute must be specified and must be a string.");
  schema ??= buildSchema(readFileSync(new URL("schema.graphql", import.meta.url), "utf8"));
  const document = readDocument(asked.query);
  const problems = document instanceof GraphQLError ? [document] : validate(schema, document);
  if (document instanceof GraphQLError || problems.length > 0) {
    return { status: 200, json: { errors: problems.map(errorShape) } };
  }
  const view = viewOf(call);
  const result = await execute({
    schema,
    document,
    rootValue: { ...queries(view, allowance), ...mutations(view) },
    variableValues: asked.variables ?? {},
    operationName: asked.operationName ?? null,
  });
  const { data, errors } = result;
  return {
    status: 200,
    json: {
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors: errors.map(errorShape) }),
    },
  };
}

function readDocument(query: string) {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function viewOf(call: Call): View {
  const view: View = {
    ...call,
    nodes: {
      issue: (issue) => issueNode(view, issue),
      pull: (issue) => pullNode(view, issue),
      repository: (repository) => repositoryNode(view, repository),
    },
  };
  return view;
}

function queries(view: View, { limit, used, reset }: Allowance) {
  const { world, actor } = view;
  return {
    repository: (wanted: { owner: string; name: string }) =>
      repositoryNode(view, findRepository(view, wanted)),
    viewer: () => {
      if (actor.kind === "anonymous") return null;
      return { ...accountNode(world, actor.login), __typename: "User" };
    },
    rateLimit: () => ({
      cost: 1,
      limit,
      used: used + 1,
      remaining: Math.max(0, limit - used - 1),
      nodeCount: 0,
      resetAt: new Date(reset * 1000).toISOString(),
    }),
    node: ({ id }: { id: string }) => nodeOf(view, id),
  };
}

function nodeOf(view: View, id: string) {
  const node = view.world.nodes.get(id);
  if (node === undefined)
    throw fieldError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
  if (node.kind === "account") return nodeOfAccount(view.world, node.account);
  if (node.kind === "repository") {
    const [owner = "", name = ""] = node.repository.fullName.split("/");
    return repositoryNode(view, findRepository(view, { owner, name }));
  }
  if (node.kind === "label") return { __typename: "Label", ...labelNode(node.label) };
  demand(view.actor, node.issue.repository, issueNeed(node.issue, "read", "read"));
  return node.kind === "issue" ? subjectNode(view, node.issue) : commentNode(view, node.issue, node.comment);
}
