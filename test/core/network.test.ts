import { describe, expect, test } from "vitest";

import { parseConfig } from "../../src/core/config.ts";
import { allowsHost, networkRules, registriesOf } from "../../src/core/network.ts";

const rules = (network: object, registries: readonly string[] = []) => {
  const parsed = parseConfig({ network });
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return networkRules(parsed.config.network, registries);
};

describe("network.allow", () => {
  const allowed = rules({
    allow: ["docs.example.com", "*.Example.org", "git.example.com:9418", "localhost:5432"],
  });

  test.each([
    ["docs.example.com", 443, true],
    ["docs.example.com", 80, true],
    ["DOCS.example.com.", 443, true],
    ["docs.example.com", 22, false],
    ["evil-docs.example.com", 443, false],
    ["docs.example.com.evil.net", 443, false],
    ["a.example.org", 443, true],
    ["a.b.example.org", 443, true],
    ["example.org", 443, false],
    ["evilexample.org", 443, false],
    ["git.example.com", 9418, true],
    ["git.example.com", 443, false],
    ["localhost", 5432, false],
    ["169.254.169.254", 80, false],
  ])("%s:%i → %s", (host, port, expected) => {
    expect(allowsHost(allowed, host, port)).toBe(expected);
  });

  test("a port of the runner is a port, not a host", () => {
    expect(allowed.ports).toEqual([5432]);
    expect(allowed.hosts).not.toContain("localhost:5432");
  });

  test.each([
    "*",
    "*.*.com",
    "https://example.com",
    "example.com/path",
    "localhost",
    "localhost:0",
    "a:70000",
    "10.0.0.0/8",
    "",
  ])("%j is refused with what can be written", (entry) => {
    const parsed = parseConfig({ network: { allow: [entry] } });
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: ["network", "allow", 0] }] });
  });

  test("registries can be switched off", () => {
    expect(rules({ registries: false }, ["registry.npmjs.org"]).hosts).toEqual([]);
    expect(rules({}, ["registry.npmjs.org"]).hosts).toEqual(["registry.npmjs.org"]);
  });
});

describe("the registries of a repository", () => {
  const found = (files: Record<string, string>) =>
    registriesOf(new Set(Object.keys(files)), new Map(Object.entries(files)));

  test("are the usual ones of the package managers that it uses, and no others", () => {
    expect(found({ "go.mod": "" })).toEqual(["proxy.golang.org", "sum.golang.org"]);
    expect(found({ "README.md": "" })).toEqual([]);
  });

  test.each([
    [
      ".npmrc",
      "//npm.example.com/:_authToken=${T}\n@acme:registry=https://npm.example.com/private/\n",
      "package.json",
      "npm.example.com",
    ],
    [
      ".yarnrc.yml",
      'npmRegistryServer: "https://yarn.example.com:8443/x"\n',
      "package.json",
      "yarn.example.com:8443",
    ],
    [
      "package-lock.json",
      '{"packages":{"node_modules/a":{"resolved":"https://mirror.example.com/a.tgz"}}}',
      "package.json",
      "mirror.example.com",
    ],
    [
      "pip.conf",
      "[global]\nextra-index-url = https://user:pw@pypi.example.com/simple\n",
      "requirements.txt",
      "pypi.example.com",
    ],
    [
      "pyproject.toml",
      '[[tool.uv.index]]\nurl = "https://uv.example.com/simple"\n',
      "pyproject.toml",
      "uv.example.com",
    ],
    [
      ".cargo/config.toml",
      '[registries.acme]\nindex = "sparse+https://crates.example.com/index/"\n',
      "Cargo.toml",
      "crates.example.com",
    ],
    [
      "pom.xml",
      "<repository><url> https://maven.example.com/releases </url></repository>",
      "pom.xml",
      "maven.example.com",
    ],
    ["Gemfile", "source 'https://gems.example.com'\n", "Gemfile", "gems.example.com"],
  ])("are also those that %s names", (file, text, mark, host) => {
    expect(found({ [mark]: "", [file]: text })).toContain(host);
  });

  test("never lead to the runner itself", () => {
    expect(found({ "package.json": "", ".npmrc": "registry=http://localhost:4873/\n" }).join()).not.toContain(
      "localhost",
    );
  });
});
