/** The story: real hosts, one dead, one that is only pinged, checked by the compiled action into a real remote. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readSimpleCsv, runAction, runCli } from "../support/action.ts";
import { Certificates } from "../support/certificates.ts";
import { temporaryFolder } from "../support/folder.ts";
import { forbidPing } from "../support/forbidden-ping.ts";
import { bareRemote, clone, commitFiles, git } from "../support/git-remote.ts";
import { currentUser, freePort, makeKey, type SshdOptions, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";
import { startHttp, startNginx } from "../support/web.ts";

/** Beside the bot's name, as a runner has it: no identity of a person. */
function newRunner() {
  const home = temporaryFolder();
  const remote = bareRemote(home);
  return { home, remote, workspace: clone(remote, join(home, "work")) };
}

async function sshdForTest(options: SshdOptions) {
  const sshd = await startSshd(options);
  onTestFinished(sshd.stop);
  return sshd;
}

/** What the machine says of itself by the tools that people use. */
function machine() {
  const say = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  const [memory = "", swap = ""] = say("free", "-b").split("\n").slice(1);
  const sockets = say("ss", "-Htuln")
    .trim()
    .split("\n")
    .map((line) => line.split(/\s+/));
  const outside = sockets.filter(([, , , , local = ""]) => !/^(127\.|\[::1\]|\[::ffff:127\.)/.test(local));
  return {
    availableMib: Number(memory.split(/\s+/)[6]) / 2 ** 20,
    swapFreeMib: Number(swap.split(/\s+/)[3]) / 2 ** 20,
    diskMib: Number(say("df", "-Pk", "/").trim().split("\n").at(-1)?.split(/\s+/)[3]) / 1024,
    bootMs: Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]) * 1000,
    listeners: new Set(
      outside.map(([protocol, , , , local = ""]) => `${local.split(":").at(-1)}${protocol === "udp" ? "/udp" : ""}`),
    ),
  };
}

const programs = [...sshdTools, "git", "ping", "nginx", "openssl", "ss", "free", "df"];

