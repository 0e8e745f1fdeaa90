import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import type { Scenario } from "../../src/local/model/scenario.ts";
import { play, running, writing } from "../scenarios/plays.ts";

/** A small repository of one ecosystem, with a dependency that its code and its test need, and what an agent does about its one issue. */
export type Sample = {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the agent writes. */
  readonly edit: Readonly<Record<string, string>>;
  /** What the agent runs to see its own work. */
  readonly check: string;
  /** The one gate of the repository. */
  readonly gate: string;
  /** The other lines of `.github/switchyard.yml`. */
  readonly config: readonly string[];
  /** The secret `setup-env`. */
  readonly secret?: string;
};

/** Where a program of this machine lies. Throws when there is none. */
export function placeOf(tool: string): string {
  return dirname(execFileSync("bash", ["-c", 'command -v "$0"', tool], { encoding: "utf8" }).trim());
}

/**
 * The repository's own setup action, which puts a toolchain of this machine on the PATH and exports variables, as the setup actions of GitHub and
 * others do.
 */
export function toolchainAction(
  paths: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const lines = [
    ...paths.map((path) => `echo "${path}" >>"$GITHUB_PATH"`),
    ...Object.entries(variables).map(([name, value]) => `echo "${name}=${value}" >>"$GITHUB_ENV"`),
  ];
  return {
    ".github/actions/switchyard-setup/action.yml": [
      "name: setup",
      "description: Puts the toolchain on the PATH",
      "runs:",
      "  using: composite",
      "  steps:",
      "    - shell: bash",
      "      run: |",
      ...lines.map((line) => `        ${line}`),
      "",
    ].join("\n"),
  };
}

/** Which of these programs the machine lacks, for the reason of a skipped test; the empty string when none. */
export function missing(tools: readonly string[]): string {
  const lacking = tools.filter((tool) => spawnSync("bash", ["-c", `command -v ${tool}`]).status !== 0);
  return lacking.length === 0 ? "" : ` (skipped: this machine has no ${lacking.join(", ")})`;
}

/** The whole repository. */
export function filesOf({ files, config, gate }: Sample): Record<string, string> {
  return {
    ...files,
    ".github/switchyard.yml": [
      ...config,
      "limits: { repair-rounds: 0 }",
      `gates: [{ name: tests, run: ${JSON.stringify(gate)} }]`,
      "",
    ].join("\n"),
  };
}

/** What the model does: it writes the change, looks whether its tests pass, looks around, and ends. `look` gets what its tools printed, while it is still at work. */
export function scenarioOf(sample: Sample, look: (printed: readonly string[]) => void): Scenario {
  const printed: string[] = [];
  return play(sample.name, 1, [
    writing(sample.edit),
    running(`${sample.check} && echo AGENT-SAW-IT-PASS`),
    (conversation) => {
      printed.push(...conversation.toolResults);
      return running(lookAround);
    },
    (conversation) => {
      look([...printed, ...conversation.toolResults]);
      return { text: "Done." };
    },
  ]);
}

/** Every token of a sample begins with this. */
export const tokenMark = "TOKEN-OF-SETUP";

/** What every copy of a token holds: as it is, or in base64 at any offset. */
export const marks: readonly string[] = [
  tokenMark,
  ...[0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${"-".repeat(offset)}${tokenMark}`).toString("base64");
    return encoded.slice(offset === 0 ? 0 : offset + 1, -4);
  }),
];

/** Everything that an agent can read: its variables, those of its processes, its home, the checkout with git's own files, and where system packages are put. What is looked for is written so that the command itself does not hold it. */
const lookAround = [
  "echo LOOKING-AROUND; env",
  "cat /proc/[0-9]*/environ | tr '\\0' '\\n'",
  "git config --list --show-origin",
  `for place in ~ . /tmp /opt /usr/local /etc; do grep -rIs ${marks.map((mark) => `-e '[${mark.slice(0, 1)}]${mark.slice(1)}'`).join(" ")} $place | head -c 2000; done`,
  "ls -A ~; echo LOOKED-AROUND",
].join("\n");

/** Where rustup keeps the toolchains of this machine. */
export function rustupHome(): string {
  return process.env["RUSTUP_HOME"] ?? join(process.env["HOME"] ?? "", ".rustup");
}

/** Runs a sample's gate on the repository with the change in it, by the tools of this machine and without any setup. Resolves to the exit code. */
export async function gateWithoutSetup(sample: Sample): Promise<number | null> {
  const directory = mkdtempSync(join(tmpdir(), "switchyard-sample-"));
  try {
    const home = join(directory, "home");
    for (const [path, content] of Object.entries({ ...sample.files, ...sample.edit })) {
      mkdirSync(dirname(join(directory, "checkout", path)), { recursive: true });
      writeFileSync(join(directory, "checkout", path), content);
    }
    mkdirSync(home);
    // The registry answers in this process, and asks for its token.
    const gate = spawn("bash", ["-eo", "pipefail", "-c", sample.gate], {
      cwd: join(directory, "checkout"),
      env: { PATH: process.env["PATH"] ?? "", HOME: home, RUSTUP_HOME: rustupHome() },
      stdio: "ignore",
    });
    return await new Promise((resolve, reject) => gate.once("error", reject).once("exit", resolve));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs a program in a directory that holds these files, for what only the tool itself can make (a lock file, an archive), and returns what `read` does there. */
export async function madeBy<Made>(
  files: Readonly<Record<string, string>>,
  command: readonly [string, ...string[]],
  options: { env?: Readonly<Record<string, string>>; read: (directory: string) => Made },
): Promise<Made> {
  const directory = mkdtempSync(join(tmpdir(), "switchyard-made-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    const [program, ...args] = command;
    // The registry answers in this process.
    await promisify(execFile)(program, args, { cwd: directory, env: { ...process.env, ...options.env } });
    return options.read(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
