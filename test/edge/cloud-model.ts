import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { frame } from "./event-frames.ts";

export type CloudModel = AsyncDisposable & {
  readonly url: URL;
  /** Path and credential of each request for a message. */
  readonly asked: { path: string; credential: string | undefined }[];
};

/** Speaks the forms of Bedrock and Vertex in front of a scripted model, as far as Claude Code uses them. */
export async function startCloud(model: string): Promise<CloudModel> {
  const asked: CloudModel["asked"] = [];
  const server = createServer((request, response) => {
    translate({ model, request, response, asked }).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the cloud got no port");
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function translate({
  model,
  request,
  response,
  asked,
}: {
  model: string;
  request: IncomingMessage;
  response: ServerResponse;
  asked: CloudModel["asked"];
}): Promise<void> {
  const path = request.url ?? "";
  asked.push({ path, credential: request.headers.authorization });
  const bedrock = /^\/model\/([^/]+)\/invoke(-with-response-stream)?$/.exec(path);
  const vertex = /\/publishers\/anthropic\/models\/([^/:]+):(rawPredict|streamRawPredict)$/.exec(path);
  const name = decodeURIComponent(bedrock?.[1] ?? vertex?.[1] ?? "");
  const stream = bedrock?.[2] !== undefined || vertex?.[2] === "streamRawPredict";
  const body: unknown = JSON.parse(await readText(request));
  const answer = await fetch(`${model}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...Object(body), model: name, stream }),
  });
  const said = await answer.text();
  if (bedrock === null || !stream) {
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(said);
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/vnd.amazon.eventstream" });
  for (const [, event = ""] of said.matchAll(/^data: (.*)$/gm))
    response.write(frame({ bytes: Buffer.from(event).toString("base64") }));
  response.end();
}
