/** Where people look next, on GitHub. */

export interface Links {
  /** The status page; undefined here and below: nobody knows the address. */
  readonly page: string | undefined;
  /** The run of the workflow. */
  readonly run: string | undefined;
  /** The issues of all alerts that are open. */
  readonly issues: string | undefined;
  /** A commit that was pushed. */
  readonly commit: (sha: string) => string | undefined;
}

export const noLinks: Links = { page: undefined, run: undefined, issues: undefined, commit: () => undefined };
