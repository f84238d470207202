import { describe, expect, it } from "vitest";
import { asFlags, errorAsFlags } from "../../src/output/input-names.ts";

describe("the names of inputs, in a terminal", () => {
  it("are those of flags", () => {
    expect(asFlags("run in a clone, or pass `push: false`")).toBe("run in a clone, or pass --push false");
    expect(asFlags("fix the input `branch`, or `smtp-host`")).toBe("fix --branch, or --smtp-host");
  });

  it("leave all else in backticks as it is", () => {
    for (const text of [
      "add `permissions: { issues: write }`",
      "needs `issues: write`",
      "run `server-monitor probe`",
      "push: no remote",
    ])
      expect(asFlags(text)).toBe(text);
  });

  it("begin an error about an input", () => {
    expect(errorAsFlags('month: expected "previous", got "x"')).toBe('--month: expected "previous", got "x"');
    expect(errorAsFlags("servers[0].ip: missing")).toBe("servers[0].ip: missing");
  });
});
