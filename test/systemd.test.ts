/** The units and the script of systemd/: the second clock asks GitHub for what GitHub takes, and gives its token to nobody else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { at } from "../src/json.ts";
import { newToken } from "./support/canaries.ts";
import { temporaryFolder } from "./support/folder.ts";
import { type GitHubApi, repository, startGitHub } from "./support/github-api.ts";
import { describeWith, tool } from "./support/tools.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "systemd");

interface Ran {
  readonly code: number;
  /** What is printed, errors too. */
  readonly said: string;
}

async function run(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  const child = spawn(program, args, { env, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = await once(child, "close");
  return { code, said: Buffer.concat(said).toString() } satisfies Ran;
}

/** Runs the script; every curl of it writes down what the process list would show. */
async function dispatch(github: GitHubApi, token: string, environment: Readonly<Record<string, string>> = {}) {
  const place = temporaryFolder();
  const [seen, tokenFile, programs] = [join(place, "seen"), join(place, "token"), join(place, "bin")];
  mkdirSync(programs);
  writeFileSync(join(programs, "curl"), `#!/bin/sh\n{ echo "$0 $*"; env; } >${seen}\nexec ${tool("curl")} "$@"\n`);
  chmodSync(join(programs, "curl"), 0o755);
  writeFileSync(tokenFile, `${token}\n`);
  github.logins.set(token, "ada");
  const ran = await run(join(folder, "dispatch"), [], {
    ...{ PATH: `${programs}:${process.env["PATH"]}`, API: github.url.href.replace(/\/$/, "") },
    ...{ REPOSITORY: repository, TOKEN_FILE: tokenFile, ...environment },
  });
  return { ...ran, shown: readFileSync(seen, "utf8") };
}

describeWith(["curl"], "the second clock", () => {
  it("asks for a check of the branch, says when it was due, and shows the token to nobody", async () => {
    const github = await startGitHub();
    const token = newToken();
    const ran = await dispatch(github, token, { BRANCH: "trunk" });
    expect(ran).toMatchObject({ code: 0, said: "" });
    expect(github.requests).toMatchObject([
      { what: `POST /repos/${repository}/actions/workflows/check.yml/dispatches`, token },
    ]);
    const [body] = github.requests.map((request) => request.body);
    expect(body).toEqual({ ref: "trunk", inputs: { due: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/) } });
    expect(github.violations).toEqual([]);
    expect(ran.shown).toMatch(/curl --config -\n/);
    expect(ran.shown).not.toContain(token);
  });

  it("asks for the watchdog, which takes no inputs", async () => {
    const github = await startGitHub();
    const ran = await dispatch(github, newToken(), { WORKFLOW: "watchdog.yml" });
    expect(ran).toMatchObject({ code: 0, said: "" });
    expect(github.requests).toMatchObject([
      { what: `POST /repos/${repository}/actions/workflows/watchdog.yml/dispatches`, body: { ref: "main" } },
    ]);
    expect(github.requests[0]?.body).not.toHaveProperty("inputs");
    expect(github.violations).toEqual([]);
    const workflow = parse(readFileSync(join(root, ".github/workflows/watchdog.yml"), "utf8"));
    expect(at(workflow, "on", "workflow_dispatch", "inputs")).toBeUndefined();
  });

  it("gives inputs that the workflow has", () => {
    const workflow = parse(readFileSync(join(root, ".github/workflows/check.yml"), "utf8"));
    expect(at(workflow, "on", "workflow_dispatch", "inputs")).toHaveProperty("due");
  });

  it.each([
    [403, "Resource not accessible by personal access token"],
    [404, "Not Found"],
  ])("fails with GitHub's words where GitHub answers %i", async (status, message) => {
    const github = await startGitHub();
    github.fault = () => ({ is: "answer", status, message });
    const ran = await dispatch(github, newToken());
    expect(ran.code).toBe(22);
    expect(ran.said).toContain(`The requested URL returned error: ${status}`);
    expect(ran.said).toContain(message);
    expect(github.requests).toHaveLength(1);
  });

  it("says what it lacks", async () => {
    const ran = await run(join(folder, "dispatch"), [], { TOKEN_FILE: "/nonexistent" });
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain("REPOSITORY: set it to owner/name");
  });
});

/** Of the page, installed below a folder: `sudo`, `gh` and `systemctl` are stand-ins that need nobody's password. */
async function installAsDocumented(page: string, token: string) {
  const place = temporaryFolder();
  const programs = join(place, "bin");
  const standIns = {
    sudo: 'exec "$@"',
    gh: `echo ${repository}`,
    systemctl: `echo "$*" >>${place}/systemctl`,
    sleep: ":",
  };
  mkdirSync(programs);
  mkdirSync(join(place, "etc/systemd/system"), { recursive: true });
  for (const [name, text] of Object.entries(standIns))
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/^ *```sh\n(.*?)^ *```/gms)];
  const block = blocks.map(([, code = ""]) => code).find((code) => code.includes("server-monitor-dispatch.*")) ?? "";
  const script = block.replaceAll(/(?<=\s)\/(?=opt|etc)/g, `${place}/`);
  // By a pipe: /dev/stdin cannot be opened where it is a socket, as Node would make it.
  const { code } = await run("bash", ["-c", 'echo "$1" | bash -e -c "$2"', "bash", token, script], {
    PATH: `${programs}:${process.env["PATH"]}`,
  });
  const called = readFileSync(join(place, "systemctl"), "utf8").trim().split("\n");
  return { code, place, called };
}

