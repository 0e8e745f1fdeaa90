/** The values that must not appear in logs, summaries and job outputs of one job. */
export type Masks = {
  /** Masks a value, each of its lines, and the forms in which secrets usually leak. */
  add(value: string): void;
  /** The text with every masked value replaced by `***`. */
  hide(text: string): string;
};

/** An empty set of masks that replaces the longest values first. */
export function createMasks(): Masks {
  const values = new Set<string>();
  let sorted: readonly string[] = [];
  return {
    add(value) {
      for (const line of [value, ...value.split(/\r?\n/)]) {
        for (const form of forms(line.trim())) if (form !== "") values.add(form);
      }
      sorted = [...values].toSorted((left, right) => right.length - left.length);
    },
    hide: (text) => sorted.reduce((hidden, value) => hidden.replaceAll(value, "***"), text),
  };
}

/** As the runner's value encoders: JSON, URI, and base64 at each of the three byte offsets (ValueEncoders.cs). */
function forms(value: string): readonly string[] {
  if (value === "") return [];
  const bytes = Buffer.from(value);
  const shifted = [0, 1, 2].map((offset) =>
    bytes.subarray(offset, offset + 3 * Math.floor((bytes.length - offset) / 3)).toString("base64"),
  );
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    ...shifted.filter((text) => text.length >= 8), // shorter ones would hide innocent text
  ];
}
