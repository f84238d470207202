/** The INI form of an Ansible inventory: `[group]`, `[group:vars]`, `[group:children]`, and a host per line. */
import { type AnsibleGroups, expandRange, newGroups, type Variables } from "./ansible-groups.ts";
import { SourceError } from "./found.ts";
import { quotedWords } from "./ssh-config-lines.ts";

export function readIni(text: string, shown: string): AnsibleGroups {
  const groups = newGroups();
  let [name, kind] = ["ungrouped", "hosts"];
  for (const [index, whole] of text.split(/\r\n|\r|\n/).entries()) {
    const line = whole.trim();
    if (line === "" || /^[#;]/.test(line)) continue;
    const section = /^\[([^\]:]+)(?::(\w+))?\]\s*(?:[#;].*)?$/.exec(line);
    if (section) [, name = "", kind = "hosts"] = section;
    else if (!add(groups, name, kind, line))
      throw new SourceError(
        `${shown}: line ${index + 1}: expected a host, a [group] or, under [group:vars], name=value`,
      );
  }
  return groups;
}

function add(groups: AnsibleGroups, name: string, kind: string, line: string): boolean {
  const group = groups.group(name);
  if (kind === "children") group.children.push(quotedWords(line)[0] ?? "");
  if (kind === "vars") Object.assign(group.variables, variables([line.replace(/\s*=\s*/, "=")]));
  if (kind === "hosts") {
    const [pattern = "", ...settings] = quotedWords(line);
    if (pattern.includes("=")) return false;
    for (const host of expandRange(pattern)) {
      const [, plain = host, port] = /^([^:]+):(\d+)$/.exec(host) ?? [];
      groups.add(group, plain, { ...(port !== undefined && { ansible_port: port }), ...variables(settings) });
    }
  }
  return ["hosts", "vars", "children"].includes(kind);
}

function variables(settings: readonly string[]): Variables {
  const pairs = settings.map((setting) => /^([^=]+)=(.*)$/s.exec(setting)).filter((pair) => pair !== null);
  return Object.fromEntries(
    pairs.map(([, name = "", value = ""]) => [name.trim(), value.replace(/^(["'])(.*)\1$/s, "$2")]),
  );
}
