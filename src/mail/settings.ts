/** Inputs → the mail settings, or why there is no mail, or all errors. */
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { quoted, wholeNumber } from "../input-values.ts";
import type { MailInputs } from "../inputs.ts";
import { dnsNameOf, parseAddress } from "../inventory/addresses.ts";
import { parseMailAddresses } from "../inventory/mail-addresses.ts";
import { commaSeparated } from "../inventory/parsed.ts";
import type { MailSettings } from "./message.ts";

/** The unchecked inputs, and the inventory's. Empty: not set. */
export interface MailSources extends MailInputs {
  /** The inventory's `email_dest`, which `email-to` overrides. */
  readonly emailDest: readonly string[];
}

export type MailConfiguration =
  | { readonly settings: MailSettings }
  /** One sentence: why there will be no mail. */
  | { readonly absent: string }
  | { readonly errors: readonly string[] };

const defaultPort = 587;

/** An incomplete login is an error and not "no mail": a missing secret must not silence the monitor. */
export function mailSettings(inputs: MailSources): MailConfiguration {
  const errors: string[] = [];
  const to = recipients(inputs, errors);
  const port = portOf(inputs, errors);
  const login = loginOf(inputs, errors);
  const asked = inputs.smtpUsername.trim() !== "" || inputs.smtpHost.trim() !== "";
  if (errors.length > 0) return { errors };
  if (!asked) return { absent: "no mail: `smtp-username` is not set" };
  if (to.length === 0) return { absent: "no mail: `email-to` is not set, and the inventory has no email_dest" };
  const host = hostOf(inputs, errors);
  const from = senderOf(inputs, errors);
  return errors.length > 0 ? { errors } : { settings: { to, from, host, port, login } };
}

/** Each address once. */
function recipients({ emailTo, emailDest }: MailSources, errors: string[]): readonly string[] {
  const [name, entries] = emailTo.trim() === "" ? ["email_dest", emailDest] : ["email-to", commaSeparated(emailTo)];
  const addresses = entries.map((entry, index) => {
    const address = mailbox(entry);
    if (address === undefined) errors.push(`${name}: entry ${index + 1}: ${expectedAddress}`);
    return address;
  });
  return [...new Set(addresses.filter((address) => address !== undefined))];
}

function portOf({ smtpPort }: MailInputs, errors: string[]): number {
  const text = smtpPort.trim();
  const port = text === "" ? defaultPort : wholeNumber(1, 65_535)(text);
  if (port === undefined) errors.push(`smtp-port: expected a port 1–65535, got ${quoted(text)}`);
  return port ?? defaultPort;
}

function loginOf({ smtpUsername, smtpPassword }: MailInputs, errors: string[]): MailSettings["login"] {
  const [username, password] = [smtpUsername.trim(), smtpPassword];
  const given = password !== undefined && password.reveal() !== "";
  if (username === "" && given) errors.push("smtp-username: is not set, but `smtp-password` is; set both or none");
  if (username !== "" && !given) errors.push("smtp-password: is not set, but `smtp-username` is; set both or none");
  return username !== "" && given ? { username, password } : undefined;
}

function hostOf({ smtpHost, smtpUsername }: MailInputs, errors: string[]): string {
  const given = smtpHost.trim();
  if (given === "") return guessedHost(smtpUsername.trim(), errors);
  const parsed = parseAddress(isIP(given) === 0 ? domainToASCII(given) || given : given);
  // Not quoted, because the value may be a password in the wrong input.
  if ("problems" in parsed) errors.push("smtp-host: expected the name or address of a mail server, without a port");
  return "value" in parsed ? parsed.value : given;
}

function guessedHost(username: string, errors: string[]): string {
  const domain = mailbox(username)?.split("@")[1];
  if (domain === undefined) errors.push("smtp-host: is not set, and `smtp-username` has no domain to guess it from");
  return `smtp.${domain}`;
}

function senderOf({ emailFrom, smtpUsername }: MailInputs, errors: string[]): string {
  const address = mailbox(emailFrom.trim() || smtpUsername.trim());
  if (address !== undefined) return address;
  const unset = "is not set, and `smtp-username` is not a mail address";
  errors.push(`email-from: ${emailFrom.trim() === "" ? unset : expectedAddress}`);
  return "";
}

const expectedAddress = "expected a mail address such as me@example.com";
/** RFC 5321, section 4.5.3.1.3. */
const addressLengthMax = 254;

/** The address with its domain in ASCII, which any server accepts; undefined if it is not an address. */
function mailbox(text: string): string | undefined {
  const parsed = parseMailAddresses(text);
  const [only, ...others] = "value" in parsed ? parsed.value : [];
  if (only === undefined || others.length > 0) return undefined;
  const [local = "", domain = ""] = only.split("@");
  const name = dnsNameOf(domainToASCII(domain));
  const address = `${local}@${name}`;
  return name === undefined || address.length > addressLengthMax || hasControl.test(address) ? undefined : address;
}

const hasControl = /\p{C}/u;
