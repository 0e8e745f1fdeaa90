import { GraphQLError } from "graphql";
import { Failure } from "../failure.ts";

/** What GitHub puts beside each error of a GraphQL answer. */
export type ErrorType =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "UNPROCESSABLE"
  | "MISSING_PAGINATION_BOUNDARIES"
  | "EXCESSIVE_PAGINATION";

/** An error of one field, with GitHub's `type`. */
export function fieldError(type: ErrorType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** An error as GitHub words it: `type` stands beside `message`, and a failure of the REST side maps to one. */
export function errorShape(error: GraphQLError) {
  const { message, path, locations, originalError, extensions } = error;
  const type = originalError instanceof Failure ? typeOf(originalError) : extensions["type"];
  return {
    ...(type === undefined ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message: originalError instanceof Failure ? messageOf(originalError) : message,
  };
}

function typeOf(failure: Failure): ErrorType {
  if (failure.status === 404) return "NOT_FOUND";
  return failure.status === 422 || failure.status === 405 ? "UNPROCESSABLE" : "FORBIDDEN";
}

function messageOf(failure: Failure): string {
  const [first] = failure.problems ?? [];
  if (first === undefined) return failure.message;
  if (typeof first === "string") return first;
  return first.message ?? `${first.field ?? "input"} ${first.code.replaceAll("_", " ")}`;
}
