import { z } from "zod";

import { firstOf } from "./log-line.ts";

/** Where the env file is written in the checkout. */
export const EnvFilePath = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (path) =>
      !/^[/~]|[\\\0\n\r]|\/$/.test(path) &&
      path.split("/").every((part) => !["", ".", "..", ".git", ".github"].includes(part)),
    { message: "is a path in the checkout, such as .env or web/.env.local" },
  );

const shortest = 8; // characters; shorter values are names and numbers that are found everywhere

/** The values of an env file that could be secrets: neither short nor a plain word such as `development`. */
export function secretValues(variables: Readonly<Record<string, string>>): string[] {
  return [...new Set(Object.values(variables))].filter(
    (value) => value.length >= shortest && !/^[A-Za-z]+$/.test(value),
  );
}

/** Why a change with copies in these files is handed over to nobody. */
export function copiedText(copies: readonly string[]): string {
  return `The change holds a value of the env file, in ${firstOf(copies)}, and was not handed over. Leave out of the env file what is no secret, or say in the issue that code takes such values from the environment.`;
}

/** A text without these values. */
export function without(values: readonly string[], text: string): string {
  return values
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.replaceAll(value, "***"), text);
}
