const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  alertWords,
  dayStrip,
  markdownWords,
  meansOf,
  newBins,
  openRepository,
  require_node_child_process,
  sparkline,
  tally
} from "./chunk-B5LYXZNM.js";
import {
  appendToFolder,
  changesOf
} from "./chunk-NXNO7I4M.js";
import {
  deliver,
  header,
  judge,
  mailRun,
  openPost,
  openWatch,
  row,
  rulesAt,
  throwAll
} from "./chunk-4IMEFZR7.js";
import {
  readInventory
} from "./chunk-KC65QT6A.js";
import {
  columnsOf,
  corrupt,
  fileError,
  formatCsv,
  isFailedPage,
  newRules,
  readCsv,
  readIfPresent,
  readRecent,
  removeLeftovers,
  require_promises,
  stateOfRow,
  writeDurably
} from "./chunk-DW3CTYXK.js";
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
  canonicalAddress,
  isPublicAddress
} from "./chunk-7NTXYRBY.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  headline,
  newsForSubject
} from "./chunk-KRDM24QL.js";
import {
  worstFirst
} from "./chunk-LOZTQLEE.js";
import {
  isoSeconds,
  stateOf,
  unseen
} from "./chunk-V4KY5TJ4.js";
import {
  identityOf
} from "./chunk-5ONKPWTS.js";
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
    for (const name2 of ["EventEmitter", "EventEmitterAsyncResource", "addAbortListener", "captureRejectionSymbol", "captureRejections", "defaultMaxListeners", "errorMonitor", "getEventListeners", "getMaxListeners", "init", "listenerCount", "on", "once", "setMaxListeners", "usingDomains"]) Object.defineProperty(exports, name2, { enumerable: true, get: () => load()[name2] });
  }
});

