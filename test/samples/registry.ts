import { createServer } from "node:http";

/** A package registry on loopback: files by path, for whoever shows the token. */
export type Registry = AsyncDisposable & {
  readonly port: number;
  readonly url: string;
  /** Adds files; the paths begin with a slash. */
  serve(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** What was asked for, and the status of the answer, oldest first. */
  readonly asked: readonly { readonly path: string; readonly status: number }[];
};

/** Starts one. With a token, requests are answered only if their `Authorization` holds it: as it is, or as the password of Basic. */
export async function openRegistry(token: string | null = null): Promise<Registry> {
  const files = new Map<string, string | Uint8Array>();
  const asked: { path: string; status: number }[] = [];
  const server = createServer(({ url = "/", headers: { authorization = "" } }, response) => {
    const path = decodeURIComponent(url.replace(/\?.*/, ""));
    const content = files.get(path);
    const isAllowed = token === null || tokenOf(authorization) === token;
    const status = isAllowed ? (content === undefined ? 404 : 200) : 401;
    asked.push({ path, status });
    response.statusCode = status;
    if (status === 401) response.setHeader("WWW-Authenticate", 'Basic realm="packages"');
    if (path.endsWith("/")) response.setHeader("Content-Type", "text/html");
    response.end(status === 200 ? content : `${status}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the registry has no port");
  return {
    port: address.port,
    url: `http://localhost:${address.port}`,
    serve: (more) => {
      for (const [path, content] of Object.entries(more)) files.set(path, content);
    },
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tokenOf(authorization: string): string {
  const [, scheme = "", value = ""] = /^(?:(\w+) )?(.*)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== "basic") return value;
  return Buffer.from(value, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
}
