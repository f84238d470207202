/** Sessions as the host lists them: those with a terminal (`who`), and those of logind. */
import { canonicalAddress } from "../address.ts";
import { type Answer, exitStatus, outputLines } from "./answer.ts";

export interface Session {
  readonly user: string;
  /** An address or a name. */
  readonly from: string;
}

/** USER TERMINAL … HH:MM, BusyBox with seconds, then FROM with parentheses or without, or nothing. */
const whoLine = /^(\S+) +(\S+) .* \d\d:\d\d(?::\d\d)?(?: +(\S.*))?$/;

/** What `who` lists. Throws where it answers in a form that is not known. */
export function terminalSessions(answer: Answer): readonly Session[] {
  if ((exitStatus(answer, "logins") ?? 0) !== 0) return [];
  return outputLines(answer, "logins").flatMap((line) => {
    if (line === "") return [];
    const [, user, terminal, from = ""] = whoLine.exec(line) ?? [];
    if (user === undefined) throw new Error("who answered in a form that is not known");
    const end = remoteEnd(/^\((.*)\)$/.exec(from)?.[1] ?? from);
    return end === terminal ? [] : [{ user, from: end }];
  });
}

/** Without the display or screen of `10.0.0.1:S.0`, the user of `alice@10.0.0.1`, and mosh's `via mosh [1234]`. */
function remoteEnd(from: string): string {
  const end = from.replace(/ via mosh \[\d+\]$/, "").replace(/^.*@/, "");
  return canonicalAddress(end) === undefined ? end.replace(/:(?:S\.)?\d+(?:\.\d+)?$/, "") : end;
}

/** What logind lists, our own session left out. */
export function listedSessions(answer: Answer): readonly Session[] {
  return answer.lines("session").flatMap((line) => {
    const [, user, from] = /^(\S+) (\S+)$/.exec(line) ?? [];
    return user === undefined || from === undefined ? [] : [{ user, from }];
  });
}
