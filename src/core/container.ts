import { z } from "zod";

/** Name of a container image: registry and path, with a tag or digest. https://github.com/distribution/reference/blob/main/reference.go */
export const ContainerImage = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => imageName.test(name), {
    message: "is the name of an image, such as node:24-bookworm or ghcr.io/acme/ci@sha256:…",
  });

const imageName =
  /^(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::\d{1,5})?\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::[A-Za-z0-9_][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** The programs of an image that a run cannot do without: those that start it in its isolation, and those that read what it changed. */
export const neededPrograms = ["bash", "env", "git", "grep", "find", "prlimit", "setpriv", "umount"] as const;

const leftOut = new Set(["proc", "sys", "dev", "tmp", "run", "home", "root", "var", "mnt", "media", "boot"]);

/** Is this name of an image's top level part of every run's view? Not what a run has of its own, and what is nobody's. */
export function isOfImage(name: string): boolean {
  return !leftOut.has(name) && /^[\w.-]+$/.test(name) && !name.startsWith(".");
}

/** The variables of an image (`NAME=value`) that its programs need; those that name our own machinery stay away. */
export function imageVariables(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const at = entry.indexOf("=");
      const name = entry.slice(0, at);
      return at > 0 && /^[A-Za-z_]\w*$/.test(name) && !reserved.test(name)
        ? [[name, entry.slice(at + 1)]]
        : [];
    }),
  );
}

const reserved =
  /^(?:HOME|TMPDIR|CI|BASH_ENV|ENV|LD_\w+|NODE_OPTIONS|(?:HTTPS?|NO|ALL)_PROXY|(?:ANTHROPIC|CLAUDE|SWITCHYARD|GITHUB|RUNNER|ACTIONS|INPUT)_\w+)$/i;
