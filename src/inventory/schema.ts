/**
 * The inventory file's form, from which `inventory.schema.json` is made, and the parsers that its values go through.
 * How an issue reads is in issues.ts; what servers must agree on, such as unique names, is in hosts.ts.
 */
import * as v from "valibot";
import { parseAddress } from "./addresses.ts";
import { parseVerify } from "./certificates.ts";
import { credsSchema, type Given, identitySchema, namePattern, nameRule } from "./creds-schema.ts";
import { groupLengthMax, parseGroup } from "./group.ts";
import { parseHomePage } from "./home-page.ts";
import { hostTypes } from "./host.ts";
import { parseMailAddresses } from "./mail-addresses.ts";
import { refused } from "./parsed.ts";
import { parsePeers } from "./peers.ts";
import { parsePorts } from "./ports.ts";
import { expected, parsed, portNumber, setting, text, texts } from "./schema-parts.ts";

type InventoryFile = v.InferOutput<ReturnType<typeof inventorySchema>>;
export type Server = InventoryFile["servers"][number];
export type Settings = NonNullable<InventoryFile["defaults"]>;

export function inventorySchema(given: Given) {
  const entries = {
    servers: v.pipe(
      v.array(serverSchema(given), expected("a list of servers")),
      v.nonEmpty("holds no server; add at least one with an ip"),
      v.description("The servers to watch, in the order of the results."),
    ),
    defaults: setting(
      v.strictObject(settings(given), expected("a map")),
      "What every server has unless it says otherwise: any key of a server but ip and name.",
      [{ port: 22, creds: ["pi"] }],
    ),
    email_dest: setting(
      v.pipe(
        texts("a mail address or a list of them"),
        parsed((list) => parseMailAddresses(list)),
      ),
      "Where mail goes: one address, several with commas between them, or a list.",
      ["me@example.com"],
    ),
  };
  return v.pipe(
    v.strictObject(entries, expected('a map with the key "servers"')),
    v.title("Inventory of server-monitor"),
    v.description("The servers that server-monitor watches, and what is expected of them."),
  );
}

function serverSchema(given: Given) {
  const ip = v.pipe(
    text(),
    v.description("Where the server is: IPv4 address, IPv6 address or DNS name."),
    v.examples(["192.0.2.10", "2001:db8::10", "web-1.example.org"]),
    parsed(parseAddress),
  );
  const name = setting(
    v.pipe(text(), v.regex(namePattern, nameRule)),
    "What results, issues, mails and logs call the server instead of its address. Unique in the inventory.",
    ["web-1"],
  );
  return v.strictObject({ ip, name, ...settings(given) }, expected("a server (a map with an ip)"));
}

function settings(given: Given) {
  return {
    type: setting(
      v.picklist(hostTypes, `expected one of ${hostTypes.join(", ")}`),
      "node is asked everything; miner adds the GPUs and drops the web page; ping is only pinged.",
    ),
    group: setting(
      v.pipe(text(), v.metadata({ minLength: 1, maxLength: groupLengthMax }), parsed(parseGroup)),
      "What pages and mails list the server under.",
      ["production"],
    ),
    ping: setting(
      v.boolean(expected("true or false")),
      "false: no ping is sent, for a host that drops them; creds or home_page then tell whether it is up.",
      [false],
    ),
    port: setting(portNumber(), "The port of the SSH server, 22 unless given."),
    creds: setting(
      credsSchema(given),
      "Tried in order: identities, or names from the input credentials. Without any there is no SSH.",
      [["pi"], [{ username: "megamind", key_filename: "~/.ssh/id_ed25519" }]],
    ),
    host_key: setting(
      v.union([fingerprint(), v.array(fingerprint())], expected("a fingerprint or a list of them")),
      "The only SSH host keys trusted for this server, as ssh-keygen -lf prints them.",
      ["SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"],
    ),
    home_page: setting(
      v.pipe(text(), v.metadata({ format: "uri", pattern: "^[Hh][Tt][Tt][Pp][Ss]?://" }), parsed(parseHomePage)),
      "The page to request: http or https, without credentials in it.",
      ["https://example.com/health"],
    ),
    verify: setting(
      v.pipe(
        v.union([v.boolean(), v.string()], expected("true, false, the path of a certificate or its PEM text")),
        parsed((input) => parseVerify(input, given.readCertificate)),
      ),
      "Whether the page's certificate is checked: true, false, or the path or PEM text of the one to trust.",
      [true, false, "certificates/our-ca.pem"],
    ),
    ssh_peers: setting(
      v.pipe(
        texts("addresses, blocks or DNS names, as text or as a list"),
        parsed((list) => parsePeers(list)),
      ),
      "SSH clients that may be connected: addresses, CIDR blocks and DNS names, for one user as deploy@* or admin@10.0.0.0/8; text with commas or a list.",
      ["198.51.100.7, 10.0.0.0/8, 2001:db8::/32, home.example.org, deploy@*, admin@2001:db8::/48"],
    ),
    known_ports: setting(
      v.pipe(
        portsSchema(),
        parsed((list) => parsePorts(list)),
      ),
      "Listeners that are accepted: ports and ranges, TCP and UDP unless one is named, as text with commas or as a list.",
      ["22, 80, 8000-8010, 53/udp", [22, "8000-8010"]],
    ),
  };
}

function portsSchema() {
  const item = v.union([v.string(), portNumber()], expected("a port"));
  return v.union([v.string(), portNumber(), v.array(item)], expected("ports, as text or as a list"));
}

/** With and without base64's padding; ours is without. The whole line of ssh-keygen is taken, too. */
function fingerprint() {
  const rule = "expected SHA256: and 43 characters, as ssh-keygen -lf prints it";
  return v.pipe(
    text(),
    v.regex(/^\s*(?:\d+ )?SHA256:[A-Za-z0-9+/]{43}=?(?:\s.*)?$/, rule),
    v.transform((line) => /SHA256:[A-Za-z0-9+/]{43}/.exec(line)?.[0] ?? line),
  );
}

/** The form alone, without what only a run knows: for the JSON Schema and the names of the keys. */
const form: Given = { credentialNames: undefined, home: "", readCertificate: () => refused() };
export const inventoryForm = inventorySchema(form);

/** Known keys by what holds them. */
export const knownKeys = {
  inventory: Object.keys(inventoryForm.entries),
  defaults: Object.keys(inventoryForm.entries.defaults.wrapped.entries),
  server: Object.keys(inventoryForm.entries.servers.item.entries),
  identity: Object.keys(identitySchema(form).entries),
} as const;
