/**
 * Opens every TCP connection: looks up the name, then tries its addresses one after the other, alternating between IPv6 and
 * IPv4 (happy eyeballs), until one answers.
 */
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type TcpNetConnectOpts } from "node:net";
import type { Duplex } from "node:stream";

/** How long one of several addresses may take before the next one is tried. Node's 250 ms are too short for slow networks. */
const addressTimeoutMs = 2000;

/** A function that resolves a name to its addresses, the preferred one first. */
export type LookUp = (name: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver: uses the hosts file, and the system's order of addresses. */
export const lookUpAll: LookUp = (name) => lookup(name, { all: true });

/**
 * Looks each name up once and remembers the answer, failures included, so that all probes of a host use the same addresses.
 * An address resolves to itself.
 */
export class Resolver {
  readonly #lookUp: LookUp;
  readonly #answers = new Map<string, Promise<readonly LookupAddress[]>>();
  readonly #asked = new Map<string, "answered" | "unanswered">();

  constructor(lookUp: LookUp = lookUpAll) {
    this.#lookUp = lookUp;
  }

  /** A lookup cannot be cancelled. When the signal aborts, its answer is ignored. */
  lookUp(name: string, signal?: AbortSignal): Promise<readonly LookupAddress[]> {
    const answer = this.#answers.get(name) ?? this.#ask(name);
    this.#answers.set(name, answer);
    return signal === undefined ? answer : untilAborted(answer, signal);
  }

  #ask(name: string): Promise<readonly LookupAddress[]> {
    const answer = this.#lookUp(name);
    if (isIP(name) !== 0) return answer;
    this.#asked.set(name, "unanswered");
    const answered = () => void this.#asked.set(name, "answered");
    answer.then(answered, (error: NodeJS.ErrnoException) => error.code === "EAI_AGAIN" || answered());
    return answer;
  }

  /** Names for which no name server has answered, or not yet. */
  get unanswered(): string[] {
    return [...this.#asked].flatMap(([name, state]) => (state === "unanswered" ? [name] : []));
  }

  /** Whether a name server has answered for any name, also that it does not exist. */
  get hasAnswers(): boolean {
    return [...this.#asked.values()].includes("answered");
  }

  /** Sorts the addresses of the family that answered to the front, for the next connection. */
  prefer(name: string, family: number): void {
    const answer = this.#answers.get(name);
    if (answer === undefined) return;
    this.#answers.set(
      name,
      answer.then((addresses) =>
        addresses.toSorted((a, b) => Number(b.family === family) - Number(a.family === family)),
      ),
    );
  }
}

/** Stops waiting when the signal aborts; the work goes on. `late` makes the error. */
export function untilAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal,
  late: () => unknown = () => signal.reason,
): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(late());
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}

/** What `connect` of node:net and node:tls takes. */
export function tcpOptions(host: string, port: number, resolver: Resolver = new Resolver()): TcpNetConnectOpts {
  return {
    host,
    port,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressTimeoutMs,
    // With `autoSelectFamily` Node asks for all addresses.
    lookup: (name, _options, answer) => {
      resolver.lookUp(name).then(
        (addresses) => answer(null, [...addresses]),
        (error: NodeJS.ErrnoException) => answer(error, []),
      );
    },
  };
}

/**
 * A host through which others are reached. What it cannot do is a ProblemError; what the host behind it did, an error with a
 * system code: ECONNREFUSED, ENOTFOUND, ETIMEDOUT.
 */
export interface JumpHost {
  /** Waits until it is logged in to, which takes no time of the hosts behind it. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  /** It also looks up the name. */
  readonly connect: (host: string, port: number, signal: AbortSignal) => Promise<Duplex>;
}
