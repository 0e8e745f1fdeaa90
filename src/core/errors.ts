/** A problem that the reader can fix. Its message says what was expected, what came, and what to write instead. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/**
 * A service did not do what it was asked for, and nobody here has to mend that: it gave no answer, had a fault of its own, or was asked too often.
 * Its message is one sentence, and one that says what happens next.
 */
export class OutageError extends UserError {
  /** The first sentence, without its full stop: what could not be done, and what the service said. */
  readonly what: string;

  constructor(what: string, options?: ErrorOptions) {
    const sentence = what.replaceAll(/\s+/g, " ").replace(/\.$/, "");
    super(`${sentence}. Nothing is lost; the next tick goes on.`, options);
    this.what = sentence;
  }
}

/** The other side does not let this job have or do something: a right is missing, or what was named is not there. */
export class RefusedError extends UserError {}

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
