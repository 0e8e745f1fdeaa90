import { defaults } from "./defaults.ts";
import { type DetectedGate, type TopLevel, detectGates, telling } from "./detect-gates.ts";
import { type DetectedWorkspace, detectWorkspace, scopeExample, workspaceFiles } from "./detect-workspace.ts";
import { product } from "./product.ts";
import { type SetupCommand, detectSetup } from "./setup.ts";

/** What a repository's own files say about how it is prepared and checked. */
export type Detected = {
  readonly setup: Pick<SetupCommand, "run" | "because">[];
  readonly gates: DetectedGate[];
  readonly workspace: DetectedWorkspace | null;
};

/** The files at the top level whose text `detect` looks at; those of `setupTexts` are among them. */
export const tellingFiles = [...new Set([...telling, ...workspaceFiles])];

/** Looks at the top level of a repository for all of it. */
export function detect(top: TopLevel): Detected {
  return {
    setup: detectSetup([{ directory: "", files: top.names, texts: top.texts }], null),
    gates: detectGates(top),
    workspace: detectWorkspace(top),
  };
}

/**
 * A `.github/switchyard.yml` with what was found in the repository, each line with where it comes from. `pin` is the version whose schema it names;
 * `measured` says of a gate, by its name, how it went: words of ours, in one line.
 */
export function configText({
  detected: { setup, gates, workspace },
  pin,
  measured = new Map(),
}: {
  detected: Detected;
  pin: string;
  measured?: ReadonlyMap<string, string>;
}): string {
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
          ...gates.flatMap(({ name, run, because }) => [
            `  - name: ${name} # ${[because, measured.get(name) ?? ""].filter(Boolean).join("; ")}`,
            `    run: ${run}`,
          ]),
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
