/** Notifications to real servers on loopback. */
import { describe, expect, it } from "vitest";
import type { Notification } from "../../src/notify/notification.ts";
import { notify } from "../../src/notify/notify.ts";
import { startHttp, startRaw } from "../support/web.ts";

const news: Notification = {
  title: "[down] db-1: nothing answers since 14:10 UTC",
  lines: ["[down] db-1: nothing answers since 14:10"],
  url: undefined,
  tone: "bad",
  alerts: [],
};
const quick = { pausesMs: [0, 0] };

/** A server that answers with these statuses, one after the other, and the bodies that it got. */
async function webhook(...statuses: readonly number[]) {
  const got: { path: string; type: string | undefined; body: unknown }[] = [];
  const { origin } = await startHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      got.push({
        path: `${request.method} ${request.url}`,
        type: request.headers["content-type"],
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.writeHead(statuses[got.length - 1] ?? 200, { location: "/elsewhere" }).end("no");
    });
  });
  return { got, url: new URL(`${origin}/secret-path?key=secret-key`) };
}

describe("a notification", () => {
  it("is one POST of JSON", async () => {
    const { got, url } = await webhook(204);
    expect(await notify(news, url, quick)).toBeUndefined();
    expect(got).toEqual([
      {
        path: "POST /secret-path?key=secret-key",
        type: "application/json",
        body: { title: news.title, text: "[down] db-1: nothing answers since 14:10", alerts: [] },
      },
    ]);
  });

  it("is sent again where the server has a problem or limits the rate", async () => {
    const { got, url } = await webhook(502, 429, 200);
    expect(await notify(news, url, quick)).toBeUndefined();
    expect(got).toHaveLength(3);
  });

  it.each([
    [400, "check that the secret holds the whole address of the webhook"],
    [401, "it refuses the access: check the token in the address"],
    [404, "the webhook is gone: create it again and update the secret"],
    [302, "it redirects: use the address that it redirects to"],
  ])("fails at once with status %s, and the error has nothing of the address", async (status, fix) => {
    const { got, url } = await webhook(status);
    expect(await notify(news, url, quick)).toBe(`notify-url: the server answers ${status}; ${fix}`);
    expect(got).toHaveLength(1);
  });

  it("says where nobody listens or the answer is not HTTP", async () => {
    const { origin } = await startRaw((socket) => void socket.end("what?\r\n\r\n"));
    expect(await notify(news, new URL(origin), quick)).toMatch(/^notify-url: the server was not reached: /);
    const refused = await notify(news, new URL("http://127.0.0.1:2/hooks/canary"), quick);
    expect(refused).toMatch(/^notify-url: Mattermost was not reached: the connection was refused/);
    expect(refused).not.toContain("canary");
  });

  it("goes without TLS to private addresses only", async () => {
    expect(await notify(news, new URL("http://1.1.1.1/x"), quick)).toBe(
      "notify-url: the server has a public address; use https, because http is not encrypted",
    );
  });
});
