/**
 * The sh lines that look at files: how old the package lists are, whether a reboot is pending, which checks there are. One
 * `stat` for all.
 *
 *     @server-monitor stamp 1795390924 /var/lib/apt/lists                     (time of its last change)
 *     @server-monitor stamp 1795390924 /var/lib/server-monitor/backup
 *     @server-monitor stamp exit 0
 *     @server-monitor reboot told                        (whatever sets /run/reboot-required is installed)
 *     @server-monitor modules gone                       (pacman and apk take the running kernel's along: there, or gone)
 */
export const mostChecks = 200;
export const longestCheckName = 40;

const stampFiles = [
  "$run/reboot-required",
  "$root/lib/modules",
  "$root/var/lib/apt/periodic/update-success-stamp",
  "$root/var/lib/apt/periodic/update-stamp",
  "$root/var/lib/apt/lists",
  "$root/var/cache/dnf",
  "$root/var/cache/dnf/last_makecache",
  "$root/var/cache/libdnf5",
  "$root/var/lib/pacman/sync",
  "$root/var/cache/apk/APKINDEX.*",
];

const rebootTellers = [
  "$root/etc/kernel/postinst.d/unattended-upgrades",
  "$root/etc/kernel/postinst.d/reboot-notifier",
  "$root/etc/kernel/postinst.d/update-notifier",
  "$root/usr/share/update-notifier/notify-reboot-required",
];

/** A name that is longer has a character for each of these. */
const tooLong = `${"?".repeat(longestCheckName + 1)}*`;

export const askFiles = `\
for file in ${rebootTellers.join(" ")}; do
  [ -e $file ] && { say reboot told; break; }
done
for file in $root/var/lib/pacman/local $root/lib/apk/db/installed $root/usr/lib/apk/db/installed; do
  [ -e $file ] && [ "$kernel" ] || continue
  set -- $root/lib/modules/*
  if [ -d "$root/lib/modules/$kernel" ]; then say modules there
  elif [ -d "$1" ]; then say modules gone
  fi
  break
done
set --
for file in ${stampFiles.join(" ")}; do
  [ -e $file ] && set -- "$@" $file
done
spool= count=0
for file in $root/var/lib/server-monitor/*; do
  case \${file##*/} in *[!A-Za-z0-9._-]* | ${tooLong}) continue ;; esac
  [ -f $file ] && [ -r $file ] && ! [ -h $file ] || continue
  count=$((count + 1))
  [ $count -gt ${mostChecks} ] && { say cut checks; break; }
  spool="$spool $file"
done
set -- "$@" $spool
[ $# = 0 ] || tell stamp ${mostChecks + 50} stat -c '%Y %n' "$@" || tell stamp ${mostChecks + 50} stat -f '%m %N' "$@"`;
