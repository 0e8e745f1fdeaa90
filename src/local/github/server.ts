import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../core/errors.ts";
import type { ActionsState, Exchange, LocalGitHub } from "../contract.ts";
import { createRepository } from "./create-repository.ts";
import { createHandler } from "./http/handle.ts";
import { writeHooks } from "./http/hooks.ts";
import { actionsBot, addAccount, now, type Repository, repositoryOf, type World } from "./world.ts";

/**
 * Starts an embedded GitHub on a free loopback port: REST, GraphQL and git over HTTP as github.com answers, truth in
 * bare git repositories below a temporary directory that goes with it.
 */
export async function startGitHub(): Promise<LocalGitHub> {
  const directory = await mkdtemp(join(tmpdir(), "switchyard-github-"));
  const hooks = await writeHooks(join(directory, "hooks"));
  const server = createServer();
  const port = await listen(server);
  const serverUrl = `http://github.localhost:${port}`;
  const world = createWorld({ apiUrl: `http://127.0.0.1:${port}`, serverUrl });
  const requests: LocalGitHub["requests"] = [];
  const observers: ((exchange: Exchange) => void)[] = [];
  const handle = createHandler({
    world,
    hooks,
    requests,
    ahead: () => github.ahead,
    fault: async (request) => (await github.fault?.(request)) ?? null,
    exchanged: (exchange) => observers.forEach((observe) => observe(exchange)),
  });
  server.on("request", (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent)
        response.writeHead(500, { "content-type": "application/json; charset=utf-8" });
      response.end(JSON.stringify({ message: `The embedded GitHub failed: ${messageOf(error)}` }));
    });
  });

  const github: LocalGitHub = {
    apiUrl: world.apiUrl,
    serverUrl,
    gitEnvironment: {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "http.curloptResolve",
      GIT_CONFIG_VALUE_0: `github.localhost:${port}:127.0.0.1`,
    },
    actions: world.actions,
    requests,
    ahead: 0,
    fault: null,
    createUser(login, options = {}) {
      const type = options.bot === true ? "Bot" : "User";
      addAccount(world, {
        id: world.actions.nextId(),
        login,
        name: options.name ?? null,
        type,
        createdAt: now(),
      });
      const token = `ghp_${randomBytes(27).toString("base64url").replaceAll(/[-_]/g, "0")}`;
      world.tokens.set(token, { kind: "user", login });
      return { login, token };
    },
    async createRepository(options) {
      const folder = join(directory, "repositories", options.owner, `${options.name}.git`);
      const repository = await createRepository(world, { ...options, directory: folder });
      return {
        gitDirectory: folder,
        settings: repository.settings,
        setRole: (login, role) => void repository.roles.set(login.toLowerCase(), role),
      };
    },
    gitDirectory: (name) => known(world, name).git.directory,
    settings: (name) => known(world, name).settings,
    mintJobToken({ repository, runId, jobId, permissions }) {
      const token = `ghs_${randomUUID().replaceAll("-", "")}${randomBytes(6).toString("hex")}`;
      const { fullName } = known(world, repository);
      const { login } = actionsBot;
      world.tokens.set(token, {
        kind: "job",
        login,
        repository: fullName,
        runId,
        jobId,
        permissions,
        app: null,
      });
      return { token, revoke: () => void world.tokens.delete(token) };
    },
    createApp({ slug, repository, permissions }) {
      const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const id = world.actions.nextId();
      const clientId = `Iv23li${id}`;
      world.apps.push({
        id,
        clientId,
        slug,
        publicKey,
        repository: known(world, repository).fullName,
        permissions,
      });
      addAccount(world, {
        id: world.actions.nextId(),
        login: `${slug}[bot]`,
        name: null,
        type: "Bot",
        createdAt: now(),
      });
      return { clientId, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
    },
    onEvent: (listener) => void world.listeners.push(listener),
    onExchange: (listener) => void observers.push(listener),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.all([...world.repositories.values()].map(({ git }) => git[Symbol.asyncDispose]()));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return github;
}

function createWorld(addresses: { apiUrl: string; serverUrl: string }): World {
  let lastId = 1_000_000;
  const actions: ActionsState = {
    runs: new Map(),
    artifacts: new Map(),
    nextId: () => (lastId += 1),
    control: null,
  };
  const world: World = {
    ...addresses,
    accounts: new Map(),
    tokens: new Map(),
    apps: [],
    repositories: new Map(),
    nodes: new Map(),
    actions,
    downloads: new Map(),
    listeners: [],
  };
  addAccount(world, { ...actionsBot, name: null, type: "Bot", createdAt: now() });
  return world;
}

function known(world: World, name: string): Repository {
  const repository = repositoryOf(world, name);
  if (repository === undefined) throw new Error(`no repository ${name}`);
  return repository;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
