/** The workflows that people copy, run as GitHub would: by schedule and by hand, with and without secrets, twice in a row. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { utcClock, zonedWords } from "../../src/words/instant.ts";
import { readSimpleCsv } from "../support/action.ts";
import { dead, knowLabels, nobody, rowsOfEarlier, well } from "../support/alerting.ts";
import { finderOf, keyCanaries, newName, newSecret, newToken } from "../support/canaries.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, fileOf, git, pushFromElsewhere, serveRemote } from "../support/git-remote.ts";
import { type GitHubApi, repository as repositoryName, startGitHub } from "../support/github-api.ts";
import { type JobRun, type Occasion, type Repository, runWorkflow, runWorkflowText } from "../support/run-workflow.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";
import { startWebhook } from "../support/webhook.ts";
import type { Texts } from "../support/workflow-text.ts";

const root = join(import.meta.dirname, "..", "..");
const textOf = (path: string) => readFileSync(join(root, path), "utf8");
const fileFor = (name: string) => `.github/workflows/${name}.yml`;
const tools = ["git", "ping", "bash"];
const scheduled: Occasion = { event: "schedule" };
const byHand = (inputs: Texts = {}): Occasion => ({ event: "workflow_dispatch", inputs });

interface World {
  readonly remote: string;
  readonly github: GitHubApi;
  readonly repository: Repository;
}

/** A repository on GitHub, from which only its token may read. */
async function newWorld(files: Texts = {}, settings: Partial<Repository> = {}): Promise<World> {
  const folder = temporaryFolder();
  const token = newToken();
  const remote = bareRemote(folder, { "README.md": "hello\n", ...files });
  const served = await serveRemote(remote, token);
  onTestFinished(served.close);
  const github = await startGitHub();
  github.logins.set(token, "github-actions[bot]");
  github.now = new Date();
  const where = {
    name: repositoryName,
    remote: served.url,
    apiUrl: github.url.href,
    machines: join(folder, "machines"),
  };
  return { remote, github, repository: { ...where, token, vars: { MONITOR: "on" }, ...settings } };
}

/** A workflow with one job. */
async function runJob(name: string, occasion: Occasion, repository: Repository): Promise<JobRun> {
  const [job, ...others] = await runWorkflow(fileFor(name), occasion, repository);
  if (job === undefined || others.length > 0) throw new Error(`${name}: expected one job`);
  return job;
}

function rowsOf(remote: string, type = "ping"): Record<string, string>[] {
  const paths = git(remote, "ls-tree", "--name-only", "main", "results/").split("\n");
  const files = paths.filter((path) => path.startsWith(`results/${type}_`));
  return files.flatMap((path) => readSimpleCsv(fileOf(remote, path) ?? ""));
}

