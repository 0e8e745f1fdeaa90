import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { callerFiles } from "../../src/cli/caller-text.ts";
import { missingPermissions, neededBy, permissionsOf } from "../../src/cli/permissions.ts";
import { mixedJobs } from "../../src/cli/trust-line.ts";
import { callersOf, followUses, grantsOf } from "../../src/cli/workflows.ts";
import { type YamlFile, member, membersOf, readYaml } from "../../src/cli/yaml-file.ts";
import { parseWorkflowFile } from "../../src/local/engine/official.ts";

const root = new URL("../../", import.meta.url);
const folder = ".github/workflows";
const load = async (path: string, as = path) => readYaml(as, await readFile(new URL(path, root), "utf8"));

/** Every set of workflow files that a repository can end up with. */
const sets: readonly (readonly [name: string, files: () => Promise<YamlFile[]>])[] = [
  [
    "examples/switchyard.yml",
    async () => [await load("examples/switchyard.yml", `${folder}/switchyard.yml`)],
  ],
  [
    "examples/owned",
    async () =>
      Promise.all(
        ["switchyard.yml", "switchyard-task.yml"].map(async (name) =>
          load(`examples/owned/${name}`, `${folder}/${name}`),
        ),
      ),
  ],
  [
    "examples/identity",
    async () =>
      Promise.all(
        ["switchyard.yml", "switchyard-task.yml"].map(async (name) =>
          load(`examples/identity/${name}`, `${folder}/${name}`),
        ),
      ),
  ],
  ...[false, true].flatMap((own) =>
    [false, true].map((isPrivate) => {
      const name = `init${own ? " --own" : ""} in a ${isPrivate ? "private" : "public"} repository`;
      const files = async () =>
        [...(await callerFiles({ own, pin: "v1.2.3", private: isPrivate }))].map(([path, text]) =>
          readYaml(path, text),
        );
      return [name, files] as const;
    }),
  ),
];

describe.each(sets)("%s", (_, files) => {
  test("parses with GitHub's own parser", async () => {
    for (const { path, text, value } of await files()) {
      expect(() => parseWorkflowFile(path, text)).not.toThrow();
      expect(membersOf(member(value, "jobs")).length).toBeGreaterThan(0);
    }
  });

  test("has no job with a model credential that may write, calls followed", async () => {
    const all = await files();
    const follow = await followUses(all);
    for (const file of all) expect(mixedJobs(file, follow)).toEqual([]);
  });

  test("grants what the called workflows ask for, and nothing more", async () => {
    const all = await files();
    const follow = await followUses(all);
    const callers = callersOf(all);
    expect(callers).toHaveLength(1);
    const grants = callers.flatMap((caller) => grantsOf(caller, follow));
    expect(grants).toHaveLength(1);
    for (const { granted, needed } of grants) expect(granted).toEqual(needed);
  });

  test("denies everything at the top, and gives each job its own", async () => {
    for (const { value } of await files()) {
      expect(member(value, "permissions")).toEqual({});
      for (const [, job] of membersOf(member(value, "jobs")))
        expect(permissionsOf(member(job, "permissions"))).not.toBeNull();
    }
  });
});

describe("the shipped workflows", () => {
  test("hold the line themselves: write and the model never meet, and jobs that write run our actions alone", async () => {
    const shipped = await Promise.all(
      ["switchyard.yml", "task.yml"].map(async (name) => load(`${folder}/${name}`)),
    );
    const follow = await followUses([]);
    for (const file of shipped) {
      expect(mixedJobs(file, follow)).toEqual([]);
      for (const [name, job] of membersOf(member(file.value, "jobs"))) {
        const writes = [...(permissionsOf(member(job, "permissions")) ?? [])].some(
          ([, level]) => level === "write",
        );
        const steps = member(job, "steps");
        if (!writes || !Array.isArray(steps)) continue;
        for (const step of steps)
          expect([name, member(step, "uses")]).toEqual([name, expect.stringMatching(/^\$\//)]);
      }
    }
  });

  test("ask for a set of permissions that is frozen within a major version", async () => {
    const needed = neededBy((await load(`${folder}/switchyard.yml`)).value, await followUses([]));
    expect(Object.fromEntries(needed)).toEqual({
      actions: "write",
      contents: "write",
      issues: "write",
      "pull-requests": "write",
    });
  });
});

describe("the owned form", () => {
  /** A workflow with our actions under the names that other repositories use, and without what each form has alone. */
  const comparable = (value: unknown, drop: readonly string[]): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, item: unknown) => (drop.includes(key) ? undefined : item))
        .replaceAll(/"\$\/(\w+)"/g, '"switchyard-dev/switchyard/$1@v1"')
        .replaceAll("$/.github/workflows/task.yml", "./.github/workflows/switchyard-task.yml"),
    );

  test("has the same task file as the shipped one, but for the runner that is its own", async () => {
    const shipped = await load(`${folder}/task.yml`);
    const owned = await load("examples/owned/switchyard-task.yml");
    // Who owns the file may work without stored credentials, and needs something else to seal with.
    const without = ["runs-on", "seal-key"];
    expect(comparable(owned.value, without)).toEqual(comparable(shipped.value, without));
  });

  test("has the same dispatch and matrix as the shipped ones, and the triggers of the caller", async () => {
    const shipped = await load(`${folder}/switchyard.yml`);
    const caller = await load("examples/switchyard.yml");
    const owned = await load("examples/owned/switchyard.yml");
    const without = ["runs-on", "if", "secrets"];
    expect(comparable(member(owned.value, "jobs"), without)).toEqual(
      comparable(member(shipped.value, "jobs"), without),
    );
    expect(member(owned.value, "on")).toEqual(member(caller.value, "on"));
    expect(member(owned.value, "jobs", "dispatch", "if")).toEqual(
      member(caller.value, "jobs", "switchyard", "if"),
    );
    expect(member(owned.value, "jobs", "task", "if")).toEqual(member(shipped.value, "jobs", "task", "if"));
    expect(comparable(member(owned.value, "jobs", "task", "secrets"), ["seal-key"])).toEqual(
      member(caller.value, "jobs", "switchyard", "secrets"),
    );
  });
});

