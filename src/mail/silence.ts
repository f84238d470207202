/** Failures about which the server says nothing: Node, OpenSSL or nodemailer tell them apart by codes. */
import { type Server, type SmtpError, tlsPort } from "./attempt.ts";

export interface Words {
  readonly what: string;
  readonly fix: string;
  /** Where it is not the reply's code that says so. */
  readonly isTransient?: boolean;
}

export const tooLargeFix = "mail fewer hosts at once: split the inventory";

const closed = "check `smtp-host` and `smtp-port`, or ask the server's administrator";

/** The first that fits. */
const silences: readonly [code: RegExp, words: (server: Server, code: string) => Words][] = [
  [/^ENOTFOUND$/, ({ login }) => ({ what: "does not exist in DNS", fix: nameFix(login) })],
  [
    /^EAI_/,
    () => ({ what: "could not be looked up in DNS", fix: "check this machine's network and DNS", isTransient: true }),
  ],
  // A server that restarts refuses connections, too.
  [
    /^ECONNREFUSED$/,
    () => ({ what: "refuses the connection", fix: "check `smtp-host` and `smtp-port`", isTransient: true }),
  ],
  [
    /^E(NET|HOST)UNREACH$|^EADDRNOTAVAIL$|^ETIMEDOUT$/,
    () => ({
      what: "cannot be reached",
      fix: "check the network; many providers block port 25, so use 587",
      isTransient: true,
    }),
  ],
  [
    /^GREETING_TIMEOUT$/,
    () => ({
      what: "sends no greeting",
      fix: "a server that expects TLS at once needs `smtp-port: 465`",
      isTransient: true,
    }),
  ],
  [/^(SOCKET|UPGRADE)_TIMEOUT$/, () => ({ what: "stopped answering", fix: closed, isTransient: true })],
  [
    /WRONG_VERSION|PACKET_LENGTH|RECORD_TOO|HTTP_REQUEST|UNEXPECTED_EOF/,
    ({ port }) => ({
      what: "does not use implicit TLS (SMTPS)",
      fix: port === tlsPort ? "set `smtp-port: 587`" : closed,
    }),
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    (_, code) => ({ what: `has a certificate for another name (${code})`, fix: "set `smtp-host` to the name in it" }),
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    (_, code) => ({
      what: `has a certificate that is not valid now (${code})`,
      fix: "renew it, or check this machine's clock",
    }),
  ],
  [
    /CERT|ISSUER|LEAF_SIGNATURE|SELF_SIGNED|INVALID_(CA|PURPOSE)/,
    (_, code) => ({
      what: `has a certificate that is not trusted (${code})`,
      fix: "set NODE_EXTRA_CA_CERTS to the file of its certificate authority (CA)",
    }),
  ],
  [
    /^ERR_SSL_|^ERR_TLS_|^EPROTO$/,
    (_, code) => ({
      what: `supports no common TLS version or cipher (${code})`,
      fix: "it must support TLS 1.2 or newer",
    }),
  ],
  [
    /^ENOAUTH$/,
    () => ({
      what: "offers no login",
      fix: "the password was not sent; leave `smtp-username` empty, or check `smtp-host`",
    }),
  ],
  [/^EAUTH$/, () => ({ what: "supports no common login method", fix: "it must support PLAIN, LOGIN or CRAM-MD5" })],
  [/^EMESSAGE$/, () => ({ what: "refuses the mail as too large", fix: tooLargeFix })],
  [/^EPROTOCOL$/, () => ({ what: "does not speak SMTP", fix: "check `smtp-host` and `smtp-port`" })],
  [/^ECONN|^EPIPE$|^ESOCKET$|^ETLS$/, () => ({ what: "closed the connection", fix: closed, isTransient: true })],
];

function nameFix(login: Server["login"]): string {
  return login === undefined ? "check `smtp-host`" : "set `smtp-host`; without it, it is guessed from `smtp-username`";
}

/** The most telling code first: nodemailer puts its own in place of the system's. A reply that is none says all. */
export function silence({ response, timeoutType, originalCode, code: ownCode }: SmtpError, server: Server): Words {
  const known = response === undefined ? [timeoutType, originalCode, ownCode] : ["EPROTOCOL"];
  const codes = known.filter((code) => code !== undefined);
  for (const code of codes) {
    const words = silences.find(([pattern]) => pattern.test(code))?.[1];
    if (words !== undefined) return words(server, code);
  }
  return { what: "could not be used", fix: closed };
}
