import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Registry } from "./registry.ts";
import { type Sample, madeBy, placeOf, rustupHome, toolchainAction } from "./sample.ts";

/** The token that the registry asks for. */
export const cratesToken = "TOKEN-OF-SETUP-for-the-crates-9c02";

const crate = {
  "Cargo.toml": '[package]\nname = "acme-words"\nversion = "1.2.0"\nedition = "2021"\n',
  "src/lib.rs": 'pub fn plural(word: &str) -> String {\n    format!("{word}s")\n}\n',
};

/** Rust with a sparse registry of its own, which the repository names, set up by `setup: auto`. */
export async function rustSample(registry: Registry): Promise<Sample> {
  return { ...(await sampleOf(registry, { asks: false })), name: "rust" };
}

/** Rust with a registry that asks for a token, which the setup secret holds. */
export async function privateRustSample(registry: Registry): Promise<Sample> {
  return {
    ...(await sampleOf(registry, { asks: true })),
    name: "rust-private",
    config: [
      "setup:",
      "  - run: cargo fetch --locked",
      "    secrets: [CARGO_REGISTRIES_ACME_TOKEN]",
      `network: { allow: ["localhost:${registry.port}"] }`,
    ],
    secret: `CARGO_REGISTRIES_ACME_TOKEN=${cratesToken}\n`,
  };
}

async function sampleOf(registry: Registry, { asks }: { asks: boolean }): Promise<Sample> {
  const packed = Object.fromEntries(
    Object.entries(crate).map(([path, content]) => [`acme-words-1.2.0/${path}`, content]),
  );
  const archive = await madeBy(packed, ["tar", "-czf", "crate.tar.gz", "acme-words-1.2.0"], {
    read: (directory) => readFileSync(join(directory, "crate.tar.gz")),
  });
  const cksum = createHash("sha256").update(archive).digest("hex");
  const entry = { name: "acme-words", vers: "1.2.0", deps: [], cksum, features: {}, yanked: false };
  registry.serve({
    "/index/config.json": JSON.stringify({ dl: `${registry.url}/crates`, "auth-required": asks }),
    "/index/ac/me/acme-words": `${JSON.stringify(entry)}\n`,
    "/crates/acme-words/1.2.0/download": archive,
  });
  const source = `sparse+${registry.url}/index/`;
  return {
    name: "rust",
    files: {
      // As dtolnay/rust-toolchain does: https://github.com/dtolnay/rust-toolchain/blob/master/action.yml
      ...toolchainAction([placeOf("cargo")], {
        CARGO_HOME: dirname(placeOf("cargo")),
        RUSTUP_HOME: rustupHome(),
      }),
      ".gitignore": "target/\n",
      "Cargo.toml":
        '[package]\nname = "shout"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nacme-words = { version = "1.2.0", registry = "acme" }\n',
      "Cargo.lock": [
        "version = 3",
        "",
        "[[package]]",
        'name = "acme-words"',
        'version = "1.2.0"',
        `source = "${source}"`,
        `checksum = "${cksum}"`,
        "",
        "[[package]]",
        'name = "shout"',
        'version = "0.1.0"',
        'dependencies = ["acme-words"]',
        "",
      ].join("\n"),
      ".cargo/config.toml": `[registries.acme]\nindex = "${source}"\ncredential-provider = "cargo:token"\n`,
      "src/lib.rs":
        'use acme_words::plural;\n\npub fn shout(word: &str) -> String {\n    plural(word).to_uppercase()\n}\n\n#[test]\nfn many() {\n    assert_eq!(shout("cat"), "CATS");\n}\n',
    },
    edit: {
      "src/lib.rs":
        'use acme_words::plural;\n\npub fn shout(word: &str) -> String {\n    plural(word).to_uppercase()\n}\n\npub fn whisper(word: &str) -> String {\n    plural(word).to_lowercase()\n}\n\n#[test]\nfn many() {\n    assert_eq!(shout("cat"), "CATS");\n    assert_eq!(whisper("CAT"), "cats");\n}\n',
    },
    check: "cargo check --quiet --locked --offline",
    gate: "cargo test --quiet --locked --offline --lib",
    config: ["setup: auto", `network: { allow: ["localhost:${registry.port}"] }`],
  };
}
