import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests in a browser need one; continuous integration installs Debian's. */
const hasBrowser = existsSync(process.env["CHROMIUM"] ?? "/usr/bin/chromium");
if (!hasBrowser) console.log("There is no Chromium here: the tests of the web pages in a browser are left out. Install it (Debian: apt-get install chromium), or name it in CHROMIUM.");

/** One more than there are cores: much of a test is waiting. */
const maxWorkers = availableParallelism() + 1;

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
          maxWorkers,
        },
      },
      {
        test: {
          name: "process",
          include: ["packages/cli/**/*.test.ts"],
          pool: "forks",
          maxWorkers,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "server",
          include: ["packages/server/**/*.test.ts"],
          isolate: false,
          pool: "threads",
          maxWorkers,
          globalSetup: "packages/server/test/server.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "pages",
          include: ["packages/ui/src/**/*.test.{ts,tsx}", ...(hasBrowser ? ["packages/ui/test/**/*.test.ts"] : [])],
          isolate: false,
          pool: "threads",
          maxWorkers,
          globalSetup: ["packages/server/test/server.ts", "packages/ui/test/built.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
