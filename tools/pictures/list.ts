/** The pictures of the product that the README shows, each light and dark: what is on it, and how wide its window is. */
import { githubPage, issuePage, phonePage } from "./github-page.ts";
import type { Story } from "./story.ts";

export interface Picture {
  /** In docs/images, without `.png` and `-dark.png`. */
  readonly name: string;
  /** CSS pixels. The whole page is shown. */
  readonly width: number;
  readonly html: (story: Story) => string;
}

/** Of a picture. */
export const mostBytes = 200 * 1024;

export const schemes = ["light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

export function fileOf({ name }: Pick<Picture, "name">, scheme: Scheme): string {
  return scheme === "light" ? `${name}.png` : `${name}-dark.png`;
}

export const pictures: readonly Picture[] = [
  {
    name: "results",
    width: 1000,
    html: ({ statusPage }) => githubPage("results/README.md", statusPage),
  },
  {
    name: "summary",
    width: 1020,
    html: ({ summary }) => githubPage("check summary", summary),
  },
  {
    name: "issue",
    width: 760,
    html: ({ issue }) => issuePage(issue),
  },
  {
    name: "month",
    width: 860,
    html: ({ month }) => githubPage("results/2026-10.md", month),
  },
  {
    name: "mail",
    width: 390,
    html: ({ mail }) => phonePage(mail),
  },
];
