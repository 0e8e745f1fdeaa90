import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { messageOf } from "../child-message.ts";
import { dispatch } from "./dispatcher.ts";
import type { RaceOptions } from "./place.ts";
import type { Verdict } from "./verdict.ts";

const Racers = z.array(
  z.object({
    login: z.string(),
    token: z.string(),
    runtimeToken: z.string(),
    run: z.int(),
    attempt: z.int(),
    workflow: z.string(),
  }),
);
const Ready = z.object({
  type: z.literal("ready"),
  apiUrl: z.string(),
  serverUrl: z.string(),
  artifactsUrl: z.string(),
  gitEnvironment: z.record(z.string(), z.string()),
  racers: Racers,
});
const Judged = z.object({
  type: z.literal("verdict"),
  verdict: z.object({
    claims: z.int(),
    held: z.int(),
    most: z.int(),
    moments: z.int(),
    looks: z.int(),
    torn: z.int(),
    gaveUp: z.int(),
    pushes: z.int(),
    requests: z.int(),
    broken: z.array(z.string()),
  }),
});

/** Lets so many dispatchers (dist/dispatch.js as a runner starts it) race on one GitHub in a process of its own, and judges them. */
export async function race(options: RaceOptions): Promise<Verdict> {
  const directory = await mkdtemp(join(tmpdir(), "switchyard-races-"));
  const server = fork(join(import.meta.dirname, "github.ts"), [JSON.stringify(options)], {
    execPath: process.execPath,
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const ready = Ready.parse(await messageOf(server, "the GitHub of the race"));
    const verdict = messageOf(server, "the GitHub of the race");
    const finishes = await Promise.all(
      ready.racers.map(async (racer) => {
        const finish = await dispatch(ready, racer, join(directory, String(racer.run)));
        server.send({ type: "finished", login: racer.login });
        return finish;
      }),
    );
    server.send({ type: "over", finishes });
    return Judged.parse(await verdict).verdict;
  } finally {
    if (server.exitCode === null) server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
