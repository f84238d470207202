/** SSH hosts that let us in and say one text of their choice: each at another place where the protocol has room for some. */
import type { AuthContext, Connection, ServerChannel } from "ssh2";
import {
  identification,
  kexInitPacket,
  type OddServer,
  packet,
  replaceProtocolMethod,
  type Ssh2ServerOptions,
  sendMessage,
  sshText,
  startSsh2,
  startTcp,
} from "./hostile-ssh.ts";

/** Each place with a server that uses it, and what the column `errors` then says of the host. */
const places: Readonly<Record<string, readonly [errors: string, start: (text: string) => Promise<OddServer>]>> = {
  "no-ssh": ["ssh:protocol", (text) => startTcp((socket) => socket.end(`${text}\n`))],
  identification: ["probe:incomplete", (text) => startSsh2({ ident: printable(text), ...answering() })],
  greeting: ["probe:incomplete", (text) => startSsh2({ greeting: text, ...answering() })],
  algorithms: [
    "ssh:algorithms",
    (text) =>
      startTcp((socket) => socket.write(Buffer.concat([Buffer.from(identification), kexInitPacket({ kex: [text] })]))),
  ],
  "early-goodbye": [
    "ssh:closed",
    (text) => startTcp((socket) => socket.write(Buffer.concat([Buffer.from(identification), packet(goodbyeOf(text))]))),
  ],
  banner: ["probe:incomplete", (text) => startSsh2({ banner: text, ...answering() })],
  methods: ["ssh:auth", (text) => startSsh2({ authenticate: (context) => refuseAll(context, text) })],
  prompts: ["ssh:auth", (text) => startSsh2({ authenticate: (context) => ask(context, text) })],
  "password-change": ["ssh:auth", (text) => startSsh2({ authenticate: (context) => demandChange(context, text) })],
  refusal: ["ssh:protocol", (text) => startSsh2({ connection: (client) => refuse(client, text) })],
  output: ["probe:incomplete", (text) => startSsh2(onChannel((channel) => channel.end(`${text}\n`)))],
  answers: ["probe:incomplete", (text) => startSsh2(answering(keys.map((key) => `${key} ${text}`)))],
  logins: ["probe:incomplete", (text) => startSsh2(answering(loginLines(text)))],
  complaint: ["probe:oversize+probe:incomplete", (text) => startSsh2(onChannel((channel) => complain(channel, text)))],
  "exit-signal": ["probe:incomplete", (text) => startSsh2(onChannel((channel) => die(channel, text)))],
  "late-goodbye": ["ssh:closed", (text) => startSsh2({ connection: (client) => sayGoodbye(client, text) })],
};

export interface TalkativeHost {
  readonly place: string;
  readonly errors: string;
  readonly server: OddServer;
}

/** One host for each place. */
export function startTalkative(text: string): Promise<TalkativeHost[]> {
  const starting = Object.entries(places).map(async ([place, [errors, start]]) => ({
    place,
    errors,
    server: await start(text),
  }));
  return Promise.all(starting);
}

/** Where ssh2's own server takes no more than this. */
function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, "_").slice(0, 200);
}

function onChannel(act: (channel: ServerChannel) => void): Ssh2ServerOptions {
  return {
    exec: (accept) => {
      const channel = accept();
      channel.on("error", () => {}).resume();
      act(channel);
    },
  };
}

const keys = ["mem", "disk", "now", "up", "me", "listen", "peer", "own", "sockets", "cut", "logins", "who"];

/** Sessions of which the user, the terminal and the address are the text. */
function loginLines(text: string): string[] {
  const word = text.replace(/\s+/g, "");
  const sessions = [`${word} pts/0 Nov 22 23:53 (198.51.100.7)`, `pi ${word} Nov 22 23:53 (${word})`];
  return [...sessions.map((session) => `logins ${session}`), "who asked"];
}

/** An answer to the probe script, of these lines. */
function answering(said: readonly string[] = []): Ssh2ServerOptions {
  const lines = ["v 1", ...said, "end"].map((line) => `@server-monitor ${line}\n`);
  return onChannel((channel) => channel.end(lines.join("")));
}

/** Names the text as the one method that it takes. */
function refuseAll(context: AuthContext, text: string): void {
  Reflect.apply(context.reject, context, [[printable(text)]]);
}

/** Wants the password typed, and does not take it. */
function ask(context: AuthContext, text: string): void {
  const refuse = () => context.reject(["keyboard-interactive"]);
  if (context.method !== "keyboard-interactive") refuse();
  else context.prompt([{ prompt: text, echo: false }], text, text, refuse);
}

function demandChange(context: AuthContext, text: string): void {
  if (context.method === "password") context.requestChange(text, () => {});
  else context.reject(["password"]);
}

function refuse(client: Connection, text: string): void {
  replaceProtocolMethod(client, "channelOpenFail", (fail, [channel, reason]) => fail(channel, reason, text));
  client.on("authentication", (context) => context.accept());
  client.on("session", (_accept, reject) => reject());
}

function complain(channel: ServerChannel, text: string): void {
  channel.stderr.write(`${text}\n`);
  channel.write("x".repeat(300_000));
}

function die(channel: ServerChannel, text: string): void {
  channel.write("half\n");
  channel.exit("KILL", false, text);
  channel.end();
}

function sayGoodbye(client: Connection, text: string): void {
  client.on("authentication", (context) => context.accept());
  client.on("session", (accept) => accept().on("exec", () => sendMessage(client, goodbyeOf(text))));
}

/** SSH_MSG_DISCONNECT (RFC 4253 section 11.1), in which ssh2's server leaves the text empty. */
function goodbyeOf(text: string): Buffer {
  return Buffer.concat([Buffer.from([1, 0, 0, 0, 2]), sshText(text), sshText("")]);
}
