/** A person at a terminal: pastes whole blocks into a login shell, as terminals do (bracketed paste), and answers what is asked. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished } from "vitest";
import { tool } from "./tools.ts";

export interface Answer {
  /** The last that is shown. */
  readonly question: RegExp;
  readonly answer: string;
}

export interface Terminal {
  /** What is shown until the shell is ready for the next block. */
  readonly paste: (block: string) => Promise<string>;
}

/** For /etc/profile.d: login shells say when they are ready, and which commands have failed. */
export const profile = `if [ "$BASH_VERSION" ]; then
  PROMPT_COMMAND='printf "\\n@ready@\\n"'
  set -E -o pipefail
  trap 'printf "@failed %s@\\n" "$BASH_COMMAND"' ERR
fi
`;

/** bash says that it takes a paste as a whole. */
const ready = /^@ready@\r\n[\s\S]*\u001b\[\?2004h/m;

export async function openTerminal(words: readonly string[], answers: readonly Answer[]): Promise<Terminal> {
  const command = words.map((word) => `'${word}'`).join(" ");
  const child = spawn(tool("script"), ["-qefc", `stty cols 80; exec ${command}`, "/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: process.env["PATH"], TERM: "xterm", LC_ALL: "C.UTF-8" },
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, "exit");
  });
  const screen = child.stdout.setEncoding("utf8")[Symbol.asyncIterator]();
  const untilReady = async () => {
    let shown = "";
    while (!ready.test(shown)) {
      const { value, done } = await screen.next();
      if (done) throw new Error(`the terminal was closed:\n${shown}`);
      shown += value;
      const asked = answers.find(({ question }) => question.test(stripVTControlCharacters(shown)));
      if (asked !== undefined) child.stdin.write(asked.answer);
    }
    // Of a line that was written again, the last counts.
    return stripVTControlCharacters(shown).replaceAll("\r\n", "\n").replaceAll(/^.*\r/gm, "");
  };
  await untilReady();
  return {
    paste: (block) => {
      child.stdin.write(`\u001b[200~${block}\u001b[201~\r`);
      return untilReady();
    },
  };
}

/** The commands that failed. */
export function failedIn(shown: string): string[] {
  return [...shown.matchAll(/^@failed (.*?)@$/gms)].map(([, command = ""]) => command);
}
