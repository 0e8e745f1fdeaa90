import { afterAll, describe, expect, test } from "vitest";

import type { Turn } from "../../src/local/model/scenario.ts";
import { greeter, play, running, writing } from "./plays.ts";
import { git, pullsOf, recordOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const config = `
limits: { attempts: 1, tasks: 6, open-pull-requests: 6, disk-gigabytes: 0.2, repair-rounds: 0, spend-per-day: 100 }
profiles:
  few: { labels: [few], limits: { turns: 3 } }
  cheap: { labels: [cheap], limits: { spend-per-attempt: 1 } }
  short: { labels: [short], limits: { minutes: 0.25 } }
  stuck: { labels: [stuck], limits: { repeated-calls: 4 } }
  silent: { labels: [silent], limits: { silence-minutes: 0.1 } }
`;
const endless = Array.from({ length: 30 }, (_, index) => running(`echo ${index}`));
const dear: Turn = { ...running("echo dear"), usage: { output: 200_000 } };
const began = writing({ "begun.txt": "hello, half of it\n" });

const cases = [
  ["few", "turn_limited", endless, /turns/],
  ["cheap", "budget_exhausted", [dear, dear, dear], /budget|used up/],
  ["short", "timed_out", [running("sleep 300")], /out of time/],
  ["silent", "stalled", [running("kill -STOP $PPID; sleep 300")], /sign of life/],
  ["stuck", "no_progress", Array.from({ length: 20 }, () => running("cat nowhere")), /again and again/],
  [
    "large",
    "disk_full",
    [running("head -c 500000000 /dev/urandom >fill; sleep 300")],
    /^The task wrote 0\.\d GB; .* Too large to be kept with the rest: fill\.$/,
  ],
] as const;

const stage = await openStage(
  cases.map(([, , turns], index) => play("limits", index + 1, [began, ...turns, { text: "Done." }])),
);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("a limit that is reached in the middle of the work", async () => {
  const repository = await stage.open("limits", {
    files: { "greeting.txt": greeter["greeting.txt"], ".github/switchyard.yml": config },
  });
  for (const [label] of cases) {
    const issue = await repository.issue(`Go on (${label})`);
    await repository.label(issue, label);
    await repository.label(issue);
  }
  await repository.settled();
  const pulls = await pullsOf(repository);

  test.each(cases.map(([label, outcome, , why], index) => [label, outcome, index + 1, why] as const))(
    "I01 %s ends as %s, and what was done is kept as a draft",
    (_, outcome, number, why) => {
      const { state } = recordOf(repository, number).at(-1) ?? {};
      expect(state).toMatchObject({ last: { outcome } });
      expect(state?.last?.reason).toMatch(why);
      const pull = pulls.find(({ body }) => body?.startsWith(`For #${number}\n`));
      expect(pull).toMatchObject({ draft: true });
      expect(git(repository, "show", `${pull?.head.ref}:begun.txt`)).toBe("hello, half of it\n");
    },
  );
});
