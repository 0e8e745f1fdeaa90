import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";

import { isolationParts } from "../../src/core/isolation.ts";
import { controlGroups } from "../../src/edge/control-group.ts";
import { probeIsolation } from "../../src/edge/isolation.ts";
import { signDirectory, sweepLeavings } from "../../src/edge/leavings.ts";

const probing = mkdtempSync(join(tmpdir(), "probe-"));
const offer = await probeIsolation(probing);
rmSync(probing, { recursive: true, force: true });
const able = isolationParts.every((part) => offer[part] === null);

test.skipIf(!able)(
  "what a task left that was killed hard is removed before the next one, and what is at work stays",
  async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "leavings-task.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    const { root, workspace, temp } = z
      .object({ root: z.string(), workspace: z.string(), temp: z.string() })
      .parse(JSON.parse(String(line)));
    const jobTemp = dirname(temp);
    const sleeps = () => cmdlines().filter((words) => /^sleep 500[12]\.5/.test(words));
    while (sleeps().length < 2) await wait(20);
    // Its first process cannot go by itself either: the worst that a machine in trouble can do.
    const inits = readdirSync(join(temp, "runs")).flatMap((run) => {
      const pid = Number(readFileSync(join(temp, "runs", run, "init"), "utf8").split(" ")[0]);
      return exists(pid) ? [pid] : [];
    });
    expect(inits).toHaveLength(1);
    onTestFinished(() => inits.filter(exists).forEach((pid) => process.kill(pid, "SIGKILL")));
    for (const pid of inits) process.kill(pid, "SIGSTOP");
    child.kill("SIGKILL");
    await once(child, "exit");
    const mine = () => controlGroups().then((all) => all.filter(({ owner }) => owner === child.pid));
    expect(await mine()).not.toEqual([]);
    expect(statSync(workspace).uid).not.toBe(process.getuid?.());
    await mkdir(join(jobTemp, "switchyard-at-work"));
    await signDirectory(join(jobTemp, "switchyard-at-work"));
    await mkdir(join(jobTemp, "switchyard-of-somebody"));

    const swept = await sweepLeavings({ temp: jobTemp, workspace });

    expect(swept).toEqual([
      "1 process",
      expect.stringMatching(/^\d control groups?$/),
      "1 private directory",
      "files of another user in the workspace",
    ]);
    expect(sleeps()).toEqual([]);
    expect(inits.filter(exists)).toEqual([]);
    expect(await mine()).toEqual([]);
    expect(readdirSync(jobTemp).filter((name) => name.startsWith("switchyard-"))).toEqual([
      "switchyard-at-work",
      "switchyard-of-somebody",
    ]);
    expect(readdirSync(workspace)).toEqual([]);
    expect(statSync(workspace).uid).toBe(process.getuid?.());
    expect(await sweepLeavings({ temp: jobTemp, workspace })).not.toContain("1 private directory");
    await rm(root, { recursive: true, force: true });
  },
  60_000,
);

test.skipIf(process.getuid?.() !== 0)(
  "a checkout that another user left is emptied for the next one",
  async () => {
    const workspace = await mkdtemp(join(tmpdir(), "workspace-"));
    await mkdir(join(workspace, "sub"));
    await writeFile(join(workspace, "sub", "file"), "x");
    await chown(join(workspace, "sub"), 61_300, 61_300);
    expect(await sweepLeavings({ temp: workspace, workspace })).toEqual([
      "files of another user in the workspace",
    ]);
    expect(readdirSync(workspace)).toEqual([]);
    await rm(workspace, { recursive: true });
  },
);

function exists(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

function cmdlines(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    });
}
