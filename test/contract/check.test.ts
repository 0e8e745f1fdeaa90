import { describe, expect, test } from "vitest";
import type { Exchange, RepositoryEvent } from "../../src/local/contract.ts";
import { app, startStage } from "../local/github/stage.ts";
import { checkEvent, checkExchange } from "./check.ts";

/** Real exchanges of a few kinds, to be spoilt one by one. */
async function recorded(): Promise<{ exchanges: Exchange[]; events: RepositoryEvent[] }> {
  await using stage = await startStage();
  const exchanges: Exchange[] = [];
  stage.github.onExchange((exchange) => exchanges.push(exchange));
  const { rest } = stage.as.admin;
  await rest.issues.create({ ...app, title: "One", labels: ["bug"] });
  await rest.issues.listForRepo({ ...app, state: "open", labels: "bug" });
  await rest.issues.addLabels({ ...app, issue_number: 1, labels: ["go"] });
  await rest.git.createRef({
    ...app,
    ref: "refs/heads/x",
    sha: (await rest.git.getRef({ ...app, ref: "heads/main" })).data.object.sha,
  });
  await rest.actions.createWorkflowDispatch({
    ...app,
    workflow_id: "start.yml",
    ref: "main",
    inputs: { issue: "1" },
  });
  return { exchanges, events: stage.events };
}

describe("the contract check", async () => {
  const { exchanges, events } = await recorded();
  const find = (method: string, path: string): Exchange => {
    const found = exchanges.find((one) => one.method === method && one.path.startsWith(path));
    if (found === undefined) throw new Error(`no ${method} ${path}`);
    return found;
  };
  const create = find("POST", "/repos/acme/app/issues");
  const list = find("GET", "/repos/acme/app/issues");
  const ref = find("POST", "/repos/acme/app/git/refs");

  test("finds nothing in what really happened", () => {
    expect(exchanges.length).toBeGreaterThanOrEqual(6);
    expect(exchanges.flatMap(checkExchange)).toEqual([]);
    expect(events.flatMap(checkEvent)).toEqual([]);
    expect(events.map(({ name }) => name)).toEqual([
      "issues",
      "issues",
      "issues",
      "push",
      "workflow_dispatch",
    ]);
  });

  test.each<[string, Exchange, RegExp]>([
    ["a mistyped path", { ...create, path: "/repos/acme/app/isues" }, /no such operation/],
    ["a wrong method", { ...create, method: "PUT" }, /no such operation/],
    [
      "a mistyped property",
      { ...create, requestBody: { title: "x", lables: ["bug"] } },
      /unknown property \/lables/,
    ],
    [
      "a property of the wrong type",
      { ...create, requestBody: { title: "x", labels: "bug" } },
      /must be array/,
    ],
    ["a missing property", { ...ref, requestBody: { ref: "refs/heads/x" } }, /sha/],
    ["a missing body", { ...create, requestBody: undefined }, /body is missing/],
    [
      "a value outside the list",
      { ...list, path: "/repos/acme/app/issues?state=opened" },
      /state cannot be "opened"/,
    ],
    [
      "an unknown query parameter",
      { ...list, path: "/repos/acme/app/issues?label=bug" },
      /unknown query parameter label/,
    ],
    [
      "a path parameter of the wrong type",
      { ...list, path: "/repos/acme/app/issues/one/labels" },
      /issue_number cannot be/,
    ],
  ])("catches in a request: %s", (_, exchange, problem) => {
    expect(checkExchange(exchange).join("\n")).toMatch(problem);
  });

  test.each<[string, Exchange, RegExp]>([
    ["a missing property", { ...create, responseBody: without(create.responseBody, "number") }, /number/],
    [
      "null where it may not be",
      { ...create, responseBody: spoilt(create.responseBody, { labels_url: null }) },
      /labels_url/,
    ],
    [
      "a text that is no address",
      { ...create, responseBody: spoilt(create.responseBody, { url: "" }) },
      /format/,
    ],
    ["an undescribed status", { ...create, status: 202 }, /status 202/],
    ["a wrong shape", { ...list, responseBody: { items: [] } }, /must be array/],
  ])("catches in an answer: %s", (_, exchange, problem) => {
    expect(checkExchange(exchange).join("\n")).toMatch(problem);
  });

  test.each(["issues", "push", "workflow_dispatch"])(
    "catches a payload of %s without its repository",
    (name) => {
      const event = events.find((one) => one.name === name);
      if (event === undefined) throw new Error(`no event ${name}`);
      const { repository: _, ...payload } = event.payload;
      expect(checkEvent({ ...event, payload }).join("\n")).toMatch(/repository/);
    },
  );

  test("lets any operation answer 401, 403, 404, 429 and 5xx", () => {
    const refusals = [401, 403, 404, 429, 500, 502].map((status) => ({
      ...create,
      status,
      responseBody: { message: "no" },
    }));
    expect(refusals.flatMap(checkExchange)).toEqual([]);
  });
});

function without(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function spoilt(value: unknown, change: Record<string, unknown>): unknown {
  return typeof value === "object" && value !== null ? { ...value, ...change } : value;
}
