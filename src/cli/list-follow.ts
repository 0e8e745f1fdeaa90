import { setTimeout as wait } from "node:timers/promises";

import { decide } from "../core/decide.ts";
import { type ListEnd, type Standing, endOf, standingsOf } from "../core/list-progress.ts";
import { failureOf } from "./failure.ts";
import { findListed } from "./list-issues.ts";
import { openLook } from "./look.ts";
import type { Target } from "./target.ts";
import type { NamedList } from "./task-file.ts";
import { print, wrapped } from "./terminal.ts";

const pauses = { first: 2_000, longest: 30_000 }; // ms between two looks: short after a change, longer while nothing changes
const patience = 5; // looks in a row that may fail, as while GitHub restarts

/** How far each task of a list has come now, in the list's order. */
export async function lookAt(target: Target, list: NamedList): Promise<Standing[]> {
  await using look = await openLook(target);
  const found = await findListed(target, list.name);
  const tasks = list.tasks.flatMap(({ id }) => {
    const issue = found.get(id);
    return issue === undefined ? [] : [{ id, issue: issue.number, closed: issue.closed }];
  });
  const { world } = await look.observe(tasks.map(({ issue }) => issue));
  return standingsOf({ world, decision: decide(world) }, tasks);
}

/** Prints each change until nothing of the list goes on by itself; null when `minutes` were over first. */
export async function follow(
  target: Target,
  { list, minutes }: { list: NamedList; minutes: number },
): Promise<ListEnd | null> {
  const over = Date.now() + minutes * 60_000;
  const told = new Map<string, string>();
  let pause = pauses.first;
  let failures = 0;
  for (;;) {
    const standings = await lookAt(target, list).catch((error: unknown) => {
      failures += 1;
      const { message, code } = failureOf(error);
      if (code === 2 || failures >= patience) throw error;
      process.stderr.write(`switchyard: ${message}\n`);
      return null;
    });
    if (standings !== null) {
      failures = 0;
      const changed = standings.filter(({ id, text }) => told.get(id) !== text);
      for (const standing of changed) {
        told.set(standing.id, standing.text);
        print(lineOf(standing));
      }
      const end = endOf(standings);
      if (end !== null) return end;
      pause = changed.length > 0 ? pauses.first : Math.min(pause * 1.5, pauses.longest);
    }
    const left = over - Date.now();
    if (left <= 0) return null;
    await wait(Math.min(pause, left));
  }
}

/** `#3 process_data: delivered. Pull request #5 is for you to review.` */
export function lineOf({ id, issue, state, text }: Standing): string {
  return wrapped(`#${issue} ${id}: ${words[state]}. ${text}`, "");
}

const words: Readonly<Record<Standing["state"], string>> = {
  done: "done",
  delivered: "delivered",
  working: "at work",
  waiting: "waiting",
  failed: "failed",
  blocked: "blocked",
  stands: "waiting for people",
};
