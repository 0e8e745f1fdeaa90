import { describe, expect, test } from "vitest";

import { type IssueComment, commentAuthors, takeSnapshot } from "../../src/core/snapshot.ts";
import { now } from "./world.ts";

const comment: IssueComment = {
  author: "ann",
  association: "MEMBER",
  at: "2026-11-20T11:00:00Z",
  editedAt: null,
  editor: null,
  body: "yes",
};
const take = (...changes: Partial<IssueComment>[]) =>
  takeSnapshot({
    number: 4,
    title: "Fix it",
    body: "Please.",
    author: "stranger",
    labels: [],
    commentsUnread: 0,
    approvedAt: now,
    mayWrite: (login) => ["ann", "bob"].includes(login),
    comments: changes.map((change) => ({ ...comment, ...change })),
  });

describe("comments", () => {
  test.each<[string, Partial<IssueComment>]>([
    ["by someone who may write", {}],
    ["by such a person whose membership is private", { association: "NONE" }],
    ["edited before by another who may", { editedAt: "2026-11-20T11:30:00Z", editor: "bob" }],
  ])("are there when they are %s", (_, change) => {
    expect(take(change)).toMatchObject({
      comments: [{ author: "ann", body: "yes" }],
      "comments-left-out": 0,
    });
  });

  test.each<[string, Partial<IssueComment>]>([
    ["A08 by someone who may not write", { author: "stranger" }],
    ["A08 by someone who belongs and may not write", { author: "reader", association: "COLLABORATOR" }],
    ["A08 by an app with the name of a person", { author: "ann[bot]" }],
    ["A08 edited by someone who may not", { editedAt: "2026-11-20T11:30:00Z", editor: "stranger" }],
    ["A09 edited after the label", { editedAt: "2026-11-20T12:00:01Z", editor: "ann" }],
    ["A09 edited in its very second", { editedAt: now, editor: "ann" }],
    ["written after the label", { at: "2026-11-20T12:00:01Z" }],
    ["written in its very second", { at: now }],
  ])("are left out and counted when they are %s", (_, change) => {
    expect(take(change)).toMatchObject({ comments: [], "comments-left-out": 1 });
  });

  test("are the newest fifty, and no more than a long body", () => {
    const many = take(...Array.from({ length: 60 }, (_, index) => ({ body: `${index}` })));
    expect(many.comments).toHaveLength(50);
    expect(many.comments.at(-1)?.body).toBe("59");
    expect(many["comments-left-out"]).toBe(10);
    const long = take(
      ...Array.from({ length: 5 }, (_, index) => ({ body: `${index}${"x".repeat(20_000)}` })),
    );
    expect(long.comments.map(({ body }) => body[0])).toEqual(["2", "3", "4"]);
  });

  test("that GitHub did not show are counted as left out", () => {
    const seen = takeSnapshot({
      number: 4,
      title: "t",
      body: "b",
      author: "ann",
      labels: [],
      comments: [],
      commentsUnread: 7,
      approvedAt: now,
      mayWrite: () => true,
    });
    expect(seen["comments-left-out"]).toBe(7);
  });
});

test("authors of comments are looked up, those first who probably may, and nobody for what is left out anyway", () => {
  const by = (author: string, association: string, changes: Partial<IssueComment> = {}) => ({
    ...comment,
    author,
    association,
    ...changes,
  });
  expect(
    commentAuthors(
      [
        by("eve", "NONE"),
        by("ann", "MEMBER"),
        by("app[bot]", "NONE"),
        by("late", "MEMBER", { at: now }),
        by("bob", "OWNER", { editedAt: "2026-11-20T11:30:00Z", editor: "ann" }),
      ],
      now,
    ),
  ).toEqual(["ann", "bob", "eve"]);
});
