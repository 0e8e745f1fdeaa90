import { z } from "zod";

const object = z.record(z.string(), z.unknown());

/** The paths of properties that no branch of a schema names. Free-form objects are left alone. */
export function unknownProperties(question: {
  readonly schema: unknown;
  readonly value: unknown;
  readonly resolve: (schema: unknown) => unknown;
}): string[] {
  return look(branches(question.schema, question.resolve), { ...question, path: "" });
}

type Place = {
  readonly value: unknown;
  readonly path: string;
  readonly resolve: (schema: unknown) => unknown;
};

function look(schemas: readonly Record<string, unknown>[], { value, path, resolve }: Place): string[] {
  if (Array.isArray(value)) {
    const items = schemas.flatMap((one) =>
      one["items"] === undefined ? [] : branches(one["items"], resolve),
    );
    return value.flatMap((item, index) => look(items, { value: item, path: `${path}/${index}`, resolve }));
  }
  const properties = schemas
    .map((one) => object.safeParse(one["properties"]).data)
    .filter((one) => one !== undefined);
  const open = schemas.some(
    (one) => one["additionalProperties"] !== undefined && one["additionalProperties"] !== false,
  );
  if (typeof value !== "object" || value === null || properties.length === 0 || open) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = properties.flatMap((one) => (one[name] === undefined ? [] : branches(one[name], resolve)));
    const here = `${path}/${name}`;
    return known.length === 0 ? [here] : look(known, { value: inner, path: here, resolve });
  });
}

/** A schema and all that it refers to and chooses between, flat. */
function branches(schema: unknown, resolve: (schema: unknown) => unknown): Record<string, unknown>[] {
  const { data } = object.safeParse(resolve(schema));
  if (data === undefined) return [];
  const inner = ["anyOf", "oneOf", "allOf"].flatMap(
    (key) => z.array(z.unknown()).safeParse(data[key]).data ?? [],
  );
  return [data, ...inner.flatMap((one) => branches(one, resolve))];
}
