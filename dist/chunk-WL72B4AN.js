const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  alertWords,
  markdownWords
} from "./chunk-5NIME6VD.js";
import {
  deliver,
  judge,
  mailRun,
  nothingJudged,
  openPost,
  openWatch,
  throwAll
} from "./chunk-EJL6VX4C.js";
import {
  readInventory
} from "./chunk-KC65QT6A.js";
import {
  cellsOf,
  dayMs,
  dayStrip,
  headerOf,
  meansOf,
  monthFile,
  newestOf,
  openStore,
  readHistory,
  require_node_child_process,
  require_promises,
  rowOf,
  sparkline,
  storeSettings
} from "./chunk-LMI6F3NF.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  PageFailure,
  distrustReason,
  loadHttp,
  openConnection,
  problemOf,
  requestPage,
  withinLimit
} from "./chunk-X772634R.js";
import {
  lookUpOnce,
  parseKnownHosts
} from "./chunk-VMXCKCGH.js";
import {
  bootText
} from "./chunk-IGDBPSKK.js";
import {
  hostTypes
} from "./chunk-J26OB2QN.js";
import {
  isFailedPage,
  minuteType
} from "./chunk-PKOFM26T.js";
import {
  canonicalAddress,
  isPublicAddress
} from "./chunk-7NTXYRBY.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  headline,
  newsForSubject
} from "./chunk-5HKXV3WF.js";
import {
  worstFirst
} from "./chunk-6ZGBHYEO.js";
import {
  identityOf,
  stateOf,
  unseen
} from "./chunk-4HM2XZ56.js";
import {
  binarySize,
  count,
  roughDuration
} from "./chunk-2QMTXIVR.js";
import {
  errorCodes,
  failure,
  problem,
  success
} from "./chunk-P6WS3LZM.js";
import {
  markdownCode,
  terminalText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:events
var require_node_events = __commonJS({
  "at-first-use:node:events"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:events");
    for (const name of ["EventEmitter", "EventEmitterAsyncResource", "addAbortListener", "captureRejectionSymbol", "captureRejections", "defaultMaxListeners", "errorMonitor", "getEventListeners", "getMaxListeners", "init", "listenerCount", "on", "once", "setMaxListeners", "usingDomains"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/commands/check.ts
var import_node_path = __toESM(require_node_path(), 1);

// src/probes/ping.ts
var import_node_child_process = __toESM(require_node_child_process(), 1);

// src/probes/ping-output.ts
function parsePing(stdout) {
  const times = summarisedTimes(stdout) ?? repliedTimes(stdout);
  const lossPercent = loss(stdout);
  return { ...times, ...lossPercent === void 0 ? {} : { lossPercent } };
}
function summarisedTimes(stdout) {
  const line = /^(?:rtt|round-trip) min\/avg\/max\S* = [\d.]+\/([\d.]+)\/([\d.]+)\S* ms/m.exec(stdout);
  return line ? { meanMs: Number(line[1]), maxMs: Number(line[2]) } : void 0;
}
function repliedTimes(stdout) {
  const replies = stdout.matchAll(/^\d+ bytes from .*[ :]time[=<]([\d.]+) ?ms$/gm);
  const times = [...replies].map((reply) => Number(reply[1]));
  if (times.length === 0) return void 0;
  const sum = times.reduce((total, time) => total + time, 0);
  return { meanMs: sum / times.length, maxMs: Math.max(...times) };
}
function loss(stdout) {
  const line = /^(\d+) packets transmitted, (\d+) (?:packets )?received,/m.exec(stdout);
  const [transmitted, received] = [Number(line?.[1]), Number(line?.[2])];
  if (!(transmitted > 0)) return void 0;
  return 100 * Math.max(0, transmitted - received) / transmitted;
}

// src/probes/ping.ts
var PingFault = class extends Error {
  name = "PingFault";
};
var usualOptions = ["-n", "-c", "4", "-i", "0.2", "-W", "2"];
var plainOptions = ["-c", "4", "-W", "1"];
var defaultLimitMs = 5e3;
var outputLimitBytes = 64 * 1024;
async function ping(address, options) {
  const run = await withinLimit(options.signal, options.limitMs ?? defaultLimitMs, async (signal) => {
    const first = await runPing(usualOptions, address, { ...options, signal });
    return optionsUnknown(first) ? runPing(plainOptions, address, { ...options, signal }) : first;
  });
  throwFault(run);
  return judge2(run);
}
function runPing(pingOptions, address, options) {
  const { signal, trace, environment } = options;
  const path = environment["PATH"];
  const env = { LC_ALL: "C", ...path === void 0 ? {} : { PATH: path } };
  const limits = { signal, killSignal: "SIGKILL", maxBuffer: outputLimitBytes };
  if (signal.aborted) return Promise.resolve({ exit: "ABORT_ERR", stdout: "", stderr: "" });
  trace(`ping: asks ping ${pingOptions.join(" ")} -- ADDRESS`);
  return new Promise((resolve) => {
    (0, import_node_child_process.execFile)("ping", [...pingOptions, "--", address], { env, ...limits }, (error, stdout, stderr) => {
      const run = { exit: error ? error.code ?? error.signal ?? "unknown" : 0, stdout, stderr };
      trace(`ping: ${summary(run).replaceAll(address, "ADDRESS")}`);
      resolve(run);
    });
  });
}
function summary({ exit, stdout, stderr }) {
  const lines = stdout.split("\n").filter((line) => /^\d+ packets|min\/avg\/max/.test(line));
  const said = lines.length > 0 ? lines.join("; ") : stderr.split("\n")[0] ?? "";
  return `${said} (exit ${exit})`;
}
function optionsUnknown({ exit, stderr }) {
  return exit !== 0 && /(?:invalid|unrecognized|unknown) option|invalid (?:number|argument).*0\.2/i.test(stderr);
}
function throwFault(run) {
  if (run.exit === "ENOENT")
    throw new PingFault("ping is not installed on this machine (Debian: sudo apt-get install iputils-ping)");
  if (mayNotPing(run))
    throw new PingFault(
      'ping may not open its socket: sudo setcap cap_net_raw+p "$(command -v ping)", or sudo sysctl -w net.ipv4.ping_group_range="0 2147483647"'
    );
  if (typeof run.exit === "string" && /^E[A-Z]+$/.test(run.exit))
    throw new PingFault(`ping could not be started on this machine (${run.exit})`);
}
function mayNotPing({ exit, stdout, stderr }) {
  if (exit === "EPERM" || exit === "EACCES") return true;
  const complaints = stderr.split("\n").filter((line) => !/\bsend(?:msg|to)?:/.test(line));
  const refused = /operation not permitted|permission denied|lacking privilege|are you root|must be (?:setuid )?root/i;
  return exit !== 0 && parsePing(stdout).lossPercent === void 0 && complaints.some((line) => refused.test(line));
}
function judge2(run) {
  const result = parsePing(run.stdout);
  if (result.meanMs !== void 0) return success(result);
  const nothingSent = nothingSentReason(run);
  if (nothingSent !== void 0) return failure("ping:unreachable", nothingSent);
  return { value: { lossPercent: 100 }, problems: [problem("ping:unreachable", lostReason(run))] };
}
function nothingSentReason({ exit, stdout, stderr }) {
  if (exit === "ABORT_ERR") return "no answer in time, perhaps because the look-up of its name takes long";
  if (/bad address|unknown host|not known|name resolution|no address associated/i.test(stderr))
    return "the name does not resolve";
  if (parsePing(stdout).lossPercent !== void 0 || refusedHere.test(stderr) || noWay.test(stderr)) return void 0;
  return `ping gave up without a result (exit ${exit})`;
}
var refusedHere = /not permitted|permission denied|firewall/i;
var noWay = /unreachable|no route|cannot assign requested address|address family not supported/i;
function lostReason({ stdout, stderr }) {
  if (refusedHere.test(stderr)) return "this machine's own firewall or routes refuse echo requests to the host";
  if (noWay.test(stderr)) return "this machine has no route to the host";
  if (/unreachable/i.test(stdout)) return "a router on the way says that the host cannot be reached";
  return "no echo request was answered";
}

// src/check-host.ts
async function probeHost(host, settings) {
  const transcript = [];
  const options = {
    signal: AbortSignal.timeout(settings.timeoutMs),
    trace: (line) => void transcript.push(line)
  };
  const pinged = await isolated(
    "ping:unreachable",
    options.trace,
    () => ping(host.address, { ...options, ...settings })
  );
  const page = await askPage(host, options);
  const inside = await askSsh(host, settings.ssh, options);
  const facts = inside.value?.facts;
  return {
    transcript,
    newHostKey: inside.value?.newHostKey,
    result: {
      time: settings.time,
      host: host.id,
      type: host.type,
      ping: pinged.value ?? {},
      page: page.value,
      facts,
      lastBoot: facts?.lastBoot && bootText(facts.lastBoot, settings.previousBoot(host.id)),
      problems: [...pinged.problems, ...page.problems, ...inside.problems]
    }
  };
}
async function askPage(host, options) {
  const { homePage, verify } = host;
  if (homePage === void 0) return { problems: [] };
  const { requestPage: requestPage2 } = await import("./http-Z76JAIU7.js");
  return isolated("http:failed", options.trace, () => requestPage2(homePage, { verify, ...options }));
}
async function askSsh(host, settings, options) {
  if (host.identities.length === 0) return { problems: [] };
  const { askInside } = await import("./ssh-5FTUIVBR.js");
  return isolated("ssh:protocol", options.trace, () => askInside(host, settings, options));
}
async function isolated(code, trace, probe) {
  try {
    return await probe();
  } catch (error) {
    if (error instanceof PingFault) throw error;
    for (const line of placesOf(error)) trace(line);
    return failure(
      code,
      "unexpected answer, which is a defect of server-monitor; please report it with the run's debug log"
    );
  }
}
function placesOf(error) {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith("at "));
}

// src/inventory/shard.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
function isInShard(host, shard) {
  if (shard === void 0) return true;
  return (0, import_node_crypto.createHash)("sha256").update(host).digest().readUInt32BE() % shard.of === shard.part - 1;
}

// src/probes/gateway.ts
var import_promises = __toESM(require_promises(), 1);
async function defaultGateways() {
  const [ipv4, ipv6] = await Promise.all(["/proc/net/route", "/proc/net/ipv6_route"].map(readTable));
  return [...ipv4Gateways(ipv4 ?? ""), ...ipv6Gateways(ipv6 ?? "")];
}
function ipv4Gateways(table) {
  const routes = rowsOf(table).map(([, destination = "", gateway = "", flags = "", , , , mask = ""]) => ({
    isDefault: /^0{8}$/.test(destination) && /^0{8}$/.test(mask),
    flags,
    gateway: [...gateway.matchAll(/../g)].map(([byte]) => Number.parseInt(byte, 16)).reverse().join(".")
  }));
  return gatewaysOf(routes);
}
function ipv6Gateways(table) {
  const routes = rowsOf(table).map(([destination = "", prefix, , , nextHop = "", , , , flags = "", link = ""]) => {
    const gateway = canonicalAddress(nextHop.replace(/....(?!$)/g, "$&:")) ?? "";
    return {
      isDefault: /^0{32}$/.test(destination) && prefix === "00",
      flags,
      gateway: gateway.startsWith("fe80:") ? `${gateway}%${link}` : gateway
    };
  });
  return gatewaysOf(routes);
}
var upWithGateway = 3;
function gatewaysOf(routes) {
  const usable = routes.filter(
    ({ isDefault, flags }) => isDefault && (Number.parseInt(flags, 16) & upWithGateway) === upWithGateway
  );
  const known = usable.flatMap(({ gateway }) => canonicalAddress(gateway) === void 0 ? [] : [gateway]);
  return [...new Set(known)];
}
function rowsOf(table) {
  return table.split("\n").map((line) => line.trim().split(/\s+/));
}
function readTable(path) {
  return (0, import_promises.readFile)(path, "latin1").catch(() => "");
}

// src/probes/pool.ts
async function inParallel(items, limit, task) {
  const results = /* @__PURE__ */ new Map();
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await task(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

// src/probes/public-address.ts
var import_node_events = __toESM(require_node_events(), 1);
function mostSeen(addresses) {
  const byAddress = Map.groupBy(addresses.filter(isPublicAddress), (address) => address);
  const ranked = [...byAddress].sort(([, a], [, b]) => b.length - a.length).map(([address]) => address);
  const first = (ipv6) => ranked.find((address) => address.includes(":") === ipv6) ?? [];
  return [first(false), first(true)].flat();
}
var defaultLimitMs2 = 5e3;
var answerLimitBytes = 256;
async function askPublicAddress(service, limitMs = defaultLimitMs2) {
  const signal = AbortSignal.timeout(limitMs);
  try {
    const address = canonicalAddress((await answerOf(service, signal)).trim());
    if (address !== void 0 && isPublicAddress(address)) return success(address);
    return failure("http:failed", "the answer is not a public address");
  } catch (error) {
    const late = signal.aborted && !(error instanceof PageFailure);
    return { problems: [late ? problemOf(new PageFailure("http:timeout", "no answer in time")) : problemOf(error)] };
  }
}
async function answerOf(url, signal) {
  const { socket, distrust } = await openConnection({ url }, true, signal);
  try {
    if (distrust !== void 0) throw new PageFailure("http:tls", distrustReason(distrust));
    const headers = { host: url.host, "user-agent": "server-monitor", accept: "text/plain", connection: "close" };
    const asked = loadHttp().request({
      createConnection: () => socket,
      path: url.pathname + url.search,
      headers,
      signal
    });
    const answered = (0, import_node_events.once)(asked, "response");
    asked.on("error", () => {
    }).end();
    const [response] = await answered;
    if (response?.statusCode !== 200) throw new PageFailure("http:failed", `it answers ${response?.statusCode}`);
    return await bodyOf(response);
  } finally {
    socket.destroy();
  }
}
async function bodyOf(response) {
  let text = "";
  for await (const chunk of response.setEncoding("latin1")) {
    text += String(chunk);
    if (text.length > answerLimitBytes) throw new PageFailure("http:failed", "the answer is longer than an address");
  }
  return text;
}

// src/probes/vantage.ts
var defaultLimitMs3 = 5e3;
async function whyOffline({ internet, gateways }, environment, limitMs = defaultLimitMs3) {
  const signal = AbortSignal.timeout(limitMs);
  const [far, ...near] = await Promise.all([
    reaches(internet, signal),
    ...gateways.map((gateway) => answers(gateway, { environment, signal, trace: () => {
    } }))
  ]);
  if (far) return void 0;
  if (near.length === 0) return "the internet does not answer";
  return near.includes(true) ? "the gateway answers, the internet does not" : "not even the gateway answers";
}
async function reaches(url, signal) {
  try {
    const { socket, distrust } = await openConnection({ url }, true, signal);
    socket.destroy();
    return distrust === void 0;
  } catch {
    return false;
  }
}
async function answers(address, options) {
  const { value } = await ping(address, options).catch(() => ({ value: void 0 }));
  return value?.meanMs !== void 0;
}

// src/report/status/status-links.ts
var mostMonths = 12;
var monthNames = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"]
];
function linkedFiles(names) {
  return monthsOf(names).flatMap(([, files]) => files.map(({ name }) => name));
}
function monthLinks(names) {
  const lines = monthsOf(names).map(([month, files]) => {
    const links = files.map(({ name, words }) => `[${words}](${name})`).join(" \xB7 ");
    return `- ${monthNames[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}: ${links}`;
  });
  return lines.length === 0 ? [] : [lines.join("\n")];
}
function monthsOf(names) {
  const byMonth = Map.groupBy(names.flatMap(linked), ({ month }) => month);
  return [...byMonth].sort(([a], [b]) => a < b ? 1 : -1).slice(0, mostMonths);
}
function linked(name) {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])\.md$/.exec(name) ?? [];
  if (year !== void 0) return [{ name, month: `${year}-${month}`, words: "report" }];
  const [, type, yy, mm] = /^(node|miner|ping)_(\d\d)(0[1-9]|1[0-2])\.csv$/.exec(name) ?? [];
  return type === void 0 ? [] : [{ name, month: `20${yy}-${mm}`, words: type }];
}

// src/report/status/status-model.ts
function statusModel(history, { inventory, alerts, names, isOurs }) {
  const { hosts: histories, from, now } = history;
  const ours = inventory.map((host) => {
    const known = histories.get(host);
    return known ? statusOf(known, from, true) : neverSeen(host);
  });
  const others = otherRunners(histories, inventory, now, isOurs);
  const theirs = others.map((each) => statusOf(each, from, isFresh(each, now)));
  const hosts = [...ours, ...theirs];
  const shown = new Set(hosts.map(({ host }) => host));
  return { hosts, names, alerts: worstFirst(alerts.filter(({ host }) => shown.has(host))) };
}
function otherRunners(histories, inventory, now, isOurs) {
  const ours = new Set(inventory);
  const ourRuns = new Set(inventory.flatMap((host) => histories.get(host)?.runs ?? []).map(Number));
  return [...histories.values()].filter(({ host, newest, runs }) => {
    const shared = isOurs(host) ? runs.filter((run) => ourRuns.has(Number(run))).length : 0;
    return !ours.has(host) && now.getTime() - newest.getTime() <= dayMs && shared * 2 <= runs.length;
  });
}
var usualIntervalMs = 20 * 6e4;
function isFresh({ runs }, now) {
  const [before = Number.NaN, newest = 0] = runs.slice(-2).map(Number);
  const interval = runs.length < 2 ? usualIntervalMs : newest - before;
  return now.getTime() - Number(runs.at(-1)) <= interval * 2.5;
}
function statusOf(history, cutAt, isFresh2) {
  const { host, state, latest, earlier, days: days2, pings, disks, offlineSince } = history;
  const trends = { days: days2, pings: meansOf(pings), disks: meansOf(disks) };
  if (latest !== void 0 && state !== void 0 && isFresh2 && offlineSince === void 0)
    return {
      ...{ host, state, was: void 0, offline: false, ...trends, ...sinceOf(history, cutAt) },
      values: valuesOf(latest, earlier)
    };
  const since = offlineSince ?? history.newest;
  return { ...neverSeen(host), was: state, since, offline: offlineSince !== void 0, ...trends };
}
function neverSeen(host) {
  return {
    ...{ host, state: "unknown", was: void 0, since: void 0, sinceBefore: false, changed: false, offline: false },
    ...{ values: noValues, days: [], pings: [], disks: [] }
  };
}
var noValues = { codes: [], ports: [], peers: [], stayingPeers: [], logins: [], gpuTempsC: [] };
function sinceOf({ since, first, changed }, cutAt) {
  const sinceBefore = !changed && first.getTime() - cutAt.getTime() < dayMs;
  return { since: sinceBefore ? cutAt : since, sinceBefore, changed };
}
function valuesOf(row, earlier = row) {
  const { sshPeers: peers = [], ports = [], logins = [], gpuTempC: gpuTempsC = [] } = row;
  const before = earlier.sshPeers ?? [];
  return {
    codes: errorCodes.filter((code) => row.errors.includes(code)),
    ...{ pingMs: row.pingMs, lossPercent: row.loss, httpMs: row.httpMs, httpCode: row.httpCode },
    ...{ memMib: row.memAvailMib, swapMib: row.swapFreeMib, diskMib: row.diskAvailMib },
    ...{ certDays: row.certDays, lastBoot: row.lastBoot, ports, peers, logins, gpuTempsC },
    stayingPeers: peers.filter((peer) => before.includes(peer))
  };
}

// src/report/status/status-snapshot.ts
var opening = "<!-- server-monitor status ";
function isStatusPage(text) {
  return text.includes(opening);
}
function snapshotOf({ hosts, alerts }, files, now) {
  const entries = hosts.map((status) => [status.host, hostSnapshot(status)]);
  const open = alerts.map((alert) => `${identityOf(alert)} ${alert.findings.join("+")}`).sort();
  return { at: seconds(now), files: files.join(" "), alerts: open.join("|"), hosts: Object.fromEntries(entries) };
}
function hostSnapshot({ state, since, sinceBefore, values }) {
  const { codes, lastBoot, ports, stayingPeers, logins, certDays, httpCode, memMib, swapMib, diskMib } = values;
  const failed = httpCode !== void 0 && httpCode >= 400 ? httpCode : "";
  const boot = lastBoot?.toISOString().slice(0, 16) ?? "";
  const gpus = values.gpuTempsC.map((temp) => temp === void 0 ? "none" : "gpu");
  const lists = [codes, ports.filter(isLasting), stayingPeers, logins, gpus].map((list) => list.join("+"));
  const mib = [memMib, swapMib, diskMib].map((size) => size === void 0 ? null : Math.max(0, size));
  const facts = [...lists, failed, boot, certDays === void 0 ? "" : nearness(certDays)].join("|");
  return { state, since: since ? seconds(since) : null, sinceBefore, facts, mib };
}
function isLasting(port) {
  return !port.endsWith("/udp") || Number.parseInt(port, 10) < 32768;
}
function nearness(days2) {
  return [30, 14, 7, 3, 1].filter((limit) => days2 <= limit).length;
}
function withSnapshot(page, snapshot) {
  const json = JSON.stringify({ sum: checkSum(page), ...snapshot });
  const inert = json.replace(/[<>]|-(?=-)/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return `${page}${opening}${inert} -->
`;
}
function readSnapshot(text) {
  const start = text.lastIndexOf(opening);
  const end = text.lastIndexOf(" -->");
  if (start === -1 || end < start) return void 0;
  const data = parseJson(text.slice(start + opening.length, end));
  return isSnapshot(data) && data.sum === checkSum(text.slice(0, start)) ? data : void 0;
}
var dayS = 86400;
function isWorthReading(before, after) {
  const age = after.at - before.at;
  if (age < 0 && age > -3600) return false;
  if (age < 0 || age >= dayS || before.files !== after.files || before.alerts !== after.alerts) return true;
  const hosts = /* @__PURE__ */ new Set([...Object.keys(before.hosts), ...Object.keys(after.hosts)]);
  return [...hosts].some((host) => hasChanged(before.hosts[host], after.hosts[host]));
}
function hasChanged(before, after) {
  if (before === void 0 || after === void 0) return true;
  if (before.state !== after.state || before.facts !== after.facts) return true;
  return after.mib.some((size, index) => hasMoved(before.mib[index], size));
}
var worthMib = 256;
function hasMoved(shown, size) {
  if (typeof shown !== "number" || size === null) return false;
  const moved = Math.abs(size - shown);
  return moved >= worthMib && moved > shown / 10;
}
function isSnapshot(data) {
  if (!isObject(data) || typeof data["at"] !== "number" || typeof data["files"] !== "string") return false;
  if (typeof data["alerts"] !== "string") return false;
  return typeof data["sum"] === "number" && isObject(data["hosts"]) && Object.values(data["hosts"]).every(isHostSnapshot);
}
function isHostSnapshot(data) {
  if (!isObject(data) || typeof data["state"] !== "string" || typeof data["facts"] !== "string") return false;
  const mib = data["mib"];
  if (typeof data["sinceBefore"] !== "boolean") return false;
  return isNumberOrNull(data["since"]) && Array.isArray(mib) && mib.every(isNumberOrNull);
}
function isNumberOrNull(value) {
  return value === null || typeof value === "number";
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function checkSum(text) {
  let sum = 2166136261;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 16777619) >>> 0;
  return sum;
}
function seconds(time) {
  return Math.floor(time.getTime() / 1e3);
}

// src/report/status/status-words.ts
var mostNamed = 6;
var hourMs = 36e5;
var soonDays = 14;
var littleDiskMib = 1024;
function openingWords(hosts, now) {
  const [worst = "", ...others] = hosts.map((status) => findingsOf(status, now)).filter(Boolean);
  const named = others.slice(0, mostNamed);
  const more = others.length - named.length;
  const items = [...named, ...more > 0 ? [`and ${count(more, "more host")} below`] : []];
  const first = [`**${countWords(hosts)}**`, offlineWords(hosts, now), worst === "" ? "" : `${worst}.`];
  return [first.filter(Boolean).join(" "), ...items.length > 0 ? [items.map((item) => `- ${item}`).join("\n")] : []];
}
function countWords(hosts) {
  const [only] = hosts;
  if (only === void 0) return "There is no host.";
  const up = hosts.filter(isUp).length;
  const unknown = hosts.filter(({ state }) => state === "unknown").length;
  if (hosts.length === 1) return `${hostWords(only.host)} is ${unknown === 1 ? "unknown" : up === 1 ? "up" : "down"}.`;
  if (unknown === hosts.length) return `Nothing is known of the ${hosts.length} hosts.`;
  const andUnknown = unknown === 0 ? "" : `, ${unknown} ${unknown === 1 ? "is" : "are"} unknown`;
  if (up === hosts.length) return `All ${up} hosts are up.`;
  return `${up === 0 ? "None" : up} of ${hosts.length} hosts ${up < 2 ? "is" : "are"} up${andUnknown}.`;
}
function isUp({ state }) {
  return state === "up" || state === "trouble";
}
function offlineWords(hosts, now) {
  const since = hosts.find(({ offline }) => offline)?.since;
  return since === void 0 ? "" : `The monitor itself has been offline since ${utc(since, now)}.`;
}
function findingsOf(status, now) {
  const host = hostWords(status.host);
  const since = sinceWords(status, now);
  if (status.state === "down") return `${host} has been down ${since}${why(status.values.codes.slice(-1))}`;
  const trouble = status.state === "trouble" ? [`${host} has had trouble ${since}${why(troubles(status))}`] : [];
  const soon = warnings(status).join(", ");
  return [...trouble, ...soon === "" ? [] : [trouble.length > 0 ? soon : `${host}: ${soon}`]].join("; ");
}
function warnings({ values: { certDays, diskMib, logins } }) {
  return [
    ...certDays !== void 0 && certDays <= soonDays ? [certificateWords(certDays)] : [],
    ...diskMib !== void 0 && diskMib < littleDiskMib ? [`${binarySize(diskMib)} of disk left`] : [],
    ...logins.length > 0 ? [`logged in from an unknown address: ${logins.slice(0, 3).map(markdownCode).join(", ")}`] : []
  ];
}
function certificateWords(days2) {
  if (days2 < 0) return "the certificate has expired";
  return `the certificate expires ${days2 === 0 ? "today" : `in ${count(days2, "day")}`}`;
}
function troubles({ values: { codes, httpCode } }) {
  return isFailedPage(httpCode) ? [...codes, `page answers ${httpCode}`] : [...codes];
}
function why(reasons2) {
  return reasons2.length === 0 ? "" : `: ${reasons2.join(", ")}`;
}
function sinceWords(status, now) {
  const { since, sinceBefore } = status;
  if (since === void 0) return "for a while";
  const lasted = now.getTime() - since.getTime();
  const over = lasted < hourMs ? "" : ` (over ${lasted < 2 * hourMs ? "1 h" : roughDuration(lasted)})`;
  return `since ${momentOf(status, now)}${sinceBefore ? "" : " UTC"}${over}`;
}
function momentOf({ since, sinceBefore }, now) {
  if (since === void 0) return "";
  return sinceBefore ? `before ${dayAndTime(since, now).replace(/ 00:00$/, "")}` : dayAndTime(since, now);
}
function utc(time, now) {
  return `${dayAndTime(time, now)} UTC`;
}
var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function dayAndTime(time, now) {
  const day = `${time.getUTCDate()} ${months[time.getUTCMonth()]}`;
  const sameYear = time.getUTCFullYear() === now.getUTCFullYear();
  return sameYear ? `${day} ${time.toISOString().slice(11, 16)}` : `${day} ${time.getUTCFullYear()}`;
}
function hostWords(host) {
  return /^(?!www\.)[a-z\d](?:[a-z\d.-]|_(?=[a-z\d]))*$/i.test(host) ? host : markdownCode(host);
}

// src/report/status/status-table.ts
function statusTable(hosts, now) {
  const cells = columns.map(({ title, text }) => ({ title, texts: hosts.map((status) => text(status, now)) }));
  const shown = cells.filter(({ texts }) => texts.some((text) => text !== ""));
  const rows = hosts.map((_, index) => shown.map(({ texts }) => texts[index] ?? ""));
  const [, ...titles] = shown.map(({ title }) => title);
  return [[hostTitle(hosts), ...titles], shown.map(() => "---"), ...rows].map(tableLine).join("\n");
}
function hostTitle(hosts) {
  const longest = Math.max(...hosts.map(({ host }) => host.length));
  return `host${"\u2007".repeat(Math.max(0, Math.min(longest, mostUnbroken) - 2))}\u2060`;
}
var mostUnbroken = 14;
function tableLine(cells) {
  return `| ${cells.join(" | ")} |`;
}
var columns = [
  { title: "host", text: ({ host }) => hostWords(host) },
  { title: "state", text: stateText },
  { title: "last 7 days", text: ({ days: days2 }) => dayStrip(days2) },
  { title: "ping", text: pingText },
  { title: "page", text: ({ values }) => pageAnswer(values) },
  { title: "disk free", text: ({ values, disks }) => withTrend(sizeText(values.diskMib), disks) },
  { title: "memory free", text: ({ values }) => sizeText(values.memMib) },
  { title: "swap free", text: ({ values }) => sizeText(values.swapMib) },
  { title: "up for", text: ({ values }, now) => uptime(values.lastBoot, now) },
  {
    title: "certificate",
    text: ({ values }) => values.certDays === void 0 ? "" : unbroken(days(values.certDays))
  },
  { title: "GPUs", text: ({ values }) => values.gpuTempsC.map(gpuText).join(" ") },
  { title: "unvouched ports", text: ({ values }) => listed(values.ports) },
  { title: "unknown peers", text: ({ values }) => listed(values.peers.map(markdownCode)) },
  { title: "unknown logins", text: ({ values }) => listed(values.logins.map(markdownCode)) }
];
var stateWords = { up: "\u{1F7E2} up", trouble: "\u{1F7E1} trouble", down: "\u{1F534} down", unknown: "\u26AA no data" };
function stateText(status, now) {
  const lines = [stateWords[status.state], sinceText(status, now), ...reasons(status)];
  return lines.filter(Boolean).map(unbroken).join("<br>");
}
function sinceText(status, now) {
  const moment = momentOf(status, now);
  return moment === "" || status.state === "up" && !status.changed ? "" : `since ${moment}`;
}
function reasons(status) {
  const { codes } = status.values;
  if (status.state === "down")
    return codes.length > 1 ? codes.filter((code) => code !== "ping:unreachable") : [...codes];
  if (status.state !== "unknown") return troubles(status);
  return [status.offline ? "monitor offline" : "", status.was ? `was ${status.was}` : ""];
}
function pingText({ values: { pingMs, lossPercent }, pings }) {
  if (pingMs === void 0) return "";
  const mean = `${pingMs < 10 ? pingMs.toFixed(1) : pingMs.toFixed(0)} ms`;
  return withTrend(unbroken(lossPercent ? `${mean}, ${lossPercent} % lost` : mean), pings);
}
function pageAnswer({ httpCode, httpMs }) {
  if (httpCode === void 0 || httpMs === void 0) return "";
  const time = `${httpMs.toFixed(0)} ms`;
  return unbroken(httpCode >= 200 && httpCode < 300 ? time : `${httpCode} in ${time}`);
}
function sizeText(mib) {
  return mib === void 0 ? "" : unbroken(binarySize(mib));
}
function withTrend(text, means) {
  const line = text === "" ? "" : sparkline(means);
  return line === "" ? text : `${text}<br>${line}`;
}
function uptime(lastBoot, now) {
  return lastBoot === void 0 ? "" : unbroken(roughDuration(now.getTime() - lastBoot.getTime()));
}
function days(number) {
  return number < 0 ? "expired" : count(number, "day");
}
function gpuText(tempC) {
  return tempC === void 0 ? "none" : unbroken(`${tempC} \xB0C`);
}
var mostListed = 6;
function listed(texts) {
  const more = texts.length > mostListed ? [unbroken(`+ ${texts.length - mostListed} more`)] : [];
  return [...texts.slice(0, mostListed), ...more].join(" ");
}
function unbroken(text) {
  return text.replaceAll(" ", "\xA0");
}

// src/report/status/status-page.ts
function statusPageOf(history, order2) {
  const model = statusModel(history, order2);
  const make = (previous) => statusPage(previous, model, history.now);
  return { isOurs: isStatusPage, make };
}
function statusPage(previous, model, now) {
  if (previous !== void 0 && !isStatusPage(previous)) return previous;
  const before = previous === void 0 ? void 0 : readSnapshot(previous);
  const remembered = before === void 0 ? model : remember(model, before);
  const snapshot = snapshotOf(remembered, linkedFiles(model.names), now);
  if (previous !== void 0 && before !== void 0 && !isWorthReading(before, snapshot)) return previous;
  return withSnapshot(pageText(remembered, now), snapshot);
}
function remember(model, before) {
  const hosts = model.hosts.map((status) => {
    const known = before.hosts[status.host];
    if (!status.sinceBefore || known?.state !== status.state || known.since === null) return status;
    const since = new Date(known.since * 1e3);
    if (status.since !== void 0 && since >= status.since) return status;
    return { ...status, since, sinceBefore: known.sinceBefore };
  });
  return { ...model, hosts };
}
var order = ["down", "trouble", "unknown", "up"];
var mostShown = 30;
function pageText({ hosts, names, alerts }, now) {
  const sorted = hosts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const paragraphs = [
    ...openingWords(sorted, now),
    ...openAlerts(alerts, now),
    ...tables(sorted, now),
    legend,
    origin(now),
    ...monthLinks(names)
  ];
  return `${paragraphs.join("\n\n")}

`;
}
var mostAlerts = 20;
function openAlerts(alerts, now) {
  if (alerts.length === 0) return [];
  const items = alerts.map((alert) => `- **${hostWords(alert.host)}** ${alertWords(alert, now, markdownWords)}`);
  const more = items.length - mostAlerts;
  const shown = [...items.slice(0, mostAlerts), ...more > 0 ? [`- and ${count(more, "more alert")}`] : []];
  return [`## ${count(alerts.length, "open alert")}`, shown.join("\n")];
}
function tables(hosts, now) {
  if (hosts.length <= mostShown) return [statusTable(hosts, now)];
  const [well, rest] = [hosts.filter(({ state }) => state === "up"), hosts.filter(({ state }) => state !== "up")];
  return [...rest.length > 0 ? [statusTable(rest, now)] : [], ...well.length > 0 ? [folded(well, now)] : []];
}
function folded(hosts, now) {
  const summary2 = `<summary>\u{1F7E2} ${count(hosts.length, "host")} without trouble</summary>`;
  return `<details>
${summary2}

${statusTable(hosts, now)}

</details>`;
}
var legend = [
  "\u{1F7E2} answers \xB7 \u{1F7E1} answers, but something is wrong \xB7 \u{1F534} nothing answers \xB7 \u26AA no data.",
  "A square is a day, today last: \u{1F7E9} well, \u{1F7E8} partly in trouble or down, \u{1F7E5} mostly down, \u2B1C not measured.",
  "\u2582\u2582\u2587\u2582 is ping over 24 hours, or free disk over 7 days. All times are UTC."
].join(" ");
function origin(now) {
  const time = dayAndTime(now, now).replace(/(?= \S+$)/, ` ${now.getUTCFullYear()}`);
  const written = `Written ${time} UTC by server-monitor, which does so when something has changed, and once a day.`;
  return `${written} Every check is a row in these files:`;
}

// src/schedule.ts
var months2 = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
var weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
var fields = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: months2 },
  { least: 0, most: 7, names: weekdays }
];
var minuteMs = 6e4;
var longestMs = 32 * 864e5;
function dueTime(text, began) {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/.test(text)) {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) || time > began ? void 0 : time;
  }
  return lastTick(text, began);
}
function ticksBetween(cron, after, before) {
  const strikes = readCron(cron);
  if (strikes === void 0) return 0;
  const start = Math.max(after.getTime(), before.getTime() - longestMs);
  let ticks = 0;
  for (let ms = floorMinute(start) + minuteMs; ms < before.getTime(); ms += minuteMs)
    if (strikes(new Date(ms))) ticks += 1;
  return ticks;
}
function lastTick(cron, began) {
  const strikes = readCron(cron);
  if (strikes === void 0) return void 0;
  for (let ms = floorMinute(began.getTime()); ms > began.getTime() - longestMs; ms -= minuteMs)
    if (strikes(new Date(ms))) return new Date(ms);
  return void 0;
}
function floorMinute(ms) {
  return Math.floor(ms / minuteMs) * minuteMs;
}
function readCron(cron) {
  const texts = cron.trim().split(/\s+/);
  const sets = fields.map((field, index) => readField(texts[index] ?? "", field));
  const [minutes, hours, days2, monthNumbers, weekDays] = sets;
  if (texts.length !== 5 || !minutes || !hours || !days2 || !monthNumbers || !weekDays) return void 0;
  const [anyDay, anyWeekDay] = [texts[2] === "*", texts[4] === "*"];
  return (time) => {
    if (!minutes.has(time.getUTCMinutes()) || !hours.has(time.getUTCHours())) return false;
    if (!monthNumbers.has(time.getUTCMonth() + 1)) return false;
    const [day, weekDay] = [days2.has(time.getUTCDate()), weekDays.has(time.getUTCDay())];
    return anyDay || anyWeekDay ? day && weekDay : day || weekDay;
  };
}
function readField(text, field) {
  const numbers = /* @__PURE__ */ new Set();
  for (const part of text.toUpperCase().split(",")) {
    const [, from = "", to, step = "1"] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const first = from === "*" ? field.least : numberOf(from, field);
    const last = from === "*" || to === void 0 && part.includes("/") ? field.most : numberOf(to ?? from, field);
    if (first === void 0 || last === void 0 || first > last || Number(step) < 1) return void 0;
    for (let number = first; number <= last; number += Number(step)) numbers.add(number);
  }
  if (field.most === 7 && numbers.has(7)) numbers.add(0);
  return numbers;
}
function numberOf(text, { least, most, names }) {
  const named = names.indexOf(text);
  const number = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : void 0;
}

