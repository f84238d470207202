import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type PageOptions, requestPage } from "../../src/probes/http.ts";
import { drained, startHttp, startRaw } from "../support/web.ts";

const megabyte = Buffer.alloc(1024 * 1024, "x");

describe("a server that answers oddly", () => {
  it.each([
    ["closes at once", "", "closed before a complete response"],
    ["closes amid its headers", "HTTP/1.1 200 OK\r\nServer: x", "closed before a complete response"],
    ["says nothing known", "SSH-2.0-OpenSSH_9.2p1\r\n", "not HTTP"],
    ["has no status", "HTTP/1.1 \r\n\r\n", "not HTTP"],
    ["has a status of 000", "HTTP/1.1 000 ::error::x\r\n\r\n", "not HTTP"],
    ["contradicts itself", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "not HTTP"],
    ["switches protocols", "HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", "closed before"],
    ["continues what was not begun", "HTTP/1.1 100 Continue\r\n\r\n", "closed before"],
    ["has endless headers", `HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(20_000)}`, "larger than 64 KiB"],
    ["has one endless header", `HTTP/1.1 200 OK\r\na: ${"b".repeat(100_000)}`, "larger than 64 KiB"],
    ["sends hints forever", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000), "too many 1xx responses"],
  ])("has failed when it %s", async (_how, text, sentence) => {
    const server = await startRaw((socket) => socket.once("data", () => socket.end(text)));
    const { value, problems } = await request(server.origin);
    expect(value).toBeUndefined();
    expect(problems).toEqual([{ code: "http:failed", detail: { untrusted: expect.stringContaining(sentence) } }]);
    expect(problems[0]?.detail.untrusted).not.toContain("::error");
    await drained(server);
  });

  it("has failed when it closes before it is asked", async () => {
    const server = await startRaw((socket) => socket.destroy());
    expect((await request(server.origin)).problems).toMatchObject([{ code: "http:failed" }]);
  });

  it("has failed when it resets the connection", async () => {
    const server = await startRaw((socket) => socket.once("data", () => socket.resetAndDestroy()));
    expect((await request(server.origin)).problems).toMatchObject([{ code: "http:failed" }]);
  });

  it("may give early hints", async () => {
    const server = await startRaw((socket) => socket.end("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
    expect((await request(server.origin)).value?.status).toBe(200);
  });

  it("may speak HTTP/1.0, or call its status what it likes", async () => {
    const server = await startRaw((socket) => socket.end("HTTP/1.0 299 ::error::x\r\n\r\n"));
    expect((await request(server.origin)).value).toEqual({ ms: expect.any(Number), status: 299 });
  });
});

describe("a server that never ends its status line", () => {
  it("has failed once it has sent more than headers can be", async () => {
    const server = await startRaw(flood("HTTP/1.1 200 "));
    expect((await request(server.origin)).problems).toEqual([
      {
        code: "http:failed",
        detail: { untrusted: "the response headers are larger than 64 KiB" },
      },
    ]);
  });
});

describe("a server that takes its time", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["says nothing", () => {}],
    ["drips its headers", drip],
  ])("is given up when it %s", async (_how, behave) => {
    const server = await startRaw(behave);
    expect(await request(server.origin, { limitMs: 100 })).toMatchObject({ problems: [{ code: "http:timeout" }] });
    await drained(server);
  });

  it("is said to have been reached when it was", async () => {
    const { signal, abort } = stoppable();
    const server = await startRaw((socket) => socket.once("data", abort));
    expect(await request(server.origin, { signal })).toEqual({
      problems: [{ code: "http:timeout", detail: { untrusted: "connected, but no response in time" } }],
    });
  });

  it("is given up when it does not shake hands", async () => {
    const server = await startRaw(() => {});
    expect(await request(`https://127.0.0.1:${server.port}/`, { limitMs: 100 })).toEqual({
      problems: [{ code: "http:timeout", detail: { untrusted: "no connection in time" } }],
    });
    await drained(server);
  });

  it("is given up amid its redirects", async () => {
    const { signal, abort } = stoppable();
    const server = await startHttp(({ url }, response) => {
      if (url === "/") response.writeHead(302, { location: "/slow" }).end();
      else abort();
    });
    expect((await request(server.origin, { signal })).problems).toMatchObject([{ code: "http:timeout" }]);
    await drained(server);
  });

  it("is broken, not late, when it redirects in a circle until the time is up", async () => {
    let asked = 0;
    const { signal, abort } = stoppable();
    const server = await startHttp((_request, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(302, { location: "/" }).end();
      else abort();
    });
    expect(await request(server.origin, { signal })).toEqual({
      problems: [{ code: "http:failed", detail: { untrusted: "the page redirects in a loop" } }],
    });
    await drained(server);
  });

  it.each(["http", "https"])("is given up at once when the signal says so, over %s", async (scheme) => {
    const controller = new AbortController();
    const server = await startRaw((socket) => socket.once("data", () => controller.abort()));
    const outcome = await request(`${scheme}://127.0.0.1:${server.port}/`, {
      signal: controller.signal,
      limitMs: 60_000,
    });
    expect(outcome.problems).toMatchObject([{ code: "http:timeout" }]);
    await drained(server);
  });
});

describe("a body", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["without end", flood("HTTP/1.1 200 OK\r\n\r\n")],
    ["of 100 KB that ends the connection", (socket) => socket.end(page(megabyte.subarray(0, 100_000)))],
    ["of 1 MB that ends the connection", (socket) => socket.end(page(megabyte))],
    ["in chunks without end", flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "400\r\n")],
  ])("%s is not read", async (_kind, behave) => {
    const server = await startRaw(behave);
    const before = process.memoryUsage().arrayBuffers;
    expect(await request(server.origin)).toMatchObject({ value: { status: 200 }, problems: [] });
    await drained(server);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });
});

describe("many requests", () => {
  it("leave nothing behind: no socket, no timer, no listener", async () => {
    const server = await startRaw((socket) => socket.once("data", () => socket.end(page(Buffer.from("hello")))));
    const { signal } = new AbortController();
    const before = timersAndSockets();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => request(server.origin, { signal })));
    expect(outcomes.every(({ value }) => value?.status === 200)).toBe(true);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await drained(server);
    await setImmediate();
    // A timer of the test before, or of vitest's, may have ended meanwhile.
    expect(timersAndSockets().length).toBeLessThanOrEqual(before.length);
  });
});

function stoppable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function timersAndSockets(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => /Timeout|TCP(?:Socket|Connect)/.test(kind));
}

/** Without a limit of its own a test ends only when its server says so. */
function request(url: string, options: Partial<PageOptions> = {}) {
  const defaults = { verify: true, signal: new AbortController().signal, limitMs: 600_000, trace() {} };
  return requestPage(new URL(url), { ...defaults, ...options });
}

function page(body: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Says `start`, then sends as fast as it is read, for as long as the connection lives. */
function flood(start: string, chunkStart = "") {
  return (socket: Socket): void => {
    const chunk = chunkStart === "" ? megabyte : Buffer.from(`${chunkStart}${"x".repeat(1024)}\r\n`);
    const fill = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on("drain", fill).write(start);
    fill();
  };
}

/** A byte of a header every 10 ms. */
function drip(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\nA: ");
  const timer = setInterval(() => socket.write("a"), 10);
  socket.on("close", () => clearInterval(timer));
}