describeWith(programs, "a check of real hosts", () => {
  it("brings home what the hosts say, in a commit on the remote", async () => {
    const runner = newRunner();
    const certificates = new Certificates();
    onTestFinished(() => certificates.remove());
    const certificate = certificates.make({ names: "IP:127.0.0.1" });
    const [webPort, tlsPort] = [await freePort(), await freePort()];
    await startNginx(
      `server { listen 127.0.0.1:${webPort}; location / { return 200 "well\\n"; } }
       server { listen 127.0.0.1:${tlsPort} ssl; ssl_certificate ${certificate.certFile}; ssl_certificate_key ${certificate.keyFile}; location / { return 204; } }`,
      webPort,
    );
    const key = makeKey(join(runner.home, "id_ed25519"));
    const users = { [currentUser]: [key.publicKey] };
    const web = await sshdForTest({ address: "127.0.0.2", users });
    const shop = await sshdForTest({ address: "127.0.0.3", users, hostKeys: ["rsa", "ecdsa"] });
    const inventory = {
      defaults: { creds: ["pi"] },
      servers: [
        { name: "web-1", ip: web.address, port: web.port, home_page: `http://127.0.0.1:${webPort}/` },
        {
          name: "shop",
          ip: shop.address,
          port: shop.port,
          home_page: `https://127.0.0.1:${tlsPort}/`,
          known_ports: "1-65535",
        },
        { name: "db-1", ip: "127.255.255.255" },
        { name: "nas", ip: "127.0.0.4", type: "ping" },
        { name: "mine", ip: web.address, port: web.port, type: "miner", home_page: "https://not.asked.invalid/" },
      ],
    };
    const before = machine();
    const ran = await runAction(
      {
        inventory: JSON.stringify(inventory),
        credentials: `pi: { username: ${currentUser}, key_filename: ${key.path} }`,
        "known-hosts": web.knownHosts + shop.knownHosts,
      },
      runner,
    );
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);

    const show = (file: string) => readSimpleCsv(git(runner.remote, "show", `main:results/${file}`));
    const files = git(runner.remote, "ls-tree", "--name-only", "main:results").split("\n");
    const month = files.find((name) => name.startsWith("miner_"))?.slice(6, 10);
    const rows = [...show(`node_${month}.csv`), ...show(`miner_${month}.csv`), ...show(`ping_${month}.csv`)];
    const byHost = new Map(rows.map((row) => [row["host"], row]));
    expect([...byHost.keys()]).toEqual(["web-1", "shop", "db-1", "mine", "nas"]);
    expect(new Set(rows.map(({ time }) => time)).size).toBe(1);

    expect(byHost.get("web-1")).toMatchObject({
      http_code: "200",
      ssh_peers: "",
      loss: "0",
      cert_days: "",
      logins: "",
      errors: "",
    });
    for (const host of ["web-1", "shop", "mine"]) {
      const row = byHost.get(host);
      expect(Number(row?.["ping_ms"])).toBeLessThanOrEqual(Number(row?.["ping_max_ms"]));
      expect(Number(row?.["mem_avail_mib"]) / before.availableMib).toBeCloseTo(1, 1);
      expect(Number(row?.["disk_avail_mib"]) / before.diskMib).toBeCloseTo(1, 2);
      expect(Math.abs(Date.parse(row?.["last_boot"] ?? "") - before.bootMs)).toBeLessThanOrEqual(61_000);
    }
    expect(byHost.get("web-1")?.["swap_free_mib"]).toBe(before.swapFreeMib.toFixed(0));
    const seen = byHost.get("web-1")?.["ports"]?.split("+").filter(Boolean) ?? [];
    // Other tests open and close ports meanwhile: what stands still must be there, and nothing bound to loopback alone.
    const after = machine();
    for (const listener of before.listeners) if (after.listeners.has(listener)) expect(seen).toContain(listener);
    expect(seen).not.toContain(String(web.port));

    expect(byHost.get("shop")).toMatchObject({ http_code: "204", ports: "", errors: "http:tls" });
    expect(Number(byHost.get("shop")?.["cert_days"])).toBeGreaterThan(20_000);
    expect(byHost.get("db-1")).toMatchObject({
      ping_ms: "",
      mem_avail_mib: "",
      loss: "100",
      errors: "ping:unreachable+ssh:timeout",
    });
    expect(byHost.get("nas")).toMatchObject({ loss: "0", errors: "" });
    expect(byHost.get("mine")).toMatchObject({ gpu_temp_c: "", errors: "probe:incomplete" });

    const subject =
      "check: 5 hosts, 2 up, 2 in trouble — db-1 down (ssh:timeout), shop http:tls, mine probe:incomplete";
    expect(git(runner.remote, "log", "-1", "--format=%s|%an", "main")).toBe(`${subject}|github-actions[bot]`);
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");
    expect(ran.outputs).toEqual({
      "alerts-new": "0",
      "alerts-open": "0",
      hosts: "5",
      up: "2",
      down: "1",
      rows: "5",
      commit: git(runner.remote, "rev-parse", "main"),
    });
    expect(ran.summary).toMatch(/^### 5 hosts, 2 up, 2 in trouble — db-1 down/);
    expect(ran.stdout).toContain("::warning title=db-1%3A down::nothing answers; SSH");
    expect(ran.stdout).toContain(`::add-mask::${web.address}\n`);
  });

  it("checks hosts side by side", async () => {
    const runner = newRunner();
    const count = 30;
    const waiting: (() => void)[] = [];
    // Nobody is answered before everybody has asked.
    const barrier = await startHttp((_request, response) => {
      waiting.push(() => response.end());
      if (waiting.length === count) for (const answer of waiting) answer();
    });
    const key = makeKey(join(runner.home, "id_ed25519"));
    const sshd = await sshdForTest({ users: { [currentUser]: [key.publicKey] }, config: ["MaxStartups 100"] });
    const host = {
      ip: sshd.address,
      port: sshd.port,
      creds: "pi",
      home_page: `${barrier.origin}/`,
      known_ports: "1-65535",
    };
    const servers = Array.from({ length: count }, (_, index) => ({ name: `host-${index}`, ...host }));
    const ran = await runAction(
      {
        inventory: JSON.stringify({ servers }),
        credentials: `pi: { username: ${currentUser}, key_filename: ${key.path} }`,
        "known-hosts": sshd.knownHosts,
        push: "false",
      },
      runner,
    );
    expect(ran.outputs).toMatchObject({ hosts: "30", up: "30", rows: "30", commit: "" });
    expect(ran.summary).toMatch(/^### 30 hosts, 30 up\n/);
  });

  it("works on the seed's inventory unchanged", async () => {
    const runner = newRunner();
    const certificates = new Certificates();
    onTestFinished(() => certificates.remove());
    const { certFile, keyFile } = certificates.make({ names: "IP:127.0.0.1" });
    const port = await freePort();
    await startNginx(
      `server { listen 127.0.0.1:${port} ssl; ssl_certificate ${certFile}; ssl_certificate_key ${keyFile}; }`,
      port,
    );
    const key = makeKey(join(runner.home, "id_rsa"), "rsa", "fumbledpass");
    const sshd = await sshdForTest({ users: { [currentUser]: [key.publicKey] }, port: await freePort() });
    const file = join(runner.home, "monitored_nodes.json");
    const server = {
      ip: "127.0.0.1",
      creds: [{ username: currentUser, password: "fumbledpass", key_filename: key.path }],
      verify: certFile,
      home_page: `https://127.0.0.1:${port}/`,
      ssh_peers: "198.51.100.7,203.0.113.9",
      known_ports: "22,80,443",
    };
    writeFileSync(
      file,
      JSON.stringify({ servers: [{ ...server, port: sshd.port }], email_dest: "me@example.com" }, null, 2),
    );
    const ran = await runCli(["check", "--inventory", file, "--known-hosts", sshd.knownHosts], runner);
    expect(ran.stderr).toBe("");
    const month = new Date().toISOString().slice(2, 7).replace("-", "");
    const [row] = readSimpleCsv(readFileSync(join(runner.workspace, `results/node_${month}.csv`), "utf8"));
    expect(row).toMatchObject({ host: "127.0.0.1", http_code: "404", errors: "" });
  });
});

describeWith(["git", "ping"], "trouble with the repository", () => {
  const inventory = "127.0.0.1";

  function rowsIn(workspace: string): string[] {
    const month = new Date().toISOString().slice(2, 7).replace("-", "");
    const file = join(workspace, `results/ping_${month}.csv`);
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(1) : [];
  }

  it("is told before any host is asked where there is no repository", async () => {
    const home = temporaryFolder();
    const ran = await runAction({ inventory }, { home, workspace: home });
    expect(ran).toMatchObject({ code: 1, outputs: {} });
    expect(ran.stdout).toContain("is not in a git repository; run in a clone, or pass `push: false`");
    expect(ran.stdout).not.toContain("127.0.0.1");
    expect(existsSync(join(home, "results"))).toBe(false);
  });

  it("lands the rows of a run that could not push with the next one that can", async () => {
    const runner = newRunner();
    const hidden = `${runner.remote}.away`;
    execFileSync("mv", [runner.remote, hidden]);
    const first = await runAction({ inventory }, runner);
    expect(first.code).toBe(1);
    expect(first.outputs).toMatchObject({ rows: "1", commit: "" });
    expect(first.summary).toContain("1 host, 1 up");
    expect(first.summary).toContain(" UTC. 1 row, 1 row waiting to be pushed, ");
    expect(rowsIn(runner.workspace)).toEqual([]);
    execFileSync("mv", [hidden, runner.remote]);
    git(runner.workspace, "clean", "-ffdxq");
    const second = await runAction({ inventory: "127.0.0.2" }, runner);
    expect(second.code).toBe(0);
    const hosts = rowsIn(runner.workspace).map((row) => row.split(",")[1]);
    expect(hosts).toEqual(["127.0.0.1", "127.0.0.2"]);
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");
  });

  it("looks after the hosts beside a file that somebody has spoilt, and keeps their rows until it is fixed", async () => {
    const runner = newRunner();
    const name = `results/ping_${new Date().toISOString().slice(2, 7).replace("-", "")}.csv`;
    commitFiles(runner.workspace, { [name]: "time,host\nrubbish\n" }, "spoilt");
    git(runner.workspace, "push", "--quiet", "origin", "HEAD:main");
    const first = await runAction({ inventory }, runner);
    expect(first).toMatchObject({ code: 1, outputs: { up: "1", rows: "1", commit: "" } });
    expect(first.stdout).toMatch(/^::error::.*line 2, column 2: 2 cells expected, 1 found; fix the line/m);
    commitFiles(runner.workspace, { [name]: "time,host\n" }, "fixed");
    git(runner.workspace, "push", "--quiet", "origin", "HEAD:main");
    expect(await runAction({ inventory }, runner)).toMatchObject({ code: 0 });
    expect(rowsIn(runner.workspace)).toHaveLength(2);
  });

  it("does nothing when another clock has just checked", async () => {
    const runner = newRunner();
    await runAction({ inventory }, runner);
    const second = await runAction({ inventory, "min-interval": "1h" }, runner);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(
      /nothing to do: the newest row is \d+ s old, and `min-interval` asks for 1 h between checks/,
    );
    expect(rowsIn(runner.workspace)).toHaveLength(1);
  });
});

describeWith(["git", "ping"], "the heartbeat", () => {
  async function pulse(status: number) {
    const beats: string[] = [];
    const server = await startHttp((request, response) => {
      beats.push(request.url ?? "");
      response.writeHead(status).end();
    });
    return { beats, inputs: { inventory: "127.0.0.1", "heartbeat-url": `${server.origin}/ping/canary-key` } };
  }

  it("is sent once the rows are safe", async () => {
    const { beats, inputs } = await pulse(200);
    const ran = await runAction(inputs, newRunner());
    expect(beats).toEqual(["/ping/canary-key"]);
    expect(ran.stdout).not.toContain("::warning::");
    expect(ran.stdout.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain("canary-key");
  });

  it("is withheld while they are not", async () => {
    const { beats, inputs } = await pulse(200);
    const runner = newRunner();
    execFileSync("mv", [runner.remote, `${runner.remote}.away`]);
    expect((await runAction(inputs, runner)).code).toBe(1);
    expect(beats).toEqual([]);
  });

  it("of Healthchecks is told at once that they are not", async () => {
    const { beats, inputs } = await pulse(200);
    const check = new URL("0b1f7c34-5a4e-4b39-9d3f-2a1c7f0f9a10", inputs["heartbeat-url"]);
    const runner = newRunner();
    execFileSync("mv", [runner.remote, `${runner.remote}.away`]);
    const ran = await runAction({ ...inputs, "heartbeat-url": check.href }, runner);
    expect(ran.code).toBe(1);
    expect(beats).toEqual([`${check.pathname}/fail`]);
    execFileSync("mv", [`${runner.remote}.away`, runner.remote]);
    expect((await runAction({ ...inputs, "heartbeat-url": check.href }, runner)).code).toBe(0);
    expect(beats).toEqual([`${check.pathname}/fail`, check.pathname]);
    expect((await runAction({ "heartbeat-url": check.href, inventory: "no such: {" }, runner)).code).toBe(1);
    expect(beats.at(-1)).toBe(`${check.pathname}/fail`);
  });

  it("that is not wanted is a warning", async () => {
    const { inputs } = await pulse(404);
    const ran = await runAction(inputs, newRunner());
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain("::warning::the input `heartbeat-url`: it answers 404\n");
  });
});

describeWith(["git"], "bad input", () => {
  it("is refused before anything happens, all errors at once, and no secret in them", async () => {
    const home = temporaryFolder();
    const inventory = JSON.stringify({
      servers: [
        { ip: "127.0.0.1", known_port: "22", creds: [{ username: "me", pasword: "canary-secret" }] },
        { ip: "127.0.0.1", known_ports: "ssh, 8010-8000" },
      ],
    });
    const ran = await runAction({ inventory }, { home, workspace: home });
    expect(ran.code).toBe(1);
    const errors = ran.stdout.split("\n").filter((line) => line.startsWith("::error::"));
    expect(errors.length).toBeGreaterThanOrEqual(4);
    expect(errors.join("\n")).toContain('servers[0].known_port: unknown key; did you mean "known_ports"?');
    expect(errors.join("\n")).not.toContain("canary-secret");
    expect(existsSync(join(home, "results"))).toBe(false);
  });

  it("is an unknown command, in the terminal and on a runner", async () => {
    const home = temporaryFolder();
    const runner = { home, workspace: home };
    expect(await runCli(["chekc"], runner)).toMatchObject({
      code: 1,
      stderr: 'error: command line: there is no command "chekc"; did you mean check? See server-monitor --help\n',
    });
    expect((await runAction({ command: "demo" }, runner)).stdout).toContain(
      "::error::command: expected one of check, report, page, maintenance, watchdog\n",
    );
  });
});

describeWith(["git"], "the demo", () => {
  it("shows four hosts, one of them down, and where the rows are", async () => {
    const home = temporaryFolder();
    const ran = await runCli(["demo"], { home, workspace: home, environment: { TMPDIR: home } });
    expect(ran.stdout).toMatch(/^4 hosts: .*1 down$/m);
    const folder = /^ {2}cd (\S+)$/m.exec(ran.stdout)?.[1] ?? "";
    expect(git(join(folder, "repository"), "log", "--format=%s", "origin/main").split("\n")).toEqual([
      expect.stringMatching(/^report: \d{4}-\d\d so far: 4 hosts, .* up, \d alerts? open$/),
      expect.stringMatching(/^check: .*; opened \[down\] old-pi: nothing answers/),
      "check: 4 hosts, 3 up — old-pi down (ssh:timeout)",
    ]);
    expect(ran.code).toBe(0);
  });
});

describeWith(["git", "sh"], "the demo where ping is forbidden", () => {
  it("says so, and how to allow it, and shows the four hosts all the same", async () => {
    // In a folder whose name sh would take for several words.
    const home = join(temporaryFolder(), "it's a folder");
    const environment = { TMPDIR: home, PATH: forbidPing(home) };
    const ran = await runCli(["demo"], { home, workspace: home, environment });
    expect(ran.stderr).toMatch(
      /^warning: ping may not open its socket: sudo setcap .*; the demo measures TCP round trips/,
    );
    expect(ran.stdout).toMatch(/^4 hosts: .*1 down$/m);
    expect(ran.code).toBe(0);
  });
});

describeWith([], "validate", () => {
  it("prints what would be monitored, and no secret", async () => {
    const home = temporaryFolder();
    const inventory = `servers: [{ ip: 192.0.2.1, name: web-1, port: 2222, known_ports: "22, 53/udp, 8000-8010",
      ssh_peers: "10.0.0.0/8, deploy@*, home.example.org", creds: [{ username: me, password: canary-secret }] }]`;
    const ran = await runCli(["validate", "--inventory", inventory], { home, workspace: home });
    expect({ ...ran, stdout: ran.stdout.split("\n").map((line) => line.split(/ {2,}/)) }).toEqual({
      ...{ code: 0, stderr: "" },
      stdout: [
        ["NAME", "ADDRESS", "CHECKS", "PORTS", "PEERS"],
        [
          ...["web-1", "192.0.2.1", "ping, ssh as me (port 2222)"],
          ...["22, 53/udp and 8000-8010", "10.0.0.0/8, deploy@* and home.example.org"],
        ],
        ...[[""], ["1 host, no errors"], [""]],
      ],
    });
  });

  it("shows names as they were typed, and only what is checked", async () => {
    const home = temporaryFolder();
    const inventory = JSON.stringify({
      servers: [
        { ip: "bücher.example", home_page: "https://bücher.example:8443/health" },
        { ip: "192.0.2.2", name: "quiet", ping: false, home_page: "https://example.com/" },
        { self: true, name: "here", type: "miner" },
        { ip: "192.0.2.3", type: "ping" },
      ],
    });
    const ran = await runCli(["validate", "--inventory", inventory], { home, workspace: home });
    expect(ran.stdout.split("\n")).toEqual([
      "NAME   ADDRESS         CHECKS                                  PORTS  PEERS",
      "–      bücher.example  ping, page https://bücher.example:8443",
      "quiet  192.0.2.2       page https://example.com",
      "here   this machine    probe, GPUs",
      "–      192.0.2.3       ping",
      ...["", "4 hosts, no errors", ""],
    ]);
  });

  it("refuses a key file that does not exist, and warns of host keys that cannot be used", async () => {
    const home = temporaryFolder();
    const inventory =
      "servers: [{ ip: 192.0.2.1, name: web-1, creds: [{ username: me, key_filename: /nowhere/key }] }]";
    const words = ["validate", "--inventory", inventory, "--known-hosts", "web-1 ssh-none AAAA"];
    const ran = await runCli(words, { home, workspace: home });
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(
      /^warning: --known-hosts line 1: .*\nerror: web-1: key_filename \/nowhere\/key does not exist on this machine\n$/,
    );
  });

  it("reports key files that do not exist together with a name that two servers have", async () => {
    const home = temporaryFolder();
    const creds = "creds: [{ username: me, key_filename: /nowhere/key }]";
    const inventory = `servers: [{ ip: 192.0.2.1, name: web, ${creds} }, { ip: 192.0.2.2, name: web, ${creds} }]`;
    const ran = await runCli(["validate", "--inventory", inventory], { home, workspace: home });
    expect(ran.stderr.split("\n")).toEqual([
      "error: servers[1].name: the same as servers[0]; give every server a unique name",
      "error: web: key_filename /nowhere/key does not exist on this machine",
      "",
    ]);
  });

  it("calls an input by its flag", async () => {
    const home = temporaryFolder();
    const ran = await runCli(["validate", "--inventory", "servers: [{ ip: 192.0.2.1, creds: [pi] }]"], {
      home,
      workspace: home,
    });
    expect(ran.stderr).toBe("error: servers[0].creds[0]: no such name in credentials; define it in --credentials\n");
  });
});
