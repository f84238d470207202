import ssh2, { type AuthContext, type ParsedKey } from "ssh2";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { newKey } from "../../src/demo/ssh-host.ts";
import type { Identity } from "../../src/inventory/host.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { type Attempt, Login } from "../../src/ssh/auth.ts";
import { type OddServer, oddHostKey, type Ssh2ServerOptions, startSsh2 } from "../support/hostile-ssh.ts";
import { codesOf, detailOf, endMark, runOn, withPassword } from "../support/ssh-session.ts";

const clientKey = newKey();
const withKeyText = (username: string): Identity => ({ username, key: { text: new Secret(clientKey.private) } });

describe("logging in", () => {
  let server: OddServer | undefined;
  /** `METHOD` of every request, with the password where one was sent. */
  let asked: string[] = [];
  afterEach(() => server?.stop());

  /** Runs a session against a server that answers login requests by `authenticate`. */
  async function logIn(
    identities: readonly Identity[],
    authenticate: (context: AuthContext) => void,
    more: Partial<Ssh2ServerOptions> = {},
  ) {
    asked = [];
    server = await startSsh2({
      exec: (accept) => accept().end(`${endMark}\n`),
      authenticate: (context) => {
        if (context.method !== "publickey" || context.signature !== undefined) asked.push(context.method);
        authenticate(context);
      },
      ...more,
    });
    const knownHosts = `[127.0.0.1]:${server.port} ${oddHostKey.public}`;
    return runOn({ port: server.port, knownHosts, identities });
  }

  it("types the password at a hidden prompt where the host takes no password as such", async () => {
    const answers: string[][] = [];
    const outcome = await logIn([withPassword("pi", "hunter2")], (context) => {
      if (context.method !== "keyboard-interactive") return context.reject(["keyboard-interactive"]);
      const prompts = [
        { prompt: "Name:", echo: true },
        { prompt: "Password:", echo: false },
        { prompt: "Code:", echo: false },
      ];
      context.prompt(prompts, (given) => {
        answers.push(given);
        context.accept();
      });
    });
    expect(outcome.problems).toEqual([]);
    expect(asked).toEqual(["password", "keyboard-interactive"]);
    expect(answers).toEqual([["", "hunter2", ""]]);
  });

  it("types a password once, however often the host asks for it", async () => {
    const answers: string[][] = [];
    const outcome = await logIn([withPassword("pi", "hunter2")], (context) => {
      if (context.method !== "keyboard-interactive") return context.reject(["keyboard-interactive"]);
      context.prompt({ prompt: "Password:", echo: false }, (first) => {
        context.prompt({ prompt: "Again:", echo: false }, (second) => {
          answers.push(first, second);
          context.reject(["keyboard-interactive"]);
        });
      });
    });
    expect(codesOf(outcome)).toEqual(["ssh:auth"]);
    expect(answers).toEqual([["hunter2"], [""]]);
    expect(asked).toEqual(["password", "keyboard-interactive"]);
  });

  it("does not type a password that was refused as such", async () => {
    await logIn([withPassword("pi", "hunter2")], (context) => context.reject(["password", "keyboard-interactive"]));
    expect(asked).toEqual(["password"]);
  });

  it("offers the key before the password, and both where the host wants both", async () => {
    let proven = false;
    const identity = { ...withKeyText("pi"), password: new Secret("hunter2") };
    const outcome = await logIn([identity], (context) => {
      if (context.method === "publickey" && context.signature === undefined) return context.accept();
      if (context.method === "publickey") {
        proven = true;
        return context.reject(["password"], true);
      }
      if (context.method === "password" && proven && context.password === "hunter2") context.accept();
      else context.reject(["publickey"]);
    });
    expect(outcome.problems).toEqual([]);
    expect(asked).toEqual(["publickey", "password"]);
  });

  it("offers the key again after the password where the host wants the password first", async () => {
    let proven = false;
    const identity = { ...withKeyText("pi"), password: new Secret("hunter2") };
    const outcome = await logIn([identity], (context) => {
      if (context.method === "password") {
        proven = true;
        context.reject(["publickey"], true);
      } else if (proven) context.accept();
      else context.reject(["password"]);
    });
    expect(outcome.problems).toEqual([]);
    expect(asked).toEqual(["password", "publickey"]);
  });

  it("says that the password has expired", async () => {
    const outcome = await logIn([withPassword("pi", "hunter2")], (context) => {
      if (context.method === "password") context.requestChange("New password:", () => context.reject());
    });
    expect(codesOf(outcome)).toEqual(["ssh:auth"]);
    expect(detailOf(outcome)).toContain("password of credential 1: the password has expired on the host");
  });

  it("goes on with the next identity where a password has expired", async () => {
    const identities = [withPassword("pi", "old"), withPassword("pi", "new")];
    const outcome = await logIn(identities, (context) => {
      if (context.method !== "password") return context.reject(["password"]);
      if (context.password === "old") context.requestChange("New password:", () => context.reject());
      else context.accept();
    });
    expect(outcome.problems).toEqual([]);
    expect(server?.connections()).toBe(2);
  });

  it("goes on with the next identity where the host hangs up without a word", async () => {
    let refused = 0;
    const outcome = await logIn([withPassword("pi", "one"), withPassword("pi", "two")], () => {}, {
      connection: (client) => {
        client.on("authentication", (context) => {
          if (context.method === "password" && context.password === "two") return context.accept();
          refused += 1;
          client.end();
        });
        client.on("session", (accept) => accept().on("exec", (take) => take().end(`${endMark}\n`)));
      },
    });
    expect(outcome.problems).toEqual([]);
    expect(refused).toBe(1);
  });

  it("offers no RSA signature with SHA-1 where the host takes SHA-2", async () => {
    const rsa = ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 });
    const hashes = new Set<string | undefined>();
    await logIn([{ username: "pi", key: { text: new Secret(rsa.private) } }], (context) => {
      if (context.method === "publickey") hashes.add(context.hashAlgo);
      context.accept();
    });
    expect([...hashes]).toEqual(["sha256"]);
  });

  it("lets no word of the host into the details unquoted, and no secret at all", async () => {
    const evil = "x\n::error::pwned ##[error]y";
    const outcome = await logIn([withPassword("pi", "hunter2")], (context) =>
      // The types of ssh2 do not stop a host.
      Reflect.apply(context.reject, context, [[evil]]),
    );
    expect(codesOf(outcome)).toEqual(["ssh:auth"]);
    expect(detailOf(outcome)).not.toContain("\n");
    expect(detailOf(outcome)).toContain('"x ::error::pwned');
    expect(JSON.stringify(outcome)).not.toContain("hunter2");
  });
});

