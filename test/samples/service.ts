import { createServer } from "node:net";

import type { Sample } from "./sample.ts";

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}

/** A repository whose tests need a service, which its own setup action starts beside the job. `named`: the config lets agent and gates reach it. */
export async function serviceSample({ named }: { named: boolean }): Promise<Sample> {
  const port = await freePort();
  const test = (name: string, from: string, to: string) =>
    `import assert from "node:assert";\nimport { test } from "node:test";\nimport { ${name} } from "./${name}.mjs";\n\ntest("many", async () => assert.equal(await ${name}("${from}"), "${to}"));\n`;
  const code = (name: string, change: string) =>
    `export async function ${name}(word) {\n  const answer = await fetch("http://localhost:${port}/" + word);\n  return (await answer.text()).${change}();\n}\n`;
  return {
    name: named ? "service" : "service-unnamed",
    files: {
      "service.mjs": `import { createServer } from "node:http";\n\ncreateServer((request, response) => response.end(request.url.slice(1) + "s")).listen(${port}, "127.0.0.1");\n`,
      "shout.mjs": code("shout", "toUpperCase"),
      "shout.test.mjs": test("shout", "cat", "CATS"),
      ".github/actions/switchyard-setup/action.yml": [
        "name: setup",
        "description: Starts what the tests need",
        "runs:",
        "  using: composite",
        "  steps:",
        "    - shell: bash",
        "      run: |",
        "        nohup node service.mjs >/dev/null 2>&1 &",
        `        for try in {1..100}; do (: </dev/tcp/localhost/${port}) 2>/dev/null && exit; sleep 0.1; done; exit 1`,
        "",
      ].join("\n"),
    },
    edit: {
      "whisper.mjs": code("whisper", "toLowerCase"),
      "whisper.test.mjs": test("whisper", "CAT", "cats"),
    },
    check: "node --test",
    gate: "node --test",
    config: named ? [`network: { allow: ["localhost:${port}"] }`] : [],
  };
}
