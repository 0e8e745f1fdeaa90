/** A problem that the reader can fix. Its message says what was expected, what came, and what to write instead. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** GitHub takes no artifact of this account: its storage is full. */
export class NoSpaceError extends UserError {}

/** Fails to compile when a union is not exhausted; throws if it happens at run time all the same. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

/** The message of anything that can be thrown, without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
