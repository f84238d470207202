import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  inputDefaults,
  readInputs
} from "./chunk-CDWMZF3Q.js";
import {
  PingFault,
  check,
  gitIn,
  ping,
  require_lib
} from "./chunk-JAKIEFGA.js";
import "./chunk-MIJ6EACF.js";
import "./chunk-TPE7XRXS.js";
import "./chunk-SSSF3I66.js";
import "./chunk-Q36TMAXM.js";
import "./chunk-47E6GXZ3.js";
import "./chunk-BJZS2I76.js";
import "./chunk-SPMCDJCB.js";
import "./chunk-ZZJSGI6R.js";
import "./chunk-IAKUP7UD.js";
import {
  __toESM
} from "./chunk-POYYXJBZ.js";

// src/commands/demo.ts
import { join as join2 } from "node:path";

// src/demo/repository.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function createDemoFolder(environment) {
  const root = await mkdtemp(join(tmpdir(), "server-monitor-demo-"));
  const git = gitIn(root, environment);
  for (const args of [
    ["init", "--quiet", "--bare", "--initial-branch=main", "remote.git"],
    ["clone", "--quiet", "remote.git", "repository"]
  ]) {
    const { code, stderr } = await git({ args });
    if (code !== 0) throw new Error(`demo: git ${args[0]} failed: ${stderr.trim()}`);
  }
  return { root, repository: join(root, "repository"), remote: join(root, "remote.git") };
}
async function writeStandInPing(folder) {
  const script = `#!${process.execPath}
const { connect } = require("node:net");
const address = process.argv.at(-1);
const echo = () => new Promise((resolve) => {
  const start = performance.now();
  const answered = (error) => resolve(error && error.code !== "ECONNREFUSED" ? undefined : performance.now() - start);
  const socket = connect({ host: address, port: 1 }, () => { socket.destroy(); answered(); }).on("error", answered);
});
(async () => {
  const times = [];
  for (let count = 0; count < 4; count += 1) { const time = await echo(); if (time !== undefined) times.push(time); }
  console.log("4 packets transmitted, " + times.length + " received, " + (4 - times.length) * 25 + "% packet loss, time 600ms");
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  if (times.length > 0) console.log("rtt min/avg/max/mdev = " + [Math.min(...times), mean, Math.max(...times), 0].map((time) => time.toFixed(3)).join("/") + " ms");
  process.exitCode = times.length > 0 ? 0 : 1;
})();
`;
  await writeFile(join(folder, "ping"), script, { mode: 493 });
}

// src/demo/ssh-host.ts
var import_ssh2 = __toESM(require_lib(), 1);
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
function newKey() {
  const key = import_ssh2.default.utils.generateKeyPairSync("ed25519");
  return import_ssh2.default.utils.parseKey(key.private) instanceof Error ? newKey() : key;
}
async function startSshHost(options) {
  const hostKey = newKey();
  const open = /* @__PURE__ */ new Set();
  const server = new import_ssh2.default.Server({ hostKeys: [hostKey.private] }, (connection, { ip, port }) => {
    open.add(connection);
    connection.on("close", () => open.delete(connection)).on("error", () => open.delete(connection));
    letIn(connection, options.allowed);
    connection.on("session", (accept) => {
      accept().on("exec", (acceptExec, _reject, { command }) => {
        const connectionText = `${ip} ${port} 127.0.0.1 ${portOf(server)}`;
        run(command, acceptExec(), { PATH: options.path, SSH_CONNECTION: connectionText });
      });
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    for (const connection of open) connection.end();
    server.close();
  };
  return { port: portOf(server), fingerprint: fingerprintOf(hostKey), close };
}
function portOf(server) {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
function fingerprintOf(key) {
  const blob = Buffer.from(key.public.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=$/, "")}`;
}
function letIn(connection, allowed) {
  const expected = Buffer.from(allowed.public.split(" ")[1] ?? "", "base64");
  const verifier = import_ssh2.default.utils.parseKey(allowed.public);
  connection.on("authentication", (attempt) => {
    if (attempt.method !== "publickey" || !attempt.key.data.equals(expected)) return attempt.reject(["publickey"]);
    if (attempt.signature === void 0) return attempt.accept();
    const signed = !(verifier instanceof Error) && verifier.verify(attempt.blob ?? "", attempt.signature, attempt.hashAlgo);
    return signed === true ? attempt.accept() : attempt.reject(["publickey"]);
  });
}
function run(command, channel, env) {
  const child = spawn("sh", ["-c", command], { env, stdio: "pipe" });
  channel.pipe(child.stdin).on("error", () => {
  });
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on("error", () => {
  }).on("close", () => child.kill());
  child.on("close", (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
}

// src/demo/web-page.ts
import { createServer } from "node:http";
async function startWebPage() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" }).end("all is well\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/health`, close: () => server.close() };
}

// src/commands/demo.ts
async function demo(call) {
  const folder = await createDemoFolder(call.surroundings.environment);
  const surroundings = await contain(folder, call);
  const key = newKey();
  const path = surroundings.environment["PATH"] ?? "";
  const [web, database, page] = await Promise.all([
    startSshHost({ allowed: key, path }),
    startSshHost({ allowed: key, path }),
    startWebPage()
  ]);
  const inventory = JSON.stringify(demoInventory({ web, database, homePage: page.url, privateKey: key.private }));
  const inputs = readInputs({ ...inputDefaults, inventory, results: join2(folder.repository, "results") });
  try {
    await check({ ...call, inputs, surroundings });
  } finally {
    for (const server of [web, database, page]) server.close();
  }
  for (const line of closingWords(folder)) call.reporter.info(line);
}
function demoInventory(hosts) {
  const login = { creds: [{ username: "demo", private_key: hosts.privateKey }] };
  const ssh = ({ port, fingerprint }) => ({ ip: "127.0.0.1", port, host_key: fingerprint, ...login });
  return {
    servers: [
      { name: "web-1", ...ssh(hosts.web), home_page: hosts.homePage },
      { name: "db-1", ...ssh(hosts.database), known_ports: "1-65535" },
      { name: "router", ip: "127.0.0.1", type: "ping" },
      // The broadcast address of loopback: nobody answers, and nothing leaves this machine.
      { name: "old-pi", ip: "127.255.255.255", ...login }
    ]
  };
}
async function contain({ root }, { surroundings, reporter }) {
  const { environment } = surroundings;
  const contained = { ...surroundings, home: root, stateHome: join2(root, "state") };
  if (await canPing(surroundings)) return contained;
  reporter.warn(
    "ping does not work here, so the demo measures TCP round trips; a real check needs it (sudo apt-get install iputils-ping)"
  );
  await writeStandInPing(root);
  return { ...contained, environment: { ...environment, PATH: `${root}:${environment["PATH"]}` } };
}
async function canPing({ environment }) {
  try {
    await ping("127.0.0.1", { environment, signal: AbortSignal.timeout(5e3), trace: () => {
    } });
    return true;
  } catch (error) {
    if (error instanceof PingFault) return false;
    throw error;
  }
}
function closingWords({ root, repository }) {
  return [
    "",
    "Each host is a row in a CSV file of this month, and the run is a commit that was pushed:",
    "",
    `  git -C ${repository} log --stat`,
    `  cat ${repository}/results/*.csv`,
    "",
    "GitHub would show this page under the folder's files:",
    "",
    `  cat ${repository}/results/README.md`,
    "",
    `The hosts were servers on 127.0.0.1 that are gone now. Remove the rest: rm -r ${root}`
  ];
}
export {
  demo
};
