/**
 * A system in a folder: programs of this machine, and accounts, configuration and homes of its own. What runs in it sees
 * nothing else, and can be root there. It needs root, for mounts that nobody else sees.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { freePort, makeKey } from "./sshd.ts";
import { tool } from "./tools.ts";

/** shadow: Debian's and Fedora's tools. busybox: Alpine's, and no others but OpenSSH's. */
export type RootKind = "shadow" | "busybox";

/** For `describeWith`. */
export const systemRootTools = ["root", "unshare", "chroot", "mount", "sshd", "ssh", "ssh-keygen", "busybox"];

export interface SystemRoot {
  readonly folder: string;
  readonly port: number;
  /** Runs a program in it. */
  readonly run: (words: readonly string[], input?: string) => { code: number | null; stdout: string; stderr: string };
  readonly startSshd: () => Promise<void>;
}

const accounts = {
  passwd:
    "root:x:0:0:root:/root:/bin/sh\nsshd:x:101:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/:/bin/false\n",
  group: "root:x:0:\nnogroup:x:65534:\n",
  shadow: "root:*:20000:0:99999:7:::\nsshd:!:20000::::::\nnobody:*:20000:0:99999:7:::\n",
  gshadow: "root:*::\nnogroup:*::\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files\n",
  "login.defs": "UID_MIN 1000\nUID_MAX 60000\nSYS_UID_MIN 100\nSYS_UID_MAX 999\nUSERGROUPS_ENAB yes\n",
};

export interface SystemRootOptions {
  /** Lines of sshd_config; the first of two lines with the same keyword counts. */
  readonly sshd?: readonly string[];
  /** Folders of this machine to see at the same place. */
  readonly folders?: readonly string[];
  /** Of `busybox`: the program that has its real tools for accounts (busybox-accounts.ts); without it there are stand-ins. */
  readonly accountTools?: string;
  /** No network but a loopback of its own. */
  readonly offline?: boolean;
}

