/** One number or name that holds when nobody says otherwise. README, `doctor` and the config schema read this table. */
export type Default = {
  readonly value: number | string;
  readonly unit: string;
  /** What it bounds, as one line for people. */
  readonly meaning: string;
};

export const defaults = {
  model: { value: "claude-sonnet-5-5", unit: "", meaning: "model of every task, by its full id" },
  effort: { value: "medium", unit: "", meaning: "thinking effort of the model" },
  "spend-per-attempt": { value: 5, unit: "USD", meaning: "most that one attempt may spend" },
  "spend-per-issue": {
    value: 10,
    unit: "USD",
    meaning: "most that one issue may spend in its life, all tasks together",
  },
  "spend-per-day": {
    value: 20,
    unit: "USD",
    meaning: "most that the repository may spend in one UTC day, running tasks counted in full",
  },
  attempts: { value: 2, unit: "", meaning: "attempts for one request" },
  "starts-per-day": { value: 6, unit: "", meaning: "attempts of one issue in 24 hours, whoever asks" },
  "repair-rounds": { value: 2, unit: "", meaning: "times that failing gates go back to the same session" },
  minutes: { value: 30, unit: "min", meaning: "time of the agent in one attempt" },
  "silence-minutes": { value: 7, unit: "min", meaning: "silence after which an agent counts as stalled" },
  "repeated-calls": {
    value: 20,
    unit: "",
    meaning:
      "tool calls in a row that the agent had made before, word for word, after which it counts as getting nowhere; it is told at half of them",
  },
  turns: { value: 150, unit: "", meaning: "model turns in one attempt" },
  tokens: {
    value: 30_000_000,
    unit: "",
    meaning: "tokens in one attempt, those read from the cache too",
  },
  "disk-gigabytes": {
    value: 10,
    unit: "GB",
    meaning: "what setup, agent and gates of one attempt may write to disk, all together",
  },
  tasks: { value: 2, unit: "", meaning: "tasks at once in this repository" },
  "open-pull-requests": {
    value: 5,
    unit: "",
    meaning: "pull requests of ours waiting for people, above which no new work starts",
  },
  "api-reserve": {
    value: 150,
    unit: "requests",
    meaning: "GitHub API requests of this hour left to others, below which no new work starts",
  },
  "change-lines": {
    value: 400,
    unit: "lines",
    meaning: "size of a change above which the pull request asks to be split",
  },
  "change-files": {
    value: 15,
    unit: "files",
    meaning: "files of a change above which the pull request asks to be split",
  },
  "list-tasks": { value: 100, unit: "", meaning: "tasks in one list of `switchyard orchestrate`" },
  "list-minutes": {
    value: 60,
    unit: "min",
    meaning: "time that `switchyard orchestrate --wait` follows a list; its tasks go on after that",
  },
} as const satisfies Record<string, Default>;

/** The defaults as a Markdown table, in the order of the data. */
export function defaultsTable(): string {
  const rows = Object.entries(defaults).map(([name, { value, unit, meaning }]) => {
    const shown = unit === "USD" ? `$${value}` : unit === "" ? String(value) : `${value} ${unit}`;
    return `| \`${name}\` | ${shown} | ${meaning} |`;
  });
  return ["| limit | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}
