import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { strongestDemand } from "../../src/core/isolation.ts";
import { noteBefore, readChangeSet } from "../../src/edge/change-set-reader.ts";
import { openIsolation } from "../../src/edge/isolation.ts";
import { runCommand } from "../../src/edge/shell.ts";
import { type Tree, openWorkspace } from "../../src/edge/workspace.ts";
import { median } from "./measure.ts";

/** What isolation costs on a base with 300 MB of installed dependencies. */
export async function benchIsolation(): Promise<void> {
  const { how, open, run, gate } = await isolationTimes();
  console.log(`Isolation (${how}), with 300 MB of installed dependencies:\n`);
  console.log(`  set-up and trial         ${open.toFixed(0)} ms`);
  console.log(`  a run of nothing         ${run.toFixed(0)} ms`);
  console.log(`  agent's end to gate      ${gate.toFixed(0)} ms   (target ≤ 500)`);
}

/** What isolation costs on this machine, in ms: until it stands, one run, and from the end of the agent to the first line of a gate. */
async function isolationTimes(): Promise<{ how: string; open: number; run: number; gate: number }> {
  const root = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
  const directory = join(root, "work", "spans", "spans");
  const temp = join(root, "work", "_temp", "switchyard");
  const modules = join(directory, "node_modules");
  for (const path of [temp, modules]) await mkdir(path, { recursive: true });
  await writeFile(join(directory, ".gitignore"), "node_modules\n");
  const content = Buffer.alloc(100_000, "x");
  for (let file = 0; file < 3_000; file += 1) await writeFile(join(modules, `${file}.js`), content);
  spawnSync("git", ["init", "--quiet", "."], { cwd: directory });
  spawnSync("git", ["add", "."], { cwd: directory });
  spawnSync("git", ["-c", "user.name=b", "-c", "user.email=b@example.com", "commit", "-qm", "base"], {
    cwd: directory,
  });
  const begin = performance.now();
  await using isolation = await openIsolation({
    demand: strongestDemand({ user: null, egress: null, limits: null, cleanup: null }),
    temp,
    workspace: directory,
    environment: process.env,
    toolchain: { PATH: process.env["PATH"] ?? "" },
    readable: [],
  });
  const open = performance.now() - begin;
  const workspace = await openWorkspace({ isolation, directory, temp });
  const base = await workspace.grow(null);
  const before = await noteBefore(workspace, base);
  const first = async (tree: Tree, command: string): Promise<number> => {
    let at = Number.NaN;
    await runCommand({
      launcher: await workspace.launch(tree),
      command,
      cwd: directory,
      env: { PATH: process.env["PATH"] ?? "" },
      minutes: 1,
      signal: new AbortController().signal,
      onLine: () => (at = Number.isNaN(at) ? performance.now() : at),
    });
    return at;
  };
  const idle = performance.now();
  const run = (await first(await workspace.grow(base), "echo here")) - idle;
  const gates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const agent = await workspace.grow(base);
    await first(agent, "echo new >new.txt; echo done");
    const ended = performance.now();
    const { changes } = await readChangeSet(workspace, { tree: agent, before });
    const changed = await workspace.grow(base);
    await workspace.apply(changed, changes);
    gates.push((await first(await workspace.grow(changed), "cat new.txt")) - ended);
  }
  await isolation.remove([root], "content");
  await rm(root, { recursive: true, force: true });
  return { how: `${isolation.trees} trees`, open, run, gate: median(gates) };
}
