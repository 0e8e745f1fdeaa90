import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Long ones: `npm run test:deep`.
    exclude: ["test/**/*.deep.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers only make real processes slower.
    maxWorkers: 2,
  },
});
