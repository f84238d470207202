import { describe, expect, it } from "vitest";
import { accepted, host, reading } from "./reading.ts";

const nbsp = "\u00a0";
const zeroWidth = "\u200b";

describe("characters that pasting leaves", () => {
  it.each<[string, string]>([
    ["a no-break space in the indentation", `servers:\n${nbsp}${nbsp}- ip: 192.0.2.1\n`],
    ["one after a colon", `servers:\n  - ip:${nbsp}192.0.2.1\n`],
    ["one after a dash", `servers:\n  -${nbsp}ip: 192.0.2.1\n`],
    ["one at the end of a line", `servers:\n  - ip: 192.0.2.1${nbsp}\n`],
    ["an ideographic space", "servers:\n  - ip:\u3000192.0.2.1\n"],
    ["a zero-width space in an address", `servers:\n  - ip: 192.0.2${zeroWidth}.1\n`],
    ["a zero-width space before a key", `${zeroWidth}servers:\n  - ip: 192.0.2.1\n`],
    ["a byte order mark in the middle", "servers:\n  - \ufeffip: 192.0.2.1\n"],
    ["a direction mark in JSON", '{"servers": [{"ip": "\u200e192.0.2.1"}]}'],
    ["a no-break space between values of JSON", `{"servers":${nbsp}[{"ip": "192.0.2.1"}]}`],
    ["a soft hyphen in a list of hosts", "192.0.\u00ad2.1"],
    ["a no-break space in a list of hosts", `192.0.2.1${nbsp}# web`],
  ])("are harmless, and warned of: %s", (_what, text) => {
    const { hosts, warnings } = accepted(text);
    expect(hosts.map(({ address }) => address)).toEqual(["192.0.2.1"]);
    expect(warnings).not.toEqual([]);
  });

  it("are named with line and column, as the text has them", () => {
    const text = `servers:\n  - ip: 192${zeroWidth}${zeroWidth}.0.2.1${nbsp}\n    name: web\u2060-1\n`;
    expect(accepted(text).warnings).toEqual([
      "inventory: line 2, column 12: an invisible character (U+200B), ignored; delete it",
      "inventory: line 2, column 13: an invisible character (U+200B), ignored; delete it",
      "inventory: line 2, column 20: a no-break space (U+00A0), read as a blank; type a blank",
      "inventory: line 3, column 14: an invisible character (U+2060), ignored; delete it",
    ]);
  });

  it("are named before the mistakes that they may be the cause of", () => {
    expect(reading(`servers:\n  - ip: 192.0${nbsp}.2.1\n`).errors).toEqual([
      "inventory: line 2, column 14: a no-break space (U+00A0), read as a blank; type a blank",
      "servers[0].ip: expected an IPv4 address, an IPv6 address or a DNS name",
    ]);
  });

  it("are counted where there are many", () => {
    const { warnings } = accepted(`servers:\n${nbsp.repeat(12)}- ip: 192.0.2.1\n`);
    expect(warnings).toHaveLength(6);
    expect(warnings.at(-1)).toBe("inventory: 7 more such characters");
  });

  it("do not matter in a comment", () => {
    expect(accepted(`# a${nbsp}comment\nservers: [{ ip: a }] # of${nbsp}mine`).warnings).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["in YAML", `pi:\n  username: pi\n  password: hunter${nbsp}2000\n`, "line 3, column 19"],
    ["at the end of it", `pi:\n  username: pi\n  password: hunter2000${nbsp}\n`, "line 3, column 23"],
    ["in quotes", `pi: { username: pi, password: "hunter2000${nbsp}" }`, "line 1, column 42"],
    ["in JSON", `{"pi": {"username": "pi", "password": "hunter${nbsp}2000"}}`, "line 1, column 46"],
    [
      "in JSON with comments",
      `{ // mine\n"pi": {"username": "pi", "password": "hunter${nbsp}2000"}}`,
      "line 2, column 45",
    ],
  ])("are refused in a password, which is never shown: %s", (_where, credentials, place) => {
    const { errors } = reading("192.0.2.1", credentials);
    const meant = "if it belongs there, write \\u00a0 instead, in double quotes";
    expect(errors).toEqual([`credentials: ${place}: a no-break space (U+00A0) in a password; delete it; ${meant}`]);
  });

  it("are taken in a password where they are written on purpose", () => {
    const inventory = 'servers: [{ ip: a, creds: [{ username: pi, password: "hunter\\u00a02000" }] }]';
    const { hosts, warnings } = accepted(inventory);
    expect(hosts[0]?.identities[0]?.password?.reveal()).toBe(`hunter${nbsp}2000`);
    expect(warnings).toEqual([]);
  });

  it("are refused in a page and a user name where they are written on purpose", () => {
    expect(reading('{"servers": [{"ip": "a", "home_page": "https://example.com/\\u200b"}]}').errors).toEqual([
      "servers[0].home_page: expected an address such as https://example.com/health",
    ]);
    expect(reading("a", '{"pi": {"username": "pi\\u00a0", "password": "hunter2000"}}').errors).toEqual([
      "credentials.pi: expected a user name without line breaks or blanks around it",
    ]);
  });
});

describe("a line break at the end of a password", () => {
  it.each([
    ["password: |\n    hunter2000\n", "hunter2000"],
    ['password: "hunter2000\\r\\n"\n', "hunter2000"],
    ['password: " hunter2000 "\n', " hunter2000 "],
  ])("is not part of it: %j", (line, password) => {
    const { hosts } = accepted("servers: [{ ip: a, creds: pi }]", `pi:\n  username: pi\n  ${line}`);
    expect(hosts[0]?.identities[0]?.password?.reveal()).toBe(password);
  });

  it("does not keep the password from being masked", () => {
    expect(reading("a", "pi:\n  username: pi\n  password: |\n    hunter2000\n").masks).toContain("hunter2000");
  });
});

