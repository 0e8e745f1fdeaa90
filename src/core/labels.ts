import type { Config } from "./config.ts";
import { stateLabels } from "./workpad.ts";

/** A label that Switchyard uses. */
export type UsedLabel = { readonly name: string; readonly description: string; readonly color: string };

/** What a state label of ours looks like; who removes labels knows ours by it. */
export const stateLook = { description: "Set by Switchyard", color: "5319e7" } as const;

/** The labels in use: those that ask for work, and the state labels that are on. */
export function labelsInUse(config: Config): UsedLabel[] {
  const all = [
    ...config.labels.trigger.map((name) => ({
      name,
      description: "Asks Switchyard to work on this issue",
      color: "0e8a16",
    })),
    ...[...stateLabels(config, null).off, config.labels.sensitive].flatMap((name) =>
      name === false ? [] : [{ name, ...stateLook }],
    ),
  ];
  return [...new Map(all.map((label) => [label.name.toLowerCase(), label])).values()];
}
