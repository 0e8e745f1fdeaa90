import type { Obstacle, Reason } from "./eligibility.ts";
import type { Issue } from "./world.ts";

/**
 * What the issue itself says of why its label starts nothing; null where that passes by itself within minutes, can be seen on the issue anyhow, or would be a write for somebody
 * without the right. The words stay the same for as long as the reason does, since other words are another write.
 */
export function toldOnIssue(
  { reason, text, until }: Obstacle,
  issue: Pick<Issue, "labelled">,
): string | null {
  if (reason === "timeline_incomplete") return issue.labelled === null ? null : text;
  const told = sentences[reason];
  return told === undefined ? null : told({ text, until: until ?? "then" });
}

type Facts = { readonly text: string; readonly until: string };

const sentences: Partial<Record<Reason, (facts: Facts) => string>> = {
  edited_after_label: ({ text }) => text,
  unknown_profile: ({ text }) => `${text} Take the label off, or name one of these.`,
  unknown_model: ({ text }) => `${text} Take the label off, or name one of these.`,
  dependency_cycle: ({ text }) => text,
  dependency_failed: ({ text }) => text,
  spend_per_issue: ({ text }) =>
    `${text} To let it spend more, raise that limit in .github/switchyard.yml; it then starts by itself.`,
  starts_per_day: ({ text }) => `${text} It starts by itself when a day has passed since the first of them.`,
  limit_open_pull_requests: () =>
    "As many pull requests wait for people, or are being worked on, as limits.open-pull-requests allows. It starts by itself when one of them is merged or closed.",
  limit_day: () =>
    "What today's tasks have spent and may still spend reaches limits.spend-per-day. It starts by itself when there is room again, tomorrow (UTC) at the latest.",
  credential_parked: ({ until }) =>
    `The model credential is used up until ${until}. It starts by itself after that.`,
};