// src/ssh/keys.ts
var import_promises2 = __toESM(require_promises(), 1);
async function loadKeys(hosts) {
  const byContent = /* @__PURE__ */ new Map();
  const byIdentity = /* @__PURE__ */ new Map();
  for (const identity of hosts.flatMap(({ identities }) => identities)) {
    if (identity.key === void 0) continue;
    const passphrase = (identity.passphrase ?? identity.password)?.reveal();
    const content = JSON.stringify([sourceOf(identity.key), passphrase]);
    const loaded = byContent.get(content) ?? loadKey(identity.key, passphrase);
    byContent.set(content, loaded);
    byIdentity.set(identity, await loaded);
  }
  return { keyOf: (identity) => byIdentity.get(identity) };
}
async function loadKey(source, passphrase) {
  const name = "path" in source ? `key_filename ${source.path}` : "private_key";
  try {
    const text = "path" in source ? await (0, import_promises2.readFile)(source.path, "utf8") : source.text.reveal();
    const { parsePrivateKey } = await import("./private-key-EL56VBQ7.js");
    const key = parsePrivateKey(text, passphrase);
    return typeof key === "string" ? { unreadable: `${name} ${key}` } : { key };
  } catch (error) {
    return { unreadable: `${name} ${whyNotReadable(error)}` };
  }
}
function whyNotReadable(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  if (code === "ENOENT") return "does not exist on this machine";
  if (code === "EACCES") return "cannot be read by this user: check its owner and mode";
  if (code === "EISDIR") return "is a folder: name the key file in it";
  return `cannot be read (${code})`;
}
function sourceOf(source) {
  return "path" in source ? ["path", source.path] : ["text", source.text.reveal()];
}

