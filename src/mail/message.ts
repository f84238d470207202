/** A mail before it is sent, and where it goes. */
import type { Secret } from "../inventory/secret.ts";

export interface Message {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  /** Mails of one thread have the same: `report`, `alerts`. */
  readonly thread: string;
}

export interface Attachment {
  /** `node_2610.csv`, `node_2610.csv.gz` */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** How mail leaves. */
export interface MailSettings {
  /** Every one a single address. */
  readonly to: readonly string[];
  readonly from: string;
  readonly host: string;
  readonly port: number;
  /** undefined: the server is not asked to let us in. */
  readonly login: { readonly username: string; readonly password: Secret } | undefined;
}
