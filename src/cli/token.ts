import { UserError } from "../core/errors.ts";
import { runGh } from "./gh.ts";

/** A token, and where it came from in words. The value is never printed and never an argument. */
export type Token = { readonly value: string; readonly from: string };

/** The token to act with: GH_TOKEN, GITHUB_TOKEN, or the login of `gh`. Throws a UserError when there is none. */
export async function findToken(host: string): Promise<Token> {
  for (const name of ["GH_TOKEN", "GITHUB_TOKEN"]) {
    const value = process.env[name]?.trim() ?? "";
    if (value !== "") return { value, from: name };
  }
  const answer = await runGh(["auth", "token", "--hostname", host]);
  const value = answer?.code === 0 ? answer.stdout.trim() : "";
  if (value !== "") return { value, from: "gh auth token" };
  throw new UserError(
    answer === null
      ? "No token: set GH_TOKEN, or install GitHub's CLI (https://cli.github.com) and run `gh auth login`."
      : "No token: run `gh auth login`, or set GH_TOKEN.",
  );
}
