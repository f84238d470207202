/** The SSH algorithms that the monitor offers, and the message if a host supports none of them. */
import type { ServerOffer } from "./kexinit.ts";

/**
 * `diffie-hellman-group-exchange-*` is left out: there the host chooses the prime, and checking a hostile one blocks the
 * process for more than a minute.
 */
export const kexAlgorithms = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group16-sha512",
] as const;

export const cipherAlgorithms = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
  "chacha20-poly1305@openssh.com",
] as const;

export const macAlgorithms = [
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha1-etm@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512",
  "hmac-sha1",
] as const;

/** No compression: a few compressed bytes can expand to hundreds of megabytes. */
export const compressAlgorithms = ["none"] as const;

export type HostKeyAlgorithm = (typeof hostKeyAlgorithms)[number]["algorithms"][number];

/** Types of host key, best first, and the signature algorithms that prove them. `ssh-rsa` with SHA-1 is not among them. */
export const hostKeyAlgorithms = [
  { type: "ssh-ed25519", algorithms: ["ssh-ed25519"] },
  { type: "ecdsa-sha2-nistp256", algorithms: ["ecdsa-sha2-nistp256"] },
  { type: "ecdsa-sha2-nistp384", algorithms: ["ecdsa-sha2-nistp384"] },
  { type: "ecdsa-sha2-nistp521", algorithms: ["ecdsa-sha2-nistp521"] },
  { type: "ssh-rsa", algorithms: ["rsa-sha2-512", "rsa-sha2-256"] },
] as const;

/** Secure algorithms that this client does not support yet. */
const soundButNotOurs: ReadonlySet<string> = new Set([
  "sntrup761x25519-sha512",
  "sntrup761x25519-sha512@openssh.com",
  "mlkem768x25519-sha256",
  "mlkem768nistp256-sha256",
  "mlkem1024nistp384-sha384",
  "curve448-sha512",
  "diffie-hellman-group15-sha512",
  "diffie-hellman-group17-sha512",
  "diffie-hellman-group18-sha512",
  "diffie-hellman-group-exchange-sha256",
  "ssh-ed448",
  "ssh-ed25519-cert-v01@openssh.com",
  "ecdsa-sha2-nistp256-cert-v01@openssh.com",
  "ecdsa-sha2-nistp384-cert-v01@openssh.com",
  "ecdsa-sha2-nistp521-cert-v01@openssh.com",
  "rsa-sha2-256-cert-v01@openssh.com",
  "rsa-sha2-512-cert-v01@openssh.com",
  "sk-ssh-ed25519@openssh.com",
  "sk-ecdsa-sha2-nistp256@openssh.com",
  "umac-128@openssh.com",
  "umac-128-etm@openssh.com",
]);

/** Entries in the list of key exchanges that are only markers (RFC 8308, OpenSSH's strict key exchange). */
const markPattern = /^(?:ext-info-|kex-strict-|kex-guess)/;

/** The class of algorithms in which the monitor and the host have none in common. */
export interface Mismatch {
  readonly what: "key exchange" | "host key" | "cipher" | "MAC" | "compression";
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Whether this client lacks an algorithm, or the host is outdated. */
export function isOurLack({ what, theirs }: Mismatch): boolean {
  return what === "compression" || theirs.some((algorithm) => soundButNotOurs.has(algorithm));
}

/** The first class without a common algorithm; undefined if the failure has another reason. */
export function findMismatch(hostKeys: readonly string[], offer: ServerOffer): Mismatch | undefined {
  const classes: readonly Mismatch[] = [
    { what: "key exchange", ours: kexAlgorithms, theirs: offer.kex.filter((name) => !markPattern.test(name)) },
    { what: "host key", ours: hostKeys, theirs: offer.hostKey },
    ...offer.ciphers.map((theirs) => ({ what: "cipher" as const, ours: cipherAlgorithms, theirs })),
    ...offer.macs.map((theirs) => ({ what: "MAC" as const, ours: macAlgorithms, theirs })),
    ...offer.compress.map((theirs) => ({ what: "compression" as const, ours: compressAlgorithms, theirs })),
  ];
  return classes.find(({ ours, theirs }) => !ours.some((algorithm) => theirs.includes(algorithm)));
}
