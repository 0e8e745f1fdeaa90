import type { Answer, Call } from "./router.ts";

/** 200 with a JSON body. */
export function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** 201 with a JSON body. */
export function created(json: unknown): Answer {
  return { status: 201, json };
}

/** 204. */
export const noContent: Answer = { status: 204 };

/** One page of a list, with the `Link` header that leads to the others. */
export function page<T>(call: Call, items: readonly T[], shape: (item: T) => unknown): Promise<Answer> {
  return wrappedPage(call, items, { shape, wrap: (shaped) => shaped });
}

/** One page of a list that GitHub wraps, as `{ total_count, jobs: […] }`. */
export async function wrappedPage<T>(
  call: Call,
  items: readonly T[],
  form: {
    readonly shape: (item: T) => unknown;
    readonly wrap: (shaped: unknown[], total: number) => unknown;
  },
): Promise<Answer> {
  const perPage = positive(call.url.searchParams.get("per_page"), 30, 100);
  const number = positive(call.url.searchParams.get("page"), 1, Number.MAX_SAFE_INTEGER);
  const shown = items.slice((number - 1) * perPage, number * perPage);
  const shaped = await Promise.all(shown.map((item) => form.shape(item)));
  const link = linkHeader(call, number, Math.max(1, Math.ceil(items.length / perPage)));
  return { status: 200, json: form.wrap(shaped, items.length), headers: link === "" ? {} : { link } };
}

function linkHeader(call: Call, number: number, last: number): string {
  const to = (target: number, relation: string) => {
    const url = new URL(call.url.pathname + call.url.search, call.world.apiUrl);
    url.searchParams.set("page", String(target));
    return `<${url.href}>; rel="${relation}"`;
  };
  const links: string[] = [];
  if (number > 1) links.push(to(Math.min(number - 1, last), "prev"));
  if (number < last) links.push(to(number + 1, "next"), to(last, "last"));
  if (number > 1) links.push(to(1, "first"));
  return links.join(", ");
}

function positive(text: string | null, fallback: number, most: number): number {
  const number = Number(text ?? fallback);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : fallback;
}
