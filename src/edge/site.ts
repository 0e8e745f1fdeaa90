import { join } from "node:path";
import { readFile, readdir } from "node:fs/promises";

import {
  type IsolationHeld,
  describeIsolation,
  isolationRefusal,
  settleIsolation,
} from "../core/isolation.ts";
import { levelsOf } from "../core/directory.ts";
import { logLine } from "../core/log-line.ts";
import { type NetworkRules, networkRules, registriesOf, registryFiles } from "../core/network.ts";
import { type Disk, diskRefusal, openDisk } from "./disk.ts";
import type { Image } from "./image.ts";
import { type Isolation, openIsolation } from "./isolation.ts";
import { toolchainEnvironment } from "./toolchain.ts";
import { type Workspace, openWorkspace } from "./workspace.ts";
import type { BaseScene } from "./task-scene.ts";

/** The place where setup, agent and gates run. */
export type Site = AsyncDisposable & {
  readonly workspace: Workspace;
  readonly held: IsolationHeld;
  /** Guards the disk space of everything that is at work here. */
  readonly disk: Disk;
  /** The whole environment of setup, agent and gates, but for what a step or the CLI adds. */
  readonly environment: Readonly<Record<string, string>>;
  /** Makes a port of the runner's loopback reachable inside, where that is another one. */
  expose(port: number): Promise<void>;
  /** Opens the network for setup on the base commit, for the time of `act`. */
  whileSetup<T>(act: () => Promise<T>): Promise<T>;
};

