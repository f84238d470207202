/** A page's certificate: until when it is valid, and why it is not trusted. */

import type { Socket } from "node:net";
import type { SecureContext, TLSSocket } from "node:tls";

/** Node's TLS, which takes 25 ms to load: a check without https does not wait for it. */
export function loadTls(): typeof import("node:tls") {
  return process.getBuiltinModule("node:tls");
}

export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

/** undefined without TLS, or where the certificate does not tell. */
export function certificateValidity(socket: Socket): Validity | undefined {
  const certificate = isTls(socket) ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return undefined;
  const { validFromDate: from, validToDate: to } = certificate;
  return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) ? undefined : { from, to };
}

/** OpenSSL's code for what is wrong with the certificate of a connection; undefined where it is trusted, or there is none. */
export function distrustCode(socket: Socket): string | undefined {
  if (!isTls(socket) || socket.authorized) return undefined;
  // Typed as an Error, but it is the code, or its absence, as text.
  return String(socket.authorizationError);
}

function isTls(socket: Socket): socket is TLSSocket {
  return "encrypted" in socket;
}

/** Our sentence for a code; the message that belongs to it quotes names from the certificate. */
export function distrustReason(code: string): string {
  const reason = reasons.get(code) ?? "the certificate is not trusted";
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `${reason} (${code})` : reason;
}

const unknownAuthority = "the certificate's authority is unknown here, or the server does not send its chain";
const reasons = new Map([
  ["CERT_HAS_EXPIRED", "the certificate has expired"],
  ["CERT_NOT_YET_VALID", "the certificate is not valid yet: is the clock of this machine right?"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "the certificate is self-signed: give it as `verify` to trust it"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "the certificate's authority is unknown here: give it as `verify` to trust it"],
  ["UNABLE_TO_GET_ISSUER_CERT", unknownAuthority],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", unknownAuthority],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", unknownAuthority],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate is for another name"],
  ["CERT_REVOKED", "the certificate was revoked"],
  ["INVALID_PURPOSE", "the certificate is not made for a server"],
]);

/** Whether more authorities could make a difference. */
export function authorityUnknown(code: string | undefined): boolean {
  return code !== undefined && /ISSUER|SELF_SIGNED|LEAF_SIGNATURE/.test(code);
}

/** Node's authorities and the machine's own. Reading the latter takes some 60 ms, so it is done when needed, and once. */
export function allAuthorities(): SecureContext {
  const { createSecureContext, getCACertificates } = loadTls();
  const certificates = () => [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  authorities ??= createSecureContext({ ca: certificates() });
  return authorities;
}

let authorities: SecureContext | undefined;
