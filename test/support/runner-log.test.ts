import { describe, expect, it } from "vitest";
import { commandsIn, masksAtStart, withoutMasks } from "./runner-log.ts";

describe("commandsIn", () => {
  it.each<[string, string, string]>([
    ["::error::no", "error", "no"],
    ["::error title=a,file=b::no", "error", "no"],
    ["  ::add-mask::a%25b%0Ac", "add-mask", "a%b\nc"],
    ["\u00a0\u2003\u2028\u0085::DEBUG::x", "debug", "x"],
    ["words\r::set-output name=a::b\rwords", "set-output", "b"],
    ["words ##[save-state name=a]b", "save-state", "b"],
    ["::words ##[group]b%5D", "group", "b]"],
  ])("hears %j", (line, name, data) => {
    expect(commandsIn(`before\n${line}\nafter`)).toEqual([{ name, data }]);
  });

  it.each([
    "words ::error::no",
    "\ufeff::error::no",
    "::error no",
    "::words::no",
    "## [error]no",
    "##[error",
    ":\\:error::no",
  ])("does not hear %j", (line) => {
    expect(commandsIn(line)).toEqual([]);
  });
});

describe("masks", () => {
  const log = "::add-mask::a\n\n::add-mask::b%0Ac\n::group::d\n::add-mask::e\n";

  it("count while nothing else was said", () => {
    expect([...masksAtStart(log)]).toEqual(["a", "", "b\nc"]);
  });

  it("are no part of what people see", () => {
    expect(withoutMasks(log)).toBe("\n::group::d\n");
  });
});
