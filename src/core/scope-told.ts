import type { TaskSettings } from "./task-settings.ts";

/** What the agent is told of the part of the checkout that its task is about; empty when that is all of it. */
export function scopeTold({
  scope,
  directory,
  allowed,
  sparse,
}: Pick<TaskSettings, "scope" | "directory" | "allowed" | "sparse">): string {
  if (scope === null) return "";
  const place =
    directory === ""
      ? ""
      : `This task is about ${directory} of the checkout (the scope ${scope}), and that is where you start.${sparse === null ? " The rest of the checkout is there, too." : ""}`;
  const seen =
    sparse === null
      ? ""
      : `The checkout is sparse: of the folders of the repository it has ${sparse.join(", ")} only. Do not write files elsewhere that may exist already.`;
  const bounds =
    allowed.length === 0
      ? ""
      : `Of your change only these paths, from the top level of the checkout, are published: ${allowed.join(", ")}. Leave the rest as it is; if the task needs a change elsewhere, say in your last message what a person should change.`;
  return [place, seen, bounds].filter((part) => part !== "").join(" ");
}

/** The commands of the gates for the prompt, each with its folder when it is not the one that the agent starts in. */
export function gatesTold({ gates, directory }: Pick<TaskSettings, "gates" | "directory">): string[] {
  return gates.map((gate) => {
    if (gate.directory === directory) return gate.run;
    return `${gate.run} (in ${gate.directory === "" ? "the top level of the checkout" : gate.directory})`;
  });
}
