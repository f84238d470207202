/** Twenty real hosts whose names stop resolving: one alert, where their names are gone; none, where nobody could be asked. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runAction } from "../support/action.ts";
import { alertingRunner, alertingTools, knowLabels, rowsOfEarlier } from "../support/alerting.ts";
import { fileOf, git } from "../support/git-remote.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith, tool } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";

const names = Array.from({ length: 20 }, (_, at) => `host-${at + 1}.test`);
/** Every fifth has an SSH server, too. */
const withSsh = (name: string) => names.indexOf(name) % 5 === 0;

/** Runs a command (by bash: dash drops variables with a dash in their names) where the names are looked up by these files alone. */
function lookingUp(folder: string, { hosts, services }: { readonly hosts: string; readonly services: string }) {
  const files = {
    hosts,
    "nsswitch.conf": `hosts: ${services}\n`,
    "resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
  };
  const mounts = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return `mount --bind ${join(folder, name)} /etc/${name}`;
  });
  return [tool("unshare"), "-rm", tool("bash"), "-c", `${mounts.join(" && ")} && exec "$@"`, "bash"];
}

const mayMount = spawnSync(tool("unshare"), ["-rm", "mount", "--bind", "/etc/hosts", "/etc/hosts"]).status === 0;

async function fleet() {
  const well = { http_code: "200", http_ms: "2", mem_avail_mib: "3000", disk_avail_mib: "90000", errors: "" };
  const runner = await alertingRunner(rowsOfEarlier(names.map((host) => ({ host, type: "node", rows: [well] }))));
  knowLabels(runner.github, "outage");
  const web = new URL((await startHttp((_request, response) => response.end())).origin);
  const key = makeKey(join(runner.home, "id_ed25519"));
  const sshd = await startSshd({ users: { [currentUser]: [key.publicKey] } });
  onTestFinished(sshd.stop);
  const creds = [{ username: currentUser, key_filename: key.path }];
  const servers = names.map((name) => ({
    ...{ name, ip: name, ping: false, known_ports: "1-65535", home_page: `http://${name}:${web.port}/` },
    ...(withSsh(name) && { port: sshd.port, creds, host_key: sshd.hostKeys[0]?.fingerprint }),
  }));
  const resolved = names.map((name) => `127.0.0.1 ${name}\n`).join("");
  const run = async (how: { readonly hosts: string; readonly services: string }) => {
    const mails = runner.mail.received.length;
    const inputs = { ...runner.inputs, inventory: JSON.stringify({ servers }), timeout: "30" };
    runner.github.now = new Date();
    const ran = await runAction(inputs, { ...runner, under: lookingUp(runner.home, how) });
    const subject = git(runner.remote, "log", "-1", "--format=%s", "main");
    return { ...ran, subject, mails: runner.mail.received.slice(mails).map(({ parsed }) => parsed.subject ?? "") };
  };
  const errors = () => {
    const month =
      git(runner.remote, "ls-tree", "--name-only", "main:results")
        .match(/node_\d+\.csv/g)
        ?.at(-1) ?? "";
    const [header = "", ...rows] = (fileOf(runner.remote, `results/${month}`) ?? "").trim().split("\n");
    const at = header.split(",").indexOf("errors");
    return rows.slice(-names.length).map((row) => row.split(",")[at]);
  };
  return { ...runner, run, errors, resolved };
}

describeWith([...alertingTools, ...sshdTools, "bash", "unshare", "mount"], "twenty hosts", () => {
  it.runIf(mayMount)("whose names are gone raise one alert, which ends with the names' return", async () => {
    const { github, run, errors, resolved } = await fleet();
    const before = await run({ hosts: resolved, services: "files" });
    expect(before).toMatchObject({ code: 0, stderr: "", mails: [], outputs: { up: "20", "alerts-open": "0" } });

    const gone = await run({ hosts: "127.0.0.1 localhost\n", services: "files" });
    expect(errors()).toEqual(names.map((name) => (withSsh(name) ? "http:dns+ssh:dns" : "http:dns")));
    expect(gone).toMatchObject({ code: 0, stderr: "", outputs: { down: "20", "alerts-open": "1", "alerts-new": "1" } });
    const title = "[outage] monitor: host-1.test, host-10.test, host-11.test and 17 more turned bad at once";
    expect(github.issues.map((issue) => issue.title)).toEqual([title]);
    expect(gone.mails).toEqual([expect.stringContaining(title)]);
    expect(gone.subject.endsWith(`; opened ${title}`)).toBe(true);

    const still = await run({ hosts: "127.0.0.1 localhost\n", services: "files" });
    expect(still).toMatchObject({ mails: [], outputs: { "alerts-open": "1", "alerts-new": "0" } });

    const back = await run({ hosts: resolved, services: "files" });
    expect(back).toMatchObject({ outputs: { up: "20", "alerts-open": "0" } });
    expect(github.issues).toMatchObject([{ state: "closed", reason: "completed" }]);
    expect(back.mails).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  it.runIf(mayMount)("say nothing of themselves where the monitor's own name server is dead", async () => {
    const { github, run, errors } = await fleet();
    const dead = await run({ hosts: "127.0.0.1 localhost\n", services: "files dns" });
    expect(errors()).toEqual(names.map(() => "monitor:offline"));
    expect(dead).toMatchObject({ code: 0, mails: [], outputs: { up: "0", down: "0", "alerts-open": "0" } });
    expect(dead.subject).toMatch(/^check: 20 hosts, monitor offline \(/);
    expect(github.issues).toEqual([]);
  });
});
