import { Socket } from "node:net";
import { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { parseServerOffer } from "../../src/ssh/kexinit.ts";
import { StreamGuard } from "../../src/ssh/stream-guard.ts";
import { goodOffer, identification, kexInitPacket, packet } from "../support/hostile-ssh.ts";

/** Hands pieces to a socket as Node does, and tells what ssh2 would see of them, piece by piece. */
function feed(pieces: readonly (string | Buffer)[]): { socket: Socket; guard: StreamGuard; seen: string[] } {
  const socket = new Socket().setMaxListeners(0);
  const guard = new StreamGuard(socket);
  const seen: string[] = [];
  socket.on("error", () => {});
  for (const piece of pieces) {
    socket.push(Buffer.from(piece));
    const chunk: unknown = socket.read();
    if (Buffer.isBuffer(chunk)) seen.push(chunk.toString("latin1"));
  }
  return { socket, guard, seen };
}

describe("StreamGuard", () => {
  it("hands over the identification line in one piece, with what follows it", () => {
    const { guard, seen } = feed(["S", "SH-2.0-", "Odd_1.0", "\r", "\nrest", "more"]);
    expect(seen).toEqual(["SSH-2.0-Odd_1.0\r\nrest", "more"]);
    expect(guard.identified).toBe(true);
  });

  it("keeps the greeting before it to itself", () => {
    const { seen } = feed(["welcome to SSH-2.0\r\n\r\nSSH", "-2.0-Odd\n"]);
    expect(seen).toEqual(["SSH-2.0-Odd\n"]);
  });

  it("gives up on 8 KiB of greeting, quoting 200 characters of it in one line", () => {
    const { socket, guard, seen } = feed(["many words\n".repeat(800)]);
    expect(seen).toEqual([]);
    expect(socket.destroyed).toBe(true);
    expect(guard.notSsh().problem).toMatchObject({ code: "ssh:protocol" });
    expect(guard.notSsh().problem.detail.untrusted).toMatch(/it says "many words many words [^\n]{170,180}…"$/);
  });

  it("lets 512 KiB through and not a byte more", () => {
    const { socket } = feed([identification, Buffer.alloc(512 * 1024 - identification.length)]);
    expect(socket.destroyed).toBe(false);
    expect(socket.push(Buffer.alloc(1))).toBe(false);
    expect(socket.destroyed).toBe(true);
  });

  it("lets more through where hosts behind this one send it", () => {
    const { socket, guard } = feed([identification]);
    guard.allowMore(1024);
    socket.push(Buffer.alloc(513 * 1024 - identification.length));
    expect(socket.destroyed).toBe(false);
    socket.push(Buffer.alloc(1));
    expect(socket.destroyed).toBe(true);
  });

  it("sends what answers one piece of data at once, also in several pieces", async () => {
    const sent: number[] = [];
    const stream = new Duplex({
      read: () => {},
      write: (_chunk, _encoding, done) => {
        sent.push(1);
        done();
      },
      writev: (chunks, done) => {
        sent.push(chunks.length);
        done();
      },
    });
    new StreamGuard(stream);
    stream.on("data", () => {
      for (const part of ["length", "packet", "tag"]) stream.write(part);
    });
    stream.push(Buffer.from(identification));
    stream.push(Buffer.from("packet"));
    await setImmediate();
    stream.push(Buffer.from("packet"));
    await setImmediate();
    expect(sent.slice(-1)).toEqual([3]);
  });

  it("reads the offer of the host from pieces of any size, behind other packets", () => {
    const ignored = packet(Buffer.from([2, 0, 0, 0, 0]));
    const bytes = Buffer.concat([Buffer.from(identification), ignored, kexInitPacket({ kex: ["a", "b"] })]);
    const { guard } = feed(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(guard.offer).toEqual({
      kex: ["a", "b"],
      hostKey: goodOffer.hostKey,
      ciphers: [goodOffer.cipher, goodOffer.cipher],
      macs: [goodOffer.mac, goodOffer.mac],
      compress: [goodOffer.compress, goodOffer.compress],
    });
  });
});

describe("parseServerOffer", () => {
  it("is not there yet in a part of the packet", () => {
    const whole = kexInitPacket();
    for (let length = 0; length < whole.length; length += 1) {
      expect(parseServerOffer(whole.subarray(0, length))).toBeUndefined();
    }
    expect(parseServerOffer(whole)).toBeDefined();
  });

  it("is not there in a packet whose lists do not fit", () => {
    const damaged = kexInitPacket();
    damaged.writeUInt32BE(9999, 6 + 16);
    expect(parseServerOffer(damaged)).toBeUndefined();
  });
});
