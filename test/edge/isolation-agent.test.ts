import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { isolationParts } from "../../src/core/isolation.ts";
import type { ChangeSet } from "../../src/core/result.ts";
import { readChangeSet } from "../../src/edge/change-set-reader.ts";
import { probeIsolation } from "../../src/edge/isolation.ts";
import { bash, done, openDesk, prompt, secret } from "./claude-desk.ts";
import { type Attempt, attempts, probeScript } from "./isolation-probe.ts";
import { type Site, canary, openSite, startKeeper } from "./isolation-site.ts";

const probing = mkdtempSync(join(tmpdir(), "probe-"));
const offer = await probeIsolation(probing);
rmSync(probing, { recursive: true, force: true });
const missing = isolationParts.flatMap((part) => (offer[part] === null ? [] : [`${part}: ${offer[part]}`]));
if (missing.length > 0) console.warn(`Skipped, for this machine cannot isolate: ${missing.join("; ")}`);

const claude = join(
  import.meta.dirname,
  `../../node_modules/@anthropic-ai/claude-code-linux-${process.arch}/claude`,
);

/** As on hosted images: everyone may write there. Only root can make such directories, and they are removed again. */
const open = process.getuid?.() === 0 ? ["/opt/switchyard-open", "/usr/share/switchyard-open"] : [];

