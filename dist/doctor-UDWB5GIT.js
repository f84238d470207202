const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  require_node_http
} from "./chunk-HOZR65DC.js";
import {
  PingFault,
  inParallel,
  ping,
  prepare,
  probeHost
} from "./chunk-WL72B4AN.js";
import "./chunk-5NIME6VD.js";
import "./chunk-GGIYJPNK.js";
import "./chunk-EJL6VX4C.js";
import {
  readInventory
} from "./chunk-KC65QT6A.js";
import {
  gitIn,
  noHistory,
  openRepository,
  openStore,
  readHistory,
  require_promises,
  storeSettings
} from "./chunk-LMI6F3NF.js";
import "./chunk-J2PM5DPM.js";
import "./chunk-S6WBXIOX.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import "./chunk-X772634R.js";
import "./chunk-VMXCKCGH.js";
import "./chunk-IGDBPSKK.js";
import "./chunk-J26OB2QN.js";
import "./chunk-PKOFM26T.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-C3YEWPXT.js";
import "./chunk-IUBTW42K.js";
import "./chunk-LFO2QM2K.js";
import "./chunk-5HKXV3WF.js";
import "./chunk-6ZGBHYEO.js";
import "./chunk-4HM2XZ56.js";
import {
  binarySize,
  count,
  roughDuration
} from "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import {
  terminalText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:https
