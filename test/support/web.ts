/** Web servers on loopback: nginx, and Node's own for what nginx would never do. All end with the test that started them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { onTestFinished } from "vitest";
import { tool } from "./tools.ts";

const address = "127.0.0.1";

export interface WebServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, or https. */
  readonly origin: string;
  /** Connections that are open now. */
  readonly sockets: ReadonlySet<Socket>;
}

export async function startHttp(listener: RequestListener): Promise<WebServer> {
  return startServer(createHttpServer(listener), "http");
}

export async function startHttps(identity: TlsOptions, listener: RequestListener): Promise<WebServer> {
  return startServer(createHttpsServer(identity, listener), "https");
}

/** A server that says what it likes, and notices when its client is gone. */
export async function startRaw(onConnection: (socket: Socket) => void): Promise<WebServer> {
  const server = createServer((socket) => {
    onConnection(socket);
    socket.resume();
  });
  return startServer(server, "http");
}

export async function startRawTls(options: TlsOptions, onConnection: (socket: Socket) => void): Promise<WebServer> {
  return startServer(createTlsServer(options, onConnection), "https");
}

/** Any server of Node's. */
export async function startServer(server: Server | HttpServer, scheme: "http" | "https"): Promise<WebServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  // A client that goes away is what many of these tests are about.
  server.on("tlsClientError", () => {}).on("secureConnection", (socket: Socket) => socket.on("error", () => {}));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const port = await listen(server);
  return { port, sockets, origin: `${scheme}://${address}:${port}` };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, address);
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  return bound.port;
}

/** A port where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}

/** Ends when every connection to the server has ended. */
export async function drained({ sockets }: WebServer): Promise<void> {
  // Not `once` of node:events, which fails when the client resets the connection.
  const closed = (socket: Socket) => new Promise((resolve) => socket.once("close", resolve));
  await Promise.all([...sockets].map((socket) => socket.closed || closed(socket)));
}

/** nginx with the given `server { … }` blocks, as soon as it accepts connections on `port`. */
export async function startNginx(servers: string, port: number): Promise<void> {
  onTestFinished(await runNginx(servers, port));
}

/** The same for longer than one test. Resolves to what stops it. */
export async function runNginx(servers: string, port: number): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  mkdirSync(join(folder, "logs"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/t;`,
  );
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;
     events {} http { access_log off; ${temporary.join(" ")} ${servers} }`,
  );
  const nginx = spawn(tool("nginx"), ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "inherit" });
  while (!(await accepts(port))) if (nginx.exitCode !== null) throw new Error("nginx did not start");
  return async () => {
    if (nginx.exitCode === null && nginx.kill()) await once(nginx, "exit");
    rmSync(folder, { recursive: true });
  };
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, address);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