describe("the form with workload identity", () => {
  const files = ["switchyard.yml", "switchyard-task.yml"];
  const secrets = /anthropic-api-key|claude-code-oauth-token|secrets\.\w*credentials/i;

  test.each(files)("is the owned form but for the identity: %s", async (name) => {
    const bare = (text: string): string[] =>
      text
        .replace(/ +# No secret:.*\n +credentials: \|\n(?: {12}.*\n)+/, "")
        .split("\n")
        .filter(
          (line) =>
            !/^#|id-token: write|^ +seal-key: /.test(line) &&
            !/credentials|anthropic-api|oauth-token/.test(line),
        );
    const owned = await load(`examples/owned/${name}`);
    const identity = await load(`examples/identity/${name}`);
    expect(bare(identity.text)).toEqual(bare(owned.text));
    for (const { text } of [identity, owned]) expect(text).toMatch(/^ +seal-key: /m);
  });

  test("takes no stored credential, and asks for its identity in the job that works alone", async () => {
    const [caller, task] = await Promise.all(files.map(async (name) => load(`examples/identity/${name}`)));
    expect(`${caller?.text}${task?.text}`).not.toMatch(secrets);
    const asking = membersOf(member(task?.value, "jobs")).filter(
      ([, job]) => member(job, "permissions", "id-token") !== undefined,
    );
    expect(asking.map(([name]) => name)).toEqual(["work"]);
  });

  test("C06 is the only one: no other workflow of ours asks for an identity", async () => {
    const others = [`${folder}/switchyard.yml`, `${folder}/task.yml`, "examples/switchyard.yml"].concat(
      files.map((name) => `examples/owned/${name}`),
    );
    for (const path of others) expect((await load(path)).text).not.toContain("id-token");
  });
});

describe("the line between work and collect", () => {
  const job = (lines: string) => readYaml("w.yml", `permissions: {}\njobs:\n  a:\n${lines}`);
  const key = "    env: { K: '${{ secrets.ANTHROPIC_API_KEY }}' }\n";
  const none = () => null;

  test.each([
    [
      "writes beside the key",
      `    permissions: { contents: write }\n${key}`,
      "it holds ANTHROPIC_API_KEY and contents: write",
    ],
    ["writes everything", `    permissions: write-all\n${key}`, "it holds ANTHROPIC_API_KEY and all: write"],
    [
      "can fetch an identity",
      `    permissions: { id-token: write }\n${key}`,
      "it holds ANTHROPIC_API_KEY and id-token: write",
    ],
    [
      "names the key by index",
      `    permissions: { issues: write }\n    env: { K: "\${{ secrets['claude-code-oauth-token'] }}" }\n`,
      "it holds claude-code-oauth-token and issues: write",
    ],
    [
      "holds the pool",
      `    permissions: { contents: write }\n    env: { K: "\${{ secrets.SWITCHYARD_CREDENTIALS }}" }\n`,
      "it holds SWITCHYARD_CREDENTIALS and contents: write",
    ],
    [
      "takes all secrets",
      "    permissions: { issues: write }\n    env: { K: '${{ toJSON(secrets) }}' }\n",
      "it holds every secret (toJSON) and issues: write",
    ],
    [
      "passes all on to the unknown",
      "    permissions: {}\n    uses: o/r/.github/workflows/x.yml@v1\n    secrets: inherit\n",
      "it passes every secret (inherit) to o/r/.github/workflows/x.yml@v1, which cannot be followed",
    ],
  ])("is broken by a job that %s", (_, lines, why) => {
    expect(mixedJobs(job(lines), none)).toEqual([{ file: "w.yml", line: 4, job: "a", why }]);
  });

  test("is broken by a job that names no permissions at all", () => {
    const file = readYaml("w.yml", `jobs:\n  a:\n${key}`);
    expect(mixedJobs(file, none).map(({ why }) => why)).toEqual([
      "it holds ANTHROPIC_API_KEY, and names no permissions",
    ]);
  });

  test("is kept by a job that reads, and by one that writes without the key", () => {
    expect(mixedJobs(job(`    permissions: { contents: read }\n${key}`), none)).toEqual([]);
    expect(
      mixedJobs(job("    permissions: write-all\n    env: { K: '${{ secrets.OTHER }}' }\n"), none),
    ).toEqual([]);
  });
});

describe("missing permissions", () => {
  test.each([
    [{ contents: "write" }, { contents: "read", actions: "write" }, ["actions: write"]],
    ["write-all", { contents: "write", actions: "read" }, []],
    ["read-all", { contents: "write", actions: "read" }, ["contents: write"]],
    [{}, { contents: "read" }, ["contents: read"]],
  ])("%j against %j are %j", (granted, needed, missing) => {
    const empty = new Map<string, "read" | "write">();
    expect(missingPermissions(permissionsOf(granted) ?? empty, permissionsOf(needed) ?? empty)).toEqual(
      missing,
    );
  });
});
