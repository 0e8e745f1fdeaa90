import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

import { strToU8, zipSync } from "fflate";

import type { Registry } from "./registry.ts";
import { type Sample, placeOf, toolchainAction } from "./sample.ts";

const path = "example.com/acme/words";
const mod = `module ${path}\n\ngo 1.20\n`;
const source = 'package words\n\nfunc Plural(word string) string { return word + "s" }\n';

/** The hash of go.sum over files: https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1 */
function hashOf(files: Readonly<Record<string, string>>): string {
  const lines = Object.keys(files)
    .toSorted()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(files[name] ?? "")
          .digest("hex")}  ${name}\n`,
    );
  return `h1:${createHash("sha256").update(lines.join("")).digest("base64")}`;
}

/** Go with a module proxy of its own, which setup writes into Go's own settings: they stay in HOME for agent and gates. */
export async function goSample(registry: Registry): Promise<Sample> {
  const module = { [`${path}@v1.2.0/go.mod`]: mod, [`${path}@v1.2.0/words.go`]: source };
  const zip = zipSync(
    Object.fromEntries(Object.entries(module).map(([name, content]) => [name, strToU8(content)])),
  );
  registry.serve({
    [`/${path}/@v/list`]: "v1.2.0\n",
    [`/${path}/@v/v1.2.0.info`]: JSON.stringify({ Version: "v1.2.0", Time: "2026-01-01T00:00:00Z" }),
    [`/${path}/@v/v1.2.0.mod`]: mod,
    [`/${path}/@v/v1.2.0.zip`]: zip,
  });
  const test = (name: string, from: string, to: string) =>
    `package shout\n\nimport "testing"\n\nfunc Test${name}(t *testing.T) {\n\tif ${name}("${from}") != "${to}" {\n\t\tt.Fatal(${name}("${from}"))\n\t}\n}\n`;
  const code = (name: string, change: string) =>
    `package shout\n\nimport (\n\t"strings"\n\n\t"${path}"\n)\n\nfunc ${name}(word string) string { return strings.${change}(words.Plural(word)) }\n`;
  return {
    name: "go",
    files: {
      ...toolchainAction([placeOf("go")], { GOPATH: join(homedir(), "go") }),
      "go.mod": `module example.com/acme/shout\n\ngo 1.20\n\nrequire ${path} v1.2.0\n`,
      "go.sum": [
        `${path} v1.2.0 ${hashOf(module)}`,
        `${path} v1.2.0/go.mod ${hashOf({ "go.mod": mod })}`,
        "",
      ].join("\n"),
      "shout.go": code("Shout", "ToUpper"),
      "shout_test.go": test("Shout", "cat", "CATS"),
      "cmd/shout/main.go":
        'package main\n\nimport (\n\t"os"\n\n\t"example.com/acme/shout"\n)\n\nfunc main() { os.Stdout.WriteString(shout.Shout(os.Args[1])) }\n',
    },
    edit: {
      "whisper.go": code("Whisper", "ToLower"),
      "whisper_test.go": test("Whisper", "CAT", "cats"),
    },
    check: "go build -o /tmp/shout ./cmd/shout && test $(/tmp/shout cat) = CATS",
    gate: "GOPROXY=off go test ./...",
    config: [
      "setup:",
      `  - run: go env -w GOPROXY=http://localhost:${registry.port} GONOSUMDB=example.com GOFLAGS=-mod=mod && go mod download`,
      `network: { allow: ["localhost:${registry.port}"] }`,
    ],
  };
}
