/**
 * The schema of the inventory file, from which `inventory.schema.json` is generated, and the parsers of its values.
 * Messages are in issues.ts; checks that span several servers, such as unique names, are in hosts.ts.
 */
import * as v from "valibot";
import { parseAccounts } from "./accounts.ts";
import { parseAddress } from "./addresses.ts";
import { parseVerify } from "./certificates.ts";
import { credsSchema, type Given, identitySchema, namePattern, nameRule } from "./creds-schema.ts";
import { parseExpected } from "./expect.ts";
import { groupLengthMax, parseGroup } from "./group.ts";
import { parseHomePage } from "./home-page.ts";
import { hostTypes } from "./host.ts";
import { parseMailAddresses } from "./mail-addresses.ts";
import { parseMaintenance } from "./maintenance.ts";
import { nearest } from "./nearest.ts";
import { kindOf, refused } from "./parsed.ts";
import { parsePeers } from "./peers.ts";
import { parsePorts } from "./ports.ts";
import { expected, parsed, portNumber, setting, text, texts } from "./schema-parts.ts";
import { parseThresholds } from "./thresholds.ts";

type InventoryFile = v.InferOutput<ReturnType<typeof inventorySchema>>;
export type Server = InventoryFile["servers"][number];
export type Settings = NonNullable<InventoryFile["defaults"]>;

export function inventorySchema(given: Given) {
  const entries = {
    servers: v.pipe(
      v.array(serverSchema(given), expected("a list of servers")),
      v.nonEmpty("has no server; add at least one with an ip"),
      v.description("The servers to watch, in the order of the results."),
    ),
    defaults: setting(
      v.strictObject(settings(given), expected("a map")),
      "Default settings for all servers: any key of a server except ip, self and name.",
      [{ port: 22, creds: ["pi"] }],
    ),
    maintenance: setting(maintenanceSchema(), "Maintenance windows of all servers, beside their own.", [
      "sun 03:00-05:00 Europe/Berlin",
    ]),
    email_dest: setting(
      v.pipe(
        texts("a mail address or a list of them"),
        parsed((list) => parseMailAddresses(list)),
      ),
      "Recipients of mail: one address, several separated by commas, or a list.",
      ["me@example.com"],
    ),
  };
  return v.pipe(
    v.strictObject(entries, expected('a map with the key "servers"')),
    v.title("Inventory of server-monitor"),
    v.description("The servers that server-monitor checks, and what is expected of them."),
  );
}

function serverSchema(given: Given) {
  const ip = v.pipe(
    text(),
    v.description("The address of the server: IPv4, IPv6 or DNS name."),
    v.examples(["192.0.2.10", "2001:db8::10", "web-1.example.org"]),
    parsed(parseAddress),
  );
  const name = setting(
    v.pipe(text(), v.regex(namePattern, nameRule)),
    "Shown in results, issues, mails and logs instead of the address. Unique in the inventory.",
    ["web-1"],
  );
  const self = setting(
    v.boolean(expected("true or false")),
    "true: the machine that the monitor runs on, instead of an ip. It is probed without SSH and ping, and needs a name.",
    [true],
  );
  return v.pipe(
    v.strictObject({ ip: v.optional(ip), self, name, ...settings(given) }, expected("a server (a map with an ip)")),
    v.metadata({ oneOf: [{ required: ["ip"] }, { required: ["self"] }] }),
  );
}

