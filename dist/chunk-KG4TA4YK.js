const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  boot,
  endLine,
  mark,
  onlyLine,
  protocolVersion,
  readAnswer
} from "./chunk-IGDBPSKK.js";
import {
  hostTypes
} from "./chunk-J26OB2QN.js";
import {
  canonicalAddress,
  compareAddresses,
  isLoopback
} from "./chunk-7NTXYRBY.js";
import {
  problem
} from "./chunk-P6WS3LZM.js";

// src/facts/ask-sockets.ts
var mostListeners = 300;
var mostOwners = 300;
var mostPeers = 200;
var mostOwn = 20;
var mostRows = 4e3;
var awkPass = `
    FNR == 1 { udp = FILENAME ~ /udp6?$/; next }
    $4 == (udp ? "07" : "0A") {
      socket = (udp ? "udp " : "tcp ") $2
      if (!seen[socket]++ && ++listeners <= ${mostListeners}) print mark "listen", socket
      if (listeners > ${mostListeners} || $2 ~ /^(0100007F|7F000001|0+1(000000)?):/) next
      if (!seen[socket, $8]++ && ++owners <= ${mostOwners}) { print mark "owner", $8, $10, socket; nameless[$8] = 1 }
      next
    }
    !udp && $4 == "01" && substr($2, length($2) - 4) == ssh {
      split($3, remote, ":")
      if (":" remote[2] == client && ++own <= ${mostOwn}) print mark "own", $2, $3
      if (!seen[remote[1]]++ && ++peers <= ${mostPeers}) print mark "peer", remote[1]
    }
    END {
      while ((getline entry <passwd) > 0) {
        split(entry, field, ":")
        if (field[3] in nameless) { print mark "user", field[3], field[1]; delete nameless[field[3]] }
      }
      if (listeners > ${mostListeners}) print mark "cut ports"
      if (peers > ${mostPeers}) print mark "cut sshPeers"
    }
  `;
var shellPass = `
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
            [ $peers -gt ${mostPeers} ] || key=\${remote%:*}
            ;;
        esac
        case $said in *" $key "*) continue ;; esac
        said="$said$key "
        case $key in
          *:*) listeners=$((listeners + 1)); [ $listeners -gt ${mostListeners} ] || say listen $protocol $local ;;
          ?*) peers=$((peers + 1)); [ $peers -gt ${mostPeers} ] || say peer $key ;;
        esac
      done <$table || ok=
    done
    [ "$cut" ] || [ $listeners -gt ${mostListeners} ] && say cut ports
    [ "$cut" ] || [ $peers -gt ${mostPeers} ] && say cut sshPeers
    [ "$ok" ]`;
var netstatPass = `
  wide=W
  [ "$(uname)" = OpenBSD ] && wide=
  { netstat -an$wide || netstat -an; } 2>/dev/null |
    while read -r protocol receiving sending local remote state rest; do
      case $protocol:$state:$remote in
        tcp*:LISTEN:*) echo "$protocol $local $remote $state" ;;
        tcp*:ESTABLISHED:*) case $local in *[.:]$port) echo "$protocol $local $remote $state" ;; esac ;;
        udp*::*[.:]\\*) echo "$protocol $local $remote" ;;
      esac
    done | lines net 500 'ports sshPeers'
  say sockets netstat`;
var askSockets = `say me "$SSH_CONNECTION"
set -- $SSH_CONNECTION
case $4 in '' | *[!0-9]*) port=22 ;; *) port=$4 ;; esac
ssh=$(printf :%04X $port) client=$(printf :%04X "$2" 2>/dev/null)
set --
for table in tcp tcp6 udp udp6; do
  [ -r $proc/net/$table ] && set -- "$@" $proc/net/$table
done
say range $(cat $proc/sys/net/ipv4/ip_local_port_range 2>/dev/null)
tables=
if [ -r $proc/net/tcp ]; then
  if tables=$(awk -v mark='${mark}' -v ssh=$ssh -v client="$client" -v passwd=$passwd '${awkPass}' "$@" 2>/dev/null)
  then
    printf '%s\\n' "$tables"
    say sockets proc
  elif {${shellPass}
  }; then say sockets proc; fi
elif command -v netstat >/dev/null 2>&1; then${netstatPass}
fi`;

// src/facts/safe-name.ts
function safeName(name) {
  return name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 32);
}

