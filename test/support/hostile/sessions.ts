/** Hosts that let us in and go wrong while the script runs. Some are only odd: their rows are as good as any. */
import type { Socket } from "node:net";
import ssh2, { type Connection, type ParsedKey, type ServerChannel } from "ssh2";
import {
  mute,
  protocolMethod,
  replaceHostKey,
  replaceProtocolMethod,
  type Ssh2ServerOptions,
  sendMessage,
  sshText,
  startSsh2,
} from "../hostile-ssh.ts";
import { answerCells, answerWith, attacks } from "./answers.ts";
import { floodChannel } from "./flood.ts";
import type { HostileHost } from "./host.ts";

function host(name: string, cells: HostileHost["cells"], options: Ssh2ServerOptions): HostileHost {
  return { name, cells, start: () => startSsh2(options) };
}

/** Does this once the script may run. */
function runs(
  name: string,
  cells: HostileHost["cells"],
  act: (channel: ServerChannel, client: Connection, socket: Socket) => void,
): HostileHost {
  const connection = (client: Connection, socket: Socket) => {
    client.on("authentication", (context) => context.accept());
    client.on("session", (accept) =>
      accept().on("exec", (take) => {
        const channel = take();
        channel.on("error", () => {}).resume();
        act(channel, client, socket);
      }),
    );
  };
  return host(name, cells, { connection });
}

/** Confirms the opening of a channel in its own way. */
function opens(
  name: string,
  errors: string,
  confirm: (client: Connection, original: (...values: readonly unknown[]) => unknown, ids: readonly unknown[]) => void,
  wholeSession = true,
): HostileHost {
  const connection = (client: Connection) => {
    replaceProtocolMethod(client, "channelOpenConfirm", (original, ids) => confirm(client, original, ids));
    client.on("authentication", (context) => context.accept());
    client.on("session", (accept) => accept().on("exec", (take) => wholeSession && take()));
  };
  return host(name, { errors }, { connection });
}

/** Prints half of an answer. That the client takes part in a change of keys shows that it has read it. Then does this. */
function breaks(name: string, code: string, act: (client: Connection, socket: Socket) => void): HostileHost {
  const cells = {
    mem_avail_mib: "2048",
    swap_free_mib: "1024",
    disk_avail_mib: "",
    errors: `${code}+probe:incomplete`,
  };
  return runs(name, cells, (channel, client, socket) =>
    channel.write(answerWith().slice(0, 120), () => client.rekey(() => act(client, socket))),
  );
}

const opening: readonly HostileHost[] = [
  opens("confirms-no-channel", "ssh:timeout", () => {}),
  opens("hangs-up-instead-of-a-channel", "ssh:closed", (client) => void client.end()),
  opens("refuses-a-channel-by-commands", "ssh:protocol", (client) =>
    sendMessage(
      client,
      Buffer.concat([Buffer.from([92, 0, 0, 0, 0, 0, 0, 0, 1]), sshText(attacks.join("\n")), sshText("")]),
    ),
  ),
  opens(
    "has-packets-of-no-size",
    "ssh:protocol",
    (_client, confirm, [remote, local, window]) => void confirm(remote, local, window, 0),
  ),
  opens(
    "has-a-window-of-no-size",
    "ssh:timeout",
    (_client, confirm, [remote, local, , packet]) => void confirm(remote, local, 0, packet),
  ),
  host("answers-no-request", { errors: "ssh:timeout" }, { exec: () => {} }),
  host("refuses-to-run-anything", { errors: "ssh:protocol" }, { exec: (_accept, reject) => reject() }),
];

const running: readonly HostileHost[] = [
  runs("runs-in-silence", { errors: "ssh:timeout" }, () => {}),
  runs("says-a-byte-a-second", { errors: "ssh:timeout+probe:incomplete" }, (channel) => {
    channel.write("@");
    const timer = setInterval(() => channel.write("@"), 1000);
    channel.on("close", () => clearInterval(timer));
  }),
  runs("prints-for-ever", { errors: "probe:oversize+probe:incomplete" }, (channel) => floodChannel(channel, channel)),
  runs("prints-beyond-its-window", { errors: "probe:oversize+probe:incomplete" }, (_channel, client) =>
    repeat(40, protocolMethod(client, "channelData"), 0, Buffer.alloc(30_000, "x")),
  ),
  runs("prints-in-small-packets", { errors: "probe:oversize+probe:incomplete" }, (_channel, client) =>
    repeat(4500, protocolMethod(client, "channelData"), 0, Buffer.alloc(100, "x")),
  ),
  runs("complains-for-ever", { errors: "probe:oversize" }, (channel) => floodChannel(channel, channel.stderr)),
  runs("complains-in-commands", { errors: "probe:incomplete" }, (channel) => {
    channel.stderr.write(attacks.join(" "));
    channel.end();
  }),
  runs("dies-of-a-signal-of-its-own", { errors: "probe:incomplete" }, (channel, client) => {
    sendMessage(client, exitSignal("KILL\r\n::error::x", attacks.join("\n")));
    channel.end();
  }),
  runs("requests-for-ever", { errors: "probe:oversize" }, (_channel, client) =>
    repeat(600, () => sendMessage(client, globalRequest)),
  ),
  runs("writes-to-no-channel", { errors: "ssh:timeout" }, (_channel, client) =>
    protocolMethod(client, "channelData")(4_000_000_000, Buffer.from("x")),
  ),
];

