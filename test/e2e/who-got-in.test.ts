/**
 * Who got in, and who only knocks: a real SSH server in a network of its own, where clients come from other addresses than the
 * monitor. The checks are 15 minutes apart by the clock that they are given.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { fullProbeScript } from "../../src/facts/index.ts";
import { readSimpleCsv } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";
import { currentUser, type KeyFile, makeKey, type Sshd, startSshd } from "../support/sshd.ts";
import { describeWith, tool } from "../support/tools.ts";

const address = "10.9.0.1";
const [laptop, guesser, ci] = ["10.9.0.2", "10.9.0.3", "10.9.0.4"];

const network = `
ip link set lo up
ip link add d0 type veth peer name d1
ip link set d0 up
ip link set d1 up
for address in ${[address, laptop, guesser, ci].join(" ")}; do ip addr add $address/24 dev d0; done
echo ready
exec cat
`;

/** The words that run a program in a network of its own. */
async function ownNetwork(): Promise<readonly string[]> {
  const holder = spawn(tool("unshare"), ["-n", "sh", "-ec", network], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => ended(holder, () => holder.stdin.end()));
  await once(createInterface({ input: holder.stdout }), "line");
  return [tool("nsenter"), "-t", String(holder.pid), "-n"];
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  end();
  await once(child, "exit");
}

/** A port of this machine's loopback behind which is the SSH server of that network. */
async function bridge(within: readonly string[]): Promise<number> {
  const server = createServer((socket) => {
    const child = start([...within, process.execPath, "-e", connecting({ host: address, port: 22 })]);
    socket.on("error", () => child.kill()).on("close", () => child.kill());
    socket.pipe(child.stdin).on("error", () => {});
    child.stdout.pipe(socket);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return bound.port;
}

function connecting(to: { readonly host: string; readonly port: number; readonly localAddress?: string }): string {
  return `process.stdin.pipe(require("net").connect(${JSON.stringify(to)}, function () { this.pipe(process.stdout); }).on("close", () => process.exit()));`;
}

function start(words: readonly string[]) {
  const [program = "", ...rest] = words;
  return spawn(program, rest, { stdio: ["pipe", "pipe", "ignore"] });
}

interface Watched {
  readonly within: readonly string[];
  readonly sshd: Sshd;
  readonly key: KeyFile;
  /** One check, its row and the findings of `peer` that are open then. */
  readonly check: (
    minutes: number,
    peers?: string,
  ) => Promise<{ row: Readonly<Record<string, string>>; open: readonly string[] }>;
}

/** A host with a system of its own: its log is what sshd says, if it has one. */
async function watchedHost({ withLog }: { readonly withLog: boolean }): Promise<Watched> {
  const within = await ownNetwork();
  const home = temporaryFolder();
  const root = join(home, "root");
  for (const folder of ["run", "var/log"]) mkdirSync(join(root, folder), { recursive: true });
  for (const folder of ["proc", "etc"]) symlinkSync(`/${folder}`, join(root, folder));
  writeFileSync(join(root, "run/utmp"), "boot");
  const log = join(root, "var/log/auth.log");
  const logs = (line: string, time = Date.now()) =>
    appendFileSync(log, `${new Date(time).toISOString()} web-1 sshd[1]: ${line}\n`);
  if (withLog) logs("Server listening on 0.0.0.0 port 22.", Date.now() - 86_400_000);
  const probe = join(home, "probe");
  writeFileSync(probe, fullProbeScript().replace("\nroot=\n", `\nroot=${root}\n`));
  const key = makeKey(join(home, "id_ed25519"));
  const monitor = makeKey(join(home, "monitor"));
  // What sshd says comes to the log through this process: the probe must not look before our own login is there.
  const command = `set -- $SSH_CLIENT; ${withLog ? `until grep -q 'port '$2' ssh2' ${log}; do :; done; ` : ""}sh ${probe}`;
  const sshd = await startSshd({
    ...{ address, port: 22, under: within },
    users: { [currentUser]: [key.publicKey, `command="${command}" ${monitor.publicKey}`] },
    ...(withLog && { onLog: (line: string) => existsSync(log) && logs(line) }),
  });
  onTestFinished(sshd.stop);
  const creds = [{ username: currentUser, key_filename: monitor.path }];
  const server = { name: "web-1", ip: "127.0.0.1", port: await bridge(within), ping: false, creds };
  const host_key = sshd.hostKeys[0]?.fingerprint;
  const place = { home, workspace: home };
  const check: Watched["check"] = async (minutes, ssh_peers = "") => {
    const inventory = JSON.stringify({ servers: [{ ...server, host_key, ssh_peers, known_ports: "1-65535" }] });
    const now = new Date(Date.now() + minutes * 60_000);
    const { report, fault } = await runCommand({ inventory, push: "false" }, place, now);
    expect(fault).toBeUndefined();
    const files = readdirSync(join(home, "results")).filter((name) => name.startsWith("node_"));
    const file = files.sort().at(-1) ?? "";
    const row = readSimpleCsv(readFileSync(join(home, "results", file), "utf8")).at(-1) ?? {};
    expect(row["errors"]).toBe("");
    const open = report?.alerts.open.filter(({ kind }) => kind === "peer") ?? [];
    return { row, open: open.flatMap(({ findings }) => findings) };
  };
  // Its first day, on which all that is found is one alert, is over.
  await check(-25 * 60);
  await check(-60);
  return { within, sshd, key, check };
}

/** A session without a terminal, until its input ends. */
async function session({ within, sshd, key }: Watched, from: string, command = "cat"): Promise<ChildProcess> {
  const options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "LogLevel=ERROR"];
  const words = [...within, tool("ssh"), "-F", "none", "-T", "-b", from, "-i", key.path];
  const client = start([...words, ...options.flatMap((each) => ["-o", each]), `${currentUser}@${address}`, command]);
  onTestFinished(() => ended(client, () => client.kill()));
  await sshd.logged(new RegExp(`^Starting session: .* from ${from.replaceAll(".", "\\.")} `, "m"));
  return client;
}

/** Somebody who connects and never gets further, from a new port each time. */
async function knock({ within, sshd }: Watched, from: string) {
  const before = new Set(childrenOf(sshd.pid));
  const client = start([
    ...within,
    process.execPath,
    "-e",
    connecting({ host: address, port: 22, localAddress: from }),
  ]);
  onTestFinished(() => ended(client, () => client.kill()));
  // The first that the server sends.
  await once(client.stdout, "data");
  const server = childrenOf(sshd.pid).filter((pid) => !before.has(pid));
  return {
    /** As at the end of LoginGraceTime, which sshd learns by this signal. */
    cutOff: () =>
      ended(client, () => {
        for (const pid of server) process.kill(pid, "SIGALRM");
      }),
  };
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);
}

