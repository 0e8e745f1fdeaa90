import { afterAll, expect, test } from "vitest";

import { delivering, greeter, play } from "./plays.ts";
import { lastRun, logOf, pullsOf, seen, storyOf } from "./reading.ts";
import { openStage, secretKey } from "./stage.ts";

const stage = await openStage([
  play("by-app", 1, delivering("second.txt")),
  play("half", 1, delivering("second.txt")),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

test("a GitHub App publishes when its key is given, even where Actions may not, and everything else stays with the job's token", async () => {
  // The App can be made only for a repository that exists; the settings are the same object that the engine reads.
  const repository = await stage.open("by-app", {
    files: greeter,
    settings: { actionsMayCreatePullRequests: false },
  });
  const app = stage.yard.github.createApp({
    slug: "yardmaster",
    repository: repository.fullName,
    permissions: { contents: "write", issues: "write", "pull-requests": "write" },
  });
  const { secrets, variables } = stage.yard.github.settings(repository.fullName);
  secrets["SWITCHYARD_APP_PRIVATE_KEY"] = app.privateKey;
  variables["SWITCHYARD_APP_CLIENT_ID"] = app.clientId;
  const number = await repository.issue("A second greeting");
  await repository.label(number);
  await repository.settled();
  const [pull, ...others] = await pullsOf(repository);
  expect(others).toEqual([]);
  expect(pull).toMatchObject({
    draft: true,
    user: { login: "yardmaster[bot]" },
    assignees: [{ login: "maria" }],
  });
  expect((await seen(repository, number)).labels).toEqual(["pull-request"]);
  const comments = await repository
    .as("maria")
    .rest.issues.listComments({ ...repository.at, issue_number: number });
  expect(comments.data.map(({ user }) => user?.login)).toEqual(["github-actions[bot]"]);
  const log = logOf(lastRun(repository), / collect$/);
  for (const line of app.privateKey.split("\n").filter((part) => part.length > 30))
    expect(log).not.toContain(line);
  const minted = stage.yard.github.requests.filter(
    ({ what }) => what.includes("access_tokens") || what === "/installation/token",
  );
  expect(minted.map(({ method, status }) => `${method} ${status}`)).toEqual(["POST 201", "DELETE 204"]);
  expect(stage.contract.problems).toEqual([]);
});

test("an App that is set up by half costs no paid work: the job's token publishes, and the log says what to set", async () => {
  const settings = { secrets: { ANTHROPIC_API_KEY: secretKey, SWITCHYARD_APP_PRIVATE_KEY: "key" } };
  const repository = await stage.open("half", { files: greeter, settings });
  await repository.label(await repository.issue("A second greeting"));
  await repository.settled();
  expect(logOf(lastRun(repository), / collect$/)).toContain("Set the variable SWITCHYARD_APP_CLIENT_ID");
  expect(await pullsOf(repository)).toMatchObject([{ user: { login: "github-actions[bot]" } }]);
  expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 1");
});
