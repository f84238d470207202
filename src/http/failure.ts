/** Why a server gave no answer, in words of ours: what libraries say holds the server's own text. */
import { type ErrorCode, type Problem, problem } from "../outcome.ts";

/** A failure that is known where it happens. */
export class HttpFailure extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, detail: string) {
    super(detail);
    this.problem = problem(code, detail);
  }
}

/** Node and OpenSSL tell failures apart by codes; the first code of an error that is known here decides. */
const sentences: readonly [pattern: RegExp, code: ErrorCode, detail: string][] = [
  [/^ENOTFOUND$|^ENODATA$|^EAI_NONAME$/, "http:dns", "the name does not resolve"],
  [/^EAI_AGAIN$/, "http:dns", "the name could not be looked up: the name servers did not answer"],
  [/^EAI_/, "http:dns", "the name could not be looked up"],
  [/^ECONNREFUSED$/, "http:refused", "the connection was refused: nothing listens on the port"],
  [/^ETIMEDOUT$/, "http:timeout", "no connection in time"],
  [/^E(?:NET|HOST)UNREACH$|^EADDRNOTAVAIL$/, "http:failed", "this machine has no route to the page"],
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST/, "http:tls", "no TLS on this port; is it plain http?"],
  [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, "http:tls", "the server demands a certificate of the visitor"],
  [/NO_APPLICATION_PROTOCOL/, "http:tls", "the server speaks neither HTTP/1.1 nor HTTP/2"],
  [
    /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|WRONG_SSL_VERSION/,
    "http:tls",
    "the server and this machine have no TLS version in common",
  ],
  [
    /HANDSHAKE_FAILURE/,
    "http:tls",
    "the server broke the TLS handshake off: no cipher in common, or a name it does not know",
  ],
  [/^ERR_SSL_|^ERR_TLS_|^EPROTO$/, "http:tls", "the TLS handshake failed"],
  [/^HPE_|^HTTPParserError$/, "http:failed", "what came back is not HTTP"],
  [/^ERR_HTTP2_/, "http:failed", "the server broke the rules of HTTP/2"],
  [
    /^ECONNRESET$|^EPIPE$|^UND_ERR_(?:SOCKET|INFO)$/,
    "http:failed",
    "the connection was closed before a complete response",
  ],
];

export function problemOf(error: unknown): Problem {
  if (error instanceof HttpFailure) return error.problem;
  const codes = codesOf(error);
  for (const [pattern, code, detail] of sentences) {
    const known = codes.find((candidate) => pattern.test(candidate));
    if (known !== undefined) return problem(code, `${detail} (${known})`);
  }
  return problem("http:failed", `the request failed (${codes[0] ?? "for no known reason"})`);
}

/** A server may answer a request over HTTP/2 by asking for HTTP/1.1 (HTTP_1_1_REQUIRED of RFC 9113), as for client certificates. */
export function needsHttp1(error: unknown): boolean {
  return error instanceof Error && "http2ErrorCode" in error && error.http2ErrorCode === 0xd;
}

/** A host with several addresses fails with one error that holds those of all attempts. */
function codesOf(error: unknown): readonly string[] {
  const errors = error instanceof AggregateError ? [...error.errors, error] : [error];
  return errors.map(errorCode).filter((code) => code !== undefined);
}

/** Codes and names are constants of programs, not texts of servers; whatever does not look like one is not quoted. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return /^[A-Za-z0-9_/]{1,60}$/.test(code) ? code : undefined;
}
