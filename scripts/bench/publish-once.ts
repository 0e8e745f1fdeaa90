/** Opens the archive of a result and publishes it, and says what that took of the processor: a process of its own, so that it is our own time and no GitHub's. */
import { readFile } from "node:fs/promises";

import { publish } from "../../src/actions/collect-publish.ts";
import { contradictions } from "../../src/core/result-check.ts";
import { openGitHub } from "../../src/edge/github.ts";
import { openResult } from "../../src/edge/result-files.ts";
import { openPublishingDesk } from "../../test/actions/publishing-desk.ts";

const [archive = "", repository = "", token = "", serverUrl = ""] = process.argv.slice(2);
const github = openGitHub({ token, repository, log: { debug: () => undefined, warn: () => undefined } });
await using desk = await openPublishingDesk({ github, token, serverUrl });
const facts = await desk.facts();
await new Promise((resolve) => {
  process.once("message", resolve);
  process.send?.("ready");
});
const began = performance.now();
const used = process.cpuUsage();
const result = openResult(await readFile(archive));
if (!result.ok || result.changes === null) throw new Error(JSON.stringify(result));
const { envelope, changes } = result;
const claimed = {
  ...desk.scene.task,
  claim: envelope.claim,
  issue: envelope.issue,
  run: envelope.run,
  "run-attempt": 1,
  gates: [],
};
if (contradictions(envelope, changes, claimed).length > 0) throw new Error("the result contradicts itself");
const end = await publish(desk.scene, { ...facts, result, envelope, changes, publishing: null });
const { user, system } = process.cpuUsage(used);
process.send?.({
  own: (user + system) / 1_000,
  whole: performance.now() - began,
  outcome: end.outcome,
  pull: end.pull?.number ?? null,
});
process.disconnect();
