import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { play, running } from "./plays.ts";
import { lastRun, logOf, pullsOf, recordOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const config = `gates:
  - { name: told, run: 'test "$GREETING" = "hi there" && grep -qx "hi there" told.txt' }
  - { name: picky, run: test ! -e told.txt }
profiles:
  web:
    labels: [web]
    model: claude-opus-5-5
    env: { GREETING: hi there }
    tools: { allow: ["Bash(printenv:*)"], deny: [Grep] }
    fallback: [claude-haiku-4-5]
    effort: high
    limits: { repair-rounds: 0 }
`;

const stage = await openStage([
  play("profiles", 1, [
    running("sh -c 'echo no > no.txt'"),
    { ...running("printenv GREETING > told.txt"), fault: { kind: "status", status: 529 }, faultTimes: 3 },
    { text: "Greeted." },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const Asked = z.object({
  model: z.string(),
  output_config: z.object({ effort: z.string() }).optional(),
  tools: z.array(z.object({ name: z.string() })),
});

describe("what a profile says reaches the agent and the gates", async () => {
  const repository = await stage.open("profiles", {
    files: { "README.md": "Greetings.\n", ".github/switchyard.yml": config },
  });
  await repository.label(await repository.issue("Greet", { labels: ["web"] }));
  await repository.settled();
  const log = logOf(lastRun(repository), /work$/);
  const asked = stage.yard.model.requests
    .filter(({ scenario }) => scenario === "profiles #1")
    .map(({ body }) => Asked.parse(JSON.parse(body)));

  test("tools: a rule takes the place of ours for the same tool, and what is denied does not exist", () => {
    expect(asked[0]?.tools.map(({ name }) => name)).toEqual([
      "Bash",
      "Edit",
      "Glob",
      "Read",
      "TodoWrite",
      "Write",
    ]);
    expect(log).toMatch(/Bash: sh -c 'echo no > no\.txt'\n.*Not permitted: Bash/);
  });

  test("effort and fallback: an overloaded model is left for the next one", () => {
    expect(asked[0]).toMatchObject({ model: "claude-opus-5-5", output_config: { effort: "high" } });
    expect(asked.at(-1)?.model).toBe("claude-haiku-4-5");
    expect(log).toContain("claude-opus-5-5 is not available; going on with claude-haiku-4-5");
  });

  test("variables: in the agent's commands and in the gates", () => {
    expect(log).toContain("Gate told: passed");
  });

  test("limits: without repair rounds, a failing gate ends the attempt", async () => {
    expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({ outcome: "gates_failed" });
    expect(log).not.toContain("Repair round");
    const [pull] = await pullsOf(repository);
    expect(pull?.draft).toBe(true);
    expect(pull?.body).toContain(" · claude-opus-5-5");
  });
});
