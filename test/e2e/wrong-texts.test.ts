/** Inventories and credentials with a mistake: it is told, and no word of the text, which is full of secrets. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { finderOf, keyCanaries, newSecret, newToken } from "../support/canaries.ts";
import { keyText } from "../support/failing-hosts.ts";
import { temporaryFolder } from "../support/folder.ts";
import { commandsIn, masksAtStart, withoutMasks } from "../support/runner-log.ts";
import { describeWith } from "../support/tools.ts";

interface Texts {
  readonly inventory: string;
  readonly credentials?: string;
}

/** An inventory without a mistake, for credentials with one. */
const plain: Texts = { inventory: "127.0.0.1" };

const server = (more: object) => ({ servers: [{ ip: "192.0.2.1", ...more }] });
const identity = (more: object) => server({ creds: [{ username: "pi", ...more }] });
const page = (home_page: string) => server({ home_page });
const same = (value: string) => value;

type Misplacement = readonly [
  place: string,
  misplaced: (value: string) => object,
  /** What is masked of it; undefined where nobody can tell where a secret begins. */
  masked: ((value: string) => string) | undefined,
];

const misplacements: readonly Misplacement[] = [
  ["a misspelt password", (value) => identity({ pasword: value }), same],
  ["a misspelt private key", (value) => identity({ privatekey: value }), same],
  ["under a misspelt user name", (value) => identity({ user: value }), same],
  ["in a list", (value) => identity({ password: [value] }), same],
  ["in a map", (value) => identity({ password: { is: value } }), same],
  ["a key without a value", (value) => identity({ [value]: null }), undefined],
  ["a name in creds", (value) => server({ creds: [value] }), same],
  ["creds", (value) => server({ creds: value }), same],
  ["in creds that are a map", (value) => server({ creds: { password: value } }), same],
  ["in misspelt creds", (value) => server({ cred: [{ username: "pi", password: value }] }), same],
  ["at the server", (value) => server({ password: value }), same],
  ["at the top", (value) => ({ servers: [], smtp: { password: value } }), same],
  ["in the login of a page", (value) => page(`https://pi:${encodeURIComponent(value)}@a.example/`), encodeURIComponent],
  ["in the raw login of a page", (value) => page(`https://pi:${value}@a.example/`), undefined],
  ["in the login of another scheme", (value) => page(`ftp://pi:${value}@a.example/`), undefined],
  ["in a page without a scheme", (value) => page(`a.example/?key=${value}`), undefined],
];

