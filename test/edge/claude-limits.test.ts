import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ScriptedTurn, Turn } from "../../src/local/model/scenario.ts";
import { bash, done, openDesk, prompt } from "./claude-desk.ts";

const soon = 20_000; // ms from a limit to the end of everything: five seconds are usual, and a loaded machine takes longer

const endless = Array.from({ length: 40 }, (_, index) => bash(`echo ${index}`));

describe.concurrent("a run ends", () => {
  test("after its turns", async () => {
    await using desk = await openDesk(endless, { limits: { turns: 2 } });
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject({ outcome: "turn_limited" });
    expect(end.toolCounts).toEqual({ Bash: 2 });
  });

  test("I01 after its budget", async () => {
    const dear = endless.map((turn) => ({ ...turn, usage: { output: 100_000 } }));
    await using desk = await openDesk(dear, { limits: { dollars: 2 } });
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject({ outcome: "budget_exhausted" });
    expect(end.sessionCost).toBeGreaterThan(2);
  });

  test("after what really passed, also beside the CLI, whose own count sees less", async () => {
    const beside = `curl -s "$ANTHROPIC_BASE_URL/v1/messages" -H "x-api-key: $ANTHROPIC_API_KEY" -d '${JSON.stringify(
      { model: "claude-sonnet-5-5", messages: [{ role: "user", content: "Beside #42." }] },
    )}'`;
    const dear = [bash(beside), ...endless].map((turn) => ({ ...turn, usage: { output: 100_000 } }));
    await using desk = await openDesk(dear, { dollars: 2.5 });
    const end = await desk.run(prompt);
    expect(end.verdict).toEqual({
      outcome: "budget_exhausted",
      sentence: "The budget of this attempt is used up: $2.5.",
    });
    expect(desk.model.requests).toHaveLength(3);
    expect(desk.broker.facts().dollars).toBeCloseTo(3, 2);
    expect(end.sessionCost).toBeCloseTo(2, 2);
  });

  test("with the CLI's own count and the broker's the same", async () => {
    const usage = { input: 10_000, output: 2000, cacheRead: 300_000, cacheWrite: 40_000 };
    await using desk = await openDesk([
      { ...bash("echo 1"), usage },
      { ...done, usage },
    ]);
    const end = await desk.run(prompt);
    expect(end.sessionCost).toBeGreaterThan(0.3);
    expect(desk.broker.facts().dollars).toBeCloseTo(end.sessionCost, 6);
  });

  test("after the requests that the broker grants", async () => {
    await using desk = await openDesk(endless, { requests: 3 });
    const end = await desk.run(prompt);
    expect(end.verdict).toEqual({
      outcome: "budget_exhausted",
      sentence: "The 3 requests of this attempt are used up.",
    });
    expect(desk.model.requests).toHaveLength(3);
    expect(end.duration).toBeLessThan(40_000);
  });

  test("after its time, in the middle of a command, with a complete transcript", async () => {
    await using desk = await openDesk([bash("sleep 300 & wait"), done], { limits: { minutes: 0.12 } });
    const end = await desk.run(prompt);
    expect(end).toMatchObject({ because: "time", verdict: { outcome: "timed_out" } });
    expect(end.duration).toBeLessThan(7_200 + soon);
    expect(end.transcript).not.toBeNull();
  });

  test("after its time, in the middle of an answer", async () => {
    await using desk = await openDesk([{ text: "word ".repeat(500), delay: 200 }], {
      limits: { minutes: 0.04 },
    });
    const end = await desk.run(prompt);
    expect(end).toMatchObject({ because: "time", verdict: { outcome: "timed_out" } });
    expect(end.duration).toBeLessThan(2_400 + soon);
  });

  test("when it only repeats itself, although it was told", async () => {
    const again = Array.from({ length: 30 }, (_, index) => ({
      tools: [{ name: "Bash", input: { command: "cat a.txt", description: `look ${index}` } }],
    }));
    await using desk = await openDesk([bash("echo one >a.txt"), ...again], { limits: { repeatedCalls: 6 } });
    const end = await desk.run(prompt);
    expect(end).toMatchObject({ because: "repetition", verdict: { outcome: "no_progress" } });
    expect(end.toolCounts["Bash"]).toBeLessThan(12);
    expect(desk.model.requests.some(({ body }) => body.includes("The last 3 tool calls were all"))).toBe(
      true,
    );
  });

  test("well when it is told that it repeats itself, and gives up", async () => {
    await using desk = await openDesk(
      {
        name: "task",
        match: "#42",
        turns: Array.from({ length: 30 }, () => bash("sleep 0.2; cat nowhere")),
        later: [{ match: "that you had made before", turns: [{ text: "There is no such file." }] }],
      },
      { limits: { repeatedCalls: 12 } },
    );
    expect((await desk.run(prompt)).verdict).toMatchObject({
      outcome: "finished",
      text: "There is no such file.",
    });
  });

  test("after too long a silence", async () => {
    await using desk = await openDesk([{ fault: { kind: "stall", afterEvents: 0 } }], {
      limits: { silenceMinutes: 0.03 },
    });
    const end = await desk.run(prompt);
    expect(end).toMatchObject({ because: "silence", verdict: { outcome: "stalled" } });
    expect(end.duration).toBeLessThan(1_800 + soon);
  });

  test("after too long a silence, even when the CLI cannot be asked any more", async () => {
    let last = 0;
    await using desk = await openDesk([bash("echo kept >a.txt; kill -STOP $PPID; sleep 300"), done], {
      limits: { silenceMinutes: 0.03 },
      onEvent: () => (last = Date.now()),
    });
    const end = await desk.run(prompt);
    expect(Date.now() - last).toBeLessThan(1_800 + soon);
    expect(end).toMatchObject({ because: "silence", verdict: { outcome: "stalled" } });
    expect(await readFile(join(desk.cwd, "a.txt"), "utf8")).toBe("kept\n");
  });

  test("by a signal that it can obey, when it does not answer an interrupt", async () => {
    const end = new AbortController();
    const init = JSON.stringify({
      type: "system",
      subtype: "init",
      session_id: "x",
      model: "m",
      claude_code_version: "1",
      tools: [],
    });
    await using desk = await openDesk([done], {
      options: {
        signal: end.signal,
        launcher: ["/bin/sh", "-c", `trap 'exit 41' TERM; echo '${init}'; while :; do sleep 0.1; done`, "sh"],
      },
      onEvent: (event) => {
        if (event.kind === "init") end.abort("cancelled");
      },
    });
    expect(await desk.run(prompt)).toMatchObject({ exitCode: 41, verdict: { outcome: "cancelled" } });
  });

  test("at once when its disk is full", async () => {
    const full = new AbortController();
    await using desk = await openDesk([bash("trap '' TERM INT; sleep 300 & wait"), done], {
      options: { signal: full.signal },
      onEvent: (event) => {
        if (event.kind === "tool-use") full.abort("disk");
      },
    });
    const end = await desk.run(prompt);
    expect(end).toMatchObject({ because: "disk", signal: "SIGKILL", verdict: { outcome: "disk_full" } });
  });

  test("not in a slow but flowing answer", async () => {
    await using desk = await openDesk([{ text: "word ".repeat(80), delay: 200 }], {
      limits: { silenceMinutes: 0.02 },
    });
    expect((await desk.run(prompt)).verdict.outcome).toBe("finished");
  });

  test.each(["cancelled", "stopped", "shutdown"] as const)("when it is %s", async (reason) => {
    const abort = new AbortController();
    await using desk = await openDesk([bash("sleep 300 & wait"), done], {
      options: { signal: abort.signal },
      onEvent: (event) => {
        if (event.kind === "tool-use") abort.abort(reason);
      },
    });
    const end = await desk.run(prompt);
    expect(end.because).toBe(reason);
    expect(end.verdict.outcome).toBe(reason === "cancelled" ? "cancelled" : "stopped");
    expect(end.duration).toBeLessThan(40_000);
  });

  test("at once when it was cancelled before it began", async () => {
    await using desk = await openDesk([done]);
    const end = await desk.run(prompt, { signal: AbortSignal.abort("cancelled") });
    expect(end.verdict.outcome).toBe("cancelled");
    expect(desk.model.requests).toHaveLength(0);
  });

  test("when the CLI refuses to start", async () => {
    await using desk = await openDesk([done]);
    const end = await desk.run(prompt, { launcher: ["/bin/sh", "-c", "echo no such luck >&2; exit 3"] });
    expect(end).toMatchObject({ exitCode: 3, transcript: null });
    expect(end.verdict).toEqual({
      outcome: "agent_failed",
      cause: "startup",
      sentence: "Claude Code refused to start. It says: no such luck",
    });
  });

  test("when the CLI is killed from outside", async () => {
    await using desk = await openDesk([bash("kill -9 $PPID; sleep 5"), done]);
    const end = await desk.run(prompt);
    expect(end.verdict).toEqual({
      outcome: "agent_failed",
      cause: "crashed",
      sentence: "Claude Code ended without a result (SIGKILL).",
    });
  });
});

