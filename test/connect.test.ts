import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { Resolver, tcpOptions } from "../src/connect.ts";
import { describeWith, tool } from "./support/tools.ts";
import { startRaw } from "./support/web.ts";

const [four, six] = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

describe("a resolver", () => {
  it("looks each name up once, failures included", async () => {
    const asked: string[] = [];
    const resolver = new Resolver(async (name) => {
      asked.push(name);
      if (name === "gone.test") throw new Error("ENOTFOUND");
      return [four];
    });
    expect(await resolver.lookUp("a.test")).toEqual([four]);
    expect(await resolver.lookUp("a.test")).toEqual([four]);
    await expect(resolver.lookUp("gone.test")).rejects.toThrow("ENOTFOUND");
    await expect(resolver.lookUp("gone.test")).rejects.toThrow("ENOTFOUND");
    expect(asked).toEqual(["a.test", "gone.test"]);
  });

  it("is not waited for when the signal aborts", async () => {
    const stop = new AbortController();
    const waiting = new Resolver(() => new Promise(() => {})).lookUp("a.test", stop.signal);
    stop.abort(new Error("late"));
    await expect(waiting).rejects.toThrow("late");
  });

  it("puts the family first that is said to answer", async () => {
    const resolver = new Resolver(async () => [six, four]);
    await resolver.lookUp("a.test");
    resolver.prefer("a.test", 4);
    expect(await resolver.lookUp("a.test")).toEqual([four, six]);
  });
});

describe("a connection", () => {
  it("is made to the next address where nothing listens at the first", async () => {
    const { port } = await startRaw(() => {});
    const socket = connect(tcpOptions("a.test", port, new Resolver(async () => [six, four])));
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    expect(socket.remoteAddress).toBe("127.0.0.1");
  });

  it("fails with the resolver's error", async () => {
    const error = Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    const socket = connect(tcpOptions("a.test", 1, new Resolver(() => Promise.reject(error))));
    expect(await new Promise((failed) => socket.on("error", failed))).toBe(error);
  });
});

/** Two addresses whose queues of connections are full, so that the kernel drops what comes: one takes connections after all. */
const fullQueues = `
import socket, sys
def full(address, port):
    server = socket.socket()
    server.bind((address, port))
    server.listen(0)
    client = socket.socket()
    client.connect(server.getsockname())
    return server, client
slow, dead = full("127.0.0.1", 0), None
port = slow[0].getsockname()[1]
dead = full("127.0.0.2", port)
print(port, flush=True)
sys.stdin.readline()
connections = [slow[0].accept() for _ in range(2)]
sys.stdin.readline()
`;

describeWith(["python3"], "a line so slow that a connection takes a second", () => {
  it("is waited for, though another address stays to be tried", async () => {
    const server = spawn(tool("python3"), ["-c", fullQueues], { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => void server.kill());
    const [port] = await once(createInterface(server.stdout), "line");
    const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
    const socket = connect(tcpOptions("a.test", Number(port), new Resolver(async () => addresses)));
    onTestFinished(() => void socket.destroy());
    // The kernel has dropped the first packet by now, and sends it again after a second.
    socket.once("connectionAttempt", () => setImmediate(() => server.stdin.write("\n")));
    await once(socket, "connect");
    expect(socket.remoteAddress).toBe("127.0.0.1");
  });
});
