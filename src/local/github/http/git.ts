import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { demand, type Need } from "../access.ts";
import { type Move, refsMoved } from "../acts/refs.ts";
import { Failure } from "../failure.ts";
import { gitEnvironment } from "../git/run.ts";
import { type Actor, type Repository, repositoryOf, type World } from "../world.ts";
import { bodyStream } from "./body.ts";

type GitService = "git-upload-pack" | "git-receive-pack";
export type GitRequest = {
  readonly repository: string;
  readonly service: GitService;
  readonly advertise: boolean;
};

export type GitExchange = {
  readonly world: World;
  readonly actor: Actor;
  readonly hooks: GitHooks;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly wanted: GitRequest;
  /** Let the push happen and tell nobody. */
  readonly loseAnswer: boolean;
};

/** Directories of hooks; the guarded one refuses workflow files, as GitHub does for job tokens. */
export type GitHooks = { readonly plain: string; readonly guarded: string; readonly scratch: string };

// What a hosted server allows and demands, whatever the repository's own configuration says.
const configuration = [
  "uploadpack.allowFilter=true",
  "uploadpack.allowAnySHA1InWant=true",
  "receive.hideRefs=refs/pull",
  "receive.fsckObjects=true",
  "receive.autogc=false",
  // Racing pushes wait for each other's lock files and then lose by the old value, not by the lock.
  "core.filesRefLockTimeout=5000",
  "core.packedRefsTimeout=5000",
] as const;

const deadline = 600_000; // ms; a clone or push that takes longer hangs

/** What a path asks of git's smart HTTP protocol, or null: https://git-scm.com/docs/http-protocol */
export function gitRequest(method: string, url: URL): GitRequest | null {
  const [, repository = "", rest = ""] =
    /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/(info\/refs|git-(?:upload|receive)-pack)$/.exec(url.pathname) ?? [];
  if (rest === "") return null;
  const advertise = rest === "info/refs" && method === "GET";
  const service = advertise ? url.searchParams.get("service") : rest;
  if (service !== "git-upload-pack" && service !== "git-receive-pack") return null;
  return advertise || method === "POST" ? { repository, service, advertise } : null;
}

/** Answers a git request by running git itself; returns the status. A push is answered once the API has seen it. */
export async function answerGit(exchange: GitExchange): Promise<number> {
  const repository = mayUseGit(exchange);
  if (exchange.wanted.advertise) return advertiseRefs(exchange, repository);
  return exchange.wanted.service === "git-upload-pack"
    ? upload(exchange, repository)
    : receive(exchange, repository);
}

function mayUseGit({ world, actor, wanted }: GitExchange): Repository {
  const writes = wanted.service === "git-receive-pack";
  const level = writes ? "write" : "read";
  const need: Need = { permission: ["contents"], level, role: level };
  const challenge = new Failure(401, "Authentication required", {
    headers: { "www-authenticate": 'Basic realm="GitHub"' },
  });
  const repository = repositoryOf(world, wanted.repository);
  const missing = new Failure(404, "Repository not found.");
  if (repository === undefined) throw actor.kind === "anonymous" ? challenge : missing;
  try {
    demand(actor, repository, need);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (actor.kind === "anonymous") throw challenge;
    if (error.status === 404) throw missing;
    throw new Failure(
      403,
      writes ? "Write access to repository not granted." : "Resource not accessible by integration",
    );
  }
  return repository;
}

async function advertiseRefs(exchange: GitExchange, repository: Repository): Promise<number> {
  const { request, response, wanted } = exchange;
  const git = startGit(exchange, { repository, args: ["--http-backend-info-refs"], environment: {} });
  git.stdin.end();
  response.writeHead(200, {
    "content-type": `application/x-${wanted.service}-advertisement`,
    "cache-control": "no-cache",
  });
  // Version 2 of the protocol, which only fetches speak, has no service line.
  const second = /version=2/.test(String(request.headers["git-protocol"] ?? ""));
  if (!second || wanted.service === "git-receive-pack")
    response.write(`${packet(`# service=${wanted.service}\n`)}0000`);
  await Promise.all([pipeline(git.stdout, response), git.ended]);
  return 200;
}

async function upload(exchange: GitExchange, repository: Repository): Promise<number> {
  const { request, response } = exchange;
  const git = startGit(exchange, { repository, args: [], environment: {} });
  response.writeHead(200, {
    "content-type": "application/x-git-upload-pack-result",
    "cache-control": "no-cache",
  });
  // A client that has what it needs hangs up; git then ends early and that is no fault.
  const fed = pipeline(bodyStream(request), git.stdin).catch(() => undefined);
  await Promise.all([fed, pipeline(git.stdout, response), git.ended]);
  return 200;
}

async function receive(exchange: GitExchange, repository: Repository): Promise<number> {
  const { world, actor, hooks, request, response } = exchange;
  const report = join(hooks.scratch, randomUUID());
  const git = startGit(exchange, { repository, args: [], environment: { SWITCHYARD_MOVES: report } });
  const output: Buffer[] = [];
  git.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  await pipeline(bodyStream(request), git.stdin).catch(() => undefined);
  await git.ended;
  const moves = await readMoves(report);
  await refsMoved({ world, actor }, repository, moves);
  if (exchange.loseAnswer) return 200;
  response.writeHead(200, {
    "content-type": "application/x-git-receive-pack-result",
    "cache-control": "no-cache",
  });
  response.end(Buffer.concat(output));
  return 200;
}

function startGit(
  { actor, hooks, request, wanted }: GitExchange,
  how: { repository: Repository; args: readonly string[]; environment: Record<string, string> },
) {
  const hooksPath = `core.hooksPath=${actor.kind === "job" && actor.permissions["workflows"] !== "write" ? hooks.guarded : hooks.plain}`;
  const settings = [...configuration, hooksPath].flatMap((setting) => ["-c", setting]);
  const command = wanted.service.replace("git-", "");
  const child = spawn(
    "git",
    [...settings, command, "--stateless-rpc", ...how.args, how.repository.git.directory],
    {
      env: {
        ...gitEnvironment,
        ...how.environment,
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      },
      stdio: ["pipe", "pipe", "ignore"],
      timeout: deadline,
    },
  );
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  return { stdin: child.stdin, stdout: child.stdout, ended };
}

/** What this very push did, as its post-receive hook was told; a shared view of the refs would mix concurrent pushes. */
async function readMoves(report: string): Promise<Move[]> {
  const text = await readFile(report, "utf8").catch(() => "");
  await rm(report, { force: true });
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [from = "", to = "", name = ""] = line.split(" ");
      return { name, from, to };
    });
}

/** A line of git's wire format: https://git-scm.com/docs/gitprotocol-common */
export function packet(text: string): string {
  return (text.length + 4).toString(16).padStart(4, "0") + text;
}