function settings(given: Given) {
  return {
    type: setting(
      v.picklist(hostTypes, wrongType),
      "node: all checks. miner: a GPU host, adds the GPUs and has no home page. ping: ping only.",
    ),
    group: setting(
      v.pipe(text(), v.metadata({ minLength: 1, maxLength: groupLengthMax }), parsed(parseGroup)),
      "Heading for the server in pages and mails.",
      ["production"],
    ),
    ping: setting(
      v.boolean(expected("true or false")),
      "false: no ping is sent, for a host that drops pings; SSH or the home page then decides whether it is up.",
      [false],
    ),
    port: setting(portNumber(), "The port of the SSH server. The default is 22."),
    via: setting(
      text(),
      "Another server of this inventory, by its name, through which this one is reached: SSH and the home page are asked through its SSH server, and no ping is sent. At most three in a row.",
      ["bastion"],
    ),
    creds: setting(
      credsSchema(given),
      "The logins to try, in order: credentials, or names from the input credentials. Without creds there is no SSH.",
      [["pi"], [{ username: "megamind", key_filename: "~/.ssh/id_ed25519" }]],
    ),
    host_key: setting(
      v.union([fingerprint(), v.array(fingerprint())], expected("a fingerprint or a list of them")),
      "The only SSH host keys trusted for this server, as ssh-keygen -lf prints them.",
      ["SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"],
    ),
    home_page: setting(
      v.pipe(text(), v.metadata({ format: "uri", pattern: "^[Hh][Tt][Tt][Pp][Ss]?://" }), parsed(parseHomePage)),
      "The URL to request: http or https, without credentials in it.",
      ["https://example.com/health"],
    ),
    verify: setting(
      v.pipe(
        v.union([v.boolean(), v.string()], expected("true, false, the path of a certificate or its PEM text")),
        parsed((input) => parseVerify(input, given.readCertificate)),
      ),
      "Whether the certificate of the home page is checked: true, false, or the path or PEM text of the certificate to trust.",
      [true, false, "certificates/our-ca.pem"],
    ),
    ssh_peers: setting(
      v.pipe(
        texts("addresses, blocks or DNS names, as text or as a list"),
        parsed((list) => parsePeers(list)),
      ),
      "SSH clients that are expected: addresses, CIDR blocks and DNS names, for one user as deploy@* or admin@10.0.0.0/8, or the fingerprint of a key, SHA256:… or deploy@SHA256:…; text separated by commas, or a list.",
      ["198.51.100.7, 10.0.0.0/8, 2001:db8::/32, home.example.org, deploy@*, admin@2001:db8::/48"],
    ),
    known_ports: setting(
      v.pipe(
        portsSchema(),
        parsed((list) => parsePorts(list)),
      ),
      "Open ports that are expected: ports and ranges, TCP and UDP unless one is named; text separated by commas, or a list.",
      ["22, 80, 8000-8010, 53/udp", [22, "8000-8010"]],
    ),
    thresholds: setting(
      v.pipe(
        v.record(v.string(), thresholdSchema(), expected("a map")),
        parsed((map) => parseThresholds(map)),
      ),
      "Where alerts begin: disk (all file systems, or one as disk /data), inodes, memory, cert, clock; off turns one off.",
      [{ disk: "5%", "disk /data": "20 GiB", inodes: "5%", memory: "2%", cert: "14d", clock: "10s" }],
    ),
    expect: setting(
      v.pipe(
        v.record(v.string(), v.union([v.string(), v.number()], expected("an age such as 26h")), expected("a map")),
        parsed((map) => parseExpected(map)),
      ),
      "Checks that the host makes itself: files of its /var/lib/server-monitor, and how old each may be.",
      [{ backup: "26h" }],
    ),
    known_accounts: setting(
      v.pipe(
        texts("names of accounts, as text or as a list"),
        parsed((list) => parseAccounts(list)),
      ),
      "Accounts of the host that may log in or have privileges, as text with commas or as a list.",
      ["alice, deploy"],
    ),
    depends_on: setting(
      texts("names of servers, as text or as a list"),
      "Servers by their names. While one of them is down or silenced, this one opens no alert down, http or ssh.",
      ["router"],
    ),
    confirm: setting(
      confirmations(),
      "How many checks in a row must agree before an alert of this server opens or closes, instead of the input confirm.",
      [3],
    ),
    maintenance: setting(
      maintenanceSchema(),
      "When checks open no alert: daily, a weekday or a range of them, or once; UTC unless a time zone follows.",
      ["sun 03:00-05:00 Europe/Berlin", ["mon-fri 22:00-06:00", "2026-12-01T22:00/2026-12-02T02:00"]],
    ),
  };
}

/** Shows plain words only: another value may have been meant for another key. */
function wrongType({ input }: v.BaseIssue<unknown>): string {
  const word = typeof input === "string" && /^[A-Z]?[a-z-]{1,20}$/.test(input) ? input : undefined;
  const meant = word === undefined ? undefined : nearest(word, hostTypes);
  const got = word === undefined ? kindOf(input) : `"${word}"`;
  return `expected one of ${hostTypes.join(", ")}, got ${got}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

function maintenanceSchema() {
  return v.pipe(
    texts("maintenance windows, as text or as a list"),
    parsed((list) => parseMaintenance(list)),
  );
}

const mostConfirmations = 100;

function confirmations() {
  const range = (issue: v.BaseIssue<unknown>) =>
    `expected a number of checks 1–${mostConfirmations}, got ${String(issue.input)}`;
  return v.pipe(
    v.number(expected(`a number of checks 1–${mostConfirmations} without quotes`)),
    v.integer(range),
    v.minValue(1, range),
    v.maxValue(mostConfirmations, range),
  );
}

/** YAML 1.1 reads `off` as false. */
function thresholdSchema() {
  return v.union([v.string(), v.number(), v.literal(false)], expected("a threshold such as 5%, 20 GiB, 14d or off"));
}

function portsSchema() {
  const item = v.union([v.string(), portNumber()], expected("a port"));
  return v.union([v.string(), portNumber(), v.array(item)], expected("ports, as text or as a list"));
}

/** Accepts base64 with and without padding, and the whole line of ssh-keygen; the result is without padding. */
function fingerprint() {
  const rule = "expected SHA256: and 43 characters, as ssh-keygen -lf prints it";
  return v.pipe(
    text(),
    v.regex(/^\s*(?:\d+ )?SHA256:[A-Za-z0-9+/]{43}=?(?:\s.*)?$/, rule),
    v.transform((line) => /SHA256:[A-Za-z0-9+/]{43}/.exec(line)?.[0] ?? line),
  );
}

/** The schema without the data of a run: for the JSON Schema and the names of the keys. */
const form: Given = { credentialNames: undefined, home: "", readCertificate: () => refused() };
export const inventoryForm = inventorySchema(form);

/** Known keys of each kind of map. */
export const knownKeys = {
  inventory: Object.keys(inventoryForm.entries),
  defaults: Object.keys(inventoryForm.entries.defaults.wrapped.entries),
  server: Object.keys(inventoryForm.entries.servers.item.entries),
  identity: Object.keys(identitySchema(form).entries),
} as const;
