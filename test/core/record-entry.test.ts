import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { formatEntry, parseEntry, subject } from "../../src/core/record-entry.ts";
import { applyEvent, emptyState } from "../../src/core/record.ts";
import { now } from "./world.ts";

const folder = join(import.meta.dirname, "records");
const golden = (name: string): string => readFileSync(join(folder, name), "utf8");

/** The entry of a golden text; throws when it cannot be read. */
function read(message: string) {
  const found = parseEntry(message);
  if (!found.ok) throw new Error(found.why);
  return found.entry;
}

describe("entries of version 1, which must be readable for ever", () => {
  test.for(readdirSync(folder))("%s is read, and keeps its subject", (name) => {
    const message = golden(name);
    const entry = read(message);
    expect(entry.event.type).toBe(name.replace(/^\d+-(.*)\.txt$/, "$1"));
    expect(subject(entry.event)).toBe(message.split("\n")[0]);
  });

  test("the first fields that a record ever had suffice: what was added later has a default", () => {
    const { state } = read(golden("01-requested.txt"));
    expect(state).toMatchObject({
      phase: "requested",
      starts: [],
      "used-at": null,
      "used-run": 0,
      branch: null,
    });
    const { claim } = read(golden("02-claimed.txt")).state;
    expect(claim).toMatchObject({ profile: null, scopes: [], pool: "default", answer: false, reserved: 5 });
  });

  test("each follows from the one before: the state that a text holds is the one that its event leads to", () => {
    let state = emptyState;
    for (const name of readdirSync(folder)) {
      const entry = read(golden(name));
      if (entry.event.type === "unknown") throw new Error(`${name} is of no known type`);
      state = applyEvent(state, entry.event, entry.at);
      // What an entry says of things that were not known then is not compared.
      const { phase, attempts, total, spent, request } = state;
      expect({ name, ...entry.state }).toMatchObject({ name, phase, attempts, total, spent, request });
    }
  });
});

describe("entries of others", () => {
  const message = golden("02-claimed.txt");
  const changed = (change: (body: Record<string, unknown>) => Record<string, unknown>): string => {
    const at = message.indexOf("\n\n") + 2;
    const body: Record<string, unknown> = JSON.parse(message.slice(at));
    return `${message.slice(0, at)}${JSON.stringify(change(body))}\n`;
  };

  test("fields that a newer writer added to the state survive what we write on top", () => {
    const newer = changed((body) => ({
      ...body,
      version: 2,
      state: { ...Object(body["state"]), mood: { colour: "blue" }, phase: "claimed" },
    }));
    const first = read(newer);
    const state = applyEvent(first.state, { type: "cancel-requested", by: "maria", why: "no" }, now);
    const written = formatEntry({
      nonce: "n",
      at: now,
      event: { type: "cancel-requested", by: "maria", why: "no" },
      state,
    });
    expect(JSON.parse(written.slice(written.indexOf("\n\n")))).toMatchObject({
      state: { mood: { colour: "blue" } },
    });
    expect(read(written).state.later).toEqual({ mood: { colour: "blue" } });
  });

  test("an event of a newer version is known by its name, and its state counts", () => {
    const entry = read(changed((body) => ({ ...body, version: 2, event: { type: "danced", steps: 3 } })));
    expect(entry.event).toEqual({ type: "unknown", name: "danced" });
    expect(subject(entry.event)).toBe("danced (of a newer version)");
    expect(entry.state.claim?.attempt).toBe(1);
  });

  test("one that demands a newer reader says which, and what to do", () => {
    expect(parseEntry(changed((body) => ({ ...body, "min-reader": 7 })))).toEqual({
      ok: false,
      why: "the record was written by a newer Switchyard (needs reader 7, this is 1): update the pinned version",
    });
  });

  test.for([
    ["no JSON at all", "not ours\n\nhello"],
    ["no body", "subject alone"],
    ["a state without a phase", changed((body) => ({ ...body, state: {} }))],
    ["a nonce that is no text", changed((body) => ({ ...body, nonce: 4 }))],
  ])("%s is a reason, never a throw", ([, text = ""]) => {
    expect(parseEntry(text)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/^the record is not readable: /),
    });
  });
});
