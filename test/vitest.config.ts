import { availableParallelism } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const support = join(import.meta.dirname, "support");
const minuteMs = 60_000;

export default defineConfig({
  test: {
    globalSetup: join(support, "run-folder.ts"),
    reporters: [...configDefaults.reporters, join(support, "skipped-tests.ts")],
    // For a slow and busy machine. No test sets a limit of its own.
    testTimeout: 10 * minuteMs,
    hookTimeout: 10 * minuteMs,
    // Most tests wait for other processes most of the time.
    maxWorkers: Math.min(4, 2 * availableParallelism()),
    // Loading the modules again for each file would take as long as the tests of most.
    isolate: false,
  },
});
