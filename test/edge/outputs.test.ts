import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { setOutput } from "@actions/core";
import { expect, test } from "vitest";

import { createCommandFiles, readCommandFiles } from "../../src/local/engine/file-commands.ts";

test("G04 no value can end its own output and begin another", async () => {
  const temp = await mkdtemp(join(tmpdir(), "switchyard-outputs-"));
  const before = process.env["GITHUB_OUTPUT"];
  try {
    const files = await createCommandFiles(temp, "step");
    process.env["GITHUB_OUTPUT"] = files.GITHUB_OUTPUT;
    const delimiters = [
      "EOF",
      "ghadelimiter_",
      "ghadelimiter_00000000-0000-0000-0000-000000000000",
      "_GitHubActionsFileCommandDelimeter_",
    ];
    const values = delimiters.map(
      (delimiter) => `a\n${delimiter}\nresult-id=666\nmatrix<<${delimiter}\n[]\n${delimiter}`,
    );
    for (const [index, value] of values.entries()) setOutput(`value-${index}`, value);
    const { outputs, problems } = await readCommandFiles(files);
    expect(problems).toEqual([]);
    expect(outputs).toEqual(values.map((value, index) => [`value-${index}`, value]));
  } finally {
    if (before === undefined) delete process.env["GITHUB_OUTPUT"];
    else process.env["GITHUB_OUTPUT"] = before;
    await rm(temp, { recursive: true, force: true });
  }
});
