/** A `::name key=value::message` line. */
export type WorkflowCommand = {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
};

/** Reads a line as a workflow command (runner: ActionCommand.TryParseV2); null when it is none. */
export function readWorkflowCommand(line: string): WorkflowCommand | null {
  const match = /^\s*::([^\s:]+)(?:\s+((?:(?!::).)*))?::(.*)$/s.exec(line);
  if (match === null) return null;
  const [, name = "", list = "", message = ""] = match;
  const properties = list.split(",").flatMap((pair): [string, string][] => {
    const equals = pair.indexOf("=");
    return equals > 0 ? [[pair.slice(0, equals).trim(), unescapeProperty(pair.slice(equals + 1))]] : [];
  });
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties),
    message: unescapeMessage(message),
  };
}

function unescapeMessage(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeMessage(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}
