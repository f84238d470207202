const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  require_node_fs
} from "./chunk-J2PM5DPM.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  hostTypes
} from "./chunk-J26OB2QN.js";
import {
  canonicalAddress,
  compareAddresses
} from "./chunk-7NTXYRBY.js";
import {
  isAnswer,
  isoSeconds
} from "./chunk-V4KY5TJ4.js";
import {
  alertKinds
} from "./chunk-5ONKPWTS.js";
import {
  errorCodes
} from "./chunk-P6WS3LZM.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:fs/promises
var require_promises = __commonJS({
  "at-first-use:node:fs/promises"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:fs/promises");
    for (const name of ["access", "appendFile", "chmod", "chown", "constants", "copyFile", "cp", "glob", "lchmod", "lchown", "link", "lstat", "lutimes", "mkdir", "mkdtemp", "mkdtempDisposable", "open", "opendir", "readFile", "readdir", "readlink", "realpath", "rename", "rm", "rmdir", "stat", "statfs", "symlink", "truncate", "unlink", "utimes", "watch", "writeFile"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// at-first-use:csv-parse/sync
var require_sync = __commonJS({
  "at-first-use:csv-parse/sync"(exports) {
    var loaded;
    var load = () => loaded ??= __require("./csv-parse-sync.cjs");
    for (const name of ["CsvError", "normalize_options", "parse"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/row-state.ts
var answerColumns = ["ping_ms", "http_code", "mem_avail_mib", "disk_avail_mib", "last_boot", "gpu_temp_c"];
function columnsOf(header) {
  return {
    index: new Map(header.map((name, index) => [name, index])),
    errors: header.indexOf("errors"),
    httpCode: header.indexOf("http_code"),
    ping: header.indexOf("ping_ms"),
    disk: header.indexOf("disk_avail_mib"),
    answers: answerColumns.map((name) => header.indexOf(name)).filter((index) => index >= 0)
  };
}
function stateOfRow(cells, columns3) {
  const answers = () => columns3.answers.some((index) => cells[index] !== "");
  return stateOf(cells[columns3.errors] ?? "", cells[columns3.httpCode] ?? "", answers);
}
function stateOfCells(cell) {
  return stateOf(cell("errors"), cell("http_code"), () => answerColumns.some((column) => cell(column) !== ""));
}
function stateOf(errors, httpCode, answers) {
  if (errors === "") return isFailedPage(httpCode) ? "trouble" : "up";
  const codes = errors.split("+");
  if (codes.includes("monitor:offline")) return void 0;
  return answers() || errorCodes.some((code) => isAnswer(code) && codes.includes(code)) ? "trouble" : "down";
}
function isFailedPage(status) {
  return /^[4-9]\d\d$/.test(status);
}

// src/alerts/verdict.ts
var well = { findings: [], partial: false, asked: true };
var unasked = { findings: [], partial: false, asked: false };
function found(...findings) {
  return { findings, partial: false, asked: true };
}
var noCodes = [];
function readSeen(row, ms) {
  const state = stateOfCells(row.cell);
  if (state === void 0) return void 0;
  const errors = row.cell("errors");
  const codes = errors === "" ? noCodes : errors.split("+");
  return { row, ms, state, codes, session: sessionOf(row, codes) };
}
function sessionOf(row, codes) {
  if (codes.some((code) => code.startsWith("ssh:") || code.startsWith("probe:"))) return "failed";
  return sessionColumns.some((column) => row.cell(column) !== "") ? "worked" : "unasked";
}
var sessionColumns = ["mem_avail_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers", "logins", "gpu_temp_c"];
var longestCell = 2e4;
var longestItem = 300;
function itemsOf(cell, separator = "+") {
  if (cell === "") return [];
  const items = cell.slice(0, longestCell).split(separator);
  return [...new Set(items)].filter((item) => item !== "" && item.length <= longestItem);
}
function numberOf(cell) {
  return /^-?\d{1,12}$/.test(cell) ? Number(cell) : void 0;
}

// src/alerts/cards.ts
var columns = ["gpu_temp_c", "gpu_mem_mib", "gpu_power_w"];
var mostCards = 64;
var removedAfterMs = 7 * 864e5;
var forgottenAfterMs = removedAfterMs + 864e5;
function newCardFinder(confirm) {
  const cards = /* @__PURE__ */ new Map();
  return (seen) => {
    const cells = columns.map((column) => seen.row.cell(column));
    if (cells.every((cell) => cell === "")) return seen.session === "failed" ? void 0 : unasked;
    count(cards, answering(cells), seen.ms, confirm);
    const missing = [...cards].filter(([, { known, lastMs }]) => known && lastMs < seen.ms);
    if (missing.length === 0) return found();
    const [removed, gone] = [missing.filter(isRemoved(seen.ms)), missing.filter((card) => !isRemoved(seen.ms)(card))];
    return { ...found(...gone.map(([index]) => `gpu ${index}`).sort()), asked: removed.length === 0 };
  };
}
function isRemoved(nowMs) {
  return ([, { lastMs }]) => nowMs - lastMs >= removedAfterMs;
}
function count(cards, present2, ms, confirm) {
  for (const [index, card] of cards) {
    if (!present2.has(index)) card.streak = 0;
    if (!present2.has(index) && (!card.known || ms - card.lastMs >= forgottenAfterMs)) cards.delete(index);
  }
  for (const index of present2) {
    const card = cards.get(index) ?? { streak: 0, known: false, lastMs: ms };
    card.streak += 1;
    card.known ||= card.streak >= confirm;
    card.lastMs = ms;
    cards.set(index, card);
  }
}
function answering(cells) {
  const present2 = /* @__PURE__ */ new Set();
  for (const cell of cells)
    for (const [index, figure] of cell.slice(0, 16 * mostCards).split("_", mostCards).entries())
      if (/^\d+(?:\.\d+)?$/.test(figure)) present2.add(index);
  return present2;
}

// src/alerts/confirmation.ts
var mostLive = 100;
var mostPast = 200;
var mostShown = 5;
var dayMs = 864e5;
var flappingTimes = 3;
var flappingQuietMs = 6 * 36e5;
var flickerSpells = 6;
var flickerRows = 24;
var gapIntervals = 4;
function newTrack() {
  return { live: /* @__PURE__ */ new Map(), past: /* @__PURE__ */ new Map(), wellRows: 0, rows: 0, lastMs: 0, spells: [], shown: [] };
}
function observe(track, verdict, seen, usualMs, how) {
  const { findings } = verdict;
  const { ms } = seen;
  if (track.live.size > 0 && ms - track.lastMs > gapIntervals * usualMs()) startAnew(track);
  track.rows += 1;
  track.lastMs = ms;
  if (findings.length > 0) show(track, seen);
  track.wellRows = findings.length > 0 ? 0 : track.wellRows + 1;
  if (findings.length === 0 && track.live.size === 0) return forget(track);
  let changed = false;
  for (const finding of findings) changed = present(track, finding, ms, how) || changed;
  if (!verdict.partial) for (const tracked of track.live.values()) changed = absent(track, tracked, ms, how) || changed;
  return changed;
}
function forget(track) {
  if (track.wellRows === flickerRows) track.shown.length = 0;
  return false;
}
function startAnew({ live }) {
  for (const tracked of live.values()) if (!tracked.confirmed || tracked.streak < 0) tracked.streak = 0;
}
function show(track, seen) {
  if (track.wellRows > 0 || track.rows === 1) {
    track.spells.push({ row: track.rows, ms: seen.ms });
    if (track.spells.length > flickerSpells) track.spells.shift();
  }
  track.shown.unshift(seen);
  if (track.shown.length > mostShown) track.shown.pop();
}
function present(track, finding, ms, how) {
  const tracked = track.live.get(finding) ?? admit(track, finding, ms);
  if (tracked === void 0) return false;
  tracked.streak = Math.max(0, tracked.streak) + 1;
  if (tracked.streak === 1 && !tracked.confirmed) tracked.sinceMs = ms;
  tracked.lastMs = ms;
  tracked.rows += 1;
  if (tracked.confirmed) return false;
  const sure = how.atOnce(finding) || tracked.streak >= how.confirm && !how.doubts(tracked, track, ms);
  if (sure) return settle(tracked, ms);
  return how.flickers && isFlickering(track) && settleFlicker(track, tracked, ms);
}
function admit(track, finding, ms) {
  if (track.live.size >= mostLive) return void 0;
  const tracked = track.past.get(finding) ?? newTracked(finding, ms);
  track.past.delete(finding);
  track.live.set(finding, tracked);
  return tracked;
}
function newTracked(finding, ms) {
  const times = { firstMs: ms, lastMs: ms, sinceMs: ms, absentSinceMs: ms };
  return { finding, ...times, rows: 0, streak: 0, confirmed: false, flapping: false, confirmedMs: [] };
}
function settle(tracked, ms) {
  tracked.confirmed = true;
  tracked.confirmedMs.push(ms);
  if (tracked.confirmedMs.length > flappingTimes) tracked.confirmedMs.shift();
  const [earliest = ms] = tracked.confirmedMs;
  tracked.flapping = tracked.confirmedMs.length === flappingTimes && ms - earliest <= dayMs;
  return true;
}
function isFlickering({ spells, rows }) {
  const [earliest] = spells;
  return earliest !== void 0 && spells.length === flickerSpells && rows - earliest.row < flickerRows;
}
function settleFlicker(track, tracked, ms) {
  settle(tracked, ms);
  tracked.flapping = true;
  tracked.sinceMs = track.spells[0]?.ms ?? ms;
  return true;
}
function absent(track, tracked, ms, how) {
  if (tracked.lastMs === ms) return false;
  if (!tracked.confirmed) return retire(track, tracked) && false;
  tracked.streak = Math.min(0, tracked.streak) - 1;
  if (tracked.streak === -1) tracked.absentSinceMs = ms;
  const quiet = !tracked.flapping || ms - tracked.absentSinceMs >= flappingQuietMs;
  if (-tracked.streak < how.confirm || !quiet) return false;
  track.spells.length = 0;
  return retire(track, tracked);
}
function retire({ live, past }, tracked) {
  tracked.confirmed = false;
  tracked.streak = 0;
  live.delete(tracked.finding);
  past.set(tracked.finding, tracked);
  const [longestAgo] = past.keys();
  if (past.size > mostPast && longestAgo !== void 0) past.delete(longestAgo);
  return true;
}

// src/alerts/finders.ts
var finders = {
  down: ({ state }) => state === "down" ? found("no answer") : well,
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
  peer: ["logins", "ssh_peers", "errors"],
  port: ["ports", "errors"],
  disk: ["disk_avail_mib", "disk_size_mib"],
  ssh: ["errors", "ping_ms"],
  http: ["http_code", "http_ms", "errors"],
  gpu: ["gpu_temp_c", "gpu_mem_mib", "gpu_power_w"],
  cert: ["cert_days"]
};
var hostKeyCodes = ["ssh:host-key-changed", "ssh:host-key-unknown"];
var afterHostKey = ["ssh:auth", "probe:incomplete", "probe:oversize"];
function hostKey({ codes, session }) {
  const refused = codes.filter((code) => hostKeyCodes.includes(code)).sort();
  if (refused.length > 0) return found(...refused);
  if (session === "unasked") return unasked;
  return session === "worked" || codes.some((code) => afterHostKey.includes(code)) ? well : void 0;
}
function ssh({ codes, session }) {
  if (session !== "failed") return session === "worked" ? well : unasked;
  return codes.some((code) => hostKeyCodes.includes(code)) ? void 0 : found("session");
}
function page({ row, codes }) {
  const status = row.cell("http_code");
  if (codes.some((code) => code.startsWith("http:")) || isFailedPage(status)) return found("page");
  return status === "" ? unasked : well;
}
var certDays = 14;
function certificate({ row, codes }) {
  const days = numberOf(row.cell("cert_days"));
  if (days !== void 0) return days < certDays ? found("certificate") : well;
  return codes.some((code) => code.startsWith("http:")) ? void 0 : unasked;
}
var leastDiskMib = 1024;
var leastDiskShare = 0.05;
var diskRelief = 1.2;
function disk({ row, session }) {
  const availMib = numberOf(row.cell("disk_avail_mib"));
  if (availMib === void 0) return session === "unasked" ? unasked : void 0;
  const sizeMib = numberOf(row.cell("disk_size_mib"));
  const limitMib = sizeMib === void 0 ? leastDiskMib : Math.min(leastDiskMib, leastDiskShare * sizeMib);
  if (availMib < limitMib) return found("/");
  return availMib < diskRelief * limitMib ? void 0 : well;
}
function ports(seen) {
  return listed(seen, itemsOf(seen.row.cell("ports")).filter(isLastingPort));
}
var ephemeralUdpFrom = 32768;
function isLastingPort(port) {
  const [, number, udp] = /^(\d{1,5})(\/udp)?$/.exec(port) ?? [];
  return number !== void 0 && !(udp !== void 0 && Number(number) >= ephemeralUdpFrom);
}
function peers(seen) {
  const [logins, addresses] = [itemsOf(seen.row.cell("logins")), itemsOf(seen.row.cell("ssh_peers"))];
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

// src/alerts/guessing.ts
var passersBy = 3;
var withinMs = 3 * 864e5;
var patienceMs = 12 * 36e5;
var patienceFactor = 12;
function mayBeGuessing(tracked, track, nowMs, confirm) {
  const stayed = nowMs - tracked.sinceMs >= patienceMs && tracked.streak >= patienceFactor * confirm;
  return !stayed && isUnderWay(track, nowMs);
}
function isUnderWay({ past }, nowMs) {
  let passed = 0;
  for (const { finding, sinceMs, lastMs } of past.values()) {
    if (nowMs - lastMs > withinMs || lastMs - sinceMs >= patienceMs || isLogin(finding)) continue;
    passed += 1;
    if (passed === passersBy) return true;
  }
  return false;
}

// src/alerts/host-watch.ts
var none = [];
var intervalsKept = 7;
var longestEvidence = 300;
var listKinds = ["peer", "port"];
var flickering = ["down", "http", "ssh"];
function newHostWatch(host, confirm) {
  const kinds = alertKinds.flatMap((kind) => kind === "silent" ? [] : newKindWatch(kind, confirm));
  const intervalsMs = [];
  const usualMs = () => median(intervalsMs);
  let [lastMs, seenMs, watchedMs] = [Number.NaN, 0, 0];
  const add = (row, ms, watched) => {
    if (ms < lastMs) return none;
    if (ms > lastMs) keep(intervalsMs, ms - lastMs);
    lastMs = ms;
    watchedMs = watched;
    const seen = readSeen(row, ms);
    if (seen === void 0) return none;
    seenMs = ms;
    return collect(kinds, (watch) => hears(watch, seen) ? changeOf(watch, seen, usualMs, host) : void 0);
  };
  return {
    add,
    /** What the clock of the rows said at its newest row. */
    watchedMs: () => watchedMs,
    open: () => kinds.flatMap((watch) => watch.alert ? [alertOf(watch, watch.alert, host, seenMs)] : []),
    standing: (kind) => standingOf(
      kinds.find((watch) => watch.kind === kind),
      confirm
    )
  };
}
function newKindWatch(kind, confirm) {
  const how = {
    confirm,
    atOnce: (finding) => kind === "host-key" || kind === "peer" && isLogin(finding),
    doubts: (tracked, track, ms) => kind === "peer" && mayBeGuessing(tracked, track, ms, confirm),
    flickers: flickering.includes(kind)
  };
  const find = kind === "gpu" ? newCardFinder(confirm) : finders[kind];
  return { kind, find, how, track: newTrack(), alert: void 0, asked: true };
}
function hears({ kind, alert }, { state, row }) {
  if (kind === "down") return true;
  return state !== "down" && (alert !== void 0 || typesOf[kind].includes(row.type));
}
function collect(kinds, change) {
  let changes = none;
  for (const watch of kinds) {
    const found2 = change(watch);
    if (found2 !== void 0) changes = [...changes, found2];
  }
  return changes;
}
function changeOf(watch, seen, usualMs, host) {
  const verdict = watch.find(seen);
  if (verdict === void 0) return void 0;
  watch.asked = verdict.asked;
  if (!observe(watch.track, verdict, seen, usualMs, watch.how)) return void 0;
  return turn(watch, verdict, seen, host);
}
function turn(watch, verdict, { ms }, host) {
  const [before, time] = [watch.alert, new Date(ms)];
  const findings = [...watch.track.live.values()].filter(({ confirmed }) => confirmed).sort(byFinding);
  if (before !== void 0 && findings.length === 0) {
    watch.alert = void 0;
    const reason = verdict.asked ? "recovered" : "gone";
    return { what: "resolved", alert: alertOf(watch, before, host, ms), time, reason };
  }
  const sinceMs = before?.sinceMs ?? Math.min(...findings.map((tracked) => tracked.sinceMs));
  watch.alert = { findings, sinceMs };
  return { what: before ? "changed" : "opened", alert: alertOf(watch, watch.alert, host, ms), time };
}
function alertOf({ kind, track }, { findings, sinceMs }, host, seenMs) {
  return {
    kind,
    host,
    findings: findings.map(({ finding }) => finding),
    since: new Date(sinceMs),
    seen: new Date(seenMs),
    flapping: findings.some(({ flapping }) => flapping),
    evidence: track.shown.map((seen) => evidenceOf(seen, evidenceColumns[kind])),
    sightings: listKinds.includes(kind) ? findings.map(sightingOf) : []
  };
}
function evidenceOf({ row, ms }, columns3) {
  const cells = columns3.map((column) => [column, row.cell(column).slice(0, longestEvidence)]);
  return { time: new Date(ms), cells: cells.filter(([, text]) => text !== "") };
}
function sightingOf({ finding, firstMs, rows }) {
  return { finding, first: new Date(firstMs), rows };
}
function standingOf(watch, confirm) {
  if (watch === void 0) return "unknown";
  if (watch.alert !== void 0) return "open";
  if (watch.track.wellRows < confirm) return "unknown";
  return watch.asked ? "well" : "gone";
}
function keep(intervalsMs, intervalMs) {
  intervalsMs.push(intervalMs);
  if (intervalsMs.length > intervalsKept) intervalsMs.shift();
}
function median(intervalsMs) {
  return intervalsMs.toSorted((a, b) => a - b)[Math.floor(intervalsMs.length / 2)] ?? Number.POSITIVE_INFINITY;
}
function byFinding(a, b) {
  return a.finding < b.finding ? -1 : 1;
}

// src/alerts/rules.ts
var memoryMs = 8 * 864e5;
var goneAfterMs = 864e5;
var longestPauseMs = 6 * 36e5;
function newRules({ confirm }) {
  const hosts = /* @__PURE__ */ new Map();
  const clock = newClock();
  const dropGone = (time) => [...hosts].flatMap(([name, watch]) => {
    if (clock.watchedMs() - watch.watchedMs() < goneAfterMs) return [];
    hosts.delete(name);
    return watch.open().map((alert) => ({ what: "resolved", alert, time, reason: "gone" }));
  });
  return {
    add: (row) => {
      const gone = clock.tick(row.time) ? dropGone(new Date(clock.nowMs())) : [];
      const watch = hosts.get(row.host) ?? newHostWatch(row.host, confirm);
      hosts.set(row.host, watch);
      const changes = watch.add(row, clock.nowMs(), clock.watchedMs());
      return gone.length === 0 ? changes : [...gone, ...changes];
    },
    open: () => [...hosts.values()].flatMap((watch) => watch.open()).sort(byUrgency),
    standing: (kind, host) => hosts.get(host)?.standing(kind) ?? (clock.watchedMs() >= goneAfterMs ? "gone" : "unknown")
  };
}
function newClock() {
  let [text, nowMs, watchedMs] = ["", Number.NaN, 0];
  return {
    nowMs: () => nowMs,
    watchedMs: () => watchedMs,
    /** Rows of one run share a time: true for the first of them. */
    tick: (time) => {
      if (time === text) return false;
      const ms = Date.parse(time);
      watchedMs += Math.min(longestPauseMs, Math.max(0, ms - (Number.isNaN(nowMs) ? ms : nowMs)));
      text = time;
      nowMs = ms;
      return true;
    }
  };
}
function byUrgency(a, b) {
  return alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) || (a.host < b.host ? -1 : 1);
}

// src/store/file.ts
var import_node_fs = __toESM(require_node_fs(), 1);
var import_promises = __toESM(require_promises(), 1);
var import_node_path = __toESM(require_node_path(), 1);
async function readIfPresent(path) {
  const bytes = await readBytes(path);
  if (bytes === void 0) return void 0;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path}: is not UTF-8 text; restore it from git`, { cause });
  }
}
async function writeDurably(path, text, mode = 420) {
  const present2 = await statRegular(path);
  const temporary = (0, import_node_path.join)((0, import_node_path.dirname)(path), `.${(0, import_node_path.basename)(path)}.${process.pid}.tmp`);
  try {
    await (0, import_promises.rm)(temporary, { force: true });
    await writeAll(temporary, Buffer.from(text, "utf8"), present2 === void 0 ? mode : present2.mode & 511);
    await (0, import_promises.rename)(temporary, path);
    await syncFolder((0, import_node_path.dirname)(path));
  } catch (cause) {
    await (0, import_promises.rm)(temporary, { force: true }).catch(() => void 0);
    throw fileError(path, "cannot be written", cause);
  }
}
async function removeLeftovers(folder, began) {
  for (const name of await (0, import_promises.readdir)(folder).catch(() => [])) {
    const [, pid] = /^\..+\.([1-9]\d{0,6})\.tmp$/.exec(name) ?? [];
    if (pid === void 0) continue;
    const path = (0, import_node_path.join)(folder, name);
    const age = began.getTime() - ((await (0, import_promises.lstat)(path).catch(() => void 0))?.mtimeMs ?? Number.POSITIVE_INFINITY);
    if (age > (isRunning(Number(pid)) ? hourMs : 0)) await (0, import_promises.rm)(path).catch(() => void 0);
  }
}
var hourMs = 36e5;
function fileError(path, what, cause) {
  const code = codeOf(cause) ?? (cause instanceof Error ? cause.message : "unknown trouble");
  const mend = mends.get(code);
  return new Error(`${path}: ${what} (${code})${mend === void 0 ? "" : `: ${mend}`}`, { cause });
}
async function listFolder(folder) {
  const names = await (0, import_promises.readdir)(folder).catch((cause) => {
    if (codeOf(cause) === "ENOENT") return [];
    throw fileError(folder, "cannot be listed", cause);
  });
  return names.sort();
}
function codeOf(error) {
  if (!(error instanceof Error) || !("code" in error)) return void 0;
  return typeof error.code === "string" ? error.code : void 0;
}
var mends = /* @__PURE__ */ new Map([
  ["ENOSPC", "the disk is full; free some space"],
  ["EDQUOT", "the disk quota is used up; free some space"],
  ["EFBIG", "a limit on file sizes is in force; raise it (ulimit -f)"],
  ["EROFS", "the file system is read-only; mount it writable"],
  ["EACCES", "this user may not; change the owner or the mode"],
  ["EPERM", "this user may not; change the owner or the mode"],
  ["EIO", "the disk reports an error; look at dmesg"],
  ["EISDIR", "a folder is in its place; move it away"],
  ["ENOENT", "its folder is missing; create it"],
  ["ENOTDIR", "a file is where its folder should be; move it away"]
]);
async function readBytes(path) {
  try {
    return await (0, import_promises.readFile)(path);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return void 0;
    throw fileError(path, "cannot be read", cause);
  }
}
async function statRegular(path) {
  const stats = await (0, import_promises.lstat)(path).catch((cause) => {
    if (codeOf(cause) === "ENOENT") return void 0;
    throw fileError(path, "cannot be looked at", cause);
  });
  if (stats === void 0 || stats.isFile()) return stats;
  const kind = stats.isSymbolicLink() ? "a symbolic link" : "not a regular file";
  throw new Error(`${path}: is ${kind}, and results are only written to regular files; replace it by one`);
}
function isRunning(pid) {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
async function writeAll(path, bytes, mode) {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = import_node_fs.constants;
  const handle = await (0, import_promises.open)(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode);
  try {
    await writeInFull(handle, bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
async function writeInFull(handle, bytes) {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written);
    if (bytesWritten === 0) throw new Error("the disk took no more bytes");
    written += bytesWritten;
  }
  const { size } = await handle.stat();
  if (size !== bytes.length) throw new Error(`${size} bytes on disk instead of ${bytes.length}`);
}
async function syncFolder(folder) {
  const handle = await (0, import_promises.open)(folder, import_node_fs.constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (cause) {
    if (codeOf(cause) !== "EINVAL") throw cause;
  } finally {
    await handle.close();
  }
}

// src/store/month-file.ts
var import_node_path2 = __toESM(require_node_path(), 1);
function monthFile(type, time) {
  return `${type}_${yearMonthOf(time)}.csv`;
}
function readMonthFileName(path) {
  const match = /^(node|miner|ping|pings)_(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?\.csv$/.exec((0, import_node_path2.basename)(path));
  const [, unit = "", year = "", month = "", day] = match ?? [];
  if (!match || unit === "pings" !== (day !== void 0)) return void 0;
  const type = hostTypes.find((known) => known === unit) ?? "ping";
  return {
    type,
    year: 2e3 + Number(year),
    month: Number(month),
    yearMonth: year + month,
    day: day === void 0 ? void 0 : Number(day)
  };
}
function yearMonthOf(time) {
  return time.toISOString().slice(2, 7).replace("-", "");
}

// src/store/recent.ts
var import_node_path3 = __toESM(require_node_path(), 1);

// src/store/csv.ts
var import_sync = __toESM(require_sync(), 1);

// node_modules/csv-stringify/lib/utils/get.js
var charCodeOfDot = ".".charCodeAt(0);
var reEscapeChar = /\\(\\)?/g;
var rePropName = RegExp(
  // Match anything that isn't a dot or bracket.
  `[^.[\\]]+|\\[(?:([^"'][^[]*)|(["'])((?:(?!\\2)[^\\\\]|\\\\.)*?)\\2)\\]|(?=(?:\\.|\\[\\])(?:\\.|\\[\\]|$))`,
  "g"
);
var reIsDeepProp = /\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;
var reIsPlainProp = /^\w*$/;
var getTag = function(value) {
  return Object.prototype.toString.call(value);
};
var isSymbol = function(value) {
  const type = typeof value;
  return type === "symbol" || type === "object" && value && getTag(value) === "[object Symbol]";
};
var isKey = function(value, object) {
  if (Array.isArray(value)) {
    return false;
  }
  const type = typeof value;
  if (type === "number" || type === "symbol" || type === "boolean" || !value || isSymbol(value)) {
    return true;
  }
  return reIsPlainProp.test(value) || !reIsDeepProp.test(value) || object != null && value in Object(object);
};
var stringToPath = function(string) {
  const result = [];
  if (string.charCodeAt(0) === charCodeOfDot) {
    result.push("");
  }
  string.replace(rePropName, function(match, expression, quote, subString) {
    let key = match;
    if (quote) {
      key = subString.replace(reEscapeChar, "$1");
    } else if (expression) {
      key = expression.trim();
    }
    result.push(key);
  });
  return result;
};
var castPath = function(value, object) {
  if (Array.isArray(value)) {
    return value;
  } else {
    return isKey(value, object) ? [value] : stringToPath(value);
  }
};
var toKey = function(value) {
  if (typeof value === "string" || isSymbol(value)) return value;
  const result = `${value}`;
  return result == "0" && 1 / value == -Infinity ? "-0" : result;
};
var get = function(object, path) {
  path = castPath(path, object);
  let index = 0;
  const length = path.length;
  while (object != null && index < length) {
    object = object[toKey(path[index++])];
  }
  return index && index === length ? object : void 0;
};

// node_modules/csv-stringify/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-stringify/lib/api/normalize_columns.js
var normalize_columns = function(columns3) {
  if (columns3 === void 0 || columns3 === null) {
    return [void 0, void 0];
  }
  if (typeof columns3 !== "object") {
    return [Error('Invalid option "columns": expect an array or an object')];
  }
  if (!Array.isArray(columns3)) {
    const newcolumns = [];
    for (const k in columns3) {
      newcolumns.push({
        key: k,
        header: columns3[k]
      });
    }
    columns3 = newcolumns;
  } else {
    const newcolumns = [];
    for (const column of columns3) {
      if (typeof column === "string") {
        newcolumns.push({
          key: column,
          header: column
        });
      } else if (typeof column === "object" && column !== null && !Array.isArray(column)) {
        if (!column.key) {
          return [
            Error('Invalid column definition: property "key" is required')
          ];
        }
        if (column.header === void 0) {
          column.header = column.key;
        }
        newcolumns.push(column);
      } else {
        return [
          Error("Invalid column definition: expect a string or an object")
        ];
      }
    }
    columns3 = newcolumns;
  }
  return [void 0, columns3];
};

// node_modules/csv-stringify/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ");
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString() : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-stringify/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-stringify/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    return [
      new CsvError("CSV_OPTION_BOOLEAN_INVALID_TYPE", [
        "option `bom` is optional and must be a boolean value,",
        `got ${JSON.stringify(options.bom)}`
      ])
    ];
  }
  if (options.delimiter === void 0 || options.delimiter === null) {
    options.delimiter = ",";
  } else if (Buffer.isBuffer(options.delimiter)) {
    options.delimiter = options.delimiter.toString();
  } else if (typeof options.delimiter !== "string") {
    return [
      new CsvError("CSV_OPTION_DELIMITER_INVALID_TYPE", [
        "option `delimiter` must be a buffer or a string,",
        `got ${JSON.stringify(options.delimiter)}`
      ])
    ];
  }
  if (options.quote === void 0 || options.quote === null) {
    options.quote = '"';
  } else if (options.quote === true) {
    options.quote = '"';
  } else if (options.quote === false) {
    options.quote = "";
  } else if (Buffer.isBuffer(options.quote)) {
    options.quote = options.quote.toString();
  } else if (typeof options.quote !== "string") {
    return [
      new CsvError("CSV_OPTION_QUOTE_INVALID_TYPE", [
        "option `quote` must be a boolean, a buffer or a string,",
        `got ${JSON.stringify(options.quote)}`
      ])
    ];
  }
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.escape_formulas === void 0 || options.escape_formulas === null) {
    options.escape_formulas = false;
  } else if (typeof options.escape_formulas !== "boolean") {
    return [
      new CsvError("CSV_OPTION_ESCAPE_FORMULAS_INVALID_TYPE", [
        "option `escape_formulas` must be a boolean,",
        `got ${JSON.stringify(options.escape_formulas)}`
      ])
    ];
  }
  if (options.quoted_empty === void 0 || options.quoted_empty === null) {
    options.quoted_empty = void 0;
  } else {
  }
  if (options.quoted_match === void 0 || options.quoted_match === null || options.quoted_match === false) {
    options.quoted_match = null;
  } else if (!Array.isArray(options.quoted_match)) {
    options.quoted_match = [options.quoted_match];
  }
  if (options.quoted_match) {
    for (const quoted_match of options.quoted_match) {
      const isString = typeof quoted_match === "string";
      const isRegExp = quoted_match instanceof RegExp;
      if (!isString && !isRegExp) {
        return [
          new CsvError("CSV_OPTION_QUOTED_MATCH", [
            "option `quoted_match` must be a string or a regex,",
            `got ${JSON.stringify(options.quoted_match)}`
          ])
        ];
      }
    }
  }
  if (options.quoted_string === void 0 || options.quoted_string === null) {
    options.quoted_string = false;
  } else {
  }
  if (options.eof === void 0 || options.eof === null) {
    options.eof = true;
  } else {
  }
  if (options.escape === void 0 || options.escape === null) {
    options.escape = '"';
  } else if (Buffer.isBuffer(options.escape)) {
    options.escape = options.escape.toString();
  } else if (typeof options.escape !== "string") {
    return [
      Error(
        `Invalid Option: escape must be a buffer or a string, got ${JSON.stringify(options.escape)}`
      )
    ];
  }
  if (options.escape.length > 1) {
    return [
      Error(
        `Invalid Option: escape must be one character, got ${options.escape.length} characters`
      )
    ];
  }
  if (options.header === void 0 || options.header === null || options.header === false) {
    options.header = false;
  } else if (options.header !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_HEADER",
      [
        "option `header` is expected to be a boolean,",
        `got ${JSON.stringify(options.header)}`
      ],
      options
    );
  }
  if (options.header_as_comment === void 0 || options.header_as_comment === null || options.header_as_comment === false) {
    options.header_as_comment = false;
  } else if (options.header_as_comment === true) {
    options.header_as_comment = "#";
  } else if (Buffer.isBuffer(options.header_as_comment)) {
    options.header_as_comment = options.header_as_comment.toString();
  } else if (typeof options.header_as_comment !== "string") {
    throw new CsvError(
      "CSV_INVALID_OPTION_HEADER_AS_COMMENT",
      [
        "option `header_as_comment` must be a boolean, a string or a buffer,",
        `got ${JSON.stringify(options.header_as_comment)}`
      ],
      options
    );
  }
  const [errColumns, columns3] = normalize_columns(options.columns);
  if (errColumns !== void 0) return [errColumns];
  options.columns = columns3;
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.cast === void 0 || options.cast === null) {
    options.cast = {};
  } else {
  }
  if (options.cast.bigint === void 0 || options.cast.bigint === null) {
    options.cast.bigint = (value) => "" + value;
  }
  if (options.cast.boolean === void 0 || options.cast.boolean === null) {
    options.cast.boolean = (value) => value ? "1" : "";
  }
  if (options.cast.date === void 0 || options.cast.date === null) {
    options.cast.date = (value) => "" + value.getTime();
  }
  if (options.cast.number === void 0 || options.cast.number === null) {
    options.cast.number = (value) => "" + value;
  }
  if (options.cast.object === void 0 || options.cast.object === null) {
    options.cast.object = (value) => JSON.stringify(value);
  }
  if (options.cast.string === void 0 || options.cast.string === null) {
    options.cast.string = function(value) {
      return value;
    };
  }
  if (options.on_record !== void 0 && typeof options.on_record !== "function") {
    return [Error(`Invalid Option: "on_record" must be a function.`)];
  }
  if (options.quote_record_delimiter === void 0 || options.quote_record_delimiter === null) {
    options.quote_record_delimiter = !options.record_delimiter;
  } else if (typeof options.quote_record_delimiter !== "boolean") {
    return [
      new CsvError("CSV_OPTION_QUOTE_RECORD_DELIMITER_INVALID_TYPE", [
        "option `quote_record_delimiter` must be a boolean,",
        `got ${JSON.stringify(options.quote_record_delimiter)}`
      ])
    ];
  }
  if (options.record_delimiter === void 0 || options.record_delimiter === null) {
    options.record_delimiter = "\n";
  } else if (Buffer.isBuffer(options.record_delimiter)) {
    options.record_delimiter = options.record_delimiter.toString();
  } else if (typeof options.record_delimiter !== "string") {
    return [
      Error(
        `Invalid Option: record_delimiter must be a buffer or a string, got ${JSON.stringify(options.record_delimiter)}`
      )
    ];
  }
  switch (options.record_delimiter) {
    case "unix":
      options.record_delimiter = "\n";
      break;
    case "mac":
      options.record_delimiter = "\r";
      break;
    case "windows":
      options.record_delimiter = "\r\n";
      break;
    case "ascii":
      options.record_delimiter = "";
      break;
    case "unicode":
      options.record_delimiter = "\u2028";
      break;
  }
  return [void 0, options];
};

// node_modules/csv-stringify/lib/api/index.js
var bom_utf8 = Buffer.from([239, 187, 191]);
var emits_separator = function(value, separators) {
  return separators.some(
    (separator) => separator.length !== 0 && (value.indexOf(separator) !== -1 || separator.length > 1 && (value + separator).indexOf(separator) < value.length)
  );
};
var matches_quoted_match = function(value, quoted_match) {
  if (!quoted_match) return false;
  return quoted_match.some(
    (pattern) => typeof pattern === "string" ? value.indexOf(pattern) !== -1 : value.search(pattern) !== -1
  );
};
var stringifier = function(options, state, info) {
  return {
    options,
    state,
    info,
    __transform: function(chunk, push) {
      if (!Array.isArray(chunk) && typeof chunk !== "object") {
        return Error(
          `Invalid Record: expect an array or an object, got ${JSON.stringify(chunk)}`
        );
      }
      if (this.info.records === 0) {
        if (Array.isArray(chunk)) {
          if (this.options.header === true && this.options.columns === void 0) {
            return Error(
              "Undiscoverable Columns: header option requires column option or object records"
            );
          }
        } else if (this.options.columns === void 0) {
          const [err2, columns3] = normalize_columns(Object.keys(chunk));
          if (err2) return;
          this.options.columns = columns3;
        }
      }
      if (this.info.records === 0) {
        this.bom(push);
        const err2 = this.headers(push);
        if (err2) return err2;
      }
      try {
        if (this.options.on_record) {
          this.options.on_record(chunk, this.info.records);
        }
      } catch (err2) {
        return err2;
      }
      let err, chunk_string;
      if (this.options.eof) {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          chunk_string = chunk_string + this.options.record_delimiter;
        }
      } else {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          if (this.options.header || this.info.records) {
            chunk_string = this.options.record_delimiter + chunk_string;
          }
        }
      }
      this.info.records++;
      push(chunk_string);
    },
    stringify: function(chunk, chunkIsHeader = false) {
      if (typeof chunk !== "object") {
        return [void 0, chunk];
      }
      const { columns: columns3 } = this.options;
      const record = [];
      if (Array.isArray(chunk)) {
        const length = columns3 ? Math.min(chunk.length, columns3.length) : chunk.length;
        for (let i = 0; i < length; i++) {
          const field = chunk[i];
          const [err, value] = this.__cast(field, {
            index: i,
            column: i,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      } else {
        for (let i = 0; i < columns3.length; i++) {
          const field = get(chunk, columns3[i].key);
          const [err, value] = this.__cast(field, {
            index: i,
            column: columns3[i].key,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      }
      let csvrecord = "";
      for (let i = 0; i < record.length; i++) {
        let options2, err;
        let [value, field] = record[i];
        if (typeof value === "string") {
          options2 = this.options;
        } else if (is_object(value)) {
          options2 = { ...value };
          value = options2.value;
          delete options2.value;
          if (typeof value !== "string" && value !== void 0 && value !== null) {
            if (err)
              return [
                Error(
                  `Invalid Casting Value: returned value must return a string, null or undefined, got ${JSON.stringify(value)}`
                )
              ];
          }
          options2 = { ...this.options, ...options2 };
          [err, options2] = normalize_options(options2);
          if (err !== void 0) {
            return [err];
          }
        } else if (value === void 0 || value === null) {
          options2 = this.options;
        } else {
          return [
            Error(
              `Invalid Casting Value: returned value must return a string, an object, null or undefined, got ${JSON.stringify(value)}`
            )
          ];
        }
        const {
          delimiter,
          escape,
          quote,
          quoted,
          quoted_empty,
          quoted_string,
          quoted_match,
          record_delimiter,
          quote_record_delimiter,
          escape_formulas
        } = options2;
        if ("" === value && "" === field) {
          const quotedMatch = matches_quoted_match(value, quoted_match);
          const shouldQuote = quotedMatch || true === quoted_empty || true === quoted_string && false !== quoted_empty;
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (value) {
          if (typeof value !== "string") {
            return [
              Error(
                `Formatter must return a string, null or undefined, got ${JSON.stringify(value)}`
              )
            ];
          }
          const containsdelimiter = emits_separator(value, [delimiter]);
          const containsQuote = quote !== "" && value.indexOf(quote) >= 0;
          const containsEscape = value.indexOf(escape) >= 0 && escape !== quote;
          const containsRecordDelimiter = emits_separator(value, [
            record_delimiter,
            ...quote_record_delimiter === false ? [] : ["\n", "\r"]
          ]);
          const quotedString = quoted_string && typeof field === "string";
          const quotedMatch = matches_quoted_match(value, quoted_match);
          if (escape_formulas) {
            switch (value[0]) {
              case "-":
                if (typeof field === "number" || typeof field === "bigint") {
                  break;
                }
                value = `'${value}`;
                break;
              case "=":
              case "+":
              case "@":
              case "	":
              case "\r":
              case "\uFF1D":
              // Unicode '='
              case "\uFF0B":
              // Unicode '+'
              case "\uFF0D":
              // Unicode '-'
              case "\uFF20":
                value = `'${value}`;
                break;
            }
          }
          const shouldQuote = containsQuote === true || containsdelimiter || containsRecordDelimiter || quoted || quotedString || quotedMatch;
          if (shouldQuote === true && containsEscape === true) {
            value = value.replaceAll(escape, () => escape + escape);
          }
          if (containsQuote === true) {
            value = value.replaceAll(quote, () => escape + quote);
          }
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (quoted_empty === true || field === "" && quoted_string === true && quoted_empty !== false) {
          csvrecord += quote + quote;
        }
        if (i !== record.length - 1) {
          csvrecord += delimiter;
        }
      }
      return [void 0, csvrecord];
    },
    bom: function(push) {
      if (this.options.bom !== true) {
        return;
      }
      push(bom_utf8);
    },
    headers: function(push) {
      if (this.options.header === false) {
        return;
      }
      if (this.options.columns === void 0) {
        return;
      }
      let err;
      let headers = this.options.columns.map((column) => column.header);
      if (this.options.eof) {
        [err, headers] = this.stringify(headers, true);
        headers += this.options.record_delimiter;
      } else {
        [err, headers] = this.stringify(headers, true);
      }
      if (err) return err;
      if (this.options.header_as_comment) {
        headers = this.options.header_as_comment + " " + headers;
      }
      push(headers);
    },
    __cast: function(value, context) {
      const type = typeof value;
      try {
        if (type === "string") {
          return [void 0, this.options.cast.string(value, context)];
        } else if (type === "bigint") {
          return [void 0, this.options.cast.bigint(value, context)];
        } else if (type === "number") {
          return [void 0, this.options.cast.number(value, context)];
        } else if (type === "boolean") {
          return [void 0, this.options.cast.boolean(value, context)];
        } else if (value instanceof Date) {
          return [void 0, this.options.cast.date(value, context)];
        } else if (type === "object" && value !== null) {
          return [void 0, this.options.cast.object(value, context)];
        } else if (value === null && this.options.cast.null !== void 0) {
          return [void 0, this.options.cast.null(value, context)];
        } else if (value === void 0 && this.options.cast.undefined !== void 0) {
          return [void 0, this.options.cast.undefined(value, context)];
        } else {
          return [void 0, value];
        }
      } catch (err) {
        return [err];
      }
    }
  };
};

// node_modules/csv-stringify/lib/sync.js
var stringify = function(records, opts = {}) {
  const data = [];
  const [err, options] = normalize_options(opts);
  if (err !== void 0) throw err;
  const state = {
    stop: false
  };
  const info = {
    records: 0
  };
  const api = stringifier(options, state, info);
  for (const record of records) {
    const err2 = api.__transform(record, function(record2) {
      data.push(record2);
    });
    if (err2 !== void 0) throw err2;
  }
  if (data.length === 0) {
    api.bom((d) => {
      data.push(d);
    });
    const err2 = api.headers((headers) => {
      data.push(headers);
    });
    if (err2 !== void 0) throw err2;
  }
  return data.join("");
};

// src/store/csv.ts
function readCsv(text, fileName, from = "") {
  const records = readRecords(text, fileName, from);
  const first = records.next();
  if (first.done === true || text === "") throw corrupt(fileName, 1, 1, "the file is empty; there should be a header");
  const header = first.value.cells;
  const twice = header.findIndex((name, index) => header.indexOf(name) !== index);
  if (twice >= 0) throw corrupt(fileName, 1, twice + 1, "the header names this column twice");
  return { header, rows: checkWidth(records, header.length, fileName) };
}
function formatCsv(records) {
  return stringify([...records], { record_delimiter: "\n", quoted_match: /[\r\n\ufeff]/ });
}
function corrupt(fileName, line, column, what) {
  return new Error(`${fileName}: line ${line}, column ${column}: ${what}; mend the line or restore the file from git`);
}
function* readRecords(text, fileName, from) {
  if (/["\r\ufeff]/.test(text)) yield* readQuoted(text, fileName);
  else yield* readPlain(text, from);
}
function* readPlain(text, from) {
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    yield { line, cells: text.slice(start, end).split(",") };
    start = end + 1;
    if (line > 1 || from === "" || !text.startsWith("time,")) continue;
    const first = startOf(from, text, start);
    line += linesBetween(text, start, first);
    start = first;
  }
}
function startOf(time, text, header) {
  let [low, high] = [header, text.length];
  while (low < high) {
    const middle = Math.max(low, text.lastIndexOf("\n", low + high >> 1) + 1);
    if (text.slice(middle, middle + time.length) >= time) high = middle;
    else low = endOf(middle, text);
  }
  return low;
}
function endOf(line, text) {
  const newline = text.indexOf("\n", line);
  return newline === -1 ? text.length : newline + 1;
}
function linesBetween(text, from, to) {
  let lines = 0;
  for (let at = from; at < to; at = endOf(at, text)) lines += 1;
  return lines;
}
function* readQuoted(text, fileName) {
  let line = 1;
  for (const cells of parseQuoted(text, fileName)) {
    yield { line, cells };
    line += cells.join("").split("\n").length;
  }
}
function readQuotedRecord(text) {
  try {
    const [cells, ...others] = (0, import_sync.parse)(text, { relax_column_count: true });
    return others.length === 0 ? cells : void 0;
  } catch (cause) {
    if (!(cause instanceof import_sync.CsvError)) throw cause;
    return void 0;
  }
}
function parseQuoted(text, fileName) {
  try {
    return (0, import_sync.parse)(text, { bom: true, record_delimiter: ["\n", "\r\n"], relax_column_count: true });
  } catch (cause) {
    if (!(cause instanceof import_sync.CsvError)) throw cause;
    throw quoteError(cause, fileName);
  }
}
function quoteError(cause, fileName) {
  const [line, column] = [cause["lines"], cause["column"]];
  const place = [typeof line === "number" ? line : 1, typeof column === "number" ? column + 1 : 1];
  const unclosed = cause.code === "CSV_QUOTE_NOT_CLOSED";
  return corrupt(fileName, ...place, unclosed ? "a quoted cell never ends" : "a quote stands where none may");
}
function* checkWidth(records, width, fileName) {
  for (const record of records) {
    const found2 = record.cells.length;
    if (found2 !== width)
      throw corrupt(fileName, record.line, Math.min(found2, width) + 1, `${width} cells expected, ${found2} found`);
    yield record;
  }
}

// src/store/seed.ts
function isSeedText(text) {
  return /^(\d\d|\d{6}) \d\d:\d\d:\d\d,/.test(text);
}
function readSeed(text, fileName) {
  const file = readMonthFileName(fileName);
  if (file === void 0) throw corrupt(fileName, 1, 1, "rows without a header, and no month in the file's name");
  return { header: seedHeader(file.type), rows: readRows(text, fileName, file) };
}
function seedHeader(type) {
  return [...columns2[type], "loss", "errors"];
}
var columns2 = {
  node: [
    ...["time", "host", "ping_ms", "ping_max_ms", "http_ms", "http_code"],
    ...["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers"]
  ],
  miner: [
    ...["time", "host", "ping_ms", "ping_max_ms", "mem_avail_mib", "disk_avail_mib", "last_boot"],
    ...["gpu_temp_c", "gpu_mem_mib", "gpu_power_w", "ssh_peers"]
  ],
  ping: ["time", "host", "ping_ms", "ping_max_ms"]
};
var overSsh = /* @__PURE__ */ new Set(["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers"]);
function* readRows(text, fileName, file) {
  const joined = file.type === "ping" ? text.replaceAll("\n,", " ,") : text;
  for (const [index, written] of joined.replace(/\r?\n$/, "").split(/\r?\n/).entries()) {
    const line = index + 1;
    yield { line, cells: readSeedRow(written, file, (column, what) => corrupt(fileName, line, column, what)) };
  }
}
function readSeedRow(written, file, complain) {
  const names = columns2[file.type];
  const raw = written.split(",").map((cell) => cell.trim());
  if (raw.length < 2 || raw.length > names.length)
    throw complain(raw.length, `2 to ${names.length} cells expected, ${raw.length} found`);
  const known = raw.map((cell) => cell === "None" ? void 0 : cell);
  const time = convertTime(known[0] ?? "", file);
  if (time === void 0) throw complain(1, "day and time expected");
  const cells = names.map((name, index) => {
    const converted = index === 0 ? isoSeconds(time) : convertCell(name, known[index] ?? "", time);
    if (converted === void 0) throw complain(index + 1, `not a value of ${name}`);
    return converted;
  });
  return [...cells, ...reasons(names, known)];
}
function reasons(names, known) {
  const unknown = names.filter((_, index) => known[index] === void 0);
  if (unknown.includes("ping_ms")) return ["100", "ping:unreachable"];
  return ["", unknown.some((name) => overSsh.has(name)) ? "probe:incomplete" : ""];
}
function convertCell(name, text, rowTime) {
  if (text === "") return name === "host" ? void 0 : "";
  switch (name) {
    case "host":
      return text.replaceAll(" ", "");
    case "mem_avail_mib":
    case "swap_free_mib":
    case "disk_avail_mib":
      return convertSize(text);
    case "last_boot":
      return convertBoot(text, rowTime);
    case "ssh_peers":
      return convertPeers(text);
    default:
      return /^[\w.+]+$/.test(text) ? text : void 0;
  }
}
function convertTime(text, file) {
  const match = /^(\d{4})?(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  const [, yearMonth = file.yearMonth, day, clock] = match ?? [];
  const iso = `20${yearMonth.slice(0, 2)}-${yearMonth.slice(2)}-${day}T${clock}Z`;
  const time = new Date(iso);
  return match && !Number.isNaN(time.getTime()) && isoSeconds(time) === iso ? time : void 0;
}
var mibPerUnit = new Map(
  ["", "K", "M", "G", "T", "P", "E"].map((unit, power) => [unit, 1024 ** (power - 2)])
);
function convertSize(text) {
  if (text === "-") return "";
  const match = /^(\d+(?:\.\d+)?)([KMGTPE]?)i?B?$/.exec(text);
  const mib = mibPerUnit.get(match?.[2] ?? "");
  return match && mib !== void 0 ? String(Math.round(Number(match[1]) * mib)) : void 0;
}
var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
var dayMs2 = 864e5;
function convertBoot(text, rowTime) {
  const match = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d)$/.exec(text);
  const month = months.indexOf(match?.[1] ?? "");
  if (!match || month === -1) return "";
  const [day = 0, hour = 0, minute = 0] = match.slice(2).map(Number);
  const boot = new Date(Date.UTC(rowTime.getUTCFullYear(), month, day, hour, minute));
  if (boot.getTime() > rowTime.getTime() + dayMs2) boot.setUTCFullYear(boot.getUTCFullYear() - 1);
  return `${boot.toISOString().slice(0, 16)}Z`;
}
function convertPeers(text) {
  const addresses = text.split("+").map(canonicalAddress);
  return [...new Set(addresses.filter((address) => address !== void 0))].sort(compareAddresses).join("+");
}

// src/store/results.ts
function mergeRows(existing, table, fileName) {
  if (existing === void 0) return formatCsv([table.header, ...sortByTime(distinct(table))]);
  const { missing, newest } = compare(existing, table, fileName);
  if (missing.length === 0) return existing;
  const header = readTable(existing, fileName).header;
  const inPlace = !isSeedText(existing) && table.header.every((column) => header.includes(column));
  if (inPlace && missing.every((row) => timeOf(row) >= newest)) {
    const added = formatCsv(missing.map((row) => arrange(row, table.header, header)));
    return existing + (existing.endsWith("\n") ? "" : "\n") + added;
  }
  return rewrite(existing, { ...table, rows: missing }, fileName);
}
function readTable(text, fileName, from = "") {
  if (isSeedText(text)) return checkRows(readSeed(text, fileName), fileName);
  return checkRows(readCsv(text, fileName, from), fileName);
}
function checkRows(table, fileName) {
  const [time, host] = [table.header.indexOf("time"), table.header.indexOf("host")];
  if (time === -1 || host === -1) throw corrupt(fileName, 1, 1, "a header with the columns time and host expected");
  return { header: table.header, rows: checkTimes(table.rows, { time, host, fileName }) };
}
function* checkTimes(rows, at) {
  for (const { line, cells } of rows) {
    const [time = "", host = ""] = [cells[at.time], cells[at.host]];
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) || Number.isNaN(Date.parse(time)))
      throw corrupt(at.fileName, line, at.time + 1, "a time such as 2026-11-22T21:32:05Z expected");
    if (host === "") throw corrupt(at.fileName, line, at.host + 1, "the host is missing");
    yield { time, host, cells };
  }
}
function compare(existing, table, fileName) {
  const missing = new Map(distinct(table).map((row) => [identity(timeOf(row), hostOf(row)), [...row]]));
  let newest = "";
  for (const { time, host } of readTable(existing, fileName).rows) {
    missing.delete(identity(time, host));
    if (time > newest) newest = time;
  }
  return { missing: sortByTime([...missing.values()]), newest };
}
function rewrite(existing, table, fileName) {
  const present2 = readTable(existing, fileName);
  const [first, second] = isSeedText(existing) ? [table.header, present2.header] : [present2.header, table.header];
  const header = [...first, ...second.filter((column) => !first.includes(column))];
  const old = Array.from(present2.rows, (row) => arrange(row.cells, present2.header, header));
  const added = table.rows.map((row) => arrange(row, table.header, header));
  return formatCsv([header, ...sortBy([...old, ...added], header.indexOf("time"))]);
}
function arrange(cells, from, to) {
  return to.map((column) => cells[from.indexOf(column)] ?? "");
}
function distinct(table) {
  const seen = /* @__PURE__ */ new Set();
  return table.rows.filter((row) => {
    const id = identity(timeOf(row), hostOf(row));
    return !seen.has(id) && seen.add(id);
  });
}
function identity(time, host) {
  return time + host;
}
function timeOf(row) {
  return row[0] ?? "";
}
function hostOf(row) {
  return row[1] ?? "";
}
function sortByTime(rows) {
  return sortBy(rows, 0);
}
function sortBy(rows, column) {
  return rows.toSorted((a, b) => compareText(a[column] ?? "", b[column] ?? ""));
}
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/store/recent.ts
async function readRecent(folder, from, to, firstRow = "") {
  const names = await listFolder(folder);
  const files = names.flatMap((name) => {
    const file = readMonthFileName(name);
    return file === void 0 ? [] : [{ ...file, path: (0, import_node_path3.join)(folder, name) }];
  });
  const first = yearMonthOf(from);
  const wanted = files.filter(({ yearMonth }) => yearMonth >= first && yearMonth <= yearMonthOf(to));
  const tables = [];
  for (const file of wanted) tables.push(await openTable(file, firstRow));
  const isCut = firstRow !== "" || files.some(({ yearMonth }) => yearMonth < first);
  const start = firstRow === "" ? Date.UTC(from.getUTCFullYear(), from.getUTCMonth()) : Date.parse(firstRow);
  return { tables, cutAt: isCut ? new Date(start) : void 0, names };
}
async function openTable({ path, type }, firstRow) {
  const text = await readIfPresent(path);
  if (text === void 0) return { type, header: [], rows: [] };
  return { type, ...readTable(text, path, firstRow) };
}

// src/store/history-rows.ts
async function* historyRows(folder, from, to) {
  const [first, last] = [from === void 0 ? "" : isoSeconds(from), isoSeconds(to)];
  for (const month of await monthsOf(folder)) {
    if (isoSeconds(month).slice(0, 7) < first.slice(0, 7) || month > to) continue;
    const { tables } = await readRecent(folder, month, month, first);
    for (const row of inTimeOrder(tables)) if (row.time >= first && row.time <= last) yield row;
  }
}
function* inTimeOrder(tables) {
  const open2 = tables.flatMap((table) => opened(table) ?? []);
  while (open2.length > 0) {
    const earliest = open2.reduce((one, other) => other.row.time < one.row.time ? other : one);
    yield named(earliest);
    if (!advance(earliest)) open2.splice(open2.indexOf(earliest), 1);
  }
}
function opened({ type, header, rows }) {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return void 0;
  return { type, index: new Map(header.map((name, index) => [name, index])), rows: iterator, row: first.value };
}
function advance(table) {
  const next = table.rows.next();
  if (next.done === true) return false;
  table.row = next.value;
  return true;
}
function named({ type, index, row: { time, host, cells } }) {
  return { time, host, type, cell: (column) => cells[index.get(column) ?? -1] ?? "" };
}
async function monthsOf(folder) {
  const files = (await listFolder(folder)).flatMap((name) => readMonthFileName(name) ?? []);
  const starts = new Set(files.map(({ year, month }) => Date.UTC(year, month - 1)));
  return [...starts].sort((a, b) => a - b).map((start) => new Date(start));
}

export {
  require_promises,
  columnsOf,
  stateOfRow,
  isFailedPage,
  readIfPresent,
  writeDurably,
  removeLeftovers,
  fileError,
  listFolder,
  codeOf,
  monthFile,
  readMonthFileName,
  yearMonthOf,
  readCsv,
  formatCsv,
  corrupt,
  readQuotedRecord,
  seedHeader,
  readSeedRow,
  mergeRows,
  readTable,
  readRecent,
  memoryMs,
  newRules,
  historyRows
};
