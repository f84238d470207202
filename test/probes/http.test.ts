import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type PageOptions, requestPage } from "../../src/probes/http.ts";
import { describeWith } from "../support/tools.ts";
import { closedPort, drained, startHttp, startNginx, startRaw } from "../support/web.ts";

let trace: string[];
beforeEach(() => {
  trace = [];
});
afterEach(() => expect(trace.join("\n")).not.toContain("token"));

describe("the page of a host", () => {
  it.each([200, 204, 304, 404, 500, 599])("answers %i", async (status) => {
    const server = await startHttp((_request, response) => response.writeHead(status).end());
    expect(await request(`${server.origin}/health?token=1`)).toEqual({
      value: { ms: expect.any(Number), status },
      problems: [],
    });
    await drained(server);
  });

  it("is asked for by a bare GET that says who asks", async () => {
    const asked: unknown[] = [];
    const server = await startHttp(({ method, url, headers }, response) => {
      asked.push({ method, url, headers });
      response.end();
    });
    await request(`${server.origin}/health?token=1#top`);
    const headers = {
      host: `127.0.0.1:${server.port}`,
      connection: "close",
      "user-agent": "server-monitor",
      accept: "*/*",
      "accept-encoding": "identity",
    };
    expect(asked).toEqual([{ method: "GET", url: "/health?token=1", headers }]);
  });

  it("is timed to its headers, the wait before them included", async () => {
    const server = await startHttp((_request, response) => {
      setTimeout(() => response.writeHead(200).flushHeaders(), 80);
    });
    const startedMs = performance.now();
    const { value } = await request(server.origin);
    expect(value?.ms).toBeGreaterThan(75);
    expect(value?.ms).toBeLessThanOrEqual(performance.now() - startedMs);
  });

  it("is found by name", async () => {
    const server = await startHttp((_request, response) => response.end());
    expect((await request(`http://localhost:${server.port}/`)).value?.status).toBe(200);
  });

  it("is told of in the trace without its address", async () => {
    const server = await startHttp((_request, response) => response.end());
    await request(`${server.origin}/token`);
    expect(trace).toEqual([
      `http: asks over http, port ${server.port}`,
      expect.stringMatching(/^http: 200 after [\d.]+ ms$/),
    ]);
  });

  it("may be refused", async () => {
    const { value, problems } = await request(`http://127.0.0.1:${await closedPort()}/`);
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      {
        code: "http:refused",
        detail: { untrusted: "the connection was refused: nothing listens on the port (ECONNREFUSED)" },
      },
    ]);
  });

  it("may have a name that does not resolve", async () => {
    expect((await request("http://no-such-host.invalid/")).problems).toMatchObject([{ code: "http:dns" }]);
  });

  it("is not asked for when the signal has fired before", async () => {
    let connections = 0;
    const server = await startRaw(() => connections++);
    const outcome = await request(server.origin, { signal: AbortSignal.abort() });
    expect(outcome.problems).toMatchObject([{ code: "http:timeout" }]);
    expect(connections).toBe(0);
  });
});

describe("a redirect", () => {
  it("is followed on the same host, to another port and another path", async () => {
    const last = await startHttp(({ url }, response) => response.writeHead(url === "/there?a=1" ? 201 : 404).end());
    const first = await startHttp((_request, response) => redirect(response, `//127.0.0.1:${last.port}/there?a=1`));
    expect((await request(first.origin)).value?.status).toBe(201);
    await Promise.all([drained(first), drained(last)]);
  });

  it.each([301, 302, 303, 307, 308])("is followed when its status is %i", async (status) => {
    const server = await startHttp(({ url }, response) =>
      url === "/" ? redirect(response, "there", status) : response.end(),
    );
    expect((await request(server.origin)).value?.status).toBe(200);
  });

  it("is followed twenty times", async () => {
    const server = await startHttp(({ url = "" }, response) =>
      url === "/20" ? response.end() : redirect(response, `/${Number(url.slice(1)) + 1}`),
    );
    expect((await request(`${server.origin}/0`)).value?.status).toBe(200);
  });

  it("is a failure when it goes round", async () => {
    let asked = 0;
    const server = await startHttp((_request, response) => {
      asked++;
      redirect(response, "/");
    });
    expect(await request(server.origin)).toEqual({
      problems: [{ code: "http:failed", detail: { untrusted: "the page redirects more than 20 times" } }],
    });
    expect(asked).toBe(21);
    await drained(server);
  });

  it("is timed as a whole", async () => {
    const server = await startHttp(({ url }, response) =>
      setTimeout(() => (url === "/" ? redirect(response, "/there") : response.end()), 50),
    );
    expect((await request(server.origin)).value?.ms).toBeGreaterThan(95);
  });

  it("to another host that is not public is the answer", async () => {
    let asked = 0;
    const inner = await startHttp((_request, response) => {
      asked++;
      response.end();
    });
    const server = await startHttp((_request, response) => redirect(response, `http://localhost:${inner.port}/`));
    expect(await request(server.origin)).toEqual({ value: { ms: expect.any(Number), status: 302 }, problems: [] });
    expect(asked).toBe(0);
    expect(trace.at(-1)).toBe("http: redirects to another host, which is not public: not followed");
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:10.0.0.1]/",
    "http://2130706434/",
    "http://no-such-host.invalid/",
    "http://user:token@127.0.0.1/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://[",
    "http://127.0.0.1:99999/",
    "http://##[add-mask]x ::error::y/",
  ])("to %j is the answer, and no connection is made", async (location) => {
    const server = await startRaw((socket) => socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\n\r\n`));
    let connections = 0;
    const count = () => connections++;
    subscribe("net.client.socket", count);
    onTestFinished(() => void unsubscribe("net.client.socket", count));
    expect((await request(server.origin)).value?.status).toBe(302);
    expect(connections).toBe(1);
  });

  it("to several places is the answer", async () => {
    const server = await startHttp((_request, response) =>
      response.writeHead(302, ["location", "/a", "location", "/b"]).end(),
    );
    expect((await request(server.origin)).value?.status).toBe(302);
  });
});

describeWith(["nginx", "openssl"], "nginx", () => {
  it("answers with its pages, its errors and its redirects", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pages-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "index.html"), "hello");
    const port = await closedPort();
    await startNginx(`server { listen 127.0.0.1:${port}; root ${folder}; location = /old { return 301 /; } }`, port);
    const statuses = ["/", "/missing", "/old"].map(async (path) => {
      const { value, problems } = await request(`http://127.0.0.1:${port}${path}`);
      return problems.length === 0 ? value?.status : problems;
    });
    expect(await Promise.all(statuses)).toEqual([200, 404, 200]);
  });
});

function request(url: string, options: Partial<PageOptions> = {}) {
  const signal = new AbortController().signal;
  return requestPage(new URL(url), { verify: true, signal, trace: (line) => trace.push(line), ...options });
}

function redirect(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location }).end();
}
