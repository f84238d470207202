import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type PageOptions, requestPage } from "../../src/probes/http.ts";
import { type Certificate, Certificates, openssl } from "../support/certificates.ts";
import { describeWith } from "../support/tools.ts";
import { closedPort, drained, startHttp, startHttps, startNginx, startRaw, startRawTls } from "../support/web.ts";

const answer: RequestListener = (_request, response) => response.end("hello");

describeWith(["openssl"], "a page over TLS", () => {
  let certificates: Certificates;
  let authority: Certificate;
  let page: Certificate;
  let selfSigned: Certificate;

  beforeAll(() => {
    certificates = new Certificates();
    authority = certificates.make({ authority: true });
    page = certificates.make({ issuer: authority, until: "20370102030405Z" });
    selfSigned = certificates.make();
  });
  afterAll(() => certificates.remove());

  it("is trusted by the certificate authority (CA) that `verify` gives, and tells when its certificate expires", async () => {
    const server = await startHttps(page, answer);
    expect(await request(server.origin, { verify: authority.cert })).toEqual({
      value: { ms: expect.any(Number), status: 200, certificate: validityOf(page) },
      problems: [],
    });
    expect(validityOf(page).to).toEqual(new Date("2037-01-02T03:04:05Z"));
    await drained(server);
  });

  it("is trusted by its own self-signed certificate", async () => {
    const server = await startHttps(selfSigned, answer);
    expect((await request(server.origin, { verify: selfSigned.cert })).problems).toEqual([]);
  });

  it("is trusted by its own certificate without that of its certificate authority (CA)", async () => {
    const server = await startHttps(page, answer);
    expect((await request(server.origin, { verify: page.cert })).problems).toEqual([]);
  });

  it("is trusted by name as well as by address", async () => {
    const server = await startHttps(page, answer);
    const url = `https://localhost:${server.port}/`;
    expect((await request(url, { verify: authority.cert })).problems).toEqual([]);
  });

  it("is trusted by the machine's own authorities, to which `verify: true` turns when Node knows none", async () => {
    const server = await startHttps(page, answer);
    expect(await problemsOfProgram(server.origin, { SSL_CERT_FILE: authority.certFile })).toEqual([]);
  });

  it("is trusted by NODE_EXTRA_CA_CERTS", async () => {
    const server = await startHttps(page, answer);
    expect(await problemsOfProgram(server.origin, { NODE_EXTRA_CA_CERTS: authority.certFile })).toEqual([]);
  });

  it("is not doubted with `verify: false`", async () => {
    const server = await startHttps(selfSigned, ({ url }, response) =>
      response.writeHead(url === "/?a=1" ? 200 : 400).end(),
    );
    expect(await request(`${server.origin}/?a=1`, { verify: false })).toEqual({
      value: { ms: expect.any(Number), status: 200, certificate: validityOf(selfSigned) },
      problems: [],
    });
  });

  it.each([
    ["is self-signed", {}, "the certificate is self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["has expired", { until: "20210101000000Z" }, "the certificate has expired", "CERT_HAS_EXPIRED"],
    ["is not valid yet", { from: "20980101000000Z" }, "check the clock of this machine", "CERT_NOT_YET_VALID"],
    ["is for another name", { names: "DNS:other.example" }, "for another name", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("is a problem when its certificate %s, but its status is learnt", async (_why, wanted, sentence, code) => {
    const certificate = certificates.make(wanted);
    const server = await startHttps(certificate, (_request, response) => response.writeHead(418).end());
    const { value, problems } = await request(
      server.origin,
      code.startsWith("DEPTH") ? {} : { verify: certificate.cert },
    );
    expect(value).toEqual({ ms: expect.any(Number), status: 418, certificate: validityOf(certificate) });
    expect(problems).toEqual([{ code: "http:tls", detail: { untrusted: expect.stringContaining(sentence) } }]);
    expect(problems[0]?.detail.untrusted).toContain(`(${code})`);
    await drained(server);
  });

  it("is a problem when its certificate authority (CA) is not trusted", async () => {
    const server = await startHttps(page, answer);
    const { value, problems } = await request(server.origin, { verify: selfSigned.cert });
    expect(value?.status).toBe(200);
    expect(problems).toMatchObject([
      {
        code: "http:tls",
        detail: { untrusted: expect.stringContaining("authority (CA) is not trusted on this machine") },
      },
    ]);
  });

  it("that is not trusted is asked without the query, and sends us nowhere", async () => {
    const asked: unknown[] = [];
    const server = await startHttps(selfSigned, ({ url, headers }, response) => {
      asked.push(url, Object.keys(headers));
      response.writeHead(302, { location: "/login" }).end();
    });
    const { value } = await request(`${server.origin}/health?token=1`);
    expect(value?.status).toBe(302);
    expect(asked).toEqual(["/health", ["host", "connection", "user-agent", "accept", "accept-encoding"]]);
  });

  it("does not let its certificate speak", async () => {
    const names = "DNS:evil ##[add-mask]x @everyone";
    const server = await startHttps(certificates.make({ names, issuer: authority }), answer);
    const { problems } = await request(server.origin, { verify: authority.cert });
    expect(problems).toEqual([
      { code: "http:tls", detail: { untrusted: "the certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)" } },
    ]);
  });

  it("is reached by a redirect from plain http, whose certificate counts", async () => {
    const secure = await startHttps(page, answer);
    const plain = await startHttp((_request, response) => response.writeHead(301, { location: secure.origin }).end());
    expect(await request(plain.origin, { verify: authority.cert })).toEqual({
      value: { ms: expect.any(Number), status: 200, certificate: validityOf(page) },
      problems: [],
    });
  });

  it.each([
    ["speaks no TLS", "http:tls", "no TLS on this port"],
    ["has no TLS version in common", "http:tls", "no common TLS version"],
    ["demands a certificate", "http:tls", "requires a client certificate"],
    ["closes at once", "http:failed", "closed before a complete response"],
  ])("has no value when the server %s", async (why, code, sentence) => {
    const server = await startOdd(why, page);
    const { value, problems } = await request(`https://127.0.0.1:${server.port}/`, { verify: authority.cert });
    expect(value).toBeUndefined();
    expect(problems).toEqual([{ code, detail: { untrusted: expect.stringContaining(sentence) } }]);
    await drained(server);
  });

  describeWith(["nginx"], "of nginx", () => {
    it("answers", async () => {
      const folder = mkdtempSync(join(tmpdir(), "pages-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const port = await closedPort();
      const { certFile, keyFile } = selfSigned;
      await startNginx(
        `server { listen 127.0.0.1:${port} ssl; ssl_certificate ${certFile}; ssl_certificate_key ${keyFile}; root ${folder}; }`,
        port,
      );
      const url = `https://127.0.0.1:${port}/missing`;
      const value = { ms: expect.any(Number), status: 404, certificate: validityOf(selfSigned) };
      expect(await request(url, { verify: selfSigned.cert })).toEqual({ value, problems: [] });
      expect(await request(url)).toMatchObject({ value, problems: [{ code: "http:tls" }] });
    });
  });
});

function request(url: string, options: Partial<PageOptions> = {}) {
  return requestPage(new URL(url), { verify: true, signal: new AbortController().signal, trace() {}, ...options });
}

/** When the certificate begins and ends, as openssl prints it: `notAfter=2037-01-02 03:04:05Z`. */
function validityOf({ certFile }: Certificate): { from: Date; to: Date } {
  const lines = openssl("x509", "-in", certFile, "-noout", "-dates", "-dateopt", "iso_8601");
  const dateOf = (name: string) => new Date(new RegExp(`^${name}=(.*)$`, "m").exec(lines)?.[1] ?? "");
  return { from: dateOf("notBefore"), to: dateOf("notAfter") };
}

function startOdd(why: string, page: Certificate) {
  if (why === "speaks no TLS") return startHttp(answer);
  if (why === "closes at once") return startRaw((socket) => socket.destroy());
  if (why === "demands a certificate") return startRawTls({ ...page, requestCert: true, ca: page.cert }, () => {});
  return startRawTls({ ...page, maxVersion: "TLSv1.1", minVersion: "TLSv1" }, () => {});
}

/** The problems that a program of its own has with a page: Node reads its authorities once. */
async function problemsOfProgram(url: string, environment: NodeJS.ProcessEnv): Promise<unknown> {
  const program = `
    import { requestPage } from ${JSON.stringify(new URL("../../src/probes/http.ts", import.meta.url))};
    const options = { verify: true, signal: new AbortController().signal, trace() {} };
    console.log(JSON.stringify((await requestPage(new URL(${JSON.stringify(url)}), options)).problems));`;
  const args = ["--input-type=module", "-e", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
  return JSON.parse(stdout);
}