// src/facts/owners.ts
function ownersBySocket(answer) {
  const [users, processes] = [namesIn(answer.lines("user")), namesIn(answer.lines("process"))];
  const rows = answer.lines("owner").flatMap((line) => {
    const [, uid, inode = "", socket = ""] = /^(\d{1,10}) (\d{1,20}) (\S+ \S+)$/.exec(line) ?? [];
    return uid === void 0 ? [] : [{ socket, user: users.get(uid) ?? uid, process: processes.get(inode) }];
  });
  const bySocket = Map.groupBy(rows, ({ socket }) => socket);
  return new Map([...bySocket].map(([socket, owners]) => [socket, distinctOwners(owners)]));
}
function distinctOwners(owners) {
  const distinct = new Map(owners.map(({ user, process }) => [`${user} ${process}`, { user, process }]));
  return [...distinct.values()];
}
function namesIn(lines) {
  const pairs = lines.flatMap((line) => {
    const [, number, name = ""] = /^(\d{1,20}) (.+)$/.exec(line) ?? [];
    return number === void 0 ? [] : [[number, safeName(name)]];
  });
  return new Map(pairs);
}

// src/facts/sockets.ts
function ownAddress(answer) {
  return canonicalAddress(answer.lines("me")[0]?.split(" ")[0] ?? "");
}
function readSockets(answer) {
  const source = onlyLine(answer, "sockets");
  if (source === "proc") return fromProc(answer);
  if (source === "netstat") return fromNetstat(answer);
  throw new Error("the socket tables were read in a way that is not known");
}
function fromProc(answer) {
  const decode = bigEndian(answer) ? hexAddress : (hex) => hexAddress(swapped(hex));
  const owners = ownersBySocket(answer);
  return {
    listeners: answer.lines("listen").map((line) => {
      const [, protocol, hex = "", port = ""] = /^(tcp|udp) ([0-9A-F]+):([0-9A-F]{4})$/.exec(line) ?? [];
      const end = { port: Number.parseInt(port, 16), address: decode(hex) };
      return { protocol: protocolOf(protocol), ...end, owners: owners.get(line) ?? [] };
    }),
    peers: answer.lines("peer").map(decode)
  };
}
function bigEndian(answer) {
  const [client = "", , server = ""] = (answer.lines("me")[0] ?? "").split(" ");
  const known = [server, client].map((address) => canonicalAddress(address));
  const rows = answer.lines("own").map((line) => [...line.matchAll(/([0-9A-F]+):/g)].map(([, hex = ""]) => hex));
  const told = (order) => rows.some((ends) => known.every((address, end) => address !== void 0 && address === order(ends[end] ?? "")));
  return told(tryAddress) && !told((hex) => tryAddress(swapped(hex)));
}
function tryAddress(hex) {
  return addressOf(hex) ?? "";
}
function swapped(hex) {
  return hex.replace(/(..)(..)(..)(..)/g, "$4$3$2$1");
}
function hexAddress(hex) {
  const address = addressOf(hex);
  if (address === void 0) throw new Error("a socket table has an address of unknown form");
  return address;
}
function addressOf(hex) {
  if (/^[0-9A-F]{8}$/.test(hex)) return hex.replace(/../g, (byte) => `${Number.parseInt(byte, 16)}.`).slice(0, -1);
  if (/^[0-9A-F]{32}$/.test(hex)) return canonicalAddress(hex.replace(/....(?!$)/g, "$&:"));
  return void 0;
}
function fromNetstat(answer) {
  const rows = answer.lines("net").map((line) => line.split(" "));
  if (rows.length === 0) throw new Error("netstat did not answer");
  const established = rows.filter(([, , , state]) => state === "ESTABLISHED");
  const listening = rows.filter(([, local = "", , state]) => state !== "ESTABLISHED" && !local.endsWith("*"));
  return {
    listeners: listening.map(([protocol = "", local = ""]) => ({
      protocol: protocolOf(/^(?:tcp|udp)/.exec(protocol)?.[0]),
      ...endOf(local),
      owners: [],
      onLoopbackInterface: /%lo\d*[.:]\d+$/.test(local)
    })),
    peers: established.map(([, , remote = ""]) => endOf(remote).address)
  };
}
function endOf(text) {
  const [, host = "", port = ""] = /^(.+)[.:](\d{1,5})$/.exec(text) ?? [];
  const address = host === "*" ? "::" : canonicalAddress(host);
  if (address === void 0 || Number(port) > 65535) throw new Error("netstat has an address of unknown form");
  return { address, port: Number(port) };
}
function protocolOf(text) {
  if (text === "tcp" || text === "udp") return text;
  throw new Error("a socket table has a protocol that is not known");
}

