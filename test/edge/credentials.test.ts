import { describe, expect, test } from "vitest";

import { chooseCredentials, readCredentials, valuesOf } from "../../src/edge/credentials.ts";

const none = { credentials: "", "claude-code-oauth-token": "", "anthropic-api-key": "" };
const all = { profile: null, consent: { spill: true, overage: false } };
const names = (secrets: Partial<typeof none>, options = all): string[] =>
  chooseCredentials(readCredentials({ ...none, ...secrets }), options).map(({ name }) => name);

const yaml = `
- name: team
  kind: oauth-token
  value: sk-ant-oat01-team-0123456789
- { name: backup, kind: api-key, value: sk-ant-api03-backup }
`;

describe("the secrets with a model credential", () => {
  test("make one pool: the entries in their order, then the plain subscription, then the plain key", () => {
    expect(names({ credentials: yaml, "anthropic-api-key": "k", "claude-code-oauth-token": "t" })).toEqual([
      "team",
      "backup",
      "claude-code-oauth-token",
      "anthropic-api-key",
    ]);
    expect(names({ credentials: JSON.stringify([{ name: "a", kind: "api-key", value: "k" }]) })).toEqual([
      "a",
    ]);
  });

  test("keep a metered credential out of sight behind a subscription", () => {
    const consent = { spill: false, overage: false };
    expect(names({ "anthropic-api-key": "k", "claude-code-oauth-token": "t" }, { ...all, consent })).toEqual([
      "claude-code-oauth-token",
    ]);
  });

  test("forgive the line break that was pasted behind a plain one", () => {
    expect(readCredentials({ ...none, "anthropic-api-key": "sk-ant\n" })[0]?.value).toBe("sk-ant");
  });

  test.each([
    ["nothing is set", {}, "No model credential: the job got neither"],
    [
      "a plain one is no credential",
      { "anthropic-api-key": "two words" },
      "The secret anthropic-api-key cannot be used",
    ],
    [
      "the pool is no YAML",
      { credentials: "- name: team\n  kind: [\n  value: sk-ant-secret\n" },
      "The secret credentials is not valid:\nline 3: BAD_INDENT",
    ],
    [
      "an entry is wrong",
      { credentials: "- name: team\n  kind: api-key\n  valeu: sk-ant-secret\n" },
      'entry 1: value: is missing\nentry 1: it has the unknown field "valeu"',
    ],
    ["it is one bare value", { credentials: "sk-ant-secret" }, "expected a list of entries"],
    [
      "two providers are mixed",
      {
        credentials:
          "- { name: a, kind: bedrock, region: eu-west-1, value: sk-ant-secret }\n- { name: b, kind: api-key, value: sk-ant-secret }",
      },
      "The credentials of one task are for bedrock and anthropic",
    ],
    [
      "no entry is for this task",
      { credentials: "- { name: a, kind: api-key, profiles: [docs], value: sk-ant-secret }" },
      "No model credential is for this task: a is for the profiles docs",
    ],
  ])("say what to mend when %s", (_, secrets, message) => {
    const attempt = (): unknown => names(secrets);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow("sk-ant-secret");
  });

  test("are masked by their values, in a valid pool and in a broken one", () => {
    expect(valuesOf(yaml)).toEqual(["sk-ant-oat01-team-0123456789", "sk-ant-api03-backup"]);
    expect(valuesOf('[{"name": "a", "kind": "api-key", "value": "short"}]')).toEqual(["short"]);
    expect(valuesOf("- name: a\n  value: [ sk-ant-oat01-0123456789abc\n")).toEqual([
      "sk-ant-oat01-0123456789abc",
    ]);
    expect(valuesOf("")).toEqual([]);
  });
});
