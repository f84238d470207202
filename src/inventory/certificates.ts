/** `verify`: true, false, or the certificates that a page's own must come from, as the path of a file or as PEM text. */
import { X509Certificate } from "node:crypto";
import { type Parsed, refused } from "./parsed.ts";

const blockPattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** PEM text in the answer holds certificates only: a private key in the same file goes no further. */
export function parseVerify(
  input: boolean | string,
  readText: (path: string) => Parsed<string>,
): Parsed<boolean | string> {
  if (typeof input === "boolean") return { value: input };
  const text = input.trim();
  if (/^(?:true|false)$/i.test(text)) return { value: text.toLowerCase() === "true" };
  if (text === "") return refused("expected true, false, the path of a certificate or its PEM text");
  if (text.includes("-----BEGIN")) return certificatesIn(text, "");
  const file = readText(text);
  return "value" in file ? certificatesIn(file.value, "the file ") : file;
}

function certificatesIn(text: string, holder: string): Parsed<string> {
  const blocks = text.match(blockPattern) ?? [];
  if (blocks.length === 0) return refused(`${holder}holds no certificate (-----BEGIN CERTIFICATE----- … -----END …)`);
  if (!blocks.every(isCertificate)) return refused(`${holder}holds a damaged certificate; export it again as PEM`);
  return { value: `${blocks.join("\n")}\n` };
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).subject !== undefined;
  } catch {
    return false;
  }
}
