import { describe, expect, it } from "vitest";
import { parseKnownHosts } from "../../src/ssh/known-hosts.ts";
import { fingerprint, type HostKeyPolicy, knownHostsLine, trustFor } from "../../src/ssh/trust.ts";

/** A public key with made-up content. */
function rawKey(type: string, content: string): Buffer {
  return Buffer.concat([type, content].flatMap((text) => [uint32(text.length), Buffer.from(text)]));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const ed25519 = rawKey("ssh-ed25519", "one");
const otherEd25519 = rawKey("ssh-ed25519", "two");
const rsa = rawKey("ssh-rsa", "one");

function line(hosts: string, key: Buffer): string {
  return `${hosts} ${key.toString("latin1", 4, 4 + key.readUInt32BE(0))} ${key.toString("base64")}\n`;
}

function trust(
  text: string,
  more: { address?: string; port?: number; hostKeys?: string[]; policy?: HostKeyPolicy } = {},
) {
  const { policy, ...host } = { address: "web", port: 22, hostKeys: [], policy: "strict" as const, ...more };
  return trustFor(host, parseKnownHosts(text, "file").entries, policy);
}

describe("trustFor known hosts", () => {
  it("trusts a known key, and tells an unknown type from a changed key", () => {
    const { judge } = trust(line("web", ed25519));
    expect([judge(ed25519), judge(otherEd25519), judge(rsa)]).toEqual(["trusted", "changed", "unknown"]);
  });

  it("trusts any of several keys of one type", () => {
    const { judge } = trust(line("web", ed25519) + line("w*", otherEd25519));
    expect([judge(ed25519), judge(otherEd25519)]).toEqual(["trusted", "trusted"]);
  });

  it("knows nothing of a host that no line speaks of", () => {
    expect(trust(line("db", ed25519)).judge(ed25519)).toBe("unknown");
  });

  it("lets @revoked win, wherever it stands, over pins too", () => {
    const text = `${line("web", ed25519)}@revoked ${line("*", ed25519)}`;
    expect(trust(text).judge(ed25519)).toBe("revoked");
    expect(trust(text, { hostKeys: [fingerprint(ed25519)] }).judge(ed25519)).toBe("revoked");
    expect(trust(text, { policy: "accept-new" }).judge(ed25519)).toBe("revoked");
  });

  it("offers only the known types, RSA without SHA-1", () => {
    expect(trust(line("web", rsa)).algorithms).toEqual(["rsa-sha2-512", "rsa-sha2-256"]);
    expect(trust(line("web", rsa) + line("web", ed25519)).algorithms).toEqual([
      "ssh-ed25519",
      "rsa-sha2-512",
      "rsa-sha2-256",
    ]);
    expect(trust("").algorithms).not.toContain("ssh-rsa");
    expect(trust("").algorithms).toHaveLength(6);
  });

  it("finds addresses in any of their spellings, and names in any case", () => {
    expect(trust(line("2001:db8::1", ed25519), { address: "2001:0DB8:0::1" }).judge(ed25519)).toBe("trusted");
    expect(trust(line("web.example.org", ed25519), { address: "Web.Example.ORG" }).judge(ed25519)).toBe("trusted");
  });

  it("knows another port by [host]:port, and as OpenSSH by the same key of the plain name", () => {
    const own = trust(line("[web]:2222", ed25519) + line("web", rsa), { port: 2222 });
    expect([own.judge(ed25519), own.judge(rsa)]).toEqual(["trusted", "unknown"]);
    const plain = trust(line("web", rsa), { port: 2222 });
    expect([plain.judge(rsa), plain.judge(rawKey("ssh-rsa", "two"))]).toEqual(["trusted", "unknown"]);
    expect(plain.algorithms.slice(0, 3)).toEqual(["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"]);
    expect(trust(line("[web]:2222", ed25519)).judge(ed25519)).toBe("unknown");
  });

  it("takes new keys only by policy, and only where nothing is known", () => {
    expect(trust("").acceptsNew).toBe(false);
    expect(trust("", { policy: "accept-new" }).acceptsNew).toBe(true);
    expect(trust(line("web", rsa), { policy: "accept-new" }).acceptsNew).toBe(false);
  });

  it("says what it expected, and where that is written", () => {
    expect(trust(line("web", ed25519)).expected(otherEd25519)).toEqual([`${fingerprint(ed25519)} (file line 1)`]);
  });
});

describe("trustFor pins", () => {
  it("trusts the pinned keys alone, under both policies", () => {
    for (const policy of ["strict", "accept-new"] as const) {
      const pinned = trust(line("web", ed25519), { hostKeys: [`${fingerprint(rsa)}=`], policy });
      expect([pinned.judge(rsa), pinned.judge(ed25519)]).toEqual(["trusted", "changed"]);
      expect(pinned.acceptsNew).toBe(false);
      expect(pinned.algorithms).toHaveLength(6);
    }
  });
});

describe("knownHostsLine", () => {
  it("is a line that makes the key known", () => {
    for (const host of [
      { address: "web", port: 22, named: false },
      { address: "2001:DB8::1", port: 2222, named: false },
      { address: "web", port: 2222, named: true },
    ]) {
      expect(trust(knownHostsLine(host, ed25519), host).judge(ed25519)).toBe("trusted");
    }
  });

  it("hides the address of a host that has a name", () => {
    expect(knownHostsLine({ address: "web", port: 22, named: true }, ed25519)).toMatch(/^\|1\|\S+\|\S+ ssh-ed25519 /);
    expect(knownHostsLine({ address: "web", port: 22, named: false }, ed25519)).toMatch(/^web ssh-ed25519 /);
  });
});