// src/commands/check.ts
var import_node_path5 = __toESM(require_node_path(), 1);

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
function mostSeen(addresses2) {
  const byAddress = Map.groupBy(addresses2.filter(isPublicAddress), (address) => address);
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

// src/report/status/host-history.ts
var dayMs = 864e5;
var daysShown = 7;
var pingBins = 8;
function startOfHistory(now) {
  return new Date(Math.floor(now.getTime() / dayMs) * dayMs - (daysShown - 1) * dayMs);
}
function readHistories(tables2, now) {
  const found = /* @__PURE__ */ new Map();
  for (const [type, ofType] of Map.groupBy(tables2, (table) => table.type))
    for (const history of readType(type, ofType, now)) {
      const known = found.get(history.host);
      if (known === void 0 || history.newest > known.newest) found.set(history.host, history);
    }
  return found;
}
function readType(type, tables2, now) {
  const histories = /* @__PURE__ */ new Map();
  const window = windowOf(now);
  for (const { header: header2, rows } of tables2) {
    const columns2 = columnsOf(header2);
    for (const { time, host, cells } of rows) {
      if (time > window.end) continue;
      const history = histories.get(host) ?? newHistory(host, type, time);
      histories.set(host, history);
      addRow(history, { time, cells, columns: columns2 }, window);
    }
  }
  return histories.values();
}
function newHistory(host, type, first) {
  return {
    ...{ host, type, first, newest: first, latest: void 0, earlier: void 0, state: void 0, since: first },
    ...{ changed: false, offlineSince: void 0, runs: [], pings: newBins(pingBins), disks: newBins(daysShown) },
    days: Array.from({ length: daysShown }, () => ({ up: 0, trouble: 0, down: 0 }))
  };
}
function windowOf(now) {
  const [start, dayStartMs] = [startOfHistory(now), now.getTime() - dayMs];
  return {
    ...{ startMs: start.getTime(), start: start.toISOString(), dayStartMs },
    ...{ day: new Date(dayStartMs).toISOString(), end: now.toISOString().replace(/\.\d+Z$/, "Z") }
  };
}
function addRow(history, row2, window) {
  const { time, cells, columns: columns2 } = row2;
  if (time < history.newest) return;
  history.newest = time;
  if (time >= window.day) history.runs.push(time);
  const state = stateOfRow(cells, columns2);
  if (state === void 0) {
    history.offlineSince ??= time;
    return;
  }
  history.offlineSince = void 0;
  history.earlier = history.latest;
  history.latest = (column) => cells[columns2.index.get(column) ?? -1] ?? "";
  addState(history, state, time);
  if (time >= window.start) addTrends(history, row2, state, window);
}
function addState(history, state, time) {
  if (history.state === state) return;
  history.changed = history.state !== void 0;
  history.since = time;
  history.state = state;
}
function addTrends(history, { time, cells, columns: columns2 }, state, window) {
  const ms = Date.parse(time);
  const dayIndex = Math.floor((ms - window.startMs) / dayMs);
  const day = history.days[dayIndex];
  if (day !== void 0) day[state] += 1;
  tally(history.disks, dayIndex, cells[columns2.disk]);
  if (time < window.day) return;
  const bin = Math.min(pingBins - 1, Math.floor((ms - window.dayStartMs) / dayMs * pingBins));
  tally(history.pings, bin, cells[columns2.ping]);
}

// src/report/status/status-links.ts
var mostMonths = 12;
var monthNames = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"]
];
function linkedFiles(names) {
  return monthsOf(names).flatMap(([, files]) => files.map(({ name: name2 }) => name2));
}
function monthLinks(names) {
  const lines = monthsOf(names).map(([month, files]) => {
    const links = files.map(({ name: name2, words }) => `[${words}](${name2})`).join(" \xB7 ");
    return `- ${monthNames[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}: ${links}`;
  });
  return lines.length === 0 ? [] : [lines.join("\n")];
}
function monthsOf(names) {
  const byMonth = Map.groupBy(names.flatMap(linked), ({ month }) => month);
  return [...byMonth].sort(([a], [b]) => a < b ? 1 : -1).slice(0, mostMonths);
}
function linked(name2) {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])\.md$/.exec(name2) ?? [];
  if (year !== void 0) return [{ name: name2, month: `${year}-${month}`, words: "report" }];
  const [, type, yy, mm] = /^(node|miner|ping)_(\d\d)(0[1-9]|1[0-2])\.csv$/.exec(name2) ?? [];
  return type === void 0 ? [] : [{ name: name2, month: `20${yy}-${mm}`, words: type }];
}

