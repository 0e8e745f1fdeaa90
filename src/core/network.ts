import { z } from "zod";

/** A host, a pattern for its subdomains, or a port of the runner itself. */
const target =
  /^(?:localhost:\d{1,5}|(?!localhost(?::|$))(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?)$/i;

/** `network` of the config. */
export const NetworkConfig = z.strictObject({
  allow: z
    .array(
      z
        .string()
        .regex(
          target,
          "is a host (docs.example.com), a pattern for subdomains (*.example.com), either with a port, or a port of the runner (localhost:5432)",
        )
        .refine((name) => portsOf(name).every((port) => port > 0 && port < 65_536), {
          message: "has a port from 1 to 65535",
        }),
    )
    .max(100)
    .default([])
    .describe("What agent and gates may connect to, beside the model and the registries"),
  registries: z
    .boolean()
    .default(true)
    .describe("Also allow the package registries that the repository's own package managers use"),
  setup: z
    .enum(["public", "allowed"])
    .default("public")
    .describe(
      "What setup on the base commit may connect to: any public host, or only what agent and gates may",
    ),
});
export type NetworkConfig = z.output<typeof NetworkConfig>;

/** Who may be connected to through the proxy, and which ports of the runner are there as ports of the agent's own. */
export type NetworkRules = { readonly hosts: readonly string[]; readonly ports: readonly number[] };

/** The rules of a config and of the registries that were found. */
export function networkRules(config: NetworkConfig, registries: readonly string[]): NetworkRules {
  const own = config.allow.filter((name) => /^localhost:/i.test(name));
  const hosts = config.allow.filter((name) => !own.includes(name));
  return {
    hosts: [
      ...new Set([...hosts, ...(config.registries ? registries : [])].map((name) => name.toLowerCase())),
    ],
    ports: [...new Set(own.flatMap(portsOf))],
  };
}

/** Is a connection to this host and port allowed? A rule without a port stands for 443 and 80. */
export function allowsHost({ hosts }: NetworkRules, host: string, port: number): boolean {
  const asked = host.toLowerCase().replace(/\.$/, "");
  return hosts.some((rule) => {
    const [name = "", ruled] = rule.split(":");
    const fits = name.startsWith("*.") ? asked.endsWith(name.slice(1)) : asked === name;
    return fits && (ruled === undefined ? port === 443 || port === 80 : port === Number(ruled));
  });
}

/** A package manager's files that say where its packages are, and its registries when they say nothing. */
const managers: readonly {
  readonly marks: readonly string[];
  readonly usual: readonly string[];
  readonly says: Readonly<Record<string, RegExp>>;
}[] = [
  {
    marks: ["package.json"],
    usual: ["registry.npmjs.org", "registry.yarnpkg.com"],
    says: {
      ".npmrc": /^\s*(?:@[\w.-]+:)?registry\s*=\s*["']?(https?:\/\/[^\s"']+)/gm,
      ".yarnrc": /^\s*"?(?:@[\w.-]+:)?registry"?\s+["']?(https?:\/\/[^\s"']+)/gm,
      ".yarnrc.yml": /npmRegistryServer:\s*["']?(https?:\/\/[^\s"']+)/g,
      "package-lock.json": /"resolved":\s*"(https?:\/\/[^"]+)/g,
      "yarn.lock": /^\s+resolved "(https?:\/\/[^"]+)/gm,
    },
  },
  {
    marks: ["pyproject.toml", "requirements.txt", "setup.py", "Pipfile"],
    usual: ["pypi.org", "files.pythonhosted.org"],
    says: {
      "pip.conf": /^\s*(?:extra-)?index-url\s*=\s*(https?:\/\/\S+)/gm,
      "requirements.txt": /^\s*(?:-i|--(?:extra-)?index-url|--find-links)[ =]\s*(https?:\/\/\S+)/gm,
      "pyproject.toml": /^\s*(?:url|index-url|extra-index-url)\s*=\s*["'](https?:\/\/[^"']+)/gm,
      "uv.toml": /^\s*(?:url|index-url|extra-index-url)\s*=\s*["'](https?:\/\/[^"']+)/gm,
      Pipfile: /^\s*url\s*=\s*["'](https?:\/\/[^"']+)/gm,
    },
  },
  { marks: ["go.mod"], usual: ["proxy.golang.org", "sum.golang.org"], says: {} },
  {
    marks: ["Cargo.toml"],
    usual: ["index.crates.io", "static.crates.io", "crates.io"],
    says: { ".cargo/config.toml": /^\s*index\s*=\s*["'](?:sparse\+)?(https?:\/\/[^"']+)/gm },
  },
  {
    marks: ["Gemfile"],
    usual: ["rubygems.org", "index.rubygems.org"],
    says: { Gemfile: /^\s*source\s*\(?\s*["'](https?:\/\/[^"']+)/gm },
  },
  {
    marks: ["pom.xml", "build.gradle", "build.gradle.kts", "gradlew"],
    usual: [
      "repo.maven.apache.org",
      "repo1.maven.org",
      "plugins.gradle.org",
      "services.gradle.org",
      "downloads.gradle.org",
    ],
    says: {
      "pom.xml": /<url>\s*(https?:\/\/[^<\s]+)\s*<\/url>/g,
      "build.gradle": /\burl\s*[=(]?\s*(?:uri\()?["'](https?:\/\/[^"']+)/g,
      "build.gradle.kts": /\burl\s*=\s*uri\(\s*["'](https?:\/\/[^"']+)/g,
    },
  },
  { marks: ["composer.json"], usual: ["repo.packagist.org"], says: {} },
];

/** The files that `registriesOf` wants to look into, beside the names of the top level. */
export const registryFiles: readonly string[] = [
  ...new Set(managers.flatMap(({ says }) => Object.keys(says))),
];

/** The registries of the package managers whose files lie on the top level: the usual ones, and those that their files name. */
export function registriesOf(names: ReadonlySet<string>, texts: ReadonlyMap<string, string>): string[] {
  const found = managers.filter(({ marks }) => marks.some((mark) => names.has(mark)));
  const named = found.flatMap(({ says }) =>
    Object.entries(says).flatMap(([file, pattern]) =>
      [...(texts.get(file) ?? "").matchAll(pattern)].flatMap(([, address = ""]) => hostOf(address)),
    ),
  );
  return [...new Set([...found.flatMap(({ usual }) => usual), ...named])];
}

function hostOf(address: string): string[] {
  const url = URL.parse(address);
  return url === null || !target.test(url.host) || /^localhost/i.test(url.host)
    ? []
    : [url.host.toLowerCase()];
}

function portsOf(name: string): number[] {
  const port = /:(\d+)$/.exec(name)?.[1];
  return port === undefined ? [] : [Number(port)];
}
