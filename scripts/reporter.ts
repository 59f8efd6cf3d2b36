import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line of counts, for continuous integration. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[resultOf(test.result().state)]++;
      if (module.errors().length > 0) counts.failed++;
    }
    console.log(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`);
  }
}

const resultOf = (state: string): "passed" | "failed" | "skipped" =>
  state === "passed" ? "passed" : state === "failed" ? "failed" : "skipped";
