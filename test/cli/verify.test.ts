import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";

import type { Change, Envelope } from "../../src/core/result.ts";
import { envelope } from "../core/result.ts";
import { cli } from "./bundle.ts";

const directory = await mkdtemp(join(tmpdir(), "switchyard-verify-"));
afterAll(async () => rm(directory, { recursive: true, force: true }));

const write = (path: string, content = "x\n"): Change => ({
  kind: "write",
  path,
  mode: "100644",
  encoding: "utf-8",
  content,
});

/** The two files of a result with these changes. */
function resultOf(changes: readonly Change[], change: Partial<Envelope> = {}): Record<string, string> {
  const set = JSON.stringify({ version: 1, lines: 1, inexpressible: [], changes });
  const digest = createHash("sha256").update(set).digest("hex");
  return { "envelope.json": JSON.stringify(envelope({ changes: digest, ...change })), "changes.json": set };
}

/** Runs `switchyard verify` on a zip of these files, without network, token or repository. */
async function verify(
  files: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; out: string }> {
  const path = join(directory, "result.zip");
  const bytes = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]);
  await writeFile(path, zipSync(Object.fromEntries(bytes)));
  return run(path, ...args);
}

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const options = { cwd: directory, env: { PATH: "" } };
  return promisify(execFile)(process.execPath, [cli, "verify", ...args], options).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout + error.stderr,
    }),
  );
}

describe("switchyard verify", () => {
  test("says what would be published, withheld, and looked at first", async () => {
    const { code, out } = await verify(resultOf([write("a.ts"), write("CLAUDE.md"), write("package.json")]));
    expect(code).toBe(0);
    expect(out).toContain('withheld   protected-path: "CLAUDE.md"');
    expect(out).toContain('look first sensitive-path: "package.json" (dependencies)');
    expect(out).toContain("2 files would be published.");
    expect(out).toContain("Not checked here:");
  });

  test("K3 refuses with the codes of collect, in words and as JSON", async () => {
    const hostile = resultOf([write("../x"), write("b.ts"), write("B.ts")], { outcome: "refused" });
    const { code, out } = await verify(hostile);
    expect(code).toBe(1);
    expect(out).toContain('refused    path: "../x": a path has no empty or relative part');
    expect(out).toContain('refused    collision: "B.ts": it cannot be told from "b.ts"');
    expect(out).toContain("refused    mismatch: it is refused, which only collect can say");
    expect(out).toContain("Nothing would be published.");
    const json: unknown = JSON.parse((await verify(hostile, "--json")).out);
    expect(json).toMatchObject({
      refusals: [{ code: "mismatch" }, { code: "path" }, { code: "collision" }],
      publishes: [],
    });
  });

  test("reads a folder, and settings of another file", async () => {
    const folder = join(directory, "result");
    await mkdir(folder);
    for (const [name, text] of Object.entries(resultOf([write("CLAUDE.md"), write("infra/a.tf")])))
      await writeFile(join(folder, name), text);
    await writeFile(join(directory, "other.yml"), "protected: { allow: [CLAUDE.md], also: [infra/**] }\n");
    const { code, out } = await run(folder, "--config", "other.yml");
    expect(code).toBe(0);
    expect(out).toContain('withheld   protected-path: "infra/a.tf"');
    expect(out).toContain("1 files would be published.");
  });

  test("says what is wrong with an archive, and with an argument", async () => {
    expect((await verify({ ...resultOf([]), "more.txt": "x" })).out).toContain(
      "refused    archive: it has 3 entries",
    );
    expect((await verify({ "envelope.json": '{"a":1,"a":2}' })).out).toContain(
      'refused    json: envelope.json: the key "a" stands twice',
    );
    expect((await run("nothing.zip")).out).toContain(
      "There is nothing at nothing.zip. Download the result first",
    );
    expect((await run(directory, "--config", "none.yml")).out).toContain(
      "--config: there is no file none.yml.",
    );
  });
});
