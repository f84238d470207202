/** One line on stderr that says what is going on, redrawn in place. It is only for people: nothing of it stays. */
import { logText } from "../safe-text.ts";
import { durationWords } from "../words/duration.ts";
import { cut } from "./wrap.ts";

const redrawMs = 100;

export interface Progress {
  /** What is going on; "" is nothing, and no line. */
  readonly doing: (text: string) => void;
  readonly started: (hosts: number) => void;
  readonly hostStarted: (host: string) => void;
  readonly hostDone: (host: string) => void;
  /** Before something else is written. */
  readonly clear: () => void;
}

export function progressLine(stream: NodeJS.WriteStream): Progress {
  const running = new Map<string, number>();
  let [doing, total, done, drawn] = ["", 0, 0, false];
  const clear = () => {
    if (drawn) stream.write("\r\u001b[K");
    drawn = false;
  };
  const draw = () => {
    const text = total > 0 ? hostsWords({ total, done, running }) : doing;
    clear();
    if (text === "") return;
    // A line as wide as the terminal would move some cursors to the next one.
    stream.write(cut(logText(text), (stream.columns || 80) - 1));
    drawn = true;
  };
  setInterval(draw, redrawMs).unref();
  process.once("exit", clear);
  return {
    clear,
    doing: (text) => {
      [doing, total] = [text, 0];
      draw();
    },
    started: (hosts) => {
      [total, done] = [hosts, 0];
      running.clear();
      draw();
    },
    hostStarted: (host) => void running.set(host, performance.now()),
    hostDone: (host) => {
      done += 1;
      running.delete(host);
    },
  };
}

interface Asked {
  readonly total: number;
  readonly done: number;
  /** Since when. */
  readonly running: ReadonlyMap<string, number>;
}

/** `12 of 50 hosts checked, waiting for db-1 (4 s)` */
function hostsWords({ total, done, running }: Asked): string {
  const [slowest, since = 0] = running.entries().next().value ?? [];
  const waiting = slowest === undefined ? "" : `, waiting for ${slowest} (${durationWords(performance.now() - since)})`;
  return `${done} of ${total} hosts checked${waiting}`;
}
