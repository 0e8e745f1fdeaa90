/** A form that credentials of one issuer have. */
export type SecretShape = { readonly kind: string; readonly pattern: RegExp };

/** A match of a shape, and where it begins. */
export type ShapeMatch = { readonly kind: string; readonly text: string; readonly start: number };

/**
 * Forms that the scanner's own rules do not know, or only with the boundaries that plain text has. From the issuers' documentation and the rules of
 * gitleaks 8.
 */
const shapes: readonly SecretShape[] = [
  { kind: "Anthropic credential", pattern: /sk-ant-[a-z]{2,12}\d{2}-[A-Za-z0-9_-]{24,}/g },
  { kind: "GitHub token", pattern: /gh[pousr]_[A-Za-z0-9][A-Za-z0-9._-]{34,}|github_pat_[A-Za-z0-9_]{50,}/g },
  { kind: "OpenAI key", pattern: /sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}/g },
  { kind: "Slack token", pattern: /xox[abeprs]-[A-Za-z0-9-]{24,}/g },
  { kind: "npm token", pattern: /npm_[A-Za-z0-9]{36}/g },
  { kind: "GitLab token", pattern: /glpat-[A-Za-z0-9_-]{20,}/g },
  { kind: "Stripe key", pattern: /[rs]k_live_[A-Za-z0-9]{20,}/g },
  { kind: "PyPI token", pattern: /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/g },
];

/** Forms that only plain text shows: between other letters and digits they occur by chance. */
const plainShapes: readonly SecretShape[] = [
  { kind: "AWS access key", pattern: /(?<![A-Za-z0-9/+_-])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9/+=_-])/g },
  { kind: "Google API key", pattern: /(?<![A-Za-z0-9/+_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9/+=_-])/g },
  { kind: "Hugging Face token", pattern: /(?<![A-Za-z0-9/+_-])hf_[A-Za-z0-9]{34}(?![A-Za-z0-9/+=_-])/g },
  {
    kind: "private key",
    // In JSON and in environment files the line ends of a key are escaped.
    pattern: /-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|\s)*[A-Za-z0-9+/=\\\s]{64,}/g,
  },
];

/** The credentials in a text as somebody wrote it. */
export function secretsIn(text: string): ShapeMatch[] {
  return matches(text, [...shapes, ...plainShapes]).filter((found) => !isPlaceholder(found.text));
}

/** The credentials in a text whose spaces are gone, or that runs backwards: prose may look like some, so the letters must be mixed as at random. */
export function secretsInRun(text: string): ShapeMatch[] {
  return matches(text, shapes).filter((found) => !isPlaceholder(found.text) && isMixed(found.text));
}

/** Is this an example, such as documentation is full of? What is random has neither words of explanation nor few or rising letters. */
export function isPlaceholder(text: string): boolean {
  const body = text.replace(/-----[A-Z ]+-----/g, "").replace(/^[A-Za-z]{2,6}[-_](?:[a-z]+\d*-)*/, "");
  return (
    new Set(body).size < 9 ||
    /example|placeholder|your|dummy|redacted|sample|secret|fake|changeme|xxxx|\.\.\.|0{6}|1234567|abcdef[g0]/i.test(
      body,
    )
  );
}

function isMixed(text: string): boolean {
  const count = (pattern: RegExp) => (text.match(pattern) ?? []).length;
  return count(/\d/g) >= 3 && count(/[A-Z]/g) >= 3 && count(/[a-z]/g) >= 3;
}

function matches(text: string, all: readonly SecretShape[]): ShapeMatch[] {
  return all.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ kind, text: match[0], start: match.index })),
  );
}
