import { deflateRawSync } from "node:zlib";

import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";

import { openArchive } from "../../src/edge/archive.ts";
import { fc } from "../core/property.ts";

const limits = { "envelope.json": 1_000, "changes.json": 5_000_000 };
const bytes = (text: string) => new TextEncoder().encode(text);
const honest = { "envelope.json": bytes('{"a":1}'), "changes.json": bytes("x".repeat(2_000)) };
const why = (archive: Uint8Array) => {
  const opened = openArchive(archive, limits);
  return opened.ok ? "" : opened.why;
};

/** A zip of one deflated entry, each field of whose records can be another than it should be. */
function forged(
  change: {
    name?: string;
    declared?: number;
    flags?: number;
    method?: number;
    attributes?: number;
    localName?: string;
    localMethod?: number;
    at?: number;
    content?: Buffer;
    count?: number;
    directory?: number;
    tail?: Buffer;
  } = {},
): Uint8Array {
  const name = Buffer.from(change.name ?? "envelope.json", "latin1");
  const localName = Buffer.from(change.localName ?? change.name ?? "envelope.json", "latin1");
  const content = change.content ?? deflateRawSync(Buffer.from("{}"));
  const size = change.declared ?? 2;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(change.flags ?? 0, 6);
  local.writeUInt16LE(change.localMethod ?? change.method ?? 8, 8);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(localName.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(3 << 8, 4);
  central.writeUInt16LE(change.flags ?? 0, 8);
  central.writeUInt16LE(change.method ?? 8, 10);
  central.writeUInt32LE(content.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt32LE(((change.attributes ?? 0o100644) << 16) >>> 0, 38);
  central.writeUInt32LE(change.at ?? 0, 42);
  const start = local.length + localName.length + content.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(change.count ?? 1, 8);
  end.writeUInt16LE(change.count ?? 1, 10);
  end.writeUInt32LE(change.directory ?? central.length + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, localName, content, central, name, end, change.tail ?? Buffer.alloc(0)]);
}

describe("openArchive", () => {
  test("opens a zip of the named files, all or some", () => {
    expect(openArchive(zipSync(honest), limits)).toEqual({
      ok: true,
      files: new Map([
        ["envelope.json", '{"a":1}'],
        ["changes.json", "x".repeat(2_000)],
      ]),
    });
    expect(openArchive(forged(), limits)).toEqual({ ok: true, files: new Map([["envelope.json", "{}"]]) });
  });

  test.each([
    "../../x",
    "/etc/x",
    "C:\\x",
    "a\\..\\b",
    "envelope.json/",
    "ENVELOPE.JSON",
    "envelope.json\0.js",
    "",
  ])("D03 refuses the entry %j", (name) => expect(why(forged({ name }))).toContain("does not belong there"));

  test.each([
    ["symbolic link", 0o120777],
    ["device", 0o020666],
    ["fifo", 0o010644],
    ["folder", 0o040755],
    ["socket", 0o140755],
  ])("D04 refuses a %s", (_, attributes) =>
    expect(why(forged({ attributes }))).toBe("the entry envelope.json is not a regular file"),
  );

  test("D05 refuses bombs before it unpacks them", () => {
    const zeros = deflateRawSync(Buffer.alloc(4_000_000));
    expect(why(forged({ name: "changes.json", content: zeros, declared: 4_000_000 }))).toBe("");
    expect(why(forged({ content: zeros, declared: 4_000_000 }))).toContain("at most 1000 are accepted");
    expect(why(forged({ name: "changes.json", content: zeros, declared: 10 }))).toContain(
      "cannot be unpacked",
    );
    expect(why(forged({ declared: 900 }))).toContain("has another size");
    expect(why(forged({ name: "changes.json", declared: 4_000_000 }))).toContain(
      "grows more than packing can explain",
    );
    expect(why(forged({ declared: 0xffffffff }))).toContain("at most 1000 are accepted");
    expect(why(forged({ count: 65_535 }))).toBe("it has 65535 entries; at most 2 belong there");
  });

  test("D05 refuses records that contradict each other", () => {
    expect(why(forged({ localName: "changes.json" }))).toContain("is not what the directory says");
    expect(why(forged({ localMethod: 0 }))).toContain("is not what the directory says");
    expect(why(forged({ at: 4 }))).toContain("is not where the directory says");
    expect(why(forged({ at: 0xfffffff0 }))).toContain("is not where the directory says");
    expect(why(forged({ method: 0 }))).toContain("contradicts itself about its size");
    expect(why(forged({ method: 99 }))).toContain("packed by a method that is not read");
    expect(why(forged({ flags: 1 }))).toContain("is encrypted");
    expect(why(forged({ tail: Buffer.from("more") }))).toBe("it is not a zip, or something follows it");
    expect(why(forged({ tail: Buffer.alloc(4) }))).toBe("it is not a zip, or something follows it");
    expect(why(forged({ directory: 1 }))).toBe("its directory is not where it says");
    expect(why(forged({ count: 0 }))).toBe("its directory is longer than its entries");
    expect(why(forged({ count: 2 }))).toBe("its directory is broken");
  });

  test("D06 refuses more than belongs there, and the same twice", () => {
    const twice = Buffer.from(zipSync({ "envelope.json": bytes("1"), "envelope.jsox": bytes("2") }));
    for (let at = twice.indexOf("envelope.jsox"); at !== -1; at = twice.indexOf("envelope.jsox"))
      twice.write("envelope.json", at);
    expect(why(twice)).toBe("it has the entry envelope.json twice");
    expect(why(zipSync({ ...honest, "action.yml": bytes("x") }))).toBe(
      "it has 3 entries; at most 2 belong there",
    );
    expect(why(zipSync({ "envelope.json": bytes("{}"), "node_modules/x.js": bytes("x") }))).toContain(
      "does not belong there",
    );
  });

  test("refuses what is not UTF-8, and what is no zip", () => {
    expect(why(zipSync({ "envelope.json": new Uint8Array([0xff, 0xfe]) }))).toBe(
      "the entry envelope.json is not UTF-8",
    );
    expect(why(new Uint8Array())).toBe("it is not a zip, or something follows it");
    expect(why(bytes("PK\u0005\u0006".repeat(20)))).not.toBe("");
  });

  test("never throws, and gives nothing but named files within their limits, whatever bytes are turned", () => {
    const whole = zipSync(honest);
    const turned = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(turned, fc.nat(40), (changes, cut) => {
        const copy = whole.slice(0, whole.length - (cut < 30 ? 0 : cut));
        for (const [at, value] of changes) copy[Math.min(at, copy.length - 1)] = value;
        const opened = openArchive(copy, limits);
        const files = opened.ok ? [...opened.files] : [];
        for (const [name, text] of files)
          expect(
            Object.entries(limits).some(([known, limit]) => known === name && text.length <= limit),
          ).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
