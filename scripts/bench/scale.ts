import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { getOctokit } from "@actions/github";
import { z } from "zod";

import { dispatch } from "../../test/races/dispatcher.ts";
import { type Place, openPlace, repository } from "../../test/races/place.ts";
import { median } from "./measure.ts";

const run = promisify(execFile);
const rounds = 5; // of each decision; odd, for the median
const Decided = z.object({
  ms: z.number(),
  megabytes: z.number(),
  claims: z.int(),
  reasons: z.array(z.string()),
});

/** What many issues cost: the decision alone, a whole tick, and many claims at once. */
export async function benchScale(): Promise<void> {
  console.log(`Decide over issues that wait for each other, median of ${rounds} processes:\n`);
  const small = await decideTimes(1_000);
  const large = await decideTimes(10_000);
  console.log(`   1,000 issues   ${small.ms.toFixed(0)} ms, ${small.megabytes.toFixed(0)} MB`);
  console.log(
    `  10,000 issues   ${large.ms.toFixed(0)} ms, ${large.megabytes.toFixed(0)} MB, ${(large.ms / small.ms).toFixed(1)} ×   (targets < 1,000 ms, 300 MB, ≤ 15 ×)`,
  );

  const few = await tick({ labelled: 4, stuck: 0, limit: 4 });
  const many = await tick({ labelled: 10_000, stuck: 0, limit: 4 });
  const stuck = await tick({ labelled: 10_000, stuck: 9_000, limit: 4 });
  console.log("\nOne tick with 4 free slots, requests of its dispatcher (REST, GraphQL, git, artifacts):\n");
  for (const [name, { requests, started }] of [
    ["4 labelled issues", few],
    ["10,000 labelled issues", many],
    ["10,000, 9,000 of which wait", stuck],
  ] as const)
    console.log(`  ${name.padEnd(28)} ${requests}, ${started} started`);
  console.log(
    `  10,000 cost ${Math.max(many.requests, stuck.requests) - few.requests} more than 4   (target ≤ 20)`,
  );

  const hundred = await tick({ labelled: 120, stuck: 0, limit: 100 });
  console.log(
    `\nA tick that starts ${hundred.started} of 120 issues: ${hundred.pushes} push${hundred.pushes === 1 ? "" : "es"}   (target 1 for 100 issues), ${hundred.requests} requests`,
  );
}

/** So many labelled issues, the first of which wait for others, and how many tasks may be at work. */
type Crowd = { readonly labelled: number; readonly stuck: number; readonly limit: number };

async function decideTimes(count: number): Promise<{ ms: number; megabytes: number }> {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, "decide.ts"), String(count)]);
    all.push(Decided.parse(JSON.parse(stdout)));
  }
  return {
    ms: median(all.map(({ ms }) => ms)),
    megabytes: median(all.map(({ megabytes }) => megabytes)),
  };
}

/** One dispatcher process on a repository with so many labelled issues. Throws when it fails. */
async function tick(crowd: Crowd): Promise<{ requests: number; pushes: number; started: number }> {
  await using place = await openPlace({ kind: "plain", dispatchers: 1, issues: 0, limit: crowd.limit });
  await fill(place, crowd);
  const [racer] = place.racers;
  if (racer === undefined) throw new Error("no dispatcher");
  const { github, artifacts } = place;
  const { apiUrl, serverUrl, gitEnvironment } = github;
  const directory = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
  const addresses = { apiUrl, serverUrl, gitEnvironment, artifactsUrl: `${artifacts.url}/` };
  const from = github.requests.length;
  const { code, legs, said } = await dispatch(addresses, racer, directory);
  await rm(directory, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the dispatcher ended with ${code}:\n${said}`);
  const requests = github.requests.slice(from);
  return {
    requests: requests.length,
    pushes: requests.filter(
      ({ kind, method, what }) => kind === "git" && method === "POST" && what === "git-receive-pack",
    ).length,
    started: legs.length,
  };
}

const people = 40; // who open and label them; what an hour allows one account is not enough for all

/** Opens labelled issues. Those that are stuck wait, by their text, for one that stands too far back to be read with them. */
async function fill(place: Place, { labelled, stuck }: Crowd): Promise<void> {
  const [owner = "", repo = ""] = repository.split("/");
  const hands = Array.from({ length: people }, (_, index) => {
    const { login, token } = place.github.createUser(`filler-${index}`);
    place.admit(login);
    return getOctokit(token, { baseUrl: place.github.apiUrl }).rest.issues;
  });
  for (let number = 1; number <= labelled; number += 1)
    await hands[number % people]?.create({
      owner,
      repo,
      title: `Issue ${number}`,
      body: number <= stuck ? `Depends on #${labelled - (number % 900)}` : "",
      labels: ["claude-ready", ...(number % 10 === 0 ? ["priority:high"] : [])],
    });
}
