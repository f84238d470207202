/** One entry of `creds` or `credentials`, as written → an Identity. Problems never quote it. */
import type { Identity, KeySource } from "./host.ts";
import { repairKeyText } from "./key-text.ts";
import type { Parsed } from "./parsed.ts";
import { cleaned } from "./pasted.ts";
import { expandHome } from "./paths.ts";
import { Secret } from "./secret.ts";

/** Empty text means not given, as null does. */
export interface IdentityFields {
  readonly username: string;
  readonly password?: string | null | undefined;
  readonly key_filename?: string | null | undefined;
  readonly private_key?: string | null | undefined;
  readonly passphrase?: string | null | undefined;
}

export function parseIdentity(fields: IdentityFields, home: string): Parsed<Identity> {
  const problems = problemsWith(fields);
  if (problems.length > 0) return { problems };
  return {
    value: {
      username: fields.username,
      password: secret(typed(fields.password)),
      key: keySource(fields, home),
      passphrase: secret(typed(fields.passphrase)),
    },
  };
}

function problemsWith({ username, password, key_filename, private_key }: IdentityFields): string[] {
  const problems: string[] = [];
  if (!isUserName(username)) problems.push("expected a user name without line breaks or blanks around it");
  if (key_filename && /[\x00-\x1f\x7f]/.test(key_filename))
    problems.push("key_filename holds a tab or line break; in double quotes, double each backslash");
  if (key_filename && private_key) problems.push("has both key_filename and private_key; keep one");
  if (!typed(password) && !key_filename && !private_key)
    problems.push("has no way to log in; add password, key_filename or private_key");
  return problems;
}

function keySource({ key_filename, private_key }: IdentityFields, home: string): KeySource | undefined {
  if (key_filename) return { path: expandHome(key_filename, home) };
  return private_key ? { text: new Secret(repairKeyText(private_key)) } : undefined;
}

function isUserName(text: string): boolean {
  return text !== "" && text === cleaned(text).trim() && !/[\x00-\x1f\x7f]/.test(text);
}

/** Without the line break that `password: |` or a file leaves at its end: nobody can type one. */
export function typed(secret: string | null | undefined): string | undefined {
  return secret?.replace(/[\r\n]+$/, "");
}

function secret(text: string | null | undefined): Secret | undefined {
  return text ? new Secret(text) : undefined;
}
