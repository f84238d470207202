import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Identity, KeySource } from "../../src/inventory/host.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { type LoadedKey, loadKeys } from "../../src/ssh/keys.ts";
import { hostOf } from "../support/ssh-session.ts";
import { type KeyFile, type KeyKind, makeKey } from "../support/sshd.ts";
import { describeWith, tool } from "../support/tools.ts";

async function load(key: KeySource, passphrase?: string): Promise<LoadedKey | undefined> {
  const identity: Identity = {
    username: "pi",
    key,
    passphrase: passphrase === undefined ? undefined : new Secret(passphrase),
  };
  const ring = await loadKeys([hostOf({ port: 22, identities: [identity] })]);
  return ring.keyOf(identity);
}

async function loadText(text: string, passphrase?: string): Promise<LoadedKey | undefined> {
  return load({ text: new Secret(text) }, passphrase);
}

/** The public half as `ssh-ed25519 AAAA…`; for a key that is not readable, why. */
function publicKeyOf(loaded: LoadedKey | undefined): string {
  if (loaded === undefined) return "no key";
  if ("unreadable" in loaded) return loaded.unreadable;
  return `${loaded.key.type} ${loaded.key.getPublicSSH().toString("base64")}`;
}

describeWith(["ssh-keygen"], "loadKeys", () => {
  let folder = "";
  let ed25519: KeyFile;
  let text = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "server-monitor-keys-"));
    ed25519 = makeKey(join(folder, "ed25519"));
    text = readFileSync(ed25519.path, "utf8");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[KeyKind, string, string[]]>([
    ["ed25519", "", []],
    ["ecdsa", "", []],
    ["rsa", "", []],
    ["rsa", "", ["-m", "PEM"]],
    ["ecdsa", "", ["-m", "PEM"]],
    ["rsa", "", ["-m", "PKCS8"]],
    ["ecdsa", "", ["-m", "PKCS8"]],
    ["ed25519", "secret", []],
    ["rsa", "secret", ["-m", "PEM"]],
    ["rsa", "secret", ["-m", "PKCS8"]],
  ])("reads %s with passphrase %j in the format %j", async (kind, passphrase, format) => {
    const file = makeKey(join(folder, ["k", kind, passphrase, ...format].join("_")), kind, passphrase, format);
    const loaded = await load({ path: file.path }, passphrase === "" ? undefined : passphrase);
    expect(publicKeyOf(loaded)).toBe(file.publicKey);
  });

  it("reads Ed25519 keys as openssl writes them", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const loaded = await loadText(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    if (loaded === undefined || "unreadable" in loaded) throw new Error(publicKeyOf(loaded));
    const { x } = privateKey.export({ format: "jwk" });
    expect(loaded.key.getPublicSSH().subarray(-32).toString("base64url")).toBe(x);
    expect(loaded.key.verify("text", loaded.key.sign("text"))).toBe(true);
  });

  it.each<[string, (text: string) => string]>([
    ["CRLF", (key) => key.replaceAll("\n", "\r\n")],
    ["no last line end", (key) => key.trim()],
    ["blanks before and after", (key) => `\n\n  ${key}\n `],
    ["indentation from YAML", (key) => key.replaceAll("\n", "\n      ")],
    ["literal \\n", (key) => key.replaceAll("\n", "\\n")],
    ["one line", (key) => key.replaceAll("\n", " ")],
    ["a byte order mark", (key) => `\uFEFF${key}`],
    ["literal \\n and a last line end", (key) => `${key.trim().replaceAll("\n", "\\n")}\n`],
    ["literal \\r\\n, escaped twice", (key) => key.replaceAll("\n", "\\\\r\\\\n")],
    ["no line ends at all", (key) => key.replaceAll("\n", "")],
    ["no-break spaces", (key) => key.replaceAll("\n", "\u00a0").replaceAll(" ", "\u00a0")],
    ["zero-width spaces", (key) => key.replaceAll("\n", "\u200b\n")],
    ["long dashes for hyphens", (key) => key.replaceAll("-----", "——-")],
  ])("repairs %s", async (_what, bend) => {
    expect(publicKeyOf(await loadText(bend(text)))).toBe(ed25519.publicKey);
  });

  it.each<[string, KeyKind, string, string[]]>([
    ["PKCS#1", "rsa", "", ["-m", "PEM"]],
    ["encrypted PKCS#1, whose headers are lines that matter", "rsa", "secret", ["-m", "PEM"]],
    ["SEC1", "ecdsa", "", ["-m", "PEM"]],
    ["encrypted SEC1", "ecdsa", "secret", ["-m", "PEM"]],
    ["PKCS#8", "rsa", "", ["-m", "PKCS8"]],
    ["encrypted PKCS#8", "ecdsa", "secret", ["-m", "PKCS8"]],
    ["OpenSSH", "rsa", "", []],
    ["encrypted OpenSSH", "ecdsa", "secret", []],
  ])("repairs the line ends of %s, however they were lost", async (what, kind, passphrase, format) => {
    const file = makeKey(join(folder, `bent_${what}`), kind, passphrase, format);
    const key = readFileSync(file.path, "utf8");
    for (const end of ["\n    ", " ", "\\n", "\\r\\n", "\\\\n"]) {
      const loaded = await loadText(key.replaceAll("\n", end), passphrase || undefined);
      expect(publicKeyOf(loaded), `line ends ${JSON.stringify(end)}`).toBe(file.publicKey);
    }
  });

  it.each<[string, () => Promise<LoadedKey | undefined>, RegExp]>([
    ["a missing file", () => load({ path: join(folder, "gone") }), /key_filename .*gone does not exist/],
    ["a folder", () => load({ path: folder }), /is a folder/],
    ["an empty text", () => loadText("\n"), /private_key is empty/],
    ["a public key", () => load({ path: `${ed25519.path}.pub` }), /is a public key: give the private one/],
    ["no key", () => loadText("hunter2"), /is not a private key/],
    ["a cut key", () => loadText(text.slice(0, -60)), /is not a private key, or it is cut/],
    ["a damaged key", () => loadText(text.replace(/\n.{20}/, "\n")), /is damaged/],
    ["base64 of a key", () => loadText(Buffer.from(text).toString("base64")), /encoded in base64 once more/],
    ["a PKCS#8 key of no use", () => loadText(x25519()), /unsupported type/],
  ])("says what is wrong with %s", async (_what, loading, sentence) => {
    expect(publicKeyOf(await loading())).toMatch(sentence);
  });

  it.each<[string, string[]]>([
    ["OpenSSH", []],
    ["PEM", ["-m", "PEM"]],
    ["PKCS8", ["-m", "PKCS8"]],
  ])("tells a missing passphrase from a wrong one (%s)", async (name, format) => {
    const { path } = makeKey(join(folder, `encrypted_${name}`), "rsa", "right", format);
    expect(publicKeyOf(await load({ path }))).toMatch(/is encrypted: give its passphrase/);
    expect(publicKeyOf(await load({ path }, "wrong"))).toMatch(/the passphrase is wrong/);
  });

  it("names the fix for a cipher that ssh2 does not read", async () => {
    const { path } = makeKey(join(folder, "chacha"), "ed25519", "right", ["-Z", "chacha20-poly1305@openssh.com"]);
    expect(publicKeyOf(await load({ path }, "right"))).toContain("ssh-keygen -p -Z aes256-ctr");
    execFileSync(tool("ssh-keygen"), ["-q", "-p", "-P", "right", "-N", "right", "-Z", "aes256-ctr", "-f", path]);
    expect(publicKeyOf(await load({ path }, "right"))).toMatch(/^ssh-ed25519 /);
  });

  it("takes the password for the passphrase where there is none", async () => {
    const file = makeKey(join(folder, "by_password"), "ed25519", "both");
    const identity: Identity = { username: "pi", key: { path: file.path }, password: new Secret("both") };
    const ring = await loadKeys([hostOf({ port: 22, identities: [identity] })]);
    expect(publicKeyOf(ring.keyOf(identity))).toBe(file.publicKey);
  });

  it("parses a key that many hosts share once", async () => {
    const { path } = makeKey(join(folder, "shared"), "ed25519");
    const identities: Identity[] = [1, 2, 3].map(() => ({ username: "pi", key: { path } }));
    const ring = await loadKeys(identities.map((identity) => hostOf({ port: 22, identities: [identity] })));
    const loaded = identities.map((identity) => ring.keyOf(identity));
    expect(new Set(loaded).size).toBe(1);
    writeFileSync(path, "gone");
    expect(publicKeyOf(loaded[0])).toMatch(/^ssh-ed25519/);
  });

  it("has no key for an identity that names none", async () => {
    const ring = await loadKeys([]);
    expect(ring.keyOf({ username: "pi" })).toBeUndefined();
  });

  it("never says a byte of the key", async () => {
    const broken = text.replace(/\n.{20}/, "\n");
    const sentence = publicKeyOf(await loadText(broken));
    for (const line of broken.split("\n").slice(1, -2)) expect(sentence).not.toContain(line.slice(0, 8));
  });
});

function x25519(): string {
  return generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
