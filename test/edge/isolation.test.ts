import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync, rmSync } from "node:fs";
import { access, open, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { afterAll, describe, expect, test } from "vitest";

import { isolationParts } from "../../src/core/isolation.ts";
import { readChangeSet } from "../../src/edge/change-set-reader.ts";
import { probeIsolation } from "../../src/edge/isolation.ts";
import { type Site, nothing, openSite } from "./isolation-site.ts";

const probing = mkdtempSync(join(tmpdir(), "probe-"));
const offer = await probeIsolation(probing);
rmSync(probing, { recursive: true, force: true });
const missing = isolationParts.flatMap((part) => (offer[part] === null ? [] : [`${part}: ${offer[part]}`]));
if (missing.length > 0) console.warn(`Skipped, for this machine cannot isolate: ${missing.join("; ")}`);

const files = { "a.txt": "one\n", "sub/b.txt": "b\n", ".gitignore": "node_modules\n" };
const setup =
  "mkdir node_modules && echo real >node_modules/dep && echo cached >~/cache && echo setup >tracked.txt";

const ways = [
  ["in layers", { files, setup }, missing.length > 0],
  // An overlay takes no path with a colon.
  ["as copies that are mounted", { files, setup, name: "co:lon" }, missing.length > 0],
  ["as copies that take turns, without isolation", { files, setup, demand: nothing }, false],
] as const;

describe.each(ways)("trees %s", (_way, options, skipped) => {
  describe.skipIf(skipped)("are at one path", () => {
    let opened: Site | null = null;
    const site = async (): Promise<Site> => (opened ??= await openSite(options));
    afterAll(async () => opened?.[Symbol.asyncDispose]());

    test("and none sees what another did, though each has what setup left", async () => {
      const { workspace, base, run } = await site();
      const agent = await workspace.grow(base);
      const seen = await run(
        agent,
        "pwd; cat a.txt node_modules/dep ~/cache; echo two >a.txt; echo evil >node_modules/dep; echo mine >~/mine; rm -r sub",
      );
      expect(seen.lines).toEqual([workspace.directory, "one", "real", "cached"]);
      const gate = await workspace.grow(base);
      expect((await run(gate, "cat a.txt node_modules/dep sub/b.txt; ls ~")).lines).toEqual([
        "one",
        "real",
        "b",
        "cache",
      ]);
      const again = await run(agent, "cat a.txt node_modules/dep; ls ~");
      expect(again.lines.toSorted()).toEqual(["cache", "evil", "mine", "two"]);
      const on = await workspace.grow(agent);
      await workspace.fell(gate);
      expect((await run(on, "cat a.txt; ls")).lines).toEqual(["two", "a.txt", "node_modules", "tracked.txt"]);
    });

    test("and a change is read from one and written into another byte by byte", async () => {
      const { workspace, base, before, run } = await site();
      const agent = await workspace.grow(base);
      await run(
        agent,
        "printf 'caf\\303\\251\\n' >'n\\303\\250w.txt'; printf '\\000\\377' >bin; printf '#!/bin/sh\\n' >run.sh; chmod +x run.sh; rm a.txt; mkdir a.txt; echo in >a.txt/in; rm -r sub; echo file >sub; ln -s /etc/passwd link; chmod 000 tracked.txt; echo x >' leading and\ttab'; : >empty",
      );
      const { leftOut, ...change } = await readChangeSet(workspace, { tree: agent, before });
      expect(leftOut).toEqual([]);
      expect(change.inexpressible).toEqual(["link"]);
      const gate = await workspace.grow(base);
      await workspace.apply(gate, change.changes);
      const listing =
        "find . -path ./.git -prune -o -path ./node_modules -prune -o -type f -print0 | sort -z | xargs -0 stat -c '%n %a' --; cat a.txt/in sub 'n\\303\\250w.txt' bin | sha256sum";
      const [here, there] = [await run(agent, `chmod 644 tracked.txt; ${listing}`), await run(gate, listing)];
      expect(there.lines).toEqual(here.lines);
      expect(there.lines.length).toBeGreaterThan(8);
      expect(await readChangeSet(workspace, { tree: gate, before })).toMatchObject({
        changes: change.changes,
      });
    });

    test("and what is larger than a change may be is named, not read", async () => {
      const { workspace, base, before, run } = await site();
      const agent = await workspace.grow(base);
      await run(
        agent,
        "head -c 3000 /dev/zero >large; echo small >small; mkdir -p in; truncate -s 9G 'in/hu[ge]*'; truncate -s 9G node_modules/ignored; head -c 3000 /dev/zero >a.txt",
      );
      const change = await readChangeSet(workspace, {
        tree: agent,
        before,
        most: { fileBytes: 2_000, totalBytes: 10_000 },
      });
      expect(change.leftOut.toSorted()).toEqual(["a.txt", "in/hu[ge]*", "large"]);
      expect(change.changes.map(({ path }) => path)).toEqual(["small"]);
    });
  });
});

describe.skipIf(missing.length > 0)("a run in isolation", async () => {
  const site = missing.length > 0 ? null : await openSite({ files });
  if (site === null) return;
  const { workspace, base, run } = site;
  afterAll(async () => site[Symbol.asyncDispose]());

  test("gives its program's exit code, output and environment, and adds nothing to them", async () => {
    const tree = await workspace.grow(base);
    const end = await run(tree, "env | grep -vE '^(_|PWD|SHLVL)='; echo bad >&2; exit 37", {
      env: { ODD: "two\nlines = $HOME" },
    });
    expect(end).toMatchObject({ ended: "failed", code: 37 });
    expect(end.lines.toSorted()).toEqual(
      [
        "PATH=/usr/local/bin:/usr/bin:/bin",
        `HOME=${workspace.home}`,
        "LANG=C.UTF-8",
        "ODD=two",
        "lines = $HOME",
        "bad",
      ].toSorted(),
    );
  });

  test("is given its environment, which nothing on the machine obeys", async () => {
    const { root } = site.runner;
    await writeFile(join(root, "evil.sh"), `id -u >>${root}/obeyed; echo obeyed >&2\n`);
    const tree = await workspace.grow(base);
    const end = await run(tree, "echo $BASH_ENV", { env: { BASH_ENV: join(root, "evil.sh") } });
    expect(end.lines).toContain(join(root, "evil.sh"));
    await expect(access(join(root, "obeyed"))).rejects.toThrow("ENOENT");
  });

  test("keeps no open file, group or capability of the action's", async () => {
    const tree = await workspace.grow(base);
    const groups = process.getuid?.() === 0 ? ["/usr/bin/setpriv", "--groups=4,27", "--"] : [];
    const look = "ls /proc/self/fd; id -G; grep ^CapBnd /proc/self/status";
    const [program, ...args] = [...groups, ...(await workspace.launch(tree)), "/bin/sh", "-c", look];
    await using held = await open(site.runner.secretFiles[0] ?? "");
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit", held.fd, held.fd], env: {} });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
    await once(child, "close");
    const { account } = site.isolation;
    // 3 is the directory that is listed. A user namespace needs one capability to map its root, of no use to who has no root.
    const bounding = process.getuid?.() === 0 ? "0000000000000000" : "0000000080000000";
    expect(output.trim().split(/\s+/)).toEqual(["0", "1", "2", "3", String(account), "CapBnd:", bounding]);
  });

  test("is who it should be, also for programs that ask for a name", async () => {
    const tree = await workspace.grow(base);
    const { lines } = await run(
      tree,
      "id -un; id -u; echo ~; stat -c %U .; touch /tmp/x && stat -c %U /tmp/x",
    );
    expect(lines).toEqual([
      "switchyard",
      String(site.isolation.account),
      workspace.home,
      "switchyard",
      "switchyard",
    ]);
  });

  test("has the loopback interface to itself, low ports included, and reaches the runner's only where that is exposed", async () => {
    const server = createServer((_, response) => response.end("from the runner")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const bound = server.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    const tree = await workspace.grow(base);
    const get = (to: number) =>
      `python3 -c 'import urllib.request; print(urllib.request.urlopen("http://127.0.0.1:${to}/", timeout=3).read().decode())' 2>&1 | tail -n 1`;
    expect((await run(tree, get(port))).lines.join()).toContain("refused");
    await site.isolation.link?.expose(port);
    expect((await run(tree, get(port))).lines).toEqual(["from the runner"]);
    const own = `python3 -m http.server 80 --bind 127.0.0.1 >/dev/null 2>&1 & until (exec 3<>/dev/tcp/127.0.0.1/80) 2>/dev/null; do sleep 0.1; done; python3 -c 'import urllib.request; print(urllib.request.urlopen("http://127.0.0.1/", timeout=3).status)'`;
    expect((await run(tree, own)).lines).toEqual(["200"]);
    server.close();
  });

  test("ends with everything that it started when it is told to, after a chance to end by itself", async () => {
    const tree = await workspace.grow(base);
    const ending = new AbortController();
    const started = Date.now();
    const running = run(
      tree,
      "trap 'echo cleaning up; exit 0' TERM; (setsid env -i sleep 2001.5 &); sleep 2002.5 & echo ready; wait",
      {
        signal: ending.signal,
      },
    );
    while (!cmdlines().some((line) => line.startsWith("sleep 2002.5"))) await wait(20);
    ending.abort("stopped");
    const end = await running;
    expect(end.ended).toBe("stopped");
    expect(end.lines).toContain("cleaning up");
    expect(Date.now() - started).toBeLessThan(30_000);
    await readChangeSet(workspace, { tree, before: site.before }); // waits for the end of the run, and would throw
    expect(cmdlines().filter((line) => /^sleep 200[12]\.5/.test(line))).toEqual([]);
  });

  test("dies with the action, even when that is killed", async () => {
    const tree = await workspace.grow(base);
    const launcher = await workspace.launch(tree);
    const action = spawn(
      process.execPath,
      [
        "-e",
        "const [program, ...args] = JSON.parse(process.argv[1]); require('node:child_process').spawn(program, args, { detached: true, stdio: 'ignore', env: { PATH: '/usr/bin:/bin' } }); setInterval(() => {}, 1e6)",
        JSON.stringify([...launcher, "/bin/sleep", "3001.5"]),
      ],
      { stdio: "ignore" },
    );
    const there = () => cmdlines().some((line) => line.startsWith("/bin/sleep 3001.5"));
    while (!there()) await wait(20);
    action.kill("SIGKILL");
    for (let tries = 0; tries < 500 && there(); tries += 1) await wait(20);
    expect(there()).toBe(false);
  });

  test("can be joined while it lasts: what the agent has written so far is read beside it", async () => {
    const tree = await workspace.grow(base);
    const ending = new AbortController();
    const running = run(tree, "echo so far >a.txt; echo ready >/tmp/ready; sleep 1000", {
      signal: ending.signal,
    });
    let seen = false;
    while (!seen) {
      const end = await workspace.capture(tree, {
        command: ["/bin/cat", "/tmp/ready"],
        limitBytes: 100,
        beside: true,
      });
      seen = end.code === 0;
    }
    const change = await readChangeSet(workspace, { tree, before: site.before, beside: true });
    expect(change.changes).toMatchObject([{ path: "a.txt", content: "so far\n" }]);
    ending.abort();
    await running;
  });

  test("reads no file that its own user may not read, through whatever link", async () => {
    const tree = await workspace.grow(base);
    await run(tree, "ln -s /etc/shadow s; ln -s /proc/1/environ e; echo ok >o; printf -- '-\\n\\0' >./-o");
    const found = await workspace.read(tree, ["s", "o", "e", "absent", ".", "-o"], 1_000);
    expect([...found].map(([path, content]) => [path, String(content)])).toEqual([
      ["o", "ok\n"],
      ["-o", "-\n\0"],
    ]);
    expect(await workspace.read(tree, ["o"], 2)).toEqual(new Map());
  });
});

test.skipIf(missing.length > 0)(
  "nothing of a task is left on the machine: no file, process, namespace or control group",
  async () => {
    const groups = () =>
      ["/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/pids"].flatMap((path) => {
        try {
          return readdirSync(path).filter((name) => name.startsWith(`switchyard-${process.pid}-`));
        } catch {
          return [];
        }
      });
    const before = groups();
    const site = await openSite({ files, setup });
    const tree = await site.workspace.grow(site.base);
    await site.run(tree, "mkdir -p deep/er && chmod 000 deep; (setsid sleep 4001.5 &)");
    const { runner, isolation } = site;
    await isolation.remove([runner.workspace, runner.temp], "content");
    expect([readdirSync(runner.workspace), readdirSync(runner.temp)]).toEqual([[], []]);
    expect(statSync(runner.workspace).uid).toBe(process.getuid?.()); // else the next job could not check out
    await site[Symbol.asyncDispose]();
    expect(groups()).toEqual(before);
    expect(cmdlines().filter((line) => line.startsWith("sleep 4001.5"))).toEqual([]);
    expect((await readFile("/proc/self/mountinfo", "utf8")).includes(runner.root)).toBe(false);
  },
);

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
