import { plainLine } from "../core/text.ts";
import type { Progress } from "../local/engine/progress.ts";

/** Shows the progress of a few issues: lines that change in place on a terminal, a line for each change elsewhere. */
export type Screen = {
  readonly take: (progress: Progress) => void;
  readonly say: (text: string) => void;
  readonly close: () => void;
};

type Line = { readonly issue: number; readonly title: string; stage: string; detail: string };

const redrawEvery = 100; // ms

/** Opens the screen for these issues. */
export function openScreen(issues: readonly { issue: number; title: string }[]): Screen {
  const lines = new Map(
    issues.map(({ issue, title }) => [
      issue,
      { issue, title: plainLine(title, 44), stage: "waits", detail: "" },
    ]),
  );
  const jobs = new Map<number, { issue: number; stage: string; depth: number }>();
  const view = process.stdout.isTTY ? terminal(lines) : plain();
  const change = (issue: number, { stage, detail }: { stage: string; detail: string }) => {
    const line = lines.get(issue);
    if (line === undefined || (line.stage === stage && line.detail === detail)) return;
    Object.assign(line, { stage, detail });
    view.changed(line);
  };

  return {
    say: view.say,
    close: view.close,
    take(progress) {
      if (progress.kind === "job-started" || progress.kind === "job-ended") {
        const named = /#(\d+) attempt \d+ \/ (work|collect)$/.exec(progress.job.name);
        if (named === null) return;
        const [issue, stage] = [Number(named[1]), named[2] ?? ""];
        jobs.set(progress.job.id, { issue, stage, depth: 0 });
        if (progress.kind === "job-started") change(issue, { stage, detail: "" });
      }
      if (progress.kind !== "log") return;
      const job = jobs.get(progress.jobId);
      const text = job === undefined ? null : readable(progress.line, job);
      if (job === undefined || text === null) return;
      const ended = new RegExp(`^#${job.issue}: (.*)$`).exec(text)?.[1];
      change(job.issue, {
        stage: ended !== undefined && job.stage === "collect" ? "done" : job.stage,
        detail: ended ?? text,
      });
    },
  };
}

/** A log line that says something to a person: headlines, and what stands outside of groups. */
function readable(line: string, job: { depth: number }): string | null {
  const text = line.trim();
  if (text.startsWith("##[group]")) {
    job.depth += 1;
    const title = text.slice("##[group]".length);
    return /^(?:Setup|Gate)/.test(title) ? title : null;
  }
  if (text.startsWith("##[endgroup]")) {
    job.depth -= 1;
    return null;
  }
  return job.depth > 0 ||
    text === "" ||
    text.startsWith("##[") ||
    /^(?:Requested labels|Job defined at)/.test(text)
    ? null
    : text.replace(/\/\S*\/(?=(?:src|test|README))/, "");
}

type View = Pick<Screen, "say" | "close"> & { readonly changed: (line: Line) => void };

function plain(): View {
  return {
    changed: ({ issue, stage, detail }) =>
      console.log(`  #${issue} ${stage.padEnd(7)} ${plainLine(detail, 90)}`),
    say: (text) => console.log(`- ${text}`),
    close: () => undefined,
  };
}

function terminal(lines: ReadonlyMap<number, Line>): View {
  let drawn = 0;
  const draw = () => {
    const width = (process.stdout.columns ?? 100) - 1;
    const text = [...lines.values()].map(({ issue, title, stage, detail }) =>
      `  #${issue} ${title.padEnd(44)} ${stage.padEnd(7)} ${plainLine(detail, 120)}`.slice(0, width),
    );
    process.stdout.write(
      `${drawn === 0 ? "" : `\u001B[${drawn}A`}${text.map((line) => `\u001B[2K${line}`).join("\n")}\n`,
    );
    drawn = text.length;
  };
  const timer = setInterval(draw, redrawEvery);
  return {
    changed: () => undefined,
    say(text) {
      process.stdout.write(`${drawn === 0 ? "" : `\u001B[${drawn}A\u001B[J`}- ${text}\n`);
      drawn = 0;
      draw();
    },
    close() {
      clearInterval(timer);
      draw();
    },
  };
}
