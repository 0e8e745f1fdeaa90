import { UserError } from "../../core/errors.ts";
import { resolve, resolveBoolean, textOf } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import type { Node } from "./yaml-node.ts";
import { child, place, plainText } from "./yaml-node.ts";

export type ConcurrencyRequest = {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: "single" | "max";
};

/** `replaced`: a newer arrival took the place in the queue; `full`: the queue of `queue: max` is at its end. */
export type Admission = "held" | "replaced" | "full" | "cancelled";

export type ConcurrencyGroups = {
  /**
   * Waits until the group is free. `cancelHolder` of whoever holds it is called when a later arrival asks for
   * cancel-in-progress. A ticket must be released exactly when the admission is `held`.
   */
  enter(options: {
    repository: string;
    request: ConcurrencyRequest;
    signal: AbortSignal;
    cancelHolder: (reason: string) => void;
  }): Promise<{ readonly admission: Admission; readonly release: () => void }>;
};

const queueLength = 100; // changelog 2026-05-07: "up to 100 pending"
const groupNameLength = 400; // docs, control-workflow-concurrency: "fewer than 400 characters"

/** Evaluates a `concurrency:`; null when there is none. Throws a UserError for a group without a name. */
export function readConcurrencyRequest(node: Node | null, scope: Scope): ConcurrencyRequest | null {
  if (node === null) return null;
  const mapping = node.kind === "mapping";
  const groupNode = mapping ? child(node, "group") : node;
  const group = groupNode === null ? "" : textOf(resolve(groupNode, scope));
  if (group === "") throw new UserError(`${place(node.at)}: Concurrency group name can not be empty`);
  if (group.length >= groupNameLength) {
    throw new UserError(
      `${place(node.at)}: Concurrency group name must be less than ${groupNameLength} characters`,
    );
  }
  return {
    group,
    cancelInProgress: mapping && (resolveBoolean(child(node, "cancel-in-progress"), scope) ?? false),
    queue: mapping && plainText(child(node, "queue")) === "max" ? "max" : "single",
  };
}

type Waiting = { readonly settle: (admission: Admission) => void };
type Group = { holder: ((reason: string) => void) | null; readonly waiting: Waiting[] };

/** One running and, by `queue`, one or up to 100 pending per group and repository; names are compared without case. */
export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>();
  return {
    async enter({ repository, request, signal, cancelHolder }) {
      const key = `${repository}\0${request.group.toLowerCase()}`;
      const group = groups.get(key) ?? { holder: null, waiting: [] };
      groups.set(key, group);
      const release = (): void => {
        group.holder = null;
        const next = group.waiting.shift();
        if (next === undefined) groups.delete(key);
        else next.settle("held");
      };
      const hold = (): void => {
        group.holder = cancelHolder;
      };
      if (signal.aborted) return { admission: "cancelled", release: () => {} };
      if (group.holder === null && group.waiting.length === 0) {
        hold();
        return { admission: "held", release };
      }
      if (request.queue === "max") {
        if (group.waiting.length >= queueLength) return { admission: "full", release: () => {} };
      } else {
        for (const waiting of group.waiting.splice(0)) waiting.settle("replaced");
      }
      const admission = wait({ group, signal, hold });
      if (request.cancelInProgress) {
        group.holder?.(`Canceling since a higher priority waiting request for '${request.group}' exists`);
      }
      return { admission: await admission, release };
    },
  };
}

async function wait(options: { group: Group; signal: AbortSignal; hold: () => void }): Promise<Admission> {
  const { group, signal, hold } = options;
  const { promise, resolve: settle } = Promise.withResolvers<Admission>();
  const waiting: Waiting = {
    settle: (admission) => {
      if (admission === "held") hold();
      settle(admission);
    },
  };
  const leave = (): void => {
    const index = group.waiting.indexOf(waiting);
    if (index === -1) return;
    group.waiting.splice(index, 1);
    settle("cancelled");
  };
  group.waiting.push(waiting);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
