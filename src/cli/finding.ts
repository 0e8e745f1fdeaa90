/** What `doctor` found out about one thing. */
export type Finding = {
  readonly check: string;
  readonly state: "ok" | "warning" | "problem" | "unknown";
  readonly text: string;
  /** What to do about it, with the address of the page where that is done. */
  readonly remedy: string | null;
};

/** All is well. */
export function ok(check: string, text: string): Finding {
  return { check, state: "ok", text, remedy: null };
}

/** Switchyard will not work, or not as configured, until this is mended. */
export function problem(check: string, text: string, remedy: string): Finding {
  return { check, state: "problem", text, remedy };
}

/** It works, and somebody should know. */
export function warning(check: string, text: string, remedy: string): Finding {
  return { check, state: "warning", text, remedy };
}

/** It could not be found out; the remedy says who can. */
export function unknown(check: string, text: string, remedy: string): Finding {
  return { check, state: "unknown", text, remedy };
}
