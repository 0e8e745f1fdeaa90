import { DefaultArtifactClient } from "@actions/artifact";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { conclusions, startWorld } from "../engine/world.ts";

const client = pathToFileURL(
  join(import.meta.dirname, "../../../node_modules/@actions/artifact/lib/artifact.js"),
).href;

/** A node action whose main has the official client as `artifacts`, and `out(name, value)`. */
const action = (main: string): Record<string, string> => ({
  "act/action.yml": "name: act\ndescription: d\ninputs: { n: {} }\nruns: { using: node24, main: main.mjs }\n",
  "act/main.mjs": `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { DefaultArtifactClient } from ${JSON.stringify(client)};
const artifacts = new DefaultArtifactClient();
const out = (name, value) => appendFileSync(process.env.GITHUB_OUTPUT, name + "=" + value + "\\n");
${main}
`,
});

const jobs = (text: string): Record<string, string> => ({ "w.yml": `on: workflow_dispatch\njobs:\n${text}` });

test("one job uploads, the next finds and downloads, byte for byte, and the record says what it was", async () => {
  await using world = await startWorld({
    workflows: jobs(`
  up:
    runs-on: x
    outputs: { id: "\${{ steps.a.outputs.id }}", digest: "\${{ steps.a.outputs.digest }}" }
    steps: [{ id: a, uses: $/act, with: { n: up } }]
  down: { needs: up, runs-on: x, steps: [{ uses: $/act, with: { n: "\${{ needs.up.outputs.id }}" } }] }
`),
    files: action(`
if (process.env.INPUT_N === "up") {
  mkdirSync("deep", { recursive: true });
  writeFileSync("deep/a.txt", "hello artifact");
  writeFileSync("big.bin", Buffer.alloc(20 * 1024 * 1024, 7));
  const made = await artifacts.uploadArtifact("result", ["deep/a.txt", "big.bin"], ".", { compressionLevel: 0, retentionDays: 1 });
  out("id", made.id);
  out("digest", made.digest);
} else {
  const { artifacts: list } = await artifacts.listArtifacts();
  console.log("listed", JSON.stringify(list.map((one) => [one.name, String(one.id) === process.env.INPUT_N])));
  await artifacts.downloadArtifact(Number(process.env.INPUT_N), { path: "got", expectedHash: list[0].digest });
  console.log("got", readFileSync("got/deep/a.txt", "utf8"), readFileSync("got/big.bin").length);
}
`),
  });
  const run = await world.dispatch("w.yml");
  expect(conclusions(run)).toEqual({ up: "success", down: "success" });
  expect(world.log(run, "down")).toContain('listed [["result",true]]');
  expect(world.log(run, "down")).toContain("got hello artifact 20971520");
  const [record] = [...world.github.actions.artifacts.values()];
  const bytes = await readFile(record?.file ?? "");
  expect(record).toMatchObject({
    name: "result",
    runId: run.id,
    repository: "acme/app",
    size: bytes.length,
    digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
  });
  expect(Date.parse(record?.expiresAt ?? "") - Date.now()).toBeLessThan(25 * 60 * 60 * 1000);
  const operations = new Set(world.github.requests.map((request) => request.what));
  expect([...operations].toSorted((left, right) => left.localeCompare(right))).toEqual([
    "CreateArtifact",
    "FinalizeArtifact",
    "GetBlob",
    "GetSignedArtifactURL",
    "ListArtifacts",
    "PutBlock",
    "PutBlockList",
  ]);
});

test("a name can be used once per run; deleting frees it", async () => {
  await using world = await startWorld({
    workflows: jobs("  a: { runs-on: x, steps: [{ uses: $/act }] }\n"),
    files: action(`
writeFileSync("a.txt", "1");
const first = await artifacts.uploadArtifact("same", ["a.txt"], ".");
await artifacts.uploadArtifact("same", ["a.txt"], ".").catch((error) => console.log("refused:", error.message));
await artifacts.deleteArtifact("same");
const second = await artifacts.uploadArtifact("same", ["a.txt"], ".");
console.log("ids differ", first.id !== second.id);
await artifacts.deleteArtifact("none").catch((error) => console.log("missing:", error.message));
`),
  });
  const run = await world.dispatch("w.yml");
  const log = world.log(run, "a");
  expect(log).toContain("(409) Conflict: an artifact with this name already exists on the workflow run");
  expect(log).toContain("ids differ true");
  expect(log).toContain("missing:");
  expect(world.github.actions.artifacts.size).toBe(1);
});

test("a single file can travel without a zip", async () => {
  await using world = await startWorld({
    workflows: jobs("  a: { runs-on: x, steps: [{ uses: $/act }] }\n"),
    files: action(`
writeFileSync("plan.json", '{"a":1}');
const made = await artifacts.uploadArtifact("ignored", ["plan.json"], ".", { skipArchive: true });
await artifacts.downloadArtifact(made.id, { path: "got" });
console.log("got", readFileSync("got/plan.json", "utf8"));
`),
  });
  const run = await world.dispatch("w.yml");
  expect(world.log(run, "a")).toContain('got {"a":1}');
});

