import { type Entry, parseEntry } from "../../src/core/record-entry.ts";
import { gitIn } from "../../src/edge/git.ts";
import { readMessages } from "../../src/edge/record-objects.ts";
import { type Place, type RaceOptions, repository } from "./place.ts";
import type { Watch } from "./watch.ts";

/** How one process ended: what it was told that it holds, and its last words when it failed. */
export type Finish = {
  readonly run: number;
  readonly code: number | null;
  readonly legs: readonly { readonly issue: number; readonly claim: string }[];
  readonly said: string;
};

/** What became of a race: figures, and every promise that was broken. */
export type Verdict = {
  readonly claims: number;
  /** Held at the end, and the most that were held at any moment. */
  readonly held: number;
  readonly most: number;
  readonly moments: number;
  readonly looks: number;
  readonly torn: number;
  /** Processes that gave up because others kept writing: allowed, the next tick goes on. */
  readonly gaveUp: number;
  readonly pushes: number;
  readonly requests: number;
  readonly broken: readonly string[];
};

const patient = /Other runs kept changing the records|Cannot reach .* by git|Cannot reach the GitHub API/;

/** Judges a race that is over, by what the watch saw, what the records say, and what the processes were told. */
export async function judge(
  { github, seeded }: Pick<Place, "github" | "seeded">,
  { limit }: RaceOptions,
  { watch, finishes }: { watch: Watch; finishes: readonly Finish[] },
): Promise<Verdict> {
  const directory = github.gitDirectory(repository);
  const git = gitIn(directory);
  const broken: string[] = [];
  const oids = [...new Set([...watch.moments.values()].flatMap((moment) => [...moment.values()]))];
  const messages = await readMessages(directory, oids);
  const entries = new Map(oids.map((oid, index) => [oid, entryIn(messages[index] ?? "")]));
  let most = 0;
  for (const moment of watch.moments.values()) {
    const live = [...moment.values()].flatMap((oid) => entries.get(oid)?.state.claim ?? []);
    most = Math.max(most, live.length);
    if (live.length > limit) broken.push(`${live.length} claims at one moment, the limit is ${limit}`);
    if (new Set(live.map(({ worker }) => worker)).size < live.length)
      broken.push(
        `two claims of one moment have the same worker: ${live.map(({ worker }) => worker).join(" ")}`,
      );
  }

  const listed = (await git(["for-each-ref", "--format=%(refname:lstrip=3)", "refs/switchyard/issues/"]))
    .split("\n")
    .filter(Boolean);
  const claimed: { issue: number; run: number; nonce: string }[] = [];
  let held = 0;
  for (const issue of listed.map(Number)) {
    const log = await git(["log", "--reverse", "-z", "--format=%B", `refs/switchyard/issues/${issue}`]);
    const chain = log.split("\0").filter(Boolean).map(entryIn);
    const claims = chain.flatMap(({ event }) => (event.type === "claimed" ? [event.claim] : []));
    if (claims.length > 1) broken.push(`#${issue} was claimed ${claims.length} times`);
    claimed.push(...claims.map(({ run, nonce }) => ({ issue, run, nonce })));
    if (chain.at(-1)?.state.claim != null) held += 1;
  }

  const world = (await git(["log", "--format=%P%x00%s", "--glob=refs/switchyard/world*"]))
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\0"));
  if (world.some(([parents = ""]) => parents.includes(" ")))
    broken.push("refs/switchyard/world is not one chain");
  const taken = world.reduce(
    (sum, [, subject = ""]) => sum + Number(/takes (\d+)/.exec(subject)?.[1] ?? "0"),
    0,
  );
  const claims = claimed.length - seeded;
  if (taken !== claims)
    broken.push(`refs/switchyard/world counts ${taken} claims, the records hold ${claims}`);

  for (const { run, legs, code, said } of finishes) {
    if (code !== 0 && !patient.test(said)) broken.push(`run ${run} exited with ${code}: ${said.slice(-500)}`);
    for (const { issue, claim } of legs)
      if (!claimed.some((one) => one.issue === issue && one.run === run && one.nonce === claim))
        broken.push(`run ${run} was told that it holds #${issue}, and the record does not say so`);
  }
  const gaveUp = finishes.filter(({ code }) => code !== 0).length;
  if (gaveUp === 0) {
    const told = finishes.reduce((sum, { legs }) => sum + legs.length, 0);
    if (told !== claims) broken.push(`${claims} claims were written, ${told} were handed on`);
    if (held !== limit)
      broken.push(`${held} are held at the end although ${limit} may be: a slot stayed free`);
  }
  const { requests } = github;
  return {
    claims,
    held,
    most,
    moments: watch.moments.size,
    looks: watch.looks.whole,
    torn: watch.looks.torn,
    gaveUp,
    pushes: requests.filter(({ method, what }) => method === "POST" && what === "git-receive-pack").length,
    requests: requests.length,
    broken: [...new Set(broken)],
  };
}

function entryIn(message: string): Entry {
  const read = parseEntry(message);
  if (!read.ok) throw new Error(`a record cannot be read: ${read.why}`);
  return read.entry;
}
