const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  require_keyParser
} from "./chunk-ZCY4CGEP.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  __toESM
} from "./chunk-BR6ED527.js";

// src/ssh/private-key.ts
var import_keyParser = __toESM(require_keyParser(), 1);

// src/ssh/key-text.ts
var pem = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/s;
function repairKeyText(text) {
  const unescaped = text.includes("\n") ? text : text.replaceAll("\\r", "").replaceAll("\\n", "\n");
  const lines = unescaped.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const tidy = lines.map((line) => line.trim()).join("\n");
  const [, label, body] = pem.exec(tidy) ?? [];
  if (label === void 0 || body === void 0) return `${tidy.trim()}
`;
  return `-----BEGIN ${label}-----
${repairBody(body)}
-----END ${label}-----
`;
}
function repairBody(body) {
  if (body.includes(":")) return body.trim();
  return (body.replace(/\s+/g, "").match(/.{1,70}/g) ?? []).join("\n");
}
function whyNotAKey(text) {
  const trimmed = text.trim();
  if (trimmed === "") return "is empty";
  if (/^(ssh-|ecdsa-sha2-|sk-|---- BEGIN SSH2 PUBLIC|-----BEGIN [A-Z ]*PUBLIC KEY)/.test(trimmed)) {
    return "is a public key: give the private one, the file without .pub";
  }
  if (trimmed.startsWith("PuTTY-User-Key-File-3")) {
    return "is a PuTTY key of version 3: convert it (`puttygen key.ppk -O private-openssh -o key`)";
  }
  if (/^[A-Za-z0-9+/\s]+=*$/.test(trimmed) && /-----BEGIN /.test(Buffer.from(trimmed, "base64").toString("latin1"))) {
    return "is a key encoded in base64 once more: decode it first (`base64 -d`)";
  }
  if (trimmed.startsWith("PuTTY-User-Key-File-") || pem.test(trimmed)) return void 0;
  return "is not a private key, or it is cut: it must reach from its -----BEGIN \u2026 line to its -----END \u2026 line";
}

// src/ssh/pkcs8.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
function isPkcs8(text) {
  return /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text);
}
function convertPkcs8(text, passphrase) {
  const key = (0, import_node_crypto.createPrivateKey)(passphrase === void 0 ? text : { key: text, passphrase });
  if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs1", format: "pem" }).toString();
  if (key.asymmetricKeyType === "ec") return key.export({ type: "sec1", format: "pem" }).toString();
  return key.asymmetricKeyType === "ed25519" ? openSshEd25519(key) : void 0;
}
function openSshEd25519(key) {
  const { d, x } = key.export({ format: "jwk" });
  const [seed, point] = [Buffer.from(d ?? "", "base64url"), Buffer.from(x ?? "", "base64url")];
  const type = field("ssh-ed25519");
  const secret = padded([number(0), number(0), type, field(point), field(Buffer.concat([seed, point])), field("")], 8);
  const parts = [field("none"), field("none"), field(""), number(1), field(Buffer.concat([type, field(point)]))];
  const whole = Buffer.concat([Buffer.from("openssh-key-v1\0"), ...parts, field(secret)]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----
${whole.toString("base64")}
-----END OPENSSH PRIVATE KEY-----
`;
}
function field(content) {
  const bytes = Buffer.from(content);
  return Buffer.concat([number(bytes.length), bytes]);
}
function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
function padded(parts, blockBytes) {
  const bytes = Buffer.concat(parts);
  const missing = (blockBytes - bytes.length % blockBytes) % blockBytes;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}

// src/ssh/private-key.ts
function parsePrivateKey(text, passphrase) {
  const repaired = repairKeyText(text);
  const wrong = whyNotAKey(repaired);
  if (wrong !== void 0) return wrong;
  return isPkcs8(repaired) ? parsePkcs8(repaired, passphrase) : parseWithSsh2(repaired, passphrase);
}
function parseWithSsh2(text, passphrase) {
  const plain = attemptParse(text);
  if (!(plain instanceof Error)) return plain.isPrivateKey() ? plain : "holds no private key";
  if (isNotSupported(plain)) return notSupported;
  if (!/no passphrase given/.test(plain.message)) return damaged;
  if (passphrase === void 0) return encrypted;
  const decrypted = attemptParse(text, passphrase);
  if (!(decrypted instanceof Error)) return decrypted;
  return isNotSupported(decrypted) ? notSupported : wrongPassphrase;
}
function isNotSupported({ message }) {
  return /initialization vector|unsupported (?!.*magic)/i.test(message);
}
function attemptParse(text, passphrase) {
  try {
    return import_keyParser.default.parseKey(text, passphrase);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
function parsePkcs8(text, passphrase) {
  const isEncrypted = text.startsWith("-----BEGIN ENCRYPTED");
  if (isEncrypted && passphrase === void 0) return encrypted;
  try {
    const converted = convertPkcs8(text, passphrase);
    return converted === void 0 ? notSupported : parseWithSsh2(converted, void 0);
  } catch {
    return isEncrypted ? wrongPassphrase : damaged;
  }
}
var encrypted = "is encrypted: give its passphrase";
var wrongPassphrase = "is encrypted and the passphrase given does not open it";
var damaged = "is damaged: copy it again, from its -----BEGIN \u2026 line to its -----END \u2026 line";
var notSupported = "is of a kind that is not supported: expected RSA, ECDSA or Ed25519; for another cipher or format `ssh-keygen -p -Z aes256-ctr -f key` rewrites it";
export {
  parsePrivateKey
};
