import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { describe, expect, onTestFinished, test } from "vitest";

import { diskFloor, diskRefusal, openDisk } from "../../src/edge/disk.ts";
import { runCommand } from "../../src/edge/shell.ts";

/** Looks again and again until it is so, for at most 20 s. */
async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; looks < 1_000 && !isSo(); looks += 1) await wait(20);
}

async function place(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "disk-"));
  onTestFinished(async () => rm(path, { recursive: true, force: true }));
  return path;
}

/** Bytes of a directory, as the action measures them. */
const used = (path: string) =>
  Promise.resolve(Number(execFileSync("/usr/bin/du", ["-s", "-B1", path]).toString().split("\t")[0]));

describe("C13 the disk of a task", () => {
  test("is taken away when the task wrote more than it may, in the middle of its writing", async () => {
    const path = await place();
    const disk = await openDisk({ places: [path], gigabytes: 0.04, written: async () => used(path) });
    using watch = disk.watch();
    const end = await runCommand({
      launcher: [],
      command: `trap '' TERM; while head -c 4000000 /dev/zero >>${path}/fill; do sleep 0.05; done; sleep 60`,
      cwd: path,
      env: { PATH: "/usr/bin:/bin" },
      minutes: 0.5,
      signal: watch.signal,
      onLine: () => undefined,
    });
    expect(end.ended).toBe("stopped");
    expect(end.seconds).toBeLessThan(15);
    expect(watch.why()).toMatch(/^The task wrote 0\.[01] GB; limits\.disk-gigabytes allows 0\.04\.$/);
    expect(await used(path)).toBeLessThan(400_000_000);
  });

  test("is not blamed on it when others filled the machine meanwhile", async () => {
    const [own, others] = [await place(), await place()];
    const counts: number[] = [];
    const disk = await openDisk({
      places: [own],
      gigabytes: 0.02,
      written: async () => {
        const bytes = await used(own);
        counts.push(bytes);
        return bytes;
      },
    });
    using watch = disk.watch();
    await writeFile(join(others, "fill"), Buffer.alloc(60_000_000, "x"));
    await until(() => counts.length > 0);
    await wait(600); // two more looks
    expect([counts.length > 0, watch.why()]).toEqual([true, null]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "ends for whoever is at work when hardly any is left for the runner itself, and nobody begins with so little",
    async () => {
      const path = await place();
      execFileSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${diskFloor + 40_000_000}`, "tmpfs", path]);
      onTestFinished(() => void execFileSync("/bin/umount", [path]));
      expect(await diskRefusal([tmpdir(), path])).toMatch(
        /^The runner's disk has 1\.0 GB left, and a task needs 2 GB/,
      );
      expect(await diskRefusal([tmpdir()])).toBe(null);
      const disk = await openDisk({ places: [path], gigabytes: 10, written: async () => used(path) });
      using watch = disk.watch();
      await writeFile(join(path, "fill"), Buffer.alloc(60_000_000, "x"));
      await until(() => watch.signal.aborted);
      expect(watch.signal.reason).toBe("disk");
      expect(watch.why()).toMatch(
        /^The runner's disk is full: less than 1\.0 GB is left, of 1\.0 GB.*wrote 0\.1 GB\.$/,
      );
    },
  );
});
