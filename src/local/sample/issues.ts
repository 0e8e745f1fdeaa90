/** An issue of the sample repository, as people would write it. */
export type SampleIssue = {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
};

/** The six issues that the demo labels, in the order of their numbers (1 to 6). */
export const sampleIssues: readonly SampleIssue[] = [
  {
    title: "parse() ignores all units but the first",
    body: 'parse("1h 30m") gives 3600. It should give 5400.',
    labels: ["bug"],
  },
  {
    title: "Add format(span)",
    body: 'The opposite of parse: format(5400) should give "1h 30m".',
    labels: ["enhancement"],
  },
  {
    title: "README does not say what parse() accepts",
    body: "Please list the units and show an example with two of them.",
    labels: ["documentation"],
  },
  {
    title: "describe() should round to minutes",
    body: 'describe(90) should give "2 minutes", without breaking describe(1).',
    labels: ["enhancement"],
  },
  {
    title: "Is describe() safe for negative spans?",
    body: "Please investigate and answer; do not change anything yet.",
    labels: ["investigate"],
  },
  {
    title: "Mention format() in the README",
    body: "Depends on #2\n\nOne line and one example are enough.",
    labels: ["documentation"],
  },
];
