/** Finds every secret in texts that are not checked yet, so that all are masked before anything about them is printed. */
import { asciiName, parseAddress } from "./addresses.ts";
import { credentialNames } from "./credentials.ts";
import { typed } from "./identities.ts";
import { type Place, placeText } from "./issues.ts";
import { repairKeyText } from "./key-text.ts";
import { isMap } from "./parsed.ts";

/** Masking shorter values would mask half of the log. */
const maskedLengthMin = 4;
const maskedLineLengthMin = 8;

/** Keys whose values are public. Values of any other key, misspelt ones included, are treated as secrets. */
const publicInServer = new Set([
  "servers",
  "defaults",
  "email_dest",
  "ip",
  "name",
  "type",
  "port",
  "host_key",
  "home_page",
  "verify",
  "ssh_peers",
  "known_ports",
  "group",
  "ping",
  "known_accounts",
  "depends_on",
  "via",
  "confirm",
  "maintenance",
]);
/** Maps with names that the user makes up; a value that looks like one of theirs may be seen. */
const publicMaps = new Set(["thresholds", "expect"]);
const plainLimit = /^(?:off|false|[\d.]{1,9} ?(?:%|[A-Za-z]{0,7}))$/;
const publicInIdentity = new Set(["username", "key_filename"]);

/** Masks all secrets of both texts. Warns of those that cannot be masked. */
export function maskSecrets(inventory: unknown, credentials: unknown, mask: (secret: string) => void): string[] {
  const names = credentialNames(credentials);
  const leaves = [
    // A name of `credentials` that `creds` refers to is not a secret.
    ...leavesIn(inventory, [], publicInServer).filter(({ key, value }) => !(key === "creds" && names.has(value))),
    ...leavesIn(credentials, ["credentials"], publicInIdentity),
  ];
  const parts = [
    ...namedAddresses(inventory),
    ...leaves.flatMap(({ value }) => [...new Set([value, typed(value) ?? value])].flatMap(formsOf)),
  ];
  for (const part of new Set(parts.filter(isMaskable))) mask(part);
  return leaves
    .filter(({ value }) => !isMaskable(value))
    .map(({ place }) => `${placeText(place)}: too short to be masked in logs (under ${maskedLengthMin} characters)`);
}

function formsOf(value: string): string[] {
  return [value, ...keyLines(value), ...keyLines(repairKeyText(value)), ...encodedForms(value)];
}

/** The lines of a key: tools print keys line by line. */
function keyLines(value: string): string[] {
  const lines = value.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.filter((line) => line.length >= maskedLineLengthMin && !line.startsWith("-----"));
}

/** The value in the encodings of a header, a URL, JSON and a dump. */
function encodedForms(value: string): string[] {
  const bytes = Buffer.from(value);
  const forms = [
    bytes.toString("base64"),
    bytes.toString("hex"),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ];
  return isMaskable(value) ? forms : [];
}

function isMaskable(value: string): boolean {
  return value.trim().length >= maskedLengthMin;
}

/** Addresses of servers that have a name, which is shown instead: as written and in canonical form. */
function namedAddresses(inventory: unknown): string[] {
  const servers = isMap(inventory) && Array.isArray(inventory["servers"]) ? inventory["servers"] : [];
  return servers.flatMap((server: unknown) => {
    if (!isMap(server) || typeof server["name"] !== "string" || typeof server["ip"] !== "string") return [];
    const address = parseAddress(server["ip"]);
    return [server["ip"].trim(), ...("value" in address ? [address.value, asciiName(address.value) ?? ""] : [])];
  });
}

interface Leaf {
  readonly place: Place;
  readonly key: string | undefined;
  readonly value: string;
}

function leavesIn(value: unknown, place: Place, visible: ReadonlySet<string>, key?: string): Leaf[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => leavesIn(item, [...place, index], visible, key));
  if (isMap(value))
    return Object.entries(value).flatMap(([name, item]) => {
      const leaves = leavesIn(item, [...place, name], visible.has(name) ? visible : publicInIdentity, name);
      const isPublicMap = visible === publicInServer && publicMaps.has(name);
      return isPublicMap ? leaves.filter((leaf) => !plainLimit.test(leaf.value)) : leaves;
    });
  if (typeof value !== "string" && typeof value !== "number") return [];
  return secretParts(String(value), key !== undefined && visible.has(key) ? key : undefined).map((part) => ({
    place,
    key,
    value: part,
  }));
}

function secretParts(text: string, visibleKey: string | undefined): string[] {
  const isVisible = visibleKey !== undefined && !text.includes("PRIVATE KEY-----");
  const parts = isVisible ? (visibleKey === "home_page" ? loginIn(text) : []) : [text];
  return parts.filter((part) => part !== "");
}

/** A home page with a login in it is refused later, but masked first. */
function loginIn(page: string): string[] {
  const login = /^[^/]*\/\/([^/?#]*)@/.exec(page)?.[1] ?? "";
  return login.split(/:(.*)/s);
}
