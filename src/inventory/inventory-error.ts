/** Everything that is wrong with the inventory and the credentials, told at once. Holds no secret. */
export class InventoryError extends Error {
  override readonly name = "InventoryError";
  readonly errors: readonly string[];

  constructor(errors: readonly string[]) {
    super(errors.join("\n"));
    this.errors = errors;
  }
}