/** Runs an installed service as systemd would: its environment, its credential in a folder of its own, its program. */
async function startUnit(place: string, name: string, api: URL) {
  const unit = readFileSync(join(place, "etc/systemd/system", name), "utf8");
  const all = (key: string) => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value = ""]) => value);
  const credentials = join(place, "credentials");
  mkdirSync(credentials, { recursive: true });
  for (const credential of all("LoadCredential")) {
    const [id = "", path = ""] = credential.split(":");
    copyFileSync(join(place, path), join(credentials, id));
  }
  const lines = [
    ...all("Environment").flatMap((line) => line.split(" ")),
    ...all("EnvironmentFile").flatMap((path) => readFileSync(join(place, path), "utf8").trim().split("\n")),
  ];
  const environment = lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  const [program = ""] = all("ExecStart");
  return run(join(place, program), [], {
    ...Object.fromEntries(environment.map(([key, value]) => [key, value?.replaceAll("%d", credentials)])),
    API: api.href.replace(/\/$/, ""),
  });
}

describeWith(["bash", "curl"], "the timer that is installed as a page says", () => {
  it.each(["README.md", "docs/second-clock.md"])("asks GitHub for checks and for the watchdog: %s", async (page) => {
    const github = await startGitHub();
    const token = newToken();
    github.logins.set(token, "ada");
    const { code, place, called } = await installAsDocumented(page, token);
    expect(code).toBe(0);
    const timers = ["server-monitor-dispatch.timer", "server-monitor-watchdog.timer"];
    expect(called.slice(0, 2)).toEqual(["daemon-reload", `enable --now ${timers.join(" ")}`]);
    expect(statSync(join(place, "etc/server-monitor/token")).mode & 0o777).toBe(0o600);
    for (const timer of timers) {
      const ran = await startUnit(place, timer.replace(/timer$/, "service"), github.url);
      expect(ran).toEqual({ code: 0, said: "" });
    }
    const asked = (workflow: string) => `POST /repos/${repository}/actions/workflows/${workflow}/dispatches`;
    expect(github.requests.map(({ what, token: given }) => [what, given])).toEqual([
      [asked("check.yml"), token],
      [asked("watchdog.yml"), token],
    ]);
    expect(github.violations).toEqual([]);
  });
});

const units = globSync("*.{service,timer}", { cwd: folder });

describeWith(["systemd-analyze"], "the units", () => {
  it.each(units)("%s has no fault that systemd knows", async (unit) => {
    const { said } = await run(tool("systemd-analyze"), ["verify", "--man=no", join(folder, unit)]);
    // That the product is not installed on the machine of the test is no fault of the unit.
    const isOurs = (line: string) => !/Command \/opt\/server-monitor\/\S+ is not executable/.test(line);
    expect(said.split("\n").filter((line) => line !== "" && isOurs(line))).toEqual([]);
  });

  it.each(units.filter((unit) => unit.endsWith(".timer")))(
    "%s means a time, and starts a unit that is there",
    async (unit) => {
      const text = readFileSync(join(folder, unit), "utf8");
      const times = [...text.matchAll(/^OnCalendar=(.*)$/gm)].map(([, time = ""]) => time);
      expect(times).toHaveLength(1);
      const { code, said } = await run(tool("systemd-analyze"), ["calendar", ...times]);
      expect(said).toContain("Next elapse: ");
      expect(code).toBe(0);
      expect(units).toContain(`${basename(unit, ".timer")}.service`);
      // A run that was missed while the machine was off is made up for.
      expect(text).toMatch(/^Persistent=yes$/m);
    },
  );

  it.each(units.filter((unit) => unit.endsWith(".service")))("%s never runs twice at a time, nor for ever", (unit) => {
    const text = readFileSync(join(folder, unit), "utf8");
    expect(text).toMatch(/^Type=oneshot$/m);
    expect(text).toMatch(/^TimeoutStartSec=\d+min$/m);
  });

  it.each(["dispatch", "watchdog"])("server-monitor-%s hands the token over as a credential", (name) => {
    const text = readFileSync(join(folder, `server-monitor-${name}.service`), "utf8");
    expect(text).toMatch(/^DynamicUser=yes$/m);
    expect(text).toMatch(/^LoadCredential=token:\/etc\/server-monitor\/token$/m);
    expect(text).toMatch(/TOKEN_FILE=%d\/token/);
  });
});
