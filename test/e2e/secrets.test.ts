/**
 * The story of the secrets: they go in, and nothing that leaves the process holds one, whole or in part, as it is or
 * encoded; nor does what a host says make the runner or a terminal obey. On success, and on every way to fail.
 */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AuthContext, ServerChannel } from "ssh2";
import { expect, it, onTestFinished } from "vitest";
import {
  alertingTools,
  type Correspondents,
  correspondents,
  dead,
  knowLabels,
  nobody,
  rowsOfEarlier,
  well,
} from "../support/alerting.ts";
import { type Canaries, finderOf, keyCanaries, newAddress, newSecret, newToken } from "../support/canaries.ts";
import { Certificates } from "../support/certificates.ts";
import { failingHosts, keyText, knownHostsOf, silentHosts, sshdAt, stopAfterTest } from "../support/failing-hosts.ts";
import { git, serveRemote } from "../support/git-remote.ts";
import { oddHostKey, startSsh2 } from "../support/hostile-ssh.ts";
import { commandsIn, masksAtStart, withoutMasks } from "../support/runner-log.ts";
import { currentUser, sshdTools } from "../support/sshd.ts";
import { startTalkative, type TalkativeHost } from "../support/talkative-ssh.ts";
import { describeWith, tool } from "../support/tools.ts";
import {
  type Child,
  type Inputs,
  loudModes,
  type Machine,
  type Mode,
  modes,
  newMachine,
  runWatched,
  type WatchedRun,
} from "../support/watched-run.ts";
import { closedPort, startHttp, startHttps, startRaw } from "../support/web.ts";

/** Secrets that a job has beside ours: an input that is misspelt, and what its other steps need. */
const bystanders = { INPUT_CREDENTIAL: newSecret(), JOB_SECRET: newSecret() };

describeWith([...sshdTools, "git", "ping", "openssl", "ping under strace"], "the secrets of a check", () => {
  it("stay inside when all goes well", async () => {
    const { inputs, masked, unmasked, token } = await healthyHosts();
    await Promise.all(
      modes.map(async (mode) => {
        const onRunner = mode !== "in a terminal";
        const machine = newMachine(bystanders);
        if (onRunner) moveOrigin(machine, await remoteFor(machine, token));
        const run = await runWatched(mode, { ...inputs, ...(onRunner && { token }) }, machine);
        expect(run.stdout).toMatch(/^5 hosts[:,] 5 up$/m);
        expect(run.code).toBe(0);
        expect(git(machine.remote, "log", "-1", "--format=%s", "main")).toBe("check: 5 hosts, 5 up");
        expect(git(machine.remote, "show", "main:results/known_hosts")).toMatch(/^\|1\|/);
        expectSecrecy(run, { ...masked, ...unmasked, token }, mode);
        expectMasks(run, { ...masked, token }, mode);
        expectOnlyOurWords(run, mode);
        const holders = run.children.filter((child) => finderOf({ token })(JSON.stringify(child)).length > 0);
        const programs = holders.map(({ argv }) => argv[0]?.replace(/^.*\/|-.*$/g, ""));
        expect(new Set(programs)).toEqual(new Set(onRunner ? ["git"] : []));
      }),
    );
  });

  it("stay inside when hosts fail, each in its way", async () => {
    const cast = await failingHosts();
    await Promise.all(
      loudModes.map(async (mode) => {
        const machine = newMachine(bystanders);
        const run = await runWatched(mode, cast.inputs, machine);
        expect(run.code).toBe(0);
        const errors = errorsIn(machine);
        expect(Object.keys(errors)).toEqual(Object.keys(cast.errors));
        for (const [host, expected] of Object.entries(cast.errors)) expect(errors[host], host).toMatch(expected);
        expectSecrecy(run, { ...cast.masked, ...cast.unmasked }, mode);
        expectMasks(run, cast.masked, mode);
        expectOnlyOurWords(run, mode);
      }),
    );
    const find = finderOf({ ...cast.masked, ...cast.unmasked });
    expect(cast.impostor.connections()).toBe(2 * loudModes.length);
    expect(cast.impostorLogins()).toBe(0);
    expect(find(cast.impostor.received())).toEqual([]);
    expect(new Set(cast.strangersHeard.map((request) => request.split("\n")[0]))).toEqual(new Set(["/", "/next"]));
    expect(find(cast.strangersHeard.join("\n"))).toEqual([]);
  });

  it("stay inside when hosts say nothing", async () => {
    const { inputs, errors, masked, unmasked } = await silentHosts();
    await Promise.all(
      loudModes.map(async (mode) => {
        const machine = newMachine(bystanders);
        const run = await runWatched(mode, inputs, machine);
        expect(run.code).toBe(0);
        const found = errorsIn(machine);
        for (const [host, expected] of Object.entries(errors)) expect(found[host], host).toMatch(expected);
        expectSecrecy(run, { ...masked, ...unmasked }, mode);
        expectMasks(run, masked, mode);
        expectOnlyOurWords(run, mode);
      }),
    );
  });

  it.each(loudModes)("stay inside when hosts repeat what they were told, %s", async (mode) => {
    const password = newToken();
    const all = await talkativeForTest(`wrong password "${password}"`);
    // What a host makes of its password on purpose nobody can tell: a user of that name is a user.
    const hosts = all.filter(({ place }) => place !== "logins");
    const machine = newMachine(bystanders);
    const run = await runWatched(mode, talkativeInputs(hosts, password), machine);
    expect(errorsIn(machine)).toEqual(Object.fromEntries(hosts.map(({ place, errors }) => [place, errors])));
    expect(run.stdout.split("[secret]").length).toBeGreaterThan(hosts.length / 2);
    expectSecrecy(run, { password }, mode);
    expectMasks(run, { password }, mode);
    expectOnlyOurWords(run, mode);
  });

  it.each(faultsOfOurs())("stay inside when %s", async (_fault, said, arrange) => {
    await Promise.all(
      loudModes.map(async (mode) => {
        const machine = newMachine(bystanders);
        const written = newToken();
        const more = await arrange(machine, written);
        const secrets = { password: newSecret(), ip: newAddress() };
        const creds = [{ username: "pi", password: secrets.password }];
        const inventory = JSON.stringify({ servers: [{ name: "web", ip: secrets.ip, port: 1, creds }] });
        const token = mode === "in a terminal" ? {} : { token: newToken() };
        const environment = { ...machine.environment, ...more };
        const run = await runWatched(mode, { inventory, ...token }, { ...machine, environment });
        expect(run.code).toBe(1);
        expect(`${run.stdout}${run.stderr}`).toMatch(said);
        expectSecrecy(run, { ...secrets, ...token, written }, mode);
        expectMasks(run, { ...secrets, ...token }, mode);
        expectOnlyOurWords(run, mode);
      }),
    );
  });
});

