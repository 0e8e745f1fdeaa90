/** Holds whoever comes until all have come, or have gone away, or the first has waited long enough. */
export type Gate = {
  /** Resolves when the gate opens; at once when it is open, or when this one has passed before. */
  arrive(who: string): Promise<void>;
  /** This one will not come any more. */
  leave(who: string): void;
};

/** A gate for so many, which opens by itself `patience` milliseconds after the first arrival. */
export function gateFor(count: number, patience: number): Gate {
  const here = new Set<string>();
  const gone = new Set<string>();
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    if (new Set([...here, ...gone]).size < count) return;
    if (timer !== null) clearTimeout(timer);
    resolve();
  };
  return {
    arrive: async (who) => {
      if (here.has(who)) return;
      here.add(who);
      timer ??= setTimeout(resolve, patience);
      look();
      await promise;
    },
    leave: (who) => {
      gone.add(who);
      look();
    },
  };
}

/** Lets one after the other through, each when the one before has said that it is done. */
export type Turns = {
  take(who: string): Promise<void>;
  done(who: string): void;
};

export function takingTurns(): Turns {
  let last = Promise.resolve();
  const open = new Map<string, () => void>();
  return {
    take: async (who) => {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      open.set(who, resolve);
      last = promise;
      await before;
    },
    done: (who) => open.get(who)?.(),
  };
}
