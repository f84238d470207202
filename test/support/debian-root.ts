/**
 * A fresh Debian in a folder: the packages of a small server, one's own accounts, and the real sshd, PAM, sudo and apt. Made once
 * by mmdebstrap and kept in the cache folder for a month; a test writes into memory above it. It needs root.
 *
 * What the pages tell people to install lies in it as archives, so that their `apt-get install` works without a network.
 * There is no systemd as process 1: `systemctl` is a stand-in wherever a test needs it.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished, type TestContext } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { freePort } from "./sshd.ts";
import type { SystemRoot } from "./system-root.ts";
import { tool } from "./tools.ts";

const suites = ["bookworm", "trixie"] as const;
export type DebianSuite = (typeof suites)[number];

/** For `describeWith`. */
export const debianRootTools = ["root", "mmdebstrap", "overlay", "flock", "nsenter", "unshare", "chroot", "ip"];

export interface DebianRoot extends SystemRoot {
  /** Of the process that holds its mounts and its network. */
  readonly pid: number;
  /** The words that run a program in it, as root. */
  readonly inside: (program: readonly string[]) => string[];
}

export interface DebianRootOptions {
  readonly hostname?: string;
  /** Addresses of a network of its own, which reaches nothing else; or the root whose network it shares. Default: this machine's. */
  readonly network?: readonly string[] | DebianRoot;
  /** The only address at which sshd listens, and its port there. */
  readonly sshd?: { readonly address: string; readonly port: number };
}

const pages = join(import.meta.dirname, "..", "..");

export async function debianRoot(
  test: TestContext,
  suite: DebianSuite,
  options: DebianRootOptions = {},
): Promise<DebianRoot> {
  const { hostname = "pi", network, sshd = { address: "127.0.0.1", port: await freePort() } } = options;
  const place = temporaryFolder();
  // At once, because most of the time goes into downloads.
  const built = Object.fromEntries(
    await Promise.all(suites.map(async (each) => [each, await debianRootFolder(test, each)])),
  );
  const isAlone = Array.isArray(network);
  const holder = await startHolder([
    ...(network !== undefined && "pid" in network ? joinNetwork(network) : []),
    ...[tool("unshare"), "--mount", "--propagation", "private", "--uts", ...(isAlone ? ["--net"] : [])],
    ...["sh", "-c", hold, "sh", built[suite], place, hostname, ...(isAlone ? network : [])],
  ]);
  const pid = Number(holder.pid);
  const folder = `/proc/${pid}/root${place}/root`;
  const inside = (program: readonly string[]) => [
    ...[tool("nsenter"), `--target=${pid}`, "--mount", "--uts", ...(network === undefined ? [] : ["--net"])],
    ...["chroot", join(place, "root"), ...program],
  ];
  writeFileSync(join(folder, "etc/hosts"), `127.0.0.1 localhost\n127.0.1.1 ${hostname}\n`);
  const lines = [`Port ${sshd.port}`, `ListenAddress ${sshd.address}`, "PidFile none"];
  writeFileSync(join(folder, "etc/ssh/sshd_config.d/test.conf"), `${lines.join("\n")}\n`);
  mkdirSync(join(folder, "run/sshd"), { recursive: true });
  return {
    ...{ folder, port: sshd.port, pid, inside },
    run: (program, input = "") => {
      const [command = "", ...args] = inside(program);
      const ran = spawnSync(command, args, { input, encoding: "utf8", env: environment });
      return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
    },
    startSshd: async () =>
      void (await startUntil(inside(["/usr/sbin/sshd", "-D", "-e"]), "stderr", /^Server listening/)),
  };
}

const environment = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LC_ALL: "C",
};

const joinNetwork = ({ pid }: DebianRoot) => [tool("nsenter"), `--target=${pid}`, "--net"];

/** The mounts are this process' own, and gone with it. systemd allows pings, as here, where it starts the machine. */
const hold = `set -eu
lower=$1 place=$2 hostname=$3
shift 3
mount -t tmpfs -o mode=755 tmpfs "$place"
mkdir "$place/upper" "$place/work" "$place/root"
mount -t overlay -o "lowerdir=$lower,upperdir=$place/upper,workdir=$place/work" overlay "$place/root"
for path in dev proc; do mount --rbind "/$path" "$place/root/$path"; done
hostname "$hostname"
if [ $# -gt 0 ]; then
  ip link set lo up
  for address; do ip address add "$address/32" dev lo; done
  echo 0 2147483647 >/proc/sys/net/ipv4/ping_group_range
fi
echo ready
exec sleep infinity`;

const startHolder = (words: readonly string[]) => startUntil(words, "stdout", /^ready$/);

/** Starts what runs until the test is over, and waits for a line of it. */
async function startUntil(words: readonly string[], stream: "stdout" | "stderr", line: RegExp): Promise<ChildProcess> {
  const [command = "", ...args] = words;
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, "exit");
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  for await (const each of createInterface({ input: child[stream] })) {
    if (line.test(each)) return child;
    said.push(each);
  }
  throw new Error(`${words.join(" ")} ended:\n${said.join("\n")}`);
}

/** What a server has besides the packages that Debian cannot do without. */
const installed = "systemd,openssh-server,iproute2,procps";

/** One that is a month old is made anew. */
const make = `set -eu
folder=$1 suite=$2
find "\${folder%/*}" -mindepth 1 -maxdepth 1 -mtime +30 ! -name '*.new' -exec rm -rf {} +
[ ! -d "$folder" ] || exit 0
rm -rf "$folder.new"
mmdebstrap --quiet --aptopt='Acquire::Retries "3"' --variant=minbase --format=directory --include=${installed} --skip=cleanup/apt --customize-hook='
  set -f; chroot "$1" apt-get install --yes --download-only --option APT::Install-Recommends=true $PACKAGES >/dev/null
' "$suite" "$folder.new"
mv "$folder.new" "$folder"`;

export const cacheFolder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "server-monitor-test");

/** The folder of the root as it was made, for reading only. */
export async function debianRootFolder(test: TestContext, suite: DebianSuite): Promise<string> {
  const packages = ["gh", ...["README.md", "docs/without-actions.md"].flatMap(packagesOf)].join(" ");
  const digest = createHash("sha256").update(make).update(packages).digest("hex").slice(0, 12);
  const folder = join(cacheFolder, `${suite}-${digest}`);
  await makeOnce(test, folder, make, [suite], { PACKAGES: packages });
  return folder;
}

/** Runs a script that makes a folder of the cache. Of several processes one makes it, and the others wait. */
export async function makeOnce(
  test: TestContext,
  folder: string,
  script: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  const maker = spawn(tool("flock"), [`${folder}.lock`, "sh", "-c", script, "sh", folder, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...variables },
  });
  const said: Buffer[] = [];
  maker.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = await once(maker, "close");
  test.skip(code !== 0 && process.env["CI"] !== "true", "Debian's packages cannot be downloaded");
  if (code !== 0) throw new Error(`${folder} could not be made:\n${Buffer.concat(said).toString()}`);
}

/** What `apt-get install` of a page names. GitHub's own packages are not Debian's. */
function packagesOf(page: string): string[] {
  const text = readFileSync(join(pages, page), "utf8");
  const lists = [...text.matchAll(/apt-get install --yes ([^;&|\n]+)/g)].map(([, list = ""]) => list);
  return lists.flatMap((list) => list.trim().split(" ")).map((name) => name.replaceAll("'", ""));
}
