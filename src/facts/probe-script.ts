/**
 * The script that a host runs: one POSIX sh text that needs no input, so that the same text is sent over `sh -s` and installed as
 * a forced command. Its one argument is a number of seconds (see ssh-log.ts), which a forced command finds at the end of the
 * command that the client wanted; anything else is ignored. It runs under dash, bash, BusyBox, mksh, ksh93, yash and zsh. An rc file may
 * put another shell in the place of `sh` (`exec zsh`): zsh is told to be like sh, and a shell that does not split words says so
 * instead of answering.
 *
 * Traps that are avoided here, each of which broke a shell: functions named like a ksh alias (r, stop,
 * type …); `status` and `path`, which are zsh's own; an unquoted `)` in a pattern; here-documents, which make temporary files;
 * `read` from /proc/sys, of which dash gets the first byte; commands that eat the rest of the script as their input.
 */
import { endLine, mark, probeRevision, protocolVersion } from "./answer.ts";
import { usualWindowSeconds } from "./ssh-log.ts";

/**
 * `say KEY TEXT…`: one line of the answer, whatever TEXT is.
 * `tell KEY MOST COMMAND…`: runs the command; `say KEY` for each line of its output, `say cut KEY` where there are more, and
 * `say KEY exit STATUS`, which tells an empty answer from a program that is missing or failed. Returns that status. No
 * pipe: of a pipe the shell knows the status of the last program only. ksh93 has more than 255 for what was killed, and takes the
 * watchdog's end for that of the command where nobody waits for it.
 * `within SECONDS COMMAND…`: the command, killed when it takes longer. BusyBox before 1.30 and macOS have no such `timeout`:
 * where the first command that needs it is not found, it is tried again with a watchdog of our own, and so are all others.
 */
const before = `\
#!/bin/sh
# server-monitor: asks this machine for its figures. Changes nothing, writes no file, needs no root and no input.
# Its argument may be a number: how many seconds of the SSH server's log to look through.
# To allow a key this and nothing else, in authorized_keys:
#   restrict,command="/usr/local/bin/server-monitor-probe" ssh-ed25519 ...
root=
programs=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
[ -z "\${ZSH_VERSION-}" ] || emulate sh
server_monitor_probe() {
set +eufx
window=\${1:-\${SSH_ORIGINAL_COMMAND##* }}
case $window in '' | *[!0-9]* | ??????*) window=${usualWindowSeconds} ;; esac
blanks=' 	
' newline='
'
IFS=$blanks words='a b'
set -- $words
[ $# = 2 ] || { echo; echo 'this shell does not split words as sh does'; return; }
proc=$root/proc run=$root/run etc=$root/etc limit=timeout
LC_ALL=C TZ=UTC0 PATH=\${PATH:+$PATH:}$programs
export LC_ALL TZ PATH
unset POSIXLY_CORRECT BLOCKSIZE BLOCK_SIZE DF_BLOCK_SIZE
say() {
  text=$*
  printf '${mark}%.500s\\n' "\${text%%"$newline"*}"
}
tell() {
  key=$1 most=$2 count=0
  shift 2
  told=$("$@" 2>/dev/null)
  code=$?
  [ $code = 127 ] && [ "$1$limit" = withintimeout ] && { limit= told=$("$@" 2>/dev/null); code=$?; }
  IFS=$newline
  set -f
  set -- $told
  set +f
  IFS=$blanks
  [ $code -gt 255 ] && code=137
  for line; do
    count=$((count + 1))
    [ $count -gt $most ] && { say cut $key; break; }
    say $key "$line"
  done
  say $key exit $code
  return $code
}
within() {
  seconds=$1
  shift
  if [ "$limit" ]; then
    timeout -s KILL $seconds "$@"
    code=$?
  else
    "$@" &
    child=$!
    (while [ $seconds -gt 0 ]; do sleep 1 || exit; seconds=$((seconds - 1)); done; kill -KILL $child) >/dev/null 2>&1 &
    watchdog=$!
    wait $child 2>/dev/null
    code=$?
    kill -KILL $watchdog 2>/dev/null
    wait $watchdog 2>/dev/null
  fi
  [ $code -gt 255 ] && code=137
  return $code
}
echo
say v ${protocolVersion}
say probe ${probeRevision}
`;

const after = `
printf '${endLine}\\n'
}
server_monitor_probe "$@" </dev/null
exit 0
`;

/** The script that asks this, in this order; a text that is there twice runs once. */
export function scriptOf(asks: readonly string[]): string {
  return `${before}${[...new Set(asks)].join("\n")}${after}`;
}
