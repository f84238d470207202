/** Hosts of an Ansible inventory, INI or YAML. Group variables in the file count; other files and plugins are not read. */
import { isMap } from "../inventory/parsed.ts";
import { type AnsibleGroups, expandRange, type Group, newGroups, type Variables } from "./ansible-groups.ts";
import { readIni } from "./ansible-ini.ts";
import { type Found, type FoundHost, limited, SourceError } from "./found.ts";
import { jumpOf } from "./ssh-config.ts";
import { quotedWords } from "./ssh-config-lines.ts";
import { mapAt, readTree, type Tree } from "./tree.ts";

export function readAnsible(text: string, shown: string): Found {
  const groups = isYaml(text, shown) ? readYaml(text, shown) : readIni(text, shown);
  const names = limited(groups.hosts());
  if (names.length === 0) throw new SourceError(`${shown}: expected an Ansible inventory; it has no host`);
  const found = names.map((name) => hostOf(name, groups));
  const isHost = (each: FoundHost | string): each is FoundHost => typeof each !== "string";
  return { hosts: found.filter(isHost), notes: found.filter((each) => !isHost(each)).map(String) };
}

function isYaml(text: string, shown: string): boolean {
  if (/\.(ya?ml|json)$/i.test(shown)) return true;
  const first = text.split("\n").find((line) => /^\s*[^\s#;]/.test(line)) ?? "";
  return /^(---|\{|[\w.-]+:\s*(#.*)?$)/.test(first);
}

function readYaml(text: string, shown: string): AnsibleGroups {
  const groups = newGroups();
  const waiting = Object.entries(readTree(text, shown)).map(([name, tree]) => ({ name, tree, parent: "all" }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, tree, parent } = next;
    const group = groups.group(name);
    if (name !== "all") groups.group(parent).children.push(name);
    Object.assign(group.variables, plain(mapAt(tree, "vars")));
    for (const [pattern, variables] of Object.entries(mapAt(tree, "hosts")))
      addHosts(groups, group, pattern, variables);
    const children = Object.entries(mapAt(tree, "children")).map(([child, own]) => ({
      name: child,
      tree: own,
      parent: name,
    }));
    waiting.push(...children.reverse());
  }
  return groups;
}

function addHosts(groups: AnsibleGroups, group: Group, pattern: string, variables: unknown): void {
  for (const host of expandRange(pattern)) groups.add(group, host, isMap(variables) ? plain(variables) : {});
}

/** Texts and numbers; a list or a map is none of the variables that count here. */
function plain(variables: Tree): Variables {
  const texts = Object.entries(variables).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}

function hostOf(name: string, groups: AnsibleGroups): FoundHost | string {
  const variables = groups.variablesOf(name);
  const has = (...names: readonly string[]) =>
    names.map((each) => variables[each]).find((value) => value !== undefined);
  const connection = has("ansible_connection");
  if (connection !== undefined && !sshConnections.has(connection))
    return `${name}: left out, its connection is ${connection}`;
  const port = has("ansible_port", "ansible_ssh_port");
  const key = has("ansible_ssh_private_key_file", "ansible_private_key_file");
  const { via, notes } = jumpIn([has("ansible_ssh_common_args"), has("ansible_ssh_extra_args")].join(" "));
  const templates = Object.keys(variables).filter((each) => used.has(each) && variables[each]?.includes("{{"));
  const known = (value: string | undefined) => (value?.includes("{{") ? undefined : value);
  const [group, ...others] = groups.groupsOf(name);
  const address = has("ansible_host", "ansible_ssh_host") ?? name;
  if (address.includes("{{")) return `${name}: left out, ansible_host is a template`;
  return {
    ...{ name, address, group, via, username: known(has("ansible_user", "ansible_ssh_user")) },
    port: known(port) === undefined ? undefined : Number(port),
    keyFiles: [known(key) ?? []].flat(),
    notes: [
      ...notes,
      ...templates.map((each) => `${each} is a template, and was left out`),
      ...(has("ansible_password", "ansible_ssh_pass") === undefined ? [] : ["has a password, which is not copied"]),
      ...(others.length > 0 ? [`also in ${others.join(", ")}`] : []),
    ],
  };
}

const sshConnections = new Set(["ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh"]);
const used = new Set([
  ...["ansible_port", "ansible_ssh_port", "ansible_user", "ansible_ssh_user"],
  ...["ansible_ssh_private_key_file", "ansible_private_key_file"],
]);

/** `-J bastion`, `-o ProxyJump=bastion`, `-o ProxyCommand="ssh -W %h:%p bastion"` */
function jumpIn(args: string): Pick<FoundHost, "via" | "notes"> {
  const words = quotedWords(args);
  const option = (name: string) => {
    const found = words.find((word) => word.toLowerCase().replace(/^-o/, "").startsWith(`${name}=`));
    return found?.slice(found.indexOf("=") + 1);
  };
  const short = words.indexOf("-J");
  return jumpOf(short >= 0 ? words[short + 1] : option("proxyjump"), option("proxycommand"));
}
