/**
 * What came back from the probe script, before anyone reads meaning into it.
 *
 *     @server-monitor v 1
 *     @server-monitor mem MemTotal 24684092
 *     @server-monitor end
 *
 * Only lines with the mark count, wherever in a line it stands: motd, rc files and background jobs write what they like
 * between them. A last line without its newline was cut and does not count.
 */
export const mark = "@server-monitor ";
export const endLine = `${mark}end`;

export interface Answer {
  /** Whether the version line and the end line were both seen. */
  readonly complete: boolean;
  /** The text after KEY of every line with that key, in order. Empty for a key that was not said. */
  readonly lines: (key: string) => readonly string[];
}
