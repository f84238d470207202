/** The certificate of a home page: its validity, and why it is not trusted. */

import type { Duplex } from "node:stream";
import type { SecureContext, TLSSocket } from "node:tls";

/** Loads Node's TLS on demand, because it takes 25 ms and a check without https does not need it. */
export function loadTls(): typeof import("node:tls") {
  return process.getBuiltinModule("node:tls");
}

export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

/** undefined without TLS, or if the certificate has no valid dates. */
export function certificateValidity(socket: Duplex): Validity | undefined {
  const certificate = isTls(socket) ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return undefined;
  const { validFromDate: from, validToDate: to } = certificate;
  return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) ? undefined : { from, to };
}

/** OpenSSL's error code for the certificate of a connection; undefined if it is trusted, or without TLS. */
export function distrustCode(socket: Duplex): string | undefined {
  if (!isTls(socket) || socket.authorized) return undefined;
  // Typed as an Error, but at run time it is the code as text, or null.
  return String(socket.authorizationError);
}

function isTls(socket: Duplex): socket is TLSSocket {
  return "encrypted" in socket;
}

/** Our message for a code. OpenSSL's own message is not used, because it quotes names from the certificate. */
export function distrustReason(code: string): string {
  const reason = reasons.get(code) ?? "the certificate is not trusted";
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `${reason} (${code})` : reason;
}

const unknownAuthority =
  "the certificate authority (CA) is not trusted on this machine, or the server does not send its certificate chain";
const reasons = new Map([
  ["CERT_HAS_EXPIRED", "the certificate has expired"],
  ["CERT_NOT_YET_VALID", "the certificate is not valid yet: check the clock of this machine"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "the certificate is self-signed: set `verify` to it to trust it"],
  [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "the certificate authority (CA) is not trusted on this machine: set `verify` to its certificate to trust it",
  ],
  ["UNABLE_TO_GET_ISSUER_CERT", unknownAuthority],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", unknownAuthority],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", unknownAuthority],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate is for another name"],
  ["CERT_REVOKED", "the certificate was revoked"],
  ["INVALID_PURPOSE", "the certificate is not a server certificate"],
]);

/** Whether more certificate authorities (CA) could help. */
export function authorityUnknown(code: string | undefined): boolean {
  return code !== undefined && /ISSUER|SELF_SIGNED|LEAF_SIGNATURE/.test(code);
}

/**
 * The certificate authorities (CA) of Node and of the machine. Reading the latter takes about 60 ms, so it is done on
 * demand, once.
 */
export function allAuthorities(): SecureContext {
  const { createSecureContext, getCACertificates } = loadTls();
  const certificates = () => [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  authorities ??= createSecureContext({ ca: certificates() });
  return authorities;
}

let authorities: SecureContext | undefined;