/** undefined: it has just ended. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

const tools = ["root", "unshare", "nsenter", "ip", "sshd", "ssh", "ssh-keygen", "git"];

describeWith(tools, "at a real SSH server", () => {
  it("a session without a terminal is told by its source port, and guessers that come and go are not", async () => {
    const host = await watchedHost({ withLog: false });
    await session(host, laptop);
    const seen = [];
    for (const minutes of [-45, -30, -15]) {
      const knocking = [await knock(host, guesser), await knock(host, guesser), await knock(host, ci)];
      seen.push(await host.check(minutes));
      for (const each of knocking) await each.cutOff();
    }
    expect(seen.map(({ open }) => open)).toEqual([[], [laptop], [laptop]]);
    expect(seen.map(({ row }) => row["ssh_peers"])).toEqual(Array(3).fill([laptop, guesser, ci].join("+")));
    const ports = seen.map(({ row }) => row["peer_ports"]?.split("+") ?? []);
    expect(new Set(ports.map(([ofLaptop]) => ofLaptop)).size).toBe(1);
    expect(new Set(ports.flatMap(([, ofGuesser = ""]) => ofGuesser.split("_"))).size).toBe(6);
    // Nobody can tell from titles who of several addresses it is; and the log of this host is not there to read.
    expect(seen.map(({ row }) => [row["logins"], row["ssh_logins"]])).toEqual(Array(3).fill(["", ""]));
  });

  it("a login between two checks is told with its key, until the inventory accepts that", async () => {
    const host = await watchedHost({ withLog: true });
    const { fingerprint } = host.key;
    expect((await host.check(-45)).row["ssh_logins"]).toBe("none");
    const deploy = await session(host, ci, "true");
    await ended(deploy, () => {});
    const told = await host.check(-30);
    expect(told.row).toMatchObject({ ssh_peers: "", logins: "", ssh_logins: `${currentUser}@${ci}/${fingerprint}` });
    expect(told.open).toEqual([`${currentUser}@${ci}`]);
    await session(host, laptop);
    const accepted = await host.check(-15, `${currentUser}@${fingerprint}`);
    expect(accepted.row).toMatchObject({ ssh_peers: "", peer_ports: "", logins: "", ssh_logins: "none" });
  });
});
