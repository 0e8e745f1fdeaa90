import { goSample } from "./go.ts";
import { laterMavenSample, mavenToken, mavenSample } from "./java.ts";
import { judgeSamples } from "./judge.ts";
import { pnpmSample } from "./pnpm.ts";
import { indexToken, uvSample } from "./python.ts";
import { cratesToken, privateRustSample } from "./rust.ts";

await judgeSamples({
  "Python with uv and a private index": { tools: ["uv", "python3"], token: indexToken, make: uvSample },
  "Go with a module proxy of its own": { tools: ["go"], token: null, make: goSample },
  "Rust with a private registry": { tools: ["cargo", "cc"], token: cratesToken, make: privateRustSample },
  // These need the network: pnpm itself is from the npm registry, and Maven gets its plugins from Maven Central.
  "JavaScript with pnpm from corepack": { tools: ["corepack", "tar"], token: null, make: pnpmSample },
  "Java with maven and a private repository": {
    tools: ["mvn", "javac", "jar"],
    token: mavenToken,
    make: mavenSample,
  },
  "Java with a maven of today": {
    tools: ["mvn", "javac", "jar", "tar"],
    token: mavenToken,
    make: laterMavenSample,
  },
});
