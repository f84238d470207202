const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  canonicalAddress
} from "./chunk-7NTXYRBY.js";
import {
  errorsOf,
  portText
} from "./chunk-4HM2XZ56.js";
import {
  binarySize
} from "./chunk-2QMTXIVR.js";

// src/row/values.ts
function numberType(encode) {
  return { kind: "number", encode, decode: figure };
}
var gpuFigures = {
  kind: "numbers",
  encode: (figures) => figures.map((each) => each ?? "None").join("_"),
  decode: (cell) => cell.slice(0, longestCell).split("_", mostGpus).map(figure)
};
function namesType(isName = () => true) {
  return {
    kind: "names",
    encode: (names) => names.join("+"),
    decode: remembering((cell) => itemsOf(cell).filter(isName))
  };
}
var minuteType = {
  kind: "time",
  encode: (time) => `${time.toISOString().slice(0, 16)}Z`,
  decode: (cell) => {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(cell)) return void 0;
    const time = new Date(cell);
    return Number.isNaN(time.getTime()) ? void 0 : time;
  }
};
function textType(pattern) {
  return { kind: "text", encode: (text) => text, decode: (cell) => pattern.test(cell) ? cell : void 0 };
}
var daysOrNo = {
  kind: "number",
  encode: String,
  decode: (cell) => cell === "no" ? "no" : figure(cell)
};
var fileSystems = {
  kind: "names",
  encode: (systems) => systems.map(({ mount, availMib, sizeMib }) => `${mount}:${availMib}/${sizeMib}`).join("+"),
  decode: remembering(
    (cell) => itemsOf(cell).flatMap((item) => {
      const [, mount, avail, size] = /^(\/[^:]*):(\d{1,15})\/(\d{1,15})$/.exec(item) ?? [];
      return mount === void 0 ? [] : [{ mount, availMib: Number(avail), sizeMib: Number(size) }];
    })
  )
};
var portLists = {
  kind: "names",
  encode: (lists) => lists.map((ports2) => ports2.join("_")).join("+"),
  decode: (cell) => cell.slice(0, longestCell).split("+").map((list) => list.split("_").filter(isPortNumber).map(Number))
};
function isPort(text) {
  return /^\d{1,5}(\/udp)?$/.test(text);
}
function isAddress(text) {
  return canonicalAddress(text) === text;
}
var longestCell = 2e4;
var longestItem = 300;
var mostGpus = 64;
function itemsOf(cell) {
  const items = cell.slice(0, longestCell).split("+");
  return [...new Set(items)].filter((item) => item !== "" && item.length <= longestItem);
}
function figure(cell) {
  return /^-?\d{1,15}(?:\.\d{1,9})?$/.test(cell) ? Number(cell) : void 0;
}
function isPortNumber(text) {
  return /^\d{1,5}$/.test(text);
}
var mostRemembered = 500;
function remembering(decode) {
  const known = /* @__PURE__ */ new Map();
  return (cell) => {
    const value = known.get(cell) ?? decode(cell);
    if (known.size >= mostRemembered) known.clear();
    known.set(cell, value);
    return value;
  };
}

