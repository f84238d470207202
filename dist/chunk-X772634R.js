const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  canonicalAddress,
  isPublicAddress
} from "./chunk-7NTXYRBY.js";
import {
  require_node_net
} from "./chunk-LFO2QM2K.js";
import {
  problem,
  success
} from "./chunk-P6WS3LZM.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:dns
var require_node_dns = __commonJS({
  "at-first-use:node:dns"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:dns");
    for (const name of ["ADDRCONFIG", "ADDRGETNETWORKPARAMS", "ALL", "BADFAMILY", "BADFLAGS", "BADHINTS", "BADNAME", "BADQUERY", "BADRESP", "BADSTR", "CANCELLED", "CONNREFUSED", "DESTRUCTION", "EOF", "FILE", "FORMERR", "LOADIPHLPAPI", "NODATA", "NOMEM", "NONAME", "NOTFOUND", "NOTIMP", "NOTINITIALIZED", "REFUSED", "Resolver", "SERVFAIL", "TIMEOUT", "V4MAPPED", "getDefaultResultOrder", "getServers", "lookup", "lookupService", "promises", "resolve", "resolve4", "resolve6", "resolveAny", "resolveCaa", "resolveCname", "resolveMx", "resolveNaptr", "resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTlsa", "resolveTxt", "reverse", "setDefaultResultOrder", "setServers"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/probes/certificate.ts
function loadTls() {
  return process.getBuiltinModule("node:tls");
}
function certificateExpiry(socket) {
  if (!isTls(socket)) return void 0;
  const expires = socket.getPeerX509Certificate()?.validToDate;
  return expires === void 0 || Number.isNaN(expires.getTime()) ? void 0 : expires;
}
function distrustCode(socket) {
  if (!isTls(socket) || socket.authorized) return void 0;
  return String(socket.authorizationError);
}
function isTls(socket) {
  return "encrypted" in socket;
}
function distrustReason(code) {
  const reason = reasons.get(code) ?? "the certificate is not trusted";
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `${reason} (${code})` : reason;
}
var unknownAuthority = "the certificate's authority is unknown here, or the server does not send its chain";
var reasons = /* @__PURE__ */ new Map([
  ["CERT_HAS_EXPIRED", "the certificate has expired"],
  ["CERT_NOT_YET_VALID", "the certificate is not valid yet: is the clock of this machine right?"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "the certificate is self-signed: give it as `verify` to trust it"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "the certificate's authority is unknown here: give it as `verify` to trust it"],
  ["UNABLE_TO_GET_ISSUER_CERT", unknownAuthority],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", unknownAuthority],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", unknownAuthority],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate is for another name"],
  ["CERT_REVOKED", "the certificate was revoked"],
  ["INVALID_PURPOSE", "the certificate is not made for a server"]
]);
function authorityUnknown(code) {
  return code !== void 0 && /ISSUER|SELF_SIGNED|LEAF_SIGNATURE/.test(code);
}
function allAuthorities() {
  const { createSecureContext, getCACertificates } = loadTls();
  const certificates = () => [.../* @__PURE__ */ new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  authorities ??= createSecureContext({ ca: certificates() });
  return authorities;
}
var authorities;

// src/probes/connection.ts
var import_node_net = __toESM(require_node_net(), 1);

// src/probes/page-failure.ts
var PageFailure = class extends Error {
  problem;
  constructor(code, detail) {
    super(detail);
    this.problem = problem(code, detail);
  }
};
var sentences = [
  [/^ENOTFOUND$|^ENODATA$|^EAI_NONAME$/, "http:dns", "the name does not resolve"],
  [/^EAI_AGAIN$/, "http:dns", "the name could not be looked up: the name servers did not answer"],
  [/^EAI_/, "http:dns", "the name could not be looked up"],
  [/^ECONNREFUSED$/, "http:refused", "the connection was refused: nothing listens on the port"],
  [/^ETIMEDOUT$/, "http:timeout", "no connection in time"],
  [/^E(?:NET|HOST)UNREACH$|^EADDRNOTAVAIL$/, "http:failed", "this machine has no route to the page"],
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST/, "http:tls", "no TLS on this port; is it plain http?"],
  [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, "http:tls", "the server demands a certificate of the visitor"],
  [/PROTOCOL/, "http:tls", "the server and this machine have no TLS version in common"],
  [
    /HANDSHAKE_FAILURE/,
    "http:tls",
    "the server broke the TLS handshake off: no cipher in common, or a name it does not know"
  ],
  [/^ERR_SSL_|^ERR_TLS_|^EPROTO$/, "http:tls", "the TLS handshake failed"],
  [/^HPE_HEADER_OVERFLOW$/, "http:failed", "the response's headers are larger than any page needs"],
  [/^HPE_/, "http:failed", "what came back is not HTTP"],
  [/^ECONNRESET$|^EPIPE$/, "http:failed", "the connection was closed before a complete response"]
];
function problemOf(error) {
  if (error instanceof PageFailure) return error.problem;
  const codes = codesOf(error);
  for (const [pattern, code, detail] of sentences) {
    const known = codes.find((candidate) => pattern.test(candidate));
    if (known !== void 0) return problem(code, `${detail} (${known})`);
  }
  return problem("http:failed", `the request failed (${codes[0] ?? "for no known reason"})`);
}
function codesOf(error) {
  const errors = error instanceof AggregateError ? [...error.errors, error] : [error];
  return errors.map(errorCode).filter((code) => code !== void 0);
}
function errorCode(error) {
  if (!(error instanceof Error)) return void 0;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return /^[A-Za-z0-9_/]{1,60}$/.test(code) ? code : void 0;
}

// src/probes/connection.ts
async function openConnection(to, verify, signal) {
  const connection = await connect(to, trusting(verify), signal);
  if (verify !== true || !authorityUnknown(connection.distrust)) return connection;
  connection.socket.destroy();
  return connect(to, { secureContext: allAuthorities() }, signal);
}
function trusting(verify) {
  return typeof verify === "string" ? { ca: verify, allowPartialTrustChain: true } : {};
}
async function connect(to, trust, signal) {
  if (to.url.protocol === "https:") loadTls();
  const startedMs = performance.now();
  const { socket, ready } = startSocket(to, trust);
  const { promise, resolve, reject } = Promise.withResolvers();
  const stop = () => socket.destroy(new PageFailure("http:timeout", "no connection in time"));
  socket.once(ready, resolve).on("error", reject).once("close", () => reject(new PageFailure("http:failed", "closed")));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    await promise;
    return { socket, distrust: distrustCode(socket), startedMs };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
function startSocket({ url, pinned }, trust) {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const target = { host, port, autoSelectFamily: true, ...pinned ? { lookup: answering(pinned) } : {} };
  if (url.protocol !== "https:") return { socket: (0, import_node_net.connect)(target), ready: "connect" };
  const servername = (0, import_node_net.isIP)(host) === 0 ? { servername: host } : {};
  const socket = loadTls().connect({
    ...target,
    ...servername,
    ALPNProtocols: ["http/1.1"],
    ...trust,
    rejectUnauthorized: false
  });
  return { socket, ready: "secureConnect" };
}
function answering(addresses) {
  return (_name, _options, answer) => answer(null, [...addresses]);
}

// src/probes/redirects.ts
var import_node_dns = __toESM(require_node_dns(), 1);
var redirectLimit = 5;
var redirectStatuses = [301, 302, 303, 307, 308];
function redirectTarget(status, location, from) {
  if (!redirectStatuses.includes(status) || location === void 0) return void 0;
  const target = URL.parse(location, from.href);
  if (target === null || !/^https?:$/.test(target.protocol)) return void 0;
  return target.username === "" && target.password === "" ? target : void 0;
}
async function publicAddresses(hostname, lookUp = lookUpAll) {
  const addresses = await lookUp(hostname.replace(/^\[(.*)\]$/, "$1")).catch(() => []);
  return addresses.length > 0 && addresses.every(isPublic) ? addresses : void 0;
}
function lookUpAll(name) {
  return import_node_dns.promises.lookup(name, { all: true });
}
function isPublic({ address }) {
  const canonical = canonicalAddress(address);
  return canonical !== void 0 && isPublicAddress(canonical);
}

// src/probes/response-head.ts
var headers = { "user-agent": "server-monitor", accept: "*/*", "accept-encoding": "identity" };
var headerLimitBytes = 16 * 1024;
var interimLimit = 10;
async function requestHead(socket, origin, path, signal) {
  const stop = () => void socket.destroy(new PageFailure("http:timeout", "connected, but no response in time"));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    if (socket.destroyed) throw socket.errored ?? new PageFailure("http:failed", "the connection was closed at once");
    return await ask(socket, { host: new URL(origin).host, path });
  } finally {
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}
function loadHttp() {
  return process.getBuiltinModule("node:http");
}
function ask(socket, { host, path }) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const [askedMs, fail] = [performance.now(), (why) => reject(new PageFailure("http:failed", why))];
  let [preparationMs, interim] = [0, 0];
  const asked = loadHttp().request({
    createConnection: () => socket,
    path,
    headers: { host, connection: "close", ...headers },
    maxHeaderSize: headerLimitBytes
  });
  asked.once("finish", () => {
    preparationMs = performance.now() - askedMs;
  }).on("information", () => {
    interim += 1;
    if (interim > interimLimit) fail("the server sends 1xx responses without end");
  }).on("response", (response) => {
    const [status = 0, location] = [response.statusCode, locationOf(response)];
    if (status < 100) fail("what came back is not HTTP");
    else resolve({ status, location, receivedMs: performance.now(), preparationMs });
    response.on("error", () => {
    });
  }).on("error", reject).on("close", () => fail("the connection was closed before a complete response")).end();
  return promise;
}
function locationOf({ headersDistinct }) {
  const places = headersDistinct["location"] ?? [];
  return places.length === 1 ? places[0] : void 0;
}

// src/probes/time-limit.ts
async function withinLimit(signal, limitMs, attempt) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, limitMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await attempt(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

// src/probes/http.ts
var defaultLimitMs = 5e3;
async function requestPage(url, options) {
  const { signal, limitMs = defaultLimitMs, trace } = options;
  try {
    return await withinLimit(signal, limitMs, (limit) => follow(url, { ...options, signal: limit }));
  } catch (error) {
    const failure = problemOf(error);
    trace(`http: ends with ${failure.code}`);
    return { problems: [failure] };
  }
}
async function follow(home, options) {
  let startedMs = performance.now();
  let at = { url: home };
  for (let redirects = 0; redirects <= redirectLimit; redirects++) {
    const response = await ask2(at, options);
    startedMs += response.ownMs;
    const next = await nextDestination(home, at, response, options);
    if (next === void 0) return outcome(response, response.receivedMs - startedMs);
    at = next;
  }
  throw new PageFailure("http:failed", `the page redirects more than ${redirectLimit} times`);
}
async function ask2(at, { verify, signal, trace }) {
  const { url } = at;
  const askedMs = performance.now();
  trace(`http: asks over ${url.protocol.slice(0, -1)}${url.port && `, port ${url.port}`}`);
  const { socket, distrust: found, startedMs } = await openConnection(at, verify, signal);
  const distrust = verify === false ? void 0 : found;
  const certExpires = certificateExpiry(socket);
  const path = distrust === void 0 ? url.pathname + url.search : url.pathname;
  const head = await requestHead(socket, url.origin, path, signal);
  const ownMs = startedMs - askedMs + head.preparationMs;
  trace(
    `http: ${head.status} after ${(head.receivedMs - askedMs - ownMs).toFixed(1)} ms${distrust ? `, ${distrust}` : ""}`
  );
  return { ...head, ownMs, distrust, certExpires };
}
async function nextDestination(home, at, { status, location, distrust }, { signal, trace }) {
  const url = distrust === void 0 ? redirectTarget(status, location, at.url) : void 0;
  if (url === void 0) return void 0;
  if (at.pinned === void 0 && url.hostname === home.hostname) return { url };
  const pinned = await beforeEnd(publicAddresses(url.hostname), signal);
  trace(`http: redirects to another host, ${pinned ? "which is public" : "which is not public: not followed"}`);
  return pinned && { url, pinned };
}
function beforeEnd(work, signal) {
  const { promise, reject } = Promise.withResolvers();
  const late = () => reject(new PageFailure("http:timeout", "the name it redirects to was not looked up in time"));
  signal.addEventListener("abort", late);
  if (signal.aborted) late();
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", late));
}
function outcome({ status, certExpires, distrust }, ms) {
  const page = { ms, status, ...certExpires && { certExpires } };
  if (distrust === void 0) return success(page);
  return { value: page, problems: [problem("http:tls", distrustReason(distrust))] };
}

export {
  withinLimit,
  distrustReason,
  PageFailure,
  problemOf,
  openConnection,
  loadHttp,
  requestPage
};
