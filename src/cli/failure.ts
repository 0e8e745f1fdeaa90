import { OutageError, UserError, messageOf } from "../core/errors.ts";
import { statusOf } from "../edge/github.ts";

/** How a command ended: 0 fine, 1 findings or a failure, 2 the caller can mend it. */
export type ExitCode = 0 | 1 | 2;

/**
 * The sentence and the exit code of anything that a command threw. Refusals of the API are told anew: the edge speaks to people who write
 * `permissions:`, here somebody holds a token.
 */
export function failureOf(error: unknown): { message: string; code: ExitCode } {
  const status = statusOf(error);
  const said = saidBy(error);
  const doing = / while ([^:]+):/.exec(messageOf(error))?.[1];
  if (status === 401)
    return {
      message: "GitHub does not accept the token any more. Run `gh auth login`, or set GH_TOKEN.",
      code: 2,
    };
  if (status === 429 || (status === 403 && /rate limit/i.test(said)))
    return {
      message: `GitHub's rate limit is used up${doing === undefined ? "" : ` (while ${doing})`}. Try again later.`,
      code: 1,
    };
  if (status === 403 || /Resource not accessible|FORBIDDEN/.test(said)) {
    return {
      message: `The token may not do this${doing === undefined ? "" : ` (${doing})`}: ${said}. Use one with write access: \`gh auth login\`, or a token with the permissions contents, issues, pull requests, actions and workflows.`,
      code: 2,
    };
  }
  if (status !== null && status >= 500)
    return {
      message: `Cannot reach the GitHub API at ${apiUrl()}: ${said}. Check the network, then run it again.`,
      code: 1,
    };
  if (error instanceof OutageError)
    return { message: `${error.what}. Check the network, then run it again.`, code: 1 };
  if (error instanceof UserError) return { message: error.message, code: 2 };
  return {
    message: `${messageOf(error)}\nThis looks like a fault of Switchyard. Please open an issue with the command and this text.`,
    code: 1,
  };
}

/** GitHub's own words in an error, without the address of its documentation and the full stop. */
export function saidBy(error: unknown): string {
  return messageOf(deepest(error))
    .replace(/ - https:\/\/docs\.github\.com\S*$/, "")
    .replace(/\.$/, "");
}

/** Where the API is: GITHUB_API_URL, by default github.com's. */
export function apiUrl(): string {
  return process.env["GITHUB_API_URL"] ?? "https://api.github.com";
}

function deepest(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined && !("status" in error)
    ? deepest(error.cause)
    : error;
}