function annotations({ log }: JobRun): string[] {
  return [...log.matchAll(/^(?:::(?:error|warning)(?: [^:]*)?::|##\[warning\])(.*)$/gm)].map(([, words = ""]) => words);
}

/** The last minute 7, 27 or 47. */
function lastTick(time: string): Date {
  const minute = Number(time.slice(14, 16));
  const back = (((minute - 7) % 20) + 20) % 20;
  return new Date(Date.parse(time) - back * 60_000);
}

function words(time: Date): string {
  return zonedWords(time, utcClock(time));
}

/** A server with a key for the monitor, and all that a repository would know of it. */
async function monitored() {
  const key = makeKey(join(temporaryFolder(), "id_ed25519"));
  const sshd = await startSshd({ users: { [currentUser]: [key.publicKey] } });
  onTestFinished(sshd.stop);
  const beats: string[] = [];
  const heartbeat = await startHttp(({ url = "" }, response) => {
    beats.push(url);
    response.end();
  });
  const hook = await startWebhook();
  const [privateKey, password, path] = [readFileSync(key.path, "utf8"), newSecret(), newToken()];
  const inventory = `defaults: { creds: [pi] }
servers:
  - ip: 127.0.0.1
    name: web-1
    port: ${sshd.port}
    known_ports: 1-65535
  - { ip: 127.0.0.2, name: router, type: ping, creds: [] }
email_dest: ops@example.org
`;
  const secrets = {
    INVENTORY: inventory,
    CREDENTIALS: `pi:\n  username: ${currentUser}\n  private_key: |\n${privateKey.replace(/^/gm, "    ")}`,
    SMTP_USERNAME: `monitor@${newName()}`,
    SMTP_PASSWORD: password,
    HEARTBEAT_URL: `${heartbeat.origin}/${path}`,
    NOTIFY_URL: hook.url,
  };
  const canaries = { ...keyCanaries("key", privateKey), password, "heartbeat-url": path, "notify-url": hook.secret };
  return { beats, canaries, secrets, vars: { MONITOR: "on", KNOWN_HOSTS: sshd.knownHosts } };
}

describeWith([...tools, ...sshdTools], "check.yml", () => {
  it("rests until MONITOR is on, unless a person asks", async () => {
    const { github, remote, repository } = await newWorld({}, { vars: {} });
    expect(await runJob("check", scheduled, repository)).toMatchObject({ result: "skipped" });
    expect(await runJob("check", byHand(), { ...repository, secrets: { INVENTORY: "127.0.0.1" } })).toMatchObject({
      result: "success",
    });
    expect(rowsOf(remote)).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  it("checks by schedule, once for two clocks, and as it is told by hand", async () => {
    const { beats, canaries, secrets, vars } = await monitored();
    const { remote, repository } = await newWorld({}, { secrets, vars });
    const runs: JobRun[] = [];
    const run = async (occasion: Occasion) => {
      const job = await runJob("check", occasion, repository);
      runs.push(job);
      return job;
    };

    const first = await run(scheduled);
    expect([first.result, annotations(first)], first.log).toEqual(["success", []]);
    expect(first).toMatchObject({
      runsOn: ["self-hosted", "monitor"],
      concurrency: { group: "server-monitor-check", "cancel-in-progress": false },
    });
    const [row] = rowsOf(remote, "node");
    expect(row).toMatchObject({ host: "web-1", errors: "" });
    expect(Number(row?.["mem_avail_mib"])).toBeGreaterThan(0);
    expect(rowsOf(remote)).toMatchObject([{ host: "router", errors: "" }]);
    expect(first.steps.at(-1)?.outputs).toMatchObject({
      hosts: "2",
      up: "2",
      commit: git(remote, "rev-parse", "main"),
    });
    expect(first.summary).toContain(`Due ${words(lastTick(row?.["time"] ?? ""))}, began `);
    expect(first.summary).toContain("2 hosts, 2 up");
    expect(beats).toHaveLength(1);

    const second = await run(scheduled);
    expect(second.result).toBe("success");
    expect(second.log).toMatch(/nothing to do: the newest row is \d+ s old, and `min-interval` asks for 10 min/);
    expect([second.summary, rowsOf(remote, "node").length, beats.length]).toEqual(["", 1, 1]);

    const due = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 16);
    const quiet = await run(byHand({ due: `${due}Z`, "email-on": "never", "min-interval": "0" }));
    expect(quiet.result, quiet.log).toBe("success");
    expect(quiet.summary).toContain(`Due ${words(new Date(`${due}Z`))}, began 3 h late.`);

    const loud = await run(byHand({ "email-on": "always", "min-interval": "0" }));
    expect(loud.result).toBe("failure");
    expect(annotations(loud)).toEqual([
      expect.stringMatching(/^mail: smtp\.\w+\.invalid:587 (does not exist|could not be looked up) in DNS/),
    ]);
    expect(rowsOf(remote, "node")).toHaveLength(3);
    expect(beats).toHaveLength(3);

    const find = finderOf({ ...canaries, token: repository.token });
    for (const { said, summarised } of runs) expect(find(`${said}${summarised}`)).toEqual([]);
    expect(find(git(remote, "log", "--patch", "main"))).toEqual([]);
    // What people read is not full of holes, either.
    for (const { summary, summarised } of runs) expect(summary).toBe(summarised);
  });

  it("needs no secret but the inventory, and says so", async () => {
    const { remote, repository } = await newWorld();
    const without = await runJob("check", scheduled, repository);
    expect(without.result).toBe("failure");
    expect(annotations(without)).toEqual([expect.stringMatching(/^inventory: /)]);
    const inventory = {
      ...repository,
      secrets: { INVENTORY: "servers: [{ ip: 127.0.0.1, name: router, type: ping }]" },
    };
    const enough = await runJob("check", scheduled, inventory);
    expect([enough.result, annotations(enough)]).toEqual(["success", []]);
    expect(rowsOf(remote)).toMatchObject([{ host: "router" }]);
  });
});

/** Rows of the month before this one, a check every 20 minutes around noon of the 15th. */
function lastMonth(): { files: Texts; name: string } {
  const now = new Date();
  const noon = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15, 12);
  const files = rowsOfEarlier([{ host: "router", rows: [well] }], (now.getTime() - noon) / 60_000);
  return { files, name: new Date(noon).toISOString().slice(0, 7) };
}

describeWith(tools, "report.yml", () => {
  it("writes the month that is over by schedule, and the one that is asked for by hand", async () => {
    const { files, name } = lastMonth();
    const { github, remote, repository } = await newWorld(files);
    expect(await runJob("report", scheduled, { ...repository, vars: {} })).toMatchObject({ result: "skipped" });
    const monthly = await runJob("report", scheduled, repository);
    expect([monthly.result, annotations(monthly)], monthly.log).toEqual(["success", []]);
    expect(monthly.steps.at(-1)?.outputs).toMatchObject({ report: `results/${name}.md` });
    expect(fileOf(remote, `results/${name}.md`)).toContain("router");
    expect(monthly.summary).toContain(`Server report ${name}: 1 host, 100 % up, no alerts open`);
    expect(monthly.log).toContain("no mail: `smtp-username` is not set");

    const again = await runJob("report", byHand(), repository);
    expect(again.steps.at(-1)?.outputs).toMatchObject({ report: `results/${name}.md`, commit: "" });

    const [thisMonth] = new Date().toISOString().match(/^\d{4}-\d\d/) ?? [];
    const asked = await runJob("report", byHand({ month: "current" }), repository);
    expect(asked.steps.at(-1)?.outputs).toMatchObject({ report: `results/${thisMonth}.md` });
    expect(git(remote, "log", "--format=%s", "main").split("\n")).toEqual([
      expect.stringMatching(`^report: ${thisMonth} so far: `),
      expect.stringMatching(`^report: ${name}: `),
      "first",
    ]);
    expect(github.violations).toEqual([]);
  });
});

describeWith(tools, "watchdog.yml", () => {
  const rowsUntil = (minutesAgo: number) => rowsOfEarlier([{ host: "router", rows: [well] }], minutesAgo);

  it("raises an issue when rows are old, and closes it when they are not", async () => {
    const hook = await startWebhook();
    const secrets = { NOTIFY_URL: hook.url };
    const { github, remote, repository } = await newWorld(rowsUntil(300), { secrets });
    knowLabels(github, "silent");
    // A machine of GitHub's is a new one each time.
    const look = (occasion: Occasion = scheduled) =>
      runJob("watchdog", occasion, { ...repository, machines: temporaryFolder() });
    const silent = await look();
    expect([silent.result, silent.runsOn]).toEqual(["success", "ubuntu-latest"]);
    expect(annotations(silent)).toEqual([
      expect.stringMatching(/^the monitor is silent: .* 5 h old, and `max-age` is 3 h;/),
    ]);
    expect(silent.summary).toMatch(/^🔴 the monitor is silent: /);
    expect(github.issues).toMatchObject([{ title: "[silent] monitor: no new rows come in", state: "open" }]);
    await look();
    expect(github.issues).toHaveLength(1);
    expect(hook.got).toMatchObject([{ alerts: [{ kind: "silent", host: "monitor", change: "opened" }] }]);

    pushFromElsewhere(remote, join(temporaryFolder(), "elsewhere"), rowsUntil(1));
    const commit = git(remote, "rev-parse", "main");
    const alive = await look(byHand());
    expect([alive.result, annotations(alive)]).toEqual(["success", []]);
    expect(alive.summary).toMatch(/^🟢 the monitor is alive: /);
    expect(hook.got[1]).toMatchObject({
      alerts: [{ kind: "silent", change: "closed", what: "new rows come in again" }],
    });
    expect(github.issues).toMatchObject([{ state: "closed", reason: "completed" }]);
    expect(git(remote, "rev-parse", "main")).toBe(commit);
    expect(github.violations).toEqual([]);
  });
});

describeWith(tools, "the three runners of docs/scaling.md", () => {
  it("check every host once at the same time, and tell of each trouble once", async () => {
    const [, text = ""] = /```yaml\n(name: check\n.*?)```/s.exec(textOf("docs/scaling.md")) ?? [];
    const names = Array.from({ length: 9 }, (_, index) => `host-${index + 1}`);
    const servers = names.map((name, index) => ({
      ip: index === 4 ? nobody : `127.0.0.${index + 1}`,
      name,
      type: "ping",
    }));
    const files = rowsOfEarlier(names.map((host, index) => ({ host, rows: index === 4 ? [well, dead] : [well] })));
    const secrets = { INVENTORY: JSON.stringify({ servers }) };
    const { github, remote, repository } = await newWorld(files, { secrets });
    knowLabels(github, "down");
    const earlier = rowsOf(remote).length;

    const legs = await runWorkflowText(text, scheduled, repository);
    expect(legs.map(({ result, log }) => (result === "success" ? result : log))).toEqual(Array(3).fill("success"));
    expect(legs.map(({ runsOn }) => runsOn)).toEqual(
      ["home", "home", "office"].map((site) => ["self-hosted", "monitor", site]),
    );
    expect(new Set(legs.map(({ concurrency }) => JSON.stringify(concurrency))).size).toBe(3);
    const checked = rowsOf(remote).slice(earlier);
    expect(checked.map(({ host }) => host).sort()).toEqual(names);
    const rows = legs.map(({ steps }) => Number(steps.at(-1)?.outputs["rows"]));
    expect(rows.reduce((sum, count) => sum + count)).toBe(9);
    expect(Math.min(...rows)).toBeGreaterThan(0);
    expect(github.issues).toMatchObject([{ title: "[down] host-5: nothing answers", state: "open", comments: [] }]);
    expect(legs.map(({ steps }) => steps.at(-1)?.outputs["alerts-new"]).sort()).toEqual(["0", "0", "1"]);
    expect(github.violations).toEqual([]);
  });
});