test("runs do not see each other's artifacts", async () => {
  await using world = await startWorld({
    workflows: jobs("  a: { runs-on: x, steps: [{ uses: $/act }] }\n"),
    files: action(`
const { artifacts: list } = await artifacts.listArtifacts();
console.log("before", list.length);
writeFileSync("a.txt", "1");
await artifacts.uploadArtifact("same", ["a.txt"], ".");
`),
  });
  await world.dispatch("w.yml");
  const second = await world.dispatch("w.yml");
  expect(world.log(second, "a")).toContain("before 0");
  expect(world.github.actions.artifacts.size).toBe(2);
});

describe("faults", () => {
  const uploading = {
    workflows: jobs("  a: { runs-on: x, steps: [{ uses: $/act }] }\n"),
    files: action(`
writeFileSync("a.txt", "1");
await artifacts.uploadArtifact("one", ["a.txt"], ".").then(() => console.log("uploaded"), (error) => console.log("failed:", error.message));
`),
  };

  test("a status is answered instead, and the request is recorded with it and with who asked", async () => {
    await using world = await startWorld(uploading);
    world.github.fault = ({ what }) => (what === "CreateArtifact" ? { kind: "status", status: 403 } : null);
    const run = await world.dispatch("w.yml");
    expect(world.log(run, "a")).toContain("failed: Failed to CreateArtifact");
    expect(world.github.requests).toEqual([
      expect.objectContaining({
        kind: "artifact",
        method: "POST",
        what: "CreateArtifact",
        status: 403,
        by: `run/${run.id}/${run.jobs[0]?.id}`,
      }),
    ]);
  });

  test("a lost answer takes effect all the same", async () => {
    await using world = await startWorld(uploading);
    world.github.fault = ({ what }) => (what === "FinalizeArtifact" ? { kind: "lost-answer" } : null);
    const run = await world.dispatch("w.yml");
    expect(world.log(run, "a")).toContain("failed:");
    expect([...world.github.actions.artifacts.values()].map((artifact) => artifact.name)).toEqual(["one"]);
  });

  test("a list of blocks can be committed again, as after a lost answer", async () => {
    await using world = await startWorld(uploading);
    let lost = 0;
    world.github.fault = ({ what }) =>
      what === "PutBlockList" && (lost += 1) === 1 ? { kind: "lost-answer" } : null;
    const run = await world.dispatch("w.yml");
    expect(world.log(run, "a")).toContain("uploaded");
    expect(lost).toBe(2);
  });
});

describe("addresses", () => {
  test("an address serves ranges, and nothing without its signature", async () => {
    await using world = await startWorld({
      workflows: jobs("  a: { runs-on: x, steps: [{ uses: $/act }] }\n"),
      files: action(`
writeFileSync("a.txt", "0123456789");
await artifacts.uploadArtifact("x", ["a.txt"], ".", { skipArchive: true });
const token = process.env.ACTIONS_RUNTIME_TOKEN;
const [, run] = /Actions.Results:(\\d+)/.exec(Buffer.from(token.split(".")[1], "base64url"));
const answer = await fetch(process.env.ACTIONS_RESULTS_URL + "twirp/github.actions.results.api.v1.ArtifactService/GetSignedArtifactURL", {
  method: "POST", headers: { authorization: "Bearer " + token, "content-type": "application/json" },
  body: JSON.stringify({ workflow_run_backend_id: run, name: "a.txt" }) });
const { signed_url: url } = await answer.json();
const part = await fetch(url, { headers: { range: "bytes=2-4" } });
console.log("part", part.status, await part.text(), part.headers.get("content-range"));
console.log("open", (await fetch(url, { headers: { range: "bytes=8-" } })).status);
console.log("beyond", (await fetch(url, { headers: { range: "bytes=99-" } })).status);
console.log("forged", (await fetch(url.replace(/sig=.{4}/, "sig=AAAA"))).status);
console.log("write", (await fetch(url, { method: "PUT", body: "x" })).status);
console.log("nobody", (await fetch(process.env.ACTIONS_RESULTS_URL + "twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts", { method: "POST", body: "{}" })).status);
`),
    });
    const run = await world.dispatch("w.yml");
    const log = world.log(run, "a");
    expect(log).toContain("part 206 234 bytes 2-4/10");
    expect(log).toContain("open 206");
    expect(log).toContain("beyond 416");
    expect(log).toContain("forged 403");
    expect(log).toMatch(/write 40[34]/);
    expect(log).toContain("nobody 401");
  });

  test("the official client refuses hosts that are not GitHub's, which is why pages live on github.localhost", async () => {
    const before = process.env["GITHUB_SERVER_URL"];
    process.env["GITHUB_SERVER_URL"] = "http://127.0.0.1:1";
    const folder = await mkdtemp(join(tmpdir(), "artifact-"));
    await writeFile(join(folder, "a.txt"), "1");
    await expect(
      new DefaultArtifactClient().uploadArtifact("x", [join(folder, "a.txt")], folder),
    ).rejects.toThrow(/not currently supported on GHES/);
    await rm(folder, { recursive: true });
    if (before === undefined) delete process.env["GITHUB_SERVER_URL"];
    else process.env["GITHUB_SERVER_URL"] = before;
  });
});
