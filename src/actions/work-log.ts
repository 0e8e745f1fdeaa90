import { info } from "@actions/core";

import { boundedLog } from "../core/log-line.ts";

/** The job log while an agent is at work. */
export type WorkLog = {
  /** One line of what the agent does; not written any more once there are 20 MB of them. */
  say(line: string): void;
  /** Lets `act` write into a group of its own: lines of the agent wait meanwhile. */
  aside<T>(act: () => Promise<T>): Promise<T>;
};

/** Opens the log. */
export function openWorkLog(): WorkLog {
  let asides = 0;
  const waiting: string[] = [];
  return {
    say: boundedLog((line) => {
      if (asides === 0) info(line);
      else waiting.push(line);
    }),
    aside: async (act) => {
      asides += 1;
      try {
        return await act();
      } finally {
        asides -= 1;
        if (asides === 0) for (const line of waiting.splice(0)) info(line);
      }
    },
  };
}
