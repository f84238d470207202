/** Names that users and programs of a host have given themselves. */

/** A name with characters that mean something elsewhere is shown without them, rather than not at all. */
export function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 32);
}
