/**
 * Reads status line and headers as browsers and curl do. undici's parser is stricter: it rejects a bare LF, a control
 * character, a folded line, a blank before a colon, equal Content-Lengths, or one beside chunks.
 *
 *     HTTP/1.1 302 Found
 *     X-Frame-Options : DENY
 *     Set-Cookie: a=b
 *     Location: /login
 */

/** By their names in lower case, as undici gives them: one character for each byte. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface Head {
  readonly status: number;
  readonly headers: Headers;
}

/** undefined: not HTTP, or rejected by browsers as well: NUL bytes, contradicting Content-Lengths. */
export function readHead(text: string): Head | undefined {
  const [first = "", ...lines] = unfolded(text.trimStart()).split(/\r?\n/);
  const [, status] = /^HTTP\/1\.[01] +([1-9]\d\d)(?:\s|$)/.exec(first) ?? [];
  if (status === undefined || text.includes("\0")) return undefined;
  const headers = headersOf(lines);
  return new Set(valuesOf(headers, "content-length")).size > 1 ? undefined : { status: Number(status), headers };
}

/** All values of a header, which may have been sent several times. */
export function valuesOf(headers: Headers, name: string): string[] {
  return Object.hasOwn(headers, name) ? [headers[name] ?? []].flat() : [];
}

/** A line that begins with a blank continues the line before it. */
function unfolded(text: string): string {
  return text.replace(/\r?\n[ \t]+/g, " ");
}

/** Lines without a colon are ignored. */
function headersOf(lines: readonly string[]): Headers {
  const pairs = lines.flatMap((line) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    return colon < 0 ? [] : [{ name, value: line.slice(colon + 1).trim() }];
  });
  const byName = Map.groupBy(pairs, ({ name }) => name);
  return Object.fromEntries([...byName].map(([name, all]) => [name, all.map(({ value }) => value)]));
}
