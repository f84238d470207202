import { describe, expect, it, onTestFinished } from "vitest";
import { askPublicAddress, mostSeen } from "../../src/probes/public-address.ts";
import { Certificates } from "../support/certificates.ts";
import { describeWith } from "../support/tools.ts";
import { closedPort, drained, startHttp, startHttps } from "../support/web.ts";

const [home, other] = ["93.184.216.34", "93.184.216.35"];
const [home6, other6] = ["2606:2800:220:1::1", "2606:2800:220:1::2"];

describe("mostSeen", () => {
  it("believes the majority, of each family apart", () => {
    expect(mostSeen([other, home, home6, home])).toEqual([home, home6]);
    expect(mostSeen([other6, home6, home6])).toEqual([home6]);
  });

  it("takes the first of equals, and no address of a network that is not public", () => {
    expect(mostSeen(["10.0.0.5", "10.0.0.5", home, other, "fe80::1", "127.0.0.1"])).toEqual([home]);
    expect(mostSeen(["192.168.1.20"])).toEqual([]);
    expect(mostSeen([])).toEqual([]);
  });
});

describe("askPublicAddress", () => {
  async function answered(text: string, status = 200) {
    const service = await startHttp((_request, response) => response.writeHead(status).end(text));
    return { service, outcome: await askPublicAddress(new URL(`${service.origin}/ip?format=text`)) };
  }

  it.each([
    [`${home}\n`, home],
    [` ${home6.toUpperCase()} `, home6],
    ["::ffff:93.184.216.34", home],
  ])("reads %j", async (text, address) => {
    const { service, outcome } = await answered(text);
    expect(outcome).toEqual({ value: address, problems: [] });
    await drained(service);
  });

  it("asks for the page that was given", async () => {
    const asked: (string | undefined)[] = [];
    const { origin } = await startHttp((request, response) => {
      asked.push(request.url, request.headers.host);
      response.end(home);
    });
    await askPublicAddress(new URL(`${origin}/ip?format=text`));
    expect(asked).toEqual(["/ip?format=text", new URL(origin).host]);
  });

  it.each([
    ["<html>", 200, "http:failed", "the answer is not a public address"],
    ["192.168.1.1", 200, "http:failed", "the answer is not a public address"],
    ["", 200, "http:failed", "the answer is not a public address"],
    ["1".repeat(257), 200, "http:failed", "the answer is longer than an address"],
    [home, 302, "http:failed", "it answers 302"],
  ])("has no use for %j with status %i", async (text, status, code, untrusted) => {
    const { service, outcome } = await answered(text, status);
    expect(outcome).toEqual({ problems: [{ code, detail: { untrusted } }] });
    await drained(service);
  });

  it("says that nothing listens", async () => {
    const outcome = await askPublicAddress(new URL(`http://127.0.0.1:${await closedPort()}`));
    expect(outcome.problems).toMatchObject([{ code: "http:refused" }]);
  });

  it.each(["before the headers", "within the body"])("does not wait for one who stops %s", async (where) => {
    const service = await startHttp((_request, response) => {
      if (where === "within the body") response.writeHead(200, { "content-length": "14" }).write("93.184");
    });
    const { problems } = await askPublicAddress(new URL(service.origin), 200);
    expect(problems).toEqual([{ code: "http:timeout", detail: { untrusted: expect.stringContaining("in time") } }]);
    await drained(service);
  });
});

describeWith(["openssl"], "a service without a certificate that is trusted", () => {
  it("is not asked", async () => {
    const certificates = new Certificates();
    onTestFinished(() => certificates.remove());
    let asked = false;
    const { origin } = await startHttps(certificates.make(), (_request, response) => {
      asked = true;
      response.end(home);
    });
    expect((await askPublicAddress(new URL(origin))).problems).toMatchObject([{ code: "http:tls" }]);
    expect(asked).toBe(false);
  });
});
