import type { Config } from "./config.ts";
import { scheduleCost, worstCase } from "./costs.ts";
import { assertNever } from "./errors.ts";
import { describeIsolation } from "./isolation.ts";
import {
  type Finding,
  type FindingCode,
  type Rehearsal,
  type RehearsalReport,
  proposal,
} from "./rehearsal.ts";
import { codeSpan, dollars, duration, plainLine, quote, table } from "./text.ts";

/** Everything that the pages of a rehearsal are made of. `report` is null when work left none that can be used. */
export type Rehearsed = {
  readonly config: Config;
  readonly rehearsal: Rehearsal;
  readonly report: RehearsalReport | null;
  readonly findings: readonly Finding[];
  /** `https://github.com/owner/name`. */
  readonly repositoryUrl: string;
  readonly runUrl: string;
};

const titles: Readonly<Record<FindingCode, string>> = {
  contents: "permission `contents: write`",
  issues: "permission `issues: write`",
  "pull-requests": "permission `pull-requests: write`",
  actions: "permission `actions`",
  labels: "labels",
  secret: "secret with a credential",
  credential: "credential",
  revoked: "credential",
  spent: "credential",
  unpaid: "credential",
  model: "model",
  isolation: "isolation",
  disk: "disk space",
  claude: "Claude Code",
  setup: "setup",
  gate: "gate",
  artifacts: "space for artifacts",
  opening: "opening pull requests",
};

/** What to do about a finding that is not ok, as Markdown of ours: no word of others is in it. */
export function remedyOf({ code, name, state }: Finding, repositoryUrl: string): string {
  if (state === "ok") return "";
  const secrets = `[the repository's secrets](${repositoryUrl}/settings/secrets/actions)`;
  switch (code) {
    case "contents":
    case "issues":
    case "pull-requests":
      return `Write \`${code}: write\` under \`permissions:\` of every job that calls Switchyard.`;
    case "actions":
      return "Write `actions: write` under `permissions:` of the job that calls Switchyard (`actions: read` for its dispatch job in the owned form).";
    case "labels":
      return `Create it at [labels](${repositoryUrl}/labels), or give the job \`issues: write\`.`;
    case "secret":
      return `Create ANTHROPIC_API_KEY, or CLAUDE_CODE_OAUTH_TOKEN from \`claude setup-token\`, in ${secrets}, and pass it on under \`secrets:\` of the calling job.`;
    case "revoked":
      return `Make a new one and store it in ${secrets}: the provider does not accept this one any more.`;
    case "spent":
      return "Wait until its usage window is reset, or give another credential beside it. Labels may be set: work waits for the reset.";
    case "unpaid":
      return "Add credit to the account behind the credential, or give another one.";
    case "model":
      return "Check `model` in the config and the address of the model API; a fault of the provider's heals by itself.";
    case "credential":
      return "Run the rehearsal again.";
    case "isolation":
      return `Use a hosted runner such as ubuntu-24.04, or one with passwordless sudo. Where the machine does it by other means, write \`isolation: { ${partOf(name)}: external }\` into .github/switchyard.yml; \`none\` goes without.`;
    case "disk":
      return "Free space on the runner, or use a larger one.";
    case "claude":
      return "Let the runner reach registry.npmjs.org, or put the release into its tool cache.";
    case "setup":
      return "Write the commands that prepare a checkout under `setup:` in .github/switchyard.yml; a private registry's token goes into the secret SWITCHYARD_SETUP_ENV.";
    case "gate":
      return "Mend it on the default branch, or change or leave out the gate in .github/switchyard.yml. Until then its failures are not blamed on a change.";
    case "artifacts":
      return "Delete artifacts that nobody needs, or raise the limit in the account's billing settings. GitHub counts anew every 6 to 12 hours.";
    case "opening":
      return `Switch on "Allow GitHub Actions to create and approve pull requests" in [Settings → Actions → General](${repositoryUrl}/settings/actions). Without it you get the branch, and a link that opens the pull request.`;
    default:
      return assertNever(code);
  }
}

function partOf(name: string): string {
  return ["user", "egress", "limits", "cleanup"].find((part) => part === name) ?? "user";
}

