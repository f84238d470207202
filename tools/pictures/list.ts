/** The pictures of the product that the README shows: what is on each, and the window it is taken in. */
import { githubPage, issuePage, phonePage } from "./github-page.ts";
import type { Story } from "./story.ts";

export interface Picture {
  /** In docs/images. */
  readonly name: string;
  /** CSS pixels. What the page leaves empty at the bottom is cut off. */
  readonly width: number;
  readonly height: number;
  readonly html: (story: Story) => string;
}

/** Of a picture. */
export const mostBytes = 120 * 1024;

export const pictures: readonly Picture[] = [
  {
    name: "results.png",
    width: 1190,
    height: 645,
    html: ({ statusPage }) => githubPage("results/README.md", statusPage),
  },
  {
    name: "summary.png",
    width: 900,
    height: 620,
    html: ({ summary }) => githubPage("check summary", summary),
  },
  {
    name: "issue.png",
    width: 760,
    height: 940,
    html: ({ issue }) => issuePage(issue),
  },
  {
    name: "month.png",
    width: 860,
    height: 1420,
    html: ({ month }) => githubPage("results/2026-10.md", month),
  },
  {
    name: "mail.png",
    width: 390,
    height: 772,
    html: ({ mail }) => phonePage(mail),
  },
];
