const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  dnsNameOf,
  parseAddress,
  parseMailAddresses,
  readInventory
} from "./chunk-KC65QT6A.js";
import {
  historyRows,
  listFolder,
  memoryMs,
  newRules,
  readIfPresent,
  require_promises,
  writeDurably
} from "./chunk-DW3CTYXK.js";
import {
  InputError,
  quoted,
  wholeNumber
} from "./chunk-Q37FXCTJ.js";
import {
  commaSeparated,
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  require_node_net
} from "./chunk-LFO2QM2K.js";
import {
  errorsOf,
  isoSeconds,
  portText
} from "./chunk-V4KY5TJ4.js";
import {
  alertKinds,
  identityOf
} from "./chunk-5ONKPWTS.js";
import {
  csvText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:url
var require_node_url = __commonJS({
  "at-first-use:node:url"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:url");
    for (const name of ["URL", "URLPattern", "URLSearchParams", "Url", "domainToASCII", "domainToUnicode", "fileURLToPath", "fileURLToPathBuffer", "format", "parse", "pathToFileURL", "resolve", "resolveObject", "urlToHttpOptions"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/columns.ts
var everyone = ["node", "miner", "ping"];
var sessions = ["node", "miner"];
var columns = [
  {
    name: "time",
    meaning: "start of the run, UTC, the same in all its rows: `2026-11-22T21:32:05Z`",
    types: everyone,
    cell: ({ time }) => isoSeconds(time)
  },
  { name: "host", meaning: "the inventory's `name`, else its `ip`", types: everyone, cell: ({ host }) => host },
  {
    name: "ping_ms",
    meaning: "mean round trip of 4 echo requests, ms",
    types: everyone,
    cell: ({ ping }) => milliseconds(ping.meanMs)
  },
  {
    name: "ping_max_ms",
    meaning: "the slowest of them, ms",
    types: everyone,
    cell: ({ ping }) => milliseconds(ping.maxMs)
  },
  {
    name: "http_ms",
    meaning: "time to the headers of the home page's final response, ms",
    types: ["node"],
    cell: ({ page }) => page && String(Math.round(page.ms))
  },
  { name: "http_code", meaning: "its status", types: ["node"], cell: ({ page }) => page && String(page.status) },
  {
    name: "mem_avail_mib",
    meaning: "memory that programs could still have (`free`: available), MiB",
    types: sessions,
    cell: ({ facts }) => facts?.memAvailMib?.toFixed(0)
  },
  {
    name: "swap_free_mib",
    meaning: "free swap, MiB",
    types: ["node"],
    cell: ({ facts }) => facts?.swapFreeMib?.toFixed(0)
  },
  {
    name: "disk_avail_mib",
    meaning: "room for users on `/` (`df`: avail), MiB",
    types: sessions,
    cell: ({ facts }) => facts?.diskAvailMib?.toFixed(0)
  },
  {
    name: "last_boot",
    meaning: "to the minute: `2026-07-06T21:31Z`. The same text as long as it is the same boot",
    types: sessions,
    cell: ({ lastBoot }) => lastBoot
  },
  {
    name: "gpu_temp_c",
    meaning: "temperature of each GPU, \xB0C, joined by `_`: `58_61`. `None`: that GPU does not answer",
    types: ["miner"],
    cell: ({ facts }) => perGpu(facts, ({ tempC }) => tempC)
  },
  {
    name: "gpu_mem_mib",
    meaning: "memory in use on each GPU, MiB",
    types: ["miner"],
    cell: ({ facts }) => perGpu(facts, ({ memMib }) => memMib)
  },
  {
    name: "gpu_power_w",
    meaning: "what each GPU draws, W",
    types: ["miner"],
    cell: ({ facts }) => perGpu(facts, ({ powerW }) => powerW)
  },
  {
    name: "ports",
    meaning: "listeners outside `known_ports`, joined by `+`: `8080+5353/udp`",
    types: ["node"],
    cell: ({ facts }) => facts?.ports?.map(portText).join("+")
  },
  {
    name: "ssh_peers",
    meaning: "addresses connected to the SSH port that are not in the inventory's `ssh_peers`, joined by `+`",
    types: sessions,
    cell: ({ facts }) => facts?.sshPeers?.join("+")
  },
  {
    name: "loss",
    meaning: "echo requests lost, percent",
    types: everyone,
    cell: ({ ping }) => ping.lossPercent?.toFixed(0)
  },
  {
    name: "cert_days",
    meaning: "whole days until the home page's certificate expires",
    types: ["node"],
    cell: ({ page, time }) => wholeDays(time, page?.certExpires)
  },
  {
    name: "logins",
    meaning: "`user@address` of sessions from unknown addresses, joined by `+`",
    types: sessions,
    cell: ({ facts }) => facts?.logins?.join("+")
  },
  {
    name: "errors",
    meaning: "why cells are empty: `ping:unreachable+ssh:timeout`",
    types: everyone,
    cell: (result) => errorsOf(result).join("+")
  },
  {
    name: "disk_size_mib",
    meaning: "size of `/`, MiB",
    types: sessions,
    cell: ({ facts }) => facts?.diskSizeMib?.toFixed(0)
  }
];
function header(type) {
  return columnsOf(type).map(({ name }) => name);
}
function row(result) {
  return columnsOf(result.type).map(({ cell }) => csvText(cell(result) ?? ""));
}
function columnsOf(type) {
  return columns.filter(({ types }) => types.includes(type));
}
function milliseconds(ms) {
  if (ms === void 0) return void 0;
  const tenths = Math.round(ms * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : ms.toFixed(0);
}
function perGpu(facts, pick) {
  return facts?.gpus?.map((gpu) => pick(gpu) ?? "None").join("_");
}
function wholeDays(from, to) {
  return to && String(Math.floor((to.getTime() - from.getTime()) / 864e5));
}

// src/alerts/listener-words.ts
var mostNamed = 3;
function listenerWords({ addresses, owners }) {
  const parts = [enumerated(addresses), enumerated(owners.map(ownerWords))];
  return { untrusted: parts.filter((part) => part !== "").join(", ") };
}
function ownerWords({ user, process }) {
  return process === void 0 ? `user ${user}` : `process ${process} of user ${user}`;
}
function enumerated(items) {
  const more = items.length > mostNamed ? [`${items.length - mostNamed} more`] : [];
  const named = [...items.slice(0, mostNamed), ...more];
  return [named.slice(0, -1).join(", "), ...named.slice(-1)].filter((part) => part !== "").join(" and ");
}

// src/commands/alerting.ts
async function openWatch(call, rules, isOurs) {
  const desk = await openDesk(call);
  if (typeof desk !== "string") void desk.prepare();
  const known = typeof desk === "string" ? { desk: void 0, why: desk } : { desk, why: void 0 };
  return { rules, ...known, isOurs: (host) => isOurs(host) || rules.standing("down", host) === "gone" };
}
async function rulesAt({ inputs }, time, alsoTell) {
  const rules = newRules(inputs);
  const from = new Date(time.getTime() - memoryMs);
  for await (const each of historyRows(inputs.results, from, time)) {
    rules.add(each);
    alsoTell?.(each);
  }
  return rules;
}
async function openDesk({ inputs, surroundings, now }) {
  const { apiUrl, repository } = surroundings.github;
  const { issues, token, confirm, assignees } = inputs;
  if (!issues) return "issues is false";
  if (repository === void 0) return "GITHUB_REPOSITORY does not say which repository they would be in";
  if (token === void 0) return "there is no token to write them with";
  const { issueDesk } = await import("./issues-NLF7FYA4.js");
  const settings = { now, confirm, assignees, github: { apiUrl, repository, token } };
  return issueDesk({ ...settings, resultsUrl: resultsUrl({ inputs, surroundings }, "tree") });
}
function resultsUrl({ inputs, surroundings }, kind, ...names) {
  const { serverUrl, repository } = surroundings.github;
  if (repository === void 0 || inputs.resultsInRepository === void 0) return void 0;
  const path = [repository, kind, inputs.branch ?? "HEAD", inputs.resultsInRepository, ...names].join("/");
  return new URL(path, `${serverUrl.href.replace(/\/+$/, "")}/`);
}
var acceptedLimitMs = 5e3;
async function judge({ rules, desk, isOurs }, results) {
  const made = results.flatMap((result) => rules.add(historyRowOf(result)));
  const changes = made.filter(({ alert }) => isOurs(alert.host));
  const alerts = rules.open();
  const { standing } = rules;
  const found = { alerts, kinds: watchedKinds, isOurs, standing, details: listenerDetails(results) };
  const asked = { ...found, alerts: [...alerts, ...changes.map(({ alert }) => alert)], isOurs: () => true };
  const left = await withoutAccepted(desk, asked);
  return {
    found,
    open: alerts.flatMap(left),
    changes: changes.flatMap((change) => left(change.alert).map((alert) => ({ ...change, alert })))
  };
}
var watchedKinds = alertKinds.filter((kind) => kind !== "silent");
async function withoutAccepted(desk, found) {
  const late = new Promise((resolve) => void setTimeout(() => resolve([]), acceptedLimitMs).unref());
  const accepted = found.alerts.length === 0 ? [] : await Promise.race([desk?.accepted(found) ?? [], late]);
  const byIdentity = new Map(accepted.map(({ identity, findings }) => [identity, findings]));
  return (alert) => {
    const findings = alert.findings.filter((finding) => !byIdentity.get(identityOf(alert))?.includes(finding));
    return findings.length === 0 ? [] : [{ ...alert, findings }];
  };
}
async function deliver({ desk }, { found }) {
  if (desk === void 0) return { issueUrl: () => void 0, faults: [] };
  const { open: open2, closed, opened, undelivered } = await desk.sync(found);
  const links = [...closed, ...opened, ...open2.map(({ alert, url }) => ({ identity: identityOf(alert), url }))];
  const urls = new Map(links.map(({ identity, url }) => [identity, url]));
  return { issueUrl: (alert) => urls.get(identityOf(alert)), faults: undelivered };
}
function historyRowOf(result) {
  const [names, cells] = [header(result.type), row(result)];
  const byName = new Map(names.map((name, index) => [name, cells[index] ?? ""]));
  const { host, type, time } = result;
  return { time: isoSeconds(time), host, type, cell: (column) => byName.get(column) ?? "" };
}
function listenerDetails(results) {
  const details = results.map(({ host, facts }) => {
    const words = facts?.listeners?.map((each) => ({ finding: portText(each), words: listenerWords(each) })) ?? [];
    return [identityOf({ kind: "port", host }), words];
  });
  return new Map(details);
}

// src/commands/faults.ts
function throwAll(faults) {
  const messages = new Set(faults.filter((fault) => fault !== void 0).map(messageOf));
  if (messages.size > 0) throw new Error([...messages].join("\n"));
}
function messageOf(fault) {
  return fault instanceof Error ? fault.message : String(fault);
}

// src/mail/settings.ts
var import_node_net = __toESM(require_node_net(), 1);
var import_node_url = __toESM(require_node_url(), 1);
var defaultPort = 587;
function mailSettings(inputs) {
  const errors = [];
  const to = recipients(inputs, errors);
  const port = portOf(inputs, errors);
  const login = loginOf(inputs, errors);
  const asked = inputs.smtpUsername.trim() !== "" || inputs.smtpHost.trim() !== "";
  if (errors.length > 0) return { errors };
  if (!asked) return { absent: "no mail: smtp-username is not set" };
  if (to.length === 0) return { absent: "no mail: email-to is not set, and the inventory has no email_dest" };
  const host = hostOf(inputs, errors);
  const from = senderOf(inputs, errors);
  return errors.length > 0 ? { errors } : { settings: { to, from, host, port, login } };
}
function recipients({ emailTo, emailDest }, errors) {
  const [name, entries] = emailTo.trim() === "" ? ["email_dest", emailDest] : ["email-to", commaSeparated(emailTo)];
  const addresses = entries.map((entry, index) => {
    const address = mailbox(entry);
    if (address === void 0) errors.push(`${name}: entry ${index + 1}: ${expectedAddress}`);
    return address;
  });
  return [...new Set(addresses.filter((address) => address !== void 0))];
}
function portOf({ smtpPort }, errors) {
  const text = smtpPort.trim();
  const port = text === "" ? defaultPort : wholeNumber(1, 65535)(text);
  if (port === void 0) errors.push(`smtp-port: expected a port 1\u201365535, got ${quoted(text)}`);
  return port ?? defaultPort;
}
function loginOf({ smtpUsername, smtpPassword }, errors) {
  const [username, password] = [smtpUsername.trim(), smtpPassword];
  const given = password !== void 0 && password.reveal() !== "";
  if (username === "" && given) errors.push("smtp-username: is not set, though smtp-password is; give both or none");
  if (username !== "" && !given) errors.push("smtp-password: is not set, though smtp-username is; give both or none");
  return username !== "" && given ? { username, password } : void 0;
}
function hostOf({ smtpHost, smtpUsername }, errors) {
  const given = smtpHost.trim();
  if (given === "") return guessedHost(smtpUsername.trim(), errors);
  const parsed = parseAddress((0, import_node_net.isIP)(given) === 0 ? (0, import_node_url.domainToASCII)(given) || given : given);
  if ("problems" in parsed) errors.push("smtp-host: expected the name or address of a mail server, without a port");
  return "value" in parsed ? parsed.value : given;
}
function guessedHost(username, errors) {
  const domain = mailbox(username)?.split("@")[1];
  if (domain === void 0) errors.push("smtp-host: is not set, and smtp-username has no domain to guess it from");
  return `smtp.${domain}`;
}
function senderOf({ emailFrom, smtpUsername }, errors) {
  const address = mailbox(emailFrom.trim() || smtpUsername.trim());
  if (address !== void 0) return address;
  const unset = "is not set, and smtp-username is no mail address";
  errors.push(`email-from: ${emailFrom.trim() === "" ? unset : expectedAddress}`);
  return "";
}
var expectedAddress = "expected a mail address such as me@example.com";
var addressLengthMax = 254;
function mailbox(text) {
  const parsed = parseMailAddresses(text);
  const [only, ...others] = "value" in parsed ? parsed.value : [];
  if (only === void 0 || others.length > 0) return void 0;
  const [local = "", domain = ""] = only.split("@");
  const name = dnsNameOf((0, import_node_url.domainToASCII)(domain));
  const address = `${local}@${name}`;
  return name === void 0 || address.length > addressLengthMax || hasControl.test(address) ? void 0 : address;
}
var hasControl = new RegExp("\\p{C}", "u");

// src/store/outbox.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
var import_promises = __toESM(require_promises(), 1);
var import_node_path = __toESM(require_node_path(), 1);
function outboxOf(stateHome, purpose) {
  const folder = (0, import_node_path.join)(stateHome, "server-monitor", `outbox-${digest(purpose)}`);
  return {
    keep: async (text, time) => {
      await (0, import_promises.mkdir)(folder, { recursive: true, mode: 448 });
      await writeDurably((0, import_node_path.join)(folder, `${time.getTime()}-${digest(text)}.json`), text, 384);
    },
    waiting: async () => {
      const names = (await listFolder(folder)).filter((name) => /^\d+-[0-9a-f]+\.json$/.test(name));
      const sorted = names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
      return Promise.all(sorted.map((name) => open(folder, name)));
    }
  };
}
async function open(folder, name) {
  const path = (0, import_node_path.join)(folder, name);
  const text = await readIfPresent(path) ?? "";
  return { text, time: new Date(Number.parseInt(name, 10)), remove: () => (0, import_promises.rm)(path, { force: true }) };
}
function digest(text) {
  return (0, import_node_crypto.createHash)("sha256").update(text).digest("hex").slice(0, 12);
}

// src/commands/mailing.ts
function openPost(call, emailDest) {
  const configuration = mailSettings({ ...call.inputs.mail, emailDest });
  if ("errors" in configuration) throw new InputError(configuration.errors);
  if ("absent" in configuration) return configuration.absent;
  const { settings } = configuration;
  for (const secret of secretsOf(settings)) call.reporter.mask(secret);
  return {
    send: async (mail, attachments = []) => {
      const { sendMail } = await import("./send-6YEG7BWG.js");
      const label = call.surroundings.github.repository ?? "local";
      const { delivered, fault } = await sendMail({ ...mail, attachments }, settings, { now: call.now, label });
      return { fault: fault?.message, reached: delivered.length > 0 };
    }
  };
}
function recipients2({ inputs, surroundings, reporter }) {
  if (inputs.inventory.trim() === "") return [];
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  inventory.warnings.forEach(reporter.warn);
  return inventory.emailDest;
}
async function mailRun(report, post, call) {
  const unsent = await mailChanges(report.alerts, post, call);
  if (typeof post === "string" || call.inputs.emailOn !== "always") return unsent;
  const { runMail } = await import("./run-mail-OV4JQCIU.js");
  return [...unsent, ...faultOf(await post.send(runMail(report)))];
}
async function mailChanges(alerts, post, call) {
  if (typeof post === "string") {
    if (alerts.changes.length > 0 && call.inputs.emailOn !== "never") call.reporter.info(post);
    return [];
  }
  const { alertMail } = await import("./alert-mail-YNWC7KLN.js");
  return sendAll(alertMail(alerts.changes, { now: call.now, ...alerts }), post, call);
}
var staleMs = 7 * 864e5;
async function sendAll(news, post, { surroundings, inputs, now }) {
  const outbox = outboxOf(surroundings.stateHome, `${surroundings.github.repository} ${inputs.results}`);
  for (const { text, time, remove } of await outbox.waiting()) {
    const letter = now.getTime() - time.getTime() < staleMs ? readLetter(text) : void 0;
    const sent2 = letter && await post.send(letter);
    if (sent2?.fault !== void 0 && !sent2.reached) {
      if (news !== void 0) await outbox.keep(JSON.stringify(news), now);
      return [waits(sent2.fault)];
    }
    await remove();
  }
  const sent = news && await post.send(news);
  if (news === void 0 || sent?.fault === void 0) return [];
  if (sent.reached) return [sent.fault];
  await outbox.keep(JSON.stringify(news), now);
  return [waits(sent.fault)];
}
function waits(fault) {
  return `${fault}; the mail waits for the next run`;
}
function readLetter(text) {
  const letter = parseJson(text);
  return isLetter(letter) ? letter : void 0;
}
function isLetter(data) {
  if (typeof data !== "object" || data === null) return false;
  const texts = new Map(Object.entries(data));
  return ["subject", "text", "html", "thread"].every((name) => typeof texts.get(name) === "string");
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function faultOf({ fault }) {
  return fault === void 0 ? [] : [fault];
}
function secretsOf({ to, from, login }) {
  if (login === void 0) return [...to, from];
  const password = login.password.reveal();
  const forms = [password, `\0${login.username}\0${password}`].map((text) => Buffer.from(text).toString("base64"));
  return [...to, from, password, ...forms];
}

export {
  columns,
  header,
  row,
  openWatch,
  rulesAt,
  openDesk,
  resultsUrl,
  judge,
  deliver,
  throwAll,
  messageOf,
  openPost,
  recipients2 as recipients,
  mailRun,
  mailChanges
};
