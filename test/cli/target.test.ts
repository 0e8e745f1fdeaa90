import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { repositoryOfRemote } from "../../src/cli/target.ts";
import { gitIn } from "../../src/edge/git.ts";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
let repo: string;

beforeAll(async () => {
  desk = await openDesk();
  repo = await desk.repository({ name: "target", roles: { tom: "read" } });
});
afterAll(async () => desk[Symbol.asyncDispose]());

/** A git repository with these remotes. */
async function clone(name: string, remotes: Readonly<Record<string, string>>): Promise<string> {
  const cwd = join(desk.directory, name);
  await mkdir(cwd);
  const git = gitIn(cwd);
  await git(["init", "--quiet"]);
  for (const [remote, address] of Object.entries(remotes)) await git(["remote", "add", remote, address]);
  return cwd;
}

describe("a command says in one sentence why it cannot begin", () => {
  test("without a token, and without gh", async () => {
    const began = performance.now();
    expect(await desk.run(["status", "--repo", repo], { token: null })).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: No token: set GH_TOKEN, or install GitHub's CLI (https://cli.github.com) and run \`gh auth login\`.
      ",
        "out": "",
      }
    `);
    // It once sat out the time that gh is given.
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  test("with a token that GitHub does not know", async () => {
    expect(await desk.run(["status", "--repo", repo], { token: "ghp_expired" })).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: GitHub does not accept the token from GH_TOKEN. Run \`gh auth login\`, or set GH_TOKEN to a valid one.
      ",
        "out": "",
      }
    `);
  });

  test("for a repository that is not there", async () => {
    expect(await desk.run(["doctor", "--repo", "acme/nothing"])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: There is no repository acme/nothing, or the token from GH_TOKEN may not see it. Check the name and the token.
      ",
        "out": "",
      }
    `);
  });

  test("for a name that is none", async () => {
    expect(await desk.run(["init", "--repo", "https://github.com/acme/x"])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: --repo: expected owner/name, got "https://github.com/acme/x".
      ",
        "out": "",
      }
    `);
  });

  test("outside of a git repository", async () => {
    expect(await desk.run(["status"])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: This is not a git repository. Change into one, or give --repo owner/name.
      ",
        "out": "",
      }
    `);
  });

  test("in a git repository without a remote", async () => {
    expect(await desk.run(["status"], { cwd: await clone("lonely", {}) })).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: This git repository has no remote. Give --repo owner/name.
      ",
        "out": "",
      }
    `);
  });

  test("when the remote is somewhere else", async () => {
    const cwd = await clone("foreign", { origin: "git@gitlab.com:acme/target.git" });
    expect(await desk.run(["status"], { cwd })).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: The remote "origin" is not a repository at github.localhost. Give --repo owner/name.
      ",
        "out": "",
      }
    `);
  });

  test("when init may not write", async () => {
    const tom = desk.github.createUser("tom");
    desk.writes();
    expect(await desk.run(["init", "--repo", repo], { token: tom.token })).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: The token from GH_TOKEN may not write to acme/target. Ask for write access, or use --write in a clone and propose the files yourself.
      ",
        "out": "",
      }
    `);
    expect(desk.writes()).toEqual([]);
  });

  test("when the API cannot be reached", async () => {
    const env = { GITHUB_API_URL: "http://127.0.0.1:1" };
    const ended = await desk.run(["status", "--repo", repo], { env });
    expect(ended.code).toBe(1);
    expect(ended.err).toContain("Cannot reach the GitHub API at http://127.0.0.1:1");
    expect(ended.err).toContain("Check the network");
  });

  test("for commands and options that do not exist", async () => {
    expect((await desk.run(["statsu"])).code).toBe(2);
    expect((await desk.run(["status", "--jason"])).err).toContain("unknown option '--jason'");
    expect((await desk.run(["dispatch"])).code).toBe(2);
    expect((await desk.run(["--version"])).code).toBe(0);
  });
});

describe("the token", () => {
  test("comes from gh when no variable is set, and never stands in an argument", async () => {
    const gh = await desk.program("gh", `echo '${desk.maria.token}'`);
    const ended = await desk.run(["status", "--repo", repo], { token: null });
    expect(ended.code).toBe(0);
    expect(await gh.log()).toBe("auth token --hostname github.localhost\n");
  });

  test("is asked for by name when gh knows none", async () => {
    await desk.program("gh", "exit 1");
    expect((await desk.run(["status", "--repo", repo], { token: null })).err).toMatchInlineSnapshot(`
      "switchyard: No token: run \`gh auth login\`, or set GH_TOKEN.
      "
    `);
  });
});

describe("the repository", () => {
  test("is that of the remote named origin", async () => {
    const address = `${desk.github.serverUrl}/${repo}.git`;
    const cwd = await clone("here", { fork: "git@gitlab.com:a/b.git", origin: address });
    const ended = await desk.run(["status"], { cwd });
    expect(ended.err).toBe("");
    expect(ended.out).toContain("acme/target at");
  });

  test.each([
    ["https://github.com/acme/x", "acme/x"],
    ["https://github.com/acme/x.git", "acme/x"],
    ["https://maria:secret@github.com/acme/x.git/", "acme/x"],
    ["git@github.com:acme/x.git", "acme/x"],
    ["ssh://git@github.com/acme/x.y.git", "acme/x.y"],
    ["ssh://git@ssh.github.com:443/acme/x.git", "acme/x"],
    ["https://gitlab.com/acme/x.git", null],
    ["https://github.com.evil.test/acme/x", null],
    ["/srv/git/x.git", null],
    ["https://github.com/acme", null],
  ])("behind %s is %s", (address, name) => {
    expect(repositoryOfRemote(address, "github.com")).toBe(name);
  });
});
