import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import type { ServerChannel } from "ssh2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  goodOffer,
  identification,
  kexInitPacket,
  type OddServer,
  oddHostKey,
  packet,
  plainPacketTypes,
  protocolMethod,
  replaceProtocolMethod,
  type Ssh2ServerOptions,
  startSsh2,
  startTcp,
} from "../support/hostile-ssh.ts";
import { codesOf, detailOf, endMark, runOn, type SessionRequest, withPassword } from "../support/ssh-session.ts";

let server: OddServer | undefined;
/** Passes when the test says so: a host that is cut off before has shown that nothing waits for it. */
let deadline = new AbortController();
beforeEach(() => {
  deadline = new AbortController();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** SSH_MSG_KEX_ECDH_INIT: the client's answer to an offer. */
const kexEcdhInit = 30;

async function ask(request: Partial<SessionRequest> = {}) {
  if (server === undefined) throw new Error("no server");
  const outcome = await runOn({
    port: server.port,
    knownHosts: `[127.0.0.1]:${server.port} ${oddHostKey.public}`,
    identities: [withPassword("pi", "hunter2")],
    signal: deadline.signal,
    ...request,
  });
  // The host sees the end of it: our socket is gone, not merely forgotten.
  await server.abandoned();
  return outcome;
}

async function askTcp(talk: (socket: Socket) => void, request?: Partial<SessionRequest>) {
  server = await startTcp(talk);
  return ask(request);
}

async function askSsh2(options: Ssh2ServerOptions, request?: Partial<SessionRequest>) {
  server = await startSsh2(options);
  return ask(request);
}

/** Sends `chunk` as fast as it is taken, until the client is gone. */
function flood(socket: Socket, chunk: string | Buffer): void {
  const pump = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", pump);
  pump();
}

describe("before there is an SSH server", () => {
  it("gives up on one that says nothing", async () => {
    const outcome = await askTcp((socket) => socket.once("data", () => deadline.abort()));
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
    expect(detailOf(outcome)).toContain("waiting for the host to identify itself");
  });

  it("gives up on one that says a byte at a time", async () => {
    const drip = (socket: Socket, count: number) => {
      if (count === 0) deadline.abort();
      else socket.write("x", () => drip(socket, count - 1));
    };
    const outcome = await askTcp((socket) => drip(socket, 50));
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
  });

  it.each([
    ["without a line end", "x".repeat(65_536)],
    ["in lines", "x\n".repeat(32_768)],
  ])("cuts an endless greeting %s short", async (_what, chunk) => {
    const outcome = await askTcp((socket) => flood(socket, chunk));
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
    expect(detailOf(outcome)).toContain("does not answer as an SSH server");
  });

  it("knows a web server, and quotes it", async () => {
    const outcome = await askTcp((socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
    expect(detailOf(outcome)).toContain('it says "HTTP/1.1 400 Bad Request"');
  });

  it("tells a server that hangs up at once", async () => {
    const outcome = await askTcp((socket) => socket.end());
    expect(codesOf(outcome)).toEqual(["ssh:closed"]);
  });

  it("tells a server that resets the connection", async () => {
    const outcome = await askTcp((socket) => socket.once("data", () => socket.resetAndDestroy()));
    expect(codesOf(outcome)).toEqual(["ssh:closed"]);
  });
});

describe("in the key exchange", () => {
  it("tells a server that hangs up after its identification", async () => {
    const outcome = await askTcp((socket) => socket.end(identification));
    expect(codesOf(outcome)).toEqual(["ssh:closed"]);
    expect(detailOf(outcome)).toContain("while exchanging keys");
  });

  it("tells a server that says goodbye, in our words and its quoted", async () => {
    const reason = Buffer.from("go\n::error::away");
    const text = Buffer.concat([Buffer.from([0, 0, 0, reason.length]), reason, Buffer.alloc(4)]);
    const goodbye = packet(Buffer.concat([Buffer.from([1, 0, 0, 0, 2]), text]));
    const outcome = await askTcp((socket) => socket.write(Buffer.concat([Buffer.from(identification), goodbye])));
    expect(codesOf(outcome)).toEqual(["ssh:closed"]);
    expect(detailOf(outcome)).toContain('"go ::error::away"');
  });

  it("calls garbage a broken protocol", async () => {
    const outcome = await askTcp((socket) => socket.write(`${identification}${"\xff".repeat(4096)}`));
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
  });

  it("gives up on a server that stalls after its offer", async () => {
    const outcome = await askTcp((socket) => {
      socket.write(Buffer.concat([Buffer.from(identification), kexInitPacket()]));
      socket.on("data", () => {
        if (plainPacketTypes(server?.received() ?? Buffer.alloc(0)).includes(kexEcdhInit)) deadline.abort();
      });
    });
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
    expect(detailOf(outcome)).toContain("exchanging keys");
  });

  it.each([
    ["key exchange", { kex: ["diffie-hellman-group-exchange-sha256"] }, "diffie-hellman-group-exchange-sha256"],
    [
      "key exchange",
      { kex: ["diffie-hellman-group1-sha1", "kex-strict-s-v00@openssh.com"] },
      "diffie-hellman-group1-sha1",
    ],
    ["key exchange", { kex: ["mlkem768x25519-sha256", "ext-info-s"] }, "mlkem768x25519-sha256"],
    ["cipher", { cipher: ["aes128-cbc", "3des-cbc"] }, "aes128-cbc, 3des-cbc"],
    ["MAC", { mac: ["umac-64@openssh.com"] }, "umac-64@openssh.com"],
    ["MAC", { mac: ["umac-128-etm@openssh.com"] }, "umac-128-etm@openssh.com"],
    ["compression", { compress: ["zlib"] }, "zlib"],
    ["host key", { hostKey: ["ssh-rsa"] }, "ssh-rsa"],
    ["host key", { hostKey: ["sk-ssh-ed25519@openssh.com"] }, "sk-ssh-ed25519@openssh.com"],
  ])(
    "shows the %s algorithms of both sides if none is common, and which side has to change",
    async (what, offer, theirs) => {
      const outcome = await askTcp(
        (socket) =>
          socket.write(Buffer.concat([Buffer.from(identification), kexInitPacket({ ...goodOffer, ...offer })])),
        { knownHosts: "", policy: "accept-new" },
      );
      expect(codesOf(outcome)).toEqual(["ssh:algorithms"]);
      expect(detailOf(outcome)).toContain(`no ${what} algorithm in common`);
      expect(detailOf(outcome)).toContain(`it offers "${theirs}", the monitor supports `);
      const isWeak = /group1-sha1|cbc|umac-64|ssh-rsa/.test(theirs);
      expect(detailOf(outcome)).toContain(
        isWeak ? "its algorithms are broken or weak" : "the monitor does not support these",
      );
    },
  );
});

describe("in the login", () => {
  it("gives up on a server that never answers", async () => {
    const outcome = await askSsh2({ authenticate: () => deadline.abort() });
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
    expect(detailOf(outcome)).toContain("logging in");
  });

  it("cuts a flood of packets short", async () => {
    const outcome = await askSsh2({
      connection: (client) =>
        client.on("authentication", () => {
          const send = protocolMethod(client, "channelData");
          for (let count = 0; count < 40; count += 1) send(0, Buffer.alloc(30_000));
        }),
    });
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
    expect(detailOf(outcome)).toContain("more than 512 KiB");
  });

  it("tells a server that hangs up", async () => {
    const outcome = await askSsh2({
      connection: (client) => client.on("authentication", () => client.end()),
    });
    expect(codesOf(outcome)).toEqual(["ssh:closed"]);
  });
});

describe("in the session", () => {
  /** What a server does on the channel of the script. */
  const onChannel = (act: (channel: ServerChannel) => void): Ssh2ServerOptions => ({
    exec: (accept) => {
      const channel = accept();
      channel.on("error", () => {}).resume();
      act(channel);
    },
  });

  it("gives up on a server that never answers the request", async () => {
    const outcome = await askSsh2({ exec: () => deadline.abort() });
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
    expect(detailOf(outcome)).toContain("opening a session");
    expect(outcome.value).toBeUndefined();
  });

  it("tells a server that refuses to run anything", async () => {
    const outcome = await askSsh2({ exec: (_accept, reject) => reject() });
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
    expect(detailOf(outcome)).toContain("refuses to run a command");
  });

  it("gives up on a script that says nothing", async () => {
    const outcome = await askSsh2(onChannel(() => deadline.abort()));
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
    expect(outcome.value).toBeUndefined();
  });

  it("keeps what a script said before it stalled", async () => {
    const outcome = await askSsh2({
      connection: (client) => {
        client.on("authentication", (context) => context.accept());
        client.on("session", (accept) =>
          accept().on("exec", (take) => {
            // That the client takes part in a change of keys shows that it has read what was said before.
            take().write("half\n", () => client.rekey(() => deadline.abort()));
          }),
        );
      },
    });
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
    expect(outcome.value?.text).toBe("half\n");
  });

  it("needs neither the end of the channel nor an exit code once the end mark was said", async () => {
    const outcome = await askSsh2(onChannel((channel) => channel.write(`some noise ${endMark}\n`)));
    expect(outcome).toMatchObject({ problems: [], value: { text: `some noise ${endMark}\n` } });
  });

  it("finds an end mark that comes in pieces", async () => {
    const outcome = await askSsh2(
      onChannel((channel) => {
        for (const piece of ["wh", "at\n@", "en", "d", "\r", "\n"]) channel.write(piece);
      }),
    );
    expect(outcome).toMatchObject({ problems: [], value: { text: "what\n@end\r\n" } });
  });

  it("does not take a line that was cut for the end", async () => {
    const outcome = await askSsh2(
      onChannel((channel) => {
        channel.write(`half\n${endMark}`);
        channel.end();
      }),
    );
    expect(outcome).toMatchObject({ problems: [], value: { text: `half\n${endMark}` } });
  });

  it("goes through a change of keys in the middle", async () => {
    const outcome = await askSsh2({
      connection: (client) => {
        client.on("authentication", (context) => context.accept());
        client.on("session", (accept) =>
          accept().on("exec", (take) => {
            const channel = take();
            channel.write("before\n", () => client.rekey(() => channel.write(`after\n${endMark}\n`)));
          }),
        );
      },
    });
    expect(outcome).toMatchObject({ problems: [], value: { text: `before\nafter\n${endMark}\n` } });
  });

  it("tells a connection that broke in the middle, and keeps what came", async () => {
    const outcome = await askSsh2({
      connection: (client) => {
        client.on("authentication", (context) => context.accept());
        client.on("session", (accept) =>
          accept().on("exec", (take) => {
            take().write("half\n", () => client.end());
          }),
        );
      },
    });
    expect(codesOf(outcome)).toEqual(["ssh:closed"]);
    expect(outcome.value?.text).toBe("half\n");
  });

  it("cuts endless output short, and keeps its beginning", async () => {
    const outcome = await askSsh2(onChannel((channel) => pump(channel, channel)));
    expect(codesOf(outcome)).toEqual(["probe:oversize"]);
    expect(outcome.value?.text).toHaveLength(256 * 1024);
  });

  it("cuts endless complaints short, and keeps the first line of them", async () => {
    const outcome = await askSsh2(
      onChannel((channel) => {
        channel.write("half\n");
        channel.stderr.write("sh: not today\n");
        pump(channel, channel.stderr);
      }),
    );
    expect(codesOf(outcome)).toEqual(["probe:oversize"]);
    expect(outcome.value).toMatchObject({ text: "half\n", complaint: "sh: not today" });
    expect(detailOf(outcome)).toContain('"sh: not today"');
  });

  it("writes nothing to a server whose packets have no size, which would block the process", async () => {
    const outcome = await askSsh2({
      connection: (client) => {
        replaceProtocolMethod(client, "channelOpenConfirm", (confirm, [remote, local, window]) =>
          confirm(remote, local, window, 0),
        );
        client.on("authentication", (context) => context.accept());
        client.on("session", (accept) => accept().on("exec", (take) => take()));
      },
    });
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
  });
});

describe("afterwards", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["hung up", (socket) => socket.end(identification)],
    ["broke the protocol", (socket) => socket.write(`${identification}${"\xff".repeat(4096)}`)],
    ["keeps its side open", (socket) => socket.write("no ssh\n".repeat(2000))],
  ])("leaves no timer, socket or listener behind where the host %s", async (_what, talk) => {
    const before = resources();
    const { signal } = new AbortController();
    await askTcp(talk, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await server?.stop();
    server = undefined;
    await new Promise((resolve) => setImmediate(resolve));
    expect(resourcesBeyond(before)).toEqual([]);
  });
});

/** Sockets and timers that keep this process alive. */
function resources(): string[] {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|GetAddrInfo/.test(name));
}

/** What is there now and was not before. What earlier tests have left may have ended meanwhile. */
function resourcesBeyond(before: readonly string[]): string[] {
  const others = [...before];
  return resources().filter((name) => {
    const at = others.indexOf(name);
    if (at >= 0) others.splice(at, 1);
    return at < 0;
  });
}

/** Writes to a channel or its stderr as long as the window lets it. */
function pump(channel: ServerChannel, stream: { write: (text: string, done: () => void) => boolean }): void {
  const more = () => {
    if (channel.writable) stream.write("x".repeat(32_000), more);
  };
  more();
}
