/**
 * The sh lines that read the host's socket tables and cut them down to what is wanted: listeners with their owners, and who
 * is connected to the SSH port. Of 10,000 sockets no more than some hundred lines travel. What they print is described in
 * sockets.ts and owners.ts; `$tables` keeps it for the lines that come later.
 */
import { mark } from "./answer.ts";

const mostListeners = 300;
const mostOwners = 300;
const mostPeers = 200;
/** More connections of one address tell nothing new. */
export const mostPortsOfPeer = 50;
const mostOwn = 20;
const mostRows = 4000;

/**
 * Fields of /proc/net/tcp: slot, local, remote, state (0A listening, 01 established; of UDP 07 unconnected), …, the eighth
 * the owner's uid, the tenth the socket's inode. Owners of 127.0.0.1 and ::1, in either byte order, are wanted by nobody.
 */
const awkPass = `
    FNR == 1 { udp = FILENAME ~ /udp6?$/; next }
    $4 == (udp ? "07" : "0A") {
      socket = (udp ? "udp " : "tcp ") $2
      if (!seen[socket]++ && ++listeners <= ${mostListeners}) print mark "listen", socket
      if (listeners > ${mostListeners} || $2 ~ /^(0100007F|7F000001|0+1(000000)?):/) next
      if (!seen[socket, $8]++ && ++owners <= ${mostOwners}) { print mark "owner", $8, $10, socket; nameless[$8] = 1 }
      next
    }
    !udp && $4 == "01" && substr($2, length($2) - 4) == ssh {
      split($2, local, ":")
      split($3, remote, ":")
      if (":" remote[2] == client && ++own <= ${mostOwn}) print mark "own", $2, $3
      if (local[1] == remote[1]) next
      if (!connections[remote[1]]++) peer[++peers] = remote[1]
      if (connections[remote[1]] <= ${mostPortsOfPeer}) from[remote[1]] = from[remote[1]] " " remote[2]
      else crowded = 1
    }
    END {
      for (at = 1; at <= peers && at <= ${mostPeers}; at++) print mark "peer", peer[at] from[peer[at]]
      while ((getline entry <passwd) > 0) {
        split(entry, field, ":")
        if (field[3] in nameless) { print mark "user", field[3], field[1]; delete nameless[field[3]] }
      }
      if (listeners > ${mostListeners}) print mark "cut ports"
      if (peers > ${mostPeers}) print mark "cut sshPeers"
      if (peers > ${mostPeers} || crowded) print mark "cut peerPorts"
    }
  `;

/** The same with the shell alone, without owners, for hosts without awk. Listeners come first in the tables. */
const shellPass = `
    said=' ' ok=1 cut= listeners=0 peers=0
    for table; do
      case $table in *udp | *udp6) protocol=udp listening=07 ;; *) protocol=tcp listening=0A ;; esac
      rows=0
      while read -r slot local remote state rest; do
        rows=$((rows + 1)) key=
        [ $rows -gt ${mostRows} ] && { cut=1; break; }
        case $protocol:$state:$local in
          *:$listening:*) [ $listeners -gt ${mostListeners} ] || key=$protocol$local ;;
          tcp:01:*$ssh)
            case $remote in *$client) say own $local $remote ;; esac
            [ "\${local%:*}" = "\${remote%:*}" ] && continue
            peers=$((peers + 1))
            [ $peers -gt ${mostPeers} ] || say peer \${remote%:*} \${remote#*:}
            continue
            ;;
        esac
        case "$key $said" in ' '* | *" $key "*) continue ;; esac
        said="$said$key "
        listeners=$((listeners + 1))
        [ $listeners -gt ${mostListeners} ] || say listen $protocol $local
      done <$table || ok=
    done
    [ "$cut" ] || [ $listeners -gt ${mostListeners} ] && say cut ports
    [ "$cut" ] || [ $peers -gt ${mostPeers} ] && say cut sshPeers peerPorts
    [ "$ok" ]`;

/** BSD and macOS. OpenBSD does not shorten addresses, and means something else by -W. */
const netstatPass = `
  wide=W
  [ "$(uname)" = OpenBSD ] && wide=
  netstat_rows() {
    listed=$(netstat -an$wide || netstat -an) || return
    printf '%s\\n' "$listed" | while read -r protocol receiving sending local remote state rest; do
      case $protocol:$state:$remote in
        tcp*:LISTEN:*) echo "$protocol $local $remote $state" ;;
        tcp*:ESTABLISHED:*) case $local in *[.:]$port) echo "$protocol $local $remote $state" ;; esac ;;
        udp*::*[.:]\\*) echo "$protocol $local $remote" ;;
      esac
    done
  }
  tell net 500 netstat_rows && say sockets netstat
  [ $count -gt 500 ] && say cut ports sshPeers peerPorts`;

export const askSockets = `\
say me "\${SSH_CONNECTION-unknown}"
set -- $SSH_CONNECTION
[ $# = 4 ] && [ "$1" != UNKNOWN ] || set --
case $2$4 in *[!0-9]*) set -- ;; esac
port=\${4:-22}
ssh=$(printf :%04X $port) client=$(printf :%04X "$2" 2>/dev/null)
set -- $(cat $proc/sys/kernel/random/boot_id $proc/sys/net/ipv4/ip_local_port_range 2>/dev/null)
case $1 in *-*) say bootid $1; shift ;; esac
say range $*
set --
unread=
for table in tcp tcp6 udp udp6; do
  if [ -r $proc/net/$table ]; then set -- "$@" $proc/net/$table
  elif [ -e $proc/net/$table ]; then unread="$unread $table"
  fi
done
tables=
if [ "$unread" ]; then say sockets unread$unread
elif [ -r $proc/net/tcp ]; then
  if tables=$(awk -v mark='${mark}' -v ssh=$ssh -v client="$client" -v passwd=$passwd '${awkPass}' "$@" 2>/dev/null)
  then
    printf '%s\\n' "$tables"
    say sockets proc
  elif {${shellPass}
  }; then say sockets proc; fi
elif command -v netstat >/dev/null 2>&1; then${netstatPass}
fi`;