// src/facts/client-address.ts
var clientAddress = {
  types: ["node", "miner"],
  ask: askSockets,
  parse: ownAddress
};

// src/facts/memory.ts
var askMemory = `if [ -r $proc/meminfo ]; then
  figures=
  while read -r name kib unit; do
    case $name in
      MemFree: | MemAvailable: | Buffers: | Cached: | SReclaimable: | Shmem: | SwapFree:) figures="$figures $name$kib" ;;
    esac
  done <$proc/meminfo
  say mem $figures
else
  stats=vm.stats.vm.v_
  sysctl hw.pagesize \${stats}free_count \${stats}inactive_count \${stats}laundry_count \${stats}cache_count \\
    kstat.zfs.misc.arcstats.size kstat.zfs.misc.arcstats.c_min vm.swapusage 2>/dev/null | lines sysctl 20
  { vm_stat || vmstat -s; } 2>/dev/null | lines vmstat 80
  { swapinfo -k || swapctl -lk; } 2>/dev/null | lines swap 30
fi`;
var memory = {
  types: ["node", "miner"],
  ask: askMemory,
  parse: (answer) => wholeMib(availableBytes(answer))
};
function wholeMib(bytes) {
  const mib = Math.floor(bytes / 2 ** 20);
  if (!Number.isSafeInteger(mib) || mib < 0) throw new Error("the host told a size that no machine has");
  return mib;
}
function availableBytes(answer) {
  if (answer.lines("mem").length > 0) return 1024 * linuxAvailableKib(meminfo(answer));
  const free = pagesNamed(answer.lines("sysctl"), /^vm\.stats\.vm\.v_(?:free|inactive|laundry|cache)_count: (\d+)$/);
  if (free !== void 0) return free * pageSize(answer) + shrinkableArcBytes(answer);
  const spare = pagesNamed(answer.lines("vmstat"), sparePages);
  if (spare !== void 0) return spare * pageSize(answer);
  throw new Error("neither /proc/meminfo nor sysctl, vm_stat or vmstat answered");
}
var sparePages = /^(?:(\d+) pages (?:free|inactive)|Pages (?:free|inactive|speculative|purgeable): +(\d+)\.)$/;
function meminfo(answer) {
  const figures = onlyLine(answer, "mem").split(" ").map(figure);
  return new Map(figures);
}
function figure(text) {
  const [, name = "", kib] = /^(\w+):(\d{1,12})$/.exec(text) ?? [];
  if (kib === void 0) throw new Error("/proc/meminfo has a figure that is no number");
  return [name, Number(kib)];
}
function linuxAvailableKib(figures) {
  const told = figures.get("MemAvailable");
  if (told !== void 0) return told;
  const free = figures.get("MemFree");
  if (free === void 0) throw new Error("/proc/meminfo has neither MemAvailable nor MemFree");
  const caches = ["Buffers", "Cached", "SReclaimable"].map((name) => figures.get(name) ?? 0);
  return Math.max(0, caches.reduce((sum, kib) => sum + kib, free) - (figures.get("Shmem") ?? 0));
}
function pagesNamed(lines, name) {
  const pages = lines.flatMap((line) => name.exec(line)?.slice(1).find(Boolean) ?? []).map(Number);
  return pages.length === 0 ? void 0 : pages.reduce((sum, count) => sum + count, 0);
}
function pageSize(answer) {
  const [bytes] = [...answer.lines("vmstat"), ...answer.lines("sysctl")].flatMap(
    (line) => pagesNamed([line], pageBytes) ?? []
  );
  if (bytes === void 0) throw new Error("the host did not say how large a page is");
  return bytes;
}
var pageBytes = /^(?:hw\.pagesize[:=] ?(\d+)|(\d+) bytes per page|Mach.*page size of (\d+) bytes\))$/;
function shrinkableArcBytes(answer) {
  const size = pagesNamed(answer.lines("sysctl"), /^kstat\.zfs\.misc\.arcstats\.size: (\d+)$/) ?? 0;
  const minimum = pagesNamed(answer.lines("sysctl"), /^kstat\.zfs\.misc\.arcstats\.c_min: (\d+)$/) ?? 0;
  return Math.max(0, size - minimum);
}

