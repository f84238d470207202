/** Markdown as GitHub would show it, an issue on its page, a mail on a phone: HTML with a style of our own after GitHub's. */
import { marked } from "marked";
import type { Story } from "./story.ts";

export function githubPage(title: string, markdown: string): string {
  return document(
    `<section class="box"><header>${escaped(title)}</header><article>${rendered(markdown)}</article></section>`,
  );
}

export function issuePage({ number, title, body, labels, author }: Story["issue"]): string {
  const pills = labels.map((label) => `<span class="pill">${escaped(label)}</span>`).join(" ");
  return document(
    `<h1 class="title">${escaped(title)} <span class="quiet">#${number}</span></h1>
    <p><span class="state">Open</span> ${pills}</p>
    <section class="box"><header>${escaped(author)}</header><article>${rendered(body)}</article></section>`,
  );
}

/** The mail has styles of its own, as its reader would show them. */
export function phonePage({ subject, html }: Story["mail"]): string {
  const bar = `<div style="font:600 17px/22px 'Liberation Sans',sans-serif;padding:14px 16px;background:var(--bar);color:var(--ink);border-bottom:1px solid var(--line)">${escaped(subject)}</div>`;
  return html.replace(/<body[^>]*>/, (body) => `${body}<style>${colours}</style>${bar}`);
}

function rendered(markdown: string): string {
  return marked.parse(markdown, { async: false, gfm: true });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function document(content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${style}</style><main>${content}</main></html>`;
}

/** GitHub's, light and dark. */
const colours = `
:root { color-scheme: light dark; --page: #fff; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --bar: #f6f8fa; --code: #f0f1f3; --link: #0969da; --open: #1f883d; --label: #ddf4ff }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --ink: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --bar: #151b23; --code: #262c36; --link: #4493f8; --open: #238636; --label: #121d2f }
}
`;

const style = `${colours}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 "Liberation Sans", "Noto Color Emoji", sans-serif }
main { padding: 20px 24px }
a { color: var(--link); text-decoration: none }
h1, h2 { border-bottom: 1px solid var(--line); padding-bottom: .3em; line-height: 1.25; margin: 22px 0 14px }
h1 { font-size: 1.9em } h2 { font-size: 1.45em } h3 { font-size: 1.2em; margin: 20px 0 12px; line-height: 1.3 }
article { overflow-wrap: break-word }
article > :first-child { margin-top: 0 }
p, ul { margin: 0 0 14px } ul { padding-left: 1.8em }
code, pre { font: 12.75px/1.45 "DejaVu Sans Mono", monospace; background: var(--code); border-radius: 6px }
code { padding: .2em .4em; white-space: break-spaces } pre { overflow-x: auto; padding: 12px; margin: 0 0 14px; background: var(--bar) } pre code { padding: 0; background: none; white-space: pre }
table { border-collapse: collapse; display: block; width: max-content; max-width: 100%; overflow: auto; margin: 0 0 14px; font-size: 14px }
th, td { border: 1px solid var(--line); padding: 5px 10px } tr:nth-child(2n) td { background: var(--bar) }
hr { height: 3px; border: 0; background: var(--line); margin: 20px 0 }
img { max-width: 100% }
.box { border: 1px solid var(--line); border-radius: 8px } .box > article { padding: 20px 24px 8px }
.box > header { padding: 10px 16px; background: var(--bar); border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0; font-weight: bold; font-size: 14px }
.title { border: 0; margin: 0 0 10px; font-size: 26px; font-weight: normal } .quiet { color: var(--quiet) }
.state { background: var(--open); color: #fff; border-radius: 16px; padding: 5px 14px; font-weight: bold; font-size: 14px }
.pill { border: 1px solid var(--line); border-radius: 16px; padding: 3px 10px; font-size: 13px; background: var(--label) }
`;
