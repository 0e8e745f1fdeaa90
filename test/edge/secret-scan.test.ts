import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { Envelope, type GateResult } from "../../src/core/result.ts";
import { openSecretScanner, withoutSecrets } from "../../src/edge/secret-scan.ts";
import { envelope } from "../core/result.ts";

const scan = await openSecretScanner();
// Put together at run time, so that no scanner takes this file for a leak.
const apart = (text: string) => text;
const key = `sk-${apart("ant")}-api03-${"Zx8Qw3Er5Ty7Ui9Op1As2Df4Gh6Jk".repeat(3)}kPqLmNAA`;
/** Of an issuer whose form only the rules of secretlint know. */
const foreignKey = `shpat_${apart("3fa94c07d2e8b615")}9c0d7e4f6b2a8153`;
const bytes = Buffer.from(key);
const hex = (byte: number) => byte.toString(16).padStart(2, "0");
const each = (write: (byte: number) => string, between = "") => Array.from(bytes, write).join(between);
const cut = (size: number, between: string) =>
  (key.match(new RegExp(`.{1,${size}}`, "g")) ?? []).join(between);

const encodings: readonly (readonly [string, string])[] = [
  ["plain", key],
  ["base64", bytes.toString("base64")],
  ["base64, url-safe", bytes.toString("base64url")],
  ["base64 twice", Buffer.from(bytes.toString("base64")).toString("base64")],
  [
    "base64 three times",
    Buffer.from(Buffer.from(bytes.toString("base64")).toString("base64")).toString("base64"),
  ],
  ["base64, shifted by what is glued to it", `x${bytes.toString("base64")}`],
  [
    "base64 in lines",
    Buffer.from(`some words before it, so that it wraps: ${key}`)
      .toString("base64")
      .replace(/.{60}/g, "$&\n"),
  ],
  ["gzip in base64", gzipSync(bytes).toString("base64")],
  ["hex", bytes.toString("hex")],
  ["hex, spaced", each(hex, " ")],
  ["a list of numbers in hex", each((byte) => `0x${hex(byte)}`, ", ")],
  ["JavaScript's \\x", each((byte) => `\\x${hex(byte)}`)],
  ["JavaScript's \\u", each((byte) => `\\u00${hex(byte)}`)],
  ["percent", each((byte) => `%${hex(byte)}`)],
  ["HTML entities", each((byte) => `&#${byte};`)],
  ["HTML entities in hex", each((byte) => `&#x${hex(byte)};`)],
  ["one letter escaped", key.replace("-", "%2D")],
  ["hex in base64", Buffer.from(bytes.toString("hex")).toString("base64")],
  ["backwards", Array.from(key).toReversed().join("")],
  ["in parts", cut(7, '" + "')],
  ["in lines", cut(20, "\n")],
  ["with zero-width spaces", cut(5, "\u200B")],
];

describe("a credential", () => {
  test.each(encodings)("E21 is found %s", async (_, text) => {
    const source = `line one\nconst value = "${text}";\n`;
    expect(await scan(source, null)).not.toEqual([]);
    expect(await scan(`${source}more\n`, source)).toEqual([]);
  });

  test.each([
    ["Anthropic OAuth", `sk-${apart("ant")}-oat01-${"Zx8Qw3Er5Ty7Ui9Op1As2Df4Gh6Jk".repeat(3)}`],
    [
      "GitHub, stateless",
      `ghs_${apart("123456")}_eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI5ODc2NTQzMiJ9.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV`,
    ],
    ["GitHub, classic", `ghp_${apart("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5")}`],
    [
      "GitHub, fine-grained",
      `github_pat_${apart("11QZRTWXV0mKpLsNhGjFdR_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9mN1pQ3sT5vW7yZ9b")}`,
    ],
    ["Shopify", foreignKey],
    ["AWS", `AKIA${apart("Q7Z3M5N2P4R6T2V3")}`],
    ["npm", `npm_${apart("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5")}`],
    ["Slack", `xoxb-${apart("174629385012-8362519407381-QmZtRwXyVbNcLpKsJhGfDrTe")}`],
    ["Google", `AIza${apart("SyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1v")}`],
    [
      "a private key",
      `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7".repeat(3)}\n-----END PRIVATE KEY-----`,
    ],
    [
      "a private key in JSON",
      `"-----BEGIN PRIVATE KEY-----\\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7".repeat(3)}\\n"`,
    ],
  ])("E21 of %s is found, with its line", async (_, text) => {
    expect(await scan(`first\n${text}\n`, null)).toMatchObject([{ line: 2 }]);
  });

  test("E21 is found behind a comment that switches scanners off", async () => {
    expect(await scan(`// secretlint-disable\n${foreignKey}\n`, null)).not.toEqual([]);
  });

  test("E21 may be in more packed text than can be looked at, which is said", async () => {
    const packed = gzipSync(Buffer.alloc(7_900_000, "lorem ipsum ")).toString("base64");
    expect(
      await scan(Array.from({ length: 6 }, (_, index) => `${index} ${packed}`).join("\n"), null),
    ).toEqual([{ kind: "more encoded text than can be looked at", line: null }]);
  });

  test("in the words of the agent or of a gate is left out, and said", async () => {
    const gate: GateResult = {
      name: "test",
      now: "failed",
      base: "passed",
      seconds: 1,
      tail: `boom ${key}`,
      edited: [],
    };
    const told = await withoutSecrets(
      Envelope.parse(envelope({ message: `I found ${key}.`, gates: [gate] })),
    );
    expect(JSON.stringify(told.envelope)).not.toContain(key);
    expect(told.refusals.map(({ code }) => code)).toEqual(["secret", "secret"]);
    expect((await withoutSecrets(Envelope.parse(envelope({ message: "All is well." })))).refusals).toEqual(
      [],
    );
  });
});

describe("no credential", () => {
  test.each([
    ["a documented example", "AKIAIOSFODNN7EXAMPLE and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
    [
      "a placeholder",
      `sk-${apart("ant")}-api03-${"x".repeat(93)}AA, ghp_${"x".repeat(36)}, sk-ant-api03-...`,
    ],
    [
      "prose about tokens",
      "ghp_ tokens are the classic personal access tokens of GitHub, ghs_ those of apps and jobs",
    ],
    [
      "a commit id and a digest",
      "9f78201dd484e39674e1caa2c12a5881fc9fe38e sha512-GL4qNP7G95zSdCpVOMeBVX6mROOko3uMuJNSXD+WmFG9vxChszbmTzpHRzogHHlr+TMqxHw5FE5LHl0OkB0luw==",
    ],
    ["a token of two letters", `ghp_${apart("ab").repeat(18)}`],
    ["a UUID", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
    ["the address of a database for tests", "postgres://app:hunter2pass@db:5432/app"],
    [
      "an image as text",
      `data:image/png;base64,${Buffer.from(Array.from({ length: 600 }, (_unused, index) => (index * 97) % 256)).toString("base64")}`,
    ],
    [
      "the header of a key",
      'if (text.startsWith("-----BEGIN PRIVATE KEY-----")) return importKey(text, options);',
    ],
    [
      "a public key",
      `-----BEGIN PUBLIC KEY-----\n${"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo".repeat(3)}\n-----END PUBLIC KEY-----`,
    ],
  ])("is %s", async (_, text) => expect(await scan(text, null)).toEqual([]));
});