// src/facts/disk.ts
var rootRow = / (\d+) +-?\d+ +(-?\d+) +(?:-|\d+%) +\/$/;
var question = {
  types: ["node", "miner"],
  ask: "within 5 df -Pk / 2>/dev/null | lines disk 5",
  mayHang: true
};
var disk = {
  ...question,
  parse: (answer) => wholeMib(1024 * Math.max(0, root(answer).availableKib))
};
var diskSize = { ...question, parse: (answer) => wholeMib(1024 * root(answer).sizeKib) };
function root(answer) {
  const row = answer.lines("disk").flatMap((line) => rootRow.exec(line) ?? []);
  const [, sizeKib, availableKib] = row;
  if (sizeKib === void 0 || availableKib === void 0) throw new Error("df did not answer for /");
  return { sizeKib: Number(sizeKib), availableKib: Number(availableKib) };
}

// src/facts/gpu.ts
var mostGpus = 64;
var gpu = {
  types: ["miner"],
  /** Can take seconds to wake the cards, and for ever where a driver is stuck. Errors come on both outputs. */
  ask: `if command -v nvidia-smi >/dev/null 2>&1; then
  {
    within 10 nvidia-smi --query-gpu=index,temperature.gpu,memory.used,power.draw --format=csv,noheader,nounits 2>&1
    echo "exit $?"
  } | tr -cd '\\12\\40-\\176' | lines gpus ${2 * mostGpus}
else
  say gpus nvidia-smi is not installed
fi`,
  mayHang: true,
  parse: (answer) => {
    assertFinished(answer);
    const rows = rowsByIndex(answer);
    const lost = answer.lines("gpus").filter((line) => /^Unable to determine the device handle for /.test(line)).length;
    const last = Math.max(-1, ...rows.keys());
    const count = Math.max(last + 1, rows.size + lost);
    if (count === 0) throw new Error(`nvidia-smi shows no card: ${answer.lines("gpus")[0]}`);
    return Array.from({ length: count }, (_, index) => rows.get(index) ?? silent);
  }
};
var silent = { tempC: void 0, memMib: void 0, powerW: void 0 };
function assertFinished(answer) {
  const said = answer.lines("gpus");
  const exit = said.flatMap((line) => /^exit (\d{1,3})$/.exec(line)?.[1] ?? []).at(-1);
  if (exit === void 0) throw new Error(said[0] ?? "nvidia-smi did not answer");
  if (["124", "137", "265"].includes(exit)) throw new Error("nvidia-smi did not answer within 10 s");
}
function rowsByIndex(answer) {
  const rows = answer.lines("gpus").flatMap((line) => {
    const [, index, temperature, memory2, power] = /^(\d{1,2}), ([^,]*), ([^,]*), ([^,]*)$/.exec(line) ?? [];
    if (index === void 0 || Number(index) >= mostGpus) return [];
    const card = { tempC: figure2(temperature), memMib: figure2(memory2), powerW: figure2(power) };
    return [[Number(index), card]];
  });
  return new Map(rows);
}
function figure2(text = "") {
  const [, number] = /^(\d{1,7}(?:\.\d{1,3})?)(?: (?:C|W|MiB))?$/.exec(text.trim()) ?? [];
  return number === void 0 ? void 0 : Number(number);
}

// src/facts/ephemeral-ports.ts
var usualFirst = 32768;
var believedFirst = 1024;
function isPassing(answer) {
  const [, first = 0, last = 0] = /^(\d{1,5}) (\d{1,5})$/.exec(answer.lines("range")[0] ?? "")?.map(Number) ?? [];
  if (first < believedFirst) return () => false;
  return ({ port, protocol }) => protocol === "udp" && port >= first && port <= last && port < usualFirst;
}

// src/facts/ports.ts
var ports = {
  types: ["node"],
  ask: askSockets,
  parse: (answer, vouched) => {
    const unknown = unknownListeners(answer, vouched);
    const distinct = new Map(unknown.map(({ port, protocol }) => [portKey({ port, protocol }), { port, protocol }]));
    return [...distinct.values()].sort(byNumber);
  }
};
function unknownListeners(answer, vouched) {
  const passing = isPassing(answer);
  return readSockets(answer).listeners.filter(
    (listener) => reachable(listener) && !vouched.port(listener.port, listener.protocol) && !passing(listener)
  );
}
function portKey({ port, protocol }) {
  return `${port}/${protocol}`;
}
function reachable({ address, port, onLoopbackInterface }) {
  return port > 0 && !isLoopback(address) && onLoopbackInterface !== true;
}
function byNumber(a, b) {
  return a.port - b.port || (a.protocol < b.protocol ? -1 : 1);
}

