import { defaults } from "./defaults.ts";
import { detectSetup } from "./setup.ts";
import { type TopLevel, detectGates } from "./detect-gates.ts";
import { detectWorkspace, scopeExample } from "./detect-workspace.ts";
import { product } from "./product.ts";

/** A `.github/switchyard.yml` with what was found in the repository, each line with where it comes from. */
export function configText({ top, pin }: { top: TopLevel; pin: string }): string {
  const setup = detectSetup([{ directory: "", files: top.names, texts: top.texts }], null);
  const gates = detectGates(top);
  const workspace = detectWorkspace(top);
  return [
    `# yaml-language-server: $schema=https://raw.githubusercontent.com/${product}/${pin}/docs/switchyard.schema.json`,
    "# Everything here is optional. `npx claude-switchyard doctor` prints the settings in force.",
    "",
    "# How the base is prepared before the agent starts. `auto` goes by lock files; here that is:",
    ...(setup.length === 0
      ? ["#   nothing: no lock file was found"]
      : setup.map(({ run, because }) => `#   ${because}: ${run}`)),
    "setup: auto",
    "",
    "# Commands that must pass before a pull request is ready. They run in a fresh copy of the base with the change in it.",
    ...(gates.length === 0
      ? [
          "# None was found. Without one, every pull request says that nothing was verified.",
          "gates: []",
          "#  - name: test",
          "#    run: ./test.sh",
        ]
      : [
          "gates:",
          ...gates.flatMap(({ name, run, because }) => [`  - name: ${name} # ${because}`, `    run: ${run}`]),
        ]),
    "",
    ...(workspace === null ? [] : scopeExample(workspace)),
    "# What one task may cost; these are the defaults.",
    "# limits:",
    ...shownLimits.map(
      (name) => `#   ${name}: ${defaults[name].value} # ${unitOf(name)}${defaults[name].meaning}`,
    ),
    "",
  ].join("\n");
}

const shownLimits = [
  "spend-per-attempt",
  "spend-per-issue",
  "spend-per-day",
  "minutes",
  "tasks",
  "open-pull-requests",
] as const;

function unitOf(name: (typeof shownLimits)[number]): string {
  const { unit } = defaults[name];
  return unit === "" ? "" : `${unit}: `;
}
