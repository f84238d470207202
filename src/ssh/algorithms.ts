/** The algorithms we offer to a host, and what to say when the host speaks none of them. */
import type { ServerOffer } from "./kexinit.ts";

/**
 * Without `diffie-hellman-group-exchange-*`: there the host picks the prime, and checking a hostile one blocks the whole
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

/** Nothing else: a few compressed bytes can swell to hundreds of megabytes. */
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

/** What hosts of today offer and this client does not speak: nothing is wrong with them. */
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

/** Among the key exchanges of an offer stand marks that are none (RFC 8308, OpenSSH's strict key exchange). */
const markPattern = /^(?:ext-info-|kex-strict-|kex-guess)/;

/** The class of algorithms in which we and the host have nothing in common. */
export interface Mismatch {
  readonly what: "key exchange" | "host key" | "cipher" | "MAC" | "compression";
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Whether it is this client that lacks something, and not the host that is outdated. */
export function isOurLack({ what, theirs }: Mismatch): boolean {
  return what === "compression" || theirs.some((algorithm) => soundButNotOurs.has(algorithm));
}

/** The first class in which the host offers nothing of ours; undefined where it must have failed for another reason. */
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