// src/facts/listeners.ts
var mostDescriptors = 4e3;
var awkPass2 = `
    $2 == "owner" { if (!wanted[$4]++) { inodes[++count] = $4; missing++ } next }
    /^\\/.*\\/fd:$/ { parts = split($0, part, "/"); pid = part[parts - 1]; next }
    ++descriptors > ${mostDescriptors} { exit }
    / -> socket:\\[[0-9]+\\]$/ {
      inode = substr($NF, 9, length($NF) - 9)
      if (!(inode in wanted) || inode in holder && holder[inode] != 1) next
      holder[inode] = pid
      if (pid != 1 && !--missing) exit
    }
    END {
      for (at = 1; at <= count; at++) {
        if (!(inodes[at] in holder)) continue
        file = proc "/" holder[inodes[at]] "/comm"
        if ((getline name <file) > 0) print mark "process", inodes[at], name
        close(file)
      }
    }
  `;
var listeners = {
  types: ["node"],
  /**
   * After the sockets, whose owners it goes by. Root sees into all processes, others into their own: a user who owns none
   * of the listeners has nothing to find, and does not look.
   */
  ask: `me=$(id -u 2>/dev/null)
case $me:$tables in
  0:*" owner "* | *" owner $me "*)
    {
      printf '%s\\n' "$tables"
      within 2 ls -ln $proc/[0-9]*/fd 2>/dev/null
    } | awk -v mark='${mark}' -v proc=$proc '${awkPass2}' 2>/dev/null
    ;;
esac`,
  mayHang: true,
  parse: (answer, vouched) => {
    const byPort = Map.groupBy(unknownListeners(answer, vouched), portKey);
    return ports.parse(answer, vouched).map((port) => {
      const sharing = byPort.get(portKey(port)) ?? [];
      const addresses = [...new Set(sharing.map(({ address }) => address))].sort(compareAddresses);
      return { ...port, addresses, owners: distinctOwners(sharing.flatMap(({ owners }) => owners)) };
    });
  }
};

// src/facts/logins.ts
var logins = {
  types: ["node", "miner"],
  /** Only printable ASCII passes: what stands in utmp may come from a user. */
  ask: `if list=$(who --ips 2>/dev/null || who 2>/dev/null); then
  printf '%s\\n' "$list" | tr -cd '\\12\\40-\\176' | lines logins 100
  say who asked
fi`,
  /** `user@address`, sorted. The address is a name where the host knows no better. */
  parse: (answer, vouched) => {
    if (onlyLine(answer, "who") !== "asked") throw new Error("who did not answer");
    const ourselves = ownAddress(answer);
    const known = (address) => address === ourselves || vouched.peer(address);
    const found = answer.lines("logins").flatMap((line) => loginOf(line, known) ?? []);
    return [...new Set(found)].sort();
  }
};
function loginOf(line, known) {
  const session = sessionOf(line);
  const from = session && remoteEnd(session.from);
  if (session === void 0 || from === void 0 || from === session.terminal) return void 0;
  const address = canonicalAddress(from);
  if (address !== void 0 && known(address)) return void 0;
  const shown = address ?? dnsName(from);
  return shown && `${safeName(session.user)}@${shown}`;
}
var sessionLine = /^(\S+) +(\S+) .* \d\d:\d\d(?::\d\d)?(?: +(\S.*))?$/;
function sessionOf(line) {
  if (line === "") return void 0;
  const [, user, terminal = "", from = ""] = sessionLine.exec(line) ?? [];
  if (user === void 0) throw new Error("who answered in a form that is not known");
  return { user, terminal, from: /^\((.*)\)$/.exec(from)?.[1] ?? from };
}
function remoteEnd(from) {
  const end = from.replace(/ via mosh \[\d+\]$/, "").replace(/^.*@/, "");
  return canonicalAddress(end) === void 0 ? end.replace(/:(?:S\.)?\d+(?:\.\d+)?$/, "") : end;
}
var dnsLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
var dnsPattern = new RegExp(`^(?=.*[A-Za-z])(?=.{1,253}$)${dnsLabel}(?:\\.${dnsLabel})*$`);
function dnsName(text) {
  return dnsPattern.test(text) ? text.toLowerCase() : void 0;
}

