import { type Finding, ok, problem, unknown, warning } from "../finding.ts";
import type { Scene } from "./scene.ts";

/** What kind of repository this is, and where: some cannot work at all. */
export function checkRepository({ target }: Scene): Finding[] {
  const { url, repository } = target;
  const kinds = [
    target.fork &&
      problem(
        "repository",
        `${repository} is a fork, and Switchyard does nothing in forks.`,
        "Use it in a repository that is none.",
      ),
    target.archived && problem("repository", `${repository} is archived.`, `Unarchive it: ${url}/settings`),
    !target.hasIssues &&
      problem("repository", `${repository} has no issues.`, `Switch them on under Features: ${url}/settings`),
    target.enterprise !== null &&
      problem(
        "server",
        `This is GitHub Enterprise Server ${target.enterprise}, which is not supported: it lacks artifacts v4 and \`uses: $/\`.`,
        "See docs/out-of-scope.md.",
      ),
  ];
  return kinds.filter((finding) => finding !== false);
}

/** What the token of this command may do; the jobs have tokens of their own. */
export function checkToken({ target }: Scene): Finding[] {
  const { rights, scopes, token, repository } = target;
  const missing =
    (scopes ?? []).length === 0 ? [] : ["repo", "workflow"].filter((scope) => !scopes?.includes(scope));
  if (!rights.push)
    return [
      problem(
        "token",
        `The token from ${token.from} may not write to ${repository}.`,
        "Ask an administrator of the repository for write access, or use another token.",
      ),
    ];
  if (missing.length > 0)
    return [
      warning(
        "token",
        `The token from ${token.from} lacks the scope ${missing.map((scope) => `"${scope}"`).join(" and ")}, which init and dispatch use.`,
        `Run \`gh auth refresh --scopes ${missing.join(",")}\`.`,
      ),
    ];
  return [
    ok(
      "token",
      `The token from ${token.from} may write to ${repository}${rights.admin ? " and administer it" : ""}.`,
    ),
    ...(rights.admin
      ? []
      : [
          unknown(
            "administration",
            "This token is no administrator's, so that some settings cannot be read.",
            "Let an administrator run doctor once.",
          ),
        ]),
  ];
}
