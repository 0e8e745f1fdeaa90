import { describe, expect, test } from "vitest";
import { startModel, type ScriptedModel } from "../../../src/local/model/model.ts";
import { cueOf, scenarioSchema, type Scenario } from "../../../src/local/model/scenario.ts";
import { messagesRequest, readConversation } from "../../../src/local/model/conversation.ts";

type Message = { role: "user" | "assistant" | "system"; content: unknown };

const user = (text: string): Message => ({ role: "user", content: [{ type: "text", text }] });
const toolResult = (text: string): Message => ({
  role: "user",
  content: [{ type: "tool_result", tool_use_id: "t", content: text }],
});
const assistant = (text: string): Message => ({ role: "assistant", content: [{ type: "text", text }] });

const scenario: Scenario = {
  name: "one",
  match: "#1\\b",
  turns: [{ text: "first" }, { text: "second" }],
  later: [{ match: "repair", turns: [{ text: "repaired" }] }],
};

async function ask(
  model: ScriptedModel,
  messages: Message[],
  more: Record<string, unknown> = {},
): Promise<Response> {
  return fetch(`${model.url}/v1/messages?beta=true`, {
    method: "POST",
    headers: { "x-api-key": "k" },
    body: JSON.stringify({ model: "m1", messages, max_tokens: 10, ...more }),
  });
}

function turnOf(...messages: Message[]): string | null {
  const request = messagesRequest.parse({ model: "m1", messages });
  const cue = cueOf([scenario], readConversation(request, {}));
  return cue && `${cue.turn}: ${typeof cue.play === "object" ? (cue.play?.text ?? "none") : "computed"}`;
}

async function textOf(response: Promise<Response>): Promise<string> {
  const body: unknown = await (await response).json();
  const parsed = messagesRequest.shape.messages.element.parse(body);
  return typeof parsed.content === "string"
    ? parsed.content
    : parsed.content.map((block) => block.text ?? "").join("");
}

describe("the turn", () => {
  test("is counted from the conversation, so that asking again changes nothing", () => {
    expect(turnOf(user("do #1"))).toBe("0: first");
    expect(turnOf(user("do #1"), assistant("first"), toolResult("ok"))).toBe("1: second");
    expect(
      turnOf(user("do #1"), assistant("first"), toolResult("ok"), assistant("second"), user("more")),
    ).toBe("2: none");
  });

  test("begins anew with a later message that the scenario knows, said between turns or in the middle of one", () => {
    const before = [user("do #1"), assistant("first"), toolResult("ok"), assistant("second")];
    expect(turnOf(...before, user("please repair"))).toBe("0: repaired");
    expect(turnOf(...before, user("please repair"), assistant("repaired"), user("repair again"))).toBe(
      "0: repaired",
    );
    const steering = "The user sent a new message while you were working:\nrepair now";
    expect(turnOf(...before, toolResult("ok"), { role: "system", content: steering })).toBe("0: repaired");
  });

  test("is not chosen by what tools or reminders say", () => {
    expect(turnOf(user("<system-reminder>do #1</system-reminder>do #12"))).toBeNull();
    expect(turnOf(user("do #1"), assistant("first"), toolResult("repair"))).toBe("1: second");
  });
});

