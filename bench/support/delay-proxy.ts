/** A line of a certain length: a TCP proxy on loopback that passes everything on half a round trip later, in both directions. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface DelayProxy {
  readonly port: number;
  readonly close: () => void;
}

export async function startDelayProxy(to: { address: string; port: number }, roundTripMs: number): Promise<DelayProxy> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: to.address, port: to.port, noDelay: true });
    for (const socket of [near, far]) open.add(socket.on("error", () => {}).on("close", () => open.delete(socket)));
    passOn(near, far, roundTripMs / 2);
    passOn(far, near, roundTripMs / 2);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { port: portOf(server.address()), close };
}

/** Timers of one length keep their order. */
function passOn(from: Socket, to: Socket, delayMs: number): void {
  const later = (act: () => void) => (delayMs === 0 ? act() : setTimeout(act, delayMs));
  from.on("data", (chunk) => later(() => to.write(chunk)));
  from.on("end", () => later(() => to.end()));
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the proxy does not listen on a port");
  return address.port;
}
