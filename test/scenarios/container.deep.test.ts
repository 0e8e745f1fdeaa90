import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { play, running } from "./plays.ts";
import { git, logOf, pullsOf, recordOf, seen } from "./reading.ts";
import { openStage, product } from "./stage.ts";

const name = "localhost/switchyard-sample:1";
const engine = ["/usr/bin/docker", "/usr/bin/podman"].find((path) => existsSync(path) && works(path));

/** Docker may be there without its daemon. */
function works(path: string): boolean {
  try {
    execFileSync(path, ["info"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** Makes an image of a few programs of this machine, with one that is nowhere else. */
function makeImage(path: string): void {
  const root = mkdtempSync(join(tmpdir(), "switchyard-image-"));
  const claude = join(product, "node_modules/@anthropic-ai", `claude-code-linux-${process.arch}`, "claude");
  const programs =
    "bash env git grep find prlimit setpriv umount cat cp cut sort stat rm mkdir touch head chmod mktemp nice ls sh tar xargs"
      .split(" ")
      .map((program) => execFileSync("which", [program], { encoding: "utf8" }).trim());
  const libraries = [...programs, claude].flatMap((program) =>
    [...execFileSync("ldd", [program], { encoding: "utf8" }).matchAll(/(\/\S+) \(0x/g)].map(
      ([, file = ""]) => file,
    ),
  );
  for (const link of ["bin", "sbin", "lib", "lib64"]) {
    mkdirSync(join(root, "usr", link), { recursive: true });
    execFileSync("ln", ["-s", `usr/${link}`, join(root, link)]);
  }
  for (const file of new Set([...programs, ...libraries])) {
    const place = join(root, realpathSync(dirname(file)), file.slice(file.lastIndexOf("/") + 1));
    mkdirSync(dirname(place), { recursive: true });
    cpSync(realpathSync(file), place);
  }
  for (const directory of ["etc", "opt/tool", "var/lib"])
    mkdirSync(join(root, directory), { recursive: true });
  writeFileSync(join(root, "opt/tool/only-here"), '#!/bin/bash\necho "hello from $GREETING"\n', {
    mode: 0o755,
  });
  execFileSync("tar", ["-C", root, "-cf", `${root}.tar`, "."]);
  const environment = ["-c", "ENV PATH=/opt/tool:/usr/bin:/bin", "-c", "ENV GREETING=the-image"];
  execFileSync(path, ["import", ...environment, `${root}.tar`, name], { stdio: "ignore" });
  rmSync(root, { recursive: true });
  rmSync(`${root}.tar`);
}

describe.skipIf(engine === undefined)("a task in an image of the repository's own", async () => {
  if (engine === undefined) return;
  makeImage(engine);
  const stage = await openStage([
    play("image", 1, [running("only-here >greeting.txt; command -v node npm || true"), { text: "Done." }]),
    play("alpine", 1, [{ text: "Never asked." }]),
  ]);
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    execFileSync(engine, ["rmi", "--force", name], { stdio: "ignore" });
  });

  const config = (image: string) =>
    [
      `container: ${image}`,
      "setup: [{ run: only-here >prepared.txt }]",
      "gates:",
      "  - name: greets",
      "    run: grep -q 'hello from the-image' greeting.txt && ! command -v node && ls /opt",
      "",
    ].join("\n");

  test("has setup, agent and gates see its files and variables, and nothing of the runner's system", async () => {
    const repository = await stage.open("image", {
      files: {
        "greeting.txt": "hello\n",
        ".gitignore": "prepared.txt\n",
        ".github/switchyard.yml": config(name),
      },
    });
    await repository.label(await repository.issue("Greet"));
    await repository.settled();
    expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({ outcome: "delivered" });
    const [pull] = await pullsOf(repository);
    expect(git(repository, "show", `${pull?.head.sha ?? ""}:greeting.txt`)).toBe("hello from the-image\n");
    const [run] = repository.runs().filter(({ jobs }) => jobs.some((job) => job.name.endsWith(" work")));
    expect(run === undefined ? "" : logOf(run, / work$/)).toContain(`Image: ${name}`);
  });

  test("ends before the model is asked when there is no such image, with what to do", async () => {
    const repository = await stage.open("alpine", {
      files: { ".github/switchyard.yml": config("localhost/switchyard-nothing:1") },
    });
    await repository.label(await repository.issue("Greet"));
    await repository.settled();
    const { comments } = await seen(repository, 1);
    expect(recordOf(repository, 1).at(-1)?.state.last?.outcome).toBe("setup_failed");
    expect(comments.join("\n")).toContain("The image localhost/switchyard-nothing:1 cannot be used");
    expect(stage.yard.model.requests.some(({ scenario }) => scenario === "alpine #1")).toBe(false);
  });
});
