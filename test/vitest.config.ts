import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

const minuteMs = 60_000;

export default defineConfig({
  test: {
    globalSetup: "test/support/run-folder.ts",
    reporters: [...configDefaults.reporters, "test/support/skipped-tests.ts"],
    // For a slow and busy machine. No test sets a limit of its own.
    testTimeout: 10 * minuteMs,
    hookTimeout: 10 * minuteMs,
    // Most tests wait for other processes most of the time.
    maxWorkers: Math.min(4, 2 * availableParallelism()),
    // Loading the modules again for each file would take as long as the tests of most.
    isolate: false,
  },
});
