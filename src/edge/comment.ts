import { z } from "zod";

import type { GitHub } from "./github.ts";

/** The text of a comment by its GraphQL id; null when it is gone. */
export async function readComment(github: GitHub, id: string): Promise<string | null> {
  const { node } = await github.graphql({
    doing: "reading the workpad",
    document: `query comment($id: ID!) { node(id: $id) { ... on IssueComment { body } } }`,
    variables: { id },
    schema: z.object({ node: z.object({ body: z.string() }).nullable() }),
  });
  return node?.body ?? null;
}

/** Writes the text of a comment. */
export async function writeComment(github: GitHub, id: string, body: string): Promise<void> {
  await github.graphql({
    doing: "writing the workpad",
    document: `mutation comment($id: ID!, $body: String!) { updateIssueComment(input: { id: $id, body: $body }) { clientMutationId } }`,
    variables: { id, body },
    schema: z.object({ updateIssueComment: z.unknown() }),
  });
}
