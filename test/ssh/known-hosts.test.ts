import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostsFieldMatches, parseKnownHosts } from "../../src/ssh/known-hosts.ts";
import { describeWith, tool } from "../support/tools.ts";

const key = "AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";

function hashed(name: string): string {
  const salt = Buffer.from("twenty bytes of salt");
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
}

describe("parseKnownHosts", () => {
  it("reads lines with comments, tabs, blanks, CRLF and no last line end", () => {
    const text = `# comment\r\n\r\n \tweb ssh-ed25519\t${key} root@web with words\r\n@revoked * ssh-ed25519 ${key}`;
    const { entries, warnings } = parseKnownHosts(text, "file");
    expect(warnings).toEqual([]);
    expect(entries).toEqual([
      { hosts: "web", revoked: false, type: "ssh-ed25519", key: Buffer.from(key, "base64"), place: "file line 3" },
      { hosts: "*", revoked: true, type: "ssh-ed25519", key: Buffer.from(key, "base64"), place: "file line 4" },
    ]);
  });

  it.each([" ", "\\n", "\\r\\n", "\r", "\u00a0"])("reads lines whose ends became %j", (end) => {
    const lines = [
      `web ssh-ed25519 ${key} root@web`,
      `@revoked * ssh-ed25519 ${key}`,
      `db,192.0.2.2 ssh-ed25519 ${key}`,
    ];
    const { entries, warnings } = parseKnownHosts(lines.join(end), "input");
    expect(warnings).toEqual([]);
    expect(entries.map(({ hosts, revoked }) => [hosts, revoked])).toEqual([
      ["web", false],
      ["*", true],
      ["db,192.0.2.2", false],
    ]);
  });

  it("reads lines with no-break spaces and invisible characters", () => {
    const { entries, warnings } = parseKnownHosts(`\u200bweb\u00a0ssh-ed25519\u00a0${key}\u200b`, "input");
    expect(warnings).toEqual([]);
    expect(entries.map(({ hosts }) => hosts)).toEqual(["web"]);
  });

  it("leaves a comment with a backslash alone", () => {
    const text = `web ssh-ed25519 ${key} CORP\\nina\ndb ssh-ed25519 ${key}\n`;
    const { entries, warnings } = parseKnownHosts(text, "input");
    expect(warnings).toEqual([]);
    expect(entries.map(({ hosts }) => hosts)).toEqual(["web", "db"]);
  });

  it.each([
    [`@cert-authority *.example.org ssh-ed25519 ${key}`, "host certificates are not supported"],
    [`@trusted web ssh-ed25519 ${key}`, "unknown marker"],
    ["web ssh-ed25519", "expected HOST TYPE KEY"],
    ["web 2048 35 1234567890", "the key type is not supported"],
    [`web ssh-dss ${key}`, "the key type is not supported"],
    [`web ssh-rsa ${key}`, "the key is damaged: it does not read as ssh-rsa"],
    [`web ssh-ed25519 ${key.slice(0, -8)}`, "the key is damaged"],
    ["web ssh-ed25519 !!!!", "the key is damaged"],
    [`|1|c2FsdA==|aG1hYw== ssh-ed25519 ${key}`, "the hashed host name is damaged"],
  ])("warns by line of what it cannot use: %s", (line, reason) => {
    const { entries, warnings } = parseKnownHosts(`# first\n${line}\n`, "known-hosts input");
    expect(entries).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^known-hosts input line 2: /);
    expect(warnings[0]).toContain(reason);
  });
});

/** Every field is asked for every name, by us and by OpenSSH. */
const fields = [
  "web.example.org",
  "WEB.Example.org,192.0.2.10",
  "*.example.org",
  "*.example.org,!old.example.org",
  "!web.example.org",
  "web?.example.org",
  "w*b*.example.*",
  "[web.example.org]:2222",
  "[*.example.org]:2222",
  "2001:db8::1",
  "[2001:db8::1]:2222",
  "*",
  hashed("web.example.org"),
  hashed("[web.example.org]:2222"),
];
const names = [
  "web.example.org",
  "old.example.org",
  "web1.example.org",
  "example.org",
  "192.0.2.10",
  "192.0.2.1",
  "2001:db8::1",
  "[web.example.org]:2222",
  "[old.example.org]:2222",
  "[2001:db8::1]:2222",
];

describeWith(["ssh-keygen"], "hostsFieldMatches, with ssh-keygen -F as the oracle", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "server-monitor-known-hosts-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(fields)("agrees on %s", (field) => {
    const file = join(folder, "known_hosts");
    writeFileSync(file, `${field} ssh-ed25519 ${key}\n`);
    const ours = names.filter((name) => hostsFieldMatches(field, name));
    expect(ours).toEqual(names.filter((name) => opensshFinds(name, file)));
  });
});

function opensshFinds(name: string, file: string): boolean {
  try {
    return execFileSync(tool("ssh-keygen"), ["-F", name, "-f", file], { encoding: "utf8" }).includes(key);
  } catch {
    return false;
  }
}
