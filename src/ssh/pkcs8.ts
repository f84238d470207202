/**
 * PKCS#8 keys (`-----BEGIN PRIVATE KEY-----`, what openssl writes today), which ssh2 does not read, in a form that it
 * reads: PKCS#1 for RSA, SEC1 for ECDSA, OpenSSH's own for Ed25519.
 */
import { createPrivateKey, type KeyObject } from "node:crypto";

export function isPkcs8(text: string): boolean {
  return /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text);
}

/** Throws OpenSSL's error; undefined for a kind of key that SSH does not use. */
export function convertPkcs8(text: string, passphrase: string | undefined): string | undefined {
  const key = createPrivateKey(passphrase === undefined ? text : { key: text, passphrase });
  if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs1", format: "pem" }).toString();
  if (key.asymmetricKeyType === "ec") return key.export({ type: "sec1", format: "pem" }).toString();
  return key.asymmetricKeyType === "ed25519" ? openSshEd25519(key) : undefined;
}

/** See PROTOCOL.key of OpenSSH. The two equal check numbers detect a wrong passphrase; here there is none. */
function openSshEd25519(key: KeyObject): string {
  const { d, x } = key.export({ format: "jwk" });
  const [seed, point] = [Buffer.from(d ?? "", "base64url"), Buffer.from(x ?? "", "base64url")];
  const type = field("ssh-ed25519");
  const secret = padded([number(0), number(0), type, field(point), field(Buffer.concat([seed, point])), field("")], 8);
  const parts = [field("none"), field("none"), field(""), number(1), field(Buffer.concat([type, field(point)]))];
  const whole = Buffer.concat([Buffer.from("openssh-key-v1\0"), ...parts, field(secret)]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${whole.toString("base64")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function padded(parts: readonly Buffer[], blockBytes: number): Buffer {
  const bytes = Buffer.concat(parts);
  const missing = (blockBytes - (bytes.length % blockBytes)) % blockBytes;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}
