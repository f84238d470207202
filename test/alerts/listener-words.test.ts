import { describe, expect, it } from "vitest";
import { listenerWords } from "../../src/alerts/listener-words.ts";
import type { Owner } from "../../src/facts/owners.ts";

const words = (addresses: readonly string[], ...owners: readonly (readonly [user: string, process?: string])[]) => {
  const named = owners.map(([user, process]): Owner => ({ user, process }));
  return listenerWords({ port: 80, protocol: "tcp", addresses, owners: named }).untrusted;
};

describe("a listener in words", () => {
  it.each([
    [words(["0.0.0.0", "::"], ["root", "nginx"]), "0.0.0.0 and ::, process nginx of user root"],
    [words(["0.0.0.0"], ["1001"]), "0.0.0.0, user 1001"],
    [words(["::"]), "::"],
    [words(["::"], ["avahi", "avahi-daemon"], ["al"]), "::, process avahi-daemon of user avahi and user al"],
    [words(["10.0.0.1", "10.0.0.2", "::"]), "10.0.0.1, 10.0.0.2 and ::"],
    [words(["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "::"]), "10.0.0.1, 10.0.0.2, 10.0.0.3 and 2 more"],
  ])("is %j", (text, expected) => {
    expect(text).toBe(expected);
  });
});
