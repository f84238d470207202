import { describe, expect, it } from "vitest";
import { listenerWords } from "../../src/alerts/listener-words.ts";
import type { Owner } from "../../src/facts/owners.ts";
import { terminalText } from "../../src/safe-text.ts";

const words = (addresses: readonly string[], ...owners: readonly (readonly [user: string, process?: string])[]) => {
  const named = owners.map(([user, process]): Owner => ({ user, process }));
  return listenerWords({ port: 80, protocol: "tcp", addresses, owners: named }, terminalText);
};

describe("a listener in words", () => {
  it.each([
    [words(["0.0.0.0", "::"], ["root", "nginx"]), "on 0.0.0.0 and ::, process nginx of user root"],
    [words(["0.0.0.0"], ["1001"]), "on 0.0.0.0, user 1001"],
    [words(["::"]), "on ::"],
    [words(["::"], ["avahi", "avahi-daemon"], ["al"]), "on ::, process avahi-daemon of user avahi and user al"],
    [words(["10.0.0.1", "10.0.0.2", "::"]), "on 10.0.0.1, 10.0.0.2 and ::"],
    [words(["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "::"]), "on 10.0.0.1, 10.0.0.2, 10.0.0.3 and 2 more"],
  ])("is %j", (text, expected) => {
    expect(text).toBe(expected);
  });
});
