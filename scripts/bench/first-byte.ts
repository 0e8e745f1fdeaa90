import { once } from "node:events";
import { type IncomingMessage, createServer, request } from "node:http";

import { plainCredential } from "../../src/core/credential.ts";
import { startBroker } from "../../src/edge/broker.ts";
import { median } from "./measure.ts";

const pairs = 300;
const bodyBytes = 150_000; // A request in the middle of a session: some 40,000 tokens.

/** What the broker adds to the model's first byte. */
export async function benchFirstByte(): Promise<void> {
  const bytes = await firstByteTimes();
  const direct = median(bytes.map((pair) => pair.direct));
  const later = median(bytes.map((pair) => pair.brokered - pair.direct));
  console.log(`The model's first byte, median of ${bytes.length} pairs:\n`);
  console.log(`  directly            ${direct.toFixed(2)} ms`);
  console.log(`  through the broker  + ${later.toFixed(2)} ms   (target ≤ + 3 ms)`);
}

/** Milliseconds to the first byte of an answer, of requests that go directly and through the broker in turns; each pair is one after the other. */
async function firstByteTimes(): Promise<{ direct: number; brokered: number }[]> {
  const model = createServer((incoming, response) => {
    incoming.resume().on("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('event: message_stop\ndata: {"type":"message_stop"}\n\n');
    });
  });
  model.listen(0, "127.0.0.1");
  await once(model, "listening");
  const address = model.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const upstream = new URL(`http://127.0.0.1:${address.port}`);
  await using broker = await startBroker({
    pool: [plainCredential("api-key", "bench", "dummy")],
    consent: { spill: false, overage: false },
    upstream,
    limits: {
      requests: 10 * pairs,
      bodyBytes: 1_000_000,
      silence: 10_000,
      dollars: 1000,
      tokens: 1_000_000_000,
      models: ["m"],
    },
    idToken: () => Promise.reject(new Error("no identity here")),
  });
  const times = [];
  for (let pair = -20; pair < pairs; pair += 1) {
    const measured = {
      direct: await timeOf(upstream.origin, "dummy"),
      brokered: await timeOf(broker.url, broker.token),
    };
    if (pair >= 0) times.push(measured); // those before warm up
  }
  model.closeAllConnections();
  model.close();
  return times;
}

const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "x".repeat(bodyBytes) }] });

async function timeOf(origin: string, token: string): Promise<number> {
  const begin = performance.now();
  const outgoing = request(`${origin}/v1/messages?beta=true`, {
    method: "POST",
    headers: { "x-api-key": token, "content-length": Buffer.byteLength(body) },
  });
  outgoing.end(body);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  outgoing.on("error", reject);
  outgoing.on("response", (response: IncomingMessage) => {
    let time = Number.NaN;
    response.once("data", () => (time = performance.now() - begin));
    response.on("end", () => resolve(time)); // The connection is free for the next one.
  });
  return promise;
}
