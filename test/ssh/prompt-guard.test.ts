import ssh2 from "ssh2";
import { describe, expect, it } from "vitest";
import { promptsFit, watchPrompts } from "../../src/ssh/prompt-guard.ts";
import { sshText } from "../support/hostile-ssh.ts";

/** A request for answers that says it has so many prompts, and has those that are given. */
function request(announced: number, ...prompts: readonly string[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(announced);
  const texts = ["name", "instruction", ""].map(sshText);
  return Buffer.concat([
    Buffer.from([60]),
    ...texts,
    count,
    ...prompts.flatMap((text) => [sshText(text), Buffer.from([0])]),
  ]);
}

describe("promptsFit", () => {
  it.each([
    ["no prompt", request(0)],
    ["one prompt", request(1, "Password: ")],
    ["two prompts without a text", request(2, "", "")],
    ["another message of the same number", Buffer.concat([Buffer.from([60]), sshText("New password:"), sshText("")])],
    ["a message that is cut", request(1).subarray(0, 12)],
    ["another message", Buffer.from([51, 255, 255, 255, 255])],
    ["nothing", Buffer.alloc(0)],
  ])("passes %s", (_what, payload) => {
    expect(promptsFit(payload)).toBe(true);
  });

  it.each([
    ["one prompt that is not there", request(1)],
    ["two of which one is there", request(2, "")],
    ["as many as there can be", request(2 ** 32 - 1, "Password: ")],
  ])("stops %s", (_what, payload) => {
    expect(promptsFit(payload)).toBe(false);
  });
});

describe("watchPrompts", () => {
  it("fails loudly where ssh2 has no place for it", () => {
    expect(() => watchPrompts(new ssh2.Client(), () => {})).toThrow(
      "ssh2 has changed: its message parser was not found",
    );
  });
});