describeWith(["git", "ssh-keygen"], "what is wrong with a text", () => {
  it("is reported without quoting it, wherever it is damaged", async () => {
    const secrets = { one: newSecret(), two: newSecret(), three: newSecret(), four: newSecret() };
    const [key, encrypted] = [keyText().text, keyText("ed25519", "passphrase").text];
    const find = finderOf({ ...secrets, ...keyCanaries("key", key), ...keyCanaries("encrypted key", encrypted) });
    const inventory = {
      servers: [
        { ip: "192.0.2.1", creds: ["pi", { username: "me", password: secrets.one, private_key: key }], port: 22 },
        { ip: "192.0.2.2", creds: [{ username: "me", private_key: encrypted, passphrase: secrets.two }] },
      ],
      defaults: { creds: [{ username: "me", password: secrets.three }], known_ports: "22, 80" },
    };
    const credentials = { pi: { username: "pi", password: secrets.four, private_key: key } };
    const [asJson, asYaml] = [JSON.stringify(credentials), stringify(credentials)];
    const yaml = stringify(inventory);
    const inventories = [
      JSON.stringify(inventory),
      JSON.stringify(inventory, null, 2),
      yaml,
      yaml.replace(/ {2}/g, "\t"),
    ];
    const texts: Texts[] = [
      ...inventories.flatMap(damaged).map((text) => ({ inventory: text, credentials: asJson })),
      ...[asJson, asYaml].flatMap(damaged).map((text) => ({ ...plain, credentials: text })),
    ];
    const half = texts.length / 2;
    const logs = (await Promise.all([checkEach(texts.slice(0, half)), checkEach(texts.slice(half))])).flat();
    expect(logs).toHaveLength(texts.length);
    expect(logs.filter((log) => /^::error::(?!ping: )/m.test(log)).length).toBeGreaterThan(half);
    expect(logs.flatMap((log) => find(withoutMasks(log)))).toEqual([]);
    const names = logs.flatMap(commandsIn).map(({ name }) => name);
    expect(names.filter((name) => !/^(add-mask|error|warning)$/.test(name))).toEqual([]);
  });

  it.each(misplacements)("is reported without the secret that is %s", async (_place, misplaced, masked) => {
    const [password, key] = [newSecret(), keyText().text];
    const find = finderOf({ password, ...keyCanaries("key", key) });
    const values = [password, key];
    const inventories = values.map((value) => JSON.stringify(misplaced(value)));
    const logs = await checkEach([
      ...inventories.map((inventory) => ({ inventory })),
      ...inventories.map((text) => ({ ...plain, credentials: `{ "pi": ${text} }` })),
    ]);
    for (const log of logs) expect(log).toMatch(/^::error::/m);
    expect(logs.flatMap((log) => find(withoutMasks(log)))).toEqual([]);
    if (masked === undefined) return;
    for (const [index, log] of logs.entries())
      expect([...masksAtStart(log)].join("\n\n")).toContain(masked(values[index % 2] ?? ""));
  });

  it("is told without it where it should have been a path, or the other input", async () => {
    const secrets = { password: newSecret(), token: newToken() };
    const key = keyText().text;
    const texts = [
      "/nowhere/inventory.json",
      "/tmp",
      secrets.password,
      `${secrets.token}/${secrets.token}`,
      key,
      Buffer.from(key).toString("base64"),
    ];
    const logs = await checkEach(texts.flatMap((text) => [{ inventory: text }, { ...plain, credentials: text }]));
    for (const log of logs) expect(log).toMatch(/^::error::/m);
    const find = finderOf({ ...secrets, ...keyCanaries("key", key) });
    expect(logs.flatMap((log) => find(withoutMasks(log)))).toEqual([]);
  });
});

const syntax = [undefined, "", "\t", '"', "}", "\n\t- [", ": ", "\n", "'", "*", "&a ", "|"];

/** A text cut at every seventh place; and in turn with every seventh piece said twice, lost or made a mark of syntax. */
function damaged(text: string): string[] {
  const places = Array.from({ length: Math.floor(text.length / 7) }, (_, index) => 7 * index + 1);
  return places.flatMap((at, index) => {
    const [before, mark] = [text.slice(0, at), syntax[index % syntax.length]];
    return [before, mark === undefined ? before + text.slice(Math.max(0, at - 7)) : before + mark + text.slice(at + 7)];
  });
}

/**
 * The log of a check with each of the texts, one after the other in one process, since there are thousands. None asks a
 * host anything: hardly any is in this shard, and then ping comes first, of which there is none. What ends a log is in no text: a mask holds whatever a text can
 * spell, NUL as well.
 */
async function checkEach(texts: readonly Texts[]): Promise<string[]> {
  const workspace = temporaryFolder();
  const end = `\n${randomUUID()}\n`;
  const env = { HOME: workspace, GITHUB_ACTIONS: "true", PATH: workspace };
  const child = spawn(process.execPath, ["--input-type=module", "-e", checkEachScript, end], { cwd: workspace, env });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  child.stdin.end(JSON.stringify(texts));
  expect(await stderr).toBe("");
  return (await stdout).split(end).slice(0, -1);
}

/** Runs the bundle anew for each; a check ends its process a second later, which here is not the end. */
const checkEachScript = `
  process.setMaxListeners(0);
  process.exit = () => {};
  const texts = JSON.parse(await new Response(process.stdin).text());
  for (const [index, { inventory, credentials = "" }] of texts.entries()) {
    Object.assign(process.env, { INPUT_INVENTORY: inventory, INPUT_CREDENTIALS: credentials, INPUT_SHARD: "999/999" });
    await import(${JSON.stringify(join(import.meta.dirname, "../../dist/index.js"))} + "?" + index);
    process.stdout.write(process.argv[1]);
  }`;