// src/row/columns.ts
var everyone = ["node", "miner", "ping"];
var sessions = ["node", "miner"];
var nodes = ["node"];
var miners = ["miner"];
var whole = numberType((value) => value.toFixed(0));
var hundredths = numberType((value) => value.toFixed(2));
var milliseconds = numberType((value) => {
  const tenths = Math.round(value * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : value.toFixed(0);
});
var columnTable = {
  pingMs: statistics("ping_ms", everyone, milliseconds, {
    meaning: "mean round trip of 4 pings, ms",
    from: ({ ping }) => ping.meanMs,
    title: "ping",
    words: inMs,
    charted: true
  }),
  pingMaxMs: statistics("ping_max_ms", everyone, milliseconds, {
    meaning: "the longest of the 4 round trips, ms",
    from: ({ ping }) => ping.maxMs,
    title: "slowest ping",
    words: inMs
  }),
  httpMs: statistics("http_ms", nodes, whole, {
    meaning: "time to the headers of the home page's final response, ms",
    from: ({ page: page2 }) => page2?.ms,
    title: "page",
    words: inMs,
    charted: true
  }),
  httpCode: statistics("http_code", nodes, whole, {
    meaning: "HTTP status of that response",
    from: ({ page: page2 }) => page2?.status,
    title: "page status",
    words: plain
  }),
  memAvailMib: statistics("mem_avail_mib", sessions, whole, {
    meaning: "memory available to programs (`free`: available), MiB",
    from: fact("memAvailMib"),
    title: "free memory",
    words: binarySize,
    charted: true
  }),
  swapFreeMib: statistics("swap_free_mib", nodes, whole, {
    meaning: "free swap, MiB",
    from: fact("swapFreeMib"),
    title: "free swap",
    words: binarySize,
    charted: true
  }),
  diskAvailMib: statistics("disk_avail_mib", sessions, whole, {
    meaning: "space on `/` available to users (`df`: avail), MiB",
    from: fact("diskAvailMib"),
    title: "free disk",
    words: binarySize,
    charted: true
  }),
  lastBoot: other("last_boot", sessions, minuteType, {
    meaning: "time of the last boot, to the minute: `2026-07-06T21:31Z`. The text stays the same as long as it is the same boot",
    from: ({ lastBoot }) => lastBoot === void 0 ? void 0 : new Date(lastBoot),
    title: "last boot"
  }),
  gpuTempC: statistics("gpu_temp_c", miners, gpuFigures, {
    meaning: "temperature of each GPU, \xB0C, joined by `_`: `58_61`. `None`: that GPU does not answer",
    from: perGpu("tempC"),
    title: "temperature",
    words: inCelsius,
    charted: true
  }),
  gpuMemMib: statistics("gpu_mem_mib", miners, gpuFigures, {
    meaning: "memory in use on each GPU, MiB",
    from: perGpu("memMib"),
    title: "memory used",
    words: binarySize
  }),
  gpuPowerW: statistics("gpu_power_w", miners, gpuFigures, {
    meaning: "power draw of each GPU, W",
    from: perGpu("powerW"),
    title: "power",
    words: (value) => `${plain(value)} W`
  }),
  ports: sightings("ports", nodes, namesType(isPort), {
    meaning: "open ports that are not in `known_ports`, joined by `+`: `8080+5353/udp`",
    from: ({ facts }) => facts?.ports?.map(portText),
    title: "ports"
  }),
  sshPeers: sightings("ssh_peers", sessions, namesType(isAddress), {
    meaning: "addresses connected to the SSH port that are not in the inventory's `ssh_peers`, joined by `+`",
    from: fact("sshPeers"),
    title: "SSH clients"
  }),
  loss: statistics("loss", everyone, whole, {
    meaning: "pings lost, percent",
    from: ({ ping }) => ping.lossPercent,
    title: "pings lost",
    words: inPercent,
    charted: true
  }),
  certDays: statistics("cert_days", nodes, whole, {
    meaning: "whole days until the home page's certificate expires",
    from: ({ page: page2, time }) => wholeDays(time, page2?.certExpires),
    title: "certificate",
    words: inDays
  }),
  logins: sightings("logins", sessions, namesType(), {
    meaning: "`user@address` of sessions from unknown addresses, joined by `+`",
    from: fact("logins"),
    title: "logins"
  }),
  errors: sightings("errors", everyone, namesType(), {
    meaning: "why cells are empty: `ping:unreachable+ssh:timeout`",
    from: errorsOf,
    title: "errors"
  }),
  diskSizeMib: statistics("disk_size_mib", sessions, whole, {
    meaning: "size of `/`, MiB",
    from: fact("diskSizeMib"),
    title: "size of disk",
    words: binarySize
  }),
  certLifeDays: statistics("cert_life_days", nodes, whole, {
    meaning: "whole days of the certificate's whole lifetime",
    from: unmeasured,
    title: "certificate lifetime",
    words: inDays
  }),
  silenced: sightings("silenced", everyone, namesType(), {
    meaning: "why this row opens no alert: `maintenance`, `depends-on:NAME`, joined by `+`. Empty: nothing is silenced",
    from: unmeasured,
    title: "silenced"
  }),
  disks: other("disks", sessions, fileSystems, {
    meaning: "every other local, writable file system: `/data:812000/1830000`, available and size in MiB, joined by `+`",
    from: unmeasured,
    title: "file systems"
  }),
  readonly: sightings("readonly", sessions, namesType(), {
    meaning: "file systems that are mounted read-only although `/etc/fstab` does not say so, joined by `+`",
    from: unmeasured,
    title: "read-only file systems"
  }),
  inodesFreePct: statistics("inodes_free_pct", sessions, whole, {
    meaning: "free inodes of the file system that has the fewest, percent",
    from: unmeasured,
    title: "free inodes",
    words: inPercent
  }),
  memTotalMib: statistics("mem_total_mib", sessions, whole, {
    meaning: "size of memory, MiB",
    from: unmeasured,
    title: "size of memory",
    words: binarySize
  }),
  swapTotalMib: statistics("swap_total_mib", sessions, whole, {
    meaning: "size of swap, MiB",
    from: unmeasured,
    title: "size of swap",
    words: binarySize
  }),
  load15: statistics("load15", sessions, hundredths, {
    meaning: "15-minute load average per processor",
    from: unmeasured,
    title: "load",
    words: plain
  }),
  oomKills: statistics("oom_kills", sessions, whole, {
    meaning: "processes killed for want of memory since the last boot",
    from: unmeasured,
    title: "OOM kills",
    words: plain
  }),
  failedUnits: sightings("failed_units", sessions, namesType(), {
    meaning: "failed systemd units, joined by `+`",
    from: unmeasured,
    title: "failed units"
  }),
  rebootDays: statistics("reboot_days", sessions, daysOrNo, {
    meaning: "whole days since a reboot is pending; `no`: none is",
    from: unmeasured,
    title: "reboot pending",
    words: inDays
  }),
  packagesDays: statistics("packages_days", sessions, whole, {
    meaning: "whole days since the package lists were refreshed",
    from: unmeasured,
    title: "age of package lists",
    words: inDays
  }),
  raid: sightings("raid", sessions, namesType(), {
    meaning: "degraded md, ZFS and btrfs devices, joined by `+`",
    from: unmeasured,
    title: "degraded arrays"
  }),
  tempC: statistics("temp_c", sessions, whole, {
    meaning: "temperature of the hottest sensor, \xB0C",
    from: unmeasured,
    title: "temperature",
    words: inCelsius
  }),
  power: sightings("power", sessions, namesType(), {
    meaning: "`undervoltage`, `throttled`, `overheating`, `frequency-capped`: what the kernel reports now, joined by `+`",
    from: unmeasured,
    title: "power"
  }),
  clockS: statistics("clock_s", sessions, whole, {
    meaning: "the host's clock minus the monitor's, whole seconds",
    from: unmeasured,
    title: "clock offset",
    words: (value) => `${plain(value)} s`
  }),
  accounts: sightings("accounts", sessions, namesType(), {
    meaning: "accounts that can log in or have privileges and are not in `known_accounts`: `eve:sudo`, joined by `+`",
    from: unmeasured,
    title: "accounts"
  }),
  checks: sightings("checks", sessions, namesType(), {
    meaning: "entries of `expect` that are not OK: `backup:late`, joined by `+`",
    from: unmeasured,
    title: "checks"
  }),
  bootId: other("boot_id", sessions, textType(/^[0-9a-f]{8}$/), {
    meaning: "first eight digits of the kernel's boot id",
    from: unmeasured,
    title: "boot id"
  }),
  peerPorts: other("peer_ports", sessions, portLists, {
    meaning: "source ports of `ssh_peers`, in the same order; several of one address are joined by `_`",
    from: unmeasured,
    title: "source ports"
  })
};
function statistics(name, types, value, described) {
  return { name, types, value, charted: false, month: "statistics", ...described };
}
function sightings(name, types, value, described) {
  return { name, types, value, charted: false, month: "sightings", words: plain, ...described };
}
function other(name, types, value, described) {
  return { name, types, value, charted: false, month: "none", words: plain, ...described };
}
function fact(name) {
  return ({ facts }) => facts?.[name];
}
function unmeasured() {
  return void 0;
}
function perGpu(figure2) {
  return ({ facts }) => facts?.gpus?.map((gpu) => gpu[figure2]);
}
function wholeDays(from, to) {
  return to && Math.floor((to.getTime() - from.getTime()) / 864e5);
}
function inMs(value) {
  return `${plain(value)} ms`;
}
function inPercent(value) {
  return `${plain(value)} %`;
}
function inCelsius(value) {
  return `${plain(value)} \xB0C`;
}
function inDays(value) {
  return `${plain(value)} ${value === 1 ? "day" : "days"}`;
}
function plain(value) {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}

// src/row/state.ts
function stateOf(row, isAlerting = false) {
  if (row.errors.includes("monitor:offline")) return "unknown";
  if (row.errors.length > 0 && !hasAnswered(row)) return "down";
  const isTroubled = isAlerting || isFailedPage(row.httpCode) || row.errors.some((code) => code !== "ping:unreachable");
  return isTroubled ? "trouble" : "up";
}
function sessionOf(row) {
  if (row.errors.some((code) => code.startsWith("ssh:") || code.startsWith("probe:"))) return "failed";
  const facts = [row.memAvailMib, row.diskAvailMib, row.lastBoot, row.gpuTempC, row.ports, row.sshPeers, row.logins];
  return facts.some((fact2) => fact2 !== void 0) ? "worked" : "unasked";
}
function isFailedPage(status) {
  return status !== void 0 && status >= 400;
}
var signsOfLife = /* @__PURE__ */ new Set([
  "ping:implausible",
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:algorithms",
  "ssh:protocol",
  "probe:incomplete",
  "probe:oversize"
]);
function hasAnswered(row) {
  const { pingMs, httpCode, memAvailMib, diskAvailMib, lastBoot, gpuTempC } = row;
  const answers = [pingMs, httpCode, memAvailMib, diskAvailMib, lastBoot, gpuTempC];
  return answers.some((answer) => answer !== void 0) || row.errors.some((code) => signsOfLife.has(code));
}

// src/alerts/verdict.ts
var well = { findings: [], partial: false, asked: true };
var unasked = { findings: [], partial: false, asked: false };
function found(...findings) {
  return { findings, partial: false, asked: true };
}
function readSeen(row, ms) {
  const state = stateOf(row);
  return state === "unknown" ? void 0 : { row, ms, isDown: state === "down", session: sessionOf(row) };
}

// src/alerts/finders.ts
var finders = {
  down: ({ isDown }) => isDown ? found("no answer") : well,
  "host-key": hostKey,
  peer: peers,
  port: ports,
  disk,
  ssh,
  http: page,
  cert: certificate
};
var typesOf = {
  down: ["node", "miner", "ping"],
  "host-key": ["node", "miner"],
  peer: ["node", "miner"],
  port: ["node"],
  disk: ["node", "miner"],
  ssh: ["node", "miner"],
  http: ["node"],
  gpu: ["miner"],
  cert: ["node"]
};
var evidenceColumns = {
  down: ["errors", "loss"],
  "host-key": ["errors"],
  peer: ["logins", "sshPeers", "errors"],
  port: ["ports", "errors"],
  disk: ["diskAvailMib", "diskSizeMib"],
  ssh: ["errors", "pingMs"],
  http: ["httpCode", "httpMs", "errors"],
  gpu: ["gpuTempC", "gpuMemMib", "gpuPowerW"],
  cert: ["certDays"]
};
function evidenceOf(kind) {
  return kind === "silent" ? [] : evidenceColumns[kind];
}
var hostKeyCodes = ["ssh:host-key-changed", "ssh:host-key-unknown"];
var afterHostKey = ["ssh:auth", "probe:incomplete", "probe:oversize"];
function hostKey({ row: { errors }, session }) {
  const refused = errors.filter((code) => hostKeyCodes.includes(code)).sort();
  if (refused.length > 0) return found(...refused);
  if (session === "unasked") return unasked;
  return session === "worked" || errors.some((code) => afterHostKey.includes(code)) ? well : void 0;
}
function ssh({ row: { errors }, session }) {
  if (session !== "failed") return session === "worked" ? well : unasked;
  return errors.some((code) => hostKeyCodes.includes(code)) ? void 0 : found("session");
}
function page({ row: { httpCode, errors } }) {
  if (errors.some((code) => code.startsWith("http:")) || isFailedPage(httpCode)) return found("page");
  return httpCode === void 0 ? unasked : well;
}
var certDays = 14;
function certificate({ row }) {
  if (row.certDays !== void 0) return row.certDays < certDays ? found("certificate") : well;
  return row.errors.some((code) => code.startsWith("http:")) ? void 0 : unasked;
}
var leastDiskMib = 1024;
var leastDiskShare = 0.05;
var diskRelief = 1.2;
function disk({ row, session }) {
  const { diskAvailMib: availMib, diskSizeMib: sizeMib } = row;
  if (availMib === void 0) return session === "unasked" ? unasked : void 0;
  const limitMib = sizeMib === void 0 ? leastDiskMib : Math.min(leastDiskMib, leastDiskShare * sizeMib);
  if (availMib < limitMib) return found("/");
  return availMib < diskRelief * limitMib ? void 0 : well;
}
function ports(seen) {
  return listed(seen, (seen.row.ports ?? []).filter(isLastingPort));
}
var ephemeralUdpFrom = 32768;
function isLastingPort(port) {
  const [, number, udp] = /^(\d{1,5})(\/udp)?$/.exec(port) ?? [];
  return number !== void 0 && !(udp !== void 0 && Number(number) >= ephemeralUdpFrom);
}
function peers(seen) {
  const { logins = [], sshPeers: addresses = [] } = seen.row;
  if (logins.length === 0) return listed(seen, addresses);
  return listed(seen, [...logins, ...addresses.filter((address) => !logins.some((login) => isFrom(login, address)))]);
}
function isFrom(login, address) {
  return login.endsWith(`@${address}`);
}
function isLogin(finding) {
  return finding.includes("@");
}
function listed({ session }, findings) {
  if (findings.length === 0) return session === "failed" ? void 0 : session === "worked" ? well : unasked;
  return { findings, partial: session === "failed", asked: true };
}

export {
  stateOf,
  sessionOf,
  isFailedPage,
  minuteType,
  columnTable,
  unasked,
  found,
  readSeen,
  finders,
  typesOf,
  evidenceOf,
  isLogin
};
