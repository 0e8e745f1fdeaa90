import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** The next message of a child, called `name` where it ends first, which throws. */
export async function messageOf(child: ChildProcess, name: string): Promise<unknown> {
  const over = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, "message", { signal: over.signal }),
      once(child, "exit", { signal: over.signal }).then(([code]) => {
        throw new Error(`${name} ended with ${code}`);
      }),
    ]);
    return message;
  } finally {
    over.abort();
  }
}
