/** When files were last changed (asked by ask-files.ts). Pure. */
import { type Answer, outputLines } from "./answer.ts";

export interface Stamp {
  readonly path: string;
  /** Seconds since 1970, by the host's clock. */
  readonly seconds: number;
}

export function stamps(answer: Answer): readonly Stamp[] {
  return outputLines(answer, "stamp").flatMap((line) => {
    const [, seconds, path = ""] = /^(-?\d{1,12}) (\/.+)$/.exec(line) ?? [];
    return seconds === undefined ? [] : [{ path, seconds: Number(seconds) }];
  });
}

/** The newest of the files that match. undefined: there is none. */
export function newest(path: RegExp, answer: Answer): number | undefined {
  const times = stamps(answer).flatMap((stamp) => (path.test(stamp.path) ? [stamp.seconds] : []));
  return times.length === 0 ? undefined : Math.max(...times);
}