export async function systemRoot(
  kind: RootKind,
  { sshd = [], folders = [], offline = false, accountTools }: SystemRootOptions = {},
): Promise<SystemRoot> {
  const folder = temporaryFolder();
  const port = await freePort();
  chmodSync(folder, 0o755);
  for (const path of [
    "etc/ssh",
    "usr/bin",
    "usr/sbin",
    "usr/local",
    "own-local",
    "root",
    "home",
    "tmp",
    "var/lib",
    "run/sshd",
    "dev",
    "proc",
  ])
    mkdirSync(join(folder, path), { recursive: true });
  for (const [name, text] of Object.entries(accounts)) writeFileSync(join(folder, "etc", name), text);
  const key = makeKey(join(folder, "etc/ssh/ssh_host_ed25519_key"));
  const lines = [
    ...sshd,
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${key.path.slice(folder.length)}`,
    "UsePAM no",
    "UseDNS no",
    "PidFile none",
  ];
  writeFileSync(join(folder, "etc/ssh/sshd_config"), `${lines.join("\n")}\n`);
  for (const path of folders) mkdirSync(join(folder, path), { recursive: true });
  const own = folders.map((path) => path.replace(/^\//, ""));
  const mounts = [...(kind === "shadow" ? systemMounts(folder) : busyboxMounts(folder, accountTools)), ...own];
  const words = (program: readonly string[]) => [
    ...(offline ? ["-n"] : []),
    "-m",
    "--propagation",
    "private",
    "sh",
    "-c",
    enter,
    "sh",
    folder,
    mounts.join(" "),
    ...program,
  ];
  return {
    folder,
    port,
    run: (program, input = "") => {
      const ran = spawnSync(tool("unshare"), words(program), { input, encoding: "utf8", env: environment });
      return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
    },
    startSshd: () =>
      listening(
        spawn(tool("unshare"), words(["/usr/sbin/sshd", "-D", "-e"]), {
          stdio: ["ignore", "ignore", "pipe"],
          env: environment,
        }),
      ),
  };
}

const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LC_ALL: "C" };

/** The mounts are this process' own, and gone with it. */
const enter = `set -eu
root=$1 mounts=$2
shift 2
for path in $mounts; do mount --rbind "/$path" "$root/$path"; done
if [ -d "$root/usr/local" ]; then mount --bind "$root/own-local" "$root/usr/local"; fi
[ "$(ls /sys/class/net)" != lo ] || ip link set lo up
exec chroot "$root" "$@"`;

async function listening(server: ChildProcess): Promise<void> {
  onTestFinished(async () => {
    if (server.exitCode !== null) return;
    server.kill();
    await once(server, "exit");
  });
  if (server.stderr === null) throw new Error("sshd has no standard error");
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    if (line.startsWith("Server listening on ")) return;
  }
  throw new Error(`sshd ended:\n${said.join("\n")}`);
}

/** Everything of this machine's but its accounts and homes. */
function systemMounts(folder: string): string[] {
  const tops = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"].filter((name) => existsSync(`/${name}`));
  if (existsSync("/etc/alternatives")) mkdirSync(join(folder, "etc/alternatives"));
  const links = existsSync("/etc/alternatives") ? ["etc/alternatives"] : [];
  return ["usr", "dev", "proc", ...links, ...tops.filter((name) => isFolder(folder, name))];
}

/** Whether it is to be mounted. A link, as of /bin to usr/bin, is copied. */
function isFolder(folder: string, name: string): boolean {
  const isLink = lstatSync(`/${name}`).isSymbolicLink();
  if (isLink) symlinkSync(readlinkSync(`/${name}`), join(folder, name));
  else mkdirSync(join(folder, name), { recursive: true });
  return !isLink;
}

/** Programs are BusyBox's alone; libraries are this machine's, because OpenSSH needs them. */
function busyboxMounts(folder: string, accountTools: string | undefined): string[] {
  const mounts = ["usr/lib", "usr/lib64", "lib", "lib64"].filter(
    (name) => existsSync(`/${name}`) && isFolder(folder, name),
  );
  for (const name of ["bin", "sbin"]) mkdirSync(join(folder, name));
  copyFileSync(tool("busybox"), join(folder, "bin/busybox"));
  for (const applet of busyboxApplets) symlinkSync("/bin/busybox", join(folder, "bin", applet));
  for (const program of ["sshd", "ssh-keygen"]) copy(tool(program), folder);
  if (accountTools !== undefined) copyFileSync(accountTools, join(folder, "sbin/busybox-accounts"));
  for (const [name, text] of Object.entries(standIns)) {
    const path = join(folder, "sbin", name);
    if (accountTools === undefined) writeFileSync(path, text, { mode: 0o755 });
    else symlinkSync("/sbin/busybox-accounts", path);
  }
  return ["dev", "proc", ...mounts];
}

function copy(program: string, folder: string): void {
  const target = join(folder, "usr", program.includes("sbin") ? "sbin" : "bin", program.split("/").at(-1) ?? "");
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(program, target);
  chmodSync(target, 0o755);
}

const busyboxApplets = [
  ...[
    "sh",
    "ash",
    "awk",
    "cat",
    "chmod",
    "chown",
    "cmp",
    "cp",
    "cut",
    "date",
    "df",
    "echo",
    "env",
    "free",
    "grep",
    "head",
  ],
  ...[
    "id",
    "ls",
    "mkdir",
    "mv",
    "printf",
    "ps",
    "rm",
    "rmdir",
    "sed",
    "sha256sum",
    "sleep",
    "sort",
    "test",
    "touch",
    "tr",
  ],
  ...["true", "uname", "uptime", "wc", "who"],
];

/**
 * Debian's BusyBox has no tools for accounts, and its source cannot be had everywhere. These take the arguments of BusyBox's own, and no others, and leave in /etc
 * what those leave there: a new account is locked (`!`).
 */
const standIns = {
  addgroup: `#!/bin/sh
[ $# = 2 ] && [ "$1" = -S ] || { echo "Usage: addgroup [-g GID] [-S] [USER] GROUP" >&2; exit 1; }
if grep -q "^$2:" /etc/group; then echo "addgroup: group '$2' in use" >&2; exit 1; fi
echo "$2:x:102:" >>/etc/group
`,
  adduser: `#!/bin/sh
group=nogroup
while getopts h:g:s:G:SDHu:k: option; do
  case $option in
    h) home=$OPTARG ;; g) gecos=$OPTARG ;; s) shell=$OPTARG ;; G) group=$OPTARG ;; S | D | H) ;; *) exit 1 ;;
  esac
done
shift $((OPTIND - 1))
[ $# = 1 ] || { echo "Usage: adduser [OPTIONS] USER [GROUP]" >&2; exit 1; }
id=$(awk -F : -v name="$group" '$1 == name { print $3 }' /etc/group)
[ "$id" ] || { echo "adduser: unknown group $group" >&2; exit 1; }
echo "$1:x:102:$id:$gecos:$home:$shell" >>/etc/passwd
echo "$1:!:20000:0:99999:7:::" >>/etc/shadow
`,
  chpasswd: `#!/bin/sh
[ "$*" = -e ] || { echo "Usage: chpasswd [--md5|--encrypted|--crypt-method]" >&2; exit 1; }
IFS=: read -r name password
sed -i "s/^$name:[^:]*/$name:$password/" /etc/shadow
`,
  deluser: `#!/bin/sh
[ $# = 1 ] || { echo "Usage: deluser [--remove-home] USER" >&2; exit 1; }
sed -i "/^$1:/d" /etc/passwd /etc/shadow /etc/group
`,
};
