import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export type Tap = AsyncDisposable & {
  readonly url: URL;
  /** Every request that came so far, each with its head and body byte for byte, as Latin-1. */
  requests(): string[];
};

/** Listens on loopback, passes every byte on to the target and back, and keeps what came. */
export async function openTap(target: URL): Promise<Tap> {
  const streams: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const parts: Buffer[] = [];
    streams.push(parts);
    const onward = connect(Number(target.port), target.hostname);
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        socket.destroy();
        onward.destroy();
      });
    }
    socket.on("data", (bytes) => parts.push(Buffer.from(bytes)));
    socket.pipe(onward).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the tap got no port");
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    requests: () => streams.flatMap((parts) => split(Buffer.concat(parts).toString("latin1"))),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function split(stream: string): string[] {
  const requests: string[] = [];
  for (let rest = stream; rest !== "";) {
    const head = rest.indexOf("\r\n\r\n") + 4;
    const length = Number(/^content-length: (\d+)\r$/im.exec(rest.slice(0, head))?.[1] ?? 0);
    requests.push(rest.slice(0, head + length));
    rest = rest.slice(head + length);
  }
  return requests;
}
