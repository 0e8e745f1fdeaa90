import { expect, test } from "vitest";

import { pullsOf } from "../scenarios/reading.ts";
import type { Listed } from "./deliver.ts";
import { judgeSamples } from "./judge.ts";
import { indexToken, pipSample } from "./python.ts";
import { rustSample } from "./rust.ts";
import { serviceSample } from "./service.ts";

const unnamed: Listed = { tools: [], token: null, make: async () => serviceSample({ named: false }) };

const played = await judgeSamples(
  {
    "Python with pip and a private index": { tools: ["python3"], token: indexToken, make: pipSample },
    "Rust with a registry of its own": { tools: ["cargo", "cc"], token: null, make: rustSample },
    "A service on a port": { tools: [], token: null, make: async () => serviceSample({ named: true }) },
  },
  [unnamed],
);

test("a service whose port the config does not name is out of reach for agent and gates", async () => {
  const found = played.get(unnamed);
  if (found === undefined) throw new Error("it was not played");
  const { repository, printed, log } = found;
  expect(log).toContain("Gate tests: failed (on the base: failed)");
  expect(printed).toContain("LOOKED-AROUND");
  expect(printed).not.toContain("AGENT-SAW-IT-PASS");
  const [pull] = await pullsOf(repository);
  expect(pull?.body).not.toContain("| passed |");
});
