import { goSample } from "./go.ts";
import { mavenToken, mavenSample } from "./java.ts";
import { judgeSamples } from "./judge.ts";
import { indexToken, uvSample } from "./python.ts";
import { cratesToken, privateRustSample } from "./rust.ts";

await judgeSamples({
  "Python with uv and a private index": { tools: ["uv", "python3"], token: indexToken, make: uvSample },
  "Go with a module proxy of its own": { tools: ["go"], token: null, make: goSample },
  "Rust with a private registry": { tools: ["cargo", "cc"], token: cratesToken, make: privateRustSample },
  // The only one that needs the network: Maven gets its own plugins from Maven Central.
  "Java with maven and a private repository": {
    tools: ["mvn", "javac", "jar"],
    token: mavenToken,
    make: mavenSample,
  },
});
