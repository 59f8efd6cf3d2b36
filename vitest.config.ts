import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/reporter.ts"],
    projects: [
      {
        test: {
          name: "pure",
          include: ["packages/{hcl,engine,okta-api,okta,sandbox,contract}/**/*.test.ts", "test/**/*.test.ts"],
          isolate: false,
          pool: "threads",
        },
      },
      {
        test: {
          name: "process",
          include: ["packages/cli/**/*.test.ts"],
          pool: "forks",
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "server",
          include: ["packages/server/**/*.test.ts"],
          isolate: false,
          pool: "threads",
          globalSetup: "packages/server/test/server.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "pages",
          include: ["packages/ui/**/*.test.{ts,tsx}"],
          isolate: false,
          pool: "threads",
          maxWorkers: 2,
          globalSetup: ["packages/server/test/server.ts", "packages/ui/test/built.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
