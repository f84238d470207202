/** Hosts that are well, by OpenSSH and nginx, and what they must say: they are this machine. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Certificates } from "../certificates.ts";
import type { Endings } from "../endings.ts";
import { currentUser, freePort, makeKey, sshdTools, startSshd } from "../sshd.ts";
import { runNginx } from "../web.ts";
import type { Entry, Given } from "./battery.ts";

export const goodHostTools = [...sshdTools, "ping", "nginx", "openssl", "free", "df"];

export interface GoodHosts extends Omit<Given, "timeoutSeconds"> {
  readonly servers: readonly Entry[];
  readonly availableMib: number;
  readonly diskMib: number;
  readonly bootMs: number;
}

export async function startGoodHosts(endings: Endings): Promise<GoodHosts> {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const certificates = new Certificates();
  endings.add(() => certificates.remove());
  const { certFile, keyFile, cert } = certificates.make();
  const tls = `ssl_certificate ${certFile}; ssl_certificate_key ${keyFile}`;
  const plainServer = `server { listen 127.0.0.1:${port}; location / { return 200; } }`;
  const tlsServer = `server { listen 127.0.0.1:${tlsPort} ssl; ${tls}; location / { return 204; } }`;
  endings.add(await runNginx(`${plainServer} ${tlsServer}`, port));
  const key = makeKey(join(endings.folder(), "key"));
  const users = { [currentUser]: [key.publicKey] };
  const kinds = [["ed25519"], ["rsa"], ["ecdsa"]] as const;
  const sshds = await Promise.all(
    kinds.map((hostKeys, at) => startSshd({ address: `127.0.0.${at + 2}`, users, hostKeys })),
  );
  sshds.forEach(endings.stop);
  const known = { creds: "own", known_ports: "1-65535" };
  const [web, shop, db] = sshds.map(({ address, port: sshPort }) => ({ ip: address, port: sshPort, ...known }));
  const [header = "", memory = ""] = execFileSync("free", ["-b"], { encoding: "utf8" }).split("\n");
  const disk = execFileSync("df", ["-Pk", "/"], { encoding: "utf8" }).trim().split("\n").at(-1) ?? "";
  return {
    servers: [
      { name: "web-1", ...web, home_page: `http://127.0.0.1:${port}/` },
      { name: "shop", ...shop, home_page: `https://127.0.0.1:${tlsPort}/`, verify: cert },
      { name: "nas", ip: "127.0.0.5" },
      { name: "db-1", ...db },
    ],
    knownHosts: sshds.map(({ knownHosts }) => knownHosts).join(""),
    credentials: { own: { username: currentUser, key_filename: key.path } },
    availableMib: Number(memory.split(/\s+/)[header.trim().split(/\s+/).length]) / 2 ** 20,
    diskMib: Number(disk.split(/\s+/)[3]) / 1024,
    bootMs: Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]) * 1000,
  };
}
