import { afterAll, describe, expect, test } from "vitest";

import type { RepositorySettings } from "../../src/local/contract.ts";
import type { Turn } from "../../src/local/model/scenario.ts";
import { delivering, greeter, play, running, writing } from "./plays.ts";
import { lastRun, logOf, pullsOf, recordOf, seen, storyOf, summaryOf } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";

const resetsAt = new Date(Math.ceil(Date.now() / 1000 + 3 * 3600) * 1000);
const refusing = (
  status: number,
  more: { message?: string; headers?: Record<string, string> } = {},
): Turn => ({
  fault: { kind: "status", status, ...more },
});

const stage = await openStage([
  play("gates", 1, delivering("greeting.txt", "good evening\n"), [
    { match: "does not pass yet", turns: delivering("greeting.txt", "hello, good evening\n") },
  ]),
  play("gates", 2, delivering("greeting.txt", "goodbye\n"), [
    { match: "does not pass yet", turns: [{ text: "I see nothing wrong with a goodbye." }] },
  ]),
  play("broken-base", 1, delivering("second.txt")),
  play("left-behind", 1, [running("echo left >left.txt; echo two >second.txt"), { text: "Done." }]),
  play("absent-gate", 1, delivering("second.txt")),
  play("broken-first", 1, delivering("second.txt")),
  play("broken-first", 3, delivering("second.txt")),
  play("faults", 1, [refusing(401)]),
  play("faults", 2, [
    refusing(400, { message: "Your credit balance is too low to access the Anthropic API." }),
  ]),
  play("faults", 3, [writing({ "second.txt": "hello\n" }), { text: "Done." }]),
  // Last, since a usage limit parks the pool of all of them.
  play("faults", 4, [
    refusing(429, {
      headers: {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-reset": String(resetsAt.getTime() / 1000),
        "anthropic-ratelimit-unified-representative-claim": "five_hour",
      },
    }),
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const open = async (
  name: string,
  config: string,
  titles: readonly string[],
  settings: Partial<RepositorySettings> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Repository> => {
  const repository = await stage.open(name, {
    files: { ...greeter, ...files, ".github/switchyard.yml": config },
    settings,
  });
  for (const title of titles) await repository.label(await repository.issue(title));
  return repository;
};

/** The five lines that a person reads, by their headings. */
function fiveLines(comment: string | undefined): Record<string, string> {
  return Object.fromEntries(
    [...(comment ?? "").matchAll(/^- \*\*([^:*]+):\*\* (.*)$/gm)].map((match) => [
      match[1] ?? "",
      match[2] ?? "",
    ]),
  );
}

describe("a setup step that fails", () => {
  test("ends the task uncharged before the model is asked, and shows the end of its output", async () => {
    const repository = await open(
      "setup",
      "setup:\n  - run: echo looking; echo 'cannot find libgreet' >&2; exit 3\n",
      ["Go on"],
    );
    await repository.settled();
    const { labels, comments } = await seen(repository, 1);
    expect(labels).toEqual(["switchyard: failed"]);
    expect(fiveLines(comments[0])).toMatchObject({ Cost: "$0.00", "Whose to fix": "yours" });
    expect(comments[0]).toContain("failed with exit code 3");
    expect(comments[0]).toContain("cannot find libgreet");
    expect(recordOf(repository, 1).at(-1)?.state).toMatchObject({
      attempts: 0,
      last: { outcome: "setup_failed" },
    });
    expect(summaryOf(repository, lastRun(repository), /work$/)).toContain("cannot find libgreet");
    expect(stage.yard.model.requests.filter(({ body }) => body.includes("of acme/setup."))).toEqual([]);
  });
});

describe("a gate that fails", async () => {
  const config =
    "gates:\n  - name: greets\n    run: grep -q hello greeting.txt || { echo 'no hello here'; exit 1; }\nlimits: { repair-rounds: 1 }\n";
  const repository = await open("gates", config, ["Greet at night", "Say goodbye"]);
  await repository.settled();
  const pulls = await pullsOf(repository);

  test("goes back to the same session, and the mended change is delivered", () => {
    expect(pulls.map(({ body }) => body?.split("\n")[0])).toEqual(["Closes #1", "For #2"]);
    expect(pulls[0]?.body).toContain("| greets (edited) | not tried | passed |");
    const repairs = stage.yard.model.requests.filter(
      ({ body, scenario }) => scenario === "gates #1" && body.includes("does not pass yet"),
    );
    expect(repairs.length).toBeGreaterThan(0);
    expect(
      repairs.every(({ body }) => body.includes("I wrote greeting.txt.") && body.includes("no hello here")),
    ).toBe(true);
  });

  test("until the rounds are used up leaves the five lines, the gate's own words, and what it wrote as a draft that closes nothing", async () => {
    const { labels, comments } = await seen(repository, 2);
    expect(labels).toEqual(["switchyard: failed"]);
    expect(pulls[1]).toMatchObject({ draft: true, body: expect.stringMatching(/^For #2\n/) });
    expect(fiveLines(comments[0])).toMatchObject({
      "Whose to fix": "the agent's",
      Next: "Nothing, until a person decides.",
      Now: "Look at the failing gate below. Put the label on again to start another attempt.",
    });
    expect(fiveLines(comments[0])["What"]).toMatch(
      /^The change does not pass the gates\. \(`gates_failed`, attempt 1, \[log\]\(http/,
    );
    expect(Object.keys(fiveLines(comments[0]))).toEqual(["What", "Whose to fix", "Cost", "Next", "Now"]);
    expect(comments[0]).toContain("<summary>greets: failed, on the base passed</summary>");
    expect(comments[0]).toContain("no hello here");
    expect(recordOf(repository, 2).at(-1)?.state).toMatchObject({
      attempts: 1,
      phase: "idle",
      last: { outcome: "gates_failed" },
    });
    const log = repository
      .runs()
      .flatMap((run) =>
        run.jobs.flatMap(({ name }) => (/#2 .* work$/.test(name) ? [logOf(run, /#2 .* work$/)] : [])),
      )
      .join("");
    expect(log.match(/Repair round 1 of 1/g)).toHaveLength(1);
  });
});

test("gates see the change alone, and nothing else that the agent left in its tree", async () => {
  const repository = await open(
    "left-behind",
    "gates:\n  - name: alone\n    run: test ! -e left.txt\n",
    ["A second file"],
    {},
    { ".gitignore": "left.txt\n" },
  );
  await repository.settled();
  expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({ outcome: "delivered" });
  expect((await pullsOf(repository))[0]?.body).toContain("| alone | not tried | passed |");
});

describe("a gate that fails on the base too", () => {
  test("is shown as such and is not blamed on the change", async () => {
    const repository = await open(
      "broken-base",
      "gates:\n  - name: greets\n    run: grep -q goodbye greeting.txt\n",
      ["A second file"],
    );
    await repository.settled();
    const [pull] = await pullsOf(repository);
    expect(pull?.body).toContain("| greets | **failed** | **failed** |");
    expect(pull?.body).toContain(" turns · [run](");
    expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 1");
    expect(logOf(lastRun(repository), /work$/)).toContain("Gate greets: failed (on the base: failed)");
  });

  test("is named before the first request of credentials that nothing has proven, and not again once they are", async () => {
    const repository = await open(
      "broken-first",
      "gates:\n  - name: greets\n    run: grep -q goodbye greeting.txt\n",
      ["A second file"],
      { private: true },
    );
    await repository.settled();
    const log = logOf(lastRun(repository), /work$/);
    const named = log.indexOf("Gate greets does not pass before any change: failed on the base, after ");
    expect(named).toBeGreaterThan(-1);
    expect(log.indexOf("Claude Code ")).toBeGreaterThan(named);
    expect(log.match(/Gate greets on the base/g)).toHaveLength(1);
    // Who reads a private repository may read what its pull requests cost.
    const [pull] = await pullsOf(repository);
    expect(pull?.body).toContain(" turns · less than $0.01 · [run](");
    await repository.label(await repository.issue("A second file"));
    await repository.settled();
    expect(logOf(lastRun(repository), /work$/)).not.toContain("before any change");
  });

  test("since it cannot run at all is named before, asks for no repair, and leaves nothing that counts as verified", async () => {
    const repository = await open(
      "absent-gate",
      "limits: { attempts: 1 }\ngates:\n  - name: absent\n    run: no-such-tool\n",
      ["A second file"],
    );
    await repository.settled();
    const log = logOf(lastRun(repository), /work$/);
    expect(log).toContain("Gate absent does not pass before any change: not runnable on the base, after ");
    expect(log).not.toContain("Repair round");
    const [pull] = await pullsOf(repository);
    expect(pull?.body).toContain("| absent | **could not run** | **could not run** |");
    expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({ outcome: "gates_failed" });
  });
});

describe("a fault of the model", async () => {
  const repository = await open(
    "faults",
    "limits: { tasks: 4 }\n",
    ["refused", "unpaid", "fine", "limited"],
    { secrets: { CLAUDE_CODE_OAUTH_TOKEN: "sk-ant-oat01-scripted-000000000000" } },
  );
  await repository.settled();
  const last = (number: number) => recordOf(repository, number).at(-1)?.state;

  test.each([
    ["refuses the credential", 1, "The model API does not accept the credential."],
    ["cannot be paid for", 2, "The account behind the credential cannot pay: its credit is used up."],
  ])("that %s is named on the issue", async (_, number, sentence) => {
    const { labels, comments } = await seen(repository, number);
    expect(labels).toEqual(["switchyard: failed"]);
    expect(comments[0]).toContain(sentence);
    // A person has to mend it, so it costs no attempt.
    expect(fiveLines(comments[0])).toMatchObject({
      What: expect.stringContaining("setup_failed"),
      "Whose to fix": "yours",
    });
    expect(last(number)).toMatchObject({ attempts: 0, last: { outcome: "setup_failed", reason: sentence } });
  });

  test("that is a usage limit parks the issue until the reset that the API named", async () => {
    const { labels, workpad } = await seen(repository, 4);
    const reset = resetsAt.toISOString().replace(".000Z", "Z");
    expect(last(4)).toMatchObject({
      phase: "requested",
      attempts: 0,
      "not-before": reset,
      last: { outcome: "usage_limited" },
    });
    expect(labels).toEqual(["claude-ready", "switchyard: waiting"]);
    expect(workpad).toContain(`It is tried again after ${reset}.`);
    const before = recordOf(repository, 4).length;
    repository.tick();
    await repository.settled();
    expect(recordOf(repository, 4)).toHaveLength(before);
    expect(summaryOf(repository, lastRun(repository), /dispatch$/)).toContain(
      `It is tried again at ${reset}. (\`not_before\`)`,
    );
  });

  test("on one issue does not keep another from being delivered", async () => {
    expect(last(3)?.last?.outcome).toBe("delivered");
    const [pull] = await pullsOf(repository);
    expect(pull?.body).toMatch(/^Closes #3\n/);
    expect(pull?.body).toContain("**Nothing was verified:** no gates are configured.");
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