test("the agent is told before its time is over, and can end well", async () => {
  await using desk = await openDesk(
    {
      name: "task",
      match: "#42",
      turns: Array.from({ length: 30 }, () => bash("sleep 0.4 & wait")),
      later: [{ match: "left for this task", turns: [{ text: "Wrapped up." }] }],
    },
    { limits: { minutes: 0.08 } },
  );
  const end = await desk.run(prompt);
  expect(end.verdict).toMatchObject({ outcome: "finished", text: "Wrapped up." });
});

test("another model takes over when the first is overloaded", async () => {
  const overloaded: Turn = { fault: { kind: "status", status: 529 } };
  const turn: ScriptedTurn = ({ request }) => (request.model === "claude-sonnet-5-5" ? overloaded : done);
  await using desk = await openDesk([turn], { limits: { retries: 2 } });
  const end = await desk.run(prompt, {
    model: { name: "claude-sonnet-5-5", fallback: "claude-haiku-4-5-20251001", effort: "low" },
  });
  expect(end.verdict.outcome).toBe("finished");
  expect(desk.events.find((event) => event.kind === "model-fallback")).toMatchObject({
    to: "claude-haiku-4-5-20251001",
  });
});

test("a line without end where events are read fills no memory", async () => {
  const before = process.memoryUsage().rss;
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  await using desk = await openDesk([done]);
  const end = await desk.run(prompt, {
    launcher: ["/bin/sh", "-c", `head -c 600000000 /dev/zero | tr '\\0' x; echo; "$@"`, "sh"],
  });
  clearInterval(watching);
  expect(end.verdict).toMatchObject({ outcome: "finished", text: "Done." });
  expect(desk.events.filter(({ kind }) => kind === "malformed")).toHaveLength(1);
  expect(most - before).toBeLessThan(300_000_000);
});

test("a program that is not there is an error that names it", async () => {
  await using desk = await openDesk([done]);
  await expect(desk.run(prompt, { executable: "/nowhere/claude" })).rejects.toThrow(
    "Cannot start /nowhere/claude",
  );
});

test("a proxy for the tools is not asked for the broker", async () => {
  await using desk = await openDesk([done]);
  const proxy = "http://127.0.0.1:9";
  const environment = { PATH: "/usr/bin:/bin", HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy };
  expect((await desk.run(prompt, { environment })).verdict.outcome).toBe("finished");
});

test("what the listener throws ends the run and comes out", async () => {
  await using desk = await openDesk([bash("sleep 300 & wait"), done], {
    onEvent: (event) => {
      if (event.kind === "tool-use") throw new Error("the listener failed");
    },
  });
  await expect(desk.run(prompt)).rejects.toThrow("the listener failed");
});
