import { readFile } from "node:fs/promises";

import { z } from "zod";

import { UserError } from "../core/errors.ts";

const root = new URL("../../", import.meta.url); // of src/cli and of lib/cli alike

/** Text of a file that the package ships, by its path from the root. */
export async function productFile(path: string): Promise<string> {
  return readFile(new URL(path, root), "utf8");
}

/** The version of this package, `1.2.3`. */
export async function productVersion(): Promise<string> {
  return z.object({ version: z.string() }).parse(JSON.parse(await productFile("package.json"))).version;
}

/** What `uses:` names after the `@`: what was asked for, by default the tag of this package's version. A branch is refused, since it moves. */
export async function pinOf(wanted: string | undefined, option = "--pin"): Promise<string> {
  const pin = wanted ?? `v${await productVersion()}`;
  if (/^(?:v\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.]+)?|[0-9a-f]{40})$/.test(pin)) return pin;
  throw new UserError(
    `${option}: expected a version tag such as v1.2.3 or a full commit id, got ${JSON.stringify(pin)}. A branch moves under you.`,
  );
}