const telling: readonly (readonly [command: string, more: Inputs, minutesAgo: number])[] = [
  ["check", { "email-on": "always" }, 20],
  ["report", { month: "current" }, 20],
  ["watchdog", {}, 300],
];

describeWith([...alertingTools, "ping under strace"], "the secrets of issues and mails", () => {
  /** A host is down for the third time; the monitor itself fell silent after that. */
  async function tellWatched(mode: Mode, inputs: Inputs, { environment }: Correspondents, minutesAgo: number) {
    const down = { host: nobody, rows: [well, dead, dead] };
    const earlier = rowsOfEarlier([down, { host: "127.0.0.1", rows: [well] }], minutesAgo);
    const machine = newMachine({ ...bystanders, ...environment }, earlier);
    return runWatched(mode, { inventory: `${nobody}\n127.0.0.1`, ...inputs }, machine);
  }

  it.each(telling)("stay inside when %s has something to tell", async (command, more, minutesAgo) => {
    await Promise.all(
      loudModes.map(async (mode) => {
        const secrets = { token: newToken(), password: newSecret() };
        const others = await correspondents(secrets.token, secrets.password);
        const { github, mail, inputs } = others;
        knowLabels(github, "down", "silent");
        const run = await tellWatched(mode, { ...inputs, command, ...more }, others, minutesAgo);
        expect(run.code).toBe(0);
        expect(new Set(mail.passwords)).toEqual(new Set([secrets.password]));
        expect([github.issues.length, mail.received.length > 0]).toEqual([1, true]);
        expectSecrecy(run, secrets, mode);
        expectMasks(run, secrets, mode);
        expectOnlyOurWords(run, mode);
        const sent = [...mail.received.map(({ raw }) => raw), JSON.stringify(github.issues)];
        const asked = github.requests.map(({ token: _, ...request }) => JSON.stringify(request));
        expect([...sent, ...asked].flatMap(finderOf({ ...secrets, ...bystanders }))).toEqual([]);
      }),
    );
  });

  it("stay inside when GitHub refuses, and the mail server repeats what it was told", async () => {
    await Promise.all(
      loudModes.map(async (mode) => {
        const secrets = { token: newToken(), password: newSecret() };
        const others = await correspondents(secrets.token);
        const { github, mail } = others;
        const message = `no right to do that with ${secrets.token}`;
        github.fault = ({ method }) => (method === "POST" ? { is: "answer", status: 403, message } : undefined);
        // The last of the rows before this run had the host down: its alert opens with this one.
        const inputs = { ...others.inputs, "smtp-password": secrets.password, "email-on": "always" };
        const run = await tellWatched(mode, inputs, others, 20);
        expect(run.code).toBe(1);
        expect(`${run.stdout}${run.stderr}`).toContain("GitHub forbids it (status 403): ");
        expect(mail.passwords).toEqual([secrets.password]);
        expect(leaksOf(run, { ...secrets, ...bystanders })).toEqual([]);
        expectOnlyOurWords(run, mode);
      }),
    );
  });
});

