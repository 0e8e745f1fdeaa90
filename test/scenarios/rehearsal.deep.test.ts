import { afterAll, describe, expect, test } from "vitest";

import { ownedForm, replaced } from "./owned.ts";
import { git, lastRun, logOf, pullsOf } from "./reading.ts";
import { probed, refusedKeys, rehearse, rowsOf, scripted } from "./rehearsals.ts";
import { type Repository, openStage } from "./stage.ts";

const stage = await openStage([probed]);
afterAll(async () => stage[Symbol.asyncDispose]());

const askedOf = (key: string) =>
  stage.yard.model.requests.filter(({ headers }) => headers["x-api-key"] === key).length;

/** The rows that are missing, and no others. */
const missing = (rows: ReadonlyMap<string, string[]>) =>
  new Map([...rows].filter(([, [state]]) => state === "**missing**"));

const full = (fits: (by: string) => boolean) => {
  stage.faults.push(({ kind, what, by }) =>
    kind === "artifact" && what === "CreateArtifact" && fits(by)
      ? {
          kind: "status",
          status: 403,
          body: JSON.stringify({ code: "resource_exhausted", msg: "insufficient usage to create artifact" }),
        }
      : null,
  );
};
const isOf = (repository: Repository, by: string, job: RegExp): boolean =>
  repository.runs().some(({ jobs }) => jobs.some(({ id, name }) => by.endsWith(`/${id}`) && job.test(name)));

describe("a rehearsal names, alone and with its remedy,", () => {
  test("a missing secret, and asks no model", async () => {
    const before = stage.yard.model.requests.length;
    const repository = await stage.open("no-secret", { files: scripted, settings: { secrets: {} } });
    const rows = missing(await rehearse(repository));
    expect([...rows.keys()]).toEqual(["secret with a credential"]);
    expect(rows.get("secret with a credential")?.[2]).toContain("`claude setup-token`");
    expect(stage.yard.model.requests.length).toBe(before);
    // Everything else was found all the same.
    expect((await pullsOf(repository)).map(({ title }) => title)).toEqual(["Configure Switchyard"]);
  });

  test.each([
    ["revoked", "Make a new one"],
    ["spent", "until its usage window is reset"],
    ["unpaid", "Add credit"],
  ] as const)("a credential that is %s, by one request", async (kind, remedy) => {
    const secrets = { ANTHROPIC_API_KEY: refusedKeys[kind] };
    const repository = await stage.open(kind, { files: scripted, settings: { secrets } });
    const rows = missing(await rehearse(repository));
    expect([...rows.keys()]).toEqual(["credential anthropic-api-key"]);
    expect(rows.get("credential anthropic-api-key")?.[2]).toContain(remedy);
    expect(askedOf(refusedKeys[kind])).toBe(1);
    expect(logOf(lastRun(repository), /work$/)).not.toContain(refusedKeys[kind]);
  });

  test("a setup that fails, with the end of its output", async () => {
    const repository = await stage.open("setup-fails", {
      files: { ...scripted, "package-lock.json": "not one" },
    });
    const rows = missing(await rehearse(repository));
    expect([...rows.keys()]).toEqual(["setup"]);
    expect(rows.get("setup")?.[1]).toContain("npm ci");
    expect(rows.get("setup")?.[2]).toContain("under `setup:`");
    expect((await pullsOf(repository))[0]?.body).toContain("setup: the end of its output");
  });

  test("that there is no space for artifacts, in the job that meets it", async () => {
    const early = await stage.open("full", { files: scripted });
    full((by) => isOf(early, by, /dispatch$/));
    const rows = missing(await rehearse(early, /dispatch$/));
    expect([...rows.keys()]).toEqual(["space for artifacts"]);
    expect(rows.get("space for artifacts")?.[2]).toContain("Delete artifacts that nobody needs");
    const late = await stage.open("full-later", { files: scripted });
    full((by) => isOf(late, by, /work$/));
    expect([...missing(await rehearse(late)).keys()]).toEqual(["space for artifacts"]);
  });
});

