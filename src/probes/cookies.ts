/** The cookies that a host sets during redirects. Login and consent pages expect them back. */
const cookieLimit = 50;
const bytesLimit = 4096;

export class Cookies {
  readonly #cookies = new Map<string, { value: string; secureOnly: boolean }>();

  /** Values of `Set-Cookie`. Invalid cookies, and those above the limits, are ignored. */
  take(lines: readonly string[]): void {
    for (const line of lines.filter(({ length }) => length <= bytesLimit)) {
      const [, name = "", value = "", attributes = ""] = /^\s*([!-:<>-~]+)=([^;]*)(.*)$/.exec(line) ?? [];
      if (name === "" || /[\x00-\x1f\x7f]/.test(value)) continue;
      if (/;\s*max-age=(?:0|-)/i.test(attributes)) this.#cookies.delete(name);
      else if (this.#cookies.size < cookieLimit || this.#cookies.has(name))
        this.#cookies.set(name, { value: value.trim(), secureOnly: /;\s*secure\s*(?:;|$)/i.test(attributes) });
    }
  }

  /** The header `Cookie` for a request to the same host; undefined if there are no cookies. */
  headerFor({ protocol }: URL): string | undefined {
    const cookies = [...this.#cookies].filter(([, { secureOnly }]) => protocol === "https:" || !secureOnly);
    return cookies.length === 0 ? undefined : cookies.map(([name, { value }]) => `${name}=${value}`).join("; ");
  }
}