/** Sets up isolation as the config demands, or says what is missing. Nothing of the repository has run by then. */
export async function openSite(
  scene: BaseScene,
): Promise<{ ok: true; site: Site } | { ok: false; reason: string }> {
  const { plan, checkout, temp, log } = scene;
  await using stack = new AsyncDisposableStack();
  const { readable, ...demand } = plan.config.isolation;
  const home = join(temp, "home");
  const toolchain = toolchainEnvironment(home);
  const isolation = stack.use(
    await openIsolation({
      demand,
      temp,
      workspace: checkout,
      environment: process.env,
      toolchain,
      readable,
    }),
  );
  const settled = settleIsolation(demand, isolation.offer);
  if (!settled.ok) return { ok: false, reason: isolationRefusal(settled.missing) };
  const { held } = settled;
  const places = [temp, checkout];
  const full = await diskRefusal(places);
  if (full !== null) return { ok: false, reason: full };
  log.say(`Isolation: ${describeIsolation(held)}.`);
  const rules = networkRules(
    plan.config.network,
    await registriesIn(checkout, levelsOf(scene.task.settings.directory)),
  );
  const network = stack.use(await openNetwork(isolation, rules, log));
  // Nothing of the task is left to whoever uses this machine next.
  stack.defer(async () => isolation.remove([checkout, temp], "content"));
  const unpacked = await unpack(scene, isolation, home);
  if (!unpacked.ok) return unpacked;
  const { image } = unpacked;
  const workspace = await openWorkspace({ isolation, directory: checkout, temp, image });
  // What a run writes lies in layers or copies, but for the one whose turn it is where nothing can be mounted.
  const written = isolation.trees === "none" ? places : [temp];
  const before = await isolation.measure(written);
  const disk = await openDisk({
    places,
    gigabytes: plan.config.limits["disk-gigabytes"],
    written: async () => (await isolation.measure(written)) - before,
  });
  const disposer = stack.move();
  return {
    ok: true,
    site: {
      workspace,
      held,
      disk,
      environment: { ...withOwnPrograms(inImage(toolchain, image), home), ...network.environment },
      expose: async (port) => isolation.link?.expose(port),
      whileSetup: async (act) => {
        if (plan.config.network.setup === "allowed") return act();
        network.allow("public");
        try {
          return await act();
        } finally {
          network.allow("rules");
        }
      },
      [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
    },
  };
}

/** The image that the task asks for, in a directory of its own; null for none. */
async function unpack(
  { plan, task, temp, signal, log }: BaseScene,
  isolation: Isolation,
  home: string,
): Promise<{ ok: true; image: Image | null } | { ok: false; reason: string }> {
  const name = task.settings.container;
  if (name === null) return { ok: true, image: null };
  if (isolation.trees === "none" || plan.config.isolation.user !== "enforce")
    return {
      ok: false,
      reason: `The image ${name} cannot be used without \`isolation: { user: enforce }\`: its files are mounted for the agent alone. Enforce that, or leave \`container\` out.`,
    };
  const { unpackImage } = await import("./image.ts");
  return log.group(`Image: ${logLine(name)}`, async () =>
    unpackImage({ name, directory: join(temp, "image"), home, isolation, signal }),
  );
}

/** The first place for programs is in HOME: there setup can install what agent and gates are to find. */
function withOwnPrograms(
  environment: Readonly<Record<string, string>>,
  home: string,
): Readonly<Record<string, string>> {
  return {
    ...environment,
    PATH: [join(home, ".local/bin"), environment["PATH"] ?? "/usr/bin:/bin"].join(":"),
  };
}

/** What programs of an image find in their environment instead of the runner's toolchains. */
function inImage(
  toolchain: Readonly<Record<string, string>>,
  image: Image | null,
): Readonly<Record<string, string>> {
  if (image === null) return toolchain;
  const { LANG = "", HOME = "", CI = "", RUNNER_TRACKING_ID: tracking } = toolchain;
  return {
    LANG,
    ...image.environment,
    HOME,
    CI,
    ...(tracking === undefined ? {} : { RUNNER_TRACKING_ID: tracking }),
  };
}

type Network = AsyncDisposable & {
  readonly environment: Readonly<Record<string, string>>;
  allow(scope: "rules" | "public"): void;
};

/** The way out of an isolated network: a proxy for hosts, and the runner's ports that the config names. Without isolation there is nothing to open. */
async function openNetwork(
  { link }: Isolation,
  rules: NetworkRules,
  log: BaseScene["log"],
): Promise<Network> {
  if (link === null)
    return { environment: {}, allow: () => undefined, [Symbol.asyncDispose]: async () => undefined };
  const { openProxy } = await import("./isolation-proxy.ts");
  const proxy = openProxy({
    onDenied: (host, port) =>
      log.say(
        `Network: a connection to ${logLine(host, 200)}:${port} was refused. To allow it, write \`network: { allow: ["${logLine(host, 200)}${port === 443 || port === 80 ? "" : `:${port}`}"] }\` into .github/switchyard.yml.`,
      ),
  });
  proxy.allow(rules, "rules");
  const port = await link.listen(0, (socket) => proxy.take(socket));
  for (const own of rules.ports) await link.expose(own);
  const address = `http://127.0.0.1:${port}`;
  const none = "localhost,127.0.0.1,::1";
  const java = ["http", "https"]
    .map((kind) => `-D${kind}.proxyHost=127.0.0.1 -D${kind}.proxyPort=${port}`)
    .join(" ");
  return {
    environment: {
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      http_proxy: address,
      https_proxy: address,
      NO_PROXY: none,
      no_proxy: none,
      NODE_USE_ENV_PROXY: "1", // Node's own fetch looks at the variables only then: https://nodejs.org/api/cli.html
      // Maven heeds those of Java only then, from 3.9 on: https://maven.apache.org/resolver/configuration.html
      MAVEN_OPTS: `${java} -Daether.connector.http.useSystemProperties=true`,
      GRADLE_OPTS: java,
    },
    allow: (scope) => proxy.allow(rules, scope),
    [Symbol.asyncDispose]: async () => proxy[Symbol.asyncDispose](),
  };
}

/** The registries of the package managers that are used in these folders. */
async function registriesIn(checkout: string, folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const directory = join(checkout, folder);
    const texts = new Map<string, string>();
    for (const file of registryFiles) {
      const text = await readFile(join(directory, file), "utf8").catch(() => null);
      if (text !== null) texts.set(file, text);
    }
    found.push(...registriesOf(new Set(await readdir(directory)), texts));
  }
  return [...new Set(found)];
}