describe("each permission that a job lacks is named with its line", async () => {
  const { caller, task } = await ownedForm();
  const lines = {
    contents:
      "contents: write # claims: refs/switchyard/*; removes branches of ours whose pull request is over",
    issues: "issues: write # state label and workpad",
    "pull-requests": "pull-requests: read # open pull requests that close an issue",
    actions: "actions: read # whether the jobs of a claim are over",
  } as const;
  const open = async (name: string, by: readonly [line: string, other: string], inTask = false) =>
    stage.open(name, {
      files: {
        ...scripted,
        ".github/workflows/switchyard.yml": inTask ? caller : replaced(caller, by[0], by[1]),
        ".github/workflows/switchyard-task.yml": inTask ? replaced(task, by[0], by[1]) : task,
      },
    });

  test.each(["issues", "pull-requests"] as const)(
    "%s, where dispatch cannot even look",
    async (permission) => {
      const repository = await open(`no-${permission}`, [lines[permission], ""]);
      const rows = await rehearse(repository, /dispatch$/);
      expect([...missing(rows).keys()]).toEqual([`permission ${permission}: write`]);
      const run = lastRun(repository);
      expect(run.conclusion).toBe("failure");
      const line = `permissions: { ${permission}: ${permission === "issues" ? "write" : "read"} }`;
      expect(logOf(run, /dispatch$/)).toContain(`This job lacks what it needs: write \`${line}\``);
    },
  );

  test.each([
    ["contents", ["permission contents: write"]],
    ["issues", ["labels", "permission issues: write"]],
    ["actions", ["permission actions"]],
  ] as const)("%s, when dispatch can look but no more", async (permission, named) => {
    const repository = await open(`read-${permission}`, [
      lines[permission],
      permission === "actions" ? "" : `${permission}: read`,
    ]);
    const rows = missing(await rehearse(repository));
    expect([...rows.keys()].toSorted()).toEqual([...named]);
    for (const name of named) expect(rows.get(name)?.[2]).not.toBe("");
  });

  test("pull-requests, when it is collect that lacks it", async () => {
    const repository = await open("collect", ["pull-requests: write # the pull request", ""], true);
    const rows = missing(await rehearse(repository));
    expect([...rows.keys()]).toEqual(["permission pull-requests: write"]);
    expect(git(repository, "show", "switchyard/configure:.github/switchyard.yml")).toContain("npm run test");
  });

  test("all of them in the shipped form by GitHub itself, which starts no job", async () => {
    const shipped = git(
      await stage.open("shipped", { files: {} }),
      "show",
      "main:.github/workflows/switchyard.yml",
    );
    const repository = await stage.open("startup", {
      files: { ".github/workflows/switchyard.yml": replaced(shipped, /^ *issues: write.*\n/m, "") },
    });
    await repository.start({});
    await repository.settled();
    expect(lastRun(repository).conclusion).toBe("startup_failure");
  });
});

test("the draft is opened by a GitHub App where its key is given, even where Actions may not", async () => {
  const repository = await stage.open("by-app", {
    files: scripted,
    settings: { actionsMayCreatePullRequests: false },
  });
  const app = stage.yard.github.createApp({
    slug: "yardmaster",
    repository: repository.fullName,
    permissions: { contents: "write", issues: "write", "pull-requests": "write" },
  });
  const { secrets, variables } = stage.yard.github.settings(repository.fullName);
  secrets["SWITCHYARD_APP_PRIVATE_KEY"] = app.privateKey;
  variables["SWITCHYARD_APP_CLIENT_ID"] = app.clientId;
  expect([...missing(await rehearse(repository)).keys()]).toEqual([]);
  expect(await pullsOf(repository)).toMatchObject([
    { title: "Configure Switchyard", user: { login: "yardmaster[bot]" } },
  ]);
});

describe("what is configured already", () => {
  test("is tried as it is, and nothing is proposed", async () => {
    const repository = await stage.open("configured", {
      files: { "a.txt": "a\n", ".github/switchyard.yml": "gates: [{ name: mine, run: grep -q a a.txt }]\n" },
      settings: { actionsMayCreatePullRequests: false },
    });
    const rows = await rehearse(repository);
    expect(rows.get("gate mine")?.[0]).toBe("ok");
    expect([...missing(rows).keys()]).toEqual(["opening pull requests"]);
    expect(await pullsOf(repository)).toEqual([]);
    expect(git(repository, "for-each-ref", "refs/heads/switchyard")).toBe("");
  });

  test("keeps what people wrote on the branch of the draft", async () => {
    const repository = await stage.open("edited", { files: scripted });
    await rehearse(repository);
    const path = ".github/switchyard.yml";
    const { rest } = repository.as("maria");
    const file = await rest.repos.getContent({ ...repository.at, path, ref: "switchyard/configure" });
    await rest.repos.createOrUpdateFileContents({
      ...repository.at,
      path,
      branch: "switchyard/configure",
      message: "Without lint",
      content: Buffer.from("gates: []\n").toString("base64"),
      sha: "sha" in file.data ? file.data.sha : "",
    });
    await rehearse(repository);
    expect(git(repository, "show", `switchyard/configure:${path}`)).toBe("gates: []\n");
    expect((await pullsOf(repository)).length).toBe(1);
    expect(rowsOf((await pullsOf(repository))[0]?.body ?? "").size).toBeGreaterThan(10);
  });
});
