/** The schema of credentials, in `creds` of the inventory and in the input `credentials`. */
import * as v from "valibot";
import { parseIdentity } from "./identities.ts";
import { nearest } from "./nearest.ts";
import { type Parsed, refused } from "./parsed.ts";
import { expected, parsed, setting, text } from "./schema-parts.ts";

/** What the parser needs beside the file. */
export interface Given {
  /** Names in `credentials`; undefined if that text could not be read: then no name is reported as unknown. */
  readonly credentialNames: ReadonlySet<string> | undefined;
  readonly home: string;
  /** The text of the file that `verify` names. */
  readonly readCertificate: (path: string) => Parsed<string>;
}

/** Names of servers and of credentials. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,62}$/;
export const nameRule = "expected up to 63 letters, digits, dots, colons, _ or -, the first a letter or digit";

export function identitySchema(given: Given) {
  const fields = {
    username: v.pipe(text(), v.description("The user to log in as.")),
    password: setting(
      text(),
      "The password. If there is a key, the key is tried first, and the password is also used as its passphrase.",
    ),
    key_filename: setting(text(), "Path of a private key on the runner. ~ is the home folder.", ["~/.ssh/id_ed25519"]),
    private_key: setting(text(), "The private key itself, with its line breaks."),
    passphrase: setting(text(), "The passphrase of the private key, if the key is encrypted."),
  };
  return v.pipe(
    v.strictObject(fields, expected("a credential (a map with a username)")),
    v.description("One way to log in: a username with a password, a key or both."),
    parsed((identity) => parseIdentity(identity, given.home)),
  );
}

export function credsSchema(given: Given) {
  const name = v.pipe(
    text(),
    parsed((entry) => parseReference(entry, given.credentialNames)),
  );
  const entry = v.union([name, identitySchema(given)], expected("a credential or a name from credentials"));
  return v.union([name, v.array(entry)], expected("a list of credentials or of names from credentials"));
}

/** An unknown name may be a password in the wrong place, so it is not shown. */
function parseReference(name: string, known: ReadonlySet<string> | undefined): Parsed<string> {
  if (known === undefined || known.has(name)) return { value: name };
  const meant = nearest(name, known);
  const fix = meant === undefined ? "define it in the input `credentials`" : `did you mean "${meant}"?`;
  return refused(`no such name in credentials; ${fix}`);
}
