/** A fresh repository in the temp folder, with a remote beside it to push to, as a checkout on a runner would be. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Environment, gitIn } from "../store/git-process.ts";

export interface DemoFolder {
  readonly root: string;
  readonly repository: string;
  readonly remote: string;
  /** Where the status website goes. */
  readonly site: string;
  /** Where mails are kept. */
  readonly mail: string;
}

export async function createDemoFolder(environment: Environment): Promise<DemoFolder> {
  const root = await mkdtemp(join(tmpdir(), "server-monitor-demo-"));
  const git = gitIn(root, environment);
  for (const args of [
    ["init", "--quiet", "--bare", "--initial-branch=main", "remote.git"],
    ["clone", "--quiet", "remote.git", "repository"],
  ]) {
    const { code, stderr } = await git({ args });
    if (code !== 0) throw new Error(`demo: git ${args[0]} failed: ${stderr.trim()}`);
  }
  const mail = join(root, "mail");
  await mkdir(mail);
  return {
    root,
    repository: join(root, "repository"),
    remote: join(root, "remote.git"),
    site: join(root, "site"),
    mail,
  };
}

/** The commits, newest first, as `git log --oneline` prints them. */
export async function logOf({ repository }: DemoFolder, environment: Environment): Promise<string[]> {
  const { stdout } = await gitIn(repository, environment)({ args: ["log", "--oneline", "--no-decorate"] });
  return stdout.trimEnd().split("\n");
}

export interface KeptMail {
  /** Of its files, without extension. */
  readonly name: string;
  readonly raw: Buffer;
  readonly html: string;
}

/** As a file for a mail program and one for a browser. */
export async function saveMail({ mail }: DemoFolder, { name, raw, html }: KeptMail): Promise<void> {
  await writeFile(join(mail, `${name}.eml`), raw);
  await writeFile(join(mail, `${name}.html`), html);
}

/**
 * A `ping` replacement for machines without a working one: it measures TCP connections to a closed port. Only the demo uses
 * it. `sh` starts it, because a `#!` line cannot have a long path or one with a blank.
 */
export async function writeStandInPing(folder: string): Promise<void> {
  const program = `
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
  const file = join(folder, "ping.cjs");
  await writeFile(file, program);
  const starter = `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(file)} "$@"\n`;
  await writeFile(join(folder, "ping"), starter, { mode: 0o755 });
}

/** Quotes a word for sh. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