// src/ssh/known-hosts-files.ts
var import_promises3 = __toESM(require_promises(), 1);
async function loadKnownHosts(sources) {
  const files = await Promise.all(sources.files.map(async (path) => parseKnownHosts(await readIfThere(path), path)));
  const all = [...sources.texts.map(({ text, path }) => parseKnownHosts(text, path)), ...files];
  return { entries: all.flatMap(({ entries }) => entries), warnings: all.flatMap(({ warnings: warnings2 }) => warnings2) };
}
async function readIfThere(path) {
  try {
    return await (0, import_promises3.readFile)(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : void 0;
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    throw new Error(`${path}: known hosts cannot be read (${code}): make the file readable or remove it`, {
      cause: error
    });
  }
}

// src/commands/check.ts
async function check(call) {
  const began = performance.now();
  const { inventory, post } = validateInputs(call);
  const store = await openStore(storeSettings(call));
  const history = await readHistory(store, call);
  const newest = newestOf(inventory.hosts, history.lastChecks);
  const reason = reasonToSkip(inventory.hosts, newest, call);
  if (reason !== void 0) return call.reporter.info(reason);
  const watch = await openWatch(call, history, ourHosts(inventory.hosts, call));
  const probed = await probeAll(inventory.hosts, await prepare(inventory.hosts, history, call), call);
  const results = await markOffline(probed, call);
  const judged = history.unread === void 0 ? await judge(watch, results) : nothingJudged;
  const { fault, ...saved } = await save({ results, probed, judged, history, store }, call);
  const { faults, ...issues } = await deliver(watch, judged);
  const alerts = { ...issues, changes: judged.changes, open: judged.open.filter(({ host }) => watch.isOurs(host)) };
  const report = { results, alerts, ...saved, punctuality: punctualityOf(newest, call), ms: performance.now() - began };
  await call.reporter.checked(report);
  const unsent = await mailRun(report, post, call);
  if (fault === void 0) await sendHeartbeat(call);
  throwAll([history.unread, fault, ...faults, ...unsent]);
}
function validateInputs(call) {
  const { inputs, surroundings, reporter } = call;
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  const post = inputs.emailOn === "never" ? "no mail: email-on is never" : openPost(call, inventory.emailDest);
  inventory.warnings.forEach(reporter.warn);
  return { inventory: { ...inventory, hosts: inventory.hosts.filter(({ id }) => isInShard(id, inputs.shard)) }, post };
}
function reasonToSkip(hosts, newest, { inputs, now }) {
  if (hosts.length === 0) return "nothing to do: there is no host in this shard";
  const age = newest === void 0 ? Number.POSITIVE_INFINITY : now.getTime() - newest.getTime();
  if (age >= inputs.minIntervalMs) return void 0;
  const [since, least] = [roughDuration(age), roughDuration(inputs.minIntervalMs)];
  return `nothing to do: the newest row is ${since} old, and min-interval asks for ${least} between checks`;
}
function ourHosts(hosts, { inputs }) {
  const inventory = new Set(hosts.map(({ id }) => id));
  return (host) => inventory.has(host) || inputs.shard !== void 0 && isInShard(host, inputs.shard);
}
function punctualityOf(newest, { inputs: { due }, now }) {
  const time = dueTime(due, now);
  return { due: time, missed: newest && time ? ticksBetween(due, newest, time) : 0 };
}
async function prepare(hosts, { results, lastChecks, knownHosts: accepted }, { inputs, surroundings, reporter, now }) {
  const files = [(0, import_node_path.join)(surroundings.home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
  const texts = [{ text: inputs.knownHosts, path: "known-hosts input" }, ...accepted ? [accepted] : []];
  const knownHosts = await loadKnownHosts({ texts, files });
  knownHosts.warnings.forEach(reporter.warn);
  const keys = await loadKeys(hosts);
  return {
    time: now,
    timeoutMs: inputs.timeoutMs,
    environment: surroundings.environment,
    previousBoot: (host) => {
      const lastBoot = lastChecks.get(host)?.lastBoot;
      return lastBoot && minuteType.encode(lastBoot);
    },
    // Who does not know which keys were accepted before must not accept another.
    ssh: {
      keys,
      knownHosts,
      hostKeyPolicy: results === void 0 ? "strict" : inputs.hostKeyPolicy,
      lookUp: lookUpOnce()
    }
  };
}
function probeAll(hosts, settings, { inputs, reporter }) {
  reporter.started(hosts.length);
  return inParallel(hosts, inputs.concurrency, async (host) => {
    reporter.hostStarted(host.id);
    const probed = await probeHost(host, settings);
    reporter.hostDone(probed.result, probed.transcript);
    return probed;
  });
}
async function markOffline(probed, { surroundings }) {
  const results = probed.map(({ result }) => result);
  if (results.some((result) => stateOf(result) === "up")) return results;
  const { internet, environment } = surroundings;
  const why2 = await whyOffline({ internet, gateways: await defaultGateways() }, environment);
  return why2 === void 0 ? results : results.map((result) => unseen(result, why2));
}
async function save({ results, probed, judged, history, store }, call) {
  const { open, changes } = judged;
  const { inputs, now } = call;
  for (const result of results) history.status.add(rowOf(result));
  const tables2 = tablesOf(results);
  const names = [...history.results?.names ?? [], ...tables2.map(({ type }) => monthFile(type, now))];
  const inventory = results.map(({ host }) => host);
  const isOurs = (host) => isInShard(host, inputs.shard);
  return store.saveRun({
    time: now,
    tables: tables2,
    subject: `check: ${headline(results)}${newsForSubject({ changes })}`,
    newHostKeys: probed.flatMap(({ newHostKey }) => newHostKey ?? []),
    publicAddresses: await publicAddresses(results, call),
    statusPage: statusPageOf(history.status, { inventory, alerts: open, names: [...new Set(names)], isOurs })
  });
}
async function publicAddresses(results, { inputs, reporter }) {
  if (results.some((result) => stateOf(result) === "unknown")) return [];
  if (inputs.publicIpUrl === void 0) return mostSeen(results.flatMap(({ facts }) => facts?.clientAddress ?? []));
  const { value, problems } = await askPublicAddress(inputs.publicIpUrl);
  for (const { detail } of problems) reporter.warn(`public-ip-url: our address is not known: ${terminalText(detail)}`);
  return value === void 0 ? [] : [value];
}
function tablesOf(results) {
  const byType = Map.groupBy(results, ({ type }) => type);
  return hostTypes.flatMap((type) => {
    const rows = byType.get(type)?.map(cellsOf) ?? [];
    return rows.length === 0 ? [] : [{ type, header: headerOf(type), rows }];
  });
}
var heartbeatLimitMs = 1e4;
async function sendHeartbeat({ inputs, reporter }) {
  if (inputs.heartbeatUrl === void 0) return;
  const options = {
    verify: true,
    limitMs: heartbeatLimitMs,
    signal: AbortSignal.timeout(heartbeatLimitMs),
    trace: () => {
    }
  };
  const { value, problems } = await requestPage(inputs.heartbeatUrl, options);
  for (const { detail } of problems) reporter.warn(`heartbeat-url: ${terminalText(detail)}`);
  if (value !== void 0 && value.status >= 300) reporter.warn(`heartbeat-url: it answers ${value.status}`);
}

export {
  PingFault,
  ping,
  probeHost,
  inParallel,
  check,
  prepare
};