describe("an answer", () => {
  test("comes whole or as a stream that says the same", async () => {
    const turn = {
      text: "x".repeat(100),
      tools: [{ name: "Bash", input: { command: "ls" } }],
      usage: { output: 7 },
    };
    await using model = await startModel({ scenarios: [{ name: "s", match: "", turns: [turn] }] });
    expect(await (await ask(model, [user("hi")])).json()).toMatchObject({
      stop_reason: "tool_use",
      content: [
        { type: "text", text: turn.text },
        { type: "tool_use", name: "Bash", input: { command: "ls" } },
      ],
      usage: { input_tokens: 100, output_tokens: 7 },
    });
    const stream = await (await ask(model, [user("hi")], { stream: true })).text();
    const names = [...stream.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
    expect(names).toMatchInlineSnapshot(`
      [
        "message_start",
        "ping",
        "content_block_start",
        "content_block_delta",
        "content_block_delta",
        "content_block_delta",
        "content_block_stop",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
      ]
    `);
    const pieces = [...stream.matchAll(/"text_delta","text":"(x+)"/g)].map((match) => match[1]);
    expect(pieces.join("")).toBe(turn.text);
  });

  test("says so when there is no scenario, or none of its turns is left", async () => {
    await using model = await startModel({ scenarios: [scenario] });
    expect(await textOf(ask(model, [user("do #2")]))).toContain("no scenario");
    const over = [user("do #1"), assistant("first"), user("x"), assistant("second"), user("y")];
    expect(await textOf(ask(model, over))).toBe('The scenario "one" has no turn 3.');
    expect(model.requests.map(({ scenario: name, turn }) => [name, turn])).toEqual([
      [null, null],
      ["one", 2],
    ]);
  });

  test("may be computed from what the tools said", async () => {
    const turns: Scenario["turns"] = [({ toolResults }) => ({ text: `seen: ${toolResults.join()}` })];
    await using model = await startModel({ scenarios: [{ name: "s", match: "", turns }] });
    expect(await textOf(ask(model, [user("hi"), toolResult("42")]))).toBe("seen: 42");
  });

  test("is a fault as often as the turn says, for each session", async () => {
    const turns: Scenario["turns"] = [{ text: "ok", fault: { kind: "status", status: 529 }, faultTimes: 2 }];
    await using model = await startModel({ scenarios: [{ name: "s", match: "", turns }] });
    const statuses: string[] = [];
    for (const session of ["a", "a", "b", "a", "b", "b"]) {
      const { status } = await ask(model, [user("hi")], { metadata: { user_id: session } });
      statuses.push(`${session} ${status}`);
    }
    expect(statuses).toEqual(["a 529", "a 529", "b 529", "a 200", "b 529", "b 200"]);
  });

  test("carries the headers of a limit", async () => {
    const fault = { kind: "status" as const, status: 429, headers: { "retry-after": "7" } };
    await using model = await startModel({ scenarios: [{ name: "s", match: "", turns: [{ fault }] }] });
    const response = await ask(model, [user("hi")]);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await response.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
  });

  test("never comes when the turn stalls, and the scope of the model ends the wait", async () => {
    const model = await startModel({
      scenarios: [{ name: "s", match: "", turns: [{ fault: { kind: "stall", afterEvents: 0 } }] }],
    });
    const waiting = ask(model, [user("hi")]).catch((error: unknown) => error);
    await expect.poll(() => model.requests.length).toBe(1);
    await model[Symbol.asyncDispose]();
    expect(await waiting).toBeInstanceOf(Error);
  });
});

test("the token count and the probe of the CLI are answered", async () => {
  await using model = await startModel({ scenarios: [] });
  expect((await fetch(model.url, { method: "HEAD" })).status).toBe(200);
  const body = JSON.stringify({ model: "m1", messages: [user("hi")] });
  const counted = await fetch(`${model.url}/v1/messages/count_tokens`, { method: "POST", body });
  expect(await counted.json()).toEqual({ input_tokens: Math.ceil(body.length / 4) });
  expect((await fetch(`${model.url}/v1/files`)).status).toBe(404);
});

test("a scenario can be plain data, and what is wrong with it is found before it plays", () => {
  const data = {
    name: "s",
    match: "#1",
    turns: [{ text: "hi", delay: 5 }, { fault: { kind: "cut", afterEvents: 2 } }],
  };
  const read: Scenario = scenarioSchema.parse(JSON.parse(JSON.stringify(data)));
  expect(read).toEqual(data);
  expect(scenarioSchema.safeParse({ ...data, match: "(" }).error?.issues[0]?.message).toBe(
    "not a regular expression",
  );
  expect(scenarioSchema.safeParse({ ...data, turns: [{ txet: "hi" }] }).success).toBe(false);
});
