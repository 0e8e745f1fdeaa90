import { afterAll, expect, test } from "vitest";

import { delivering, greeter, play } from "./plays.ts";
import { recordOf, seen } from "./reading.ts";
import { openStage } from "./stage.ts";

const stage = await openStage([play("missing", 1, delivering("second.txt"))]);
afterAll(async () => stage[Symbol.asyncDispose]());

test("a Claude Code that cannot be had ends the task unpaid before the model is asked, and names the registry as what to look at", async () => {
  const setup = `
name: setup
description: A machine without Claude Code, which reaches no registry.
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        rm -rf "$RUNNER_TOOL_CACHE/claude-code"
        for line in npm_config_registry=http://127.0.0.1:9/ npm_config_fetch_retries=0 npm_config_offline=true; do
          echo "$line" >>"$GITHUB_ENV"
        done
        echo "npm_config_cache=$RUNNER_TEMP/npm" >>"$GITHUB_ENV"
`;
  const repository = await stage.open("missing", {
    files: { ...greeter, ".github/actions/switchyard-setup/action.yml": setup },
  });
  await repository.label(await repository.issue("Go on"));
  await repository.settled();
  expect(recordOf(repository, 1).at(-1)?.state).toMatchObject({
    attempts: 0,
    last: {
      outcome: "setup_failed",
      spent: 0,
      reason: expect.stringMatching(
        /^Cannot install @anthropic-ai\/claude-code-.* Check that the runner reaches/,
      ),
    },
  });
  expect((await seen(repository, 1)).labels).toEqual(["switchyard: failed"]);
  expect(stage.yard.model.requests).toEqual([]);
  expect(stage.contract.problems).toEqual([]);
});
