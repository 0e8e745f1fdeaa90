import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll } from "vitest";

import type { Registry } from "./registry.ts";
import { type Sample, madeBy, toolchainAction } from "./sample.ts";

/** The token that the repository of packages asks for. */
export const mavenToken = "TOKEN-OF-SETUP-for-maven-77aa";

const words = `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.acme</groupId>
  <artifactId>words</artifactId>
  <version>1.2.0</version>
</project>
`;

function project(url: string): string {
  return `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.acme</groupId>
  <artifactId>shout</artifactId>
  <version>0.1.0</version>
  <properties>
    <maven.compiler.source>11</maven.compiler.source>
    <maven.compiler.target>11</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <repositories>
    <repository>
      <id>acme</id>
      <url>${url}/maven</url>
    </repository>
  </repositories>
  <dependencies>
    <dependency>
      <groupId>com.acme</groupId>
      <artifactId>words</artifactId>
      <version>1.2.0</version>
    </dependency>
    <dependency>
      <groupId>junit</groupId>
      <artifactId>junit</artifactId>
      <version>4.13.2</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>
`;
}

const settings = `<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">
  <servers>
    <server>
      <id>acme</id>
      <username>ci</username>
      <password>\${env.ACME_TOKEN}</password>
    </server>
  </servers>
</settings>
`;

const code = (name: string, change: string) =>
  `package com.acme.shout;\n\nimport com.acme.words.Words;\n\npublic class ${name} {\n  public static String of(String word) {\n    return Words.plural(word).${change}();\n  }\n}\n`;
const test = (name: string, from: string, to: string) =>
  `package com.acme.shout;\n\nimport static org.junit.Assert.assertEquals;\n\nimport org.junit.Test;\n\npublic class ${name}Test {\n  @Test\n  public void many() {\n    assertEquals("${to}", ${name}.of("${from}"));\n  }\n}\n`;

/** The same with Maven 3.9, which goes about proxies in another way. It is fetched by the Maven of this machine. */
export async function laterMavenSample(registry: Registry): Promise<Sample> {
  const name = "apache-maven";
  const version = "3.9.9";
  const directory = await mkdtemp(join(tmpdir(), "switchyard-maven-"));
  afterAll(async () => rm(directory, { recursive: true, force: true }));
  const archive = await madeBy(
    {},
    [
      "mvn",
      "-B",
      "-q",
      "dependency:copy",
      `-Dartifact=org.apache.maven:${name}:${version}:tar.gz:bin`,
      "-DoutputDirectory=.",
    ],
    { read: (made) => readFileSync(join(made, `${name}-${version}-bin.tar.gz`)) },
  );
  await writeFile(join(directory, "maven.tar.gz"), archive);
  await promisify(execFile)("tar", ["-xzf", "maven.tar.gz"], { cwd: directory });
  await chmod(directory, 0o755);
  const home = join(directory, `${name}-${version}`);
  const sample = await mavenSample(registry);
  return {
    ...sample,
    name: "maven-later",
    files: { ...sample.files, ...toolchainAction([join(home, "bin")], { MAVEN_HOME: home }) },
    gate: `mvn --version | grep -q "Apache Maven ${version}" && ${sample.gate}`,
  };
}

/** Java with Maven: plugins and JUnit from Maven Central, a library from a repository that asks for a token. */
export async function mavenSample(registry: Registry): Promise<Sample> {
  const jar = await madeBy(
    {
      "com/acme/words/Words.java":
        'package com.acme.words;\n\npublic class Words {\n  public static String plural(String word) {\n    return word + "s";\n  }\n}\n',
    },
    [
      "bash",
      "-ec",
      "javac --release 11 com/acme/words/Words.java && jar --create --file words.jar com/acme/words/Words.class",
    ],
    { read: (directory) => readFileSync(join(directory, "words.jar")) },
  );
  const at = "/maven/com/acme/words/1.2.0/words-1.2.0";
  const sum = (content: string | Uint8Array) => createHash("sha1").update(content).digest("hex");
  registry.serve({
    [`${at}.pom`]: words,
    [`${at}.pom.sha1`]: sum(words),
    [`${at}.jar`]: jar,
    [`${at}.jar.sha1`]: sum(jar),
  });
  return {
    name: "maven",
    files: {
      ".gitignore": "target/\n",
      "pom.xml": project(registry.url),
      ".mvn/maven.config": "--settings=.mvn/settings.xml\n",
      ".mvn/settings.xml": settings,
      "src/main/java/com/acme/shout/Shout.java": code("Shout", "toUpperCase"),
      "src/test/java/com/acme/shout/ShoutTest.java": test("Shout", "cat", "CATS"),
    },
    edit: {
      "src/main/java/com/acme/shout/Whisper.java": code("Whisper", "toLowerCase"),
      "src/test/java/com/acme/shout/WhisperTest.java": test("Whisper", "CAT", "cats"),
    },
    check: "mvn --batch-mode --quiet test",
    gate: "mvn --batch-mode --quiet test",
    config: [
      "setup:",
      "  - run: mvn --batch-mode --quiet dependency:go-offline",
      "    secrets: [ACME_TOKEN]",
      `network: { allow: ["localhost:${registry.port}"] }`,
    ],
    secret: `ACME_TOKEN=${mavenToken}\n`,
  };
}
