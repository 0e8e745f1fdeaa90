import { credentialFields, credentialKinds } from "../../src/core/credential.ts";
import { priceList, priceSource } from "../../src/core/prices.ts";
import { table } from "./markdown.ts";

/** The fields of an entry of the pool, and for which kinds they are. */
export function credentialFieldsTable(): string {
  const kinds = (names: readonly string[]): string =>
    names.length === credentialKinds.length ? "all" : names.map((name) => `\`${name}\``).join(", ");
  return table(
    ["field", "meaning", "known by", "needed by"],
    [
      ["`kind`", `What it is: ${credentialKinds.map((kind) => `\`${kind}\``).join(", ")}`, "all", "all"],
      ...credentialFields().map(({ name, meaning, kinds: known, neededBy }) => [
        `\`${name}\``,
        meaning,
        kinds(known),
        kinds(neededBy),
      ]),
    ],
  );
}

/** The list prices that limits of money are counted by, with their source. */
export function pricesTable(): string {
  const dollars = (amount: number): string => `$${Number(amount.toFixed(4))}`;
  const rows = priceList.map(([name, price]) => [
    `\`${name}\``,
    ...[price.input, price.output, price.cacheRead, price.cacheWrite, price.cacheWriteHour].map(dollars),
  ]);
  return [
    table(["model", "input", "output", "cache read", "cache write, 5 min", "cache write, 1 h"], rows),
    `US dollars for a million tokens. Source: <${priceSource.address}>, as of ${priceSource.date}.`,
  ].join("\n\n");
}
