import { vi } from "vitest";

/** Does something an hour ago, by the clock of the embedded GitHub: what is done in the same second as a label counts as later. */
export async function anHourAgo<T>(act: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  try {
    return await act();
  } finally {
    vi.useRealTimers();
  }
}
