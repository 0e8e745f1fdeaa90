import { messageOf } from "../../src/core/errors.ts";
import { SweepCase, openSweep } from "./sweep.ts";

/** A process of the sweep: says how many requests there are, then plays one case for each message, until it is disconnected. */
const sweep = await openSweep();
let queue = Promise.resolve();
process.on("message", (message) => {
  queue = queue.then(async () => {
    const wanted = SweepCase.parse(message);
    const verdict = await sweep.play(wanted).catch((error: unknown) => ({
      ...wanted,
      struck: "",
      broken: [messageOf(error)],
      ticks: 0,
      endings: [],
      sessions: 0,
      errors: [],
      seconds: 0,
    }));
    process.send?.({ verdict });
  });
});
process.once("disconnect", () => {
  queue
    .then(async () => sweep[Symbol.asyncDispose]())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
});
process.send?.({ requests: sweep.requests });
