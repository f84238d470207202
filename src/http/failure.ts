/** Why a server gave no answer, in our own messages, because those of libraries quote text of the server. */
import { type ErrorCode, type Problem, ProblemError, problem } from "../outcome.ts";

/** A failure with a known code and message. */
export class HttpFailure extends ProblemError {
  constructor(code: ErrorCode, detail: string) {
    super(problem(code, detail));
  }
}

/** Failures by the codes of Node and OpenSSL; the first known code of an error decides. */
const sentences: readonly [pattern: RegExp, code: ErrorCode, detail: string][] = [
  [/^ENOTFOUND$|^ENODATA$|^EAI_NONAME$/, "http:dns", "the name does not resolve"],
  [/^EAI_AGAIN$/, "http:dns", "the DNS lookup failed: the DNS servers did not answer"],
  [/^EAI_/, "http:dns", "the DNS lookup failed"],
  [/^ECONNREFUSED$/, "http:refused", "the connection was refused: nothing listens on the port"],
  [/^ETIMEDOUT$/, "http:timeout", "no connection in time"],
  [/^E(?:NET|HOST)UNREACH$|^EADDRNOTAVAIL$/, "http:failed", "this machine has no route to the page"],
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST/, "http:tls", "no TLS on this port; is it plain http?"],
  [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, "http:tls", "the server requires a client certificate"],
  [/NO_APPLICATION_PROTOCOL/, "http:tls", "the server speaks neither HTTP/1.1 nor HTTP/2"],
  [
    /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|WRONG_SSL_VERSION/,
    "http:tls",
    "the server and this machine support no common TLS version",
  ],
  [
    /HANDSHAKE_FAILURE/,
    "http:tls",
    "the server aborted the TLS handshake: no common cipher, or it does not know the host name",
  ],
  [/^ERR_SSL_|^ERR_TLS_|^EPROTO$/, "http:tls", "the TLS handshake failed"],
  [/^HPE_|^HTTPParserError$/, "http:failed", "the answer is not HTTP"],
  [/^ERR_HTTP2_/, "http:failed", "the server violated the HTTP/2 protocol"],
  [
    /^ECONNRESET$|^EPIPE$|^UND_ERR_(?:SOCKET|INFO)$/,
    "http:failed",
    "the connection was closed before a complete response",
  ],
];

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const codes = codesOf(error);
  for (const [pattern, code, detail] of sentences) {
    const known = codes.find((candidate) => pattern.test(candidate));
    if (known !== undefined) return problem(code, `${detail} (${known})`);
  }
  return problem("http:failed", `the request failed (${codes[0] ?? "unknown reason"})`);
}

/** Whether a server demands HTTP/1.1 instead of HTTP/2 (HTTP_1_1_REQUIRED of RFC 9113), as for client certificates. */
export function needsHttp1(error: unknown): boolean {
  return error instanceof Error && "http2ErrorCode" in error && error.http2ErrorCode === 0xd;
}

/** A host with several addresses fails with one error that holds those of all attempts. */
function codesOf(error: unknown): readonly string[] {
  const errors = error instanceof AggregateError ? [...error.errors, error] : [error];
  return errors.map(errorCode).filter((code) => code !== undefined);
}

/** Codes and names are constants of programs, not text of servers; anything that does not look like one is not quoted. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return /^[A-Za-z0-9_/]{1,60}$/.test(code) ? code : undefined;
}
