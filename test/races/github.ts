/** The process of the embedded GitHub that dispatchers race on: told by messages from its parent, and ended with it. */
import { z } from "zod";

import { gateFor, takingTurns } from "./gate.ts";
import { kinds, openPlace, repository } from "./place.ts";
import { type Finish, judge } from "./verdict.ts";
import { watchTips } from "./watch.ts";

const patience = 45_000; // ms; git gives up on a connection on which nothing flows for a minute
const count = z.int().positive();
const Options = z.object({ kind: z.enum(kinds), dispatchers: count, issues: count, limit: count });
const Finished = z.object({
  run: z.int(),
  code: z.int().nullable(),
  legs: z.array(z.object({ issue: z.int(), claim: z.string() })),
  said: z.string(),
});
const Message = z.discriminatedUnion("type", [
  z.object({ type: z.literal("finished"), login: z.string() }),
  z.object({ type: z.literal("over"), finishes: z.array(Finished) }),
]);

const options = Options.parse(JSON.parse(process.argv[2] ?? ""));
const place = await openPlace(options);
const { github } = place;
const watch = watchTips(github.gitDirectory(repository));
const names = new Set(place.racers.map(({ login }) => login));
const pushes = gateFor(options.dispatchers, patience);
const views = takingTurns();
const seen = new Set<string>();
const waiting = [...place.unlabelled];

// Each dispatcher sees one label more than the one before, and all push what they decided at the same time: the worst that a person who labels one
// issue after the other can do to the claims.
github.fault = async ({ kind, method, what, by }) => {
  watch.look();
  if (!names.has(by)) return null;
  if (seen.has(by)) views.done(by);
  else if (kind === "graphql" && what === "issues") {
    seen.add(by);
    await views.take(by);
    const next = waiting.shift();
    if (next !== undefined) await place.label(next);
  }
  if (kind === "git" && method === "POST" && what === "git-receive-pack") await pushes.arrive(by);
  return null;
};

process.on("message", (raw) => {
  const message = Message.parse(raw);
  if (message.type === "finished") {
    views.done(message.login);
    pushes.leave(message.login);
    return;
  }
  void tell(message.finishes);
});
process.send?.({
  type: "ready",
  apiUrl: github.apiUrl,
  serverUrl: github.serverUrl,
  artifactsUrl: `${place.artifacts.url}/`,
  gitEnvironment: github.gitEnvironment,
  racers: place.racers,
});

/** Judges the race, tells the parent, and ends. */
async function tell(finishes: readonly Finish[]): Promise<void> {
  watch.look();
  const verdict = await judge(place, options, { watch, finishes });
  process.send?.({ type: "verdict", verdict });
  await place[Symbol.asyncDispose]();
  process.disconnect();
}
