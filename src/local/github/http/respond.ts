import { createHash, randomBytes } from "node:crypto";
import type { Failure } from "../failure.ts";
import type { Answer } from "../router.ts";

export type Rendered = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
};

const reference = "https://docs.github.com/rest";

/** What goes over the wire: the body, its type, an ETag, a request id. A known ETag becomes 304. */
export function render(answer: Answer, ifNoneMatch: string | undefined): Rendered {
  const json = answer.json === undefined ? "" : JSON.stringify(answer.json);
  const body = Buffer.from(answer.bytes ?? json);
  const headers: Record<string, string> = {
    "content-type":
      answer.json === undefined ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    "x-github-request-id": randomBytes(16)
      .toString("hex")
      .toUpperCase()
      .replace(/^(.{4})(.{6})(.{8})(.{8}).*/, "$1:$2:$3:$4"),
    "x-github-api-version-selected": "2022-11-28",
    ...answer.headers,
  };
  if (answer.status !== 200) return { status: answer.status, headers, body };
  headers["etag"] ??= `W/"${createHash("sha256").update(body).digest("hex")}"`;
  const known = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (!known.includes(headers["etag"].replace(/^W\//, ""))) return { status: 200, headers, body };
  return { status: 304, headers, body: Buffer.alloc(0) };
}

/** A failure as GitHub's REST API words it. */
export function failureAnswer(failure: Failure): Answer {
  return {
    status: failure.status,
    headers: failure.headers,
    json: {
      message: failure.message,
      ...(failure.problems === null ? {} : { errors: failure.problems }),
      documentation_url: reference,
      status: String(failure.status),
    },
  };
}
