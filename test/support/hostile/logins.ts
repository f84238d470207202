/** Hosts with the right key that go wrong while we log in. */
import type { Socket } from "node:net";
import type { AuthContext, Connection } from "ssh2";
import { replaceProtocolMethod, type Ssh2ServerOptions, sendMessage, sshText, startSsh2 } from "../hostile-ssh.ts";
import { attacks } from "./answers.ts";
import type { HostileHost } from "./host.ts";

function host(name: string, errors: string, options: Ssh2ServerOptions): HostileHost {
  return { name, cells: { errors }, start: () => startSsh2(options) };
}

/** Does this at the first request to log in. */
function at(name: string, errors: string, act: (client: Connection, socket: Socket, context: AuthContext) => void) {
  return host(name, errors, {
    connection: (client, socket) => void client.on("authentication", (context) => act(client, socket, context)),
  });
}

function typing(name: string, errors: string, ask: (client: Connection, context: AuthContext) => void): HostileHost {
  return at(name, errors, (client, _socket, context) => {
    if (context.method === "keyboard-interactive") ask(client, context);
    else context.reject(["keyboard-interactive"]);
  });
}

/** Asks again and again, whatever is answered. */
function askForEver(context: AuthContext): void {
  if (context.method !== "keyboard-interactive") return;
  const prompts = Array.from({ length: 400 }, (_, count) => ({
    prompt: `${attacks[count % attacks.length]}`,
    echo: true,
  }));
  context.prompt(prompts, () => askForEver(context));
}

/** A request for answers that announces more prompts than it holds. */
function announcing(prompts: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(prompts);
  return Buffer.concat([Buffer.from([60]), sshText(""), sshText(""), sshText(""), count]);
}

const banner = Buffer.concat([Buffer.from([53]), sshText("::error::x\r\n".repeat(2500)), sshText("")]);

export const loginHosts: readonly HostileHost[] = [
  host("accepts-no-service", "ssh:timeout", {
    connection: (client) => replaceProtocolMethod(client, "serviceAccept", () => {}),
  }),
  at("answers-no-login", "ssh:timeout", () => {}),
  at("hangs-up-at-the-login", "ssh:closed", (_client, socket) => socket.end()),
  at("resets-at-the-login", "ssh:closed", (_client, socket) => socket.resetAndDestroy()),
  at("hangs-up-after-the-login", "ssh:closed", (_client, socket, context) => {
    context.accept();
    socket.end();
  }),
  at("resets-after-the-login", "ssh:closed", (_client, socket, context) => {
    context.accept();
    socket.resetAndDestroy();
  }),
  at("shows-banners-for-ever", "ssh:protocol", (client) => {
    for (let count = 0; count < 40; count += 1) sendMessage(client, banner);
  }),
  at("takes-part-of-a-login-for-ever", "ssh:auth", (_client, _socket, context) =>
    context.reject(["publickey", "password", "keyboard-interactive"], true),
  ),
  at("refuses-by-commands", "ssh:auth", (_client, _socket, context) =>
    // The types of ssh2 do not stop a host.
    Reflect.apply(context.reject, context, [attacks]),
  ),
  at("wants-a-new-password", "ssh:auth", (_client, _socket, context) => {
    if (context.method === "password") context.requestChange("::error::New password:", () => context.reject());
  }),
  typing("asks-for-ever", "ssh:protocol", (_client, context) => askForEver(context)),
  typing("announces-33-million-prompts", "ssh:protocol", (client) => sendMessage(client, announcing(33_000_000))),
  typing("announces-4-billion-prompts", "ssh:protocol", (client) => sendMessage(client, announcing(4_294_967_295))),
];