describe.skipIf(missing.length > 0)("an agent that tries everything, by the real CLI, in isolation", () => {
  let site: Site;
  let tried: Attempt[] = [];
  let change: ChangeSet;
  let report = new Map<string, string>();
  const keeper = startKeeper();
  const server = createServer((socket) => socket.end("hello\n"));
  const sockets = mkdtempSync(join(tmpdir(), "sockets-"));
  const file = createServer().listen(join(sockets, "agent.sock"));
  const abstract = createServer().listen("\0switchyard-abstract");

  beforeAll(async () => {
    for (const directory of open) {
      await mkdir(directory, { recursive: true });
      await chmod(directory, 0o777);
    }
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    const bound = server.address();
    site = await openSite({
      files: {
        "a.txt": "one\n",
        ".gitignore": "node_modules\n",
        ".gitattributes": "*.txt filter=evil diff=evil\n",
      },
      setup: "mkdir node_modules && echo real >node_modules/dep && echo cached >~/cache",
    });
    tried = attempts({
      secretFiles: site.runner.secretFiles,
      home: site.runner.home,
      keeper: keeper.pid,
      port: typeof bound === "object" && bound !== null ? bound.port : 0,
      socket: join(sockets, "agent.sock"),
      abstract: "switchyard-abstract",
      address:
        Object.values(networkInterfaces())
          .flat()
          .find((one) => one?.family === "IPv4" && !one.internal)?.address ?? "127.0.0.1",
      open,
    });
    const tree = await site.workspace.grow(site.base);
    const { workspace } = site;
    const evil = `touch ${site.runner.root}/pwned /tmp/pwned; echo`;
    const poison = [
      "echo tampered >node_modules/dep",
      `printf '[core]\\n fsmonitor = ${evil}\\n hooksPath = hooks\\n[filter "evil"]\\n clean = ${evil}\\n[diff "evil"]\\n command = ${evil}\\n' >>.git/config`,
      "mkdir -p hooks ~/bin && printf '#!/bin/sh\\ntouch /tmp/pwned' >hooks/post-index-change && chmod +x hooks/*",
      "printf '#!/bin/sh\\necho forged' >~/bin/git && chmod +x ~/bin/git",
      "echo 'git() { echo forged; }; export -f git; PATH=~/bin:$PATH' >~/.bashrc",
      "mv .git elsewhere && echo 'gitdir: /tmp/other' >.git",
      "echo two >a.txt",
      "rm -rf elsewhere hooks poison.sh",
    ].join("\n");
    await using desk = await openDesk([
      {
        tools: [
          {
            name: "Write",
            input: {
              file_path: `${workspace.directory}/probe.sh`,
              content: probeScript(tried, "report.tsv"),
            },
          },
        ],
      },
      bash("bash probe.sh"),
      // By a file: the CLI itself stands in front of what it takes for sensitive in a command.
      {
        tools: [{ name: "Write", input: { file_path: `${workspace.directory}/poison.sh`, content: poison } }],
      },
      bash("bash poison.sh"),
      bash(
        "(setsid env -i sh -c 'sleep 1000.5; echo late >a.txt' >/dev/null 2>&1 &); sleep 1001.5 >/dev/null 2>&1 & disown; true",
      ),
      done,
    ]);
    await site.isolation.link?.expose(Number(new URL(desk.broker.url).port));
    const end = await desk.run(prompt, {
      executable: claude,
      launcher: await workspace.launch(tree, { shown: [claude], own: Object.values(workspace.agent) }),
      cwd: workspace.directory,
      directories: { home: workspace.home, ...workspace.agent },
      limits: { minutes: 3, silenceMinutes: 2, repeatedCalls: 20, turns: 20, dollars: 5, retries: 1 },
    });
    if (end.verdict.outcome !== "finished") throw new Error(`the agent ended as ${end.verdict.outcome}`);
    change = await readChangeSet(workspace, { tree, before: site.before });
    const written = change.changes.find(({ path }) => path === "report.tsv");
    const lines = written?.kind === "write" ? written.content.trim().split("\n") : [];
    report = new Map(
      lines.map((line) => {
        const [index = "", , output = ""] = line.split("\t");
        return [index, Buffer.from(output, "base64").toString("utf8")];
      }),
    );
  }, 240_000);

  afterAll(async () => {
    keeper.stop();
    for (const one of [server, file, abstract]) one.close();
    for (const directory of open) rmSync(directory, { recursive: true, force: true });
    rmSync(sockets, { recursive: true, force: true });
    await site[Symbol.asyncDispose]();
  });

  test("gets nowhere: every attempt is listed with its refusal", () => {
    const listed = tried.map(({ name, gain }, index) => {
      const output = report.get(String(index));
      const refused =
        output !== undefined && !gain.test(output) && !output.includes(canary) && !output.includes(secret);
      return `${refused ? "refused" : "GAINED "}  ${name}: ${(output ?? "not tried").trim().split("\n").at(-1)?.slice(0, 100)}`;
    });
    writeFileSync(join(tmpdir(), "switchyard-probe.txt"), `${listed.join("\n")}\n`);
    expect(listed.length).toBeGreaterThan(40);
    expect(listed.filter((line) => !line.startsWith("refused"))).toEqual([]);
  });

  test("C11 leaves no process behind, whatever it detached from", () => {
    const left = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        } catch {
          return "";
        }
      })
      .filter((line) => /^sleep 100[01]\.5/.test(line));
    expect(left).toEqual([]);
  });

  test("C12 has no say in how its change is read: no hook, filter, monitor, alias or program of its own runs, and its .git is not asked", () => {
    const paths = change.changes.map(({ path }) => path);
    expect(paths.toSorted()).toEqual(["a.txt", "probe.sh", "report.tsv"]);
    expect(change.changes.find(({ path }) => path === "a.txt")).toMatchObject({ content: "two\n" });
    expect(existsSync(join(site.runner.root, "pwned"))).toBe(false);
    expect(existsSync("/tmp/pwned")).toBe(false);
  });

  test.skipIf(open.length === 0)(
    "leaves the world-writable directories of the image as they were",
    async () => {
      for (const directory of open) expect(readdirSync(directory)).toEqual([]);
      const [script = ""] = tried.flatMap(({ name }, index) =>
        name.startsWith("E10") ? [report.get(String(index)) ?? ""] : [],
      );
      expect(script).toContain("switchyard-open"); // it was there to be written to
    },
  );

  test("changed none of the runner's files", async () => {
    for (const path of site.runner.secretFiles) expect(await readFile(path, "utf8")).toBe(`${canary}\n`);
  });

  test("a gate that runs next sees the base and the change, and nothing else of it", async () => {
    const tree = await site.workspace.grow(site.base);
    await site.workspace.apply(tree, change.changes);
    const { lines } = await site.run(
      tree,
      "cat a.txt node_modules/dep ~/cache; ls -A ~; git status --short; ls /tmp | wc -l",
    );
    expect(lines.slice(0, 4)).toEqual(["two", "real", "cached", "cache"]);
    expect(lines.slice(4, -1).toSorted()).toEqual([" M a.txt", "?? probe.sh", "?? report.tsv"]);
  });

  test("the files that it made belong to its own user, who owns nothing else", async () => {
    const transcript = execFileSync("find", [site.workspace.agent.config, "-name", "*.jsonl"])
      .toString()
      .trim();
    expect((await stat(transcript)).uid).toBe(site.isolation.account);
  });
});
