import { afterAll, describe, expect, test } from "vitest";

import { type FaultKind, ableTo, faultKinds } from "./faults.ts";
import { openSweep } from "./sweep.ts";

const perKind = 3; // requests; `npm run sweep` plays all of them

const sweep = await openSweep();
afterAll(async () => sweep[Symbol.asyncDispose]());

/** The numbers of some requests that this fault can happen to, spread over the run; each kind takes others. */
function chosen(kind: FaultKind): number[] {
  const able = ableTo(kind, sweep.requests);
  const shift = faultKinds.indexOf(kind) / faultKinds.length;
  return Array.from(
    { length: Math.min(perKind, able.length) },
    (_, index) => able[Math.floor(((index + shift) * able.length) / perKind)] ?? 0,
  );
}

const cases = faultKinds.flatMap((kind) => chosen(kind).map((at) => ({ kind, at })));
const all = faultKinds.flatMap((kind) => ableTo(kind, sweep.requests)).length;

describe(`in ${cases.length} of ${all} cases: whichever request fails once, the issue is delivered once, and every log says whose fault it was`, () => {
  test.each(cases)("$kind at request $at", async (wanted) => {
    const verdict = await sweep.play(wanted);
    expect(verdict.struck).not.toBeNull();
    expect(verdict.broken).toEqual([]);
  });
});
