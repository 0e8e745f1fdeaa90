import { readFileSync, readdirSync } from "node:fs";

/** A process of this machine that could be looked at. */
export type Process = { readonly pid: number; readonly argv: string; readonly environment: string };

/** The processes whose arguments fit, with their environment where it can be read. */
export function processes(argv: RegExp): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const found = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      if (!argv.test(found)) return [];
      return [
        {
          pid: Number(name),
          argv: found,
          environment: readFileSync(`/proc/${name}/environ`, "utf8").replaceAll("\0", "\n"),
        },
      ];
    } catch {
      return []; // It ended while we looked.
    }
  });
}

/** A command that takes longer than any test, and that no other test process runs. `digit` tells those of one file apart. */
export function endless(digit: number): { readonly command: string; readonly runs: () => Process[] } {
  const command = `sleep ${process.pid}${digit}000`;
  return { command, runs: () => processes(new RegExp(`^${command} `)) };
}
