/**
 * The shell scripts that a person pastes as root on a new host: plain POSIX sh, for the tools of Debian, Fedora and Alpine.
 * They can be run again at any time, and say what they do. What stands in them was checked by guest.ts.
 */
import { createHash } from "node:crypto";
import { account, checksFolder, entryOf, type Guest, knownHostsName, probePath } from "./guest.ts";

/** One command for any shell that root may have: the script is its input. */
export function pasteable(script: string): string {
  return `sh <<'SERVER_MONITOR_INVITE'\n${script}SERVER_MONITOR_INVITE\n`;
}

/** Many terminals complete a name where a tab is pasted. */
const tabMark = "<TAB>";

export function invitation(guest: Guest, probe: string): string {
  if (probe.includes(tabMark)) throw new Error(`the probe has the text ${tabMark}`);
  const from = guest.from === undefined ? "" : `from="${guest.from}",`;
  return `# Lets server-monitor check this machine, ${guest.name}. It makes, and nothing else:
#   the account ${account}, without a password and without files of its own
#   its authorized_keys, with a key that can run the probe and do nothing else
#   ${probePath}, which only reads
#   ${checksFolder}, for results of your own checks
${guest.readsLog ? "# And it lets the account read the log of the system, by a group.\n" : ""}set -eu
${common}
key='${guest.key}'
line='restrict,${from}command="${probePath}" ${guest.key} server-monitor'

make_account() {
  if id "$user" >/dev/null 2>&1; then
    say "account $user: was there"
  elif has useradd; then
    group=--user-group
    if grep -q "^$user:" /etc/group; then group=--gid=$user; fi
    useradd --system "$group" --no-create-home --home-dir "/home/$user" --shell /bin/sh --comment server-monitor "$user"
    say "account $user: made"
  elif has adduser; then
    addgroup -S "$user" 2>/dev/null || :
    adduser -S -D -H -h "/home/$user" -s /bin/sh -g server-monitor -G "$user" "$user" >/dev/null
    say "account $user: made"
  else
    stop "there is neither useradd nor adduser: make the account $user by hand, and run this again"
  fi
  case $(entry passwd 7) in
    */nologin | */false) stop "the account $user has no shell: usermod --shell /bin/sh $user, and run this again" ;;
  esac
}

# sshd without PAM refuses accounts whose password is locked (!), and lets those in that have none (*).
allow_login() {
  case $(entry shadow 2) in
    '!' | '!!' | '!*')
      if has usermod; then usermod --password '*' "$user"; else echo "$user:*" | chpasswd -e >/dev/null 2>&1; fi
      ;;
  esac
  # Saves dozens of journal lines at each check.
  if has loginctl; then loginctl enable-linger "$user" >/dev/null 2>&1 || :; fi
}

install_probe() {
  mkdir -p "\${probe%/*}" ${checksFolder}
  tab=$(printf '\\t')
  sed "s/${tabMark}/$tab/g" >"$probe.new" <<'SERVER_MONITOR_PROBE'
${probe.replaceAll("\t", tabMark)}SERVER_MONITOR_PROBE
  digest=$(sha256sum <"$probe.new")
  if [ "\${digest%% *}" != ${digestOf(probe)} ]; then
    rm -f "$probe.new"
    stop "the probe did not arrive as it was sent: paste the whole block again, in one piece"
  fi
  chmod 755 "$probe.new"
  if cmp -s "$probe.new" "$probe"; then
    rm -f "$probe.new"
    say "$probe: was there, sha256 ${digestOf(probe)}"
  else
    mv -f "$probe.new" "$probe"
    say "$probe: written, sha256 ${digestOf(probe)}"
  fi
}

# The files belong to root, so that the account cannot allow itself more.
allow_key() {
  home=$(entry passwd 6)
  keys=$home/.ssh/authorized_keys
  case $home in '' | /) stop "the account $user has no home folder: usermod --home /home/$user $user, and run this again" ;; esac
  refuse_links "$home/.ssh" "$keys" "$keys.new"
  mkdir -p "$home/.ssh"
  touch "$keys"
  if grep -qxF "$line" "$keys"; then
    say "$keys: was there"
  else
    grep -vF "$key" "$keys" >"$keys.new" || :
    echo "$line" >>"$keys.new"
    mv -f "$keys.new" "$keys"
    say "$keys: the key was added"
  fi
  chmod 755 "$home/.ssh"
  chmod 644 "$keys"
  if has restorecon; then restorecon -R "$home" "$probe" || :; fi
}

${guest.readsLog ? allowLog : ""}warn() {
  settings=$(sshd -T 2>/dev/null || :)
  if echo "$settings" | grep -qi '^allow[ug]'; then
    say "take care: sshd_config has AllowUsers or AllowGroups; add $user, and reload sshd"
  fi
  if ! echo "$settings" | grep -qi '^authorizedkeysfile .*\\.ssh/authorized_keys' && [ "$settings" ]; then
    say "take care: sshd_config has another AuthorizedKeysFile; move the line there"
  fi
}

# The keys that sshd uses, of the types that server-monitor knows.
host_keys() {
  files=$(echo "$settings" | sed -n 's/^hostkey \\(.*\\)/\\1.pub/p')
  for file in \${files:-/etc/ssh/ssh_host_*_key.pub}; do
    if grep -q '^\\(ssh-ed25519\\|ssh-rsa\\|ecdsa-sha2-nistp[0-9]*\\) ' "$file" 2>/dev/null; then echo "$file"; fi
  done
}

tell() {
  pins=
  say "done. The fingerprints of this machine are:"
  for file in $(host_keys); do
    ssh-keygen -lf "$file"
    pins="$pins\${pins:+, }$(ssh-keygen -lf "$file" | cut -d ' ' -f 2)"
  done
  say "add to the inventory:"
  cat <<'ENTRY'
${entryOf(guest).join("\n")}
ENTRY
  echo "    host_key: [$pins]"
  say "or, instead of host_key, add to KNOWN_HOSTS:"
  for file in $(host_keys); do echo "${knownHostsName(guest)} $(cut -d ' ' -f 1,2 "$file")"; done
}

main() {
  make_account
  allow_login
  install_probe
  allow_key
${guest.readsLog ? "  allow_log\n" : ""}  warn
  tell
}
main </dev/null
`;
}

