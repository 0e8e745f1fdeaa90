import { z } from "zod";

import { Directory } from "./directory.ts";

/** A command that prepares the base. Without a directory it runs in that of the scope. */
export const SetupStep = z
  .strictObject({
    run: z.string().min(1).describe("Shell command, run by bash in the checkout"),
    minutes: z.number().positive().max(120).default(15).describe("Time limit of this step"),
    secrets: z
      .array(
        z
          .string()
          .regex(
            /^[A-Za-z_][A-Za-z0-9_]*$/,
            "is the name of a variable in the setup-env secret, such as NPM_TOKEN",
          ),
      )
      .default([])
      .describe("Names from the `setup-env` secret that exist in this step alone"),
    directory: Directory.optional().describe("Where it runs, when that is not the directory of the scope"),
  })
  .describe("One command that prepares the base commit before the agent starts");
export type SetupStep = z.output<typeof SetupStep>;

/** A command that judges a change. Without a directory it runs in that of the scope. */
export const Gate = z
  .strictObject({
    name: z.string().min(1).max(60).describe("Shown in the pull request"),
    run: z
      .string()
      .min(1)
      .describe("Shell command, run by bash in a fresh copy of the base with the change applied"),
    minutes: z.number().positive().max(120).default(10).describe("Time limit of this gate"),
    directory: Directory.optional().describe("Where it runs, when that is not the directory of the scope"),
  })
  .describe("A command that must pass before a pull request counts as delivered");
export type Gate = z.output<typeof Gate>;

/** How the base commit is prepared. */
export const Setup = z.union([z.literal("auto"), z.array(SetupStep)]);

/** Everything that a change must pass. */
export const Gates = z.array(Gate).max(20);
