import { tmpdir } from "node:os";

import { type RecordStore, openRecordStore } from "../../src/edge/record-store.ts";
import { identity } from "../../src/edge/stamp.ts";
import type { LocalGitHub } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";

/** A GitHub for records, each repository of which has stores of maria, who may write, or of who else has a token. */
export type RecordDesk = AsyncDisposable & {
  readonly github: LocalGitHub;
  /** Makes a new repository, in which tom may read. */
  repository(): Promise<{
    readonly directory: string;
    readonly open: (token?: string) => Promise<RecordStore>;
  }>;
};

/** Opens a desk. From here on git of this process finds its GitHub. */
export async function openRecordDesk(): Promise<RecordDesk> {
  const github = await startGitHub();
  Object.assign(process.env, github.gitEnvironment);
  const maria = github.createUser("maria");
  let count = 0;
  return {
    github,
    repository: async () => {
      count += 1;
      const name = `records${count}`;
      await github.createRepository({
        owner: "acme",
        name,
        files: { "README.md": "hi\n" },
        roles: { maria: "write", tom: "read" },
      });
      const url = `${github.serverUrl}/acme/${name}`;
      return {
        directory: github.gitDirectory(`acme/${name}`),
        open: async (token = maria.token) =>
          openRecordStore({ remote: { url, token }, temp: tmpdir(), identity }),
      };
    },
    [Symbol.asyncDispose]: async () => github[Symbol.asyncDispose](),
  };
}
