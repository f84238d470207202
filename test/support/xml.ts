/** Whether a text is well-formed XML, as strictly as pictures need it: no comments, no entities but numbers. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Between this tag and the next. */
  readonly text: string;
}

const token = /<(\/?)([a-z]+)((?: [a-zA-Z:]+="[^"<]*")*)(\/?)>([^<]*)/gy;
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]|&(?!#\d+;)|>/u;

/** The elements in order; throws where the text is not well-formed. */
export function xmlElements(xml: string): XmlElement[] {
  const tokens = [...xml.trim().matchAll(token)];
  const length = tokens.reduce((sum, [all]) => sum + all.length, 0);
  if (length !== xml.trim().length) throw new Error(`no XML at ${xml.trim().slice(length, length + 60)}`);
  const open: string[] = [];
  const elements: XmlElement[] = [];
  for (const [, close, name = "", attributes = "", empty, text = ""] of tokens) {
    if (forbidden.test(text) || forbidden.test(attributes)) throw new Error(`forbidden in XML: ${attributes} ${text}`);
    if (elements.length > 0 && open.length === 0) throw new Error(`outside of the root: ${name}`);
    if (close === "/") closeTag(open, name);
    else {
      elements.push({ name, text, attributes: attributesOf(attributes) });
      if (empty !== "/") open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return elements;
}

function closeTag(open: string[], name: string): void {
  const last = open.pop();
  if (last !== name) throw new Error(`</${name}> closes ${last}`);
}

function attributesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/([a-zA-Z:]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));
}
