/** `invite`: prints what a person pastes on a new host, so that the monitor can log in there. Connects to nothing. */
import { resolve } from "node:path";
import { fullProbeScript } from "../facts/index.ts";
import { wholeNumber } from "../input-values.ts";
import { InputError } from "../inputs.ts";
import { quoted } from "../inventory/parsed.ts";
import { expandHome } from "../inventory/paths.ts";
import { account, addressOf, entryOf, type Guest, isQuotable, nameOf, nameWords } from "../invite/guest.ts";
import { readPublicKey } from "../invite/key-file.ts";
import { invitation, pasteable, removal } from "../invite/scripts.ts";
import { type Call, flagOf } from "./call.ts";

export async function invite(call: Call): Promise<void> {
  const { reporter, flags } = call;
  const guest = guestOf(call);
  if (flags["remove"] !== undefined) return reporter.print(removalText(guest.name));
  reporter.print(invitationText(guest));
}

function guestOf(call: Call): Guest {
  const { flags, operands, surroundings } = call;
  const [name, address] = [nameOf(operands[0] ?? ""), addressOf(operands[1] ?? "")];
  const path = resolve(expandHome(flags["key"] ?? "", surroundings.home));
  const keyFile = path.replace(/\.pub$/, "");
  const errors = [
    ...(name === undefined ? [`NAME: expected ${nameWords}, got ${quoted(operands[0] ?? "")}`] : []),
    ...(address === undefined
      ? [`ADDRESS: expected an IPv4 address, an IPv6 address or a DNS name, got ${quoted(operands[1] ?? "")}`]
      : []),
    ...(flags["key"] === undefined && flags["remove"] === undefined
      ? ["--key: missing; give the public key of the monitor"]
      : []),
    ...(isQuotable(keyFile) ? [] : ["--key: expected a path without quotes and line breaks"]),
  ];
  const port = flagOf(call, "port", wholeNumber(1, 65_535), "a port 1–65535") ?? 22;
  const from = flagOf(call, "from", addressOf, "the address of the monitor, as the host sees it");
  if (name === undefined || address === undefined || errors.length > 0) throw new InputError(errors);
  const key = flags["key"] === undefined ? "" : readPublicKey(path);
  return { name, address, port, from, key, keyFile, readsLog: flags["read-log"] !== undefined };
}

function invitationText(guest: Guest): string {
  return [
    `# 1. On ${guest.name}, as root, paste all of this, down to the line SERVER_MONITOR_INVITE:`,
    "",
    pasteable(invitation(guest, fullProbeScript())),
    "# 2. Add to the inventory. The block prints the same at its end, with the host's keys:",
    "#",
    ...entryOf(guest).map((line) => `# ${line}`),
    "#",
    `# 3. See that it works: server-monitor doctor --inventory FILE`,
    "",
  ].join("\n");
}

function removalText(name: string): string {
  return [
    `# On ${name}, as root, paste all of this. It removes the probe, and the account ${account} if invite has made it:`,
    "",
    pasteable(removal()),
    `# Then remove ${name} from the inventory.`,
    "",
  ].join("\n");
}
