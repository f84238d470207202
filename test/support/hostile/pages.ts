/** Web servers that answer as no page would. */
import type { Socket } from "node:net";
import type { Certificate } from "../certificates.ts";
import { type OddServer, startTcp, startTls } from "../hostile-ssh.ts";
import { attacks } from "./answers.ts";
import { drip, flood } from "./flood.ts";
import type { HostileHost } from "./host.ts";

type Cells = HostileHost["cells"];

function page(name: string, cells: Cells, start: () => Promise<OddServer>, scheme = "http"): HostileHost {
  return {
    name: `page-${name}`,
    cells: { http_code: "", mem_avail_mib: "", ...cells },
    start,
    entry: ({ port }) => ({ home_page: `${scheme}://127.0.0.1:${port}/health`, creds: null }),
  };
}

/** Once a request has come. */
function answers(name: string, cells: Cells, talk: (socket: Socket) => void): HostileHost {
  return page(name, cells, () => startTcp((socket) => void socket.once("data", () => talk(socket))));
}

function says(name: string, cells: Cells, text: string): HostileHost {
  return answers(name, cells, (socket) => socket.end(text));
}

function redirects(name: string, location: string, cells: Cells = { http_code: "302", errors: "" }): HostileHost {
  return says(name, cells, `HTTP/1.1 302 Found\r\nLocation: ${location}\r\n\r\n`);
}

const failed = { errors: "http:failed" };
const late = { errors: "http:timeout" };
const well = { http_code: "200", errors: "" };
const ok = "HTTP/1.1 200 OK\r\n";

const talking: readonly HostileHost[] = [
  page("hangs-up-at-once", failed, () => startTcp((socket) => void socket.end())),
  page("resets-at-once", failed, () => startTcp((socket) => void socket.resetAndDestroy())),
  says("hangs-up-when-asked", failed, ""),
  answers("resets-when-asked", failed, (socket) => socket.resetAndDestroy()),
  says("hangs-up-in-its-headers", failed, `${ok}Server: x`),
  page("is-silent", late, () => startTcp(() => {})),
  answers("drips-its-headers", late, drip("a", `${ok}A: `)),
  answers("drips-early-hints", late, drip("a", "HTTP/1.1 103 Early Hints\r\nA: ")),
  answers("has-endless-headers", failed, flood("a: b\r\n".repeat(5000), ok)),
  answers("has-one-endless-header", failed, flood("b".repeat(65_536), `${ok}A: `)),
  answers("hints-for-ever", failed, flood("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000))),
  answers("has-an-endless-body", well, flood(Buffer.alloc(1024 * 1024, "x"), `${ok}\r\n`)),
  answers("has-a-body-that-crashes-fetch", well, (socket) =>
    socket.end(`${ok}Content-Length: 100000\r\nConnection: close\r\n\r\n${"x".repeat(100_000)}`),
  ),
  says("has-chunks-of-nonsense", well, `${ok}Transfer-Encoding: chunked\r\n\r\nZZZ\r\n-1\r\n`),
  says("has-chunks-beyond-all-numbers", well, `${ok}Transfer-Encoding: chunked\r\n\r\n${"F".repeat(64)}\r\n`),
  says("has-no-status", failed, "HTTP/1.1 \r\n\r\n"),
  says("has-a-huge-status", failed, "HTTP/1.1 99999999999999999999 OK\r\n\r\n"),
  says("has-a-status-below-zero", failed, "HTTP/1.1 -200 OK\r\n\r\n"),
  says("has-a-status-in-words", failed, "HTTP/1.1 ::error::x OK\r\n\r\n"),
  says("has-a-status-of-999", { http_code: "999", errors: "" }, "HTTP/1.1 999 ##[error]x\r\n\r\n"),
  says("speaks-http-of-another-world", failed, "HTTP/9.9 200 OK\r\n\r\n"),
  says("is-an-ssh-server", failed, "SSH-2.0-OpenSSH_9.2p1\r\n"),
  says("contradicts-itself", failed, `${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`),
  says("splits-its-headers-by-nul", failed, `${ok}A\0: b\r\n\r\n`),
  says("switches-protocols", failed, "HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"),
  says(
    "has-headers-of-commands",
    well,
    `${ok}${attacks.map((text, at) => `X-${at}: ${text.replace(/[^ -~]/g, "")}\r\n`).join("")}\r\n`,
  ),
  redirects("redirects-in-a-circle", "/health", failed),
  redirects("redirects-to-a-file", "file:///etc/passwd"),
  redirects("redirects-to-a-script", "javascript:alert(1)"),
  redirects("redirects-to-the-cloud", "http://169.254.169.254/latest/meta-data/"),
  redirects("redirects-to-nowhere", "http://[::1"),
  redirects("redirects-by-commands", "http://##[add-mask]x ::error::y/"),
  redirects("redirects-on-the-next-line", "/\r\n ::error::y", failed),
];

/** Pages that send us to a machine of the runner's own network, whose server records whether anybody comes. */
export function luringPages(inner: { readonly address: string; readonly port: number }): readonly HostileHost[] {
  const { address, port } = inner;
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return [
    redirects("redirects-inside", `http://${address}:${port}/`),
    redirects("redirects-inside-by-scheme", `//${address}:${port}/`),
    redirects("redirects-inside-by-number", `http://${number}:${port}/`),
    redirects("redirects-inside-by-ipv6", `http://[::ffff:${address}]:${port}/`),
    redirects("redirects-inside-by-name", `http://localhost:${port}/`),
    redirects("redirects-inside-as-a-user", `http://127.0.0.1@${address}:${port}/`),
  ];
}

/** Splits our next request in two, where the target of a redirect is sent as it came. */
function splittingPage(): HostileHost {
  return page("splits-our-next-request", well, () =>
    startTcp((socket) => {
      socket.once("data", (request: Buffer) => {
        const isFirst = request.toString().startsWith("GET /health ");
        socket.end(isFirst ? `HTTP/1.1 302 Found\r\nLocation: /a%0d%0aX-Split:%201 HTTP/1.1\tb\r\n\r\n` : `${ok}\r\n`);
      });
    }),
  );
}

/** Pages over TLS; the certificate is the worst that openssl makes. */
export function tlsPages(evil: Certificate): readonly HostileHost[] {
  const tls = (name: string, cells: Cells, talk: (socket: Socket) => void) =>
    page(name, cells, () => startTls({ key: evil.key, cert: evil.cert }, talk), "https");
  return [
    tls("has-a-certificate-of-commands", { http_code: "200", errors: "http:tls" }, (socket) => socket.end(`${ok}\r\n`)),
    tls("is-silent-over-tls", late, () => {}),
    tls("hangs-up-over-tls", failed, (socket) => socket.end()),
    { ...page("speaks-tls-garbage", { errors: "http:tls" }, () => startTcp(garbage), "https") },
    {
      ...page(
        "speaks-no-tls",
        { errors: "http:tls" },
        () => startTcp((socket) => void socket.end(`${ok}\r\n`)),
        "https",
      ),
    },
    { ...page("stalls-in-its-tls", late, () => startTcp(() => {}), "https") },
    {
      ...page(
        "hangs-up-in-its-tls",
        failed,
        () => startTcp((socket) => void socket.once("data", () => socket.end())),
        "https",
      ),
    },
  ];
}

/** The head of a TLS record, and then no TLS. */
function garbage(socket: Socket): void {
  socket.end(Buffer.concat([Buffer.from([22, 3, 3, 0, 90]), Buffer.alloc(200, 0xff)]));
}

export const pageHosts: readonly HostileHost[] = [...talking, splittingPage()];
