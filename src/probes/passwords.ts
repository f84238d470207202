/** A host may echo its password, so the password is removed from all text that is shown. */
import type { Host } from "../inventory/host.ts";

/** Shorter passwords would match in any text. */
const passwordLengthMin = 4;

export function passwordsHidden({ identities }: Pick<Host, "identities">): (text: string) => string {
  const passwords = identities.map(({ password }) => password?.reveal() ?? "");
  const hidden = passwords.filter(({ length }) => length >= passwordLengthMin);
  return (text) => hidden.reduce((rest, password) => rest.replaceAll(password, "[secret]"), text);
}
