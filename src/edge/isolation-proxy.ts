import { lookup } from "node:dns";
import { BlockList, type Socket, isIP } from "node:net";

import { RequestError, Server } from "proxy-chain";

import { type NetworkRules, allowsHost } from "../core/network.ts";

/** The way out for a task's HTTP and HTTPS: takes connections, and lets through those that its rules allow. */
export type Proxy = AsyncDisposable & {
  take(socket: Socket): void;
  /** From now on only these rules hold, or any public host with `public`. Connections that are open are cut. */
  allow(rules: NetworkRules, scope: "rules" | "public"): void;
};

/**
 * Starts a proxy that listens nowhere: connections are given to it. What it refuses it tells to `onDenied`, each host and port once. Names are resolved
 * here, and an address that is the runner's own, its neighbour's on the link, or a cloud's metadata is refused whatever its name.
 */
export function openProxy({ onDenied }: { onDenied: (host: string, port: number) => void }): Proxy {
  let state: { rules: NetworkRules; scope: "rules" | "public" } = {
    rules: { hosts: [], ports: [] },
    scope: "rules",
  };
  const told = new Set<string>();
  const upstream = upstreamProxy();
  const server = new Server({
    prepareRequestFunction: ({ hostname, port }) => {
      const { rules, scope } = state;
      const host = hostname.replace(/^\[|\]$/g, "");
      const named = allowsHost(rules, host, port);
      if (!(named || scope === "public") || (isIP(host) !== 0 && !reachable(host, named))) {
        if (!told.has(`${host}:${port}`) && told.size < toldLimit) onDenied(host, port);
        told.add(`${host}:${port}`);
        throw new RequestError(`Switchyard: ${host}:${port} is not allowed (network.allow)`, 403);
      }
      return upstream === null ? { dnsLookup: guardedLookup(named) } : { upstreamProxyUrl: upstream };
    },
  });
  server.on("requestFailed", () => undefined);
  return {
    take: (socket) => void server.server.emit("connection", socket),
    allow: (rules, scope) => {
      state = { rules, scope };
      for (const id of server.getConnectionIds()) server.closeConnection(id);
    },
    [Symbol.asyncDispose]: async () => {
      for (const id of server.getConnectionIds()) server.closeConnection(id);
    },
  };
}

const toldLimit = 100; // hosts; an agent that tries more of them has been understood

/** A company's proxy, from the variable that every tool reads; the names are then resolved there. */
function upstreamProxy(): string | null {
  const { HTTPS_PROXY, https_proxy: lower } = process.env;
  return HTTPS_PROXY || lower || null;
}

/** Never: the runner itself, its links, multicast, and the addresses at which clouds keep metadata (Azure's 168.63.129.16, Alibaba's 100.100.100.200). */
const never = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
  ["168.63.129.16", 32],
  ["100.100.100.200", 32],
] as const)
  never.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["fe80::", 10],
  ["ff00::", 8],
  ["fd00:ec2::", 32],
  ["64:ff9b::", 96],
  ["2002::", 16],
] as const)
  never.addSubnet(network, bits, "ipv6");

/** Networks that are not public: reachable only for hosts that somebody named. */
const shared = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
] as const)
  shared.addSubnet(network, bits, "ipv4");
shared.addSubnet("fc00::", 7, "ipv6");

/** May a connection go to this address? An IPv4 address inside an IPv6 one counts as itself. */
function reachable(address: string, named: boolean): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return !never.check(address, family) && (named || !shared.check(address, family));
}

/** `lookup` of Node, without the addresses that are not to be reached. */
function guardedLookup(named: boolean): typeof lookup {
  return new Proxy(lookup, {
    apply: (_target, _self, [hostname, options, callback]: unknown[]) => {
      if (typeof hostname !== "string" || typeof callback !== "function")
        throw new TypeError("a lookup takes a name, options and a callback");
      const all = typeof options === "object" && options !== null && "all" in options && options.all === true;
      const give = (...results: unknown[]) => void Reflect.apply(callback, undefined, results);
      lookup(hostname, { all: true }, (error, addresses) => {
        const usable = error === null ? addresses.filter(({ address }) => reachable(address, named)) : [];
        const [first] = usable;
        if (error !== null) give(error, []);
        else if (first === undefined)
          give(
            Object.assign(new Error(`${hostname} leads to no address that is allowed`), {
              code: "ENOTFOUND",
            }),
            [],
          );
        else if (all) give(null, usable);
        else give(null, first.address, first.family);
      });
    },
  });
}
