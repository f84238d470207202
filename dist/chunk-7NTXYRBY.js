const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  require_node_net
} from "./chunk-LFO2QM2K.js";
import {
  __toESM
} from "./chunk-BR6ED527.js";

// src/address.ts
var import_node_net = __toESM(require_node_net(), 1);
function canonicalAddress(text) {
  if ((0, import_node_net.isIPv4)(text)) return text;
  if ((0, import_node_net.isIP)(text) !== 6) return void 0;
  const [withoutZone = text] = text.split("%");
  const ipv6 = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(ipv6);
  if (!mapped) return ipv6;
  const [high = 0, low = 0] = mapped.slice(1).map((word) => Number.parseInt(word, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
function compareAddresses(a, b) {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
function inBlock(address, network, prefix) {
  const block = new import_node_net.BlockList();
  block.addSubnet(network, prefix, family(network));
  return block.check(address, family(address));
}
function isPublicAddress(address) {
  return !notPublic.check(address, family(address));
}
function isLoopback(address) {
  return address.startsWith("127.") || address === "::1";
}
var notPublic = new import_node_net.BlockList();
for (const block of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/128",
  "::1/128",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8"
]) {
  const [network = "", prefix] = block.split("/");
  notPublic.addSubnet(network, Number(prefix), family(network));
}
function family(address) {
  return (0, import_node_net.isIPv4)(address) ? "ipv4" : "ipv6";
}
function sortKey(address) {
  if ((0, import_node_net.isIPv4)(address)) return `4${hex(address.split(".").map(Number), 2)}`;
  const [head = "", tail = ""] = address.split("::");
  const [before, after] = [words(head), words(tail)];
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return `6${hex([...before, ...gap, ...after], 4)}`;
}
function words(text) {
  return text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
}
function hex(numbers, width) {
  return numbers.map((number) => number.toString(16).padStart(width, "0")).join("");
}

export {
  canonicalAddress,
  compareAddresses,
  inBlock,
  isPublicAddress,
  isLoopback
};
