/** What happens to a private key on its way through secrets, YAML and clipboards, and undoing it. Pure. */

const pem = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/s;

/**
 * The key as its program wrote it: real line ends for CRLF and literal `\n`, no indentation, no byte order mark, the
 * base64 in lines again where they were joined.
 */
export function repairKeyText(text: string): string {
  const unescaped = text.includes("\n") ? text : text.replaceAll("\\r", "").replaceAll("\\n", "\n");
  const lines = unescaped.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const tidy = lines.map((line) => line.trim()).join("\n");
  const [, label, body] = pem.exec(tidy) ?? [];
  if (label === undefined || body === undefined) return `${tidy.trim()}\n`;
  return `-----BEGIN ${label}-----\n${repairBody(body)}\n-----END ${label}-----\n`;
}

/** Base64 goes back into lines of 70; a body with headers (`DEK-Info: …`) keeps its lines, which mean something. */
function repairBody(body: string): string {
  if (body.includes(":")) return body.trim();
  return (body.replace(/\s+/g, "").match(/.{1,70}/g) ?? []).join("\n");
}

/** What is wrong with a text that is no key at all, and the mend; undefined where it looks like one. */
export function whyNotAKey(text: string): string | undefined {
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
  if (trimmed.startsWith("PuTTY-User-Key-File-") || pem.test(trimmed)) return undefined;
  return "is not a private key, or it is cut: it must reach from its -----BEGIN … line to its -----END … line";
}