/** The journal's group, or that of /var/log/auth.log. */
const allowLog = `\
allow_log() {
  for group in systemd-journal adm; do
    if ! grep -q "^$group:" /etc/group; then continue; fi
    case " $(id -Gn "$user") " in
      *" $group "*) say "log: group $group, was there"; return ;;
    esac
    if has usermod; then usermod -aG "$group" "$user"; else stop "add $user to the group $group by hand, and run this again"; fi
    say "log: $user was added to the group $group"
    return
  done
  say "take care: there is neither a group systemd-journal nor adm; the log cannot be read"
}

`;

export function removal(): string {
  return `# Takes away what server-monitor's invite has made on this machine.
set -eu
${common}

remove_keys() {
  home=$(entry passwd 6)
  keys=$home/.ssh/authorized_keys
  refuse_links "$home/.ssh" "$keys" "$keys.new"
  if ! [ -f "$keys" ]; then return; fi
  grep -vF "command=\\"$probe\\"" "$keys" >"$keys.new" || :
  chmod 644 "$keys.new"
  mv -f "$keys.new" "$keys"
  say "$keys: the key was removed"
}

remove_account() {
  if [ "$(entry passwd 5)" != server-monitor ]; then
    say "account $user: kept, it was there before"
    return
  fi
  if ! [ -s "$keys" ]; then rm -f "$keys"; fi
  if has loginctl; then
    loginctl disable-linger "$user" >/dev/null 2>&1 || :
    loginctl terminate-user "$user" >/dev/null 2>&1 || :
  fi
  if has userdel; then userdel --force "$user"; else deluser "$user"; fi
  say "account $user: removed"
  for folder in "$home/.ssh" "$home"; do
    if [ -d "$folder" ]; then rmdir "$folder" 2>/dev/null || say "$folder: kept, there are other files in it"; fi
  done
}

main() {
  if id "$user" >/dev/null 2>&1; then
    remove_keys
    remove_account
  fi
  rm -f "$probe" "$probe.new"
  say "$probe: removed"
  if [ -d ${checksFolder} ]; then
    rmdir ${checksFolder} 2>/dev/null || say "${checksFolder}: kept, there are files in it"
  fi
}
main </dev/null
`;
}

const common = `umask 022
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/sbin:/sbin
user=${account}
probe=${probePath}

say() { echo "server-monitor: $*"; }
stop() {
  say "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
# A field of the account's line in a file of /etc.
entry() { awk -F : -v user="$user" -v at="$2" '$1 == user { print $at }' "/etc/$1"; }
refuse_links() {
  for path in "$@"; do
    if [ -h "$path" ]; then stop "$path is a link: remove it, and run this again"; fi
  done
}

if [ "$(id -u)" != 0 ]; then stop "run this as root: sudo -i, then paste it again"; fi
`;

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