/** What a host would like the runner, a terminal or whoever reads the log to obey. */
const orders = [
  "##[error]owned",
  "\u001b[31m##[add-mask]owned\u001b]0;owned\u0007",
  "\u0085::warning::owned",
  "\u2028::save-state name=isPost::owned",
  "\r::add-mask::owned",
  "\n::set-output name=commit::owned",
  "\n\u00a0\u2003::stop-commands::owned",
].join(" ");

describeWith(["git", "ping", "openssl", "ping under strace"], "the runner and the terminal", () => {
  it.each([...loudModes, "on a runner without files" as const])("obey no host, %s", async (mode) => {
    const isOld = mode === "on a runner without files";
    const machine = newMachine(isOld ? { GITHUB_OUTPUT: "" } : {});
    plantProgram(join(machine.remote, "hooks", "pre-receive"), `cat <<"END" >&2\n${orders}\nEND\nexit 1`);
    const [hosts, pages] = [await talkativeForTest(orders), await rudePages()];
    const door = isOld ? "on a runner that debugs" : mode;
    const run = await runWatched(door, talkativeInputs(hosts, newSecret(), pages), machine);
    expect(run.code).toBe(1);
    // They were heard, and shown as words.
    expect(run.stdout.match(/owned/g)?.length).toBeGreaterThan(20);
    const commands = commandsIn(`${run.stdout}\n${run.stderr}`);
    expect(commands.filter(({ data }) => data.startsWith("owned"))).toEqual([]);
    expectOnlyOurWords(run, door, isOld ? ["set-output"] : []);
    const all = String(hosts.length + pages.length);
    const outputs = commands.filter(({ name }) => name === "set-output").map(({ data }) => data);
    expect(outputs).toEqual(isOld ? [all, "0", "0", "1", "1", all, ""] : []);
  });
});

function expectSecrecy(run: WatchedRun, canaries: Canaries, mode: Mode): void {
  expect(leaksOf(run, { ...canaries, ...bystanders })).toEqual([]);
  // What is on standard error may overtake the masks.
  if (mode !== "in a terminal") expect(run.stderr).toBe("");
}

/** What of a run holds a canary. Lines that mask one stay between the step and the runner. */
function leaksOf({ left, children }: WatchedRun, canaries: Canaries): string[] {
  const find = finderOf(canaries);
  const visible = (place: string, text: string | Buffer) => (place === "stdout" ? withoutMasks(String(text)) : text);
  const inTexts = [...left].flatMap(([place, text]) => find(visible(place, text)).map((found) => `${place}: ${found}`));
  const inChildren = children.flatMap((child) =>
    find(publicPartOf(child).join("\n")).map((found) => `child ${child.argv[0]}: ${found}`),
  );
  return [...inTexts, ...inChildren];
}

/**
 * All of a child but the address that ping is to ask, and git's own settings: the token that we lend it, and the one that
 * somebody wrote into the remote's URL, which git itself hands to its helpers.
 */
function publicPartOf({ argv, environment }: Child): string[] {
  const isPing = argv[0] === "ping" && argv.at(-2) === "--";
  const isRemote = (argument: string) => /^http:\/\/x-access-token:/.test(argument);
  const isToken = (entry: string) => /^GIT_CONFIG_VALUE_0=AUTHORIZATION: basic /.test(entry);
  const shown = isPing ? argv.slice(0, -1) : argv.filter((argument) => !isRemote(argument));
  return [...shown, ...environment.filter((entry) => !isToken(entry))];
}