// src/facts/peers.ts
var peers = {
  types: ["node", "miner"],
  ask: askSockets,
  parse: (answer, vouched) => {
    const ourselves = ownAddress(answer);
    const strangers = readSockets(answer).peers.filter((address) => address !== ourselves && !vouched.peer(address));
    return [...new Set(strangers)].sort(compareAddresses);
  }
};

// src/facts/probe-script.ts
var before = `#!/bin/sh
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
var after = `
printf '${endLine}\\n'
}
server_monitor_probe </dev/null
exit 0
`;
function scriptOf(asks) {
  return `${before}${[...new Set(asks)].join("\n")}${after}`;
}

// src/facts/swap.ts
var swap = {
  types: ["node"],
  ask: askMemory,
  parse: (answer) => wholeMib(freeBytes(answer))
};
function freeBytes(answer) {
  if (answer.lines("mem").length > 0) return 1024 * linuxFreeKib(answer);
  const [macos] = answer.lines("sysctl").flatMap((line) => /^vm\.swapusage: .*\bfree = (\d+\.\d+)M/.exec(line)?.[1] ?? []);
  if (macos !== void 0) return Number(macos) * 2 ** 20;
  const table = answer.lines("swap");
  if (!table.some((line) => line.startsWith("Device "))) throw new Error("nothing on the host tells its swap");
  return 1024 * table.map(deviceFreeKib).reduce((sum, kib) => sum + kib, 0);
}
function linuxFreeKib(answer) {
  const kib = meminfo(answer).get("SwapFree");
  if (kib === void 0) throw new Error("/proc/meminfo has no SwapFree");
  return kib;
}
function deviceFreeKib(line) {
  return Number(/^\/\S+ +\d+ +\d+ +(\d+) /.exec(line)?.[1] ?? 0);
}

// src/facts/index.ts
var list = {
  memAvailMib: memory,
  swapFreeMib: swap,
  diskAvailMib: disk,
  diskSizeMib: diskSize,
  lastBoot: boot,
  ports,
  listeners,
  sshPeers: peers,
  logins,
  gpus: gpu,
  clientAddress
};
var facts = list;
function probeScript(type) {
  return scriptFor([type]);
}
function fullProbeScript() {
  return scriptFor(hostTypes);
}
function readFacts(text, type, vouched) {
  const answer = readAnswer(text);
  if (!answer.started) return { problems: [incomplete(`the probe script did not run; ${firstLine(text)}`)] };
  const values = {};
  const troubles = namesFor([type]).flatMap((name) => read(name, answer, vouched, values));
  const reasons = answer.complete ? troubles : [...troubles, "the answer ends before its end line"];
  return { value: values, problems: reasons.length === 0 ? [] : [incomplete(reasons.join("; "))] };
}
var mostItems = 500;
function read(name, answer, vouched, values) {
  try {
    const value = facts[name].parse(answer, vouched);
    if (Array.isArray(value) && value.length > mostItems)
      throw new Error("the host tells more than the probe asks for");
    values[name] = value;
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
  const cut = answer.lines("cut").flatMap((names) => names.split(" "));
  return cut.includes(name) ? [`${name}: there are more than the probe passes on`] : [];
}
function scriptFor(types) {
  const asked = namesFor(types).map((name) => facts[name]);
  const [hanging, quick] = [asked.filter(({ mayHang }) => mayHang), asked.filter(({ mayHang }) => !mayHang)];
  return scriptOf([...quick, ...hanging].map(({ ask }) => ask));
}
function namesFor(types) {
  return Object.keys(facts).filter(isFactName).filter((name) => facts[name].types.some((type) => types.includes(type)));
}
function isFactName(name) {
  return Object.hasOwn(facts, name);
}
function firstLine(text) {
  const line = text.slice(0, 2e3).split("\n").find((each) => each.trim() !== "");
  return line === void 0 ? "the session said nothing" : `the session said: ${line.trim().slice(0, 100)}`;
}
function incomplete(detail) {
  return problem("probe:incomplete", detail.slice(0, 1e3));
}

export {
  probeScript,
  fullProbeScript,
  readFacts
};
