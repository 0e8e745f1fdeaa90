/**
 * Lets each request of a delivered issue fail once, in each way: `npm run sweep -- [--only 502] [--from 1] [--to 60] [--processes 2]`. A line per
 * case; one that breaks a promise says which, and how to play it again. Exits with 1 when one was broken.
 */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { z } from "zod";

import { messageOf } from "../test/child-message.ts";
import { ableTo, faultKinds } from "../test/sweep/faults.ts";
import { type SweepCase, SweepVerdict } from "../test/sweep/sweep.ts";
import { fail, whole } from "./options.ts";

const number = /^\d{1,4}$/;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    from: { type: "string", default: "1" },
    to: { type: "string", default: "0" },
    processes: { type: "string", default: "2" },
  },
});
const kinds = faultKinds.filter((kind) => values.only === "" || kind === values.only);
if (kinds.length === 0)
  fail(`--only: expected one of ${faultKinds.join(", ")}, got ${JSON.stringify(values.only)}.`);
const columns = ["kind", "cases", "at once", "later", "twice paid", "broken"];
const Ready = z.object({ requests: z.array(z.string()) });
const Answer = z.object({ verdict: SweepVerdict });
const from = whole("from", values.from, number);
const workers = Array.from({ length: whole("processes", values.processes, number) }, start);
const began = performance.now();
try {
  const [requests = []] = await Promise.all(
    workers.map(async (worker) => Ready.parse(await heard(worker)).requests),
  );
  const to = whole("to", values.to, number) || requests.length;
  const cases: SweepCase[] = kinds.flatMap((kind) =>
    ableTo(kind, requests).flatMap((at) => (at >= from && at <= to ? [{ kind, at }] : [])),
  );
  const total = cases.length;
  const verdicts: SweepVerdict[] = [];
  await Promise.all(
    workers.map(async (worker) => {
      for (let next = cases.shift(); next !== undefined; next = cases.shift()) {
        const answer = heard(worker);
        worker.send(next);
        const { verdict } = Answer.parse(await answer);
        verdicts.push(verdict);
        tell(verdict, `${verdicts.length}/${total}`);
      }
    }),
  );
  sum(verdicts);
} finally {
  for (const worker of workers) if (worker.connected) worker.disconnect();
}

function tell(verdict: SweepVerdict, progress: string): void {
  const { kind, at, struck, broken, ticks, endings, errors, seconds } = verdict;
  if (struck === null) return;
  const end = broken.length > 0 ? "BROKEN" : ticks === 1 ? "at once" : `after ${ticks - 1} ticks`;
  console.log(
    `${progress.padEnd(9)} ${kind.padEnd(12)} ${String(at).padStart(3)} ${struck.padEnd(48)} ${end.padEnd(14)} ${endings.join(", ")} (${seconds.toFixed(1)} s)`,
  );
  for (const error of errors) console.log(`  ${error}`);
  for (const promise of broken) console.log(`  BROKEN: ${promise}`);
  if (broken.length > 0) console.log(`  again: npm run sweep -- --only ${kind} --from ${at} --to ${at}`);
}

/** A table with a row per kind of fault. */
function sum(verdicts: readonly SweepVerdict[]): void {
  console.log(columns.map((column) => column.padEnd(12)).join(""));
  for (const kind of kinds) {
    const own = verdicts.filter((verdict) => verdict.kind === kind && verdict.struck !== null);
    const kept = own.filter(({ broken }) => broken.length === 0);
    const row = [
      kind,
      own.length,
      kept.filter(({ ticks }) => ticks === 1).length,
      kept.filter(({ ticks }) => ticks > 1).length,
      own.filter(({ sessions }) => sessions > 1).length,
      own.length - kept.length,
    ];
    console.log(row.map((cell) => String(cell).padEnd(12)).join(""));
  }
  const broken = verdicts.filter((verdict) => verdict.broken.length > 0).length;
  console.log(`${((performance.now() - began) / 1_000).toFixed(0)} s, ${broken} cases broke a promise.`);
  process.exitCode = broken === 0 ? 0 : 1;
}

function start(): ChildProcess {
  return fork(join(import.meta.dirname, "../test/sweep/worker.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** The next message of a worker; throws when it ends first. */
async function heard(worker: ChildProcess): Promise<unknown> {
  return messageOf(worker, "a process of the sweep");
}
