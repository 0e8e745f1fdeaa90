import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { bodyStream } from "./body.ts";
import { packet } from "./git.ts";

/**
 * Answers a push by refusing every ref of it without a reason, and moves none: `! [remote rejected] … (failed)` is all that its sender reads.
 * The format is that of https://git-scm.com/docs/pack-protocol#_report_status.
 */
export async function rejectPush(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const commands = commandsOf(await buffer(bodyStream(request)));
  const refused = commands.map((command) => packet(`ng ${command.split(/[ \0]/)[2] ?? ""} failed\n`));
  const report = `${packet("unpack ok\n")}${refused.join("")}0000`;
  const aside = /\0.*side-band-64k/.test(commands[0] ?? "");
  response.writeHead(200, {
    "content-type": "application/x-git-receive-pack-result",
    "cache-control": "no-cache",
  });
  response.end(aside ? `${packet(`\u0001${report}`)}0000` : report);
}

/** The lines before the pack: `<old> <new> <ref>`, the first with the sender's capabilities behind a zero byte. */
function commandsOf(body: Buffer): string[] {
  const commands: string[] = [];
  let at = 0;
  for (;;) {
    const length = Number.parseInt(body.toString("latin1", at, at + 4), 16);
    if (!(length > 4)) return commands;
    commands.push(body.toString("utf8", at + 4, at + length).trimEnd());
    at += length;
  }
}
