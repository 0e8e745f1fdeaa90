import { describe, expect, test } from "vitest";

import { credentialKinds, parseCredentials, plainCredential } from "../../src/core/credential.ts";
import { fc, forAll } from "./property.ts";

const value = "sk-ant-Secret-0123456789";

function problems(document: unknown): readonly string[] {
  const parsed = parseCredentials(document);
  return parsed.ok ? [] : parsed.problems;
}

describe("the credential pool", () => {
  test("fills in what an entry leaves out", () => {
    const parsed = parseCredentials([
      { name: "plan", kind: "oauth-token", value, reserve: 40 },
      { name: "key", kind: "api-key", value, profiles: ["bugfix"] },
      { name: "gateway", kind: "custom", value, "base-url": "https://llm.example.org/anthropic" },
      { name: "aws", kind: "bedrock", value, region: "eu-west-1" },
      { name: "gcp", kind: "vertex", value, region: "global", project: "my-project" },
      { name: "azure", kind: "foundry", value, "base-url": "https://r.services.ai.azure.com/anthropic" },
    ]);
    expect(parsed).toMatchObject({
      ok: true,
      credentials: [
        { name: "plan", billing: "subscription", header: "authorization", reserve: 40, profiles: [] },
        { name: "key", billing: "metered", header: "x-api-key", baseUrl: null, profiles: ["bugfix"] },
        { name: "gateway", billing: "metered", header: "authorization" },
        { name: "aws", billing: "metered", header: "authorization", region: "eu-west-1" },
        { name: "gcp", project: "my-project" },
        { name: "azure", header: "x-api-key" },
      ],
    });
    expect(credentialKinds).toHaveLength(7);
  });

  test("has the plain secrets as entries of their own name", () => {
    expect(plainCredential("oauth-token", "claude-code-oauth-token", value)).toMatchObject({
      billing: "subscription",
      header: "authorization",
    });
  });

  test.each([
    ["no list", { name: "a" }, ["expected a list of entries, each with name, kind and value"]],
    ["an empty list", [], ["expected a list of entries, each with name, kind and value"]],
    ["a text for an entry", [value], ["entry 1: expected fields such as name, kind and value"]],
    [
      "a kind that does not exist",
      [{ name: "a", kind: "gpt", value }],
      ["entry 1: kind: is one of api-key, oauth-token, workload-identity, bedrock, vertex, foundry, custom"],
    ],
    ["no value", [{ name: "a", kind: "api-key" }], ["entry 1: value: is missing"]],
    [
      "a value in two lines",
      [{ name: "a", kind: "api-key", value: `${value}\nmore` }],
      [
        "entry 1: value: is empty, or holds spaces, line breaks or characters that no credential has: store it in one line",
      ],
    ],
    [
      "a number for a value",
      [{ name: "a", kind: "api-key", value: 12 }],
      ["entry 1: value: is a text: put it in quotes"],
    ],
    [
      "an odd name and an odd address",
      [{ name: "My Key", kind: "api-key", value, "base-url": "https://user:pass@example.org" }],
      [
        "entry 1: name: is 1 to 40 small letters, digits and hyphens",
        "entry 1: base-url: is an http or https address without user, ? and #",
      ],
    ],
    ["a region that is not there", [{ name: "a", kind: "bedrock", value }], ["entry 1: region: is missing"]],
    [
      "a reserve of a key",
      [{ name: "a", kind: "api-key", value, reserve: 40 }],
      [
        'entry 1: it has the unknown field "reserve"; api-key knows name, billing, profiles, value, base-url, kind',
      ],
    ],
    [
      "a reserve of everything",
      [{ name: "a", kind: "oauth-token", value, reserve: 100 }],
      ["entry 1: reserve: is a percentage from 0 to 99"],
    ],
    [
      "two entries of one name, and one of a plain secret's",
      [
        { name: "a", kind: "api-key", value },
        { name: "a", kind: "api-key", value },
        { name: "anthropic-api-key", kind: "api-key", value },
      ],
      [
        "entry 2: name: another entry has it too",
        "entry 3: name: is the name of a secret of its own; choose another",
      ],
    ],
  ])("names entry and field of %s", (_, document, expected) => {
    expect(problems(document)).toEqual(expected);
  });

  test("repeats no value, wherever it was put", () => {
    const places = [
      (secret: string) => [{ name: secret, kind: secret, value: secret, "base-url": secret }],
      (secret: string) => [{ [secret]: "x", name: "a", kind: "api-key", value: [secret] }],
      (secret: string) => [{ name: secret, kind: "bedrock", value: 1, region: secret, profiles: [secret] }],
      (secret: string) => ({ [secret]: secret }),
      (secret: string) => [secret, [secret], { secret }],
    ];
    forAll([fc.stringMatching(/^sk-[A-Za-z0-9_-]{17,60}$/), fc.constantFrom(...places)], (secret, put) => {
      const said = problems(put(secret));
      expect(said.length).toBeGreaterThan(0);
      expect(said.join("\n")).not.toContain(secret);
    });
  });
});
