import { expect, test } from "vitest";

import { fc, forAll, fuzz } from "./property.ts";

test.each([
  ["forAll", forAll],
  ["fuzz", fuzz],
])("a property that fails names the seed with which it fails again: %s", (_, assert) => {
  const failing = () => assert<[number]>([fc.nat()], (number) => expect(number).toBe(-1));
  expect(failing).toThrow(/seed: -?\d+, path: "\d/);
});
