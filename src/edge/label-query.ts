import { z } from "zod";

/** The part of a GraphQL query that asks for the ids of labels by name; names travel as variables. */
export type LabelQuery = {
  readonly declared: readonly string[];
  /** To stand inside `repository { … }`. */
  readonly fields: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Label name → id, for those that exist, from the answer's `repository`. */
  readonly idsOf: (repository: Readonly<Record<string, unknown>>) => ReadonlyMap<string, string>;
};

const Label = z.object({ id: z.string(), name: z.string() });

/** Asks for the ids of these labels. */
export function labelQuery(names: readonly string[]): LabelQuery {
  return {
    declared: names.map((_, index) => `$n${index}: String!`),
    fields: names.map((_, index) => `l${index}: label(name: $n${index}) { id name }`),
    variables: Object.fromEntries(names.map((name, index) => [`n${index}`, name])),
    idsOf: (repository) =>
      new Map(
        names.flatMap((_, index) => {
          const label = Label.safeParse(repository[`l${index}`]);
          return label.success ? [[label.data.name, label.data.id] as const] : [];
        }),
      ),
  };
}
