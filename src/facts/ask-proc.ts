/**
 * The sh lines that ask the kernel and /etc, in one pass of `awk` (awk-pass.ts), which also cuts the socket tables down to
 * what is wanted: of 10,000 sockets no more than some hundred lines travel. What is printed is described in the files of the
 * facts. `$tables` keeps it for the lines that come later, `$mounts` the mount points to ask, one a line, `$me` our uid,
 * `$kernel` its release, `$container` whether this is one, `$others` whether others than we are
 * connected to the SSH port.
 */
import { mark } from "./answer.ts";
import { awkPass, mostListeners, mostPeers } from "./awk-pass.ts";

const mostRows = 4000;

/** The same with the shell alone, without owners, for hosts without awk. Listeners come first in the tables. */
const shellPass = `
    ssh=$(printf :%04X $port) client=$(printf :%04X "$client" 2>/dev/null)
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

/** For hosts without awk: memory, boot and sockets. */
const withoutAwk = `
  if [ -r $proc/meminfo ]; then
    figures=
    while read -r name kib unit; do
      case $name in
        MemTotal: | MemFree: | MemAvailable: | Buffers: | Cached: | SReclaimable: | Shmem: | SwapTotal: | SwapFree:) figures="$figures $name$kib" ;;
      esac
    done <$proc/meminfo
    say mem $figures
  fi
  [ -r $proc/uptime ] && read -r up idle <$proc/uptime && say up $up
  if [ $# -gt 0 ]; then {${shellPass}
  } && say sockets proc; fi
  set -- $(cat $proc/sys/kernel/random/boot_id $proc/sys/net/ipv4/ip_local_port_range 2>/dev/null)
  case $1 in *-*) say bootid $1; shift ;; esac
  say range $*`;

const sysctls = [
  "hw.pagesize hw.physmem hw.memsize hw.ncpu vm.loadavg vm.swapusage kern.boottime",
  "vm.stats.vm.v_free_count vm.stats.vm.v_inactive_count vm.stats.vm.v_laundry_count vm.stats.vm.v_cache_count",
  "kstat.zfs.misc.arcstats.size kstat.zfs.misc.arcstats.c_min",
];

/** BSD and macOS have no /proc. */
const withoutProc = `
  tell sysctl 20 sysctl ${sysctls.join(" \\\n    ")}
  tell vmstat 80 vm_stat || tell vmstat 80 vmstat -s
  tell swap 30 swapinfo -k || tell swap 30 swapctl -lk`;

export const askProc = `\
say us "\${LOGNAME:-$USER}"
say me "\${SSH_CONNECTION-unknown}"
set -- $SSH_CONNECTION
[ $# = 4 ] && [ "$1" != UNKNOWN ] || set --
case $2$4 in *[!0-9]*) set -- ;; esac
port=\${4:-22} client=$2 unread=
set --
for table in tcp tcp6 udp udp6; do
  if [ -r $proc/net/$table ]; then set -- "$@" $proc/net/$table
  elif [ -e $proc/net/$table ]; then unread="$unread $table"
  fi
done
[ "$unread" ] && say sockets unread$unread && set --
if tables=$(awk -v mark='${mark}' -v port=$port -v client="$client" -v proc=$proc -v etc=$etc '${awkPass}' "$@" 2>/dev/null)
then
  printf '%s\\n' "$tables"
  case $tables in '${mark}now '*) ;; *) say now $(date +%s) ;; esac
else
  say now $(date +%s)
  tables=${withoutAwk}
fi
[ -r $proc/net/tcp ] || [ "$unread" ] || ! command -v netstat >/dev/null 2>&1 || {${netstatPass}
}
[ -r $proc/meminfo ] || {${withoutProc}
}
mounts= me= kernel= container= own= others=
[ "$tables" ] || others=1
for file in $run/systemd/container $root/.dockerenv $run/.containerenv; do
  [ -e $file ] && container=1 && say container
done
[ -e $run/ostree-booted ] && say ostree
IFS=$newline
set -f
for line in $tables; do
  case $line in
    '${mark}mount rw '*) mounts="$mounts$newline\${line#*rw }" ;;
    '${mark}uid '*) me=\${line##* } ;;
    '${mark}container') container=1 ;;
    '${mark}kernel '*) kernel=\${line##* } ;;
    '${mark}own '*) own=\${line##* } ;;
    '${mark}peer '*)
      line=\${line#*peer }
      [ "\${line%% *}" = "\${own%:*}" ] || others=1
      ;;
  esac
done
set +f
IFS=$blanks`;