var require_node_https = __commonJS({
  "at-first-use:node:https"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:https");
    for (const name of ["Agent", "Server", "createServer", "get", "globalAgent", "request"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/doctor/finding.ts
function finding(verdict, what, detail2) {
  return { verdict, what, detail: { untrusted: detail2 } };
}
async function unlessFails(what, work) {
  try {
    return await work();
  } catch (error) {
    return finding("bad", what, error instanceof Error ? error.message : "no reason given");
  }
}

// src/doctor/hosts.ts
function examineHosts(hosts, { concurrency, settings }) {
  return inParallel(hosts, concurrency, async (host) => ({ host: host.id, findings: await examine(host, settings) }));
}
async function examine(host, settings) {
  const [first, ...others] = host.identities;
  const outside = await probeHost({ ...host, identities: first === void 0 ? [] : [first] }, settings);
  const findings = [pingFinding(outside), ...pageFindings(host, outside)];
  if (first === void 0) return findings;
  findings.push(loginFinding(first, outside));
  for (const identity of others) {
    const inside = await probeHost({ ...host, homePage: void 0, identities: [identity] }, settings);
    findings.push(loginFinding(identity, inside));
  }
  return findings;
}
function pingFinding({ result }) {
  const { meanMs, lossPercent } = result.ping;
  if (meanMs === void 0) return finding("odd", "ping", detail(result.problems, "ping:") || "no answer");
  return finding("good", "ping", `${meanMs.toFixed(1)} ms${lossPercent ? `, ${lossPercent.toFixed(0)} % lost` : ""}`);
}
function pageFindings(host, { result }) {
  if (host.homePage === void 0) return [];
  const trouble = detail(result.problems, "http:");
  if (trouble !== "") return [finding("bad", "page", trouble)];
  const { status = 0, ms = 0 } = result.page ?? {};
  return [finding(status >= 400 ? "bad" : "good", "page", `${status} in ${ms.toFixed(0)} ms`)];
}
function loginFinding(identity, { result }) {
  const means = [identity.key && "key", identity.password && "password"].filter(Boolean).join(" and ");
  const what = `ssh as ${identity.username} by ${means}`;
  const trouble = detail(result.problems, "ssh:", "probe:");
  if (trouble === "") return finding("good", what, "logs in, and the probe tells everything");
  return finding("bad", what, trouble);
}
function detail(problems, ...kinds) {
  const ours = problems.filter(({ code }) => kinds.some((kind) => code.startsWith(kind)));
  return ours.map((problem) => `${problem.code}: ${terminalText(problem.detail)}${mendOf(problem.code)}`).join("; ");
}
function mendOf(code) {
  const mend = mends[code];
  return mend === void 0 ? "" : ` \u2192 ${mend}`;
}
var mends = {
  "ping:unreachable": "nothing to mend if the host drops echo requests",
  "ssh:refused": "see that sshd runs, and that port is right",
  "ssh:timeout": "see that a firewall lets this machine through",
  "ssh:auth": "put the public key into ~/.ssh/authorized_keys of that user, or mend the credential",
  "http:tls": "renew the certificate, or say in verify which one to trust"
};

// src/doctor/machine.ts
var import_promises = __toESM(require_promises(), 1);
var import_node_path = __toESM(require_node_path(), 1);

// src/probes/clock.ts
var import_node_http = __toESM(require_node_http(), 1);
var import_node_https = __toESM(require_node_https(), 1);
function askDate(url, limitMs) {
  const ask = url.protocol === "http:" ? import_node_http.request : import_node_https.request;
  return new Promise((resolve) => {
    const asked = ask(url, { method: "HEAD", signal: AbortSignal.timeout(limitMs), agent: false }, (response) => {
      asked.destroy();
      const time = Date.parse(response.headers.date ?? "");
      resolve(Number.isNaN(time) ? void 0 : new Date(time));
    });
    asked.on("error", () => resolve(void 0)).end();
  });
}

// src/doctor/machine.ts
function examineMachine(surroundings, now) {
  const { environment, internet, stateHome } = surroundings;
  return Promise.all([
    Promise.resolve(node(process.versions.node, process.arch)),
    unlessFails("git", () => git(environment)),
    unlessFails("ping", () => pingHere(environment)),
    clock(internet, now),
    unlessFails("room", () => room(stateHome))
  ]);
}
function node(version, processor) {
  if (processor === "arm")
    return finding(
      "bad",
      "node",
      "this is a 32-bit system, for which GitHub's runner has no Node 24: install a 64-bit one"
    );
  return finding("good", "node", `${version} on ${processor}`);
}
var oldestGit = [2, 31];
async function git(environment) {
  const { stdout } = await gitIn("/", environment)({ args: ["version"] });
  const [, version = "", major, minor] = /^git version ((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
  const old = Number(major) < oldestGit[0] || Number(major) === oldestGit[0] && Number(minor) < oldestGit[1];
  return old || version === "" ? finding("bad", "git", `${version || "its version is unknown"}: ${oldestGit.join(".")} or newer is needed`) : finding("good", "git", version);
}
async function pingHere(environment) {
  try {
    const { value } = await ping("127.0.0.1", { environment, signal: AbortSignal.timeout(5e3), trace: () => {
    } });
    if (value?.meanMs !== void 0) return finding("good", "ping", "this user may send echo requests");
    return finding("odd", "ping", "this machine does not answer its own echo requests: look at its firewall");
  } catch (error) {
    if (error instanceof PingFault) return finding("bad", "ping", error.message);
    throw error;
  }
}
var clockToleranceMs = 3e4;
async function clock(landmark, now) {
  const began = performance.now();
  const theirs = await askDate(landmark, 5e3);
  if (theirs === void 0)
    return finding(
      "odd",
      "clock",
      `${landmark.host} does not answer, so that nothing is known of it; and GitHub may be out of reach`
    );
  const ours = now.getTime() + (performance.now() - began);
  const off = ours - theirs.getTime();
  if (Math.abs(off) < clockToleranceMs) return finding("good", "clock", `as ${landmark.host} has it`);
  const words = `${roughDuration(Math.abs(off))} ${off > 0 ? "ahead" : "behind"}: sudo timedatectl set-ntp true`;
  return finding("bad", "clock", words);
}
var leastRoomMib = 256;
async function room(stateHome) {
  const folder = (0, import_node_path.join)(stateHome, "server-monitor");
  await (0, import_promises.mkdir)(folder, { recursive: true, mode: 448 });
  const { bavail, bsize } = await (0, import_promises.statfs)(folder);
  const freeMib = bavail * bsize / 1024 ** 2;
  return freeMib < leastRoomMib ? finding(
    "bad",
    "room",
    `${binarySize(freeMib)} left for ${folder}: make room, or rows that cannot be pushed are lost`
  ) : finding("good", "room", `${binarySize(freeMib)} left for ${folder}`);
}

// src/doctor/repository.ts
async function examineRepository(inputs, surroundings) {
  if (!inputs.push) return [finding("odd", "push", "push is false: rows stay on this machine")];
  const { results, branch, token } = inputs;
  return [
    await unlessFails("push", async () => {
      const repository = await openRepository(results, { environment: surroundings.environment, token });
      const target = await repository.rehearse(branch, AbortSignal.timeout(6e4));
      return finding("good", "push", `${repository.origin} would take rows on ${target}`);
    })
  ];
}

// src/commands/doctor.ts
async function doctor(call) {
  const { inputs, surroundings, reporter, now } = call;
  const machine = await examineMachine(surroundings, now);
  tell("this machine", machine, call);
  const repository = await examineRepository(inputs, surroundings);
  tell("the repository", repository, call);
  if (inputs.inventory === "") reporter.info("no inventory: give one (--inventory FILE) to examine its hosts, too");
  const hosts = inputs.inventory === "" ? [] : await examineInventory(call);
  const findings = [...machine, ...repository, ...hosts];
  const bad = findings.filter(({ verdict }) => verdict === "bad").length;
  if (bad > 0) throw new Error(`${count(bad, "thing")} to mend`);
  reporter.info("everything works");
}
async function examineInventory(call) {
  const { inputs, surroundings, reporter } = call;
  const { hosts, warnings } = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  warnings.forEach(reporter.warn);
  const settings = await prepare(hosts, await historyOf(call), call);
  const examined = await examineHosts(hosts, { concurrency: inputs.concurrency, settings });
  for (const { host, findings } of examined) tell(host, findings, call);
  return examined.flatMap(({ findings }) => findings);
}
async function historyOf(call) {
  const store = await openStore(storeSettings(call)).catch(() => void 0);
  return store === void 0 ? noHistory(call) : readHistory(store, call);
}
var signs = { good: "\u2713", odd: "\u2022", bad: "\u2717" };
function tell(title, findings, { reporter }) {
  reporter.info(title);
  for (const { verdict, what, detail: detail2 } of findings)
    reporter.info(`  ${signs[verdict]} ${what}: ${terminalText(detail2)}`);
}
export {
  doctor
};
