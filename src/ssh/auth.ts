/**
 * The login: which credentials to try, in which order, and the results. Only methods with a credential in the inventory are
 * tried. `none` is not tried, which saves a round trip.
 */
import type { AnyAuthMethod, KeyboardInteractiveCallback, ParsedKey, Prompt } from "ssh2";
import type { Identity } from "../inventory/host.ts";
import type { Secret } from "../inventory/secret.ts";
import type { KeyRing } from "./keys.ts";
import { quoted } from "./problems.ts";

/** One thing to try. */
export interface Attempt {
  readonly username: string;
  readonly proof: { readonly key: ParsedKey } | { readonly password: Secret };
  /** Name for messages: `password of credential 2`. Without the user name, which is not shown. */
  readonly name: string;
}

export interface LoginPlan {
  readonly attempts: readonly Attempt[];
  /** Why keys cannot be tried. */
  readonly unreadable: readonly string[];
}

/** Credentials in their order; within one the key before the password. */
export function planLogin(identities: readonly Identity[], keys: KeyRing): LoginPlan {
  const attempts: Attempt[] = [];
  const unreadable: string[] = [];
  for (const [index, identity] of identities.entries()) {
    const { username, password } = identity;
    const loaded = keys.keyOf(identity);
    if (loaded !== undefined && "key" in loaded) {
      attempts.push({ username, proof: { key: loaded.key }, name: `key of credential ${index + 1}` });
    }
    if (loaded !== undefined && "unreadable" in loaded) unreadable.push(loaded.unreadable);
    if (password !== undefined) {
      attempts.push({ username, proof: { password }, name: `password of credential ${index + 1}` });
    }
  }
  return { attempts, unreadable };
}

/** The login of one connection. A connection can have only one user, so it takes the first attempts with the same user name. */
export class Login {
  readonly username: string;
  /** The results of the attempts, in words. */
  readonly notes: string[] = [];
  /** Attempts of other users: for the next connection. */
  readonly #others: readonly Attempt[];
  #waiting: Attempt[];
  /** Attempts whose method the host did not accept yet. It may accept it after another one (`publickey,password`). */
  #postponed: Attempt[] = [];
  #asked: { readonly attempt: Attempt; readonly method: string } | undefined;
  readonly #typed = new Set<Attempt>();
  #methods: readonly string[] | null = null;
  #ended = false;

  constructor(attempts: readonly Attempt[]) {
    this.username = attempts[0]?.username ?? "";
    const end = attempts.findIndex(({ username }) => username !== this.username);
    this.#waiting = attempts.slice(0, end < 0 ? attempts.length : end);
    this.#others = end < 0 ? [] : attempts.slice(end);
  }

  /** Whether a credential was offered on this connection. */
  get begun(): boolean {
    return this.#asked !== undefined;
  }

  /** Whether the host ever answered an attempt. */
  get answered(): boolean {
    return this.#methods !== null;
  }

  /** Attempts for another connection. If the host closed this one early, also the remaining attempts of this user. */
  get remaining(): readonly Attempt[] {
    const mine = this.#ended ? [] : this.#waiting.filter((attempt) => methodFor(attempt, this.#methods) !== undefined);
    return [...mine, ...this.#others];
  }

  /** The next attempt for ssh2; undefined if none is left. `methods` is null until the host has refused something. */
  next(methods: readonly string[] | null, partialSuccess: boolean | null): AnyAuthMethod | undefined {
    this.#methods = methods;
    this.#settle(methods ?? [], partialSuccess === true);
    const attempt = this.#waiting.find((each) => methodFor(each, methods) !== undefined);
    const method = attempt === undefined ? undefined : methodFor(attempt, methods);
    if (attempt === undefined || method === undefined) return this.#giveUp(methods ?? []);
    this.#waiting = this.#waiting.filter((each) => each !== attempt);
    this.#asked = { attempt, method };
    return request(attempt, method);
  }

  /** The host closed the connection without answering the last attempt. */
  cutShort(why: string): void {
    if (this.#asked !== undefined) this.notes.push(`${this.#asked.attempt.name}: ${why}`);
  }

  /** Records the host's answer to the last attempt. */
  #settle(methods: readonly string[], partialSuccess: boolean): void {
    if (this.#asked === undefined) return;
    const { attempt, method } = this.#asked;
    if (partialSuccess) {
      this.notes.push(`${attempt.name}: accepted, but the host requires another method`);
      this.#waiting.unshift(...this.#postponed);
      this.#postponed = [];
    } else if (methods.includes(method)) this.notes.push(`${attempt.name}: refused`);
    else this.#postpone(attempt, methods);
  }

  /** If the host does not accept the method `password`, the password is tried once at its prompt. */
  #postpone(attempt: Attempt, methods: readonly string[]): void {
    const canType = methodFor(attempt, methods) === "keyboard-interactive" && !this.#typed.has(attempt);
    if (canType) this.#waiting.unshift(attempt);
    else this.#postponed.push(attempt);
    this.#typed.add(attempt);
  }

  #giveUp(methods: readonly string[]): undefined {
    this.#ended = true;
    const unwanted = [...this.#postponed, ...this.#waiting];
    if (unwanted.length === 0) return;
    const names = unwanted.map(({ name }) => name).join(", ");
    this.notes.push(`${names}: not accepted by the host, which supports ${quoted(methods.join(", "))}`);
  }
}

/** The SSH method for an attempt; undefined if the host accepts none that fits. */
function methodFor({ proof }: Attempt, methods: readonly string[] | null): AnyAuthMethod["type"] | undefined {
  const takes = (method: string) => methods === null || methods.includes(method);
  if ("key" in proof) return takes("publickey") ? "publickey" : undefined;
  if (takes("password")) return "password";
  return takes("keyboard-interactive") ? "keyboard-interactive" : undefined;
}

function request({ username, proof }: Attempt, method: AnyAuthMethod["type"]): AnyAuthMethod {
  if ("key" in proof) return { type: "publickey", username, key: proof.key };
  if (method === "password") return { type: "password", username, password: proof.password.reveal() };
  return { type: "keyboard-interactive", username, prompt: typePassword(proof.password) };
}

/**
 * Answers the first hidden prompt with the password, and every other one with an empty text: it may ask for a second
 * factor.
 */
function typePassword(password: Secret) {
  let typed = false;
  return (_: string, __: string, ___: string, prompts: Prompt[], answer: KeyboardInteractiveCallback): void => {
    const answers = prompts.map(({ echo }) => {
      if (typed || echo !== false) return "";
      typed = true;
      return password.reveal();
    });
    answer(answers);
  };
}
