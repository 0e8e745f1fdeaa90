/** The number of an option, if its text fits. Otherwise says so and ends with 2. */
export function whole(name: string, text: string, pattern: RegExp): number {
  if (!pattern.test(text)) fail(`--${name}: expected a whole number, got ${JSON.stringify(text)}.`);
  return Number(text);
}

/** Says what is wrong with the options, and ends with 2. */
export function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
