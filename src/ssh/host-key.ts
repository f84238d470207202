/** Checks the host key before anything else is sent. One gate is used for all connections of a session. */
import type { Host } from "../inventory/host.ts";
import { type Problem, problem } from "../outcome.ts";
import { type HostKeyAlgorithm, hostKeyAlgorithms, type Mismatch } from "./algorithms.ts";
import type { ServerOffer } from "./kexinit.ts";
import { algorithmsProblem, quoted } from "./problems.ts";
import { fingerprint, keyType, knownHostsLine, type Trust } from "./trust.ts";

type Refusal = "unknown" | "changed" | "revoked";
type Named = Pick<Host, "address" | "port" | "named">;

export class HostKeyGate {
  readonly #host: Named;
  readonly #trust: Trust;
  #algorithms: readonly HostKeyAlgorithm[];
  #refusal: Problem | undefined;
  #newKey: Buffer | undefined;
  #newKeyProven = false;

  constructor(host: Named, trust: Trust) {
    this.#host = host;
    this.#trust = trust;
    this.#algorithms = trust.algorithms;
  }

  /** Host-key algorithms to offer on the next connection. */
  get algorithms(): readonly HostKeyAlgorithm[] {
    return this.#algorithms;
  }

  /** Why the host's key was refused. */
  get refusal(): Problem | undefined {
    return this.#refusal;
  }

  /** The known_hosts line of a new key that was accepted, after the host has proved that it owns the key. */
  get newHostKey(): string | undefined {
    return this.#newKey && this.#newKeyProven ? knownHostsLine(this.#host, this.#newKey) : undefined;
  }

  /** The synchronous verdict. A refusal is final. Called again at every re-exchange of keys. */
  admits(rawKey: Buffer): boolean {
    if (this.#refusal === undefined) this.#refusal = this.#judge(rawKey);
    return this.#refusal === undefined;
  }

  /** The key exchange succeeded: the host owns the key. */
  confirm(): void {
    this.#newKeyProven = this.#newKey !== undefined;
  }

  /**
   * A fingerprint does not contain the key type, so a host with several keys may have shown a different key than the pinned
   * one. Returns whether the host has keys of other types; only those are requested next.
   */
  seekAnotherType(offer: ServerOffer | undefined): boolean {
    if (this.#refusal?.code !== "ssh:host-key-changed" || !this.#trust.pinned || offer === undefined) return false;
    const shown = this.#algorithms.find((algorithm) => offer.hostKey.includes(algorithm));
    const others = this.#algorithms.filter((each) => typeOf(each) !== typeOf(shown) && offer.hostKey.includes(each));
    if (others.length === 0) return false;
    this.#algorithms = others;
    this.#refusal = undefined;
    return true;
  }

  /** The problem if the host has no key of the requested types. */
  noCommonType(mismatch: Mismatch): Problem {
    const isLimited = allAlgorithms.some((algorithm) => !this.#algorithms.includes(algorithm));
    const isOutdated = mismatch.theirs.includes("ssh-rsa") && mismatch.ours.includes("rsa-sha2-512");
    if (!isLimited || isOutdated) return algorithmsProblem(mismatch);
    const offered = quoted(mismatch.theirs.join(", "));
    const detail = `the host has no key of a known type: it offers ${offered}, known types: ${mismatch.ours.join(", ")}`;
    return problem("ssh:host-key-unknown", detail);
  }

  #judge(rawKey: Buffer): Problem | undefined {
    const verdict = this.#trust.judge(rawKey);
    if (verdict === "trusted") return undefined;
    if (verdict === "unknown" && this.#trust.acceptsNew && (this.#newKey?.equals(rawKey) ?? true)) {
      this.#newKey = rawKey;
      return undefined;
    }
    return this.#refuse(rawKey, verdict);
  }

  #refuse(rawKey: Buffer, verdict: Refusal): Problem {
    const known = verdict === "changed" ? this.#trust.expected(rawKey) : [];
    const hostKey = { type: keyType(rawKey), fingerprint: fingerprint(rawKey), known };
    return { ...this.#refusalWords(rawKey, verdict), hostKey };
  }

  #refusalWords(rawKey: Buffer, verdict: Refusal): Problem {
    const shown = `${keyType(rawKey)} ${fingerprint(rawKey)}`;
    if (verdict === "revoked") {
      return problem("ssh:host-key-changed", `the host uses the key ${shown}, which known hosts mark as @revoked`);
    }
    const expected = this.#trust.expected(rawKey);
    if (verdict === "changed") {
      const detail = `the host key changed: it is ${shown} instead of ${expected.join(" or ")}`;
      return problem(
        "ssh:host-key-changed",
        `${detail}; verify it on the host itself before you replace the known one`,
      );
    }
    const fix = `verify it on the host itself (\`ssh-keygen -lf /etc/ssh/ssh_host_…_key.pub\`), then add to ${this.#place(rawKey)}`;
    return problem("ssh:host-key-unknown", `the host key ${shown} is unknown; ${fix}`);
  }

  /** A host that has a name is not told by its address, which a line of known_hosts would need, or hide in a hash. */
  #place(rawKey: Buffer): string {
    return this.#host.named
      ? `its entry in the inventory: host_key: ${fingerprint(rawKey)}`
      : `known hosts: ${knownHostsLine(this.#host, rawKey)}`;
  }
}

const allAlgorithms: readonly HostKeyAlgorithm[] = hostKeyAlgorithms.flatMap(({ algorithms }) => algorithms);

function typeOf(algorithm: HostKeyAlgorithm | undefined): string | undefined {
  return hostKeyAlgorithms.find(({ algorithms }) => algorithms.some((each) => each === algorithm))?.type;
}
