/** The platform package that holds the native executable, as published on npm. */
export type ClaudePlatform = {
  readonly package: string;
  /** Of the file `claude` in the package, in hex. */
  readonly sha256: string;
  readonly bytes: number;
};

/**
 * The one release of Claude Code that Switchyard runs. Flags, events and model aliases move with the version, so a new one
 * is a change like any other: measure, then replace version, digests and sizes together.
 */
export const claudeRelease = {
  version: "2.1.329",
  /** By `process.platform` and `process.arch`; built for glibc. */
  platforms: {
    "linux-x64": {
      package: "@anthropic-ai/claude-code-linux-x64",
      sha256: "30e2724e2aecb1bf5dc9f3130901afb71c5fa229051c190a6d7ad9aff6378d6d",
      bytes: 377_545_232,
    },
    "linux-arm64": {
      package: "@anthropic-ai/claude-code-linux-arm64",
      sha256: "8489e2c7ba7846b4681b84e559fed4ed5bb265e129e21dc9de9e322157fb2bea",
      bytes: 376_366_520,
    },
  },
} as const satisfies { version: string; platforms: Readonly<Record<string, ClaudePlatform>> };
