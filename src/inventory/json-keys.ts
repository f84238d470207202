/** Keys that stand twice in a JSON object: JSON.parse keeps the last one silently. */

const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** Offsets of repeated keys in a text that JSON.parse has accepted. */
export function repeatedKeys(json: string): number[] {
  const repeated: number[] = [];
  const open: (Set<string> | undefined)[] = [];
  let text = { token: "", offset: 0 };
  for (const { 0: token, index: offset } of json.matchAll(tokenPattern)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") text = { token, offset };
    else if (!addNew(open.at(-1), String(JSON.parse(text.token)))) repeated.push(text.offset);
  }
  return repeated;
}

function addNew(keys: Set<string> | undefined, key: string): boolean {
  const isNew = !keys?.has(key);
  keys?.add(key);
  return isNew;
}
