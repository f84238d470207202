import { KeyObject } from "node:crypto";
import { once } from "node:events";
import ssh2, { type CipherAlgorithm } from "ssh2";
import { describe, expect, it } from "vitest";
import { useKeyObjects } from "../../src/ssh/cipher-keys.ts";

/** Logs in with a cipher, and returns the names of the client's keys that are KeyObjects. */
async function logIn(cipher: CipherAlgorithm): Promise<string[]> {
  const { private: hostKey } = ssh2.utils.generateKeyPairSync("ed25519");
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on("authentication", (context) => context.accept()).on("error", () => {});
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const client = new ssh2.Client();
  client.on("handshake", () => useKeyObjects(client));
  client.connect({
    host: "127.0.0.1",
    port: portOf(server),
    username: "monitor",
    password: "x",
    algorithms: { cipher: [cipher] },
  });
  await once(client, "ready");
  const protocol = Reflect.get(client, "_protocol");
  const names = [protocol._cipher, protocol._decipher].flatMap(keyObjectsIn);
  client.end();
  server.close();
  return names;
}

function portOf(server: Pick<ssh2.Server, "address">): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function keyObjectsIn(cipher: object): string[] {
  return Object.entries(cipher).flatMap(([name, value]) => (value instanceof KeyObject ? [name] : []));
}

describe("useKeyObjects", () => {
  it("replaces the keys of both directions, and the session goes on", async () => {
    expect(await logIn("aes128-gcm@openssh.com")).toEqual(["_encKey", "_decipherKey"]);
    expect(await logIn("aes256-ctr")).toEqual(["_macKey", "_macKey"]);
  });

  it("leaves a cipher without such keys as it is", async () => {
    expect(await logIn("chacha20-poly1305@openssh.com")).toEqual([]);
  });

  it("does nothing where ssh2 has changed", () => {
    expect(() => useKeyObjects(new ssh2.Client())).not.toThrow();
  });
});
