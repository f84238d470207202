const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  dnsNameOf,
  parseAddress,
  parseMailAddresses,
  readInventory
} from "./chunk-KC65QT6A.js";
import {
  listFolder,
  readIfPresent,
  require_promises,
  rowOf,
  writeDurably
} from "./chunk-LMI6F3NF.js";
import {
  InputError,
  quoted,
  wholeNumber
} from "./chunk-S6WBXIOX.js";
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
  alertKinds,
  identityOf,
  portText
} from "./chunk-4HM2XZ56.js";
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
async function openWatch(call, { rules, unread }, isOurs) {
  const desk = unread === void 0 ? await openDesk(call) : "the rows of before could not be read";
  if (typeof desk !== "string") void desk.prepare();
  const known = typeof desk === "string" ? { desk: void 0, why: desk } : { desk, why: void 0 };
  return { rules, ...known, isOurs: (host) => isOurs(host) || rules.standing("down", host) === "gone" };
}
async function openDesk({ inputs, surroundings, now }) {
  const { apiUrl, repository } = surroundings.github;
  const { issues, token, confirm, assignees } = inputs;
  if (!issues) return "issues is false";
  if (repository === void 0) return "GITHUB_REPOSITORY does not say which repository they would be in";
  if (token === void 0) return "there is no token to write them with";
  const { issueDesk } = await import("./issues-AYHNDGAD.js");
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
  const made = results.flatMap((result) => rules.add(rowOf(result)));
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
var nothingJudged = {
  open: [],
  changes: [],
  found: { alerts: [], kinds: [], isOurs: () => false, standing: () => "unknown" }
};
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
  const { runMail } = await import("./run-mail-XSBFCE5L.js");
  return [...unsent, ...faultOf(await post.send(runMail(report)))];
}
async function mailChanges(alerts, post, call) {
  if (typeof post === "string") {
    if (alerts.changes.length > 0 && call.inputs.emailOn !== "never") call.reporter.info(post);
    return [];
  }
  const { alertMail } = await import("./alert-mail-CQBDN3ZN.js");
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
  openWatch,
  openDesk,
  resultsUrl,
  judge,
  nothingJudged,
  deliver,
  throwAll,
  messageOf,
  openPost,
  recipients2 as recipients,
  mailRun,
  mailChanges
};
