const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  canonicalAddress,
  inBlock
} from "./chunk-7NTXYRBY.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:dns/promises
var require_promises = __commonJS({
  "at-first-use:node:dns/promises"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:dns/promises");
    for (const name of ["ADDRGETNETWORKPARAMS", "BADFAMILY", "BADFLAGS", "BADHINTS", "BADNAME", "BADQUERY", "BADRESP", "BADSTR", "CANCELLED", "CONNREFUSED", "DESTRUCTION", "EOF", "FILE", "FORMERR", "LOADIPHLPAPI", "NODATA", "NOMEM", "NONAME", "NOTFOUND", "NOTIMP", "NOTINITIALIZED", "REFUSED", "Resolver", "SERVFAIL", "TIMEOUT", "getDefaultResultOrder", "getServers", "lookup", "lookupService", "resolve", "resolve4", "resolve6", "resolveAny", "resolveCaa", "resolveCname", "resolveMx", "resolveNaptr", "resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTlsa", "resolveTxt", "reverse", "setDefaultResultOrder", "setServers"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/probes/vouched.ts
var import_promises = __toESM(require_promises(), 1);
function lookUpOnce() {
  const answers = /* @__PURE__ */ new Map();
  return (dnsName) => {
    const answer = answers.get(dnsName) ?? addressesOf(dnsName);
    answers.set(dnsName, answer);
    return answer;
  };
}
async function addressesOf(dnsName) {
  const found = await (0, import_promises.lookup)(dnsName, { all: true });
  return found.map(({ address }) => canonicalAddress(address) ?? address);
}
async function vouchedFor(host, lookUp, options) {
  const blocks = await Promise.all(host.knownPeers.map((peer) => blocksOf(peer, lookUp, options)));
  const known = blocks.flat();
  return {
    port: (port, protocol) => host.knownPorts.some((range) => covers(range, port, protocol)),
    peer: (address) => known.some(({ network, prefix }) => inBlock(address, network, prefix))
  };
}
async function blocksOf(peer, lookUp, { signal, trace }) {
  if ("network" in peer) return [peer];
  try {
    const addresses = await Promise.race([lookUp(peer.dnsName), deadline(signal)]);
    return addresses.map((network) => ({ network, prefix: network.includes(":") ? 128 : 32 }));
  } catch {
    trace(`known peer ${peer.dnsName}: the name does not resolve, so nobody is known by it in this run`);
    return [];
  }
}
function deadline(signal) {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
function covers(range, port, protocol) {
  return range.first <= port && port <= range.last && (range.protocol ?? protocol) === protocol;
}

// src/ssh/algorithms.ts
var kexAlgorithms = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group16-sha512"
];
var cipherAlgorithms = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
  "chacha20-poly1305@openssh.com"
];
var macAlgorithms = [
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha1-etm@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512",
  "hmac-sha1"
];
var compressAlgorithms = ["none"];
var hostKeyAlgorithms = [
  { type: "ssh-ed25519", algorithms: ["ssh-ed25519"] },
  { type: "ecdsa-sha2-nistp256", algorithms: ["ecdsa-sha2-nistp256"] },
  { type: "ecdsa-sha2-nistp384", algorithms: ["ecdsa-sha2-nistp384"] },
  { type: "ecdsa-sha2-nistp521", algorithms: ["ecdsa-sha2-nistp521"] },
  { type: "ssh-rsa", algorithms: ["rsa-sha2-512", "rsa-sha2-256"] }
];
function findMismatch(hostKeys, offer) {
  const classes = [
    { what: "key exchange", ours: kexAlgorithms, theirs: offer.kex },
    { what: "host key", ours: hostKeys, theirs: offer.hostKey },
    ...offer.ciphers.map((theirs) => ({ what: "cipher", ours: cipherAlgorithms, theirs })),
    ...offer.macs.map((theirs) => ({ what: "MAC", ours: macAlgorithms, theirs })),
    ...offer.compress.map((theirs) => ({ what: "compression", ours: compressAlgorithms, theirs }))
  ];
  return classes.find(({ ours, theirs }) => !ours.some((algorithm) => theirs.includes(algorithm)));
}

// src/ssh/known-hosts.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
function parseKnownHosts(text, source) {
  const entries = [];
  const warnings = [];
  for (const [index, rawLine] of text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).entries()) {
    const line = rawLine.trim();
    if (line === "" || line.startsWith("#")) continue;
    const place = `${source} line ${index + 1}`;
    const entry = parseLine(line, place);
    if (typeof entry === "string") warnings.push(`${place}: ${entry}`);
    else entries.push(entry);
  }
  return { entries, warnings };
}
function hostsFieldMatches(field, name) {
  const wanted = name.toLowerCase();
  if (field.startsWith("|")) return isHashOf(field, wanted);
  const patterns = field.toLowerCase().split(",");
  const matching = patterns.filter((pattern) => globMatches(pattern.replace(/^!/, ""), wanted));
  return matching.length > 0 && !matching.some((pattern) => pattern.startsWith("!"));
}
function parseLine(line, place) {
  const words = line.split(/[ \t]+/);
  const marker = words[0]?.startsWith("@") ? words.shift() : void 0;
  const [hosts, type, base64] = words;
  if (marker === "@cert-authority") return "host certificates are not supported: list the host's own key instead";
  if (marker !== void 0 && marker !== "@revoked") return "unknown marker: expected @revoked or nothing";
  if (hosts === void 0 || type === void 0 || base64 === void 0) {
    return "not a known_hosts line: expected HOST TYPE KEY, as ssh-keyscan prints it";
  }
  if (hosts.startsWith("|") && parseHash(hosts) === void 0) return "the hashed host name is damaged";
  if (!keyTypes.has(type)) return "the key type is not supported: expected ssh-ed25519, ecdsa-sha2-nistp\u2026 or ssh-rsa";
  const key = readKey(base64, type);
  if (key === void 0) return `the key is damaged: it does not read as ${type}`;
  return { hosts, revoked: marker === "@revoked", type, key, place };
}
var keyTypes = new Set(hostKeyAlgorithms.map(({ type }) => type));
function readKey(base64, type) {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return void 0;
  const key = Buffer.from(base64, "base64");
  const fields = [];
  let offset = 0;
  while (offset + 4 <= key.length) {
    const end = offset + 4 + key.readUInt32BE(offset);
    fields.push(key.subarray(offset + 4, end));
    offset = end;
  }
  const whole = offset === key.length && fields.length >= 2;
  return whole && fields[0]?.toString("latin1") === type ? key : void 0;
}
function isHashOf(field, name) {
  const hash = parseHash(field);
  return hash !== void 0 && (0, import_node_crypto.createHmac)("sha1", hash.salt).update(name).digest().equals(hash.hmac);
}
function parseHash(field) {
  const [, salt, hmac] = /^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/.exec(field) ?? [];
  if (salt === void 0 || hmac === void 0) return void 0;
  return { salt: Buffer.from(salt, "base64"), hmac: Buffer.from(hmac, "base64") };
}
function globMatches(pattern, name) {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < name.length) {
    const wanted = pattern[at];
    if (wanted === "*") [star, retry, at] = [at, from, at + 1];
    else if (wanted === "?" || wanted === name[from]) [at, from] = [at + 1, from + 1];
    else if (star >= 0) [retry, at, from] = [retry + 1, star + 1, retry + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

export {
  kexAlgorithms,
  cipherAlgorithms,
  macAlgorithms,
  compressAlgorithms,
  hostKeyAlgorithms,
  findMismatch,
  parseKnownHosts,
  hostsFieldMatches,
  lookUpOnce,
  vouchedFor
};