// src/report/status/status-model.ts
function statusModel(recent, inventory, now, alerts = [], isOurs = () => true) {
  const histories = readHistories(recent.tables, now);
  const ours = inventory.map((host) => {
    const history = histories.get(host);
    return history ? statusOf(history, recent.cutAt, true) : neverSeen(host);
  });
  const others = otherRunners(histories, inventory, now, isOurs);
  const theirs = others.map((history) => statusOf(history, recent.cutAt, isFresh(history, now)));
  const hosts = [...ours, ...theirs];
  const shown = new Set(hosts.map(({ host }) => host));
  return { hosts, names: recent.names, alerts: worstFirst(alerts.filter(({ host }) => shown.has(host))) };
}
function otherRunners(histories, inventory, now, isOurs) {
  const ours = new Set(inventory);
  const ourRuns = new Set(inventory.flatMap((host) => histories.get(host)?.runs ?? []));
  return [...histories.values()].filter(({ host, newest, runs }) => {
    const shared = isOurs(host) ? runs.filter((run) => ourRuns.has(run)).length : 0;
    return !ours.has(host) && now.getTime() - Date.parse(newest) <= dayMs && shared * 2 <= runs.length;
  });
}
var usualIntervalMs = 20 * 6e4;
function isFresh({ runs }, now) {
  const [before = Number.NaN, newest = 0] = runs.slice(-2).map((run) => Date.parse(run));
  const interval = runs.length < 2 ? usualIntervalMs : newest - before;
  return now.getTime() - Date.parse(runs.at(-1) ?? "") <= interval * 2.5;
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
  return { ...neverSeen(host), was: state, since: new Date(since), offline: offlineSince !== void 0, ...trends };
}
function neverSeen(host) {
  return {
    ...{ host, state: "unknown", was: void 0, since: void 0, sinceBefore: false, changed: false, offline: false },
    ...{ values: noValues, days: [], pings: [], disks: [] }
  };
}
var noValues = { codes: [], ports: [], peers: [], stayingPeers: [], logins: [], gpuTempsC: [] };
function sinceOf({ since, first, changed }, cutAt) {
  const start = cutAt?.getTime() ?? Number.NaN;
  const sinceBefore = !changed && Date.parse(first) - start < dayMs;
  return { since: new Date(sinceBefore ? start : since), sinceBefore, changed };
}
function valuesOf(cell, earlier = cell) {
  const [peers, before] = [addresses(cell("ssh_peers")), addresses(earlier("ssh_peers"))];
  return {
    codes: errorCodes.filter((code) => cell("errors").split("+").includes(code)),
    ...{ pingMs: number(cell("ping_ms")), lossPercent: number(cell("loss")) },
    ...{ httpMs: number(cell("http_ms")), httpCode: number(cell("http_code")) },
    ...{ memMib: number(cell("mem_avail_mib")), swapMib: number(cell("swap_free_mib")) },
    ...{
      diskMib: number(cell("disk_avail_mib")),
      certDays: number(cell("cert_days")),
      lastBoot: date(cell("last_boot"))
    },
    ports: cell("ports").split("+").filter(isPort),
    ...{ peers, stayingPeers: peers.filter((peer) => before.includes(peer)) },
    logins: cell("logins").split("+").filter(Boolean),
    gpuTempsC: cell("gpu_temp_c").split("_").filter(Boolean).map(number)
  };
}
function number(cell) {
  return /^-?\d{1,15}(\.\d+)?$/.test(cell) ? Number(cell) : void 0;
}
function date(cell) {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(cell) && !Number.isNaN(Date.parse(cell)) ? new Date(cell) : void 0;
}
function isPort(text) {
  return /^\d{1,5}(\/udp)?$/.test(text);
}
function addresses(cell) {
  return cell.split("+").filter((text) => canonicalAddress(text) === text);
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
  const status = String(httpCode ?? "");
  return isFailedPage(status) ? [...codes, `page answers ${status}`] : [...codes];
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
function days(number2) {
  return number2 < 0 ? "expired" : count(number2, "day");
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
function statusPageOf(run, alerts, now, isOurs) {
  const inventory = run.map(({ host }) => host);
  const make = (recent) => {
    const model = statusModel(recent, inventory, now, alerts, isOurs);
    return (previous) => statusPage(previous, model, now);
  };
  return { from: startOfHistory(now), isOurs: isStatusPage, make };
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
    for (let number2 = first; number2 <= last; number2 += Number(step)) numbers.add(number2);
  }
  if (field.most === 7 && numbers.has(7)) numbers.add(0);
  return numbers;
}
function numberOf(text, { least, most, names }) {
  const named = names.indexOf(text);
  const number2 = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number2 >= least && number2 <= most ? number2 : void 0;
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
  const name2 = "path" in source ? `key_filename ${source.path}` : "private_key";
  try {
    const text = "path" in source ? await (0, import_promises2.readFile)(source.path, "utf8") : source.text.reveal();
    const { parsePrivateKey } = await import("./private-key-EL56VBQ7.js");
    const key = parsePrivateKey(text, passphrase);
    return typeof key === "string" ? { unreadable: `${name2} ${key}` } : { key };
  } catch (error) {
    return { unreadable: `${name2} ${whyNotReadable(error)}` };
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
  const all = [parseKnownHosts(sources.input, "known-hosts input"), ...files];
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

// src/store/save.ts
var import_node_path4 = __toESM(require_node_path(), 1);

// src/store/file-size.ts
var import_promises4 = __toESM(require_promises(), 1);
var megabyte = 1024 * 1024;
var warnFromBytes = 25 * megabyte;
async function sizeWarnings(folder, tables2) {
  const warnings2 = [];
  for (const { path } of changesOf(folder, tables2)) {
    const bytes = await (0, import_promises4.stat)(path).then(
      ({ size }) => size,
      () => 0
    );
    if (bytes >= warnFromBytes) warnings2.push(warning(path, bytes));
  }
  return warnings2;
}
function warning(path, bytes) {
  return `${path}: ${Math.round(bytes / megabyte)} MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a "results" folder of their own`;
}

// src/store/public-ip-history.ts
var import_node_path = __toESM(require_node_path(), 1);
function addressChanges(folder, runs) {
  const sightings = runs.flatMap(
    ({ time, publicAddresses: publicAddresses2 = [] }) => publicAddresses2.map((ip) => ({ time: isoSeconds(time), ip }))
  );
  const path = (0, import_node_path.join)(folder, "public_ip_history.csv");
  return sightings.length === 0 ? [] : [{ path, merge: (theirs) => withSightings(theirs, sightings, path) }];
}
function withSightings(existing, sightings, path) {
  const { header: header2, entries } = existing === void 0 ? { header: ["time", "ip"], entries: [] } : read(existing, path);
  const history = sightings.reduce((known, sighting) => withSighting(known, sighting, header2), entries);
  if (existing !== void 0 && history.length === entries.length) return existing;
  return formatCsv([header2, ...history.map(({ cells }) => cells)]);
}
function withSighting(history, sighting, header2) {
  const end = history.findLastIndex(({ time }) => time <= sighting.time) + 1;
  const before = history.slice(0, end).findLast(({ ip }) => isIpv6(ip) === isIpv6(sighting.ip));
  if (before?.ip === sighting.ip) return history;
  const values = new Map(Object.entries(sighting));
  return history.toSpliced(end, 0, { ...sighting, cells: header2.map((column) => values.get(column) ?? "") });
}
function isIpv6(ip) {
  return ip.includes(":");
}
function read(text, path) {
  const { header: header2, rows } = readCsv(text, path);
  const [time, ip] = [header2.indexOf("time"), header2.indexOf("ip")];
  if (time === -1 || ip === -1) throw corrupt(path, 1, 1, "a header with the columns time and ip expected");
  const entries = Array.from(rows, ({ cells }) => ({ time: cells[time] ?? "", ip: cells[ip] ?? "", cells }));
  return { header: header2, entries: entries.sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0) };
}

// src/store/spool.ts
var import_node_crypto2 = __toESM(require_node_crypto(), 1);
var import_promises5 = __toESM(require_promises(), 1);
var import_node_path2 = __toESM(require_node_path(), 1);
async function openSpool({ stateHome, key, warn }) {
  const folder = (0, import_node_path2.join)(stateHome, "server-monitor", key);
  await (0, import_promises5.mkdir)(folder, { recursive: true, mode: 448 }).catch((cause) => {
    throw fileError(folder, "cannot be created, and rows must be safe before they are pushed", cause);
  });
  return {
    put: (run) => put(folder, run),
    pending: () => pending(folder, warn),
    remove: async (runs) => {
      for (const { path } of runs) await (0, import_promises5.rm)(path, { force: true });
    }
  };
}
function spoolKey(origin2, results) {
  const words = `${origin2.replace(/^.*?:\/*|\.git$/g, "")}-${results}`;
  const safe = words.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${safe.slice(-60)}-${digest(`${origin2}
${results}`)}`;
}
async function put(folder, run) {
  const { time, tables: tables2, publicAddresses: publicAddresses2 } = run;
  const text = JSON.stringify({ version: 1, time: time.toISOString(), tables: tables2, publicAddresses: publicAddresses2 });
  const path = (0, import_node_path2.join)(folder, `${isoSeconds(run.time).replace(/[-:]/g, "")}-${digest(text)}.json`);
  await removeLeftovers(folder, run.time);
  await writeDurably(path, text, 384);
  return { ...run, path };
}
async function pending(folder, warn) {
  const names = await (0, import_promises5.readdir)(folder);
  const runs = [];
  for (const name2 of names.filter((each) => each.endsWith(".json"))) {
    const run = await read2((0, import_node_path2.join)(folder, name2), warn);
    if (run !== void 0) runs.push(run);
  }
  return runs.sort((a, b) => a.time.getTime() - b.time.getTime());
}
async function read2(path, warn) {
  const text = await readIfPresent(path);
  if (text === void 0) return void 0;
  const run = parseRun(text);
  if (run !== void 0) return { ...run, path };
  await (0, import_promises5.rename)(path, `${path}.damaged`);
  warn(`${path}: cannot be read as a run that was kept for later; moved to ${path}.damaged, look at it and delete it`);
  return void 0;
}
function parseRun(text) {
  const data = parseJson2(text);
  if (!isObject2(data) || data["version"] !== 1 || typeof data["time"] !== "string") return void 0;
  const [time, tables2, publicAddresses2] = [new Date(data["time"]), data["tables"], data["publicAddresses"] ?? []];
  const sound = !Number.isNaN(time.getTime()) && isListOf(tables2, isTable) && isListOf(publicAddresses2, isAddress);
  return sound ? { time, tables: tables2, publicAddresses: publicAddresses2 } : void 0;
}
function isTable(value) {
  if (!isObject2(value) || !hostTypes.some((type) => type === value["type"])) return false;
  const { header: header2, rows } = { header: value["header"], rows: value["rows"] };
  if (!isListOf(header2, isText) || !isListOf(rows, isRow)) return false;
  return header2[0] === "time" && header2[1] === "host" && rows.every((row2) => isTimed(row2, header2.length));
}
function isRow(value) {
  return isListOf(value, isText);
}
function isTimed(row2, width) {
  return row2.length === width && !Number.isNaN(Date.parse(row2[0] ?? ""));
}
function isAddress(value) {
  return isText(value) && canonicalAddress(value) === value;
}
function isText(value) {
  return typeof value === "string";
}
function isListOf(value, isItem) {
  return Array.isArray(value) && value.every(isItem);
}
function isObject2(value) {
  return typeof value === "object" && value !== null;
}
function parseJson2(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function digest(text) {
  return (0, import_node_crypto2.createHash)("sha256").update(text).digest("hex").slice(0, 12);
}

// src/store/status-file.ts
var import_node_path3 = __toESM(require_node_path(), 1);
async function keepStatusPage(order2) {
  const { folder, time, page, warn } = order2;
  if (page === void 0) return void 0;
  const path = (0, import_node_path3.join)(folder, name);
  const present = await readIfPresent(path);
  if (present !== void 0 && !page.isOurs(present)) {
    warn(`${path}: is not a status page of ours and stays as it is; move it away to have one`);
    return void 0;
  }
  const merge = page.make(await readRecent(folder, page.from, time, isoSeconds(page.from)));
  const text = merge(present);
  if (text !== present) await writeDurably(path, text);
  return (committed) => ({ path: (0, import_node_path3.join)(committed, name), merge, mayReplace: page.isOurs });
}
var name = "README.md";

// src/store/save.ts
var pushTimeoutMs = 3e5;
async function saveRun(run, settings) {
  const { faults, attempt } = collectFaults();
  const repository = settings.push ? await attempt(() => openRepository(settings.folder, settings)) : void 0;
  const spool = repository && await attempt(() => spoolOf(repository, settings));
  const spooled = spool && await attempt(() => spool.put(run));
  const waiting = (spool && await attempt(() => spool.pending())) ?? [];
  const runs = waiting.some(({ path }) => path === spooled?.path) ? waiting : [...waiting, run];
  const inFolder = await attempt(() => keepInFolder(runs, run, settings.folder));
  const page = await attempt(() => keepStatusPage({ ...settings, time: run.time, page: run.statusPage }));
  const pushed = repository && await attempt(() => publish(repository, runs, { ...run, page }, settings));
  if (spool && pushed) await attempt(() => spool.remove(waiting));
  if (repository) await attempt(() => tidyUp(repository, runs, settings));
  const rows = spooled || inFolder || pushed ? rowCount([run]) : 0;
  const [fault, ...others] = faults;
  for (const other of others) settings.warn(other instanceof Error ? other.message : String(other));
  return { rows, waiting: pushed ? 0 : rowCount(waiting), commit: pushed?.commit, fault };
}
function rowCount(runs) {
  return tablesOf(runs).reduce((sum, { rows }) => sum + rows.length, 0);
}
function collectFaults() {
  const faults = [];
  const attempt = async (work) => {
    try {
      return await work();
    } catch (fault) {
      faults.push(fault);
      return void 0;
    }
  };
  return { faults, attempt };
}
function spoolOf(repository, settings) {
  return openSpool({ ...settings, key: spoolKey(repository.origin, repository.results) });
}
async function keepInFolder(runs, run, folder) {
  await removeLeftovers(folder, run.time);
  await appendToFolder(folder, tablesOf(runs));
  for (const { path, merge } of changesBesideRows(folder, runs, run)) {
    const present = await readIfPresent(path);
    const merged = merge(present);
    if (merged !== present) await writeDurably(path, merged);
  }
  return true;
}
function changesBesideRows(folder, runs, { newHostKeys }) {
  const keys = newHostKeys.length > 0 ? [hostKeyChange(folder, newHostKeys)] : [];
  return [...keys, ...addressChanges(folder, runs)];
}
function tablesOf(runs) {
  return runs.flatMap(({ tables: tables2 }) => tables2);
}
function publish(repository, runs, run, { branch }) {
  const { results } = repository;
  const page = run.page === void 0 ? [] : [run.page(results)];
  const changes = [...changesOf(results, tablesOf(runs)), ...changesBesideRows(results, runs, run), ...page];
  const signal = AbortSignal.timeout(pushTimeoutMs);
  return repository.publish({ branch, subject: run.subject, changes, signal });
}
async function tidyUp(repository, runs, { folder, warn }) {
  await repository.tidy();
  (await sizeWarnings(folder, tablesOf(runs))).forEach(warn);
}
function hostKeyChange(folder, lines) {
  return {
    path: (0, import_node_path4.join)(folder, "known_hosts"),
    merge: (theirs = "") => {
      const present = new Set(theirs.split("\n"));
      const added = lines.filter((line) => !present.has(line));
      const start = theirs === "" || theirs.endsWith("\n") ? theirs : `${theirs}
`;
      return `${start}${added.map((line) => `${line}
`).join("")}`;
    }
  };
}

// src/commands/look-back.ts
async function lookBack(call) {
  const lastChecks = /* @__PURE__ */ new Map();
  const remember2 = ({ time, host, cell }) => void lastChecks.set(host, { time, lastBoot: cell("last_boot") || (lastChecks.get(host)?.lastBoot ?? "") });
  try {
    return { lastChecks, rules: await rulesAt(call, call.now, remember2), unread: void 0 };
  } catch (unread) {
    return { lastChecks: /* @__PURE__ */ new Map(), rules: newRules(call.inputs), unread };
  }
}
function newestOf(hosts, lastChecks) {
  const times = hosts.flatMap(({ id }) => lastChecks.get(id)?.time ?? []).sort();
  return times.length === 0 ? void 0 : new Date(times.at(-1) ?? 0);
}

// src/commands/check.ts
async function check(call) {
  const began = performance.now();
  const { inventory, post } = settle(call);
  const { lastChecks, rules, unread } = await lookBack(call);
  const newest = newestOf(inventory.hosts, lastChecks);
  const reason = reasonToRest(inventory.hosts, newest, call);
  if (reason !== void 0) return call.reporter.info(reason);
  const watch = await openWatch(call, rules, ourHosts(inventory.hosts, call));
  const probed = await probeAll(inventory.hosts, await prepare(inventory.hosts, lastChecks, call), call);
  const results = await unlessCutOff(probed, call);
  const judged = await judge(watch, results);
  const { fault, ...saved } = await save(results, probed, judged, call);
  const { faults, ...issues } = await deliver(watch, judged);
  const alerts = { ...issues, changes: judged.changes, open: judged.open.filter(({ host }) => watch.isOurs(host)) };
  const report = { results, alerts, ...saved, punctuality: punctualityOf(newest, call), ms: performance.now() - began };
  await call.reporter.checked(report);
  const unsent = await mailRun(report, post, call);
  if (fault === void 0) await beat(call);
  throwAll([unread, fault, ...faults, ...unsent]);
}
function settle(call) {
  const { inputs, surroundings, reporter } = call;
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  const post = inputs.emailOn === "never" ? "no mail: email-on is never" : openPost(call, inventory.emailDest);
  inventory.warnings.forEach(reporter.warn);
  return { inventory: { ...inventory, hosts: inventory.hosts.filter(({ id }) => isInShard(id, inputs.shard)) }, post };
}
function reasonToRest(hosts, newest, { inputs, now }) {
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
async function prepare(hosts, lastChecks, { inputs, surroundings, reporter, now }) {
  const files = [
    (0, import_node_path5.join)(inputs.results, "known_hosts"),
    (0, import_node_path5.join)(surroundings.home, ".ssh", "known_hosts"),
    "/etc/ssh/ssh_known_hosts"
  ];
  const knownHosts = await loadKnownHosts({ input: inputs.knownHosts, files });
  knownHosts.warnings.forEach(reporter.warn);
  const keys = await loadKeys(hosts);
  return {
    time: now,
    timeoutMs: inputs.timeoutMs,
    environment: surroundings.environment,
    previousBoot: (host) => lastChecks.get(host)?.lastBoot,
    ssh: { keys, knownHosts, hostKeyPolicy: inputs.hostKeyPolicy, lookUp: lookUpOnce() }
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
async function unlessCutOff(probed, { surroundings }) {
  const results = probed.map(({ result }) => result);
  if (results.some((result) => stateOf(result) === "up")) return results;
  const { internet, environment } = surroundings;
  const why2 = await whyOffline({ internet, gateways: await defaultGateways() }, environment);
  return why2 === void 0 ? results : results.map((result) => unseen(result, why2));
}
async function save(results, probed, { open, changes }, call) {
  const { inputs, surroundings, reporter, now } = call;
  const run = {
    time: now,
    tables: tablesOf2(results),
    subject: `check: ${headline(results)}${newsForSubject({ changes })}`,
    newHostKeys: probed.flatMap(({ newHostKey }) => newHostKey ?? []),
    publicAddresses: await publicAddresses(results, call),
    statusPage: statusPageOf(results, open, now, (host) => isInShard(host, inputs.shard))
  };
  const { push, branch, token, results: folder } = inputs;
  return saveRun(run, { ...surroundings, push, branch, token, folder, warn: reporter.warn });
}
async function publicAddresses(results, { inputs, reporter }) {
  if (results.some((result) => stateOf(result) === "unknown")) return [];
  if (inputs.publicIpUrl === void 0) return mostSeen(results.flatMap(({ facts }) => facts?.clientAddress ?? []));
  const { value, problems } = await askPublicAddress(inputs.publicIpUrl);
  for (const { detail } of problems) reporter.warn(`public-ip-url: our address is not known: ${terminalText(detail)}`);
  return value === void 0 ? [] : [value];
}
function tablesOf2(results) {
  const byType = Map.groupBy(results, ({ type }) => type);
  return hostTypes.flatMap((type) => {
    const rows = byType.get(type)?.map(row) ?? [];
    return rows.length === 0 ? [] : [{ type, header: header(type), rows }];
  });
}
var beatLimitMs = 1e4;
async function beat({ inputs, reporter }) {
  if (inputs.heartbeatUrl === void 0) return;
  const options = { verify: true, limitMs: beatLimitMs, signal: AbortSignal.timeout(beatLimitMs), trace: () => {
  } };
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