/** Every canary was masked before a word was printed. */
function expectMasks({ stdout }: WatchedRun, canaries: Canaries, mode: Mode): void {
  if (mode === "in a terminal") return;
  const masks = masksAtStart(stdout);
  expect(Object.entries(canaries).filter(([, value]) => !masks.has(value))).toEqual([]);
}

/** The runner hears only what a step of ours says to it, and there is nothing that a terminal obeys. */
function expectOnlyOurWords({ stdout, stderr, summary }: WatchedRun, mode: Mode, more: readonly string[] = []): void {
  const ours = ["add-mask", "group", "endgroup", "warning", "error", "notice", "debug", ...more];
  const allowed = new Set(mode === "in a terminal" ? [] : ours);
  const names = commandsIn(`${stdout}\n${stderr}`).map(({ name }) => name);
  expect(names.filter((name) => !allowed.has(name))).toEqual([]);
  expect(`${stdout}${stderr}${summary}`).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/);
}

/** The column `errors` of the nodes on the remote, by host. */
function errorsIn({ remote }: Machine): Record<string, string> {
  const files = git(remote, "ls-tree", "--name-only", "main", "results/").split("\n");
  const [header = [], ...rows] = git(remote, "show", `main:${files.find((path) => path.includes("/node_"))}`)
    .split("\n")
    .map((line) => line.split(","));
  return Object.fromEntries(rows.map((cells) => [cells[header.indexOf("host")], cells[header.indexOf("errors")]]));
}

/** Five hosts, each with another kind of login; one is met for the first time, one has a page with a token in its address. */
async function healthyHosts() {
  const secret = { password: newSecret(), passphrase: newSecret() };
  const unmasked = { page: newToken() };
  const address = { one: newAddress(), two: newAddress(), three: newAddress(), four: newAddress() };
  const plain = keyText();
  const pem = keyText("rsa", "", ["-m", "PEM"]);
  const encrypted = keyText("ed25519", secret.passphrase);
  const sshd = await sshdAt(
    Object.values(address),
    [plain, pem, encrypted].map(({ publicKey }) => publicKey),
  );
  const authenticate = (context: AuthContext) =>
    context.method === "password" && context.password === secret.password
      ? context.accept()
      : context.reject(["password"]);
  const odd = await stopAfterTest(startSsh2({ authenticate, exec: (accept) => runShell(accept()) }));
  const page = await startHttp((_request, response) => response.end());
  const at = (ip: string) => ({ ip, port: sshd.port });
  const byPassphrase = { username: currentUser, private_key: encrypted.text, passphrase: secret.passphrase };
  const servers = [
    { name: "key", ...at(address.one), creds: [{ username: currentUser, private_key: plain.text }] },
    { name: "pem", ...at(address.two), creds: "pem", home_page: `${page.origin}/?key=${unmasked.page}` },
    { name: "passphrase", ...at(address.three), creds: [byPassphrase] },
    { name: "met-today", ...at(address.four), creds: "pem" },
    { name: "password", ip: "127.0.0.1", port: odd.port, creds: [{ username: "pi", password: secret.password }] },
  ];
  return {
    inputs: {
      inventory: JSON.stringify({ servers, defaults: { known_ports: "1-65535" } }),
      credentials: JSON.stringify({ pem: { username: currentUser, private_key: pem.text } }),
      "known-hosts": `${knownHostsOf(sshd, [address.one, address.two, address.three])}${knownOdd(odd.port)}`,
      "host-key-policy": "accept-new",
    },
    masked: {
      ...secret,
      ...address,
      ...keyCanaries("plain key", plain.text),
      ...keyCanaries("PEM key", pem.text),
      ...keyCanaries("encrypted key", encrypted.text),
    },
    unmasked,
    token: newToken(),
  };
}

function knownOdd(port: number): string {
  return `[127.0.0.1]:${port} ${oddHostKey.public}\n`;
}

/** As a host does it: the script runs, and knows who has asked. */
function runShell(channel: ServerChannel): void {
  const env = { PATH: process.env["PATH"], SSH_CONNECTION: "127.0.0.1 1022 127.0.0.1 22" };
  const shell = spawn("sh", ["-s"], { env, stdio: ["pipe", "pipe", "ignore"] });
  channel.on("error", () => {}).pipe(shell.stdin);
  shell.stdout.pipe(channel);
}

async function talkativeForTest(text: string): Promise<TalkativeHost[]> {
  const hosts = await startTalkative(text);
  for (const { server } of hosts) onTestFinished(server.stop);
  return hosts;
}

