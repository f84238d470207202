/** All errors of the inventory and the credentials in one. Contains no secret. */
export class InventoryError extends Error {
  override readonly name = "InventoryError";
  readonly errors: readonly string[];

  constructor(errors: readonly string[]) {
    super(errors.join("\n"));
    this.errors = errors;
  }
}
