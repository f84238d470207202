/** Servers that break the rules, but not so that browsers and curl would mind: what curl says of them is what we say. */
import { execFile } from "node:child_process";
import { createSecureServer, type Http2SecureServer, constants as http2 } from "node:http2";
import type { Socket } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PageOptions, requestPage } from "../../src/probes/http.ts";
import { type Certificate, Certificates } from "../support/certificates.ts";
import { describeWith, tool } from "../support/tools.ts";
import { drained, startHttp, startRaw, startRawTls, startServer } from "../support/web.ts";

const ok = "HTTP/1.1 200 OK\r\n";
const moved = "HTTP/1.1 302 Found\r\n";
const chunked = "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";

describeWith(["curl"], "beside curl, a page is up", () => {
  it.each<[string, string, number]>([
    ["ends its lines with LF alone", "HTTP/1.1 404 Not Found\nServer: x\nContent-Length: 0\n\n", 404],
    ["mixes ends of lines", "HTTP/1.1 200 OK\r\nServer: x\nContent-Length: 0\r\n\n", 200],
    ["has a control character in a cookie", `${ok}Set-Cookie: a=\x01b\r\nContent-Length: 0\r\n\r\n`, 200],
    ["has a blank before a colon", `${ok}X-Frame-Options : DENY\r\nContent-Length: 0\r\n\r\n`, 200],
    ["has a folded header", `${ok}X-Policy: a;\r\n b;\r\n\tc\r\nContent-Length: 0\r\n\r\n`, 200],
    ["gives its length twice", `${ok}Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi`, 200],
    ["gives a length beside chunks", `${ok}Content-Length: 2\r\n${chunked}`, 200],
    ["gives a length after chunks", `${ok}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n`, 200],
    ["has 20 KiB of headers", `${ok}X-Policy: ${"a".repeat(20_000)}\r\nContent-Length: 0\r\n\r\n`, 200],
    ["has 60 KiB of headers", `${ok}${"X-Policy: aaaaaaaa\r\n".repeat(3000)}Content-Length: 0\r\n\r\n`, 200],
    ["has no reason phrase", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200],
    ["asks to continue first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201],
    ["has umlauts in a header", `${ok}X-Name: b\xfccher\r\nContent-Length: 0\r\n\r\n`, 200],
    ["redirects nowhere", "HTTP/1.1 302 Found\nSet-Cookie: a=\x01b\n\n", 302],
  ])("that %s", async (_how, text, status) => {
    const server = await startRaw((socket) => socket.once("data", () => socket.end(text, "latin1")));
    expect(await curl(server.origin)).toBe(status);
    expect(await request(server.origin)).toEqual({ value: { ms: expect.any(Number), status }, problems: [] });
    await drained(server);
  });

  it.each<[string, string]>([
    ["ends its lines with LF alone", "HTTP/1.1 302 Found\nLocation: /there\nContent-Length: 0\n\n"],
    [
      "has a control character in a cookie",
      `${moved}Set-Cookie: a=\x01\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n`,
    ],
    ["gives its length twice", `${moved}Content-Length: 0\r\nContent-Length: 0\r\nLocation: /there\r\n\r\n`],
    ["names the place twice", `${moved}Location: /there\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n`],
  ])("behind a redirect that %s", async (_how, redirect) => {
    const server = await startRaw(answering({ "/": redirect, "/there": `${ok}Content-Length: 0\r\n\r\n` }));
    expect(await curl(server.origin)).toBe(200);
    expect((await request(server.origin)).value?.status).toBe(200);
  });

  it("whose headers come byte by byte, with nothing right in them", async () => {
    const text = "HTTP/1.1 302 Found\nX : y\nLocation: /there\n\n";
    const server = await startRaw(
      answering({ "/": text, "/there": `${ok}Content-Length: 0\r\n\r\n` }, async (socket, answer) => {
        for (const byte of answer) await new Promise((sent) => socket.write(byte, "latin1", sent));
        socket.end();
      }),
    );
    expect(await curl(server.origin)).toBe(200);
    expect((await request(server.origin)).value?.status).toBe(200);
  });

  it("behind a redirect to a place in UTF-8", async () => {
    const asked: (string | undefined)[] = [];
    const server = await startHttp(({ url }, response) => {
      asked.push(url);
      if (url === "/") response.writeHead(302, { location: Buffer.from("/bücher").toString("latin1") });
      response.end();
    });
    expect(await curl(server.origin)).toBe(200);
    expect((await request(server.origin)).value?.status).toBe(200);
    expect(asked.at(-1)).toBe("/b%C3%BCcher");
  });

  it("that redirects to itself until its cookie comes back", async () => {
    const server = await startHttp(({ headers }, response) => {
      if (headers.cookie === "session=a=b; theme=dark") response.end();
      else
        response.writeHead(302, { "set-cookie": ["session=a=b; Path=/; HttpOnly", "theme=dark"], location: "/" }).end();
    });
    expect(await curl(server.origin, "--cookie", "")).toBe(200);
    expect((await request(server.origin)).value?.status).toBe(200);
  });
});

describe("as in browsers, where curl is stricter, a page is up", () => {
  it("that has a line without a colon", async () => {
    const server = await startRaw((socket) => socket.once("data", () => socket.end(`${ok}nonsense\r\n\r\n`)));
    expect((await request(server.origin)).value?.status).toBe(200);
  });

  it("behind a redirect that has a blank before a colon", async () => {
    const server = await startRaw(answering({ "/": `${moved}Location : /there\r\n\r\n`, "/there": `${ok}\r\n` }));
    expect((await request(server.origin)).value?.status).toBe(200);
  });
});

describe("a cookie", () => {
  it("is forgotten when the server says so, and one for https alone is not sent in clear", async () => {
    const asked: (string | undefined)[] = [];
    const server = await startHttp(({ url, headers }, response) => {
      asked.push(headers.cookie);
      const cookies = url === "/" ? ["a=1", "b=2; Secure", "c=3"] : ["a=; Max-Age=0"];
      response
        .writeHead(url === "/2" ? 200 : 302, { "set-cookie": cookies, location: url === "/" ? "/1" : "/2" })
        .end();
    });
    await request(server.origin);
    expect(asked).toEqual([undefined, "a=1; c=3", "c=3"]);
  });

  it("is kept for one request of the page alone", async () => {
    const asked: (string | undefined)[] = [];
    const server = await startHttp(({ headers }, response) => {
      asked.push(headers.cookie);
      response.writeHead(200, { "set-cookie": "a=1" }).end();
    });
    await request(server.origin);
    await request(server.origin);
    expect(asked).toEqual([undefined, undefined]);
  });
});

describe("a server that breaks the rules as no browser would bear it", () => {
  it.each([
    ["contradicts itself about its length", `${ok}Content-Length: 1\nContent-Length: 2\r\n\r\n`],
    ["has a NUL byte in its headers", `${ok}X-Frame-Options : a\0b\r\n\r\n`],
    ["has a status that is no number", "HTTP/1.1 2xx OK\n\n"],
    ["speaks another version of HTTP", "HTTP/3.7 200 OK\n\n"],
  ])("has failed when it %s", async (_how, text) => {
    const server = await startRaw((socket) => socket.once("data", () => socket.end(text)));
    expect(await request(server.origin)).toMatchObject({ problems: [{ code: "http:failed" }] });
    await drained(server);
  });
});

describeWith(["openssl", "curl"], "over HTTP/2", () => {
  let certificates: Certificates;
  let certificate: Certificate;
  beforeAll(() => {
    certificates = new Certificates();
    certificate = certificates.make();
  });
  afterAll(() => certificates.remove());

  it("a server that speaks nothing else is up, and its redirects and cookies work as ever", async () => {
    const { origin, server } = await start();
    server.on("stream", (stream, headers) => {
      if (headers.cookie === "a=1") stream.respond({ ":status": 204 });
      else stream.respond({ ":status": 302, location: "/there", "set-cookie": ["a=1"] });
      stream.end();
    });
    expect(await curl(origin, "--insecure", "--cookie", "")).toBe(204);
    expect(await request(origin)).toMatchObject({ value: { status: 204 }, problems: [] });
  });

  it("a body is not read, and early hints are passed over", async () => {
    const { origin, server } = await start();
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.additionalHeaders({ ":status": 103, link: "</a>; rel=preload" });
      stream.respond({ ":status": 200 });
      stream.write("x".repeat(1024 * 1024));
    });
    expect(await request(origin)).toMatchObject({ value: { status: 200 }, problems: [] });
  });

  it("a server that wants HTTP/1.1 for this page is asked again in it", async () => {
    const { origin, server } = await start(true);
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.close(http2.NGHTTP2_HTTP_1_1_REQUIRED);
    });
    server.on("request", ({ httpVersion }, response) => httpVersion === "1.1" && response.end());
    expect(await curl(origin, "--insecure")).toBe(200);
    expect(await request(origin)).toMatchObject({ value: { status: 200 }, problems: [] });
  });

  it.each<[string, (server: Http2SecureServer, controller: AbortController) => void, string]>([
    [
      "resets every stream",
      (server) => server.on("stream", (stream) => stream.on("error", () => {}).close(2)),
      "http:failed",
    ],
    ["hangs up", (server) => server.on("session", (session) => session.destroy()), "http:failed"],
    [
      "says goodbye",
      (server) => server.on("stream", ({ session }) => session?.goaway(http2.NGHTTP2_INTERNAL_ERROR)),
      "http:failed",
    ],
    ["says nothing", (server, controller) => server.on("stream", () => controller.abort()), "http:timeout"],
  ])("a server has failed when it %s", async (_how, behave, code) => {
    const controller = new AbortController();
    const { origin, server } = await start();
    behave(server, controller);
    const { value, problems } = await request(origin, { signal: controller.signal, limitMs: 600_000 });
    expect(value).toBeUndefined();
    expect(problems).toEqual([{ code: expect.stringContaining(code), detail: expect.anything() }]);
  });

  it("a server that knows neither version of HTTP says so in no other words", async () => {
    const { origin } = await startRawTls({ ...certificate, ALPNProtocols: ["acme-tls/1"] }, () => {});
    const { problems } = await request(origin);
    expect(problems).toMatchObject([
      { code: "http:tls", detail: { untrusted: expect.stringContaining("speaks neither HTTP/1.1 nor HTTP/2") } },
    ]);
  });

  async function start(allowHTTP1 = false) {
    const server = createSecureServer({ ...certificate, allowHTTP1 });
    server.on("sessionError", () => {}).on("tlsClientError", () => {});
    return { server, origin: (await startServer(server, "https")).origin };
  }

  function request(url: string, options: Partial<PageOptions> = {}) {
    return ask(url, { verify: certificate.cert, ...options });
  }
});

function request(url: string) {
  return ask(url, {});
}

function ask(url: string, options: Partial<PageOptions>) {
  return requestPage(new URL(url), { verify: true, signal: new AbortController().signal, trace() {}, ...options });
}

/** The status of the last response, redirects followed. */
async function curl(url: string, ...options: readonly string[]): Promise<number> {
  const usual = ["--silent", "--location", "--noproxy", "*", "--output", "/dev/null", "--write-out", "%{http_code}"];
  const { stdout } = await promisify(execFile)(tool("curl"), [...usual, ...options, `${url}/`]);
  return Number(stdout);
}

/** Answers each path of a request with its text. */
function answering(
  texts: Readonly<Record<string, string>>,
  send: (socket: Socket, text: string) => unknown = (socket, text) => socket.end(text, "latin1"),
) {
  return (socket: Socket): void => {
    socket.once("data", (request: Buffer) => {
      const [, path = ""] = /^GET (\S+) /.exec(request.toString()) ?? [];
      void send(socket, texts[path] ?? "");
    });
  };
}