function talkativeInputs(hosts: readonly TalkativeHost[], password: string, pages: readonly object[] = []): Inputs {
  const creds = [{ username: "pi", password }];
  const servers = [
    ...hosts.map(({ place, server }) => ({ name: place, ip: "127.0.0.1", port: server.port, creds })),
    ...pages.map((page, index) => ({ name: `page-${index}`, ip: "127.0.0.1", ...page })),
  ];
  return {
    inventory: JSON.stringify({ servers }),
    "known-hosts": hosts.map(({ server }) => knownOdd(server.port)).join(""),
  };
}

/** Pages with orders in the reason phrase, instead of HTTP, and in the names of a certificate. */
async function rudePages(): Promise<object[]> {
  const certificates = new Certificates();
  onTestFinished(() => certificates.remove());
  const { key, cert } = certificates.make({ names: "DNS:::error::owned,DNS:\\#\\#[error]owned" });
  const reason = orders.replace(/[\r\n]/g, " ");
  const saying = async (text: string) => startRaw((socket) => socket.once("data", () => socket.end(text)));
  const rude = await saying(`HTTP/1.1 500 ${reason}\r\nlocation: ${reason}\r\n\r\n`);
  const noHttp = await saying(orders);
  const tls = await startHttps({ key, cert }, (_request, response) => response.end());
  return [
    { home_page: `${rude.origin}/` },
    { home_page: `${noHttp.origin}/` },
    { home_page: `${tls.origin}/`, verify: cert },
  ];
}

/** Brings a machine into trouble, with a secret where one may be written. The answer is what its environment has more. */
type Arrange = (machine: Machine, secret: string) => Promise<Readonly<Record<string, string>> | undefined>;

/** What goes wrong on our side, and what is said of it. */
function faultsOfOurs(): (readonly [fault: string, said: RegExp, arrange: Arrange])[] {
  return [
    [
      "there is no repository",
      /is not in a git repository/,
      async ({ workspace }) => void rmSync(join(workspace, ".git"), { recursive: true }),
    ],
    [
      "there is no remote",
      /no remote called origin/,
      async (machine) => void git(machine.workspace, "remote", "remove", "origin"),
    ],
    [
      "the remote is not there",
      /cannot be reached/,
      async (machine) => moveOrigin(machine, `http://127.0.0.1:${await closedPort()}/remote.git`),
    ],
    [
      "the remote wants another token",
      /refuses access/,
      async (machine) => moveOrigin(machine, await remoteFor(machine, newToken())),
    ],
    [
      "the remote wants another token than its URL has",
      /http:\/\/127.* refuses access/,
      async (machine, secret) => {
        const url = await remoteFor(machine, newToken());
        return moveOrigin(machine, url.replace("//", `//x-access-token:${secret}@`));
      },
    ],
    [
      "the remote repeats what it was told",
      /look at main: /,
      async (machine) => moveOrigin(machine, await repeatingRemote()),
    ],
    [
      "the results are no folder",
      /results is not a folder; move it away, or name another/,
      async ({ workspace }) => void writeFileSync(join(workspace, "results"), ""),
    ],
    ["ping is missing", /ping is not installed/, async (machine) => pathWithOnly("git", machine)],
    ["git is missing", /git: is not installed/, async (machine) => pathWithOnly("ping", machine)],
  ];
}

/** The machine's remote over HTTP, for those who bring the token. */
async function remoteFor({ remote }: Machine, token: string): Promise<string> {
  const served = await serveRemote(remote, token);
  onTestFinished(served.close);
  return served.url;
}

/** Answers with what it was told, as it was told and decoded: git shows such texts. */
async function repeatingRemote(): Promise<string> {
  const { origin } = await startHttp(({ headers: { authorization = "" } }, response) => {
    const decoded = Buffer.from(authorization.replace(/^.* /, ""), "base64").toString();
    response.writeHead(418, { "content-type": "text/plain" }).end(`fatal: ${authorization} ${decoded}\n`);
  });
  return `${origin}/remote.git`;
}

function moveOrigin({ workspace }: Machine, url: string): undefined {
  git(workspace, "remote", "set-url", "origin", url);
}

function pathWithOnly(program: string, { base }: Machine): Readonly<Record<string, string>> {
  const folder = join(base, "bin");
  mkdirSync(folder);
  symlinkSync(tool(program), join(folder, program));
  return { PATH: folder };
}

function plantProgram(path: string, script: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