describe("Login", () => {
  let key: ParsedKey;
  beforeAll(() => {
    const parsed = ssh2.utils.parseKey(clientKey.private);
    if (parsed instanceof Error) throw parsed;
    key = parsed;
  });
  const password = (username: string): Attempt => ({
    username,
    proof: { password: new Secret("hunter2") },
    name: `password of ${username}`,
  });

  it("takes the first user's attempts and leaves the others for the next connection", () => {
    const attempts = [password("a"), password("a"), password("b"), password("a")];
    const login = new Login(attempts);
    expect(login.username).toBe("a");
    expect(login.next(null, null)).toMatchObject({ type: "password", username: "a" });
    expect(login.remaining).toEqual(attempts.slice(1));
    expect(login.next(["password"], false)).toMatchObject({ type: "password", username: "a" });
    expect(login.next(["password"], false)).toBeUndefined();
    expect(login.remaining).toEqual(attempts.slice(2));
  });

  it("keeps nothing for another connection that the host does not take", () => {
    const login = new Login([password("a"), { username: "a", proof: { key }, name: "key" }]);
    login.next(null, null);
    expect(login.next(["hostbased"], false)).toBeUndefined();
    expect(login.remaining).toEqual([]);
    expect(login.notes).toEqual(['password of a, key: not accepted by the host, which supports "hostbased"']);
  });

  it("ends with a host that keeps contradicting itself", () => {
    const login = new Login([password("a"), { username: "a", proof: { key }, name: "key" }, password("a")]);
    const answers = [["publickey"], ["password"], ["keyboard-interactive"], ["password", "publickey"]];
    let asked = 0;
    while (login.next(asked === 0 ? null : (answers[asked % 4] ?? []), asked % 3 === 2) !== undefined) asked += 1;
    expect(asked).toBeLessThan(12);
  });
});
