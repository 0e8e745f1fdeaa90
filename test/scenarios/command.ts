import { execFile } from "node:child_process";

import { cli } from "../cli/bundle.ts";
import { type Repository, product } from "./stage.ts";

/** Runs the command line on a repository as maria, beside the engine. */
export async function command(
  { stage, fullName }: Repository,
  ...args: string[]
): Promise<{ code: number | string | null | undefined; out: string; err: string }> {
  const { github, person } = stage.yard;
  const env = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GH_TOKEN: person.token,
    ...github.gitEnvironment,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args, "--repo", fullName], { env, cwd: product }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}
