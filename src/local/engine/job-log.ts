import { closeSync, openSync, writeSync } from "node:fs";
import type { Masks } from "./masks.ts";
import type { Annotation } from "./progress.ts";
import { readWorkflowCommand } from "./workflow-command.ts";

/** The log of one job. Lines are masked before anyone sees them. */
export type JobLog = Disposable & {
  /** Writes a line of the runner's own. */
  write(line: string): void;
  annotate(annotation: Annotation): void;
  /** A reader for the output of one step: logs its lines and obeys the workflow commands among them. */
  stepOutput(handlers: { setOutput: (name: string, value: string) => void }): (line: string) => void;
};

const perStepAndLevel = 10; // runner, ExecutionContext.cs: annotations kept per type and step
const messageLength = 4096; // same place

/** Opens a log file; `onLine` and `onAnnotation` get what was written, masked. */
export function openJobLog(options: {
  file: string;
  masks: Masks;
  onLine: (line: string) => void;
  onAnnotation: (annotation: Annotation) => void;
}): JobLog {
  const { file, masks, onLine, onAnnotation } = options;
  const handle = openSync(file, "a");
  const write = (line: string): void => {
    for (const part of masks.hide(line).split("\n")) {
      // GitHub stamps lines with seven digits below the second.
      writeSync(handle, `${new Date().toISOString().replace("Z", "0000Z")} ${part}\n`);
      onLine(part);
    }
  };
  const annotate = (annotation: Annotation): void => {
    write(`##[${annotation.level}]${annotation.message}`);
    onAnnotation({
      level: annotation.level,
      message: masks.hide(annotation.message).slice(0, messageLength),
      properties: Object.fromEntries(
        Object.entries(annotation.properties).map(([name, value]) => [name, masks.hide(value)]),
      ),
    });
  };
  return {
    write,
    annotate,
    stepOutput: (handlers) => stepOutput({ write, annotate, masks, ...handlers }),
    [Symbol.dispose]: () => closeSync(handle),
  };
}

function stepOutput(options: {
  write: (line: string) => void;
  annotate: (annotation: Annotation) => void;
  masks: Masks;
  setOutput: (name: string, value: string) => void;
}): (line: string) => void {
  const { write, annotate, masks, setOutput } = options;
  const counts = { error: 0, warning: 0, notice: 0 };
  let stopped: string | null = null;
  const annotateSome = (
    level: Annotation["level"],
    command: { message: string; properties: Annotation["properties"] },
  ) => {
    counts[level] += 1;
    if (counts[level] <= perStepAndLevel) annotate({ level, ...command });
    else write(`##[${level}]${command.message}`);
  };
  return (line) => {
    const command = readWorkflowCommand(line);
    if (stopped !== null) {
      if (command?.name === stopped) stopped = null;
      else write(line);
      return;
    }
    if (command === null) {
      write(line);
      return;
    }
    const { name, message, properties } = command;
    if (name === "error" || name === "warning" || name === "notice") annotateSome(name, command);
    else if (name === "group") write(`##[group]${message}`);
    else if (name === "endgroup") write("##[endgroup]");
    else if (name === "debug") write(`##[debug]${message}`);
    else if (name === "add-mask") {
      if (message.trim() === "")
        annotateSome("warning", { message: "Can't add secret mask for empty string", properties: {} });
      else masks.add(message);
    } else if (name === "stop-commands") stopped = message.trim().toLowerCase();
    else if (name === "set-output") setOutput(properties["name"] ?? "", message);
    // Problem matchers and command echo change nothing but how GitHub shows a log.
    else if (!["echo", "add-matcher", "remove-matcher"].includes(name)) write(line);
  };
}
