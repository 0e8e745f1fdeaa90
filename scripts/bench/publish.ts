import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { zipSync } from "fflate";
import { z } from "zod";

import { type Change, resultFiles } from "../../src/core/result.ts";
import { sha256 } from "../../src/edge/stamp.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { binary, text } from "../../test/benign/changes.ts";
import { envelope } from "../../test/core/result.ts";
import { counted, exited, median } from "./measure.ts";

const product = join(import.meta.dirname, "../..");
const files = { all: 300, binary: 12 };
const bytes = 5_000_000;
const runs = 3; // odd, for the median
const repository = "acme/large";

const Said = z.object({
  own: z.number(),
  whole: z.number(),
  outcome: z.string(),
  pull: z.number().nullable(),
});

/** What checking and publishing a large change costs: our own time (of the processor, in a process that does only that), and API requests. */
export async function benchPublish(): Promise<void> {
  const changes = await largeChange();
  const set = JSON.stringify({ version: 1, lines: 90_000, inexpressible: [], changes });
  const result = JSON.stringify(envelope({ issue: 1, run: 1, changes: sha256(set) }));
  const pack = (content: string) => new TextEncoder().encode(content);
  const packed = zipSync({ [resultFiles.envelope]: pack(result), [resultFiles.changes]: pack(set) });
  const directory = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
  const archive = join(directory, "result.zip");
  await writeFile(archive, packed);
  const measured = [];
  for (let run = 0; run < runs; run += 1) measured.push(await published(archive, changes));
  await rm(directory, { recursive: true });
  const own = median(measured.map((one) => one.own));
  const yardstick = median(Array.from({ length: runs }, () => hashed(set)));
  const requests = measured[0]?.requests ?? [];
  const count = requests.length - files.binary;
  console.log(
    `Checking and publishing ${files.all} files (${files.binary} of them binary), ${(bytes / 1e6).toFixed(0)} MB, median of ${runs}:\n`,
  );
  console.log(`  own time   ${(own / 1_000).toFixed(2)} s of the processor   (target < 2 s)`);
  console.log(`             ${(own / yardstick).toFixed(0)} × reading the same JSON and hashing it`);
  console.log(
    `  whole      ${(median(measured.map((one) => one.whole)) / 1_000).toFixed(2)} s with the embedded GitHub and its pacing`,
  );
  console.log(`\nAPI requests:\n`);
  for (const [name, times] of counted(requests)) console.log(`  ${times} × ${name}`);
  console.log(`  ${count} beyond one per binary file   (target ≤ 8)`);
}

/** Source text of this project cut into files, and bytes that are none. */
async function largeChange(): Promise<Change[]> {
  const paths = await readdir(join(product, "src"), { recursive: true });
  const sources = await Promise.all(
    paths
      .filter((path) => path.endsWith(".ts"))
      .map(async (path) => readFile(join(product, "src", path), "utf8")),
  );
  const lock = await readFile(join(product, "package-lock.json"), "utf8");
  const whole = [...sources, lock].join("\n");
  const size = Math.floor(bytes / files.all);
  const noise = (seed: number) => {
    let state = createHash("sha256").update(String(seed)).digest();
    const blocks = Array.from(
      { length: size / 32 },
      () => (state = createHash("sha256").update(state).digest()),
    );
    return Buffer.concat([Buffer.from([0]), ...blocks]);
  };
  return Array.from({ length: files.all }, (_, index) => {
    if (index < files.binary) return binary(`assets/image-${index}.png`, noise(index));
    const start = ((index - files.binary) * size) % (whole.length - size);
    return text(`src/part-${index % 20}/file-${index}.ts`, whole.slice(start, start + size));
  });
}

/** Publishes in a new repository, by a new process; what that took in ms, and the requests to the API. */
async function published(
  archive: string,
  changes: readonly Change[],
): Promise<{ own: number; whole: number; requests: string[] }> {
  await using github = await startGitHub();
  const { token } = github.createUser("maria");
  await github.createRepository({
    owner: "acme",
    name: "large",
    files: Object.fromEntries(changes.slice(0, 150).map(({ path }) => [path, "old\n"])),
    settings: { actionsMayCreatePullRequests: true },
    roles: { maria: "write" },
  });
  const child = fork(
    join(import.meta.dirname, "publish-once.ts"),
    [archive, repository, token, github.serverUrl],
    {
      env: { ...process.env, GITHUB_API_URL: github.apiUrl, ...github.gitEnvironment },
    },
  );
  let from = 0;
  let said: unknown = null;
  child.on("message", (message) => {
    if (message !== "ready") return void (said = message);
    from = github.requests.length;
    child.send("go");
    return undefined;
  });
  await exited(child);
  const end = Said.parse(said);
  if (end.outcome !== "delivered" || end.pull === null)
    throw new Error(`it was ${end.outcome}, not delivered`);
  const requests = github.requests
    .slice(from)
    .filter(({ kind }) => kind !== "git")
    .map(({ kind, method, what }) =>
      kind === "graphql"
        ? `GraphQL ${what}`
        : `${method} ${what.replace(/\?.*/, "").replace(/[0-9a-f]{7,}|\d+/g, "…")}`,
    );
  return { own: end.own, whole: end.whole, requests };
}

/** Milliseconds of the processor for reading the JSON of a change set and hashing it. */
function hashed(set: string): number {
  const used = process.cpuUsage();
  sha256(JSON.stringify(JSON.parse(set)));
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1_000;
}
