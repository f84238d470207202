/** The parts of what a list in a cell names. Rows may be anybody's: who uses a part checks it. Pure. */

/** Of `8080`, `5353/udp`. undefined: it is no port. */
export function portParts(item: string): { readonly port: number; readonly protocol: "tcp" | "udp" } | undefined {
  const [, port, udp] = /^(\d{1,5})(\/udp)?$/.exec(item) ?? [];
  return port === undefined ? undefined : { port: Number(port), protocol: udp === undefined ? "tcp" : "udp" };
}

/** Of `pi@192.0.2.1`, or of an address alone. A user may be called anything: the address is what follows the last `@`. */
export function loginParts(item: string): { readonly user: string; readonly from: string } {
  const at = item.lastIndexOf("@");
  return { user: item.slice(0, Math.max(0, at)), from: item.slice(at + 1) };
}

/** Of `eve:root`, `eve:sudo`, `eve`. `right` undefined: it may log in. */
export function accountParts(item: string): { readonly name: string; readonly right: string | undefined } {
  const [, name = item, right] = /^(.*):(root|sudo)$/.exec(item) ?? [];
  return { name, right };
}

/** Of `backup:late`. */
export function checkParts(item: string): { readonly name: string; readonly state: string | undefined } {
  const [, name = item, state] = /^(.*):(\w+)$/.exec(item) ?? [];
  return { name, state };
}
