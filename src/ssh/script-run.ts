/** Runs the script on its channel: sends it to `sh -s` and collects its output up to the end mark, within limits. */
import { StringDecoder } from "node:string_decoder";
import type { ClientChannel } from "ssh2";
import { type Problem, problem } from "../outcome.ts";
import { quoted } from "./problems.ts";

export interface ScriptOutput {
  readonly text: string;
  /** The first line of standard error. Untrusted text. */
  readonly complaint?: string | undefined;
}

export interface Script {
  readonly script: string;
  /** Of the script: a word without characters that a shell interprets. */
  readonly argument?: string | undefined;
  /** The line that ends with it is the last one. */
  readonly endMark: string;
}

const maxTextBytes = 256 * 1024;
const maxComplaintChars = 200;

export class ScriptRun {
  readonly #decoder = new StringDecoder("utf8");
  readonly #endMark: string;
  /** Called at the end: the end mark was seen, the channel ended, or the output was too large. */
  readonly #onEnd: (problem?: Problem) => void;
  #text = "";
  #bytes = 0;
  #isComplete = false;
  #complaint = "";

  constructor(endMark: string, onEnd: (problem?: Problem) => void) {
    this.#endMark = endMark;
    this.#onEnd = onEnd;
  }

  /** Whether the end mark was seen. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  get output(): ScriptOutput {
    const [complaint] = this.#complaint.split(/[\r\n]/);
    return { text: this.#text, complaint: complaint || undefined };
  }

  /**
   * The streams are read without pause, because ssh2 keeps buffering when they are paused. Write errors are ignored: a host
   * may end the script early, and its output is what counts.
   */
  start(stream: ClientChannel, script: string): void {
    stream.on("error", () => {}).on("data", (chunk: Buffer) => this.#read(chunk));
    stream.on("end", () => this.#onEnd()).on("close", () => this.#onEnd());
    stream.stderr.on("error", () => {}).on("data", (chunk: Buffer) => this.#readComplaint(chunk));
    if (packetBytes(stream.outgoing) > 0) stream.end(script);
    else this.#onEnd(problem("ssh:protocol", "the host accepts no input: its maximum packet size is 0"));
  }

  #read(chunk: Buffer): void {
    const room = maxTextBytes - this.#bytes;
    this.#bytes += chunk.length;
    const searchFrom = Math.max(0, this.#text.length - this.#endMark.length - 1);
    this.#text += this.#decoder.write(chunk.subarray(0, Math.max(0, room)));
    this.#isComplete ||= hasLineEnding(this.#text, this.#endMark, searchFrom);
    if (this.#isComplete) this.#onEnd();
    else if (chunk.length > room) this.#onEnd(this.tooMuch());
  }

  tooMuch(): Problem {
    return problem("probe:oversize", `the script printed too much${this.#because()}`);
  }

  #because(): string {
    const { complaint } = this.output;
    return complaint === undefined ? "" : `; it printed the error ${quoted(complaint)}`;
  }

  #readComplaint(chunk: Buffer): void {
    const room = maxComplaintChars - this.#complaint.length;
    if (room > 0) this.#complaint = (this.#complaint + chunk.toString("utf8", 0, room)).trimStart();
  }
}

function hasLineEnding(text: string, mark: string, from: number): boolean {
  return text.includes(`${mark}\n`, from) || text.includes(`${mark}\r\n`, from);
}

/** With a maximum packet size of 0 ssh2 would write in an endless loop and block the process. */
function packetBytes(outgoing: unknown): number {
  const isKnown = typeof outgoing === "object" && outgoing !== null && "packetSize" in outgoing;
  return isKnown && typeof outgoing.packetSize === "number" ? outgoing.packetSize : 0;
}
