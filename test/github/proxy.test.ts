import { createServer, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { expect, it } from "vitest";
import { GitHubClient } from "../../src/github/client.ts";
import { listIssues } from "../../src/github/issues.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { repository, startGitHub } from "../support/github-api.ts";
import { quick } from "../support/issue-alerts.ts";
import { startServer } from "../support/web.ts";

/** A proxy as in RFC 9112: it connects, or passes a request on. */
async function startProxy() {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(new URL(incoming.url ?? "").host);
    const { method, headers } = incoming;
    incoming.pipe(
      request(incoming.url ?? "", { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  server.on("connect", ({ url = "" }: IncomingMessage, socket: Socket) => {
    asked.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const tunnel = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on("error", () => socket.destroy());
    socket.on("error", () => tunnel.destroy());
  });
  return { asked, url: (await startServer(server, "http")).origin };
}

it.each([
  ["is asked through the proxy that the environment names", {}, true],
  ["is asked directly where NO_PROXY says so", { NO_PROXY: "127.0.0.1" }, false],
  ["is asked directly where Node is not told to use it", { NODE_USE_ENV_PROXY: "" }, false],
])("the API %s", async (_how, more, isUsed) => {
  const [api, proxy] = [await startGitHub(), await startProxy()];
  const environment = { HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: "1", ...more };
  const settings = { apiUrl: api.url, repository, token: new Secret("ghs_actions") };
  const client = new GitHubClient({ ...settings, proxy: readSurroundings(environment).github.proxy }, api.now, quick);
  expect(await listIssues(client, "open", [])).toEqual([]);
  expect(proxy.asked).toEqual(isUsed ? [api.url.host] : []);
});
