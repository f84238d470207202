/** The style sheet of the status website, and the script that says when the page is old. */

import { stateLooks } from "../state-looks.ts";

/** `--up:#1a7f37;--bar-up:#2da44e;…` */
function stateColours(ground: "light" | "dark"): string {
  const looks = Object.entries(stateLooks);
  return looks.map(([state, { text, area }]) => `--${state}:${text[ground]};--bar-${state}:${area[ground]};`).join("");
}

export const style = `
:root{color-scheme:light dark;--ground:#f6f8fa;--card:#fff;--line:#d1d9e0;--text:#1f2328;--quiet:#59636e;--link:#0550ae;
${stateColours("light")}--none:#d8dee4;--banner-text:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#151b23;--line:#3d444d;--text:#f0f6fc;--quiet:#9198a1;--link:#58a6ff;
${stateColours("dark")}--none:#2f363d;--banner-text:#0d1117}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
main,footer{max-width:880px;margin:0 auto;padding:0 16px}
a{color:var(--link)}
h1,h2,h3,p,ul,dl,dd{margin:0;padding:0}
ul{list-style:none}
.banner{margin:24px 0;padding:20px 24px;border-radius:10px;color:var(--banner-text)}
.banner.up{background:var(--up)}.banner.trouble{background:var(--trouble)}.banner.down{background:var(--down)}.banner.unknown{background:var(--unknown)}
h1{font-size:1.5rem;line-height:1.25}
.banner p{margin-top:4px}
.old{margin:0 0 24px;padding:12px 24px;border:2px solid var(--down);border-radius:10px;background:var(--card)}
h2{font-size:1.125rem}
section{margin:0 0 28px}
section>h2{margin:0 0 10px}
.card{border:1px solid var(--line);border-radius:10px;background:var(--card)}
.card>li{padding:12px 20px}
.card>li+li{border-top:1px solid var(--line)}
.host{display:flex;gap:4px 16px;align-items:baseline;justify-content:space-between;flex-wrap:wrap}
h3{font-size:1rem}
.state{font-weight:600;white-space:nowrap}
.state.up{color:var(--up)}.state.trouble{color:var(--trouble)}.state.down{color:var(--down)}.state.unknown{color:var(--unknown)}
.quiet{color:var(--quiet);font-size:.875rem}
svg.days{display:block;width:100%;height:34px;margin:6px 0;fill:none;stroke-width:3}
.u{stroke:var(--bar-up)}.t{stroke:var(--bar-trouble)}.d{stroke:var(--bar-down)}.s{stroke:var(--bar-unknown)}.n{stroke:var(--none)}
.hit{stroke:transparent;stroke-width:4}
.uptime{display:flex;flex-wrap:wrap;gap:2px 20px}
.uptime div{display:flex;gap:6px}
.uptime dd{color:var(--text)}
details{margin:0 0 16px}
summary{cursor:pointer;padding:12px 20px;border:1px solid var(--line);border-radius:10px;background:var(--card)}
summary:focus-visible,a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
summary h2,summary h3{display:inline;font-size:1rem}
details[open]>summary{margin-bottom:8px}
footer{padding-bottom:32px}
footer p{margin:0 0 8px}
.key{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.35em}
.key.u{background:var(--bar-up)}.key.t{background:var(--bar-trouble)}.key.d{background:var(--bar-down)}.key.s{background:var(--bar-unknown)}.key.n{background:var(--none)}
@media(max-width:480px){.uptime{font-size:.78rem;gap:2px 6px;justify-content:space-between}.uptime div{gap:4px}.banner{padding:16px}h1{font-size:1.25rem}.card>li{padding:12px 14px}summary{padding:12px 14px}}
@media(forced-colors:active){svg.days,.key{forced-color-adjust:none}}
`.trim();

/** A page that is made by a schedule cannot know that the schedule has ended. */
export const script =
  'const p=document.getElementById("old"),h=Math.floor((new Date-Date.parse(p.dataset.made))/36e5);if(h>=6){p.firstElementChild.textContent=h<48?h+" hours":Math.floor(h/24)+" days";p.hidden=false}';

/** SHA-256 of the script, for the page's content security policy. A test holds the two together. */
export const scriptHash = "sha256-m4BwNW1tj92qtI8zAwzWNphvt2lkJYjExfOqR0xzeuk=";
