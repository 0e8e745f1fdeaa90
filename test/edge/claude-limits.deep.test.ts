import { describe, expect, test } from "vitest";

import { bash, done, openDesk, prompt } from "./claude-desk.ts";

describe.concurrent("a run of a Claude Code that does not behave", () => {
  test("is ended when it gives no sign of life for a minute after its start", async () => {
    await using desk = await openDesk([done], { limits: { minutes: 3, silenceMinutes: 3 } });
    const end = await desk.run(prompt, { launcher: ["/bin/sh", "-c", "sleep 600", "sh"] });
    expect(end).toMatchObject({
      because: "no-start",
      verdict: { outcome: "agent_failed", cause: "startup" },
    });
    expect(end.duration).toBeLessThan(75_000);
    expect(desk.model.requests).toEqual([]);
  });

  test("is ended when it stays after its result, which counts", async () => {
    await using desk = await openDesk([bash("echo 1"), done], { limits: { minutes: 3, silenceMinutes: 3 } });
    const end = await desk.run(prompt, { launcher: ["/bin/sh", "-c", '"$@"; sleep 600', "sh"] });
    expect(end).toMatchObject({ because: "lingering", verdict: { outcome: "finished", text: "Done." } });
    expect(end.duration).toBeLessThan(40_000);
  });
});
