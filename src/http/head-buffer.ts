/**
 * Buffers what an HTTP/1 server sends until the headers of its final response are complete, and keeps a copy. undici then gets
 * them in one piece; if its parser rejects them, the copy is parsed less strictly.
 */
import type { Duplex } from "node:stream";
import { HttpFailure } from "./failure.ts";

/** Of the status line and the headers, those of interim responses included. */
export const headerLimitBytes = 64 * 1024;
/** Limit of 1xx responses before the final one; a page usually has at most one, for early hints. */
export const interimLimit = 10;

export class HeadBuffer {
  readonly #socket: Duplex;
  readonly #push: Duplex["push"];
  #text = "";
  /** The start of the headers that are being received. */
  #start = 0;
  #interim = 0;
  #released = false;
  #final: string | undefined;

  constructor(socket: Duplex) {
    this.#socket = socket;
    this.#push = socket.push.bind(socket);
    // Called by Node for all received data; null is the end.
    socket.push = (chunk: Buffer | null, encoding?: BufferEncoding) => this.#receive(chunk, encoding);
  }

  /** Status line and headers of the final response, one character per byte; undefined if they are incomplete. */
  get final(): string | undefined {
    return this.#final;
  }

  /** Passes on the buffered data, and everything after it. */
  release(): boolean {
    if (this.#released) return true;
    this.#released = true;
    return this.#text === "" || this.#push(Buffer.from(this.#text, "latin1"));
  }

  #receive(chunk: Buffer | null, encoding: BufferEncoding | undefined): boolean {
    if (this.#socket.destroyed) return false;
    if (this.#released) return this.#push(chunk, encoding);
    if (chunk === null) {
      this.release();
      return this.#push(null);
    }
    const before = this.#text.length;
    this.#text += chunk.toString("latin1");
    this.#findEnd(before);
    if (this.#final !== undefined || !looksLikeHttp(this.#text)) return this.release();
    return this.#withinLimits();
  }

  #withinLimits(): boolean {
    const { length } = this.#text;
    if (this.#interim > interimLimit) this.#fail("the server sends too many 1xx responses");
    else if (length > headerLimitBytes) this.#fail("the response headers are larger than 64 KiB");
    return !this.#socket.destroyed;
  }

  #fail(why: string): void {
    this.#socket.destroy(new HttpFailure("http:failed", why));
  }

  /** An empty line ends headers, whether lines end with CRLF or with LF alone. */
  #findEnd(from: number): void {
    const end = /\n\r?\n/g;
    end.lastIndex = Math.max(this.#start, from - 2);
    for (let found = end.exec(this.#text); found !== null; found = end.exec(this.#text)) {
      const head = this.#text.slice(this.#start, found.index);
      this.#start = end.lastIndex;
      // Empty lines may precede a response.
      if (head.trim() === "") continue;
      if (!/^\s*HTTP\/\S+ +1\d\d\b/.test(head)) {
        this.#final = head;
        return;
      }
      this.#interim += 1;
      if (this.#interim > interimLimit) return;
    }
  }
}

/** Anything else is not HTTP and is not waited for. */
function looksLikeHttp(text: string): boolean {
  return "HTTP/".startsWith(text.trimStart().slice(0, 5));
}
