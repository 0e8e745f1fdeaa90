import { Command, CommanderError } from "commander";

import { addCancel } from "./cancel.ts";
import { addCleanup } from "./cleanup.ts";
import { addDemo } from "./demo.ts";
import { addDispatch } from "./dispatch.ts";
import { addDoctor } from "./doctor.ts";
import { failureOf } from "./failure.ts";
import { addHistory } from "./history.ts";
import { addInit } from "./init.ts";
import { addOrchestrate } from "./orchestrate.ts";
import { productVersion } from "./product.ts";
import { addLogs } from "./logs.ts";
import { addRemove } from "./remove.ts";
import { addRelease } from "./release.ts";
import { addRetry } from "./retry.ts";
import { addStatus } from "./status.ts";
import { addStop } from "./stop.ts";
import { addTry } from "./try.ts";
import { addUpdate } from "./update.ts";
import { addVerify } from "./verify.ts";

const program = new Command("switchyard")
  .description(
    "Label an issue; a Claude Code worker picks it up on GitHub Actions; a pull request comes back.",
  )
  .version(await productVersion())
  .exitOverride()
  .configureHelp({ helpWidth: 100 });
addInit(program);
addDoctor(program);
addStatus(program);
addHistory(program);
addLogs(program);
addDispatch(program);
addTry(program);
addOrchestrate(program);
addCancel(program);
addRetry(program);
addRelease(program);
addStop(program);
addCleanup(program);
addVerify(program);
addUpdate(program);
addRemove(program);
addDemo(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const { message, code } = failureOf(error);
    process.stderr.write(`switchyard: ${message}\n`);
    process.exitCode = code;
  }
}
