const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  binarySize
} from "./chunk-2QMTXIVR.js";

// src/report/figure-words.ts
function percentWords(fraction) {
  if (fraction === void 0 || Number.isNaN(fraction)) return "no data";
  if (fraction >= 1) return "100 %";
  if (fraction <= 0) return "0 %";
  const decimals = fraction >= 0.99 ? 2 : 1;
  const units = 100 * 10 ** decimals;
  const whole = Math.min(units - 1, Math.max(1, Math.floor(fraction * units + 1e-6)));
  return `${(whole / 10 ** decimals).toFixed(decimals)} %`;
}
function durationWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.max(0, Math.round(seconds))} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return twoUnits([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
  const days = Math.floor(minutes / 1440);
  return twoUnits([days, days === 1 ? "day" : "days"], [Math.floor(minutes % 1440 / 60), "h"]);
}
function twoUnits(...units) {
  return units.flatMap(([number, unit]) => number === 0 ? [] : [`${number} ${unit}`]).join(" ");
}
var months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"]
];
function monthWords(month) {
  return `${months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
function dayWords(time, near) {
  const [day, month, year] = [time.getUTCDate(), months[time.getUTCMonth()]?.slice(0, 3), time.getUTCFullYear()];
  return year === near.getUTCFullYear() ? `${day} ${month}` : `${day} ${month} ${year}`;
}
function dayAndTime(time, near) {
  return `${dayWords(time, near)} ${time.toISOString().slice(11, 16)}`;
}
var columns = /* @__PURE__ */ new Map([
  ["ping_ms", { title: "ping", value: inMs }],
  ["ping_max_ms", { title: "slowest ping", value: inMs }],
  ["http_ms", { title: "page", value: inMs }],
  ["http_code", { title: "page status", value: plain }],
  ["mem_avail_mib", { title: "free memory", value: binarySize }],
  ["swap_free_mib", { title: "free swap", value: binarySize }],
  ["disk_avail_mib", { title: "free disk", value: binarySize }],
  ["disk_size_mib", { title: "size of disk", value: binarySize }],
  ["last_boot", { title: "last boot", value: plain }],
  ["gpu_temp_c", { title: "temperature", value: (value) => `${plain(value)} \xB0C` }],
  ["gpu_mem_mib", { title: "memory used", value: binarySize }],
  ["gpu_power_w", { title: "power", value: (value) => `${plain(value)} W` }],
  ["loss", { title: "pings lost", value: (value) => `${plain(value)} %` }],
  ["cert_days", { title: "certificate", value: (value) => `${plain(value)} days` }],
  ["ports", { title: "ports", value: plain }],
  ["ssh_peers", { title: "SSH peers", value: plain }],
  ["logins", { title: "logins", value: plain }],
  ["errors", { title: "errors", value: plain }]
]);
function columnTitle(column) {
  const { name, gpu } = partsOf(column);
  const title = columns.get(name)?.title;
  return title === void 0 || !name.startsWith("gpu_") ? title : `${gpu === void 0 ? "GPU" : `GPU ${gpu}`} ${title}`;
}
function columnValue(column, value) {
  return (columns.get(partsOf(column).name)?.value ?? plain)(value);
}
function columnChange(column, before, after) {
  const [from, to] = [columnValue(column, before), columnValue(column, after)];
  const unit = to.slice(to.indexOf(" "));
  return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} \u2192 ${to}`;
}
function partsOf(column) {
  const [name = "", gpu] = column.split(".");
  return { name, gpu };
}
function inMs(value) {
  return `${plain(value)} ms`;
}
function plain(value) {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}

export {
  percentWords,
  durationWords,
  monthWords,
  dayWords,
  dayAndTime,
  columnTitle,
  columnValue,
  columnChange
};
