import type { Host } from "./host.ts";

/** All errors of the inventory and the credentials in one. The errors contain no secret. */
export class InventoryError extends Error {
  override readonly name = "InventoryError";
  readonly errors: readonly string[];
  /** Those that could be read, so that their keys can be checked, too. */
  readonly hosts: readonly Host[];

  constructor(errors: readonly string[], hosts: readonly Host[] = []) {
    super(errors.join("\n"));
    this.errors = errors;
    this.hosts = hosts;
  }
}
