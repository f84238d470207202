/** One entry of `creds` or `credentials`, as written → an Identity. Problems never quote it. */
import type { Identity, KeySource } from "./host.ts";
import type { Parsed } from "./parsed.ts";
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
      password: secret(fields.password),
      key: keySource(fields, home),
      passphrase: secret(fields.passphrase),
    },
  };
}

function problemsWith({ username, password, key_filename, private_key }: IdentityFields): string[] {
  const problems: string[] = [];
  if (username === "" || /[\x00-\x1f\x7f]/.test(username)) problems.push("expected a user name without line breaks");
  if (key_filename && private_key) problems.push("has both key_filename and private_key; keep one");
  if (!password && !key_filename && !private_key)
    problems.push("has no way to log in; add password, key_filename or private_key");
  if (private_key && !/^(?:-----BEGIN |PuTTY-User-Key-File-)[^\n]+\n./.test(private_key.trim()))
    problems.push('private_key is not a whole key with its line breaks; in YAML write "private_key: |", in JSON \\n');
  return problems;
}

function keySource({ key_filename, private_key }: IdentityFields, home: string): KeySource | undefined {
  if (key_filename) return { path: expandHome(key_filename, home) };
  return private_key ? { text: new Secret(private_key) } : undefined;
}

function secret(text: string | null | undefined): Secret | undefined {
  return text ? new Secret(text) : undefined;
}
