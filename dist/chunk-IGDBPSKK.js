const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;

// src/facts/answer.ts
var mark = "@server-monitor ";
var endLine = `${mark}end`;
var protocolVersion = "1";
function readAnswer(text) {
  const said = text.split("\n").slice(0, -1).flatMap(markedLine);
  const start = said.findIndex(({ key, rest }) => key === "v" && rest === protocolVersion);
  const end = said.findIndex(({ key }, index) => key === "end" && index > start);
  const facts = start < 0 ? [] : said.slice(start + 1, end < 0 ? void 0 : end);
  const byKey = Map.groupBy(facts, ({ key }) => key);
  return {
    started: start >= 0,
    complete: start >= 0 && end >= 0,
    lines: (key) => byKey.get(key)?.map(({ rest }) => rest) ?? []
  };
}
function onlyLine(answer, key) {
  const [line, ...more] = answer.lines(key);
  if (line === void 0) throw new Error(`the host did not say "${key}"`);
  if (more.length > 0) throw new Error(`the host said "${key}" ${more.length + 1} times`);
  return line;
}
var longestLine = 600;
function markedLine(line) {
  const at = line.indexOf(mark);
  if (at < 0) return [];
  const [, key = "", rest = ""] = /^(\S*) ?(.*)$/.exec(withoutControls(line.slice(at + mark.length, at + longestLine))) ?? [];
  return [{ key, rest: rest.trim() }];
}
function withoutControls(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "");
}

// src/facts/boot.ts
var boot = {
  types: ["node", "miner"],
  ask: `if [ -r $proc/uptime ]; then
  read -r up idle <$proc/uptime
  say now "$(date +%s)"
  say up "$up"
else
  sysctl kern.boottime 2>/dev/null | lines boottime 1
fi`,
  /** Cut to the minute: seconds would differ by one or two from one asking to the next. */
  parse: (answer) => {
    const seconds = answer.lines("boottime").length > 0 ? toldSeconds(answer) : countedSeconds(answer);
    if (!(seconds > 0 && seconds < endOfYear9999)) throw new Error("the host's clock tells no time that can be true");
    return new Date(Math.floor(seconds / 60) * 6e4);
  }
};
var endOfYear9999 = 253402300800;
var sameBootMs = 12e4;
function bootText(boot2, previous) {
  const distanceMs = Math.abs(boot2.getTime() - Date.parse(previous ?? ""));
  if (previous !== void 0 && distanceMs <= sameBootMs) return previous;
  return `${boot2.toISOString().slice(0, 16)}Z`;
}
function countedSeconds(answer) {
  return number(onlyLine(answer, "now"), /^\d{1,12}$/) - number(onlyLine(answer, "up"), /^\d{1,12}(?:\.\d+)?$/);
}
function number(text, pattern) {
  if (!pattern.test(text)) throw new Error("date or /proc/uptime did not answer with a number");
  return Number(text);
}
function toldSeconds(answer) {
  const line = onlyLine(answer, "boottime");
  const [, seconds] = /^kern\.boottime[:=] *\{ sec = (\d{1,12}),/.exec(line) ?? [];
  if (seconds !== void 0) return Number(seconds);
  const [, weekday, month, day, time, year] = /^kern\.boottime=(\w{3}) (\w{3}) +(\d{1,2}) ([\d:]{8}) (\d{4})$/.exec(line) ?? [];
  if (weekday === void 0) throw new Error("sysctl kern.boottime answered in a form that is not known");
  return Date.parse(`${weekday}, ${day?.padStart(2, "0")} ${month} ${year} ${time} GMT`) / 1e3;
}

export {
  mark,
  endLine,
  protocolVersion,
  readAnswer,
  onlyLine,
  boot,
  bootText
};
