/**
 * The script that a host runs: one POSIX sh text that needs no arguments and no input, so that the same text is sent over
 * `sh -s` and installed as a forced command. It runs under dash, bash, BusyBox, mksh, ksh93 and zsh as sh.
 *
 * Traps that are avoided here, each of which broke a shell: functions named like a ksh alias (r, stop,
 * type …); `status` and `path`, which are zsh's own; an unquoted `)` in a pattern; here-documents, which make temporary files;
 * `read` from /proc/sys, of which dash gets the first byte; commands that eat the rest of the script as their input.
 */
import { endLine, mark, protocolVersion } from "./answer.ts";

/**
 * `say KEY TEXT…`: one line of the answer, whatever TEXT is.
 * `lines KEY MOST [FACTS]`: its input, a `say KEY` for each line, and `cut FACTS` (or KEY) where there are more.
 * `within SECONDS COMMAND…`: the command, killed when it takes longer. BusyBox before 1.30 and BSD have no such `timeout`.
 */
const before = `\
#!/bin/sh
# server-monitor: asks this machine for its figures. Changes nothing, writes no file, needs no root, arguments or input.
# To allow a key this and nothing else, in authorized_keys:
#   restrict,command="/usr/local/bin/server-monitor-probe" ssh-ed25519 ...
proc=/proc passwd=/etc/passwd
programs=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
server_monitor_probe() {
set +eufx
IFS=' 	
' newline='
'
LC_ALL=C TZ=UTC0 PATH=\${PATH:+$PATH:}$programs
export LC_ALL TZ PATH
unset POSIXLY_CORRECT BLOCKSIZE BLOCK_SIZE DF_BLOCK_SIZE
say() {
  text=$*
  printf '${mark}%.500s\\n' "\${text%%"$newline"*}"
}
lines() {
  count=0
  while read -r line || [ "$line" ]; do
    count=$((count + 1))
    [ $count -gt $2 ] && { say cut \${3:-$1}; break; }
    say $1 "$line"
  done
}
within() {
  seconds=$1
  shift
  if timeout -s KILL 1 true 2>/dev/null; then timeout -s KILL $seconds "$@"; return; fi
  "$@" &
  child=$!
  (while [ $seconds -gt 0 ]; do sleep 1; seconds=$((seconds - 1)); done; kill -KILL $child) >/dev/null 2>&1 &
  watchdog=$!
  wait $child 2>/dev/null
  code=$?
  kill -KILL $watchdog 2>/dev/null
  return $code
}
echo
say v ${protocolVersion}
`;

const after = `
printf '${endLine}\\n'
}
server_monitor_probe </dev/null
exit 0
`;

/** The script that asks this, in this order; a text that is there twice runs once. */
export function scriptOf(asks: readonly string[]): string {
  return `${before}${[...new Set(asks)].join("\n")}${after}`;
}
