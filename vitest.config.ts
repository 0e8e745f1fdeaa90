import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Long ones: `npm run test:deep`.
    exclude: ["test/**/*.deep.test.ts"],
    globalSetup: "test/cli/bundle.ts",
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make real processes slower.
    maxWorkers: 2,
    // Loading the modules anew for each file costs a third of the processor time. A file that changes its environment says so before it asks.
    isolate: false,
  },
});
