import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Registry } from "./registry.ts";
import { type Sample, madeBy } from "./sample.ts";

const version = "9.15.4";

/**
 * pnpm in the version that `packageManager` names, which only corepack can get; it and the library come from a registry of the repository's own. What
 * that serves as pnpm is the real one: making this sample needs the network.
 */
export async function pnpmSample(registry: Registry): Promise<Sample> {
  const pnpm = await madeBy({}, ["npm", "pack", "--silent", `pnpm@${version}`], {
    read: (directory) => readFileSync(join(directory, `pnpm-${version}.tgz`)),
  });
  const archive = await madeBy(
    {
      "package/package.json": JSON.stringify({
        name: "@acme/words",
        version: "1.2.0",
        exports: "./index.js",
      }),
      "package/index.js": 'exports.plural = (word) => word + "s";\n',
    },
    ["tar", "-czf", "words.tgz", "package"],
    { read: (directory) => readFileSync(join(directory, "words.tgz")) },
  );
  registry.serve({
    [`/pnpm/${version}`]: JSON.stringify({
      name: "pnpm",
      version,
      dist: { tarball: `${registry.url}/pnpm/-/pnpm-${version}.tgz` },
    }),
    [`/pnpm/-/pnpm-${version}.tgz`]: pnpm,
    "/@acme/words/-/words-1.2.0.tgz": archive,
  });
  const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
  const code = (name: string, change: string) =>
    `import { plural } from "@acme/words";\n\nexport const ${name} = (word) => plural(word).${change}();\n`;
  const test = (name: string, from: string, to: string) =>
    `import assert from "node:assert";\nimport { test } from "node:test";\nimport { ${name} } from "./${name}.mjs";\n\ntest("many", () => assert.equal(${name}("${from}"), "${to}"));\n`;
  return {
    name: "pnpm",
    files: {
      ".gitignore": "node_modules/\n",
      ".corepack.env": `COREPACK_NPM_REGISTRY=${registry.url}\n`,
      ".npmrc": `@acme:registry=${registry.url}/\n`,
      "package.json": `${JSON.stringify(
        {
          name: "shout",
          private: true,
          packageManager: `pnpm@${version}+sha512.${createHash("sha512").update(pnpm).digest("hex")}`,
          scripts: { test: "node --test" },
          dependencies: { "@acme/words": "1.2.0" },
        },
        null,
        2,
      )}\n`,
      "pnpm-lock.yaml": [
        "lockfileVersion: '9.0'",
        "importers:",
        "  .:",
        "    dependencies:",
        "      '@acme/words': { specifier: 1.2.0, version: 1.2.0 }",
        "packages:",
        `  '@acme/words@1.2.0': { resolution: { integrity: ${integrity} } }`,
        "snapshots:",
        "  '@acme/words@1.2.0': {}",
        "",
      ].join("\n"),
      "shout.mjs": code("shout", "toUpperCase"),
      "shout.test.mjs": test("shout", "cat", "CATS"),
    },
    edit: {
      "whisper.mjs": code("whisper", "toLowerCase"),
      "whisper.test.mjs": test("whisper", "CAT", "cats"),
    },
    check: "pnpm test",
    gate: "pnpm test",
    config: [`network: { allow: ["localhost:${registry.port}"] }`],
  };
}
