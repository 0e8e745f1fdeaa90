import { type ChildProcess, spawn } from "node:child_process";
import { type Socket, type Server as Listener, connect } from "node:net";

import { z } from "zod";

import { bash } from "./isolation-scripts.ts";
import type { Rights } from "./isolation-rights.ts";

/** A network of its own for a task, with nothing in it but a loopback interface, on which this process can listen. */
export type Link = AsyncDisposable & {
  /** Options of nsenter that lead a process there. */
  readonly enter: readonly string[];
  /**
   * Listens on a port of the loopback interface inside (0: any free one) and gives each connection to `take`. Resolves to the port. Throws when the
   * port is taken.
   */
  listen(port: number, take: (socket: Socket) => void): Promise<number>;
  /** Makes a port of the runner's own loopback reachable inside, under the same number. */
  expose(port: number): Promise<void>;
};

/**
 * What runs inside, for as long as the link is open: listens where it is told and hands the listening socket over, which keeps the network that
 * it was made in. So connections from inside reach the action's own process, and nothing else leads out.
 */
const opener = `
const { createServer } = require("node:net");
process.on("message", ({ port }) => {
  const server = createServer();
  server.on("error", ({ message }) => process.send({ error: message }));
  server.listen(port, "127.0.0.1", () => process.send({ port: server.address().port }, server, () => server.close()));
});
process.on("disconnect", () => process.exit());
process.send({ pid: process.pid });
`;

/** Ports below 1024 are as free as any: servers of the repository may use them. Then down from root, if we came from elsewhere. */
const openerScript = `
ip link set lo up && echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start || exit 1
exec env NODE_CHANNEL_FD=0 "$@"
`;

const patience = 20_000; // ms; a quarter of a second is usual

const Message = z.union([
  z.object({ pid: z.number() }),
  z.object({ port: z.number() }),
  z.object({ error: z.string() }),
]);

/** Opens a link. Throws with what the machine says when it gives nobody a network namespace. */
export async function openLink(rights: Rights): Promise<Link> {
  const down =
    rights.kind === "sudo"
      ? ["setpriv", `--reuid=${process.getuid?.()}`, "--clear-groups", "--no-new-privs", "--"]
      : [];
  const command = [
    ...rights.prefix,
    "unshare",
    ...(rights.kind === "namespace" ? ["--user", "--map-root-user"] : []),
    "--net",
    ...bash,

    openerScript,
    "switchyard-link",
    ...down,
    process.execPath,
    "-e",
    opener,
  ];
  const [program = "", ...args] = command;
  // The channel is descriptor 0: sudo closes all from 3 on.
  const child = spawn(program, args, {
    stdio: ["ipc", "ignore", "pipe"],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
  });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-2_000)));
  const listeners = new Set<Listener>();
  const close = async (): Promise<void> => {
    for (const listener of listeners) listener.close();
    if (child.connected) child.disconnect();
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once("exit", resolve));
  };
  try {
    const first = await answer(child, () => stderr);
    if (!("pid" in first.message)) throw new Error("the link began with something else");
    const { pid } = first.message;
    const listen: Link["listen"] = async (port, take) => {
      const next = answer(child, () => stderr);
      child.send({ port });
      const { message, listener } = await next;
      if ("error" in message) throw new Error(`cannot listen on port ${port} inside: ${message.error}`);
      if (!("port" in message) || listener === null) throw new Error("the link handed no socket over");
      listeners.add(listener);
      listener.on("connection", take);
      listener.unref();
      return message.port;
    };
    return {
      enter: [
        ...(rights.kind === "namespace" ? ["--preserve-credentials", `--user=/proc/${pid}/ns/user`] : []),
        `--net=/proc/${pid}/ns/net`,
      ],
      listen,
      expose: async (port) => void (await listen(port, (socket) => join(socket, port))),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function join(inside: Socket, port: number): void {
  const outside = connect(port, "127.0.0.1");
  inside.on("error", () => outside.destroy());
  outside.on("error", () => inside.destroy());
  inside.on("close", () => outside.destroy());
  outside.on("close", () => inside.destroy());
  inside.pipe(outside).pipe(inside);
}

async function answer(
  child: ChildProcess,
  stderr: () => string,
): Promise<{ message: z.output<typeof Message>; listener: Listener | null }> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => done(() => reject(new Error(stderr().trim().split("\n").at(-1) || why)));
    const timer = setTimeout(() => fail("the link did not answer"), patience);
    const exited = (code: number | null) => fail(`it ended with exit code ${code}`);
    const failed = (error: Error) => fail(error.message);
    const take = (raw: unknown, handle: unknown) =>
      done(() => resolve({ message: Message.parse(raw), listener: isListener(handle) ? handle : null }));
    const done = (act: () => void) => {
      clearTimeout(timer);
      child.off("exit", exited).off("error", failed).off("message", take);
      act();
    };
    child.once("exit", exited).once("error", failed).once("message", take);
  });
}

function isListener(handle: unknown): handle is Listener {
  return typeof handle === "object" && handle !== null && "listen" in handle && "unref" in handle;
}