const breaking: readonly HostileHost[] = [
  breaks("stalls-half-way", "ssh:timeout", () => {}),
  breaks("hangs-up-half-way", "ssh:closed", (client) => client.end()),
  breaks("resets-half-way", "ssh:closed", (_client, socket) => socket.resetAndDestroy()),
  breaks("says-goodbye-half-way", "ssh:closed", (client) => sendMessage(client, goodbye)),
  breaks("speaks-garbage-half-way", "ssh:protocol", (_client, socket) => socket.write(Buffer.alloc(4096, 0xff))),
  breaks("never-ends-a-change-of-keys", "ssh:timeout", (client, socket) => {
    protocolMethod(client, "rekey")();
    mute(socket);
  }),
  breaks("changes-its-key-half-way", "ssh:host-key-changed", (client) => {
    replaceHostKey(client, otherKey());
    client.rekey();
  }),
];

/** No harm in these: everything that was asked for is there. */
const odd: readonly HostileHost[] = [
  runs("opens-a-channel-to-us", answerCells, (channel, client) => {
    sendMessage(client, Buffer.concat([Buffer.from([90]), sshText("auth-agent@openssh.com"), Buffer.alloc(12, 1)]));
    channel.end(answerWith());
  }),
  runs("never-closes-its-channel", answerCells, (channel) => channel.write(answerWith())),
  runs("goes-on-after-its-end", answerCells, (channel) =>
    channel.write(answerWith(), () => floodChannel(channel, channel)),
  ),
  runs("exits-with-an-error", answerCells, (channel) => {
    channel.write(answerWith());
    channel.exit(255);
    channel.end();
  }),
  runs("changes-keys-twenty-times", answerCells, (channel, client) =>
    changeKeys(client, 20, () => channel.write(answerWith())),
  ),
];

function changeKeys(client: Connection, times: number, then: () => void): void {
  if (times === 0) then();
  else client.rekey(() => changeKeys(client, times - 1, then));
}

function repeat(count: number, send: (...values: readonly unknown[]) => unknown, ...values: readonly unknown[]): void {
  for (let sent = 0; sent < count; sent += 1) send(...values);
}

/** One that wants an answer. */
const globalRequest = Buffer.concat([Buffer.from([80]), sshText("x".repeat(1000)), Buffer.from([1])]);
const goodbye = Buffer.concat([Buffer.from([1, 0, 0, 0, 2]), sshText("::error::x\n"), sshText("")]);

/** For the client's first channel. */
function exitSignal(name: string, message: string): Buffer {
  const no = Buffer.from([0]);
  const request = Buffer.concat([Buffer.from([98, 0, 0, 0, 0]), sshText("exit-signal"), no]);
  return Buffer.concat([request, sshText(name), no, sshText(message), sshText("")]);
}

function otherKey(): ParsedKey {
  const key = ssh2.utils.parseKey(ssh2.utils.generateKeyPairSync("ed25519").private);
  if (key instanceof Error) throw key;
  return key;
}

export const sessionHosts: readonly HostileHost[] = [...opening, ...running, ...breaking, ...odd];

/** As many that send as fast as they can, in every way there is. */
export function floodingHosts(count: number): HostileHost[] {
  const names = ["prints-for-ever", "prints-beyond-its-window", "complains-for-ever", "requests-for-ever"];
  const kinds = running.filter(({ name }) => names.includes(name));
  return Array.from({ length: count }, (_, at) => kinds[at % kinds.length]).flatMap((kind, at) =>
    kind === undefined ? [] : [{ ...kind, name: `${kind.name}-${at}` }],
  );
}
