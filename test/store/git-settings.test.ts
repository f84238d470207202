import { expect, it } from "vitest";
import type { GitCall } from "../../src/store/git-process.ts";
import { withSettings } from "../../src/store/git-settings.ts";

it("settings come after those that the environment has already", async () => {
  const calls: GitCall[] = [];
  const git = async (call: GitCall) => {
    calls.push(call);
    return { code: 0, output: Buffer.alloc(0), stdout: "", stderr: "" };
  };
  await withSettings(git, [["a.b", "c"]], { GIT_CONFIG_COUNT: "2" })({ args: [], environment: { X: "y" } });
  await withSettings(git, [["a.b", "c"]], {})({ args: [] });
  await withSettings(git, [], {})({ args: [] });
  expect(calls.map(({ environment }) => environment)).toEqual([
    { GIT_CONFIG_COUNT: "3", GIT_CONFIG_KEY_2: "a.b", GIT_CONFIG_VALUE_2: "c", X: "y" },
    { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "a.b", GIT_CONFIG_VALUE_0: "c" },
    undefined,
  ]);
});
