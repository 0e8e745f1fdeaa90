import { defineConfig } from "vitest/config";

/** What is too long for every commit. `.ci/run` plays some of the scenarios; kills, limits, samples, sweeps and races are run by hand. */
export default defineConfig({
  test: {
    include: ["test/**/*.deep.test.ts"],
    passWithNoTests: true,
    globalSetup: "test/cli/bundle.ts",
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
