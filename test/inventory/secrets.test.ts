import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepted, reading } from "./reading.ts";

const keyLines = ["b3BlbnNzaC1rZXktdjEAAAAA", "QyNTUxOQAAACDfirstandlast"];
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${keyLines.join("\n")}\nshort\n-----END OPENSSH PRIVATE KEY-----\n`;

/** As it may stand in a header, a dump, a URL or JSON. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString("base64"),
    bytes.toString("hex"),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
}

describe("masks", () => {
  it("hide every secret of both texts, and no name or path", () => {
    const inventory = JSON.stringify({
      servers: [
        { ip: "a.example.org", creds: ["pi", { username: "megamind", password: "in-creds", passphrase: "in-phrase" }] },
        { ip: "b.example.org", creds: [{ username: "megamind", private_key: key, key_filename: null }] },
      ],
      defaults: { creds: [{ username: "megamind", key_filename: "~/.ssh/id_rsa", password: "in-defaults" }] },
      email_dest: "me@example.com",
    });
    const credentials = JSON.stringify({ pi: { username: "raspberry", password: "in-credentials" } });
    const { errors, masks } = reading(inventory, credentials);
    expect(errors).toEqual([]);
    const secrets = ["in-creds", "in-phrase", key, key.trimEnd(), "in-defaults", "in-credentials"].flatMap(formsOf);
    const repairedLine = `${keyLines.join("")}short`;
    expect([...masks].sort()).toEqual([...new Set([...secrets, ...keyLines, repairedLine])].sort());
  });

  it("hide what stands under misspelt keys, and are there although the inventory is refused", () => {
    const inventory = JSON.stringify({
      servers: [
        { ip: "?", creds: [{ user: "user-field", pasword: "canary-1", nested: { name: ["canary-2"] } }, "canary-3"] },
        { ip: "?", cred: [{ username: "megamind", password: "canary-4" }], password: "canary-5" },
        {
          ip: "?",
          home_page: "https://canary-6:canary-7@example.com/",
          verify: `-----BEGIN PRIVATE KEY-----\ncanary-8`,
        },
      ],
    });
    const { errors, masks } = reading(inventory, "pi: {username: raspberry, password: 12345678, name: canary-9}");
    expect(errors).not.toEqual([]);
    for (const canary of Array.from({ length: 9 }, (_, index) => `canary-${index + 1}`)) {
      expect(masks).toContain(canary);
      expect(errors.join("\n")).not.toContain(canary);
    }
    expect(masks).toContain("12345678");
    expect(masks).not.toContain("megamind");
    expect(masks).not.toContain("raspberry");
  });

  it("hide the credentials although the inventory cannot be read", () => {
    expect(reading("{", "pi: {username: pi, password: raspberry}").masks).toEqual([
      "raspberry",
      "cmFzcGJlcnJ5",
      "726173706265727279",
    ]);
  });

  it("hide the address of a server that has a name, as written and as printed", () => {
    const { masks } = reading("servers: [{ip: '2001:DB8::1', name: web-1}, {ip: 192.0.2.2}]");
    expect(masks).toEqual(["2001:DB8::1", "2001:db8::1"]);
  });

  it("are warned of where a value is too short for one", () => {
    const inventory = "servers: [{ip: a, creds: [pi, {username: me, password: abc}]}]";
    const { warnings } = accepted(inventory, "pi: {username: pi, password: xyz}");
    expect(warnings).toEqual([
      "servers[0].creds[1].password: too short to be masked in logs (under 4 characters)",
      "credentials.pi.password: too short to be masked in logs (under 4 characters)",
    ]);
    expect(reading(inventory, "pi: {username: pi, password: xyz}").masks).toEqual([]);
  });
});

describe("any text", () => {
  it("is an inventory or refused, in either input", () => {
    const marks = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ": ",
      "- ",
      "\n",
      "  ",
      '"',
      "'",
      "&a",
      "*a",
      "<<",
      "|",
      "#",
      "\u00a0",
      "\u200b",
      "“",
      "//",
    );
    const words = fc.constantFrom("servers", "ip", "name", "creds", "defaults", "a", "192.0.2.1", "__proto__", "null");
    const pieces = fc.array(fc.oneof(marks, words, fc.string({ maxLength: 3 })), { maxLength: 30 });
    const text = pieces.map((some) => some.join(""));
    fc.assert(
      fc.property(text, text, (inventory, credentials) => {
        const read = reading(inventory, credentials);
        expect(read.inventory === undefined).toBe(read.errors.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it("is any value of JSON as well", () => {
    const server = fc.dictionary(
      fc.constantFrom(
        "ip",
        "name",
        "port",
        "creds",
        "verify",
        "home_page",
        "known_ports",
        "ssh_peers",
        "host_key",
        "x",
      ),
      fc.oneof(fc.jsonValue(), fc.string(), fc.integer()),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(server, fc.jsonValue())), fc.jsonValue(), (servers, defaults) => {
        const read = reading(JSON.stringify({ servers, defaults }));
        expect(read.inventory === undefined).toBe(read.errors.length > 0);
      }),
    );
  });

  it("never has a password of it in an error, however it is damaged", () => {
    const canary = "cAnArY-7391";
    const inventory = `servers:\n  - ip: 192.0.2.1\n    creds:\n      - username: me\n        password: ${canary}\n    port: 22\n`;
    const json = JSON.stringify({ servers: [{ ip: "192.0.2.1", creds: [{ username: "me", password: canary }] }] });
    const damages = fc.array(
      fc.tuple(fc.nat(inventory.length), fc.constantFrom(..."{}[]:,-\"'\n &*!|>#@%\t\\x\u00a0\u200b“–/")),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(inventory, json), damages, (text, changes) => {
        const damaged = changes.reduce((result, [at, mark]) => insertOutside(canary, result, at, mark), text);
        for (const { errors } of [reading(damaged), reading("192.0.2.1", damaged)])
          expect(errors.join("\n")).not.toContain(canary);
      }),
      { numRuns: 1000 },
    );
  });
});

/** A mark in the password itself would make it another one. */
function insertOutside(canary: string, text: string, at: number, mark: string): string {
  const start = text.indexOf(canary);
  const isInside = at > start && at < start + canary.length;
  return isInside ? text : text.slice(0, at) + mark + text.slice(at);
}
