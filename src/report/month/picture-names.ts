/** File names for pictures of hosts, whatever the hosts call themselves. Pure. */

const longestName = 60;
/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

/**
 * `2026-10/web-1.svg` for every host: only letters that are the same everywhere, no two alike even where case does not
 * count. A name that had to be changed, or is another's in other case, gets a mark of its own.
 */
export function pictureNames(month: string, hosts: readonly string[]): string[] {
  const slugs = hosts.map(slugOf);
  const taken = new Set(["overview"]);
  return hosts.map((host, index) => {
    const slug = slugs[index] ?? "";
    const plain = slug === host.toLowerCase() && slugs.indexOf(slug) === slugs.lastIndexOf(slug);
    return `${month}/${free(plain ? slug : `${slug}-${markOf(host)}`, taken)}.svg`;
  });
}

/** Marks may be alike by chance, or because somebody has looked for two that are. */
function free(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(found); number += 1) found = `${name}-${number}`;
  taken.add(found);
  return found;
}

function slugOf(host: string): string {
  const safe = host
    .toLowerCase()
    .replace(/[^a-z\d_.-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, longestName);
  return safe === "" || reserved.test(safe) ? `host-${safe}` : safe;
}

/** FNV-1a of the name, in six letters and digits or so. */
function markOf(host: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < host.length; index += 1) hash = Math.imul(hash ^ host.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
