import { afterAll, expect, test } from "vitest";

import { delivering, greeter, play, running } from "./plays.ts";
import { jobOf, seen } from "./reading.ts";
import { openStage } from "./stage.ts";

const stage = await openStage([
  play("live", 1, [running("sleep 100"), ...delivering("second.txt")]),
  play("quiet", 1, delivering("second.txt")),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

test("a running task shows on its issue how far it is, and its end is shown as ever", async () => {
  const repository = await stage.open("live", {
    files: { ...greeter, ".github/switchyard.yml": `${greeter[".github/switchyard.yml"]}progress: live\n` },
  });
  await repository.label(await repository.issue("Take your time"));
  const pads = new Set<string>();
  const looking = setInterval(
    () => void seen(repository, 1).then(({ workpad }) => pads.add(workpad.split("switchyard:live")[1] ?? "")),
    5_000,
  );
  await repository.settled();
  clearInterval(looking);
  const shown = [...pads].filter((pad) => pad !== "");
  expect(shown.length).toBeGreaterThanOrEqual(2);
  for (const pad of shown)
    expect(pad).toMatch(
      /^ -->\n\*\*Now\*\* · (?:starting|working) for \d+ \S+.* · \d+ turns? · (?:less than )?\$\d+\.\d\d spent · seen at \d\d:\d\d UTC$/,
    );
  const { workpad, labels } = await seen(repository, 1);
  expect(workpad).not.toContain("switchyard:live");
  expect(labels).toContain("pull-request");
  expect(stage.contract.problems).toEqual([]);
});

test("without the setting there is no such job", async () => {
  const repository = await stage.open("quiet", { files: greeter });
  await repository.label(await repository.issue("Hurry"));
  await repository.settled();
  const [run] = repository.runs().filter(({ jobs }) => jobs.some(({ name }) => name.endsWith(" work")));
  expect(run && jobOf(run, / progress$/).conclusion).toBe("skipped");
});
