/** A `ping` that may not open its socket, as for a plain user on a small Debian 13 or in a container. */
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The PATH on which it comes first. */
export function forbidPing(home: string): string {
  const programs = join(home, "bin");
  mkdirSync(programs, { recursive: true });
  const text = "#!/bin/sh\necho 'ping: socket: Operation not permitted' >&2\nexit 2\n";
  writeFileSync(join(programs, "ping"), text, { mode: 0o755 });
  return `${programs}${delimiter}${process.env["PATH"]}`;
}
