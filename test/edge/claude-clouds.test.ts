import { describe, expect, test } from "vitest";
import { parseCredentials, type Credential } from "../../src/core/credential.ts";
import { startModel } from "../../src/local/model/model.ts";
import { bash, done, openDesk, prompt } from "./claude-desk.ts";
import { startCloud } from "./cloud-model.ts";

const seen =
  "env | grep -iE 'anthropic|aws|cloud|vertex|bedrock|foundry'; cat /proc/$PPID/environ | tr '\\0' '\\n'";
const turns = [bash(seen), done];

function pool(entry: Record<string, unknown>): Credential[] {
  const parsed = parseCredentials([{ name: "cloud", value: "value-of-the-cloud", ...entry }]);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.credentials;
}

describe("the real CLI works through the broker", () => {
  test.concurrent.each([
    [
      "bedrock",
      { kind: "bedrock", region: "eu-west-1" },
      "eu.anthropic.claude-sonnet-5-5",
      "/model/eu.anthropic.claude-sonnet-5-5/invoke-with-response-stream",
    ],
    [
      "vertex",
      { kind: "vertex", project: "ours", region: "europe-west1" },
      "claude-sonnet-5-5",
      "/projects/ours/locations/europe-west1/publishers/anthropic/models/claude-sonnet-5-5:streamRawPredict",
    ],
  ])("of %s", async (_, entry, name, path) => {
    await using model = await startModel({ scenarios: [{ name: "task", match: "#42", turns }] });
    await using cloud = await startCloud(model.url);
    await using desk = await openDesk(turns, {
      pool: pool({ ...entry, "base-url": cloud.url.href }),
      models: [name],
    });
    const end = await desk.run(prompt, { model: { name, fallback: null, effort: "medium" } });
    expect(end.verdict).toMatchObject({ outcome: "finished", text: "Done." });
    expect(end.toolCounts).toEqual({ Bash: 1 });
    const message = { path, credential: "Bearer value-of-the-cloud" };
    expect(cloud.asked).toEqual([message, message]);
    expect(desk.broker.facts()).toMatchObject({ reached: true, credential: "cloud" });
    expect(desk.broker.facts().dollars).toBeCloseTo(end.sessionCost, 6);
    expect(JSON.stringify(model.requests.map(({ body }) => body))).not.toContain("value-of-the-cloud");
  });

  test.each([
    ["foundry", { kind: "foundry" }, "x-api-key", "value-of-the-cloud"],
    ["a gateway", { kind: "custom" }, "authorization", "Bearer value-of-the-cloud"],
  ])("of %s", async (_, entry, header, carried) => {
    await using model = await startModel({ scenarios: [{ name: "task", match: "#42", turns }] });
    await using desk = await openDesk(turns, { pool: pool({ ...entry, "base-url": model.url }) });
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject({ outcome: "finished", text: "Done." });
    expect(model.requests.map(({ headers }) => headers[header])).toEqual([carried, carried]);
    expect(JSON.stringify(model.requests.map(({ body }) => body))).not.toContain("value-of-the-cloud");
    expect(desk.broker.facts()).toMatchObject({ reached: true, credential: "cloud" });
  });
});
