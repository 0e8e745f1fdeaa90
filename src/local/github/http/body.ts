import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Failure } from "../failure.ts";

/** The body as it was before compression; git compresses longer ones. */
export function bodyStream(request: IncomingMessage): Readable {
  if (!/gzip/.test(request.headers["content-encoding"] ?? "")) return request;
  return request.pipe(createGunzip());
}

/** The body as JSON, or undefined when there is none. Throws 400 for anything else. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyStream(request)) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(400, "Problems parsing JSON");
  }
}
