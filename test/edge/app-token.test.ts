import { afterAll, beforeAll, expect, test } from "vitest";

import { mintAppToken } from "../../src/edge/app-token.ts";
import type { LocalGitHub } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { recordContract } from "../contract/check.ts";

let github: LocalGitHub;
let app: { clientId: string; privateKey: string };
const repository = "acme/spans";

beforeAll(async () => {
  github = await startGitHub();
  process.env["GITHUB_API_URL"] = github.apiUrl;
  await github.createRepository({
    owner: "acme",
    name: "spans",
    files: { "README.md": "hi\n" },
    roles: { maria: "write" },
  });
  app = github.createApp({
    slug: "yardmaster",
    repository,
    permissions: { contents: "write", issues: "write", "pull-requests": "write" },
  });
});
afterAll(async () => github[Symbol.asyncDispose]());

const status = async (token: string, path: string) =>
  (
    await fetch(`${github.apiUrl}/repos/${repository}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
  ).status;

test("a token of the App works while its scope lasts, and is revoked at its end", async () => {
  const contract = recordContract(github);
  let token = "";
  {
    await using minted = await mintAppToken({ ...app, repository });
    token = minted.token;
    expect(await status(token, "/pulls")).toBe(200);
    expect(await status(token, "/actions/secrets")).toBe(403);
  }
  expect(await status(token, "/pulls")).toBe(401);
  expect(contract.problems).toEqual([]);
});

test.each([
  [
    "a key of another App",
    () => ({
      ...app,
      privateKey: github.createApp({ slug: "other", repository, permissions: {} }).privateKey,
    }),
  ],
  ["a key that is none", () => ({ ...app, privateKey: "not a key" })],
  ["an App that is not installed", () => ({ ...app, repository: "acme/elsewhere" })],
])("%s is refused with what to check", async (_, given) => {
  await expect(mintAppToken({ repository, ...given() })).rejects.toThrow(
    /Check that the variable SWITCHYARD_APP_CLIENT_ID/,
  );
});
