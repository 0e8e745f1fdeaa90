import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Fault, LocalGitHub } from "../contract.ts";
import { messageOf } from "../../core/errors.ts";
import type { Blobs } from "./blobs.ts";
import { openBlobs } from "./blobs.ts";
import type { Registry, Upload } from "./registry.ts";
import { createRegistry } from "./registry.ts";
import type { TokenHolder } from "./runtime-token.ts";
import { mintRuntimeToken, readRuntimeToken, sign } from "./runtime-token.ts";

/** The service behind `ACTIONS_RESULTS_URL`: what the official artifact client talks to. */
export type ArtifactService = AsyncDisposable & {
  readonly url: string;
  /** The `ACTIONS_RUNTIME_TOKEN` of one job. */
  mint(holder: TokenHolder): string;
};

const twirpPath = "/twirp/github.actions.results.api.v1.ArtifactService/";
const tokenSeconds = 6 * 60 * 60; // the longest that a hosted job lives
const addressSeconds = 60 * 60;

/**
 * Starts the artifact service on loopback: twirp methods, and block-blob storage for the bytes. Finished artifacts go
 * to `github.actions.artifacts`, requests to `github.requests`, and `github.fault` is asked before each request.
 */
export async function startArtifactService(options: {
  github: Pick<LocalGitHub, "actions" | "requests" | "fault">;
  directory: string;
}): Promise<ArtifactService> {
  const { github, directory } = options;
  const key = randomBytes(32);
  const blobs = openBlobs(directory);
  const server = createServer();
  const url = await listen(server);
  const address = (upload: Upload, use: "upload" | "download"): string => {
    const expires = Math.floor(Date.now() / 1000) + addressSeconds;
    const path = `/blobs/${use}/${upload.id}`;
    return `${url}${path}?se=${expires}&sig=${sign(`${path}:${expires}`, key)}`;
  };
  const registry = createRegistry({
    actions: github.actions,
    blobs,
    repositoryOf: (runId) => github.actions.runs.get(runId)?.repository ?? "",
    sign: address,
  });
  const site = { github, key, blobs, registry };
  server.on("request", (request, response) => {
    handle({ ...site, request, response }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else respond(response, 500, { code: "internal", msg: messageOf(error) });
    });
  });
  return {
    url,
    mint: (holder) =>
      mintRuntimeToken({ holder, key, expiresAt: Math.floor(Date.now() / 1000) + tokenSeconds }),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

type Exchange = {
  readonly github: Pick<LocalGitHub, "actions" | "requests" | "fault">;
  readonly key: Buffer;
  readonly blobs: Blobs;
  readonly registry: Registry;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

async function handle(exchange: Exchange): Promise<void> {
  const { github, key, request, response } = exchange;
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const now = Math.floor(Date.now() / 1000);
  const holder = url.pathname.startsWith(twirpPath) ? readRuntimeToken({ token, key, now }) : null;
  const by = holder === null ? "artifact-url" : `run/${holder.runId}/${holder.jobId}`;
  const what = url.pathname.startsWith(twirpPath)
    ? url.pathname.slice(twirpPath.length)
    : blobOperation(method, url);
  const fault = (await github.fault?.({ kind: "artifact", method, what, by })) ?? null;
  response.on("close", () => {
    github.requests.push({ kind: "artifact", method, what, status: response.statusCode, by, at: Date.now() });
  });
  if (fault !== null && (await answerFault(exchange, fault))) return;
  if (url.pathname.startsWith(twirpPath)) await answerTwirp(exchange, { holder, what });
  else await answerBlob(exchange, { url, method, what });
}

/** Whether the fault is the whole answer; a lost answer lets the request take effect first. */
async function answerFault({ request, response }: Exchange, fault: Fault): Promise<boolean> {
  if (fault.kind === "lost-answer") {
    response.writeHead = () => response.destroy();
    return false;
  }
  if (fault.kind === "rejected") throw new Error("only a push can be rejected");
  if (fault.kind === "reset") {
    request.socket.destroy();
    return true;
  }
  request.resume();
  response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
  response.end(fault.body ?? JSON.stringify({ code: "unavailable", msg: "injected fault" }));
  return true;
}

async function answerTwirp(
  exchange: Exchange,
  asked: { holder: TokenHolder | null; what: string },
): Promise<void> {
  const body = await text(exchange.request);
  if (asked.holder === null) {
    respond(exchange.response, 401, { code: "unauthenticated", msg: "the runtime token is not valid" });
    return;
  }
  const answer = await exchange.registry.answer(asked.what, JSON.parse(body), asked.holder);
  respond(exchange.response, answer.status, answer.body);
}

async function answerBlob(
  exchange: Exchange,
  asked: { url: URL; method: string; what: string },
): Promise<void> {
  const { blobs, registry, request, response, key } = exchange;
  const { url, what } = asked;
  const [, use, id] = /^\/blobs\/(upload|download)\/(\d+)$/.exec(url.pathname) ?? [];
  const expires = Number(url.searchParams.get("se"));
  const valid =
    expires > Date.now() / 1000 && url.searchParams.get("sig") === sign(`${url.pathname}:${expires}`, key);
  const upload = registry.find(Number(id));
  const writes = what.startsWith("Put");
  if (!valid || upload === null || (writes && use !== "upload")) {
    request.resume();
    respond(response, valid ? 404 : 403, { code: "AuthenticationFailed" });
    return;
  }
  if (what === "PutBlock") {
    await blobs.putBlock({ id: upload.id, block: url.searchParams.get("blockid") ?? "", content: request });
  } else if (what === "PutBlockList") {
    const list = (await text(request)).matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g);
    const blocks = [...list].map((match) => match[1] ?? "");
    if (!(await blobs.commit(upload.id, blocks))) {
      respond(response, 400, { code: "InvalidBlockList" });
      return;
    }
  } else if (what === "PutBlob") await blobs.putWhole(upload.id, request);
  else {
    await sendBlob(exchange, upload);
    return;
  }
  response.writeHead(201, {
    etag: `"${upload.id}"`,
    "last-modified": new Date().toUTCString(),
    "x-ms-version": "2025-11-05",
  });
  response.end();
}

async function sendBlob({ blobs, request, response }: Exchange, upload: Upload): Promise<void> {
  const measured = await blobs.measure(upload.id);
  if (measured === null) {
    respond(response, 404, { code: "BlobNotFound" });
    return;
  }
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const ranged = from !== "";
  const first = ranged ? Number(from) : 0;
  const last = Math.min(to === "" ? measured.size - 1 : Number(to), measured.size - 1);
  if (ranged && first >= measured.size) {
    response.writeHead(416, { "content-range": `bytes */${measured.size}` });
    response.end();
    return;
  }
  const file = upload.mimeType === "application/zip" ? `${upload.name}.zip` : upload.name;
  response.writeHead(ranged ? 206 : 200, {
    "content-type": upload.mimeType,
    "content-length": last - first + 1,
    "accept-ranges": "bytes",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file)}`,
    ...(ranged ? { "content-range": `bytes ${first}-${last}/${measured.size}` } : {}),
  });
  await blobs.send({ id: upload.id, first, last, to: response });
}

function blobOperation(method: string, url: URL): string {
  const component = url.searchParams.get("comp");
  if (method !== "PUT") return "GetBlob";
  return component === "block" ? "PutBlock" : component === "blocklist" ? "PutBlockList" : "PutBlob";
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function listen(server: Server): Promise<string> {
  const listening = Promise.withResolvers<void>();
  server.once("error", listening.reject);
  server.listen(0, "127.0.0.1", () => listening.resolve());
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the artifact service has no port");
  return `http://127.0.0.1:${address.port}`;
}
