/**
 * The one pass of `awk` over what the kernel and /etc tell: a program that starts costs a host more than all that it reads
 * here. It prints lines of the answer; who reads which is said in the files of the facts. Variables: `mark`, `proc`, `etc`,
 * `port` (of the SSH server) and `client` (our port); its operands are the socket tables. It must run in mawk, gawk,
 * BusyBox and BSD's awk, and hold no single quote.
 */
const mostListeners = 300;
const mostOwners = 300;
export const mostPeers = 200;
/** More connections of one address tell nothing new. */
export const mostPortsOfPeer = 50;
const mostOwn = 20;
export const mostFileSystems = 100;
const mostAccounts = 300;

const figures = `
    function figures(  cpus, load, text) {
      while ((getline <(proc "/meminfo")) > 0)
        if ($1 ~ /^(Mem(Total|Free|Available)|Buffers|Cached|SReclaimable|Shmem|Swap(Total|Free)):$/) text = text " " $1 $2
      if (text != "") print mark "mem" text
      if ((getline <(proc "/uptime")) > 0) print mark "up", $1
      if ((getline <(proc "/loadavg")) > 0) load = $3
      while ((getline <(proc "/stat")) > 0 && /^cpu/) cpus += /^cpu[0-9]/
      if (load != "") print mark "load", load, cpus
      while ((getline <(proc "/vmstat")) > 0) if ($1 == "oom_kill") print mark "oom", $2
      if ((getline <(proc "/sys/kernel/random/boot_id")) > 0) print mark "bootid", $1
      if ((getline <(proc "/sys/kernel/osrelease")) > 0) print mark "kernel", $1
      if ((getline <(proc "/sys/net/ipv4/ip_local_port_range")) > 0) print mark "range", $1, $2
      while ((getline <(proc "/self/status")) > 0) if ($1 == "Uid:") print mark "uid", $2
    }
  `;

/** Where a read-only image keeps what is written: the best known last. */
export const imageTargets = ["/var", "/data", "/mnt/data", "/sysroot"] as const;

/**
 * File systems on devices of this machine, each once: of a device that is mounted several times (bind mounts, subvolumes) the
 * shortest mount point that is writable, of a ZFS pool one. Not what belongs to containers, what the system mounts for itself, images, and
 * what is reached over a network. In /proc/mounts and /etc/fstab a blank is \040.
 */
const mounts = String.raw`
    function rank(point, isWritable,  at) {
      at = index(" ${imageTargets.join(" ")} ", " " point " ")
      return (isWritable ? 0 : 9999) + (point == "/" ? -99 : at ? -at : length(point))
    }
    function decoded(point) {
      gsub(/\\040/, " ", point)
      gsub(/\\011/, "\t", point)
      gsub(/\\134/, "\\", point)
      return point
    }
    function mounts(  at, best, count, device, image, intended, isImage, isWritable, known, name, point, writable) {
      while ((getline <(etc "/fstab")) > 0) if (("," $4 ",") ~ /,ro,/) intended[$2] = 1
      while ((getline <(proc "/mounts")) > 0) {
        known++
        if ($1 == "lxcfs" && $2 ~ /^\/proc\//) print mark "container"
        isImage = $3 ~ /^(squashfs|erofs|composefs|iso9660|udf|cramfs|romfs)$/
        isWritable = ("," $4 ",") !~ /,ro,/
        if ($2 == "/") image = isImage || $3 == "overlay" && ($1 == "composefs" || !isWritable && $4 !~ /upperdir=/)
        if (isImage || $3 ~ /^fuse(\.|$)/ || $1 ~ /^\/dev\/(loop|zram|ram|nbd|rbd)|@/ || $2 ~ /\\012/) continue
        if ($1 !~ /^\/dev\// && $3 != "zfs") continue
        name = $1
        if ($3 == "zfs") sub(/\/.*/, "", name)
        if (isWritable) writable[name] = 1
        if ($2 ~ /^\/((proc|sys|dev|run|snap)(\/|$)|var\/(snap|lib\/(docker|containers|containerd|kubelet|lxd|incus))\/|etc\/(hosts|hostname|resolv\.conf)$)/) continue
        if (!(name in point)) device[++count] = name
        at = rank($2, isWritable)
        if (!(name in point) || at < best[name]) { point[name] = $2; best[name] = at }
      }
      if (image) print mark "image"
      for (at = 1; at <= count && at <= ${mostFileSystems}; at++) {
        name = device[at]
        if (!(name in writable)) { if (!(point[name] in intended)) print mark "mount ro", decoded(point[name]) }
        else if (point[name] != "/") print mark "mount rw", decoded(point[name])
      }
      if (known) print mark "mounts", known
      if (count > ${mostFileSystems}) print mark "cut disks readonly"
    }
  `;

/** At the end: users of listeners, and accounts that can log in or rule. Those of packages have a low uid and live elsewhere. */
const accounts = String.raw`
    function account(name, may) { if (++accounts <= ${mostAccounts}) print mark "account", may, name }
    function names(  at, count, entry, field, known, logs, member, name, rules, ruling) {
      while ((getline entry <(etc "/group")) > 0) {
        split(entry, field, ":")
        if (field[1] !~ /^(sudo|wheel|admin|docker|lxd|incus|disk)$/) continue
        ruling[field[3]] = 1
        count = split(field[4], member, ",")
        for (at = 1; at <= count; at++) if (member[at] != "") rules[member[at]] = 1
      }
      while ((getline entry <(etc "/passwd")) > 0) {
        known++
        split(entry, field, ":")
        name = field[1]
        if (field[3] in nameless) { print mark "user", field[3], name; delete nameless[field[3]] }
        if (name ~ /^[-+#]|^$/) continue
        logs = field[7] !~ /\/(nologin|false|true|sync|halt|shutdown)$/ && field[3] != 65534
        logs = logs && (field[3] >= 1000 || field[6] ~ /^\/(home|root)(\/|$)/)
        if (field[3] == 0) account(name, "root")
        else if (name in rules || field[4] in ruling) account(name, "sudo")
        else if (logs) account(name, "login")
        delete rules[name]
      }
      for (name in rules) account(name, "sudo")
      if (known) print mark "accounts", known
      if (accounts > ${mostAccounts}) print mark "cut accounts"
    }
  `;

/**
 * The seed that srand() takes is the time in seconds, and the next srand() tells it: one program less than `date`. The mawk of
 * Debian 13 takes nanoseconds: then `date` is asked.
 *
 * Fields of /proc/net/tcp: slot, local, remote, state (0A listening, 01 established; of UDP 07 unconnected), …, the eighth
 * the owner's uid, the tenth the socket's inode. Owners of 127.0.0.1 and ::1, in either byte order, are wanted by nobody.
 */
const sockets = `
    BEGIN {
      srand()
      now = srand()
      if (now ~ /^[0-9]+$/ && now > 1000000000 && now < 100000000000) print mark "now", now
      ssh = sprintf(":%04X", port)
      if (client != "") client = sprintf(":%04X", client)
      figures()
      mounts()
    }
    FNR == 1 { udp = FILENAME ~ /udp6?$/; tables++; next }
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
      names()
      if (listeners > ${mostListeners}) print mark "cut ports"
      if (peers > ${mostPeers}) print mark "cut sshPeers"
      if (peers > ${mostPeers} || crowded) print mark "cut peerPorts"
      if (tables) print mark "sockets proc"
    }
  `;

/** Comments and indentation stay here. */
export const awkPass = `${figures}${mounts}${accounts}${sockets}`.replace(/^ {4}/gm, "  ").replace(/\n\s*\n/g, "\n");
export { mostListeners };
