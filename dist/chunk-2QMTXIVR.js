const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;

// src/words.ts
function binarySize(mib) {
  if (mib < 1e3) return `${Math.round(mib)} MiB`;
  if (mib < 1e3 * 1024) return `${significant(mib / 1024)} GiB`;
  return `${significant(mib / 1024 / 1024)} TiB`;
}
function roughDuration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1e3));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} days`;
}
function minuteWords(time) {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
function significant(number) {
  return number < 10 ? number.toFixed(1) : number.toFixed(0);
}

export {
  binarySize,
  roughDuration,
  minuteWords,
  count
};
