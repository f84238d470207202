import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type LookUp, Resolver } from "../../src/connect.ts";
import { openConnection } from "../../src/http/connection.ts";
import { publicAddresses, redirectTarget } from "../../src/probes/redirects.ts";
import { describeWith, tool } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";

describe("where a redirect points to", () => {
  const from = new URL("https://example.com/a/b?c");

  it.each([
    ["d", "https://example.com/a/d"],
    ["/d", "https://example.com/d"],
    ["//other.example/", "https://other.example/"],
    ["http://EXAMPLE.com:8080/#x", "http://example.com:8080/#x"],
  ])("%s is %s", (location, expected) => {
    expect(redirectTarget(302, [location], from)?.href).toBe(expected);
  });

  it("is one place where the same place is named twice, and nowhere where places contradict each other", () => {
    expect(redirectTarget(302, ["/d", "/d"], from)?.href).toBe("https://example.com/d");
    expect(redirectTarget(302, ["/d", "/e"], from)).toBeUndefined();
  });

  it.each([
    ["/bücher", "https://example.com/b%C3%BCcher"],
    ["https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"],
  ])("may be written in UTF-8: %s", (location, expected) => {
    const bytes = Buffer.from(location).toString("latin1");
    expect(redirectTarget(302, [bytes], from)?.href).toBe(expected);
  });

  it.each(["ftp://example.com/", "data:text/html,x", "javascript:alert(1)", "https://u@example.com/", "https://[/"])(
    "is nowhere for %s",
    (location) => expect(redirectTarget(302, [location], from)).toBeUndefined(),
  );

  it.each([200, 300, 304, 305, 404])("is nowhere for status %i", (status) => {
    expect(redirectTarget(status, ["/d"], from)).toBeUndefined();
  });
});

describe("the addresses of another host", () => {
  const addressesBy = (lookUp: LookUp) =>
    publicAddresses("other.example", new AbortController().signal, new Resolver(lookUp));
  const [open, inner] = [
    { address: "2606:4700::1111", family: 6 },
    { address: "10.1.2.3", family: 4 },
  ];

  it("are those its name has when all of them are public", async () => {
    expect(await addressesBy(async () => [open])).toEqual([open]);
  });

  it.each([
    ["one is not public", [open, inner]],
    ["there is none", []],
    ["one has a zone", [{ address: "fe80::1%eth0", family: 6 }]],
    ["one is a mapped private address", [{ address: "::ffff:192.168.1.1", family: 6 }]],
  ])("are none when %s", async (_why, addresses) => {
    expect(await addressesBy(async () => addresses)).toBeUndefined();
  });

  it("are none when the lookup fails", async () => {
    expect(await addressesBy(() => Promise.reject(new Error("EAI_AGAIN")))).toBeUndefined();
  });

  it("are not waited for when the time is up", async () => {
    const stop = new AbortController();
    const waiting = publicAddresses("other.example", stop.signal, new Resolver(() => new Promise(() => {})));
    stop.abort();
    await expect(waiting).rejects.toThrow("the DNS lookup of the redirect target took too long");
  });

  it("are what is connected to, whatever the name resolves to by then", async () => {
    const server = await startHttp((_request, response) => response.end());
    const url = new URL(`http://no-such-host.invalid:${server.port}/`);
    const pinned = [{ address: "127.0.0.1", family: 4 }];
    const { socket } = await openConnection({ url, pinned }, { verify: true, signal: new AbortController().signal });
    expect(socket).toMatchObject({ remoteAddress: "127.0.0.1" });
    socket.destroy();
  });
});

/** A machine of its own, with a network of its own, where 9.9.9.9 is public, and 10.0.0.1 and 10.0.0.2 are not. */
describeWith(["unshare", "ip"], "in a network of its own, a redirect", () => {
  it.each([
    ["to a public host is followed", "http://9.9.9.9:81/", 204],
    ["from a public host into the private network is not", "http://9.9.9.9:82/", 307],
    ["from a public host back to the private page is not", "http://9.9.9.9:83/", 308],
  ])("%s", (_name, location, status) => {
    const program = `
      import { createServer } from "node:http";
      import { requestPage } from ${JSON.stringify(new URL("../../src/probes/http.ts", import.meta.url))};
      const serve = (port, status, location) => new Promise((listening) => createServer((_request, response) =>
        response.writeHead(status, location && { location }).end()).listen(port, "0.0.0.0", listening));
      await serve(80, 302, ${JSON.stringify(location)});
      await serve(81, 204);
      await serve(82, 307, "http://10.0.0.2/");
      await serve(83, 308, "http://10.0.0.1:81/");
      const options = { verify: true, signal: new AbortController().signal, trace() {} };
      const { value } = await requestPage(new URL("http://10.0.0.1/"), options);
      console.log(value?.status);
      process.exit();`;
    const network = "ip link set lo up; for a in 9.9.9.9 10.0.0.1 10.0.0.2; do ip address add $a/32 dev lo; done";
    const shell = `PATH=$PATH:/usr/sbin:/sbin; ${network}; exec "$0" --input-type=module -e "$1"`;
    const run = spawnSync(tool("unshare"), ["-rn", "sh", "-c", shell, process.execPath, program], { encoding: "utf8" });
    expect(run).toMatchObject({ stdout: `${status}\n`, stderr: "" });
  });
});