/** What has to be mended before the first label, one line each, for logs: `what: what was seen`. */
export function missingLines(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ state }) => state === "missing")
    .map(
      ({ code, name, text }) =>
        `${titles[code].replaceAll("`", "")}${name === "" ? "" : ` ${plainLine(name, 80)}`}: ${plainLine(text, 300)}`,
    );
}

/** The table of everything that was looked at, what is wrong first. */
export function findingsTable(findings: readonly Finding[], repositoryUrl: string): string {
  const order = { missing: 0, doubtful: 1, ok: 2 } as const;
  const words = { missing: "**missing**", doubtful: "**look**", ok: "ok" } as const;
  return table(
    ["setting", "state", "what was seen", "remedy"],
    findings
      .toSorted((a, b) => order[a.state] - order[b.state])
      .map((one) => [
        `${titles[one.code]}${one.name === "" ? "" : ` ${codeSpan(one.name, 80)}`}`,
        words[one.state],
        plainLine(one.text, 300),
        remedyOf(one, repositoryUrl),
      ]),
  );
}

/** The pull request's body, or the summary of the run where `end` says what became of the proposal. */
export function rehearsalText(rehearsed: Rehearsed, end: string): string {
  const { config, rehearsal, report, findings, repositoryUrl, runUrl } = rehearsed;
  const missing = findings.filter(({ state }) => state === "missing").length;
  const worst = worstCase(config);
  return [
    proposal.marker,
    missing === 0
      ? "Everything that the first label needs is there."
      : `**${missing === 1 ? "One thing is" : `${missing} things are`} missing** before the first label can work.`,
    "",
    findingsTable(findings, repositoryUrl),
    "",
    ...preparation(rehearsal, report),
    "## What it costs",
    "",
    `- **One label costs at most ${dollars(worst)}**: the limits of an issue are ${dollars(config.limits["spend-per-issue"])} in its life and ${dollars(config.limits["spend-per-attempt"])} for each of ${config.limits.attempts} attempts. All together spend at most ${dollars(config.limits["spend-per-day"])} a day. An answer that is under way when a limit is reached is still paid.`,
    `- Schedule: ${rehearsal.crons.length === 0 ? "there is none, so that nothing makes up for an event that GitHub loses." : scheduleCost(rehearsal.crons, rehearsal.private).text}`,
    `- This rehearsal: ${report === null ? "unknown" : dollars(report.spent)}.`,
    "",
    end,
    "",
    `[The run](${runUrl})`,
    "",
  ].join("\n");
}

/** What became of the proposal: the sentence under everything. */
export function switchSentence(label: string): string {
  return `**Merge to switch on**: then put the label ${codeSpan(label, 100)} on an issue. **Close to switch off**: the next scheduled run removes the branch, and the labels that nothing carries; delete the workflow file and nothing remains.`;
}

function preparation(rehearsal: Rehearsal, report: RehearsalReport | null): string[] {
  if (report === null) return [];
  const { setup, gates, isolation } = report;
  const commands = setup.commands.map((run) => codeSpan(run, 200)).join(", ");
  const because = new Map(rehearsal.detected.gates.map((gate) => [gate.name, gate.because]));
  const tails = [
    ...(setup.tail === "" ? [] : [{ name: "setup", tail: setup.tail }]),
    ...gates.filter(({ result, tail }) => result !== "passed" && tail !== ""),
  ];
  return [
    "## On the base commit",
    "",
    commands === ""
      ? "Setup: nothing to install was found."
      : `Setup took ${duration(setup.seconds)}: ${commands}.`,
    ...(isolation === null ? [] : ["", `Isolation: ${describeIsolation(isolation)}.`]),
    "",
    gates.length === 0
      ? "No gate was tried. Without gates, every pull request says that nothing was verified."
      : table(
          ["gate", "because of", "result", "time"],
          gates.map(({ name, result, seconds }) => [
            codeSpan(name, 80),
            codeSpan(because.get(name) ?? "the config", 80),
            result === "passed" ? "passed" : `**${result.replace("_", " ")}**`,
            duration(seconds),
          ]),
        ),
    "",
    ...tails.flatMap(({ name, tail }) => [
      "<details>",
      `<summary>${plainLine(name, 80)}: the end of its output</summary>`,
      "",
      quote(tail, 2_000),
      "",
      "</details>",
      "",
    ]),
  ];
}
