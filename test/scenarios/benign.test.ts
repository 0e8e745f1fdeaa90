import { afterAll, describe, expect, test } from "vitest";

import { visibleMarkdown } from "../../src/core/visible.ts";
import type { ScriptedTurn } from "../../src/local/model/scenario.ts";
import { bundleOf } from "../benign/bundle.ts";
import { benignChanges } from "../benign/changes.ts";
import { benignTexts, family } from "../benign/issues.ts";
import { benignMessages } from "../benign/messages.ts";
import { seenText } from "../core/rendered.ts";
import { anHourAgo } from "./clock.ts";
import { delivering, greeter, play, running } from "./plays.ts";
import { git, pullsOf, recordOf, seen } from "./reading.ts";
import { openStage } from "./stage.ts";

// The largest ones are for the tests of single rules.
const bundled = benignChanges.filter(
  ({ changes }) => JSON.stringify(changes).length < 500_000 && changes.length < 50,
);
const bundle = bundleOf(bundled);
const title = `Umlaute, עברית & العربية in snake_case ${family}`;
// One of them does not end, and would swallow the others.
const issueText = benignTexts
  .filter(({ source }) => !source.includes("not closed"))
  .map(({ source }) => source);
const lastWords = benignMessages.map(([, source]) => source).join("\n\n");

const edited = new Set<number>();
/** Waits until the issue was edited, then delivers. */
const patient =
  (number: number): ScriptedTurn =>
  (conversation) => {
    if (!edited.has(number)) return running("sleep 0.5");
    const [write, say] = delivering("second.txt");
    const next = JSON.stringify(conversation.request.messages).includes('"Write"') ? say : write;
    return typeof next === "function" ? next(conversation) : (next ?? { text: "" });
  };
