/**
 * The sh lines that ask who is logged in. Many systems have no utmp any more (Debian 13, Ubuntu 25.10, musl): there `who` says
 * nothing, and exits with 0. So three sources are asked, and each has to show that it knows of anybody at all:
 *
 * - utmp, by `who`: the file is there, and not empty on Linux, where it holds the boot at least;
 * - logind, by its session files: our own session is among them;
 * - the titles of OpenSSH's processes, where logind does not tell, because utmp has no sessions without a terminal: process 1 can be seen, and therefore
 *   all processes (which `hidepid` prevents). logins.ts looks for our own session among them. Where nobody else is connected
 *   to the SSH port, nobody else is logged in, and the processes are not looked through.
 *
 * What they print is described in logins.ts.
 */
const mostLogins = 100;

/** A file `ID.ref` beside a session's is a FIFO, which nobody may open. `closing`: logged out, with programs left behind. */
const logindPass = `
  sessions=$run/systemd/sessions count=0
  for file in $sessions/*; do
    [ -f "$file" ] && [ -r "$file" ] || continue
    user= host= state=
    while read -r line; do
      case $line in USER=*) user=\${line#*=} ;; REMOTE_HOST=*) host=\${line#*=} ;; STATE=*) state=\${line#*=} ;; esac
    done <"$file"
    [ "$file" = "$sessions/$XDG_SESSION_ID" ] && { asked=1 logind=1; continue; }
    [ "$host" ] && [ "$state" != closing ] || continue
    [ "$host" = "\${SSH_CONNECTION%% *}" ] && asked=1 logind=1
    count=$((count + 1))
    [ $count -gt ${mostLogins} ] && { say cut logins; break; }
    say session "\${user:-?}" "$host"
  done`;

const titlesPass = `
  count=0
  for file in $proc/[0-9]*/comm; do
    comm= title=
    read -r comm <"$file"
    case $comm in sshd*) read -r title <"\${file%comm}cmdline" ;; esac
    case $title in sshd*': '*@*) ;; *) continue ;; esac
    count=$((count + 1))
    [ $count -gt ${mostLogins} ] && { say cut logins; break; }
    say title "$title"
  done`;

export const askLogins = `\
asked= utmp= logind= titled=
for file in $run/utmp $root/var/run/utmp $root/var/run/utmpx $root/var/run/utx.active; do
  { [ -s $file ] || { [ -r $file ] && ! [ -r $proc/uptime ]; }; } && utmp=1
done
[ "$utmp" ] && { tell logins ${mostLogins} who --ips || tell logins ${mostLogins} who; } && asked=1
{${logindPass}
} 2>/dev/null
[ "$logind" ] || ! [ -r $proc/1/comm ] || {
  titled=1
  [ "$others" ] && {${titlesPass}
  } 2>/dev/null
}
if [ "$asked" ]; then say who asked\${titled:+" \${LOGNAME:-$USER}"}
elif [ "$titled" ]; then say who titles "\${LOGNAME:-$USER}"
fi`;
