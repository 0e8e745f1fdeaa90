import { fieldError } from "./failure.ts";

export type Bounds = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
};

const most = 100; // nodes per connection

/** A page of a list as GraphQL connections show it. Like GitHub it refuses to guess how much is wanted. */
export function connection<T, S>(
  name: string,
  items: readonly T[],
  { bounds, shape }: { bounds: Bounds; shape: (item: T) => S },
) {
  const { first, last } = bounds;
  const wanted = first ?? last;
  if (wanted === null || wanted === undefined) {
    throw fieldError(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (wanted > most || wanted < 0) {
    throw fieldError(
      "EXCESSIVE_PAGINATION",
      `Requesting ${wanted} records on the \`${name}\` connection exceeds the limit of ${most} records.`,
    );
  }
  let start = positionOf(bounds.after) ?? 0;
  let end = (positionOf(bounds.before) ?? items.length + 1) - 1;
  if (typeof first === "number") end = Math.min(end, start + first);
  else start = Math.max(start, end - wanted);
  const shown = items.slice(start, end);
  return {
    totalCount: items.length,
    filteredCount: items.length,
    nodes: shown.map(shape),
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < items.length,
      startCursor: shown.length === 0 ? null : cursorOf(start + 1),
      endCursor: shown.length === 0 ? null : cursorOf(start + shown.length),
    },
  };
}

function cursorOf(position: number): string {
  return Buffer.from(`cursor:${position}`).toString("base64");
}

function positionOf(cursor: string | null | undefined): number | null {
  if (cursor === null || cursor === undefined) return null;
  const [, position] = /^cursor:(\d+)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  if (position === undefined)
    throw fieldError("UNPROCESSABLE", `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(position);
}
