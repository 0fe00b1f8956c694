// The last lines of a test run: what was skipped and why, and one plain line of counts for machines to read.
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** @param print takes one line. */
export function closingLine(print: (line: string) => void): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      let passed = 0;
      let failed = unhandledErrors.length + modules.reduce((sum, module) => sum + brokenParts(module), 0);
      const skipped = new Map<string, number>();
      for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        else if (state === "skipped") skipped.set(reasonOf(test), (skipped.get(reasonOf(test)) ?? 0) + 1);
        // A test that never ran to its end is no success.
        else failed += 1;
      }
      for (const [reason, count] of skipped) print(`Skipped ${count}: ${reason}`);
      const skips = [...skipped.values()].reduce((sum, count) => sum + count, 0);
      print(`${passed} passed, ${failed} failed, ${skips} skipped`);
    },
  };
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === "skipped" ? result.note : undefined) ?? "no reason given";
}

/** Files that can't be loaded and suites whose hooks failed: errors that are no test's. */
function brokenParts(module: TestModule): number {
  return [module, ...module.children.allSuites()].filter((part) => part.errors().length > 0).length;
}
