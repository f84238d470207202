/** The HTML part of a mail as this program writes it, so that a browser can show the mail. Pure. */

/** undefined: it has none. */
export function htmlOf(mail: Buffer): string | undefined {
  const parts = mail.toString("latin1").split(/\r\n--[^\r\n]+\r\n/);
  const part = parts.find((each) => /^Content-Type: text\/html/im.test(headOf(each)));
  if (part === undefined) return undefined;
  const [encoding, body] = [
    /^Content-Transfer-Encoding: (\S+)/im.exec(headOf(part))?.[1],
    part.slice(headOf(part).length),
  ];
  return decoded(body.trimStart(), encoding).toString("utf8");
}

function headOf(part: string): string {
  return part.slice(0, part.indexOf("\r\n\r\n"));
}

function decoded(body: string, encoding = "7bit"): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const text = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