describe("curly quotes and long dashes", () => {
  const quote = `a curly quote; quote with " or '`;

  it.each([
    ["servers:\n  - ip: “192.0.2.1”\n", [`line 2, column 9: ${quote}`]],
    ["servers:\n  - {ip: a, creds: [{username: pi, password: ‘hunter2000’}]}", [`line 2, column 46: ${quote}`]],
    ['{“servers”: [{"ip": "a"}]}', [`line 1, column 2: ${quote}`]],
    ["servers:\n  – ip: a\n", ["line 2, column 3: a dash that is no hyphen; begin list items with -"]],
  ])("are named with line and column: %j", (text, errors) => {
    expect(reading(text).errors).toEqual(errors.map((error) => `inventory: ${error}`));
  });

  it("are a password's own between plain quotes", () => {
    const { identities } = host({ creds: [{ username: "pi", password: "“hunter2000”" }] });
    expect(identities[0]?.password?.reveal()).toBe("“hunter2000”");
  });

  it("make a range of ports as well as a hyphen does", () => {
    const range = [{ first: 8000, last: 8010 }];
    for (const dash of "-\u2010\u2011\u2012–—\u2212")
      expect(host({ known_ports: `8000${dash}8010` }).knownPorts).toEqual(range);
  });
});

describe("full-width characters", () => {
  it("are read as the usual ones in addresses, ports and peers", () => {
    const server = host({ ip: "１９２．０．２．１", known_ports: "２２，８０", ssh_peers: "１０．０．０．０／８" });
    expect(server).toMatchObject({ id: "192.0.2.1", address: "192.0.2.1" });
    expect(server.knownPorts).toEqual([
      { first: 22, last: 22 },
      { first: 80, last: 80 },
    ]);
    expect(server.knownPeers).toEqual([{ network: "10.0.0.0", prefix: 8 }]);
  });
});

describe("an internationalised name", () => {
  it("is kept as typed, and looked up in its ASCII form", () => {
    const server = host({
      ip: "Bücher.example.",
      home_page: "https://bücher.example/ok",
      ssh_peers: "heim.bücher.example",
    });
    expect(server).toMatchObject({ id: "bücher.example", address: "xn--bcher-kva.example" });
    expect(server.homePage?.hostname).toBe("xn--bcher-kva.example");
    expect(server.knownPeers).toEqual([{ dnsName: "heim.bücher.example" }]);
  });

  it("is the same however its accents are encoded, and in a list of hosts", () => {
    expect(accepted("bu\u0308cher.example\n例え.jp").hosts.map(({ id, address }) => [id, address])).toEqual([
      ["bücher.example", "xn--bcher-kva.example"],
      ["例え.jp", "xn--r8jz45g.jp"],
    ]);
  });

  it("is masked in both forms where the server has a name", () => {
    const { masks } = reading("servers: [{ ip: bücher.example, name: web-1 }]");
    expect(masks).toEqual(["bücher.example", "xn--bcher-kva.example"]);
  });
});

describe("JSON with comments and trailing commas", () => {
  const text = `// my servers
{
  "servers": [ /* one
    only */
    { "ip": "192.0.2.1", "home_page": "https://example.com/a//b", "known_ports": "22", }, // the "web" server
  ],
}
`;

  it("is read as JSON without them", () => {
    const [server] = accepted(text).hosts;
    expect(server?.homePage?.href).toBe("https://example.com/a//b");
    expect(
      accepted(`/* ${"x".repeat(9)} */ ["a", 1,]`.replace(/\[.*/, '{"servers": [{"ip": "a"},],}')).hosts,
    ).toHaveLength(1);
  });

  it("is refused with the place of a mistake, also after comments", () => {
    expect(reading(text.replace('"22"', '"22" "80"')).errors).toEqual([
      "inventory: line 5, column 87: unexpected text; put a value with special characters in quotes",
    ]);
    expect(reading('{"servers": [{"ip": "a", // one\n"ip": "b"}]}').errors).toEqual([
      "inventory: line 2, column 1: this key appears twice; keep one",
    ]);
  });

  it("leaves what looks like a comment in YAML alone", () => {
    const [server] = accepted('{"servers": [{ip: a, home_page: https://example.com//b}]}').hosts;
    expect(server?.homePage?.href).toBe("https://example.com//b");
  });
});

describe("line ends", () => {
  it.each(["\r\n", "\r"])("may be %j", (end) => {
    expect(accepted(`servers:${end}  - ip: a${end}  - ip: b${end}`).hosts).toHaveLength(2);
    expect(accepted(`a${end}b${end}`).hosts).toHaveLength(2);
  });
});

describe("a fingerprint", () => {
  it("may come with the rest of ssh-keygen's line", () => {
    const fingerprint = "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";
    expect(host({ host_key: `256 ${fingerprint} root@web-1 (ED25519)` }).hostKeys).toEqual([fingerprint]);
  });
});

describe("a Windows path", () => {
  it("is refused in double quotes, where a backslash escapes, with the place", () => {
    const text = 'servers:\n  - ip: a\n    creds: [{ username: pi, key_filename: "C:\\Keys\\id" }]';
    expect(reading(text).errors).toEqual([
      "inventory: line 3, column 46: an unknown escape after a backslash; double the backslash",
    ]);
    expect(reading(text.replace("Keys", "temp").replace("id", "new")).errors).toEqual([
      "servers[0].creds[0]: key_filename holds a tab or line break; in double quotes, double each backslash",
    ]);
    expect(accepted(text.replaceAll('"', "'")).hosts[0]?.identities[0]?.key).toEqual({ path: "C:\\Keys\\id" });
  });
});
