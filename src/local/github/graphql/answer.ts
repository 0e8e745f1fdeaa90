import { z } from "zod";
import { Failure } from "../failure.ts";
import type { Allowance } from "../http/rate-limit.ts";
import type { Answer, Call } from "../router.ts";

const sent = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** The name of the operation that a GraphQL request asks for, or its first field when it has none. */
export function readOperation(body: unknown): string {
  const { data } = sent.safeParse(body);
  if (data === undefined) return "?";
  if (data.operationName) return data.operationName;
  return (
    /\b(?:query|mutation)\s+(\w+)/.exec(data.query)?.[1] ??
    /\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(data.query)?.[1] ??
    "?"
  );
}

export async function answerGraphql(_call: Call, _allowance: Allowance): Promise<Answer> {
  throw new Failure(501, "GraphQL comes next");
}