const edits = [1, 2, 3].map((number) =>
  play(
    "edited",
    number,
    Array.from({ length: 900 }, () => patient(number)),
  ),
);
const stage = await openStage([play("benign", 1, [running(bundle.command), { text: lastWords }]), ...edits]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("what nobody would object to, all of it in one issue", async () => {
  const repository = await stage.open("benign", { files: { ...greeter, ...bundle.files } });
  const number = await repository.issue(title, { body: issueText.join("\n\n") });
  await repository.label(number);
  await repository.settled();
  const [pull, ...others] = await pullsOf(repository);
  const body = pull?.body ?? "";

  test("is published, nothing refused, nothing withheld", async () => {
    expect(recordOf(repository, number).at(-1)?.state.last).toMatchObject({ outcome: "delivered" });
    expect(others).toEqual([]);
    expect(body).not.toContain("Withheld");
    expect((await seen(repository, number)).comments).toEqual([]);
  });

  test("is in the commit to the byte", () => {
    const raw = git(
      repository,
      "diff-tree",
      "-r",
      "-z",
      "--no-renames",
      "main",
      pull?.head.sha ?? "main",
    ).split("\0");
    const found = raw.flatMap((line, index) => {
      const [, mode = "", , blob = ""] = line.split(" ");
      return line.startsWith(":") ? [[raw[index + 1] ?? "", `${mode} ${blob}`] as const] : [];
    });
    expect(Object.fromEntries(found)).toEqual(bundle.published);
    expect(bundled.length).toBeGreaterThan(40);
  });

  test("reaches the agent as people read it", () => {
    const [prompt = ""] = stage.yard.model.requests
      .filter(({ scenario }) => scenario === "benign #1")
      .map(({ body: sent }) => sent);
    expect(prompt).toContain(title);
    const { text } = visibleMarkdown(issueText.join("\n\n"));
    expect(prompt).toContain(JSON.stringify(text.trim().replaceAll(/\n{3,}/g, "\n\n")).slice(1, -1));
  });

  test("reads in the pull request as a reader expects", () => {
    expect(pull?.title).toBe(title);
    for (const [, , shown] of benignMessages)
      for (const line of shown.split("\n")) expect(body).toContain(line === "" ? "\n>\n" : `\n> ${line}\n`);
    const shown = seenText(body)
      .replace(/\d+ (?:min \d+ )?s · /, "N s · ")
      .replace(/(?:word ){9,}/, "word … ")
      .replace(/\([0-9a-f]{12}\)/, "(HASH)")
      .replaceAll(/\n{2,}/g, "\n\n");
    expect(shown).toMatchInlineSnapshot(`
      "Closes #1
      What the agent says about it:

      One line
      and another.
      Next.
      Done 👩‍💻 ❤️‍🔥. שלום, مرحبا بالعالم! 日本語。
      a
      b

      gate
      base
      now

      greets
      not tried
      passed

      Look at these first: case-19/package-lock.json (dependencies), case-36/.eslintrc.json (run by tests and linters), case-37/package.json (dependencies), case-45/tool (executable), case-46/a (executable), case-62/Cargo.lock (dependencies), case-62/go.sum (dependencies), case-62/yarn.lock (dependencies), case-87/.dockerignore (deployment), case-9/bin/run (executable)
      Large: 13376 lines in 128 files. Consider asking for it in parts.
      Attempt 1 · worker 01 · claude-sonnet-5-5 · N s · 2 turns · run
      Made for the text of the issue as approved by maria (HASH). For another round, close this pull request and put the label on the issue again.
      More of what the agent says

      one

      two

      in

      more

      ☐ open
      ☑ done

      const a: Array<string> = ['@x']; // **no**

      \`\`\`js
      x
      \`\`\`

      use <T> and a\`b
      @Override and @types/node
      What changed
      All of it

      a
      b

      1
      x_y

      said
      so

      see #12 (and https://e.org/x).
      the spec (https://e.org)
      parse_all() in src/a.ts, 50 % of C++ & more
      $5 at 12:30, v1.2.3, 3-4 of 10
      <details>
      <summary>x</summary>
      </details>

      word … end
      1986. A great year
      - no item
      ẹ́ क्‍ष

      "
    `);
  });
});

describe("an issue that people edit while the agent works", async () => {
  const repository = await stage.open("edited", {
    files: {
      ...greeter,
      ".github/switchyard.yml":
        "limits: { tasks: 3, spend-per-attempt: 1, turns: 1000 }\npull-request: { draft: false }\n",
    },
    settings: { variables: { SWITCHYARD_STOP: "true" } },
  });
  const { at } = repository;
  const issuesOf = (login: string) => repository.as(login).rest.issues;
  const text = "Please.\n\n- [ ] greet";
  for (const issue of ["Greet sam", "Greet maria", "Greet strangers"]) {
    const { data } = await anHourAgo(async () =>
      issuesOf("stranger").create({ ...at, title: issue, body: text }),
    );
    await repository.label(data.number);
  }
  await repository.settled();
  stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "";
  repository.tick();
  // One after the other: until a first attempt has reached the model, only one task runs.
  const acts = [
    ["sam", { title: "Greet sam first", body: `${text}\n- [ ] and maria` }],
    ["stranger", { body: text.replace("[ ]", "[x]") }],
    ["stranger", { title: "Greet nobody" }],
  ] as const;
  for (const [index, [login, change]] of acts.entries()) {
    const number = index + 1;
    await repository.until(`the agent of #${number}`, () =>
      stage.yard.model.requests.some(({ scenario }) => scenario === `edited #${number}`) ? true : null,
    );
    await issuesOf(login).update({ ...at, issue_number: number, ...change });
    edited.add(number);
  }
  await repository.settled();
  const pulls = await pullsOf(repository);
  const shownOf = (number: number) => {
    const pull = pulls.find(({ body }) => body?.startsWith(`Closes #${number}\n`) === true);
    const notice = /\*\*The issue was edited since\*\* by (\S+), who may not write here/.exec(
      pull?.body ?? "",
    );
    return { title: pull?.title, draft: pull?.draft, by: notice?.[1] ?? null };
  };

  test.each([
    ["by someone who may write: text, title and tasks", 1, { title: "Greet sam", draft: false, by: null }],
    ["by a tick of its author, who may not write", 2, { title: "Greet maria", draft: true, by: "stranger" }],
    [
      "by a new title of its author, who may not write",
      3,
      { title: "Greet strangers", draft: true, by: "stranger" },
    ],
  ])("is published for the text as approved when it is changed %s", (_, number, shown) => {
    expect(recordOf(repository, number).at(-1)?.state.last).toMatchObject({ outcome: "delivered" });
    expect(shownOf(number)).toEqual(shown);
  });

  test("has one pull request for each", () => expect(pulls).toHaveLength(3));
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
