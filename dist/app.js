// \0rolldown/runtime.js
var __defProp = Object.defineProperty;
var __esmMin = (fn, res, err) => () => {
	if (err) throw err[0];
	try {
		return fn && (res = fn(fn = 0)), res;
	} catch (e) {
		throw err = [e], e;
	}
};
var __exportAll = (all, no_symbols) => {
	let target = {};
	for (var name in all) {
		__defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	}
	if (!no_symbols) {
		__defProp(target, Symbol.toStringTag, { value: "Module" });
	}
	return target;
};

// late:node:util
var node_util, inspect, parseArgs, styleText;
var init_late_node_util = __esmMin((() => {
	node_util = process.getBuiltinModule("node:util");
	inspect = node_util.inspect;
	parseArgs = node_util.parseArgs;
	styleText = node_util.styleText;
}));

// src/input-values.ts
/** The text of an input → its value, undefined if it is invalid. Pure. */
function boolean$1(text) {
	return text === "true" ? true : text === "false" ? false : void 0;
}
/** A branch name that git accepts and that cannot be read as an option, a refspec or shell syntax. Empty stays empty. */
function branchName(text) {
	if (text === "") return "";
	const name = text.replace(/^refs\/heads\//, "");
	return /^[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/.test(name) && !/\.\.|\/\/|\/\.|\/$|\.$|\.lock(\/|$)/.test(name) ? name : void 0;
}
function wholeNumber(least, most) {
	return (text) => {
		const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
		return number >= least && number <= most ? number : void 0;
	};
}
function seconds$1(text) {
	const ms = duration(/^\d+$/.test(text) ? `${text}s` : text);
	return ms !== void 0 && ms >= 1e3 && ms <= 36e5 ? ms : void 0;
}
/** `90s`, `10m`, `3h`, `1d`, `0` in milliseconds. */
function duration(text) {
	if (text === "0") return 0;
	const [, amount, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
	const factor = unitMs[unit];
	return factor === void 0 ? void 0 : Number(amount) * factor;
}
/** `2/5`; null: the whole inventory. */
function shardOf(text) {
	if (text === "") return null;
	const [, part = "", of = ""] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
	const shard = {
		part: Number(part),
		of: Number(of)
	};
	return shard.part >= 1 && shard.part <= shard.of ? shard : void 0;
}
function monthName(text) {
	return /^(?:previous|current|20\d\d-(?:0[1-9]|1[0-2]))$/.test(text) ? text : void 0;
}
/** `2026-10-31`: the start of the day in UTC. */
function day(text) {
	const time = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text ? time : void 0;
}
/** `octocat, hubot` */
function names(text) {
	const list = text.split(/[\s,]+/).filter(Boolean);
	return list.every((name) => /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(name)) ? list : void 0;
}
/** `owner/name`; undefined for anything else. */
function repositoryName(text) {
	return /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text) ? text : void 0;
}
/** A value for an error message. A long one is not shown: it may be a secret in the wrong input. */
function quoted$4(value) {
	return value.length <= 20 ? JSON.stringify(value) : `${value.length} characters`;
}
var unitMs;
var init_input_values = __esmMin((() => {
	unitMs = {
		s: 1e3,
		m: 6e4,
		h: 36e5,
		d: 864e5
	};
}));

// late:node:path
var node_path, basename, dirname, isAbsolute, join, normalize, relative, resolve$1, sep;
var init_late_node_path = __esmMin((() => {
	node_path = process.getBuiltinModule("node:path");
	basename = node_path.basename;
	dirname = node_path.dirname;
	isAbsolute = node_path.isAbsolute;
	join = node_path.join;
	normalize = node_path.normalize;
	relative = node_path.relative;
	resolve$1 = node_path.resolve;
	sep = node_path.sep;
}));

// late:node:net
var node_net, BlockList, Socket, connect$1, createServer$1, isIP, isIPv4, isIPv6;
var init_late_node_net = __esmMin((() => {
	node_net = process.getBuiltinModule("node:net");
	BlockList = node_net.BlockList;
	Socket = node_net.Socket;
	connect$1 = node_net.connect;
	createServer$1 = node_net.createServer;
	isIP = node_net.isIP;
	isIPv4 = node_net.isIPv4;
	isIPv6 = node_net.isIPv6;
}));

// src/address.ts
/**
* The canonical text of an address: IPv4 dotted, IPv6 as RFC 5952 writes it, IPv4-mapped IPv6 as IPv4, without a zone.
* undefined for anything that is not an address.
*/
function canonicalAddress(text) {
	if (isIPv4(text)) return text;
	if (isIP(text) !== 6) return void 0;
	const [withoutZone = text] = text.split("%");
	const ipv6 = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
	const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(ipv6);
	if (!mapped) return ipv6;
	const [high = 0, low = 0] = mapped.slice(1).map((word) => Number.parseInt(word, 16));
	return [
		high >> 8,
		high & 255,
		low >> 8,
		low & 255
	].join(".");
}
/** Orders canonical addresses: IPv4 before IPv6, then by number. */
function compareAddresses(a, b) {
	const [left, right] = [sortKey(a), sortKey(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}
/** Whether a canonical address lies in a block such as 10.0.0.0/8 (an address alone is a block of /32 or /128). */
function inBlock(address, network, prefix) {
	const block = new BlockList();
	block.addSubnet(network, prefix, family(network));
	return block.check(address, family(address));
}
/** Whether a canonical address belongs to the public internet: not private, local, link-local, multicast or reserved. */
function isPublicAddress(address) {
	return !notPublic.check(address, family(address));
}
function isLoopback(address) {
	return address.startsWith("127.") || address === "::1";
}
function family(address) {
	return isIPv4(address) ? "ipv4" : "ipv6";
}
/** Text that sorts as the address does: a digit for the family, then the bytes in hexadecimal. */
function sortKey(address) {
	if (isIPv4(address)) return `4${hex(address.split(".").map(Number), 2)}`;
	const [head = "", tail = ""] = address.split("::");
	const [before, after] = [words(head), words(tail)];
	const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
	return `6${hex([
		...before,
		...gap,
		...after
	], 4)}`;
}
function words(text) {
	return text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
}
function hex(numbers, width) {
	return numbers.map((number) => number.toString(16).padStart(width, "0")).join("");
}
var notPublic;
var init_address = __esmMin((() => {
	init_late_node_net();
	notPublic = new BlockList();
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
}));

// src/inventory/parsed.ts
function refused(...problems) {
	return { problems };
}
function problemsOf(parsed) {
	return "problems" in parsed ? parsed.problems : [];
}
/** Parses every entry of a list and returns all problems together. */
function parseEach(entries, parse) {
	const all = entries.map(parse);
	const problems = all.flatMap(problemsOf);
	return problems.length > 0 ? { problems } : { value: all.flatMap((parsed) => "value" in parsed ? [parsed.value] : []) };
}
/** The entries of a comma separated text, or of a list of such texts. Empty ones do not count. */
function commaSeparated(input) {
	return [input].flat().flatMap((text) => text.split(",")).map((entry) => entry.trim()).filter((entry) => entry !== "");
}
/** Text for an error message: short, printable, on one line. Not for secrets. */
function quoted$3(text) {
	const printable = text.replace(/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu, "?");
	return `"${printable.length > 60 ? `${printable.slice(0, 60)}…` : printable}"`;
}
/** The type of a value in words. */
function kindOf$2(value) {
	if (value === void 0 || value === null) return "nothing";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "string") return "text";
	if (typeof value === "number") return "a number";
	return typeof value === "boolean" ? "true or false" : "a map";
}
function isMap(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
var init_parsed = __esmMin((() => {}));

// src/inventory/pasted.ts
/** Replaces special blanks by blanks, and removes invisible characters. */
function cleaned(text) {
	return text.replace(oddBlanks, " ").replace(invisibles, "");
}
/** What `cleaned` would change. */
function pastedIn(text) {
	let removed = 0;
	return [...text.matchAll(either)].map(({ 0: character, index }) => {
		const offset = index - removed;
		if (!oddBlank.test(character)) removed += 1;
		return {
			offset,
			position: position(text, index),
			character
		};
	});
}
/** `a no-break space (U+00A0)` */
function characterName(character) {
	const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	if (character === "\xA0") return `a no-break space (${code})`;
	return oddBlank.test(character) ? `a special space (${code})` : `an invisible character (${code})`;
}
/** `line 2, column 5` */
function position(text, offset) {
	const lines = text.slice(0, offset).split("\n");
	return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
var blankClass, invisibleClass, oddBlank, oddBlanks, invisibles, either;
var init_pasted = __esmMin((() => {
	blankClass = "\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
	invisibleClass = "\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff";
	oddBlank = new RegExp(`[${blankClass}]`);
	oddBlanks = new RegExp(`[${blankClass}]`, "g");
	invisibles = new RegExp(`[${invisibleClass}]`, "g");
	either = new RegExp(`[${blankClass}${invisibleClass}]`, "g");
}));

// src/inventory/home-page.ts
function parseHomePage(text) {
	const address = text.trim();
	const scheme = /^([a-z][a-z0-9+.-]{0,15}):\/\//i.exec(address)?.[1]?.toLowerCase();
	if (scheme === void 0) return refused(expected$2);
	if (scheme !== "http" && scheme !== "https") return refused(`${expected$2}, got the scheme ${quoted$3(scheme)}`);
	if (/^[^:]+:\/\/[^/?#]*@/.test(address)) return refused("must not contain a user name or password; remove them");
	const url = cleaned(address) !== address || /[\s\\\x00-\x1f\x7f]/.test(address) ? null : URL.parse(address);
	return url === null ? refused(expected$2) : { value: url };
}
var expected$2;
var init_home_page = __esmMin((() => {
	init_parsed();
	init_pasted();
	expected$2 = "expected an address such as https://example.com/health";
}));

// src/inventory/secret.ts
var shown$1, Secret;
var init_secret = __esmMin((() => {
	init_late_node_util();
	shown$1 = "[secret]";
	Secret = class {
		#value;
		constructor(value) {
			this.#value = value;
		}
		/** The value itself, for the one place that passes it to a library. */
		reveal() {
			return this.#value;
		}
		toString() {
			return shown$1;
		}
		toJSON() {
			return shown$1;
		}
		[inspect.custom]() {
			return shown$1;
		}
	};
}));

// src/inputs.ts
/** Takes the action's inputs out of the environment, so that no child inherits them. */
function takeActionInputs(environment) {
	return withDefaults(take(environment, Object.keys(inputDefaults), (name) => `INPUT_${name.toUpperCase()}`));
}
/** Removes the variables under every name they have. */
function take(environment, names, variableOf) {
	const given = names.map((name) => {
		const variable = variableOf(name);
		const value = environment[variable];
		delete environment[variable];
		return [name, value];
	});
	return Object.fromEntries(given);
}
/** Takes the terminal's inputs out of the environment, so that no child inherits them. */
function takeTerminalInputs(environment) {
	const { command: _, ...named } = inputDefaults;
	return take(environment, Object.keys(named), (name) => `SERVER_MONITOR_${name.toUpperCase().replaceAll("-", "_")}`);
}
/** Checks every input; all errors at once. */
function readInputs(raw) {
	const errors = [];
	const check = (name, read, expected, fallback) => {
		const value = read(cleaned(raw[name]).trim());
		if (value === void 0) errors.push(`${name}: expected ${expected}, got ${quoted$4(raw[name])}`);
		return value ?? fallback;
	};
	const inputs = {
		command: raw.command.trim(),
		inventory: raw.inventory,
		credentials: raw.credentials,
		knownHosts: raw["known-hosts"],
		hostKeyPolicy: check("host-key-policy", policy$1, hostKeyPolicies.join(" or "), "strict"),
		results: resolve$1(raw.results.trim()),
		resultsInRepository: isAbsolute(raw.results.trim()) ? void 0 : normalize(raw.results.trim()),
		push: check("push", boolean$1, "true or false", true),
		branch: check("branch", branchName, "the name of a branch", void 0) || void 0,
		concurrency: check("concurrency", wholeNumber(1, 1e3), "a whole number from 1 to 1000", 1),
		timeoutMs: check("timeout", seconds$1, "seconds from 1 to 3600", 1),
		shard: check("shard", shardOf, "a part of the inventory such as \"2/5\"", null) ?? void 0,
		month: check("month", monthName, "\"previous\", \"current\" or a month such as \"2026-10\"", ""),
		out: resolve$1(raw.out.trim()),
		detail: check("detail", pageDetail, pageDetails.join(" or "), "names"),
		maxAgeMs: check("max-age", (text) => duration(text) || void 0, "a duration such as \"3h\" or \"1d\"", 1),
		minIntervalMs: check("min-interval", duration, "a duration such as \"10m\", \"1h\" or \"0\"", 0),
		due: raw.due.trim(),
		confirm: check("confirm", wholeNumber(1, 100), "a whole number from 1 to 100", 1),
		issues: check("issues", boolean$1, "true or false", true),
		assignees: check("assignees", names, "names of GitHub accounts, separated by commas", []),
		emailOn: check("email-on", emailOccasion, emailOccasions.join(", "), "alert"),
		mail: {
			emailTo: raw["email-to"],
			emailFrom: raw["email-from"],
			smtpUsername: raw["smtp-username"],
			smtpPassword: secret$1(raw["smtp-password"]),
			smtpHost: raw["smtp-host"],
			smtpPort: raw["smtp-port"]
		},
		heartbeatUrl: webAddress("heartbeat-url", raw, errors),
		notifyUrl: webhook(raw, errors),
		publicIpUrl: webAddress("public-ip-url", raw, errors),
		token: secret$1(raw.token)
	};
	if (errors.length > 0) throw new InputError(errors);
	return inputs;
}
/** Empty values are those that were not given. */
function withDefaults(given) {
	const stated = Object.entries(given).filter(([, value]) => typeof value === "string" && value.trim() !== "");
	return {
		...inputDefaults,
		...Object.fromEntries(stated)
	};
}
function secret$1(text) {
	return text.trim() === "" ? void 0 : new Secret(text.trim());
}
function emailOccasion(text) {
	return emailOccasions.find((name) => name === text);
}
function pageDetail(text) {
	return pageDetails.find((name) => name === text);
}
function policy$1(text) {
	return hostKeyPolicies.find((name) => name === text);
}
/** Where the host is a name, its addresses are checked before a notification is sent. */
function webhook(raw, errors) {
	const url = webAddress("notify-url", raw, errors);
	const address = canonicalAddress(url?.hostname.replace(/^\[(.*)\]$/, "$1") ?? "");
	if (url?.protocol === "http:" && address !== void 0 && isPublicAddress(address)) errors.push("notify-url: expected https; http is accepted for private addresses only");
	return url;
}
/** The value is not quoted in errors, because such addresses may hold a token. */
function webAddress(name, raw, errors) {
	if (raw[name].trim() === "") return void 0;
	const parsed = parseHomePage(cleaned(raw[name]));
	if ("value" in parsed) return parsed.value;
	errors.push(`${name}: expected an http or https address without user name and password`);
}
var hostKeyPolicies, pageDetails, emailOccasions, inputDefaults, InputError;
var init_inputs = __esmMin((() => {
	init_late_node_path();
	init_address();
	init_input_values();
	init_home_page();
	init_pasted();
	init_secret();
	hostKeyPolicies = ["strict", "accept-new"];
	pageDetails = ["names", "full"];
	emailOccasions = [
		"alert",
		"always",
		"never"
	];
	inputDefaults = {
		command: "check",
		inventory: "",
		credentials: "",
		"known-hosts": "",
		"host-key-policy": "strict",
		results: "results",
		push: "true",
		branch: "",
		concurrency: "32",
		timeout: "30",
		shard: "",
		month: "previous",
		out: "_site",
		detail: "names",
		"max-age": "3h",
		"min-interval": "0",
		due: "",
		confirm: "2",
		issues: "true",
		assignees: "",
		"email-to": "",
		"email-on": "alert",
		"smtp-username": "",
		"smtp-password": "",
		"smtp-host": "",
		"smtp-port": "587",
		"email-from": "",
		"heartbeat-url": "",
		"notify-url": "",
		"public-ip-url": "",
		token: ""
	};
	InputError = class extends Error {
		name = "InputError";
		constructor(errors) {
			super(errors.join("\n"));
		}
	};
}));

// src/inventory/nearest.ts
/** "Did you mean": the known word nearest to a mistyped one. */
/** The nearest candidate, if at most every third letter is different. */
function nearest(word, candidates) {
	if (word.length > 64) return void 0;
	let best;
	for (const candidate of candidates) {
		const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
		if (distance <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)) && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = {
			candidate,
			distance
		};
	}
	return best?.candidate;
}
/** Letters inserted, deleted, replaced, or swapped with the next one (optimal string alignment). */
function editDistance(from, to) {
	const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
	const at = (row, column) => rows[row]?.[column] ?? 0;
	for (let row = 1; row <= from.length; row++) {
		rows.push([row]);
		for (let column = 1; column <= to.length; column++) {
			const replaced = at(row - 1, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
			const swapped = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1] && column > 1 ? at(row - 2, column - 2) + 1 : replaced;
			rows[row]?.push(Math.min(replaced, swapped, at(row - 1, column) + 1, at(row, column - 1) + 1));
		}
	}
	return at(from.length, to.length);
}
var init_nearest = __esmMin((() => {}));

// src/words/count.ts
/** Formats counts and lists for people. */
/** `1 host`, `5 hosts` */
function count$2(number, noun) {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
function listed$3(items, most = mostListed$3) {
	const more = items.length > most ? [`${items.length - most} more`] : [];
	const named = [...items.slice(0, most), ...more];
	return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}
var mostListed$3;
var init_count = __esmMin((() => {
	mostListed$3 = 3;
}));

// src/commands/flags.ts
/** The flags of these inputs. */
function inputFlags(...names) {
	return Object.fromEntries(names.map((name) => [name, inputFlag(name)]));
}
function inputFlag(name) {
	const [value, meaning] = meanings[name];
	const fallback = inputDefaults[name];
	return {
		value,
		meaning,
		...fallback === "" ? {} : { default: fallback }
	};
}
var meanings, commonFlags, shortFlags;
var init_flags = __esmMin((() => {
	init_inputs();
	meanings = {
		inventory: ["FILE", "The inventory itself (JSON or YAML text, from a secret), or the path of a file that holds it. `check` needs it."],
		credentials: ["FILE", "JSON or YAML map NAME → credential, so that hosts can say `creds: [pi]` and many hosts share one key."],
		"known-hosts": ["LINES", "Host keys, as lines in OpenSSH's known_hosts format."],
		"host-key-policy": ["POLICY", "`strict` refuses a host whose key is not known. `accept-new` accepts it once and records it in RESULTS/known_hosts. A changed key is always refused."],
		results: ["FOLDER", "Folder of the CSV files, inside the repository."],
		push: ["BOOLEAN", "`true` commits the rows and pushes them; `false` only appends to the files."],
		branch: ["NAME", "Branch to which the rows are pushed. Empty means the checked-out branch."],
		concurrency: ["NUMBER", "How many hosts are probed at once."],
		timeout: ["SECONDS", "Time limit for one attempt at a host in seconds, for all its probes together. A host that was up in its newest row and is not now is tried once more after a third of it (20 s at most)."],
		shard: ["PART", "`2/5` checks only the second of five parts of the inventory, for a matrix of runners. A host stays in its part when other hosts are added or removed."],
		month: ["MONTH", "For `report`: `previous`, `current` or a month such as `2026-10`."],
		out: ["FOLDER", "For `page`: folder for `index.html`, `status.json` and `badge.json`. It is created, and other files in it stay as they are."],
		detail: ["DETAIL", "For `page`: `names` shows names and availability only; a host without a name is `host 1`, `host 2` and so on. `full` also shows addresses, causes and all alerts."],
		"max-age": ["DURATION", "For `watchdog`, and for what a check sees of other monitors in the same results folder: how old the newest row may be. For example `90m`, `3h` or `1d`."],
		"min-interval": ["DURATION", "A check that starts sooner than this after the newest row does nothing, so that two schedulers may trigger one check. For example `10m`."],
		due: ["TIME", "The planned start time. The summary shows the delay. A time such as `2026-11-23T04:07Z`, or the cron line that started it (`github.event.schedule`)."],
		confirm: ["NUMBER", "How many checks in a row must agree before an alert opens or closes."],
		issues: ["BOOLEAN", "`true` raises alerts as GitHub issues, which needs the permission `issues: write`."],
		assignees: ["NAMES", "Accounts that are assigned to new issues, separated by commas. Empty means the repository's owner, where that is a person, since a phone tells of assignments only."],
		"email-to": ["ADDRESSES", "One mail address or several, separated by commas. Empty means the inventory's `email_dest`."],
		"email-on": ["WHEN", "`alert` mails when an alert opens, closes or has a new finding, `always` after every check, `never` not at all. A `report` is always mailed when mail is configured."],
		"smtp-username": ["NAME", "The sending account. Without it no mail is sent."],
		"smtp-password": ["TEXT", "Its password, from a secret. Gmail and others want an app password here."],
		"smtp-host": ["NAME", "Server that takes the mail. Empty means `smtp.` and the domain of `smtp-username`."],
		"smtp-port": ["NUMBER", "465 means implicit TLS (SMTPS); any other port must offer STARTTLS before a password is sent."],
		"email-from": ["ADDRESS", "The sender's address. Empty means `smtp-username`."],
		"heartbeat-url": ["URL", "An address that is called after each check once its rows are pushed (dead-man's switch), for example of Healthchecks, Uptime Kuma or Gatus."],
		"notify-url": ["URL", "A webhook that gets a message for each run in which an alert opens, changes or closes: of ntfy, Slack, Discord, Teams or Mattermost, or any other server (JSON). From a secret. https, or http to a private address. See docs/notifications.md."],
		"public-ip-url": ["URL", "Service that returns the monitor's public address as text. Empty means that the address is read from the monitored hosts."],
		token: ["TEXT", "Token for writing issues, and for pushing rows if the checkout left no token."]
	};
	commonFlags = {
		help: { meaning: "Show this help." },
		verbose: { meaning: "Show the requests to each host, and its answers." },
		version: { meaning: "Show the version." }
	};
	shortFlags = {
		h: "help",
		v: "verbose"
	};
}));

// src/commands/command-line.ts
init_late_node_util();
init_input_values();
init_inputs();
init_nearest();
init_count();
init_flags();
/**
* Any input can also be set in the environment, as SERVER_MONITOR_INPUT_NAME, because every user can read flags in the
* process list, and passwords must not be there.
*/
function readCommandLine(words, environment, commands) {
	const quiet = takeTerminalInputs(environment);
	const command = parse$1(words, allFlags(commands)).operands[0];
	const chosen = command === void 0 ? void 0 : commandOf(command, commands);
	const { given, operands } = parse$1(words, {
		...chosen?.flags,
		...commonFlags
	});
	const { help, verbose, version, ...values } = checked$1(given, {
		command,
		chosen,
		commands
	});
	const [, ...rest] = operands;
	if (chosen !== void 0 && help === void 0) requireOperands(rest, command, chosen);
	const isInput = (name) => Object.hasOwn(inputDefaults, name) && name !== "command";
	const entries = Object.entries(values);
	return {
		command,
		operands: rest,
		flags: Object.fromEntries(entries.filter(([name]) => !isInput(name))),
		inputs: withDefaults({
			...quiet,
			...Object.fromEntries(entries.filter(([name]) => isInput(name))),
			command
		}),
		help: help !== void 0,
		verbose: verbose !== void 0,
		version: version !== void 0
	};
}
/** Never throws: what is wrong with a flag is found afterwards. */
function parse$1(words, flags) {
	const shorts = new Map(Object.entries(shortFlags).map(([letter, name]) => [name, letter]));
	const options = Object.entries(flags).map(([name, { value }]) => {
		const short = shorts.get(name);
		return [name, {
			type: value === void 0 ? "boolean" : "string",
			...short && { short }
		}];
	});
	const { tokens } = parseArgs({
		args: [...words],
		options: Object.fromEntries(options),
		strict: false,
		tokens: true,
		allowPositionals: true
	});
	return {
		given: tokens.flatMap((token) => token.kind === "option" ? [{
			name: token.name,
			value: token.value
		}] : []),
		operands: tokens.flatMap((token) => token.kind === "positional" ? [token.value] : [])
	};
}
function allFlags(commands) {
	return Object.assign({}, ...Object.values(commands).map(({ flags }) => flags), commonFlags);
}
function commandOf(name, commands) {
	const command = Object.hasOwn(commands, name) ? commands[name] : void 0;
	if (command !== void 0) return command;
	throw lineError(`there is no command ${quoted$4(name)}${didYouMean(name, Object.keys(commands), "")}`);
}
/** The values of the flags by name; all errors at once. */
function checked$1(given, { command, chosen, commands }) {
	const flags = {
		...chosen?.flags,
		...commonFlags
	};
	const errors = given.flatMap(({ name, value }) => {
		const flag = Object.hasOwn(flags, name) ? flags[name] : void 0;
		if (flag === void 0) return [unknownFlag(name, command, commands)];
		if (flag.value !== void 0 && (value === void 0 || value.startsWith("--"))) return [`--${name} needs a value: --${name} ${flag.value}`];
		return flag.value === void 0 && value !== void 0 ? [`--${name} takes no value`] : [];
	});
	if (errors.length > 0) throw lineError(errors.join("\n"), command);
	return Object.fromEntries(given.map(({ name, value }) => [name, value ?? "true"]));
}
/** Where a name without a command is known, the command is what is missing. */
function unknownFlag(name, command, commands) {
	const owners = Object.keys(commands).filter((each) => Object.hasOwn(commands[each]?.flags ?? {}, name));
	if (command === void 0) return withoutCommand(name, owners, commands);
	const guess = didYouMean(name, Object.keys({
		...commands[command]?.flags,
		...commonFlags
	}), "--");
	return `${command} has no flag ${shownFlag(name)}${guess || (owners.length > 0 ? ` (${listed$3(owners)} ${owners.length > 1 ? "have" : "has"} it)` : "")}`;
}
function withoutCommand(name, owners, commands) {
	const [owner] = owners.includes("check") ? ["check"] : owners;
	if (owner !== void 0) return `give a command before --${name}, such as: server-monitor ${owner} --${name} …`;
	return `there is no flag ${shownFlag(name)}${didYouMean(name, Object.keys(allFlags(commands)), "--")}`;
}
/** A long name may be a secret that was typed in the wrong place. */
function shownFlag(name) {
	return name.length > mostShown$5 ? `of ${name.length} characters` : `${name.length === 1 ? "-" : "--"}${name}`;
}
const mostShown$5 = 20;
function didYouMean(word, known, dashes) {
	const guess = nearest(word, known);
	return guess === void 0 ? "" : `; did you mean ${dashes}${guess}?`;
}
/** `NAME ADDRESS` are two words that have to be there, `[FILE]` is one that may be. */
function requireOperands(given, name, { operands = "" }) {
	const known = operands.split(" ").filter(Boolean);
	const missing = known.slice(given.length).filter((operand) => !operand.startsWith("["));
	if (missing.length > 0) throw lineError(`${name} needs ${missing.join(" and ")}`, name);
	const [extra] = given.slice(known.length);
	if (extra !== void 0) throw lineError(`${name} does not take ${quoted$4(extra)}`, name);
}
function lineError(message, command) {
	const help = `server-monitor ${command === void 0 ? "" : `${command} `}--help`;
	return new InputError([`command line: ${message}${/\?$/.test(message) ? " See" : "; see"} ${help}`]);
}

// package.json
var version = "0.1.0";

// src/output/wrap.ts
/** Breaks text into lines for a terminal. */
/** A word that is longer than a line, such as a path or an address, stands on a line of its own. */
function wrapped$1(text, width, indent = "") {
	const lines = [];
	for (const word of text.split(" ")) {
		const longer = `${lines.at(-1)} ${word}`;
		if (lines.length > 0 && cellWidth(longer) <= width - indent.length) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines.map((line) => `${indent}${line}`);
}
/** The same with longer words broken, too. */
function broken(text, width) {
	return wrapped$1(text, width).flatMap((line) => pieces$1(line, width));
}
function pieces$1(line, width) {
	const lines = [""];
	for (const character of line) {
		const longer = `${lines.at(-1)}${character}`;
		if (cellWidth(longer) <= width || lines.at(-1) === "") lines[lines.length - 1] = longer;
		else lines.push(character);
	}
	return lines;
}
/** A text as lines, which keep its indent; those after the first are moved in by `hanging` more columns. */
function indented(text, width, hanging) {
	if (cellWidth(text) <= width) return [text];
	const [, indent = "", words = ""] = /^( *)(.*)$/s.exec(text) ?? [];
	const [first = "", ...rest] = wrapped$1(words, width - indent.length - hanging);
	return [`${indent}${first}`, ...rest.map((line) => `${indent}${" ".repeat(hanging)}${line}`)];
}
/** How many columns of a terminal a text takes. */
function cellWidth(text) {
	if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
	return [...text].reduce((sum, character) => sum + (/\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1), 0);
}
/** A text of at most so many columns; what is cut off is `…`. */
function cut$1(text, width) {
	if (cellWidth(text) <= width) return text;
	let kept = "";
	for (const character of text) {
		if (cellWidth(kept + character) >= width) break;
		kept += character;
	}
	return `${kept}…`;
}
var wide;
var init_wrap = __esmMin((() => {
	wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
}));

// src/commands/help.ts
/** The help of the terminal, made from the table of commands. Pure. */
function versionLine() {
	return `server-monitor ${version}`;
}
/** What there is, for whoever gives no command. */
function overview(commands, width) {
	return [
		...wrapped$1("Checks 1–200 servers and keeps every result in git.", width),
		"",
		"usage: server-monitor COMMAND [--flag value …]",
		"",
		...described(Object.entries(commands).map(([name, { summary }]) => [name, summary]), width),
		"",
		"First steps:",
		"",
		"  server-monitor demo",
		"  server-monitor COMMAND --help"
	];
}
/** What a command does, how it is called, and its flags. */
function commandHelp(name, { summary, operands, examples, flags }, width) {
	const usage = [
		"server-monitor",
		name,
		operands,
		Object.keys(flags).length > 0 && "[--flag value …]"
	].filter(Boolean);
	return [
		...wrapped$1(summary, width),
		"",
		`usage: ${usage.join(" ")}`,
		"",
		"Examples:",
		"",
		...examples.flatMap(([words, meaning]) => [`  server-monitor ${words}`, ...wrapped$1(meaning, width, "      ")]),
		"",
		"Flags:",
		"",
		...flagLines({
			...flags,
			...commonFlags
		}, width),
		...hasSecrets(flags) ? ["", ...wrapped$1(secretWords, width)] : []
	];
}
function hasSecrets(flags) {
	return "token" in flags || "credentials" in flags;
}
function flagLines(flags, width) {
	return described(Object.entries(flags).map(([name, flag]) => [termOf(name, flag), meaningOf(flag)]), width);
}
/** `-h, --help`, `--push BOOLEAN` */
function termOf(name, { value }) {
	const [short] = Object.entries(shortFlags).find(([, long]) => long === name) ?? [];
	return [
		short === void 0 ? "" : `-${short}, `,
		`--${name}`,
		value === void 0 ? "" : ` ${value}`
	].join("");
}
function meaningOf({ meaning, default: fallback }) {
	return fallback === void 0 ? meaning : `${meaning} Default: ${fallback}.`;
}
/** Each term with its meaning beside it; below it where the terminal is narrow. */
function described(terms, width) {
	const termWidth = Math.max(...terms.map(([term]) => term.length)) + 4;
	const meaningWidth = width - termWidth;
	if (meaningWidth < leastMeaningWidth) return terms.flatMap(([term, meaning]) => [`  ${term}`, ...wrapped$1(meaning, width, "      ")]);
	return terms.flatMap(([term, meaning]) => {
		const [first = "", ...rest] = wrapped$1(meaning, meaningWidth);
		return [`  ${term}`.padEnd(termWidth) + first, ...rest.map((line) => " ".repeat(termWidth) + line)];
	});
}
var secretWords, leastMeaningWidth;
var init_help = __esmMin((() => {
	init_wrap();
	init_flags();
	secretWords = "Pass secrets in the environment, because other users can see flags: SERVER_MONITOR_SMTP_PASSWORD is --smtp-password, and so on for every input.";
	leastMeaningWidth = 45;
}));

// src/demo/mail-html.ts
/** The HTML part of a mail as this program writes it, so that a browser can show the mail. Pure. */
/** undefined: it has none. */
function htmlOf(mail) {
	const part = mail.toString("latin1").split(/\r\n--[^\r\n]+\r\n/).find((each) => /^Content-Type: text\/html/im.test(headOf(each)));
	if (part === void 0) return void 0;
	const [encoding, body] = [/^Content-Transfer-Encoding: (\S+)/im.exec(headOf(part))?.[1], part.slice(headOf(part).length)];
	return decoded$1(body.trimStart(), encoding).toString("utf8");
}
function headOf(part) {
	return part.slice(0, part.indexOf("\r\n\r\n"));
}
function decoded$1(body, encoding = "7bit") {
	if (encoding === "base64") return Buffer.from(body, "base64");
	if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
	const text = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(text, "latin1");
}
var init_mail_html$1 = __esmMin((() => {}));

// src/demo/mail-server.ts
async function startMailServer() {
	const received = [];
	const server = createServer$1((socket) => converse$1(socket, received));
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	return {
		port: typeof address === "object" && address !== null ? address.port : 0,
		received,
		close: () => server.close()
	};
}
function converse$1(socket, received) {
	let [text, inMail] = ["", false];
	const say = (line) => socket.write(`${line}\r\n`);
	say("220 demo");
	socket.on("error", () => {}).on("data", (piece) => {
		text += piece.toString("latin1");
		for (;;) {
			const [end, mark] = inMail ? [text.indexOf(endOfMail), endOfMail] : [text.indexOf("\r\n"), "\r\n"];
			if (end < 0) return;
			const said = text.slice(0, end);
			text = text.slice(end + mark.length);
			if (inMail) received.push(Buffer.from(`${said.replace(/^\./gm, "")}\r\n`, "latin1"));
			say(inMail ? "250 kept" : replyTo(said));
			inMail = !inMail && /^DATA$/i.test(said);
			if (/^QUIT$/i.test(said)) socket.end();
		}
	});
}
function replyTo(command) {
	if (/^DATA$/i.test(command)) return "354 go on";
	return /^QUIT$/i.test(command) ? "221 bye" : "250 ok";
}
var endOfMail;
var init_mail_server = __esmMin((() => {
	init_late_node_net();
	endOfMail = "\r\n.\r\n";
}));

// late:node:fs/promises
var node_fs_promises, lstat, mkdir, mkdtemp, open$1, readFile$2, readdir, realpath, rename, rm, stat, statfs, writeFile$1;
var init_promises$2 = __esmMin((() => {
	node_fs_promises = process.getBuiltinModule("node:fs/promises");
	lstat = node_fs_promises.lstat;
	mkdir = node_fs_promises.mkdir;
	mkdtemp = node_fs_promises.mkdtemp;
	open$1 = node_fs_promises.open;
	readFile$2 = node_fs_promises.readFile;
	readdir = node_fs_promises.readdir;
	realpath = node_fs_promises.realpath;
	rename = node_fs_promises.rename;
	rm = node_fs_promises.rm;
	stat = node_fs_promises.stat;
	statfs = node_fs_promises.statfs;
	writeFile$1 = node_fs_promises.writeFile;
}));

// late:node:os
var node_os$1, homedir, tmpdir;
var init_late_node_os = __esmMin((() => {
	node_os$1 = process.getBuiltinModule("node:os");
	homedir = node_os$1.homedir;
	tmpdir = node_os$1.tmpdir;
}));

// late:node:child_process
var node_child_process, execFile, spawn;
var init_late_node_child_process = __esmMin((() => {
	node_child_process = process.getBuiltinModule("node:child_process");
	execFile = node_child_process.execFile;
	spawn = node_child_process.spawn;
}));

// late:node:fs
var node_fs$1, constants$3, createReadStream, globSync, readFileSync, statSync;
var init_late_node_fs = __esmMin((() => {
	node_fs$1 = process.getBuiltinModule("node:fs");
	constants$3 = node_fs$1.constants;
	createReadStream = node_fs$1.createReadStream;
	globSync = node_fs$1.globSync;
	readFileSync = node_fs$1.readFileSync;
	statSync = node_fs$1.statSync;
}));

// src/store/file.ts
/** The text of a file. undefined only if the file does not exist; any other failure is an error, never an empty history. */
async function readIfPresent(path) {
	const bytes = await readBytes(path);
	if (bytes === void 0) return void 0;
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch (cause) {
		throw new Error(`${path}: is not UTF-8 text; restore it from git`, { cause });
	}
}
/** Replaces or creates a file. `mode` is that of a new file; a file that is there keeps its own. */
async function writeDurably(path, text, mode = 420) {
	const present = await statRegular(path);
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
	try {
		await rm(temporary, { force: true });
		await writeAll(temporary, text, present === void 0 ? mode : present.mode & 511);
		await rename(temporary, path);
		await syncFolder(dirname(path));
	} catch (cause) {
		await rm(temporary, { force: true }).catch(() => void 0);
		throw fileError(path, "cannot be written", cause);
	}
}
/**
* Removes what `writeDurably` left in a folder when its process was killed: files from before the run began whose process
* is no more. One that seems to run may just have the same number (in containers all do), but no write takes an hour.
*/
async function removeLeftovers(folder, began) {
	for (const name of await readdir(folder).catch(() => [])) {
		const [, pid] = /^\..+\.([1-9]\d{0,6})\.tmp$/.exec(name) ?? [];
		if (pid === void 0) continue;
		const path = join(folder, name);
		if (began.getTime() - ((await lstat(path).catch(() => void 0))?.mtimeMs ?? Number.POSITIVE_INFINITY) > (isRunning(Number(pid)) ? hourMs$2 : 0)) await rm(path).catch(() => void 0);
	}
}
/** An error that names the file, what went wrong and what to do about it. */
function fileError(path, what, cause) {
	const code = codeOf$1(cause) ?? (cause instanceof Error ? cause.message : "unknown error");
	const fix = fixes$1.get(code);
	return new Error(`${path}: ${what} (${code})${fix === void 0 ? "" : `: ${fix}`}`, { cause });
}
/** The names in a folder, sorted; none if there is no such folder. */
async function listFolder(folder) {
	return (await readdir(folder).catch((cause) => {
		if (codeOf$1(cause) === "ENOENT") return [];
		throw fileError(folder, "cannot be listed", cause);
	})).sort();
}
/** The system's name of an error, such as ENOENT. */
function codeOf$1(error) {
	if (!(error instanceof Error) || !("code" in error)) return void 0;
	return typeof error.code === "string" ? error.code : void 0;
}
async function readBytes(path) {
	try {
		return await readFile$2(path);
	} catch (cause) {
		if (codeOf$1(cause) === "ENOENT") return void 0;
		throw fileError(path, "cannot be read", cause);
	}
}
async function statRegular(path) {
	const stats = await lstat(path).catch((cause) => {
		if (codeOf$1(cause) === "ENOENT") return void 0;
		throw fileError(path, "cannot be read", cause);
	});
	if (stats === void 0 || stats.isFile()) return stats;
	const kind = stats.isSymbolicLink() ? "a symbolic link" : "not a regular file";
	throw new Error(`${path}: is ${kind}, and results are only written to regular files; replace it by one`);
}
/**
* Signal 0 only tests whether the process exists. EPERM: it does, and belongs to another user. Our own id: a former process
* had it.
*/
function isRunning(pid) {
	if (pid === process.pid) return false;
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return codeOf$1(error) !== "ESRCH";
	}
}
async function writeAll(path, text, mode) {
	const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants$3;
	const handle = await open$1(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode);
	try {
		for (const piece of piecesOf$1(text)) await writeInFull(handle, piece);
		await requireSize(handle, Buffer.byteLength(text));
		await handle.sync();
	} finally {
		await handle.close();
	}
}
async function writeInFull(handle, bytes) {
	let written = 0;
	while (written < bytes.length) {
		const { bytesWritten } = await handle.write(bytes, written);
		if (bytesWritten === 0) throw new Error("the disk accepted no more bytes");
		written += bytesWritten;
	}
}
/** A write to a full disk may be short without an error, so the size on disk is compared. */
async function requireSize(handle, bytes) {
	const { size } = await handle.stat();
	if (size !== bytes) throw new Error(`${size} bytes on disk instead of ${bytes}`);
}
/** The bytes of a text in pieces, so that a large text is not in memory a second time. */
function* piecesOf$1(text) {
	const encoder = new TextEncoder();
	const piece = new Uint8Array(pieceBytes$1);
	let done = 0;
	while (done < text.length) {
		const { read, written } = encoder.encodeInto(text.slice(done, done + pieceBytes$1), piece);
		yield piece.subarray(0, written);
		done += read;
	}
}
/** Makes the rename durable. File systems that cannot sync a folder answer EINVAL. */
async function syncFolder(folder) {
	const handle = await open$1(folder, constants$3.O_RDONLY);
	try {
		await handle.sync();
	} catch (cause) {
		if (codeOf$1(cause) !== "EINVAL") throw cause;
	} finally {
		await handle.close();
	}
}
var hourMs$2, fixes$1, pieceBytes$1;
var init_file = __esmMin((() => {
	init_late_node_fs();
	init_promises$2();
	init_late_node_path();
	hourMs$2 = 36e5;
	fixes$1 = /* @__PURE__ */ new Map([
		["ENOSPC", "the disk is full; free some space"],
		["EDQUOT", "the disk quota is used up; free some space"],
		["EFBIG", "the limit on file sizes is too low; raise it (ulimit -f)"],
		["EROFS", "the file system is read-only; mount it writable"],
		["EACCES", "this user has no permission; change the owner or the mode"],
		["EPERM", "this user has no permission; change the owner or the mode"],
		["EIO", "the disk reports an error; check dmesg"],
		["EISDIR", "a folder is in its place; move it away"],
		["ENOENT", "its folder is missing; create it"],
		["ENOTDIR", "a file is where its folder should be; move it away"]
	]);
	pieceBytes$1 = 1048576;
}));

// src/store/git-process.ts
/** Git as it is called in a folder. `environment` is the door's; only what git needs of it is passed on. */
function gitIn(folder, environment) {
	const inherited = {
		...pick(environment),
		...fixed
	};
	return (call) => run$2([
		"-C",
		folder,
		...overrides,
		...call.args
	], {
		...inherited,
		...call.environment
	}, call);
}
function pick(environment) {
	return Object.fromEntries(Object.entries(environment).filter(([name]) => passed.test(name)));
}
function run$2(args, environment, call) {
	return new Promise((resolve, reject) => {
		const child = spawn("git", args, {
			env: { ...environment },
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			detached: true
		});
		const limits = limitProcess(child.pid, call.signal);
		const maxBytes = call.maxBytes ?? usualMaxBytes;
		const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => collect$1(stream, maxBytes, limits.stop));
		child.stdin.on("error", () => void 0);
		child.stdin.end(call.input ?? "");
		child.on("error", (cause) => {
			limits.drop();
			reject(startError(cause));
		});
		child.on("close", (code) => {
			limits.drop();
			const output = stdout?.() ?? Buffer.alloc(0);
			resolve({
				code: code ?? -1,
				output,
				stderr: stderr?.().toString("utf8") ?? "",
				stopped: limits.reason(),
				get stdout() {
					return output.toString("utf8");
				}
			});
		});
	});
}
/** Ends the group of a process when its time is up, the caller wishes it, or `stop` is called; only once. */
function limitProcess(group, signal) {
	let reason;
	let force;
	const stop = (why) => {
		if (reason !== void 0) return;
		reason = why;
		end(group, "SIGTERM");
		force = setTimeout(() => end(group, "SIGKILL"), graceMs);
	};
	const deadline = setTimeout(() => stop("deadline"), deadlineMs);
	const abort = () => stop(isTimeout(signal?.reason) ? "deadline" : "signal");
	signal?.addEventListener("abort", abort, { once: true });
	if (signal?.aborted === true) abort();
	const drop = () => {
		clearTimeout(deadline);
		clearTimeout(force);
		signal?.removeEventListener("abort", abort);
	};
	return {
		stop,
		drop,
		reason: () => reason
	};
}
/** What `AbortSignal.timeout` gives as its reason. */
function isTimeout(reason) {
	return reason instanceof DOMException && reason.name === "TimeoutError";
}
/** Keeps what a stream brings, up to a size. The memory grows in place: a month of rows is never there twice. */
function collect$1(stream, maxBytes, stop) {
	const memory = new ArrayBuffer(0, { maxByteLength: maxBytes });
	stream.on("data", (chunk) => {
		const size = memory.byteLength;
		if (size + chunk.length > maxBytes) return stop("size");
		memory.resize(size + chunk.length);
		new Uint8Array(memory, size).set(chunk);
	});
	return () => Buffer.from(memory);
}
function startError(cause) {
	if (codeOf$1(cause) === "ENOENT") return new Error("git: is not installed; install it on the runner", { cause });
	return new Error(`git: cannot be started (${codeOf$1(cause) ?? "unknown error"})`, { cause });
}
function end(group, signal) {
	try {
		if (group !== void 0) process.kill(-group, signal);
	} catch {}
}
var deadlineMs, graceMs, usualMaxBytes, overrides, passed, fixed;
var init_git_process = __esmMin((() => {
	init_late_node_child_process();
	init_file();
	deadlineMs = 6e4;
	graceMs = 2e3;
	usualMaxBytes = 1048576;
	overrides = [
		"core.hooksPath=/dev/null",
		"core.fsmonitor=false",
		"core.autocrlf=false",
		"core.askPass=",
		"commit.gpgSign=false",
		"push.gpgSign=false",
		"submodule.recurse=false",
		"gc.auto=0",
		"maintenance.auto=false",
		"http.lowSpeedLimit=1000",
		"http.lowSpeedTime=20"
	].flatMap((setting) => ["-c", setting]);
	passed = /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_CONFIG_HOME|SSH_AUTH_SOCK|GIT_SSH|GIT_SSH_COMMAND|GIT_EXEC_PATH|GIT_SSL_CAINFO|SSL_CERT_(FILE|DIR)|GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|(https?|all|no)_proxy|(HTTPS?|ALL|NO)_PROXY)$/;
	fixed = {
		LC_ALL: "C",
		GIT_TERMINAL_PROMPT: "0",
		GIT_ASKPASS: "",
		GIT_LITERAL_PATHSPECS: "1"
	};
}));

// src/demo/repository.ts
async function createDemoFolder(environment) {
	const root = await mkdtemp(join(tmpdir(), "server-monitor-demo-"));
	const git = gitIn(root, environment);
	for (const args of [[
		"init",
		"--quiet",
		"--bare",
		"--initial-branch=main",
		"remote.git"
	], [
		"clone",
		"--quiet",
		"remote.git",
		"repository"
	]]) {
		const { code, stderr } = await git({ args });
		if (code !== 0) throw new Error(`demo: git ${args[0]} failed: ${stderr.trim()}`);
	}
	const mail = join(root, "mail");
	await mkdir(mail);
	return {
		root,
		repository: join(root, "repository"),
		remote: join(root, "remote.git"),
		mail
	};
}
/** The commits, newest first, as `git log --oneline` prints them. */
async function logOf({ repository }, environment) {
	const { stdout } = await gitIn(repository, environment)({ args: [
		"log",
		"--oneline",
		"--no-decorate"
	] });
	return stdout.trimEnd().split("\n");
}
/** As a file for a mail program and one for a browser. */
async function saveMail({ mail }, { name, raw, html }) {
	await writeFile$1(join(mail, `${name}.eml`), raw);
	await writeFile$1(join(mail, `${name}.html`), html);
}
/**
* A `ping` replacement for machines without a working one: it measures TCP connections to a closed port. Only the demo uses
* it. `sh` starts it, because a `#!` line cannot have a long path or one with a blank.
*/
async function writeStandInPing(folder) {
	const program = `
const { connect } = require("node:net");
const address = process.argv.at(-1);
const echo = () => new Promise((resolve) => {
  const start = performance.now();
  const answered = (error) => resolve(error && error.code !== "ECONNREFUSED" ? undefined : performance.now() - start);
  const socket = connect({ host: address, port: 1 }, () => { socket.destroy(); answered(); }).on("error", answered);
});
(async () => {
  const times = [];
  for (let count = 0; count < 4; count += 1) { const time = await echo(); if (time !== undefined) times.push(time); }
  console.log("4 packets transmitted, " + times.length + " received, " + (4 - times.length) * 25 + "% packet loss, time 600ms");
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  if (times.length > 0) console.log("rtt min/avg/max/mdev = " + [Math.min(...times), mean, Math.max(...times), 0].map((time) => time.toFixed(3)).join("/") + " ms");
  process.exitCode = times.length > 0 ? 0 : 1;
})();
`;
	const file = join(folder, "ping.cjs");
	await writeFile$1(file, program);
	const starter = `#!/bin/sh\nexec ${quoted$2(process.execPath)} ${quoted$2(file)} "$@"\n`;
	await writeFile$1(join(folder, "ping"), starter, { mode: 493 });
}
/** Quotes a word for sh. */
function quoted$2(text) {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
var init_repository$1 = __esmMin((() => {
	init_promises$2();
	init_late_node_os();
	init_late_node_path();
	init_git_process();
}));

// late:node:crypto
var node_crypto$1, X509Certificate, createHash, createHmac, createPrivateKey, randomBytes, randomUUID$1;
var init_late_node_crypto = __esmMin((() => {
	node_crypto$1 = process.getBuiltinModule("node:crypto");
	X509Certificate = node_crypto$1.X509Certificate;
	createHash = node_crypto$1.createHash;
	createHmac = node_crypto$1.createHmac;
	createPrivateKey = node_crypto$1.createPrivateKey;
	randomBytes = node_crypto$1.randomBytes;
	randomUUID$1 = node_crypto$1.randomUUID;
}));

// late:load
var require, load$1;
var init_late_load = __esmMin((() => {
	require = process.getBuiltinModule("node:module").createRequire(import.meta.url);
	load$1 = (library, path) => require("./" + library + ".cjs")[path];
}));

// late:ssh2/lib/keygen.js
var keygen_default;
var init_keygen = __esmMin((() => {
	init_late_load();
	keygen_default = /* @__PURE__ */ load$1("ssh2", "ssh2/lib/keygen.js");
}));

// late:ssh2/lib/protocol/keyParser.js
var keyParser_default;
var init_keyParser = __esmMin((() => {
	init_late_load();
	keyParser_default = /* @__PURE__ */ load$1("ssh2", "ssh2/lib/protocol/keyParser.js");
}));

// late:ssh2/lib/server.js
var server_default;
var init_server = __esmMin((() => {
	init_late_load();
	server_default = /* @__PURE__ */ load$1("ssh2", "ssh2/lib/server.js");
}));

// src/demo/ssh-host.ts
/** ssh2 drops a leading zero in one key of 256, which makes it unreadable: try again. */
function newKey() {
	const key = keygen_default.generateKeyPairSync("ed25519");
	return keyParser_default.parseKey(key.private) instanceof Error ? newKey() : key;
}
async function startSshHost(options) {
	const hostKey = newKey();
	const open = /* @__PURE__ */ new Set();
	const server = new server_default({ hostKeys: [hostKey.private] }, (connection, { ip, port }) => {
		open.add(connection);
		connection.on("close", () => open.delete(connection)).on("error", () => open.delete(connection));
		letIn(connection, options.allowed);
		connection.on("session", (accept) => {
			accept().on("exec", (acceptExec, _reject, { command }) => {
				const connectionText = `${ip} ${port} 127.0.0.1 ${portOf$2(server)}`;
				run$1(command, acceptExec(), {
					PATH: options.path,
					SSH_CONNECTION: connectionText
				});
			});
		});
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const close = () => {
		for (const connection of open) connection.end();
		server.close();
	};
	return {
		port: portOf$2(server),
		fingerprint: fingerprintOf(hostKey),
		close
	};
}
function portOf$2(server) {
	const address = server.address();
	return typeof address === "object" && address !== null ? address.port : 0;
}
function fingerprintOf(key) {
	const blob = Buffer.from(key.public.split(" ")[1] ?? "", "base64");
	return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=$/, "")}`;
}
function letIn(connection, allowed) {
	const expected = Buffer.from(allowed.public.split(" ")[1] ?? "", "base64");
	const verifier = keyParser_default.parseKey(allowed.public);
	connection.on("authentication", (attempt) => {
		if (attempt.method !== "publickey" || !attempt.key.data.equals(expected)) return attempt.reject(["publickey"]);
		if (attempt.signature === void 0) return attempt.accept();
		return (!(verifier instanceof Error) && verifier.verify(attempt.blob ?? "", attempt.signature, attempt.hashAlgo)) === true ? attempt.accept() : attempt.reject(["publickey"]);
	});
}
function run$1(command, channel, env) {
	const child = spawn("sh", ["-c", command], {
		env,
		stdio: "pipe"
	});
	channel.pipe(child.stdin).on("error", () => {});
	child.stdout.pipe(channel, { end: false });
	child.stderr.pipe(channel.stderr, { end: false });
	channel.on("error", () => {}).on("close", () => child.kill());
	child.on("close", (code) => {
		channel.exit(code ?? 1);
		channel.end();
	});
}
var init_ssh_host = __esmMin((() => {
	init_late_node_child_process();
	init_late_node_crypto();
	init_keygen();
	init_keyParser();
	init_server();
}));

// late:node:http
var node_http, createServer;
var init_late_node_http = __esmMin((() => {
	node_http = process.getBuiltinModule("node:http");
	createServer = node_http.createServer;
}));

// src/demo/web-page.ts
async function startWebPage() {
	const server = createServer((_request, response) => {
		response.writeHead(200, { "content-type": "text/plain" }).end("all is well\n");
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/health`,
		close: () => server.close()
	};
}
var init_web_page = __esmMin((() => {
	init_late_node_http();
}));

// late:node:dns/promises
var node_dns_promises, lookup;
var init_promises$1 = __esmMin((() => {
	node_dns_promises = process.getBuiltinModule("node:dns/promises");
	lookup = node_dns_promises.lookup;
}));

// src/connect.ts
function untilAborted(work, signal) {
	const { promise, reject } = Promise.withResolvers();
	const stop = () => reject(signal.reason);
	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}
/** What `connect` of node:net and node:tls takes. */
function tcpOptions(host, port, resolver = new Resolver()) {
	return {
		host,
		port,
		autoSelectFamily: true,
		autoSelectFamilyAttemptTimeout: addressTimeoutMs,
		lookup: (name, _options, answer) => {
			resolver.lookUp(name).then((addresses) => answer(null, [...addresses]), (error) => answer(error, []));
		}
	};
}
var addressTimeoutMs, lookUpAll, Resolver;
var init_connect = __esmMin((() => {
	init_promises$1();
	init_late_node_net();
	addressTimeoutMs = 2e3;
	lookUpAll = (name) => lookup(name, { all: true });
	Resolver = class {
		#lookUp;
		#answers = /* @__PURE__ */ new Map();
		#asked = /* @__PURE__ */ new Map();
		constructor(lookUp = lookUpAll) {
			this.#lookUp = lookUp;
		}
		/** A lookup cannot be cancelled. When the signal aborts, its answer is ignored. */
		lookUp(name, signal) {
			const answer = this.#answers.get(name) ?? this.#ask(name);
			this.#answers.set(name, answer);
			return signal === void 0 ? answer : untilAborted(answer, signal);
		}
		#ask(name) {
			const answer = this.#lookUp(name);
			if (isIP(name) !== 0) return answer;
			this.#asked.set(name, "unanswered");
			const answered = () => void this.#asked.set(name, "answered");
			answer.then(answered, (error) => error.code === "EAI_AGAIN" || answered());
			return answer;
		}
		/** Names for which no name server has answered, or not yet. */
		get unanswered() {
			return [...this.#asked].flatMap(([name, state]) => state === "unanswered" ? [name] : []);
		}
		/** Whether a name server has answered for any name, also that it does not exist. */
		get hasAnswers() {
			return [...this.#asked.values()].includes("answered");
		}
		/** Sorts the addresses of the family that answered to the front, for the next connection. */
		prefer(name, family) {
			const answer = this.#answers.get(name);
			if (answer === void 0) return;
			this.#answers.set(name, answer.then((addresses) => addresses.toSorted((a, b) => Number(b.family === family) - Number(a.family === family))));
		}
	};
}));

// src/outcome.ts
function problem(code, detail) {
	return {
		code,
		detail: { untrusted: detail }
	};
}
/** The same problem in other words. */
function reworded({ code, detail }, reword) {
	return problem(code, reword(detail.untrusted));
}
function success(value) {
	return {
		value,
		problems: []
	};
}
function failure$1(code, detail) {
	return { problems: [problem(code, detail)] };
}
var init_outcome = __esmMin((() => {}));

// src/probes/ping-output.ts
/** Never throws: other text gives an empty result. A round trip cannot take longer than ping ran. */
function parsePing(stdout, ranMs = Number.POSITIVE_INFINITY) {
	const { received, lossPercent } = counts(stdout);
	const times = summarisedTimes(stdout) ?? repliedTimes(stdout);
	const loss = lossPercent === void 0 ? {} : { lossPercent };
	if (times === void 0) return received > 0 ? {
		...loss,
		implausible: true
	} : loss;
	if (!isPlausible(times, ranMs)) return {
		...loss,
		implausible: true
	};
	return {
		meanMs: times.meanMs,
		maxMs: times.maxMs,
		...loss
	};
}
/** If a host changes or truncates the echoed data, ping prints arbitrary times. */
function isPlausible({ minMs, meanMs, maxMs }, ranMs) {
	return minMs >= 0 && minMs <= meanMs && meanMs <= maxMs && maxMs <= ranMs + clockToleranceMs$2;
}
/** iputils says `rtt min/avg/max/mdev`, the others `round-trip min/avg/max`. */
function summarisedTimes(stdout) {
	const line = /^(?:rtt|round-trip) min\/avg\/max\S* = (-?[\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)\S* ms/m.exec(stdout);
	if (line === null) return void 0;
	const [minMs = 0, meanMs = 0, maxMs = 0] = line.slice(1).map(Number);
	return {
		minMs,
		meanMs,
		maxMs
	};
}
/** A ping that was stopped prints no summary, but each reply has its time. */
function repliedTimes(stdout) {
	const times = [...stdout.matchAll(/^\d+ bytes from .*[ :]time[=<](-?[\d.]+) ?ms$/gm)].map((reply) => Number(reply[1]));
	if (times.length === 0) return void 0;
	const sum = times.reduce((total, time) => total + time, 0);
	return {
		minMs: Math.min(...times),
		meanMs: sum / times.length,
		maxMs: Math.max(...times)
	};
}
/**
* Computed from the counts: the printed percentage is truncated to an integer, and BusyBox and iputils order the line
* differently.
*/
function counts(stdout) {
	const line = /^(\d+) packets transmitted, (\d+) (?:packets )?received,/m.exec(stdout);
	const [transmitted, received] = [Number(line?.[1]), Number(line?.[2])];
	if (!(transmitted > 0)) return {
		received: 0,
		lossPercent: void 0
	};
	return {
		received,
		lossPercent: 100 * Math.max(0, transmitted - received) / transmitted
	};
}
var clockToleranceMs$2;
var init_ping_output = __esmMin((() => {
	clockToleranceMs$2 = 100;
}));

// src/probes/time-limit.ts
/** A time limit for one attempt, in addition to the signal of the whole probe. */
/** Runs an attempt with a signal that aborts with the given one or when the time is up. Removes its timer and listener. */
async function withinLimit(signal, limitMs, attempt) {
	const controller = new AbortController();
	const stop = () => controller.abort();
	const timer = setTimeout(stop, limitMs);
	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	try {
		return await attempt(controller.signal);
	} finally {
		clearTimeout(timer);
		signal.removeEventListener("abort", stop);
	}
}
var init_time_limit = __esmMin((() => {}));

// src/probes/ping.ts
/**
* The value is set even if there is a problem: a host that loses all pings has `lossPercent: 100`. If the first address of a
* name does not answer, the first one of the other family is tried, as for other connections.
*/
async function ping(host, options) {
	const { resolver = new Resolver(), limitMs = defaultLimitMs$3 } = options;
	return withinLimit(options.signal, limitMs, async (signal) => {
		const [first, other] = await targets(host, resolver, signal);
		if (first === void 0) return failure$1("ping:unreachable", unresolved$1(signal));
		const outcome = await pingAddress(first.address, {
			...options,
			signal
		});
		if (other === void 0 || hasReplied(outcome)) return outcome;
		const second = await pingAddress(other.address, {
			...options,
			signal
		});
		if (hasReplied(second)) resolver.prefer(host, other.family);
		return second.value === void 0 ? outcome : second;
	});
}
/** The preferred address of a name, and the first one of the other family; none where it does not resolve. */
async function targets(host, resolver, signal) {
	if (isIP(host) !== 0) return [{
		address: host,
		family: isIP(host)
	}];
	const addresses = await resolver.lookUp(host, signal).catch(() => []);
	return [...new Map(addresses.toReversed().map((each) => [each.family, each])).values()].toReversed();
}
function unresolved$1(signal) {
	return signal.aborted ? lateSentence : "the name does not resolve";
}
/** Whether echo replies came, with valid times or not. */
function hasReplied({ value, problems }) {
	return value?.meanMs !== void 0 || problems.some(({ code }) => code === "ping:implausible");
}
async function pingAddress(address, options) {
	const first = await runPing(usualOptions, address, options);
	const run = optionsUnknown(first) ? await runPing(plainOptions, address, options) : first;
	throwFault(run);
	return judge(run);
}
function runPing(pingOptions, address, options) {
	const { signal, trace, environment, onReply = () => {} } = options;
	const path = environment["PATH"];
	const env = {
		LC_ALL: "C",
		...path === void 0 ? {} : { PATH: path }
	};
	const limits = {
		signal,
		killSignal: "SIGKILL",
		maxBuffer: outputLimitBytes$1
	};
	if (signal.aborted) return Promise.resolve({
		exit: "ABORT_ERR",
		stdout: "",
		stderr: "",
		ranMs: 0
	});
	const startedMs = performance.now();
	trace(`ping: asks ping ${pingOptions.join(" ")} -- ADDRESS`);
	return new Promise((resolve) => {
		execFile("ping", [
			...pingOptions,
			"--",
			address
		], {
			env,
			...limits
		}, (error, stdout, stderr) => {
			const run = {
				exit: error ? error.code ?? error.signal ?? "unknown" : 0,
				stdout,
				stderr,
				ranMs: performance.now() - startedMs
			};
			trace(`ping: ${summary$3(run).replaceAll(address, "ADDRESS")}`);
			resolve(run);
		}).stdout?.on("data", (text) => {
			if (replyPattern.test(text)) onReply();
		});
	});
}
/** The result lines of `ping`, else its first error. It may contain the address, which the caller replaces. */
function summary$3({ exit, stdout, stderr }) {
	const lines = stdout.split("\n").filter((line) => /^\d+ packets|min\/avg\/max/.test(line));
	return `${lines.length > 0 ? lines.join("; ") : stderr.split("\n")[0] ?? ""} (exit ${exit})`;
}
function optionsUnknown({ exit, stderr }) {
	return exit !== 0 && /(?:invalid|unrecognized|unknown) option|invalid (?:number|argument).*0\.2/i.test(stderr);
}
function throwFault(run) {
	if (run.exit === "ENOENT") throw new PingFault("ping is not installed on this machine (Debian: sudo apt-get install iputils-ping)");
	if (mayNotPing(run)) throw new PingFault("ping may not open its socket: sudo setcap cap_net_raw+p \"$(command -v ping)\", or sudo sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"");
	if (typeof run.exit === "string" && /^E[A-Z]+$/.test(run.exit)) throw new PingFault(`ping could not be started on this machine (${run.exit})`);
}
/**
* "Operation not permitted" of `sendmsg` or `sendto` comes from a firewall rule for one host, not from a missing
* permission.
*/
function mayNotPing({ exit, stdout, stderr }) {
	if (exit === "EPERM" || exit === "EACCES") return true;
	const complaints = stderr.split("\n").filter((line) => !/\bsend(?:msg|to)?:/.test(line));
	const refused = /operation not permitted|permission denied|lacking privilege|are you root|must be (?:setuid )?root/i;
	return exit !== 0 && parsePing(stdout).lossPercent === void 0 && complaints.some((line) => refused.test(line));
}
function judge(run) {
	const { implausible, ...result } = parsePing(run.stdout, run.ranMs);
	if (implausible || result.meanMs !== void 0 && clockWentBack.test(run.stderr)) return {
		value: { lossPercent: result.lossPercent },
		problems: [problem("ping:implausible", implausibleSentence)]
	};
	if (result.meanMs !== void 0) return success(result);
	const nothingSent = nothingSentReason(run);
	if (nothingSent !== void 0) return failure$1("ping:unreachable", nothingSent);
	return {
		value: { lossPercent: 100 },
		problems: [problem("ping:unreachable", lostReason(run))]
	};
}
/** Why no ping was sent; undefined if pings were sent and lost, or there was no route. */
function nothingSentReason({ exit, stdout, stderr }) {
	if (exit === "ABORT_ERR") return lateSentence;
	if (/bad address|unknown host|not known|name resolution|for hostname not supported|no address associated/i.test(stderr)) return "the ping program of this machine does not support this kind of address";
	if (parsePing(stdout).lossPercent !== void 0 || refusedHere.test(stderr) || noWay.test(stderr)) return void 0;
	return `ping ended without a result (exit ${exit})`;
}
function lostReason({ stdout, stderr }) {
	if (refusedHere.test(stderr)) return "ping was blocked on this machine (firewall or routing), so the host was not asked";
	if (noWay.test(stderr)) return "this machine has no route to the host";
	if (/unreachable/i.test(stdout)) return "a router reported that the host is unreachable";
	return "no ping was answered";
}
var PingFault, usualOptions, plainOptions, defaultLimitMs$3, outputLimitBytes$1, replyPattern, lateSentence, implausibleSentence, clockWentBack, refusedHere, noWay;
var init_ping = __esmMin((() => {
	init_late_node_child_process();
	init_late_node_net();
	init_connect();
	init_outcome();
	init_ping_output();
	init_time_limit();
	PingFault = class extends Error {
		name = "PingFault";
	};
	usualOptions = [
		"-n",
		"-c",
		"4",
		"-i",
		"0.2",
		"-W",
		"2"
	];
	plainOptions = [
		"-c",
		"4",
		"-W",
		"1"
	];
	defaultLimitMs$3 = 5e3;
	outputLimitBytes$1 = 65536;
	replyPattern = /^\d+ bytes from /m;
	lateSentence = "no answer in time, perhaps because the DNS lookup is slow";
	implausibleSentence = "echo replies came, but with impossible times: the host changes the echoed data, or a clock was set in the meantime";
	clockWentBack = /time of day goes back/;
	refusedHere = /not permitted|permission denied|firewall/i;
	noWay = /unreachable|no route|cannot assign requested address|address family not supported/i;
}));

// src/inventory/host.ts
var hostTypes;
var init_host = __esmMin((() => {
	hostTypes = [
		"node",
		"miner",
		"ping"
	];
}));

// node_modules/valibot/dist/index.mjs
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}
/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}
/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}
/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}
/**
* Creates a description metadata action.
*
* @param description_ The description text.
*
* @returns A description action.
*/
/* @__NO_SIDE_EFFECTS__ */
function description(description_) {
	return {
		kind: "metadata",
		type: "description",
		reference: description,
		description: description_
	};
}
/**
* Creates an examples metadata action.
*
* @param examples_ The examples.
*
* @returns An examples action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function examples(examples_) {
	return {
		kind: "metadata",
		type: "examples",
		reference: examples,
		examples: examples_
	};
}
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function length(requirement, message$1) {
	return {
		kind: "validation",
		type: "length",
		reference: length,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length !== this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/**
* Creates a custom metadata action.
*
* @param metadata_ The metadata object.
*
* @returns A metadata action.
*/
/* @__NO_SIDE_EFFECTS__ */
function metadata(metadata_) {
	return {
		kind: "metadata",
		type: "metadata",
		reference: metadata,
		metadata: metadata_
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function parseJson$4(config$1, message$1) {
	return {
		kind: "transformation",
		type: "parse_json",
		reference: parseJson$4,
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				dataset.value = JSON.parse(dataset.value, this.config?.reviver);
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransform(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransform,
		async: false,
		"~run"(dataset, config$1) {
			const output = action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}
/**
* Creates a title metadata action.
*
* @param title_ The title text.
*
* @returns A title action.
*/
/* @__NO_SIDE_EFFECTS__ */
function title(title_) {
	return {
		kind: "metadata",
		type: "title",
		reference: title,
		title: title_
	};
}
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function number$3(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number$3,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}
var store$4, DEFAULT_CONFIG, store$3, store$2, store$1;
var init_dist = __esmMin((() => {
	;
	DEFAULT_CONFIG = {
		lang: void 0,
		message: void 0,
		abortEarly: void 0,
		abortPipeEarly: void 0
	};
	;
	;
	;
}));

// src/inventory/key-text.ts
/**
* The key as its program wrote it: real line ends for CRLF and literal `\n`, no indentation, no byte order mark, five
* hyphens around BEGIN and END, the base64 in lines again where they were joined.
*/
function repairKeyText(text) {
	const tidy = cleaned(text).split(/\r\n|\n|\r/).map((line) => line.trim()).join("\n");
	const bordered = tidy.replace(borderPattern, "-----$1 $2-----");
	const [, label, body] = pem.exec(bordered) ?? [];
	if (label === void 0 || body === void 0) return `${tidy.trim()}\n`;
	return `-----BEGIN ${label}-----\n${repairBody(withLineEnds(body))}\n-----END ${label}-----\n`;
}
/** Neither base64 nor a header contains a backslash. */
function withLineEnds(body) {
	return body.replace(/\\+r/g, "").replace(/\\+n/g, "\n");
}
/** One header per line, an empty line after them, and base64 in lines of 70. */
function repairBody(body) {
	const [, headers, base64 = body] = headersPattern.exec(body) ?? [];
	const lines = (base64.replace(/\s+/g, "").match(/.{1,70}/g) ?? []).join("\n");
	return headers === void 0 ? lines : `${headers.match(/[A-Za-z-]+: *\S+/g)?.join("\n")}\n\n${lines}`;
}
/** What is wrong with a text that is not a key, and how to fix it; undefined if it looks like a key. */
function whyNotAKey(text) {
	const trimmed = text.trim();
	if (trimmed === "") return "is empty";
	if (/^(ssh-|ecdsa-sha2-|sk-|---- BEGIN SSH2 PUBLIC|-----BEGIN [A-Z ]*PUBLIC KEY)/.test(trimmed)) return "is a public key: give the private one, the file without .pub";
	if (trimmed.startsWith("PuTTY-User-Key-File-3")) return "is a PuTTY key of version 3: convert it (`puttygen key.ppk -O private-openssh -o key`)";
	if (/^[A-Za-z0-9+/\s]+=*$/.test(trimmed) && /-----BEGIN /.test(Buffer.from(trimmed, "base64").toString("latin1"))) return "is a key encoded in base64 once more: decode it first (`base64 -d`)";
	if (trimmed.startsWith("PuTTY-User-Key-File-") || pem.test(trimmed)) return void 0;
	return "is not a private key, or it is cut: it must reach from its -----BEGIN … line to its -----END … line";
}
var pem, borderPattern, headersPattern;
var init_key_text = __esmMin((() => {
	init_pasted();
	pem = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/s;
	borderPattern = /[-\u2010-\u2015\u2212]{2,} *(BEGIN|END) ([A-Z0-9 ]+?) *[-\u2010-\u2015\u2212]{2,}/g;
	headersPattern = /^\s*((?:[A-Za-z-]+: *\S+\s+)+)(.*)$/s;
}));

// src/inventory/paths.ts
/** `~` and `~/…` are the home folder, as in a shell. */
function expandHome(path, home) {
	return path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : path;
}
var init_paths = __esmMin((() => {
	init_late_node_path();
}));

// src/inventory/identities.ts
function parseIdentity(fields, home) {
	const problems = problemsWith(fields);
	if (problems.length > 0) return { problems };
	return { value: {
		username: fields.username,
		password: secret(typed(fields.password)),
		key: keySource(fields, home),
		passphrase: secret(typed(fields.passphrase))
	} };
}
function problemsWith({ username, password, key_filename, private_key }) {
	const problems = [];
	if (!isUserName(username)) problems.push("expected a user name without line breaks or blanks around it");
	if (key_filename && /[\x00-\x1f\x7f]/.test(key_filename)) problems.push("key_filename holds a tab or line break; in double quotes, double each backslash");
	if (key_filename && private_key) problems.push("has both key_filename and private_key; keep one");
	if (!typed(password) && !key_filename && !private_key) problems.push("has no way to log in; add password, key_filename or private_key");
	return problems;
}
function keySource({ key_filename, private_key }, home) {
	if (key_filename) return { path: expandHome(key_filename, home) };
	return private_key ? { text: new Secret(repairKeyText(private_key)) } : void 0;
}
function isUserName(text) {
	return text !== "" && text === cleaned(text).trim() && !/[\x00-\x1f\x7f]/.test(text);
}
/** Without the line break that `password: |` or a file leaves at its end: nobody can type one. */
function typed(secret) {
	return secret?.replace(/[\r\n]+$/, "");
}
function secret(text) {
	return text ? new Secret(text) : void 0;
}
var init_identities = __esmMin((() => {
	init_key_text();
	init_pasted();
	init_paths();
	init_secret();
}));

// late:node:url
var node_url, domainToASCII, domainToUnicode;
var init_late_node_url = __esmMin((() => {
	node_url = process.getBuiltinModule("node:url");
	domainToASCII = node_url.domainToASCII;
	domainToUnicode = node_url.domainToUnicode;
}));

// src/inventory/addresses.ts
function parseAddress(text) {
	const value = addressOf$3(halfWidth(text)) ?? dnsNameOf(text);
	return value === void 0 ? refused("expected an IPv4 address, an IPv6 address or a DNS name") : { value };
}
/** A DNS name in lower case without its last dot; an internationalised one stays readable. */
function dnsNameOf(text) {
	const name = halfWidth(text).toLowerCase().replace(/\.$/, "");
	const ascii = lettersPattern.test(name) ? asciiName(name) : void 0;
	return ascii !== void 0 && ascii.length <= 253 && dnsNamePattern.test(ascii) && !numberPattern.test(ascii) ? name : void 0;
}
/** A name as it is looked up: `xn--bcher-kva.example` for `bücher.example`; undefined where there is no such form. */
function asciiName(name) {
	return /^[\x00-\x7f]*$/.test(name) ? name : domainToASCII(name) || void 0;
}
/** Full-width letters and digits, as Asian keyboards type them, are the usual ones. */
function halfWidth(text) {
	return text.trim().normalize("NFKC");
}
/** The canonical address with its zone, without which a link-local address cannot be reached. */
function addressOf$3(text) {
	const canonical = canonicalAddress(text);
	const zone = /%.+$/.exec(text)?.[0] ?? "";
	return canonical === void 0 ? void 0 : canonical + zone;
}
var label, dnsNamePattern, numberPattern, lettersPattern;
var init_addresses = __esmMin((() => {
	init_late_node_url();
	init_address();
	init_parsed();
	label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
	dnsNamePattern = new RegExp(`^${label}(?:\\.${label})*$`);
	numberPattern = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;
	lettersPattern = /^[\p{L}\p{M}\p{N}._-]+$/u;
}));

// src/inventory/ports.ts
function parsePorts(input) {
	return parseEach(commaSeparated([input].flat().map(String).map(halfWidth)), parseRange);
}
function parseRange(entry) {
	const match = entryPattern.exec(entry);
	const first = Number(match?.[1]);
	const last = Number(match?.[2] ?? match?.[1]);
	if (!isPort$1(first) || !isPort$1(last)) return refused(`expected a port ${1}–${portMax}, got ${quoted$3(entry)}`);
	if (first > last) return refused(`expected the smaller port first, got ${quoted$3(entry)}`);
	const protocol = match?.[3]?.toLowerCase();
	return { value: protocol === "tcp" || protocol === "udp" ? {
		first,
		last,
		protocol
	} : {
		first,
		last
	} };
}
function isPort$1(port) {
	return port >= 1 && port <= 65535;
}
var portMin, portMax, entryPattern;
var init_ports$1 = __esmMin((() => {
	init_addresses();
	init_parsed();
	portMin = 1;
	portMax = 65535;
	entryPattern = /^(\d{1,5})(?:\s*[-\u2010-\u2015\u2212]\s*(\d{1,5}))?(?:\s*\/\s*(tcp|udp))?$/i;
}));

// src/inventory/schema-parts.ts
/** A key that may be left out; `null` also means left out. */
function setting(schema, description, examples = []) {
	return pipe(nullish(schema), metadata({
		description,
		...examples.length > 0 && { examples }
	}));
}
function text$2() {
	return string(expected$1("text"));
}
/** One text, possibly with commas, or a list of texts. */
function texts(what) {
	return union([string(), array(text$2(), expected$1("a list"))], expected$1(what));
}
function portNumber() {
	const range = (issue) => `expected a port ${1}–${portMax}, got ${String(issue.input)}`;
	return pipe(number$3(expected$1(`a port ${1}–${portMax} without quotes`)), integer(range), minValue(1, range), maxValue(portMax, range));
}
/** The message for a value of the wrong type. Shows the type, never the value. */
function expected$1(what) {
	return (issue) => {
		const key = issue.path?.at(-1);
		const input = key?.origin === "key" ? key.input : issue.input;
		const isUnquoted = what === "text" && (typeof input === "number" || typeof input === "boolean");
		return `expected ${what}, got ${kindOf$2(input)}${isUnquoted ? "; put it in quotes" : ""}`;
	};
}
/** Runs one of our parsers. Each problem becomes an issue, so that all are reported together. */
function parsed(parse) {
	return rawTransform(({ dataset, addIssue, NEVER }) => {
		const result = parse(dataset.value);
		if ("value" in result) return result.value;
		for (const message of result.problems) addIssue({ message });
		return NEVER;
	});
}
var init_schema_parts = __esmMin((() => {
	init_dist();
	init_parsed();
	init_ports$1();
}));

// src/inventory/creds-schema.ts
function identitySchema(given) {
	const fields = {
		username: pipe(text$2(), description("The user to log in as.")),
		password: setting(text$2(), "The password. If there is a key, the key is tried first, and the password is also used as its passphrase."),
		key_filename: setting(text$2(), "Path of a private key on the runner. ~ is the home folder.", ["~/.ssh/id_ed25519"]),
		private_key: setting(text$2(), "The private key itself, with its line breaks."),
		passphrase: setting(text$2(), "The passphrase of the private key, if the key is encrypted.")
	};
	return pipe(strictObject(fields, expected$1("a credential (a map with a username)")), description("One way to log in: a username with a password, a key or both."), parsed((identity) => parseIdentity(identity, given.home)));
}
function credsSchema(given) {
	const name = pipe(text$2(), parsed((entry) => parseReference(entry, given.credentialNames)));
	const entry = union([name, identitySchema(given)], expected$1("a credential or a name from credentials"));
	return union([name, array(entry)], expected$1("a list of credentials or of names from credentials"));
}
/** An unknown name may be a password in the wrong place, so it is not shown. */
function parseReference(name, known) {
	if (known === void 0 || known.has(name)) return { value: name };
	const meant = nearest(name, known);
	const fix = meant === void 0 ? "define it in the input \"credentials\"" : `did you mean "${meant}"?`;
	return refused(`no such name in credentials; ${fix}`);
}
var namePattern$2, nameRule;
var init_creds_schema = __esmMin((() => {
	init_dist();
	init_identities();
	init_nearest();
	init_parsed();
	init_schema_parts();
	namePattern$2 = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,62}$/;
	nameRule = "expected up to 63 letters, digits, dots, colons, _ or -, the first a letter or digit";
}));

// src/inventory/accounts.ts
function parseAccounts(input) {
	return parseEach(commaSeparated(input), (name) => namePattern$1.test(name) ? { value: name } : refused(`expected the name of an account, got ${quoted$3(name)}`));
}
var namePattern$1;
var init_accounts$1 = __esmMin((() => {
	init_parsed();
	namePattern$1 = /^[\w.][\w.@$-]{0,63}$/;
}));

// src/inventory/certificates.ts
/** PEM text in the answer holds certificates only: a private key in the same file goes no further. */
function parseVerify(input, readText) {
	if (typeof input === "boolean") return { value: input };
	const text = input.trim();
	if (/^(?:true|false)$/i.test(text)) return { value: text.toLowerCase() === "true" };
	if (text === "") return refused("expected true, false, the path of a certificate or its PEM text");
	if (text.includes("-----BEGIN")) return certificatesIn(text, "");
	const file = readText(text);
	return "value" in file ? certificatesIn(file.value, "the file ") : file;
}
function certificatesIn(text, holder) {
	const blocks = text.match(blockPattern) ?? [];
	if (blocks.length === 0) return refused(`${holder}holds no certificate (-----BEGIN CERTIFICATE----- … -----END …)`);
	if (!blocks.every(isCertificate)) return refused(`${holder}holds a damaged certificate; export it again as PEM`);
	return { value: `${blocks.join("\n")}\n` };
}
function isCertificate(block) {
	try {
		return new X509Certificate(block).subject !== void 0;
	} catch {
		return false;
	}
}
var blockPattern;
var init_certificates = __esmMin((() => {
	init_late_node_crypto();
	init_parsed();
	blockPattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
}));

// src/inventory/durations.ts
/** Seconds. undefined: it is no duration. */
function durationSeconds(text) {
	const [, number, unit] = pattern.exec(text.trim()) ?? [];
	const seconds = units$1[unit?.[0]?.toLowerCase() ?? ""];
	return number === void 0 || seconds === void 0 ? void 0 : Number(number) * seconds;
}
var units$1, pattern;
var init_durations = __esmMin((() => {
	units$1 = {
		s: 1,
		m: 60,
		h: 3600,
		d: 86400,
		w: 604800
	};
	pattern = /^(\d{1,9}(?:\.\d{1,3})?)\s*(s|m|h|d|w|sec|min|hours?|days?|weeks?)$/i;
}));

// src/inventory/expect.ts
function parseExpected(map) {
	const all = Object.entries(map).map(([name, age]) => [name, parseAge(name, age)]);
	const problems = all.flatMap(([, age]) => typeof age === "string" ? [age] : []);
	if (all.length > mostNames) problems.push(`at most ${mostNames} checks, got ${all.length}`);
	if (problems.length > 0) return refused(...problems);
	return { value: new Map(all.flatMap(([name, age]) => typeof age === "number" ? [[name, age]] : [])) };
}
/** Seconds, or what is wrong. */
function parseAge(name, age) {
	if (!namePattern.test(name)) return `expected names of 1–40 letters, digits, ".", "_" and "-", got ${quoted$3(name)}`;
	const seconds = durationSeconds(String(age));
	return seconds !== void 0 && seconds >= 60 && seconds <= longestSeconds ? seconds : `${name}: expected an age of 1m–400d such as 26h, got ${quoted$3(String(age))}`;
}
var namePattern, mostNames, longestSeconds;
var init_expect = __esmMin((() => {
	init_durations();
	init_parsed();
	namePattern = /^[A-Za-z0-9._-]{1,40}$/;
	mostNames = 100;
	longestSeconds = 3456e4;
}));

// src/inventory/group.ts
function parseGroup(text) {
	return text !== "" && text === cleaned(text).trim() && !/\p{C}/u.test(text) && text.length <= 40 ? { value: text } : refused(`expected 1–${40} characters on one line, none of them invisible, without blanks around them`);
}
var groupLengthMax;
var init_group = __esmMin((() => {
	init_parsed();
	init_pasted();
	groupLengthMax = 40;
}));

// src/inventory/mail-addresses.ts
function parseMailAddresses(input) {
	return parseEach(commaSeparated([input].flat().map(cleaned)), (entry, index) => addressPattern.test(entry) ? { value: entry } : refused(`entry ${index + 1}: expected a mail address such as me@example.com`));
}
var addressPattern;
var init_mail_addresses = __esmMin((() => {
	init_parsed();
	init_pasted();
	addressPattern = /^[^\s@<>,;:"\\\u2018-\u201f]+@[^\s@<>,;:"\\\u2018-\u201f]+$/;
}));

// src/inventory/zoned-time.ts
function isTimeZone(name) {
	try {
		new Intl.DateTimeFormat("en-US", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
function wallMinutes(time, zone) {
	if (zone === "UTC") return Math.floor(time.getTime() / minuteMs$2);
	const parts = formatOf$1(zone).formatToParts(time);
	const part = (type) => Number(parts.find((each) => each.type === type)?.value);
	return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) / minuteMs$2;
}
/** Of a time that clocks show twice, the first; of one that they skip, an instant before the jump. */
function earliestInstant(wall, zone) {
	const [first, last] = candidates(wall, zone);
	return shows(first, wall, zone) ? first : last;
}
/** Of a time that clocks show twice, the second; of one that they skip, an instant after the jump. */
function latestInstant(wall, zone) {
	const [first, last] = candidates(wall, zone);
	return shows(last, wall, zone) ? last : first;
}
/** By the zone's offsets of the day before and of the day after, in milliseconds. The same but where clocks change. */
function candidates(wall, zone) {
	const offset = (day) => {
		const ms = (wall + day * dayMinutes$1) * minuteMs$2;
		return wallMinutes(new Date(ms), zone) * minuteMs$2 - ms;
	};
	const [before, after] = [offset(-1), offset(1)];
	return [wall * minuteMs$2 - before, wall * minuteMs$2 - after];
}
function shows(ms, wall, zone) {
	return wallMinutes(new Date(ms), zone) === wall;
}
/** Creating a format is much slower than using it. */
function formatOf$1(timeZone) {
	const format = formats$1.get(timeZone) ?? newFormat$1(timeZone);
	formats$1.set(timeZone, format);
	return format;
}
function newFormat$1(timeZone) {
	return new Intl.DateTimeFormat("en-US", {
		timeZone,
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		hourCycle: "h23",
		calendar: "gregory"
	});
}
var minuteMs$2, dayMinutes$1, formats$1;
var init_zoned_time = __esmMin((() => {
	minuteMs$2 = 6e4;
	dayMinutes$1 = 1440;
	formats$1 = /* @__PURE__ */ new Map();
}));

// src/inventory/maintenance.ts
function parseMaintenance(input) {
	const entries = commaSeparated(input);
	if (entries.length > mostWindows) return refused(`expected at most ${mostWindows} windows, got ${entries.length}`);
	return parseEach(entries, parseWindow);
}
function parseWindow(entry) {
	const [, first = "", rest = "", zone = "UTC"] = /^(\S+?)(?:\s+(\d\S*))?(?:\s+([A-Za-z]\S*))?$/.exec(entry) ?? [];
	if (!isTimeZone(zone)) return refused(`expected an IANA time zone such as Europe/Berlin, got ${quoted$3(zone)}`);
	const window = first.includes("/") && rest === "" ? onceOf(first, zone) : weeklyOf(first, rest, zone);
	if (window === void 0) return refused(`${expected}, got ${quoted$3(entry)}`);
	return ("from" in window ? window.from >= window.to : window.start === window.end) ? refused(`expected an end after the start, got ${quoted$3(entry)}`) : { value: window };
}
function onceOf(text, zone) {
	const [start = "", end = "", more] = text.split("/");
	const [from, to] = [instantOf(start, zone, earliestInstant), instantOf(end, zone, latestInstant)];
	return from === void 0 || to === void 0 || more !== void 0 ? void 0 : {
		from,
		to
	};
}
/** `2026-12-01T22:00`, with seconds or with an offset of its own (`Z`, `+01:00`). */
function instantOf(text, zone, resolve) {
	const [, time, offset] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
	if (time === void 0) return void 0;
	const ms = Date.parse(`${time}${offset ?? "Z"}`);
	if (Number.isNaN(ms)) return void 0;
	return new Date(offset === void 0 ? resolve(ms / minuteMs$1, zone) : ms);
}
function weeklyOf(days, times, zone) {
	const [, start = "", end = ""] = /^([\d:]+)[-–]([\d:]+)$/.exec(times) ?? [];
	const [list, from, to] = [
		daysOf$1(days.toLowerCase()),
		timeOfDay(start),
		timeOfDay(end)
	];
	if (list === void 0 || from === void 0 || to === void 0 || from === dayMinutes) return void 0;
	return {
		days: list,
		start: from,
		end: to,
		zone
	};
}
/** `daily`, `sun`, `mon-fri`, `fri-mon` */
function daysOf$1(text) {
	if (text === "daily") return [
		0,
		1,
		2,
		3,
		4,
		5,
		6
	];
	const [from = "", to = from, more] = text.split("-");
	const [first, last] = [weekdays.indexOf(from), weekdays.indexOf(to)];
	if (first < 0 || last < 0 || more !== void 0) return void 0;
	return Array.from({ length: (last - first + 7) % 7 + 1 }, (_, index) => (first + index) % 7);
}
/** Minutes since midnight; `24:00` is the end of the day. */
function timeOfDay(text) {
	const [, hours, minutes] = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
	const time = Number(hours) * 60 + Number(minutes);
	return hours === void 0 || time > dayMinutes ? void 0 : time;
}
var minuteMs$1, dayMinutes, mostWindows, weekdays, expected;
var init_maintenance = __esmMin((() => {
	init_parsed();
	init_zoned_time();
	minuteMs$1 = 6e4;
	dayMinutes = 1440;
	mostWindows = 100;
	weekdays = [
		"sun",
		"mon",
		"tue",
		"wed",
		"thu",
		"fri",
		"sat"
	];
	expected = "expected a window such as daily 01:00-03:00, sun 03:00-05:00 Europe/Berlin or 2026-12-01T22:00/2026-12-02T02:00";
}));

// src/inventory/peers.ts
function parsePeers(input) {
	return parseEach(commaSeparated([input].flat().map(halfWidth)), parsePeer);
}
function parsePeer(entry) {
	const at = entry.lastIndexOf("@");
	if (at < 0) return parseOrigin(entry);
	const [user, from] = [entry.slice(0, at), entry.slice(at + 1)];
	if (!userPattern.test(user)) return refused(`expected a user name before the @, got ${quoted$3(entry)}`);
	const origin = from === "*" ? { value: { anywhere: true } } : parseOrigin(from);
	return "value" in origin ? { value: {
		user,
		...origin.value
	} } : origin;
}
function parseOrigin(entry) {
	if (entry.includes("/")) return parseBlock(entry);
	const network = canonicalAddress(entry);
	if (network !== void 0) return { value: {
		network,
		prefix: bitsOf(network)
	} };
	const dnsName = dnsNameOf(entry);
	if (dnsName !== void 0) return { value: { dnsName } };
	return refused(`expected an address, a block such as 10.0.0.0/8, a DNS name or USER@ and one of them, got ${quoted$3(entry)}`);
}
function parseBlock(entry) {
	const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
	const network = canonicalAddress(address);
	if (network === void 0) return refused(`expected a block such as 10.0.0.0/8, got ${quoted$3(entry)}`);
	const skipped = bitsOf(network) === 32 && !isIPv4(address) ? 96 : 0;
	const prefix = Number(digits) - skipped;
	if (prefix >= 0 && prefix <= bitsOf(network)) return { value: {
		network,
		prefix
	} };
	return refused(`expected a prefix /${skipped}–/${skipped + bitsOf(network)}, got ${quoted$3(entry)}`);
}
function bitsOf(address) {
	return isIPv4(address) ? 32 : 128;
}
var userPattern;
var init_peers$1 = __esmMin((() => {
	init_late_node_net();
	init_address();
	init_addresses();
	init_parsed();
	userPattern = /^[\w.$\\@+-]{1,64}$/;
}));

// src/inventory/thresholds.ts
function parseThresholds(map) {
	const all = Object.entries(map).map(([name, value]) => [name, parseThreshold(name, value)]);
	const problems = all.flatMap(([, threshold]) => "problems" in threshold ? threshold.problems : []);
	if (all.length > mostThresholds) problems.push(`at most ${mostThresholds} thresholds, got ${all.length}`);
	if (problems.length > 0) return refused(...problems);
	return { value: new Map(all.flatMap(([name, threshold]) => "value" in threshold ? [[name, threshold.value]] : [])) };
}
function parseThreshold(name, value) {
	const kind = diskName.test(name) ? kinds$2.disk : isName(name) ? kinds$2[name] : void 0;
	if (kind === void 0) return refused(unknownName$1(name));
	if (value === false || value === "off") return { value: "off" };
	const threshold = typeof value === "string" ? kind.parse(value.trim()) : void 0;
	return threshold === void 0 ? refused(`${name}: expected ${kind.expected}, or off, got ${quoted$3(String(value))}`) : { value: threshold };
}
function isName(name) {
	return Object.hasOwn(kinds$2, name);
}
function unknownName$1(name) {
	const names = Object.keys(kinds$2);
	const meant = nearest(name, names);
	const fix = meant === void 0 ? `known are ${names.join(", ")} and "disk /mount/point"` : `did you mean "${meant}"?`;
	return `${quoted$3(name)}: unknown threshold; ${fix}`;
}
function parseShare(text) {
	const [, percent] = /^(\d{1,2}(?:\.\d{1,2})?)\s*%$/.exec(text) ?? [];
	return Number(percent) >= .1 ? { share: Number(percent) / 100 } : void 0;
}
function parseMib(text) {
	const [, number, unit] = /^(\d{1,7}(?:\.\d{1,3})?)\s*([MGT])(?:iB|B)?$/i.exec(text) ?? [];
	const mib = Number(number) * (mibOf[unit?.toLowerCase() ?? ""] ?? 0);
	return mib > 0 ? { mib } : void 0;
}
function parseDays(text) {
	const days = (durationSeconds(text) ?? 0) / 86400;
	return Number.isInteger(days) && days >= 1 && days <= 365 ? { days } : void 0;
}
function parseSeconds(text) {
	const seconds = durationSeconds(text) ?? 0;
	return seconds >= 1 && seconds <= 604800 ? { seconds } : void 0;
}
var size, kinds$2, mostThresholds, diskName, mibOf;
var init_thresholds$1 = __esmMin((() => {
	init_durations();
	init_nearest();
	init_parsed();
	size = {
		parse: (text) => parseShare(text) ?? parseMib(text),
		expected: "a share of 0.1–99% or a size such as 20 GiB"
	};
	kinds$2 = {
		disk: size,
		memory: size,
		inodes: {
			parse: parseShare,
			expected: "a share of 0.1–99%"
		},
		cert: {
			parse: parseDays,
			expected: "1d–365d"
		},
		clock: {
			parse: parseSeconds,
			expected: "1s–7d"
		}
	};
	mostThresholds = 50;
	diskName = /^disk (\/[^\p{C}]{0,99})$/u;
	mibOf = {
		m: 1,
		g: 1024,
		t: 1048576
	};
}));

// src/inventory/schema.ts
function inventorySchema(given) {
	const entries = {
		servers: pipe(array(serverSchema(given), expected$1("a list of servers")), nonEmpty("has no server; add at least one with an ip"), description("The servers to watch, in the order of the results.")),
		defaults: setting(strictObject(settings(given), expected$1("a map")), "Default settings for all servers: any key of a server except ip, self and name.", [{
			port: 22,
			creds: ["pi"]
		}]),
		maintenance: setting(maintenanceSchema(), "Maintenance windows of all servers, beside their own.", ["sun 03:00-05:00 Europe/Berlin"]),
		email_dest: setting(pipe(texts("a mail address or a list of them"), parsed((list) => parseMailAddresses(list))), "Recipients of mail: one address, several separated by commas, or a list.", ["me@example.com"])
	};
	return pipe(strictObject(entries, expected$1("a map with the key \"servers\"")), title("Inventory of server-monitor"), description("The servers that server-monitor checks, and what is expected of them."));
}
function serverSchema(given) {
	const ip = pipe(text$2(), description("The address of the server: IPv4, IPv6 or DNS name."), examples([
		"192.0.2.10",
		"2001:db8::10",
		"web-1.example.org"
	]), parsed(parseAddress));
	const name = setting(pipe(text$2(), regex(namePattern$2, nameRule)), "Shown in results, issues, mails and logs instead of the address. Unique in the inventory.", ["web-1"]);
	const self = setting(boolean(expected$1("true or false")), "true: the machine that the monitor runs on, instead of an ip. It is probed without SSH and ping, and needs a name.", [true]);
	return pipe(strictObject({
		ip: optional(ip),
		self,
		name,
		...settings(given)
	}, expected$1("a server (a map with an ip)")), metadata({ oneOf: [{ required: ["ip"] }, { required: ["self"] }] }));
}
function settings(given) {
	return {
		type: setting(picklist(hostTypes, `expected one of ${hostTypes.join(", ")}`), "node: all checks. miner: a GPU host, adds the GPUs and has no home page. ping: ping only."),
		group: setting(pipe(text$2(), metadata({
			minLength: 1,
			maxLength: 40
		}), parsed(parseGroup)), "Heading for the server in pages and mails.", ["production"]),
		ping: setting(boolean(expected$1("true or false")), "false: no ping is sent, for a host that drops pings; SSH or the home page then decides whether it is up.", [false]),
		port: setting(portNumber(), "The port of the SSH server. The default is 22."),
		creds: setting(credsSchema(given), "The logins to try, in order: credentials, or names from the input credentials. Without creds there is no SSH.", [["pi"], [{
			username: "megamind",
			key_filename: "~/.ssh/id_ed25519"
		}]]),
		host_key: setting(union([fingerprint$1(), array(fingerprint$1())], expected$1("a fingerprint or a list of them")), "The only SSH host keys trusted for this server, as ssh-keygen -lf prints them.", ["SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"]),
		home_page: setting(pipe(text$2(), metadata({
			format: "uri",
			pattern: "^[Hh][Tt][Tt][Pp][Ss]?://"
		}), parsed(parseHomePage)), "The URL to request: http or https, without credentials in it.", ["https://example.com/health"]),
		verify: setting(pipe(union([boolean(), string()], expected$1("true, false, the path of a certificate or its PEM text")), parsed((input) => parseVerify(input, given.readCertificate))), "Whether the certificate of the home page is checked: true, false, or the path or PEM text of the certificate to trust.", [
			true,
			false,
			"certificates/our-ca.pem"
		]),
		ssh_peers: setting(pipe(texts("addresses, blocks or DNS names, as text or as a list"), parsed((list) => parsePeers(list))), "SSH clients that are expected: addresses, CIDR blocks and DNS names, for one user as deploy@* or admin@10.0.0.0/8; text separated by commas, or a list.", ["198.51.100.7, 10.0.0.0/8, 2001:db8::/32, home.example.org, deploy@*, admin@2001:db8::/48"]),
		known_ports: setting(pipe(portsSchema(), parsed((list) => parsePorts(list))), "Open ports that are expected: ports and ranges, TCP and UDP unless one is named; text separated by commas, or a list.", ["22, 80, 8000-8010, 53/udp", [22, "8000-8010"]]),
		thresholds: setting(pipe(record(string(), thresholdSchema(), expected$1("a map")), parsed((map) => parseThresholds(map))), "Where alerts begin: disk (all file systems, or one as disk /data), inodes, memory, cert, clock; off turns one off.", [{
			disk: "5%",
			"disk /data": "20 GiB",
			inodes: "5%",
			memory: "2%",
			cert: "14d",
			clock: "10s"
		}]),
		expect: setting(pipe(record(string(), union([string(), number$3()], expected$1("an age such as 26h")), expected$1("a map")), parsed((map) => parseExpected(map))), "Checks that the host makes itself: files of its /var/lib/server-monitor, and how old each may be.", [{ backup: "26h" }]),
		known_accounts: setting(pipe(texts("names of accounts, as text or as a list"), parsed((list) => parseAccounts(list))), "Accounts of the host that may log in or have privileges, as text with commas or as a list.", ["alice, deploy"]),
		depends_on: setting(texts("names of servers, as text or as a list"), "Servers by their names. While one of them is down or silenced, this one opens no alert down, http or ssh.", ["router"]),
		confirm: setting(confirmations(), "How many checks in a row must agree before an alert of this server opens or closes, instead of the input confirm.", [3]),
		maintenance: setting(maintenanceSchema(), "When checks open no alert: daily, a weekday or a range of them, or once; UTC unless a time zone follows.", ["sun 03:00-05:00 Europe/Berlin", ["mon-fri 22:00-06:00", "2026-12-01T22:00/2026-12-02T02:00"]])
	};
}
function maintenanceSchema() {
	return pipe(texts("maintenance windows, as text or as a list"), parsed((list) => parseMaintenance(list)));
}
function confirmations() {
	const range = (issue) => `expected a number of checks 1–${mostConfirmations}, got ${String(issue.input)}`;
	return pipe(number$3(expected$1(`a number of checks 1–${mostConfirmations} without quotes`)), integer(range), minValue(1, range), maxValue(mostConfirmations, range));
}
/** YAML 1.1 reads `off` as false. */
function thresholdSchema() {
	return union([
		string(),
		number$3(),
		literal(false)
	], expected$1("a threshold such as 5%, 20 GiB, 14d or off"));
}
function portsSchema() {
	const item = union([string(), portNumber()], expected$1("a port"));
	return union([
		string(),
		portNumber(),
		array(item)
	], expected$1("ports, as text or as a list"));
}
/** Accepts base64 with and without padding, and the whole line of ssh-keygen; the result is without padding. */
function fingerprint$1() {
	return pipe(text$2(), regex(/^\s*(?:\d+ )?SHA256:[A-Za-z0-9+/]{43}=?(?:\s.*)?$/, "expected SHA256: and 43 characters, as ssh-keygen -lf prints it"), transform((line) => /SHA256:[A-Za-z0-9+/]{43}/.exec(line)?.[0] ?? line));
}
var mostConfirmations, form, inventoryForm, knownKeys;
var init_schema = __esmMin((() => {
	init_dist();
	init_accounts$1();
	init_addresses();
	init_certificates();
	init_creds_schema();
	init_expect();
	init_group();
	init_home_page();
	init_host();
	init_mail_addresses();
	init_maintenance();
	init_parsed();
	init_peers$1();
	init_ports$1();
	init_schema_parts();
	init_thresholds$1();
	mostConfirmations = 100;
	form = {
		credentialNames: void 0,
		home: "",
		readCertificate: () => refused()
	};
	inventoryForm = inventorySchema(form);
	knownKeys = {
		inventory: Object.keys(inventoryForm.entries),
		defaults: Object.keys(inventoryForm.entries.defaults.wrapped.entries),
		server: Object.keys(inventoryForm.entries.servers.item.entries),
		identity: Object.keys(identitySchema(form).entries)
	};
}));

// src/inventory/issues.ts
/** `place` is the path of the checked value. */
function sentences$2(issues, place = []) {
	return [...new Set(issues.flatMap((issue) => sentencesOf(issue, place)))];
}
/** `servers[2].known_ports`. A key that is not a plain word is not shown. */
function placeText(place) {
	if (place.length === 0) return "inventory";
	return place.map((step) => {
		if (typeof step === "number") return `[${step}]`;
		return isWord(step) ? `.${step}` : "[\"…\"]";
	}).join("").replace(/^\./, "");
}
function sentencesOf(issue, before) {
	const place = [...before, ...(issue.path ?? []).map(({ key }) => typeof key === "number" ? key : String(key))];
	const last = issue.path?.at(-1);
	if (last?.origin === "key") return keySentences(issue, last.input, place);
	const inner = (issue.issues ?? []).filter(isOfChosenForm);
	return inner.length > 0 ? sentences$2(inner, place) : [`${placeText(place)}: ${issue.message}`];
}
/** If several types are allowed (text or list), only the errors of the type that the value has are reported. */
function isOfChosenForm(issue) {
	return issue.path !== void 0 || issue.kind !== "schema";
}
function keySentences(issue, holder, place) {
	const around = place.slice(0, -1);
	if (!isMap(holder)) return [`${placeText(around)}: ${issue.message}`];
	if (issue.expected !== "never") return [`${placeText(place)}: missing; ${fixOf$1(place.at(-1))}`];
	const known = knownAt(around);
	return Object.entries(holder).filter(([key]) => !known.includes(key)).map(([key, value]) => unknownKey(key, value, known, around));
}
/**
* In `{ username: me, s3cret }` the password is a key. So an unknown key of a credential is shown only if it is close to a
* known one.
*/
function unknownKey(key, value, known, around) {
	const meant = nearest(key, known);
	const isShown = known !== knownKeys.identity || meant !== void 0 && value !== null;
	const fix = meant === void 0 ? `known are ${known.join(", ")}` : `did you mean "${meant}"?`;
	return `${placeText(isShown ? [...around, key] : around)}: unknown key; ${fix}`;
}
function knownAt(around) {
	if (around.length === 0) return knownKeys.inventory;
	if (around.length === 1 && around[0] === "defaults") return knownKeys.defaults;
	return around.length === 2 && around[0] === "servers" ? knownKeys.server : knownKeys.identity;
}
function fixOf$1(key) {
	if (key === "servers") return "list the servers, each with an \"ip\"";
	return key === "username" ? "give the user to log in as" : "give its IPv4 address, IPv6 address or DNS name";
}
function isWord(text) {
	return /^[A-Za-z0-9_][\w.:-]{0,62}$/.test(text);
}
var init_issues$2 = __esmMin((() => {
	init_nearest();
	init_parsed();
	init_schema();
}));

// src/inventory/credentials.ts
/** Every name in the text, also of credentials with mistakes in them. */
function credentialNames(tree) {
	return new Set(isMap(tree) ? Object.keys(tree).filter((name) => namePattern$2.test(name)) : []);
}
function checkCredentials(tree, given) {
	const identities = /* @__PURE__ */ new Map();
	const formProblem = problemWithForm(tree);
	if (formProblem !== void 0) return {
		identities,
		errors: [`credentials: ${formProblem}`]
	};
	const schema = identitySchema(given);
	return {
		identities,
		errors: Object.entries(tree ?? {}).flatMap(([name, value], index) => {
			const entryProblem = problemWithEntry(name, value);
			if (entryProblem !== void 0) return `credentials: entry ${index + 1}: ${entryProblem}`;
			const checked = safeParse(schema, value);
			if (checked.success) identities.set(name, checked.output);
			return checked.success ? [] : sentences$2(checked.issues, ["credentials", name]);
		})
	};
}
function problemWithForm(tree) {
	if (tree === null || tree === void 0) return void 0;
	if (!isMap(tree)) return `expected a map of names to credentials, got ${kindOf$2(tree)}`;
	return typeof tree["username"] === "string" ? "a credential without a name; put it under a name" : void 0;
}
/** Such an entry is told by its number: what stands as a name may be a password in the wrong place. */
function problemWithEntry(name, value) {
	if (!namePattern$2.test(name)) return `the name: ${nameRule}`;
	return isMap(value) ? void 0 : `expected a credential (a map with a username), got ${kindOf$2(value)}`;
}
var init_credentials = __esmMin((() => {
	init_dist();
	init_creds_schema();
	init_issues$2();
	init_parsed();
}));

// src/inventory/dependencies.ts
function wrongDependencies(hosts) {
	const byId = new Map(hosts.map((host) => [host.id, host]));
	return [...hosts.flatMap(({ dependsOn }, index) => dependsOn.filter((id) => !byId.has(id)).map((id) => `servers[${index}].depends_on: ${unknownName(id, byId.keys())}`)), ...circles(hosts, byId)];
}
function unknownName(id, known) {
	const meant = nearest(id, known);
	const fix = meant === void 0 ? "give the name of a server of this inventory" : `did you mean "${meant}"?`;
	return `no server is called ${quoted$3(id)}; ${fix}`;
}
/** One for each server that is on a way from itself to itself. */
function circles(hosts, byId) {
	return hosts.flatMap((host, index) => {
		const way = wayBack(host, byId);
		return way === void 0 ? [] : [`servers[${index}].depends_on: it depends on itself, by ${way.join(" → ")}`];
	});
}
/** `web-1`, `router`, `web-1` */
function wayBack(start, byId) {
	const ways = [[start.id]];
	const seen = /* @__PURE__ */ new Set();
	for (const way of ways) {
		const { dependsOn = [] } = byId.get(way.at(-1) ?? "") ?? {};
		if (dependsOn.includes(start.id)) return [...way, start.id];
		const next = dependsOn.filter((id) => !seen.has(id));
		for (const id of next) seen.add(id);
		ways.push(...next.map((id) => [...way, id]));
	}
}
var init_dependencies = __esmMin((() => {
	init_nearest();
	init_parsed();
}));

// src/inventory/hosts.ts
/** A server's own keys override the defaults. null unsets a default. */
function toHost(server, defaults, credentials) {
	const { ip = "", self, name, ...own } = server;
	const set = {
		...defaults,
		...own
	};
	const type = set.type ?? "node";
	const isSelf = self === true;
	return {
		id: name ?? ip,
		address: asciiName(ip) ?? ip,
		self: isSelf || void 0,
		named: typeof name === "string",
		type,
		group: set.group ?? void 0,
		ping: !isSelf && (set.ping ?? true),
		port: set.port ?? sshPort,
		identities: isSelf || type === "ping" ? [] : resolve(set.creds ?? [], credentials),
		hostKeys: [set.host_key ?? []].flat(),
		homePage: type === "node" ? set.home_page ?? void 0 : void 0,
		verify: set.verify ?? true,
		knownPeers: set.ssh_peers ?? [],
		knownPorts: set.known_ports ?? [],
		knownAccounts: set.known_accounts ?? [],
		expected: set.expect ?? /* @__PURE__ */ new Map(),
		thresholds: set.thresholds ?? /* @__PURE__ */ new Map(),
		confirm: set.confirm ?? void 0,
		dependsOn: commaSeparated(set.depends_on ?? []).filter((parent) => own.depends_on || parent !== (name ?? ip)),
		maintenance: set.maintenance ?? []
	};
}
/** A host of a plain list: ping only. */
function pingHost(address) {
	return toHost({
		ip: address,
		type: "ping"
	}, {}, /* @__PURE__ */ new Map());
}
/** Errors for hosts without any check. */
function unaskedHosts(hosts) {
	const isUnasked = ({ self, ping, identities, homePage }) => !self && !ping && identities.length === 0 && homePage === void 0;
	return hosts.flatMap((host, index) => isUnasked(host) ? `servers[${index}].ping: false leaves nothing to check; add creds or home_page` : []);
}
/** Where each server is: at its `ip`, or here. */
function unplacedServers(tree) {
	const { servers = [], defaults } = isMap(tree) ? tree : {};
	const type = isMap(defaults) ? defaults["type"] : void 0;
	return (Array.isArray(servers) ? servers : []).flatMap((server, index) => {
		const problem = isMap(server) ? placeProblem({
			type,
			...server
		}) : void 0;
		return problem === void 0 ? [] : `servers[${index}].${problem}`;
	});
}
function placeProblem({ ip, self, name, type }) {
	if (self === void 0 || self === null || self === false) return ip === void 0 ? "ip: missing; give its IPv4 address, IPv6 address or DNS name" : void 0;
	if (ip !== void 0) return "self: the server has an ip, too; leave one of them out";
	if (typeof name !== "string") return "name: missing; the monitor's own machine has no ip by which to call it";
	return type === "ping" ? "self: a server of type ping is only pinged; expected node or miner" : void 0;
}
/**
* Results, alerts and reports identify a host by its name, else its address. Two hosts must not have the same one, nor differ
* in case only, because some file systems and many people ignore case.
*/
function sharedIds(tree) {
	const servers = isMap(tree) && Array.isArray(tree["servers"]) ? tree["servers"] : [];
	const seen = /* @__PURE__ */ new Map();
	return servers.flatMap((server, index) => {
		const known = idOf(server);
		const id = known?.id.toLowerCase() ?? "";
		const before = seen.get(id);
		if (known && before === void 0) seen.set(id, {
			index,
			id: known.id
		});
		if (known === void 0 || before === void 0) return [];
		return `servers[${index}].${known.key}: the same as servers[${before.index}]${before.id === known.id ? "" : " except for upper and lower case"}; give every server a unique name`;
	});
}
function idOf(server) {
	const { name, ip } = isMap(server) ? server : {};
	if (typeof name === "string") return {
		key: "name",
		id: name
	};
	const address = typeof ip === "string" ? parseAddress(ip) : void 0;
	return address && "value" in address ? {
		key: "ip",
		id: address.value
	} : void 0;
}
function resolve(creds, credentials) {
	return [creds].flat().flatMap((entry) => typeof entry === "string" ? credentials.get(entry) ?? [] : entry);
}
var sshPort;
var init_hosts$1 = __esmMin((() => {
	init_addresses();
	init_parsed();
	sshPort = 22;
}));

// src/inventory/inventory-error.ts
var InventoryError;
var init_inventory_error = __esmMin((() => {
	InventoryError = class extends Error {
		name = "InventoryError";
		errors;
		constructor(errors) {
			super(errors.join("\n"));
			this.errors = errors;
		}
	};
}));

// src/inventory/lines.ts
/** Whether a text is a plain list: no line has JSON or YAML syntax, or most lines are addresses. */
function isLines(text) {
	const contents = linesOf$5(text).map(({ content }) => content);
	const marked = contents.filter((content) => yamlMark.test(content) && isIP(content) === 0);
	const addresses = contents.filter((content) => "value" in parseAddress(content));
	return marked.length === 0 || addresses.length > contents.length / 2;
}
/** The addresses, in order. */
function parseLines(text) {
	const seen = /* @__PURE__ */ new Map();
	const problems = [];
	for (const { number, content } of linesOf$5(text)) {
		const address = parseAddress(content);
		problems.push(...problemsOf(address).map((problem) => `line ${number}: ${problem}`));
		if (!("value" in address)) continue;
		const before = seen.get(address.value);
		if (before === void 0) seen.set(address.value, number);
		else problems.push(`line ${number}: the same host as line ${before}; keep one`);
	}
	if (problems.length > 0) return { problems };
	return seen.size > 0 ? { value: [...seen.keys()] } : refused("holds no host; give one per line, or JSON or YAML");
}
function linesOf$5(text) {
	return text.split(/\r\n|\r|\n/).map((line, index) => ({
		number: index + 1,
		content: line.replace(/(?:^|\s)#.*$/, "").trim()
	})).filter(({ content }) => content !== "");
}
var yamlMark;
var init_lines = __esmMin((() => {
	init_late_node_net();
	init_addresses();
	init_parsed();
	yamlMark = /^[-{["'&*!|>%@`?]|:(?:\s|$)/;
}));

// src/inventory/json-text.ts
/** The text with blanks for comments and trailing commas, so that offsets do not change. */
function plainJson(text) {
	return blanked(blanked(text, commentPattern), trailingCommaPattern);
}
/** The same, if the result begins like JSON. In YAML `//` may be part of a value. */
function withoutJsonComments(text) {
	const json = plainJson(text);
	return /^\s*[{[]\s*["{[\]}]/.test(json) ? json : text;
}
/** Offsets of duplicate keys in a text that JSON.parse has accepted: JSON.parse silently keeps the last one. */
function repeatedKeys(json) {
	const repeated = [];
	const open = [];
	let text = {
		token: "",
		offset: 0
	};
	for (const { 0: token, index: offset } of json.matchAll(tokenPattern)) if (token === "{") open.push(/* @__PURE__ */ new Set());
	else if (token === "[") open.push(void 0);
	else if (token === "}" || token === "]") open.pop();
	else if (token !== ":") text = {
		token,
		offset
	};
	else if (!addNew(open.at(-1), String(JSON.parse(text.token)))) repeated.push(text.offset);
	return repeated;
}
function addNew(keys, key) {
	const isNew = !keys?.has(key);
	keys?.add(key);
	return isNew;
}
/** Blanks out what a pattern matches outside of strings. Strings are its first group. Line breaks stay. */
function blanked(text, pattern) {
	return text.replace(pattern, (found, string) => string ?? found.replace(/[^\n]/g, " "));
}
var commentPattern, trailingCommaPattern, tokenPattern;
var init_json_text = __esmMin((() => {
	commentPattern = /("(?:[^"\\\n]|\\.)*")|(?<![^\s,"{}[\]])(?:\/\/[^\n]*|\/\*.*?\*\/)/gs;
	trailingCommaPattern = /("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g;
	tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
}));

// late:yaml
var Document, isCollection, isScalar, parseDocument, visit;
var init_late_yaml = __esmMin((() => {
	init_late_load();
	Document = (/* @__PURE__ */ load$1("yaml", "yaml")).Document;
	isCollection = (...given) => /* @__PURE__ */ load$1("yaml", "yaml").isCollection(...given);
	isScalar = (...given) => /* @__PURE__ */ load$1("yaml", "yaml").isScalar(...given);
	parseDocument = (...given) => /* @__PURE__ */ load$1("yaml", "yaml").parseDocument(...given);
	visit = (...given) => /* @__PURE__ */ load$1("yaml", "yaml").visit(...given);
}));

// src/inventory/yaml-text.ts
function parseYaml(text, { anyTag = false } = {}) {
	try {
		const document = documentOf(text);
		const unknownTags = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED" && !anyTag);
		const errors = [...document.errors, ...unknownTags].filter(isWorthTelling).map((error) => wording(text, error));
		const problems = [...typographyIn(document, text), ...errors];
		return problems.length > 0 ? { problems } : { value: document.toJS({ maxAliasCount: aliasesMax }) };
	} catch {
		return refused("an alias (*name) or merge key (<<) that leads nowhere, or too many of them");
	}
}
/** The positions of the values of these keys in a YAML or JSON text: offsets of the first and past the last character. */
function valueRanges(text, keys) {
	const ranges = [];
	visit(documentOf(text), { Pair: (_place, { key, value }) => {
		if (isScalar(key) && keys.has(key.value) && isScalar(value) && value.range) ranges.push({
			start: value.range[0],
			end: value.range[1]
		});
	} });
	return ranges;
}
function documentOf(text) {
	return parseDocument(text, {
		schema: "core",
		merge: true,
		stringKeys: true,
		resolveKnownTags: false,
		prettyErrors: false,
		logLevel: "error"
	});
}
/** Curly quotes and long dashes are no YAML syntax: they would become part of the value. */
function typographyIn(document, text) {
	const problems = [];
	visit(document, { Scalar: (_place, { type, range }) => {
		if (type !== "PLAIN" || !range) return;
		const problem = typographyAt(text.slice(range[0], range[1]));
		if (problem !== void 0) problems.push(`${position(text, range[0])}: ${problem}`);
	} });
	return problems;
}
function typographyAt(value) {
	if (/^[\u2018-\u201f\u00ab\u00bb]/.test(value)) return `a curly quote; quote with " or '`;
	return /^[\u2010-\u2015\u2022\u2212]\s/.test(value) ? "a dash that is no hyphen; begin list items with -" : void 0;
}
/** Errors after the first one are mostly its consequences, except for duplicate keys. */
function isWorthTelling(error, index) {
	return index === 0 || error.code === "DUPLICATE_KEY";
}
function wording(text, error) {
	return `${position(text, error.pos[0])}: ${wordings[error.code] ?? "this is neither JSON nor YAML"}`;
}
var aliasesMax, duplicateKey, quotes, indentation, wordings;
var init_yaml_text = __esmMin((() => {
	init_late_yaml();
	init_parsed();
	init_pasted();
	aliasesMax = 1e4;
	duplicateKey = "this key appears twice; keep one";
	quotes = "put a value with special characters in quotes";
	indentation = "wrong indentation (keys of one map start in the same column) or a missing bracket";
	wordings = {
		DUPLICATE_KEY: duplicateKey,
		BAD_INDENT: indentation,
		TAB_AS_INDENT: "a tab in the indentation; use spaces",
		MISSING_CHAR: "something is missing here, such as a comma, a colon, a quote or a closing bracket",
		BAD_ALIAS: "an alias (*name) without its anchor (&name); put a value that starts with * or & in quotes",
		BAD_SCALAR_START: "a value cannot start with this character; put it in quotes",
		BAD_DQ_ESCAPE: "an unknown escape after a backslash; double the backslash",
		BLOCK_AS_IMPLICIT_KEY: `a second ": " in one line; ${quotes}`,
		MULTILINE_IMPLICIT_KEY: `a key without ": ", or ${indentation}`,
		MULTIPLE_DOCS: "a second document (---) begins here; keep one",
		NON_STRING_KEY: "a key must be plain text",
		RESOURCE_EXHAUSTION: "nested too deep",
		TAG_RESOLVE_FAILED: "tags (!name) are not known here; write the value itself",
		UNEXPECTED_TOKEN: `unexpected text; ${quotes}`
	};
}));

// src/inventory/paste-notices.ts
function pasteNotices(text) {
	const pasted = pastedIn(text);
	if (pasted.length === 0) return {
		refusals: [],
		notices: []
	};
	const clean = cleaned(text);
	const passwords = valueRanges(withoutJsonComments(clean), passwordKeys);
	const isInPassword = ({ offset }) => passwords.some(({ start, end }) => start <= offset && offset <= end);
	const outside = pasted.filter((each) => !isInPassword(each) && !isInComment(clean, each));
	return {
		refusals: pasted.filter(isInPassword).map(refusal$2),
		notices: limited$1(outside.map(notice))
	};
}
function refusal$2({ position, character }) {
	const meant = `if it belongs there, write ${`\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`} instead, in double quotes`;
	return `${position}: ${characterName(character)} in a password; delete it; ${meant}`;
}
function notice({ position, character }) {
	const name = characterName(character);
	return cleaned(character) === "" ? `${position}: ${name}, ignored; delete it` : `${position}: ${name}, read as a blank; type a blank`;
}
/** A heuristic. If it is wrong, only a notice is missing. */
function isInComment(text, { offset }) {
	const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
	return /(?:^|\s)(?:#|\/\/)/.test(line);
}
function limited$1(notices) {
	const more = notices.length - noticesMax;
	return more > 0 ? [...notices.slice(0, noticesMax), `${more} more such characters`] : [...notices];
}
var passwordKeys, noticesMax;
var init_paste_notices = __esmMin((() => {
	init_json_text();
	init_pasted();
	init_yaml_text();
	passwordKeys = /* @__PURE__ */ new Set(["password", "passphrase"]);
	noticesMax = 5;
}));

// src/inventory/source.ts
/** Problems quote the input only if it is clearly a file name, because it may be a secret. */
function readSource(label, input, home) {
	const trimmed = input.trim();
	if (!isPath(trimmed, home)) return checkedSize(input.replace(/^\uFEFF/, ""));
	const shown = /^[\w.~/\\ -]{1,200}\.(?:json|ya?ml|txt)$/i.test(trimmed) ? quoted$3(trimmed) : "the file it names";
	const file = readText(expandHome(trimmed, home), shown, `give the path of a file or the ${label} itself`);
	return "value" in file ? { value: {
		text: file.value,
		warnings: []
	} } : file;
}
/** Reads the file that `verify` names; many servers may name the same one. */
function certificateReader(home) {
	const read = /* @__PURE__ */ new Map();
	return (path) => {
		const file = read.get(path) ?? readText(expandHome(path, home), quoted$3(path), "give true, false, the path of a certificate or its PEM text");
		read.set(path, file);
		return file;
	};
}
/** The text of a small file. `shown` is what a problem calls it, `fix` what to do about it. */
function readText(path, shown, fix) {
	try {
		if (statSync(path).size > fileBytes) return refused(`cannot read ${shown}: over 4 MiB; ${fix}`);
		return { value: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
	} catch (error) {
		return refused(`cannot read ${shown}: ${reasonOf$2(error)}; ${fix}`);
	}
}
function isPath(input, home) {
	if (input === "" || /[\r\n{[]|:\s|:$/.test(input)) return false;
	return /\/|\.(?:json|ya?ml|txt)$/i.test(input) || isFile(expandHome(input, home));
}
function isFile(path) {
	try {
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
function checkedSize(text) {
	const bytes = Buffer.byteLength(text);
	const fix = "share settings by `defaults` and `credentials`, or give the path of a file";
	if (bytes > secretBytes) return refused(`over the 48 KB a secret holds; ${fix}`);
	return { value: {
		text,
		warnings: bytes >= secretBytes * nearlyFull ? [`${Math.floor(bytes / 1024)} of the 48 KB a secret holds; ${fix}`] : []
	} };
}
function reasonOf$2(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	if (code === "ENOENT" || code === "ENOTDIR") return "no such file";
	if (code === "EISDIR") return "it is a folder";
	if (code === "EACCES" || code === "EPERM") return "permission denied";
	return code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "not UTF-8 text" : "it cannot be opened";
}
var secretBytes, nearlyFull, fileBytes;
var init_source = __esmMin((() => {
	init_late_node_fs();
	init_parsed();
	init_paths();
	secretBytes = 49152;
	nearlyFull = .8;
	fileBytes = 4194304;
}));

// src/inventory/text.ts
function parseTree(text, options = {}) {
	const tree = parseJson$3(text) ?? parseJson$3(plainJson(text)) ?? parseYaml(withoutJsonComments(text), options);
	if ("problems" in tree || fits(tree.value, Math.max(nodesMin, text.length))) return tree;
	return refused("too deep or too large; an alias (*name) may be inside the value that it repeats");
}
/** undefined: it is not JSON. */
function parseJson$3(text) {
	try {
		const value = JSON.parse(text);
		const problems = repeatedKeys(text).map((offset) => `${position(text, offset)}: ${duplicateKey}`);
		return problems.length > 0 ? { problems } : { value };
	} catch {
		return;
	}
}
/** Counts values, repeated by aliases, without recursion, because a circular alias would never end. */
function fits(tree, nodesMax) {
	const waiting = [{
		value: tree,
		depth: 0
	}];
	let nodes = 0;
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const { value, depth } = next;
		if (typeof value !== "object" || value === null) continue;
		const children = Object.values(value);
		nodes += children.length;
		if (nodes > nodesMax || depth >= depthMax$1) return false;
		for (const child of children) waiting.push({
			value: child,
			depth: depth + 1
		});
	}
	return true;
}
var depthMax$1, nodesMin;
var init_text$1 = __esmMin((() => {
	init_json_text();
	init_parsed();
	init_pasted();
	init_yaml_text();
	depthMax$1 = 32;
	nodesMin = 1e5;
}));

// src/inventory/load.ts
function loadInventory(input, home) {
	return load("inventory", input, home, (text) => {
		if (text.trim() === "") return refused("missing; give the path of a file, or JSON, YAML or one host per line");
		return isLines(text) ? asAddresses(parseLines(text)) : asTree(parseTree(text));
	});
}
function loadCredentials(input, home) {
	return load("credentials", input, home, (text) => text.trim() === "" ? { value: {} } : asTree(parseTree(text)));
}
function load(label, input, home, parse) {
	const source = readSource(label, input, home);
	if ("problems" in source) return {
		errors: labelled$1(label, source.problems),
		pasted: [],
		warnings: []
	};
	const text = source.value.text.replace(/\r\n?/g, "\n");
	const content = parse(cleaned(text));
	const { refusals, notices } = pasteNotices(text);
	return {
		..."value" in content && content.value,
		errors: labelled$1(label, [...refusals, ...problemsOf(content)]),
		pasted: labelled$1(label, notices),
		warnings: labelled$1(label, source.value.warnings)
	};
}
function labelled$1(label, sentences) {
	return sentences.map((sentence) => `${label}: ${sentence}`);
}
function asTree(parsed) {
	return "value" in parsed ? { value: { tree: parsed.value } } : parsed;
}
function asAddresses(parsed) {
	return "value" in parsed ? { value: { addresses: parsed.value } } : parsed;
}
var init_load$1 = __esmMin((() => {
	init_lines();
	init_parsed();
	init_paste_notices();
	init_pasted();
	init_source();
	init_text$1();
}));

// src/inventory/secrets.ts
/** Masks all secrets of both texts. Warns of those that cannot be masked. */
function maskSecrets(inventory, credentials, mask) {
	const names = credentialNames(credentials);
	const leaves = [...leavesIn(inventory, [], publicInServer).filter(({ key, value }) => !(key === "creds" && names.has(value))), ...leavesIn(credentials, ["credentials"], publicInIdentity)];
	const parts = [...namedAddresses(inventory), ...leaves.flatMap(({ value }) => [.../* @__PURE__ */ new Set([value, typed(value) ?? value])].flatMap(formsOf))];
	for (const part of new Set(parts.filter(isMaskable))) mask(part);
	return leaves.filter(({ value }) => !isMaskable(value)).map(({ place }) => `${placeText(place)}: too short to be masked in logs (under ${maskedLengthMin} characters)`);
}
function formsOf(value) {
	return [
		value,
		...keyLines(value),
		...keyLines(repairKeyText(value)),
		...encodedForms(value)
	];
}
/** The lines of a key: tools print keys line by line. */
function keyLines(value) {
	return value.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line.length >= maskedLineLengthMin && !line.startsWith("-----"));
}
/** The value in the encodings of a header, a URL, JSON and a dump. */
function encodedForms(value) {
	const bytes = Buffer.from(value);
	const forms = [
		bytes.toString("base64"),
		bytes.toString("hex"),
		encodeURIComponent(value),
		JSON.stringify(value).slice(1, -1)
	];
	return isMaskable(value) ? forms : [];
}
function isMaskable(value) {
	return value.trim().length >= maskedLengthMin;
}
/** Addresses of servers that have a name, which is shown instead: as written and in canonical form. */
function namedAddresses(inventory) {
	return (isMap(inventory) && Array.isArray(inventory["servers"]) ? inventory["servers"] : []).flatMap((server) => {
		if (!isMap(server) || typeof server["name"] !== "string" || typeof server["ip"] !== "string") return [];
		const address = parseAddress(server["ip"]);
		return [server["ip"].trim(), ..."value" in address ? [address.value, asciiName(address.value) ?? ""] : []];
	});
}
function leavesIn(value, place, visible, key) {
	if (Array.isArray(value)) return value.flatMap((item, index) => leavesIn(item, [...place, index], visible, key));
	if (isMap(value)) return Object.entries(value).flatMap(([name, item]) => {
		const leaves = leavesIn(item, [...place, name], visible.has(name) ? visible : publicInIdentity, name);
		return visible === publicInServer && publicMaps.has(name) ? leaves.filter((leaf) => !plainLimit.test(leaf.value)) : leaves;
	});
	if (typeof value !== "string" && typeof value !== "number") return [];
	return secretParts(String(value), key !== void 0 && visible.has(key) ? key : void 0).map((part) => ({
		place,
		key,
		value: part
	}));
}
function secretParts(text, visibleKey) {
	return (visibleKey !== void 0 && !text.includes("PRIVATE KEY-----") ? visibleKey === "home_page" ? loginIn(text) : [] : [text]).filter((part) => part !== "");
}
/** A home page with a login in it is refused later, but masked first. */
function loginIn(page) {
	return (/^[^/]*\/\/([^/?#]*)@/.exec(page)?.[1] ?? "").split(/:(.*)/s);
}
var maskedLengthMin, maskedLineLengthMin, publicInServer, publicMaps, plainLimit, publicInIdentity;
var init_secrets = __esmMin((() => {
	init_addresses();
	init_credentials();
	init_identities();
	init_issues$2();
	init_key_text();
	init_parsed();
	maskedLengthMin = 4;
	maskedLineLengthMin = 8;
	publicInServer = /* @__PURE__ */ new Set([
		"servers",
		"defaults",
		"email_dest",
		"ip",
		"name",
		"type",
		"port",
		"host_key",
		"home_page",
		"verify",
		"ssh_peers",
		"known_ports",
		"group",
		"ping",
		"known_accounts",
		"depends_on",
		"confirm",
		"maintenance"
	]);
	publicMaps = /* @__PURE__ */ new Set(["thresholds", "expect"]);
	plainLimit = /^(?:off|false|[\d.]{1,9} ?(?:%|[A-Za-z]{0,7}))$/;
	publicInIdentity = /* @__PURE__ */ new Set(["username", "key_filename"]);
}));

// src/inventory/index.ts
/** Throws an InventoryError. */
function readInventory({ inventory, credentials, home, mask }) {
	const [servers, logins] = [loadInventory(inventory, home), loadCredentials(credentials, home)];
	const maskWarnings = maskSecrets(servers.tree, logins.tree, mask);
	const given = {
		credentialNames: logins.errors.length === 0 ? credentialNames(logins.tree) : void 0,
		home,
		readCertificate: certificateReader(home)
	};
	const checkedLogins = checkCredentials(logins.tree, given);
	const { hosts, emailDest, errors } = content(servers, given, checkedLogins.identities);
	const allErrors = [
		...servers.errors,
		...errors,
		...logins.errors,
		...checkedLogins.errors
	];
	const pasted = [...servers.pasted, ...logins.pasted];
	if (allErrors.length > 0) throw new InventoryError([...pasted, ...allErrors]);
	return {
		hosts,
		emailDest,
		warnings: [
			...pasted,
			...servers.warnings,
			...logins.warnings,
			...maskWarnings
		]
	};
}
function content(loaded, given, identities) {
	const nothing = {
		hosts: [],
		emailDest: [],
		errors: []
	};
	if (loaded.errors.length > 0) return nothing;
	if (loaded.addresses !== void 0) return {
		...nothing,
		hosts: loaded.addresses.map(pingHost)
	};
	const checked = safeParse(inventorySchema(given), loaded.tree);
	const shared = [...unplacedServers(loaded.tree), ...sharedIds(loaded.tree)];
	if (!checked.success) return {
		...nothing,
		errors: [...sentences$2(checked.issues), ...shared]
	};
	const { servers, defaults, email_dest, maintenance } = checked.output;
	const hosts = servers.map((server) => toHost(server, defaults ?? {}, identities)).map((host) => ({
		...host,
		maintenance: [...host.maintenance, ...maintenance ?? []]
	}));
	const unasked = given.credentialNames === void 0 ? [] : unaskedHosts(hosts);
	return {
		hosts,
		emailDest: email_dest ?? [],
		errors: [
			...shared,
			...unasked,
			...wrongDependencies(hosts)
		]
	};
}
var init_inventory = __esmMin((() => {
	init_dist();
	init_credentials();
	init_dependencies();
	init_hosts$1();
	init_inventory_error();
	init_issues$2();
	init_load$1();
	init_schema();
	init_secrets();
	init_source();
}));

// src/inventory/shard.ts
/** Without shards, every host is selected. */
function isInShard(host, shard) {
	if (shard === void 0) return true;
	return createHash("sha256").update(host).digest().readUInt32BE() % shard.of === shard.part - 1;
}
var init_shard = __esmMin((() => {
	init_late_node_crypto();
}));

// src/http/certificate.ts
/** Loads Node's TLS on demand, because it takes 25 ms and a check without https does not need it. */
function loadTls() {
	return process.getBuiltinModule("node:tls");
}
/** undefined without TLS, or if the certificate has no valid dates. */
function certificateValidity(socket) {
	const certificate = isTls(socket) ? socket.getPeerX509Certificate() : void 0;
	if (certificate === void 0) return void 0;
	const { validFromDate: from, validToDate: to } = certificate;
	return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) ? void 0 : {
		from,
		to
	};
}
/** OpenSSL's error code for the certificate of a connection; undefined if it is trusted, or without TLS. */
function distrustCode(socket) {
	if (!isTls(socket) || socket.authorized) return void 0;
	return String(socket.authorizationError);
}
function isTls(socket) {
	return "encrypted" in socket;
}
/** Our message for a code. OpenSSL's own message is not used, because it quotes names from the certificate. */
function distrustReason(code) {
	const reason = reasons$2.get(code) ?? "the certificate is not trusted";
	return /^[A-Z0-9_]{1,60}$/.test(code) ? `${reason} (${code})` : reason;
}
/** Whether more certificate authorities (CA) could help. */
function authorityUnknown(code) {
	return code !== void 0 && /ISSUER|SELF_SIGNED|LEAF_SIGNATURE/.test(code);
}
/**
* The certificate authorities (CA) of Node and of the machine. Reading the latter takes about 60 ms, so it is done on
* demand, once.
*/
function allAuthorities() {
	const { createSecureContext, getCACertificates } = loadTls();
	const certificates = () => [.../* @__PURE__ */ new Set([...getCACertificates("default"), ...getCACertificates("system")])];
	authorities ??= createSecureContext({ ca: certificates() });
	return authorities;
}
var unknownAuthority, reasons$2, authorities;
var init_certificate = __esmMin((() => {
	unknownAuthority = "the certificate authority (CA) is not trusted on this machine, or the server does not send its certificate chain";
	reasons$2 = /* @__PURE__ */ new Map([
		["CERT_HAS_EXPIRED", "the certificate has expired"],
		["CERT_NOT_YET_VALID", "the certificate is not valid yet: check the clock of this machine"],
		["DEPTH_ZERO_SELF_SIGNED_CERT", "the certificate is self-signed: set `verify` to it to trust it"],
		["SELF_SIGNED_CERT_IN_CHAIN", "the certificate authority (CA) is not trusted on this machine: set `verify` to its certificate to trust it"],
		["UNABLE_TO_GET_ISSUER_CERT", unknownAuthority],
		["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", unknownAuthority],
		["UNABLE_TO_VERIFY_LEAF_SIGNATURE", unknownAuthority],
		["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate is for another name"],
		["CERT_REVOKED", "the certificate was revoked"],
		["INVALID_PURPOSE", "the certificate is not a server certificate"]
	]);
	;
}));

// src/http/failure.ts
function problemOf(error) {
	if (error instanceof HttpFailure) return error.problem;
	const codes = codesOf$1(error);
	for (const [pattern, code, detail] of sentences$1) {
		const known = codes.find((candidate) => pattern.test(candidate));
		if (known !== void 0) return problem(code, `${detail} (${known})`);
	}
	return problem("http:failed", `the request failed (${codes[0] ?? "unknown reason"})`);
}
/** Whether a server demands HTTP/1.1 instead of HTTP/2 (HTTP_1_1_REQUIRED of RFC 9113), as for client certificates. */
function needsHttp1(error) {
	return error instanceof Error && "http2ErrorCode" in error && error.http2ErrorCode === 13;
}
/** A host with several addresses fails with one error that holds those of all attempts. */
function codesOf$1(error) {
	return (error instanceof AggregateError ? [...error.errors, error] : [error]).map(errorCode).filter((code) => code !== void 0);
}
/** Codes and names are constants of programs, not text of servers; anything that does not look like one is not quoted. */
function errorCode(error) {
	if (!(error instanceof Error)) return void 0;
	const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
	return /^[A-Za-z0-9_/]{1,60}$/.test(code) ? code : void 0;
}
var HttpFailure, sentences$1;
var init_failure$1 = __esmMin((() => {
	init_outcome();
	HttpFailure = class extends Error {
		problem;
		constructor(code, detail) {
			super(detail);
			this.problem = problem(code, detail);
		}
	};
	sentences$1 = [
		[
			/^ENOTFOUND$|^ENODATA$|^EAI_NONAME$/,
			"http:dns",
			"the name does not resolve"
		],
		[
			/^EAI_AGAIN$/,
			"http:dns",
			"the DNS lookup failed: the DNS servers did not answer"
		],
		[
			/^EAI_/,
			"http:dns",
			"the DNS lookup failed"
		],
		[
			/^ECONNREFUSED$/,
			"http:refused",
			"the connection was refused: nothing listens on the port"
		],
		[
			/^ETIMEDOUT$/,
			"http:timeout",
			"no connection in time"
		],
		[
			/^E(?:NET|HOST)UNREACH$|^EADDRNOTAVAIL$/,
			"http:failed",
			"this machine has no route to the page"
		],
		[
			/WRONG_VERSION_NUMBER|HTTP_REQUEST/,
			"http:tls",
			"no TLS on this port; is it plain http?"
		],
		[
			/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/,
			"http:tls",
			"the server requires a client certificate"
		],
		[
			/NO_APPLICATION_PROTOCOL/,
			"http:tls",
			"the server speaks neither HTTP/1.1 nor HTTP/2"
		],
		[
			/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|WRONG_SSL_VERSION/,
			"http:tls",
			"the server and this machine support no common TLS version"
		],
		[
			/HANDSHAKE_FAILURE/,
			"http:tls",
			"the server aborted the TLS handshake: no common cipher, or it does not know the host name"
		],
		[
			/^ERR_SSL_|^ERR_TLS_|^EPROTO$/,
			"http:tls",
			"the TLS handshake failed"
		],
		[
			/^HPE_|^HTTPParserError$/,
			"http:failed",
			"the answer is not HTTP"
		],
		[
			/^ERR_HTTP2_/,
			"http:failed",
			"the server violated the HTTP/2 protocol"
		],
		[
			/^ECONNRESET$|^EPIPE$|^UND_ERR_(?:SOCKET|INFO)$/,
			"http:failed",
			"the connection was closed before a complete response"
		]
	];
}));

// src/http/head-buffer.ts
/** Anything else is not HTTP and is not waited for. */
function looksLikeHttp(text) {
	return "HTTP/".startsWith(text.trimStart().slice(0, 5));
}
var headerLimitBytes, interimLimit, HeadBuffer;
var init_head_buffer = __esmMin((() => {
	init_failure$1();
	headerLimitBytes = 65536;
	interimLimit = 10;
	HeadBuffer = class {
		#socket;
		#push;
		#text = "";
		/** The start of the headers that are being received. */
		#start = 0;
		#interim = 0;
		#released = false;
		#final;
		constructor(socket) {
			this.#socket = socket;
			this.#push = socket.push.bind(socket);
			socket.push = (chunk, encoding) => this.#receive(chunk, encoding);
		}
		/** Status line and headers of the final response, one character per byte; undefined if they are incomplete. */
		get final() {
			return this.#final;
		}
		/** Passes on the buffered data, and everything after it. */
		release() {
			if (this.#released) return true;
			this.#released = true;
			return this.#text === "" || this.#push(Buffer.from(this.#text, "latin1"));
		}
		#receive(chunk, encoding) {
			if (this.#socket.destroyed) return false;
			if (this.#released) return this.#push(chunk, encoding);
			if (chunk === null) {
				this.release();
				return this.#push(null);
			}
			const before = this.#text.length;
			this.#text += chunk.toString("latin1");
			this.#findEnd(before);
			if (this.#final !== void 0 || !looksLikeHttp(this.#text)) return this.release();
			return this.#withinLimits();
		}
		#withinLimits() {
			const { length } = this.#text;
			if (this.#interim > 10) this.#fail("the server sends too many 1xx responses");
			else if (length > 65536) this.#fail("the response headers are larger than 64 KiB");
			return !this.#socket.destroyed;
		}
		#fail(why) {
			this.#socket.destroy(new HttpFailure("http:failed", why));
		}
		/** An empty line ends headers, whether lines end with CRLF or with LF alone. */
		#findEnd(from) {
			const end = /\n\r?\n/g;
			end.lastIndex = Math.max(this.#start, from - 2);
			for (let found = end.exec(this.#text); found !== null; found = end.exec(this.#text)) {
				const head = this.#text.slice(this.#start, found.index);
				this.#start = end.lastIndex;
				if (head.trim() === "") continue;
				if (!/^\s*HTTP\/\S+ +1\d\d\b/.test(head)) {
					this.#final = head;
					return;
				}
				this.#interim += 1;
				if (this.#interim > 10) return;
			}
		}
	};
}));

// src/http/connection.ts
/**
* The caller must close the connection. An untrusted certificate does not end it, because the caller also checks whether the
* page works: what may be sent depends on `distrust`.
*/
async function openConnection(to, options) {
	const { verify } = options;
	const connection = await connect(to, trusting(verify), options);
	if (verify !== true || !authorityUnknown(connection.distrust)) return connection;
	connection.socket.destroy();
	return connect(to, { secureContext: allAuthorities() }, options);
}
function trusting(verify) {
	return typeof verify === "string" ? {
		ca: verify,
		allowPartialTrustChain: true
	} : {};
}
async function connect(to, trust, options) {
	if (to.url.protocol === "https:") loadTls();
	const startedMs = performance.now();
	const { socket, ready } = startSocket(to, trust, options);
	const head = new HeadBuffer(socket);
	const { promise, resolve, reject } = Promise.withResolvers();
	const stop = () => socket.destroy(new HttpFailure("http:timeout", "no connection in time"));
	let failure;
	socket.once(ready, () => {
		if (isHttp2(socket)) head.release();
		resolve();
	}).on("error", (error) => {
		failure ??= error;
		reject(error);
	}).once("close", () => reject(new HttpFailure("http:failed", "closed")));
	options.signal.addEventListener("abort", stop);
	if (options.signal.aborted) stop();
	try {
		await promise;
		return {
			socket,
			head,
			distrust: distrustCode(socket),
			failure: () => failure,
			startedMs
		};
	} finally {
		options.signal.removeEventListener("abort", stop);
	}
}
function isHttp2(socket) {
	return "alpnProtocol" in socket && socket.alpnProtocol === "h2";
}
function startSocket({ url, pinned }, trust, options) {
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
	const target = tcpOptions(host, port, pinned ? new Resolver(async () => pinned) : options.resolver);
	if (url.protocol !== "https:") return {
		socket: connect$1(target),
		ready: "connect"
	};
	const servername = isIP(host) === 0 ? { servername: host } : {};
	return {
		socket: loadTls().connect({
			...target,
			...servername,
			ALPNProtocols: [...options.protocols ?? ["h2", "http/1.1"]],
			...trust,
			rejectUnauthorized: false
		}),
		ready: "secureConnect"
	};
}
var init_connection$1 = __esmMin((() => {
	init_late_node_net();
	init_connect();
	init_certificate();
	init_failure$1();
	init_head_buffer();
}));

// src/http/raw-head.ts
/** undefined: not HTTP, or rejected by browsers as well: NUL bytes, contradicting Content-Lengths. */
function readHead$1(text) {
	const [first = "", ...lines] = unfolded(text.trimStart()).split(/\r?\n/);
	const [, status] = /^HTTP\/1\.[01] +([1-9]\d\d)(?:\s|$)/.exec(first) ?? [];
	if (status === void 0 || text.includes("\0")) return void 0;
	const headers = headersOf(lines);
	return new Set(valuesOf$1(headers, "content-length")).size > 1 ? void 0 : {
		status: Number(status),
		headers
	};
}
/** All values of a header, which may have been sent several times. */
function valuesOf$1(headers, name) {
	return Object.hasOwn(headers, name) ? [headers[name] ?? []].flat() : [];
}
/** A line that begins with a blank continues the line before it. */
function unfolded(text) {
	return text.replace(/\r?\n[ \t]+/g, " ");
}
/** Lines without a colon are ignored. */
function headersOf(lines) {
	const pairs = lines.flatMap((line) => {
		const colon = line.indexOf(":");
		const name = line.slice(0, colon).trim().toLowerCase();
		return colon < 0 ? [] : [{
			name,
			value: line.slice(colon + 1).trim()
		}];
	});
	const byName = Map.groupBy(pairs, ({ name }) => name);
	return Object.fromEntries([...byName].map(([name, all]) => [name, all.map(({ value }) => value)]));
}
var init_raw_head = __esmMin((() => {}));

// late:undici/lib/dispatcher/client.js
var client_exports$1 = /* @__PURE__ */ __exportAll({ default: () => client_default$1 });
var client_default$1;
var init_client$3 = __esmMin((() => {
	init_late_load();
	client_default$1 = /* @__PURE__ */ load$1("undici", "undici/lib/dispatcher/client.js");
}));

// late:undici/lib/dispatcher/env-http-proxy-agent.js
var env_http_proxy_agent_exports = /* @__PURE__ */ __exportAll({ default: () => env_http_proxy_agent_default });
var env_http_proxy_agent_default;
var init_env_http_proxy_agent = __esmMin((() => {
	init_late_load();
	env_http_proxy_agent_default = /* @__PURE__ */ load$1("undici", "undici/lib/dispatcher/env-http-proxy-agent.js");
}));

// src/http/client.ts
async function loadClient() {
	return (await Promise.resolve().then(() => (init_client$3(), client_exports$1))).default;
}
/** Does not read the body. Always closes the connection. `path` is the path of the request line. */
async function requestHead(connection, origin, path, request, signal) {
	const { socket } = connection;
	const stop = () => void socket.destroy(new HttpFailure("http:timeout", "connected, but no response in time"));
	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	const client = await clientOver(origin, onlyOnce(socket));
	const exchange = new Exchange();
	try {
		if (socket.destroyed) throw new HttpFailure("http:failed", "the connection was closed immediately");
		client.dispatch({
			...request,
			path,
			reset: true
		}, exchange);
		return {
			...await exchange.head,
			preparationMs: exchange.preparationMs
		};
	} catch (error) {
		return {
			...lenientHead(connection, connection.failure() ?? error),
			preparationMs: exchange.preparationMs,
			receivedMs: performance.now()
		};
	} finally {
		signal.removeEventListener("abort", stop);
		client.destroy();
		socket.destroy();
	}
}
/** undici connects again if an HTTP/2 server did not start the request. */
function onlyOnce(socket) {
	const sockets = [socket];
	return async () => {
		const next = sockets.pop();
		if (next !== void 0) return next;
		throw new HttpFailure("http:failed", "the connection was closed before a complete response");
	};
}
/** A response that undici rejects may be acceptable for browsers and curl. */
function lenientHead({ socket, head }, error) {
	if (isHttp2(socket) || head.final === void 0) throw error;
	const read = readHead$1(head.final);
	if (read === void 0) throw new HttpFailure("http:failed", "the answer is not HTTP");
	return read;
}
/** A complete response from a trusted server. Redirects are not followed. Rejects with the signal's reason when it aborts. */
async function requestText(url, request, options) {
	const { signal, limit, proxy, pinned } = options;
	signal.throwIfAborted();
	const client = await (proxy === void 0 ? clientOver(url.origin, () => trustedSocket({
		url,
		pinned
	}, signal)) : proxyAgent(proxy));
	const exchange = new Exchange(limit);
	const stop = () => exchange.fail(signal.reason);
	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	try {
		client.dispatch({
			...request,
			origin: url.origin,
			path: url.pathname + url.search,
			reset: true
		}, exchange);
		return await exchange.response;
	} finally {
		signal.removeEventListener("abort", stop);
		client.destroy();
	}
}
async function trustedSocket(to, signal) {
	const { socket, head, distrust } = await openConnection(to, {
		verify: true,
		signal
	});
	head.release();
	if (distrust === void 0) return socket;
	socket.destroy();
	throw new HttpFailure("http:tls", distrustReason(distrust));
}
async function clientOver(origin, open) {
	return new (await (loadClient()))(origin, {
		connect: (_options, done) => void open().then((socket) => done(null, socket), (error) => done(error, null)),
		maxHeaderSize: headerLimitBytes,
		headersTimeout: 0,
		bodyTimeout: 0,
		h2Options: { pingInterval: 0 }
	});
}
async function proxyAgent({ url, except }) {
	const { default: EnvHttpProxyAgent } = await Promise.resolve().then(() => (init_env_http_proxy_agent(), env_http_proxy_agent_exports));
	return new EnvHttpProxyAgent({
		httpProxy: url,
		httpsProxy: url,
		noProxy: except
	});
}
var Exchange;
var init_client$2 = __esmMin((() => {
	init_certificate();
	init_connection$1();
	init_failure$1();
	init_head_buffer();
	init_raw_head();
	Exchange = class {
		#head = Promise.withResolvers();
		#response = Promise.withResolvers();
		#limit;
		#chunks = [];
		#startedMs = performance.now();
		#received;
		#bytes = 0;
		#interim = 0;
		preparationMs = 0;
		constructor(limit = {
			bytes: 0,
			exceeded: "a body was not expected"
		}) {
			this.#limit = limit;
			this.#head.promise.catch(() => {});
			this.#response.promise.catch(() => {});
		}
		get head() {
			return this.#head.promise;
		}
		get response() {
			return this.#response.promise;
		}
		fail(error) {
			this.#head.reject(error);
			this.#response.reject(error);
		}
		onRequestStart() {}
		onRequestSent() {
			this.preparationMs = performance.now() - this.#startedMs;
		}
		onResponseStart(_controller, status, headers) {
			if (status < 200) {
				this.#interim += 1;
				if (this.#interim > 10) throw new HttpFailure("http:failed", "the server sends too many 1xx responses");
				return;
			}
			this.#received = {
				status,
				headers
			};
			this.#head.resolve({
				status,
				headers,
				receivedMs: performance.now()
			});
		}
		onResponseData(_controller, chunk) {
			this.#bytes += chunk.length;
			if (this.#bytes > this.#limit.bytes) throw new HttpFailure("http:failed", this.#limit.exceeded);
			this.#chunks.push(chunk);
		}
		onResponseEnd() {
			if (this.#received === void 0) return;
			this.#response.resolve({
				...this.#received,
				text: Buffer.concat(this.#chunks).toString()
			});
		}
		onResponseError(_controller, error) {
			this.fail(error);
		}
	};
}));

// src/probes/public-address.ts
/**
* The most frequent public IPv4 and IPv6 address of those that hosts see: some hosts are in our own network, and a single host
* may lie. If several are equally frequent, the first.
*/
function mostSeen(addresses) {
	const ranked = [...Map.groupBy(addresses.filter(isPublicAddress), (address) => address)].sort(([, a], [, b]) => b.length - a.length).map(([address]) => address);
	const first = (ipv6) => ranked.find((address) => address.includes(":") === ipv6) ?? [];
	return [first(false), first(true)].flat();
}
/** Requests our address from a service that answers with it as text, such as https://checkip.amazonaws.com. */
async function askPublicAddress(service, limitMs = defaultLimitMs$2) {
	const signal = AbortSignal.timeout(limitMs);
	try {
		const address = canonicalAddress((await answerOf$1(service, signal)).trim());
		if (address !== void 0 && isPublicAddress(address)) return success(address);
		return failure$1("http:failed", "the answer is not a public address");
	} catch (error) {
		if (signal.aborted) return failure$1("http:timeout", "no answer in time");
		return { problems: [problemOf(error)] };
	}
}
async function answerOf$1(url, signal) {
	const { status, text } = await requestText(url, {
		method: "GET",
		headers: {
			"user-agent": "server-monitor",
			accept: "text/plain"
		}
	}, {
		signal,
		limit: limit$1
	});
	if (status !== 200) throw new HttpFailure("http:failed", `it answers ${status}`);
	return text;
}
var defaultLimitMs$2, limit$1;
var init_public_address = __esmMin((() => {
	init_address();
	init_client$2();
	init_failure$1();
	init_outcome();
	defaultLimitMs$2 = 5e3;
	limit$1 = {
		bytes: 256,
		exceeded: "the answer is longer than an address"
	};
}));

// src/facts/answer.ts
function readAnswer(text) {
	const said = text.split("\n").slice(0, -1).flatMap(markedLine);
	const start = said.findIndex(({ key, rest }) => key === "v" && rest === "1");
	const end = said.findIndex(({ key }, index) => key === "end" && index > start);
	const facts = start < 0 ? [] : said.slice(start + 1, end < 0 ? void 0 : end);
	const byKey = Map.groupBy(facts, ({ key }) => key);
	const revision = facts.find(({ key }) => key === "probe")?.rest ?? "";
	return {
		started: start >= 0,
		complete: start >= 0 && end >= 0,
		revision: /^\d{1,4}$/.test(revision) ? Number(revision) : 1,
		lines: (key) => byKey.get(key)?.map(({ rest }) => rest) ?? []
	};
}
/** The one line with this key. Throws where it was not said, or said twice. */
function onlyLine(answer, key) {
	const [line, ...more] = answer.lines(key);
	if (line === void 0) throw new Error(`the host did not say "${key}"`);
	if (more.length > 0) throw new Error(`the host said "${key}" ${more.length + 1} times`);
	return line;
}
/** The status of the program whose output has this key. undefined where the script does not say. */
function exitStatus(answer, key) {
	const status = answer.lines(key).flatMap((line) => exitLine.exec(line)?.[1] ?? []);
	return status.length === 0 ? void 0 : Number(status.at(-1));
}
/** What a program printed, without its exit status. It may have failed: see `exitStatus`. */
function outputLines(answer, key) {
	return answer.lines(key).filter((line) => !exitLine.test(line));
}
function markedLine(line) {
	const at = line.indexOf(mark);
	if (at < 0) return [];
	const [, key = "", rest = ""] = /^(\S*) ?(.*)$/.exec(withoutControls(line.slice(at + 16, at + longestLine$1))) ?? [];
	return [{
		key,
		rest: rest.trim()
	}];
}
function withoutControls(text) {
	return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "");
}
var mark, endLine, protocolVersion, exitLine, longestLine$1;
var init_answer = __esmMin((() => {
	mark = "@server-monitor ";
	endLine = `${mark}end`;
	protocolVersion = "1";
	exitLine = /^exit (\d{1,3})$/;
	longestLine$1 = 600;
}));

// src/facts/awk-pass.ts
var mostListeners, mostOwners, mostPeers, mostPortsOfPeer, mostOwn, mostFileSystems, mostAccounts$1, figures$5, imageTargets, mounts, accounts$1, sockets, awkPass$1;
var init_awk_pass = __esmMin((() => {
	mostListeners = 300;
	mostOwners = 300;
	mostPeers = 200;
	mostPortsOfPeer = 50;
	mostOwn = 20;
	mostFileSystems = 100;
	mostAccounts$1 = 300;
	figures$5 = `
    function figures(  cpus, load, text) {
      while ((getline <(proc "/meminfo")) > 0)
        if ($1 ~ /^(Mem(Total|Free|Available)|Buffers|Cached|SReclaimable|Shmem|Swap(Total|Free)):$/) text = text " " $1 $2
      if (text != "") print mark "mem" text
      if ((getline <(proc "/uptime")) > 0) print mark "up", $1
      if ((getline <(proc "/loadavg")) > 0) load = $3
      while ((getline <(proc "/stat")) > 0 && /^cpu/) cpus += /^cpu[0-9]/
      if (load != "") print mark "load", load, cpus
      while ((getline <(proc "/vmstat")) > 0) if ($1 == "oom_kill") print mark "oom", $2
      if ((getline <(proc "/sys/kernel/random/boot_id")) > 0) print mark "bootid", $1
      if ((getline <(proc "/sys/kernel/osrelease")) > 0) print mark "kernel", $1
      if ((getline <(proc "/sys/net/ipv4/ip_local_port_range")) > 0) print mark "range", $1, $2
      while ((getline <(proc "/self/status")) > 0) if ($1 == "Uid:") print mark "uid", $2
    }
  `;
	imageTargets = [
		"/var",
		"/data",
		"/mnt/data",
		"/sysroot"
	];
	mounts = String.raw`
    function rank(point, isWritable,  at) {
      at = index(" ${imageTargets.join(" ")} ", " " point " ")
      return (isWritable ? 0 : 9999) + (point == "/" ? -99 : at ? -at : length(point))
    }
    function decoded(point) {
      gsub(/\\040/, " ", point)
      gsub(/\\011/, "\t", point)
      gsub(/\\134/, "\\", point)
      return point
    }
    function mounts(  at, best, count, device, image, intended, isImage, isWritable, known, name, point, writable) {
      while ((getline <(etc "/fstab")) > 0) if (("," $4 ",") ~ /,ro,/) intended[$2] = 1
      while ((getline <(proc "/mounts")) > 0) {
        known++
        if ($1 == "lxcfs" && $2 ~ /^\/proc\//) print mark "container"
        isImage = $3 ~ /^(squashfs|erofs|composefs|iso9660|udf|cramfs|romfs)$/
        isWritable = ("," $4 ",") !~ /,ro,/
        if ($2 == "/") image = isImage || $3 == "overlay" && ($1 == "composefs" || !isWritable && $4 !~ /upperdir=/)
        if (isImage || $3 ~ /^fuse(\.|$)/ || $1 ~ /^\/dev\/(loop|zram|ram|nbd|rbd)|@/ || $2 ~ /\\012/) continue
        if ($1 !~ /^\/dev\// && $3 != "zfs") continue
        name = $1
        if ($3 == "zfs") sub(/\/.*/, "", name)
        if (isWritable) writable[name] = 1
        if ($2 ~ /^\/((proc|sys|dev|run|snap)(\/|$)|var\/(snap|lib\/(docker|containers|containerd|kubelet|lxd|incus))\/|etc\/(hosts|hostname|resolv\.conf)$)/) continue
        if (!(name in point)) device[++count] = name
        at = rank($2, isWritable)
        if (!(name in point) || at < best[name]) { point[name] = $2; best[name] = at }
      }
      if (image) print mark "image"
      for (at = 1; at <= count && at <= ${100}; at++) {
        name = device[at]
        if (!(name in writable)) { if (!(point[name] in intended)) print mark "mount ro", decoded(point[name]) }
        else if (point[name] != "/") print mark "mount rw", decoded(point[name])
      }
      if (known) print mark "mounts", known
      if (count > ${100}) print mark "cut disks readonly"
    }
  `;
	accounts$1 = String.raw`
    function account(name, may) { if (++accounts <= ${mostAccounts$1}) print mark "account", may, name }
    function names(  at, count, entry, field, known, logs, member, name, rules, ruling) {
      while ((getline entry <(etc "/group")) > 0) {
        split(entry, field, ":")
        if (field[1] !~ /^(sudo|wheel|admin|docker|lxd|incus|disk)$/) continue
        ruling[field[3]] = 1
        count = split(field[4], member, ",")
        for (at = 1; at <= count; at++) if (member[at] != "") rules[member[at]] = 1
      }
      while ((getline entry <(etc "/passwd")) > 0) {
        known++
        split(entry, field, ":")
        name = field[1]
        if (field[3] in nameless) { print mark "user", field[3], name; delete nameless[field[3]] }
        if (name ~ /^[-+#]|^$/) continue
        logs = field[7] !~ /\/(nologin|false|true|sync|halt|shutdown)$/ && field[3] != 65534
        logs = logs && (field[3] >= 1000 || field[6] ~ /^\/(home|root)(\/|$)/)
        if (field[3] == 0) account(name, "root")
        else if (name in rules || field[4] in ruling) account(name, "sudo")
        else if (logs) account(name, "login")
        delete rules[name]
      }
      for (name in rules) account(name, "sudo")
      if (known) print mark "accounts", known
      if (accounts > ${mostAccounts$1}) print mark "cut accounts"
    }
  `;
	sockets = `
    BEGIN {
      srand()
      now = srand()
      if (now ~ /^[0-9]+$/ && now > 1000000000) print mark "now", now
      ssh = sprintf(":%04X", port)
      if (client != "") client = sprintf(":%04X", client)
      figures()
      mounts()
    }
    FNR == 1 { udp = FILENAME ~ /udp6?$/; tables++; next }
    $4 == (udp ? "07" : "0A") {
      socket = (udp ? "udp " : "tcp ") $2
      if (!seen[socket]++ && ++listeners <= ${300}) print mark "listen", socket
      if (listeners > ${300} || $2 ~ /^(0100007F|7F000001|0+1(000000)?):/) next
      if (!seen[socket, $8]++ && ++owners <= ${mostOwners}) { print mark "owner", $8, $10, socket; nameless[$8] = 1 }
      next
    }
    !udp && $4 == "01" && substr($2, length($2) - 4) == ssh {
      split($2, local, ":")
      split($3, remote, ":")
      if (":" remote[2] == client && ++own <= ${mostOwn}) print mark "own", $2, $3
      if (local[1] == remote[1]) next
      if (!connections[remote[1]]++) peer[++peers] = remote[1]
      if (connections[remote[1]] <= ${50}) from[remote[1]] = from[remote[1]] " " remote[2]
      else crowded = 1
    }
    END {
      for (at = 1; at <= peers && at <= ${200}; at++) print mark "peer", peer[at] from[peer[at]]
      names()
      if (listeners > ${300}) print mark "cut ports"
      if (peers > ${200}) print mark "cut sshPeers"
      if (peers > ${200} || crowded) print mark "cut peerPorts"
      if (tables) print mark "sockets proc"
    }
  `;
	awkPass$1 = `${figures$5}${mounts}${accounts$1}${sockets}`.replace(/^ {4}/gm, "  ").replace(/\n\s*\n/g, "\n");
}));

// src/facts/ask-proc.ts
var shellPass, netstatPass, withoutAwk, withoutProc, askProc;
var init_ask_proc = __esmMin((() => {
	init_answer();
	init_awk_pass();
	shellPass = `
    ssh=$(printf :%04X $port) client=$(printf :%04X "$client" 2>/dev/null)
    said=' ' ok=1 cut= listeners=0 peers=0
    for table; do
      case $table in *udp | *udp6) protocol=udp listening=07 ;; *) protocol=tcp listening=0A ;; esac
      rows=0
      while read -r slot local remote state rest; do
        rows=$((rows + 1)) key=
        [ $rows -gt 4000 ] && { cut=1; break; }
        case $protocol:$state:$local in
          *:$listening:*) [ $listeners -gt ${300} ] || key=$protocol$local ;;
          tcp:01:*$ssh)
            case $remote in *$client) say own $local $remote ;; esac
            [ "\${local%:*}" = "\${remote%:*}" ] && continue
            peers=$((peers + 1))
            [ $peers -gt ${200} ] || say peer \${remote%:*} \${remote#*:}
            continue
            ;;
        esac
        case "$key $said" in ' '* | *" $key "*) continue ;; esac
        said="$said$key "
        listeners=$((listeners + 1))
        [ $listeners -gt ${300} ] || say listen $protocol $local
      done <$table || ok=
    done
    [ "$cut" ] || [ $listeners -gt ${300} ] && say cut ports
    [ "$cut" ] || [ $peers -gt ${200} ] && say cut sshPeers peerPorts
    [ "$ok" ]`;
	netstatPass = `
  wide=W
  [ "$(uname)" = OpenBSD ] && wide=
  netstat_rows() {
    listed=$(netstat -an$wide || netstat -an) || return
    printf '%s\\n' "$listed" | while read -r protocol receiving sending local remote state rest; do
      case $protocol:$state:$remote in
        tcp*:LISTEN:*) echo "$protocol $local $remote $state" ;;
        tcp*:ESTABLISHED:*) case $local in *[.:]$port) echo "$protocol $local $remote $state" ;; esac ;;
        udp*::*[.:]\\*) echo "$protocol $local $remote" ;;
      esac
    done
  }
  tell net 500 netstat_rows && say sockets netstat
  [ $count -gt 500 ] && say cut ports sshPeers peerPorts`;
	withoutAwk = `
  if [ -r $proc/meminfo ]; then
    figures=
    while read -r name kib unit; do
      case $name in
        MemTotal: | MemFree: | MemAvailable: | Buffers: | Cached: | SReclaimable: | Shmem: | SwapTotal: | SwapFree:) figures="$figures $name$kib" ;;
      esac
    done <$proc/meminfo
    say mem $figures
  fi
  [ -r $proc/uptime ] && read -r up idle <$proc/uptime && say up $up
  if [ $# -gt 0 ]; then {${shellPass}
  } && say sockets proc; fi
  set -- $(cat $proc/sys/kernel/random/boot_id $proc/sys/net/ipv4/ip_local_port_range 2>/dev/null)
  case $1 in *-*) say bootid $1; shift ;; esac
  say range $*`;
	withoutProc = `
  tell sysctl 20 sysctl ${[
		"hw.pagesize hw.physmem hw.memsize hw.ncpu vm.loadavg vm.swapusage kern.boottime",
		"vm.stats.vm.v_free_count vm.stats.vm.v_inactive_count vm.stats.vm.v_laundry_count vm.stats.vm.v_cache_count",
		"kstat.zfs.misc.arcstats.size kstat.zfs.misc.arcstats.c_min"
	].join(" \\\n    ")}
  tell vmstat 80 vm_stat || tell vmstat 80 vmstat -s
  tell swap 30 swapinfo -k || tell swap 30 swapctl -lk`;
	askProc = `\
say us "\${LOGNAME:-$USER}"
say me "\${SSH_CONNECTION-unknown}"
set -- $SSH_CONNECTION
[ $# = 4 ] && [ "$1" != UNKNOWN ] || set --
case $2$4 in *[!0-9]*) set -- ;; esac
port=\${4:-22} client=$2 unread=
set --
for table in tcp tcp6 udp udp6; do
  if [ -r $proc/net/$table ]; then set -- "$@" $proc/net/$table
  elif [ -e $proc/net/$table ]; then unread="$unread $table"
  fi
done
[ "$unread" ] && say sockets unread$unread && set --
if tables=$(awk -v mark='${mark}' -v port=$port -v client="$client" -v proc=$proc -v etc=$etc '${awkPass$1}' "$@" 2>/dev/null)
then
  printf '%s\\n' "$tables"
  case $tables in '${mark}now '*) ;; *) say now $(date +%s) ;; esac
else
  say now $(date +%s)
  tables=${withoutAwk}
fi
[ -r $proc/net/tcp ] || [ "$unread" ] || ! command -v netstat >/dev/null 2>&1 || {${netstatPass}
}
[ -r $proc/meminfo ] || {${withoutProc}
}
mounts= me= kernel= container= own= others=
[ "$tables" ] || others=1
for file in $run/systemd/container $root/.dockerenv $run/.containerenv; do
  [ -e $file ] && container=1 && say container
done
[ -e $run/ostree-booted ] && say ostree
IFS=$newline
set -f
for line in $tables; do
  case $line in
    '${mark}mount rw '*) mounts="$mounts$newline\${line#*rw }" ;;
    '${mark}uid '*) me=\${line##* } ;;
    '${mark}container') container=1 ;;
    '${mark}kernel '*) kernel=\${line##* } ;;
    '${mark}own '*) own=\${line##* } ;;
    '${mark}peer '*)
      line=\${line#*peer }
      [ "\${line%% *}" = "\${own%:*}" ] || others=1
      ;;
  esac
done
set +f
IFS=$blanks`;
}));

// src/facts/safe-name.ts
/** Names that users and programs of a host have given themselves. */
/** A name with characters that mean something elsewhere is shown without them, rather than not at all. */
function safeName(name) {
	return name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 32);
}
var init_safe_name = __esmMin((() => {}));

// src/facts/accounts.ts
var accounts;
var init_accounts = __esmMin((() => {
	init_ask_proc();
	init_safe_name();
	accounts = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: (answer, vouched) => {
			const isElsewhere = answer.lines("sysctl").some((line) => line.startsWith("hw.memsize"));
			if (answer.lines("accounts").length === 0 || isElsewhere) return void 0;
			const found = answer.lines("account").flatMap((line) => {
				const [, may, name = ""] = /^(root|sudo|login) (.+)$/.exec(line) ?? [];
				const isLeftOut = name === "root" && may === "root" || name === answer.lines("us")[0] || vouched.account(name);
				return may === void 0 || isLeftOut ? [] : [`${safeName(name)}${may === "login" ? "" : `:${may}`}`];
			});
			return [...new Set(found)].sort();
		}
	};
}));

// src/facts/clock.ts
function hostSeconds(answer) {
	const text = onlyLine(answer, "now");
	if (!/^\d{1,12}$/.test(text) || Number(text) >= 253402300800) throw new Error("date did not answer with a time that can be true");
	return Number(text);
}
/** Whole days between a time of the host's and its now. 0 where it lies ahead. */
function daysSince(seconds, answer) {
	return Math.max(0, Math.floor((hostSeconds(answer) - seconds) / 86400));
}
/**
* The least by which the host's clock is off, whole seconds: it was read at some moment between `fromMs` and `toMs` of ours,
* and says whole seconds. 0 where it may be right.
*/
function clockOffset(seconds, fromMs, toMs) {
	const [first, last] = [Math.floor(fromMs / 1e3), Math.floor(toMs / 1e3)];
	if (seconds > last) return seconds - last;
	return seconds < first ? seconds - first : 0;
}
var endOfYear9999, hostTime;
var init_clock$2 = __esmMin((() => {
	init_answer();
	init_ask_proc();
	endOfYear9999 = 253402300800;
	hostTime = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: hostSeconds
	};
}));

// src/facts/boot.ts
/** `2026-07-06T21:31Z`. The same boot as in the previous row keeps that row's text. */
function bootText(boot, bootId, previous) {
	const { lastBoot } = previous;
	if (lastBoot !== void 0 && isSameBoot(boot, bootId, previous)) return lastBoot;
	return `${boot.toISOString().slice(0, 16)}Z`;
}
/**
* The boot id decides where both are known: a machine that was paused counts too little uptime, and seems to have started
* later than it did. Without it, two minutes are the same boot.
*/
function isSameBoot(boot, bootId, previous) {
	const distanceMs = Math.abs(boot.getTime() - Date.parse(previous.lastBoot ?? ""));
	if (Number.isNaN(distanceMs)) return false;
	if (bootId !== void 0 && previous.bootId !== void 0) return bootId === previous.bootId;
	return distanceMs <= sameBootMs$2;
}
function countedSeconds(answer) {
	return number$2(onlyLine(answer, "now"), /^\d{1,12}$/) - number$2(onlyLine(answer, "up"), /^\d{1,12}(?:\.\d+)?$/);
}
function number$2(text, pattern) {
	if (!pattern.test(text)) throw new Error("date or /proc/uptime did not answer with a number");
	return Number(text);
}
function toldSeconds(line) {
	const [, seconds] = /^kern\.boottime[:=] *\{ sec = (\d{1,12}),/.exec(line) ?? [];
	if (seconds !== void 0) return Number(seconds);
	const [, weekday, month, day, time, year] = /^kern\.boottime=(\w{3}) (\w{3}) +(\d{1,2}) ([\d:]{8}) (\d{4})$/.exec(line) ?? [];
	if (weekday === void 0) throw new Error("sysctl kern.boottime answered in a form that is not known");
	return Date.parse(`${weekday}, ${day?.padStart(2, "0")} ${month} ${year} ${time} GMT`) / 1e3;
}
var boot, sameBootMs$2;
var init_boot = __esmMin((() => {
	init_answer();
	init_ask_proc();
	init_clock$2();
	boot = {
		types: ["node", "miner"],
		ask: askProc,
		/** Cut to the minute: seconds would differ by one or two from one asking to the next. */
		parse: (answer) => {
			const [told] = [...answer.lines("sysctl"), ...answer.lines("boottime")].filter((line) => line.startsWith("kern.boottime"));
			const seconds = told === void 0 ? countedSeconds(answer) : toldSeconds(told);
			if (!(seconds > 0 && seconds < 253402300800)) throw new Error("the host's clock tells no time that can be true");
			return /* @__PURE__ */ new Date(Math.floor(seconds / 60) * 6e4);
		}
	};
	sameBootMs$2 = 12e4;
}));

// src/facts/boot-id.ts
var bootId;
var init_boot_id = __esmMin((() => {
	init_ask_proc();
	bootId = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: (answer) => {
			const [told] = answer.lines("bootid");
			if (told === void 0) return void 0;
			const [, digits] = /^([0-9a-f]{8})-[0-9a-f-]{27}$/.exec(told) ?? [];
			if (digits === void 0) throw new Error("/proc/sys/kernel/random/boot_id is no boot id");
			return digits;
		}
	};
}));

// src/facts/ask-files.ts
var mostChecks, stampFiles, rebootTellers, tooLong, askFiles;
var init_ask_files = __esmMin((() => {
	mostChecks = 200;
	stampFiles = [
		"$run/reboot-required",
		"$root/lib/modules",
		"$root/var/lib/apt/periodic/update-success-stamp",
		"$root/var/lib/apt/periodic/update-stamp",
		"$root/var/lib/apt/lists",
		"$root/var/cache/dnf",
		"$root/var/cache/dnf/last_makecache",
		"$root/var/cache/libdnf5",
		"$root/var/lib/pacman/sync",
		"$root/var/cache/apk/APKINDEX.*"
	];
	rebootTellers = [
		"$root/etc/kernel/postinst.d/unattended-upgrades",
		"$root/etc/kernel/postinst.d/reboot-notifier",
		"$root/etc/kernel/postinst.d/update-notifier",
		"$root/usr/share/update-notifier/notify-reboot-required"
	];
	tooLong = `${"?".repeat(41)}*`;
	askFiles = `\
for file in ${rebootTellers.join(" ")}; do
  [ -e $file ] && { say reboot told; break; }
done
for file in $root/var/lib/pacman/local $root/lib/apk/db/installed $root/usr/lib/apk/db/installed; do
  [ -e $file ] && [ "$kernel" ] || continue
  set -- $root/lib/modules/*
  if [ -d "$root/lib/modules/$kernel" ]; then say modules there
  elif [ -d "$1" ]; then say modules gone
  fi
  break
done
set --
for file in ${stampFiles.join(" ")}; do
  [ -e $file ] && set -- "$@" $file
done
spool= count=0
for file in $root/var/lib/server-monitor/*; do
  case \${file##*/} in *[!A-Za-z0-9._-]* | ${tooLong}) continue ;; esac
  [ -f $file ] && [ -r $file ] && ! [ -h $file ] || continue
  count=$((count + 1))
  [ $count -gt ${200} ] && { say cut checks; break; }
  spool="$spool $file"
done
set -- "$@" $spool
[ $# = 0 ] || tell stamp 250 stat -c '%Y %n' "$@" || tell stamp 250 stat -f '%m %N' "$@"`;
}));

// src/facts/stamps.ts
function stamps(answer) {
	return outputLines(answer, "stamp").flatMap((line) => {
		const [, seconds, path = ""] = /^(-?\d{1,12}) (\/.+)$/.exec(line) ?? [];
		return seconds === void 0 ? [] : [{
			path,
			seconds: Number(seconds)
		}];
	});
}
/** The newest of the files that match. undefined: there is none. */
function newest$1(path, answer) {
	const times = stamps(answer).flatMap((stamp) => path.test(stamp.path) ? [stamp.seconds] : []);
	return times.length === 0 ? void 0 : Math.max(...times);
}
var init_stamps = __esmMin((() => {
	init_answer();
}));

// src/facts/checks.ts
/** A time that lies more than a day ahead tells no age. */
function troubleOf$1(result, ageSeconds, maxAgeSeconds) {
	if (result === void 0 || ageSeconds === void 0) return "missing";
	const [word = ""] = result.split(/[\s:]/);
	const isWell = word === "OK" || /^-?\d{1,15}(?:\.\d{1,15})?$/.test(word);
	if (!isWell && word !== "WARN") return "crit";
	if (ageSeconds > maxAgeSeconds || ageSeconds < -86400) return "late";
	return isWell ? void 0 : "warn";
}
/** The first line of each file. A name that comes twice was forged by the text of another file: nobody knows which is true. */
function resultsOf(answer) {
	const results = /* @__PURE__ */ new Map();
	let name;
	for (const line of outputLines(answer, "checks")) {
		const [, next] = headingLine.exec(line) ?? [];
		if (next !== void 0) {
			results.set(next, results.has(next) ? void 0 : "");
			name = results.get(next) === void 0 ? void 0 : next;
		} else if (name !== void 0) {
			results.set(name, line);
			name = void 0;
		}
	}
	return results;
}
function changesOf$1(answer) {
	const files = stamps(answer).flatMap(({ path, seconds }) => {
		const [, name] = /\/var\/lib\/server-monitor\/([^/]+)$/.exec(path) ?? [];
		return name === void 0 ? [] : [[name, seconds]];
	});
	return new Map(files);
}
function byName(a, b) {
	return a[0] < b[0] ? -1 : 1;
}
var longestLine, checks, headingLine;
var init_checks = __esmMin((() => {
	init_answer();
	init_ask_files();
	init_clock$2();
	init_stamps();
	longestLine = 200;
	checks = {
		types: ["node", "miner"],
		/** After the look at the files, whose `$spool` it reads. */
		ask: `\
set -- $spool
[ $# = 0 ] || tell checks ${10 * 200} within 5 head -c ${longestLine} /dev/null "$@"`,
		since: 2,
		mayHang: true,
		parse: (answer, { expected }) => {
			if (expected.size === 0) return void 0;
			if ([124, 137].includes(exitStatus(answer, "checks") ?? 0)) throw new Error("the files of /var/lib/server-monitor could not be read within 5 s");
			const [results, changed] = [resultsOf(answer), changesOf$1(answer)];
			return [...expected].sort(byName).flatMap(([name, maxAgeSeconds]) => {
				const seconds = changed.get(name);
				const ageSeconds = seconds === void 0 ? void 0 : hostSeconds(answer) - seconds;
				const trouble = troubleOf$1(results.get(name), ageSeconds, maxAgeSeconds);
				return trouble === void 0 ? [] : [`${name}:${trouble}`];
			});
		}
	};
	headingLine = new RegExp(`^==> /(?:.*/)?var/lib/server-monitor/([A-Za-z0-9._-]{1,${40}}) <==$`);
}));

// src/facts/owners.ts
/** Distinct owners by what the `listen` line says: several where several programs share a port. */
function ownersBySocket(answer) {
	const [users, processes] = [namesIn$1(answer.lines("user")), namesIn$1(answer.lines("process"))];
	const rows = answer.lines("owner").flatMap((line) => {
		const [, uid, inode = "", socket = ""] = /^(\d{1,10}) (\d{1,20}) (\S+ \S+)$/.exec(line) ?? [];
		return uid === void 0 ? [] : [{
			socket,
			user: users.get(uid) ?? uid,
			process: processes.get(inode)
		}];
	});
	const bySocket = Map.groupBy(rows, ({ socket }) => socket);
	return new Map([...bySocket].map(([socket, owners]) => [socket, distinctOwners(owners)]));
}
function distinctOwners(owners) {
	return [...new Map(owners.map(({ user, process }) => [`${user} ${process}`, {
		user,
		process
	}])).values()];
}
/** The name after each number. */
function namesIn$1(lines) {
	const pairs = lines.flatMap((line) => {
		const [, number, name = ""] = /^(\d{1,20}) (.+)$/.exec(line) ?? [];
		return number === void 0 ? [] : [[number, safeName(name)]];
	});
	return new Map(pairs);
}
var init_owners = __esmMin((() => {
	init_safe_name();
}));

// src/facts/sockets.ts
/** Our own address as the host sees it, canonical. undefined where the SSH server did not say. */
function ownAddress(answer) {
	return canonicalAddress(answer.lines("me")[0]?.split(" ")[0] ?? "");
}
/**
* Connections to the SSH port, without those that come from the machine itself (a tunnel, sslh, frp). Where the SSH server
* does not say its port, it is taken for 22, which is only true if something listens there.
*/
function readPeers(answer) {
	const { listeners, peers } = readSockets(answer);
	if (!listeners.some(({ protocol, port }) => protocol === "tcp" && port === 22) && !knowsServerPort(answer)) throw new Error("the SSH server does not say its port, and nothing listens on port 22");
	return peers.filter(({ address }) => !isLoopback(address));
}
/** An empty `me`: the probe was not started over SSH, and there is no port to know. */
function knowsServerPort(answer) {
	const me = answer.lines("me")[0] ?? "";
	return me === "" || /^\S+ \d{1,5} \S+ \d{1,5}$/.test(me) && ownAddress(answer) !== void 0;
}
function readSockets(answer) {
	const source = onlyLine(answer, "sockets");
	if (source === "proc") return fromProc(answer);
	if (source === "netstat") return fromNetstat(answer);
	if (source.startsWith("unread")) throw new Error("a socket table of /proc/net may not be read");
	throw new Error("the socket tables were read in a way that is not known");
}
function fromProc(answer) {
	const decode = bigEndian(answer) ? hexAddress : (hex) => hexAddress(swapped(hex));
	const owners = ownersBySocket(answer);
	return {
		listeners: answer.lines("listen").map((line) => {
			const [, protocol, hex = "", port = ""] = /^(tcp|udp) ([0-9A-F]+):([0-9A-F]{4})$/.exec(line) ?? [];
			const end = {
				port: hexPort(port),
				address: decode(hex)
			};
			return {
				protocol: protocolOf(protocol),
				...end,
				owners: owners.get(line) ?? []
			};
		}),
		peers: answer.lines("peer").map((line) => {
			const [hex = "", ...ports] = line.split(" ");
			return {
				address: decode(hex),
				ports: ports.map(hexPort)
			};
		})
	};
}
/** The kernel prints each 32-bit word in its own order. Our own connection, whose addresses we know, tells which. */
function bigEndian(answer) {
	const [client = "", , server = ""] = (answer.lines("me")[0] ?? "").split(" ");
	const known = [server, client].map((address) => canonicalAddress(address));
	const rows = answer.lines("own").map((line) => [...line.matchAll(/([0-9A-F]+):/g)].map(([, hex = ""]) => hex));
	const told = (order) => rows.some((ends) => known.every((address, end) => address !== void 0 && address === order(ends[end] ?? "")));
	return told(tryAddress) && !told((hex) => tryAddress(swapped(hex)));
}
function tryAddress(hex) {
	return addressOf$2(hex) ?? "";
}
/** Reverses the bytes of each 32-bit word. */
function swapped(hex) {
	return hex.replace(/(..)(..)(..)(..)/g, "$4$3$2$1");
}
function hexPort(hex) {
	if (!/^[0-9A-F]{4}$/.test(hex)) throw new Error("a socket table has a port of unknown form");
	return Number.parseInt(hex, 16);
}
function hexAddress(hex) {
	const address = addressOf$2(hex);
	if (address === void 0) throw new Error("a socket table has an address of unknown form");
	return address;
}
/** `0A00020F`, or 32 digits for IPv6, in network order. */
function addressOf$2(hex) {
	if (/^[0-9A-F]{8}$/.test(hex)) return hex.replace(/../g, (byte) => `${Number.parseInt(byte, 16)}.`).slice(0, -1);
	if (/^[0-9A-F]{32}$/.test(hex)) return canonicalAddress(hex.replace(/....(?!$)/g, "$&:"));
}
function fromNetstat(answer) {
	const rows = outputLines(answer, "net").map((line) => line.split(" "));
	if (rows.length === 0) throw new Error("netstat did not answer");
	const established = rows.filter(([, , , state]) => state === "ESTABLISHED");
	return {
		listeners: rows.filter(([, local = "", , state]) => state !== "ESTABLISHED" && !local.endsWith("*")).map(([protocol = "", local = ""]) => ({
			protocol: protocolOf(/^(?:tcp|udp)/.exec(protocol)?.[0]),
			...endOf(local),
			owners: [],
			onLoopbackInterface: /%lo\d*[.:]\d+$/.test(local)
		})),
		peers: established.flatMap(([, local = "", remote = ""]) => {
			const { address, port } = endOf(remote);
			return address === endOf(local).address ? [] : [{
				address,
				ports: [port]
			}];
		})
	};
}
/** `*.22`, `192.0.2.1.22`, `fe80::1%lo0.25`, and with a colon where it is Linux. */
function endOf(text) {
	const [, host = "", port = ""] = /^(.+)[.:](\d{1,5})$/.exec(text) ?? [];
	const address = host === "*" ? "::" : canonicalAddress(host);
	if (address === void 0 || Number(port) > 65535) throw new Error("netstat has an address of unknown form");
	return {
		address,
		port: Number(port)
	};
}
function protocolOf(text) {
	if (text === "tcp" || text === "udp") return text;
	throw new Error("a socket table has a protocol that is not known");
}
var init_sockets = __esmMin((() => {
	init_address();
	init_answer();
	init_owners();
}));

// src/facts/client-address.ts
var clientAddress;
var init_client_address = __esmMin((() => {
	init_ask_proc();
	init_sockets();
	clientAddress = {
		types: ["node", "miner"],
		ask: askProc,
		parse: ownAddress
	};
}));

// src/facts/memory.ts
/** What macOS has as hw.physmem is cut to 31 bits. */
function toldBytes(answer) {
	return [/^hw\.memsize[:=] ?(\d{1,18})$/, /^hw\.physmem[:=] ?(\d{1,18})$/].flatMap((name) => pagesNamed(answer.lines("sysctl"), name) ?? [])[0];
}
/** Cut, not rounded, as `free -m` does. Throws on what no machine has. */
function wholeMib(bytes) {
	const mib = Math.floor(bytes / 2 ** 20);
	if (!(mib >= 0 && mib <= mostMib)) throw new Error("the host told a size that no machine has");
	return mib;
}
function availableBytes(answer) {
	if (answer.lines("mem").length > 0) return 1024 * linuxAvailableKib(meminfo(answer));
	const free = pagesNamed(answer.lines("sysctl"), /^vm\.stats\.vm\.v_(?:free|inactive|laundry|cache)_count: (\d+)$/);
	if (free !== void 0) return free * pageSize(answer) + shrinkableArcBytes(answer);
	const spare = pagesNamed(answer.lines("vmstat"), sparePages);
	if (spare !== void 0) return spare * pageSize(answer);
	throw new Error("neither /proc/meminfo nor sysctl, vm_stat or vmstat answered");
}
/** The figures of /proc/meminfo, in KiB. NaN for what is no size: it spoils what is made of it, and nothing else. */
function meminfo(answer) {
	const figures = onlyLine(answer, "mem").split(" ").map(figure$2);
	return new Map(figures);
}
/** lxcfs has told sizes below zero, which look like 18446744073709346016 kB. */
function figure$2(text) {
	const [name = "", kib = ""] = text.split(":");
	return [name, /^\d{1,12}$/.test(kib) ? Number(kib) : NaN];
}
/** Kernels before 3.14 do not tell: what is free, and what the kernel would give up. Shared memory is not given up. */
function linuxAvailableKib(figures) {
	const total = figures.get("MemTotal") ?? Number.POSITIVE_INFINITY;
	const told = figures.get("MemAvailable");
	if (told !== void 0 && told <= total) return told;
	const free = figures.get("MemFree");
	if (free === void 0) throw new Error("/proc/meminfo has neither MemAvailable nor MemFree that can be true");
	const kib = [
		"Buffers",
		"Cached",
		"SReclaimable"
	].map((name) => figures.get(name) ?? 0).reduce((sum, each) => sum + each, free) - (figures.get("Shmem") ?? 0);
	if (kib > total) throw new Error("/proc/meminfo has more memory available than there is");
	return Math.max(0, kib);
}
/** The sum of the numbers in the lines that match. undefined if none does. */
function pagesNamed(lines, name) {
	const pages = lines.flatMap((line) => name.exec(line)?.slice(1).find(Boolean) ?? []).map(Number);
	return pages.length === 0 ? void 0 : pages.reduce((sum, count) => sum + count, 0);
}
function pageSize(answer) {
	const [bytes] = [...answer.lines("vmstat"), ...answer.lines("sysctl")].flatMap((line) => pagesNamed([line], pageBytes) ?? []);
	if (bytes === void 0) throw new Error("the host did not say how large a page is");
	return bytes;
}
/** ZFS gives its cache back down to a minimum. */
function shrinkableArcBytes(answer) {
	const size = pagesNamed(answer.lines("sysctl"), /^kstat\.zfs\.misc\.arcstats\.size: (\d+)$/) ?? 0;
	const minimum = pagesNamed(answer.lines("sysctl"), /^kstat\.zfs\.misc\.arcstats\.c_min: (\d+)$/) ?? 0;
	return Math.max(0, size - minimum);
}
var memory$1, memoryTotal, mostMib, sparePages, pageBytes;
var init_memory = __esmMin((() => {
	init_answer();
	init_ask_proc();
	memory$1 = {
		types: ["node", "miner"],
		ask: askProc,
		parse: (answer) => wholeMib(availableBytes(answer))
	};
	memoryTotal = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: (answer) => {
			const kib = answer.lines("mem").length > 0 ? meminfo(answer).get("MemTotal") : void 0;
			const bytes = kib === void 0 ? toldBytes(answer) : 1024 * kib;
			return bytes === void 0 ? void 0 : wholeMib(bytes);
		}
	};
	mostMib = 2 ** 40;
	sparePages = /^(?:(\d+) pages (?:free|inactive)|Pages (?:free|inactive|speculative|purgeable): +(\d+)\.)$/;
	pageBytes = /^(?:hw\.pagesize[:=] ?(\d+)|(\d+) bytes per page|Mach.*page size of (\d+) bytes\))$/;
}));

// src/facts/mounted.ts
/** Mount points that are writable, `/` left out. undefined: the mount table was not read. */
function writableMounts(answer) {
	return mountsThatAre("rw", answer);
}
/** Mount points that have become read-only. undefined: the mount table was not read. */
function readonlyMounts(answer) {
	return mountsThatAre("ro", answer);
}
function mountsThatAre(state, answer) {
	if (answer.lines("mounts").length === 0) return void 0;
	return answer.lines("mount").flatMap((line) => line.startsWith(`${state} /`) ? [line.slice(3)] : []);
}
/**
* What stands for `/`: itself, or, of a read-only image (composefs of Fedora Atomic and CoreOS, erofs or squashfs of Home
* Assistant OS), what the system writes to. undefined: an image that writes to nothing.
*/
function rootMount(answer) {
	if (answer.lines("image").length === 0) return "/";
	const writable = writableMounts(answer) ?? [];
	return imageTargets.findLast((target) => writable.includes(target));
}
/** Throws where nobody answered for it. */
function figuresOf$1(mount, answer) {
	const [row] = [...statfsRows(answer), ...dfRows(answer)].filter((each) => each.mount === mount);
	if (row === void 0) {
		const isLate = [exitStatus(answer, "statfs"), exitStatus(answer, "disk")].includes(137);
		throw new Error(isLate ? "the file systems did not answer within 5 s" : `neither stat nor df answered for ${mount}`);
	}
	const inodesFreePct = row.inodes > 0 && row.inodesFree <= row.inodes ? 100 * row.inodesFree / row.inodes : void 0;
	return {
		/** Each on its own: a figure that cannot be spoils its cell alone. */
		get availMib() {
			return wholeMib(row.avail);
		},
		get sizeMib() {
			return wholeMib(row.size);
		},
		inodesFreePct: inodesFreePct === void 0 ? void 0 : Math.floor(inodesFreePct)
	};
}
function statfsRows(answer) {
	return outputLines(answer, "statfs").flatMap((line) => {
		const [, mount = "", ...digits] = reordered(/^(\d{1,9}) (\d{1,20}) (\d{1,20}) (\d{1,20}) (\d{1,20}) (\/.*)$/.exec(line));
		const [block = 0, blocks = 0, avail = 0, inodes = 0, inodesFree = 0] = digits.map(Number);
		return blocks === 0 ? [] : [{
			mount,
			size: block * blocks,
			avail: block * avail,
			inodes,
			inodesFree
		}];
	});
}
/** The mount point, which comes last, first. */
function reordered(match) {
	const [all = "", ...parts] = match ?? [];
	return [
		all,
		parts.at(-1) ?? "",
		...parts.slice(0, -1)
	];
}
/** BSD counts below zero where root has written into its reserve. */
function dfRows(answer) {
	return outputLines(answer, "disk").flatMap((line) => {
		const [, size, avail, mount = ""] = dfRow.exec(line) ?? [];
		if (!(Number(size) > 0)) return [];
		return [{
			mount,
			size: 1024 * Number(size),
			avail: 1024 * Math.max(0, Number(avail)),
			inodes: 0,
			inodesFree: 0
		}];
	});
}
var askFileSystems, dfRow;
var init_mounted = __esmMin((() => {
	init_answer();
	init_awk_pass();
	init_memory();
	askFileSystems = `\
IFS=$newline
set -f
set -- / $mounts
set +f
IFS=$blanks
tell statfs ${100 + 10} within 5 stat -f -c '%S %b %a %c %d %n' "$@" || [ $count -gt 0 ] || tell disk ${100 + 10} within 5 df -Pk "$@"`;
	dfRow = / (\d+) +-?\d+ +(-?\d+) +(?:-|\d+%) +(\/.*)$/;
}));

// src/facts/disk.ts
function root(answer) {
	const mount = rootMount(answer);
	return mount === void 0 ? void 0 : figuresOf$1(mount, answer);
}
var question$4, disk$1, diskSize;
var init_disk = __esmMin((() => {
	init_mounted();
	question$4 = {
		types: ["node", "miner"],
		ask: askFileSystems,
		mayHang: true
	};
	disk$1 = {
		...question$4,
		parse: (answer) => root(answer)?.availMib
	};
	diskSize = {
		...question$4,
		parse: (answer) => root(answer)?.sizeMib
	};
}));

// src/facts/failed-units.ts
function unitsOf(answer) {
	return outputLines(answer, "failed").flatMap((line) => {
		const [, unit, load] = unitLine.exec(`${line} `) ?? [];
		if (unit === void 0) throw new Error("systemctl answered in a form that is not known");
		return load === "not-found" || load === "masked" || unit.endsWith(".scope") ? [] : [unitName(unit)];
	});
}
function unitName(unit) {
	return unit.slice(0, longestUnit).replace(/[^A-Za-z0-9:_.@\\-]/g, "_");
}
var mostUnits, failedUnits, unitLine, longestUnit;
var init_failed_units = __esmMin((() => {
	init_answer();
	mostUnits = 100;
	failedUnits = {
		types: ["node", "miner"],
		ask: `\
if [ -d $run/systemd/system ] && { [ "$me" = 0 ] || [ -e $run/dbus/system_bus_socket ]; }; then
  tell failed ${mostUnits} within 5 systemctl list-units --state=failed --plain --no-legend --no-pager
  [ $count -gt ${mostUnits} ] && say cut failedUnits
fi`,
		since: 2,
		mayHang: true,
		parse: (answer) => {
			const status = exitStatus(answer, "failed");
			if (status === void 0) return void 0;
			if (status !== 0) throw new Error(`systemctl ${status === 137 ? "did not answer within 5 s" : `failed (exit ${status})`}`);
			return [...new Set(unitsOf(answer))].sort();
		}
	};
	unitLine = /^(?:[^\w/-] )?(\S+) +(\S+) +failed /;
	longestUnit = 100;
}));

// src/facts/file-systems.ts
function others(answer) {
	const root = rootMount(answer);
	return writableMounts(answer)?.filter((mount) => mount !== root).flatMap((mount) => {
		const figures = figuresIfKnown(mount, answer);
		return figures === void 0 ? [] : [{
			mount,
			figures
		}];
	});
}
function figuresIfKnown(mount, answer) {
	try {
		const { availMib, sizeMib, inodesFreePct } = figuresOf$1(mount, answer);
		return {
			availMib,
			sizeMib,
			inodesFreePct
		};
	} catch {
		return;
	}
}
function mountName(mount) {
	return mount.slice(0, longestMount).replace(/[\s+,:"\p{C}]/gu, "?");
}
function threeDigits(mib) {
	return mib < 1e3 ? mib : Number(mib.toPrecision(3));
}
var question$3, disks, inodesFree, ostreeMounts, readonlyFileSystems, longestMount;
var init_file_systems = __esmMin((() => {
	init_ask_proc();
	init_mounted();
	question$3 = {
		types: ["node", "miner"],
		ask: askFileSystems,
		since: 2,
		mayHang: true
	};
	disks = {
		...question$3,
		parse: (answer) => others(answer)?.map(({ mount, figures }) => ({
			mount: mountName(mount),
			availMib: threeDigits(figures.availMib),
			sizeMib: threeDigits(figures.sizeMib)
		})).sort((a, b) => a.mount < b.mount ? -1 : 1)
	};
	inodesFree = {
		...question$3,
		parse: (answer) => {
			const root = rootMount(answer);
			const known = [...root === void 0 ? [] : [figuresOf$1(root, answer)], ...(others(answer) ?? []).map((each) => each.figures)].flatMap(({ inodesFreePct }) => inodesFreePct ?? []);
			return known.length === 0 ? void 0 : Math.min(...known);
		}
	};
	ostreeMounts = [
		"/boot",
		"/boot/efi",
		"/sysroot",
		"/usr"
	];
	readonlyFileSystems = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: (answer) => {
			const intended = answer.lines("ostree").length > 0 ? ostreeMounts : [];
			return readonlyMounts(answer)?.filter((mount) => !intended.includes(mount)).map(mountName).sort();
		}
	};
	longestMount = 100;
}));

// src/facts/gpu.ts
/** Half a list would read as cards that are gone. These are what `timeout` and a kill leave, the last in ksh93 with the first revision of the probe. */
function assertFinished(answer) {
	const status = exitStatus(answer, "gpus");
	if (status === void 0) throw new Error(answer.lines("gpus")[0] ?? "nvidia-smi did not answer");
	if ([
		124,
		137,
		265
	].includes(status)) throw new Error("nvidia-smi did not answer within 10 s");
}
function rowsByIndex(answer) {
	const rows = answer.lines("gpus").flatMap((line) => {
		const [, index, temperature, memory, power] = /^(\d{1,2}), ([^,]*), ([^,]*), ([^,]*)$/.exec(line) ?? [];
		if (index === void 0 || Number(index) >= mostGpus$1) return [];
		const card = {
			tempC: figure$1(temperature, 200),
			memMib: figure$1(memory, 9999999),
			powerW: figure$1(power, 9999)
		};
		return [[Number(index), card]];
	});
	return new Map(rows);
}
/** A number, with its unit where a driver ignores `nounits`. Anything else, such as `[N/A]`, is the card's way to say no. */
function figure$1(text = "", most) {
	const [, number] = /^(\d{1,7}(?:\.\d{1,3})?)(?: (?:C|W|MiB))?$/.exec(text.trim()) ?? [];
	return number === void 0 || Number(number) > most ? void 0 : Number(number);
}
var mostGpus$1, gpu, silent;
var init_gpu = __esmMin((() => {
	init_answer();
	mostGpus$1 = 64;
	gpu = {
		types: ["miner"],
		/** Can take seconds to wake the cards, and for ever where a driver is stuck. Errors come on both outputs. */
		ask: `\
if command -v nvidia-smi >/dev/null 2>&1; then
  nvidia_smi() {
    within 10 nvidia-smi --query-gpu=index,temperature.gpu,memory.used,power.draw --format=csv,noheader,nounits 2>&1
  }
  tell gpus 128 nvidia_smi
else
  say gpus nvidia-smi is not installed
fi`,
		mayHang: true,
		parse: (answer) => {
			assertFinished(answer);
			const rows = rowsByIndex(answer);
			const lost = answer.lines("gpus").filter((line) => /^Unable to determine the device handle for /.test(line)).length;
			const last = Math.max(-1, ...rows.keys());
			const count = Math.max(last + 1, rows.size + lost);
			if (count === 0) throw new Error(`nvidia-smi shows no card: ${answer.lines("gpus")[0]}`);
			return Array.from({ length: count }, (_, index) => rows.get(index) ?? silent);
		}
	};
	silent = {
		tempC: void 0,
		memMib: void 0,
		powerW: void 0
	};
}));

// src/facts/ephemeral-ports.ts
/** Whether a listener is such a socket, below the usual range. */
function isPassing(answer) {
	const [, first = 0, last = 0] = /^(\d{1,5}) (\d{1,5})$/.exec(answer.lines("range")[0] ?? "")?.map(Number) ?? [];
	if (first < believedFirst) return () => false;
	return ({ port, protocol }) => protocol === "udp" && port >= first && port <= last && port < usualFirst;
}
var usualFirst, believedFirst;
var init_ephemeral_ports = __esmMin((() => {
	usualFirst = 32768;
	believedFirst = 1024;
}));

// src/facts/ports.ts
/** The listeners behind the ports of the column. */
function unknownListeners(answer, vouched) {
	const passing = isPassing(answer);
	return readSockets(answer).listeners.filter((listener) => reachable(listener) && !vouched.port(listener.port, listener.protocol) && !passing(listener));
}
function portKey({ port, protocol }) {
	return `${port}/${protocol}`;
}
/** A UDP socket that is bound without a port yet is listed with port 0. */
function reachable({ address, port, onLoopbackInterface }) {
	return port > 0 && !isLoopback(address) && onLoopbackInterface !== true;
}
function byNumber(a, b) {
	return a.port - b.port || (a.protocol < b.protocol ? -1 : 1);
}
var ports$1;
var init_ports = __esmMin((() => {
	init_address();
	init_ask_proc();
	init_ephemeral_ports();
	init_sockets();
	ports$1 = {
		types: ["node"],
		ask: askProc,
		parse: (answer, vouched) => {
			const unknown = unknownListeners(answer, vouched);
			return [...new Map(unknown.map(({ port, protocol }) => [portKey({
				port,
				protocol
			}), {
				port,
				protocol
			}])).values()].sort(byNumber);
		}
	};
}));

// src/facts/listeners.ts
var awkPass, listeners;
var init_listeners = __esmMin((() => {
	init_address();
	init_answer();
	init_owners();
	init_ports();
	awkPass = `
    $2 == "owner" { if (!wanted[$4]++) { inodes[++count] = $4; missing++ } next }
    /^\\/.*\\/fd:$/ { parts = split($0, part, "/"); pid = part[parts - 1]; next }
    ++descriptors > 4000 { exit }
    / -> socket:\\[[0-9]+\\]$/ {
      inode = substr($NF, 9, length($NF) - 9)
      if (!(inode in wanted) || inode in holder && holder[inode] != 1) next
      holder[inode] = pid
      if (pid != 1 && !--missing) exit
    }
    END {
      for (at = 1; at <= count; at++) {
        if (!(inodes[at] in holder)) continue
        file = proc "/" holder[inodes[at]] "/comm"
        if ((getline name <file) > 0) print mark "process", inodes[at], name
        close(file)
      }
    }
  `;
	listeners = {
		types: ["node"],
		/**
		* After the sockets, whose owners it goes by. Root sees into all processes, others into their own: a user who owns none
		* of the listeners has nothing to find, and does not look.
		*/
		ask: `\
case $me:$tables in
  0:*" owner "* | *" owner $me "*)
    {
      printf '%s\\n' "$tables"
      within 2 ls -ln $proc/[0-9]*/fd 2>/dev/null
    } | awk -v mark='${mark}' -v proc=$proc '${awkPass}' 2>/dev/null
    ;;
esac`,
		mayHang: true,
		parse: (answer, vouched) => {
			const byPort = Map.groupBy(unknownListeners(answer, vouched), portKey);
			return ports$1.parse(answer, vouched).map((port) => {
				const sharing = byPort.get(portKey(port)) ?? [];
				const addresses = [...new Set(sharing.map(({ address }) => address))].sort(compareAddresses);
				return {
					...port,
					addresses,
					owners: distinctOwners(sharing.flatMap(({ owners }) => owners))
				};
			});
		}
	};
}));

// src/facts/load.ts
/** Whether the host is a container: what /proc and /sys tell of the machine is not its own. */
function isContainer(answer) {
	return answer.lines("container").length > 0;
}
function sysctl(pattern, answer) {
	return answer.lines("sysctl").flatMap((line) => pattern.exec(line)?.[1] ?? [])[0];
}
var question$2, load15, oomKills;
var init_load = __esmMin((() => {
	init_ask_proc();
	question$2 = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2
	};
	load15 = {
		...question$2,
		parse: (answer) => {
			if (isContainer(answer)) return void 0;
			const [, linux, cpus] = /^(\d{1,6}\.\d\d) (\d{1,5})$/.exec(answer.lines("load")[0] ?? "") ?? [];
			const load = linux ?? sysctl(/^vm\.loadavg[:=] ?(?:\{ )?[\d.]+ [\d.]+ (\d{1,6}\.\d+)/, answer);
			const processors = Number(cpus ?? sysctl(/^hw\.ncpu[:=] ?(\d{1,5})$/, answer) ?? 0);
			return load === void 0 || processors === 0 ? void 0 : Number(load) / processors;
		}
	};
	oomKills = {
		...question$2,
		parse: (answer) => {
			const [, kills] = /^(\d{1,12})$/.exec(answer.lines("oom")[0] ?? "") ?? [];
			return kills === void 0 || isContainer(answer) ? void 0 : Number(kills);
		}
	};
}));

// src/facts/ask-logins.ts
var mostLogins, logindPass, titlesPass, askLogins;
var init_ask_logins = __esmMin((() => {
	mostLogins = 100;
	logindPass = `
  sessions=$run/systemd/sessions count=0
  for file in $sessions/*; do
    [ -f "$file" ] && [ -r "$file" ] || continue
    user= host= state=
    while read -r line; do
      case $line in USER=*) user=\${line#*=} ;; REMOTE_HOST=*) host=\${line#*=} ;; STATE=*) state=\${line#*=} ;; esac
    done <"$file"
    [ "$file" = "$sessions/$XDG_SESSION_ID" ] && { asked=1; continue; }
    [ "$host" ] && [ "$state" != closing ] || continue
    [ "$host" = "\${SSH_CONNECTION%% *}" ] && asked=1
    count=$((count + 1))
    [ $count -gt ${mostLogins} ] && { say cut logins; break; }
    say session "\${user:-?}" "$host"
  done`;
	titlesPass = `
  count=0
  for file in $proc/[0-9]*/comm; do
    comm= title=
    read -r comm <"$file"
    case $comm in sshd*) read -r title <"\${file%comm}cmdline" ;; esac
    case $title in sshd*': '*@*) ;; *) continue ;; esac
    count=$((count + 1))
    [ $count -gt ${mostLogins} ] && { say cut logins; break; }
    say title "$title"
  done`;
	askLogins = `\
asked= utmp=
for file in $run/utmp $root/var/run/utmp $root/var/run/utmpx $root/var/run/utx.active; do
  { [ -s $file ] || { [ -r $file ] && ! [ -r $proc/uptime ]; }; } && utmp=1
done
[ "$utmp" ] && { tell logins ${mostLogins} who --ips || tell logins ${mostLogins} who; } && asked=1
{${logindPass}
} 2>/dev/null
if [ "$asked" ]; then say who asked
elif [ -r $proc/1/comm ]; then
  [ "$others" ] && {${titlesPass}
  } 2>/dev/null
  say who titles "\${LOGNAME:-$USER}"
fi`;
}));

// src/facts/peers.ts
/** Each address once, its ports in numeric order. */
function strangers(answer, vouched) {
	const ourselves = ownAddress(answer);
	const unknown = readPeers(answer).filter(({ address }) => address !== ourselves && !vouched.peer(address));
	return [...Map.groupBy(unknown, ({ address }) => address)].map(([address, of]) => ({
		address,
		ports: distinctPorts(of)
	})).sort((a, b) => compareAddresses(a.address, b.address));
}
function distinctPorts(peers) {
	return [...new Set(peers.flatMap((peer) => peer.ports))].sort((a, b) => a - b).slice(0, 50);
}
var peers$1, peerPorts;
var init_peers = __esmMin((() => {
	init_address();
	init_ask_proc();
	init_awk_pass();
	init_sockets();
	peers$1 = {
		types: ["node", "miner"],
		ask: askProc,
		parse: (answer, vouched) => strangers(answer, vouched).map(({ address }) => address)
	};
	peerPorts = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: (answer, vouched) => strangers(answer, vouched).map(({ ports }) => ports)
	};
}));

// src/facts/logins.ts
function unknownLogin({ user, from }, known) {
	const shown = canonicalAddress(from) ?? hostName(from);
	if (shown === void 0 || known(shown, user)) return void 0;
	return `${safeName(user)}@${shown}`;
}
function terminalSessions(answer) {
	if ((exitStatus(answer, "logins") ?? 0) !== 0) return [];
	return outputLines(answer, "logins").flatMap((line) => {
		if (line === "") return [];
		const [, user, terminal, from = ""] = whoLine.exec(line) ?? [];
		if (user === void 0) throw new Error("who answered in a form that is not known");
		const end = remoteEnd(/^\((.*)\)$/.exec(from)?.[1] ?? from);
		return end === terminal ? [] : [{
			user,
			from: end
		}];
	});
}
/** Without the display or screen of `10.0.0.1:S.0`, the user of `alice@10.0.0.1`, and mosh's `via mosh [1234]`. */
function remoteEnd(from) {
	const end = from.replace(/ via mosh \[\d+\]$/, "").replace(/^.*@/, "");
	return canonicalAddress(end) === void 0 ? end.replace(/:(?:S\.)?\d+(?:\.\d+)?$/, "") : end;
}
/** A session from a name (`UseDNS yes`) may be that of a known address: it counts only where somebody unknown is connected. */
function logindSessions(answer, vouched) {
	const sessions = answer.lines("session").flatMap((line) => {
		const [, user, from] = /^(\S+) (\S+)$/.exec(line) ?? [];
		return user === void 0 || from === void 0 ? [] : [{
			user,
			from
		}];
	});
	if (!sessions.some(({ from }) => canonicalAddress(from) === void 0) || strangers(answer, vouched).length > 0) return sessions;
	return sessions.filter(({ from }) => canonicalAddress(from) !== void 0);
}
/**
* A title does not say from where. Nobody unknown is logged in where nobody unknown is connected; who is logged in comes from
* the one address that is connected; of several addresses nobody can tell.
*/
function titleSessions(answer, vouched, known) {
	const [source, ourUser = ""] = (answer.lines("who")[0] ?? "").split(" ");
	if (source === "asked") return [];
	if (source !== "titles") throw new Error("neither utmp, logind nor the titles of sshd's processes could be read");
	if (strangers(answer, vouched).length === 0) return [];
	const users = answer.lines("title").flatMap((line) => titleLine.exec(line)?.[1] ?? []);
	const ours = users.indexOf(ourUser);
	if (ours < 0 && answer.lines("me")[0] !== "") throw new Error("somebody unknown is connected, and the SSH server does not tell who is logged in");
	const connections = otherConnections(answer);
	const isUnknown = (user) => connections.some((address) => !known(address, user));
	const others = users.filter((user, index) => index !== ours && isUnknown(user));
	if (others.length === 0) return [];
	const [from = "", ...more] = new Set(connections);
	if (more.length > 0 || others.length > connections.length) throw new Error(`${others.map(safeName).join(", ")} logged in, and the host does not tell from where`);
	return others.map((user) => ({
		user,
		from
	}));
}
/** The address of each connection to the SSH port but our own. */
function otherConnections(answer) {
	const ourselves = ownAddress(answer);
	const ourPort = Number(answer.lines("me")[0]?.split(" ")[1]);
	return readPeers(answer).flatMap(({ address, ports }) => ports.filter((port) => address !== ourselves || port !== ourPort).map(() => address));
}
/**
* A name that a server looked up for an address. A name without a dot is none: a terminal program has written it there, such
* as the `f` of some xterms, `unix` of `unix:0`, or `localhost`.
*/
function hostName(text) {
	const name = text.toLowerCase();
	return dnsPattern.test(name) && !name.startsWith("localhost.") ? name : void 0;
}
var logins, whoLine, titleLine, dnsLabel, dnsPattern;
var init_logins = __esmMin((() => {
	init_address();
	init_answer();
	init_ask_logins();
	init_peers();
	init_safe_name();
	init_sockets();
	logins = {
		types: ["node", "miner"],
		ask: askLogins,
		/**
		* `user@address`, sorted. The address is a name where the host knows no better. undefined: the first revision of the
		* probe asked `who` alone, and an empty answer of it proves nothing.
		*/
		parse: (answer, vouched) => {
			const ourselves = ownAddress(answer);
			const known = (from, user) => from === ourselves || isLoopback(from) || vouched.peer(from, user);
			const sessions = [
				...terminalSessions(answer),
				...logindSessions(answer, vouched),
				...titleSessions(answer, vouched, known)
			];
			const found = [...new Set(sessions.flatMap((session) => unknownLogin(session, known) ?? []))].sort();
			return answer.revision < 2 && found.length === 0 && sessions.length === 0 ? void 0 : found;
		}
	};
	whoLine = /^(\S+) +(\S+) .* \d\d:\d\d(?::\d\d)?(?: +(\S.*))?$/;
	titleLine = /^sshd(?:-session)?: (\S+)@((?:notty|pts\/|tty)\S*)$/;
	dnsLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
	dnsPattern = new RegExp(`^(?=.*[A-Za-z])(?=.{1,253}$)${dnsLabel}(?:\\.${dnsLabel})+$`);
}));

// src/facts/packages.ts
/** An upgrade that removes the running kernel's modules changes their folder. */
function modulesGone(answer) {
	return newest$1(/\/lib\/modules$/, answer);
}
var question$1, rebootDays, lists$1, packagesDays;
var init_packages = __esmMin((() => {
	init_ask_files();
	init_clock$2();
	init_load();
	init_stamps();
	question$1 = {
		types: ["node", "miner"],
		ask: askFiles,
		since: 2
	};
	rebootDays = {
		...question$1,
		parse: (answer) => {
			if (isContainer(answer)) return void 0;
			const [modules] = answer.lines("modules");
			const since = newest$1(/\/run\/reboot-required$/, answer) ?? (modules === "gone" ? modulesGone(answer) : void 0);
			if (since !== void 0) return daysSince(since, answer);
			return modules === "there" || answer.lines("reboot").includes("told") ? "no" : void 0;
		}
	};
	lists$1 = /\/(?:apt\/periodic\/update-(?:success-)?stamp|apt\/lists|cache\/dnf|last_makecache|libdnf5|pacman\/sync|APKINDEX\.[^/]*)$/;
	packagesDays = {
		...question$1,
		parse: (answer) => {
			const refreshed = newest$1(lists$1, answer);
			return refreshed === void 0 ? void 0 : daysSince(refreshed, answer);
		}
	};
}));

// src/facts/probe-script.ts
/** The script that asks this, in this order; a text that is there twice runs once. */
function scriptOf(asks) {
	return `${before}${[...new Set(asks)].join("\n")}${after$2}`;
}
var before, after$2;
var init_probe_script = __esmMin((() => {
	init_answer();
	before = `\
#!/bin/sh
# server-monitor: asks this machine for its figures. Changes nothing, writes no file, needs no root, arguments or input.
# To allow a key this and nothing else, in authorized_keys:
#   restrict,command="/usr/local/bin/server-monitor-probe" ssh-ed25519 ...
root=
programs=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
[ -z "\${ZSH_VERSION-}" ] || emulate sh
server_monitor_probe() {
set +eufx
blanks=' 	
' newline='
'
IFS=$blanks words='a b'
set -- $words
[ $# = 2 ] || { echo; echo 'this shell does not split words as sh does'; return; }
proc=$root/proc run=$root/run etc=$root/etc limit=timeout
LC_ALL=C TZ=UTC0 PATH=\${PATH:+$PATH:}$programs
export LC_ALL TZ PATH
unset POSIXLY_CORRECT BLOCKSIZE BLOCK_SIZE DF_BLOCK_SIZE
say() {
  text=$*
  printf '${mark}%.500s\\n' "\${text%%"$newline"*}"
}
tell() {
  key=$1 most=$2 count=0
  shift 2
  told=$("$@" 2>/dev/null)
  code=$?
  [ $code = 127 ] && [ "$1$limit" = withintimeout ] && { limit= told=$("$@" 2>/dev/null); code=$?; }
  IFS=$newline
  set -f
  set -- $told
  set +f
  IFS=$blanks
  [ $code -gt 255 ] && code=137
  for line; do
    count=$((count + 1))
    [ $count -gt $most ] && { say cut $key; break; }
    say $key "$line"
  done
  say $key exit $code
  return $code
}
within() {
  seconds=$1
  shift
  if [ "$limit" ]; then
    timeout -s KILL $seconds "$@"
    code=$?
  else
    "$@" &
    child=$!
    (while [ $seconds -gt 0 ]; do sleep 1 || exit; seconds=$((seconds - 1)); done; kill -KILL $child) >/dev/null 2>&1 &
    watchdog=$!
    wait $child 2>/dev/null
    code=$?
    kill -KILL $watchdog 2>/dev/null
    wait $watchdog 2>/dev/null
  fi
  [ $code -gt 255 ] && code=137
  return $code
}
echo
say v ${"1"}
say probe ${2}
`;
	after$2 = `
printf '${endLine}\\n'
}
server_monitor_probe </dev/null
exit 0
`;
}));

// src/facts/raid.ts
function arrays(answer) {
	return answer.lines("md").flatMap((line) => {
		const [, name, missing, state] = /^(\S+) (\S+) (\S+)$/.exec(line) ?? [];
		if (name === void 0 || !/^(?:-|\d{1,6})$/.test(missing ?? "") || state === "?") throw new Error("/sys does not tell how an md array is");
		return Number(missing) > 0 || state === "broken" ? [safeName(name)] : [];
	});
}
function pools(answer) {
	if ((exitStatus(answer, "pools") ?? 0) !== 0) throw new Error("zpool list failed");
	return [...answer.lines("zpool"), ...outputLines(answer, "pools")].flatMap((line) => {
		const [, name, health = ""] = /^(.+) (\S+)$/.exec(line) ?? [];
		if (name === void 0 || !healths.includes(health)) throw new Error("a ZFS pool does not tell how it is");
		return health === "ONLINE" ? [] : [`zfs:${safeName(name)}`];
	});
}
function volumes(answer) {
	return answer.lines("btrfs").flatMap((line) => {
		const [, id = "", missing, label] = /^([0-9a-f-]{1,36}) ([01]) ?(.*)$/.exec(line) ?? [];
		if (missing === void 0) throw new Error("/sys does not tell how a btrfs is");
		return missing === "1" ? [`btrfs:${safeName(label || id.slice(0, 8))}`] : [];
	});
}
var mostDevices, raid, healths;
var init_raid = __esmMin((() => {
	init_answer();
	init_safe_name();
	mostDevices = 100;
	raid = {
		types: ["node", "miner"],
		ask: `\
count=0
{
  [ "$container" ] || for file in $root/sys/block/md*/md; do
    [ -d $file ] && [ $count -lt ${mostDevices} ] || continue
    count=$((count + 1)) missing=- state=-
    if [ -e $file/degraded ]; then missing=; read -r missing <$file/degraded; fi
    if [ -e $file/array_state ]; then state=; read -r state <$file/array_state; fi
    file=\${file%/md}
    say md \${file##*/} "\${missing:-?}" "\${state:-?}"
  done
  [ "$container" ] || for file in $proc/spl/kstat/zfs/*/state; do
    [ -e "$file" ] && [ $count -lt ${mostDevices} ] || continue
    count=$((count + 1)) state=
    read -r state <"$file"
    file=\${file%/state}
    say zpool "\${file##*/}" "\${state:-?}"
  done
  [ "$container" ] || for file in $root/sys/fs/btrfs/*/devinfo/*/missing; do
    [ -e $file ] && [ $count -lt ${mostDevices} ] || continue
    count=$((count + 1)) missing= label=
    read -r missing <$file
    file=\${file%/devinfo/*}
    read -r label <$file/label
    say btrfs \${file##*/} "\${missing:-?}" "$label"
  done
} 2>/dev/null
[ $count -lt ${mostDevices} ] || say cut raid
if ! [ -r $proc/uptime ] && command -v zpool >/dev/null 2>&1; then
  pools() {
    set -- $(within 5 zpool list -H -o name,health; echo = $?)
    while [ $# -gt 2 ]; do echo $1 $2; shift 2; done
    return $2
  }
  tell pools ${mostDevices} pools
fi`,
		since: 2,
		mayHang: true,
		parse: (answer) => {
			return [
				"md",
				"zpool",
				"pools",
				"btrfs"
			].some((key) => answer.lines(key).length > 0) ? [.../* @__PURE__ */ new Set([
				...arrays(answer),
				...pools(answer),
				...volumes(answer)
			])].sort() : void 0;
		}
	};
	healths = [
		"ONLINE",
		"DEGRADED",
		"FAULTED",
		"OFFLINE",
		"REMOVED",
		"UNAVAIL",
		"SUSPENDED"
	];
}));

// src/facts/revision.ts
var revision;
var init_revision = __esmMin((() => {
	init_ask_proc();
	revision = {
		types: ["node", "miner"],
		ask: askProc,
		parse: (answer) => answer.revision
	};
}));

// src/facts/sensors.ts
var question, mostDegrees, temperature, throttleBits, alarms, power;
var init_sensors = __esmMin((() => {
	question = {
		types: ["node", "miner"],
		ask: `\
{
  hottest= sensors=0
  [ "$container" ] || for file in $root/sys/class/hwmon/hwmon*/temp*_input $root/sys/class/thermal/thermal_zone*/temp; do
    sensors=$((sensors + 1)) name= value=
    [ -r $file ] && [ $sensors -le 300 ] || continue
    case $file in */hwmon/*) read -r name <\${file%/*}/name ;; esac
    [ "$name" = drivetemp ] || read -r value <$file
    case $value in '' | *[!0-9]* | ???????*) continue ;; esac
    [ $value -gt \${hottest:-0} ] && hottest=$value
  done
  [ "$hottest" ] && say temp $hottest
  [ "$container" ] || for file in $root/sys/class/hwmon/hwmon*/in0_lcrit_alarm $root/sys/class/hwmon/hwmon*/temp1_alarm; do
    [ -r $file ] || continue
    name= value=
    read -r name <\${file%/*}/name
    case $name in rpi_volt | nvme) read -r value <$file && say alarm $name $value ;; esac
  done
  file=$root/sys/devices/platform/soc/soc:firmware/get_throttled value=
  [ "$container" ] || { [ -r $file ] && read -r value <$file && say throttled $value; }
} 2>/dev/null`,
		since: 2,
		mayHang: true
	};
	mostDegrees = 150;
	temperature = {
		...question,
		parse: (answer) => {
			const [, thousandths] = /^(\d{1,6})$/.exec(answer.lines("temp")[0] ?? "") ?? [];
			const degrees = Math.round(Number(thousandths ?? NaN) / 1e3);
			return degrees <= mostDegrees ? degrees : void 0;
		}
	};
	throttleBits = [
		"undervoltage",
		"frequency-capped",
		"throttled",
		"overheating"
	];
	alarms = {
		rpi_volt: "undervoltage",
		nvme: "overheating"
	};
	power = {
		...question,
		parse: (answer) => {
			const [, hex] = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(answer.lines("throttled")[0] ?? "") ?? [];
			const chips = answer.lines("alarm").flatMap((line) => {
				const [name = "", value] = line.split(" ");
				const alarm = alarms[name];
				return alarm !== void 0 && /^[01]$/.test(value ?? "") ? [{
					alarm,
					isOn: value === "1"
				}] : [];
			});
			if (hex === void 0 && chips.length === 0) return void 0;
			const bits = Number.parseInt(hex ?? "0", 16);
			const now = [...throttleBits.filter((_, bit) => (bits >> bit) % 2 !== 0), ...chips.filter(({ isOn }) => isOn).map(({ alarm }) => alarm)];
			return [...new Set(now)].sort();
		}
	};
}));

// src/facts/swap.ts
function bytesOf$1(answer, figure) {
	if (answer.lines("mem").length > 0) return kibToBytes(figure === "free" ? linuxFreeKib(answer) : linuxTotalKib(answer));
	const macos = answer.lines("sysctl").flatMap((line) => new RegExp(`^vm\\.swapusage: .*\\b${figure} = (\\d{1,12}\\.\\d+)M`).exec(line)?.[1] ?? []);
	if (macos[0] !== void 0) return Number(macos[0]) * 2 ** 20;
	const table = answer.lines("swap");
	if (!table.some((line) => line.startsWith("Device "))) return void 0;
	return 1024 * table.map((line) => deviceKib(line, figure)).reduce((sum, kib) => sum + kib, 0);
}
function kibToBytes(kib) {
	return kib === void 0 ? void 0 : 1024 * kib;
}
function linuxTotalKib(answer) {
	return meminfo(answer).get("SwapTotal");
}
function linuxFreeKib(answer) {
	const figures = meminfo(answer);
	const total = figures.get("SwapTotal") ?? Number.POSITIVE_INFINITY;
	if (total === 0) return 0;
	const free = figures.get("SwapFree");
	if (free === void 0 || !(free <= total)) throw new Error("/proc/meminfo has no SwapFree that can be true");
	return free;
}
/** Columns: device, blocks, used, available. The heading and the total of several devices are none. */
function deviceKib(line, figure) {
	const [, total, free] = /^\/\S+ +(\d{1,15}) +\d+ +(\d{1,15}) /.exec(line) ?? [];
	return Number((figure === "total" ? total : free) ?? 0);
}
var swap$1, swapTotal;
var init_swap = __esmMin((() => {
	init_ask_proc();
	init_memory();
	swap$1 = {
		types: ["node"],
		ask: askProc,
		parse: (answer) => {
			const bytes = bytesOf$1(answer, "free");
			if (bytes === void 0) throw new Error("nothing on the host tells its swap");
			return wholeMib(bytes);
		}
	};
	swapTotal = {
		types: ["node", "miner"],
		ask: askProc,
		since: 2,
		parse: (answer) => {
			const bytes = bytesOf$1(answer, "total");
			return bytes === void 0 ? void 0 : wholeMib(bytes);
		}
	};
}));

// src/facts/index.ts
/** What is sent to a host of this type. */
function probeScript(type) {
	return scriptFor([type]);
}
/** What is installed on a host as a forced command: it asks for everything, whatever the host's type. */
function fullProbeScript() {
	return scriptFor(hostTypes);
}
/** What the host said. A fact that cannot be read is left out; all of them together are one problem. */
function readFacts(text, type, vouched) {
	const answer = readAnswer(text);
	if (!answer.started) return { problems: [incomplete(`the probe script did not run; ${firstLine(text)}`)] };
	const values = {};
	const troubles = namesFor([type]).flatMap((name) => read$2(name, answer, vouched, values));
	const reasons = answer.complete ? troubles : [...troubles, "the answer ends before its end line"];
	return {
		value: values,
		problems: reasons.length === 0 ? [] : [incomplete(reasons.join("; "))]
	};
}
/** Adds the value, and returns what is wrong with it. */
function read$2(name, answer, vouched, values) {
	if (answer.revision < (facts$2[name].since ?? 1)) return [];
	try {
		const value = facts$2[name].parse(answer, vouched);
		if (Array.isArray(value) && value.length > mostItems) throw new Error("the host tells more than the probe asks for");
		values[name] = value;
	} catch (error) {
		return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
	}
	return answer.lines("cut").flatMap((names) => names.split(" ")).includes(name) ? [`${name}: there are more than the probe passes on`] : [];
}
function scriptFor(types) {
	const asked = namesFor(types).map((name) => facts$2[name]);
	const [hanging, quick] = [asked.filter(({ mayHang }) => mayHang), asked.filter(({ mayHang }) => !mayHang)];
	return scriptOf([...quick, ...hanging].map(({ ask }) => ask));
}
function namesFor(types) {
	return Object.keys(facts$2).filter(isFactName).filter((name) => facts$2[name].types.some((type) => types.includes(type)));
}
function isFactName(name) {
	return Object.hasOwn(facts$2, name);
}
/** What a host says instead of answering is often the reason, such as `This account is currently not available.` */
function firstLine(text) {
	const line = text.slice(0, 2e3).split("\n").find((each) => each.trim() !== "");
	return line === void 0 ? "the session said nothing" : `the session said: ${line.trim().slice(0, 100)}`;
}
function incomplete(detail) {
	return problem("probe:incomplete", detail.slice(0, 1e3));
}
var list$2, facts$2, mostItems;
var init_facts = __esmMin((() => {
	init_host();
	init_outcome();
	init_accounts();
	init_answer();
	init_boot();
	init_boot_id();
	init_checks();
	init_client_address();
	init_clock$2();
	init_disk();
	init_failed_units();
	init_file_systems();
	init_gpu();
	init_listeners();
	init_load();
	init_logins();
	init_memory();
	init_packages();
	init_peers();
	init_ports();
	init_probe_script();
	init_raid();
	init_revision();
	init_sensors();
	init_swap();
	list$2 = {
		revision,
		memAvailMib: memory$1,
		swapFreeMib: swap$1,
		diskAvailMib: disk$1,
		diskSizeMib: diskSize,
		lastBoot: boot,
		bootId,
		ports: ports$1,
		sshPeers: peers$1,
		peerPorts,
		logins,
		clientAddress,
		hostTime,
		memTotalMib: memoryTotal,
		swapTotalMib: swapTotal,
		load15,
		oomKills,
		accounts,
		readonly: readonlyFileSystems,
		rebootDays,
		packagesDays,
		disks,
		inodesFreePct: inodesFree,
		failedUnits,
		raid,
		tempC: temperature,
		power,
		checks,
		listeners,
		gpus: gpu
	};
	facts$2 = list$2;
	mostItems = 500;
}));

// src/probes/vouched.ts
/** Remembers the answers, and the failures, for the rest of the run. */
function lookUpOnce() {
	const answers = /* @__PURE__ */ new Map();
	return (dnsName) => {
		const answer = answers.get(dnsName) ?? addressesOf$1(dnsName);
		answers.set(dnsName, answer);
		return answer;
	};
}
async function addressesOf$1(dnsName) {
	return (await lookUpAll(dnsName)).map(({ address }) => canonicalAddress(address) ?? address);
}
async function vouchedFor(host, lookUp, options) {
	const unanswered = [];
	const known = await Promise.all(host.knownPeers.map((peer) => ready(peer, lookUp, {
		...options,
		unanswered
	})));
	return {
		unanswered,
		port: (port, protocol) => host.knownPorts.some((range) => covers$1(range, port, protocol)),
		peer: (from, user) => known.some((peer) => peer.isFrom(from) && (peer.user ?? user) === user),
		account: (name) => host.knownAccounts.includes(name),
		expected: host.expected
	};
}
/**
* What the host said. Where somebody is not known, and a name of `ssh_peers` was not looked up, nobody can tell who is a
* stranger: these cells are unknown, and that is the monitor's fault.
*/
function readFactsNow(text, type, vouched) {
	const facts = readFacts(text, type, vouched);
	const { sshPeers, logins } = facts.value ?? {};
	if (vouched.unanswered.length === 0 || facts.value === void 0 || sshPeers?.length === 0 && logins?.length === 0) return facts;
	const { value, problems } = readFacts(text, type, {
		...vouched,
		peer: () => true
	});
	const names = vouched.unanswered.join(", ");
	const why = problem("monitor:offline", `ssh_peers ${names}: this machine's name servers do not answer`);
	return {
		value: {
			...value,
			...unknownPeers
		},
		problems: [...problems, why]
	};
}
async function ready(peer, lookUp, options) {
	const { user } = peer;
	if ("anywhere" in peer) return {
		user,
		isFrom: () => true
	};
	const blocks = await blocksOf(peer, lookUp, options);
	const isFrom = (from) => isIP(from) !== 0 && blocks.some(({ network, prefix }) => inBlock(from, network, prefix));
	return {
		user,
		isFrom
	};
}
async function blocksOf(peer, lookUp, { signal, trace, unanswered }) {
	if ("network" in peer) return [peer];
	try {
		return (await Promise.race([lookUp(asciiName(peer.dnsName) ?? peer.dnsName), deadline(signal)])).map((network) => ({
			network,
			prefix: network.includes(":") ? 128 : 32
		}));
	} catch (error) {
		if (signal.aborted || isUnanswered(error)) unanswered.push(peer.dnsName);
		trace(`ssh_peers ${peer.dnsName}: the name does not resolve, so it matches no address in this run`);
		return [];
	}
}
/** Any other error is an answer: there is no such name. */
function isUnanswered(error) {
	return error instanceof Error && "code" in error && error.code === "EAI_AGAIN";
}
/** A lookup cannot be cancelled, so its answer is ignored. */
function deadline(signal) {
	return new Promise((_resolve, reject) => {
		if (signal.aborted) reject(signal.reason);
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
}
function covers$1(range, port, protocol) {
	return range.first <= port && port <= range.last && (range.protocol ?? protocol) === protocol;
}
var unknownPeers;
var init_vouched = __esmMin((() => {
	init_late_node_net();
	init_address();
	init_connect();
	init_facts();
	init_addresses();
	init_outcome();
	unknownPeers = {
		sshPeers: void 0,
		peerPorts: void 0,
		logins: void 0
	};
}));

// src/alerts/alert.ts
/** The alert as it would be with these findings alone. */
function limitedTo(alert, isKept) {
	const findings = alert.findings.filter(isKept);
	if (findings.length === alert.findings.length) return alert;
	const sightings = alert.sightings.filter(({ finding }) => isKept(finding));
	const times = sightings.map(({ since }) => since.getTime());
	return {
		...alert,
		findings,
		sightings,
		since: times.length === 0 ? alert.since : new Date(Math.min(...times))
	};
}
/** `down:db-1` */
function identityOf({ kind, host }) {
	return `${kind}:${host}`;
}
var alertKinds;
var init_alert = __esmMin((() => {
	alertKinds = [
		"outage",
		"down",
		"host-key",
		"peer",
		"account",
		"port",
		"raid",
		"readonly",
		"disk",
		"memory",
		"oom",
		"check",
		"unit",
		"ssh",
		"http",
		"gpu",
		"power",
		"clock",
		"reboots",
		"cert",
		"patch",
		"silent"
	];
}));

// src/safe-text.ts
/** One line without terminal control characters. */
function terminalText(text) {
	const line = printable(text);
	return line.length > longestShown$1 ? `${line.slice(0, longestShown$1)}…` : line;
}
/** One line for a runner's log, without workflow commands. */
function logText(text) {
	return terminalText(text).replaceAll("##[", "##\\[").replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}
/**
* A code span for GitHub's Markdown, in a paragraph or a table cell. Only in code are mentions, references and links inactive:
* escaping does not help, because GitHub detects them after it has decoded entities.
*/
function markdownCode(text) {
	const inert = terminalText(text).replaceAll("`", "'").replaceAll("|", "¦").trim();
	return inert === "" ? "" : `\`${inert}\``;
}
/** Text for Slack, whose mentions and links are in angle brackets. */
function slackText(text) {
	return terminalText(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
/** One line for Discord's Markdown: a backslash before whatever begins markup, a mention, an emoji or a link. */
function discordText(text) {
	return terminalText(text).replace(/[\\*_~`|<>@]|^[#-]|:(?=\S)|(?<=\])\(|(?<=^\d+)[.)]/g, "\\$&");
}
/** A cell of a CSV file: one line, and no spreadsheet formula. The CSV writer adds the quotes. */
function csvText(text) {
	const cell = printable(text);
	return formula.test(cell) ? `'${cell}` : cell;
}
/** The subject of a commit or the value of a mail header: one line. */
function subjectText(text) {
	return textOf$2(text).replace(unprintable, " ").replace(/ +/g, " ").trim();
}
/** Text between the tags of HTML, or in a quoted attribute. */
function htmlText(text) {
	return terminalText(text).replace(/[&<>"'`=]/g, (character) => `&#${character.codePointAt(0)};`);
}
function printable(text) {
	return textOf$2(text).replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
function textOf$2(text) {
	return typeof text === "string" ? text : text.untrusted;
}
var unprintable, formula, longestShown$1;
var init_safe_text = __esmMin((() => {
	unprintable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;
	formula = /^[\s\u00a0]*[=+\-@](?!\d+(?:\.\d+)?$)/;
	longestShown$1 = 2e3;
}));

// src/words/cause.ts
/** `SSH did not answer in time`. An unknown code is untrusted text. */
function causeOf(code) {
	return causeByCode.get(code) ?? { untrusted: code };
}
/** `the page answered 502` */
function statusCause(status) {
	return `the page answered ${status}`;
}
/** The first causes: `SSH did not answer in time, the page's port refused connections`; "" without codes. */
function causeWords(codes, quote) {
	return joined$3(telling(codes).slice(0, mostCauses).map(causeOf), quote);
}
/** Our own words are not escaped. */
function joined$3(causes, quote) {
	return causes.map((cause) => quotedWords$1(cause, quote)).join(", ");
}
function quotedWords$1(words, quote) {
	return typeof words === "string" ? words : quote(words);
}
/** Leaves out ping codes if there are others: a host that is down does not answer pings either. */
function telling(codes) {
	const others = codes.filter((code) => !code.startsWith("ping:"));
	return others.length > 0 ? others : codes;
}
/** `maintenance`, `depends on router`. The name is untrusted, because the files can be edited by hand. */
function silenceCause(reason) {
	if (reason === "maintenance") return reason;
	return { untrusted: reason.replace(/^depends-on:/, "depends on ") };
}
var causeByCode, mostCauses;
var init_cause = __esmMin((() => {
	causeByCode = new Map(Object.entries({
		"ping:unreachable": "no answer to pings",
		"ping:implausible": "ping reported impossible times",
		"http:dns": "the page's name did not resolve",
		"http:refused": "the page's port refused connections",
		"http:timeout": "the page did not answer in time",
		"http:tls": "the page's certificate was not valid",
		"http:failed": "the request for the page failed",
		"ssh:dns": "the host's name did not resolve",
		"ssh:refused": "the SSH port refused connections",
		"ssh:timeout": "SSH did not answer in time",
		"ssh:closed": "the host closed the SSH connection",
		"ssh:protocol": "SSH answered in an unexpected way",
		"ssh:auth": "SSH refused the login",
		"ssh:host-key-unknown": "the SSH host key was unknown",
		"ssh:host-key-changed": "the SSH host key had changed",
		"ssh:key-unreadable": "the monitor could not read its own SSH key",
		"ssh:algorithms": "SSH had no algorithm in common with the monitor",
		"probe:incomplete": "the probe could not read everything",
		"probe:oversize": "the probe script printed too much",
		"monitor:offline": "the monitor was offline"
	}));
	mostCauses = 2;
}));

// src/words/duration.ts
/** Formats durations for people, in one format everywhere. */
/** `45 s`, `12 min`, `2 h 5 min`, `3 days 4 h`: at most two units, rounded down. */
function durationWords(ms) {
	const minutes = Math.floor(ms / 6e4);
	if (minutes < 1) return `${Math.max(0, Math.floor(ms / 1e3))} s`;
	if (minutes < 60) return `${minutes} min`;
	if (minutes < 1440) return units([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
	const days = Math.floor(minutes / 1440);
	return units([days, days === 1 ? "day" : "days"], [Math.floor(minutes % 1440 / 60), "h"]);
}
function units(...parts) {
	return parts.flatMap(([number, unit]) => number === 0 ? [] : [`${number} ${unit}`]).join(" ");
}
var init_duration = __esmMin((() => {}));

// src/words/size.ts
/** Formats sizes for people. */
/** `812 MiB`, `3.2 GiB`, `1.4 TiB` */
function binarySize(mib) {
	if (mib < 1e3) return `${Math.round(mib)} MiB`;
	if (mib < 1024e3) return `${significant(mib / 1024)} GiB`;
	return `${significant(mib / 1024 / 1024)} TiB`;
}
/** `85 of 805 GiB`, `812 MiB of 1.4 TiB`; without a size, what is free alone. */
function freeOf(freeMib, sizeMib) {
	const free = binarySize(freeMib);
	if (sizeMib === void 0) return free;
	const size = binarySize(sizeMib);
	const unit = size.slice(size.indexOf(" "));
	return `${free.endsWith(unit) ? free.slice(0, -unit.length) : free} of ${size}`;
}
function significant(number) {
	return number < 10 ? number.toFixed(1) : number.toFixed(0);
}
var init_size = __esmMin((() => {}));

// src/alerts/alert-words.ts
/** `[port] web-1: 8080 is open`. The same as long as the findings are: figures that move are in `alertDetail`. */
function alertTitle(alert) {
	return { untrusted: `[${alert.kind}] ${clipped$2(alert.host)}: ${finding$2(alert)}` };
}
/** `8080 is open` */
function alertFinding(alert) {
	return { untrusted: finding$2(alert) };
}
/** What the newest row says of it: `SSH did not answer in time`, `9 days left`. Empty where the finding says it all. */
function alertDetail(alert) {
	return { untrusted: detail$1(alert) };
}
/** `port 8080 is open`, `the certificate expires soon (8 days left)`, `answers again; closes with the next check` */
function alertStanding(alert) {
	return { untrusted: standing(alert) };
}
/** `[port] web-1: port 8080 is open`, with all that the newest row says of it. */
function alertLine(alert) {
	return { untrusted: `[${alert.kind}] ${clipped$2(alert.host)}: ${standing(alert)}` };
}
function standing(alert) {
	if (alert.closing !== void 0) return `${recovery$4(alert)}; ${closingWords(alert.closing)}`;
	const words = detail$1(alert);
	return words === "" ? finding$2(alert) : `${finding$2(alert)} (${words})`;
}
function closingWords(closing) {
	if (closing === "when quiet") return "comes and goes, closes after some quiet hours";
	return closing === 1 ? "closes with the next check" : `closes after ${closing} more such checks`;
}
/** `db-1: answers again`, `web-1: port 8080 is closed` */
function alertRecovery(alert) {
	return { untrusted: `${clipped$2(alert.host)}: ${recovery$4(alert)}` };
}
/** `answers again` */
function alertRecovered(alert) {
	return { untrusted: recovery$4(alert) };
}
/** Alerts of one kind that say the same: `[down] db-1 and db-2: nothing answers`, `[down] 7 hosts: nothing answers` */
function hostsTitle(alerts) {
	const [first] = alerts;
	return { untrusted: `[${first.kind}] ${hostNames(alerts)}: ${finding$2(first)}` };
}
/** `db-1: answers again`, `7 hosts: answer again` */
function hostsRecovery(alerts) {
	const words = recovery$4(alerts[0]);
	const plural = words === recoveries.down([]) ? "answer again" : words;
	return { untrusted: `${hostNames(alerts)}: ${alerts.length === 1 ? words : plural}` };
}
function hostNames(alerts) {
	return alerts.length > mostHostsNamed$1 ? `${alerts.length} hosts` : named(alerts.map(({ host }) => host));
}
/** What to do first, in one line. */
function alertAdvice({ kind, findings }) {
	return kind === "silent" && isOfWatchdog(findings) ? watchdogAdvice : advice$2[kind];
}
/** By kind, then the one that has lasted longest. */
function worstFirst$1(alerts) {
	const severity = ({ kind }) => alertKinds.indexOf(kind);
	return alerts.toSorted((a, b) => severity(a) - severity(b) || a.since.getTime() - b.since.getTime());
}
function finding$2(alert) {
	return findingWords$1[alert.kind](alert);
}
/** Rows are the monitors'. */
function isOfWatchdog(findings) {
	return findings.includes("runs");
}
function isUnknownKey(alert) {
	const said = [...alert.findings, ...alert.evidence[0]?.errors ?? []];
	return said.includes("ssh:host-key-unknown") && !said.includes("ssh:host-key-changed");
}
/** Who has logged in, before who is merely connected. */
function peerWords$1(findings) {
	const logins = findings.filter(isLogin$1);
	const peers = findings.filter((peer) => !isLogin$1(peer));
	const from = logins.length === 1 ? "an unknown address" : "unknown addresses";
	return [...logins.length > 0 ? [`${named(logins)} logged in from ${from}`] : [], ...peers.length > 0 ? [`${named(peers)} ${peers.length === 1 ? "stays" : "stay"} connected to SSH`] : []].join(", ");
}
function isLogin$1(finding) {
	return finding.includes("@");
}
/** `port 8080`, `ports 8080, 8443, 9000 and 5 more` */
function portWords$2(ports) {
	return `${ports.length === 1 ? "port" : "ports"} ${named(ports)}`;
}
/** `account eve (root)`: what it may do stands behind the colon. */
function accountWords(accounts) {
	const words = accounts.map((account) => account.replace(/:(root|sudo)$/, " ($1)"));
	return `${accounts.length === 1 ? "account" : "accounts"} ${named(words)}`;
}
function diskWords(findings) {
	const mounts = findings.filter((finding) => finding !== "inodes");
	const names = mounts.join() === "/" ? "the disk" : named(mounts);
	return [...mounts.length > 0 ? [`${names} ${mounts.length === 1 ? "is" : "are"} nearly full`] : [], ...findings.includes("inodes") ? ["a file system has hardly any inodes left"] : []].join(", ") || "the disk is nearly full";
}
/** `check backup is late, check smart is critical` */
function checkWords(findings) {
	return named(findings.map((finding) => {
		const [, name = finding, state = "not OK"] = /^(.*):(\w+)$/.exec(finding) ?? [];
		return `check ${name} is ${checkStates[state] ?? state}`;
	})) || "a check is not OK";
}
function patchWords(findings) {
	return [...findings.includes("package lists") ? ["package lists are old"] : [], ...findings.includes("reboot") ? ["a reboot is pending"] : []].join(", ") || "updates are pending";
}
function named(findings) {
	return listed$3(findings.map(clipped$2));
}
function clipped$2(text) {
	return text.length > longestFinding$1 ? `${text.slice(0, longestFinding$1)}…` : text;
}
function detail$1({ kind, findings, evidence: [newest] }) {
	return details$1[kind]?.(newest ?? nothingSeen, findings) ?? "";
}
function recovery$4({ kind, findings }) {
	return recoveries[kind](findings);
}
/** Of each file system that is short of it. */
function diskDetail({ diskAvailMib, disks = [], inodesFreePct }, findings) {
	const short = [...diskAvailMib === void 0 ? [] : [{
		mount: "/",
		availMib: diskAvailMib
	}], ...disks].filter(({ mount }) => findings.includes(mount));
	const shown = short.map(({ mount, availMib }) => `${binarySize(availMib)} left${short.length > 1 ? ` on ${mount}` : ""}`);
	const inodes = findings.includes("inodes") && inodesFreePct !== void 0 ? [`${inodesFreePct} % of inodes left`] : [];
	return [...shown.slice(0, 3), ...inodes].map(clipped$2).join(", ");
}
/** A code that is not ours. */
function quoteCode(code) {
	return clipped$2(terminalText(code));
}
function isOfSession(code) {
	return code.startsWith("ssh:") || code.startsWith("probe:");
}
function isOfPage(code) {
	return code.startsWith("http:");
}
function ifKnown(value, words) {
	return value === void 0 ? "" : words(value);
}
var longestFinding$1, mostHostsNamed$1, findingWords$1, checkStates, nothingSeen, details$1, recoveries, advice$2, watchdogAdvice;
var init_alert_words = __esmMin((() => {
	init_safe_text();
	init_cause();
	init_count();
	init_duration();
	init_size();
	init_alert();
	longestFinding$1 = 72;
	mostHostsNamed$1 = 3;
	findingWords$1 = {
		outage: ({ findings }) => `${named(findings)} turned bad at once`,
		down: () => "nothing answers",
		"host-key": (alert) => isUnknownKey(alert) ? "its host key is unknown" : "its host key has changed",
		peer: ({ findings }) => peerWords$1(findings),
		port: ({ findings }) => `${portWords$2(findings)} ${findings.length === 1 ? "is" : "are"} open`,
		account: ({ findings }) => `${accountWords(findings)} ${findings.length === 1 ? "has" : "have"} appeared`,
		raid: ({ findings }) => `${named(findings)} ${findings.length === 1 ? "is" : "are"} degraded`,
		readonly: ({ findings }) => `${named(findings)} ${findings.length === 1 ? "is" : "are"} read-only`,
		disk: ({ findings }) => diskWords(findings),
		memory: () => "memory is nearly used up",
		oom: () => "the kernel killed a process for want of memory",
		check: ({ findings }) => checkWords(findings),
		unit: ({ findings }) => `${named(findings)} ${findings.length === 1 ? "has" : "have"} failed`,
		ssh: () => "SSH does not work",
		http: () => "the page does not work",
		gpu: ({ findings }) => `${named(findings).replaceAll("gpu ", "GPU ") || "a GPU"} ${findings.length > 1 ? "are" : "is"} gone`,
		power: ({ findings }) => named(findings.map((name) => name.replace("-", " "))) || "the power is not as it should be",
		clock: () => "the clock is off",
		reboots: () => "it has booted three times within six hours",
		cert: () => "the certificate expires soon",
		patch: ({ findings }) => patchWords(findings),
		silent: ({ findings }) => isOfWatchdog(findings) ? "it has not run for hours" : "no new rows come in"
	};
	checkStates = {
		crit: "critical",
		warn: "a warning"
	};
	nothingSeen = {};
	details$1 = {
		down: ({ errors = [] }) => causeWords(errors, quoteCode),
		disk: diskDetail,
		memory: ({ memAvailMib, memTotalMib }) => ifKnown(memAvailMib, (mib) => `${binarySize(mib)}${memTotalMib === void 0 ? "" : ` of ${binarySize(memTotalMib)}`} available`),
		oom: ({ oomKills }) => ifKnown(oomKills, (kills) => `${count$2(kills, "kill")} since the boot`),
		clock: ({ clockS }) => ifKnown(clockS, (seconds) => `${durationWords(1e3 * Math.abs(seconds))} ${seconds < 0 ? "behind" : "ahead"}`),
		patch: ({ packagesDays, rebootDays }) => [ifKnown(packagesDays, (days) => `lists refreshed ${count$2(days, "day")} ago`), typeof rebootDays === "number" ? `reboot pending for ${count$2(rebootDays, "day")}` : ""].filter(Boolean).join(", "),
		ssh: ({ errors = [] }) => causeWords(errors.filter(isOfSession), quoteCode),
		http: ({ errors = [], httpCode }) => causeWords(errors.filter(isOfPage), quoteCode) || ifKnown(httpCode, statusCause),
		cert: ({ certDays }) => ifKnown(certDays, (days) => days < 0 ? "expired" : `${count$2(days, "day")} left`)
	};
	recoveries = {
		outage: () => "the hosts that turned bad at once are back",
		down: () => "answers again",
		"host-key": () => "the trusted host key is back",
		peer: () => "no unknown SSH client is left",
		port: (ports) => `${portWords$2(ports)} ${ports.length === 1 ? "is" : "are"} closed`,
		account: (accounts) => `${accountWords(accounts)} ${accounts.length === 1 ? "is" : "are"} gone or counted as known`,
		raid: (devices) => `${named(devices)} ${devices.length === 1 ? "is" : "are"} complete again`,
		readonly: (mounts) => `${named(mounts)} can be written to again`,
		disk: (findings) => findings.join() === "/" ? "the disk has room again" : "all file systems have room again",
		memory: () => "memory is available again",
		oom: () => "no process was killed for a day",
		check: () => "all checks are OK again",
		unit: (units) => `${named(units)} ${units.length === 1 ? "has" : "have"} not failed any more`,
		ssh: () => "SSH works again",
		http: () => "the page works again",
		gpu: () => "all GPUs are back",
		power: () => "power and temperature are as they should be again",
		clock: () => "the clock is right again",
		reboots: () => "it has stayed up",
		cert: () => "the certificate has been renewed",
		patch: () => "package lists are fresh and no reboot is overdue",
		silent: (findings) => isOfWatchdog(findings) ? "the watchdog runs again" : "new rows come in again"
	};
	advice$2 = {
		outage: "Look for what these hosts have in common: a switch, a provider, a VPN, a name server, or the monitor's own way to them.",
		down: "Look whether it has power and network; its console tells what the monitor cannot see.",
		"host-key": "Do not log in before you have compared the key on the host's own console; then update host_key or known-hosts.",
		peer: "Run `who` and `last` on the host. If you know the address, add it to ssh_peers; if not, cut it off and change the keys.",
		port: "Run `sudo ss -ltunp` on the host to see whose it is. If it may stay, add it to known_ports.",
		account: "Look who made it and when (`sudo journalctl _COMM=useradd`). If it may stay, add it to known_accounts.",
		raid: "See which member is missing, save what is not backed up, and replace the disk.",
		readonly: "The kernel does this after an I/O error: read `sudo dmesg`, save the data, then check the file system.",
		disk: "Run `sudo du -xh / | sort -h | tail` on the host to see what fills it.",
		memory: "Run `ps aux --sort=-rss | head` on the host to see what takes it.",
		oom: "Run `sudo journalctl -k -g oom` on the host: it names the process that was killed, and what took the memory.",
		check: "Look at the file in /var/lib/server-monitor on the host, and at the job that writes it.",
		unit: "Run `systemctl status` and `journalctl -u` for the unit on the host; `systemctl reset-failed` forgets it.",
		ssh: "Try `ssh -v` from the monitor's machine: it tells at which step the login ends.",
		http: "Open the page, and look at the web server's log on the host.",
		gpu: "Run `nvidia-smi` and `sudo dmesg | grep -i xid` on the host; a lost GPU often needs a cold restart.",
		power: "Check the supply and its cable, the fan, and how warm the place is.",
		clock: "Run `timedatectl` on the host: is it synchronised, and can it reach its time servers (123/udp)?",
		reboots: "Run `last -x reboot` and `journalctl -b -1 -n 50` on the host: what was the last thing before it went down?",
		cert: "Renew the certificate, and see why its renewal did not run by itself.",
		patch: "Install the updates, reboot the host at a good time, and see why it is not done by itself.",
		silent: "Look at the monitor's machine: power, network, the runner's service and version, a full disk, an expired token of its timer."
	};
	watchdogAdvice = "Start watchdog.yml by hand, see that it is enabled, and let a timer start it (docs/second-clock.md).";
}));

// src/words/instant.ts
function utcClock(near) {
	return {
		near,
		zone: "UTC"
	};
}
/** `22 Nov 21:02`, and `22 Nov 2025 21:02` in another year. */
function instantWords(time, clock) {
	return `${dayWords(time, clock)} ${timeWords$1(time, clock)}`;
}
/** `22 Nov 2026 21:02 UTC`, for a line that stands alone. */
function zonedWords(time, clock) {
	const { day, month, year } = partsOf$1(time, clock);
	return `${day} ${month} ${year} ${timeWords$1(time, clock)} ${clock.zone}`;
}
/** `21:02`, and `21 Nov 21:02` on another day. */
function timeOrInstant(time, clock) {
	return dayKey(time, clock) === dayKey(clock.near, clock) ? timeWords$1(time, clock) : instantWords(time, clock);
}
/** `22 Nov`, and `22 Nov 2025` in another year. */
function dayWords(time, clock) {
	const { day, month, year } = partsOf$1(time, clock);
	return year === partsOf$1(clock.near, clock).year ? `${day} ${month}` : `${day} ${month} ${year}`;
}
/** `21:02` */
function timeWords$1(time, clock) {
	const { hour, minute } = partsOf$1(time, clock);
	return `${hour}:${minute}`;
}
/** `October 2026` for `2026-10` */
function monthWords(month) {
	return `${months$1[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
function dayKey(time, clock) {
	const { day, month, year } = partsOf$1(time, clock);
	return `${day} ${month} ${year}`;
}
function partsOf$1(time, { zone }) {
	const formatted = formatOf(zone).formatToParts(time);
	const part = (type) => formatted.find((each) => each.type === type)?.value ?? "";
	return {
		day: part("day"),
		month: part("month"),
		year: part("year"),
		hour: part("hour"),
		minute: part("minute")
	};
}
/** Creating a format is much slower than using it. */
function formatOf(timeZone) {
	const format = formats.get(timeZone) ?? newFormat(timeZone);
	formats.set(timeZone, format);
	return format;
}
function newFormat(timeZone) {
	const day = {
		day: "numeric",
		month: "short",
		year: "numeric"
	};
	const time = {
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23"
	};
	return new Intl.DateTimeFormat("en-US", {
		timeZone,
		...day,
		...time
	});
}
var months$1, formats;
var init_instant = __esmMin((() => {
	months$1 = [...[
		"January",
		"February",
		"March",
		"April",
		"May",
		"June"
	], ...[
		"July",
		"August",
		"September",
		"October",
		"November",
		"December"
	]];
	formats = /* @__PURE__ */ new Map();
}));

// src/report/alert-news.ts
function opened$1({ changes }) {
	return worstFirst$1(changes.filter(({ what }) => what === "opened").map(({ alert }) => alert));
}
/** Of alerts that were open already: each with its new findings alone. */
function extended({ changes }) {
	const some = changes.filter(({ what, added }) => what === "changed" && added.length > 0);
	return worstFirst$1(some.map(({ alert, added }) => limitedTo(alert, (finding) => added.includes(finding))));
}
function resolved$1({ changes }) {
	return changes.filter(({ what }) => what === "resolved");
}
/** Whether there is anything that people should be told. */
function isNews(change) {
	return change.what !== "changed" || change.added.length > 0;
}
/** `; opened [down] db-1: nothing answers and 2 more; resolved web-1 is back`, for the end of a commit's subject. */
function newsForSubject(alerts) {
	return [
		["opened", opened$1(alerts).map(alertTitle)],
		["new finding", extended(alerts).map(alertTitle)],
		["resolved", resolved$1(alerts).map(recovery$3)]
	].filter(([, titles]) => titles.length > 0).map(([what, [first = "", ...others]]) => `; ${what} ${subjectText(first)}${andMore$2(others.length)}`).join("");
}
function andMore$2(more) {
	return more === 0 ? "" : ` and ${more} more`;
}
function recovery$3({ alert, reason }) {
	if (reason !== "gone") return alertRecovery(alert);
	return { untrusted: `${terminalText(alertTitle(alert))}: no longer watched` };
}
/** Lines for a terminal. */
function newsLines(alerts, clock) {
	return [
		...opened$1(alerts).map((alert) => `alert opened: ${terminalText(alertLine(alert))}${at$1(alerts.issueUrl(alert))}`),
		...extended(alerts).map((alert) => `new finding: ${terminalText(alertLine(alert))}${at$1(alerts.issueUrl(alert))}`),
		...resolved$1(alerts).map((change) => `alert resolved: ${terminalText(recovery$3(change))}`),
		...lasting(alerts).slice(0, mostShown$4).map((alert) => `alert open since ${zonedWords(alert.since, clock)}: ${terminalText(alertLine(alert))}`)
	];
}
function at$1(url) {
	return url === void 0 ? "" : ` (${url})`;
}
/** Open before this run, too. */
function lasting(alerts) {
	const fresh = new Set(opened$1(alerts).map(identityOf));
	return worstFirst$1(alerts.open.filter((alert) => !fresh.has(identityOf(alert))));
}
/** A list for the page of a job; empty where there is nothing to tell. */
function newsMarkdown(alerts, clock) {
	const old = lasting(alerts);
	const items = [
		...opened$1(alerts).map((alert) => `- 🔔 opened: ${linked$1(alert, alerts)}`),
		...extended(alerts).map((alert) => `- 🔔 new finding: ${linked$1(alert, alerts)}`),
		...resolved$1(alerts).map((change) => `- ✅ resolved: ${markdownCode(recovery$3(change))}`),
		...old.slice(0, mostShown$4).map((alert) => `- open since ${zonedWords(alert.since, clock)}: ${linked$1(alert, alerts)}`),
		...old.length > mostShown$4 ? [`- and ${count$2(old.length - mostShown$4, "more alert")} open`] : []
	];
	return items.length === 0 ? [] : [
		"**Alerts**",
		"",
		...items,
		""
	];
}
function linked$1(alert, { issueUrl }) {
	const [words, url] = [markdownCode(alertLine(alert)), issueUrl(alert)];
	return url === void 0 ? words : `[${words}](${url})`;
}
var mostShown$4;
var init_alert_news = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_safe_text();
	init_count();
	init_instant();
	mostShown$4 = 20;
}));

// src/row/state.ts
/** `isAlerting`: an alert of the host is open. */
function stateOf(row, isAlerting = false) {
	if (row.errors.length > 0 && !hasAnswered(row)) return row.errors.includes("monitor:offline") ? "unknown" : "down";
	return isAlerting || isFailedPage(row.httpCode) || row.errors.some(isTrouble) ? "trouble" : "up";
}
/** A host that answers is not in trouble because of how it answers pings, nor because of what the monitor could not ask. */
function isTrouble(code) {
	return !code.startsWith("ping:") && code !== "monitor:offline";
}
/**
* How asking the host over SSH went. unasked: the row does not tell that anybody tried. offline: a probe could not be tried,
* and it may have been this one.
*/
function sessionOf(row) {
	if (row.errors.some((code) => code.startsWith("ssh:") || code.startsWith("probe:"))) return "failed";
	const { memAvailMib, diskAvailMib, lastBoot, gpuTempC, ports, sshPeers, logins } = row;
	if ((memAvailMib ?? diskAvailMib ?? lastBoot ?? gpuTempC ?? ports ?? sshPeers ?? logins) !== void 0) return "worked";
	return row.errors.includes("monitor:offline") ? "offline" : "unasked";
}
/** `404`, `503` */
function isFailedPage(status) {
	return status !== void 0 && status >= 400;
}
/** A status below 400 over a valid connection. undefined: the row does not tell of a page. */
function isPageUp({ errors, httpCode }) {
	if (errors.some((code) => code.startsWith("http:"))) return false;
	return httpCode === void 0 ? void 0 : !isFailedPage(httpCode);
}
/** Whether anything of the host answered. */
function hasAnswered(row) {
	const { pingMs, httpCode, memAvailMib, diskAvailMib, lastBoot, gpuTempC } = row;
	return (pingMs ?? httpCode ?? memAvailMib ?? diskAvailMib ?? lastBoot ?? gpuTempC) !== void 0 || row.errors.some((code) => signsOfLife.has(code));
}
var signsOfLife;
var init_state = __esmMin((() => {
	signsOfLife = /* @__PURE__ */ new Set([
		"ping:implausible",
		"ssh:auth",
		"ssh:host-key-unknown",
		"ssh:host-key-changed",
		"ssh:algorithms",
		"ssh:protocol",
		"probe:incomplete",
		"probe:oversize"
	]);
}));

// src/check-result.ts
/** Each code once, in the order of the checks. */
function errorsOf(result) {
	return [...new Set(result.problems.map(({ code }) => code))];
}
/** The result of a host while the monitor was offline: only the reason. */
function unseen({ time, host, type }, why) {
	return {
		time,
		host,
		type,
		ping: {},
		page: void 0,
		facts: void 0,
		lastBoot: void 0,
		problems: [problem("monitor:offline", why)]
	};
}
/** What is known of a host when name servers said nothing of its address or of its page's name. */
function unresolved(result, names) {
	const isOurs = ({ code }) => lookupProblems.includes(code) && (code.startsWith("http:") ? names.page : names.address);
	const left = result.problems.filter((each) => !isOurs(each));
	if (left.length === result.problems.length) return result;
	const offline = problem("monitor:offline", "this machine's name servers do not answer");
	return {
		...result,
		problems: [...left, offline]
	};
}
/** `2026-11-22T21:32:05Z` */
function isoSeconds(time) {
	return `${time.toISOString().slice(0, 19)}Z`;
}
/** `8080`, `5353/udp` */
function portText({ port, protocol }) {
	return protocol === "udp" ? `${port}/udp` : String(port);
}
var lookupProblems;
var init_check_result = __esmMin((() => {
	init_outcome();
	lookupProblems = [
		"ping:unreachable",
		"ssh:dns",
		"ssh:timeout",
		"http:dns",
		"http:timeout"
	];
}));

// src/row/values.ts
/** `-3`, `0.42`. `encode` chooses the digits. */
function numberType(encode) {
	return {
		kind: "number",
		encode,
		decode: figure
	};
}
/** `8080+5353/udp`: names that `isName` accepts. */
function namesType(isName = () => true) {
	return {
		kind: "names",
		encode: (names) => names.join("+"),
		decode: remembering((cell) => itemsOf(cell).filter(isName))
	};
}
/** Text that matches a pattern. */
function textType(pattern) {
	return {
		kind: "text",
		encode: (text) => text,
		decode: remembering((cell) => pattern.test(cell) ? cell : void 0)
	};
}
/** `8080`, `5353/udp` */
function isPort(text) {
	return /^\d{1,5}(\/udp)?$/.test(text);
}
function isAddress$2(text) {
	return canonicalAddress(text) === text;
}
/** Each item once. */
function itemsOf(cell) {
	const items = cell.slice(0, longestCell$1).split("+");
	return [...new Set(items)].filter((item) => item !== "" && item.length <= longestItem);
}
/** `-3`, `0.42`. Digit by digit: a month has millions of them, and a pattern takes six times as long. */
function figure(cell) {
	const { length } = cell;
	const first = cell.charCodeAt(0) === minus ? 1 : 0;
	if (length === first || length > longestFigure) return void 0;
	let value = 0;
	let divisor = 0;
	for (let at = first; at < length; at += 1) {
		const code = cell.charCodeAt(at);
		if (code >= zero$1 && code <= zero$1 + 9) {
			value = value * 10 + code - zero$1;
			divisor *= 10;
		} else if (code === dot && divisor === 0 && at > first && at + 1 < length) divisor = 1;
		else return void 0;
	}
	const size = divisor === 0 ? value : value / divisor;
	return first === 0 ? size : 0 - size;
}
function isPortNumber(text) {
	return /^\d{1,5}$/.test(text);
}
/** Cells repeat often, so each distinct value is created once and shared. */
function remembering(decode) {
	const known = /* @__PURE__ */ new Map();
	return (cell) => {
		const remembered = known.get(cell);
		if (remembered !== void 0) return remembered;
		const own = ownText(cell);
		const value = decode(own);
		if (known.size >= mostRemembered) known.clear();
		known.set(own, value);
		return value;
	};
}
/** A copy: a part of a text keeps the whole text in memory, here a month of rows. */
function ownText(part) {
	return Buffer.from(part).toString();
}
var gpuFigures, minuteType, daysOrNo, fileSystems, portLists, longestCell$1, longestItem, mostGpus, longestFigure, minus, dot, zero$1, mostRemembered;
var init_values = __esmMin((() => {
	init_address();
	gpuFigures = {
		kind: "numbers",
		encode: (figures) => figures.map((each) => each ?? "None").join("_"),
		decode: (cell) => cell.slice(0, longestCell$1).split("_", mostGpus).map(figure)
	};
	minuteType = {
		kind: "time",
		encode: (time) => `${time.toISOString().slice(0, 16)}Z`,
		decode: remembering((cell) => {
			if (!/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(cell)) return void 0;
			const time = new Date(cell);
			return Number.isNaN(time.getTime()) ? void 0 : time;
		})
	};
	daysOrNo = {
		kind: "number",
		encode: String,
		decode: (cell) => cell === "no" ? "no" : figure(cell)
	};
	fileSystems = {
		kind: "names",
		encode: (systems) => systems.map(({ mount, availMib, sizeMib }) => `${mount}:${availMib}/${sizeMib}`).join("+"),
		decode: remembering((cell) => itemsOf(cell).flatMap((item) => {
			const [, mount, avail, size] = /^(\/[^:]*):(\d{1,15})\/(\d{1,15})$/.exec(item) ?? [];
			return mount === void 0 ? [] : [{
				mount,
				availMib: Number(avail),
				sizeMib: Number(size)
			}];
		}))
	};
	portLists = {
		kind: "names",
		encode: (lists) => lists.map((ports) => ports.join("_")).join("+"),
		decode: (cell) => cell.slice(0, longestCell$1).split("+").map((list) => list.split("_").filter(isPortNumber).map(Number))
	};
	longestCell$1 = 2e4;
	longestItem = 300;
	mostGpus = 64;
	longestFigure = 15;
	[minus, dot, zero$1] = [
		45,
		46,
		48
	];
	mostRemembered = 500;
}));

// src/row/columns.ts
function statistics$1(name, types, value, described) {
	return {
		name,
		types,
		value,
		charted: false,
		month: "statistics",
		...described
	};
}
function sightings(name, types, value, described) {
	return {
		name,
		types,
		value,
		charted: false,
		month: "sightings",
		words: plain$4,
		...described
	};
}
function other(name, types, value, described) {
	return {
		name,
		types,
		value,
		charted: false,
		month: "none",
		words: plain$4,
		...described
	};
}
function fact(name) {
	return ({ facts }) => facts?.[name];
}
/** A column that no fact fills yet. */
function unmeasured() {}
function perGpu(figure) {
	return ({ facts }) => facts?.gpus?.map((gpu) => gpu[figure]);
}
function wholeDays(from, to) {
	return to && Math.floor((to.getTime() - from.getTime()) / 864e5);
}
function inMs(value) {
	return `${plain$4(value)} ms`;
}
function inPercent(value) {
	return `${plain$4(value)} %`;
}
function inCelsius(value) {
	return `${plain$4(value)} °C`;
}
function inDays(value) {
	return `${plain$4(value)} ${value === 1 ? "day" : "days"}`;
}
/** Three digits are enough: `0.42`, `9.7`, `142`. */
function plain$4(value) {
	const size = Math.abs(value);
	return String(Number(value.toFixed(Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2)));
}
var everyone, sessions$1, nodes, miners, whole, hundredths, milliseconds, columnTable;
var init_columns = __esmMin((() => {
	init_check_result();
	init_size();
	init_values();
	everyone = [
		"node",
		"miner",
		"ping"
	];
	sessions$1 = ["node", "miner"];
	nodes = ["node"];
	miners = ["miner"];
	whole = numberType((value) => value.toFixed(0));
	hundredths = numberType((value) => value.toFixed(2));
	milliseconds = numberType((value) => {
		const tenths = Math.round(value * 10) / 10;
		return tenths < 100 ? tenths.toFixed(1) : value.toFixed(0);
	});
	columnTable = {
		pingMs: statistics$1("ping_ms", everyone, milliseconds, {
			meaning: "mean round trip of 4 pings, ms",
			from: ({ ping }) => ping.meanMs,
			title: "ping",
			words: inMs,
			charted: true
		}),
		pingMaxMs: statistics$1("ping_max_ms", everyone, milliseconds, {
			meaning: "the longest of the 4 round trips, ms",
			from: ({ ping }) => ping.maxMs,
			title: "slowest ping",
			words: inMs
		}),
		httpMs: statistics$1("http_ms", nodes, whole, {
			meaning: "time to the headers of the home page's final response, ms",
			from: ({ page }) => page?.ms,
			title: "page",
			words: inMs,
			charted: true
		}),
		httpCode: statistics$1("http_code", nodes, whole, {
			meaning: "HTTP status of that response",
			from: ({ page }) => page?.status,
			title: "page status",
			words: plain$4
		}),
		memAvailMib: statistics$1("mem_avail_mib", sessions$1, whole, {
			meaning: "memory available to programs (`free`: available), MiB",
			from: fact("memAvailMib"),
			title: "free memory",
			words: binarySize,
			charted: true
		}),
		swapFreeMib: statistics$1("swap_free_mib", nodes, whole, {
			meaning: "free swap, MiB",
			from: fact("swapFreeMib"),
			title: "free swap",
			words: binarySize,
			charted: true
		}),
		diskAvailMib: statistics$1("disk_avail_mib", sessions$1, whole, {
			meaning: "space on `/` available to users (`df`: avail), MiB",
			from: fact("diskAvailMib"),
			title: "free disk",
			words: binarySize,
			charted: true
		}),
		lastBoot: other("last_boot", sessions$1, minuteType, {
			meaning: "time of the last boot, to the minute: `2026-07-06T21:31Z`. The text stays the same as long as it is the same boot",
			from: ({ lastBoot }) => lastBoot === void 0 ? void 0 : new Date(lastBoot),
			title: "last boot"
		}),
		gpuTempC: statistics$1("gpu_temp_c", miners, gpuFigures, {
			meaning: "temperature of each GPU, °C, joined by `_`: `58_61`. `None`: that GPU does not answer",
			from: perGpu("tempC"),
			title: "temperature",
			words: inCelsius,
			charted: true
		}),
		gpuMemMib: statistics$1("gpu_mem_mib", miners, gpuFigures, {
			meaning: "memory in use on each GPU, MiB",
			from: perGpu("memMib"),
			title: "memory used",
			words: binarySize
		}),
		gpuPowerW: statistics$1("gpu_power_w", miners, gpuFigures, {
			meaning: "power draw of each GPU, W",
			from: perGpu("powerW"),
			title: "power",
			words: (value) => `${plain$4(value)} W`
		}),
		ports: sightings("ports", nodes, namesType(isPort), {
			meaning: "open ports that are not in `known_ports`, joined by `+`: `8080+5353/udp`",
			from: ({ facts }) => facts?.ports?.map(portText),
			title: "ports"
		}),
		sshPeers: sightings("ssh_peers", sessions$1, namesType(isAddress$2), {
			meaning: "addresses connected to the SSH port that are not in the inventory's `ssh_peers`, joined by `+`",
			from: fact("sshPeers"),
			title: "SSH clients"
		}),
		loss: statistics$1("loss", everyone, whole, {
			meaning: "pings lost, percent",
			from: ({ ping }) => ping.lossPercent,
			title: "pings lost",
			words: inPercent,
			charted: true
		}),
		certDays: statistics$1("cert_days", nodes, whole, {
			meaning: "whole days until the home page's certificate expires",
			from: ({ page, time }) => wholeDays(time, page?.certificate?.to),
			title: "certificate",
			words: inDays
		}),
		logins: sightings("logins", sessions$1, namesType(), {
			meaning: "`user@address` of sessions from unknown addresses, joined by `+`",
			from: fact("logins"),
			title: "logins"
		}),
		errors: sightings("errors", everyone, namesType(), {
			meaning: "why cells are empty: `ping:unreachable+ssh:timeout`",
			from: errorsOf,
			title: "errors"
		}),
		diskSizeMib: statistics$1("disk_size_mib", sessions$1, whole, {
			meaning: "size of `/`, MiB",
			from: fact("diskSizeMib"),
			title: "size of disk",
			words: binarySize
		}),
		certLifeDays: statistics$1("cert_life_days", nodes, whole, {
			meaning: "whole days of the certificate's whole lifetime",
			from: ({ page }) => page?.certificate && wholeDays(page.certificate.from, page.certificate.to),
			title: "certificate lifetime",
			words: inDays
		}),
		silenced: sightings("silenced", everyone, namesType(), {
			meaning: "why this row opens no alert: `maintenance`, `depends-on:NAME`, joined by `+`. Empty: nothing is silenced",
			from: unmeasured,
			title: "silenced"
		}),
		disks: other("disks", sessions$1, fileSystems, {
			meaning: "every other local, writable file system: `/data:812000/1830000`, available and size in MiB, joined by `+`",
			from: fact("disks"),
			title: "file systems"
		}),
		readonly: sightings("readonly", sessions$1, namesType(), {
			meaning: "file systems that are mounted read-only although `/etc/fstab` does not say so, joined by `+`",
			from: fact("readonly"),
			title: "read-only file systems"
		}),
		inodesFreePct: statistics$1("inodes_free_pct", sessions$1, whole, {
			meaning: "free inodes of the file system that has the fewest, percent",
			from: fact("inodesFreePct"),
			title: "free inodes",
			words: inPercent
		}),
		memTotalMib: statistics$1("mem_total_mib", sessions$1, whole, {
			meaning: "size of memory, MiB",
			from: fact("memTotalMib"),
			title: "size of memory",
			words: binarySize
		}),
		swapTotalMib: statistics$1("swap_total_mib", sessions$1, whole, {
			meaning: "size of swap, MiB",
			from: fact("swapTotalMib"),
			title: "size of swap",
			words: binarySize
		}),
		load15: statistics$1("load15", sessions$1, hundredths, {
			meaning: "15-minute load average per processor",
			from: fact("load15"),
			title: "load",
			words: plain$4
		}),
		oomKills: statistics$1("oom_kills", sessions$1, whole, {
			meaning: "processes killed for want of memory since the last boot",
			from: fact("oomKills"),
			title: "OOM kills",
			words: plain$4
		}),
		failedUnits: sightings("failed_units", sessions$1, namesType(), {
			meaning: "failed systemd units, joined by `+`",
			from: fact("failedUnits"),
			title: "failed units"
		}),
		rebootDays: statistics$1("reboot_days", sessions$1, daysOrNo, {
			meaning: "whole days since a reboot is pending; `no`: none is",
			from: fact("rebootDays"),
			title: "reboot pending",
			words: inDays
		}),
		packagesDays: statistics$1("packages_days", sessions$1, whole, {
			meaning: "whole days since the package lists were refreshed",
			from: fact("packagesDays"),
			title: "age of package lists",
			words: inDays
		}),
		raid: sightings("raid", sessions$1, namesType(), {
			meaning: "degraded md, ZFS and btrfs devices, joined by `+`",
			from: fact("raid"),
			title: "degraded arrays"
		}),
		tempC: statistics$1("temp_c", sessions$1, whole, {
			meaning: "temperature of the hottest sensor, °C",
			from: fact("tempC"),
			title: "temperature",
			words: inCelsius
		}),
		power: sightings("power", sessions$1, namesType(), {
			meaning: "`undervoltage`, `throttled`, `overheating`, `frequency-capped`: what the kernel reports now, joined by `+`",
			from: fact("power"),
			title: "power"
		}),
		clockS: statistics$1("clock_s", sessions$1, whole, {
			meaning: "the host's clock minus the monitor's, whole seconds",
			from: ({ clockS }) => clockS,
			title: "clock offset",
			words: (value) => `${plain$4(value)} s`
		}),
		accounts: sightings("accounts", sessions$1, namesType(), {
			meaning: "accounts that can log in or have privileges and are not in `known_accounts`: `eve:sudo`, joined by `+`",
			from: fact("accounts"),
			title: "accounts"
		}),
		checks: sightings("checks", sessions$1, namesType(), {
			meaning: "entries of `expect` that are not OK: `backup:late`, joined by `+`",
			from: fact("checks"),
			title: "checks"
		}),
		bootId: other("boot_id", sessions$1, textType(/^[0-9a-f]{8}$/), {
			meaning: "first eight digits of the kernel's boot id",
			from: fact("bootId"),
			title: "boot id"
		}),
		peerPorts: other("peer_ports", sessions$1, portLists, {
			meaning: "source ports of `ssh_peers`, in the same order; several of one address are joined by `_`",
			from: fact("peerPorts"),
			title: "source ports"
		})
	};
}));

// src/row/words.ts
/** `3.2 GiB`, `42 °C, no answer`, `8080, 5353/udp`; "" if it is unknown, or the list is empty. */
function valueWords(key, row) {
	const { value: type, words } = columnTable[key];
	const value = row[key];
	if (value === void 0) return "";
	if (typeof value === "number") return words(value);
	if (key === "errors") return joined$3(tellingErrors(row).map(causeOf), terminalText);
	if (key === "silenced") return joined$3(silencesOf$1(row), terminalText);
	if (type.kind === "numbers" && Array.isArray(value)) return value.map((figure) => typeof figure === "number" ? words(figure) : "no answer").join(", ");
	return type.encode(value).replaceAll("+", ", ");
}
/** `SSH did not answer in time`, `the page answered 502`. Lost pings are not listed for a host that is down. */
function causesOf(row) {
	const { httpCode: status } = row;
	const page = status !== void 0 && isFailedPage(status) ? [statusCause(status)] : [];
	return [...tellingErrors(row).map(causeOf), ...page];
}
function tellingErrors(row) {
	return stateOf(row) === "down" ? telling(row.errors) : row.errors;
}
/** `maintenance`, `depends on router` */
function silencesOf$1({ silenced }) {
	return silenced.map(silenceCause);
}
var init_words = __esmMin((() => {
	init_safe_text();
	init_cause();
	init_columns();
	init_state();
}));

// src/report/host-now.ts
/** In the order of the inventory. `open`: the alerts that are open after the run. */
function checkedHosts(checked, open) {
	const alertsOf = alertsByHost(open);
	return checked.map(({ result, row }) => {
		const alerts = alertsOf(row.host);
		return {
			host: row.host,
			state: stateOf(row, alerts.length > 0),
			row,
			alerts,
			result
		};
	});
}
function alertsByHost(open) {
	const byHost = Map.groupBy(worstFirst$1(open), ({ host }) => host);
	return (host) => byHost.get(host) ?? [];
}
/** `down`, `trouble, silenced (maintenance)` */
function stateWords({ state, row }, quote) {
	const silences = row === void 0 ? [] : silencesOf$1(row);
	return silences.length === 0 ? state : `${state}, silenced (${joined$3(silences, quote)})`;
}
/** Why it is in its state, and what is to be said beside it: `SSH did not answer in time`, `the page answered 502`. */
function causesNow({ state, row, alerts }) {
	if (row === void 0 || state === "unknown") return [];
	return [...causesOf(row), ...state === "down" ? [] : alertCauses(alerts)];
}
/** What a row alone does not tell. While nothing answers, nothing else can be told either. */
function alertCauses(alerts) {
	return untoldByRow(alerts).map(alertStanding);
}
function untoldByRow(alerts) {
	return alerts.filter(({ kind, closing }) => closing !== void 0 || !toldByRow.includes(kind));
}
/** What stands in a commit's subject: `ssh:auth`, `http:502`, `alert:port`. */
function codesNow({ row, state, alerts }) {
	const { errors, httpCode } = row;
	const page = isFailedPage(httpCode) ? [`http:${httpCode}`] : [];
	const untold = state === "down" ? [] : untoldByRow(alerts);
	return [
		...errors,
		...page,
		...untold.map(({ kind }) => `alert:${kind}`)
	];
}
var stateSigns, toldByRow;
var init_host_now = __esmMin((() => {
	init_alert_words();
	init_state();
	init_words();
	init_cause();
	stateSigns = {
		up: "🟢",
		trouble: "🟡",
		down: "🔴",
		unknown: "⚪"
	};
	toldByRow = [
		"down",
		"http",
		"ssh",
		"host-key"
	];
}));

// src/report/month/markdown.ts
/** A host's words as they are where they are plain, else as code; never so long that they push the rest aside. */
function markdownWords(words) {
	const line = terminalText(words);
	const shown = line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
	return plain$3.test(shown) ? shown : markdownCode(shown);
}
/** A host's name as it is where Markdown has nothing to read in it: `2001:100::1` holds an emoji, `www.…` a link. */
function hostWords(host) {
	return /^(?!www\.)[a-z\d](?:[a-z\d.-]|_(?=[a-z\d]))*$/i.test(host) ? host : markdownCode(host);
}
/** Cells are Markdown already. The first row is the header. */
function table$6([header = [], ...rows]) {
	return [
		header,
		header.map(() => "---"),
		...rows
	].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
/** Folded away under a summary, which is HTML already. */
function folded$1(summary, paragraphs) {
	return [
		`<details>\n<summary>${summary}</summary>`,
		...paragraphs,
		"</details>"
	].join("\n\n");
}
/** The first so many lines, and one that says how many there are beside them. */
function atMost(most, lines, more) {
	return lines.length <= most ? [...lines] : [...lines.slice(0, most), more(lines.length - most)];
}
/** GitHub squeezes columns as narrow as their blanks allow. */
function unbroken$1(words) {
	return words.replaceAll(" ", "\xA0");
}
/** `14,880` */
function grouped$1(number) {
	return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
var longestWords, plain$3;
var init_markdown = __esmMin((() => {
	init_safe_text();
	longestWords = 80;
	plain$3 = /^(?!.*www\.|.*:[a-z\d+-]+:|\d+[.)](?: |$))[a-z\d](?:[a-z\d ,;.()%-]|(?<=[a-z\d])'(?=[a-z])|:(?=[a-z\d ])|\/(?=[a-z\d])|(?<=[a-z\d])_(?=[a-z\d]))*$/i;
}));

// src/report/status/status-links.ts
/** The names of the files that are linked to, newest month first. */
function linkedFiles(names) {
	return monthsOf$1(names).flatMap(([, files]) => files.map(({ name }) => name));
}
/** A list of months, newest first, in one paragraph; none without files. */
function monthLinks(names) {
	const lines = monthsOf$1(names).map(([month, files]) => {
		const links = files.map(({ name, words }) => `[${words}](${name})`).join(" · ");
		return `- ${monthWords(month)}: ${links}`;
	});
	return lines.length === 0 ? [] : [lines.join("\n")];
}
function monthsOf$1(names) {
	return [...Map.groupBy(names.flatMap(linked), ({ month }) => month)].sort(([a], [b]) => a < b ? 1 : -1).slice(0, mostMonths);
}
function linked(name) {
	const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])\.md$/.exec(name) ?? [];
	if (year !== void 0) return [{
		name,
		month: `${year}-${month}`,
		words: "report"
	}];
	const [, type, yy, mm] = /^(node|miner|ping)_(\d\d)(0[1-9]|1[0-2])\.csv$/.exec(name) ?? [];
	return type === void 0 ? [] : [{
		name,
		month: `20${yy}-${mm}`,
		words: type
	}];
}
var mostMonths;
var init_status_links = __esmMin((() => {
	init_instant();
	mostMonths = 12;
}));

// src/report/status/trend.ts
function newBins(length) {
	return Array.from({ length }, () => ({
		sum: 0,
		values: 0
	}));
}
/** Counts a value in; one that is unknown or outside of all bins says nothing. */
function tally$1(bins, index, value) {
	const bin = bins[index];
	if (bin === void 0 || value === void 0) return;
	bin.sum += value;
	bin.values += 1;
}
function meansOf$1(bins) {
	return bins.map(({ sum, values }) => values === 0 ? void 0 : sum / values);
}
/**
* `▂▂▃·▇▂`: from zero to the largest, a dot where nothing is known. Empty where there is no movement worth a look: the
* number beside it says it all.
*/
function sparkline(means) {
	const known = means.filter((mean) => mean !== void 0);
	const [least, most] = [Math.min(...known), Math.max(...known)];
	if (known.length < 2 || most - least < most / 4) return "";
	return means.map((mean) => mean === void 0 ? "·" : levels[levelOf$1(mean, most)]).join("");
}
function levelOf$1(value, most) {
	return Math.min(6, Math.floor(value / most * 7));
}
/** `🟩🟩🟨🟩⬜🟩🟥`: one square a day, not to be broken over lines. */
function dayStrip(days) {
	return days.map(square).join("⁠");
}
function square({ up, trouble, down }) {
	if (up + trouble + down === 0) return "⬜";
	if (down >= up + trouble) return "🟥";
	return trouble + down > 0 ? "🟨" : "🟩";
}
var levels;
var init_trend = __esmMin((() => {
	levels = "▁▂▃▄▅▆▇";
}));

// src/report/status/host-history.ts
/** The start of the first UTC day that is shown. */
function startOfHistory(now) {
	return /* @__PURE__ */ new Date(Math.floor(now.getTime() / dayMs$9) * dayMs$9 - 6 * dayMs$9);
}
function newStatusHistory(now, from) {
	const hosts = /* @__PURE__ */ new Map();
	const window = windowOf(now);
	return {
		now,
		from,
		hosts,
		add: (row) => {
			if (row.time > now) return;
			const known = hosts.get(row.host);
			const history = known?.type === row.type ? known : newHistory(row);
			hosts.set(row.host, history);
			addRow(history, row, window);
		}
	};
}
function newHistory({ host, type, time }) {
	return {
		host,
		type,
		first: time,
		newest: time,
		latest: void 0,
		earlier: void 0,
		state: void 0,
		since: time,
		changed: false,
		offlineSince: void 0,
		runs: [],
		intervalsMs: [],
		pings: newBins(pingBins),
		disks: newBins(7),
		days: Array.from({ length: 7 }, () => ({
			up: 0,
			trouble: 0,
			down: 0
		}))
	};
}
function windowOf(now) {
	return {
		startMs: startOfHistory(now).getTime(),
		dayStartMs: now.getTime() - dayMs$9
	};
}
function addRow(history, row, window) {
	const { time } = row;
	if (time < history.newest) return;
	if (time > history.newest) keepInterval(history, time);
	history.newest = time;
	if (time.getTime() >= window.dayStartMs) history.runs.push(time);
	const state = stateOf(row);
	if (state === "unknown") {
		history.offlineSince ??= time;
		return;
	}
	history.offlineSince = void 0;
	history.earlier = history.latest;
	history.latest = row;
	addState(history, state, time);
	if (time.getTime() >= window.startMs) addTrends(history, row, state, window);
}
function keepInterval({ newest, intervalsMs }, time) {
	intervalsMs.push(time.getTime() - newest.getTime());
	if (intervalsMs.length > intervalsKept$2) intervalsMs.shift();
}
function addState(history, state, time) {
	if (history.state === state) return;
	history.changed = history.state !== void 0;
	history.since = time;
	history.state = state;
}
function addTrends(history, row, state, window) {
	const ms = row.time.getTime();
	const dayIndex = Math.floor((ms - window.startMs) / dayMs$9);
	const day = history.days[dayIndex];
	if (day !== void 0) day[state] += 1;
	tally$1(history.disks, dayIndex, row.diskAvailMib);
	if (ms < window.dayStartMs) return;
	const bin = Math.min(7, Math.floor((ms - window.dayStartMs) / dayMs$9 * pingBins));
	tally$1(history.pings, bin, row.pingMs);
}
var dayMs$9, daysShown$1, pingBins, intervalsKept$2;
var init_host_history = __esmMin((() => {
	init_state();
	init_trend();
	dayMs$9 = 864e5;
	daysShown$1 = 7;
	pingBins = 8;
	intervalsKept$2 = 7;
}));

// src/report/status/status-model.ts
function statusModel(history, { inventory, alerts, names, isOurs }) {
	const { hosts: histories, from, now } = history;
	const alertsOf = alertsByHost(alerts);
	const statusOfHost = (host) => {
		const known = histories.get(host);
		return known ? statusOf(known, alertsOf(host), from, now) : neverSeen(host);
	};
	const others = otherRunners(histories, inventory, now, isOurs).map(({ host }) => host);
	const hosts = [...inventory, ...others].map(statusOfHost);
	const shown = new Set(hosts.map(({ host }) => host));
	return {
		hosts,
		names,
		alerts: worstFirst$1(alerts.filter(({ host }) => shown.has(host)))
	};
}
/**
* Hosts of other runners and shards, whose rows are in the same files. A host that was checked in our own runs and is no
* longer in the inventory is gone, not down. One of another shard never is: its runs may well begin in the second of ours.
*/
function otherRunners(histories, inventory, now, isOurs) {
	const ours = new Set(inventory);
	const ourRuns = new Set(inventory.flatMap((host) => histories.get(host)?.runs ?? []).map(Number));
	return [...histories.values()].filter(({ host, newest, runs }) => {
		const shared = isOurs(host) ? runs.filter((run) => ourRuns.has(Number(run))).length : 0;
		return !ours.has(host) && now.getTime() - newest.getTime() <= 864e5 && shared * 2 <= runs.length;
	});
}
function isFresh({ newest, intervalsMs }, now) {
	const sorted = intervalsMs.toSorted((a, b) => a - b);
	const intervalMs = sorted[Math.floor(sorted.length / 2)] ?? usualIntervalMs;
	return now.getTime() - newest.getTime() <= freshIntervals * intervalMs;
}
function statusOf(history, alerts, cutAt, now) {
	const { host, state, latest, earlier, days, pings, disks, offlineSince } = history;
	const trends = {
		days,
		pings: meansOf$1(pings),
		disks: meansOf$1(disks)
	};
	if (latest === void 0 || state === void 0 || offlineSince !== void 0 || !isFresh(history, now)) {
		const since = offlineSince ?? history.newest;
		return {
			...neverSeen(host),
			was: state,
			since,
			offline: offlineSince !== void 0,
			...trends
		};
	}
	const before = earlier?.sshPeers ?? [];
	return {
		host,
		state: stateOf(latest, alerts.length > 0),
		row: latest,
		alerts,
		was: void 0,
		offline: false,
		...trends,
		...sinceOf(history, cutAt, alerts),
		stayingPeers: latest.sshPeers?.filter((peer) => earlier === void 0 || before.includes(peer)) ?? []
	};
}
function neverSeen(host) {
	return {
		host,
		state: "unknown",
		row: void 0,
		alerts: [],
		was: void 0,
		offline: false,
		since: void 0,
		sinceBefore: false,
		changed: false,
		stayingPeers: [],
		days: [],
		pings: [],
		disks: []
	};
}
/** A host that is in trouble for its alerts is so since the first of them opened, whatever its rows say. */
function sinceOf({ state, since, first, changed }, cutAt, alerts) {
	const alertedMs = Math.min(...alerts.map((alert) => alert.since.getTime()));
	if (alerts.length > 0 && state !== "down" && (state === "up" || alertedMs < since.getTime())) return {
		since: new Date(alertedMs),
		sinceBefore: false,
		changed: true
	};
	const sinceBefore = !changed && first.getTime() - cutAt.getTime() < 864e5;
	return {
		since: sinceBefore ? cutAt : since,
		sinceBefore,
		changed
	};
}
var usualIntervalMs, freshIntervals;
var init_status_model = __esmMin((() => {
	init_alert_words();
	init_state();
	init_host_now();
	init_host_history();
	init_trend();
	usualIntervalMs = 12e5;
	freshIntervals = 3;
}));

// src/report/status/status-snapshot.ts
/** Whether a text is a page of ours, whoever may have edited it. A README that somebody wrote has no such comment; the one of an empty repository has it without data. */
function isStatusPage(text) {
	return text.includes(opening$2);
}
function snapshotOf({ hosts, alerts }, files, now) {
	const entries = hosts.map((status) => [status.host, hostSnapshot(status)]);
	const open = alerts.map((alert) => `${identityOf(alert)} ${alert.findings.join("+")} ${alert.closing ?? ""}`).sort();
	return {
		at: seconds(now),
		files: files.join(" "),
		alerts: open.join("|"),
		hosts: Object.fromEntries(entries)
	};
}
function hostSnapshot({ state, since, sinceBefore, row, stayingPeers }) {
	const found = {
		state,
		since: since ? seconds(since) : null,
		sinceBefore
	};
	if (row === void 0) return {
		...found,
		facts: "",
		mib: [
			null,
			null,
			null
		]
	};
	const { errors, silenced, lastBoot, ports = [], logins = [], gpuTempC = [], certDays, httpCode } = row;
	const gpus = gpuTempC.map((temp) => temp === void 0 ? "none" : "gpu");
	const lists = [
		errors,
		silenced,
		ports.filter(isLasting),
		stayingPeers,
		logins,
		gpus
	].map((list) => list.join("+"));
	const failed = isFailedPage(httpCode) ? httpCode : "";
	const boot = lastBoot?.toISOString().slice(0, 16) ?? "";
	const facts = [
		...lists,
		failed,
		boot,
		certDays === void 0 ? "" : nearness(certDays)
	].join("|");
	const sizes = [
		row.memAvailMib,
		row.swapFreeMib,
		row.diskAvailMib
	];
	return {
		...found,
		facts,
		mib: sizes.map((size) => size === void 0 ? null : Math.max(0, size))
	};
}
/** UDP sockets of clients come and go. */
function isLasting(port) {
	return !port.endsWith("/udp") || Number.parseInt(port, 10) < 32768;
}
/** How many of these a certificate has passed. */
function nearness(days) {
	return [
		30,
		14,
		7,
		3,
		1
	].filter((limit) => days <= limit).length;
}
/** The page with the comment after it, which holds a check sum of the page, so that an edit is noticed. */
function withSnapshot(page, snapshot) {
	const inert = JSON.stringify({
		sum: checkSum(page),
		...snapshot
	}).replace(/[<>]|-(?=-)/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
	return `${page}${opening$2}${inert} -->\n`;
}
/** undefined if somebody has edited the page or what it was made from. */
function readSnapshot(text) {
	const start = text.lastIndexOf(opening$2);
	const end = text.lastIndexOf(" -->");
	if (start === -1 || end < start) return void 0;
	const data = parseJson$2(text.slice(start + 27, end));
	return isSnapshot(data) && data.sum === checkSum(text.slice(0, start)) ? data : void 0;
}
function isWorthReading(before, after) {
	const age = after.at - before.at;
	if (age < 0 && age > -3600) return false;
	if (age < 0 || age >= dayS || before.files !== after.files || before.alerts !== after.alerts) return true;
	return [.../* @__PURE__ */ new Set([...Object.keys(before.hosts), ...Object.keys(after.hosts)])].some((host) => hasChanged(before.hosts[host], after.hosts[host]));
}
function hasChanged(before, after) {
	if (before === void 0 || after === void 0) return true;
	if (before.state !== after.state || before.facts !== after.facts) return true;
	return after.mib.some((size, index) => hasMoved(before.mib[index], size));
}
/** By more than a tenth of what the page says, and not by a trifle. */
function hasMoved(shown, size) {
	if (typeof shown !== "number" || size === null) return false;
	const moved = Math.abs(size - shown);
	return moved >= worthMib && moved > shown / 10;
}
function isSnapshot(data) {
	if (!isObject$3(data) || typeof data["at"] !== "number" || typeof data["files"] !== "string") return false;
	if (typeof data["alerts"] !== "string") return false;
	return typeof data["sum"] === "number" && isObject$3(data["hosts"]) && Object.values(data["hosts"]).every(isHostSnapshot);
}
function isHostSnapshot(data) {
	if (!isObject$3(data) || typeof data["state"] !== "string" || typeof data["facts"] !== "string") return false;
	const mib = data["mib"];
	if (typeof data["sinceBefore"] !== "boolean") return false;
	return isNumberOrNull(data["since"]) && Array.isArray(mib) && mib.every(isNumberOrNull);
}
function isNumberOrNull(value) {
	return value === null || typeof value === "number";
}
function isObject$3(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson$2(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** FNV-1a. It is there to notice an edit, not an attack: who can write the page can write the rows as well. */
function checkSum(text) {
	let sum = 2166136261;
	for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 16777619) >>> 0;
	return sum;
}
function seconds(time) {
	return Math.floor(time.getTime() / 1e3);
}
var opening$2, dayS, worthMib;
var init_status_snapshot = __esmMin((() => {
	init_alert();
	init_state();
	opening$2 = "<!-- server-monitor status ";
	dayS = 86400;
	worthMib = 256;
}));

// src/report/host-columns.ts
function column(key, text = (row) => valueWords(key, row)) {
	return {
		key,
		title: columnTable[key].title,
		text
	};
}
function freeWords(free, size) {
	return free === void 0 ? "" : freeOf(free, size);
}
function swapWords({ type, swapFreeMib, swapTotalMib }) {
	if (type !== "node") return "";
	return swapTotalMib === 0 ? "no swap" : freeWords(swapFreeMib, swapTotalMib);
}
/** The files have one decimal of a ping, and none of a page. */
function timeWords(key, row) {
	if (row[key] === 0) return key === "pingMs" ? "<0.1 ms" : "<1 ms";
	return valueWords(key, row);
}
/** `12.3 ms`, `12.3 ms, 25 % lost`, `no answer`. Of a host that is down, the last goes without saying. */
function pingWords$1(row) {
	const mean = timeWords("pingMs", row);
	if (mean === "") return row.errors.includes("ping:unreachable") && stateOf(row) !== "down" ? "no answer" : "";
	return row.loss ? `${mean}, ${valueWords("loss", row)} lost` : mean;
}
/** `142 ms`; where the status is worth a word, `502 in 12 ms`. */
function pageWords(row) {
	const [time, { httpCode: status }] = [timeWords("httpMs", row), row];
	return status === void 0 || status >= 200 && status < 300 ? time : `${status} in ${time}`;
}
function uptimeWords$1({ time, lastBoot }) {
	return lastBoot === void 0 ? "" : durationWords(time.getTime() - lastBoot.getTime());
}
function certificateWords(row) {
	return row.certDays !== void 0 && row.certDays < 0 ? "expired" : valueWords("certDays", row);
}
var mostListed$2, hostColumns$1;
var init_host_columns$1 = __esmMin((() => {
	init_columns();
	init_state();
	init_words();
	init_count();
	init_duration();
	init_size();
	mostListed$2 = 6;
	hostColumns$1 = [
		column("pingMs", pingWords$1),
		column("httpMs", pageWords),
		column("diskAvailMib", ({ diskAvailMib, diskSizeMib }) => freeWords(diskAvailMib, diskSizeMib)),
		column("memAvailMib", ({ memAvailMib, memTotalMib }) => freeWords(memAvailMib, memTotalMib)),
		column("swapFreeMib", swapWords),
		{
			...column("lastBoot", uptimeWords$1),
			title: "up for"
		},
		column("certDays", certificateWords),
		{
			...column("gpuTempC"),
			title: "GPUs"
		},
		column("ports", ({ ports = [] }) => listed$3(ports, mostListed$2)),
		{
			...column("sshPeers", ({ sshPeers = [] }) => listed$3(sshPeers, mostListed$2)),
			quoted: true
		},
		{
			...column("logins", ({ logins = [] }) => listed$3(logins, mostListed$2)),
			quoted: true
		}
	];
}));

// src/report/status/status-words.ts
/**
* `**4 of 5 hosts are up.** db-1 has been down since 22 Nov 21:02 (over 3 h): SSH did not answer in time.`, and a line for
* every other host that needs a person.
*/
function openingWords(hosts, clock) {
	const [worst = "", ...others] = hosts.map((status) => findingOf$1(status, clock)).filter(Boolean);
	const named = others.slice(0, mostNamed$3);
	const more = others.length - named.length;
	const items = [...named, ...more > 0 ? [`and ${count$2(more, "more host")} below`] : []];
	return [[
		`**${countWords(hosts)}**`,
		offlineWords(hosts, clock),
		worst === "" ? "" : `${worst}.`
	].filter(Boolean).join(" "), ...items.length > 0 ? [items.map((item) => `- ${item}`).join("\n")] : []];
}
function countWords(hosts) {
	const [only] = hosts;
	if (only === void 0) return "There is no host.";
	if (hosts.length === 1) return `${hostWords(only.host)} is ${only.state === "trouble" ? "in trouble" : only.state}.`;
	const [up, trouble, unknown] = [
		"up",
		"trouble",
		"unknown"
	].map((state) => hosts.filter((host) => host.state === state).length);
	if (unknown === hosts.length) return `Nothing is known about the ${hosts.length} hosts.`;
	if (up === hosts.length) return `All ${up} hosts are up.`;
	return `${up || "None"} of ${hosts.length} hosts ${are$1(up)} up${also(trouble, "in trouble")}${also(unknown, "unknown")}.`;
}
function also(number = 0, what) {
	return number === 0 ? "" : `, ${number} ${are$1(number)} ${what}`;
}
function are$1(number = 0) {
	return number < 2 ? "is" : "are";
}
function offlineWords(hosts, clock) {
	const since = hosts.find(({ offline }) => offline)?.since;
	return since === void 0 ? "" : `The monitor has been offline since ${instantWords(since, clock)}.`;
}
function findingOf$1(status, clock) {
	if (status.state !== "down" && status.state !== "trouble") return "";
	const state = status.state === "down" ? "down" : "in trouble";
	const why = joined$3(causesNow(status), markdownWords);
	return `${hostWords(status.host)} has been ${state} ${sinceWords$1(status, clock)}${why === "" ? "" : `: ${why}`}`;
}
/** The page stays as it is while nothing changes: only "over" is still true when somebody reads it. */
function sinceWords$1(status, clock) {
	const { since } = status;
	if (since === void 0) return "for a while";
	const lasted = clock.near.getTime() - since.getTime();
	return `since ${momentOf(status, clock)}${lasted < hourMs$1 ? "" : ` (over ${durationWords(lasted)})`}`;
}
/** `22 Nov 21:02`, or `before 1 Nov` where older rows were not read; "" where nothing is known. */
function momentOf({ since, sinceBefore }, clock) {
	if (since === void 0) return "";
	const moment = instantWords(since, clock);
	return sinceBefore ? `before ${moment.replace(/ 00:00$/, "")}` : moment;
}
var mostNamed$3, hourMs$1;
var init_status_words = __esmMin((() => {
	init_cause();
	init_count();
	init_duration();
	init_instant();
	init_host_now();
	init_markdown();
	mostNamed$3 = 6;
	hourMs$1 = 36e5;
}));

// src/report/status/status-table.ts
/** A column only where a host has something to say in it. */
function statusTable(hosts, clock) {
	const shown = columns$3.map(({ title, text }) => ({
		title,
		texts: hosts.map((status) => text(status, clock))
	})).filter(({ texts }) => texts.some((text) => text !== ""));
	const rows = hosts.map((_, index) => shown.map(({ texts }) => texts[index] ?? ""));
	const [, ...titles] = shown.map(({ title }) => title);
	return [
		[hostTitle(hosts), ...titles],
		shown.map(() => "---"),
		...rows
	].map(tableLine$2).join("\n");
}
/** As wide as most names, for GitHub would break them at their hyphens. Ends in what no renderer trims. */
function hostTitle(hosts) {
	const longest = Math.max(...hosts.map(({ host }) => host.length));
	return `host${" ".repeat(Math.max(0, Math.min(longest, mostUnbroken) - 2))}\u2060`;
}
function tableLine$2(cells) {
	return `| ${cells.join(" | ")} |`;
}
/** State, since when, and why, on a line each. */
function stateText(status, clock) {
	return [
		`${stateSigns[status.state]} ${stateWords(status, markdownWords)}`,
		sinceText(status, clock),
		...reasons$1(status)
	].filter(Boolean).map(unbroken$1).join("<br>");
}
/** What has always been well needs no date. */
function sinceText(status, clock) {
	const moment = momentOf(status, clock);
	return moment === "" || status.state === "up" && !status.changed ? "" : `since ${moment}`;
}
function reasons$1(status) {
	if (status.state !== "unknown") return causesNow(status).map((cause) => quotedWords$1(cause, markdownWords));
	return [status.offline ? "the monitor is offline" : "", status.was ? `was ${status.was}` : ""];
}
function valueText({ key, text, quoted }, status) {
	const words = status.row === void 0 ? "" : text(status.row);
	const shown = quoted ? markdownCode(words) : unbroken$1(words);
	const trend = trends[key];
	return trend === void 0 ? shown : withTrend(shown, status[trend]);
}
function withTrend(text, means) {
	const line = text === "" ? "" : sparkline(means);
	return line === "" ? text : `${text}<br>${line}`;
}
var mostUnbroken, trends, columns$3;
var init_status_table = __esmMin((() => {
	init_safe_text();
	init_cause();
	init_host_columns$1();
	init_host_now();
	init_markdown();
	init_status_words();
	init_trend();
	mostUnbroken = 14;
	trends = {
		pingMs: "pings",
		diskAvailMib: "disks"
	};
	columns$3 = [
		{
			title: "host",
			text: ({ host }) => hostWords(host)
		},
		{
			title: "state",
			text: stateText
		},
		{
			title: "last 7 days",
			text: ({ days }) => dayStrip(days)
		},
		...hostColumns$1.map((column) => ({
			title: column.title,
			text: (status) => valueText(column, status)
		}))
	];
}));

// src/report/status/status-page.ts
/** The page after a run, for any page before it. */
function statusPageOf(history, order, clock) {
	const model = statusModel(history, order);
	const make = (previous) => statusPage(previous, model, clock);
	return {
		isOurs: isStatusPage,
		make
	};
}
/** The page to be; `previous` itself, if nothing worth reading has changed or the text is no page of ours. */
function statusPage(previous, model, clock) {
	if (previous !== void 0 && !isStatusPage(previous)) return previous;
	const before = previous === void 0 ? void 0 : readSnapshot(previous);
	const remembered = before === void 0 ? model : remember$2(model, before);
	const snapshot = snapshotOf(remembered, linkedFiles(model.names), clock.near);
	if (previous !== void 0 && before !== void 0 && !isWorthReading(before, snapshot)) return previous;
	return withSnapshot(pageText(remembered, clock), snapshot);
}
/** The page before may know since when from rows that are no longer read. */
function remember$2(model, before) {
	const hosts = model.hosts.map((status) => {
		const known = before.hosts[status.host];
		if (!status.sinceBefore || known?.state !== status.state || known.since === null) return status;
		const since = /* @__PURE__ */ new Date(known.since * 1e3);
		if (status.since !== void 0 && since >= status.since) return status;
		return {
			...status,
			since,
			sinceBefore: known.sinceBefore
		};
	});
	return {
		...model,
		hosts
	};
}
function pageText({ hosts, names, alerts }, clock) {
	const sorted = hosts.toSorted((a, b) => order$1.indexOf(a.state) - order$1.indexOf(b.state));
	return `${[
		...openingWords(sorted, clock),
		...openAlerts$1(alerts, clock),
		...tables$1(sorted, clock),
		legend$2(clock),
		origin$1(clock),
		...monthLinks(names)
	].join("\n\n")}\n\n`;
}
/** Worth a heading of its own: somebody should look at these. */
function openAlerts$1(alerts, clock) {
	if (alerts.length === 0) return [];
	const items = alerts.map((alert) => `- **${hostWords(alert.host)}** ${alertWords$1(alert, clock)}`);
	const more = items.length - mostAlerts$1;
	const shown = [...items.slice(0, mostAlerts$1), ...more > 0 ? [`- and ${count$2(more, "more alert")}`] : []];
	return [`## ${count$2(alerts.length, "open alert")}`, shown.join("\n")];
}
/** `the certificate expires soon (8 days left), open since 22 Nov 21:02` */
function alertWords$1(alert, clock) {
	const flapping = alert.flapping && alert.closing === void 0 ? ", comes and goes" : "";
	return `${markdownWords(alertStanding(alert))}${flapping}, open since ${instantWords(alert.since, clock)}`;
}
function tables$1(hosts, clock) {
	if (hosts.length <= mostShown$3) return [statusTable(hosts, clock)];
	const [well, rest] = [hosts.filter(({ state }) => state === "up"), hosts.filter(({ state }) => state !== "up")];
	return [...rest.length > 0 ? [statusTable(rest, clock)] : [], ...well.length > 0 ? [folded(well, clock)] : []];
}
function folded(hosts, clock) {
	return `<details>\n${`<summary>🟢 ${count$2(hosts.length, "host")} without trouble</summary>`}\n\n${statusTable(hosts, clock)}\n\n</details>`;
}
function legend$2({ zone }) {
	return [
		"🟢 up · 🟡 trouble: it answers, but something is wrong · 🔴 down: nothing answers · ⚪ unknown.",
		"A square is a day (UTC), today last: 🟩 up, 🟨 partly in trouble or down, 🟥 mostly down, ⬜ not measured.",
		`▂▂▇▂ is ping over 24 hours, or free disk over 7 days. All times are ${zone}.`
	].join(" ");
}
function origin$1(clock) {
	return `${`Written ${zonedWords(clock.near, clock)} by server-monitor, which does so when something has changed, and once a day.`} Every check is a row in these files:`;
}
var order$1, mostShown$3, mostAlerts$1;
var init_status_page = __esmMin((() => {
	init_alert_words();
	init_count();
	init_instant();
	init_markdown();
	init_status_links();
	init_status_model();
	init_status_snapshot();
	init_status_table();
	init_status_words();
	order$1 = [
		"down",
		"trouble",
		"unknown",
		"up"
	];
	mostShown$3 = 30;
	mostAlerts$1 = 20;
}));

// src/report/summary.ts
/** `5 hosts, 3 up, 1 in trouble — db-1 down (SSH did not answer in time), web-1 trouble (the page answered 502)` */
function headline$1(hosts, quote = terminalText) {
	return runWords(hosts, (host) => {
		const [first] = causesNow(host);
		const more = causesNow(host).length - 1;
		const why = first === void 0 ? "" : ` (${quotedWords$1(first, quote)}${more > 0 ? `, and ${more} more` : ""})`;
		return `${host.host} ${host.state}${why}`;
	});
}
/** The same for the subject of a commit: `5 hosts, 3 up, 1 in trouble — db-1 down (ssh:timeout), web-1 http:502` */
function runSubject(hosts) {
	return runWords(hosts, (host) => {
		const codes = codesNow(host);
		return host.state === "down" ? `${host.host} down (${codes.at(-1)})` : `${host.host} ${codes.join("+")}`;
	});
}
function runWords(hosts, nameAndWhy) {
	const unasked = inState(hosts, "unknown");
	if (unasked[0] !== void 0 && unasked.length === hosts.length) return `${count$2(hosts.length, "host")}, monitor offline (${reasonOf$1(unasked[0])})`;
	const [down, troubled] = [inState(hosts, "down"), inState(hosts, "trouble")];
	const trouble = troubled.length === 0 ? "" : `, ${troubled.length} in trouble`;
	const rest = unasked.length === 0 ? "" : `, ${unasked.length} could not be asked`;
	const counts = `${count$2(hosts.length, "host")}, ${inState(hosts, "up").length} up${trouble}${rest}`;
	const named = [...down, ...troubled];
	if (named.length === 0) return counts;
	const more = named.length > mostNamed$2 ? `, and ${named.length - mostNamed$2} more` : "";
	return `${counts} — ${named.slice(0, mostNamed$2).map(nameAndWhy).join(", ")}${more}`;
}
function inState(hosts, state) {
	return hosts.filter((host) => host.state === state);
}
function reasonOf$1({ result: { problems } }) {
	return problems.map(({ detail }) => terminalText(detail)).join("; ");
}
/** The hosts as a table of short texts. */
function hostTable$1(hosts) {
	const shown = shownColumns(hosts);
	return {
		header: [
			"host",
			"state",
			...shown.map(({ title }) => title)
		],
		rows: hosts.map((host) => [
			host.host,
			stateWords(host, terminalText),
			...shown.map((column) => textOf$1(column, host.row))
		])
	};
}
/** A column only where a host has something to say in it. */
function shownColumns(hosts) {
	return hostColumns$1.filter((column) => hosts.some(({ row }) => textOf$1(column, row) !== ""));
}
/** The values of a row with their titles, those that are known. */
function valuesOf(row) {
	return hostColumns$1.map((column) => ({
		title: column.title,
		text: textOf$1(column, row)
	})).filter(({ text }) => text !== "");
}
function textOf$1({ text }, row) {
	return terminalText(text(row));
}
/** Why a host is in its state: `SSH did not answer in time: no answer within 30 s`, `port 8080 is open`. */
function findingLines(host, quote, quoteDetail = quote) {
	return findingsOf(host).map(({ cause, details }) => [quotedWords$1(cause, quote), ...details.length === 0 ? [] : [details.map(quoteDetail).join("; ")]].join(": "));
}
/** Why the monitor was offline is in the headline. */
function findingsOf(host) {
	const { row, result } = host;
	if (host.state === "unknown") return [];
	const problems = tellingErrors(row).map((code) => ({
		cause: causeOf(code),
		details: result.problems.filter((problem) => problem.code === code).map(({ detail }) => detail)
	}));
	const others = causesNow(host).slice(problems.length);
	return [...problems, ...others.map((cause) => ({
		cause,
		details: []
	}))];
}
/** The job summary. */
function summaryPage(report) {
	const { hosts } = report;
	const lines = [
		`### ${headline$1(hosts, markdownWords)}`,
		"",
		...markdownTable(hosts),
		""
	];
	const found = hosts.flatMap(findingItems);
	if (found.length > 0) lines.push("**What was found**", "", ...found, "");
	lines.push(...(report.notes ?? []).flatMap((note) => [`> ${note}`, ""]));
	lines.push(...newsMarkdown(report.alerts, report.clock), `${beganWords(report)}${keptWords(report)}.`);
	return `${lines.join("\n")}\n`;
}
/** `Due 23 Nov 2026 04:07 UTC, began 24 min late: `, and how many runs never came. */
function beganWords({ hosts, clock, punctuality: { due, missed } }) {
	const [began] = hosts.map(({ row }) => row.time);
	if (began === void 0) return "";
	const lost = missed === 0 ? "" : ` ${count$2(missed, "run")} of the schedule since the one before never came.`;
	if (due === void 0) return `Began ${zonedWords(began, clock)}.${lost} `;
	const lateMs = began.getTime() - due.getTime();
	const late = lateMs < punctualMs ? "in time" : `${durationWords(lateMs)} late`;
	return `Due ${zonedWords(due, clock)}, began ${late}.${lost} `;
}
function markdownTable(hosts) {
	const shown = shownColumns(hosts);
	return [
		tableLine$1([
			"host",
			"state",
			...shown.map(({ title }) => title)
		]),
		tableLine$1([
			"---",
			"---",
			...shown.map(() => "---")
		]),
		...hosts.map((host) => tableLine$1([
			hostWords(host.host),
			stateCell(host),
			...shown.map((column) => valueCell(column, host.row))
		]))
	];
}
function stateCell(host) {
	return unbroken$1(`${stateSigns[host.state]} ${stateWords(host, markdownWords)}`);
}
/** Values stay in one line: tables scroll on a phone. */
function valueCell({ text, quoted }, row) {
	return quoted ? markdownCode(text(row)) : unbroken$1(text(row));
}
function tableLine$1(cells) {
	return `| ${cells.join(" | ")} |`;
}
function findingItems(host) {
	return findingLines(host, markdownWords, markdownCode).map((line) => `- **${hostWords(host.host)}**: ${line}`);
}
/** `4 rows in commit ce0dbb8b59, 1.3 s` */
function keptWords({ rows, waiting, commit, ms }) {
	const where = commit === void 0 ? "" : ` in commit ${commit.slice(0, 10)}`;
	const later = waiting === 0 ? "" : `, ${count$2(waiting, "row")} waiting to be pushed`;
	return `${count$2(rows, "row")}${where}${later}, ${durationWords(ms)}`;
}
var mostNamed$2, punctualMs;
var init_summary$1 = __esmMin((() => {
	init_words();
	init_safe_text();
	init_cause();
	init_count();
	init_duration();
	init_instant();
	init_alert_news();
	init_host_columns$1();
	init_host_now();
	init_markdown();
	mostNamed$2 = 3;
	punctualMs = 12e4;
}));

// src/row/row.ts
/** The columns of a type of host, as its files have them. */
function headerOf$1(type) {
	return [...Object.keys(keyColumns$1), ...columnsOf(type).map(({ name }) => name)];
}
/** The cells of a result's row, in the order of `headerOf`. Unknown is empty. */
function cellsOf(result) {
	const cells = columnsOf(result.type).map((column) => {
		const value = column.from(result);
		return value === void 0 ? "" : column.value.encode(value);
	});
	return [
		isoSeconds(result.time),
		result.host,
		...cells
	].map(csvText);
}
/** The row as it will be read from the files. */
function rowOf$1(result) {
	return rowReader(result.type, headerOf$1(result.type))(isoSeconds(result.time), result.host, cellsOf(result));
}
/** Reads the cells below a header. The caller has checked the time: `2026-11-22T21:32:05Z`. */
function rowReader(type, header) {
	const known = header.flatMap((name, at) => {
		const key = keyByName.get(name);
		return key === void 0 ? [] : [{
			key,
			at,
			decode: table$5[key].value.decode
		}];
	});
	const foreign = [...header.entries()].filter(([, name]) => !keyByName.has(name) && !(name in keyColumns$1));
	const lists = known.flatMap(({ key }) => isSessionList(key) ? [key] : []);
	const columns = known.map(({ key }) => key);
	const blank = {
		time: /* @__PURE__ */ new Date(NaN),
		host: "",
		type,
		...Object.fromEntries(columns.map((key) => [key, void 0])),
		errors: none$3,
		silenced: none$3,
		columns
	};
	const hosts = /* @__PURE__ */ new Map();
	let [timeText, timeValue] = ["", /* @__PURE__ */ new Date(NaN)];
	return (time, host, cells) => {
		if (time !== timeText) [timeText, timeValue] = [time, new Date(time)];
		const row = { ...blank };
		row.time = timeValue;
		row.host = remembered(hosts, host);
		for (const { key, at, decode } of known) {
			const cell = cells[at];
			if (cell !== void 0 && cell !== "") row[key] = decode(cell);
		}
		if (foreign.length > 0) row.foreign = Object.fromEntries(foreign.map(([at, name]) => [name, cells[at] ?? ""]));
		const made = row;
		if (lists.some((key) => row[key] === void 0) && sessionOf(made) === "worked") {
			for (const key of lists) if (!isUnsure(key, made)) row[key] ??= none$3;
		}
		return made;
	};
}
function remembered(names, name) {
	const known = names.get(name);
	if (known !== void 0) return known;
	const own = ownText(name);
	names.set(own, own);
	return own;
}
/** Lists that the SSH session fills. */
function isSessionList(key) {
	const { value, types } = table$5[key];
	return value.kind === "names" && types.length < hostTypes.length;
}
/** Who is a stranger was not known where name servers did not answer for `ssh_peers`. */
function isUnsure(key, { errors }) {
	return (key === "sshPeers" || key === "logins") && errors.includes("monitor:offline");
}
function columnsOf(type) {
	return columnKeys.map((key) => table$5[key]).filter(({ types }) => types.includes(type));
}
function isColumnKey(key) {
	return Object.hasOwn(columnTable, key);
}
var keyColumns$1, columnKeys, none$3, table$5, keyByName;
var init_row = __esmMin((() => {
	init_check_result();
	init_host();
	init_safe_text();
	init_columns();
	init_state();
	init_values();
	keyColumns$1 = {
		time: "start of the run, UTC, the same in all its rows: `2026-11-22T21:32:05Z`",
		host: "the inventory's `name`, else its `ip`"
	};
	columnKeys = Object.keys(columnTable).filter(isColumnKey);
	none$3 = [];
	table$5 = columnTable;
	keyByName = new Map(columnKeys.map((key) => [table$5[key].name, key]));
}));

// src/schedule.ts
/** undefined: no planned time, as for a run that was started by hand. */
function dueTime(text, began) {
	if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/.test(text)) {
		const time = new Date(text);
		return Number.isNaN(time.getTime()) || time > began ? void 0 : time;
	}
	return lastTick(text, began);
}
/** The number of ticks between two times, both excluded. 0 if the text is not a cron line. */
function ticksBetween(cron, after, before) {
	const strikes = readCron(cron);
	if (strikes === void 0) return 0;
	const start = Math.max(after.getTime(), before.getTime() - longestMs);
	let ticks = 0;
	for (let ms = floorMinute(start) + minuteMs; ms < before.getTime(); ms += minuteMs) if (strikes(new Date(ms))) ticks += 1;
	return ticks;
}
function lastTick(cron, began) {
	const strikes = readCron(cron);
	if (strikes === void 0) return void 0;
	for (let ms = floorMinute(began.getTime()); ms > began.getTime() - longestMs; ms -= minuteMs) if (strikes(new Date(ms))) return new Date(ms);
}
function floorMinute(ms) {
	return Math.floor(ms / minuteMs) * minuteMs;
}
/** Where day of the month and day of the week are both limited, either may match, as in POSIX. */
function readCron(cron) {
	const texts = cron.trim().split(/\s+/);
	const [minutes, hours, days, monthNumbers, weekDays] = fields.map((field, index) => readField(texts[index] ?? "", field));
	if (texts.length !== 5 || !minutes || !hours || !days || !monthNumbers || !weekDays) return void 0;
	const [anyDay, anyWeekDay] = [texts[2] === "*", texts[4] === "*"];
	return (time) => {
		if (!minutes.has(time.getUTCMinutes()) || !hours.has(time.getUTCHours())) return false;
		if (!monthNumbers.has(time.getUTCMonth() + 1)) return false;
		const [day, weekDay] = [days.has(time.getUTCDate()), weekDays.has(time.getUTCDay())];
		return anyDay || anyWeekDay ? day && weekDay : day || weekDay;
	};
}
/** `*`, `7`, `7,27`, `9-17`, `0-59/15`, `MON-FRI` */
function readField(text, field) {
	const numbers = /* @__PURE__ */ new Set();
	for (const part of text.toUpperCase().split(",")) {
		const [, from = "", to, step = "1"] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
		const first = from === "*" ? field.least : numberOf(from, field);
		const last = from === "*" || to === void 0 && part.includes("/") ? field.most : numberOf(to ?? from, field);
		if (first === void 0 || last === void 0 || first > last || Number(step) < 1) return void 0;
		for (let number = first; number <= last; number += Number(step)) numbers.add(number);
	}
	if (field.most === 7 && numbers.has(7)) numbers.add(0);
	return numbers;
}
function numberOf(text, { least, most, names }) {
	const named = names.indexOf(text);
	const number = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
	return number >= least && number <= most ? number : void 0;
}
var fields, minuteMs, longestMs;
var init_schedule = __esmMin((() => {
	fields = [
		{
			least: 0,
			most: 59,
			names: []
		},
		{
			least: 0,
			most: 23,
			names: []
		},
		{
			least: 1,
			most: 31,
			names: []
		},
		{
			least: 1,
			most: 12,
			names: [
				"JAN",
				"FEB",
				"MAR",
				"APR",
				"MAY",
				"JUN",
				"JUL",
				"AUG",
				"SEP",
				"OCT",
				"NOV",
				"DEC"
			]
		},
		{
			least: 0,
			most: 7,
			names: [
				"SUN",
				"MON",
				"TUE",
				"WED",
				"THU",
				"FRI",
				"SAT"
			]
		}
	];
	minuteMs = 6e4;
	longestMs = 27648e5;
}));

// src/ssh/pkcs8.ts
function isPkcs8(text) {
	return /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text);
}
/** Throws OpenSSL's error; undefined for a kind of key that SSH does not use. */
function convertPkcs8(text, passphrase) {
	const key = createPrivateKey(passphrase === void 0 ? text : {
		key: text,
		passphrase
	});
	if (key.asymmetricKeyType === "rsa") return key.export({
		type: "pkcs1",
		format: "pem"
	}).toString();
	if (key.asymmetricKeyType === "ec") return key.export({
		type: "sec1",
		format: "pem"
	}).toString();
	return key.asymmetricKeyType === "ed25519" ? openSshEd25519(key) : void 0;
}
/** See PROTOCOL.key of OpenSSH. The two equal check numbers detect a wrong passphrase; here there is none. */
function openSshEd25519(key) {
	const { d, x } = key.export({ format: "jwk" });
	const [seed, point] = [Buffer.from(d ?? "", "base64url"), Buffer.from(x ?? "", "base64url")];
	const type = field("ssh-ed25519");
	const secret = padded([
		number$1(0),
		number$1(0),
		type,
		field(point),
		field(Buffer.concat([seed, point])),
		field("")
	], 8);
	const parts = [
		field("none"),
		field("none"),
		field(""),
		number$1(1),
		field(Buffer.concat([type, field(point)]))
	];
	return `-----BEGIN OPENSSH PRIVATE KEY-----\n${Buffer.concat([
		Buffer.from("openssh-key-v1\0"),
		...parts,
		field(secret)
	]).toString("base64")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
function field(content) {
	const bytes = Buffer.from(content);
	return Buffer.concat([number$1(bytes.length), bytes]);
}
function number$1(value) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
function padded(parts, blockBytes) {
	const bytes = Buffer.concat(parts);
	const missing = (blockBytes - bytes.length % blockBytes) % blockBytes;
	return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}
var init_pkcs8 = __esmMin((() => {
	init_late_node_crypto();
}));

// src/ssh/private-key.ts
var private_key_exports = /* @__PURE__ */ __exportAll({ parsePrivateKey: () => parsePrivateKey });
/** The key, or what is wrong with it and how to fix it. */
function parsePrivateKey(text, passphrase) {
	const repaired = repairKeyText(text);
	const wrong = whyNotAKey(repaired);
	if (wrong !== void 0) return wrong;
	return isPkcs8(repaired) ? parsePkcs8(repaired, passphrase) : parseWithSsh2(repaired, passphrase);
}
function parseWithSsh2(text, passphrase) {
	const plain = attemptParse(text);
	if (!(plain instanceof Error)) return plain.isPrivateKey() ? plain : "holds no private key";
	if (isNotSupported(plain)) return notSupported;
	if (!/no passphrase given/.test(plain.message)) return damaged;
	if (passphrase === void 0) return encrypted;
	const decrypted = attemptParse(text, passphrase);
	if (!(decrypted instanceof Error)) return decrypted;
	return isNotSupported(decrypted) ? notSupported : wrongPassphrase;
}
/** For a damaged key ssh2 reports "Unsupported OpenSSH key magic". */
function isNotSupported({ message }) {
	return /initialization vector|unsupported (?!.*magic)/i.test(message);
}
/** ssh2 returns most errors and throws some. */
function attemptParse(text, passphrase) {
	try {
		return keyParser_default.parseKey(text, passphrase);
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
function parsePkcs8(text, passphrase) {
	const isEncrypted = text.startsWith("-----BEGIN ENCRYPTED");
	if (isEncrypted && passphrase === void 0) return encrypted;
	try {
		const converted = convertPkcs8(text, passphrase);
		return converted === void 0 ? notSupported : parseWithSsh2(converted, void 0);
	} catch {
		return isEncrypted ? wrongPassphrase : damaged;
	}
}
var encrypted, wrongPassphrase, damaged, notSupported;
var init_private_key = __esmMin((() => {
	init_keyParser();
	init_key_text();
	init_pkcs8();
	encrypted = "is encrypted: give its passphrase";
	wrongPassphrase = "is encrypted, and the passphrase is wrong";
	damaged = "is damaged: copy it again, from its -----BEGIN … line to its -----END … line";
	notSupported = "has an unsupported type: expected RSA, ECDSA or Ed25519; to change its cipher or format, run `ssh-keygen -p -Z aes256-ctr -f key`";
}));

// src/ssh/keys.ts
async function loadKeys(hosts) {
	const byContent = /* @__PURE__ */ new Map();
	const byIdentity = /* @__PURE__ */ new Map();
	for (const identity of hosts.flatMap(({ identities }) => identities)) {
		if (identity.key === void 0) continue;
		const passphrase = (identity.passphrase ?? identity.password)?.reveal();
		const content = JSON.stringify([sourceOf(identity.key), passphrase]);
		const loaded = byContent.get(content) ?? loadKey(identity.key, passphrase);
		byContent.set(content, loaded);
		byIdentity.set(identity, await loaded);
	}
	return { keyOf: (identity) => byIdentity.get(identity) };
}
async function loadKey(source, passphrase) {
	const name = "path" in source ? `key_filename ${source.path}` : "private_key";
	try {
		const text = "path" in source ? await readFile$2(source.path, "utf8") : source.text.reveal();
		const { parsePrivateKey } = await Promise.resolve().then(() => (init_private_key(), private_key_exports));
		const key = parsePrivateKey(text, passphrase);
		return typeof key === "string" ? { unreadable: `${name} ${key}` } : { key };
	} catch (error) {
		return { unreadable: `${name} ${whyNotReadable(error)}` };
	}
}
function whyNotReadable(error) {
	const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
	if (code === "ENOENT") return "does not exist on this machine";
	if (code === "EACCES") return "cannot be read by this user: check its owner and mode";
	if (code === "EISDIR") return "is a folder: give the key file in it";
	return `cannot be read (${code})`;
}
/** Text that identifies the source. It may contain the key, so it is used only for comparison. */
function sourceOf(source) {
	return "path" in source ? ["path", source.path] : ["text", source.text.reveal()];
}
var init_keys = __esmMin((() => {
	init_promises$2();
}));

// src/ssh/algorithms.ts
/** Whether this client lacks an algorithm, or the host is outdated. */
function isOurLack({ what, theirs }) {
	return what === "compression" || theirs.some((algorithm) => soundButNotOurs.has(algorithm));
}
/** The first class without a common algorithm; undefined if the failure has another reason. */
function findMismatch(hostKeys, offer) {
	return [
		{
			what: "key exchange",
			ours: kexAlgorithms,
			theirs: offer.kex.filter((name) => !markPattern.test(name))
		},
		{
			what: "host key",
			ours: hostKeys,
			theirs: offer.hostKey
		},
		...offer.ciphers.map((theirs) => ({
			what: "cipher",
			ours: cipherAlgorithms,
			theirs
		})),
		...offer.macs.map((theirs) => ({
			what: "MAC",
			ours: macAlgorithms,
			theirs
		})),
		...offer.compress.map((theirs) => ({
			what: "compression",
			ours: compressAlgorithms,
			theirs
		}))
	].find(({ ours, theirs }) => !ours.some((algorithm) => theirs.includes(algorithm)));
}
var kexAlgorithms, cipherAlgorithms, macAlgorithms, compressAlgorithms, hostKeyAlgorithms, soundButNotOurs, markPattern;
var init_algorithms = __esmMin((() => {
	kexAlgorithms = [
		"curve25519-sha256",
		"curve25519-sha256@libssh.org",
		"ecdh-sha2-nistp256",
		"ecdh-sha2-nistp384",
		"ecdh-sha2-nistp521",
		"diffie-hellman-group14-sha256",
		"diffie-hellman-group16-sha512"
	];
	cipherAlgorithms = [
		"aes128-gcm@openssh.com",
		"aes256-gcm@openssh.com",
		"aes128-ctr",
		"aes192-ctr",
		"aes256-ctr",
		"chacha20-poly1305@openssh.com"
	];
	macAlgorithms = [
		"hmac-sha2-256-etm@openssh.com",
		"hmac-sha2-512-etm@openssh.com",
		"hmac-sha1-etm@openssh.com",
		"hmac-sha2-256",
		"hmac-sha2-512",
		"hmac-sha1"
	];
	compressAlgorithms = ["none"];
	hostKeyAlgorithms = [
		{
			type: "ssh-ed25519",
			algorithms: ["ssh-ed25519"]
		},
		{
			type: "ecdsa-sha2-nistp256",
			algorithms: ["ecdsa-sha2-nistp256"]
		},
		{
			type: "ecdsa-sha2-nistp384",
			algorithms: ["ecdsa-sha2-nistp384"]
		},
		{
			type: "ecdsa-sha2-nistp521",
			algorithms: ["ecdsa-sha2-nistp521"]
		},
		{
			type: "ssh-rsa",
			algorithms: ["rsa-sha2-512", "rsa-sha2-256"]
		}
	];
	soundButNotOurs = /* @__PURE__ */ new Set([
		"sntrup761x25519-sha512",
		"sntrup761x25519-sha512@openssh.com",
		"mlkem768x25519-sha256",
		"mlkem768nistp256-sha256",
		"mlkem1024nistp384-sha384",
		"curve448-sha512",
		"diffie-hellman-group15-sha512",
		"diffie-hellman-group17-sha512",
		"diffie-hellman-group18-sha512",
		"diffie-hellman-group-exchange-sha256",
		"ssh-ed448",
		"ssh-ed25519-cert-v01@openssh.com",
		"ecdsa-sha2-nistp256-cert-v01@openssh.com",
		"ecdsa-sha2-nistp384-cert-v01@openssh.com",
		"ecdsa-sha2-nistp521-cert-v01@openssh.com",
		"rsa-sha2-256-cert-v01@openssh.com",
		"rsa-sha2-512-cert-v01@openssh.com",
		"sk-ssh-ed25519@openssh.com",
		"sk-ecdsa-sha2-nistp256@openssh.com",
		"umac-128@openssh.com",
		"umac-128-etm@openssh.com"
	]);
	markPattern = /^(?:ext-info-|kex-strict-|kex-guess)/;
}));

// src/ssh/known-hosts.ts
/** Reads a known_hosts text; `source` names it in entries and warnings. */
function parseKnownHosts(text, source) {
	const entries = [];
	const warnings = [];
	for (const { number, line } of linesOf$4(text)) {
		if (line === "" || line.startsWith("#")) continue;
		const place = `${source} line ${number}`;
		const entry = parseLine(line, place);
		if (typeof entry === "string") warnings.push(`${place}: ${entry}`);
		else entries.push(entry);
	}
	return {
		entries,
		warnings
	};
}
/** Restores line breaks that became `\n` or blanks. Otherwise the following lines would be read as a comment. */
function linesOf$4(text) {
	const clean = cleaned(text).trimEnd();
	return (/[\r\n]/.test(clean) ? clean : clean.replace(/\\r|\\n/g, "\n")).split(/\r\n|\n|\r/).flatMap((whole, index) => {
		const line = whole.trim();
		return (line.startsWith("#") ? [line] : line.split(joint)).map((part) => ({
			number: index + 1,
			line: part
		}));
	});
}
/** Whether the first field of a line matches `name`: a host name or address, `[name]:port` where the port is not 22. */
function hostsFieldMatches(field, name) {
	const wanted = name.toLowerCase();
	if (field.startsWith("|")) return isHashOf(field, wanted);
	const matching = field.toLowerCase().split(",").filter((pattern) => globMatches(pattern.replace(/^!/, ""), wanted));
	return matching.length > 0 && !matching.some((pattern) => pattern.startsWith("!"));
}
/** The entry, or the reason why the line cannot be used. */
function parseLine(line, place) {
	const words = line.split(/[ \t]+/);
	const marker = words[0]?.startsWith("@") ? words.shift() : void 0;
	const [hosts, type, base64] = words;
	if (marker === "@cert-authority") return "host certificates are not supported: list the host's own key instead";
	if (marker !== void 0 && marker !== "@revoked") return "unknown marker: expected @revoked or nothing";
	if (hosts === void 0 || type === void 0 || base64 === void 0) return "not a known_hosts line: expected HOST TYPE KEY, as ssh-keyscan prints it";
	if (hosts.startsWith("|") && parseHash(hosts) === void 0) return "the hashed host name is damaged";
	if (!keyTypes.has(type)) return "the key type is not supported: expected ssh-ed25519, ecdsa-sha2-nistp… or ssh-rsa";
	const key = readKey(base64, type);
	if (key === void 0) return `the key is damaged: it does not read as ${type}`;
	return {
		hosts,
		revoked: marker === "@revoked",
		type,
		key,
		place
	};
}
/** Whether the text is a whole public key of this type. */
function isKeyOf(type, base64) {
	return readKey(base64, type) !== void 0;
}
/** Decodes a key; undefined unless it is whole, a sequence of length-prefixed fields of which the first is the type. */
function readKey(base64, type) {
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return void 0;
	const key = Buffer.from(base64, "base64");
	const fields = [];
	let offset = 0;
	while (offset + 4 <= key.length) {
		const end = offset + 4 + key.readUInt32BE(offset);
		fields.push(key.subarray(offset + 4, end));
		offset = end;
	}
	return offset === key.length && fields.length >= 2 && fields[0]?.toString("latin1") === type ? key : void 0;
}
function isHashOf(field, name) {
	const hash = parseHash(field);
	return hash !== void 0 && createHmac("sha1", hash.salt).update(name).digest().equals(hash.hmac);
}
/** `|1|SALT|HMAC`: HMAC-SHA1 of the host name with the salt as its key. */
function parseHash(field) {
	const [, salt, hmac] = /^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/.exec(field) ?? [];
	if (salt === void 0 || hmac === void 0) return void 0;
	return {
		salt: Buffer.from(salt, "base64"),
		hmac: Buffer.from(hmac, "base64")
	};
}
/** `*` matches any text, `?` one character; everything else, also brackets, matches itself. */
function globMatches(pattern, name) {
	let [at, from, star, retry] = [
		0,
		0,
		-1,
		0
	];
	while (from < name.length) {
		const wanted = pattern[at];
		if (wanted === "*") [star, retry, at] = [
			at,
			from,
			at + 1
		];
		else if (wanted === "?" || wanted === name[from]) [at, from] = [at + 1, from + 1];
		else if (star >= 0) [retry, at, from] = [
			retry + 1,
			star + 1,
			retry + 1
		];
		else return false;
	}
	return /^\**$/.test(pattern.slice(at));
}
var joint, keyTypes;
var init_known_hosts = __esmMin((() => {
	init_late_node_crypto();
	init_pasted();
	init_algorithms();
	joint = /(?<!(?:^|\s)@\S+)\s+(?=(?:@\S+\s+)?\S+\s+(?:ssh|ecdsa)-\S+\s+AAAA)/;
	keyTypes = new Set(hostKeyAlgorithms.map(({ type }) => type));
}));

// src/ssh/known-hosts-files.ts
/** A file that does not exist is empty. */
async function loadKnownHosts(sources) {
	const files = await Promise.all(sources.files.map(async (path) => parseKnownHosts(await readIfThere(path), path)));
	const all = [...sources.texts.map(({ text, path }) => parseKnownHosts(text, path)), ...files];
	return {
		entries: all.flatMap(({ entries }) => entries),
		warnings: all.flatMap(({ warnings }) => warnings)
	};
}
/** Only a missing file is empty: with an unreadable file, a changed key would look like a new one. */
async function readIfThere(path) {
	try {
		return await readFile$2(path, "utf8");
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") return "";
		throw new Error(`${path}: known hosts cannot be read (${code}): make the file readable or remove it`, { cause: error });
	}
}
var init_known_hosts_files = __esmMin((() => {
	init_promises$2();
	init_known_hosts();
}));

// src/store/month-file.ts
/** `node_2611.csv` for a run that started in November 2026, UTC. */
function monthFile(type, time) {
	return `${type}_${yearMonthOf(time)}.csv`;
}
/** What a file's name says it holds; undefined for other files. The path before the name does not matter. */
function readMonthFileName(path) {
	const match = /^(node|miner|ping|pings)_(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?\.csv$/.exec(basename(path));
	const [, unit = "", year = "", month = "", day] = match ?? [];
	if (!match || unit === "pings" !== (day !== void 0)) return void 0;
	return {
		type: hostTypes.find((known) => known === unit) ?? "ping",
		year: 2e3 + Number(year),
		month: Number(month),
		yearMonth: year + month,
		day: day === void 0 ? void 0 : Number(day)
	};
}
/** `2611`. */
function yearMonthOf(time) {
	return time.toISOString().slice(2, 7).replace("-", "");
}
var knownHostsName$1, publicAddressesName, statusPageName;
var init_month_file = __esmMin((() => {
	init_late_node_path();
	init_host();
	knownHostsName$1 = "known_hosts";
	publicAddressesName = "public_ip_history.csv";
	statusPageName = "README.md";
}));

// src/store/change.ts
/** What RESULTS holds once these changes are made. */
function withChanges(results, changes) {
	const byName = Map.groupBy(changes, ({ name }) => name);
	return {
		names: [.../* @__PURE__ */ new Set([...results.names, ...byName.keys()])].sort(),
		pathOf: results.pathOf,
		read: async (name) => {
			const merges = byName.get(name) ?? [];
			const theirs = await results.read(name);
			return merges.reduce((text, { merge }) => merge(text, results.pathOf(name)), theirs);
		}
	};
}
var init_change = __esmMin((() => {}));

// late:node:timers/promises
var node_timers_promises, setTimeout$1;
var init_promises = __esmMin((() => {
	node_timers_promises = process.getBuiltinModule("node:timers/promises");
	setTimeout$1 = node_timers_promises.setTimeout;
}));

// late:node:buffer
var node_buffer, isUtf8;
var init_late_node_buffer = __esmMin((() => {
	node_buffer = process.getBuiltinModule("node:buffer");
	isUtf8 = node_buffer.isUtf8;
}));

// src/store/git-errors.ts
function gitError(action, answer, place) {
	return new GitError(`${action}: ${stopText(answer, place) ?? knownText(answer, place) ?? unknownText(answer)}`);
}
/** Whether somebody else has pushed in the meantime, so that fetching and building the commit again helps. */
function isOutrun({ code, stdout, stderr }) {
	return code !== 0 && outrun.test(stdout + stderr);
}
/** A URL as it may be shown: without user and password. */
function withoutCredentials(text) {
	return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, "$1");
}
function stopText({ stopped }, { origin }) {
	switch (stopped) {
		case "deadline": return `${origin} did not answer in time; check the network and its status page`;
		case "size": return "git printed more than expected; check the size of the results files";
		case "signal": return "stopped before it was finished";
		default: return;
	}
}
function knownText({ stdout, stderr }, place) {
	const text = `${stdout}\n${stderr}`;
	return known$1.find(([said]) => said.test(text))?.[1](place);
}
/** The first line that looks like a reason, escaped: it is text of git or of the remote. */
function unknownText({ code, stderr }) {
	const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== "");
	const reason = lines.find((line) => /^(remote: )?(fatal|error):/.test(line)) ?? lines[0];
	if (reason === void 0) return `git ended with code ${code}`;
	return `git says "${withoutCredentials(reason.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ")).slice(0, longestShown).trim()}"`;
}
var GitError, SetupError, NoRepositoryError, outrun, known$1, longestShown;
var init_git_errors = __esmMin((() => {
	GitError = class extends Error {
		name = "GitError";
	};
	SetupError = class extends GitError {};
	NoRepositoryError = class extends SetupError {};
	outrun = /\[rejected\]|\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists/;
	known$1 = [
		[/GH006|protected branch|repository rule violations|GH013/i, ({ branch }) => `the branch ${branch} is protected; push the results to a separate branch with the input "branch"`],
		[/GH001|exceeds GitHub's file size limit/, () => "a results file is larger than GitHub's limit (100 MB); split the inventory"],
		[/hook declined/, ({ origin, branch }) => `${origin} refuses pushes to ${branch} with a hook; ask its administrator, or use another "branch"`],
		[/refusing to update checked out branch/, ({ branch }) => `the remote has ${branch} checked out; push to a bare repository`],
		[/shallow update not allowed/, () => "the clone is too shallow for this remote; check out with \"fetch-depth: 0\""],
		[/'origin' does not appear to be a git|No such remote|No configured push destination/i, () => "there is no remote called origin; add one (git remote add origin URL), or pass push: false"],
		[/returned error: 400|[Dd]uplicate header/, ({ origin }) => `${origin} got two tokens; either set "persist-credentials: false" in actions/checkout, or remove "token" from this step`],
		[/Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission (to \S+ )?denied|Invalid username or|not authorized|Write access to repository not granted/i, ({ origin }) => `${origin} refuses access; give the job "permissions: contents: write", and either keep "persist-credentials" of actions/checkout or set "token"`],
		[/Host key verification failed/, ({ origin }) => `the SSH host key of ${origin} is not known; add it to ~/.ssh/known_hosts`],
		[/Could not resolve host|Name or service not known|Temporary failure in name resolution/i, ({ origin }) => `the name of ${origin} cannot be resolved; check the runner's network and DNS`],
		[/server certificate|SSL certificate|certificate verif/i, ({ origin }) => `the certificate of ${origin} is not trusted here`],
		[/repository .*not found|does not appear to be a git repository|returned error: 404|does not exist/i, ({ origin }) => `${origin} does not exist, or the token cannot read it; check the URL and the rights of the token`],
		[/Failed to connect|Connection (refused|timed out|reset)|Operation too slow|Empty reply|early EOF|hung up|unable to access|Could not read from remote/i, ({ origin }) => `${origin} cannot be reached; check the network`],
		[/No space left on device/, () => "the disk is full; free some space"],
		[/Read-only file system|unable to create temporary file|insufficient permission/, () => "the repository cannot be written by this user"],
		[/\.lock': File exists/, () => "another git process is running in this repository, or one crashed there; if none is running, delete its .lock file"],
		[/bad object|unable to read|corrupt|loose object/, () => "the local repository is damaged; run git fsck, or clone it again"]
	];
	longestShown = 200;
}));

// src/store/git-objects.ts
function keepText(texts, id, text) {
	if (text.length <= mostKeptLength) texts.set(id, text);
}
/** Runs git and takes only success for an answer. */
async function must(git, action, place, call) {
	const answer = await git(call);
	if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(action, answer, place);
	return answer;
}
/** The entries of a commit or tree at these paths (`a/` for what is in a); paths it does not have are left out. */
async function listTree(git, place, tree, paths) {
	const { stdout } = await must(git, "read the results of the branch", place, { args: [
		"ls-tree",
		"-z",
		"--full-tree",
		tree,
		"--",
		...paths
	] });
	return stdout.split("\0").filter(Boolean).map(readEntry);
}
function readEntry(line) {
	const [, mode = "", id = "", path = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
	return {
		mode,
		id,
		path
	};
}
async function readFile$1(git, { place, texts }, { mode, id, path }) {
	if (!mode.startsWith("100")) throw new GitError(`${path}: is not a regular file in the branch; remove it there`);
	const text = texts.get(id) ?? await readBlob(git, place, id, path);
	keepText(texts, id, text);
	return text;
}
async function readBlob(git, place, id, path) {
	const answer = await git({
		args: [
			"cat-file",
			"blob",
			id
		],
		maxBytes: maxBlobBytes
	});
	if (answer.stopped === "size") throw new GitError(`${path}: is larger than ${maxBlobBytes / 1024 / 1024} MiB, more than GitHub takes; split it or move it away`);
	if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(`read ${path}`, answer, place);
	if (!isUtf8(answer.output)) throw new GitError(`${path}: is not UTF-8 text; restore it from an earlier commit`);
	return answer.stdout;
}
var mostKeptLength, maxBlobBytes;
var init_git_objects = __esmMin((() => {
	init_late_node_buffer();
	init_git_errors();
	mostKeptLength = 4194304;
	maxBlobBytes = 134217728;
}));

// src/store/git-commit.ts
/** The id of a commit with the changes on top of the base; undefined if the base has them already. */
async function buildCommit(git, plan) {
	const scratch = await mkdtemp(join(tmpdir(), "server-monitor-"));
	try {
		const entries = await writeBlobs(git, plan, scratch);
		if (entries.length === 0) return void 0;
		return await commitTree(git, plan, await writeTree(git, plan, entries, scratch));
	} finally {
		await rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
async function commitTree(git, plan, tree) {
	return (await must(git, "commit the results", plan.place, {
		args: [
			"commit-tree",
			tree,
			...plan.base === void 0 ? [] : ["-p", plan.base],
			"-F",
			"-"
		],
		input: `${subjectText(plan.subject)}\n`,
		environment: identity$1(plan.environment)
	})).stdout.trim();
}
/** Lines for `git update-index -z --index-info`. */
function indexLines(entries) {
	return entries.map(({ mode, id, path }) => `${mode} ${id}\t${path}\0`).join("");
}
async function writeBlobs(git, plan, scratch) {
	const changed = await changedFiles(git, plan);
	const files = changed.map((_, index) => join(scratch, String(index)));
	await Promise.all(changed.map(({ text }, index) => writeFile$1(files[index] ?? "", text)));
	const call = {
		args: [
			"hash-object",
			"-w",
			"--no-filters",
			"--stdin-paths"
		],
		input: files.map((file) => `${file}\n`).join("")
	};
	const { stdout } = changed.length === 0 ? { stdout: "" } : await must(git, "store the results", plan.place, call);
	const ids = stdout.split("\n");
	return changed.map(({ mode, path, text }, index) => {
		const id = ids[index] ?? "";
		keepText(plan.texts, id, text);
		return {
			mode,
			id,
			path
		};
	});
}
async function changedFiles(git, { base, changes, folder, place, texts }) {
	const pathOf = (name) => folder === "" ? name : `${folder}/${name}`;
	const paths = changes.map(({ name }) => pathOf(name));
	const present = base === void 0 ? [] : await listTree(git, place, base, paths);
	const changed = [];
	for (const { name, merge } of changes) {
		const path = pathOf(name);
		const entry = present.find((each) => each.path === path);
		const theirs = entry === void 0 ? void 0 : await readFile$1(git, {
			place,
			texts
		}, entry);
		const text = merge(theirs, path);
		if (text !== theirs) changed.push({
			mode: entry?.mode ?? "100644",
			path,
			text
		});
	}
	return changed;
}
async function writeTree(git, { base, place }, entries, scratch) {
	const environment = { GIT_INDEX_FILE: join(scratch, "index") };
	const step = (args, input) => must(git, "build the commit", place, {
		args: [
			"-c",
			"core.splitIndex=false",
			...args
		],
		input,
		environment
	});
	if (base !== void 0) await step(["read-tree", base]);
	await step([
		"update-index",
		"--add",
		"-z",
		"--index-info"
	], indexLines(entries));
	return (await step(["write-tree", "--missing-ok"])).stdout.trim();
}
function identity$1(environment) {
	const names = ["GIT_AUTHOR", "GIT_COMMITTER"].flatMap((who) => Object.entries(bot).map(([what, value]) => [`${who}_${what}`, value]));
	return Object.fromEntries(names.map(([name, value]) => [name, environment[name] || value]));
}
var bot;
var init_git_commit = __esmMin((() => {
	init_promises$2();
	init_late_node_os();
	init_late_node_path();
	init_safe_text();
	init_git_objects();
	bot = {
		NAME: "github-actions[bot]",
		EMAIL: "41898282+github-actions[bot]@users.noreply.github.com"
	};
}));

// src/store/git-location.ts
/** The folder need not exist yet. Links are followed, but not out of the repository. */
async function locate(folder, environment) {
	const path = resolve$1(folder);
	const git = gitIn(await nearestFolder(path), environment);
	checkKind(await git({ args: [
		"rev-parse",
		"--is-bare-repository",
		"--is-inside-work-tree"
	] }), path);
	const { stdout } = await git({ args: ["rev-parse", "--show-toplevel"] });
	const root = await realpath(stdout.replace(/\n$/, ""));
	const results = relative(root, await realFolder(path));
	if (results === ".." || results.startsWith(`..${sep}`)) throw new SetupError(`results: ${path} leads out of the repository ${root}; replace the symbolic link by a folder`);
	return {
		root,
		results: results.split(sep).join("/")
	};
}
function checkKind(kind, path) {
	const fix = "run in a clone, or pass push: false";
	if (/dubious ownership/.test(kind.stderr)) throw new SetupError(`results: ${path} is in a repository of another user; run git config --global --add safe.directory FOLDER`);
	if (/not a git repository/.test(kind.stderr)) throw new NoRepositoryError(`results: ${path} is not in a git repository; ${fix}`);
	if (kind.code !== 0) throw gitError("results", kind, {
		origin: "origin",
		branch: "HEAD"
	});
	const [bare, inside] = kind.stdout.split("\n");
	if (bare === "true") throw new SetupError(`results: ${path} is in a bare repository; ${fix}`);
	if (inside !== "true") throw new SetupError(`results: ${path} is not in the work tree of its repository; ${fix}`);
}
/** The folder or the nearest above it, without following a link at its end: its own repository is asked for, not the link's. */
async function nearestFolder(path) {
	const stats = await lstat(path).catch((cause) => {
		if (codeOf$1(cause) === "ENOENT") return void 0;
		throw fileError(path, "cannot be read", cause);
	});
	if (stats?.isDirectory()) return path;
	if (stats === void 0 || stats.isSymbolicLink()) return nearestFolder(dirname(path));
	throw new SetupError(`results: ${path} is not a folder; move it away, or name another`);
}
/** The path without symbolic links; what does not exist yet is taken as it is written. */
async function realFolder(path) {
	try {
		return await realpath(path);
	} catch (cause) {
		if (codeOf$1(cause) !== "ENOENT") throw fileError(path, "cannot be read", cause);
	}
	if (await isLink(path)) throw new SetupError(`results: ${path} is a broken symbolic link; replace it by a folder`);
	return join(await realFolder(dirname(path)), basename(path));
}
async function isLink(path) {
	return (await lstat(path).catch(() => void 0))?.isSymbolicLink() === true;
}
var init_git_location = __esmMin((() => {
	init_promises$2();
	init_late_node_path();
	init_file();
	init_git_errors();
	init_git_process();
}));

// src/store/git-partial.ts
async function isPartial(git) {
	return (await git({ args: [
		"config",
		"--get-regexp",
		"^(extensions\\.partialclone|remote\\..*\\.promisor)$"
	] })).code === 0;
}
/** Fetches what is missing of these blobs of a tree at once; git itself would ask the remote for each one alone. */
async function fetchMissing(git, place, tree, blobs) {
	if (blobs.length === 0 || !await isPartial(git)) return;
	const call = {
		args: [
			"rev-list",
			"--objects",
			"--missing=print",
			tree
		],
		maxBytes: maxListBytes
	};
	const { stdout } = await must(git, `look for files of ${place.branch}`, place, call);
	const absent = new Set(stdout.split("\n").flatMap((line) => line.startsWith("?") ? line.slice(1) : []));
	const missing = blobs.filter((blob) => absent.has(blob));
	if (missing.length === 0) return;
	const args = [
		"-c",
		"fetch.negotiationAlgorithm=noop",
		"fetch",
		"origin",
		...[
			"--no-tags",
			"--no-write-fetch-head",
			"--recurse-submodules=no",
			"--filter=blob:none",
			"--stdin"
		]
	];
	await must(git, `fetch files of ${place.branch}`, place, {
		args,
		input: `${missing.join("\n")}\n`
	});
}
var maxListBytes;
var init_git_partial = __esmMin((() => {
	init_git_objects();
	maxListBytes = 67108864;
}));

// src/store/git-loose-objects.ts
/**
* Packs what lies about unpacked once it is much. Nothing is thrown away: also what no branch leads to any more is packed,
* for whose it is cannot be told. Large packs that are there already stay as they are (`--geometric`, from git 2.32 on).
* Housekeeping that does not work out leaves everything as it was, and is no fault of the run.
*/
async function packLooseObjects(git, maxKib = usualMaxKib) {
	if (await looseKib(git) < maxKib || await isPartial(git)) return;
	await git({ args: [
		"repack",
		"-d",
		"-l",
		"-n",
		"-q",
		"--no-write-bitmap-index",
		"--geometric=2",
		...["--threads=1", "--window-memory=128m"]
	] });
}
/** `size: 1096` of `git count-objects -v` */
async function looseKib(git) {
	const { stdout } = await git({ args: ["count-objects", "-v"] });
	return Number(/^size: (\d+)$/m.exec(stdout)?.[1] ?? 0);
}
var usualMaxKib;
var init_git_loose_objects = __esmMin((() => {
	init_git_partial();
	usualMaxKib = 8192;
}));

// src/store/git-remote.ts
function push(git, { branch }, commit, more = []) {
	return git({ args: [
		"push",
		...[
			"--porcelain",
			"--no-verify",
			"--no-follow-tags",
			"--recurse-submodules=no",
			...more
		],
		"origin",
		`${commit}:refs/heads/${branch}`
	] });
}
/** The newest commit of the branch, with all that is needed to build on it; undefined if there is no such branch. */
async function fetchTip(git, place) {
	const ref = `refs/heads/${place.branch}`;
	const tip = (await must(git, `look at ${place.branch}`, place, { args: [
		"ls-remote",
		"origin",
		ref
	] })).stdout.split("\n").map((line) => line.split("	")).find(([, name]) => name === ref)?.[0];
	const partial = await isPartial(git);
	if (tip === void 0 || await isPresent(git, place, tip, partial)) return tip;
	const tracking = `refs/remotes/origin/${place.branch}`;
	const options = [
		"--no-tags",
		"--no-write-fetch-head",
		"--no-recurse-submodules",
		...await depth(git, place)
	];
	const all = partial ? ["--no-filter"] : [];
	const answer = await git({ args: [
		"fetch",
		...options,
		...all,
		"origin",
		`+${ref}:${tracking}`
	] });
	if (isOutrun(answer)) return "outrun";
	if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(`fetch ${place.branch}`, answer, place);
	const args = [
		"rev-parse",
		"--verify",
		`${tracking}^{commit}`
	];
	return (await must(git, `fetch ${place.branch}`, place, { args })).stdout.trim();
}
/** A partial clone fetches a commit that is only asked for, without its files. */
async function isPresent(git, { branch }, commit, partial) {
	if (partial) return await lastFetched(git, branch) === commit;
	return (await git({ args: [
		"cat-file",
		"-e",
		`${commit}^{tree}`
	] })).code === 0;
}
/** The commit that the branch was at when it was last fetched. */
async function lastFetched(git, branch) {
	const { code, stdout } = await git({ args: [
		"rev-parse",
		"--verify",
		"--quiet",
		`refs/remotes/origin/${branch}^{commit}`
	] });
	return code === 0 ? stdout.trim() : void 0;
}
/** In a shallow clone a branch that was never fetched comes without its history, which may be long. */
async function depth(git, { branch }) {
	if (!await isShallow(git)) return [];
	return await lastFetched(git, branch) === void 0 ? ["--depth=1"] : [];
}
async function isShallow(git) {
	return (await git({ args: ["rev-parse", "--is-shallow-repository"] })).stdout.trim() === "true";
}
/** The branch that a workflow runs on. Pull requests and tags have none that accepts a push. */
function branchOfRunner(environment) {
	const [ref, name] = [environment["GITHUB_REF"], environment["GITHUB_REF_NAME"]];
	if (ref !== void 0) return /^refs\/heads\/(.+)$/.exec(ref)?.[1];
	return environment["GITHUB_REF_TYPE"] === "branch" ? name : void 0;
}
async function defaultBranch(git, origin) {
	const { stdout } = await must(git, "look for the default branch", {
		origin,
		branch: "HEAD"
	}, { args: [
		"ls-remote",
		"--symref",
		"origin",
		"HEAD"
	] });
	const [, branch] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(stdout) ?? [];
	if (branch === void 0) throw new SetupError("push: HEAD is detached and origin has no default branch; say which with the input \"branch\"");
	return branch;
}
async function checkName(git, branch) {
	const { code } = await git({ args: ["check-ref-format", `refs/heads/${branch}`] });
	if (code !== 0) throw new SetupError("branch: is not a name that git accepts for a branch; fix the input \"branch\"");
}
var init_git_remote = __esmMin((() => {
	init_git_errors();
	init_git_objects();
	init_git_partial();
}));

// src/store/git-remote-settings.ts
/** undefined: there is none. */
async function openRemote(git) {
	const pushed = await git({ args: [
		"remote",
		"get-url",
		"--push",
		"origin"
	] });
	if (pushed.code !== 0) return void 0;
	const url = lineOf(pushed.stdout);
	if (lineOf((await git({ args: [
		"config",
		"--type=bool",
		"remote.origin.mirror"
	] })).stdout) === "true") throw new SetupError("push: origin is a mirror (remote.origin.mirror), and a push to it would delete branches there; run in a clone that is no mirror, or git config --unset remote.origin.mirror");
	return {
		url,
		readSettings: lineOf((await git({ args: [
			"remote",
			"get-url",
			"origin"
		] })).stdout) === url ? [] : await redirected(git, url)
	};
}
/** The whole address as it is written is the longest that `insteadOf` can match. */
async function redirected(git, url) {
	const written = await git({ args: [
		"config",
		"--get",
		"remote.origin.url"
	] });
	return [[`url.${url}.insteadOf`, lineOf(written.stdout)]];
}
function lineOf(text) {
	return text.replace(/\n$/, "");
}
var init_git_remote_settings = __esmMin((() => {
	init_git_errors();
}));

// src/store/git-settings.ts
/** Git with these settings on top of those that `environment` already has for it. */
function withSettings(git, settings, environment) {
	if (settings.length === 0) return git;
	const first = Number(environment["GIT_CONFIG_COUNT"] ?? 0) || 0;
	const pairs = settings.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${first + index}`, key], [`GIT_CONFIG_VALUE_${first + index}`, value]]);
	const added = {
		GIT_CONFIG_COUNT: String(first + settings.length),
		...Object.fromEntries(pairs)
	};
	return (call) => git({
		...call,
		environment: {
			...added,
			...call.environment
		}
	});
}
var init_git_settings = __esmMin((() => {}));

// src/store/git-token.ts
/** Settings with which git sends the token to this remote; none if it must not be sent or is not needed. */
async function tokenSettings(git, url, token, environment) {
	const server = serverOf$1(url);
	if (token === void 0 || server === void 0 || !isMeantFor(server, environment)) return [];
	if ((await git({ args: [
		"config",
		"--get-urlmatch",
		"http.extraheader",
		url
	] })).code === 0) return [];
	const basic = Buffer.from(`x-access-token:${token.reveal()}`).toString("base64");
	return [[`http.${server.origin}/.extraheader`, `AUTHORIZATION: basic ${basic}`]];
}
/** undefined if the remote is not HTTP, or the URL has its own credentials. */
function serverOf$1(url) {
	const parsed = URL.parse(url);
	if (parsed === null || !/^https?:$/.test(parsed.protocol)) return void 0;
	return parsed.username === "" && parsed.password === "" ? parsed : void 0;
}
/**
* Only over https, and on a runner only to the GitHub server of the token. Loopback is allowed: it does not leave the
* machine.
*/
function isMeantFor(server, environment) {
	if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(server.hostname)) return true;
	const github = URL.parse(environment["GITHUB_SERVER_URL"] ?? "");
	return server.protocol === "https:" && (github === null || github.host === server.host);
}
var init_git_token = __esmMin((() => {}));

// src/store/git-tree.ts
/** Throws where the folder, or one above it, is not a folder in the commit. */
async function readTree$1(git, order) {
	const { place, commit, folder, texts, needed = () => [] } = order;
	const pathOf = (name) => folder === "" ? name : `${folder}/${name}`;
	if (commit === void 0) return {
		names: [],
		read: async () => void 0,
		pathOf
	};
	await requireFolder(git, {
		place,
		commit,
		folder
	});
	const entries = await listTree(git, place, commit, folder === "" ? [] : [`${folder}/`]);
	const byName = new Map(entries.map((entry) => [entry.path.slice(pathOf("").length), entry]));
	const names = [...byName.keys()].sort();
	const wanted = needed(names).flatMap((name) => byName.get(name)?.id ?? []);
	await fetchMissing(git, place, `${commit}:${folder}`, wanted);
	const read = async (name) => {
		const entry = byName.get(name);
		return entry && readFile$1(git, {
			place,
			texts
		}, entry);
	};
	return {
		names,
		read,
		pathOf
	};
}
/** git would follow neither a link nor a file on the way to the folder, and a commit would replace it. */
async function requireFolder(git, { place, commit, folder }) {
	if (folder === "" || commit === void 0) return;
	const parts = folder.split("/");
	const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
	const found = (await listTree(git, place, commit, paths)).find(({ mode }) => mode !== "040000");
	if (found === void 0) return;
	throw new SetupError(`results: ${found.path} is ${kindOf$1(found)} in the branch ${place.branch}, not a folder; remove it there, or name another folder`);
}
function kindOf$1({ mode }) {
	return mode === "120000" ? "a symbolic link" : mode === "160000" ? "a submodule" : "a file";
}
var init_git_tree = __esmMin((() => {
	init_git_errors();
	init_git_objects();
	init_git_partial();
}));

// src/store/git-work-tree.ts
async function readHead(git) {
	const branch = await git({ args: [
		"symbolic-ref",
		"--quiet",
		"HEAD"
	] });
	const commit = await git({ args: [
		"rev-parse",
		"--verify",
		"--quiet",
		"HEAD^{commit}"
	] });
	const local = branch.stdout.trim().replace(/^refs\/heads\//, "");
	return {
		branch: branch.code === 0 ? local : void 0,
		commit: commit.code === 0 ? commit.stdout.trim() : void 0
	};
}
/**
* Git refuses where a file of somebody's would be overwritten, or where the branch has commits of its own. Then everything
* stays as it is, and its owner merges: the rows are on the remote.
*/
async function updateWorkTree(target, commit) {
	const { git, place } = target;
	const head = await readHead(git);
	if (head.branch !== place.branch || head.commit === commit) return;
	await git({ args: [
		...["merge.verifySignatures=false", "merge.autoStash=false"].flatMap((setting) => ["-c", setting]),
		"merge",
		"--ff-only",
		"--no-stat",
		"--quiet",
		commit
	] });
}
var init_git_work_tree = __esmMin((() => {}));

// late:csv-parse/sync
var CsvError, parse;
var init_sync$1 = __esmMin((() => {
	init_late_load();
	CsvError = (/* @__PURE__ */ load$1("csv", "csv-parse/sync")).CsvError;
	parse = (...given) => /* @__PURE__ */ load$1("csv", "csv-parse/sync").parse(...given);
}));

// late:csv-stringify/sync
var stringify;
var init_sync = __esmMin((() => {
	init_late_load();
	stringify = (...given) => /* @__PURE__ */ load$1("csv", "csv-stringify/sync").stringify(...given);
}));

// src/store/csv.ts
function recordOf(line, cells) {
	return {
		line,
		cells,
		width: cells.length,
		cell: (at) => cells[at] ?? ""
	};
}
/** Throws where the whole file cannot be read. Empty lines, and lines of commas alone, are passed over. */
function readCsv(text, fileName, reading) {
	if (text.startsWith("version https://git-lfs.github.com/spec/")) throw new Error(`${fileName}: is a Git LFS pointer and not the file itself; take *.csv out of .gitattributes, run git lfs migrate export --include="*.csv"`);
	const records = readRecords$1(text.replace(/^\ufeff/, ""), fileName, reading);
	const first = records.next();
	if (first.done === true) throw corrupt(fileName, 1, 1, "the file is empty; a header is expected");
	const header = first.value.cells;
	const twice = header.findIndex((name, index) => header.indexOf(name) !== index);
	if (twice >= 0) throw corrupt(fileName, 1, twice + 1, "the header names this column twice");
	return {
		header,
		records: ofWidth(records, header.length, fileName, reading.onDamage)
	};
}
function formatCsv(records) {
	return stringify([...records], {
		record_delimiter: "\n",
		quoted_match: /[\r\n\ufeff]/
	});
}
/** The error for a line that cannot be read. `what` quotes nothing of the file. */
function corrupt(fileName, line, column, what) {
	return /* @__PURE__ */ new Error(`${fileName}: line ${line}, column ${column}: ${what}; fix the line, or restore the file from git`);
}
/** Lines of text, from the one that begins at an offset. */
function* readRecords$1(text, fileName, reading) {
	const { onDamage, from = "", allCells = false } = reading;
	const hasQuotes = text.includes("\"");
	let [start, line, isFirst] = [
		0,
		1,
		true
	];
	while (start < text.length) {
		const end = endOfLine(start, text);
		const last = endOfCells(text, start, end);
		const quoted = hasQuotes && text.slice(start, last).includes("\"") ? readQuoted(text, start, fileName, line, onDamage) : void 0;
		if (quoted !== void 0) {
			if (quoted.cells !== void 0) yield recordOf(line, quoted.cells);
		} else if (!isBlank(text, start, last)) yield allCells ? recordOf(line, text.slice(start, last).split(",")) : new PlainRecord(line, text, start, last);
		line += quoted?.lines ?? 1;
		start = quoted?.end ?? end;
		if (isFirst && !hasQuotes && from !== "" && text.startsWith("time,")) {
			const wanted = startOf$1(from, text, start);
			line += linesBetween(text, start, wanted);
			start = wanted;
		}
		isFirst = false;
	}
}
/** A record with quotes, which may span several lines. If it cannot be read, only its first line is skipped. */
function readQuoted(text, start, fileName, line, onDamage) {
	let [end, lines] = [endOfLine(start, text), 1];
	while (quotesIn(text, start, end) % 2 === 1 && end < text.length && lines < mostQuotedLines) [end, lines] = [endOfLine(end, text), lines + 1];
	try {
		const [cells] = parse(text.slice(start, end), {
			record_delimiter: ["\n", "\r\n"],
			relax_column_count: true
		});
		return {
			cells,
			lines,
			end
		};
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		onDamage(corrupt(fileName, line, typeof cause["column"] === "number" ? cause["column"] + 1 : 1, cause.code === "CSV_QUOTE_NOT_CLOSED" ? "a quoted cell never ends" : "a quote is not allowed here"));
		return {
			cells: void 0,
			lines: 1,
			end: endOfLine(start, text)
		};
	}
}
function quotesIn(text, start, end) {
	let count = 0;
	for (let at = text.indexOf("\"", start); at !== -1 && at < end; at = text.indexOf("\"", at + 1)) count += 1;
	return count;
}
/** Where a line ends without what ends it. */
function endOfCells(text, start, end) {
	let last = end;
	if (text[last - 1] === "\n") last -= 1;
	if (text[last - 1] === "\r") last -= 1;
	return Math.max(start, last);
}
function isBlank(text, start, end) {
	let at = start;
	while (at < end && text.charCodeAt(at) === comma) at += 1;
	return at === end;
}
/** Where the next line begins. */
function endOfLine(start, text) {
	const newline = text.indexOf("\n", start);
	return newline === -1 ? text.length : newline + 1;
}
/** Where the first line begins that is not before a time, by bisection: a month has hundreds of thousands of lines. */
function startOf$1(time, text, header) {
	let [low, high] = [header, text.length];
	while (low < high) {
		const middle = Math.max(low, text.lastIndexOf("\n", (low + high >> 1) - 1) + 1);
		const row = nextRow(text, middle, high);
		if (row >= high || text.slice(row, row + time.length) >= time) high = middle;
		else low = endOfLine(row, text);
	}
	return low;
}
/** The first line from an offset on that may begin with a time. Empty lines are skipped, because they have no time. */
function nextRow(text, start, end) {
	let at = start;
	while (at < end && !/\d/.test(text[at] ?? "")) at = endOfLine(at, text);
	return at;
}
function linesBetween(text, from, to) {
	let lines = 0;
	for (let at = from; at < to; at = endOfLine(at, text)) lines += 1;
	return lines;
}
function* ofWidth(records, width, fileName, onDamage) {
	for (const record of records) {
		const found = record.width;
		if (found === width) yield record;
		else onDamage(corrupt(fileName, record.line, Math.min(found, width) + 1, `${width} cells expected, ${found} found`));
	}
}
var PlainRecord, comma, refuseDamage, mostQuotedLines;
var init_csv = __esmMin((() => {
	init_sync$1();
	init_sync();
	PlainRecord = class {
		line;
		#text;
		#start;
		#end;
		constructor(line, text, start, end) {
			this.line = line;
			this.#text = text;
			this.#start = start;
			this.#end = end;
		}
		get width() {
			let width = 1;
			for (let at = this.#start; at < this.#end; at += 1) if (this.#text.charCodeAt(at) === comma) width += 1;
			return width;
		}
		cell(wanted) {
			let start = this.#start;
			for (let at = 0; at < wanted; at += 1) start = this.#cellEnd(start) + 1;
			return start > this.#end ? "" : this.#text.slice(start, this.#cellEnd(start));
		}
		get cells() {
			return this.#text.slice(this.#start, this.#end).split(",");
		}
		#cellEnd(start) {
			let at = start;
			while (at < this.#end && this.#text.charCodeAt(at) !== comma) at += 1;
			return at;
		}
	};
	comma = 44;
	refuseDamage = (damage) => {
		throw damage;
	};
	mostQuotedLines = 100;
}));

// src/store/seed.ts
/** Whether a text begins like a file of the Python program instead of with a header. */
function isSeedText(text) {
	return /^(\d\d|\d{6}) \d\d:\d\d:\d\d,/.test(text);
}
/** The rows under our column names, with `errors` last. */
function readSeed(text, fileName, onDamage) {
	const file = readMonthFileName(fileName);
	if (file === void 0) throw corrupt(fileName, 1, 1, "rows without a header, and no month in the file's name");
	return {
		header: headerOf(file.type),
		records: readRecords(text, fileName, file, onDamage)
	};
}
/** Our names of the columns. */
function headerOf(type) {
	return [
		...columns$2[type],
		"loss",
		"errors"
	];
}
function* readRecords(text, fileName, file, onDamage) {
	const joined = file.type === "ping" ? text.replaceAll("\n,", " ,") : text;
	for (const [index, written] of joined.split(/\r?\n/).entries()) {
		if (/^[\s,]*$/.test(written)) continue;
		const cells = readLine(written, file);
		if ("what" in cells) onDamage(corrupt(fileName, index + 1, cells.column, cells.what));
		else yield recordOf(index + 1, cells);
	}
}
/** The cells of one line, in the order of the header. */
function readLine(written, file) {
	const names = columns$2[file.type];
	const raw = written.split(",").map((cell) => cell.trim());
	if (raw.length < 2 || raw.length > names.length) return {
		column: raw.length,
		what: `2 to ${names.length} cells expected, ${raw.length} found`
	};
	const known = raw.map((cell) => cell === "None" ? void 0 : cell);
	const time = convertTime(known[0] ?? "", file);
	if (time === void 0) return {
		column: 1,
		what: "day and time expected"
	};
	const cells = names.map((name, index) => index === 0 ? isoSeconds(time) : convertCell(name, known[index] ?? "", time));
	const unreadable = cells.indexOf(void 0);
	if (unreadable >= 0) return {
		column: unreadable + 1,
		what: `not a value of ${names[unreadable]}`
	};
	return [...cells.map((cell) => cell ?? ""), ...reasons(names, known)];
}
/** `loss` and `errors`, derived from the unknown cells. */
function reasons(names, known) {
	const unknown = names.filter((_, index) => known[index] === void 0);
	if (unknown.includes("ping_ms")) return ["100", "ping:unreachable"];
	return ["", unknown.some((name) => overSsh.has(name)) ? "probe:incomplete" : ""];
}
/** undefined for a text that the Python program cannot have written. */
function convertCell(name, text, rowTime) {
	if (text === "") return name === "host" ? void 0 : "";
	switch (name) {
		case "host": return text.replaceAll(" ", "");
		case "mem_avail_mib":
		case "swap_free_mib":
		case "disk_avail_mib": return convertSize(text);
		case "last_boot": return convertBoot(text, rowTime);
		case "ssh_peers": return convertPeers(text);
		default: return /^[\w.+]+$/.test(text) ? text : void 0;
	}
}
function convertTime(text, file) {
	const match = /^(\d{4})?(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
	const [, yearMonth = file.yearMonth, day, clock] = match ?? [];
	const iso = `20${yearMonth.slice(0, 2)}-${yearMonth.slice(2)}-${day}T${clock}Z`;
	const time = new Date(iso);
	return match && !Number.isNaN(time.getTime()) && isoSeconds(time) === iso ? time : void 0;
}
/** `3.2Gi`, `12G`, `512B`, `0` → whole MiB; `-` (df: not known) → empty. */
function convertSize(text) {
	if (text === "-") return "";
	const match = /^(\d+(?:\.\d+)?)([KMGTPE]?)i?B?$/.exec(text);
	const mib = mibPerUnit.get(match?.[2] ?? "");
	return match && mib !== void 0 ? String(Math.round(Number(match[1]) * mib)) : void 0;
}
function convertBoot(text, rowTime) {
	const match = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d)$/.exec(text);
	const month = months.indexOf(match?.[1] ?? "");
	if (!match || month === -1) return "";
	const [day = 0, hour = 0, minute = 0] = match.slice(2).map(Number);
	const boot = new Date(Date.UTC(rowTime.getUTCFullYear(), month, day, hour, minute));
	if (boot.getTime() > rowTime.getTime() + dayMs$8) boot.setUTCFullYear(boot.getUTCFullYear() - 1);
	return `${boot.toISOString().slice(0, 16)}Z`;
}
function convertPeers(text) {
	const addresses = text.split("+").map(canonicalAddress);
	return [...new Set(addresses.filter((address) => address !== void 0))].sort(compareAddresses).join("+");
}
var columns$2, overSsh, mibPerUnit, months, dayMs$8;
var init_seed = __esmMin((() => {
	init_address();
	init_check_result();
	init_csv();
	init_month_file();
	columns$2 = {
		node: [...[
			"time",
			"host",
			"ping_ms",
			"ping_max_ms",
			"http_ms",
			"http_code"
		], ...[
			"mem_avail_mib",
			"swap_free_mib",
			"disk_avail_mib",
			"last_boot",
			"ports",
			"ssh_peers"
		]],
		miner: [...[
			"time",
			"host",
			"ping_ms",
			"ping_max_ms",
			"mem_avail_mib",
			"disk_avail_mib",
			"last_boot"
		], ...[
			"gpu_temp_c",
			"gpu_mem_mib",
			"gpu_power_w",
			"ssh_peers"
		]],
		ping: [
			"time",
			"host",
			"ping_ms",
			"ping_max_ms"
		]
	};
	overSsh = /* @__PURE__ */ new Set([
		"mem_avail_mib",
		"swap_free_mib",
		"disk_avail_mib",
		"last_boot",
		"ports",
		"ssh_peers"
	]);
	mibPerUnit = new Map([
		"",
		"K",
		"M",
		"G",
		"T",
		"P",
		"E"
	].map((unit, power) => [unit, 1024 ** (power - 2)]));
	months = [
		"Jan",
		"Feb",
		"Mar",
		"Apr",
		"May",
		"Jun",
		"Jul",
		"Aug",
		"Sep",
		"Oct",
		"Nov",
		"Dec"
	];
	dayMs$8 = 864e5;
}));

// src/store/rows.ts
/** Typed rows in the order of the file. A file that cannot be read at all is damage, too. */
function readRows$1(text, fileName, reading) {
	const type = typeOf$1(fileName);
	const table = tableOf$1(text, fileName, {
		...reading,
		allCells: true
	});
	if (table === void 0) return [].values();
	const read = rowReader(type, table.header);
	return rowsOf$1(table, (time, host, { cells }) => read(time, host, cells));
}
function tableOf$1(text, fileName, reading) {
	try {
		return openTable(text, fileName, reading);
	} catch (damage) {
		reading.onDamage(damage instanceof Error ? damage : new Error(String(damage)));
		return;
	}
}
/** Throws where the whole file cannot be read. */
function readTable$1(text, fileName, reading = { onDamage: refuseDamage }) {
	const table = openTable(text, fileName, reading);
	return {
		header: table.header,
		rows: rowsOf$1(table, (time, host, record) => ({
			time,
			host,
			record
		}))
	};
}
function openTable(text, fileName, reading) {
	const { header, records } = isSeedText(text) ? readSeed(text, fileName, reading.onDamage) : readCsv(text, fileName, reading);
	const [time, host] = [header.indexOf("time"), header.indexOf("host")];
	if (time === -1 || host === -1) throw corrupt(fileName, 1, 1, "a header with the columns time and host expected");
	return {
		header,
		records,
		time,
		host,
		fileName,
		onDamage: reading.onDamage
	};
}
function* rowsOf$1(at, make) {
	let known = "";
	for (const record of at.records) {
		const { line } = record;
		const [time, host] = [record.cell(at.time), record.cell(at.host)];
		if (time !== known && !isTime(time)) {
			at.onDamage(corrupt(at.fileName, line, at.time + 1, "a time such as 2026-11-22T21:32:05Z expected"));
			continue;
		}
		known = time;
		if (host === "" || /[\u0000-\u001f\u007f]/.test(host)) at.onDamage(corrupt(at.fileName, line, at.host + 1, "the name of a host expected"));
		else yield make(time, host, record);
	}
}
function isTime(text) {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
	const time = new Date(text);
	return !Number.isNaN(time.getTime()) && isoSeconds(time) === text;
}
function typeOf$1(fileName) {
	const file = readMonthFileName(fileName);
	if (file === void 0) throw new Error(`${fileName}: is not named like a results file, such as node_2611.csv`);
	return file.type;
}
var init_rows = __esmMin((() => {
	init_check_result();
	init_row();
	init_csv();
	init_month_file();
	init_seed();
}));

// src/store/results.ts
/** The files of a folder as they are. */
async function folderResults(folder) {
	const pathOf = (name) => join(folder, name);
	return {
		names: await listFolder(folder),
		read: (name) => readIfPresent(pathOf(name)),
		pathOf
	};
}
/**
* The rows of all files in the order of their times, both ends included; without `from` from the first row on. One month of
* text is held at a time. A line that cannot be read ends it, unless `onDamage` passes it over.
*/
async function* rowsBetween(results, from, to, onDamage = refuseDamage) {
	for await (const run of runsBetween(results, from, to, onDamage)) yield* run;
}
/** The same with the rows of each run together, which share their time. */
async function* runsBetween(results, from, to, onDamage = refuseDamage) {
	const first = from === void 0 ? "" : isoSeconds(from);
	const [fromMs, toMs] = [from?.getTime() ?? Number.NEGATIVE_INFINITY, to.getTime()];
	for (const names of monthsBetween(results, from, to)) {
		const tables = [];
		for (const name of names) {
			const text = await readOrReport(results, name, onDamage);
			if (text !== void 0) tables.push(readRows$1(text, results.pathOf(name), {
				from: first,
				onDamage
			}));
		}
		for (const { ms, rows } of inTimeOrder(tables)) if (ms >= fromMs && ms <= toMs) yield rows;
	}
}
/** If `onDamage` is given, a file that cannot be read is reported, and the others are still read. */
async function readOrReport(results, name, onDamage) {
	try {
		return await results.read(name);
	} catch (cause) {
		onDamage(cause instanceof Error ? cause : new Error(String(cause)));
		return;
	}
}
/** The time of the newest row; of those until `end`, where it is given. undefined if there is none. */
async function newestTime(results, end) {
	const last = end ?? /* @__PURE__ */ new Date(864e13);
	for (const names of monthsBetween(results, void 0, last).reverse()) {
		let newest;
		for (const name of names) for (const { time } of readRows$1(await results.read(name) ?? "", results.pathOf(name), strict)) if (time <= last && (newest === void 0 || time > newest)) newest = time;
		if (newest !== void 0) return newest;
	}
}
/** The files that most commands need: the newest two months, and all files that belong to no month. */
function usuallyRead(names) {
	const monthOf = (name) => readMonthFileName(name)?.yearMonth;
	const months = [...new Set(names.flatMap((name) => monthOf(name) ?? []))].sort().slice(-2);
	const lasting = [
		knownHostsName$1,
		publicAddressesName,
		statusPageName
	];
	return names.filter((name) => lasting.includes(name) || months.includes(monthOf(name) ?? ""));
}
/** Whether there are rows of any month. */
function hasRows({ names }) {
	return names.some((name) => readMonthFileName(name) !== void 0);
}
/** The files that are named after the UTC month of a time. */
function filesOfMonth({ names }, time) {
	const wanted = yearMonthOf(time);
	return names.filter((name) => readMonthFileName(name)?.yearMonth === wanted);
}
/** Months that have a page: `2026-10`. */
function monthsWithPage({ names }) {
	return names.flatMap((name) => /^(\d{4}-\d\d)\.md$/.exec(name)?.[1] ?? []);
}
/** The names of the files of each month, the earliest month first. */
function monthsBetween({ names }, from, to) {
	const first = from === void 0 ? "" : yearMonthOf(from);
	const before = from === void 0 ? "" : yearMonthOf(new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 0)));
	const files = names.flatMap((name) => {
		const file = readMonthFileName(name);
		if (file === void 0 || file.yearMonth > yearMonthOf(to)) return [];
		return file.yearMonth >= first || file.day !== void 0 && file.yearMonth === before ? [{
			name,
			month: file.yearMonth
		}] : [];
	});
	return [...Map.groupBy(files, ({ month }) => month)].sort(([a], [b]) => a < b ? -1 : 1).map(([, ofMonth]) => ofMonth.map(({ name }) => name));
}
/** Files are in time order themselves, so that it is enough to look at the next row of each. */
function* inTimeOrder(tables) {
	const heads = tables.map((table) => ({
		table,
		next: table.next()
	}));
	const msOf = ({ next }) => next.done === true ? Number.POSITIVE_INFINITY : next.value.time.getTime();
	for (;;) {
		const ms = Math.min(...heads.map(msOf));
		if (ms === Number.POSITIVE_INFINITY) return;
		const rows = [];
		for (const head of heads) for (; msOf(head) === ms; head.next = head.table.next()) if (head.next.done !== true) rows.push(head.next.value);
		yield {
			ms,
			rows
		};
	}
}
var strict;
var init_results = __esmMin((() => {
	init_late_node_path();
	init_check_result();
	init_csv();
	init_file();
	init_month_file();
	init_rows();
	strict = { onDamage: refuseDamage };
}));

// src/store/git.ts
async function openRepository(folder, options) {
	const { root, results } = await locate(folder, options.environment);
	const git = gitIn(root, options.environment);
	const remote = await openRemote(git);
	const origin = remote === void 0 ? root : withoutCredentials(remote.url);
	const context = {
		...options,
		root,
		results,
		origin,
		git,
		remote
	};
	return {
		root,
		results,
		origin,
		hasRemote: remote !== void 0,
		tip: (branch, signal) => readTip(context, branch, signal),
		lastTip: (branch) => readLastTip(context, branch),
		publish: (order) => publish(context, order),
		rehearse: (branch, signal) => rehearse(context, branch, signal),
		tidy: () => packLooseObjects(git)
	};
}
async function resolveTarget(context, branch, signal) {
	const { origin, remote, token, environment } = context;
	if (remote === void 0) throw new SetupError("push: there is no remote called origin; add one (git remote add origin URL), or pass push: false");
	const git = (call) => context.git({
		signal,
		...call
	});
	const shown = await tokenSettings(git, remote.url, token, environment);
	const online = withSettings(git, shown, environment);
	const reading = withSettings(git, [...shown, ...remote.readSettings], environment);
	const head = await readHead(git);
	const chosen = branch ?? head.branch ?? branchOfRunner(environment) ?? await defaultBranch(reading, origin);
	await checkName(git, chosen);
	return {
		git,
		online,
		reading,
		head,
		environment,
		place: {
			origin,
			branch: chosen
		}
	};
}
async function readTip(context, branch, signal) {
	const target = await resolveTarget(context, branch, signal);
	const { reading, place } = target;
	const later = (call) => reading({
		...call,
		signal: void 0
	});
	for (let attempt = 1; attempt <= mostFetches; attempt += 1) {
		const fetched = await fetchTip(reading, place);
		if (fetched === "outrun") continue;
		const commit = fetched ?? await unpublished(target);
		const texts = /* @__PURE__ */ new Map();
		const tree = await readTree$1(later, {
			place,
			commit,
			folder: context.results,
			texts,
			needed: usuallyRead
		});
		return {
			branch: place.branch,
			commit,
			texts,
			...tree
		};
	}
	throw new GitError(`fetch ${place.branch}: it changed each time it was fetched; run again`);
}
async function readLastTip({ git, origin, results, environment }, wanted) {
	const branch = wanted ?? (await readHead(git)).branch ?? branchOfRunner(environment);
	const commit = branch === void 0 ? void 0 : await lastFetched(git, branch);
	if (branch === void 0 || commit === void 0) return void 0;
	return readTree$1(git, {
		place: {
			origin,
			branch
		},
		commit,
		folder: results,
		texts: /* @__PURE__ */ new Map()
	});
}
async function publish(context, order) {
	const { signal, tip, retryMs = usualRetryMs } = order;
	const target = await resolveTarget(context, tip?.branch ?? order.branch, signal);
	const attemptOf = {
		...order,
		target,
		folder: context.results,
		texts: tip?.texts ?? /* @__PURE__ */ new Map()
	};
	const startMs = performance.now();
	for (let attempt = 1;; attempt += 1) {
		const attemptMs = performance.now();
		const pushed = await attemptPush(attemptOf, attempt === 1 ? tip : void 0);
		if (pushed !== void 0) {
			if (pushed.tip !== void 0) await updateWorkTree(target, pushed.tip);
			return { commit: pushed.commit };
		}
		const nowMs = performance.now();
		if (nowMs - startMs >= retryMs) throw outrunError(target.place, attempt, retryMs);
		await backOff(attempt, nowMs - attemptMs, signal);
	}
}
/** Random, so that writers that lost the same race do not collide again; longer if an attempt takes longer. */
async function backOff(attempt, tookMs, signal) {
	const longestMs = tookMs * Math.min(attempt, 4);
	await setTimeout$1(Math.random() * longestMs, void 0, { signal }).catch(() => void 0);
}
function outrunError({ branch }, attempts, retryMs) {
	return new GitError(`push to ${branch}: another push came first each time (${attempts} attempts in ${retryMs / 1e3} s); let only one job at a time write to this branch (concurrency)`);
}
async function rehearse(context, branch, signal) {
	const { online, reading, place, head } = await resolveTarget(context, branch, signal);
	const tip = await fetchTip(reading, place) ?? head.commit;
	if (tip === void 0 || tip === "outrun") return place.branch;
	const answer = await push(online, place, tip, ["--dry-run"]);
	if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
	return place.branch;
}
/** `tip`: what the branch is now. undefined if somebody else pushed first. */
async function attemptPush({ target, subject, changes, folder, texts }, known) {
	const { online, reading, environment, place } = target;
	const fetched = known === void 0 ? await fetchTip(reading, place) : known.commit;
	if (fetched === "outrun") return void 0;
	const base = fetched ?? await unpublished(target);
	if (known === void 0) await requireFolder(reading, {
		place,
		commit: base,
		folder
	});
	const commit = await buildCommit(reading, {
		base,
		subject,
		changes,
		folder,
		environment,
		place,
		texts
	});
	if (commit === void 0) return {
		commit,
		tip: fetched
	};
	const answer = await push(online, place, commit);
	if (answer.code === 0) return {
		commit,
		tip: commit
	};
	if (isOutrun(answer)) return void 0;
	throw gitError(`push to ${place.branch}`, answer, place);
}
/** A checked-out branch that was never pushed is continued; any other new branch starts an empty history. */
async function unpublished({ git, head, place }) {
	return head.branch === place.branch && !await isShallow(git) ? head.commit : void 0;
}
var mostFetches, usualRetryMs;
var init_git = __esmMin((() => {
	init_promises();
	init_git_commit();
	init_git_errors();
	init_git_location();
	init_git_loose_objects();
	init_git_process();
	init_git_remote();
	init_git_remote_settings();
	init_git_settings();
	init_git_token();
	init_git_tree();
	init_git_work_tree();
	init_results();
	mostFetches = 5;
	usualRetryMs = 12e4;
}));

// src/store/merge.ts
/**
* The text of a month file with the table's rows in it. Rows that are there already (same time, same host) stay as they
* are. New rows at the end leave every old byte alone; late rows, new columns and a file of the program before ours mean
* that the file is written anew, in time order, with new columns last.
*/
function mergeRows(existing, table, fileName) {
	if (existing === void 0) return formatCsv([table.header, ...sortByTime(distinct(table))]);
	const { missing, newest } = compare(existing, table, fileName);
	if (missing.length === 0) return existing;
	const header = readTable$1(existing, fileName).header;
	if (!isSeedText(existing) && table.header.every((column) => header.includes(column)) && missing.every((row) => timeOf(row) >= newest)) {
		const added = formatCsv(missing.map((row) => arrange(row, table.header, header)));
		return existing + (existing.endsWith("\n") ? "" : "\n") + added;
	}
	return rewrite(existing, {
		...table,
		rows: missing
	}, fileName);
}
/** Goes through a file once: which of the table's rows it lacks, and its newest time. */
function compare(existing, table, fileName) {
	const missing = new Map(distinct(table).map((row) => [identity(timeOf(row), hostOf$4(row)), [...row]]));
	const times = new Set(table.rows.map(timeOf));
	let newest = "";
	for (const { time, host } of readTable$1(existing, fileName).rows) {
		if (times.has(time)) missing.delete(identity(time, host));
		if (time > newest) newest = time;
	}
	return {
		missing: sortByTime([...missing.values()]),
		newest
	};
}
function rewrite(existing, table, fileName) {
	const present = readTable$1(existing, fileName);
	const [first, second] = isSeedText(existing) ? [table.header, present.header] : [present.header, table.header];
	const header = [...first, ...second.filter((column) => !first.includes(column))];
	const old = Array.from(present.rows, (row) => arrange(row.record.cells, present.header, header));
	const added = table.rows.map((row) => arrange(row, table.header, header));
	return formatCsv([header, ...sortBy([...old, ...added], header.indexOf("time"))]);
}
/** The cells of a row in the order of another header; columns it does not have are empty. */
function arrange(cells, from, to) {
	return to.map((column) => cells[from.indexOf(column)] ?? "");
}
/** The first row for each time and host, in order. */
function distinct(table) {
	const seen = /* @__PURE__ */ new Set();
	return table.rows.filter((row) => {
		const id = identity(timeOf(row), hostOf$4(row));
		return !seen.has(id) && seen.add(id);
	});
}
/** All times have the same length, so two pairs never give the same key. */
function identity(time, host) {
	return time + host;
}
function timeOf(row) {
	return row[0] ?? "";
}
function hostOf$4(row) {
	return row[1] ?? "";
}
function sortByTime(rows) {
	return sortBy(rows, 0);
}
/** Stable: rows of one run stay in their order. */
function sortBy(rows, column) {
	return rows.toSorted((a, b) => compareText(a[column] ?? "", b[column] ?? ""));
}
function compareText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
var init_merge = __esmMin((() => {
	init_csv();
	init_rows();
	init_seed();
}));

// src/store/public-ip-history.ts
/** The change of the file by these runs; no change if no run knows an address. */
function addressChanges(runs) {
	const sightings = runs.flatMap(({ time, publicAddresses = [] }) => publicAddresses.map((ip) => ({
		time: isoSeconds(time),
		ip
	})));
	if (sightings.length === 0) return [];
	return [{
		name: publicAddressesName,
		merge: (theirs, path) => withSightings(theirs, sightings, path)
	}];
}
function withSightings(existing, sightings, path) {
	const { header, entries } = existing === void 0 ? {
		header: ["time", "ip"],
		entries: []
	} : read$1(existing, path);
	const history = sightings.reduce((known, sighting) => withSighting(known, sighting, header), entries);
	if (existing !== void 0 && history.length === entries.length) return existing;
	return formatCsv([header, ...history.map(({ cells }) => cells)]);
}
/** The row of a late run is inserted at its time. Existing rows stay, even if the row before them has changed. */
function withSighting(history, sighting, header) {
	const end = history.findLastIndex(({ time }) => time <= sighting.time) + 1;
	if (history.slice(0, end).findLast(({ ip }) => isIpv6(ip) === isIpv6(sighting.ip))?.ip === sighting.ip) return history;
	const values = new Map(Object.entries(sighting));
	return history.toSpliced(end, 0, {
		...sighting,
		cells: header.map((column) => values.get(column) ?? "")
	});
}
function isIpv6(ip) {
	return ip.includes(":");
}
/** The rows in time order; columns are found by their names. */
function read$1(text, path) {
	const { header, records } = readCsv(text, path, { onDamage: refuseDamage });
	const [time, ip] = [header.indexOf("time"), header.indexOf("ip")];
	if (time === -1 || ip === -1) throw corrupt(path, 1, 1, "a header with the columns time and ip expected");
	return {
		header,
		entries: Array.from(records, ({ cells }) => ({
			time: cells[time] ?? "",
			ip: cells[ip] ?? "",
			cells
		})).sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0)
	};
}
var init_public_ip_history = __esmMin((() => {
	init_check_result();
	init_csv();
	init_month_file();
}));

// src/store/row-changes.ts
function changesOf(runs) {
	return [
		...rowChanges(runs.flatMap(({ tables }) => tables)),
		...hostKeyChanges(runs),
		...addressChanges(runs)
	];
}
/** How the month files change by these tables, whichever runs and months they are from. */
function rowChanges(tables) {
	return [...Map.groupBy(tables.flatMap(splitByMonth), ({ name }) => name)].map(([name, parts]) => ({
		name,
		merge: (theirs, path) => parts.reduce((text, { table }) => mergeRows(text, table, path), theirs) ?? ""
	}));
}
/** The rows of a run are all of one month, but the code does not depend on that. */
function splitByMonth(table) {
	return [...Map.groupBy(table.rows, ([time = ""]) => monthFile(table.type, new Date(time)))].map(([name, rows]) => ({
		name,
		table: {
			...table,
			rows
		}
	}));
}
/** Lines that are not there yet are added at the end. */
function hostKeyChanges(runs) {
	const lines = runs.flatMap(({ newHostKeys = [] }) => newHostKeys);
	if (lines.length === 0) return [];
	return [{
		name: knownHostsName$1,
		merge: (theirs = "") => withLines(theirs, lines)
	}];
}
function withLines(text, lines) {
	const present = new Set(text.split("\n"));
	const added = new Set(lines.filter((line) => !present.has(line)));
	return `${text === "" || text.endsWith("\n") ? text : `${text}\n`}${[...added].map((line) => `${line}\n`).join("")}`;
}
var init_row_changes = __esmMin((() => {
	init_merge();
	init_month_file();
	init_public_ip_history();
}));

// src/store/size-warnings.ts
/** The same changes. Each one warns once when the file has grown large. */
function watchSizes(changes, warn) {
	const told = /* @__PURE__ */ new Set();
	return changes.map(({ name, merge }) => ({
		name,
		merge: (theirs, path) => {
			const text = merge(theirs, path);
			if (text.length >= warnFromBytes && !told.has(path)) warn(warningOf(path, text.length));
			told.add(path);
			return text;
		}
	}));
}
function warningOf(path, bytes) {
	return `${path}: ${Math.round(bytes / megabyte)} MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a results folder of their own`;
}
var megabyte, warnFromBytes;
var init_size_warnings = __esmMin((() => {
	megabyte = 1048576;
	warnFromBytes = 25 * megabyte;
}));

// src/store/spool.ts
function openSpool({ stateHome, key, warn }) {
	const folder = join(stateHome, "server-monitor", key);
	return {
		put: (run) => put(folder, run),
		pending: () => pending(folder, warn),
		remove: async (runs) => {
			for (const { path } of runs) await rm(path, { force: true });
		}
	};
}
/** A folder name for one remote and results folder: readable text, and a digest that makes it unique. */
function spoolKey(origin, results) {
	return `${`${origin.replace(/^.*?:\/*|\.git$/g, "")}-${results}`.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(-60)}-${digest$1(`${origin}\n${results}`)}`;
}
async function put(folder, run) {
	const { time, tables, publicAddresses, newHostKeys } = run;
	const text = JSON.stringify({
		version: 1,
		time: time.toISOString(),
		tables,
		publicAddresses,
		newHostKeys
	});
	const path = join(folder, `${isoSeconds(run.time).replace(/[-:]/g, "")}-${digest$1(text)}.json`);
	await mkdir(folder, {
		recursive: true,
		mode: 448
	}).catch((cause) => {
		throw fileError(folder, "cannot be created, but rows must be stored on disk before they are pushed", cause);
	});
	await removeLeftovers(folder, run.time);
	await writeDurably(path, text, 384);
	return {
		...run,
		path
	};
}
async function pending(folder, warn) {
	const names = await listFolder(folder);
	const runs = [];
	for (const name of names.filter((each) => each.endsWith(".json"))) {
		const run = await read(join(folder, name), warn);
		if (run !== void 0) runs.push(run);
	}
	return runs.sort((a, b) => a.time.getTime() - b.time.getTime());
}
async function read(path, warn) {
	const text = await readIfPresent(path);
	if (text === void 0) return void 0;
	const run = parseRun(text);
	if (run !== void 0) return {
		...run,
		path
	};
	await rename(path, `${path}.damaged`);
	warn(`${path}: cannot be read as a run that was kept for later; moved to ${path}.damaged, look at it and delete it`);
}
function parseRun(text) {
	const data = parseJson$1(text);
	if (!isObject$2(data) || data["version"] !== 1 || typeof data["time"] !== "string") return void 0;
	const [time, tables, publicAddresses] = [
		new Date(data["time"]),
		data["tables"],
		data["publicAddresses"] ?? []
	];
	const newHostKeys = data["newHostKeys"] ?? [];
	if (Number.isNaN(time.getTime()) || !isListOf(newHostKeys, isLine)) return void 0;
	return isListOf(tables, isTable) && isListOf(publicAddresses, isAddress$1) ? {
		time,
		tables,
		publicAddresses,
		newHostKeys
	} : void 0;
}
function isTable(value) {
	if (!isObject$2(value) || !hostTypes.some((type) => type === value["type"])) return false;
	const { header, rows } = {
		header: value["header"],
		rows: value["rows"]
	};
	if (!isListOf(header, isText) || !isListOf(rows, isRow)) return false;
	return header[0] === "time" && header[1] === "host" && rows.every((row) => isTimed(row, header.length));
}
function isRow(value) {
	return isListOf(value, isText);
}
function isTimed(row, width) {
	return row.length === width && !Number.isNaN(Date.parse(row[0] ?? ""));
}
function isAddress$1(value) {
	return isText(value) && canonicalAddress(value) === value;
}
function isLine(value) {
	return isText(value) && /^[ -~]+$/.test(value);
}
function isText(value) {
	return typeof value === "string";
}
function isListOf(value, isItem) {
	return Array.isArray(value) && value.every(isItem);
}
function isObject$2(value) {
	return typeof value === "object" && value !== null;
}
function parseJson$1(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function digest$1(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
var init_spool = __esmMin((() => {
	init_late_node_crypto();
	init_promises$2();
	init_late_node_path();
	init_address();
	init_check_result();
	init_host();
	init_file();
}));

// src/store/store.ts
/** Throws if results cannot be written to the folder: before any host is contacted. */
async function openStore(settings) {
	if (!settings.push) return folderStore(settings, await folderResults(settings.folder));
	return repositoryStore(await openRepository(settings.folder, settings), settings);
}
/** For commands that only read: a folder from which nothing can be pushed is read as it is. */
async function openResults(settings) {
	if (!settings.push) return folderResults(settings.folder);
	const repository = await openRepository(settings.folder, settings).catch((cause) => {
		if (cause instanceof NoRepositoryError) return void 0;
		throw cause;
	});
	if (repository?.hasRemote !== true) return folderResults(settings.folder);
	return repositoryStore(repository, settings).results();
}
function folderStore({ folder, warn }, present) {
	const write = async (changes) => {
		for (const { name, merge } of changes) {
			const path = join(folder, name);
			await createFolder(dirname(path));
			const present = await readIfPresent(path);
			const merged = merge(present, path);
			if (merged !== present) await writeDurably(path, merged);
		}
	};
	return {
		results: async () => present,
		lastResults: async () => void 0,
		saveRun: async (run) => {
			const { faults, attempt } = collectFaults();
			await removeLeftovers(folder, run.time);
			const isSaved = await attempt(() => write(watchSizes(changesOf([run]), warn)).then(() => true));
			const page = isSaved && await attempt(async () => pageChanges(run, await folderResults(folder), warn));
			if (page) await attempt(() => write(page));
			return {
				rows: isSaved ? rowCount([run]) : 0,
				waiting: 0,
				commit: void 0,
				fault: firstOf(faults, warn)
			};
		},
		saveFiles: async (files) => {
			await write(files.map(changeOf$2));
		}
	};
}
function repositoryStore(repository, settings) {
	const { branch, warn } = settings;
	const spool = openSpool({
		...settings,
		key: spoolKey(repository.origin, repository.results)
	});
	const withSpool = async (results) => withChanges(results, changesOf(await spool.pending()));
	const tip = once(() => repository.tip(branch, AbortSignal.timeout(fetchTimeoutMs)));
	return {
		results: once(async () => withSpool(await tip())),
		lastResults: async () => {
			const last = await repository.lastTip(branch);
			return last && withSpool(last);
		},
		saveRun: (run) => saveRun(run, {
			repository,
			spool,
			tip,
			branch,
			warn
		}),
		saveFiles: async (files, subject) => {
			const signal = AbortSignal.timeout(pushTimeoutMs);
			const changes = files.map(changeOf$2);
			return (await repository.publish({
				branch,
				subject,
				changes,
				signal,
				tip: await tip()
			})).commit;
		}
	};
}
/** The push is tried even if the spool failed: with a full disk here, the rows can still reach the remote. */
async function saveRun(run, { repository, spool, tip, branch, warn }) {
	const { faults, attempt } = collectFaults();
	const spooled = await attempt(() => spool.put(run));
	const waiting = await attempt(() => spool.pending()) ?? [];
	const runs = waiting.some(({ path }) => path === spooled?.path) ? waiting : [...waiting, run];
	const known = await tip().catch(() => void 0);
	const page = known === void 0 ? [] : await attempt(() => pageChanges(run, known, warn)) ?? [];
	const order = {
		branch,
		subject: run.subject,
		changes: [...watchSizes(changesOf(runs), warn), ...page],
		tip: known
	};
	const signal = AbortSignal.timeout(pushTimeoutMs);
	const pushed = await attempt(() => repository.publish({
		...order,
		signal
	}));
	if (pushed) await attempt(() => spool.remove(waiting));
	await attempt(() => repository.tidy());
	if (!spooled && !pushed) return {
		rows: 0,
		waiting: 0,
		commit: void 0,
		fault: lost$3(run, faults)
	};
	const waitingRows = pushed ? 0 : rowCount(waiting);
	return {
		rows: rowCount([run]),
		waiting: waitingRows,
		commit: pushed?.commit,
		fault: firstOf(faults, warn)
	};
}
async function pageChanges({ statusPage }, results, warn) {
	if (statusPage === void 0) return [];
	const present = await results.read(statusPageName);
	if (present === void 0 || statusPage.isOurs(present)) return [{
		name: statusPageName,
		merge: statusPage.make
	}];
	warn(`${results.pathOf(statusPageName)}: was not written by server-monitor and is not changed; move it away to get a status page`);
	return [];
}
function changeOf$2({ name, text }) {
	return {
		name,
		merge: () => text
	};
}
async function createFolder(folder) {
	await mkdir(folder, { recursive: true }).catch((cause) => {
		throw fileError(folder, "cannot be created", cause);
	});
}
function rowCount(runs) {
	return runs.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows.length, 0);
}
function collectFaults() {
	const faults = [];
	const attempt = async (work) => {
		try {
			return await work();
		} catch (fault) {
			faults.push(fault);
			return;
		}
	};
	return {
		faults,
		attempt
	};
}
function lost$3(run, faults) {
	const reasons = faults.map(messageOf$2).join("\n");
	return /* @__PURE__ */ new Error(`the rows of this run are lost (${rowCount([run])}): they could be neither queued nor pushed\n${reasons}`);
}
function messageOf$2(fault) {
	return fault instanceof Error ? fault.message : String(fault);
}
/** Later errors become warnings, because the first one is usually their cause. */
function firstOf([first, ...others], warn) {
	for (const other of others) warn(messageOf$2(other));
	return first;
}
function once(work) {
	let started;
	return () => {
		started ??= work();
		return started;
	};
}
var fetchTimeoutMs, pushTimeoutMs;
var init_store = __esmMin((() => {
	init_promises$2();
	init_late_node_path();
	init_change();
	init_file();
	init_git();
	init_git_errors();
	init_month_file();
	init_results();
	init_row_changes();
	init_size_warnings();
	init_spool();
	fetchTimeoutMs = 6e4;
	pushTimeoutMs = 3e5;
}));

// src/alerts/listener-words.ts
/** `0.0.0.0 and ::, process nginx of user root`; without the process, or the owner, where the host does not tell. */
function listenerWords({ addresses, owners }) {
	return { untrusted: [enumerated(addresses), enumerated(owners.map(ownerWords))].filter((part) => part !== "").join(", ") };
}
function ownerWords({ user, process }) {
	return process === void 0 ? `user ${user}` : `process ${process} of user ${user}`;
}
/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
function enumerated(items) {
	const more = items.length > mostNamed$1 ? [`${items.length - mostNamed$1} more`] : [];
	const named = [...items.slice(0, mostNamed$1), ...more];
	return [named.slice(0, -1).join(", "), ...named.slice(-1)].filter((part) => part !== "").join(" and ");
}
var mostNamed$1;
var init_listener_words = __esmMin((() => {
	mostNamed$1 = 3;
}));

// src/alerts/verdict.ts
function found(...findings) {
	return {
		findings,
		partial: false,
		asked: true
	};
}
/** An empty list is only one where the session worked. */
function listed$2({ session }, findings) {
	if (findings.length === 0) return session === "failed" ? void 0 : session === "worked" ? well : unasked;
	return {
		findings,
		partial: session === "failed",
		asked: true
	};
}
/** undefined: the row says nothing of its host. */
function readSeen(row, ms) {
	const state = stateOf(row);
	return state === "unknown" ? void 0 : {
		row,
		ms,
		isDown: state === "down",
		session: sessionOf(row)
	};
}
var well, unasked;
var init_verdict = __esmMin((() => {
	init_state();
	well = {
		findings: [],
		partial: false,
		asked: true
	};
	unasked = {
		findings: [],
		partial: false,
		asked: false
	};
}));

// src/alerts/cards.ts
function newCardFinder(confirm) {
	const cards = /* @__PURE__ */ new Map();
	return (seen) => {
		const { gpuTempC, gpuMemMib, gpuPowerW } = seen.row;
		const figures = [
			gpuTempC,
			gpuMemMib,
			gpuPowerW
		].filter((column) => column !== void 0);
		if (figures.length === 0) return seen.session === "unasked" ? unasked : void 0;
		count$1(cards, answering(figures), seen.ms, confirm);
		const missing = [...cards].filter(([, { known, lastMs }]) => known && lastMs < seen.ms);
		if (missing.length === 0) return found();
		const [removed, gone] = [missing.filter(isRemoved(seen.ms)), missing.filter((card) => !isRemoved(seen.ms)(card))];
		return {
			...found(...gone.map(([index]) => `gpu ${index}`).sort()),
			asked: removed.length === 0
		};
	};
}
function isRemoved(nowMs) {
	return ([, { lastMs }]) => nowMs - lastMs >= removedAfterMs;
}
function count$1(cards, present, ms, confirm) {
	for (const [index, card] of cards) {
		if (!present.has(index)) card.streak = 0;
		if (!present.has(index) && (!card.known || ms - card.lastMs >= forgottenAfterMs$1)) cards.delete(index);
	}
	for (const index of present) {
		const card = cards.get(index) ?? {
			streak: 0,
			known: false,
			lastMs: ms
		};
		card.streak += 1;
		card.known ||= card.streak >= confirm;
		card.lastMs = ms;
		cards.set(index, card);
	}
}
/** A card that gives any figure is there. */
function answering(columns) {
	const present = columns.flatMap((figures) => [...figures.entries()].filter(([, figure]) => figure !== void 0).map(([index]) => index));
	return new Set(present);
}
var removedAfterMs, forgottenAfterMs$1;
var init_cards = __esmMin((() => {
	init_verdict();
	removedAfterMs = 6048e5;
	forgottenAfterMs$1 = 6912e5;
}));

// src/alerts/limits.ts
/** Of what is left, in the unit of the limit. */
function levelOf(left, limit) {
	if (left < limit) return "low";
	return left < relief * limit ? "unsure" : "well";
}
/** MiB of a file system that must be left. Without a size of it, a share cannot be told. undefined: it is not watched. */
function diskLimit(mount, sizeMib, thresholds) {
	const threshold = ownDiskThreshold(mount, thresholds) ?? thresholds.get("disk");
	if (threshold === void 0) return sizeMib === void 0 ? diskMostMib : Math.min(diskMostMib, diskShare * sizeMib);
	return amount(threshold, sizeMib);
}
function ownDiskThreshold(mount, thresholds) {
	for (const [name, threshold] of thresholds) if (name.startsWith("disk /") && mountCell(name.slice(5)) === mount) return threshold;
}
/** As the column has it. */
function mountCell(mount) {
	return mount.replace(/[\s+,:"]/g, "?");
}
function memoryLimit(totalMib, thresholds) {
	return amount(thresholds.get("memory") ?? { share: memoryShare }, totalMib);
}
/** Percent. */
function inodesLimit(thresholds) {
	return amount(thresholds.get("inodes") ?? { share: inodesPct / 100 }, 100);
}
function certLimit(lifeDays, thresholds) {
	const threshold = thresholds.get("cert");
	if (threshold !== void 0) return threshold !== "off" && "days" in threshold ? threshold.days : void 0;
	return lifeDays === void 0 ? certDays : Math.min(certDays, lifeDays / certLifeParts);
}
function clockLimit(thresholds) {
	const threshold = thresholds.get("clock") ?? { seconds: clockSeconds };
	return threshold !== "off" && "seconds" in threshold ? threshold.seconds : void 0;
}
function amount(threshold, whole) {
	if (threshold === "off") return void 0;
	if ("mib" in threshold) return threshold.mib;
	return "share" in threshold && whole !== void 0 ? threshold.share * whole : void 0;
}
var relief, diskShare, diskMostMib, inodesPct, memoryShare, certDays, certLifeParts, clockSeconds;
var init_limits$1 = __esmMin((() => {
	relief = 1.2;
	diskShare = .05;
	diskMostMib = 1024;
	inodesPct = 5;
	memoryShare = .02;
	certDays = 14;
	certLifeParts = 5;
	clockSeconds = 10;
}));

// src/alerts/health-finders.ts
function healthFinders(thresholds) {
	return {
		readonly: (seen) => listed$2(seen, seen.row.readonly ?? []),
		raid: (seen) => listed$2(seen, seen.row.raid ?? []),
		check: (seen) => listed$2(seen, seen.row.checks ?? []),
		unit: (seen) => listed$2(seen, seen.row.failedUnits ?? []),
		power: (seen) => listed$2(seen, seen.row.power ?? []),
		disk: (seen) => disk(seen, thresholds),
		memory: (seen) => memory(seen, thresholds),
		clock: (seen) => clock$1(seen, thresholds),
		patch
	};
}
/** By file system, and `inodes`, of which the row does not say whose they are. */
function disk({ row, session }, thresholds) {
	if (row.diskAvailMib === void 0 && row.disks === void 0 && row.inodesFreePct === void 0) return session === "unasked" ? unasked : void 0;
	const names = {
		low: [],
		unsure: row.diskAvailMib === void 0 ? ["/"] : [],
		well: []
	};
	const add = (name, left, limit) => {
		if (left !== void 0 && limit !== void 0) names[levelOf(left, limit)].push(name);
	};
	add("/", row.diskAvailMib, diskLimit("/", row.diskSizeMib, thresholds));
	for (const { mount, availMib, sizeMib } of row.disks ?? []) add(mount, availMib, diskLimit(mount, sizeMib, thresholds));
	add("inodes", row.inodesFreePct, inodesLimit(thresholds));
	return {
		findings: names.low,
		unsure: names.unsure,
		partial: session === "failed",
		asked: true
	};
}
/** Little memory is not yet a shortage where swap is left. Where nobody tells how much swap is left, nothing is known. */
function memory({ row, session }, thresholds) {
	const { memAvailMib, memTotalMib, swapFreeMib, swapTotalMib } = row;
	const limitMib = memoryLimit(memTotalMib, thresholds);
	if (memAvailMib === void 0 || limitMib === void 0) return session === "failed" ? void 0 : unasked;
	const levels = [levelOf(memAvailMib, limitMib)];
	if (levels[0] !== "well" && swapTotalMib !== 0 && row.type !== "miner") {
		if (swapFreeMib === void 0 || swapTotalMib === void 0) return void 0;
		levels.push(levelOf(swapFreeMib, swapShare * swapTotalMib));
	}
	if (levels.includes("well")) return well;
	return levels.includes("unsure") ? void 0 : found("memory");
}
function clock$1({ row, session }, thresholds) {
	const limitS = clockLimit(thresholds);
	if (row.clockS === void 0 || limitS === void 0) return session === "failed" ? void 0 : unasked;
	return Math.abs(row.clockS) > limitS ? found("clock") : well;
}
function patch({ row, session }) {
	const { packagesDays, rebootDays } = row;
	if (packagesDays === void 0 && rebootDays === void 0) return session === "failed" ? void 0 : unasked;
	return found(...(packagesDays ?? 0) > mostListDays ? ["package lists"] : [], ...typeof rebootDays === "number" && rebootDays > mostRebootDays ? ["reboot"] : []);
}
var swapShare, mostListDays, mostRebootDays;
var init_health_finders = __esmMin((() => {
	init_limits$1();
	init_verdict();
	swapShare = .05;
	mostListDays = 10;
	mostRebootDays = 7;
}));

// src/alerts/remembering-finders.ts
/** The kernel counts from the boot on. Of the first row nobody knows when its kills were. */
function newOomFinder() {
	let kills;
	let boot;
	let killedMs = Number.NEGATIVE_INFINITY;
	return ({ row, ms, session }) => {
		const { oomKills, lastBoot, bootId } = row;
		if (oomKills === void 0) return session === "failed" ? void 0 : unasked;
		const nowBoot = bootId ?? lastBoot?.toISOString();
		if (oomKills > (kills === void 0 ? oomKills : nowBoot === boot ? kills : 0)) killedMs = ms;
		[kills, boot] = [oomKills, nowBoot];
		return ms - killedMs < oomQuietMs ? found("oom") : well;
	};
}
function newRebootFinder() {
	let boots = [];
	return ({ row: { lastBoot, bootId }, ms, session }) => {
		if (lastBoot === void 0) return session === "failed" ? void 0 : unasked;
		const latest = boots.at(-1);
		const isSame = latest !== void 0 && (bootId !== void 0 && latest.id !== void 0 ? bootId === latest.id : Math.abs(lastBoot.getTime() - latest.ms) <= sameBootMs$1);
		const isRecent = ({ ms: bootMs }) => ms - bootMs < rebootsWithinMs;
		const boot = {
			ms: lastBoot.getTime(),
			id: bootId
		};
		if (!isSame && isRecent(boot)) boots = [...boots.filter(isRecent), boot].slice(-3);
		return boots.length === manyBoots && boots.every(isRecent) ? found("reboots") : well;
	};
}
function newAccountFinder() {
	const accounts = /* @__PURE__ */ new Map();
	let firstRowMs;
	return (seen) => {
		const verdict = listed$2(seen, seen.row.accounts ?? []);
		if (verdict === void 0 || seen.session !== "worked") return verdict;
		firstRowMs ??= seen.ms;
		remember$1(accounts, verdict.findings, seen);
		const firstDayEndMs = firstRowMs + firstDayMs;
		const firstMs = (name) => accounts.get(name)?.firstMs ?? seen.ms;
		const later = verdict.findings.filter((name) => firstMs(name) >= firstDayEndMs);
		const fresh = later.filter((name) => seen.ms - firstMs(name) < newForMs);
		return {
			...verdict,
			findings: fresh,
			asked: verdict.asked && fresh.length === later.length
		};
	};
}
function remember$1(accounts, names, { ms }) {
	for (const name of names) {
		const known = accounts.get(name);
		if (known !== void 0) known.lastMs = ms;
		else if (accounts.size < mostAccounts) accounts.set(name, {
			firstMs: ms,
			lastMs: ms
		});
	}
	for (const [name, { lastMs }] of accounts) if (ms - lastMs >= forgottenAfterMs) accounts.delete(name);
}
var hourMs, dayMs$7, oomQuietMs, rebootsWithinMs, manyBoots, sameBootMs$1, firstDayMs, newForMs, forgottenAfterMs, mostAccounts;
var init_remembering_finders = __esmMin((() => {
	init_verdict();
	hourMs = 36e5;
	dayMs$7 = 24 * hourMs;
	oomQuietMs = dayMs$7;
	rebootsWithinMs = 6 * hourMs;
	manyBoots = 3;
	sameBootMs$1 = 12e4;
	firstDayMs = dayMs$7;
	newForMs = 6 * dayMs$7;
	forgottenAfterMs = 7 * dayMs$7;
	mostAccounts = 1e3;
}));

// src/alerts/finders.ts
function isRowKind(kind) {
	return kind !== "silent" && kind !== "outage";
}
/** One for each host: some remember its rows. `down` is asked of every row, the others of hosts that answer. */
function newFinders(confirm, thresholds) {
	return {
		down: ({ isDown }) => isDown ? found("no answer") : well,
		"host-key": hostKey,
		peer: peers,
		port: ports,
		ssh,
		http: page$1,
		gpu: newCardFinder(confirm),
		cert: (seen) => certificate(seen, thresholds),
		...healthFinders(thresholds),
		account: newAccountFinder(),
		oom: newOomFinder(),
		reboots: newRebootFinder()
	};
}
function evidenceOf(kind) {
	return isRowKind(kind) ? evidenceColumns[kind] : [];
}
function hostKey({ row: { errors }, session }) {
	const refused = errors.filter((code) => hostKeyCodes.includes(code)).sort();
	if (refused.length > 0) return found(...refused);
	if (session === "unasked") return unasked;
	return session === "worked" || errors.some((code) => afterHostKey.includes(code)) ? well : void 0;
}
/** A refused host key is an alert of its own, and nobody logs in before that is settled. */
function ssh({ row: { errors }, session }) {
	if (session === "worked") return well;
	if (session !== "failed") return session === "unasked" ? unasked : void 0;
	return errors.some((code) => hostKeyCodes.includes(code)) ? void 0 : found("session");
}
function page$1({ row: { httpCode, errors } }) {
	if (errors.some((code) => code.startsWith("http:")) || isFailedPage(httpCode)) return found("page");
	if (httpCode !== void 0) return well;
	return isOffline(errors) ? void 0 : unasked;
}
/** Whether the page or the session fails. */
function isFailing(seen) {
	return hasFindings(page$1(seen)) || hasFindings(ssh(seen));
}
function hasFindings(verdict) {
	return verdict !== void 0 && verdict.findings.length > 0;
}
/** Whole days, rounded down: 13 is less than 14. */
function certificate({ row: { certDays, certLifeDays, errors } }, thresholds) {
	const leastDays = certLimit(certLifeDays, thresholds);
	if (leastDays === void 0) return unasked;
	if (certDays !== void 0) return certDays < leastDays ? found("certificate") : well;
	return errors.some((code) => code.startsWith("http:")) || isOffline(errors) ? void 0 : unasked;
}
/** A probe could not be tried. */
function isOffline(errors) {
	return errors.includes("monitor:offline");
}
function ports(seen) {
	return listed$2(seen, (seen.row.ports ?? []).filter(isLastingPort));
}
function isLastingPort(port) {
	const [, number, udp] = /^(\d{1,5})(\/udp)?$/.exec(port) ?? [];
	return number !== void 0 && !(udp !== void 0 && Number(number) >= ephemeralUdpFrom);
}
/** Whoever has logged in need not be told a second time as a mere connection. */
function peers(seen) {
	const { logins = [], sshPeers: addresses = [], errors } = seen.row;
	if (seen.row.sshPeers === void 0 && isOffline(errors)) return void 0;
	if (logins.length === 0) return listed$2(seen, addresses);
	return listed$2(seen, [...logins, ...addresses.filter((address) => !logins.some((login) => isFrom(login, address)))]);
}
function isFrom(login, address) {
	return login.endsWith(`@${address}`);
}
/** `user@address`, told apart from a mere address. */
function isLogin(finding) {
	return finding.includes("@");
}
var rowKinds, sessions, typesOf, evidenceColumns, hostKeyCodes, afterHostKey, ephemeralUdpFrom;
var init_finders = __esmMin((() => {
	init_state();
	init_alert();
	init_cards();
	init_health_finders();
	init_limits$1();
	init_remembering_finders();
	init_verdict();
	rowKinds = alertKinds.filter(isRowKind);
	sessions = ["node", "miner"];
	typesOf = {
		down: [
			"node",
			"miner",
			"ping"
		],
		"host-key": sessions,
		peer: sessions,
		account: sessions,
		port: ["node"],
		raid: sessions,
		readonly: sessions,
		disk: sessions,
		memory: sessions,
		oom: sessions,
		check: sessions,
		unit: sessions,
		ssh: sessions,
		http: ["node"],
		gpu: ["miner"],
		power: sessions,
		clock: sessions,
		reboots: sessions,
		cert: ["node"],
		patch: sessions
	};
	evidenceColumns = {
		down: ["errors", "loss"],
		"host-key": ["errors"],
		peer: [
			"logins",
			"sshPeers",
			"errors"
		],
		port: ["ports", "errors"],
		account: ["accounts"],
		raid: ["raid"],
		readonly: ["readonly"],
		disk: [
			"diskAvailMib",
			"diskSizeMib",
			"disks",
			"inodesFreePct"
		],
		memory: [
			"memAvailMib",
			"memTotalMib",
			"swapFreeMib",
			"swapTotalMib"
		],
		oom: [
			"oomKills",
			"memAvailMib",
			"swapFreeMib"
		],
		check: ["checks"],
		unit: ["failedUnits"],
		ssh: ["errors", "pingMs"],
		http: [
			"httpCode",
			"httpMs",
			"errors"
		],
		gpu: [
			"gpuTempC",
			"gpuMemMib",
			"gpuPowerW"
		],
		power: ["power", "tempC"],
		clock: ["clockS"],
		reboots: ["lastBoot"],
		cert: ["certDays", "certLifeDays"],
		patch: ["packagesDays", "rebootDays"]
	};
	hostKeyCodes = ["ssh:host-key-changed", "ssh:host-key-unknown"];
	afterHostKey = [
		"ssh:auth",
		"probe:incomplete",
		"probe:oversize"
	];
	ephemeralUdpFrom = 32768;
}));

// src/alerts/outage.ts
/** Whether so many of those that were up turn bad at once that the reason may be one. */
function isMass({ turned, wereUp }) {
	return turned >= leastHosts && 2 * turned >= wereUp;
}
function newOutageWatch() {
	const badHosts = /* @__PURE__ */ new Map();
	let outage;
	let seenMs = NaN;
	return {
		/** Takes the rows of one run in, before those who ask `holds`. */
		add: (run) => {
			const rows = run.filter(({ row }) => row.silenced.length === 0);
			const [first] = rows;
			if (first === void 0 || first.ms < seenMs) return [];
			seenMs = first.ms;
			const turned = turnedIn(rows, badHosts);
			for (const seen of rows) note$1(seen, badHosts, outage);
			const [before, grown] = [outage?.alert, turned.length > 0 ? joined$2(outage, turned, seenMs) : outage];
			outage = grown && grown.members.size >= leastHosts ? {
				...grown,
				alert: alertOf$1(grown, seenMs)
			} : void 0;
			return changesBetween$1(before, outage, new Date(seenMs));
		},
		/** The host is no longer watched. */
		forget: (host) => {
			badHosts.delete(host);
			outage?.members.delete(host);
		},
		/** Whether this is told by the outage for now. */
		holds: (kind, host, ms) => {
			const member = outage?.members.get(host);
			return member !== void 0 && heldKinds.includes(kind) && ms - member.sinceMs < heldForMs;
		},
		open: () => outage === void 0 ? [] : [outage.alert],
		standing: () => {
			if (outage !== void 0) return "open";
			const bad = [...badHosts.values()].filter(Boolean).length;
			return badHosts.size > 0 && bad < leastHosts ? "well" : "unknown";
		}
	};
}
function isBad(seen) {
	return seen.isDown || isFailing(seen);
}
/** Those that turned bad in this run, where they are many. */
function turnedIn(rows, badHosts) {
	const wereUp = rows.filter(({ row }) => badHosts.get(row.host) === false);
	const turned = wereUp.filter(isBad).map(({ row }) => row.host);
	return isMass({
		turned: turned.length,
		wereUp: wereUp.length
	}) ? turned : [];
}
function note$1(seen, badHosts, outage) {
	const { host } = seen.row;
	badHosts.set(host, isBad(seen));
	const member = outage?.members.get(host);
	if (member === void 0) return;
	member.rows += 1;
	if (!isBad(seen)) outage?.members.delete(host);
}
function joined$2(outage, turned, ms) {
	const grown = outage ?? {
		sinceMs: ms,
		members: /* @__PURE__ */ new Map(),
		told: /* @__PURE__ */ new Set()
	};
	for (const host of turned) grown.members.set(host, {
		sinceMs: ms,
		rows: 1
	});
	return grown;
}
function alertOf$1({ sinceMs, members }, seenMs) {
	const hosts = [...members].sort(([a], [b]) => a < b ? -1 : 1);
	return {
		kind: "outage",
		host: monitorHost,
		findings: hosts.map(([host]) => host),
		since: new Date(sinceMs),
		seen: new Date(seenMs),
		flapping: false,
		evidence: [],
		sightings: hosts.map(([finding, { sinceMs: ms, rows }]) => {
			return {
				finding,
				first: new Date(ms),
				rows,
				since: new Date(ms)
			};
		})
	};
}
function changesBetween$1(before, outage, time) {
	if (outage === void 0) return before === void 0 ? [] : [{
		what: "resolved",
		added: [],
		alert: before,
		time,
		reason: "recovered"
	}];
	const { alert, told } = outage;
	const added = alert.findings.filter((host) => !told.has(host));
	for (const host of added) told.add(host);
	return before?.findings.join("+") === alert.findings.join("+") ? [] : [{
		what: before === void 0 ? "opened" : "changed",
		added,
		alert,
		time
	}];
}
var monitorHost, leastHosts, heldForMs, heldKinds;
var init_outage = __esmMin((() => {
	init_finders();
	monitorHost = "monitor";
	leastHosts = 3;
	heldForMs = 36e5;
	heldKinds = [
		"down",
		"http",
		"ssh"
	];
}));

// late:@octokit/core
var Octokit;
var init_core$1 = __esmMin((() => {
	init_late_load();
	Octokit = (/* @__PURE__ */ load$1("octokit", "@octokit/core")).Octokit;
}));

// late:@octokit/plugin-retry
var retry;
var init_plugin_retry = __esmMin((() => {
	init_late_load();
	retry = (...given) => /* @__PURE__ */ load$1("octokit", "@octokit/plugin-retry").retry(...given);
}));

// src/github/limits.ts
/** undefined: the refusal has another reason. */
function limitOf(refusal, now) {
	const { status, header, message } = refusal;
	if (status !== 403 && status !== 429) return void 0;
	const clock = dateOf(header("date")) ?? now.getTime();
	const after = retryAfterMs(header("retry-after"), clock);
	if (after !== void 0) return {
		waitMs: after,
		which: "secondary"
	};
	const reset = header("x-ratelimit-reset") ?? "";
	if (header("x-ratelimit-remaining") === "0" && /^\d{1,12}$/.test(reset)) return {
		waitMs: Math.max(0, Number(reset) * 1e3 - clock) + marginMs,
		which: "hourly"
	};
	return status === 429 || /secondary rate limit|abuse detection/i.test(message) ? {
		waitMs: unnamedWaitMs,
		which: "secondary"
	} : void 0;
}
/** Seconds, or the date of HTTP. */
function retryAfterMs(value, clock) {
	if (value === void 0) return void 0;
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1e3;
	const date = dateOf(value);
	return date === void 0 ? unnamedWaitMs : Math.max(0, date - clock) + marginMs;
}
function dateOf(value) {
	const time = Date.parse(value ?? "");
	return Number.isNaN(time) ? void 0 : time;
}
var unnamedWaitMs, marginMs;
var init_limits = __esmMin((() => {
	unnamedWaitMs = 6e4;
	marginMs = 1e3;
}));

// src/github/json.ts
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The value under a path of keys; undefined where there is none. */
function at(value, ...path) {
	return path.reduce((inner, key) => isObject$1(inner) ? inner[key] : void 0, value);
}
function textAt$1(value, ...path) {
	const found = at(value, ...path);
	return typeof found === "string" ? found : void 0;
}
var init_json = __esmMin((() => {}));

// src/github/transport.ts
function boundedFetch(requestMs, overall, proxy) {
	const visit = async (url, { method, headers, body }, redirects) => {
		overall.throwIfAborted();
		const request = {
			method,
			headers,
			...body === void 0 ? {} : { body }
		};
		const signal = AbortSignal.any([overall, AbortSignal.timeout(requestMs)]);
		const response = await requestText(url, request, {
			signal,
			limit,
			proxy
		}).catch(inOurWords);
		const target = redirectOf(response, url);
		if (target === void 0) return answerOf(response, url);
		if (redirects === mostRedirects) throw new BadAnswer("the API redirects in a loop");
		return visit(target, request, redirects + 1);
	};
	return (url, request) => visit(new URL(url), request, 0);
}
function inOurWords(error) {
	throw error instanceof HttpFailure ? new BadAnswer(`GitHub's API could not be reached: ${error.message}`) : error;
}
/** Redirects come from renamed or moved repositories. The token is never sent to another server. */
function redirectOf({ status, headers }, from) {
	if (![
		301,
		302,
		307,
		308
	].includes(status)) return void 0;
	const target = URL.parse(valuesOf$1(headers, "location")[0] ?? "", from.href);
	if (target?.origin !== from.origin) throw new BadAnswer("the API redirects to another server; see `GITHUB_API_URL`");
	return target;
}
function answerOf({ status, headers, text }, url) {
	const json = isJson(text);
	if (status < 300 && status !== 204 && !json) throw new BadAnswer(`the answer (status ${status}) is not JSON`);
	const type = ["content-type", json ? "application/json" : "text/plain"];
	return {
		status,
		url: url.href,
		headers: new Map([...usefulOf(headers), type]),
		text: async () => text
	};
}
function usefulOf(headers) {
	return usefulHeaders.flatMap((name) => {
		const values = valuesOf$1(headers, name);
		return values.length === 0 ? [] : [[name, values.join(", ")]];
	});
}
function isJson(text) {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
var limit, mostRedirects, usefulHeaders, BadAnswer;
var init_transport = __esmMin((() => {
	init_client$2();
	init_failure$1();
	init_raw_head();
	limit = {
		bytes: 16777216,
		exceeded: "the answer is longer than any of GitHub's"
	};
	mostRedirects = 3;
	usefulHeaders = [
		"date",
		"link",
		"retry-after",
		"x-ratelimit-remaining",
		"x-ratelimit-reset"
	];
	BadAnswer = class extends Error {};
}));

// src/github/refusal.ts
/** Reads what Octokit throws, which marks a lost connection as status 500 without a response. */
function refusalOf(error) {
	const answered = at(error, "response") !== void 0;
	const status = at(error, "status");
	return {
		status: answered && typeof status === "number" ? status : void 0,
		header: (name) => textAt$1(error, "response", "headers", name),
		message: textAt$1(error, "response", "data", "message") ?? "",
		cause: at(error, "cause") ?? error
	};
}
function errorOf(refusal, repository) {
	const { status } = refusal;
	if (status === void 0) return new GitHubError(networkWords(refusal.cause), void 0, isAbort(refusal.cause));
	const [words, isFinal] = answerWords(refusal, status, repository);
	return new GitHubError(words, status, isFinal);
}
function answerWords(refusal, status, repository) {
	if (status === 401) return ["the token is not valid or has expired: check the input `token`", true];
	if (status === 403) return forbiddenWords(refusal);
	if (isWithoutIssues(refusal, status)) return [`issues are disabled in ${repository}: enable them in its settings, or set \`issues: false\``, true];
	if (status === 404) return [`${repository} or its issue was not found: the token may not see it; add \`permissions: { issues: write }\` to the job`, false];
	if (status >= 500) return [`GitHub's API is in trouble (status ${status})`, false];
	return [`GitHub refused it (status ${status}): ${quoted$1(refusal.message)}`, false];
}
function isWithoutIssues({ message }, status) {
	return (status === 404 || status === 410) && /issues (are|has been|have been) disabled/i.test(message);
}
/** The answer names the needed permissions even if the refusal has another reason, so the message decides. */
function forbiddenWords({ message }) {
	if (/archived|read-only/i.test(message)) return ["the repository is archived: it accepts no issues", true];
	if (/not accessible|must have|permission/i.test(message)) return ["the token may not write issues: add `permissions: { issues: write }` to the job", true];
	return [`GitHub forbids it (status 403): ${quoted$1(message)}`, false];
}
function quoted$1(message) {
	return message === "" ? "no reason given" : JSON.stringify(terminalText(message).slice(0, 200));
}
function isAbort(cause) {
	return cause instanceof Error && cause.name === "AbortError";
}
/** Only codes: the texts of network errors quote addresses and text of the server. */
function networkWords(cause) {
	if (cause instanceof BadAnswer) return cause.message;
	if (isAbort(cause)) return "no time was left for it in this run";
	if (cause instanceof Error && cause.name === "TimeoutError") return "GitHub's API did not answer in time";
	const code = textAt$1(cause, "cause", "code") ?? textAt$1(cause, "code") ?? "";
	return `GitHub's API could not be reached${/^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : ""}`;
}
var GitHubError;
var init_refusal = __esmMin((() => {
	init_safe_text();
	init_json();
	init_transport();
	GitHubError = class extends Error {
		status;
		/** Whether every further request would fail for the same reason. */
		isFinal;
		constructor(message, status, isFinal) {
			super(message);
			this.status = status;
			this.isFinal = isFinal;
		}
		/** Whether the request may have succeeded although its answer was lost. */
		get isUnsettled() {
			return !this.isFinal && (this.status === void 0 || this.status >= 500);
		}
		/** Whether only this request was refused because of its content, and others may succeed. */
		get isRefused() {
			return !this.isFinal && !this.isUnsettled;
		}
		/** Whether its target no longer exists: deleted, or moved to another repository. */
		get isGone() {
			return !this.isFinal && (this.status === 404 || this.status === 410);
		}
	};
}));

// src/github/client.ts
var client_exports = /* @__PURE__ */ __exportAll({
	GitHubClient: () => GitHubClient,
	hastyPatience: () => hastyPatience,
	usualPatience: () => usualPatience
});
/** A server may echo the token in its answer. */
function withoutToken(refusal, token) {
	return {
		...refusal,
		message: refusal.message.replaceAll(token.reveal(), "[secret]")
	};
}
function octokitFor({ apiUrl, token, proxy }, patience) {
	const overall = new AbortController();
	setTimeout(() => overall.abort(), patience.totalMs).unref();
	return new (Octokit.plugin(retry))({
		auth: token.reveal(),
		baseUrl: apiUrl.href.replace(/\/+$/, ""),
		userAgent: "server-monitor",
		request: { fetch: boundedFetch(patience.requestMs, overall.signal, proxy) },
		retry: {
			doNotRetry: clientFaults,
			retries: mostRetries,
			retryAfterBaseValue: patience.retryMs
		}
	});
}
/** From the `Link` header. The token goes to no other server. */
function nextPage(link, apiUrl) {
	const [, address = ""] = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "") ?? [];
	return URL.parse(address)?.origin === apiUrl.origin ? address : void 0;
}
function limitError({ waitMs, which }, now) {
	const what = which === "hourly" ? "GitHub's hourly rate limit is used up" : "GitHub asks to slow down";
	const until = zonedWords(new Date(now.getTime() + Math.min(waitMs, 864e5)), utcClock(now));
	return new GitHubError(`${what}: it accepts requests again in ${durationWords(waitMs)}, at ${until}`, 429, true);
}
var usualPatience, hastyPatience, mostRetries, clientFaults, apiVersion, GitHubClient;
var init_client$1 = __esmMin((() => {
	init_promises();
	init_core$1();
	init_plugin_retry();
	init_duration();
	init_instant();
	init_limits();
	init_refusal();
	init_transport();
	usualPatience = {
		requestMs: 2e4,
		totalMs: 12e4,
		writePauseMs: 1e3,
		retryMs: 1e3,
		limitWaitMs: 6e4
	};
	hastyPatience = {
		...usualPatience,
		requestMs: 5e3,
		totalMs: 1e4,
		retryMs: 200,
		limitWaitMs: 0
	};
	mostRetries = 2;
	clientFaults = [
		400,
		401,
		403,
		404,
		410,
		422,
		429,
		451
	];
	apiVersion = "2022-11-28";
	GitHubClient = class {
		settings;
		#patience;
		#now;
		#octokit;
		#started = performance.now();
		#limitWaitMs;
		#lastWrite = Number.NEGATIVE_INFINITY;
		#end;
		constructor(settings, now, patience = usualPatience) {
			this.settings = settings;
			this.#patience = patience;
			this.#now = now;
			this.#limitWaitMs = patience.limitWaitMs;
			this.#octokit = octokitFor(settings, patience);
		}
		/** `route` as in GitHub's documentation, or a method and an address of the API. Throws GitHubError, and nothing else. */
		async send(manner, route, parameters = {}) {
			if (this.#end !== void 0) throw this.#end;
			if (manner !== "read") await this.#pauseBeforeWrite();
			try {
				return await this.#request(manner, route, parameters);
			} catch (error) {
				const refusal = withoutToken(refusalOf(error), this.settings.token);
				if (await this.#waitedFor(refusal)) return this.send(manner, route, parameters);
				const told = errorOf(refusal, this.settings.repository);
				if (told.isFinal) this.#end = told;
				throw told;
			}
		}
		/** Creates something exactly once: if the answer was lost, it is searched for before it is created again. */
		async makeOnce(make, find) {
			for (let retry = 1;; retry += 1) try {
				return await make();
			} catch (error) {
				if (!(error instanceof GitHubError) || !error.isUnsettled) throw error;
				await setTimeout$1(retry ** 2 * this.#patience.retryMs);
				const made = await find();
				if (made !== void 0) return made;
				if (retry > mostRetries) throw error;
			}
		}
		async #request(manner, route, parameters) {
			const [owner = "", repo = ""] = this.settings.repository.split("/");
			const isOfRepository = route.includes("{owner}");
			const { data, headers } = await this.#octokit.request(route, {
				...isOfRepository ? {
					owner,
					repo
				} : {},
				...parameters,
				headers: { "x-github-api-version": apiVersion },
				...manner === "create" ? { request: { retries: 0 } } : {}
			});
			return {
				data,
				next: nextPage(headers.link, this.settings.apiUrl)
			};
		}
		async #pauseBeforeWrite() {
			const rest = this.#lastWrite + this.#patience.writePauseMs - performance.now();
			if (rest > 0) await setTimeout$1(rest);
			this.#lastWrite = performance.now();
		}
		/** A refused request has changed nothing, so it may be sent again after the wait. */
		async #waitedFor(refusal) {
			const elapsed = performance.now() - this.#started;
			const now = new Date(this.#now.getTime() + elapsed);
			const limit = limitOf(refusal, now);
			if (limit === void 0) return false;
			const cost = Math.max(limit.waitMs, 1e3);
			if (cost > Math.min(this.#limitWaitMs, this.#patience.totalMs - elapsed)) {
				this.#end = limitError(limit, now);
				throw this.#end;
			}
			this.#limitWaitMs -= cost;
			await setTimeout$1(limit.waitMs);
			return true;
		}
	};
}));

// src/github/issues.ts
/** Issues that have all the labels, newest change first. */
function listIssues(github, state, withLabels) {
	return list$1(github, {
		state,
		labels: withLabels.join(",")
	});
}
/** Issues that an account wrote, with any labels. */
function listIssuesOf(github, state, creator) {
	return list$1(github, {
		state,
		creator
	});
}
/** Pull requests are issues to GitHub, and left out. */
async function list$1(github, which) {
	return (await listAll(github, `GET ${issues}`, {
		...which,
		sort: "updated",
		direction: "desc",
		per_page: perPage
	})).filter((item) => at(item, "pull_request") === void 0).map(readIssue);
}
async function createIssue(github, issue) {
	return readIssue((await github.send("create", `POST ${issues}`, { ...issue })).data);
}
async function changeIssue(github, number, change) {
	return readIssue((await github.send("change", `PATCH ${issues}/{issue_number}`, {
		issue_number: number,
		...change
	})).data);
}
async function addComment(github, number, body) {
	return readComment((await github.send("create", `POST ${issues}/{issue_number}/comments`, {
		issue_number: number,
		body
	})).data);
}
/** Oldest first; of very many the latest. */
async function listComments(github, { number, commentCount = 0 }) {
	const page = Math.max(1, Math.ceil(commentCount / perPage) - mostPages + 1);
	return (await listAll(github, `GET ${issues}/{issue_number}/comments`, {
		issue_number: number,
		per_page: perPage,
		page
	})).map(readComment);
}
function readComment(data) {
	return {
		body: textAt$1(data, "body") ?? "",
		author: textAt$1(data, "user", "login") ?? ""
	};
}
/** Whether GitHub says that issues can be assigned to this account: it may have left. */
async function isAssignable(github, assignee) {
	try {
		await github.send("read", "GET /repos/{owner}/{repo}/assignees/{assignee}", { assignee });
		return true;
	} catch (error) {
		if (error instanceof GitHubError && error.isFinal) throw error;
		return false;
	}
}
/** The repository's owner, where that is a person. undefined: an organization, or GitHub does not say. */
async function ownerIfPerson(github) {
	const [owner = ""] = github.settings.repository.split("/");
	try {
		const { data } = await github.send("read", "GET /users/{username}", { username: owner });
		return textAt$1(data, "type") === "User" ? owner : void 0;
	} catch {
		return;
	}
}
async function hasLabel(github, name) {
	try {
		await github.send("read", `GET ${labels$2}/{name}`, { name });
		return true;
	} catch (error) {
		if (!hasStatus(error, 404)) throw error;
		return false;
	}
}
/** Another run may have created it first (422). */
async function createLabel(github, label) {
	try {
		await github.send("change", `POST ${labels$2}`, { ...label });
	} catch (error) {
		if (!hasStatus(error, 422)) throw error;
	}
}
/**
* The account that the token belongs to. `GET /user` is closed to the tokens of apps, Actions' own among them; this answers
* every kind of token.
*/
async function ownLogin(github) {
	const address = `${github.settings.apiUrl.href.replace(/\/+$/, "").replace(/\/api\/v3$/, "/api")}/graphql`;
	const { data } = await github.send("read", `POST ${address}`, { query: "query { viewer { login } }" });
	const login = textAt$1(data, "data", "viewer", "login");
	if (login === void 0) throw unreadable("whose the token is");
	return login;
}
function hasStatus(error, status) {
	return error instanceof GitHubError && error.status === status;
}
async function listAll(github, route, query) {
	const first = await github.send("read", route, query);
	const items = [...listOf(first.data)];
	for (let page = 2, { next } = first; next !== void 0 && page <= mostPages; page += 1) {
		const answer = await github.send("read", `GET ${next}`);
		items.push(...listOf(answer.data));
		next = answer.next;
	}
	return items;
}
function listOf(data) {
	if (!Array.isArray(data)) throw unreadable("a list");
	return data;
}
function readIssue(data) {
	const [number, labelList] = [at(data, "number"), at(data, "labels")];
	const [created, closed] = [timeAt(data, "created_at"), timeAt(data, "closed_at")];
	if (typeof number !== "number" || !isObject$1(data) || created === void 0) throw unreadable("an issue");
	return {
		number,
		title: textAt$1(data, "title") ?? "",
		body: textAt$1(data, "body") ?? "",
		isOpen: data["state"] === "open",
		reason: textAt$1(data, "state_reason"),
		labels: (Array.isArray(labelList) ? labelList : []).flatMap(labelName),
		author: textAt$1(data, "user", "login") ?? "",
		isByBot: textAt$1(data, "user", "type") === "Bot",
		url: textAt$1(data, "html_url") ?? "",
		created,
		closed,
		commentCount: typeof data["comments"] === "number" ? data["comments"] : void 0
	};
}
function labelName(label) {
	const name = typeof label === "string" ? label : textAt$1(label, "name");
	return name === void 0 ? [] : [name];
}
function timeAt(data, key) {
	const time = Date.parse(textAt$1(data, key) ?? "");
	return Number.isNaN(time) ? void 0 : new Date(time);
}
function unreadable(what) {
	return new GitHubError(`GitHub's answer is not ${what} in the documented format`, void 0, false);
}
var issues, labels$2, perPage, mostPages;
var init_issues$1 = __esmMin((() => {
	init_json();
	init_refusal();
	issues = "/repos/{owner}/{repo}/issues";
	labels$2 = "/repos/{owner}/{repo}/labels";
	perPage = 100;
	mostPages = 10;
}));

// src/alerts/issue-labels.ts
function labelNamed(name) {
	if (name === "alert:accepted") return {
		name,
		color: "c2e0c6",
		description: "A person said that it is meant to be so: reopen it to take that back"
	};
	for (const [kind, [color, description]] of Object.entries(kindLabels)) if (name === `alert:${kind}`) return {
		name,
		color,
		description
	};
	return {
		name,
		color: "1d76db",
		description: "Opened and closed by server-monitor"
	};
}
var ourLabel, acceptedLabel, red, orange, yellow, kindLabels;
var init_issue_labels = __esmMin((() => {
	ourLabel = "server-monitor";
	acceptedLabel = "alert:accepted";
	red = "b60205";
	orange = "d93f0b";
	yellow = "fbca04";
	kindLabels = {
		outage: [red, "Many hosts turned bad in one run"],
		down: [red, "Nothing answers: ping, web page and SSH"],
		"host-key": [red, "The SSH host key changed or is unknown"],
		peer: [red, "A login or a lasting connection from an unknown address"],
		port: [orange, "A listener that the inventory does not know"],
		account: [red, "An account that can log in or has privileges has appeared"],
		raid: [red, "An array or a pool is degraded"],
		readonly: [red, "A file system has become read-only"],
		disk: [orange, "A file system is nearly full"],
		memory: [orange, "Memory is nearly used up"],
		oom: [orange, "The kernel has killed a process for want of memory"],
		check: [orange, "A check of the host is late, missing or not OK"],
		unit: [yellow, "A systemd unit has failed"],
		ssh: [orange, "The host answers, but login or probe does not work"],
		http: [orange, "The web page does not work"],
		gpu: [orange, "A GPU that was there is gone"],
		power: [orange, "Undervoltage, throttling or overheating"],
		clock: [yellow, "The clock is off"],
		reboots: [orange, "The host reboots again and again"],
		cert: [yellow, "The certificate expires soon"],
		patch: [yellow, "Package lists are old, or a reboot is pending"],
		silent: [red, "The monitor itself writes no rows"]
	};
}));

// src/alerts/issue-record.ts
/** Both lines, the marker first. */
function recordText(record) {
	const fields = [
		`revision=${record.revision}`,
		...record.since === void 0 ? [] : [`since=${isoSeconds(record.since)}`],
		...record.flapping ? ["flapping=yes"] : [],
		...record.closed === void 0 ? [] : [`closed=${record.closed}`],
		...record.findings === void 0 ? [] : [`findings=${recordable(record.findings).map(encoded).join(",")}`],
		...record.earlier.length === 0 ? [] : [`earlier=${earlierText(record.earlier)}`]
	];
	return `<!-- server-monitor ${identityOf(record)} -->\n<!-- server-monitor record ${fields.join(" ")} -->`;
}
/** undefined: the text is not of an issue of ours. */
function readRecord(body) {
	const text = body.replaceAll("\r\n", "\n");
	const [, kindText, host] = markerLine.exec(text) ?? [];
	const kind = alertKinds.find((known) => known === kindText);
	if (kind === void 0 || host === void 0) return void 0;
	return {
		kind,
		host,
		...readFields(recordLine.exec(text)?.[1] ?? "")
	};
}
/** The same text, with another record in it: what people have added to it stays, as far as there is room. */
function withRecord(body, record) {
	const rest = body.replaceAll("\r\n", "\n").replace(markerLine, "").replace(recordLine, "").trimStart();
	return `${recordText(record)}\n\n${rest}`.slice(0, longestBody).toWellFormed();
}
/** `since` never moves later while an issue is open: the rows that knew may no longer be read. */
function recordAfter(record, { kind, host, findings, since, flapping }) {
	const earliest = record.since !== void 0 && record.since < since ? record.since : since;
	return {
		kind,
		host,
		findings,
		earlier: [.../* @__PURE__ */ new Set([...record.findings ?? [], ...record.earlier])].filter((finding) => !findings.includes(finding)),
		since: earliest,
		flapping,
		revision: record.revision + 1,
		closed: void 0
	};
}
/** As many as a record holds. */
function recordable(findings, mostText = mostFindingsText) {
	let room = mostText;
	return findings.filter((finding) => {
		room -= encoded(finding).length + 1;
		return room >= 0;
	});
}
function earlierText(findings) {
	return recordable(findings, mostEarlierText).map(encoded).join(",");
}
/** Letters, digits and a few signs: nothing of a host's words can end a comment. */
function encoded(finding) {
	return encodeURIComponent(finding.toWellFormed()).replaceAll("-", "%2D");
}
function readFields(text) {
	const fields = new Map(text.split(" ").map((field) => [field.split("=")[0], field.slice(field.indexOf("=") + 1)]));
	const since = Date.parse(fields.get("since") ?? "");
	const closed = fields.get("closed");
	return {
		findings: listed$1(fields.get("findings")),
		earlier: listed$1(fields.get("earlier")) ?? [],
		since: Number.isNaN(since) ? void 0 : new Date(since),
		flapping: fields.get("flapping") === "yes",
		revision: Number(/^\d{1,9}$/.exec(fields.get("revision") ?? "")?.[0] ?? 0),
		closed: closed === "recovered" || closed === "duplicate" ? closed : void 0
	};
}
function listed$1(text) {
	return text?.split(",").filter(Boolean).flatMap(decoded);
}
function decoded(text) {
	try {
		return [decodeURIComponent(text)];
	} catch {
		return [];
	}
}
var mostFindingsText, mostEarlierText, longestBody, markerLine, recordLine;
var init_issue_record = __esmMin((() => {
	init_check_result();
	init_alert();
	mostFindingsText = 2e4;
	mostEarlierText = 4e3;
	longestBody = 65536;
	markerLine = /^<!-- server-monitor ([a-z-]+):([^\s<>]+) -->$/m;
	recordLine = /^<!-- server-monitor record ([^<>]*) -->$/m;
}));

// src/alerts/issue-advice.ts
/** Commands for a terminal, most telling first. Holds nothing of a host's own words. */
function commandsFor(alert) {
	return commands[alert.kind](alert);
}
/** The line of the inventory that accepts the findings; undefined where none does. */
function inventoryLine({ kind, findings }) {
	const key = acceptingKeys[kind];
	const accepted = [...new Set(findings.flatMap(key?.of ?? (() => [])))].slice(0, mostCopied);
	return key === void 0 || accepted.length === 0 ? void 0 : `${key.name}: …, ${accepted.join(", ")}`;
}
/** The host as the inventory calls it: a name of ours may be no name of the network's. */
function target(host) {
	return /^[A-Za-z0-9][\w.:-]*$/.test(host) ? host : "HOST";
}
function listenerCommand(finding) {
	const [, port, udp] = /^(\d{1,5})(\/udp)?$/.exec(finding) ?? [];
	return port === void 0 ? [] : [`sudo ss ${udp ? "-lunp" : "-ltnp"} 'sport = :${port}'`];
}
/** Of `eve:root`. The probe lets no other characters through, but rows may be anybody's. */
function accountOf(finding) {
	const [, name] = /^([A-Za-z0-9_][A-Za-z0-9._-]{0,31})(?::(?:root|sudo))?$/.exec(finding) ?? [];
	return name === void 0 ? [] : [name];
}
function unitOf(finding) {
	return /^[A-Za-z0-9:_.@\\-]{1,100}$/.test(finding) && !finding.startsWith("-") ? [finding] : [];
}
/** Of `backup:late`. */
function checkOf(finding) {
	const [, name] = /^([A-Za-z0-9._-]{1,40}):[a-z]+$/.exec(finding) ?? [];
	return name === void 0 ? [] : [name];
}
function portOf$1(finding) {
	return /^\d{1,5}(\/udp)?$/.test(finding) ? [finding] : [];
}
/** Of `pi@192.0.2.1`, or an address alone. A user may be called anything; the address is what follows the last `@`. */
function addressOf$1(finding) {
	const address = canonicalAddress(finding.slice(finding.lastIndexOf("@") + 1));
	return address === void 0 ? [] : [address];
}
var mostCopied, acceptingKeys, commands, monitorCommands, watchdogCommands, mostCommands;
var init_issue_advice = __esmMin((() => {
	init_address();
	mostCopied = 20;
	acceptingKeys = {
		port: {
			name: "known_ports",
			of: portOf$1
		},
		peer: {
			name: "ssh_peers",
			of: addressOf$1
		},
		account: {
			name: "known_accounts",
			of: accountOf
		}
	};
	commands = {
		outage: ({ findings }) => findings.slice(0, mostCommands).map((host) => `ping -c 4 ${target(host)}`),
		down: ({ host }) => [
			`ping -c 4 ${target(host)}`,
			`ssh -v ${target(host)} uptime`,
			"last -x reboot shutdown | head"
		],
		"host-key": ({ host }) => [`ssh-keyscan ${target(host)} 2>/dev/null | ssh-keygen -lf -   # what the network shows`, "for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done   # on the host's own console"],
		peer: () => [
			"who",
			"last -i | head -20",
			"sudo ss -tnp state established '( sport = :22 )'",
			"sudo journalctl -u ssh -n 100"
		],
		port: ({ findings }) => findings.flatMap(listenerCommand).slice(0, mostCommands),
		account: ({ findings }) => [...findings.flatMap(accountOf).slice(0, 3).map((name) => `getent passwd ${name}; id ${name}; sudo lastlog -u ${name}`), "sudo journalctl _COMM=useradd _COMM=usermod --since '30 days ago' --no-pager | tail -20"],
		raid: () => [
			"cat /proc/mdstat",
			"sudo zpool status -v",
			"sudo btrfs device stats /",
			"sudo dmesg | grep -iE 'i/o error|ata[0-9]|nvme' | tail -20"
		],
		readonly: () => ["grep -w ro /proc/mounts", "sudo dmesg | grep -iE 'remount|i/o error|ext4-fs error|xfs|btrfs' | tail -20"],
		memory: () => ["free -m", "ps aux --sort=-rss | head -15"],
		oom: () => [
			"sudo journalctl -k -g 'out of memory|oom' -n 30 --no-pager",
			"free -m",
			"ps aux --sort=-rss | head -15"
		],
		check: ({ findings }) => ["ls -l --time-style=full-iso /var/lib/server-monitor", ...findings.flatMap(checkOf).slice(0, 3).map((name) => `head -n 3 /var/lib/server-monitor/${name}`)],
		unit: ({ findings }) => ["systemctl --failed --no-pager", ...findings.flatMap(unitOf).slice(0, 3).map((unit) => `sudo journalctl -u '${unit}' -n 30 --no-pager`)],
		disk: () => [
			"df -h -l",
			"df -i -l",
			"sudo du -xh / 2>/dev/null | sort -h | tail -20",
			"journalctl --disk-usage"
		],
		ssh: ({ host }) => [`ssh -v ${target(host)} true`, "sudo journalctl -u ssh -n 50"],
		http: () => ["sudo systemctl status nginx apache2 --no-pager", "sudo ss -ltnp '( sport = :80 or sport = :443 )'"],
		gpu: () => [
			"nvidia-smi",
			"sudo dmesg | grep -iE 'xid|nvrm' | tail -20",
			"lspci | grep -i nvidia"
		],
		power: () => [
			"vcgencmd get_throttled",
			"sensors",
			"sudo dmesg | grep -iE 'voltage|throttl|thermal' | tail -20"
		],
		clock: () => [
			"timedatectl",
			"chronyc tracking || timedatectl timesync-status",
			"date -u"
		],
		reboots: () => [
			"last -x reboot shutdown | head",
			"sudo journalctl --list-boots --no-pager | tail -5",
			"sudo journalctl -b -1 -n 50 --no-pager"
		],
		cert: () => ["sudo certbot certificates", "systemctl list-timers | grep -iE 'certbot|acme'"],
		patch: () => [
			"ls -l /run/reboot-required /run/reboot-required.pkgs; cat /run/reboot-required.pkgs",
			"systemctl list-timers --no-pager | grep -iE 'apt|dnf|update'",
			"sudo apt update && apt list --upgradable"
		],
		silent: ({ findings }) => findings.includes("runs") ? watchdogCommands : monitorCommands
	};
	monitorCommands = [
		"sudo systemctl status 'actions.runner.*' --no-pager   # active (running)?",
		"sudo journalctl -u 'actions.runner.*' -n 30 --no-pager   # a runner that is 30 days behind gets no jobs",
		"df -h / && df -i /   # a full disk",
		"sudo journalctl -u server-monitor-dispatch -n 5 --no-pager   # 401: the token of the timer has expired",
		"gh run list --workflow check.yml --limit 5"
	];
	watchdogCommands = [
		"gh workflow enable watchdog.yml",
		"gh workflow run watchdog.yml",
		"gh run list --workflow watchdog.yml --limit 5"
	];
	mostCommands = 5;
}));

// src/alerts/issue-text.ts
/** Whose alerts are about single things that come, go and can be accepted one by one. */
function hasParts({ kind }) {
	return partKinds.includes(kind);
}
/** Titles know no Markdown but code, and reach mails and other sites: plain words only. */
function issueTitle(alert) {
	const words = subjectText(alertFinding(alert)).replace(/[^\p{L}\p{N} .,:/@%()_-]/gu, "?").replace(/\/(?!udp\b)|(?<![\p{L}\p{N}])@|:(?=\/)/gu, "?");
	return `${`[${alert.kind}] ${subjectText(alert.host)}: ${words}`.slice(0, longestTitle).toWellFormed()}${alert.flapping ? " (comes and goes)" : ""}`;
}
function issueBody(alert, record, context) {
	const clock = utcClock(context.now);
	return `${[
		recordText(record),
		...opening$1(alert, record.since ?? alert.since, clock),
		...findingList(alert, context.details, clock),
		...evidenceTable(alert, clock),
		`### What to do\n\n${alertAdvice(alert)}`,
		fenced("sh", commandsFor(alert)),
		...acceptance(alert),
		footer$1(context, clock)
	].filter((text) => text !== "").join("\n\n")}\n`;
}
function opening$1(alert, since, clock) {
	const detail = code(alertDetail(alert));
	const seen = `since ${instantWords(since, clock)}, last seen ${instantWords(alert.seen, clock)}`;
	return [
		`${code({ untrusted: terminalText(alertFinding(alert)) }, 400)} on ${code(alert.host)} ${seen}${detail && `: ${detail}`}.`,
		...alert.kind === "silent" ? [ageWords$1(alert, clock)] : [],
		...alert.flapping ? ["It **comes and goes**: this issue stays open until it has been quiet for a while."] : []
	];
}
function ageWords$1({ findings, since, seen }, clock) {
	return `${findings.includes("runs") ? "Its last run was on" : "Its newest row is of"} ${instantWords(since, clock)}, ${durationWords(seen.getTime() - since.getTime())} before this was written.`;
}
function findingList(alert, details, clock) {
	if (!hasParts(alert) && alert.kind !== "outage") return [];
	const lines = alert.findings.slice(0, mostListed$1).map((finding) => `- ${findingLine(alert, finding, details, clock)}`);
	const more = alert.findings.length - lines.length;
	return [[
		"### What was found\n",
		...lines,
		...more > 0 ? [`- and ${more} more`] : []
	].join("\n")];
}
function findingLine(alert, finding, details, clock) {
	const sighting = alert.sightings.find((seen) => seen.finding === finding);
	const words = details.filter((detail) => detail.finding === finding).map((detail) => code(detail.words));
	const seen = sighting === void 0 ? [] : [`first seen ${instantWords(sighting.first, clock)}, in ${count$2(sighting.rows, "check")}`];
	return [
		code(finding),
		...words.slice(0, 3),
		...seen
	].filter(Boolean).join(" · ");
}
function evidenceTable({ kind, evidence }, clock) {
	const rows = evidence.slice(0, mostRows$2);
	const columns = evidenceOf(kind).filter((key) => rows.some((row) => valueWords(key, row) !== ""));
	if (columns.length === 0) return [];
	return [["### What the checks saw\n", ...[
		["time", ...columns.map((key) => columnTable[key].title)],
		["---", ...columns.map(() => "---")],
		...rows.map((row) => [instantWords(row.time, clock), ...columns.map((key) => code(valueWords(key, row)))])
	].map((cells) => `| ${cells.join(" | ")} |`)].join("\n")];
}
function acceptance(alert) {
	const line = inventoryLine(alert);
	const vouch = line === void 0 ? [] : ["In the inventory, at this host:", fenced("yml", [line])];
	const effect = hasParts(alert) ? "Close this issue as **not planned**: what it lists is never raised again, anything new is. Reopen it to take that back." : "Close this issue as **not planned**: it is not raised again before it has recovered once.";
	return [
		"### If it is meant to be so",
		...vouch,
		effect
	];
}
function footer$1({ now, resultsUrl }, clock) {
	const results = resultsUrl === void 0 ? "" : ` [All results](<${resultsUrl.href}>).`;
	return `---\n\nWritten by server-monitor at ${zonedWords(now, clock)}, the zone of all times here. It closes by itself on recovery, and this text is rewritten when what is found changes, not at every check.${results}`;
}
function fenced(language, lines) {
	return lines.length === 0 ? "" : `\`\`\`${language}\n${lines.join("\n")}\n\`\`\``;
}
function commentOf(record, words) {
	const mark = `<!-- server-monitor comment ${record.revision} -->`;
	return {
		mark,
		body: `${mark}\n${words}`
	};
}
function changeWords$1(before, now) {
	const added = now.filter((finding) => !before?.includes(finding));
	const gone = (before ?? []).filter((finding) => !now.includes(finding));
	return [...added.length > 0 ? [`Now${before === void 0 ? "" : " also"}: ${codes(added)}.`] : [], ...gone.length > 0 ? [`No longer: ${codes(gone)}.`] : []].join("\n\n");
}
function recoveryWords(record, why, issueCreated, now) {
	const since = record.since ?? issueCreated;
	const clock = utcClock(now);
	const lasted = durationWords(now.getTime() - since.getTime());
	return `${overWords[why]} ${zonedWords(now, clock)}, after ${lasted} (since ${zonedWords(since, clock)}).`;
}
function returnWords(alert, why) {
	const words = code({ untrusted: terminalText(alertFinding(alert)) }, 400);
	if (why === "back") return `It is back since ${zonedWords(alert.since, utcClock(alert.seen))}: ${words}.`;
	return `Closed as completed, but checks after that still find it: ${words}. Close it as **not planned** if it is meant to be so.`;
}
function codes(findings) {
	const shown = findings.slice(0, mostListed$1).map((finding) => code(finding));
	const more = findings.length - shown.length;
	return [...shown, ...more > 0 ? [`${more} more`] : []].join(", ");
}
/** Cut after it was made printable, which makes text longer. */
function code(text, longest = longestCell) {
	const line = terminalText(text);
	return markdownCode(line.length > longest ? `${line.slice(0, longest)}…` : line);
}
var mostListed$1, mostRows$2, longestCell, longestTitle, partKinds, overWords;
var init_issue_text = __esmMin((() => {
	init_columns();
	init_words();
	init_safe_text();
	init_count();
	init_duration();
	init_instant();
	init_alert_words();
	init_finders();
	init_issue_advice();
	init_issue_record();
	mostListed$1 = 30;
	mostRows$2 = 10;
	longestCell = 160;
	longestTitle = 200;
	partKinds = [
		"port",
		"peer",
		"account",
		"unit",
		"readonly"
	];
	overWords = {
		well: "Recovered: not found any more at",
		gone: "No longer watched, as of",
		accepted: "All of it has been accepted, as of"
	};
}));

// src/alerts/issue-creation.ts
/** A new issue, or one that has lost its label. */
async function raise$1(alert, delivery) {
	const { kind, host, findings, since, flapping } = alert;
	const labels = [ourLabel, `alert:${kind}`];
	for (const label of labels) await ensure(label, delivery);
	const unlabelled = delivery.unlabelled.find(isOf$1(alert));
	if (unlabelled !== void 0) return labelAnew(unlabelled, alert, labels, delivery);
	const text = textOf(alert, {
		kind,
		host,
		findings,
		earlier: [],
		since,
		flapping,
		revision: 0,
		closed: void 0
	}, delivery);
	const made = () => create({
		...text,
		labels
	}, delivery);
	const issue = await delivery.github.makeOnce(made, () => openIssueOf(alert, delivery));
	if (!issue.labels.includes("server-monitor")) throw new GitHubError(`issue #${issue.number} was made without its labels: add \`permissions: { issues: write }\` to the job`, void 0, true);
	return issue;
}
async function openIssueOf(alert, { github, ours }) {
	return (await ours(await listIssues(github, "open", [ourLabel, `alert:${alert.kind}`]))).find(isOf$1(alert))?.issue;
}
function isOf$1(alert) {
	return ({ record }) => identityOf(record) === identityOf(alert);
}
function labelAnew(own, alert, labels, delivery) {
	const all = [.../* @__PURE__ */ new Set([...own.issue.labels, ...labels])];
	return change(own, {
		...textOf(alert, recordAfter(own.record, alert), delivery),
		labels: all
	}, delivery);
}
/** Somebody who left must not keep an alert from being raised. */
async function create(issue, delivery) {
	const assignees = (await delivery.assignees()).filter((login) => !delivery.unassignable.has(login));
	if (assignees.length === 0) return createIssue(delivery.github, issue);
	try {
		return await createIssue(delivery.github, {
			...issue,
			assignees
		});
	} catch (error) {
		if (!hasStatus(error, 422)) throw error;
		return createForTheRest(issue, assignees, delivery);
	}
}
/** Where all of them can be assigned, it may still be that they are too many: then nobody is. */
async function createForTheRest(issue, asked, delivery) {
	const { github, unassignable, warnings } = delivery;
	const assignable = [];
	for (const login of asked) if (await isAssignable(github, login)) assignable.push(login);
	const assignees = assignable.length < asked.length ? assignable : [];
	const made = await createIssue(github, {
		...issue,
		assignees
	});
	const gone = asked.filter((login) => !assignees.includes(login));
	for (const login of gone) unassignable.add(login);
	warnings.push(`assignees: GitHub does not assign issues to ${gone.join(", ")}: give them access to the repository, or take them out of the input`);
	return made;
}
function textOf(alert, record, { now, resultsUrl, details }) {
	const context = {
		now,
		resultsUrl,
		details: details.get(identityOf(alert)) ?? []
	};
	return {
		title: issueTitle(alert),
		body: issueBody(alert, record, context)
	};
}
function change({ issue }, to, { github }) {
	return changeIssue(github, issue.number, to);
}
/** GitHub makes a label that an issue names and nobody knows, only without its color and description. */
async function ensure(name, delivery) {
	const { github, labels } = delivery;
	if (labels.has(name)) return;
	const isThere = await labelTask(hasLabel(github, name), true, name, delivery);
	if (!isThere && name === "server-monitor") await findUnlabelled(delivery);
	labels.add(name);
	if (!isThere) await labelTask(createLabel(github, labelNamed(name)), void 0, name, delivery);
}
async function labelTask(task, otherwise, name, { warnings }) {
	try {
		return await task;
	} catch (error) {
		if (!(error instanceof GitHubError) || error.isFinal) throw error;
		warnings.push(`the label ${name} could not be looked up or made: ${error.message}`);
		return otherwise;
	}
}
/** By our label issues are found. Where somebody has deleted it, they are there without it. */
async function findUnlabelled({ github, ours, login, unlabelled }) {
	unlabelled.push(...await ours(await listIssuesOf(github, "open", await login())));
}
var init_issue_creation = __esmMin((() => {
	init_issues$1();
	init_refusal();
	init_alert();
	init_issue_labels();
	init_issue_record();
	init_issue_text();
}));

// src/alerts/issue-delivery.ts
/** The issue as it is afterwards. One that somebody has deleted or moved since it was read is made anew, if there is need. */
async function deliver$1(action, delivery) {
	try {
		return await perform(action, delivery);
	} catch (error) {
		if (!(error instanceof GitHubError && error.isGone) || action.does === "open") throw error;
		return "alert" in action ? raise$1(action.alert, delivery) : action.own.issue;
	}
}
function perform(action, delivery) {
	switch (action.does) {
		case "open": return raise$1(action.alert, delivery);
		case "keep": return action.own.issue;
		case "update": return update(action.alert, action.own, delivery);
		case "reopen": return reopen(action.alert, action.own, action.why, delivery);
		case "recover": return recover(action.own, action.why, delivery);
		case "close-duplicate": return closeDuplicate(action.own, action.first, delivery);
		case "accept": return accept(action.own, delivery);
		case "end-acceptance": return change(action.own, notAccepted(action.own), delivery);
	}
}
async function update(alert, own, delivery) {
	const record = recordAfter(own.record, alert);
	const words = alert.flapping ? flappingWords(own.record, alert) : changeWords$1(own.record.findings, alert.findings);
	if (words !== "") await commentOnce(own, record, words, delivery);
	return change(own, {
		...textOf(alert, record, delivery),
		...notAccepted(own)
	}, delivery);
}
async function reopen(alert, own, why, delivery) {
	const record = recordAfter(own.record, alert);
	const asNow = why === "back" ? {
		...record,
		since: alert.since
	} : record;
	await commentOnce(own, record, returnWords(alert, why), delivery);
	return change(own, {
		state: "open",
		state_reason: "reopened",
		...textOf(alert, asNow, delivery),
		...notAccepted(own)
	}, delivery);
}
async function recover(own, why, delivery) {
	const record = {
		...own.record,
		revision: own.record.revision + 1,
		closed: "recovered"
	};
	await commentOnce(own, record, recoveryWords(own.record, why, own.issue.created, delivery.now), delivery);
	return change(own, {
		state: "closed",
		state_reason: "completed",
		body: withRecord(own.issue.body, record)
	}, delivery);
}
async function closeDuplicate(own, first, delivery) {
	const record = {
		...own.record,
		revision: own.record.revision + 1,
		closed: "duplicate"
	};
	await commentOnce(own, record, `Two issues for one alert: it goes on in #${first}.`, delivery);
	return change(own, {
		state: "closed",
		state_reason: "duplicate",
		body: withRecord(own.issue.body, record)
	}, delivery);
}
async function accept(own, delivery) {
	await ensure(acceptedLabel, delivery);
	const labels = [...own.issue.labels, acceptedLabel];
	return await orIfRefused$1(change(own, { labels }, delivery), "was not labelled as accepted", own, delivery) ?? own.issue;
}
/** Of what comes and goes, only what this issue has never listed. */
function flappingWords({ findings = [], earlier }, alert) {
	const told = /* @__PURE__ */ new Set([...findings, ...earlier]);
	return changeWords$1(findings, findings.concat(alert.findings.filter((finding) => !told.has(finding))));
}
/**
* A comment comes before the change that makes it stale. If the change failed, the next run comes here again, and finds
* what it would say already said.
*/
async function commentOnce(own, record, words, delivery) {
	const { issue } = own;
	const { github } = delivery;
	const { mark, body } = commentOf(record, words);
	const isOurs = (comment) => comment.author === issue.author && comment.body.startsWith(mark);
	const find = async () => (await listComments(github, issue)).find(isOurs);
	if (issue.commentCount !== 0 && await find() !== void 0) return;
	await orIfRefused$1(github.makeOnce(() => addComment(github, issue.number, body), find), "was changed without a comment", own, delivery);
}
/** A locked issue, or one of 2,500 comments, takes no more of them: that keeps nothing else from being done. */
async function orIfRefused$1(work, what, { issue, record }, delivery) {
	try {
		return await work;
	} catch (error) {
		if (!(error instanceof GitHubError && error.isRefused) || error.isGone) throw error;
		delivery.warnings.push(`the issue of ${identityOf(record)} (#${issue.number}) ${what}: ${error.message}`);
		return;
	}
}
/** Labels are replaced as a whole: only where one is to go. */
function notAccepted({ issue: { labels } }) {
	return labels.includes("alert:accepted") ? { labels: labels.filter((label) => label !== acceptedLabel) } : {};
}
var init_issue_delivery = __esmMin((() => {
	init_issues$1();
	init_refusal();
	init_alert();
	init_issue_creation();
	init_issue_labels();
	init_issue_record();
	init_issue_text();
}));

// src/alerts/issue-plan.ts
function planIssues(input) {
	const issues = Map.groupBy(input.issues.filter(isIn$1(input)), ({ record }) => identityOf(record));
	const alerts = worstFirst$1(input.alerts.filter(isInScope(input)));
	const lasting = alerts.map((alert) => planAlert(alert, issues.get(identityOf(alert)) ?? [], input));
	const alerted = new Set(alerts.map(identityOf));
	const ended = [...issues].flatMap(([identity, own]) => alerted.has(identity) ? [] : planEnd(own, input));
	return {
		actions: [...lasting.flatMap(({ actions }) => actions), ...ended],
		accepted: lasting.flatMap(({ accepted }) => accepted)
	};
}
function isInScope({ kinds, isOurs }) {
	return ({ kind, host }) => kinds.includes(kind) && isOurs(host);
}
function isIn$1(scope) {
	const inScope = isInScope(scope);
	return ({ record }) => inScope(record);
}
function planAlert(alert, own, input) {
	const covering = own.filter((one) => isAcceptance(one) && covers(one, alert));
	const accepted = acceptedOf(alert, covering, openOnes(own));
	const left = limitedTo(alert, (finding) => !accepted.includes(finding));
	const isAccepted = left.findings.length === 0;
	return {
		actions: [...(accepted.length === 0 ? [] : covering.filter((one) => !isMarked(one))).map((one) => ({
			does: "accept",
			own: one
		})), ...isAccepted ? openOnes(own).flatMap((one) => recovery$2(one, "accepted")) : planLasting(left, own, input)],
		accepted: accepted.length === 0 ? [] : [{
			identity: identityOf(alert),
			findings: accepted
		}]
	};
}
/** Of what is accepted until it recovers, an open issue is the last word. */
function acceptedOf(alert, covering, open) {
	const listedBy = (issues) => (finding) => issues.some((one) => lists(one, finding));
	const accepted = alert.findings.filter(listedBy(covering));
	return hasParts(alert) ? accepted : accepted.filter((finding) => !listedBy(open)(finding));
}
function planLasting(alert, own, input) {
	const [first, ...others] = openOnes(own);
	if (first !== void 0) return [{
		does: isCurrent(first, alert) ? "keep" : "update",
		alert,
		own: first
	}, ...others.map((one) => duplicate(one, first))];
	const latest = latestClosed(own);
	if (latest === void 0) return [{
		does: "open",
		alert
	}];
	return planReturn(alert, latest, input);
}
/** The alert is here, and the newest of its issues was closed because it was gone or said to be done. */
function planReturn(alert, own, input) {
	const closed = closedAt(own);
	if (own.record.closed === void 0 && alert.since <= closed && listsAll(own, alert)) return isStillFound(alert, closed, input) ? [{
		does: "reopen",
		alert,
		own,
		why: "lasts"
	}] : [];
	return [input.now.getTime() - closed.getTime() < dayMs$6 ? {
		does: "reopen",
		alert,
		own,
		why: "back"
	} : {
		does: "open",
		alert
	}];
}
function planEnd(own, { standing }) {
	const [now] = own.map(({ record }) => standing(record.kind, record.host));
	if (now !== "well" && now !== "gone") return [];
	const [first, ...others] = openOnes(own);
	const ended = own.filter((one) => isAcceptance(one) && !hasParts(one.record) && isMarked(one));
	return [...first === void 0 ? [] : [...others.map((one) => duplicate(one, first)), ...recovery$2(first, now)], ...ended.map((one) => ({
		does: "end-acceptance",
		own: one
	}))];
}
/** A person who reopens what had recovered wants it open. */
function recovery$2(own, why) {
	return own.record.closed === void 0 ? [{
		does: "recover",
		own,
		why
	}] : [];
}
function duplicate(own, first) {
	return {
		does: "close-duplicate",
		own,
		first: first.issue.number
	};
}
/** The oldest first. */
function openOnes(own) {
	return own.filter(({ issue }) => issue.isOpen).toSorted((a, b) => a.issue.number - b.issue.number);
}
function latestClosed(own) {
	return own.filter((one) => !one.issue.isOpen && !isAcceptance(one) && one.record.closed !== "duplicate").toSorted((a, b) => closedAt(b).getTime() - closedAt(a).getTime())[0];
}
function closedAt({ issue }) {
	return issue.closed ?? issue.created;
}
/** Whether a person has said that it is meant to be so. */
function isAcceptance({ issue, record }) {
	return !issue.isOpen && (issue.reason === "not_planned" || issue.reason === "duplicate") && record.closed === void 0;
}
function covers(own, alert) {
	if (!alert.findings.some((finding) => lists(own, finding))) return false;
	return hasParts(alert) || isMarked(own) || alert.since <= closedAt(own);
}
/** Of an issue whose list nobody can read any more, ports and peers are not taken for accepted. */
function lists({ record }, finding) {
	return record.findings?.includes(finding) ?? !hasParts(record);
}
function isMarked({ issue }) {
	return issue.labels.includes(acceptedLabel);
}
function listsAll(own, alert) {
	return alert.findings.every((finding) => lists(own, finding));
}
function isStillFound({ evidence }, closed, { now, confirm }) {
	return evidence.filter(({ time }) => time > closed).length >= confirm || now.getTime() - closed.getTime() >= dayMs$6;
}
function isCurrent({ issue, record }, alert) {
	const [listed, found] = [record.findings, recordable(alert.findings)];
	return listed?.length === found.length && found.every((finding) => listed.includes(finding)) && record.flapping === alert.flapping && record.closed === void 0 && !isMarked({
		issue,
		record
	});
}
var dayMs$6;
var init_issue_plan = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_issue_labels();
	init_issue_record();
	init_issue_text();
	dayMs$6 = 864e5;
}));

// src/alerts/issues.ts
var issues_exports = /* @__PURE__ */ __exportAll({ issueTracker: () => issueTracker });
function issueTracker(settings) {
	const github = new GitHubClient(settings.github, settings.now, settings.patience);
	const tracker = {
		settings,
		github,
		...ownership(settings.github, github),
		closed: closedIssues(github),
		assignees: assigneesOf(settings)
	};
	let reading;
	const read = () => {
		reading ??= readIssues(tracker);
		return reading;
	};
	return {
		prepare: () => orIfRefused(read(), void 0).then(() => void 0),
		accepted: async (current) => {
			return (await orIfRefused(read().then((issues) => planFor(current, tracker, issues)), void 0))?.accepted ?? [];
		},
		sync: (current) => sync$1(current, tracker, read)
	};
}
async function orIfRefused(work, otherwise) {
	try {
		return await work;
	} catch (error) {
		if (error instanceof GitHubError) return otherwise;
		throw error;
	}
}
async function sync$1(current, tracker, read) {
	try {
		const plan = await planFor(current, tracker, await read());
		return {
			...await deliverAll(plan.actions, deliveryOf(current, tracker)),
			accepted: plan.accepted
		};
	} catch (error) {
		if (!(error instanceof GitHubError)) throw error;
		return {
			open: [],
			accepted: [],
			opened: [],
			closed: [],
			waiting: [],
			undelivered: [`the issues could not be read, ${`${count$2(current.alerts.length, "alert")} stand${current.alerts.length === 1 ? "s" : ""}`}: ${error.message}`],
			warnings: []
		};
	}
}
async function readIssues({ github, ours }) {
	const open = await listIssues(github, "open", [ourLabel]);
	const accepted = await listIssues(github, "closed", [acceptedLabel]);
	return await ours([...open, ...accepted]);
}
/** What would be opened may have been there before, or been accepted: closed issues are looked at only then. */
async function planFor(current, { settings, ours, closed: closedOf }, issues) {
	const plan = planIssues({
		...current,
		...settings,
		issues
	});
	const kinds = new Set(plan.actions.flatMap((action) => action.does === "open" ? [action.alert.kind] : []));
	if (kinds.size === 0) return plan;
	const closed = [];
	for (const kind of kinds) closed.push(...await closedOf(kind));
	const known = new Set(issues.map(({ issue }) => issue.number));
	const more = await ours(closed.filter(({ number }) => !known.has(number)));
	return planIssues({
		...current,
		...settings,
		issues: [...issues, ...more]
	});
}
function closedIssues(github) {
	const lists = /* @__PURE__ */ new Map();
	return (kind) => {
		const list = lists.get(kind) ?? listIssues(github, "closed", ["server-monitor", `alert:${kind}`]);
		lists.set(kind, list);
		return list;
	};
}
function ownership({ token }, github) {
	const isPersonal = /^(ghp_|github_pat_|gho_|ghu_)/.test(token.reveal());
	let asked;
	const login = () => {
		asked ??= ownLogin(github);
		return asked;
	};
	const ours = async (issues) => {
		const marked = issues.flatMap((issue) => {
			const record = readRecord(issue.body);
			return record === void 0 ? [] : [{
				issue,
				record
			}];
		});
		const author = await (marked.some(({ issue }) => isPersonal || issue.isByBot && issue.author !== actionsLogin) ? login() : asked ?? actionsLogin);
		return marked.filter(({ issue }) => issue.author === author);
	};
	return {
		ours,
		login
	};
}
function deliveryOf({ details = /* @__PURE__ */ new Map() }, { settings, github, ours, login, assignees }) {
	const { now, resultsUrl } = settings;
	return {
		github,
		ours,
		login,
		now,
		assignees,
		resultsUrl,
		details,
		labels: /* @__PURE__ */ new Set(),
		unlabelled: [],
		unassignable: /* @__PURE__ */ new Set(),
		warnings: []
	};
}
/**
* A phone gets a notification of an assignment, and none of a new issue: without names, the owner is assigned. That this
* may not be asked for must not end the delivery, so the question has a client of its own.
*/
function assigneesOf({ assignees = [], github, now }) {
	let owner;
	return async () => {
		if (assignees.length > 0) return assignees;
		owner ??= ownerIfPerson(new GitHubClient(github, now, hastyPatience));
		return [await owner ?? []].flat();
	};
}
async function deliverAll(actions, delivery) {
	const { now: chosen, later } = share(actions);
	const [done, failed] = [[], []];
	for (const action of chosen) {
		const outcome = await attempt$2(action, delivery);
		if ("issue" in outcome) done.push(outcome);
		else failed.push(outcome);
	}
	const standing = [...failed.map(({ action }) => action), ...later].flatMap(standingIssue);
	return {
		open: [...done.flatMap(openIssue), ...standing],
		opened: done.filter(({ action }) => action.does === "open" || action.does === "reopen").map(linkOf$1),
		closed: done.filter(({ action }) => action.does === "recover").map(linkOf$1),
		waiting: later.map(nameOf$3),
		undelivered: sentences(failed),
		warnings: delivery.warnings
	};
}
async function attempt$2(action, delivery) {
	try {
		return {
			action,
			issue: await deliver$1(action, delivery)
		};
	} catch (error) {
		if (!(error instanceof GitHubError)) throw error;
		return {
			action,
			error
		};
	}
}
/** The rest has its turn in the next run. */
function share(actions) {
	const starts = actions.filter((action) => "alert" in action && action.does !== "keep");
	const ends = actions.filter((action) => !("alert" in action));
	const later = /* @__PURE__ */ new Set([...starts.slice(mostAtOnce), ...ends.slice(mostAtOnce)]);
	return {
		now: actions.filter((action) => !later.has(action)),
		later: [...later]
	};
}
function openIssue({ action, issue: { number, url } }) {
	return "alert" in action ? [{
		alert: action.alert,
		number,
		url
	}] : [];
}
/** An issue that could not be brought up to date is open all the same. */
function standingIssue(action) {
	if (action.does !== "update") return [];
	const { number, url } = action.own.issue;
	return [{
		alert: action.alert,
		number,
		url
	}];
}
function linkOf$1({ action, issue: { number, url } }) {
	return {
		identity: nameOf$3(action),
		number,
		url
	};
}
function nameOf$3(action) {
	return identityOf("alert" in action ? action.alert : action.own.record);
}
/** One for each reason and task. */
function sentences(failed) {
	return [...Map.groupBy(failed, ({ action, error }) => `${tasks[action.does]}: ${error.message}`)].map(([reason, group]) => {
		const names = group.slice(0, mostNamed).map(({ action }) => nameOf$3(action));
		const more = group.length > mostNamed ? ` and ${group.length - mostNamed} more` : "";
		return `the issue of ${names.join(", ")}${more} ${reason}`;
	});
}
var mostAtOnce, actionsLogin, tasks, mostNamed;
var init_issues = __esmMin((() => {
	init_client$1();
	init_issues$1();
	init_refusal();
	init_count();
	init_alert();
	init_issue_delivery();
	init_issue_labels();
	init_issue_plan();
	init_issue_record();
	mostAtOnce = 30;
	actionsLogin = "github-actions[bot]";
	tasks = {
		open: "was not raised",
		keep: "was not kept",
		update: "was not brought up to date",
		reopen: "was not reopened",
		recover: "was not closed",
		"close-duplicate": "is still open twice",
		accept: "was not labelled as accepted",
		"end-acceptance": "is still labelled as accepted"
	};
	mostNamed = 5;
}));

// src/commands/alerting.ts
/** The issues are asked for at once, and waited for when they are needed. */
async function openAlerting(call, { rules, unread }, isOurs) {
	const tracker = unread === void 0 ? await openIssueTracker(call) : "earlier rows could not be read";
	if (typeof tracker !== "string") tracker.prepare();
	return {
		rules,
		...typeof tracker === "string" ? {
			tracker: void 0,
			why: tracker
		} : {
			tracker,
			why: void 0
		},
		isOurs: (host) => host === "monitor" || isOurs(host) || rules.standing("down", host) === "gone"
	};
}
/** A text says why there are no issues. */
async function openIssueTracker({ inputs, surroundings, now }) {
	const { apiUrl, repository, proxy } = surroundings.github;
	const { issues, token, confirm, assignees } = inputs;
	if (!issues) return "issues is false";
	if (repository === void 0) return "GITHUB_REPOSITORY does not say which repository they would be in";
	if (token === void 0) return "there is no token to write them with";
	const { issueTracker } = await Promise.resolve().then(() => (init_issues(), issues_exports));
	return issueTracker({
		now,
		confirm,
		assignees,
		github: {
			apiUrl,
			repository,
			token,
			proxy
		},
		resultsUrl: resultsUrl({
			inputs,
			surroundings
		}, "tree")
	});
}
/** Where people look at the results folder, or at a file in it. */
function resultsUrl({ inputs, surroundings }, kind, ...names) {
	const { serverUrl, repository } = surroundings.github;
	if (repository === void 0 || inputs.resultsInRepository === void 0) return void 0;
	const path = [
		repository,
		kind,
		inputs.branch ?? "HEAD",
		inputs.resultsInRepository,
		...names
	].join("/");
	return new URL(path, `${serverUrl.href.replace(/\/+$/, "")}/`);
}
async function evaluate({ rules, tracker, isOurs }, results) {
	const changes = rules.add(results.map(rowOf$1)).filter(({ alert }) => isOurs(alert.host));
	const alerts = rules.open();
	const { standing } = rules;
	const found = {
		alerts,
		kinds: watchedKinds,
		isOurs,
		standing,
		details: listenerDetails(results)
	};
	const left = await withoutAccepted(tracker, {
		...found,
		alerts: [...alerts, ...changes.map(({ alert }) => alert)],
		isOurs: () => true
	});
	return {
		found,
		open: alerts.flatMap(left),
		changes: changes.flatMap((change) => left(change.alert).map((alert) => changeOf$1(change, alert)))
	};
}
/** Where all that was told before has been accepted, the alert is new to people. */
function changeOf$1(change, alert) {
	const added = change.added.filter((finding) => alert.findings.includes(finding));
	const isNew = alert !== change.alert && change.what === "changed" && added.length === alert.findings.length;
	return {
		...change,
		what: isNew ? "opened" : change.what,
		added,
		alert
	};
}
/** What is left of an alert: nothing, it, or it with fewer findings. */
async function withoutAccepted(tracker, found) {
	const late = new Promise((resolve) => void setTimeout(() => resolve([]), acceptedLimitMs).unref());
	const accepted = found.alerts.length === 0 ? [] : await Promise.race([tracker?.accepted(found) ?? [], late]);
	const byIdentity = new Map(accepted.map(({ identity, findings }) => [identity, findings]));
	return (alert) => {
		const rest = limitedTo(alert, (finding) => !byIdentity.get(identityOf(alert))?.includes(finding));
		return rest.findings.length === 0 ? [] : [rest];
	};
}
async function deliver({ tracker }, { found }) {
	if (tracker === void 0) return {
		issueUrl: () => void 0,
		faults: [],
		warnings: []
	};
	const { open, closed, opened, undelivered, warnings } = await tracker.sync(found);
	const links = [
		...closed,
		...opened,
		...open.map(({ alert, url }) => ({
			identity: identityOf(alert),
			url
		}))
	];
	const urls = new Map(links.map(({ identity, url }) => [identity, url]));
	return {
		issueUrl: (alert) => urls.get(identityOf(alert)),
		faults: undelivered,
		warnings
	};
}
/** Who owns the ports that an alert is about: what a row does not say. */
function listenerDetails(results) {
	const details = results.map(({ host, facts }) => {
		const words = facts?.listeners?.map((each) => ({
			finding: portText(each),
			words: listenerWords(each)
		})) ?? [];
		return [identityOf({
			kind: "port",
			host
		}), words];
	});
	return new Map(details);
}
var acceptedLimitMs, noEvaluation, watchedKinds;
var init_alerting = __esmMin((() => {
	init_alert();
	init_listener_words();
	init_outage();
	init_check_result();
	init_row();
	acceptedLimitMs = 5e3;
	noEvaluation = {
		open: [],
		changes: [],
		found: {
			alerts: [],
			kinds: [],
			isOurs: () => false,
			standing: () => "unknown"
		}
	};
	watchedKinds = alertKinds.filter((kind) => kind !== "silent");
}));

// src/probes/cookies.ts
var cookieLimit, bytesLimit, Cookies;
var init_cookies = __esmMin((() => {
	cookieLimit = 50;
	bytesLimit = 4096;
	Cookies = class {
		#cookies = /* @__PURE__ */ new Map();
		/** Values of `Set-Cookie`. Invalid cookies, and those above the limits, are ignored. */
		take(lines) {
			for (const line of lines.filter(({ length }) => length <= bytesLimit)) {
				const [, name = "", value = "", attributes = ""] = /^\s*([!-:<>-~]+)=([^;]*)(.*)$/.exec(line) ?? [];
				if (name === "" || /[\x00-\x1f\x7f]/.test(value)) continue;
				if (/;\s*max-age=(?:0|-)/i.test(attributes)) this.#cookies.delete(name);
				else if (this.#cookies.size < cookieLimit || this.#cookies.has(name)) this.#cookies.set(name, {
					value: value.trim(),
					secureOnly: /;\s*secure\s*(?:;|$)/i.test(attributes)
				});
			}
		}
		/** The header `Cookie` for a request to the same host; undefined if there are no cookies. */
		headerFor({ protocol }) {
			const cookies = [...this.#cookies].filter(([, { secureOnly }]) => protocol === "https:" || !secureOnly);
			return cookies.length === 0 ? void 0 : cookies.map(([name, { value }]) => `${name}=${value}`).join("; ");
		}
	};
}));

// src/probes/redirects.ts
/**
* The redirect target of a response; undefined for any other response, and for a target that is never followed. `locations` are
* the values of all `Location` headers: like browsers, contradicting ones are rejected.
*/
function redirectTarget(status, locations, from) {
	const [location, ...others] = new Set(locations);
	if (!redirectStatuses.includes(status) || location === void 0 || others.length > 0) return void 0;
	const target = URL.parse(escaped(location), from.href);
	if (target === null || !/^https?:$/.test(target.protocol)) return void 0;
	return target.username === "" && target.password === "" ? target : void 0;
}
/** Headers are read as one character per byte, but the bytes are mostly UTF-8. */
function escaped(location) {
	return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}
/**
* All addresses of a host. The connection uses exactly these, because a second lookup could return others. undefined if one of
* them is not public, or there is none.
*/
async function publicAddresses$1(hostname, signal, resolver = new Resolver()) {
	const name = hostname.replace(/^\[(.*)\]$/, "$1");
	const addresses = await resolver.lookUp(name, signal).catch(() => []);
	if (signal.aborted) throw new HttpFailure("http:timeout", "the DNS lookup of the redirect target took too long");
	return addresses.length > 0 && addresses.every(isPublic$1) ? addresses : void 0;
}
function isPublic$1({ address }) {
	const canonical = canonicalAddress(address);
	return canonical !== void 0 && isPublicAddress(canonical);
}
var redirectStatuses;
var init_redirects = __esmMin((() => {
	init_address();
	init_connect();
	init_failure$1();
	redirectStatuses = [
		301,
		302,
		303,
		307,
		308
	];
}));

// src/probes/http.ts
var http_exports = /* @__PURE__ */ __exportAll({ requestPage: () => requestPage });
async function requestPage(url, options) {
	const { signal, limitMs = defaultLimitMs$1, trace } = options;
	await loadClient();
	try {
		return await withinLimit(signal, limitMs, (limit) => follow(url, {
			...options,
			signal: limit
		}));
	} catch (error) {
		const failure = problemOf(error);
		trace(`http: ends with ${failure.code}`);
		return { problems: [failure] };
	}
}
async function follow(home, options) {
	let startedMs = performance.now();
	let at = { url: home };
	const [cookies, circle] = [new Cookies(), new Circle()];
	for (let redirects = 0; redirects <= 20; redirects++) {
		const isHome = at.url.hostname === home.hostname;
		const cookie = isHome ? cookies.headerFor(at.url) : void 0;
		circle.enter(at.url, cookie);
		const response = await ask$1(at, cookie, options).catch((error) => circle.blame(error, options.signal));
		startedMs += response.ownMs;
		if (isHome) cookies.take(valuesOf$1(response.headers, "set-cookie"));
		const next = await nextDestination(home, at, response, options);
		if (next === void 0) return outcome$1(response, response.receivedMs - startedMs);
		at = next;
	}
	throw new HttpFailure("http:failed", `the page redirects more than ${20} times`);
}
async function ask$1(to, cookie, options) {
	const request = (protocols) => askOver(to, cookie, {
		...options,
		protocols
	});
	try {
		return await request();
	} catch (error) {
		if (!needsHttp1(error)) throw error;
		return request(["http/1.1"]);
	}
}
async function askOver(to, cookie, options) {
	const { verify, signal, trace } = options;
	const { url } = to;
	const askedMs = performance.now();
	trace(`http: asks over ${url.protocol.slice(0, -1)}${url.port && `, port ${url.port}`}`);
	const connection = await openConnection(to, options);
	const distrust = verify === false ? void 0 : connection.distrust;
	const certificate = certificateValidity(connection.socket);
	const isTrusted = distrust === void 0;
	const path = isTrusted ? url.pathname + url.search : url.pathname;
	const head = await requestHead(connection, url.origin, path, {
		method: "GET",
		headers: {
			...headers$1,
			...isTrusted && cookie ? { cookie } : {}
		}
	}, signal);
	const ownMs = connection.startedMs - askedMs + head.preparationMs;
	trace(`http: ${head.status} after ${(head.receivedMs - askedMs - ownMs).toFixed(1)} ms${distrust ? `, ${distrust}` : ""}`);
	return {
		...head,
		ownMs,
		distrust,
		certificate
	};
}
/** The allowed target of a redirect. Redirects of untrusted servers are not followed. */
async function nextDestination(home, at, { status, headers, distrust }, { signal, trace }) {
	const url = distrust === void 0 ? redirectTarget(status, valuesOf$1(headers, "location"), at.url) : void 0;
	if (url === void 0) return void 0;
	if (at.pinned === void 0 && url.hostname === home.hostname) return { url };
	const pinned = await publicAddresses$1(url.hostname, signal);
	trace(`http: redirects to another host, ${pinned ? "which is public" : "which is not public: not followed"}`);
	return pinned && {
		url,
		pinned
	};
}
function outcome$1({ status, certificate, distrust }, ms) {
	const page = {
		ms,
		status,
		...certificate && { certificate }
	};
	if (distrust === void 0) return success(page);
	return {
		value: page,
		problems: [problem("http:tls", distrustReason(distrust))]
	};
}
var defaultLimitMs$1, Circle, headers$1;
var init_http = __esmMin((() => {
	init_certificate();
	init_client$2();
	init_connection$1();
	init_failure$1();
	init_raw_head();
	init_outcome();
	init_cookies();
	init_redirects();
	init_time_limit();
	defaultLimitMs$1 = 5e3;
	Circle = class {
		#requests = /* @__PURE__ */ new Set();
		#isClosed = false;
		enter(url, cookie = "") {
			const request = `${url.href} ${cookie}`;
			this.#isClosed ||= this.#requests.has(request);
			this.#requests.add(request);
		}
		blame(error, signal) {
			if (signal.aborted && this.#isClosed) throw new HttpFailure("http:failed", "the page redirects in a loop");
			throw error;
		}
	};
	headers$1 = {
		"user-agent": "server-monitor",
		accept: "*/*",
		"accept-encoding": "identity"
	};
}));

// src/ssh/problems.ts
/** Text of the host for a message: one line, no control characters, at most 200 characters, in quotes. */
function quoted(text) {
	const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
	return `"${line.length > 200 ? `${line.slice(0, 200)}…` : line}"`;
}
function algorithmsProblem(mismatch) {
	const { what, ours, theirs } = mismatch;
	const offers = `it offers ${quoted(theirs.join(", "))}, the monitor supports ${ours.join(", ")}`;
	return problem("ssh:algorithms", `no ${what} algorithm in common with the host: ${offers}; ${howToAgree(mismatch)}`);
}
function howToAgree(mismatch) {
	if (!isOurLack(mismatch)) return "update the host's SSH server: its algorithms are broken or weak";
	return `the monitor does not support these secure algorithms yet: ${changes[mismatch.what]} in the host's sshd_config`;
}
var SshError, changes;
var init_problems = __esmMin((() => {
	init_outcome();
	init_algorithms();
	SshError = class extends Error {
		problem;
		constructor(code, detail) {
			super(detail);
			this.problem = problem(code, detail);
		}
	};
	changes = {
		"key exchange": `add ${kexAlgorithms[0]} to KexAlgorithms`,
		"host key": "add an ssh-ed25519 key (HostKey, HostKeyAlgorithms)",
		cipher: `add ${cipherAlgorithms[0]} to Ciphers`,
		MAC: `add ${macAlgorithms[0]} to MACs`,
		compression: "turn compression off (Compression no)"
	};
}));

// src/ssh/auth.ts
/** Credentials in their order; within one the key before the password. */
function planLogin(identities, keys) {
	const attempts = [];
	const unreadable = [];
	for (const [index, identity] of identities.entries()) {
		const { username, password } = identity;
		const loaded = keys.keyOf(identity);
		if (loaded !== void 0 && "key" in loaded) attempts.push({
			username,
			proof: { key: loaded.key },
			name: `key of credential ${index + 1}`
		});
		if (loaded !== void 0 && "unreadable" in loaded) unreadable.push(loaded.unreadable);
		if (password !== void 0) attempts.push({
			username,
			proof: { password },
			name: `password of credential ${index + 1}`
		});
	}
	return {
		attempts,
		unreadable
	};
}
/** The SSH method for an attempt; undefined if the host accepts none that fits. */
function methodFor({ proof }, methods) {
	const takes = (method) => methods === null || methods.includes(method);
	if ("key" in proof) return takes("publickey") ? "publickey" : void 0;
	if (takes("password")) return "password";
	return takes("keyboard-interactive") ? "keyboard-interactive" : void 0;
}
function request$1({ username, proof }, method) {
	if ("key" in proof) return {
		type: "publickey",
		username,
		key: proof.key
	};
	if (method === "password") return {
		type: "password",
		username,
		password: proof.password.reveal()
	};
	return {
		type: "keyboard-interactive",
		username,
		prompt: typePassword(proof.password)
	};
}
/**
* Answers the first hidden prompt with the password, and every other one with an empty text: it may ask for a second
* factor.
*/
function typePassword(password) {
	let typed = false;
	return (_, __, ___, prompts, answer) => {
		answer(prompts.map(({ echo }) => {
			if (typed || echo !== false) return "";
			typed = true;
			return password.reveal();
		}));
	};
}
var Login;
var init_auth = __esmMin((() => {
	init_problems();
	Login = class {
		username;
		/** The results of the attempts, in words. */
		notes = [];
		/** Attempts of other users: for the next connection. */
		#others;
		#waiting;
		/** Attempts whose method the host did not accept yet. It may accept it after another one (`publickey,password`). */
		#postponed = [];
		#asked;
		#typed = /* @__PURE__ */ new Set();
		#methods = null;
		#ended = false;
		constructor(attempts) {
			this.username = attempts[0]?.username ?? "";
			const end = attempts.findIndex(({ username }) => username !== this.username);
			this.#waiting = attempts.slice(0, end < 0 ? attempts.length : end);
			this.#others = end < 0 ? [] : attempts.slice(end);
		}
		/** Whether a credential was offered on this connection. */
		get begun() {
			return this.#asked !== void 0;
		}
		/** Whether the host ever answered an attempt. */
		get answered() {
			return this.#methods !== null;
		}
		/** Attempts for another connection. If the host closed this one early, also the remaining attempts of this user. */
		get remaining() {
			return [...this.#ended ? [] : this.#waiting.filter((attempt) => methodFor(attempt, this.#methods) !== void 0), ...this.#others];
		}
		/** The next attempt for ssh2; undefined if none is left. `methods` is null until the host has refused something. */
		next(methods, partialSuccess) {
			this.#methods = methods;
			this.#settle(methods ?? [], partialSuccess === true);
			const attempt = this.#waiting.find((each) => methodFor(each, methods) !== void 0);
			const method = attempt === void 0 ? void 0 : methodFor(attempt, methods);
			if (attempt === void 0 || method === void 0) return this.#giveUp(methods ?? []);
			this.#waiting = this.#waiting.filter((each) => each !== attempt);
			this.#asked = {
				attempt,
				method
			};
			return request$1(attempt, method);
		}
		/** The host closed the connection without answering the last attempt. */
		cutShort(why) {
			if (this.#asked !== void 0) this.notes.push(`${this.#asked.attempt.name}: ${why}`);
		}
		/** Records the host's answer to the last attempt. */
		#settle(methods, partialSuccess) {
			if (this.#asked === void 0) return;
			const { attempt, method } = this.#asked;
			if (partialSuccess) {
				this.notes.push(`${attempt.name}: accepted, but the host requires another method`);
				this.#waiting.unshift(...this.#postponed);
				this.#postponed = [];
			} else if (methods.includes(method)) this.notes.push(`${attempt.name}: refused`);
			else this.#postpone(attempt, methods);
		}
		/** If the host does not accept the method `password`, the password is tried once at its prompt. */
		#postpone(attempt, methods) {
			if (methodFor(attempt, methods) === "keyboard-interactive" && !this.#typed.has(attempt)) this.#waiting.unshift(attempt);
			else this.#postponed.push(attempt);
			this.#typed.add(attempt);
		}
		#giveUp(methods) {
			this.#ended = true;
			const unwanted = [...this.#postponed, ...this.#waiting];
			if (unwanted.length === 0) return;
			const names = unwanted.map(({ name }) => name).join(", ");
			this.notes.push(`${names}: not accepted by the host, which supports ${quoted(methods.join(", "))}`);
		}
	};
}));

// late:ssh2/lib/client.js
var client_default;
var init_client = __esmMin((() => {
	init_late_load();
	client_default = /* @__PURE__ */ load$1("ssh2", "ssh2/lib/client.js");
}));

// src/ssh/client-config.ts
function clientConfig({ socket, username, hostKeys, admits, nextMethod }) {
	return {
		sock: socket,
		username,
		readyTimeout: 0,
		algorithms: {
			kex: [...kexAlgorithms],
			serverHostKey: [...hostKeys],
			cipher: [...cipherAlgorithms],
			hmac: [...macAlgorithms],
			compress: [...compressAlgorithms]
		},
		hostVerifier: (rawKey) => admits(rawKey),
		authHandler: (methods, partialSuccess, next) => {
			const method = nextMethod(methods, partialSuccess);
			if (method !== void 0) next(method);
		}
	};
}
var init_client_config = __esmMin((() => {
	init_algorithms();
}));

// src/ssh/diagnosis.ts
/** Why the TCP connection failed, by its system code. The text of the error is not used, because it holds the address. */
function socketProblem(error) {
	if (error instanceof SshError) return error.problem;
	const codes = systemCodes(error);
	const has = (...wanted) => wanted.some((code) => codes.includes(code));
	if (codes.some((code) => dnsCode.test(code))) return problem("ssh:dns", "the name does not resolve to an address");
	if (has("ECONNREFUSED")) return problem("ssh:refused", "the host refused the connection to its SSH port");
	if (has("ECONNRESET", "EPIPE", "ECONNABORTED")) return problem("ssh:closed", "the host reset the connection");
	return problem("ssh:timeout", `the host cannot be reached (${codes.join(", ") || "unknown reason"})`);
}
/** A name with several addresses fails with an error for each. */
function systemCodes(error) {
	return (error instanceof AggregateError ? error.errors : [error]).flatMap((each) => each instanceof Error && "code" in each ? [String(each.code)] : []);
}
/** Why ssh2 failed. `offer`: the host's algorithms, if the key exchange had not ended. `stage`: the current step. */
function diagnose(error, { gate, offer, stage }) {
	if (isDisconnect(error)) return problem("ssh:closed", `the host closed the connection while ${stage}: ${quoted(error.message)}`);
	const mismatch = offer && findMismatch(gate.algorithms, offer);
	if (mismatch?.what === "host key") return gate.noCommonType(mismatch);
	if (mismatch !== void 0) return algorithmsProblem(mismatch);
	return problem("ssh:protocol", `the host violated the SSH protocol while ${stage}: ${quoted(error.message)}`);
}
/** Whether the host sent SSH_MSG_DISCONNECT: ssh2 then gives its reason as a number. */
function isDisconnect(error) {
	return "code" in error && typeof error.code === "number";
}
var dnsCode;
var init_diagnosis = __esmMin((() => {
	init_outcome();
	init_algorithms();
	init_problems();
	dnsCode = /^(ENOTFOUND|ENODATA|EAI_[A-Z]+)$/;
}));

// src/ssh/kexinit.ts
/** Reads the KEXINIT from the complete packets at the start of `bytes`; undefined if it is missing, incomplete or damaged. */
function parseServerOffer(bytes) {
	let start = 0;
	while (start + 6 <= bytes.length) {
		const end = start + 4 + bytes.readUInt32BE(start);
		if (end > bytes.length) return void 0;
		if (bytes[start + 5] === kexInit) return readLists(bytes.subarray(start + 6 + cookieBytes, end));
		start = end;
	}
}
function readLists(payload) {
	const lists = [];
	let offset = 0;
	while (lists.length < 8) {
		if (offset + 4 > payload.length) return void 0;
		const end = offset + 4 + payload.readUInt32BE(offset);
		if (end > payload.length) return void 0;
		lists.push(payload.toString("latin1", offset + 4, end).split(","));
		offset = end;
	}
	const [kex = [], hostKey = [], ...pairs] = lists;
	return {
		kex,
		hostKey,
		ciphers: pairs.slice(0, 2),
		macs: pairs.slice(2, 4),
		compress: pairs.slice(4, 6)
	};
}
var kexInit, cookieBytes;
var init_kexinit = __esmMin((() => {
	kexInit = 20;
	cookieBytes = 16;
}));

// src/ssh/guard-socket.ts
/** `SSH-…` to the end of its line, and what follows; undefined while no such line is complete. Other lines may precede it. */
function splitAtIdentification(greeting) {
	const first = /^SSH-/m.exec(greeting.toString("latin1"));
	const end = first === null ? 0 : greeting.indexOf("\n", first.index) + 1;
	return first === null || end === 0 ? [] : [greeting.subarray(first.index, end), greeting.subarray(end)];
}
var maxBytes, maxIdentificationBytes, maxKexInitBytes, GuardSocket;
var init_guard_socket = __esmMin((() => {
	init_late_node_net();
	init_address();
	init_connect();
	init_kexinit();
	init_problems();
	maxBytes = 524288;
	maxIdentificationBytes = 8192;
	maxKexInitBytes = 35e3;
	GuardSocket = class extends Socket {
		#bytes = 0;
		/** Received data before the identification line is complete; undefined after that. */
		#greeting = Buffer.alloc(0);
		/** Received data after it, until the KEXINIT is complete. */
		#opening = Buffer.alloc(0);
		#offer;
		/** Connects to the first address that answers. */
		dial({ address, port }, resolver) {
			this.setNoDelay(true);
			this.connect(tcpOptions(address, port, resolver));
		}
		/** Whether the host sent an SSH identification line. */
		get identified() {
			return this.#greeting === void 0;
		}
		/** The algorithms that the host offers, once they are received. */
		get offer() {
			return this.#offer;
		}
		/** The address connected to, in canonical form; empty while there is none. */
		get peer() {
			return canonicalAddress(this.remoteAddress ?? "") ?? "";
		}
		/** The error if the host sent something else than an identification line, or nothing. */
		notSsh() {
			const said = this.#greeting?.toString("latin1").trim() ?? "";
			if (said === "") return new SshError("ssh:closed", "the host closed the connection before it sent anything");
			return new SshError("ssh:protocol", `the port does not answer as an SSH server; it says ${quoted(said)}`);
		}
		/** Called by Node for all received data; null is the end. */
		push(chunk, encoding) {
			if (chunk === null) return super.push(null);
			if (this.destroyed) return false;
			this.#bytes += chunk.length;
			if (this.#bytes > maxBytes) {
				this.destroy(new SshError("ssh:protocol", `the host sent more than ${maxBytes / 1024} KiB`));
				return false;
			}
			if (this.#greeting !== void 0) return this.#identify(Buffer.concat([this.#greeting, chunk]));
			this.#readOffer(chunk);
			return super.push(chunk, encoding);
		}
		/** ssh2 gets nothing before the identification line is complete, and nothing that precedes it. */
		#identify(greeting) {
			const [line, ...rest] = splitAtIdentification(greeting);
			if (line === void 0) {
				this.#greeting = greeting;
				if (greeting.length > maxIdentificationBytes) this.destroy(this.notSsh());
				return !this.destroyed;
			}
			this.#greeting = void 0;
			this.#readOffer(Buffer.concat(rest));
			return super.push(Buffer.concat([line, ...rest]));
		}
		#readOffer(chunk) {
			if (this.#opening === void 0) return;
			this.#opening = Buffer.concat([this.#opening, chunk]);
			this.#offer = parseServerOffer(this.#opening);
			if (this.#offer !== void 0 || this.#opening.length > maxKexInitBytes) this.#opening = void 0;
		}
	};
}));

// src/ssh/prompt-guard.ts
/** To be called once the client connects. A request with an impossible number of prompts is not passed to ssh2. */
function watchPrompts(client, onImpossible) {
	const protocol = Reflect.get(client, "_protocol");
	const read = isObject(protocol) ? Reflect.get(protocol, "_onPayload") : void 0;
	if (!isObject(protocol) || typeof read !== "function") throw new Error("ssh2 has changed: its message parser was not found");
	Reflect.set(protocol, "_onPayload", (payload) => promptsFit(payload) ? Reflect.apply(read, protocol, [payload]) : onImpossible());
}
/** RFC 4256 section 3.2: name, instruction and language, each with its length before it, then how many prompts follow. */
function promptsFit(payload) {
	if (payload[0] !== infoRequest) return true;
	let at = 1;
	for (let text = 0; text < 3; text += 1) {
		if (at + 4 > payload.length) return true;
		at += 4 + payload.readUInt32BE(at);
	}
	if (at + 4 > payload.length) return true;
	return payload.readUInt32BE(at) * minPromptBytes <= payload.length - at - 4;
}
function isObject(value) {
	return typeof value === "object" && value !== null;
}
var infoRequest, minPromptBytes;
var init_prompt_guard = __esmMin((() => {
	infoRequest = 60;
	minPromptBytes = 5;
}));

// late:node:string_decoder
var node_string_decoder, StringDecoder;
var init_late_node_string_decoder = __esmMin((() => {
	node_string_decoder = process.getBuiltinModule("node:string_decoder");
	StringDecoder = node_string_decoder.StringDecoder;
}));

// src/ssh/script-run.ts
function hasLineEnding(text, mark, from) {
	return text.includes(`${mark}\n`, from) || text.includes(`${mark}\r\n`, from);
}
/** With a maximum packet size of 0 ssh2 would write in an endless loop and block the process. */
function packetBytes(outgoing) {
	return typeof outgoing === "object" && outgoing !== null && "packetSize" in outgoing && typeof outgoing.packetSize === "number" ? outgoing.packetSize : 0;
}
var maxTextBytes, maxComplaintChars, ScriptRun;
var init_script_run = __esmMin((() => {
	init_late_node_string_decoder();
	init_outcome();
	init_problems();
	maxTextBytes = 262144;
	maxComplaintChars = 200;
	ScriptRun = class {
		#decoder = new StringDecoder("utf8");
		#endMark;
		/** Called at the end: the end mark was seen, the channel ended, or the output was too large. */
		#onEnd;
		#text = "";
		#bytes = 0;
		#isComplete = false;
		#complaint = "";
		constructor(endMark, onEnd) {
			this.#endMark = endMark;
			this.#onEnd = onEnd;
		}
		/** Whether the end mark was seen. */
		get isComplete() {
			return this.#isComplete;
		}
		get output() {
			const [complaint] = this.#complaint.split(/[\r\n]/);
			return {
				text: this.#text,
				complaint: complaint || void 0
			};
		}
		/**
		* The streams are read without pause, because ssh2 keeps buffering when they are paused. Write errors are ignored: a host
		* may end the script early, and its output is what counts.
		*/
		start(stream, script) {
			stream.on("error", () => {}).on("data", (chunk) => this.#read(chunk));
			stream.on("end", () => this.#onEnd()).on("close", () => this.#onEnd());
			stream.stderr.on("error", () => {}).on("data", (chunk) => this.#readComplaint(chunk));
			if (packetBytes(stream.outgoing) > 0) stream.end(script);
			else this.#onEnd(problem("ssh:protocol", "the host accepts no input: its maximum packet size is 0"));
		}
		#read(chunk) {
			const room = maxTextBytes - this.#bytes;
			this.#bytes += chunk.length;
			const searchFrom = Math.max(0, this.#text.length - this.#endMark.length - 1);
			this.#text += this.#decoder.write(chunk.subarray(0, Math.max(0, room)));
			this.#isComplete ||= hasLineEnding(this.#text, this.#endMark, searchFrom);
			if (this.#isComplete) this.#onEnd();
			else if (chunk.length > room) this.#onEnd(this.tooMuch());
		}
		tooMuch() {
			return problem("probe:oversize", `the script printed too much${this.#because()}`);
		}
		#because() {
			const { complaint } = this.output;
			return complaint === void 0 ? "" : `; it printed the error ${quoted(complaint)}`;
		}
		#readComplaint(chunk) {
			const room = maxComplaintChars - this.#complaint.length;
			if (room > 0) this.#complaint = (this.#complaint + chunk.toString("utf8", 0, room)).trimStart();
		}
	};
}));

// src/ssh/connection.ts
function runErrand(errand) {
	return new Promise((resolve) => new Connection(errand, resolve).open());
}
var Connection;
var init_connection = __esmMin((() => {
	init_client();
	init_outcome();
	init_client_config();
	init_diagnosis();
	init_guard_socket();
	init_problems();
	init_prompt_guard();
	init_script_run();
	Connection = class {
		#errand;
		#resolve;
		#socket = new GuardSocket();
		#client = new client_default();
		#expire = () => this.#finish(problem("ssh:timeout", `no answer in time while ${this.#stage()}`));
		#phase = "connecting";
		#peer = "";
		#run;
		#isLost = false;
		#isOver = false;
		constructor(errand, resolve) {
			this.#errand = errand;
			this.#resolve = resolve;
		}
		/** Our listeners are added before those of ssh2, and stay, because one connection may emit several errors. */
		open() {
			const { signal, host, resolver } = this.#errand;
			signal.addEventListener("abort", this.#expire, { once: true });
			this.#watchSocket();
			this.#watchClient();
			this.#socket.dial(host, resolver);
			this.#client.connect(this.#config());
			watchPrompts(this.#client, () => this.#finish(problem("ssh:protocol", "the host announced prompts that it did not send")));
			if (signal.aborted) this.#expire();
		}
		#config() {
			const { login, gate } = this.#errand;
			return clientConfig({
				socket: this.#socket,
				username: login.username,
				hostKeys: gate.algorithms,
				admits: (rawKey) => this.#admits(rawKey),
				nextMethod: (methods, partialSuccess) => {
					const method = this.#isOver ? void 0 : login.next(methods, partialSuccess);
					if (method === void 0) this.#finish(void 0, true);
					return method;
				}
			});
		}
		/** ssh2 continues to read after a refused key, so the socket is destroyed at once. */
		#admits(rawKey) {
			const admitted = !this.#isOver && this.#errand.gate.admits(rawKey);
			if (!admitted) this.#finish(this.#errand.gate.refusal);
			return admitted;
		}
		#watchSocket() {
			const hungUp = () => this.#lose();
			this.#socket.on("connect", () => this.#connected());
			this.#socket.on("error", (error) => this.#lose(error));
			this.#socket.on("end", hungUp).on("finish", hungUp).on("close", hungUp);
		}
		#watchClient() {
			this.#client.on("error", (error) => this.#clientFailed(error));
			this.#client.on("handshake", () => this.#keysExchanged());
			this.#client.on("ready", () => this.#openSession());
			this.#client.on("change password", () => {
				this.#errand.login.cutShort("the password has expired on the host: log in once by hand and choose a new one");
				this.#finish(void 0, true);
			});
		}
		#connected() {
			this.#phase = "exchanging keys";
			this.#peer = this.#socket.peer;
			this.#errand.trace(`ssh: connected to port ${this.#errand.host.port}`);
		}
		#keysExchanged() {
			if (this.#isOver || this.#phase !== "exchanging keys") return;
			this.#phase = "logging in";
			this.#errand.gate.confirm();
		}
		#openSession() {
			if (this.#isOver) return;
			this.#phase = "opening a session";
			try {
				this.#client.exec("sh -s", (error, stream) => error ? this.#sessionRefused(error) : this.#startScript(stream));
			} catch {
				this.#lose();
			}
		}
		#sessionRefused(error) {
			if (this.#isLost) return;
			const said = quoted(error.message);
			this.#finish(problem("ssh:protocol", `the host accepted the login, but refuses to run a command: ${said}`));
		}
		#startScript(stream) {
			this.#phase = "running the script";
			this.#run = new ScriptRun(this.#errand.endMark, (trouble) => this.#scriptEnded(trouble));
			this.#run.start(stream, this.#errand.script);
		}
		/** A channel also ends with its connection; then the script has not ended by itself. */
		#scriptEnded(trouble) {
			if (!this.#isLost || this.#run?.isComplete) this.#finish(trouble);
		}
		#clientFailed(error) {
			if (this.#isLost || this.#socket.destroyed) return;
			const { gate, login } = this.#errand;
			const isCutShort = isDisconnect(error) && this.#phase === "logging in" && login.begun;
			const offer = this.#phase === "exchanging keys" ? this.#socket.offer : void 0;
			if (isCutShort) this.#loginCutShort(true);
			else this.#finish(diagnose(error, {
				gate,
				offer,
				stage: this.#stage()
			}));
		}
		/** A host that closes the connection without having refused anything may be broken. */
		#loginCutShort(isRefusal) {
			this.#errand.login.cutShort("refused, and the host closed the connection");
			const closed = problem("ssh:closed", `the host closed the connection while ${this.#stage()}`);
			this.#finish(isRefusal ? void 0 : closed, true);
		}
		/** The connection is closed. Waits first for output that is still in the streams. */
		#lose(error) {
			if (this.#isOver || this.#isLost) return;
			this.#isLost = true;
			setImmediate(() => {
				if (error instanceof SshError && this.#run !== void 0) this.#finish(this.#run.tooMuch());
				else if (error !== void 0) this.#finish(socketProblem(error));
				else if (!this.#socket.identified) this.#finish(this.#socket.notSsh().problem);
				else if (this.#phase === "logging in" && this.#errand.login.begun) this.#loginCutShort(this.#errand.login.answered);
				else this.#finish(problem("ssh:closed", `the host closed the connection while ${this.#stage()}`));
			});
		}
		#stage() {
			if (this.#phase === "exchanging keys" && !this.#socket.identified) return "waiting for the host to identify itself";
			return this.#phase;
		}
		#finish(trouble, loginFailed = false) {
			if (this.#isOver) return;
			this.#isOver = true;
			this.#errand.signal.removeEventListener("abort", this.#expire);
			if (trouble === void 0 && !this.#isLost) this.#client.end();
			this.#socket.destroy();
			const { offer } = this.#socket;
			this.#resolve({
				problem: trouble,
				loginFailed,
				output: this.#run?.output,
				peer: this.#peer,
				offer
			});
		}
	};
}));

// src/ssh/trust.ts
function trustFor(host, entries, policy) {
	const own = entries.filter(({ hosts }) => hostsFieldMatches(hosts, hostPattern(host)));
	const anyPort = entries.filter(({ hosts }) => hostsFieldMatches(hosts, plainName(host)));
	const revoked = [...own, ...anyPort].filter((entry) => entry.revoked);
	const isRevoked = (key) => revoked.some((entry) => entry.key.equals(key));
	if (host.hostKeys.length > 0) return trustPins(host.hostKeys, isRevoked);
	return trustEntries(own.filter(isUsable), anyPort.filter(isUsable), isRevoked, policy);
}
/** The fingerprints of the keys that known_hosts has for exactly this address and port, for `host_key`. */
function pinsFor(endpoint, entries) {
	const own = entries.filter(({ hosts }) => hostsFieldMatches(hosts, hostPattern(endpoint)));
	const revoked = own.filter((entry) => entry.revoked);
	const valid = own.filter(({ key }) => !revoked.some((entry) => entry.key.equals(key)));
	return [...new Set(valid.map(({ key }) => fingerprint(key)))];
}
/** `SHA256:…` as ssh-keygen prints it. */
function fingerprint(rawKey) {
	return `SHA256:${createHash("sha256").update(rawKey).digest("base64").replace(/=+$/, "")}`;
}
/** The type in a raw key. Untrusted text until it is compared with the offered types. */
function keyType(rawKey) {
	return rawKey.length < 4 ? "" : rawKey.toString("latin1", 4, 4 + rawKey.readUInt32BE(0));
}
/**
* The line to add to known_hosts. If the host has a name, its address is hashed, as OpenSSH does with HashKnownHosts.
*/
function knownHostsLine(host, rawKey) {
	return `${host.named ? hashedName(hostPattern(host), randomBytes(20)) : hostPattern(host)} ${keyType(rawKey)} ${rawKey.toString("base64")}`;
}
function trustPins(pins, isRevoked) {
	const isPinned = (key) => pins.some((pin) => pin.replace(/=+$/, "") === fingerprint(key));
	return {
		judge: (key) => isRevoked(key) ? "revoked" : isPinned(key) ? "trusted" : "changed",
		algorithms: allAlgorithms$1,
		pinned: true,
		acceptsNew: false,
		expected: () => pins.map((pin) => `${pin} (host_key of the inventory)`)
	};
}
/**
* `anyPort`: the keys of the plain name, if the port is not 22. As in OpenSSH, such a key is trusted if no key is known for the
* port itself, but it does not make another key there a changed key.
*/
function trustEntries(own, anyPort, isRevoked, policy) {
	const rivals = (key) => own.filter(({ type }) => type === keyType(key));
	const judge = (key) => {
		if (isRevoked(key)) return "revoked";
		if ((own.length > 0 ? own : anyPort).some((entry) => entry.key.equals(key))) return "trusted";
		return rivals(key).length > 0 ? "changed" : "unknown";
	};
	return {
		judge,
		algorithms: own.length > 0 ? algorithmsOf(own) : [.../* @__PURE__ */ new Set([...algorithmsOf(anyPort), ...allAlgorithms$1])],
		pinned: false,
		acceptsNew: policy === "accept-new" && own.length === 0,
		expected: (key) => rivals(key).map((entry) => `${fingerprint(entry.key)} (${entry.place})`)
	};
}
function algorithmsOf(entries) {
	return hostKeyAlgorithms.filter(({ type }) => entries.some((entry) => entry.type === type)).flatMap(({ algorithms }) => algorithms);
}
function isUsable(entry) {
	return !entry.revoked;
}
/** The host name in known_hosts: `name`, or `[name]:port` where the port is not 22. */
function hostPattern(host) {
	return host.port === 22 ? plainName(host) : `[${plainName(host)}]:${host.port}`;
}
/** OpenSSH uses the canonical text of an address, and the name in lower case. */
function plainName({ address }) {
	return (address.includes("%") ? void 0 : canonicalAddress(address)) ?? address.toLowerCase();
}
function hashedName(name, salt) {
	return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
}
var allAlgorithms$1;
var init_trust = __esmMin((() => {
	init_late_node_crypto();
	init_address();
	init_algorithms();
	init_known_hosts();
	allAlgorithms$1 = hostKeyAlgorithms.flatMap(({ algorithms }) => algorithms);
}));

// src/ssh/host-key.ts
function typeOf(algorithm) {
	return hostKeyAlgorithms.find(({ algorithms }) => algorithms.some((each) => each === algorithm))?.type;
}
var HostKeyGate, allAlgorithms;
var init_host_key = __esmMin((() => {
	init_outcome();
	init_algorithms();
	init_problems();
	init_trust();
	HostKeyGate = class {
		#host;
		#trust;
		#algorithms;
		#refusal;
		#newKey;
		#newKeyProven = false;
		constructor(host, trust) {
			this.#host = host;
			this.#trust = trust;
			this.#algorithms = trust.algorithms;
		}
		/** Host-key algorithms to offer on the next connection. */
		get algorithms() {
			return this.#algorithms;
		}
		/** Why the host's key was refused. */
		get refusal() {
			return this.#refusal;
		}
		/** The known_hosts line of a new key that was accepted, after the host has proved that it owns the key. */
		get newHostKey() {
			return this.#newKey && this.#newKeyProven ? knownHostsLine(this.#host, this.#newKey) : void 0;
		}
		/** The synchronous verdict. A refusal is final. Called again at every re-exchange of keys. */
		admits(rawKey) {
			if (this.#refusal === void 0) this.#refusal = this.#judge(rawKey);
			return this.#refusal === void 0;
		}
		/** The key exchange succeeded: the host owns the key. */
		confirm() {
			this.#newKeyProven = this.#newKey !== void 0;
		}
		/**
		* A fingerprint does not contain the key type, so a host with several keys may have shown a different key than the pinned
		* one. Returns whether the host has keys of other types; only those are requested next.
		*/
		seekAnotherType(offer) {
			if (this.#refusal?.code !== "ssh:host-key-changed" || !this.#trust.pinned || offer === void 0) return false;
			const shown = this.#algorithms.find((algorithm) => offer.hostKey.includes(algorithm));
			const others = this.#algorithms.filter((each) => typeOf(each) !== typeOf(shown) && offer.hostKey.includes(each));
			if (others.length === 0) return false;
			this.#algorithms = others;
			this.#refusal = void 0;
			return true;
		}
		/** The problem if the host has no key of the requested types. */
		noCommonType(mismatch) {
			const isLimited = allAlgorithms.some((algorithm) => !this.#algorithms.includes(algorithm));
			const isOutdated = mismatch.theirs.includes("ssh-rsa") && mismatch.ours.includes("rsa-sha2-512");
			if (!isLimited || isOutdated) return algorithmsProblem(mismatch);
			const detail = `the host has no key of a known type: it offers ${quoted(mismatch.theirs.join(", "))}, known types: ${mismatch.ours.join(", ")}`;
			return problem("ssh:host-key-unknown", detail);
		}
		#judge(rawKey) {
			const verdict = this.#trust.judge(rawKey);
			if (verdict === "trusted") return void 0;
			if (verdict === "unknown" && this.#trust.acceptsNew && (this.#newKey?.equals(rawKey) ?? true)) {
				this.#newKey = rawKey;
				return;
			}
			return this.#refuse(rawKey, verdict);
		}
		#refuse(rawKey, verdict) {
			const shown = `${keyType(rawKey)} ${fingerprint(rawKey)}`;
			if (verdict === "revoked") return problem("ssh:host-key-changed", `the host uses the key ${shown}, which known hosts mark as @revoked`);
			const expected = this.#trust.expected(rawKey);
			if (verdict === "changed") {
				const detail = `the host key changed: it is ${shown} instead of ${expected.join(" or ")}`;
				return problem("ssh:host-key-changed", `${detail}; verify it on the host itself before you replace the known one`);
			}
			const line = knownHostsLine(this.#host, rawKey);
			return problem("ssh:host-key-unknown", `the host key ${shown} is unknown; verify it on the host itself (\`ssh-keygen -lf /etc/ssh/ssh_host_…_key.pub\`), then add to known hosts: ${line}`);
		}
	};
	allAlgorithms = hostKeyAlgorithms.flatMap(({ algorithms }) => algorithms);
}));

// src/ssh/session.ts
async function runScript(host, options) {
	const { attempts, unreadable } = planLogin(host.identities, options.keys);
	for (const sentence of unreadable) options.trace(`ssh: ${sentence}`);
	if (attempts.length === 0) return { problems: [problem("ssh:key-unreadable", unreadable.join("; "))] };
	const gate = new HostKeyGate(host, options.trust);
	const notes = [];
	const ending = await logInAndRun(host, attempts, {
		...options,
		gate,
		notes
	});
	return {
		...outcomeOf(ending, ending.loginFailed && ending.problem === void 0 ? loginProblem([...notes, ...unreadable]) : ending.problem),
		newHostKey: gate.newHostKey
	};
}
/** As few connections as possible: a new one for another user, or if the host closed the last one early. */
async function logInAndRun(host, attempts, options) {
	const login = new Login(attempts);
	const ending = await runErrand({
		...options,
		host,
		login
	});
	for (const note of login.notes) options.trace(`ssh: ${note}`);
	options.notes.push(...login.notes);
	if (options.gate.seekAnotherType(ending.offer)) return logInAndRun(host, attempts, options);
	if (!ending.loginFailed || login.remaining.length === 0) return ending;
	return logInAndRun(host, login.remaining, options);
}
function loginProblem(notes) {
	return problem("ssh:auth", `the host refused the login: ${notes.join("; ")}`);
}
/** Output is kept even if the session failed later; empty output only if the script ended. */
function outcomeOf({ output, peer }, trouble) {
	const problems = trouble === void 0 ? [] : [trouble];
	if (output === void 0 || trouble !== void 0 && output.text === "") return { problems };
	return {
		value: {
			...output,
			address: peer
		},
		problems
	};
}
var init_session = __esmMin((() => {
	init_outcome();
	init_auth();
	init_connection();
	init_host_key();
}));

// src/probes/ssh.ts
var ssh_exports = /* @__PURE__ */ __exportAll({ askInside: () => askInside$1 });
/** A host may echo its password, so the password is removed from all text that is shown. */
async function askInside$1(host, settings, options) {
	const hide = passwordsHidden(host);
	const { value, problems } = await ask(host, settings, {
		...options,
		trace: (line) => options.trace(hide(line))
	});
	return {
		value,
		problems: problems.map((problem) => reworded(problem, hide))
	};
}
function passwordsHidden({ identities }) {
	const hidden = identities.map(({ password }) => password?.reveal() ?? "").filter(({ length }) => length >= passwordLengthMin);
	return (text) => hidden.reduce((rest, password) => rest.replaceAll(password, "[secret]"), text);
}
async function ask(host, settings, options) {
	const trust = trustFor(host, settings.knownHosts.entries, settings.hostKeyPolicy);
	const [vouched, session] = await Promise.all([vouchedFor(host, settings.lookUp, options), runScript(host, {
		script: probeScript(host.type),
		endMark: endLine,
		keys: settings.keys,
		trust,
		...options
	})]);
	const { newHostKey } = session;
	if (session.value === void 0) return {
		value: {
			facts: void 0,
			newHostKey
		},
		problems: session.problems
	};
	const { text, complaint } = session.value;
	const facts = readFactsNow(text, host.type, vouched);
	const problems = [...session.problems, ...facts.problems.map((problem) => withComplaint(problem, complaint))];
	return {
		value: {
			facts: facts.value,
			newHostKey
		},
		problems
	};
}
/** Standard error often shows the reason: `sh: not found`, `Password change required but no TTY available.` */
function withComplaint(problem, complaint) {
	return complaint === void 0 ? problem : reworded(problem, (text) => `${text}; it printed the error: ${complaint}`);
}
var passwordLengthMin;
var init_ssh = __esmMin((() => {
	init_answer();
	init_facts();
	init_outcome();
	init_session();
	init_trust();
	init_vouched();
	passwordLengthMin = 4;
}));

// src/probes/self.ts
var self_exports = /* @__PURE__ */ __exportAll({ askSelf: () => askSelf });
async function askSelf(host, options) {
	const [vouched, { text, exit }] = await Promise.all([vouchedFor(host, options.lookUp, options), runHere(probeScript(host.type), options)]);
	options.trace(`self: sh ends with ${exit}, after ${text.length} characters`);
	if (exit === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return failure$1("probe:oversize", "the script printed more than it ever should");
	return readFactsNow(text, host.type, vouched);
}
/** An empty SSH_CONNECTION tells the script that it was not started over SSH. */
function runHere(script, { signal, environment }) {
	const env = {
		PATH: environment["PATH"] ?? "/usr/bin:/bin",
		SSH_CONNECTION: ""
	};
	const limits = {
		signal,
		killSignal: "SIGKILL",
		maxBuffer: outputLimitBytes
	};
	return new Promise((resolve) => {
		execFile("sh", ["-s"], {
			env,
			...limits
		}, (error, stdout) => {
			resolve({
				text: stdout,
				exit: String(error ? error.code ?? error.signal : 0)
			});
		}).stdin?.on("error", () => {}).end(script);
	});
}
var outputLimitBytes;
var init_self = __esmMin((() => {
	init_late_node_child_process();
	init_facts();
	init_outcome();
	init_vouched();
	outputLimitBytes = 262144;
}));

// src/check-host.ts
/** With what the host answered `before`, only what failed then is asked again. */
async function probeHost(host, settings, before) {
	const resolver = new Resolver();
	const transcript = {
		ping: new Array(),
		page: new Array(),
		inside: new Array()
	};
	const signal = AbortSignal.timeout(settings.timeoutMs);
	const limitMs = Math.max(minLimitMs, settings.timeoutMs / 6);
	const options = (probe) => ({
		signal,
		limitMs,
		environment: settings.environment,
		trace: (line) => void transcript[probe].push(line),
		resolver
	});
	const answers = await askAll(host, settings, options, before);
	return {
		transcript: [
			...transcript.ping,
			...transcript.page,
			...transcript.inside
		],
		newHostKey: answers.inside.value?.newHostKey,
		lookups: {
			hasAnswers: resolver.hasAnswers,
			unanswered: resolver.unanswered
		},
		answers,
		endedMs: performance.now(),
		result: resultOf(host, answers, settings)
	};
}
async function askAll(host, { ssh, clockMs }, options, before) {
	const { promise: reply, resolve: onReply } = Promise.withResolvers();
	const pinging = again(before?.pinged, () => askPing(host, {
		...options("ping"),
		onReply
	}), hasValue);
	const awake = Promise.race([
		reply,
		pinging,
		setTimeout$1(wakeUpMs, void 0, { ref: false })
	]);
	const ready = Promise.all([loadProbes(host), awake]);
	const [pinged, page, inside] = await Promise.all([
		pinging,
		ready.then(([probes]) => again(before?.page, () => askPage(host, probes, options("page")), hasValue, hasFailed)),
		ready.then(([probes]) => again(before?.inside, () => withClock(clockMs, () => askInside(host, probes, ssh, options("inside"))), hasFacts))
	]);
	return {
		pinged,
		page,
		inside
	};
}
function resultOf(host, { pinged, page, inside }, settings) {
	const facts = inside.value?.facts;
	return {
		time: settings.time,
		host: host.id,
		type: host.type,
		ping: pinged.value ?? {},
		page: page.value,
		facts,
		clockS: inside.value?.clockS,
		lastBoot: facts?.lastBoot && bootText(facts.lastBoot, facts.bootId, settings.previousBoot(host.id)),
		problems: [
			...pinged.problems,
			...page.problems,
			...inside.problems
		]
	};
}
/** What went well is not asked again, and what was learnt before is kept where the second attempt learns nothing. */
async function again(before, ask, isTelling, isBad = () => false) {
	if (before === void 0) return ask();
	if (before.problems.length === 0 && !isBad(before)) return before;
	const now = await ask();
	return isTelling(before) && !isTelling(now) ? before : now;
}
async function withClock(clockMs, ask) {
	const askedMs = clockMs();
	const { value, problems } = await ask();
	if (value?.facts?.hostTime === void 0) return {
		value,
		problems
	};
	return {
		value: {
			...value,
			clockS: clockOffset(value.facts.hostTime, askedMs, clockMs())
		},
		problems
	};
}
function hasFailed({ value }) {
	return value !== void 0 && value.status >= 400;
}
function hasValue({ value }) {
	return value !== void 0;
}
function hasFacts({ value }) {
	return value?.facts !== void 0;
}
/** The HTTP client and the SSH library are large; runs that only ping load neither. */
async function loadProbes({ homePage, identities, self }) {
	const [http, ssh, here] = await Promise.all([
		homePage && Promise.resolve().then(() => (init_http(), http_exports)),
		identities.length > 0 ? Promise.resolve().then(() => (init_ssh(), ssh_exports)) : void 0,
		self ? Promise.resolve().then(() => (init_self(), self_exports)) : void 0
	]);
	return {
		http,
		ssh,
		here
	};
}
async function askPing(host, options) {
	if (!host.ping) return { problems: [] };
	return isolated("ping:unreachable", options.trace, () => ping(host.address, options));
}
async function askPage({ homePage, verify }, { http }, options) {
	if (homePage === void 0 || http === void 0) return { problems: [] };
	return isolated("http:failed", options.trace, () => http.requestPage(homePage, {
		verify,
		...options
	}));
}
async function askInside(host, { ssh, here }, settings, options) {
	const { trace } = options;
	if (ssh) return isolated("ssh:protocol", trace, () => ssh.askInside(host, settings, options));
	if (here === void 0) return { problems: [] };
	const { lookUp } = settings;
	const { value, problems } = await isolated("probe:incomplete", trace, () => here.askSelf(host, {
		lookUp,
		...options
	}));
	return {
		value: {
			facts: value,
			newHostKey: void 0
		},
		problems
	};
}
/** If the answer of one host triggers a bug, only that host's check fails, not the run. */
async function isolated(code, trace, probe) {
	try {
		return await probe();
	} catch (error) {
		if (error instanceof PingFault) throw error;
		for (const line of placesOf(error)) trace(line);
		return failure$1(code, "unexpected answer, which is a defect of server-monitor; please report it with the run's debug log");
	}
}
/** The stack. The message is left out, because it may quote secrets. */
function placesOf(error) {
	return (error instanceof Error ? (error.stack ?? "").split("\n") : []).map((line) => line.trim()).filter((line) => line.startsWith("at "));
}
var minLimitMs, wakeUpMs;
var init_check_host = __esmMin((() => {
	init_promises();
	init_connect();
	init_boot();
	init_clock$2();
	init_outcome();
	init_ping();
	minLimitMs = 5e3;
	wakeUpMs = 1e3;
}));

// src/probes/gateway.ts
/** Empty if the system does not list routes, or has no gateway, as with a dial-up connection. */
async function defaultGateways() {
	const [ipv4, ipv6] = await Promise.all(["/proc/net/route", "/proc/net/ipv6_route"].map(readTable));
	return [...ipv4Gateways(ipv4 ?? ""), ...ipv6Gateways(ipv6 ?? "")];
}
/** Each gateway of a default route once, in the order of the table. */
function ipv4Gateways(table) {
	return gatewaysOf(rowsOf(table).map(([, destination = "", gateway = "", flags = "", , , , mask = ""]) => ({
		isDefault: /^0{8}$/.test(destination) && /^0{8}$/.test(mask),
		flags,
		gateway: [...gateway.matchAll(/../g)].map(([byte]) => Number.parseInt(byte, 16)).reverse().join(".")
	})));
}
/** The same for IPv6. A link-local address includes the interface: `fe80::1%eth0`. */
function ipv6Gateways(table) {
	return gatewaysOf(rowsOf(table).map(([destination = "", prefix, , , nextHop = "", , , , flags = "", link = ""]) => {
		const gateway = canonicalAddress(nextHop.replace(/....(?!$)/g, "$&:")) ?? "";
		return {
			isDefault: /^0{32}$/.test(destination) && prefix === "00",
			flags,
			gateway: gateway.startsWith("fe80:") ? `${gateway}%${link}` : gateway
		};
	}));
}
function gatewaysOf(routes) {
	const known = routes.filter(({ isDefault, flags }) => isDefault && (Number.parseInt(flags, 16) & upWithGateway) === upWithGateway).flatMap(({ gateway }) => canonicalAddress(gateway) === void 0 ? [] : [gateway]);
	return [...new Set(known)];
}
function rowsOf(table) {
	return table.split("\n").map((line) => line.trim().split(/\s+/));
}
/** The gateways only affect a message, so an unreadable table counts as empty. */
function readTable(path) {
	return readFile$2(path, "latin1").catch(() => "");
}
var upWithGateway;
var init_gateway = __esmMin((() => {
	init_promises$2();
	init_address();
	upWithGateway = 3;
}));

// src/probes/pool.ts
/** Runs at most `limit` tasks in parallel; results are in the order of the items. */
async function inParallel(items, limit, task) {
	const results = /* @__PURE__ */ new Map();
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) results.set(index, await task(item));
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
var init_pool = __esmMin((() => {}));

// src/probes/vantage.ts
/** Why the monitor is offline. undefined if the internet is reachable, so that the hosts are down. */
async function whyOffline({ internet, gateways }, environment, limitMs = defaultLimitMs) {
	const signal = AbortSignal.timeout(limitMs);
	const [far, ...near] = await Promise.all([reaches(internet, signal), ...gateways.map((gateway) => answers(gateway, {
		environment,
		signal,
		trace: () => {}
	}))]);
	if (far) return void 0;
	if (near.length === 0) return "the internet does not answer";
	return near.includes(true) ? "the gateway answers, the internet does not" : "not even the gateway answers";
}
/** Whether this machine's name servers say anything of the landmark's name. undefined: it has none, being an address. */
async function answersLookups(internet, limitMs = defaultLimitMs) {
	const name = internet.hostname.replace(/^\[(.*)\]$/, "$1");
	if (isIP(name) !== 0) return void 0;
	const resolver = new Resolver();
	await resolver.lookUp(name, AbortSignal.timeout(limitMs)).catch(() => void 0);
	return resolver.hasAnswers;
}
/**
* A TCP connection alone proves nothing: a router without an internet connection may answer for any address, but it has no valid
* certificate.
*/
async function reaches(url, signal) {
	try {
		const { socket, distrust } = await openConnection({ url }, {
			verify: true,
			signal
		});
		socket.destroy();
		return distrust === void 0;
	} catch {
		return false;
	}
}
/** Errors of `ping` are ignored here: all hosts were pinged before, and their rows must not be lost. */
async function answers(address, options) {
	return ping(address, options).then(hasReplied, () => false);
}
var defaultLimitMs;
var init_vantage = __esmMin((() => {
	init_late_node_net();
	init_connect();
	init_connection$1();
	init_ping();
	defaultLimitMs = 5e3;
}));

// src/commands/asking.ts
async function askHosts(hosts, settings, wasUp, call) {
	const first = await askOnce(hosts, settings, wasUp, call);
	const why = await whyMonitorIsOffline(first, wasUp, call);
	if (why !== void 0) return first.map((asked) => offline(asked, why, call));
	return withoutLookupFaults(await askAgain(first, settings, call), call);
}
/** A host that may be tried again is not done yet. */
async function askOnce(hosts, settings, wasUp, { inputs, reporter }) {
	reporter.started(hosts.length);
	return inParallel(hosts, inputs.concurrency, async (host) => {
		reporter.hostStarted(host.id);
		const probed = await probeHost(host, settings);
		const hasTurned = wasUp(host.id) && ["down", "trouble"].includes(stateNow(probed));
		if (!hasTurned) reporter.hostDone(rowOf$1(probed.result), probed.transcript);
		return {
			host,
			probed,
			hasTurned
		};
	});
}
/** Where nobody answers, or many turn bad at once, it may be that nobody could be asked. */
async function whyMonitorIsOffline(asked, wasUp, { surroundings }) {
	const isAnyUp = asked.some(({ probed }) => stateNow(probed) !== "down");
	const turned = asked.filter(({ hasTurned }) => hasTurned).length;
	const wereUp = asked.filter(({ host }) => wasUp(host.id)).length;
	if (isAnyUp && !isMass({
		turned,
		wereUp
	})) return void 0;
	const { internet, environment } = surroundings;
	return whyOffline({
		internet,
		gateways: await defaultGateways()
	}, environment);
}
/** Hosts of our own network may have answered all the same. */
function offline({ probed, hasTurned }, why, { reporter }) {
	const result = stateNow(probed) === "down" ? unseen(probed.result, why) : probed.result;
	if (hasTurned) reporter.hostDone(rowOf$1(result), probed.transcript);
	return {
		...probed,
		result
	};
}
function stateNow({ result }) {
	return stateOf(rowOf$1(result));
}
/** One lost packet or one refused session is no news: what failed is asked again after a pause, all hosts side by side. */
async function askAgain(first, settings, { inputs, reporter }) {
	const pauseMs = Math.min(longestPauseMs$1, inputs.timeoutMs / 3);
	const turned = first.filter(({ hasTurned }) => hasTurned);
	const again = await inParallel(turned, inputs.concurrency, async (asked) => {
		const { host, probed } = asked;
		await setTimeout$1(Math.max(0, probed.endedMs + pauseMs - performance.now()));
		const second = await probeHost(host, settings, probed.answers);
		const transcript = [
			...probed.transcript,
			"what failed is asked once more",
			...second.transcript
		];
		reporter.hostDone(rowOf$1(second.result), transcript);
		return {
			...asked,
			probed: {
				...second,
				newHostKey: second.newHostKey ?? probed.newHostKey,
				transcript
			}
		};
	});
	const byHost = new Map(again.map((asked) => [asked.host, asked]));
	return first.map((asked) => byHost.get(asked.host) ?? asked);
}
/** A name for which this machine's own name servers do not answer says nothing of its host. */
async function withoutLookupFaults(asked, { surroundings }) {
	const probes = asked.map(({ probed }) => probed);
	if (probes.every(({ lookups }) => lookups.unanswered.length === 0)) return probes;
	if (await answersLookups(surroundings.internet) ?? probes.some(({ lookups }) => lookups.hasAnswers)) return probes;
	return asked.map(({ host, probed }) => {
		const isUnanswered = (name = "") => probed.lookups.unanswered.includes(name);
		const names = {
			address: isUnanswered(host.address),
			page: isUnanswered(host.homePage?.hostname)
		};
		return {
			...probed,
			result: unresolved(probed.result, names)
		};
	});
}
var longestPauseMs$1;
var init_asking = __esmMin((() => {
	init_promises();
	init_outage();
	init_check_host();
	init_check_result();
	init_gateway();
	init_pool();
	init_vantage();
	init_row();
	init_state();
	longestPauseMs$1 = 2e4;
}));

// src/commands/clock.ts
function clockOf({ now }) {
	return utcClock(now);
}
var init_clock$1 = __esmMin((() => {
	init_instant();
}));

// src/commands/faults.ts
/** What went wrong along the way, told when everything else is done; what several things have stumbled over, once. */
function throwAll(faults) {
	const messages = new Set(faults.filter((fault) => fault !== void 0).map(messageOf$1));
	if (messages.size > 0) throw new Error([...messages].join("\n"));
}
function messageOf$1(fault) {
	return fault instanceof Error ? fault.message : String(fault);
}
var init_faults = __esmMin((() => {}));

// src/report/heartbeat-words.ts
var noHeartbeatWords;
var init_heartbeat_words = __esmMin((() => {
	noHeartbeatWords = "nobody outside GitHub would notice if this monitor and its watchdog fell silent together: give heartbeat-url the address of Healthchecks, Uptime Kuma, Gatus or Cronitor (docs/alerts.md)";
}));

// src/commands/heartbeat.ts
/** After a check whose rows are safe. */
async function sendHeartbeat(call) {
	const { heartbeatUrl } = call.inputs;
	if (heartbeatUrl !== void 0) await request(heartbeatUrl, call);
}
/** After a fault of ours, which Healthchecks tells at once where others wait for the heartbeat that does not come. */
async function sendFailure(call) {
	const { heartbeatUrl } = call.inputs;
	if (heartbeatUrl !== void 0 && isOfHealthchecks(heartbeatUrl)) await request(failureOf$2(heartbeatUrl), call);
}
/** The first check of a month says it, for who reads the summary. */
function heartbeatNotes(newest, { inputs, now }) {
	const isNewMonth = newest?.toISOString().slice(0, 7) !== now.toISOString().slice(0, 7);
	return inputs.heartbeatUrl === void 0 && isNewMonth ? [noHeartbeatWords] : [];
}
/** `https://hc-ping.com/UUID`; on a server of one's own `/ping/UUID` or `/ping/KEY/NAME`. */
function isOfHealthchecks({ hostname, pathname }) {
	return hostname === "hc-ping.com" || /^\/ping\/(?:[\da-f-]{36}|[\w-]{22}\/[\w-]+)\/?$/.test(pathname);
}
function failureOf$2(url) {
	const failure = new URL(url);
	failure.pathname = `${url.pathname.replace(/\/$/, "")}/fail`;
	return failure;
}
/** Whether it arrives is no reason to call a check failed. */
async function request(url, { reporter }) {
	const options = {
		verify: true,
		limitMs: limitMs$1,
		signal: AbortSignal.timeout(limitMs$1),
		trace: () => {}
	};
	const { value, problems } = await requestPage(url, options);
	for (const { detail } of problems) reporter.warn(`heartbeat-url: ${terminalText(detail)}`);
	if (value !== void 0 && value.status >= 300) reporter.warn(`heartbeat-url: it answers ${value.status}`);
}
var limitMs$1;
var init_heartbeat = __esmMin((() => {
	init_http();
	init_heartbeat_words();
	init_safe_text();
	limitMs$1 = 1e4;
}));

// src/alerts/confirmation.ts
function newTrack() {
	return {
		live: /* @__PURE__ */ new Map(),
		past: /* @__PURE__ */ new Map(),
		quietRows: 0,
		rows: 0,
		lastMs: 0,
		spells: [],
		cameMs: [],
		wentMs: Number.NEGATIVE_INFINITY,
		flapping: false,
		shown: []
	};
}
/**
* Takes one row in. true: what is confirmed is no longer the same. `usualMs`: how far apart rows usually are, asked only
* where it matters.
*/
function observe(track, verdict, seen, usualMs, how) {
	const { findings } = verdict;
	const { ms } = seen;
	if (track.live.size > 0 && ms - track.lastMs > gapIntervals * usualMs()) for (const tracked of track.live.values()) afterGap(tracked, ms, how);
	track.rows += 1;
	track.lastMs = ms;
	if (findings.length > 0) show(track, seen);
	const unsure = verdict.unsure ?? none$2;
	track.quietRows = findings.length > 0 ? 0 : track.quietRows + (unsure.length > 0 ? 0 : 1);
	if (findings.length === 0 && track.live.size === 0) return forget(track);
	let changed = !verdict.partial && takeAbsent(track, /* @__PURE__ */ new Set([...findings, ...unsure]), ms, how);
	for (const finding of findings) changed = present(track, finding, ms, how) || changed;
	return changed;
}
/** Before new ones come: those that are over must not take their room. */
function takeAbsent(track, findings, ms, how) {
	let changed = false;
	for (const tracked of track.live.values()) if (!findings.has(tracked.finding) && tracked.lastMs < ms) changed = absent(track, tracked, ms, how) || changed;
	return changed;
}
/** Rows that nobody will be shown any more: each holds on to the text of its month. */
function forget(track) {
	if (track.quietRows === flickerRows) track.shown.length = 0;
	return false;
}
/** A state that is the same before and after a gap counts as confirmed; that it was quiet in between is not known. */
function afterGap(tracked, ms, how) {
	if (tracked.streak < 0) tracked.absentSinceMs = ms;
	if (!how.acrossGaps && (!tracked.confirmed || tracked.streak < 0)) tracked.streak = 0;
}
function show(track, seen) {
	if (track.quietRows > 0 || track.rows === 1) {
		track.spells.push({
			row: track.rows,
			ms: seen.ms
		});
		if (track.spells.length > flickerSpells) track.spells.shift();
	}
	track.shown.unshift(seen);
	if (track.shown.length > mostShown$2) track.shown.pop();
}
function present(track, finding, ms, how) {
	const tracked = track.live.get(finding) ?? admit(track, finding, ms, how);
	if (tracked === void 0) return false;
	tracked.streak = Math.max(0, tracked.streak) + 1;
	if (tracked.streak === 1 && !tracked.confirmed) tracked.sinceMs = ms;
	tracked.lastMs = ms;
	tracked.rows += 1;
	if (tracked.confirmed) return false;
	if (how.atOnce(finding)) return confirmFinding(track, tracked, ms);
	const isFlicker = tracked.streak < how.confirm;
	if (isFlicker && !(how.flickers && isFlickering(track))) return false;
	if (how.needsMoreChecks(tracked, track, ms)) return false;
	return isFlicker ? confirmFlapping(track, tracked, ms) : confirmFinding(track, tracked, ms);
}
/** undefined: there are too many already. */
function admit(track, finding, ms, how) {
	if (track.live.size >= mostLive && !(how.atOnce(finding) && makeRoom(track, how))) return void 0;
	const tracked = track.past.get(finding) ?? newTracked(finding, ms);
	track.past.delete(finding);
	track.live.set(finding, tracked);
	return tracked;
}
/** A hundred addresses that try passwords must not hide who has logged in. */
function makeRoom(track, how) {
	for (const tracked of track.live.values()) if (!how.atOnce(tracked.finding)) return retire(track, tracked);
	return false;
}
function newTracked(finding, ms) {
	return {
		finding,
		firstMs: ms,
		lastMs: ms,
		sinceMs: ms,
		absentSinceMs: ms,
		rows: 0,
		streak: 0,
		confirmed: false
	};
}
function confirmFinding(track, tracked, ms) {
	if (!isAny(track) || ms - track.wentMs <= dayMs$5) countComing(track, ms);
	tracked.confirmed = true;
	return true;
}
function isAny({ live }) {
	for (const { confirmed } of live.values()) if (confirmed) return true;
	return false;
}
/** A second finding that comes while nothing has gone is no coming and going. */
function countComing(track, ms) {
	const { cameMs } = track;
	track.wentMs = Number.NEGATIVE_INFINITY;
	cameMs.push(ms);
	if (cameMs.length > flappingTimes) cameMs.shift();
	const [earliest = ms] = cameMs;
	track.flapping = cameMs.length === flappingTimes && ms - earliest <= dayMs$5;
}
function isFlickering({ spells, rows }) {
	const [earliest] = spells;
	return earliest !== void 0 && spells.length === flickerSpells && rows - earliest.row < flickerRows;
}
function confirmFlapping(track, tracked, ms) {
	confirmFinding(track, tracked, ms);
	track.flapping = true;
	tracked.sinceMs = track.spells[0]?.ms ?? ms;
	return true;
}
/** A finding that the row has not. */
function absent(track, tracked, ms, how) {
	if (!tracked.confirmed) return retire(track, tracked) && false;
	tracked.streak = Math.min(0, tracked.streak) - 1;
	if (tracked.streak === -1) tracked.absentSinceMs = ms;
	const quiet = !track.flapping || ms - tracked.absentSinceMs >= flappingQuietMs;
	if (-tracked.streak < how.confirm || !quiet) return false;
	track.spells.length = 0;
	track.wentMs = ms;
	retire(track, tracked);
	track.flapping &&= isAnyAbsent(track);
	return true;
}
function isAnyAbsent({ live }) {
	for (const { confirmed, streak } of live.values()) if (confirmed && streak < 0) return true;
	return false;
}
function retire({ live, past }, tracked) {
	tracked.confirmed = false;
	tracked.streak = 0;
	live.delete(tracked.finding);
	past.set(tracked.finding, tracked);
	const [longestAgo] = past.keys();
	if (past.size > mostPast && longestAgo !== void 0) past.delete(longestAgo);
	return true;
}
var mostLive, mostPast, mostShown$2, dayMs$5, flappingTimes, flappingQuietMs, flickerSpells, flickerRows, gapIntervals, none$2;
var init_confirmation = __esmMin((() => {
	mostLive = 100;
	mostPast = 200;
	mostShown$2 = 5;
	dayMs$5 = 864e5;
	flappingTimes = 3;
	flappingQuietMs = 216e5;
	flickerSpells = 6;
	flickerRows = 24;
	gapIntervals = 4;
	none$2 = [];
}));

// src/alerts/guessing.ts
function mayBeGuessing(tracked, track, nowMs, confirm) {
	return !(nowMs - tracked.sinceMs >= patienceMs && tracked.streak >= patienceFactor * confirm) && isUnderWay(track, nowMs);
}
/** Whoever left sooner than that was passing by, told or not. */
function isUnderWay({ past }, nowMs) {
	let passed = 0;
	for (const { finding, sinceMs, lastMs } of past.values()) {
		if (nowMs - lastMs > withinMs || lastMs - sinceMs >= patienceMs || isLogin(finding)) continue;
		passed += 1;
		if (passed === passersBy) return true;
	}
	return false;
}
var passersBy, withinMs, patienceMs, patienceFactor;
var init_guessing = __esmMin((() => {
	init_finders();
	passersBy = 3;
	withinMs = 2592e5;
	patienceMs = 432e5;
	patienceFactor = 12;
}));

// src/alerts/host-watch.ts
function newHostWatch(host, { confirm, thresholds, holds }) {
	const finders = newFinders(confirm, thresholds);
	const kinds = rowKinds.map((kind) => newKindWatch(kind, finders[kind], confirm, (ms) => holds(kind, host, ms)));
	const intervalsMs = [];
	const usualMs = () => median$1(intervalsMs);
	let [lastMs, seenMs, watchedMs] = [
		NaN,
		0,
		0
	];
	const add = (seen, ms, watched) => {
		if (ms < lastMs) return none$1;
		if (ms > lastMs) keep(intervalsMs, ms - lastMs);
		lastMs = ms;
		watchedMs = watched;
		if (seen === void 0) return none$1;
		seenMs = ms;
		return collect(kinds, (watch) => hears(watch, seen) ? changeOf(watch, seen, usualMs, host) : void 0);
	};
	return {
		add,
		/** What the clock of the rows said at its newest row. */
		watchedMs: () => watchedMs,
		open: () => kinds.flatMap((watch) => watch.alert ? [alertOf(watch, watch.alert, host, seenMs)] : []),
		standing: (kind) => standingOf(kinds.find((watch) => watch.kind === kind), confirm)
	};
}
function newKindWatch(kind, find, confirm, isHeld) {
	const how = {
		confirm,
		atOnce: (finding) => atOnce.includes(kind) || kind === "peer" && isLogin(finding),
		needsMoreChecks: (tracked, track, ms) => isHeld(ms) || kind === "peer" && mayBeGuessing(tracked, track, ms, confirm),
		flickers: flickering.includes(kind),
		acrossGaps: kind !== "peer"
	};
	return {
		kind,
		types: typesOf[kind],
		find,
		how,
		track: newTrack(),
		alert: void 0,
		asked: true
	};
}
/**
* While nothing answers, nothing else can be told: the other kinds rest. A host that has changed its type is still asked for
* what is open, so that it can be over.
*/
function hears({ kind, types, alert }, { isDown, row }) {
	if (kind === "down") return true;
	return !isDown && (alert !== void 0 || types.includes(row.type));
}
/** Most rows change nothing, and cost nothing. */
function collect(kinds, change) {
	let changes = none$1;
	for (const watch of kinds) {
		const found = change(watch);
		if (found !== void 0) changes = [...changes, found];
	}
	return changes;
}
function changeOf(watch, seen, usualMs, host) {
	const verdict = watch.find(seen);
	if (verdict === void 0) return void 0;
	watch.asked = verdict.asked;
	if (!observe(watch.track, verdict, seen, usualMs, watch.how)) return void 0;
	return turn(watch, verdict, seen, host);
}
function turn(watch, verdict, { ms }, host) {
	const [before, time] = [watch.alert, new Date(ms)];
	const findings = [...watch.track.live.values()].filter(({ confirmed }) => confirmed).sort(byFinding);
	if (before !== void 0 && findings.length === 0) {
		watch.alert = void 0;
		const reason = verdict.asked ? "recovered" : "gone";
		return {
			what: "resolved",
			added: [],
			alert: alertOf(watch, before, host, ms),
			time,
			reason
		};
	}
	const sinceMs = before?.sinceMs ?? Math.min(...findings.map((tracked) => tracked.sinceMs));
	const { told, added } = tell$2(before, findings, ms);
	watch.alert = {
		findings,
		sinceMs,
		flapping: watch.track.flapping,
		told
	};
	return {
		what: before ? "changed" : "opened",
		added,
		alert: alertOf(watch, watch.alert, host, ms),
		time
	};
}
/** What comes and goes within one alert is told once. */
function tell$2(before, findings, ms) {
	const told = before?.told ?? /* @__PURE__ */ new Map();
	for (const { finding, lastMs } of before?.findings ?? []) remember(told, finding, lastMs);
	const isTold = (tracked) => before?.findings.includes(tracked) || ms - (told.get(tracked.finding) ?? Number.NEGATIVE_INFINITY) < toldForMs;
	const added = findings.filter((tracked) => !isTold(tracked)).map(({ finding }) => finding);
	for (const finding of added) remember(told, finding, ms);
	return {
		told,
		added
	};
}
function remember(told, finding, ms) {
	told.delete(finding);
	told.set(finding, ms);
	const [longestAgo] = told.keys();
	if (told.size > mostTold && longestAgo !== void 0) told.delete(longestAgo);
}
function alertOf({ kind, track, how }, open, host, seenMs) {
	const { findings, sinceMs, flapping } = open;
	return {
		kind,
		host,
		findings: findings.map(({ finding }) => finding),
		since: new Date(sinceMs),
		seen: new Date(seenMs),
		flapping,
		closing: closingOf(open, how),
		evidence: track.shown.map(({ row }) => row),
		sightings: findings.map(sightingOf)
	};
}
function closingOf({ findings, flapping }, { confirm }) {
	if (!findings.every(({ streak }) => streak < 0)) return void 0;
	return flapping ? "when quiet" : Math.max(1, ...findings.map(({ streak }) => confirm + streak));
}
function sightingOf({ finding, firstMs, rows, sinceMs }) {
	return {
		finding,
		first: new Date(firstMs),
		rows,
		since: new Date(sinceMs)
	};
}
function standingOf(watch, confirm) {
	if (watch === void 0) return "unknown";
	if (watch.alert !== void 0) return "open";
	if (watch.track.quietRows < confirm) return "unknown";
	return watch.asked ? "well" : "gone";
}
function keep(intervalsMs, intervalMs) {
	intervalsMs.push(intervalMs);
	if (intervalsMs.length > intervalsKept$1) intervalsMs.shift();
}
/** Without an interval there is no gap either. */
function median$1(intervalsMs) {
	return intervalsMs.toSorted((a, b) => a - b)[Math.floor(intervalsMs.length / 2)] ?? Number.POSITIVE_INFINITY;
}
function byFinding(a, b) {
	return a.finding < b.finding ? -1 : 1;
}
var none$1, intervalsKept$1, toldForMs, mostTold, atOnce, flickering;
var init_host_watch = __esmMin((() => {
	init_confirmation();
	init_finders();
	init_guessing();
	none$1 = [];
	intervalsKept$1 = 7;
	toldForMs = 6048e5;
	mostTold = 500;
	atOnce = [
		"host-key",
		"oom",
		"reboots"
	];
	flickering = [
		"down",
		"http",
		"ssh"
	];
}));

// src/alerts/rules.ts
function newRules({ confirm, thresholdsOf }) {
	const hosts = /* @__PURE__ */ new Map();
	const clock = newClock();
	const outages = newOutageWatch();
	const settingsOf = (host) => ({
		confirm,
		thresholds: thresholdsOf?.(host) ?? /* @__PURE__ */ new Map(),
		holds: outages.holds
	});
	const dropGone = (time) => [...hosts].flatMap(([name, watch]) => {
		if (clock.watchedMs() - watch.watchedMs() < goneAfterMs) return [];
		hosts.delete(name);
		outages.forget(name);
		return watch.open().map((alert) => ({
			what: "resolved",
			added: [],
			alert,
			time,
			reason: "gone"
		}));
	});
	return {
		add: (run) => {
			const [first] = run;
			if (first === void 0) return [];
			const changes = clock.tick(first.time) ? dropGone(new Date(clock.nowMs())) : [];
			const rows = run.map((row) => ({
				host: row.host,
				seen: readSeen(row, clock.nowMs())
			}));
			changes.push(...outages.add(rows.flatMap(({ seen }) => seen ?? [])));
			for (const { host, seen } of rows) {
				const watch = hosts.get(host) ?? newHostWatch(host, settingsOf(host));
				hosts.set(host, watch);
				changes.push(...watch.add(seen, clock.nowMs(), clock.watchedMs()));
			}
			return changes;
		},
		open: () => [...outages.open(), ...[...hosts.values()].flatMap((watch) => watch.open())].sort(byUrgency),
		standing: (kind, host) => {
			if (kind === "outage") return outages.standing();
			return hosts.get(host)?.standing(kind) ?? (clock.watchedMs() >= goneAfterMs ? "gone" : "unknown");
		}
	};
}
/** The time of the newest row, and for how long there have been rows. */
function newClock() {
	let [nowMs, watchedMs] = [NaN, 0];
	return {
		nowMs: () => nowMs,
		watchedMs: () => watchedMs,
		/** Rows of one run share a time: true for the first of them. */
		tick: (time) => {
			const ms = time.getTime();
			if (ms === nowMs) return false;
			watchedMs += Math.min(longestPauseMs, Math.max(0, ms - (Number.isNaN(nowMs) ? ms : nowMs)));
			nowMs = ms;
			return true;
		}
	};
}
function byUrgency(a, b) {
	return alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) || (a.host < b.host ? -1 : 1);
}
var memoryMs, goneAfterMs, longestPauseMs;
var init_rules = __esmMin((() => {
	init_alert();
	init_host_watch();
	init_outage();
	init_verdict();
	memoryMs = 6912e5;
	goneAfterMs = 864e5;
	longestPauseMs = 216e5;
}));

// src/alerts/silence.ts
function newSilenceWatch() {
	const hosts = /* @__PURE__ */ new Map();
	return {
		add: (run) => {
			for (const { host, time } of run) {
				const seen = hosts.get(host) ?? {
					host,
					firstMs: time.getTime(),
					times: []
				};
				hosts.set(host, seen);
				seen.times.push(time.getTime());
			}
		},
		/** What was silent at a time: rows after it do not count. */
		silentAt: (asked) => silentAmong(until(hosts, asked.now.getTime()), asked),
		/** The first row of these hosts that was read. */
		since: (isMine) => {
			const firsts = [...hosts.values()].filter(({ host }) => isMine(host)).map(({ firstMs }) => firstMs);
			return firsts.length === 0 ? void 0 : new Date(Math.min(...firsts));
		},
		/** The first row of these hosts at or after a time. */
		firstOf: (time, isMine) => {
			const later = [...hosts.values()].filter(({ host }) => isMine(host)).flatMap(({ times }) => times).filter((ms) => ms >= time.getTime());
			return later.length === 0 ? void 0 : new Date(Math.min(...later));
		},
		/** Of a monitor that is not silent. A host whose rows are too old to be read may be silent still. */
		standing: (host) => hosts.has(host) ? "well" : "unknown"
	};
}
function until(hosts, nowMs) {
	return [...hosts.values()].map((seen) => ({
		...seen,
		times: seen.times.filter((ms) => ms <= nowMs)
	})).filter(({ times }) => times.length > 0);
}
function silentAmong(seen, { now, isMine, maxAgeMs }) {
	const others = seen.filter(({ host }) => !isMine(host));
	return [...Map.groupBy(others, newest)].flatMap(([lastMs, [first]]) => {
		const usualMs = first && usualInterval(first);
		if (first === void 0 || usualMs === void 0) return [];
		if (now.getTime() - lastMs <= Math.max(maxAgeMs, lateIntervals * usualMs)) return [];
		return seen.some((other) => newest(other) > lastMs && (isCompanion(other, first) || follows(other, lastMs, usualMs))) ? [] : [silentAlert(first.host, new Date(lastMs), now)];
	});
}
function newest({ times }) {
	return times.at(-1) ?? NaN;
}
function usualInterval({ times }) {
	if (times.length < leastTimes) return void 0;
	const latest = times.slice(-8);
	const intervals = latest.slice(1).map((ms, index) => ms - (latest[index] ?? ms));
	return intervals.sort((a, b) => a - b)[Math.floor(intervals.length / 2)];
}
/** Of the same monitor, which goes on: the host has only left its inventory. Once may be chance. */
function isCompanion(other, { times }) {
	const latest = times.slice(-3);
	return 2 * latest.filter((ms) => other.times.includes(ms)).length > latest.length;
}
/** New hosts that begin where the old ones end are the old ones under other names. */
function follows({ firstMs }, lastMs, usualMs) {
	return firstMs > lastMs && firstMs - lastMs <= lateIntervals * usualMs;
}
/** `since`: the newest row, or the watchdog's last run. */
function silentAlert(host, since, seen) {
	return {
		kind: "silent",
		host,
		findings: [host === "watchdog" ? "runs" : "rows"],
		since,
		seen,
		flapping: false,
		evidence: [],
		sightings: []
	};
}
var watchdogHost, watchdogMaxAgeMs, leastTimes, lateIntervals;
var init_silence$1 = __esmMin((() => {
	watchdogHost = "watchdog";
	watchdogMaxAgeMs = 216e5;
	leastTimes = 3;
	lateIntervals = 2;
}));

// src/probes/clock.ts
/** undefined: no answer, or an answer without a date. */
async function askDate(url, limitMs) {
	const options = {
		signal: AbortSignal.timeout(limitMs),
		limit: {
			bytes: 0,
			exceeded: "a body was not expected"
		}
	};
	const response = await requestText(url, {
		method: "HEAD",
		headers: { "user-agent": "server-monitor" }
	}, options).catch(() => void 0);
	const time = Date.parse(response === void 0 ? "" : valuesOf$1(response.headers, "date")[0] ?? "");
	return Number.isNaN(time) ? void 0 : new Date(time);
}
var init_clock = __esmMin((() => {
	init_client$2();
	init_raw_head();
}));

// src/commands/machine-clock.ts
/** Throws before anything is asked or written. */
function refuseUnsetClock({ now }) {
	if (now < firstDay) throw new Error(`this machine's clock says ${instant(now)}, which is impossible: ${mend}`);
}
/**
* GitHub's clock is asked only where the rows make ours doubtful: some are ahead of it, or the newest is far behind. Throws
* where ours is off; rows that are ahead of a clock that is right are passed over, by name.
*/
async function checkClock(newest, ahead, { surroundings, reporter, now }) {
	if (!(newest !== void 0 && now.getTime() - newest.getTime() > mostOffMs) && ahead.size === 0) return;
	const began = performance.now();
	const theirs = await askDate(surroundings.internet, askLimitMs);
	const off = theirs === void 0 ? 0 : now.getTime() + (performance.now() - began) - theirs.getTime();
	if (theirs !== void 0 && Math.abs(off) > mostOffMs) throw new Error(offWords(now, off, surroundings.internet.host));
	if (ahead.size > 0) reporter.warn(aheadWords(ahead, now));
}
function offWords(now, offMs, host) {
	const off = `${durationWords(Math.abs(offMs))} ${offMs > 0 ? "ahead of" : "behind"}`;
	return `no rows are written: this machine's clock says ${instant(now)}, ${off} that of ${host}; ${mend}`;
}
/** `rows of web-1, db-1 and 2 more are up to 36 h ahead of this machine's clock and do not count: …` */
function aheadWords(ahead, now) {
	const latest = Math.max(...[...ahead.values()].map((time) => time.getTime()));
	return `rows of ${listed$3([...ahead.keys()].sort())} are up to ${durationWords(latest - now.getTime())} ahead of this machine's clock (${instant(new Date(latest))}) and do not count: look at the clock of the machine that wrote them (timedatectl), and delete these lines`;
}
function instant(time) {
	return zonedWords(time, utcClock(time));
}
var clockToleranceMs$1, mostOffMs, firstDay, askLimitMs, mend;
var init_machine_clock = __esmMin((() => {
	init_clock();
	init_count();
	init_duration();
	init_instant();
	clockToleranceMs$1 = 6e5;
	mostOffMs = 36e5;
	firstDay = /* @__PURE__ */ new Date("2026-01-01T00:00:00Z");
	askLimitMs = 5e3;
	mend = "set the clock of this machine (sudo timedatectl set-ntp true), then start the check again";
}));

// src/commands/history.ts
function storeSettings({ inputs, surroundings, reporter }) {
	const { push, branch, token, results: folder } = inputs;
	return {
		...surroundings,
		push,
		branch,
		token,
		folder,
		warn: reporter.warn
	};
}
/**
* Where the rows of before cannot be read, hosts are checked all the same, and their rows are kept. Throws SetupError where
* no rows could be written either.
*/
async function readHistory(store, call, thresholds) {
	const history = {
		...noHistory(call),
		...begin(call, thresholds)
	};
	try {
		const results = await store.results();
		const acceptedKeys = await keysIn(results, true);
		const known = {
			...history,
			names: results.names,
			acceptedKeys
		};
		return await readRows(results, call, thresholds).then((read) => ({
			...known,
			...read
		}), (unread) => ({
			...known,
			unread
		}));
	} catch (unread) {
		if (unread instanceof SetupError) throw unread;
		return {
			...history,
			acceptedKeys: await lastKeys(store),
			unread
		};
	}
}
/** A host whose key was accepted is not a stranger because the remote is away. */
async function lastKeys(store) {
	const last = await store.lastResults().catch(() => void 0);
	return last && keysIn(last, false).catch(() => void 0);
}
async function keysIn(results, complete) {
	return {
		text: await results.read("known_hosts") ?? "",
		path: results.pathOf(knownHostsName$1),
		complete
	};
}
function noHistory(call) {
	return {
		...begin(call),
		names: [],
		ahead: /* @__PURE__ */ new Map(),
		acceptedKeys: void 0,
		unread: void 0
	};
}
function begin({ inputs: { confirm }, now }, thresholdsOf) {
	const lastChecks = /* @__PURE__ */ new Map();
	const silence = newSilenceWatch();
	return {
		lastChecks,
		rules: newRules({
			confirm,
			thresholdsOf
		}),
		status: newStatusHistory(now, startOf(now)),
		silence
	};
}
function startOf(now) {
	return new Date(now.getTime() - memoryMs);
}
/** The rows are gone through once, for everybody who wants them. */
async function readRows(results, call, thresholds) {
	const { lastChecks, rules, status, silence } = begin(call, thresholds);
	const ahead = /* @__PURE__ */ new Map();
	for await (const run of runsBetween(results, startOf(call.now), lastDay)) {
		const aheadMs = (run[0]?.time.getTime() ?? 0) - call.now.getTime();
		if (aheadMs > 6e5) for (const { host, time } of run) ahead.set(host, time);
		if (aheadMs > 0) continue;
		rules.add(run);
		silence.add(run);
		for (const row of run) {
			status.add(row);
			lastChecks.set(row.host, lastCheckOf(row, lastChecks.get(row.host)));
		}
	}
	return {
		lastChecks,
		rules,
		status,
		silence,
		ahead
	};
}
function lastCheckOf(row, before) {
	const { time, lastBoot, bootId } = row;
	const state = stateOf(row);
	const wasUp = state === "unknown" ? before?.wasUp === true : state === "up";
	return lastBoot === void 0 ? {
		...noBoot,
		...before,
		time,
		wasUp
	} : {
		time,
		wasUp,
		lastBoot,
		bootId
	};
}
/** Of these hosts: other runners may write into the same files. */
function newestOf(hosts, lastChecks) {
	return hosts.flatMap(({ id }) => lastChecks.get(id)?.time ?? []).reduce((newest, time) => newest && newest > time ? newest : time, void 0);
}
var lastDay, noBoot;
var init_history = __esmMin((() => {
	init_rules();
	init_silence$1();
	init_host_history();
	init_state();
	init_git_errors();
	init_month_file();
	init_results();
	init_machine_clock();
	lastDay = /* @__PURE__ */ new Date("2099-12-31T23:59:59Z");
	noBoot = {
		lastBoot: void 0,
		bootId: void 0
	};
}));

// src/mail/settings.ts
/** An incomplete login is an error and not "no mail": a missing secret must not silence the monitor. */
function mailSettings(inputs) {
	const errors = [];
	const to = recipients$1(inputs, errors);
	const port = portOf(inputs, errors);
	const login = loginOf(inputs, errors);
	const asked = inputs.smtpUsername.trim() !== "" || inputs.smtpHost.trim() !== "";
	if (errors.length > 0) return { errors };
	if (!asked) return { absent: "no mail: smtp-username is not set" };
	if (to.length === 0) return { absent: "no mail: email-to is not set, and the inventory has no email_dest" };
	const host = hostOf$3(inputs, errors);
	const from = senderOf(inputs, errors);
	return errors.length > 0 ? { errors } : { settings: {
		to,
		from,
		host,
		port,
		login
	} };
}
/** Each address once. */
function recipients$1({ emailTo, emailDest }, errors) {
	const [name, entries] = emailTo.trim() === "" ? ["email_dest", emailDest] : ["email-to", commaSeparated(emailTo)];
	const addresses = entries.map((entry, index) => {
		const address = mailbox(entry);
		if (address === void 0) errors.push(`${name}: entry ${index + 1}: ${expectedAddress}`);
		return address;
	});
	return [...new Set(addresses.filter((address) => address !== void 0))];
}
function portOf({ smtpPort }, errors) {
	const text = smtpPort.trim();
	const port = text === "" ? defaultPort : wholeNumber(1, 65535)(text);
	if (port === void 0) errors.push(`smtp-port: expected a port 1–65535, got ${quoted$4(text)}`);
	return port ?? defaultPort;
}
function loginOf({ smtpUsername, smtpPassword }, errors) {
	const [username, password] = [smtpUsername.trim(), smtpPassword];
	const given = password !== void 0 && password.reveal() !== "";
	if (username === "" && given) errors.push("smtp-username: is not set, but smtp-password is; set both or none");
	if (username !== "" && !given) errors.push("smtp-password: is not set, but smtp-username is; set both or none");
	return username !== "" && given ? {
		username,
		password
	} : void 0;
}
function hostOf$3({ smtpHost, smtpUsername }, errors) {
	const given = smtpHost.trim();
	if (given === "") return guessedHost(smtpUsername.trim(), errors);
	const parsed = parseAddress(isIP(given) === 0 ? domainToASCII(given) || given : given);
	if ("problems" in parsed) errors.push("smtp-host: expected the name or address of a mail server, without a port");
	return "value" in parsed ? parsed.value : given;
}
function guessedHost(username, errors) {
	const domain = mailbox(username)?.split("@")[1];
	if (domain === void 0) errors.push("smtp-host: is not set, and smtp-username has no domain to guess it from");
	return `smtp.${domain}`;
}
function senderOf({ emailFrom, smtpUsername }, errors) {
	const address = mailbox(emailFrom.trim() || smtpUsername.trim());
	if (address !== void 0) return address;
	errors.push(`email-from: ${emailFrom.trim() === "" ? "is not set, and smtp-username is not a mail address" : expectedAddress}`);
	return "";
}
/** The address with its domain in ASCII, which any server accepts; undefined if it is not an address. */
function mailbox(text) {
	const parsed = parseMailAddresses(text);
	const [only, ...others] = "value" in parsed ? parsed.value : [];
	if (only === void 0 || others.length > 0) return void 0;
	const [local = "", domain = ""] = only.split("@");
	const name = dnsNameOf(domainToASCII(domain));
	const address = `${local}@${name}`;
	return name === void 0 || address.length > addressLengthMax || hasControl.test(address) ? void 0 : address;
}
var defaultPort, expectedAddress, addressLengthMax, hasControl;
var init_settings = __esmMin((() => {
	init_late_node_net();
	init_late_node_url();
	init_input_values();
	init_addresses();
	init_mail_addresses();
	init_parsed();
	defaultPort = 587;
	expectedAddress = "expected a mail address such as me@example.com";
	addressLengthMax = 254;
	hasControl = /\p{C}/u;
}));

// src/store/outbox.ts
/** `purpose` separates the texts of several repositories on one machine. */
function outboxOf(stateHome, purpose) {
	const folder = join(stateHome, "server-monitor", `outbox-${digest(purpose)}`);
	return {
		keep: async (text, time) => {
			await mkdir(folder, {
				recursive: true,
				mode: 448
			});
			await writeDurably(join(folder, `${time.getTime()}-${digest(text)}.json`), text, 384);
		},
		waiting: async () => {
			const sorted = (await listFolder(folder)).filter((name) => /^\d+-[0-9a-f]+\.json$/.test(name)).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
			return Promise.all(sorted.map((name) => open(folder, name)));
		}
	};
}
async function open(folder, name) {
	const path = join(folder, name);
	return {
		text: await readIfPresent(path) ?? "",
		time: new Date(Number.parseInt(name, 10)),
		remove: () => rm(path, { force: true })
	};
}
function digest(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
var init_outbox = __esmMin((() => {
	init_late_node_crypto();
	init_promises$2();
	init_late_node_path();
	init_file();
}));

// src/commands/delivering.ts
/** Per repository and results folder. */
function outboxFor(purpose, { surroundings, inputs }) {
	const whose = `${surroundings.github.repository} ${inputs.results}`;
	return outboxOf(surroundings.stateHome, [purpose, whose].filter(Boolean).join(" "));
}
/** What waits from earlier runs goes first. Returns what could not be sent, in sentences. */
async function deliverInOrder(news, channel, now) {
	const { outbox, send, read } = channel;
	const keep = async (fault) => {
		if (news !== void 0) await outbox.keep(JSON.stringify(news), now);
		return [`${fault}; the ${channel.name} waits for the next run`];
	};
	for (const { text, time, remove } of await outbox.waiting()) {
		const old = now.getTime() - time.getTime() < staleMs ? read(parseJson(text)) : void 0;
		const sent = old && await send(old);
		if (sent?.fault !== void 0 && !sent.reached) return keep(sent.fault);
		await remove();
	}
	const sent = news && await send(news);
	if (sent?.fault === void 0) return [];
	return sent.reached ? [sent.fault] : keep(sent.fault);
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
var staleMs;
var init_delivering = __esmMin((() => {
	init_outbox();
	staleMs = 6048e5;
}));

// late:node:tls
var node_tls, createSecureContext, getCACertificates;
var init_late_node_tls = __esmMin((() => {
	node_tls = process.getBuiltinModule("node:tls");
	createSecureContext = node_tls.createSecureContext;
	getCACertificates = node_tls.getCACertificates;
}));

// late:node:stream
var node_stream, Readable;
var init_late_node_stream = __esmMin((() => {
	node_stream = process.getBuiltinModule("node:stream");
	Readable = node_stream.Readable;
}));

// late:nodemailer/lib/smtp-connection
var smtp_connection_default;
var init_smtp_connection = __esmMin((() => {
	init_late_load();
	smtp_connection_default = /* @__PURE__ */ load$1("nodemailer", "nodemailer/lib/smtp-connection");
}));

// src/mail/attempt.ts
async function attempt$1(mail, to, server, endsMs) {
	const { host, port } = server;
	const socket = connect$1(tcpOptions(host, port));
	const body = Readable.from(piecesOf(mail), { objectMode: false });
	const ending = Promise.withResolvers();
	ending.promise.catch(() => {});
	const watch = setInterval(() => {
		if (socket.bytesRead > receivedBytesMax) ending.reject(failure("EPROTOCOL", "too much was received"));
		if (performance.now() > endsMs) ending.reject(failure("SOCKET_TIMEOUT", "the time is up"));
	}, watchEveryMs);
	try {
		await Promise.race([ending.promise, connected(socket, server.limits.connectMs)]);
		return await converse(socket, {
			mail,
			body,
			to,
			server,
			ending
		});
	} catch (error) {
		return answerTo(error, body.readableEnded);
	} finally {
		clearInterval(watch);
		body.destroy();
		socket.destroy();
	}
}
/** Our own socket instead of nodemailer's: it uses the system's resolver, and it can always be destroyed. */
async function connected(socket, limitMs) {
	const { promise, resolve, reject } = Promise.withResolvers();
	const timer = setTimeout(() => reject(failure("ETIMEDOUT", "no connection in time")), limitMs);
	socket.once("connect", resolve).on("error", reject);
	return promise.finally(() => clearTimeout(timer));
}
async function converse(socket, { mail, body, to, server, ending }) {
	const smtp = new smtp_connection_default(optionsOf(socket, server));
	smtp.on("error", ending.reject).on("end", () => ending.reject(failure("ECONNECTION", "closed")));
	const step = (taken) => Promise.race([ending.promise, taken]);
	try {
		await step(settled((done) => smtp.connect((error) => done(error ?? null))));
		if (server.login !== void 0) await step(logIn(smtp, server.login));
		const envelope = {
			from: server.from,
			to: [...to],
			size: mail.length
		};
		const { accepted, rejectedErrors } = await step(settled((done) => smtp.send(envelope, body, done)));
		await quit(smtp, ending.promise);
		return {
			accepted,
			refusals: rejectedErrors ?? [],
			unconfirmed: false
		};
	} finally {
		smtp.close();
	}
}
async function logIn(smtp, { username, password }) {
	if (!smtp.allowsAuth) throw failure("ENOAUTH", "no login is offered");
	const credentials = {
		user: username,
		pass: password.reveal()
	};
	await settled((done) => smtp.login({ credentials }, done));
}
function settled(start) {
	return new Promise((resolve, reject) => start((error, value) => error === null ? resolve(value) : reject(error)));
}
/**
* A password is sent only to a server with a valid certificate: without STARTTLS there is no login. Without a login STARTTLS is
* used if it is offered, and there is no fallback if it fails. Trusted certificate authorities (CA) are those of Node, of the
* machine, and of NODE_EXTRA_CA_CERTS, which is the place for the CA of your own mail server.
*/
function optionsOf(connection, { host, port, login, trust, limits }) {
	return {
		connection,
		host,
		port,
		secure: port === 465,
		requireTLS: login !== void 0 && port !== 465,
		tls: {
			secureContext: trust,
			rejectUnauthorized: true
		},
		name: "[127.0.0.1]",
		logger: false,
		greetingTimeout: limits.greetingMs,
		connectionTimeout: 2 * limits.greetingMs,
		socketTimeout: limits.replyMs,
		socketCloseTimeout: 0,
		maxResponseSize: replyBytesMax
	};
}
/** The mail is already accepted, so errors are ignored here. */
async function quit(smtp, ended) {
	const { promise, resolve } = Promise.withResolvers();
	const timer = setTimeout(resolve, quitMs);
	ended.catch(resolve);
	smtp.quit();
	await promise;
	clearTimeout(timer);
}
function answerTo(error, handedOver) {
	const known = error instanceof Error ? error : /* @__PURE__ */ new Error("failed");
	const refusals = known.rejectedErrors ?? [];
	if (refusals.length > 0) return {
		accepted: [],
		refusals,
		unconfirmed: false
	};
	return {
		accepted: [],
		refusals: [],
		error: known,
		unconfirmed: handedOver && known.responseCode === void 0
	};
}
function failure(code, message) {
	return Object.assign(new Error(message), { code });
}
/** In pieces, so that the end of the stream is read about when the last bytes are sent. */
function* piecesOf(bytes) {
	for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
var quitMs, replyBytesMax, receivedBytesMax, watchEveryMs, tlsPort, pieceBytes;
var init_attempt = __esmMin((() => {
	init_late_node_net();
	init_late_node_stream();
	init_smtp_connection();
	init_connect();
	quitMs = 1e3;
	replyBytesMax = 65536;
	receivedBytesMax = 1048576;
	watchEveryMs = 50;
	tlsPort = 465;
	pieceBytes = 65536;
}));

// late:nodemailer/lib/mail-composer
var mail_composer_default;
var init_mail_composer = __esmMin((() => {
	init_late_load();
	mail_composer_default = /* @__PURE__ */ load$1("nodemailer", "nodemailer/lib/mail-composer");
}));

// src/mail/compose.ts
async function compose(message, { from, to }, identity) {
	const domain = from.split("@")[1] ?? "";
	const list = `server-monitor.${labelOf(identity.label)}`;
	const root = `<${labelOf(message.thread)}.${list}@${domain}>`;
	return new mail_composer_default({
		from: {
			name: "server-monitor",
			address: from
		},
		to: to.map((address) => ({
			name: "",
			address
		})),
		subject: subjectText(message.subject),
		date: identity.now,
		messageId: `<${randomUUID$1()}@${domain}>`,
		inReplyTo: root,
		references: root,
		headers: headers(list),
		text: message.text,
		html: message.html,
		attachments: message.attachments.map(({ name, content }) => ({
			filename: name,
			content: Buffer.from(content),
			contentType: name.endsWith(".gz") ? "application/gzip" : "text/csv; charset=utf-8"
		})),
		disableFileAccess: true,
		disableUrlAccess: true
	}).compile().build();
}
/**
* `localhost` is what RFC 2919 has for lists that own no domain. Exchange does not know Auto-Submitted; it is asked not to
* answer for people who are away, but bounces are wanted.
*/
function headers(list) {
	return {
		"List-Id": `<${list}.localhost>`,
		"Auto-Submitted": "auto-generated",
		"X-Auto-Response-Suppress": "OOF, AutoReply"
	};
}
/** What may stand between the dots of an id. */
function labelOf(text) {
	return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "unnamed";
}
var init_compose = __esmMin((() => {
	init_late_node_crypto();
	init_mail_composer();
	init_safe_text();
}));

// src/mail/reply.ts
/** undefined: no reply, or no error. */
function replyOf(response) {
	const lines = (response ?? "").slice(0, longestRead).split(/\r?\n/);
	const code = Number(/^([45]\d\d)(?:[ -]|$)/.exec(lines[0] ?? "")?.[1]);
	if (Number.isNaN(code)) return void 0;
	const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(lines[0] ?? "") ?? [];
	return {
		code,
		status,
		text: lines.map((line) => line.replace(/^\d{3}(?:[ -]|$)(?:\d\.\d{1,3}\.\d{1,3}(?:\s+|$))?/, "")).join(" ")
	};
}
/** `535 5.7.8` */
function codesOf({ code, status }) {
	return status === void 0 ? String(code) : `${code} ${status}`;
}
/** `550 5.1.1 "no such user"`. The text is left out if it echoes the password. */
function quotedReply(reply, login) {
	const piece = terminalText(reply.text.slice(0, longestQuoted$1).replace(/[\s"]+/g, " ").trim());
	if (piece === "" || echoes(reply.text, login)) return codesOf(reply);
	return `${codesOf(reply)} "${piece}${reply.text.length > longestQuoted$1 ? "…" : ""}"`;
}
/** Whether a text contains the password in a form in which it was sent, even over several lines. */
function echoes(text, login) {
	if (login === void 0) return false;
	const password = login.password.reveal();
	const forms = [
		password,
		base64(password),
		base64(`\0${login.username}\0${password}`)
	];
	const squeezed = text.replace(/\s+/g, "");
	return forms.some((form) => text.includes(form) || squeezed.includes(form.replace(/\s+/g, "")));
}
function base64(text) {
	return Buffer.from(text).toString("base64").replace(/=+$/, "");
}
var longestRead, longestQuoted$1;
var init_reply = __esmMin((() => {
	init_safe_text();
	longestRead = 4e3;
	longestQuoted$1 = 120;
}));

// src/mail/silence.ts
function nameMend(login) {
	return login === void 0 ? "check smtp-host" : "set smtp-host; without it, it is guessed from smtp-username";
}
/** The most telling code first: nodemailer puts its own in place of the system's. A reply that is none says all. */
function silence$1({ response, timeoutType, originalCode, code: ownCode }, server) {
	const codes = (response === void 0 ? [
		timeoutType,
		originalCode,
		ownCode
	] : ["EPROTOCOL"]).filter((code) => code !== void 0);
	for (const code of codes) {
		const words = silences$1.find(([pattern]) => pattern.test(code))?.[1];
		if (words !== void 0) return words(server, code);
	}
	return {
		what: "could not be used",
		fix: closed
	};
}
var tooLargeMend, closed, silences$1;
var init_silence = __esmMin((() => {
	init_attempt();
	tooLargeMend = "mail fewer hosts at once: split the inventory";
	closed = "check smtp-host and smtp-port, or ask the server's administrator";
	silences$1 = [
		[/^ENOTFOUND$/, ({ login }) => ({
			what: "does not exist in DNS",
			fix: nameMend(login)
		})],
		[/^EAI_/, () => ({
			what: "could not be looked up in DNS",
			fix: "check this machine's network and DNS",
			isTransient: true
		})],
		[/^ECONNREFUSED$/, () => ({
			what: "refuses the connection",
			fix: "check smtp-host and smtp-port",
			isTransient: true
		})],
		[/^E(NET|HOST)UNREACH$|^EADDRNOTAVAIL$|^ETIMEDOUT$/, () => ({
			what: "cannot be reached",
			fix: "check the network; many providers block port 25, so use 587",
			isTransient: true
		})],
		[/^GREETING_TIMEOUT$/, () => ({
			what: "sends no greeting",
			fix: "a server that expects TLS at once needs smtp-port: 465",
			isTransient: true
		})],
		[/^(SOCKET|UPGRADE)_TIMEOUT$/, () => ({
			what: "stopped answering",
			fix: closed,
			isTransient: true
		})],
		[/WRONG_VERSION|PACKET_LENGTH|RECORD_TOO|HTTP_REQUEST|UNEXPECTED_EOF/, ({ port }) => ({
			what: "does not use implicit TLS (SMTPS)",
			fix: port === 465 ? "set smtp-port: 587" : closed
		})],
		[/^ERR_TLS_CERT_ALTNAME_INVALID$/, (_, code) => ({
			what: `has a certificate for another name (${code})`,
			fix: "set smtp-host to the name in it"
		})],
		[/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, (_, code) => ({
			what: `has a certificate that is not valid now (${code})`,
			fix: "renew it, or check this machine's clock"
		})],
		[/CERT|ISSUER|LEAF_SIGNATURE|SELF_SIGNED|INVALID_(CA|PURPOSE)/, (_, code) => ({
			what: `has a certificate that is not trusted (${code})`,
			fix: "set NODE_EXTRA_CA_CERTS to the file of its certificate authority (CA)"
		})],
		[/^ERR_SSL_|^ERR_TLS_|^EPROTO$/, (_, code) => ({
			what: `supports no common TLS version or cipher (${code})`,
			fix: "it must support TLS 1.2 or newer"
		})],
		[/^ENOAUTH$/, () => ({
			what: "offers no login",
			fix: "the password was not sent; leave smtp-username empty, or check smtp-host"
		})],
		[/^EAUTH$/, () => ({
			what: "supports no common login method",
			fix: "it must support PLAIN, LOGIN or CRAM-MD5"
		})],
		[/^EMESSAGE$/, () => ({
			what: "refuses the mail as too large",
			fix: tooLargeMend
		})],
		[/^EPROTOCOL$/, () => ({
			what: "does not speak SMTP",
			fix: "check smtp-host and smtp-port"
		})],
		[/^ECONN|^EPIPE$|^ESOCKET$|^ETLS$/, () => ({
			what: "closed the connection",
			fix: closed,
			isTransient: true
		})]
	];
}));

// src/mail/failure.ts
function placeOf({ host, port }) {
	return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
/** RFC 5321, section 4.2.1: replies from 400 on ask for another attempt, those from 500 on forbid it. */
function failureOf$1(error, server) {
	const reply = replyOf(error.response);
	const { what, fix, isTransient } = reply === void 0 ? silence$1(error, server) : refusal$1(reply, error, server);
	return {
		what,
		fix,
		isTransient: isTransient ?? (reply !== void 0 && reply.code < 500)
	};
}
/** Failures in which the server said what is wrong. */
function refusal$1(reply, { command = "", response = "" }, server) {
	const said = quotedReply(reply, server.login);
	if (command.startsWith("AUTH")) return {
		what: `refuses the login: ${codesOf(reply)}`,
		fix: loginMend(server, response)
	};
	if (command === "STARTTLS") return {
		what: `does not start TLS: ${said}`,
		fix: startTlsMend(server)
	};
	if (reply.code === 530) return {
		what: `requires a login: ${said}`,
		fix: "set smtp-username and smtp-password"
	};
	if (command === "RCPT TO") return {
		what: `refuses the recipient: ${said}`,
		fix: "check email-to"
	};
	if (reply.code === 552) return {
		what: `refuses the mail as too large: ${said}`,
		fix: tooLargeMend
	};
	if (command === "MAIL FROM") return {
		what: `refuses the sender ${server.from}: ${said}`,
		fix: "check email-from"
	};
	if (command === "DATA") return {
		what: `refuses the mail: ${said}`,
		fix: "ask the server's administrator why"
	};
	return {
		what: `refuses the connection: ${said}`,
		fix: "check smtp-host, or ask the server's administrator"
	};
}
function startTlsMend({ login }) {
	if (login === void 0) return "ask the server's administrator, or set smtp-port: 465";
	return "the password was not sent; set smtp-port: 465, or check smtp-host";
}
function loginMend({ host }, response) {
	return providers.find(([sign]) => sign.test(`${host}\n${response}`))?.[1] ?? "check smtp-username and smtp-password; many providers require an app password";
}
var providers;
var init_failure = __esmMin((() => {
	init_late_node_net();
	init_reply();
	init_silence();
	providers = [
		[/(^|\.)(gmail|googlemail|google)\.com\n|\bgsmtp\b/, "Google requires an app password instead of the account's own: https://myaccount.google.com/apppasswords"],
		[/5\.7\.139|basic authentication is disabled/i, "Microsoft has disabled passwords for SMTP: see https://aka.ms/smtp_auth_disabled, or use another account"],
		[/(^|\.)(yahoo\.com|aol\.com|me\.com|icloud\.com|fastmail\.com)\n/, "this provider requires an app password"]
	];
}));

// src/mail/send.ts
var send_exports = /* @__PURE__ */ __exportAll({
	MailError: () => MailError,
	sendMail: () => sendMail
});
/** Never throws for what a mail server does. */
async function sendMail(message, settings, options) {
	const mail = await compose(message, settings, options);
	if (mail.length > mailBytesMax) return {
		delivered: [],
		fault: tooLarge(mail)
	};
	const { from, host, port, login } = settings;
	const limits = {
		...defaultLimits,
		...options.limits
	};
	const server = {
		from,
		host,
		port,
		login,
		trust: trusted(options.ca),
		limits
	};
	const course = await handOver(mail, settings.to, server, options.pausesMs ?? defaultPausesMs);
	return {
		delivered: course.delivered,
		fault: faultOf$1(course, server)
	};
}
async function handOver(mail, to, server, pausesMs) {
	const endsMs = performance.now() + server.limits.totalMs;
	let course = {
		delivered: [],
		refused: [],
		waiting: to.map((address) => ({
			address,
			failure: void 0
		})),
		tries: 0,
		unconfirmed: 0
	};
	for (const pauseMs of [0, ...pausesMs]) {
		if (isOver(course) || performance.now() + pauseMs > endsMs) break;
		await setTimeout$1(pauseMs * (.75 + Math.random() / 2));
		const addresses = course.waiting.map(({ address }) => address);
		course = after$1(course, await attempt$1(mail, addresses, server, endsMs), server);
	}
	return course;
}
function isOver({ waiting, unconfirmed }) {
	const isHopeless = waiting.some(({ failure }) => failure?.isTransient === false);
	return waiting.length === 0 || isHopeless || unconfirmed >= unconfirmedMax;
}
function after$1(course, { accepted, refusals, error, unconfirmed }, server) {
	const answered = refusals.map((refusal) => ({
		address: refusal.recipient ?? "",
		failure: failureOf$1(refusal, server)
	}));
	const failure = error && failureOf$1(error, server);
	return {
		delivered: [...course.delivered, ...accepted],
		refused: [...course.refused, ...answered.filter((one) => !one.failure.isTransient)],
		waiting: failure ? course.waiting.map(({ address }) => ({
			address,
			failure
		})) : answered.filter((one) => one.failure.isTransient),
		tries: course.tries + 1,
		unconfirmed: course.unconfirmed + (unconfirmed ? 1 : 0)
	};
}
function faultOf$1({ delivered, refused, waiting, tries, unconfirmed }, server) {
	const missing = [...refused, ...waiting];
	const failures = [...new Set(missing.flatMap(({ failure }) => failure ?? []))];
	const [failure, ...others] = failures;
	if (failure === void 0) return void 0;
	const what = delivered.length === 0 && refused.length === 0 && others.length === 0 ? failure.what : whoMissed(delivered, missing);
	const doubt = unconfirmed > 0 ? ", but the mail may have arrived" : "";
	const tried = tries > 1 ? ` (tried ${tries} times)` : "";
	const fixes = [...new Set(failures.map(({ fix }) => fix))].join("; ");
	return new MailError(`mail: ${placeOf(server)} ${what}${doubt}${tried}; ${fixes}`);
}
function whoMissed(delivered, missing) {
	const those = missing.map(({ address, failure }) => `${address} (${failure?.what})`).join(", ");
	return delivered.length === 0 ? `delivered to nobody: ${those}` : `delivered to ${delivered.join(", ")} but not to ${those}`;
}
function tooLarge(mail) {
	const mib = Math.ceil(mail.length / 1024 / 1024);
	return new MailError(`mail: has ${mib} MiB with its attachments, more than servers accept; split the inventory`);
}
function trusted(ca) {
	const authorities = () => [.../* @__PURE__ */ new Set([...getCACertificates("default"), ...getCACertificates("system")])];
	return createSecureContext({
		ca: ca ?? authorities(),
		minVersion: "TLSv1.2"
	});
}
var MailError, defaultPausesMs, defaultLimits, mailBytesMax, unconfirmedMax;
var init_send = __esmMin((() => {
	init_promises();
	init_late_node_tls();
	init_attempt();
	init_compose();
	init_failure();
	MailError = class extends Error {
		name = "MailError";
	};
	defaultPausesMs = [
		2e3,
		8e3,
		2e4
	];
	defaultLimits = {
		connectMs: 2e4,
		greetingMs: 2e4,
		replyMs: 6e4,
		totalMs: 3e5
	};
	mailBytesMax = 20971520;
	unconfirmedMax = 2;
}));

// src/report/mail/mail-document.ts
/** What a host said, as long as it may be in a mail. Cut once it is printable, which makes a text longer. */
function clipped$1(text) {
	const line = terminalText(text);
	return line.length > longestQuoted ? `${line.slice(0, longestQuoted).toWellFormed()}…` : line;
}
/** With a capital, where a word of ours comes first: not a name, an address or markup. */
function sentenceStart(words) {
	return words.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}
var longestQuoted;
var init_mail_document = __esmMin((() => {
	init_safe_text();
	longestQuoted = 240;
}));

// src/report/mail/mail-markup.ts
/** html`<td>${text}</td>`: what is put in is text, unless it is markup already. Not for attributes, which want `plain`. */
function html(strings, ...pieces) {
	return { html: strings.map((string, at) => string + markupOf(pieces[at] ?? "")).join("") };
}
function markupOf(piece) {
	if (typeof piece === "string" || "untrusted" in piece) return mailText(piece);
	return "html" in piece ? piece.html : piece.map((each) => each.html).join("");
}
/** Markup or a style that is written out in our source. */
function own(markup) {
	return { html: markup };
}
/** Where no element may stand: in the title, and between the quotes of an attribute. */
function plain$2(value) {
	return { html: htmlText(String(value)) };
}
/** A link to where the user lives; the address is ours and http(s), else the words alone are shown. */
function link(url, words) {
	return /^https?:\/\//.test(url) ? html`<a href="${plain$2(url)}" class="a" style="color:#0969da">${words}</a>` : words;
}
/** Text between the tags of a mail. */
function mailText(text) {
	return htmlText(text).replace(telltale, "<span>$&</span>");
}
/** What the text weighs once it is encoded for its way, as quoted-printable. */
function encodedBytes(text) {
	const extra = (text.match(/[^\n\x20-\x3c\x3e-\x7e]/gu) ?? []).reduce((sum, character) => sum + 3 * Buffer.byteLength(character) - character.length, 0);
	return Math.ceil((text.length + extra) * (76 / 72));
}
var telltale;
var init_mail_markup = __esmMin((() => {
	init_safe_text();
	telltale = /[.\u3002\uff0e\uff61](?=\p{L})|(?<=www)\.|@|:(?=[/\\])/giu;
}));

// src/report/mail/mail-blocks.ts
function htmlBlock(block) {
	switch (block.kind) {
		case "lead": return lead(block.words, block.tone);
		case "heading": return heading$1(block.words, block.badge);
		case "paragraph": return block.quiet ? quietLine(block.words) : html`<p style="margin:0 0 12px">${shown(block.words)}</p>\n`;
		case "list": return list(block.items);
		case "figures": return figures$4(block.figures);
		case "facts": return facts$1(block.facts);
		case "table": return table$4(block);
		case "strip": return strip$1(block.days);
		case "link": return html`<p style="margin:0 0 16px">${link(block.url, html`${block.words}`)}</p>\n`;
	}
}
/** Words of ours hold nothing that HTML reads; what they quote is made inert here. */
function shown(words) {
	return typeof words === "string" ? html`${words}` : own(words((text) => mailText(clipped$1(text))));
}
function lead(words, tone) {
	const { back, text, strong } = toneColors[tone];
	return html`<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 16px"><tr><td class="${own(tone)}" bgcolor="${own(back)}" style="padding:12px 16px;border-left:4px solid ${own(strong)};color:${own(text)};${own(textFont)}">${shown(words)}</td></tr></table>\n`;
}
function heading$1(words, label) {
	return html`<h2 class="line" style="margin:8px 0;padding:16px 0 0;border-top:1px solid #d1d9e0;font-size:18px;line-height:26px">${shown(words)}${label === void 0 ? own("") : badge(label)}</h2>\n`;
}
/** Word leaves out the padding, and shows the words on the colour all the same. */
function badge({ words, tone }) {
	const style = `display:inline-block;padding:0 8px;border-radius:10px;background:${toneColors[tone].strong};color:#ffffff;font-size:13px;font-weight:normal;line-height:20px;vertical-align:middle`;
	return html` &nbsp;<span style="${own(style)}">${words}</span>`;
}
function quietLine(words) {
	return html`<p class="quiet" style="margin:0 0 12px;${own(quietColor)};${own(cellFont)}">${shown(words)}</p>\n`;
}
function list(items) {
	const lines = items.map((item) => html`<li style="margin:0 0 4px">${shown(item)}</li>`);
	return html`<ul style="margin:0 0 12px;padding:0 0 0 20px">${lines}</ul>\n`;
}
function figures$4(each) {
	const cells = each.map(({ value, label }) => html`<td width="${plain$2(Math.floor(100 / each.length))}%" style="padding:0 8px 0 0;${own(cellFont)};${own(quietColor)}" class="quiet"><span class="text" style="font-size:20px;line-height:28px;font-weight:600;color:#1f2328">${value}</span><br>${label}</td>`);
	return html`<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 12px"><tr valign="top">${cells}</tr></table>\n`;
}
function tableStart(padding) {
	return html`<table width="100%" cellspacing="0" cellpadding="${plain$2(padding)}" border="0" style="margin:0 0 12px;${own(cellFont)}">`;
}
function facts$1(pairs) {
	const rows = pairs.map(([label, words]) => html`<tr valign="top"><td class="quiet" width="28%" style="${own(cellStyle)};${own(quietColor)}">${label}</td><td style="padding:2px 0">${shown(words)}</td></tr>`);
	return html`${tableStart(0)}${rows}</table>\n`;
}
function table$4({ header, rows, dense = false }) {
	const titles = header.map((title) => html`<th class="quiet" style="${own(dense ? "" : cellStyle)};font-weight:normal;${own(quietColor)}">${title}</th>`);
	const lines = rows.map((cells) => html`<tr valign="top">${cells.map((words) => cell(words, own(dense ? "" : ruled)))}</tr>\n`);
	return html`${tableStart(dense ? 4 : 0)}<tr align="left">${titles}</tr>\n${lines}</table>\n`;
}
function cell(words, style) {
	const text = shown(words);
	const length = plainLength(text);
	return html`<td${own(length > 0 && length <= longestUnbroken ? " nowrap" : "")}${style}>${text}</td>`;
}
function plainLength({ html: markup }) {
	return markup.replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, "x").length;
}
/** A cell a day, with the day of the month below the first of every week. */
function strip$1(days) {
	const labels = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => week * 7).map((first) => html`<td colspan="${plain$2(Math.min(7, days.length - first))}">${String(first + 1)}</td>`);
	return html`<table role="presentation" width="100%" cellspacing="1" cellpadding="0" border="0" style="margin:0 0 8px;table-layout:fixed"><tr align="center" height="18" style="color:#ffffff;font:12px/18px Arial,sans-serif">${days.map((day) => dayCells[day])}</tr>
<tr class="quiet" style="${own(quietColor)};font:12px/16px Arial,sans-serif">${labels}</tr></table>\n`;
}
var fonts, textFont, cellFont, quietColor, toneColors, cellStyle, ruled, longestUnbroken, dayCells;
var init_mail_blocks = __esmMin((() => {
	init_mail_document();
	init_mail_markup();
	fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
	textFont = `font:16px/24px ${fonts}`;
	cellFont = `font:14px/20px ${fonts}`;
	quietColor = "color:#59636e";
	toneColors = {
		bad: {
			back: "#ffebe9",
			text: "#82071e",
			strong: "#cf222e"
		},
		warn: {
			back: "#fff8c5",
			text: "#633c01",
			strong: "#9a6700"
		},
		good: {
			back: "#dafbe1",
			text: "#044f1e",
			strong: "#1a7f37"
		},
		quiet: {
			back: "#f6f8fa",
			text: "#1f2328",
			strong: "#59636e"
		}
	};
	cellStyle = "padding:2px 12px 2px 0";
	ruled = ` class="line" style="${cellStyle};border-top:1px solid #d1d9e0"`;
	longestUnbroken = 12;
	dayCells = {
		well: own(`<td bgcolor="#2da44e">&nbsp;</td>`),
		partly: own(`<td bgcolor="#bf8700">&ndash;</td>`),
		down: own(`<td bgcolor="#cf222e">&times;</td>`),
		none: own(`<td bgcolor="#d1d9e0" class="none">&nbsp;</td>`),
		ahead: own("<td>&nbsp;</td>")
	};
}));

// src/report/mail/mail-html.ts
function htmlMail(title, page) {
	return html`<!DOCTYPE html>
<html lang="en">
<head>
${head(title)}
</head>
<body class="page" style="margin:0;padding:0;background:#f6f8fa">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${previewOf(page)}</div>
${frame(page)}
</body>
</html>
`.html;
}
/** Readers on phones are asked not to make links of what looks like a telephone number, a date or an address. */
function head(title) {
	return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${plain$2(title)}</title>
${own(wordStyles)}
<style>
${own(darkStyles)}
</style>`;
}
function frame({ blocks, footer }) {
	return html`<table role="presentation" class="page" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#f6f8fa"><tr><td align="center" style="padding:16px 8px">
${own(wordFrame)}
<table role="presentation" class="card" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#ffffff" style="max-width:600px;text-align:left;border:1px solid #d1d9e0;border-radius:8px"><tr><td class="text" style="padding:20px 20px 8px;color:#1f2328;${own(textFont)}">
${blocks.map(htmlBlock)}</td></tr></table>
${own(wordFrameEnd)}
<p class="quiet" style="max-width:584px;margin:12px auto;${own(quietColor)};${own(cellFont)}">${footerLines(footer)}</p>
</td></tr></table>`;
}
function previewOf({ preview }) {
	return preview.slice(0, longestPreview).toWellFormed();
}
function footerLines(lines) {
	return lines.map((line, at) => html`${own(at === 0 ? "" : "<br>")}${shown(line)}`);
}
var wordStyles, darkStyles, wordFrame, wordFrameEnd, longestPreview;
var init_mail_html = __esmMin((() => {
	init_mail_blocks();
	init_mail_markup();
	wordStyles = "<!--[if mso]><style>td,th,p,li{font-family:Arial,sans-serif!important}</style><![endif]-->";
	darkStyles = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#0d1117!important}
.card{background:#151b23!important;border-color:#3d444d!important}
.text{color:#f0f6fc!important}
.quiet{color:#9198a1!important}
.line{border-color:#3d444d!important}
.a{color:#4493f8!important}
.none{background:#3d444d!important}
.bad{background:#3c1618!important;color:#ffdcd7!important}
.warn{background:#2e2a1f!important;color:#f8e3a1!important}
.good{background:#12261e!important;color:#aff5b4!important}
}`;
	wordFrame = `<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->`;
	wordFrameEnd = "<!--[if mso]></td></tr></table><![endif]-->";
	longestPreview = 160;
}));

// src/report/mail/mail-text.ts
function textMail({ blocks, footer }) {
	return `${[...blocks.map(textBlock), `-- \n${footer.map((line) => wrapped(plain$1(line))).join("\n")}`].filter(Boolean).join("\n\n")}\n`;
}
/**
* A link in text says where it leads, so that a bare address that a mail reader makes one of deceives nobody; one that names
* its protocol is not left for a slip of the finger.
*/
function inertText(text) {
	return terminalText(text).replaceAll("://", "[://]");
}
function plain$1(words) {
	return typeof words === "string" ? inertText(words) : words((text) => inertText(clipped$1(text)));
}
function textBlock(block) {
	switch (block.kind) {
		case "lead":
		case "paragraph": return wrapped(plain$1(block.words));
		case "heading": return heading(plain$1(block.words) + (block.badge === void 0 ? "" : ` · ${block.badge.words}`));
		case "list": return block.items.map((item) => wrapped(plain$1(item), "- ", "  ")).join("\n");
		case "figures": return wrapped(block.figures.map(({ value, label }) => `${value} ${label}`).join(" · "));
		case "facts": return labelled(block.facts);
		case "table": return table$3(block.header, block.rows.map((cells) => cells.map(plain$1)));
		case "strip": return strip(block.days);
		case "link": return `${block.words}:\n${block.url}`;
	}
}
function heading(words) {
	const lines = wrapped(words);
	return `${lines}\n${"-".repeat(Math.max(...lines.split("\n").map((line) => line.length)))}`;
}
function labelled(facts) {
	const width = Math.max(...facts.map(([label]) => label.length)) + 2;
	return facts.map(([label, words]) => wrapped(plain$1(words), label.padEnd(width), " ".repeat(width))).join("\n");
}
/** The last column takes what is left, and goes on below itself. */
function table$3(header, rows) {
	const widths = header.map((title, at) => {
		const lengths = rows.map((cells) => cells[at]?.length ?? 0);
		return Math.max(title.length, ...lengths.map((length) => at > 0 || length <= longestFirst ? length : 0));
	});
	return [header, ...rows].map((cells) => tableLine(cells, widths)).join("\n");
}
function tableLine(cells, widths) {
	const [first = "", ...others] = cells;
	if (first.length > longestFirst) return `${wrapped(first)}\n${tableLine(["", ...others], widths)}`;
	const start = cells.slice(0, -1).map((cell, at) => `${cell.padEnd(widths[at] ?? 0)}  `);
	const indent = " ".repeat(start.join("").length);
	return wrapped(cells.at(-1) ?? "", start.join(""), indent).trimEnd();
}
function strip(days) {
	const weeks = days.map((_, at) => at % 7 === 0 ? String(at + 1).padEnd(7) : "").join("");
	return `${days.map((day) => dayMarks[day]).join("").trimEnd()}\n${weeks.trimEnd()}`;
}
/** Broken at blanks, and inside of what is longer than a line. */
function wrapped(text, first = "", indent = "") {
	const lines = [first];
	for (const word of text.split(/ +/).flatMap((word) => pieces(word, columns$1 - indent.length))) {
		const line = lines.at(-1) ?? "";
		const blank = line === first && lines.length === 1 ? "" : line === indent ? "" : " ";
		if (line.length + blank.length + word.length <= columns$1) lines[lines.length - 1] = line + blank + word;
		else lines.push(indent + word);
	}
	return lines.join("\n");
}
function pieces(word, length) {
	return word.match(new RegExp(`.{1,${length}}`, "gu")) ?? [];
}
var columns$1, longestFirst, dayMarks;
var init_mail_text = __esmMin((() => {
	init_safe_text();
	init_mail_document();
	columns$1 = 72;
	longestFirst = 30;
	dayMarks = {
		well: "█",
		partly: "▄",
		down: "×",
		none: "·",
		ahead: " "
	};
}));

// src/report/mail/mail-message.ts
function mailOf(thread, subject, page) {
	const line = subjectText(subject);
	const short = line.length > longestSubject ? `${line.slice(0, longestSubject).toWellFormed()}…` : line;
	return {
		thread,
		subject: short,
		text: textMail(page),
		html: htmlMail(short, page)
	};
}
function weightOf(blocks) {
	return blocks.reduce((sum, block) => sum + encodedBytes(htmlBlock(block).html), 0);
}
/** The first ones, as many as there is room for. */
function fitting(items, room, weigh) {
	let weight = 0;
	const at = items.findIndex((item) => {
		weight += weigh(item);
		return weight > room;
	});
	return at < 0 ? {
		shown: items,
		left: []
	} : {
		shown: items.slice(0, at),
		left: items.slice(at)
	};
}
/** A list that says how many it leaves out. */
function fittingList(items, room) {
	const { shown, left } = fitting(items, room, (item) => weightOf([{
		kind: "list",
		items: [item]
	}]));
	return {
		kind: "list",
		items: left.length === 0 ? shown : [...shown, `and ${left.length} more`]
	};
}
var longestSubject, roomForBlocks;
var init_mail_message = __esmMin((() => {
	init_safe_text();
	init_mail_blocks();
	init_mail_html();
	init_mail_markup();
	init_mail_text();
	longestSubject = 160;
	roomForBlocks = 9e4;
}));

// src/report/mail/run-mail.ts
var run_mail_exports = /* @__PURE__ */ __exportAll({ runMail: () => runMail });
function runMail(report) {
	const { hosts } = report;
	const words = (quote) => headline$1(hosts, quote);
	return mailOf("run", headline$1(hosts, subjectText), {
		preview: headline$1(hosts, clipped$1),
		blocks: [
			{
				kind: "lead",
				words,
				tone: toneOf$1(hosts)
			},
			...findingBlocks(hosts),
			...tableBlocks(hosts)
		],
		footer: [`${beganWords(report)}${keptWords(report)}. Written by server-monitor after every check (email-on: always).`]
	});
}
function toneOf$1(hosts) {
	if (inState(hosts, "down").length > 0) return "bad";
	if (inState(hosts, "unknown").length > 0 || hosts.length === 0) return "quiet";
	return inState(hosts, "trouble").length > 0 ? "warn" : "good";
}
function findingBlocks(hosts) {
	const found = hosts.filter((host) => findingLines(host, clipped$1).length > 0);
	return found.length === 0 ? [] : [fittingList(found.map(findingItem), roomForBlocks * findingShare)];
}
/** `db-1: SSH did not answer in time: no answer within 30 s` */
function findingItem(host) {
	return (quote) => `${quote(host.host)}: ${findingLines(host, quote).join("; ")}`;
}
/** In the order of the inventory; where there are too many hosts, those that are up are counted. */
function tableBlocks(hosts) {
	if (hosts.length === 0) return [];
	const fits = (some) => weightOf([table$2(some)]) <= roomForBlocks * tableShare;
	if (fits(hosts)) return [table$2(hosts)];
	const { shown, left } = fitting(hosts.filter(({ state }) => state !== "up"), roomForBlocks * tableShare, (one) => weightOf([table$2([one])]));
	const up = inState(hosts, "up").length;
	const more = [...left.length > 0 ? [`${left.length} not up`] : [], `${up} up`].join(", ");
	return [table$2(shown), {
		kind: "paragraph",
		words: `and ${count$2(left.length + up, "more host")}: ${more}.`
	}];
}
/** Name and state, and all else in one cell: a phone has no room for a dozen columns. */
function table$2(hosts) {
	const { header, rows } = hostTable$1(hosts);
	const titles = header.slice(2);
	return {
		kind: "table",
		dense: rows.length > mostRuled,
		header: [
			"host",
			"state",
			"values"
		],
		rows: rows.map(([host = "", state = "", ...cells]) => [
			(quote) => quote(host),
			(quote) => quote(state),
			figures$3(titles, cells)
		])
	};
}
function figures$3(titles, cells) {
	const said = titles.map((title, at) => ({
		title,
		text: cells[at] ?? ""
	})).filter(({ text }) => text !== "");
	return (quote) => said.map(({ title, text }) => `${title} ${quote(text)}`).join(", ");
}
var findingShare, tableShare, mostRuled;
var init_run_mail = __esmMin((() => {
	init_safe_text();
	init_count();
	init_summary$1();
	init_mail_document();
	init_mail_message();
	findingShare = .35;
	tableShare = .6;
	mostRuled = 12;
}));

// src/report/mail/alert-mail.ts
var alert_mail_exports = /* @__PURE__ */ __exportAll({ alertMail: () => alertMail });
/** undefined: nothing is new and nothing closed, so there is no mail. */
function alertMail(changes, options) {
	const news = urgentFirst$1(changes.filter((change) => change.what !== "resolved" && isNews(change)).map(newsOf$1));
	const resolved = urgentFirst$1(changes.filter(({ what }) => what === "resolved"));
	if (news.length + resolved.length === 0) return void 0;
	const first = (quote) => headline(news, resolved, options.clock, quote);
	return mailOf("alerts", headline(news, resolved, options.clock, subjectText), {
		preview: headline(news, resolved, options.clock, clipped$1),
		blocks: [
			{
				kind: "lead",
				words: first,
				tone: news.length > 0 ? "bad" : "good"
			},
			...newsBlocks(news, options),
			...resolvedBlocks(resolved, options.clock),
			...lastingBlocks(news, options)
		],
		footer: [`All times are ${options.clock.zone}. Written by server-monitor, once when an alert opens, when it has a new finding and when it closes.`]
	});
}
function newsOf$1({ what, alert, added }) {
	if (what === "opened") return {
		alert,
		before: void 0
	};
	const isAdded = (finding) => added.includes(finding);
	return {
		alert: limitedTo(alert, isAdded),
		before: limitedTo(alert, (finding) => !isAdded(finding))
	};
}
function urgentFirst$1(items) {
	const order = worstFirst$1(items.map(({ alert }) => alert));
	return items.toSorted((a, b) => order.indexOf(a.alert) - order.indexOf(b.alert));
}
/** `[down] db-1: nothing answers since 14:10 UTC, and 2 more`; `resolved: db-1: answers again after 43 min` */
function headline(news, resolved, clock, quote) {
	const [worst] = news;
	if (worst === void 0) return resolvedHeadline(resolved, quote);
	return `${quote(alertTitle(worst.alert))} since ${timeOrInstant(worst.alert.since, clock)} ${clock.zone}${andMore$1(news)}`;
}
function resolvedHeadline(resolved, quote) {
	const [first] = resolved;
	return first === void 0 ? "" : `resolved: ${recovery$1(first, quote)}${andMore$1(resolved)}`;
}
/** `db-1: answers again after 43 min` */
function recovery$1({ alert, time, reason }, quote) {
	const after = durationWords(time.getTime() - alert.since.getTime());
	if (reason === "gone") return `${quote(alertTitle(alert))}: no longer watched, after ${after}`;
	return `${quote(alertRecovery(alert))} after ${after}`;
}
function andMore$1({ length }) {
	return length > 1 ? `, and ${length - 1} more` : "";
}
function newsBlocks(news, options) {
	const { shown, left } = fitting(news, roomForBlocks * detailShare$1, (each) => weightOf(alertBlocks(each, options)));
	const rest = left.map(({ alert }) => titleSince(alert, options.clock));
	return [...shown.flatMap((each) => alertBlocks(each, options)), ...listBlocks("Opened, too", rest)];
}
function alertBlocks({ alert, before }, { clock, issueUrl }) {
	const url = issueUrl(alert);
	return [
		{
			kind: "heading",
			words: (quote) => quote(alert.host),
			badge: {
				words: alert.kind,
				tone: "bad"
			}
		},
		{
			kind: "paragraph",
			words: (quote) => findingSentence(alert, quote)
		},
		{
			kind: "facts",
			facts: [
				["since", sinceWords(alert, clock)],
				...knownBefore(before, clock),
				...newestRow(alert, clock),
				["to do", alertAdvice(alert)]
			]
		},
		...url === void 0 ? [] : [{
			kind: "link",
			words: "The issue, with all that was seen",
			url
		}]
	];
}
/** `Nothing answers: ssh:timeout.` */
function findingSentence(alert, quote) {
	const detail = quote(alertDetail(alert));
	return `${sentenceStart(quote(alertFinding(alert)))}${detail === "" ? "" : `: ${detail}`}.`;
}
function sinceWords({ since, flapping }, clock) {
	return `${timeOrInstant(since, clock)}${flapping ? ", comes and goes: no further mail about it until it has been quiet" : ""}`;
}
/** `port 8080 is open since 12:00` */
function knownBefore(before, clock) {
	if (before === void 0 || before.findings.length === 0) return [];
	return [["before", (quote) => `${quote(alertFinding(before))} since ${timeOrInstant(before.since, clock)}`]];
}
/** The cells that show it, as the newest row has them. */
function newestRow({ kind, evidence: [newest] }, clock) {
	if (newest === void 0) return [];
	const shown = evidenceOf(kind).map((key) => [columnTable[key].title, valueWords(key, newest)]).filter(([, words]) => words !== "").slice(0, mostCells);
	if (shown.length === 0) return [];
	const words = (quote) => shown.map(([title, text]) => quote(`${title} ${text}`)).join(", ");
	return [[`seen ${timeOrInstant(newest.time, clock)}`, words]];
}
function resolvedBlocks(resolved, clock) {
	return listBlocks("Resolved", resolved.map((change) => recoveryLine(change, clock)));
}
function recoveryLine(change, clock) {
	const period = `${timeOrInstant(change.alert.since, clock)} – ${timeOrInstant(change.time, clock)}`;
	return (quote) => `${recovery$1(change, quote)} (${period})`;
}
/** What this mail is not about, so that nobody takes it for all there is. */
function lastingBlocks(news, { open, clock }) {
	const told = new Set(news.map(({ alert }) => identityOf(alert)));
	return listBlocks("Still open", worstFirst$1(open.filter((alert) => !told.has(identityOf(alert)))).map((alert) => lineSince(alert, clock)));
}
function titleSince(alert, clock) {
	return (quote) => `${quote(alertTitle(alert))} since ${timeOrInstant(alert.since, clock)}`;
}
/** `[down] db-1: answers again; closes with the next check, open since 14:10` */
function lineSince(alert, clock) {
	return (quote) => `${quote(alertLine(alert))}, open since ${timeOrInstant(alert.since, clock)}`;
}
function listBlocks(title, items) {
	if (items.length === 0) return [];
	return [{
		kind: "heading",
		words: `${title}: ${items.length}`
	}, fittingList(items, roomForBlocks * listShare)];
}
var detailShare$1, listShare, mostCells;
var init_alert_mail = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_finders();
	init_columns();
	init_words();
	init_safe_text();
	init_duration();
	init_instant();
	init_alert_news();
	init_mail_document();
	init_mail_message();
	detailShare$1 = .55;
	listShare = .14;
	mostCells = 6;
}));

// src/commands/mailing.ts
/** Throws an InputError where the inputs are wrong; a text says why there is no mail to send. */
function openMailer(call, emailDest) {
	const configuration = mailSettings({
		...call.inputs.mail,
		emailDest
	});
	if ("errors" in configuration) throw new InputError(configuration.errors);
	if ("absent" in configuration) return configuration.absent;
	const { settings } = configuration;
	for (const secret of secretsOf$1(settings)) call.reporter.mask(secret);
	return { send: async (mail, attachments = []) => {
		const { sendMail } = await Promise.resolve().then(() => (init_send(), send_exports));
		const label = call.surroundings.github.repository ?? "local";
		const { delivered, fault } = await sendMail({
			...mail,
			attachments
		}, settings, {
			now: call.now,
			label
		});
		return {
			fault: fault?.message,
			reached: delivered.length > 0
		};
	} };
}
/** For commands that need no inventory: without one, `email-to` alone says where the mail goes. */
function recipients({ inputs, surroundings, reporter }) {
	if (inputs.inventory.trim() === "") return [];
	const inventory = readInventory({
		...inputs,
		home: surroundings.home,
		mask: reporter.mask
	});
	inventory.warnings.forEach(reporter.warn);
	return inventory.emailDest;
}
/** After a check. What could not be sent. */
async function mailRun(report, mailer, call) {
	const unsent = await mailChanges(report.alerts, mailer, call);
	if (typeof mailer === "string" || call.inputs.emailOn !== "always") return unsent;
	const { runMail } = await Promise.resolve().then(() => (init_run_mail(), run_mail_exports));
	return [...unsent, ...faultOf(await mailer.send(runMail(report)))];
}
/** One mail for what opened, closed or has a new finding; none where nothing did. What could not be sent. */
async function mailChanges(alerts, mailer, call) {
	if (typeof mailer === "string") {
		if (alerts.changes.some(isNews) && call.inputs.emailOn !== "never") call.reporter.info(mailer);
		return [];
	}
	const { alertMail } = await Promise.resolve().then(() => (init_alert_mail(), alert_mail_exports));
	const news = alertMail(alerts.changes, {
		clock: clockOf(call),
		...alerts
	});
	const read = (data) => isMail(data) ? data : void 0;
	return deliverInOrder(news, {
		name: "mail",
		outbox: outboxFor("", call),
		send: mailer.send,
		read
	}, call.now);
}
function isMail(data) {
	if (typeof data !== "object" || data === null) return false;
	const texts = new Map(Object.entries(data));
	return [
		"subject",
		"text",
		"html",
		"thread"
	].every((name) => typeof texts.get(name) === "string");
}
function faultOf({ fault }) {
	return fault === void 0 ? [] : [fault];
}
/** Addresses, which logs of a public repository need not show, and the password in every form in which SMTP sends it. */
function secretsOf$1({ to, from, login }) {
	if (login === void 0) return [...to, from];
	const password = login.password.reveal();
	const forms = [password, `\0${login.username}\0${password}`].map((text) => Buffer.from(text).toString("base64"));
	return [
		...to,
		from,
		password,
		...forms
	];
}
var init_mailing = __esmMin((() => {
	init_inputs();
	init_inventory();
	init_settings();
	init_alert_news();
	init_clock$1();
	init_delivering();
}));

// src/probes/runner.ts
/** Since it was built. undefined: this is not the Node of a runner. */
async function runnerAge(execPath, now) {
	const [, root, named] = /^(.*)\/externals(?:\.([\d.]+))?\/node\d+\/bin\/node$/.exec(execPath) ?? [];
	if (root === void 0) return void 0;
	const program = join(root, "bin", "Runner.Listener");
	const built = await stat(program).catch(() => void 0);
	if (built === void 0) return void 0;
	return {
		version: named ?? await versionOf(program),
		ageMs: now.getTime() - built.mtimeMs
	};
}
/** After its first update by itself, the name of its folder says it. */
function versionOf(program) {
	return new Promise((resolve) => {
		execFile(program, ["--version"], {
			timeout: 5e3,
			killSignal: "SIGKILL"
		}, (_error, stdout) => {
			resolve(/^\d+\.\d+\.\d+$/m.exec(stdout)?.[0]);
		});
	});
}
var init_runner$1 = __esmMin((() => {
	init_late_node_child_process();
	init_promises$2();
	init_late_node_path();
}));

// src/commands/notes.ts
async function runnerNotes(hosts, now) {
	const runner = hosts.some(({ self }) => self) ? await runnerAge(process.execPath, now) : void 0;
	if (runner === void 0 || runner.ageMs < oldRunnerMs) return [];
	return [`${`the runner ${runner.version ?? "of this machine"}`} is ${durationWords(runner.ageMs)} old: GitHub gives no jobs to one that is 30 days behind; check that it updates itself, or reinstall it`];
}
/** Hosts with an installed copy of the probe that is older than ours. One sentence for all of them. */
function probeNotes(probed) {
	const old = probed.flatMap(({ result: { host, facts } }) => {
		return facts?.revision !== void 0 && facts.revision < 2 ? [host] : [];
	});
	if (old.length === 0) return [];
	return [`older probe on ${listed$3(old)}: the columns that it does not fill stay empty; install what \`server-monitor probe\` prints (docs/security.md)`];
}
var oldRunnerMs;
var init_notes = __esmMin((() => {
	init_answer();
	init_runner$1();
	init_count();
	init_duration();
	oldRunnerMs = 216e7;
}));

// src/report/alert-headline.ts
function newsOfRun(changes) {
	const news = changes.filter((change) => change.what !== "resolved" && isNews(change)).map(newsOf);
	const resolved = changes.filter(({ what }) => what === "resolved");
	return {
		news: grouped(urgentFirst(news), ({ alert, before }) => `${before === void 0} ${finding$1(alert)}`),
		resolved: grouped(urgentFirst(resolved), ({ alert, reason }) => `${reason} ${terminalText(alertRecovered(alert))}`)
	};
}
function newsOf({ what, alert, added }) {
	if (what === "opened") return {
		alert,
		before: void 0
	};
	const isAdded = (finding) => added.includes(finding);
	return {
		alert: limitedTo(alert, isAdded),
		before: limitedTo(alert, (finding) => !isAdded(finding))
	};
}
function finding$1(alert) {
	return terminalText(alertFinding(alert));
}
function urgentFirst(items) {
	const order = worstFirst$1(items.map(({ alert }) => alert));
	return items.toSorted((a, b) => order.indexOf(a.alert) - order.indexOf(b.alert));
}
/** Of one kind, and in the same words. */
function grouped(items, wordsOf) {
	return [...Map.groupBy(items, (item) => `${item.alert.kind} ${wordsOf(item)}`).values()].flatMap(([first, ...others]) => first === void 0 ? [] : [[first, ...others]]);
}
/** `[down] db-1: nothing answers since 14:10 UTC, and 2 more`; `resolved: db-1: answers again after 43 min` */
function headlineOf$1({ news, resolved }, clock, quote) {
	const [worst, ...others] = news;
	if (worst !== void 0) return `${newsTitle(worst, clock, quote)} ${clock.zone}${andMore(others)}`;
	const [first, ...rest] = resolved;
	return first === void 0 ? "" : `resolved: ${recoveryTitle(first, quote)}${andMore(rest)}`;
}
/** `[down] 7 hosts: nothing answers since 14:10` */
function newsTitle(group, clock, quote) {
	const since = new Date(Math.min(...group.map(({ alert }) => alert.since.getTime())));
	return `${quote(hostsTitle(alertsOf(group)))} since ${timeOrInstant(since, clock)}`;
}
/** `db-1: answers again after 43 min`, `7 hosts: answer again after up to 43 min` */
function recoveryTitle(group, quote) {
	const [{ reason }] = group;
	const lastedMs = group.map(({ alert, time }) => time.getTime() - alert.since.getTime());
	const after = `${group.length > 1 ? "up to " : ""}${durationWords(Math.max(...lastedMs))}`;
	const alerts = alertsOf(group);
	if (reason === "gone") return `${quote(hostsTitle(alerts))}: no longer watched, after ${after}`;
	return `${quote(hostsRecovery(alerts))} after ${after}`;
}
function alertsOf([first, ...others]) {
	return [first.alert, ...others.map(({ alert }) => alert)];
}
function andMore(groups) {
	const more = groups.flat().length;
	return more > 0 ? `, and ${more} more` : "";
}
var init_alert_headline = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_safe_text();
	init_duration();
	init_instant();
	init_alert_news();
}));

// src/report/alert-notification.ts
var alert_notification_exports = /* @__PURE__ */ __exportAll({ notificationOf: () => notificationOf });
/** undefined: there is nothing to tell. */
function notificationOf(alerts, { clock, pageUrl }) {
	const changes = alerts.changes.filter(isNews);
	const [only, ...others] = changes;
	if (only === void 0) return void 0;
	const news = newsOfRun(changes);
	return {
		title: headlineOf$1(news, clock, terminalText),
		lines: linesOf$3(news, clock),
		url: (others.length === 0 ? alerts.issueUrl(only.alert) : void 0) ?? pageUrl?.href,
		tone: news.news.length > 0 ? "bad" : "good",
		alerts: changes.map(notified)
	};
}
function linesOf$3({ news, resolved }, clock) {
	const advice = news.length === 1 ? news.map(([{ alert }]) => `To do: ${alertAdvice(alert)}`) : [];
	return [
		...news.map((group) => `${newsTitle(group, clock, terminalText)}${more$1(group)}`),
		...resolved.map((group) => `resolved: ${recoveryTitle(group, terminalText)}`),
		...advice
	];
}
/** What the row says of one host, or the names of many. */
function more$1(group) {
	const [{ alert }] = group;
	if (group.length === 1) return inBrackets$1(terminalText(alertDetail(alert)));
	const names = group.slice(0, mostHostsNamed).map((each) => terminalText(each.alert.host));
	const left = group.length - names.length;
	return group.length > 3 ? `: ${names.join(", ")}${left > 0 ? ` and ${left} more` : ""}` : "";
}
function inBrackets$1(words) {
	return words === "" ? "" : ` (${words})`;
}
function notified({ what, added, alert }) {
	const news = what === "changed" ? limitedTo(alert, (finding) => added.includes(finding)) : alert;
	return {
		kind: alert.kind,
		host: terminalText(alert.host),
		what: terminalText(what === "resolved" ? alertRecovered(alert) : alertFinding(news)),
		findings: news.findings.map(terminalText),
		change: what === "resolved" ? "closed" : what
	};
}
var mostHostsNamed;
var init_alert_notification = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_safe_text();
	init_alert_headline();
	init_alert_news();
	mostHostsNamed = 20;
}));

// src/notify/fitting.ts
/** The first lines, and how many are left out; a line that does not fit by itself is cut. */
function fittingText(lines, { most, sizeOf = lengthOf, quote = asItIs }) {
	const quoted = lines.map(quote);
	if (sizeOf(quoted.join("\n")) <= most) return quoted.join("\n");
	const shown = quoted.filter((_, at) => sizeOf(quoted.slice(0, at + 1).join("\n")) <= most - moreSize);
	const left = lines.length - shown.length;
	if (shown.length === 0) return cut(lines[0] ?? "", {
		most: most - moreSize,
		sizeOf,
		quote
	}) + more(left - 1);
	return shown.join("\n") + more(left);
}
function more(left) {
	return left === 0 ? "" : `\nand ${left} more`;
}
function cut(line, { most, sizeOf, quote }) {
	let shown = line.slice(0, most);
	while (sizeOf(quote(`${shown}…`)) > most) shown = shown.slice(0, Math.floor(shown.length * .9));
	return quote(`${shown.toWellFormed()}…`);
}
function lengthOf({ length }) {
	return length;
}
function asItIs(line) {
	return line;
}
var moreSize;
var init_fitting = __esmMin((() => {
	moreSize = 20;
}));

// src/notify/services.ts
function serviceAt(url) {
	return services.find(({ isAt }) => isAt(url)) ?? anyServer;
}
function topicOf(pathname) {
	return /^\/([-\w]{1,64})$/.exec(pathname)?.[1];
}
function slackPlain(text) {
	return {
		type: "plain_text",
		text,
		emoji: false
	};
}
function runs(text, style = {}) {
	return {
		type: "RichTextBlock",
		inlines: [{
			type: "TextRun",
			text,
			...style
		}]
	};
}
function markdownItem(line) {
	return `- ${markdownCode(line)}`;
}
var ntfy, slack, discord, teams, mattermost, anyServer, services;
var init_services = __esmMin((() => {
	init_safe_text();
	init_fitting();
	ntfy = {
		name: "ntfy",
		isAt: ({ hostname, pathname }) => /^ntfy\./.test(hostname) && topicOf(pathname) !== void 0,
		target: (url) => Object.assign(new URL(url), { pathname: "/" }),
		body: ({ title, lines, url, tone }, { pathname }) => ({
			topic: topicOf(pathname),
			title: fittingText([title], { most: 250 }),
			message: fittingText(lines, {
				most: 4096,
				sizeOf: Buffer.byteLength
			}),
			priority: tone === "bad" ? 4 : 3,
			tags: [tone === "bad" ? "rotating_light" : "white_check_mark"],
			...url === void 0 ? {} : { click: url }
		})
	};
	slack = {
		name: "Slack",
		isAt: ({ hostname }) => /^hooks\.slack(-gov)?\.com$/.test(hostname),
		body: ({ title, lines, url }) => ({
			text: slackText(title),
			blocks: [
				{
					type: "header",
					text: slackPlain(fittingText([title], {
						most: 150,
						quote: slackText
					}))
				},
				{
					type: "section",
					text: slackPlain(fittingText(lines, {
						most: 3e3,
						quote: slackText
					}))
				},
				...url === void 0 ? [] : [{
					type: "section",
					text: {
						type: "mrkdwn",
						text: `<${url}|More about it>`
					}
				}]
			]
		})
	};
	discord = {
		name: "Discord",
		isAt: ({ hostname, pathname }) => /^((ptb|canary)\.)?discord(app)?\.com$/.test(hostname) && /^\/api\/(v\d+\/)?webhooks\//.test(pathname),
		body: ({ title, lines, url }) => {
			const link = url === void 0 ? "" : `\n<${url}>`;
			const head = `**${fittingText([title], {
				most: 300,
				quote: discordText
			})}**\n`;
			return {
				content: `${head}${fittingText(lines, {
					most: 2e3 - head.length - link.length,
					quote: discordText
				})}${link}`,
				allowed_mentions: { parse: [] },
				username: "server-monitor"
			};
		}
	};
	teams = {
		name: "Teams",
		isAt: ({ hostname, pathname }) => /\.webhook\.office\.com$/.test(hostname) || /\.(logic\.azure\.(com|us|cn)|api\.powerplatform\.com)$/.test(hostname) && pathname.includes("/workflows/"),
		body: ({ title, lines, url }) => ({
			type: "message",
			attachments: [{
				contentType: "application/vnd.microsoft.card.adaptive",
				contentUrl: null,
				content: {
					$schema: "http://adaptivecards.io/schemas/adaptive-card.json",
					type: "AdaptiveCard",
					version: "1.4",
					body: [runs(fittingText([title], { most: 300 }), {
						weight: "Bolder",
						size: "Medium"
					}), ...fittingText(lines, {
						most: 12e3,
						sizeOf: Buffer.byteLength
					}).split("\n").map((line) => runs(line))],
					actions: url === void 0 ? [] : [{
						type: "Action.OpenUrl",
						title: "More about it",
						url
					}]
				}
			}]
		})
	};
	mattermost = {
		name: "Mattermost",
		isAt: ({ pathname }) => /\/hooks\/[^/]+/.test(pathname),
		body: ({ title, lines, url }) => {
			const link = url === void 0 ? "" : `\n[More about it](${url})`;
			const head = `**${fittingText([title], {
				most: 300,
				quote: markdownCode
			})}**\n`;
			return {
				text: `${head}${fittingText(lines, {
					most: 4e3 - head.length - link.length,
					quote: markdownItem
				})}${link}`,
				username: "server-monitor"
			};
		}
	};
	anyServer = {
		name: "the server",
		isAt: () => true,
		body: ({ title, lines, url, alerts }) => ({
			title,
			text: lines.map(terminalText).join("\n"),
			url,
			alerts
		})
	};
	services = [
		ntfy,
		slack,
		discord,
		teams,
		mattermost
	];
}));

// src/notify/notify.ts
var notify_exports = /* @__PURE__ */ __exportAll({ notify: () => notify });
/** What went wrong, in one sentence. undefined: the service has taken it. Never throws for what a server does. */
async function notify(notification, url, { proxy, pausesMs = [2e3, 8e3] } = {}) {
	const service = serviceAt(url);
	let failure;
	for (const pauseMs of [0, ...pausesMs]) {
		await setTimeout$1(pauseMs);
		failure = await post(notification, url, service, proxy);
		if (failure?.mayPass !== true) break;
	}
	return failure && `notify-url: ${service.name} ${failure.what}; ${failure.fix}`;
}
async function post(notification, url, service, proxy) {
	const signal = AbortSignal.timeout(limitMs);
	const body = JSON.stringify(service.body(notification, url));
	const headers = {
		"content-type": "application/json",
		"user-agent": "server-monitor"
	};
	const target = service.target?.(url) ?? url;
	try {
		const pinned = url.protocol === "http:" ? await addressesOf(url) : void 0;
		if (pinned?.some(isPublic)) return withoutTls;
		const { status } = await requestText(target, {
			method: "POST",
			headers,
			body
		}, {
			signal,
			limit: answerLimit,
			...pinned === void 0 ? { proxy } : { pinned }
		});
		return status >= 200 && status < 300 ? void 0 : refusal(status);
	} catch (error) {
		return signal.aborted ? noAnswer : failureOf(error);
	}
}
/** The connection uses exactly these, because a second lookup could return others. */
function addressesOf({ hostname }) {
	return lookUpAll(hostname.replace(/^\[(.*)\]$/, "$1"));
}
function isPublic({ address }) {
	const canonical = canonicalAddress(address);
	return canonical === void 0 || isPublicAddress(canonical);
}
function refusal(status) {
	const [, fix = checkAddress, mayPass = false] = refusals$1.find(([matches]) => matches(status)) ?? [];
	return {
		what: `answers ${status}`,
		fix,
		mayPass
	};
}
function failureOf(error) {
	const { code, detail } = problemOf(error);
	const mayPass = code === "http:dns" || code === "http:refused";
	return {
		what: `was not reached: ${terminalText(detail)}`,
		fix: checkAddress,
		mayPass
	};
}
var limitMs, answerLimit, withoutTls, noAnswer, checkAddress, refusals$1;
var init_notify = __esmMin((() => {
	init_promises();
	init_address();
	init_connect();
	init_client$2();
	init_failure$1();
	init_safe_text();
	init_services();
	limitMs = 1e4;
	answerLimit = {
		bytes: 65536,
		exceeded: "the answer is too long"
	};
	withoutTls = {
		what: "has a public address",
		fix: "use https, because http is not encrypted"
	};
	noAnswer = {
		what: `did not answer within ${limitMs / 1e3} s`,
		fix: "check that this machine reaches it"
	};
	checkAddress = "check that the secret holds the whole address of the webhook";
	refusals$1 = [
		[(status) => status >= 300 && status < 400, "it redirects: use the address that it redirects to"],
		[(status) => status === 401 || status === 403, "it refuses the access: check the token in the address"],
		[(status) => status === 404 || status === 410, "the webhook is gone: create it again and update the secret"],
		[
			(status) => status === 429,
			"it limits how often it is called: check who else uses this webhook",
			true
		],
		[
			(status) => status >= 500,
			"it has a problem of its own: see its status page",
			true
		]
	];
}));

// src/notify/notification.ts
var notification_exports = /* @__PURE__ */ __exportAll({ readNotification: () => readNotification });
/** undefined: the data is not a notification. */
function readNotification(data) {
	return isNotification(data) ? data : void 0;
}
function isNotification(data) {
	if (typeof data !== "object" || data === null) return false;
	const values = new Map(Object.entries(data));
	const [title, lines, alerts] = [
		"title",
		"lines",
		"alerts"
	].map((name) => values.get(name));
	return typeof title === "string" && isTexts(lines) && Array.isArray(alerts);
}
function isTexts(data) {
	return Array.isArray(data) && data.every((text) => typeof text === "string");
}
var init_notification = __esmMin((() => {}));

// src/commands/notifying.ts
/** What could not be delivered, in sentences. */
async function notifyChanges(alerts, call) {
	const { inputs, surroundings, reporter, now } = call;
	if (inputs.notifyUrl === void 0) return [];
	const url = inputs.notifyUrl;
	for (const secret of secretsOf(url)) reporter.mask(secret);
	const [{ notificationOf }, { notify }, { readNotification }] = await Promise.all([
		Promise.resolve().then(() => (init_alert_notification(), alert_notification_exports)),
		Promise.resolve().then(() => (init_notify(), notify_exports)),
		Promise.resolve().then(() => (init_notification(), notification_exports))
	]);
	const send = async (news) => {
		const fault = await notify(news, url, { proxy: surroundings.github.proxy });
		return {
			fault,
			reached: fault === void 0
		};
	};
	const news = notificationOf(alerts, {
		clock: clockOf(call),
		pageUrl: resultsUrl(call, "tree")
	});
	const outbox = outboxFor("notify", call);
	return deliverInOrder(news, {
		name: "notification",
		outbox,
		send,
		read: readNotification
	}, now);
}
/** The address as a whole, and what of it stands in the line of a request. */
function secretsOf({ href, pathname, search }) {
	return [href, `${pathname}${search}`].filter((secret) => secret.length > 1);
}
var init_notifying = __esmMin((() => {
	init_alerting();
	init_clock$1();
	init_delivering();
}));

// src/commands/thresholds.ts
function thresholdsOf(hosts) {
	const byHost = new Map(hosts.map(({ id, thresholds }) => [id, thresholds]));
	return (host) => byHost.get(host);
}
/** For commands that need no inventory: without one, the defaults. */
function thresholdsAtHand({ inputs, surroundings, reporter }) {
	if (inputs.inventory.trim() === "") return void 0;
	return thresholdsOf(readInventory({
		...inputs,
		home: surroundings.home,
		mask: reporter.mask
	}).hosts);
}
var init_thresholds = __esmMin((() => {
	init_inventory();
}));

// src/github/workflows.ts
var workflows_exports = /* @__PURE__ */ __exportAll({
	dispatch: () => dispatch,
	lastRun: () => lastRun
});
/** When a workflow last began a run that did something; undefined: it never has. Throws GitHubError. */
async function lastRun(github, workflow) {
	const runs = at((await github.send("read", "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", {
		workflow_id: workflow,
		status: "completed",
		per_page: mostRuns
	})).data, "workflow_runs");
	const times = (Array.isArray(runs) ? runs : []).filter((run) => textAt$1(run, "conclusion") !== "skipped").map((run) => Date.parse(textAt$1(run, "run_started_at") ?? textAt$1(run, "created_at") ?? ""));
	const newest = Math.max(...times.filter((ms) => !Number.isNaN(ms)));
	return Number.isFinite(newest) ? new Date(newest) : void 0;
}
/** Starts a run. Throws GitHubError. */
async function dispatch(github, workflow, ref, inputs) {
	await github.send("create", "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
		workflow_id: workflow,
		ref,
		inputs
	});
}
var mostRuns;
var init_workflows = __esmMin((() => {
	init_json();
	mostRuns = 20;
}));

// src/commands/watching.ts
/** Does not throw: that nobody can be asked is no reason to lose rows. */
async function findSilent({ silence, isMine, newest }, call) {
	const { now, inputs } = call;
	const silentAt = (time) => silence.silentAt({
		now: time,
		isMine,
		maxAgeMs: inputs.maxAgeMs
	});
	const others = silentAt(now);
	const watchdog = isNewHour(newest, now) ? await findWatchdog(silence.since(isMine), call) : "not asked";
	const changes = changesBetween(newest === void 0 ? [] : silentAt(newest), others, now);
	const common = {
		silence,
		watchdog
	};
	if (typeof watchdog === "string") return {
		...common,
		alerts: others,
		changes,
		notes: []
	};
	const askedBefore = newest && silence.firstOf(hourOf(newest), isMine);
	const isNew = askedBefore === void 0 || !isLate(watchdog.since, askedBefore);
	return {
		...common,
		alerts: [...others, watchdog],
		changes: isNew ? [...changes, opened(watchdog, now)] : changes,
		notes: [watchdogWords(watchdog)]
	};
}
/** As issues. An issue of the watchdog that opens or closes is news also where the rows do not show that it is. */
async function tellSilent({ alerts, changes, silence, watchdog }, tracker, { now }) {
	const standing = (host) => host === "watchdog" ? "well" : silence.standing(host);
	const isOurs = (host) => host !== "monitor" && (host !== "watchdog" || watchdog !== "not asked");
	const synced = await tracker?.sync({
		alerts,
		kinds: ["silent"],
		isOurs,
		standing: (_kind, host) => standing(host)
	});
	const links = [
		...synced?.opened ?? [],
		...synced?.closed ?? [],
		...(synced?.open ?? []).map(linkOf)
	];
	const isTold = changes.some(({ alert }) => alert.host === watchdogHost);
	const ofWatchdog = [...typeof watchdog !== "string" && !isTold && synced?.opened.some(isWatchdog) ? [opened(watchdog, now)] : [], ...synced?.closed.some(isWatchdog) ? [resolved(silentAlert(watchdogHost, now, now), now)] : []];
	const accepted = new Set(synced?.accepted.map(({ identity }) => identity));
	return {
		open: alerts.filter((alert) => !accepted.has(identityOf(alert))),
		changes: [...changes, ...ofWatchdog],
		issueUrl: (alert) => links.find(({ identity }) => identity === identityOf(alert))?.url,
		faults: synced?.undelivered ?? [],
		warnings: synced?.warnings ?? []
	};
}
/** Once an hour is enough to ask GitHub: the first check of each. */
function isNewHour(newest, now) {
	return newest === void 0 || hourOf(newest).getTime() !== hourOf(now).getTime();
}
function hourOf(time) {
	return /* @__PURE__ */ new Date(Math.floor(time.getTime() / 36e5) * 36e5);
}
function isLate(last, now) {
	return now.getTime() - last.getTime() > watchdogMaxAgeMs;
}
/** The alert, or that there is none: "not asked" also where the token may not ask, or there is no such workflow. */
async function findWatchdog(since, { inputs, surroundings, now }) {
	const { apiUrl, repository, proxy } = surroundings.github;
	if (repository === void 0 || inputs.token === void 0 || since === void 0) return "not asked";
	const [{ GitHubClient, hastyPatience }, { lastRun }] = await Promise.all([Promise.resolve().then(() => (init_client$1(), client_exports)), Promise.resolve().then(() => (init_workflows(), workflows_exports))]);
	const github = new GitHubClient({
		apiUrl,
		repository,
		token: inputs.token,
		proxy
	}, now, hastyPatience);
	try {
		const last = await lastRun(github, "watchdog.yml") ?? since;
		return isLate(last, now) ? silentAlert(watchdogHost, last, now) : "alive";
	} catch {
		return "not asked";
	}
}
function watchdogWords({ since, seen }) {
	const age = durationWords(seen.getTime() - since.getTime());
	return `the watchdog has not run since ${zonedWords(since, utcClock(seen))}, ${age} ago: nothing would report it if this monitor stopped; start watchdog.yml by hand, and see docs/second-clock.md`;
}
function changesBetween(before, now, time) {
	const lacks = (alerts) => (alert) => !alerts.some(({ host }) => host === alert.host);
	return [...now.filter(lacks(before)).map((alert) => opened(alert, time)), ...before.filter(lacks(now)).map((alert) => resolved(alert, time))];
}
function opened(alert, time) {
	return {
		what: "opened",
		added: alert.findings,
		alert,
		time
	};
}
function resolved(alert, time) {
	return {
		what: "resolved",
		added: [],
		alert,
		time,
		reason: "recovered"
	};
}
function isWatchdog({ identity }) {
	return identity === identityOf({
		kind: "silent",
		host: watchdogHost
	});
}
function linkOf({ alert, url }) {
	return {
		identity: identityOf(alert),
		url
	};
}
var init_watching = __esmMin((() => {
	init_alert();
	init_outage();
	init_silence$1();
	init_duration();
	init_instant();
}));

// src/commands/check.ts
var check_exports = /* @__PURE__ */ __exportAll({
	check: () => check,
	prepare: () => prepare
});
async function check(call) {
	try {
		await checkOnce(call);
	} catch (fault) {
		await sendFailure(call);
		throw fault;
	}
}
async function checkOnce(call) {
	const startMs = performance.now();
	const { inventory, mailer, thresholds } = validateInputs(call);
	refuseUnsetClock(call);
	call.reporter.doing("reading earlier rows");
	const store = await openStore(storeSettings(call));
	const history = await readHistory(store, call, thresholds);
	const newest = newestOf(inventory.hosts, history.lastChecks);
	const reason = reasonToSkip(inventory.hosts, newest, call);
	if (reason !== void 0) return call.reporter.info(reason);
	await checkClock(newest, history.ahead, call);
	const alerting = await openAlerting(call, history, ourHosts(inventory.hosts, call));
	const wasUp = (host) => history.lastChecks.get(host)?.wasUp === true;
	const around = {
		silence: history.silence,
		isMine: isIn(inventory.hosts),
		newest
	};
	const watching = findSilent(around, call);
	const probed = await askHosts(inventory.hosts, await prepare(inventory.hosts, history, call), wasUp, call);
	const results = probed.map(({ result }) => result);
	const evaluation = history.unread === void 0 ? await evaluate(alerting, results) : noEvaluation;
	const hosts = checkedHosts(results.map((result) => ({
		result,
		row: rowOf$1(result)
	})), evaluation.open);
	const watchers = await watching;
	call.reporter.doing(call.inputs.push ? "pushing the rows" : "writing the rows");
	const { fault, ...saved } = await save$1({
		hosts,
		probed,
		evaluation,
		watchers,
		history,
		store
	}, call);
	const warnings = [...watchers.notes, ...await runnerNotes(inventory.hosts, call.now)];
	warnings.forEach(call.reporter.warn);
	const notes = [
		...warnings,
		...probeNotes(probed),
		...heartbeatNotes(newest, call)
	];
	call.reporter.doing("updating issues");
	const { faults, ...told } = await tell$1({
		alerting,
		evaluation,
		watchers
	}, call);
	const began = {
		punctuality: punctualityOf(newest, call),
		clock: clockOf(call)
	};
	const report = {
		hosts,
		notes,
		...told,
		...saved,
		...began,
		ms: performance.now() - startMs
	};
	await call.reporter.checked(report);
	call.reporter.doing("sending mail");
	const [unsent, unnotified] = await Promise.all([mailRun(report, mailer, call), notifyChanges(report.alerts, call)]);
	if (fault === void 0) await sendHeartbeat(call);
	throwAll([
		history.unread,
		fault,
		...faults,
		...unsent,
		...unnotified
	]);
}
/** What goes out as issues: of the hosts, and of the other monitors. */
async function tell$1({ alerting, evaluation, watchers }, call) {
	const delivered = await deliver(alerting, evaluation);
	const silent = await tellSilent(watchers, alerting.tracker, call);
	const alerts = {
		issueUrl: (alert) => delivered.issueUrl(alert) ?? silent.issueUrl(alert),
		changes: [...evaluation.changes, ...silent.changes],
		open: [...evaluation.open.filter(({ host }) => alerting.isOurs(host)), ...silent.open]
	};
	for (const words of [...delivered.warnings, ...silent.warnings]) call.reporter.warn(words);
	const isTold = delivered.faults.length > 0 && silent.open.length === 0;
	return {
		alerts,
		faults: [...delivered.faults, ...isTold ? [] : silent.faults]
	};
}
function isIn(hosts) {
	const ids = new Set(hosts.map(({ id }) => id));
	return (host) => ids.has(host);
}
/** Whatever is wrong with the inputs is told before anything happens. */
function validateInputs(call) {
	const { inputs, surroundings, reporter } = call;
	const inventory = readInventory({
		...inputs,
		home: surroundings.home,
		mask: reporter.mask
	});
	const mailer = inputs.emailOn === "never" ? "no mail: email-on is never" : openMailer(call, inventory.emailDest);
	inventory.warnings.forEach(reporter.warn);
	return {
		thresholds: thresholdsOf(inventory.hosts),
		inventory: {
			...inventory,
			hosts: inventory.hosts.filter(({ id }) => isInShard(id, inputs.shard))
		},
		mailer
	};
}
function reasonToSkip(hosts, newest, { inputs, now }) {
	if (hosts.length === 0) return "nothing to do: there is no host in this shard";
	const age = newest === void 0 ? Number.POSITIVE_INFINITY : now.getTime() - newest.getTime();
	if (age >= inputs.minIntervalMs) return void 0;
	const [since, least] = [durationWords(age), durationWords(inputs.minIntervalMs)];
	return `nothing to do: the newest row is ${since} old, and min-interval asks for ${least} between checks`;
}
/** Alerts of hosts that another runner checks are that one's. */
function ourHosts(hosts, { inputs }) {
	const isMine = isIn(hosts);
	return (host) => isMine(host) || inputs.shard !== void 0 && isInShard(host, inputs.shard);
}
function punctualityOf(newest, { inputs: { due }, now }) {
	const time = dueTime(due, now);
	return {
		due: time,
		missed: newest && time ? ticksBetween(due, newest, time) : 0
	};
}
/** What all hosts share: keys are parsed and known_hosts files read once. */
async function prepare(hosts, { lastChecks, acceptedKeys }, { inputs, surroundings, reporter, now, clockMs }) {
	const files = [join(surroundings.home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
	const texts = [{
		text: inputs.knownHosts,
		path: "known-hosts input"
	}, ...acceptedKeys ? [acceptedKeys] : []];
	const knownHosts = await loadKnownHosts({
		texts,
		files
	});
	knownHosts.warnings.forEach(reporter.warn);
	const keys = await loadKeys(hosts);
	return {
		time: now,
		clockMs,
		timeoutMs: inputs.timeoutMs,
		environment: surroundings.environment,
		previousBoot: (host) => {
			const { lastBoot, bootId } = lastChecks.get(host) ?? {};
			return {
				lastBoot: lastBoot && minuteType.encode(lastBoot),
				bootId
			};
		},
		ssh: {
			keys,
			knownHosts,
			hostKeyPolicy: acceptedKeys?.complete === true ? inputs.hostKeyPolicy : "strict",
			lookUp: lookUpOnce()
		}
	};
}
async function save$1({ hosts, probed, evaluation, watchers, history, store }, call) {
	const { open } = evaluation;
	const changes = [...evaluation.changes, ...watchers.changes];
	const { inputs, now } = call;
	for (const { row } of hosts) history.status.add(row);
	const results = hosts.map(({ result }) => result);
	const tables = tablesOf(results);
	const names = [.../* @__PURE__ */ new Set([...history.names, ...tables.map(({ type }) => monthFile(type, now))])];
	const inventory = hosts.map(({ host }) => host);
	const isOurs = (host) => isInShard(host, inputs.shard);
	const page = statusPageOf(history.status, {
		inventory,
		alerts: open,
		names,
		isOurs
	}, clockOf(call));
	return store.saveRun({
		time: now,
		tables,
		subject: `check: ${runSubject(hosts)}${newsForSubject({ changes })}`,
		newHostKeys: probed.flatMap(({ newHostKey }) => newHostKey ?? []),
		publicAddresses: hosts.every(({ state }) => state === "unknown") ? [] : await publicAddresses(results, call),
		statusPage: history.unread === void 0 ? page : void 0
	});
}
/** Where it is asked for, the service has the last word: hosts may be reached by another way than the rest of the world. */
async function publicAddresses(results, { inputs, reporter }) {
	if (inputs.publicIpUrl === void 0) return mostSeen(results.flatMap(({ facts }) => facts?.clientAddress ?? []));
	const { value, problems } = await askPublicAddress(inputs.publicIpUrl);
	for (const { detail } of problems) reporter.warn(`public-ip-url: our address is not known: ${terminalText(detail)}`);
	return value === void 0 ? [] : [value];
}
/** The rows by type, in inventory order. */
function tablesOf(results) {
	const byType = Map.groupBy(results, ({ type }) => type);
	return hostTypes.flatMap((type) => {
		const rows = byType.get(type)?.map(cellsOf) ?? [];
		return rows.length === 0 ? [] : [{
			type,
			header: headerOf$1(type),
			rows
		}];
	});
}
var init_check = __esmMin((() => {
	init_late_node_path();
	init_host();
	init_inventory();
	init_shard();
	init_public_address();
	init_vouched();
	init_alert_news();
	init_host_now();
	init_status_page();
	init_summary$1();
	init_row();
	init_values();
	init_safe_text();
	init_schedule();
	init_keys();
	init_known_hosts_files();
	init_month_file();
	init_store();
	init_duration();
	init_alerting();
	init_asking();
	init_clock$1();
	init_faults();
	init_heartbeat();
	init_history();
	init_machine_clock();
	init_mailing();
	init_notes();
	init_notifying();
	init_thresholds();
	init_watching();
}));

// late:node:zlib
var node_zlib, gzipSync;
var init_late_node_zlib = __esmMin((() => {
	node_zlib = process.getBuiltinModule("node:zlib");
	gzipSync = node_zlib.gzipSync;
}));

// src/words/percent.ts
/** A fraction as a person reads it. Pure. */
/**
* `99.93 %`, `97.4 %`, `100 %`; `no data` for undefined. Rounded down, so that only what never failed is 100 %, and never
* to nothing.
*/
function percentWords(fraction) {
	if (fraction === void 0 || Number.isNaN(fraction)) return "no data";
	if (fraction >= 1) return "100 %";
	if (fraction <= 0) return "0 %";
	const decimals = fraction >= .99 ? 2 : 1;
	const units = 100 * 10 ** decimals;
	return `${(Math.min(units - 1, Math.max(1, Math.floor(fraction * units + 1e-6))) / 10 ** decimals).toFixed(decimals)} %`;
}
var init_percent = __esmMin((() => {}));

// src/report/month/month-events.ts
/** `the page does not work`, `8080 and 9000 are open` */
function pastAlertWords({ latest, findings }, quote) {
	return quote(alertFinding({
		...latest,
		findings
	}));
}
/** `to 14 Oct 03:10`, `still open`; `accepted`: somebody has closed its issue as not planned. */
function alertEnd(alert, { from, open }) {
	if (alert.to !== void 0) return `to ${instantWords(alert.to, utcClock(from))}`;
	return open.some((each) => identityOf(each) === identityOf(alert)) ? "still open" : "accepted";
}
/** `2 h 5 min`; of one that is still open, so far. */
function alertDuration({ from, to }, report) {
	return lasted(from, to ?? report.to);
}
/** `no rows from 14 Oct 03:10 to 14 Oct 05:10, for 2 h` */
function gapWords({ from, to, why }, near) {
	return `${why === "no rows" ? "no rows" : "the monitor was offline"} from ${instantWords(from, utcClock(near))} to ${instantWords(to, utcClock(near))}, for ${lasted(from, to)}`;
}
/** `silenced 2 times, for 3 h (maintenance)`; undefined where it never was. */
function silenceWords$1(host, { silences }, quote) {
	const own = silences.filter((silence) => silence.host === host);
	if (own.length === 0) return void 0;
	const seconds = own.reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0);
	const why = [...new Set(own.map((silence) => silence.why))].slice(0, mostReasons).map(quote).join(", ");
	return `silenced ${count$2(own.length, "time")}, for ${durationWords(1e3 * seconds)} (${why})`;
}
function lasted(from, to) {
	return durationWords(1e3 * secondsBetween(from, to));
}
function secondsBetween(from, to) {
	return (to.getTime() - from.getTime()) / 1e3;
}
var mostReasons;
var init_month_events = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_count();
	init_duration();
	init_instant();
	mostReasons = 3;
}));

// src/report/month/month-needs.ts
/** The hosts that need a person, worst first. */
function needsOf(report, quote) {
	const needs = [
		...alertNeeds(report, quote),
		...ongoingNeeds(report, quote),
		...diskNeeds(report)
	];
	return [...Map.groupBy(needs.toSorted((a, b) => a.rank - b.rank), ({ host }) => host)].map(([host, found]) => ({
		host,
		words: found.map(({ words }) => words)
	}));
}
/** The same of one host. */
function hostNeeds(host, report, quote) {
	const open = report.open.filter((alert) => alert.host === host.host);
	return needsOf({
		...report,
		hosts: [host],
		open
	}, quote)[0]?.words ?? [];
}
function alertNeeds({ open, from }, quote) {
	return open.map((alert) => ({
		host: alert.host,
		rank: alertKinds.indexOf(alert.kind),
		words: alertWords(alert, from, quote)
	}));
}
/** `down since 14 Oct 03:10 (ssh:timeout)`, `8080 is open since 14 Oct 03:10` */
function alertWords(alert, near, quote) {
	return [`${alert.kind === "down" ? "down" : quote(alertFinding(alert))}${alert.kind === "cert" ? "" : ` since ${instantWords(alert.since, utcClock(near))}`}${inBrackets(quote(alertDetail(alert)))}`, ...alert.flapping ? ["comes and goes"] : []].join(", ");
}
/** An outage that nothing has ended yet, where no alert tells of it. */
function ongoingNeeds({ hosts, open, from }, quote) {
	const told = new Set(open.filter(({ kind }) => kind === "down").map(({ host }) => host));
	return hosts.flatMap(({ host, outages }) => {
		const outage = outages.find(({ ongoing }) => ongoing);
		if (outage === void 0 || told.has(host)) return [];
		const why = causeWords(outage.errors, quote);
		return [{
			host,
			rank: 0,
			words: `down since ${instantWords(outage.from, utcClock(from))}${inBrackets(why)}`
		}];
	});
}
function inBrackets(text) {
	return text === "" ? "" : ` (${text})`;
}
function diskNeeds({ hosts, from }) {
	return hosts.flatMap(({ host, diskFull }) => diskFull === void 0 ? [] : [{
		host,
		rank: alertKinds.length,
		words: forecastWords(diskFull, from)
	}]);
}
/** `disk full about 14 May` */
function forecastWords(diskFull, near) {
	return `disk full about ${dayWords(diskFull, utcClock(near))}`;
}
var init_month_needs = __esmMin((() => {
	init_alert();
	init_alert_words();
	init_cause();
	init_instant();
}));

// src/report/column-words.ts
/** `free disk`, `GPU 1 temperature`; undefined for a column that is not ours. */
function columnTitle({ key, index }) {
	if (key === void 0) return void 0;
	const { title, value } = columnTable[key];
	return value.kind === "numbers" ? `GPU ${index === void 0 ? "" : `${index} `}${title}` : title;
}
/** `12 ms`, `3.2 GiB`, `42 °C` */
function figureWords(key, value) {
	return key === void 0 ? plain$4(value) : columnTable[key].words(value);
}
/** `12 → 48 ms`, `800 MiB → 1.2 GiB` */
function changeOfFigure(key, before, after) {
	const [from, to] = [figureWords(key, before), figureWords(key, after)];
	const unit = to.slice(to.indexOf(" "));
	return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} → ${to}`;
}
/** Those of one column: several, where its cells hold several numbers. */
function monthsOf({ columns }, key) {
	return columns.filter((column) => column.key === key);
}
/** Of a column with a single number. */
function statisticsOf$1(host, key) {
	return monthsOf(host, key)[0]?.statistics ?? {};
}
/** `2.0 GiB`, `200`, `2026-07-06T21:31Z`: a figure as people read it, all else as the file has it. */
function constantWords({ key, text }) {
	const value = Number(text);
	return key !== void 0 && Number.isFinite(value) ? figureWords(key, value) : text;
}
var init_column_words = __esmMin((() => {
	init_columns();
}));

// src/report/month/month-words.ts
/** `Server report 2026-10: 5 hosts, 99.93 % up, 1 alert open` */
function reportSubject(report) {
	const { hosts, open: alerts } = report;
	const up = overallAvailability(report);
	const measured = up === void 0 ? "no data" : `${percentWords(up)} up`;
	const counts = hosts.length === 0 ? [measured] : [count$2(hosts.length, "host"), measured];
	const open = alerts.length === 0 ? "no alerts open" : `${count$2(alerts.length, "alert")} open`;
	return `Server report ${report.month}${report.running ? " so far" : ""}: ${[...counts, open].join(", ")}`;
}
/** Of all the time in which hosts were measured, the fraction in which they answered: a host of two days weighs little. */
function overallAvailability({ hosts }) {
	const measured = hosts.filter(({ availability, coverage }) => availability !== void 0 && coverage > 0);
	const time = measured.reduce((sum, { coverage }) => sum + coverage, 0);
	const up = measured.reduce((sum, { availability = 0, coverage }) => sum + availability * coverage, 0);
	if (time === 0) return void 0;
	return measured.every(({ availability }) => availability === 1) ? 1 : Math.min(up / time, 1 - Number.EPSILON);
}
/** `db-1 needs you: down since 14 Oct 03:10 (ssh:timeout); web-2: disk full about 14 May.` */
function openingSentence(report, quote) {
	const silence = silenceWords(report);
	const [worst, ...others] = needsOf(report, quote);
	if (worst === void 0) return [silence, ...calmWords(report, quote, silence === "")].filter(Boolean).join(" ");
	const named = others.slice(0, 2).map(({ host, words }) => `${quote(host)}: ${words.join(", ")}`);
	const more = others.length - named.length;
	const rest = [...named, ...more > 0 ? [`and ${count$2(more, "more host")}`] : []];
	return [`${[`${quote(worst.host)} needs you: ${worst.words.join(", ")}`, ...rest].join("; ")}.`, silence].filter(Boolean).join(" ");
}
/** Without rows nothing is known, and nobody should take that for good news. */
function silenceWords({ hosts, rows, month, running, to, from }) {
	if (rows === 0) return `No rows for ${monthWords(month)}${running ? " so far" : ""}: nothing was measured.`;
	const newest = new Date(Math.max(...hosts.map(({ last }) => last.getTime())));
	if (to.getTime() - newest.getTime() < dayMs$4) return "";
	return `There are no rows after ${instantWords(newest, utcClock(from))}: nothing is known of the time since.`;
}
function calmWords(report, quote, complete) {
	if (report.rows === 0) return [];
	const up = overallAvailability(report);
	const hosts = count$2(report.hosts.length, "host");
	const words = up === void 0 ? `of ${hosts} nothing was measured` : `${hosts}, ${percentWords(up)} up`;
	return [`${complete && up !== void 0 ? "Nothing needs you" : "No alert is open"}: ${words}.`, longestOutage(report, quote)];
}
/** Whoever was away longest, for it may happen again. */
function longestOutage({ hosts, from }, quote) {
	const all = hosts.flatMap(({ host, outages }) => outages.map((outage) => ({
		host,
		outage
	})));
	const [longest] = all.toSorted((a, b) => b.outage.seconds - a.outage.seconds);
	if (longest === void 0) return "";
	const { host, outage } = longest;
	const what = all.length === 1 ? "The only outage" : `The longest of ${all.length} outages`;
	const why = outageCauses(outage, quote);
	const when = `${durationWords(1e3 * outage.seconds)} from ${instantWords(outage.from, utcClock(from))}`;
	return `${what} was ${quote(host)}'s, ${when}${why === "" ? "" : `: ${why}`}.`;
}
function verdictOf(host, report) {
	const alerts = report.open.filter((alert) => alert.host === host.host);
	if (alerts.some(({ kind }) => kind === "down") || host.outages.some(({ ongoing }) => ongoing)) return "down";
	if (alerts.length > 0 || host.diskFull !== void 0) return "needs";
	if (host.availability === void 0) return "unknown";
	if (host.outages.length > 0) return "outages";
	return troubleOf(host) === void 0 ? "well" : "trouble";
}
/** What the month came to for one host, in a few words: `down 4 h 12 min in 3 outages`, `well`. */
function verdictWords(host, report, quote) {
	const needs = hostNeeds(host, report, quote);
	if (needs.length > 0) return needs.join(", ");
	if (host.availability === void 0) return "no data";
	if (host.outages.length > 0) return outageWords(host);
	return troubleWords$1(host, quote) ?? pingWords(host) ?? rebootWords(host) ?? "well";
}
/** `down 4 h 12 min in 3 outages`, `down once, for 12 min` */
function outageWords({ outages }) {
	const down = durationWords(1e3 * outages.reduce((sum, { seconds }) => sum + seconds, 0));
	return outages.length === 1 ? `down once, for ${down}` : `down ${down} in ${outages.length} outages`;
}
/** The most frequent, where it is more than a slip. A host that answers everything but pings is well. */
function troubleOf(host) {
	const [most] = [...host.troubles].filter(([trouble]) => !isOfPing(trouble)).toSorted((a, b) => b[1] - a[1]);
	return most !== void 0 && isNotable(most[1], host) ? most : void 0;
}
function isOfPing(trouble) {
	return typeof trouble === "string" && trouble.startsWith("ping:");
}
function isNotable(rows, host) {
	return rows >= Math.max(2, host.rows / 100);
}
/** Said beside it: it may drop them on purpose. */
function pingWords(host) {
	const rows = host.troubles.get("ping:unreachable") ?? 0;
	return isNotable(rows, host) ? `no answer to pings, in ${percentWords(rows / host.rows)} of checks` : void 0;
}
function troubleWords$1(host, quote) {
	const found = troubleOf(host);
	if (found === void 0) return void 0;
	const [trouble, rows] = found;
	return `${typeof trouble === "number" ? statusCause(trouble) : causeWords([trouble], quote)}, in ${percentWords(rows / host.rows)} of checks`;
}
/** Why something was down: `SSH did not answer in time`, `the page answered 502`; "" where it is not known. */
function outageCauses({ errors, statuses }, quote) {
	return [causeWords(errors, quote), ...statuses.slice(0, mostStatuses).map(statusCause)].filter(Boolean).join(", ");
}
function rebootWords({ reboots }) {
	if (reboots.length === 0) return void 0;
	return reboots.length === 1 ? "rebooted once" : `rebooted ${reboots.length} times`;
}
/** `availability up 0.40 points`, `ping 12 → 48 ms`: against the month before, what is worth a word. */
function changeWords(host) {
	const { availability, before } = host;
	if (before === void 0) return [];
	const changes = noticed.flatMap(([key, ratio, least]) => {
		const [was, is] = [meanBefore(host, key), statisticsOf$1(host, key).mean];
		if (was === void 0 || is === void 0 || Math.abs(is - was) < least) return [];
		return Math.max(was, is) >= ratio * Math.min(was, is) ? [`${columnTitle({ key })} ${changeOfFigure(key, was, is)}`] : [];
	});
	return [...availabilityChange(before.availability, availability), ...changes];
}
function meanBefore(host, key) {
	return host.before?.means.get(monthsOf(host, key)[0]?.name ?? "");
}
function availabilityChange(was, is) {
	if (was === void 0 || is === void 0) return [];
	const points = Math.abs(is - was) * 100;
	if (points < .005) return [];
	return [`availability ${is > was ? "up" : "down"} ${points.toFixed(points < 1 ? 2 : 1)} points`];
}
var dayMs$4, mostStatuses, noticed;
var init_month_words = __esmMin((() => {
	init_cause();
	init_count();
	init_duration();
	init_instant();
	init_percent();
	init_column_words();
	init_month_needs();
	dayMs$4 = 864e5;
	mostStatuses = 2;
	noticed = [
		[
			"pingMs",
			1.25,
			2
		],
		[
			"httpMs",
			1.25,
			20
		],
		[
			"memAvailMib",
			1.1,
			64
		],
		[
			"swapFreeMib",
			1.1,
			64
		],
		[
			"diskAvailMib",
			1.05,
			256
		]
	];
}));

// src/report/mail/email-statistics.ts
/** `["ping", "p50 10.4 ms, p95 11.6 ms, mean 5 → 10.7 ms since September ▂▂▇▂"]` */
function statisticsLines(host, report) {
	return keyColumns.flatMap(([key, figures]) => monthsOf(host, key).map((column) => {
		const words = [...figures(column.statistics).filter(([, value]) => value !== void 0).map(([figure, value = 0]) => `${figure} ${figureWords(key, value)}`), ...changeSince(column, host, report)].join(", ");
		return [columnTitle(column) ?? column.name, `${words} ${trend(column, report)}`.trim()];
	})).filter(([, words]) => words !== "").slice(0, mostLines$2);
}
function changeSince({ name, key, statistics }, host, { month }) {
	const [was, is] = [host.before?.means.get(name), statistics.mean];
	if (was === void 0 || is === void 0 || figureWords(key, was) === figureWords(key, is)) return [];
	return [`mean ${changeOfFigure(key, was, is)} since ${monthBefore$2(month)}`];
}
/** `September` for `2026-10` */
function monthBefore$2(month) {
	const lastDay = /* @__PURE__ */ new Date(new Date(month).getTime() - 864e5);
	return monthWords(lastDay.toISOString().slice(0, 7)).replace(/ .*/, "");
}
/** A month that is still running has no dots for what lies ahead. */
function trend({ series: means = [] }, { running }) {
	return sparkline(spanMeans(running ? means.slice(0, means.findLastIndex((mean) => mean !== void 0) + 1) : means));
}
function spanMeans(series) {
	const length = Math.max(1, Math.ceil(series.length / mostSpans));
	return Array.from({ length: Math.ceil(series.length / length) }, (_, at) => series.slice(at * length, (at + 1) * length)).map(meanOf$1);
}
function meanOf$1(values) {
	const known = values.filter((value) => value !== void 0);
	return known.length === 0 ? void 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
var latency, lowest, highest, keyColumns, mostLines$2, mostSpans;
var init_email_statistics = __esmMin((() => {
	init_instant();
	init_column_words();
	init_trend();
	latency = ({ p50, p95 }) => [["p50", p50], ["p95", p95]];
	lowest = ({ min }) => [["lowest", min]];
	highest = ({ max }) => [["highest", max]];
	keyColumns = [
		["pingMs", latency],
		["httpMs", latency],
		["memAvailMib", lowest],
		["diskAvailMib", lowest],
		["gpuTempC", highest]
	];
	mostLines$2 = 12;
	mostSpans = 24;
}));

// src/report/mail/email-tables.ts
/** The newest, where there are many: the older ones have been told of. */
function outageTable$1(what, outages, near) {
	if (outages.length === 0) return [];
	const shown = outages.slice(-8);
	const rest = outages.slice(0, -8);
	return [{
		kind: "table",
		header: [
			what,
			"for",
			"why"
		],
		rows: shown.map((outage) => outageRow$1(outage, near))
	}, ...rest.length > 0 ? [earlier(rest)] : []];
}
function outageRow$1(outage, near) {
	const { from, to, seconds, ongoing } = outage;
	const sameDay = from.toISOString().slice(0, 10) === to.toISOString().slice(0, 10);
	const end = ongoing ? "still down" : sameDay ? to.toISOString().slice(11, 16) : instantWords(to, utcClock(near));
	return [
		`${unbroken(instantWords(from, utcClock(near)))} – ${unbroken(end)}`,
		durationWords(1e3 * seconds),
		(quote) => outageCauses(outage, quote)
	];
}
function unbroken(words) {
	return words.replaceAll(" ", "\xA0");
}
function earlier(outages) {
	const seconds = outages.reduce((sum, outage) => sum + outage.seconds, 0);
	return {
		kind: "paragraph",
		words: `and ${count$2(outages.length, "outage")} before, ${durationWords(1e3 * seconds)}.`,
		quiet: true
	};
}
/** Ports, peers and logins nobody vouched for: how often, and between when. */
function sightingTable$1({ sightings }, near) {
	const kinds = labels$1.map(([key, label]) => ({
		label,
		seen: sightings.get(key) ?? []
	}));
	const rows = kinds.flatMap(({ label, seen }) => seen.slice(0, mostSightings$1).map((one) => sightingRow$1(label, one, near)));
	const more = kinds.filter(({ seen }) => seen.length > mostSightings$1);
	const moreWords = more.map(({ label, seen }) => count$2(seen.length - mostSightings$1, `more ${label}`)).join(", ");
	return [...rows.length > 0 ? [{
		kind: "table",
		header: [
			"unknown",
			"checks",
			"seen"
		],
		rows
	}] : [], ...more.length > 0 ? [{
		kind: "paragraph",
		words: `and ${moreWords}.`,
		quiet: true
	}] : []];
}
function sightingRow$1(label, { what, rows, first, last }, near) {
	const days = [first, last].map((time) => unbroken(dayWords(time, utcClock(near))));
	const when = rows === 1 ? instantWords(first, utcClock(near)) : [...new Set(days)].join(" – ");
	return [
		(quote) => `${label} ${quote(what)}`,
		String(rows),
		when
	];
}
/** The alerts of a month; where there is no room for all of them, the newest. */
function alertTable(report, room) {
	const { alerts } = report;
	if (alerts.length === 0) return [];
	const weight = (alert) => weightOf([tableOf([alert], report)]);
	const { shown } = fitting(alerts.slice(-20).reverse(), room, weight);
	const left = alerts.length - shown.length;
	return [
		{
			kind: "heading",
			words: "Alerts of the month"
		},
		...shown.length > 0 ? [tableOf(shown.toReversed(), report)] : [],
		...left > 0 ? [{
			kind: "paragraph",
			words: `and ${count$2(left, "alert")} before.`,
			quiet: true
		}] : []
	];
}
function tableOf(alerts, report) {
	return {
		kind: "table",
		header: [
			"host",
			"for",
			"alert"
		],
		rows: alerts.map((alert) => {
			const when = `${unbroken(instantWords(alert.from, utcClock(report.from)))} ${unbroken(alertEnd(alert, report))}`;
			return [
				(quote) => quote(alert.host),
				alertDuration(alert, report),
				(quote) => `${pastAlertWords(alert, quote)}, ${when}`
			];
		})
	};
}
/** Hosts in trouble for whose details there was no room. */
function troubleTable(hosts, report) {
	return {
		kind: "table",
		header: [
			"host",
			"up",
			"what"
		],
		rows: hosts.map((host) => [
			(quote) => quote(host.host),
			percentWords(host.availability),
			(quote) => verdictWords(host, report, quote)
		]),
		dense: true
	};
}
/** Hosts of which there is little to say. */
function healthyTable(hosts, report) {
	return {
		kind: "table",
		header: [
			"host",
			"up",
			"page up",
			"ping p50",
			"lowest disk",
			""
		],
		rows: hosts.map((host) => healthyRow(host, report)),
		dense: true
	};
}
function healthyRow(host, report) {
	const figure = (key, value) => value === void 0 ? "" : figureWords(key, value);
	return [
		(quote) => quote(host.host),
		percentWords(host.availability),
		host.page === void 0 ? "" : percentWords(host.page.availability),
		figure("pingMs", statisticsOf$1(host, "pingMs").p50),
		figure("diskAvailMib", statisticsOf$1(host, "diskAvailMib").min),
		(quote) => [verdictWords(host, report, quote), ...changeWords(host)].filter((words) => words !== "well").join(", ")
	];
}
var mostSightings$1, labels$1;
var init_email_tables = __esmMin((() => {
	init_count();
	init_duration();
	init_instant();
	init_percent();
	init_column_words();
	init_month_events();
	init_month_words();
	init_mail_message();
	mostSightings$1 = 5;
	labels$1 = [
		["logins", "login"],
		["sshPeers", "peer"],
		["ports", "port"]
	];
}));

// src/report/mail/email-host.ts
function hostDetails(host, report) {
	const verdict = verdictOf(host, report);
	return [
		{
			kind: "heading",
			words: (quote) => quote(host.host),
			badge: badges[verdict]
		},
		...verdict === "well" || verdict === "unknown" ? [] : [{
			kind: "paragraph",
			words: (quote) => `${sentenceStart(verdictWords(host, report, quote))}.`
		}],
		{
			kind: "strip",
			days: dayStates(host.days, report)
		},
		{
			kind: "facts",
			facts: facts(host, report)
		},
		...outageTable$1("down", host.outages, report.from),
		...outageTable$1("page down", host.page?.outages ?? [], report.from),
		...sightingTable$1(host, report.from)
	];
}
function dayStates(days, { from, to, running }) {
	const inMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
	const past = running ? Math.ceil((to.getTime() - from.getTime()) / dayMs$3) : inMonth;
	return Array.from({ length: inMonth }, (_, at) => at < past ? dayState(days[at]) : "ahead");
}
function dayState(day) {
	if (day === void 0 || day.up + day.down === 0) return "none";
	if (day.down === 0) return "well";
	return day.down < day.up ? "partly" : "down";
}
function facts(host, report) {
	return [
		...advice$1(host, report),
		["up", availability$1(host, report)],
		...pageAvailability(host),
		...statisticsLines(host, report),
		...reboots(host.reboots, report.from),
		...silences(host, report),
		...errors$1(host),
		...constants$2(host, report.from)
	];
}
function advice$1({ host }, { open }) {
	const own = worstFirst$1(open.filter((alert) => alert.host === host));
	return [...new Set(own.map(alertAdvice))].slice(0, 2).map((words) => ["to do", words]);
}
/** `99.93 % (99.98 % in September), measured 99.8 % of the time` */
function availability$1({ availability: up, coverage, before }, { month }) {
	const was = before?.availability === void 0 ? "" : ` (${percentWords(before.availability)} in ${monthBefore$2(month)})`;
	return `${percentWords(up)}${was}, measured ${percentWords(coverage)} of the time`;
}
/** `99.2 %, measured 99.8 % of the time` */
function pageAvailability({ page }) {
	if (page === void 0) return [];
	return [["page up", `${percentWords(page.availability)}, measured ${percentWords(page.coverage)} of the time`]];
}
function silences({ host }, report) {
	if (report.silences.every((silence) => silence.host !== host)) return [];
	return [["silence", (quote) => silenceWords$1(host, report, quote) ?? ""]];
}
function reboots(times, near) {
	if (times.length === 0) return [];
	const more = times.length > mostTimes ? [`and ${times.length - mostTimes} more`] : [];
	return [["reboots", [...times.slice(0, mostTimes).map((time) => instantWords(time, utcClock(near))), ...more].join(", ")]];
}
/** The most frequent first. */
function errors$1({ sightings }) {
	const most = (sightings.get("errors") ?? []).slice(0, mostErrors);
	if (most.length === 0) return [];
	return [["errors", (quote) => most.map(({ what, rows }) => `${causeWords([what], quote)} in ${count$2(rows, "check")}`).join(", ")]];
}
/** `page status 200, last boot 6 Jul 21:31` */
function constants$2({ constants: all }, near) {
	if (all.length === 0) return [];
	const words = all.slice(0, mostConstants).map((constant) => `${columnTitle(constant) ?? constant.name} ${constantInMail(constant, near)}`);
	return [["constant", (quote) => words.map(quote).join(", ")]];
}
function constantInMail(constant, near) {
	return constant.key !== void 0 && columnTable[constant.key].value.kind === "time" ? instantWords(new Date(constant.text), utcClock(near)) : constantWords(constant);
}
var badges, dayMs$3, mostTimes, mostErrors, mostConstants;
var init_email_host = __esmMin((() => {
	init_alert_words();
	init_columns();
	init_cause();
	init_count();
	init_instant();
	init_percent();
	init_column_words();
	init_month_events();
	init_month_words();
	init_email_statistics();
	init_email_tables();
	init_mail_document();
	badges = {
		down: {
			words: "down",
			tone: "bad"
		},
		needs: {
			words: "needs you",
			tone: "warn"
		},
		outages: {
			words: "was down",
			tone: "warn"
		},
		trouble: {
			words: "trouble",
			tone: "warn"
		},
		unknown: {
			words: "no data",
			tone: "quiet"
		},
		well: {
			words: "well",
			tone: "good"
		}
	};
	dayMs$3 = 864e5;
	mostTimes = 6;
	mostErrors = 4;
	mostConstants = 8;
}));

// src/report/mail/email.ts
function monthMail(report, options) {
	const first = [
		{
			kind: "lead",
			words: (quote) => openingSentence(report, quote),
			tone: toneOf(report)
		},
		...furtherNeeds(report),
		...damage$1(report),
		...figures$2(report),
		...gaps$1(report),
		pageLink(options),
		...alertTable(report, roomForBlocks * alertsShare)
	];
	const period = `${monthWords(report.month)}${report.running ? " so far" : ""}`;
	return mailOf("report", reportSubject(report), {
		preview: openingSentence(report, clipped$1),
		blocks: [...first, ...hostBlocks(report, roomForBlocks - weightOf(first))],
		footer: [...report.hosts.length === 0 ? [] : [legend$1], `${period}, all times in UTC. Written by server-monitor.`]
	});
}
function toneOf(report) {
	if (report.hosts.some((host) => verdictOf(host, report) === "down") || report.open.some(({ kind }) => kind === "down" || kind === "silent")) return "bad";
	if (needsCount(report) > 0) return "warn";
	return overallAvailability(report) === void 0 ? "quiet" : "good";
}
function needsCount(report) {
	return needsOf(report, () => "").length;
}
function furtherNeeds(report) {
	const further = Math.max(0, needsCount(report) - mostOpening);
	const lines = Array.from({ length: further }, (_, at) => needLine(report, mostOpening + at));
	return lines.length === 0 ? [] : [fittingList(lines, roomForBlocks * needsShare)];
}
function needLine(report, at) {
	return (quote) => {
		return needsOf(report, quote).slice(at, at + 1).map(({ host, words }) => `${quote(host)}: ${words.join(", ")}`).join("");
	};
}
function damage$1({ damage: places }) {
	if (places.length === 0) return [];
	const lines = places.map((place) => (quote) => quote(place));
	return [{
		kind: "lead",
		words: "Not everything could be read; the report is made from the rest.",
		tone: "warn"
	}, fittingList(lines, roomForBlocks * damageShare)];
}
function figures$2(report) {
	const { hosts, open: alerts } = report;
	if (hosts.length === 0) return [];
	const outages = hosts.flatMap((host) => host.outages);
	const down = durationWords(1e3 * outages.reduce((sum, { seconds }) => sum + seconds, 0));
	const outageLabel = `${outages.length === 1 ? "outage" : "outages"}${outages.length === 0 ? "" : `, ${down}`}`;
	const figure = (value, label) => ({
		value: String(value),
		label
	});
	return [{
		kind: "figures",
		figures: [
			figure(percentWords(overallAvailability(report)), "up"),
			figure(hosts.length, hosts.length === 1 ? "host" : "hosts"),
			figure(outages.length, outageLabel),
			figure(alerts.length, `${alerts.length === 1 ? "alert" : "alerts"} open`)
		]
	}];
}
/** When nothing is known of any host. */
function gaps$1({ gaps: all, rows, from }) {
	if (all.length === 0 || rows === 0) return [];
	return [{
		kind: "paragraph",
		words: `Gaps in monitoring: ${count$2(all.length, "time")} nothing was measured.`
	}, fittingList(all.map((gap) => gapWords(gap, from)), roomForBlocks * gapsShare)];
}
function pageLink({ pagePath, pageUrl }) {
	if (pageUrl === void 0) return {
		kind: "paragraph",
		words: `Every figure and the pictures: ${pagePath}`,
		quiet: true
	};
	return {
		kind: "link",
		words: "Every figure, and the pictures",
		url: pageUrl
	};
}
function hostBlocks(report, room) {
	const isWell = (host) => verdictOf(host, report) === "well";
	const isDetailed = (host) => report.hosts.length <= mostDetailed || !isWell(host);
	const detailed = fitting(report.hosts.filter(isDetailed), room * detailShare, (host) => weightOf(hostDetails(host, report)));
	const details = detailed.shown.flatMap((host) => hostDetails(host, report));
	const troubled = lines$1(detailed.left, "with trouble", room - weightOf(details), (hosts) => troubleTable(hosts, report));
	const healthy = report.hosts.filter((host) => !isDetailed(host));
	const left = room - weightOf([...details, ...troubled]);
	return [
		...details,
		...troubled,
		...lines$1(healthy, "without trouble", left, (hosts) => healthyTable(hosts, report))
	];
}
/** A line for each host, as many as there is room for. */
function lines$1(all, how, room, table) {
	if (all.length === 0) return [];
	const frame = weightOf([table([])]);
	const { shown, left } = fitting(all, room - reserve - frame, (host) => weightOf([table([host])]) - frame);
	return [
		{
			kind: "heading",
			words: `${count$2(all.length, "host")} ${how}`
		},
		...shown.length > 0 ? [table(shown)] : [],
		...left.length > 0 ? [{
			kind: "paragraph",
			words: `and ${left.length} more ${how}.`,
			quiet: true
		}] : []
	];
}
var legend$1, mostOpening, needsShare, damageShare, alertsShare, gapsShare, mostDetailed, detailShare, reserve;
var init_email = __esmMin((() => {
	init_count();
	init_duration();
	init_instant();
	init_percent();
	init_month_events();
	init_month_needs();
	init_month_words();
	init_email_host();
	init_email_tables();
	init_mail_document();
	init_mail_message();
	legend$1 = "A square is a day: green well, amber – partly down, red × mostly down, grey no data.";
	mostOpening = 3;
	needsShare = .15;
	damageShare = .05;
	alertsShare = .15;
	gapsShare = .05;
	mostDetailed = 8;
	detailShare = .6;
	reserve = 2e3;
}));

// src/report/month/chart-scale.ts
/** Where a value stands in a chart, and what is written beside it. Pure. */
/** Round numbers in the unit of the column: sizes go by powers of two. */
function niceTop(largest, binary) {
	if (!(largest > 0)) return 1;
	const base = binary ? 2 : 10;
	const power = base ** Math.floor(Math.log(largest) / Math.log(base));
	return power * ((binary ? [
		1,
		1.5,
		2,
		3
	] : [
		1,
		1.5,
		2,
		3,
		4,
		6,
		8,
		10,
		15
	]).find((step) => step * power >= largest) ?? base);
}
/** At most as many means as a line can show: neighbours in groups, each known if one of them is. */
function thinned(values, most) {
	const size = Math.ceil(values.length / most);
	if (size <= 1) return [...values];
	return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => meanOf(values.slice(index * size, (index + 1) * size)));
}
function meanOf(values) {
	const known = values.filter((value) => value !== void 0);
	return known.length === 0 ? void 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
/** The whole month, also while it is running: what is still to come stays empty. */
function monthScale(report, left, width) {
	const [from, year, month] = [
		Date.parse(report.month),
		report.month.slice(0, 4),
		report.month.slice(5)
	];
	const to = Date.UTC(Number(year), Number(month), 1);
	const days = (to - from) / dayMs$2;
	return {
		left,
		width,
		from,
		to,
		days,
		begun: Math.min(days, Math.ceil((report.to.getTime() - from) / dayMs$2))
	};
}
/** Within the axis, whatever the time. */
function xOf(time, scale) {
	const share = (time - scale.from) / (scale.to - scale.from);
	return scale.left + scale.width * Math.min(1, Math.max(0, share));
}
/** Where a day begins; the first is 0. */
function xOfDay(day, scale) {
	return xOf(scale.from + day * dayMs$2, scale);
}
/** Spans of time as stretches of the axis at least two units wide; those that touch are one. */
function bands(spans, scale) {
	const edges = spans.map(({ from, to }) => ({
		start: Math.round(xOf(from.getTime(), scale)),
		end: Math.round(xOf(to.getTime(), scale))
	})).map(({ start, end }) => ({
		start,
		end: Math.max(end, start + 2)
	})).toSorted((a, b) => a.start - b.start);
	const merged = [];
	for (const edge of edges) {
		const last = merged.at(-1);
		if (last !== void 0 && edge.start <= last.end + 2) last.end = Math.max(last.end, edge.end);
		else merged.push({ ...edge });
	}
	return merged.map(({ start, end }) => ({
		x: start,
		width: end - start
	}));
}
var dayMs$2;
var init_chart_scale = __esmMin((() => {
	dayMs$2 = 864e5;
}));

// src/report/month/simplify.ts
function simplified(points, tolerance) {
	const [first, last] = [points[0], points.at(-1)];
	if (first === void 0 || last === void 0 || points.length < 3) return [...points];
	const { index, distance } = farthest(points, first, last);
	if (distance <= tolerance) return [first, last];
	return [...simplified(points.slice(0, index + 1), tolerance).slice(0, -1), ...simplified(points.slice(index), tolerance)];
}
/** Upright, not square to the line: time goes only one way. */
function farthest(points, first, last) {
	const slope = (last.y - first.y) / (last.x - first.x || 1);
	let found = {
		index: 0,
		distance: 0
	};
	points.forEach(({ x, y }, index) => {
		const distance = Math.abs(y - first.y - slope * (x - first.x));
		if (distance > found.distance) found = {
			index,
			distance
		};
	});
	return found;
}
var init_simplify = __esmMin((() => {}));

// src/report/month/svg.ts
/** A picture of its own; `label` is what a screen reader says. */
function svgPicture(width, height, label, parts) {
	const size = `width="${width / unitsPerPixel}" height="${height / unitsPerPixel}" viewBox="0 0 ${width} ${height}"`;
	const ground = `<rect class="g" x="1" y="1" width="${width - 2}" height="${height - 2}" rx="12"/>`;
	return `${[
		`${`<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img"><title>${svgText(label)}</title>`}<style>${style$1}</style>`,
		ground,
		...parts.filter(Boolean),
		"</svg>"
	].join("\n")}\n`;
}
/** Text at a point of its base line. Classes: h title, m muted, s small, r ends there, c centred there. */
function text$1(at, words, classes = "") {
	const kind = classes === "" ? "" : ` class="${classes}"`;
	return `<text x="${Math.round(at.x)}" y="${Math.round(at.y)}"${kind}>${svgText(words)}</text>`;
}
/** XML knows characters that it does not allow at all, beyond those that HTML minds. */
function svgText(words) {
	return htmlText(clip(words)).replace(/[\ufffe\uffff]/g, "�");
}
function clip(words) {
	if (typeof words !== "string" || words.length <= longestText) return words;
	return `${words.slice(0, longestText)}…`;
}
function path(classes, data) {
	return data === "" ? "" : `<path class="${classes}" d="${data}"/>`;
}
/** Many boxes as one path. */
function boxes(all) {
	return all.map(({ x, y, width, height }) => ({
		x: Math.round(x),
		y: Math.round(y),
		w: Math.round(width),
		h: Math.round(height)
	})).filter(({ w, h }) => w > 0 && h > 0).map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h${-w}z`).join("");
}
/** Stretches of points without a gap, each with as few points as show it. */
function stretches(points) {
	const all = [[]];
	for (const point of points) if (point === void 0) all.push([]);
	else all.at(-1)?.push(point);
	return all.filter((stretch) => stretch.length > 0).map((stretch) => simplified(stretch, tolerance).map(({ x, y }) => ({
		x: Math.round(x),
		y: Math.round(y)
	})));
}
/** A line through the points of every stretch; a point alone becomes a dot. */
function lines(all) {
	return all.map((points) => points.length === 1 ? `${steps(points)}h0` : steps(points)).join("");
}
/** What is between the line and the ground; a point alone becomes a post. */
function areas(all, ground) {
	return all.map((points) => `${steps(points)}${points.length === 1 ? "h4" : ""}V${ground}H${points[0]?.x ?? 0}z`).join("");
}
function steps([first, ...others]) {
	if (first === void 0) return "";
	let last = first;
	const moves = others.map((point) => {
		const [dx, dy] = [point.x - last.x, point.y - last.y];
		last = point;
		return `${dx}${dy < 0 ? "" : " "}${dy}`;
	});
	const line = moves.length === 0 ? "" : `l${moves.reduce((all, move) => `${all}${move.startsWith("-") ? "" : " "}${move}`)}`;
	return `M${first.x} ${first.y}${line}`;
}
var unitsPerPixel, longestText, style$1, tolerance;
var init_svg = __esmMin((() => {
	init_safe_text();
	init_simplify();
	unitsPerPixel = 2;
	longestText = 60;
	style$1 = [
		":root{--g:#fff;--t:#1f2328;--m:#59636e;--e:#d1d9e0;--n:#e6eaef;--b:#0969da;--v:#8250df;--u:#2da44e;--d:#cf222e}",
		"@media(prefers-color-scheme:dark){",
		":root{--g:#0d1117;--t:#f0f6fc;--m:#9198a1;--e:#3d444d;--n:#2b3138;--b:#4493f8;--v:#ab7df8;--u:#2ea043;--d:#f85149}}",
		"text{font:24px -apple-system,\"Segoe UI\",Helvetica,Arial,sans-serif;fill:var(--t)}",
		".h{font-weight:600}.m{fill:var(--m)}.s{font-size:22px}.r{text-anchor:end}.c{text-anchor:middle}",
		".g{fill:var(--g);stroke:var(--e);stroke-width:2}.e{fill:none;stroke:var(--e);stroke-width:1}",
		".k{stroke:var(--g);stroke-width:3}.n{fill:var(--n)}.u{fill:var(--u)}.d{fill:var(--d)}.o{fill:var(--d);opacity:.2}.a{fill:var(--b);opacity:.45}",
		".b,.v{fill:none;stroke:var(--b);stroke-width:3;stroke-linejoin:round;stroke-linecap:round}.v{stroke:var(--v)}"
	].join("");
	tolerance = 2;
}));

// src/report/month/day-cells.ts
/** All rows in three paths, and their days cut apart: boxes of days that are alike are one. */
function dayRows(rows, scale) {
	const cells = rows.map(({ days, y, height }) => days.slice(0, scale.begun).map((day, index) => cellOf(day, boxOf(index, y, height, scale))));
	const drawn = (kind) => boxes(cells.flatMap((row) => joined$1(row.map((cell) => cell[kind]))));
	return [
		path("n", drawn("unknown")),
		path("u", drawn("up")),
		path("d", drawn("down")),
		...cuts(rows, scale)
	].join("");
}
function boxOf(day, y, height, scale) {
	const x = Math.round(xOfDay(day, scale));
	return {
		x,
		y,
		width: Math.round(xOfDay(day + 1, scale)) - x,
		height
	};
}
/** From the bottom: down, up, and what was not measured. */
function cellOf({ up, down }, all) {
	const red = down > 0 ? Math.min(all.height, Math.max(leastDown, Math.round(down * all.height))) : 0;
	const known = up + down > .9 ? all.height : Math.round((up + down) * all.height);
	const green = Math.max(0, known - red);
	const [grey, bottom] = [all.height - green - red, all.y + all.height];
	return {
		unknown: {
			...all,
			height: grey
		},
		up: {
			...all,
			y: all.y + grey,
			height: green
		},
		down: {
			...all,
			y: bottom - red,
			height: red
		}
	};
}
/** Neighbours of the same height as one box. */
function joined$1(row) {
	const all = [];
	for (const box of row) {
		const last = all.at(-1);
		if (last?.y === box.y && last.height === box.height) all[all.length - 1] = {
			...last,
			width: last.width + box.width
		};
		else all.push(box);
	}
	return all;
}
/** The ground between one day and the next, through all rows. */
function cuts(rows, scale) {
	const [first, last] = [rows[0], rows.at(-1)];
	if (first === void 0 || last === void 0) return [];
	const [top, bottom] = [first.y, last.y + last.height];
	const edges = Array.from({ length: scale.days }, (_, day) => `M${Math.round(xOfDay(day + 1, scale))} ${top}V${bottom}`);
	return [path("k", edges.join(""))];
}
var leastDown;
var init_day_cells = __esmMin((() => {
	init_chart_scale();
	init_svg();
	leastDown = 6;
}));

// src/report/month/month-charts.ts
/** Undefined where there is nothing to draw. */
function hostPicture(host, report) {
	const shown = panels.map((panel) => ({
		panel,
		series: linesOf$2(host, panel)
	})).filter(({ series }) => series.length > 0);
	if (host.rows === 0 || shown.length === 0 && host.availability === void 0) return void 0;
	const scale = monthScale(report, 100, 678);
	const bottom = panelsTop + shown.length * panelHeight;
	const up = `${percentWords(host.availability)}${host.availability === void 0 ? "" : " up"}`;
	return svgPicture(800, bottom + axisHeight$1, `${host.host} in ${monthWords(report.month)}: ${up}`, [
		text$1({
			x: 22,
			y: 38
		}, clipped(host.host), "h"),
		text$1({
			x: 778,
			y: 38
		}, `${monthWords(report.month)} · ${up}`, "m r"),
		dayRows([{
			days: host.days,
			y: stripTop,
			height: stripHeight
		}], scale),
		...outages(host, scale, bottom),
		...shown.flatMap(({ panel, series }, index) => drawn({
			panel,
			series,
			top: panelsTop + index * panelHeight,
			scale
		})),
		...dayAxis(scale, bottom)
	]);
}
/** As much of a name as leaves room for what stands beside it. */
function clipped(host) {
	return host.length > mostLetters$1 ? `${host.slice(0, 27)}…` : host;
}
function linesOf$2(host, { key }) {
	return monthsOf(host, key).map((month) => ({
		month,
		values: month.series ?? []
	})).filter(({ values }) => values.some((value) => value !== void 0)).slice(0, mostLines$1);
}
/** Behind everything that is drawn over them. */
function outages({ outages: all }, scale, bottom) {
	const found = bands(all, scale).map(({ x, width: wide }) => ({
		x,
		width: wide,
		y: 96,
		height: bottom - panelsTop - 8
	}));
	return [path("o", boxes(found))];
}
function drawn({ panel, series, top, scale }) {
	const { key } = panel;
	const known = series.flatMap(({ values }) => values.filter((value) => value !== void 0));
	const most = niceTop(Math.max(...known), columnTable[key].words === binarySize);
	const [ceiling, floor] = [top + titleHeight, top + panelHeight];
	const statistics = series.length === 1 ? series[0]?.month.statistics : void 0;
	const yOf = (value) => floor - Math.max(0, value) / most * plotHeight;
	const shapes = series.map(({ values }) => stretches(pointsOf(values, scale, yOf)));
	return [
		text$1({
			x: 100,
			y: top + 34
		}, columnTitle({ key }) ?? "", "h s"),
		statistics === void 0 ? "" : text$1({
			x: 778,
			y: top + 34
		}, panel.summary(statistics, key), "m s r"),
		path("e", `M${100} ${ceiling}H778M${100} ${floor}H778`),
		text$1({
			x: 90,
			y: ceiling + 8
		}, figureWords(key, most), "m s r"),
		text$1({
			x: 90,
			y: floor + 2
		}, "0", "m s r"),
		...shapes.map((shape, index) => panel.level ? path("a", areas(shape, floor)) : path(index % 2 === 0 ? "b" : "v", lines(shape)))
	];
}
/** Each mean in the middle of its span. */
function pointsOf(values, scale, yOf) {
	const means = thinned(values, mostPoints);
	const span = (scale.to - scale.from) / means.length;
	return means.map((mean, index) => mean === void 0 ? void 0 : {
		x: xOf(scale.from + (index + .5) * span, scale),
		y: yOf(mean)
	});
}
/** A label a week, under the day it names. */
function dayAxis(scale, bottom) {
	const days = [
		1,
		8,
		15,
		22,
		29
	].filter((day) => day <= scale.days);
	const ticks = days.map((day) => `M${Math.round(xOfDay(day - 1, scale))} ${bottom}v8`).join("");
	return [path("e", ticks), ...days.map((day) => text$1({
		x: xOfDay(day - 1, scale),
		y: bottom + 30
	}, String(day), "m s"))];
}
function medianWords({ p50, p95 }, key) {
	if (p50 === void 0 || p95 === void 0) return "";
	return `median ${figureWords(key, p50)}, 95 % below ${figureWords(key, p95)}`;
}
function lowestWords({ min }, key) {
	return min === void 0 ? "" : `lowest ${figureWords(key, min)}`;
}
function highestWords({ max }, key) {
	return max === void 0 ? "" : `highest ${figureWords(key, max)}`;
}
var width, left, stripTop, stripHeight, panelsTop, titleHeight, plotHeight, panelHeight, axisHeight$1, mostPoints, panels, mostLetters$1, mostLines$1;
var init_month_charts = __esmMin((() => {
	init_columns();
	init_instant();
	init_percent();
	init_size();
	init_column_words();
	init_chart_scale();
	init_day_cells();
	init_svg();
	width = 800;
	left = 100;
	stripTop = 56;
	stripHeight = 26;
	panelsTop = 88;
	titleHeight = 48;
	plotHeight = 104;
	panelHeight = 152;
	axisHeight$1 = 46;
	mostPoints = 250;
	panels = [
		{
			key: "pingMs",
			summary: medianWords
		},
		{
			key: "httpMs",
			summary: medianWords
		},
		{
			key: "memAvailMib",
			level: true,
			summary: lowestWords
		},
		{
			key: "diskAvailMib",
			level: true,
			summary: lowestWords
		},
		{
			key: "gpuTempC",
			summary: highestWords
		}
	];
	mostLetters$1 = 28;
	mostLines$1 = 8;
}));

// src/report/month/month-table.ts
/** One table, or two. `linked` are the hosts that have a section of their own in sight. */
function hostTables(report, linked) {
	const hosts = report.hosts.slice(0, mostRows$1);
	const left = report.hosts.length - hosts.length;
	const more = left > 0 ? [`And ${count$2(left, "more host")}.`] : [];
	const show = (some) => hostTable(some, report, linked);
	if (hosts.length <= mostShown$1) return hosts.length === 0 ? [] : [show(hosts), ...more];
	const [well, rest] = [hosts.filter((host) => isWell(host, report)), hosts.filter((host) => !isWell(host, report))];
	return [
		...rest.length > 0 ? [show(rest)] : [],
		...well.length > 0 ? [folded$1(`🟢 ${count$2(well.length, "host")} without trouble`, [show(well)])] : [],
		...more
	];
}
function isWell(host, report) {
	return verdictOf(host, report) === "well";
}
/** On a phone a cell is as narrow as it may be: broken between parts of a sentence, not between words. */
function inParts(words) {
	return words.split(/(?<=,) | (?=\(|since |for )/).map((part) => part.length > longestPart ? part : unbroken$1(part)).join(" ");
}
/** A column only where a host has something to say in it. */
function hostTable(hosts, report, linked) {
	const shown = columns.map(({ title, text }) => ({
		title,
		texts: hosts.map((host) => text(host, report))
	})).filter(({ texts }) => texts.some((text) => text !== ""));
	const rows = hosts.map((host, index) => [nameOf$2(host, linked), ...shown.map(({ texts }) => texts[index] ?? "")]);
	return table$6([["host", ...shown.map(({ title }) => title)], ...rows]);
}
/** Hyphens at which GitHub does not break a name; a name in code is broken anywhere. */
function nameOf$2(host, linked) {
	const words = markdownWords(host.host);
	if (words.startsWith("`")) return words;
	const name = words.replaceAll("-", "‑");
	return linked.has(host) ? `[${name}](#${anchorOf(words)})` : name;
}
/** As GitHub makes it of a heading. */
function anchorOf(heading) {
	return heading.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-");
}
function pingText(host) {
	const { p50, p95 } = statisticsOf$1(host, "pingMs");
	if (p50 === void 0 || p95 === void 0) return "";
	return unbroken$1(`${figureWords("pingMs", p50).replace(" ms", "")} / ${figureWords("pingMs", p95)}`);
}
function least(host, key) {
	const { min } = statisticsOf$1(host, key);
	return min === void 0 ? "" : unbroken$1(figureWords(key, min));
}
var mostShown$1, mostRows$1, signs$1, columns, longestPart;
var init_month_table = __esmMin((() => {
	init_count();
	init_percent();
	init_column_words();
	init_markdown();
	init_month_words();
	mostShown$1 = 30;
	mostRows$1 = 1e3;
	signs$1 = {
		down: "🔴",
		needs: "🟠",
		outages: "🟡",
		trouble: "🟡",
		unknown: "⚪",
		well: "🟢"
	};
	columns = [
		{
			title: "up",
			text: ({ availability }) => unbroken$1(percentWords(availability))
		},
		{
			title: "page up",
			text: ({ page }) => page === void 0 ? "" : unbroken$1(percentWords(page.availability))
		},
		{
			title: "the month",
			text: (host, report) => `${signs$1[verdictOf(host, report)]}\u00a0${inParts(verdictWords(host, report, markdownWords))}`
		},
		{
			title: unbroken$1("ping p50 / p95"),
			text: pingText
		},
		{
			title: unbroken$1("least memory"),
			text: (host) => least(host, "memAvailMib")
		},
		{
			title: unbroken$1("least disk"),
			text: (host) => least(host, "diskAvailMib")
		}
	];
	longestPart = 30;
}));

// src/report/month/month-host.ts
/** `picture` is the file's name, beside the page. */
function hostSection(host, report, picture) {
	return [
		...summary$2(host, report),
		...image(host, report, picture),
		...tables(host, report),
		...details(host)
	];
}
/** What stands on the fold of a host that was well. */
function hostLine({ host, availability }) {
	return `${signs$1.well} ${htmlName(host)}: ${percentWords(availability)} up`;
}
/** Within a summary, Markdown is not read. */
function htmlName(host) {
	const words = markdownWords(host);
	return words.startsWith("`") ? `<code>${htmlText(words.slice(1, -1))}</code>` : words;
}
function summary$2(host, report) {
	const { availability, coverage, rows, reboots, before, page } = host;
	const ofPage = page === void 0 ? "" : `, its page ${percentWords(page.availability)}`;
	const up = availability === void 0 ? "Nothing was measured" : `${percentWords(availability)} up${ofPage}`;
	const measured = `${percentWords(coverage)} of the time measured, ${grouped$1(rows)} ${rows === 1 ? "check" : "checks"}`;
	const verdict = verdictOf(host, report);
	const words = verdict === "well" ? "" : `${signs$1[verdict]} ${verdictWords(host, report, markdownWords)}. `;
	const [changes, silenced] = [changeWords(host), silenceWords$1(host.host, report, markdownWords)];
	const booted = atMost(mostReboots$1, reboots.map((time) => instantWords(time, utcClock(report.from))), (more) => `${more} more`);
	return [
		`${words}${up}; ${measured}.`,
		...changes.length > 0 ? [`Against ${monthWords(monthBefore$1(report))}: ${changes.join("; ")}.`] : [],
		...before !== void 0 && changes.length === 0 ? [`As in ${monthWords(monthBefore$1(report))}.`] : [],
		...reboots.length > 0 ? [`Rebooted ${booted.join(", ")}.`] : [],
		...silenced === void 0 ? [] : [`${sentenceStart(silenced)}.`]
	];
}
function monthBefore$1({ from }) {
	return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
function image(host, { month }, picture) {
	return picture === void 0 ? [] : [`![${markdownWords(host.host)} in ${monthWords(month)}](${picture})`];
}
function tables(host, report) {
	return [
		...outageTable("down", host.outages, report),
		...outageTable("page down", host.page?.outages ?? [], report),
		...sightingTable(host, report)
	];
}
function outageTable(what, outages, report) {
	if (outages.length === 0) return [];
	const shown = outages.slice(-30);
	const left = outages.length - shown.length;
	const header = [
		`${what} from`,
		"for",
		"why"
	];
	return [table$6([header, ...shown.map((outage) => outageRow(outage, report))]), ...left > 0 ? [`And ${count$2(left, "outage")} before.`] : []];
}
/** Two lines for the times: a phone is narrow. */
function outageRow(outage, report) {
	const { from, to, seconds, ongoing } = outage;
	const end = ongoing ? "still down" : `to ${instantWords(to, utcClock(report.from))}`;
	return [
		[instantWords(from, utcClock(report.from)), end].map(unbroken$1).join("<br>"),
		unbroken$1(durationWords(1e3 * seconds)),
		outageCauses(outage, markdownWords)
	];
}
function sightingTable({ sightings, rows }, report) {
	const all = [...sightings].filter(([key]) => !toldElsewhere.has(key)).flatMap(([key, seen]) => seen.map((sighting) => ({
		kind: kinds$1[key] ?? columnTable[key].title,
		sighting
	})));
	if (all.length === 0) return [];
	const shown = all.slice(0, mostSightings).map(({ kind, sighting }) => sightingRow(kind, sighting, rows, report));
	const left = all.length - shown.length;
	return [table$6([[
		"seen",
		"in checks",
		"first",
		"last"
	], ...shown]), ...left > 0 ? [`And ${left} more.`] : []];
}
function sightingRow(kind, { what, rows, first, last }, all, { from }) {
	const often = `${grouped$1(rows)} (${percentWords(rows / all)})`;
	return [`${kind} ${markdownWords(what)}`, ...[
		often,
		instantWords(first, utcClock(from)),
		instantWords(last, utcClock(from))
	].map(unbroken$1)];
}
function details(host) {
	const parts = [
		...statistics(host),
		...errors(host),
		...constants$1(host)
	];
	return parts.length === 0 ? [] : [folded$1("All figures", parts)];
}
/** What never changed needs no statistics. */
function statistics({ columns, constants: same }) {
	const constant = new Set(same.map(({ name }) => name));
	const isConstant = ({ name, key }) => constant.has(key === void 0 ? name : columnTable[key].name);
	const rows = columns.filter((column) => column.statistics.n > 0 && !isConstant(column)).slice(0, mostColumns).map(statisticsRow);
	return rows.length === 0 ? [] : [table$6([[
		"column",
		...figures$1,
		"values",
		"empty"
	], ...rows])];
}
function statisticsRow(column) {
	const values = figures$1.map((figure) => {
		const value = column.statistics[figure];
		return value === void 0 ? "–" : unbroken$1(figureWords(column.key, value));
	});
	return [
		titleOf(column),
		...values,
		grouped$1(column.statistics.n),
		grouped$1(column.statistics.nulls)
	];
}
function titleOf(column) {
	return unbroken$1(columnTitle(column) ?? markdownWords(column.name));
}
function errors({ sightings }) {
	const rows = (sightings.get("errors") ?? []).slice(0, mostLines);
	if (rows.length === 0) return [];
	const lines = rows.map(({ what, rows: number }) => [causeWords([what], markdownWords), grouped$1(number)]);
	return [table$6([["error", "checks"], ...lines])];
}
function constants$1({ constants: all, rows }) {
	const lines = all.filter(({ key }) => key === void 0 || columnTable[key].month !== "sightings").slice(0, mostLines).map((constant) => [
		titleOf(constant),
		markdownWords(constantWords(constant)),
		grouped$1(constant.rows),
		grouped$1(rows - constant.rows)
	]);
	return lines.length === 0 ? [] : [table$6([[
		"never changed",
		"value",
		"values",
		"empty"
	], ...lines])];
}
var mostSightings, mostReboots$1, mostColumns, mostLines, kinds$1, toldElsewhere, figures$1;
var init_month_host = __esmMin((() => {
	init_columns();
	init_safe_text();
	init_cause();
	init_count();
	init_duration();
	init_instant();
	init_percent();
	init_column_words();
	init_mail_document();
	init_markdown();
	init_month_events();
	init_month_table();
	init_month_words();
	mostSightings = 20;
	mostReboots$1 = 12;
	mostColumns = 32;
	mostLines = 20;
	kinds$1 = {
		ports: "port",
		logins: "login",
		sshPeers: "SSH peer"
	};
	toldElsewhere = /* @__PURE__ */ new Set(["errors", "silenced"]);
	figures$1 = [
		"mean",
		"stdev",
		"min",
		"p50",
		"p95",
		"max"
	];
}));

// src/report/month/month-overview.ts
/** The first hosts of those, as many as a person looks at. */
function overviewPicture(hosts, { month, to }) {
	const shown = hosts.slice(0, mostRows);
	const scale = monthScale({
		month,
		to
	}, nameWidth, 800 - nameWidth - percentWidth);
	const bottom = firstRow + shown.length * rowHeight;
	return svgPicture(800, bottom + axisHeight, `Availability by day in ${monthWords(month)}`, [
		dayRows(shown.map(({ days }, index) => ({
			days,
			y: firstRow + index * rowHeight,
			height: squareHeight
		})), scale),
		...shown.flatMap((host, index) => labels(host, firstRow + index * rowHeight + squareHeight - 5)),
		...dayAxis(scale, bottom)
	]);
}
function labels({ host, availability }, y) {
	const name = host.length > mostLetters ? `${host.slice(0, 15)}…` : host;
	return [text$1({
		x: 22,
		y
	}, name), text$1({
		x: 800 - 22,
		y
	}, percentWords(availability), "m r")];
}
var rowHeight, squareHeight, firstRow, axisHeight, nameWidth, percentWidth, mostRows, mostLetters;
var init_month_overview = __esmMin((() => {
	init_instant();
	init_percent();
	init_chart_scale();
	init_day_cells();
	init_month_charts();
	init_svg();
	rowHeight = 34;
	squareHeight = 26;
	firstRow = 18;
	axisHeight = 46;
	nameWidth = 200;
	percentWidth = 120;
	mostRows = 40;
	mostLetters = 16;
}));

// src/report/month/picture-names.ts
/**
* `2026-10/web-1.svg` for every host: only letters that are the same everywhere, no two alike even where case does not
* count. A name that had to be changed, or is another's in other case, gets a mark of its own.
*/
function pictureNames(month, hosts) {
	const slugs = hosts.map(slugOf);
	const taken = /* @__PURE__ */ new Set(["overview"]);
	return hosts.map((host, index) => {
		const slug = slugs[index] ?? "";
		return `${month}/${free(slug === host.toLowerCase() && slugs.indexOf(slug) === slugs.lastIndexOf(slug) ? slug : `${slug}-${markOf(host)}`, taken)}.svg`;
	});
}
/** Marks may be alike by chance, or because somebody has looked for two that are. */
function free(name, taken) {
	let found = name;
	for (let number = 2; taken.has(found); number += 1) found = `${name}-${number}`;
	taken.add(found);
	return found;
}
function slugOf(host) {
	const safe = host.toLowerCase().replace(/[^a-z\d_.-]+/g, "-").replace(/^[.-]+/, "").slice(0, longestName);
	return safe === "" || reserved.test(safe) ? `host-${safe}` : safe;
}
/** FNV-1a of the name, in six letters and digits or so. */
function markOf(host) {
	let hash = 2166136261;
	for (let index = 0; index < host.length; index += 1) hash = Math.imul(hash ^ host.charCodeAt(index), 16777619);
	return (hash >>> 0).toString(36);
}
var longestName, reserved;
var init_picture_names = __esmMin((() => {
	longestName = 60;
	reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
}));

// src/report/month/month-page.ts
function monthPage(report, options) {
	const hosts = withSection(report);
	const overview = overviewOf(report);
	const pictures = picturesOf(report, hosts);
	return {
		markdown: `${[
			`# ${monthWords(report.month)}${report.running ? " so far" : ""}`,
			`**${openingSentence(report, markdownWords)}**`,
			...damage(report),
			...openAlerts(report),
			...pastAlerts(report),
			...gaps(report),
			...figures(report),
			...overview.map(({ name }) => `![Availability by day](${name})`),
			...hostTables(report, new Set(hosts.filter((host) => isInSight(host, report)))),
			...hosts.flatMap((host) => section$1(host, report, pictures.get(host)?.name)),
			...origin(report, options)
		].join("\n\n")}\n`,
		pictures: [...overview, ...pictures.values()]
	};
}
function withSection(report) {
	if (report.hosts.length <= mostSections) return report.hosts;
	return report.hosts.filter((host) => verdictOf(host, report) !== "well").slice(0, mostSections);
}
/** The picture of a lone host shows its days already. */
function overviewOf(report) {
	const { hosts, month } = report;
	const shown = hosts.length > mostOverview ? hosts.filter((host) => verdictOf(host, report) !== "well") : hosts;
	if (hosts.length < 2 || shown.length === 0) return [];
	return [{
		name: `${month}/overview.svg`,
		svg: overviewPicture(shown, report)
	}];
}
function picturesOf(report, hosts) {
	const names = pictureNames(report.month, hosts.map(({ host }) => host));
	const drawn = hosts.flatMap((host, index) => {
		const [name, svg] = [names[index], hostPicture(host, report)];
		return name === void 0 || svg === void 0 ? [] : [[host, {
			name,
			svg
		}]];
	});
	return new Map(drawn);
}
/** Words of ours, but they may quote what a file holds. */
function damage({ damage: all }) {
	if (all.length === 0) return [];
	const lines = atMost(mostDamage$1, all.map(markdownWords), (more) => `and ${more} more`);
	return [[
		"[!WARNING]",
		`The report lacks what could not be read (${count$2(all.length, "fault")}):`,
		...lines.map((line) => `- ${line}`)
	].map((line) => `> ${line}`).join("\n")];
}
function openAlerts({ open: alerts, from }) {
	if (alerts.length === 0) return [];
	const lines = worstFirst$1(alerts).map((alert) => `- **${markdownWords(alert.host)}** ${alertWords(alert, from, markdownWords)}. ${alertAdvice(alert)}`);
	const shown = atMost(mostAlerts, lines, (more) => `- and ${count$2(more, "more alert")}`);
	return [`## ${count$2(alerts.length, "open alert")}`, shown.join("\n")];
}
function pastAlerts(report) {
	const { alerts, from } = report;
	if (alerts.length === 0) return [];
	const rows = alerts.slice(-100).map((alert) => [
		markdownWords(alert.host),
		pastAlertWords(alert, markdownWords),
		[instantWords(alert.from, utcClock(from)), alertEnd(alert, report)].map(unbroken$1).join("<br>"),
		unbroken$1(alertDuration(alert, report))
	]);
	const left = alerts.length - rows.length;
	return [
		"## Alerts of the month",
		table$6([[
			"host",
			"alert",
			"from",
			"for"
		], ...rows]),
		...left > 0 ? [`And ${count$2(left, "alert")} before.`] : []
	];
}
/** When nothing is known of any host. A month without rows has said so already. */
function gaps({ gaps: all, rows, from }) {
	if (all.length === 0 || rows === 0) return [];
	const lines = all.map((gap) => `- ${gapWords(gap, from)}`);
	return ["## Gaps in monitoring", atMost(mostGaps, lines, (more) => `- and ${count$2(more, "more gap")}`).join("\n")];
}
/** `5 hosts · 97.4 % up · 14,880 checks · 99.8 % of the time measured` */
function figures(report) {
	const { hosts, rows, running, to, from } = report;
	if (rows === 0) return [];
	const coverage = hosts.reduce((sum, host) => sum + host.coverage, 0) / hosts.length;
	const up = overallAvailability(report);
	const words = [
		up === void 0 ? "no data" : `${percentWords(up)} up`,
		`${grouped$1(rows)} ${rows === 1 ? "check" : "checks"}`,
		`${percentWords(coverage)} of the time measured`,
		...running ? [`so far, until ${instantWords(to, utcClock(from))}`] : []
	];
	return [`## ${count$2(hosts.length, "host")}`, words.join(" · ")];
}
/** What was well is folded away, unless there is nothing else to see. */
function isInSight(host, report) {
	return report.hosts.length === 1 || verdictOf(host, report) !== "well";
}
function section$1(host, report, picture) {
	const paragraphs = hostSection(host, report, picture);
	if (isInSight(host, report)) return [`## ${markdownWords(host.host)}`, ...paragraphs];
	return [folded$1(hostLine(host), paragraphs)];
}
function origin(report, { previous, next, files }) {
	const names = files.filter((name) => /^[\w.-]+$/.test(name)).map((name) => `[${name}](${name})`);
	const beside = names.length === 0 ? "" : ` The rows, and what else was made of them: ${names.join(" · ")}.`;
	const links = [
		...previous === void 0 ? [] : [`← [${monthWords(previous)}](${previous}.md)`],
		"[Now](README.md)",
		...next === void 0 ? [] : [`[${monthWords(next)}](${next}.md) →`]
	];
	return [
		"---",
		`${legend(report)}Written by server-monitor.${beside}`,
		links.join(" · ")
	];
}
function legend(report) {
	if (report.rows === 0) return "";
	const left = report.hosts.length - withSection(report).length;
	return `${left > 0 ? `${count$2(left, "host")} that needed none have no section of their own. ` : ""}${legendWords} `;
}
var mostSections, mostOverview, mostAlerts, mostDamage$1, mostGaps, legendWords;
var init_month_page = __esmMin((() => {
	init_alert_words();
	init_count();
	init_instant();
	init_percent();
	init_markdown();
	init_month_charts();
	init_month_events();
	init_month_host();
	init_month_needs();
	init_month_overview();
	init_month_table();
	init_month_words();
	init_picture_names();
	mostSections = 40;
	mostOverview = 20;
	mostAlerts = 30;
	mostDamage$1 = 20;
	mostGaps = 20;
	legendWords = ["Up is what answered, of the time that was measured.", "In the pictures green is up, red is down, grey is not measured. All times are UTC."].join(" ");
}));

// src/report/statistics/month-json.ts
/** What is not known is null. */
function monthJson(report) {
	const { month, from, to, rows, hosts, running, damage } = report;
	const figures = {
		month,
		from: isoSeconds(from),
		to: isoSeconds(to),
		rows,
		hosts: hosts.map(hostFigures),
		alerts: report.alerts.map(({ kind, host, findings, ...alert }) => ({
			kind,
			host,
			from: isoSeconds(alert.from),
			to: alert.to ? isoSeconds(alert.to) : null,
			findings
		})),
		gaps: report.gaps.map((gap) => ({
			from: isoSeconds(gap.from),
			to: isoSeconds(gap.to),
			why: gap.why
		})),
		silenced: report.silences.map(({ host, why, ...silence }) => ({
			from: isoSeconds(silence.from),
			to: isoSeconds(silence.to),
			host,
			why,
			reason: null
		})),
		running,
		damage
	};
	return `${JSON.stringify(figures, null, 2)}\n`;
}
function hostFigures(host) {
	const { columns, constants, page, sightings } = host;
	const seen = (key) => sightings.get(key) ?? [];
	return {
		host: host.host,
		type: host.type,
		rows: host.rows,
		...availability(host),
		...page === void 0 ? {} : { page: availability(page) },
		columns: Object.fromEntries(columns.map(({ name, statistics }) => [name, columnFigures(statistics)])),
		constants: Object.fromEntries(constants.map(({ name, text }) => [name, text])),
		ports: seen("ports").map((sighting) => sightingFigures("port", sighting)),
		peers: seen("sshPeers").map((sighting) => sightingFigures("peer", sighting)),
		logins: seen("logins").map((sighting) => sightingFigures("login", sighting)),
		errors: Object.fromEntries(seen("errors").map(({ what, rows }) => [what, rows])),
		seen: otherSightings(sightings),
		reboots: host.reboots.map(isoSeconds),
		first: isoSeconds(host.first),
		last: isoSeconds(host.last),
		disk_full: host.diskFull === void 0 ? null : isoSeconds(host.diskFull)
	};
}
function availability({ availability: up, coverage, outages }) {
	return {
		availability: known(up),
		coverage,
		outages: outages.map(outageFigures)
	};
}
/** Only a page has statuses. */
function outageFigures({ from, to, seconds, errors, statuses, ongoing }) {
	const answers = statuses.length === 0 ? {} : { statuses };
	return {
		from: isoSeconds(from),
		to: isoSeconds(to),
		seconds,
		errors,
		...answers,
		ongoing
	};
}
function columnFigures({ n, nulls, mean, stdev, min, p50, p95, max }) {
	return {
		n,
		nulls,
		mean: known(mean),
		stdev: known(stdev),
		min: known(min),
		p50: known(p50),
		p95: known(p95),
		max: known(max)
	};
}
function known(value) {
	return value ?? null;
}
function sightingFigures(name, { what, rows, first, last }) {
	return {
		[name]: what,
		rows,
		first: isoSeconds(first),
		last: isoSeconds(last)
	};
}
/** By column, those in which something was seen. */
function otherSightings(sightings) {
	const others = [...sightings].filter(([key, seen]) => seen.length > 0 && !withKeysOfTheirOwn.includes(key));
	return Object.fromEntries(others.map(([key, seen]) => [columnTable[key].name, seen.map((each) => sightingFigures("name", each))]));
}
/** The hosts of an earlier month, from its JSON. undefined: the text does not tell; its rows must be read instead. */
function readHostsBefore(json, month) {
	const read = safeParse(comparable(month), json);
	if (!read.success) return void 0;
	return new Map(read.output.hosts.map(({ host, availability, columns }) => {
		const means = Object.entries(columns).flatMap(([name, { mean }]) => mean === null ? [] : [[name, mean]]);
		return [host, {
			availability: availability ?? void 0,
			means: new Map(means)
		}];
	}));
}
var withKeysOfTheirOwn, comparable;
var init_month_json = __esmMin((() => {
	init_dist();
	init_check_result();
	init_columns();
	withKeysOfTheirOwn = [
		"ports",
		"sshPeers",
		"logins",
		"errors",
		"silenced"
	];
	comparable = (month) => pipe(string(), parseJson$4(), object({
		month: literal(month),
		running: literal(false),
		damage: pipe(array(string()), length(0)),
		hosts: array(object({
			host: string(),
			availability: nullable(number$3()),
			columns: record(string(), object({ mean: nullable(number$3()) }))
		}))
	}));
}));

// node_modules/d3-array/src/ascending.js
function ascending(a, b) {
	return a == null || b == null ? NaN : a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
var init_ascending = __esmMin((() => {}));

// node_modules/d3-array/src/descending.js
function descending(a, b) {
	return a == null || b == null ? NaN : b < a ? -1 : b > a ? 1 : b >= a ? 0 : NaN;
}
var init_descending = __esmMin((() => {}));

// node_modules/d3-array/src/bisector.js
function bisector(f) {
	let compare1, compare2, delta;
	if (f.length !== 2) {
		compare1 = ascending;
		compare2 = (d, x) => ascending(f(d), x);
		delta = (d, x) => f(d) - x;
	} else {
		compare1 = f === ascending || f === descending ? f : zero;
		compare2 = f;
		delta = f;
	}
	function left(a, x, lo = 0, hi = a.length) {
		if (lo < hi) {
			if (compare1(x, x) !== 0) return hi;
			do {
				const mid = lo + hi >>> 1;
				if (compare2(a[mid], x) < 0) lo = mid + 1;
				else hi = mid;
			} while (lo < hi);
		}
		return lo;
	}
	function right(a, x, lo = 0, hi = a.length) {
		if (lo < hi) {
			if (compare1(x, x) !== 0) return hi;
			do {
				const mid = lo + hi >>> 1;
				if (compare2(a[mid], x) <= 0) lo = mid + 1;
				else hi = mid;
			} while (lo < hi);
		}
		return lo;
	}
	function center(a, x, lo = 0, hi = a.length) {
		const i = left(a, x, lo, hi - 1);
		return i > lo && delta(a[i - 1], x) > -delta(a[i], x) ? i - 1 : i;
	}
	return {
		left,
		center,
		right
	};
}
function zero() {
	return 0;
}
var init_bisector = __esmMin((() => {
	init_ascending();
	init_descending();
}));

// node_modules/d3-array/src/number.js
function number(x) {
	return x === null ? NaN : +x;
}
function* numbers(values, valueof) {
	if (valueof === void 0) {
		for (let value of values) if (value != null && (value = +value) >= value) yield value;
	} else {
		let index = -1;
		for (let value of values) if ((value = valueof(value, ++index, values)) != null && (value = +value) >= value) yield value;
	}
}
var init_number = __esmMin((() => {}));

// node_modules/d3-array/src/bisect.js
var ascendingBisect, bisectLeft, bisectCenter;
var init_bisect = __esmMin((() => {
	init_ascending();
	init_bisector();
	init_number();
	ascendingBisect = bisector(ascending);
	bisectLeft = ascendingBisect.left;
	bisectCenter = bisector(number).center;
}));

// node_modules/d3-array/src/variance.js
function variance(values, valueof) {
	let count = 0;
	let delta;
	let mean = 0;
	let sum = 0;
	if (valueof === void 0) {
		for (let value of values) if (value != null && (value = +value) >= value) {
			delta = value - mean;
			mean += delta / ++count;
			sum += delta * (value - mean);
		}
	} else {
		let index = -1;
		for (let value of values) if ((value = valueof(value, ++index, values)) != null && (value = +value) >= value) {
			delta = value - mean;
			mean += delta / ++count;
			sum += delta * (value - mean);
		}
	}
	if (count > 1) return sum / (count - 1);
}
var init_variance = __esmMin((() => {}));

// node_modules/d3-array/src/deviation.js
function deviation(values, valueof) {
	const v = variance(values, valueof);
	return v ? Math.sqrt(v) : v;
}
var init_deviation = __esmMin((() => {
	init_variance();
}));

// node_modules/d3-array/src/sort.js
function compareDefined(compare = ascending) {
	if (compare === ascending) return ascendingDefined;
	if (typeof compare !== "function") throw new TypeError("compare is not a function");
	return (a, b) => {
		const x = compare(a, b);
		if (x || x === 0) return x;
		return (compare(b, b) === 0) - (compare(a, a) === 0);
	};
}
function ascendingDefined(a, b) {
	return (a == null || !(a >= a)) - (b == null || !(b >= b)) || (a < b ? -1 : a > b ? 1 : 0);
}
var init_sort = __esmMin((() => {
	init_ascending();
}));

// node_modules/d3-array/src/max.js
function max(values, valueof) {
	let max;
	if (valueof === void 0) {
		for (const value of values) if (value != null && (max < value || max === void 0 && value >= value)) max = value;
	} else {
		let index = -1;
		for (let value of values) if ((value = valueof(value, ++index, values)) != null && (max < value || max === void 0 && value >= value)) max = value;
	}
	return max;
}
var init_max = __esmMin((() => {}));

// node_modules/d3-array/src/min.js
function min(values, valueof) {
	let min;
	if (valueof === void 0) {
		for (const value of values) if (value != null && (min > value || min === void 0 && value >= value)) min = value;
	} else {
		let index = -1;
		for (let value of values) if ((value = valueof(value, ++index, values)) != null && (min > value || min === void 0 && value >= value)) min = value;
	}
	return min;
}
var init_min = __esmMin((() => {}));

// node_modules/d3-array/src/quickselect.js
function quickselect(array, k, left = 0, right = Infinity, compare) {
	k = Math.floor(k);
	left = Math.floor(Math.max(0, left));
	right = Math.floor(Math.min(array.length - 1, right));
	if (!(left <= k && k <= right)) return array;
	compare = compare === void 0 ? ascendingDefined : compareDefined(compare);
	while (right > left) {
		if (right - left > 600) {
			const n = right - left + 1;
			const m = k - left + 1;
			const z = Math.log(n);
			const s = .5 * Math.exp(2 * z / 3);
			const sd = .5 * Math.sqrt(z * s * (n - s) / n) * (m - n / 2 < 0 ? -1 : 1);
			const newLeft = Math.max(left, Math.floor(k - m * s / n + sd));
			const newRight = Math.min(right, Math.floor(k + (n - m) * s / n + sd));
			quickselect(array, k, newLeft, newRight, compare);
		}
		const t = array[k];
		let i = left;
		let j = right;
		swap(array, left, k);
		if (compare(array[right], t) > 0) swap(array, left, right);
		while (i < j) {
			swap(array, i, j), ++i, --j;
			while (compare(array[i], t) < 0) ++i;
			while (compare(array[j], t) > 0) --j;
		}
		if (compare(array[left], t) === 0) swap(array, left, j);
		else ++j, swap(array, j, right);
		if (j <= k) left = j + 1;
		if (k <= j) right = j - 1;
	}
	return array;
}
function swap(array, i, j) {
	const t = array[i];
	array[i] = array[j];
	array[j] = t;
}
var init_quickselect = __esmMin((() => {
	init_sort();
}));

// node_modules/d3-array/src/quantile.js
function quantile(values, p, valueof) {
	values = Float64Array.from(numbers(values, valueof));
	if (!(n = values.length) || isNaN(p = +p)) return;
	if (p <= 0 || n < 2) return min(values);
	if (p >= 1) return max(values);
	var n, i = (n - 1) * p, i0 = Math.floor(i), value0 = max(quickselect(values, i0).subarray(0, i0 + 1));
	return value0 + (min(values.subarray(i0 + 1)) - value0) * (i - i0);
}
function quantileSorted(values, p, valueof = number) {
	if (!(n = values.length) || isNaN(p = +p)) return;
	if (p <= 0 || n < 2) return +valueof(values[0], 0, values);
	if (p >= 1) return +valueof(values[n - 1], n - 1, values);
	var n, i = (n - 1) * p, i0 = Math.floor(i), value0 = +valueof(values[i0], i0, values);
	return value0 + (+valueof(values[i0 + 1], i0 + 1, values) - value0) * (i - i0);
}
var init_quantile = __esmMin((() => {
	init_max();
	init_min();
	init_quickselect();
	init_number();
}));

// node_modules/d3-array/src/mean.js
function mean(values, valueof) {
	let count = 0;
	let sum = 0;
	if (valueof === void 0) {
		for (let value of values) if (value != null && (value = +value) >= value) ++count, sum += value;
	} else {
		let index = -1;
		for (let value of values) if ((value = valueof(value, ++index, values)) != null && (value = +value) >= value) ++count, sum += value;
	}
	if (count) return sum / count;
}
var init_mean = __esmMin((() => {}));

// node_modules/d3-array/src/median.js
function median(values, valueof) {
	return quantile(values, .5, valueof);
}
var init_median = __esmMin((() => {
	init_quantile();
}));

// node_modules/d3-array/src/pairs.js
function pairs(values, pairof = pair) {
	const pairs = [];
	let previous;
	let first = false;
	for (const value of values) {
		if (first) pairs.push(pairof(previous, value));
		previous = value;
		first = true;
	}
	return pairs;
}
function pair(a, b) {
	return [a, b];
}
var init_pairs = __esmMin((() => {}));

// node_modules/d3-array/src/sum.js
function sum(values, valueof) {
	let sum = 0;
	if (valueof === void 0) {
		for (let value of values) if (value = +value) sum += value;
	} else {
		let index = -1;
		for (let value of values) if (value = +valueof(value, ++index, values)) sum += value;
	}
	return sum;
}
var init_sum = __esmMin((() => {}));

// node_modules/d3-array/src/index.js
var init_src = __esmMin((() => {
	init_bisect();
	init_ascending();
	init_bisector();
	init_descending();
	init_deviation();
	init_sort();
	init_quantile();
	init_max();
	init_mean();
	init_median();
	init_min();
	init_pairs();
	init_quickselect();
	init_sum();
	init_variance();
}));

// src/report/statistics/availability.ts
function availabilityOf(held, watched, span) {
	const [upDays, downDays] = [new Float64Array(span.days), new Float64Array(span.days)];
	for (const { from, to, found } of held) {
		const up = found.silenced.length > 0 ? void 0 : watched.isUp(found);
		if (up !== void 0) spread(up ? upDays : downDays, from, to);
	}
	const [up, measured] = [sum(upDays), sum(upDays) + sum(downDays)];
	return {
		availability: measured === 0 ? void 0 : up / measured,
		coverage: span.end <= 0 ? 0 : measured / span.end,
		outages: outagesOf(held, watched, span.start),
		days: Array.from(upDays, (seconds, day) => ({
			up: seconds / daySeconds,
			down: (downDays[day] ?? 0) / daySeconds
		}))
	};
}
function spread(days, from, to) {
	for (let start = from; start < to;) {
		const day = Math.floor(start / daySeconds);
		const end = Math.min(to, (day + 1) * daySeconds);
		days[day] = (days[day] ?? 0) + end - start;
		start = end;
	}
}
/** Rows that found it down, one after another: gaps, and what says nothing, do not end an outage. */
function outagesOf(held, { isUp, isCause }, start) {
	const all = [];
	for (const { from, to, rows, found } of held) {
		const [up, open] = [isUp(found), all.at(-1)?.ongoing ? all.at(-1) : void 0];
		if (up === true && open !== void 0) [open.to, open.ongoing] = [from, false];
		if (up !== false || found.silenced.length > 0) continue;
		const outage = open ?? {
			from,
			to,
			seconds: 0,
			ongoing: true,
			errors: /* @__PURE__ */ new Map(),
			statuses: /* @__PURE__ */ new Map()
		};
		if (open === void 0) all.push(outage);
		outage.to = to;
		outage.seconds += to - from;
		for (const code of found.errors.filter(isCause)) count(outage.errors, code, rows);
		if (found.status !== void 0) count(outage.statuses, found.status, rows);
	}
	const dateOf = (second) => new Date(start.getTime() + second * 1e3);
	return all.map(({ from, to, seconds, ongoing, errors, statuses }) => ({
		from: dateOf(from),
		to: dateOf(to),
		seconds,
		ongoing,
		errors: mostFrequentFirst(errors),
		statuses: mostFrequentFirst(statuses)
	}));
}
function count(counts, key, times) {
	counts.set(key, (counts.get(key) ?? 0) + times);
}
function mostFrequentFirst(counts) {
	return [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
}
var daySeconds, theHost, itsPage;
var init_availability = __esmMin((() => {
	init_src();
	daySeconds = 86400;
	theHost = {
		isUp: ({ state }) => state === "unknown" ? void 0 : state !== "down",
		isCause: () => true
	};
	itsPage = {
		isUp: ({ state, isPageUp }) => state === "unknown" ? void 0 : isPageUp,
		isCause: (code) => code.startsWith("http:")
	};
}));

// src/report/statistics/forecast.ts
/** The day on which nothing is left, counted as the days are. undefined where the month does not support a date. */
function dayOfFullDisk(days, today) {
	const [first, newest] = [days[0], days.at(-1)];
	if (days.length < fewestDays || first === void 0 || newest === void 0) return void 0;
	const slopes = slopesOf(days);
	const slope = median(slopes) ?? 0;
	const falling = slopes.filter((each) => each < 0).length / slopes.length;
	if (!(slope < 0) || falling < leastAgreement) return void 0;
	const level = median(days.map(({ day, mib }) => mib - slope * day)) ?? 0;
	const decline = -slope * (newest.day - first.day);
	const off = ({ day, mib }) => Math.abs(mib - level - slope * day) / decline;
	if ((median(days.map(off)) ?? 0) > mostOff.median || off(newest) > mostOff.newest) return void 0;
	const full = -level / slope;
	return full > today && full <= today + mostDaysAhead ? full : void 0;
}
function slopesOf(days) {
	const slopes = new Float64Array(days.length * (days.length - 1) / 2);
	let size = 0;
	for (const [index, a] of days.entries()) for (const b of days.slice(index + 1)) {
		slopes[size] = (b.mib - a.mib) / (b.day - a.day);
		size += 1;
	}
	return slopes;
}
var fewestDays, mostDaysAhead, leastAgreement, mostOff;
var init_forecast = __esmMin((() => {
	init_src();
	fewestDays = 10;
	mostDaysAhead = 365;
	leastAgreement = .9;
	mostOff = {
		median: .1,
		newest: .2
	};
}));

// src/report/statistics/statistics.ts
/** `rows`: of the host, with and without a number. */
function statisticsOf(values, rows) {
	const sorted = Array.from(new Float64Array(values).sort());
	return {
		n: sorted.length,
		nulls: rows - sorted.length,
		mean: mean(sorted),
		stdev: deviation(sorted),
		min: sorted[0],
		p50: quantileSorted(sorted, .5),
		p95: quantileSorted(sorted, .95),
		max: sorted.at(-1)
	};
}
/** Means over equal spans of a month; undefined where there is no number. */
function seriesOf({ values, seconds }, spans) {
	const [sums, counts] = [new Float64Array(spans), new Uint32Array(spans)];
	for (const [index, value] of values.entries()) {
		const span = Math.floor((seconds[index] ?? 0) / spanSeconds);
		sums[span] = (sums[span] ?? 0) + value;
		counts[span] = (counts[span] ?? 0) + 1;
	}
	return Array.from(sums, (sum, span) => counts[span] === 0 ? void 0 : sum / (counts[span] ?? 1));
}
var spanSeconds;
var init_statistics = __esmMin((() => {
	init_src();
	spanSeconds = 21600;
}));

// src/report/statistics/host-columns.ts
/** In the order of the files. */
function* figuresOf({ figures, lists }) {
	const { keys } = figures;
	for (const key of columnKeys) {
		const { name } = table$1[key];
		if (keys.has(key)) yield {
			name,
			key,
			index: void 0,
			figures: figures.of(key)
		};
		for (const [index, place] of lists.get(key)?.places.entries() ?? []) yield {
			name: `${name}.${index}`,
			key,
			index,
			figures: place
		};
	}
}
/** `foreign`: the columns that are not ours and have statistics; `spans`: of what is drawn. */
function hostColumns(tally, foreign, spans) {
	const rows = tally.log.size;
	const ours = Array.from(figuresOf(tally), (named) => columnMonth(named, rows, spans));
	const columns = [...tally.foreign.values()].filter(({ name }) => foreign.has(name)).map(({ name, values }) => ({
		name,
		key: void 0,
		index: void 0,
		statistics: statisticsOf(values, rows),
		series: void 0
	}));
	return {
		columns: [...ours, ...columns],
		constants: constantsOf(tally, ours)
	};
}
function columnMonth({ figures, ...named }, rows, spans) {
	const isDrawn = table$1[named.key].charted && figures.values.length > 0;
	return {
		...named,
		statistics: statisticsOf(figures.values, rows),
		series: isDrawn ? seriesOf(figures, spans) : void 0
	};
}
/** By the names of columns. */
function meansOf(tally) {
	const means = Array.from(figuresOf(tally), ({ name, figures }) => [name, mean(figures.values)]);
	return new Map(means.flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
}
function constantsOf({ constancies, sightings, log, foreign }, columns) {
	const ours = columnKeys.flatMap((key) => {
		const figure = columns.find((column) => column.key === key && column.index === void 0);
		const constant = constancies.get(key)?.constant ?? (figure && constantFigure(figure)) ?? constantNames(sightings.get(key)?.all(/* @__PURE__ */ new Date(0)) ?? [], log.size);
		return constant === void 0 ? [] : [{
			name: table$1[key].name,
			key,
			...constant
		}];
	});
	const theirs = [...foreign.values()].flatMap(({ name, constancy: { constant } }) => constant === void 0 ? [] : [{
		name,
		key: void 0,
		...constant
	}]);
	return [...ours, ...theirs];
}
function constantFigure({ key, statistics: { n, min, max } }) {
	if (key === void 0 || min === void 0 || min !== max) return void 0;
	return {
		text: table$1[key].value.encode(min),
		rows: n
	};
}
/** In a list an empty cell says that there was nothing: only what every row names has never changed. */
function constantNames(seen, rows) {
	return seen.length > 0 && seen.every((sighting) => sighting.rows === rows) ? {
		text: seen.map(({ what }) => what).join("+"),
		rows
	} : void 0;
}
var table$1;
var init_host_columns = __esmMin((() => {
	init_src();
	init_columns();
	init_row();
	init_statistics();
	table$1 = columnTable;
}));

// src/report/statistics/constancy.ts
var Constancy;
var init_constancy = __esmMin((() => {
	Constancy = class {
		#text;
		#value;
		#rows = 0;
		#hasChanged = false;
		/** `textOf`: as a file has it. Of values that are one object it is asked once. */
		add(value, textOf) {
			if (this.#hasChanged) return;
			this.#rows += 1;
			if (value === this.#value) return;
			const text = textOf(value);
			this.#hasChanged = this.#text !== void 0 && text !== this.#text;
			this.#text = text;
			this.#value = value;
		}
		get constant() {
			return this.#hasChanged || this.#text === void 0 ? void 0 : {
				text: this.#text,
				rows: this.#rows
			};
		}
	};
}));

// src/report/statistics/figures.ts
function noFigures() {
	return {
		values: [],
		seconds: []
	};
}
/** Most hosts have numbers in half of the columns. */
function withoutUnknown({ keys, seconds, values }) {
	const isKnown = (column) => {
		for (let at = column; at < seconds.length * keys.length; at += keys.length) if (!Number.isNaN(values[at] ?? NaN)) return true;
		return false;
	};
	const known = [...keys.keys()].filter(isKnown);
	const packed = new Float64Array(seconds.length * known.length);
	let place = 0;
	for (let row = 0; row < seconds.length; row += 1) for (const column of known) {
		packed[place] = values[row * keys.length + column] ?? NaN;
		place += 1;
	}
	return {
		keys: keys.filter((_, column) => known.includes(column)),
		seconds,
		values: packed
	};
}
function isFigure(key) {
	const { month, value } = columnTable[key];
	return month === "statistics" && value.kind === "number";
}
var rowsOfChunk, FigureColumns, FigureLists;
var init_figures = __esmMin((() => {
	init_columns();
	rowsOfChunk = 64;
	FigureColumns = class {
		/** Those that the files have. */
		keys = /* @__PURE__ */ new Set();
		#isWanted;
		#chunks = [];
		#columns = [];
		#open = {
			keys: [],
			seconds: [],
			values: /* @__PURE__ */ new Float64Array(0)
		};
		constructor(isWanted) {
			this.#isWanted = isWanted;
		}
		add(row, second) {
			if (row.columns !== this.#columns) this.#openChunk(row.columns.filter((key) => isFigure(key) && this.#isWanted(key)));
			else if (this.#open.seconds.length === rowsOfChunk) this.#openChunk(this.#open.keys);
			this.#columns = row.columns;
			const { keys, seconds, values } = this.#open;
			const first = seconds.length * keys.length;
			seconds.push(second);
			for (let index = 0; index < keys.length; index += 1) {
				const value = row[keys[index] ?? "pingMs"];
				values[first + index] = typeof value === "number" ? value : NaN;
			}
		}
		of(key) {
			const figures = noFigures();
			for (const { keys, seconds, values } of [...this.#chunks, this.#open]) {
				const column = keys.indexOf(key);
				for (let row = 0; column >= 0 && row < seconds.length; row += 1) {
					const value = values[row * keys.length + column] ?? NaN;
					if (Number.isNaN(value)) continue;
					figures.values.push(value);
					figures.seconds.push(seconds[row] ?? 0);
				}
			}
			return figures;
		}
		#openChunk(keys) {
			this.#chunks.push(withoutUnknown(this.#open));
			for (const key of keys) this.keys.add(key);
			this.#open = {
				keys,
				seconds: [],
				values: new Float64Array(keys.length * rowsOfChunk)
			};
		}
	};
	FigureLists = class {
		places = [];
		add(values, second) {
			for (const [index, value] of values.entries()) {
				const figures = this.places[index] ?? noFigures();
				this.places[index] = figures;
				if (value === void 0) continue;
				figures.values.push(value);
				figures.seconds.push(second);
			}
		}
	};
}));

// src/report/statistics/foreign-column.ts
var decode, ForeignColumn;
var init_foreign_column = __esmMin((() => {
	init_values();
	init_constancy();
	({decode} = numberType(String));
	ForeignColumn = class {
		name;
		values = [];
		constancy = new Constancy();
		/** Whether a cell has said what is no number. */
		isText = false;
		constructor(name) {
			this.name = name;
		}
		add(cell) {
			if (cell === "") return;
			this.constancy.add(cell, String);
			const value = decode(cell);
			if (value !== void 0) this.values.push(value);
			else if (cell !== "None") this.isText = true;
		}
	};
}));

// src/report/statistics/row-log.ts
function foundIn(row, before) {
	const { errors, silenced } = row;
	const status = isFailedPage(row.httpCode) ? row.httpCode : void 0;
	const found = {
		state: stateOf(row),
		isPageUp: isPageUp(row),
		status,
		errors,
		silenced
	};
	return before !== void 0 && isSame$1(before, found) ? before : found;
}
/** The lists of cells that are the same are one object mostly. */
function isSame$1(a, b) {
	return a.state === b.state && a.isPageUp === b.isPageUp && a.status === b.status && a.errors === b.errors && a.silenced === b.silenced;
}
var RowLog;
var init_row_log = __esmMin((() => {
	init_src();
	init_state();
	RowLog = class {
		#seconds = [];
		#found = [];
		/** False where there is a row of that second. */
		add(second, row) {
			const place = second > this.newest ? this.size : bisectLeft(this.#seconds, second);
			if (this.#seconds[place] === second) return false;
			const found = foundIn(row, this.#found[place - 1]);
			if (place === this.size) {
				this.#seconds.push(second);
				this.#found.push(found);
			} else {
				this.#seconds.splice(place, 0, second);
				this.#found.splice(place, 0, found);
			}
			return true;
		}
		get size() {
			return this.#seconds.length;
		}
		get oldest() {
			return this.#seconds[0] ?? NaN;
		}
		get newest() {
			return this.#seconds.at(-1) ?? Number.NEGATIVE_INFINITY;
		}
		/** Seconds from one row to the next; undefined below two rows. */
		medianInterval() {
			return median(pairs(this.#seconds, (second, next) => next - second));
		}
		/** What a row found holds until the next one, but not for longer than `longest`, nor beyond `end`. */
		held(longest, end) {
			const all = [];
			for (const [index, from] of this.#seconds.entries()) {
				const found = this.#found[index];
				if (found === void 0) continue;
				const to = Math.min(this.#seconds[index + 1] ?? end, from + longest, end);
				const last = all.at(-1);
				if (last?.found === found && last.to === from) [last.to, last.rows] = [to, last.rows + 1];
				else all.push({
					from,
					to,
					rows: 1,
					found
				});
			}
			return all;
		}
	};
}));

// src/report/statistics/sightings.ts
var mostKept, Sightings;
var init_sightings = __esmMin((() => {
	mostKept = 1e3;
	Sightings = class {
		#seen = /* @__PURE__ */ new Map();
		/** The names of a row, each once. */
		add(names, second) {
			for (const what of names) {
				const seen = this.#seen.get(what);
				if (seen === void 0) this.#seen.set(what, {
					what,
					rows: 1,
					first: second,
					last: second
				});
				else {
					seen.rows += 1;
					seen.first = Math.min(seen.first, second);
					seen.last = Math.max(seen.last, second);
				}
			}
			if (this.#seen.size > 2 * mostKept) this.#forget();
		}
		/** The most frequent first. */
		all(start) {
			this.#forget();
			const dateOf = (second) => new Date(start.getTime() + second * 1e3);
			return Array.from(this.#seen.values(), ({ what, rows, first, last }) => ({
				what,
				rows,
				first: dateOf(first),
				last: dateOf(last)
			}));
		}
		/** Keeps those that were seen most, of these the latest. */
		#forget() {
			const sorted = [...this.#seen.values()].sort((a, b) => b.rows - a.rows || b.last - a.last);
			this.#seen = new Map(sorted.slice(0, mostKept).map((seen) => [seen.what, seen]));
		}
	};
}));

// src/report/statistics/host-tally.ts
function layoutOf(columns, isWanted) {
	const wanted = columns.filter(isWanted);
	const ofMonth = (month) => wanted.filter((key) => table[key].month === month);
	const lists = ofMonth("statistics").filter((key) => table[key].value.kind === "numbers");
	return {
		columns,
		names: ofMonth("sightings"),
		lists,
		others: ofMonth("none")
	};
}
function isList(value) {
	return Array.isArray(value);
}
function made(all, key, make) {
	let value = all.get(key);
	if (value === void 0) {
		value = make(key);
		all.set(key, value);
	}
	return value;
}
var table, sameBootMs, mostReboots, HostTally, newSightings, newLists, newConstancy, newForeign;
var init_host_tally = __esmMin((() => {
	init_columns();
	init_constancy();
	init_figures();
	init_foreign_column();
	init_row_log();
	init_sightings();
	table = columnTable;
	sameBootMs = 12e4;
	mostReboots = 1e3;
	HostTally = class {
		host;
		log = new RowLog();
		figures;
		lists = /* @__PURE__ */ new Map();
		sightings = /* @__PURE__ */ new Map();
		constancies = /* @__PURE__ */ new Map();
		foreign = /* @__PURE__ */ new Map();
		reboots = [];
		/** Of the newest row. */
		type;
		#isWanted;
		#layout;
		#boot;
		constructor({ host, type }, isWanted) {
			this.host = host;
			this.type = type;
			this.#isWanted = isWanted;
			this.figures = new FigureColumns(isWanted);
		}
		/** `second`: of the month. A row of a second that has one counts for nothing. */
		add(row, second) {
			const isNewest = second > this.log.newest;
			if (!this.log.add(second, row)) return;
			this.figures.add(row, second);
			if (this.#layout?.columns !== row.columns) this.#layout = layoutOf(row.columns, this.#isWanted);
			this.#addNames(row, second, this.#layout);
			this.#addOthers(row, second, this.#layout);
			if (row.foreign !== void 0) this.#addForeign(row.foreign);
			if (!isNewest) return;
			this.type = row.type;
			this.#addBoot(row.lastBoot);
		}
		#addNames(row, second, { names }) {
			for (const key of names) {
				const value = row[key];
				if (isList(value) && value.length > 0) made(this.sightings, key, newSightings).add(value, second);
			}
		}
		#addOthers(row, second, { lists, others }) {
			for (const key of lists) {
				const value = row[key];
				if (!isList(value)) continue;
				made(this.lists, key, newLists).add(value, second);
				made(this.constancies, key, newConstancy).add(value, table[key].value.encode);
			}
			for (const key of others) {
				const value = row[key];
				if (value !== void 0) made(this.constancies, key, newConstancy).add(value, table[key].value.encode);
			}
		}
		#addForeign(cells) {
			for (const [name, cell] of Object.entries(cells)) made(this.foreign, name, newForeign).add(cell);
		}
		/** What is told late is no reboot. */
		#addBoot(boot) {
			if (boot === void 0 || boot === this.#boot) return;
			if (this.#boot !== void 0 && boot.getTime() > this.#boot.getTime() + sameBootMs && this.reboots.length < mostReboots) this.reboots.push(boot);
			this.#boot = boot;
		}
	};
	newSightings = () => new Sightings();
	newLists = () => new FigureLists();
	newConstancy = () => new Constancy();
	newForeign = (name) => new ForeignColumn(name);
}));

// src/report/statistics/month-alerts.ts
function newEpisode$1(alert) {
	return {
		latest: alert,
		from: alert.since,
		to: void 0,
		findings: /* @__PURE__ */ new Set()
	};
}
var mostFindings$1, AlertLog;
var init_month_alerts = __esmMin((() => {
	init_alert();
	mostFindings$1 = 1e3;
	AlertLog = class {
		#start;
		#open = /* @__PURE__ */ new Map();
		#closed = [];
		/** `start`: of the month. What was closed before it is left out. */
		constructor(start) {
			this.#start = start;
		}
		add({ what, alert, time }) {
			const identity = identityOf(alert);
			const episode = this.#open.get(identity) ?? newEpisode$1(alert);
			episode.latest = alert;
			for (const finding of alert.findings) if (episode.findings.size < mostFindings$1) episode.findings.add(finding);
			if (what !== "resolved") this.#open.set(identity, episode);
			else {
				this.#open.delete(identity);
				if (time >= this.#start) this.#closed.push({
					...episode,
					to: time
				});
			}
		}
		/** The earliest first. */
		all() {
			return [...this.#closed, ...this.#open.values()].sort((a, b) => a.from.getTime() - b.from.getTime() || (identityOf(a.latest) < identityOf(b.latest) ? -1 : 1)).map(({ latest, from, to, findings }) => ({
				kind: latest.kind,
				host: latest.host,
				from,
				to,
				findings: [...findings],
				latest
			}));
		}
	};
}));

// src/report/statistics/spans.ts
/** `held`: of all hosts. What is shorter than `shortest` at the start is only the time until the first run. */
function gapsOf(held, start, end, shortest) {
	const known = joined(held.filter(({ found }) => found.state !== "unknown"));
	const offline = joined(held.filter(({ found }) => found.state === "unknown"));
	const gaps = without([{
		from: 0,
		to: end
	}], known).filter(({ from, to }) => from > 0 || to > shortest);
	const rowless = without(gaps, offline).map((gap) => ({
		...gap,
		why: "no rows"
	}));
	const isOffline = without(gaps, rowless).map((gap) => ({
		...gap,
		why: "monitor:offline"
	}));
	return [...rowless, ...isOffline].sort((a, b) => a.from - b.from).map(({ from, to, why }) => ({
		from: after(start, from),
		to: after(start, to),
		why
	}));
}
/** In their order, without overlaps; those that touch are one. */
function joined(stretches) {
	const all = [];
	for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
		const last = all.at(-1);
		if (last !== void 0 && from <= last.to) last.to = Math.max(last.to, to);
		else if (from < to) all.push({
			from,
			to
		});
	}
	return all;
}
/** What is left of stretches; both in order and without overlaps. */
function without(stretches, others) {
	return stretches.flatMap(({ from, to }) => {
		const between = others.filter((other) => other.from < to && other.to > from);
		const starts = [from, ...between.map((other) => other.to)];
		const ends = [...between.map((other) => other.from), to];
		return starts.map((each, index) => ({
			from: each,
			to: ends[index] ?? to
		})).filter((each) => each.from < each.to);
	});
}
/** A silence lasts as long as the row that has it holds. */
function silencesOf(host, held, start) {
	const all = [];
	for (const { from, to, found } of held) {
		const [why, last] = [found.silenced.join("+"), all.at(-1)];
		if (why === "") continue;
		if (last?.why === why && last.to === from) last.to = to;
		else all.push({
			from,
			to,
			why
		});
	}
	return all.map(({ from, to, why }) => ({
		from: after(start, from),
		to: after(start, to),
		host,
		why
	}));
}
function after(start, seconds) {
	return new Date(start.getTime() + seconds * 1e3);
}
var init_spans = __esmMin((() => {}));

// src/report/statistics/month-report.ts
async function monthReport(order) {
	const { start, to, running, rules, damage } = order;
	const span = {
		start,
		end: secondsFrom(start, to),
		days: daysOf(start)
	};
	const { before, tallies, alerts } = await tally(order);
	const { measured, longest } = measure(tallies, span);
	const context = {
		span,
		before,
		foreign: foreignNumbers(tallies)
	};
	const hosts = measured.map((month) => hostMonth(month, context)).sort(worstFirst);
	return {
		month: start.toISOString().slice(0, 7),
		from: start,
		to,
		running,
		damage,
		rows: hosts.reduce((sum, { rows }) => sum + rows, 0),
		hosts,
		open: rules.open(),
		alerts: alerts.all(),
		gaps: gapsOf(measured.flatMap(({ held }) => held), start, span.end, longest),
		silences: measured.flatMap(({ tally: { host }, held }) => silencesOf(host, held, start))
	};
}
/** The start of the month before a month's start. */
function monthBefore(start) {
	return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - 1));
}
function secondsFrom(start, time) {
	return (time.getTime() - start.getTime()) / 1e3;
}
function daysOf(start) {
	return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0)).getUTCDate();
}
/** Goes through the rows once, for all that is made of them. */
async function tally({ start, to, runs, rules, before: known }) {
	const first = monthBefore(start);
	const spanBefore = {
		start: first,
		end: secondsFrom(first, start),
		days: daysOf(first)
	};
	const [tallies, talliesBefore] = [new Tallies(start, () => true), new Tallies(first, isCompared)];
	const alerts = new AlertLog(start);
	const [firstMs, startMs, endMs] = [
		first.getTime(),
		start.getTime(),
		to.getTime()
	];
	let before = known;
	for await (const run of runs) {
		const ms = run[0]?.time.getTime() ?? NaN;
		if (ms < firstMs || ms >= endMs) continue;
		if (ms >= startMs) before ??= monthsBefore(talliesBefore, spanBefore);
		if (ms >= startMs) for (const row of run) tallies.add(row);
		else if (known === void 0) for (const row of run) talliesBefore.add(row);
		if (ms >= startMs - 6912e5) for (const change of rules.add(run)) alerts.add(change);
	}
	return {
		before: before ?? /* @__PURE__ */ new Map(),
		tallies,
		alerts
	};
}
/** By what months are compared. */
function isCompared(key) {
	return columnTable[key].charted;
}
/** What they are made of is let go. */
function monthsBefore(tallies, span) {
	const entries = measure(tallies, span).measured.map(({ tally, held }) => {
		const { availability } = availabilityOf(held, theHost, span);
		return [tally.host, {
			availability,
			means: meansOf(tally)
		}];
	});
	tallies.hosts.clear();
	return new Map(entries);
}
/** `longest`: for so many seconds a row holds that is the only one of its host. */
function measure({ hosts }, span) {
	const intervals = Array.from(hosts.values(), (tally) => ({
		tally,
		interval: tally.log.medianInterval()
	}));
	const usual = median(intervals, ({ interval }) => interval) ?? 0;
	return {
		measured: intervals.map(({ tally, interval = usual }) => ({
			tally,
			held: tally.log.held(2 * interval, span.end)
		})),
		longest: 2 * usual
	};
}
/** Columns that are not ours in which some host has a number, and none anything else. */
function foreignNumbers({ hosts }) {
	const all = [...hosts.values()].flatMap(({ foreign }) => [...foreign.values()]);
	const texts = new Set(all.filter(({ isText }) => isText).map(({ name }) => name));
	return new Set(all.filter(({ name, values }) => values.length > 0 && !texts.has(name)).map(({ name }) => name));
}
function hostMonth({ tally, held }, { span, before, foreign }) {
	const { host, type, log, reboots } = tally;
	const all = hostColumns(tally, foreign, span.days * daySeconds / spanSeconds);
	const dateOf = (second) => new Date(span.start.getTime() + second * 1e3);
	return {
		host,
		type,
		rows: log.size,
		first: dateOf(log.oldest),
		last: dateOf(log.newest),
		...availabilityOf(held, theHost, span),
		page: pageOf(held, span),
		reboots,
		...all,
		troubles: troublesOf(held),
		sightings: new Map(Array.from(tally.sightings, ([key, seen]) => [key, seen.all(span.start)])),
		diskFull: diskFull(all.columns, span),
		before: before.get(host)
	};
}
function pageOf(held, span) {
	return held.some(({ found }) => found.isPageUp !== void 0) ? availabilityOf(held, itsPage, span) : void 0;
}
function troublesOf(held) {
	const troubles = /* @__PURE__ */ new Map();
	for (const { rows, found } of held) {
		if (found.state === "down" || found.state === "unknown" || found.silenced.length > 0) continue;
		for (const code of found.errors) count(troubles, code, rows);
		if (found.status !== void 0) count(troubles, found.status, rows);
	}
	return troubles;
}
function diskFull(columns, span) {
	const series = columns.find(({ key }) => key === "diskAvailMib")?.series ?? [];
	const full = dayOfFullDisk(dayMeans(series), span.end / daySeconds);
	return full === void 0 ? void 0 : new Date(span.start.getTime() + Math.round(full * daySeconds) * 1e3);
}
/** What comes and goes within a day is no trend. */
function dayMeans(means) {
	const perDay = daySeconds / spanSeconds;
	const days = [];
	for (let first = 0; first < means.length; first += perDay) {
		const sum = {
			n: 0,
			day: 0,
			mib: 0
		};
		for (let index = first; index < first + perDay; index += 1) {
			const mib = means[index];
			if (mib === void 0) continue;
			sum.n += 1;
			sum.day += (index + .5) / perDay;
			sum.mib += mib;
		}
		if (sum.n > 0) days.push({
			day: sum.day / sum.n,
			mib: sum.mib / sum.n
		});
	}
	return days;
}
/** Down now, then the least available, then the most errors, then by name. What was never measured comes last. */
function worstFirst(a, b) {
	return Number(isDown(b)) - Number(isDown(a)) || (a.availability ?? 2) - (b.availability ?? 2) || errorsIn(b) - errorsIn(a) || (a.host < b.host ? -1 : 1);
}
function isDown({ outages }) {
	return outages.at(-1)?.ongoing === true;
}
function errorsIn({ sightings }) {
	return (sightings.get("errors") ?? []).reduce((sum, { rows }) => sum + rows, 0);
}
var Tallies;
var init_month_report = __esmMin((() => {
	init_src();
	init_rules();
	init_columns();
	init_availability();
	init_forecast();
	init_host_columns();
	init_host_tally();
	init_month_alerts();
	init_spans();
	init_statistics();
	Tallies = class {
		hosts = /* @__PURE__ */ new Map();
		#start;
		#isWanted;
		constructor(start, isWanted) {
			this.#start = start;
			this.#isWanted = isWanted;
		}
		add(row) {
			const tally = this.hosts.get(row.host) ?? new HostTally(row, this.#isWanted);
			this.hosts.set(row.host, tally);
			tally.add(row, secondsFrom(this.#start, row.time));
		}
	};
}));

// src/commands/report.ts
var report_exports = /* @__PURE__ */ __exportAll({ report: () => report });
async function report(call) {
	const month = wantedMonth(call);
	const mailer = openMailer(call, recipients(call));
	call.reporter.doing("reading the rows of the month");
	const store = await openStore(storeSettings(call));
	const results = await store.results();
	requireRows(results, call);
	const rules = newRules({
		confirm: call.inputs.confirm,
		thresholdsOf: thresholdsAtHand(call)
	});
	const alerting = await openAlerting(call, { rules }, () => true);
	const figures = await readMonth(month, results, rules);
	figures.damage.forEach(call.reporter.warn);
	const model = {
		...figures,
		open: (await evaluate(alerting, [])).open
	};
	const files = filesOfMonth(results, month.start);
	call.reporter.doing("writing the report");
	const [commit, unsaved] = await attempt(() => save({
		model,
		files,
		results,
		store
	}));
	call.reporter.doing("sending mail");
	const unsent = await mail(model, {
		results,
		files
	}, mailer, call);
	call.reporter.doing("updating issues");
	const undelivered = month.isRecent ? await sync(alerting, model, {
		results,
		call
	}) : [];
	await call.reporter.reported(outcome(model, commit, call));
	throwAll([
		unsaved,
		unsent,
		...undelivered
	]);
}
function wantedMonth({ inputs, now }) {
	const [year, index] = [now.getUTCFullYear(), now.getUTCMonth()];
	const [, y, m] = /^(\d{4})-(\d\d)$/.exec(inputs.month) ?? [];
	const start = new Date(y === void 0 ? Date.UTC(year, index - (inputs.month === "previous" ? 1 : 0)) : Date.UTC(Number(y), Number(m) - 1));
	const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
	if (start > now) throw new InputError([`month: ${inputs.month} has not begun; expected this month or one before it`]);
	const running = end > now;
	const isRecent = now.getTime() - end.getTime() < recentMs;
	return {
		start,
		to: running ? now : end,
		running,
		isRecent
	};
}
function requireRows(results, { inputs }) {
	if (hasRows(results)) return;
	throw new InputError([`results: ${inputs.results} has no rows of any month; run a check first, or name the folder that has`]);
}
/** A line that cannot be read is named, and costs the report no more than that line. */
async function readMonth({ start, to, running }, results, rules) {
	const damage = [];
	const onDamage = (error) => {
		if (damage.length < mostDamage) damage.push(withoutFolder(error.message, results));
	};
	const before = await readBefore(results, monthBefore(start));
	const first = before === void 0 ? monthBefore(start) : new Date(start.getTime() - memoryMs);
	const runs = runsBetween(results, first, to, onDamage);
	return monthReport({
		start,
		to,
		running,
		runs,
		before,
		rules,
		damage
	});
}
/** From the JSON of that month's report, which is quicker to read than its rows. */
async function readBefore(results, start) {
	const month = start.toISOString().slice(0, 7);
	const json = await results.read(`${month}.json`).catch(() => void 0);
	return json === void 0 ? void 0 : readHostsBefore(json, month);
}
/** The page lies beside the files, and is the same wherever it is made. */
function withoutFolder(message, { names, pathOf }) {
	return names.reduce((text, name) => text.replaceAll(pathOf(name), name), message);
}
async function save({ model, files, results, store }) {
	const pages = monthsWithPage(results);
	const jsonName = `${model.month}.json`;
	const page = monthPage(model, {
		previous: pages.findLast((month) => month < model.month),
		next: pages.find((month) => month > model.month),
		files: [...files, jsonName]
	});
	const all = [
		{
			name: pageName(model),
			text: page.markdown
		},
		{
			name: jsonName,
			text: monthJson(model)
		},
		...page.pictures.map(({ name, svg }) => ({
			name,
			text: svg
		}))
	];
	const subject = reportSubject(model).replace(/^Server report/, "report:");
	return store.saveFiles(all, subject);
}
function pageName({ month }) {
	return `${month}.md`;
}
/** What could not be sent. */
async function mail(model, enclosed, mailer, call) {
	if (typeof mailer === "string") {
		call.reporter.info(mailer);
		return;
	}
	const body = monthMail(model, {
		pagePath: pagePath(model, call),
		pageUrl: pageUrl(model, call)?.href
	});
	return (await mailer.send(body, await attachments(enclosed, call))).fault;
}
async function attachments({ results, files }, { reporter }) {
	const plain = (await Promise.all(files.map((name) => attachmentOf(name, results)))).flat();
	if (sizeOf(plain) <= plainBytes) return plain;
	const packed = plain.map(({ name, content }) => ({
		name: `${name}.gz`,
		content: gzipSync(content)
	}));
	if (sizeOf(packed) <= roomBytes) return packed;
	reporter.warn("the month's files are too large for a mail, which goes without them; they are in the repository");
	return [];
}
/** The report has said what cannot be read. */
async function attachmentOf(name, results) {
	const text = await results.read(name).catch(() => void 0);
	return text === void 0 ? [] : [{
		name,
		content: Buffer.from(text)
	}];
}
function sizeOf(attached) {
	return attached.reduce((sum, { content }) => sum + content.length, 0);
}
/** Issues say what is open now. What cannot be read may be what closes one, or keeps it open. */
async function sync(alerting, { to, damage }, { results, call }) {
	if (damage.length > 0) {
		call.reporter.warn("issues stay as they are until every line of the results can be read");
		return [];
	}
	if (to < call.now) for await (const run of runsBetween(results, to, call.now)) alerting.rules.add(run);
	const { faults, warnings } = await deliver(alerting, await evaluate(alerting, []));
	warnings.forEach(call.reporter.warn);
	return faults;
}
function outcome(model, commit, call) {
	const [subject, path] = [reportSubject(model), pagePath(model, call)];
	const url = pageUrl(model, call)?.href;
	const where = commit === void 0 ? path : `${path} in commit ${commit.slice(0, 10)}`;
	const link = url === void 0 ? markdownCode(path) : `[${path}](${url})`;
	return {
		lines: [
			subject,
			openingSentence(model, terminalText),
			"",
			where
		],
		summary: `### ${subject}\n\n${openingSentence(model, markdownWords)}\n\n${link}\n`,
		path,
		commit,
		alertsOpen: model.open.length
	};
}
function pagePath(model, { inputs }) {
	return join(inputs.resultsInRepository ?? inputs.results, pageName(model));
}
function pageUrl(model, call) {
	return resultsUrl(call, "blob", pageName(model));
}
async function attempt(work) {
	try {
		return [await work(), void 0];
	} catch (fault) {
		return [void 0, fault];
	}
}
var recentMs, mostDamage, roomBytes, plainBytes;
var init_report = __esmMin((() => {
	init_late_node_path();
	init_late_node_zlib();
	init_rules();
	init_inputs();
	init_email();
	init_markdown();
	init_month_page();
	init_month_words();
	init_month_json();
	init_month_report();
	init_safe_text();
	init_results();
	init_store();
	init_alerting();
	init_faults();
	init_history();
	init_mailing();
	init_thresholds();
	recentMs = 6912e5;
	mostDamage = 50;
	roomBytes = 14680064;
	plainBytes = 5242880;
}));

// src/commands/demo.ts
var demo_exports = /* @__PURE__ */ __exportAll({ demo: () => demo });
async function demo(call) {
	const folder = await createDemoFolder(call.surroundings.environment);
	const surroundings = await contain(folder, call);
	const key = newKey();
	const path = surroundings.environment["PATH"] ?? "";
	const [web, database, page, mail] = await Promise.all([
		startSshHost({
			allowed: key,
			path
		}),
		startSshHost({
			allowed: key,
			path
		}),
		startWebPage(),
		startMailServer()
	]);
	const inventory = JSON.stringify(demoInventory({
		web,
		database,
		homePage: page.url,
		privateKey: key.private
	}));
	const alone = {
		issues: "false",
		results: join(folder.repository, "results"),
		month: "current"
	};
	const inputs = readInputs({
		...inputDefaults,
		...alone,
		...mailInputs(mail.port),
		inventory
	});
	const seen = listening(call.reporter);
	const inside = {
		...call,
		inputs,
		surroundings,
		reporter: seen.reporter
	};
	try {
		call.reporter.info(firstWords);
		await check({
			...inside,
			reporter: {
				...seen.reporter,
				checked: async () => {}
			}
		});
		for (const line of ["", secondWords]) call.reporter.info(line);
		await check({
			...inside,
			now: secondsAfter(1, call)
		});
		await report({
			...inside,
			now: secondsAfter(2, call)
		});
	} finally {
		for (const server of [
			web,
			database,
			page,
			mail
		]) server.close();
	}
	const mails = ["alert", "report"].map((name, index) => ({
		name,
		raw: mail.received[index] ?? Buffer.alloc(0)
	}));
	for (const { name, raw } of mails) await saveMail(folder, {
		name,
		raw,
		html: htmlOf(raw) ?? ""
	});
	await close(folder, seen.last(), call);
}
function mailInputs(port) {
	return {
		"smtp-host": "127.0.0.1",
		"smtp-port": String(port),
		"email-from": "monitor@example.com",
		"email-to": "you@example.com"
	};
}
/** Keeps what the last check found. The report's own words about its file come at the end. */
function listening(reporter) {
	let last;
	return {
		last: () => last,
		reporter: {
			...reporter,
			checked: async (found) => {
				last = found;
				await reporter.checked(found);
			},
			reported: async (outcome) => reporter.reported({
				...outcome,
				lines: outcome.lines.slice(0, 2)
			})
		}
	};
}
/** A check of the demo takes longer than a second: none of these is still to come. */
function secondsAfter(seconds, { now }) {
	return new Date(now.getTime() + seconds * 1e3);
}
/** Four hosts: a web server, a database, a router that only answers pings, and a machine that nobody can reach. */
function demoInventory(hosts) {
	const login = { creds: [{
		username: "demo",
		private_key: hosts.privateKey
	}] };
	const ssh = ({ port, fingerprint }) => ({
		ip: "127.0.0.1",
		port,
		host_key: fingerprint,
		...login
	});
	return { servers: [
		{
			name: "web-1",
			...ssh(hosts.web),
			home_page: hosts.homePage
		},
		{
			name: "db-1",
			...ssh(hosts.database),
			known_ports: "1-65535"
		},
		{
			name: "router",
			ip: "127.0.0.1",
			type: "ping"
		},
		{
			name: "old-pi",
			ip: "127.255.255.255",
			...login
		}
	] };
}
/** Everything the check writes or reads stays in the demo's folder. */
async function contain({ root }, { surroundings, reporter }) {
	const { environment } = surroundings;
	const contained = {
		...surroundings,
		home: root,
		stateHome: join(root, "state")
	};
	const fault = await pingFault(surroundings);
	if (fault === void 0) return contained;
	reporter.warn(`${fault}. A real check needs it; the demo measures TCP round trips instead`);
	await writeStandInPing(root);
	return {
		...contained,
		environment: {
			...environment,
			PATH: `${root}:${environment["PATH"]}`
		}
	};
}
/** Why this machine cannot ping, and what helps; undefined where it can. */
async function pingFault({ environment }) {
	try {
		await ping("127.0.0.1", {
			environment,
			signal: AbortSignal.timeout(5e3),
			trace: () => {}
		});
		return;
	} catch (error) {
		if (error instanceof PingFault) return error.message;
		throw error;
	}
}
async function close(folder, found, { reporter, surroundings, now }) {
	const log = await logOf(folder, surroundings.environment);
	for (const line of [
		"",
		...portWords$1(found),
		"",
		"What git log --oneline shows:",
		""
	]) reporter.info(line);
	for (const line of log) reporter.info(cut$1(`  ${line}`, reporter.width));
	for (const line of [
		"",
		"To look at everything:",
		""
	]) reporter.info(line);
	reporter.print(`  cd ${folder.root}\n\n`);
	for (const line of described(filesOf$1(now), reporter.width)) reporter.info(line);
	for (const line of [
		"",
		"The hosts are gone. To remove the rest:",
		""
	]) reporter.info(line);
	reporter.print(`  rm -r ${folder.root}\n`);
}
/** The probe of web-1 ran on this machine, so what it found open is open here. */
function portWords$1(found) {
	const ports = found?.hosts.find(({ host }) => host === "web-1")?.row.ports ?? [];
	if (ports.length === 0) return ["No port of this machine is open to others: the probe of web-1 ran here."];
	const [are, what] = ports.length === 1 ? ["port is", "it"] : ["ports are", "them"];
	return [
		`This ${are} yours: ${listed$3(ports, mostPorts)}. The probe of web-1 ran on this machine and found ${what} open. What listens there:`,
		"",
		"  sudo ss -tulpn"
	];
}
function filesOf$1(now) {
	const results = "repository/results";
	return [
		["mail/alert.html", "the mail of the alerts (as sent: alert.eml)"],
		["mail/report.html", "the mail of the report"],
		[`${results}/README.md`, "the page that GitHub shows with the results"],
		[`${results}/${now.toISOString().slice(0, 7)}.md`, "the page of the month"],
		[`${results}/*.csv`, "the rows"]
	];
}
var firstWords, secondWords, mostPorts;
var init_demo = __esmMin((() => {
	init_late_node_path();
	init_mail_html$1();
	init_mail_server();
	init_repository$1();
	init_ssh_host();
	init_web_page();
	init_inputs();
	init_wrap();
	init_ping();
	init_count();
	init_check();
	init_help();
	init_report();
	firstWords = "Four hosts on 127.0.0.1 are checked: web-1, db-1, router, and old-pi, which is down.";
	secondWords = "The first check is done: 4 rows in a commit, which was pushed. An alert opens when two checks in a row agree, so here is the second check:";
	mostPorts = 6;
}));

// src/init/found.ts
function limited(items) {
	if (items.length > 2e3) throw new SourceError(`over ${hostsMax} hosts: give a file with fewer`);
	return items;
}
var hostsMax, SourceError;
var init_found = __esmMin((() => {
	hostsMax = 2e3;
	SourceError = class extends Error {
		name = "SourceError";
	};
}));

// src/init/ansible-groups.ts
function newGroups() {
	const groups = /* @__PURE__ */ new Map();
	const own = /* @__PURE__ */ new Map();
	const group = (name) => {
		const known = groups.get(name) ?? {
			name,
			variables: none(),
			children: [],
			hosts: []
		};
		groups.set(name, known);
		if (groups.size > 2e3) throw new SourceError(`over ${hostsMax} groups: give a file with fewer`);
		return known;
	};
	const listing = (host) => [...groups.values()].filter(({ hosts }) => hosts.includes(host));
	return {
		group,
		add: ({ hosts }, host, variables) => {
			if (!hosts.includes(host)) hosts.push(host);
			own.set(host, Object.assign(own.get(host) ?? none(), variables));
			if (own.size > 2e3) throw new SourceError(`over ${hostsMax} hosts: give a file with fewer`);
		},
		hosts: () => [...own.keys()],
		groupsOf: (host) => listing(host).flatMap(({ name }) => name === "all" || name === "ungrouped" ? [] : [name]),
		variablesOf: (host) => {
			const levels = levelsAbove(listing(host), [...groups.values()]);
			const all = groups.get("all")?.variables ?? {};
			return Object.assign(none(), all, ...levels.reverse().flat().map(({ variables }) => variables), own.get(host));
		}
	};
}
/** The groups, their parents, the parents of those … A group that is its own parent is not met again. */
function levelsAbove(first, all) {
	const levels = [];
	const met = /* @__PURE__ */ new Set();
	for (let level = [...first]; level.length > 0;) {
		levels.push(level);
		for (const group of level) met.add(group);
		const names = new Set(level.map(({ name }) => name));
		level = all.filter((group) => !met.has(group) && group.children.some((child) => names.has(child)));
	}
	return levels;
}
/** `www[01:50].example.com`, `db-[a:f]`, `web[1:9:2]`; anything else is one host. */
function expandRange(pattern) {
	const [, before = "", from = "", to = "", step = "1", after = ""] = rangePattern.exec(pattern) ?? [];
	if (from === "") return [pattern];
	const isNumber = /^\d+$/.test(from);
	const [first, last] = isNumber ? [Number(from), Number(to)] : [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
	if ((last - first) / Number(step) > 2e3) throw new SourceError(`a range of over ${hostsMax} hosts: give a file with fewer`);
	const hosts = [];
	for (let at = first; at <= last && Number(step) > 0; at += Number(step)) hosts.push(...expandRange(`${before}${isNumber ? String(at).padStart(from.length, "0") : String.fromCodePoint(at)}${after}`));
	if (hosts.length > 2e3) throw new SourceError(`over ${hostsMax} hosts: give a file with fewer`);
	return hosts;
}
var none, rangePattern;
var init_ansible_groups = __esmMin((() => {
	init_found();
	none = () => Object.create(null);
	rangePattern = /^([^[]*)\[(\d{1,9}|[A-Za-z]):(\d{1,9}|[A-Za-z])(?::(\d{1,9}))?\](.*)$/;
}));

// src/init/read.ts
/** A file, or a pipe such as `<(tailscale status --json)`. */
function readFile(path) {
	return readAll(createReadStream(path), path);
}
function readStandardInput() {
	if (process.stdin.isTTY) throw new SourceError("standard input: expected a file or a pipe; give the path of a file");
	return readAll(process.stdin, "standard input");
}
/** Whether reading it ends: an Include may match a pipe that nobody writes to. */
function isRegularFile(path) {
	return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
async function readAll(stream, shown) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(stream));
	} catch (error) {
		throw new SourceError(`${shown}: cannot be read: ${reasonOf(error)}`, { cause: error });
	}
}
async function bytesOf(stream) {
	const chunks = [];
	let length = 0;
	for await (const chunk of stream) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > bytesMax$1) throw new RangeError("over 4 MiB; give a smaller file");
	}
	return Buffer.concat(chunks);
}
function reasonOf(error) {
	if (error instanceof RangeError) return error.message;
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	if (code === "ENOENT" || code === "ENOTDIR") return "no such file; give the path of one";
	if (code === "EISDIR") return "it is a folder; give the path of a file";
	if (code === "EACCES" || code === "EPERM") return "permission denied; make it readable";
	return code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "not UTF-8 text; convert it" : "it cannot be opened";
}
var bytesMax$1;
var init_read = __esmMin((() => {
	init_late_node_fs();
	init_found();
	bytesMax$1 = 4194304;
}));

// src/init/ssh-config-lines.ts
async function readDirectives(path, home) {
	const reading = {
		home,
		directives: [],
		notes: [],
		files: 0
	};
	await readInto(reading, path, [], []);
	return {
		directives: reading.directives,
		notes: reading.notes
	};
}
async function readInto(reading, path, outer, stack) {
	reading.files += 1;
	if (reading.files > filesMax) throw new SourceError(`${path}: over ${filesMax} included files: remove some`);
	const lines = (await readFile(path)).split(/\r\n|\r|\n/);
	let conditions = outer;
	for (const [index, line] of lines.entries()) {
		const [keyword = "", ...args] = wordsOf$1(line);
		const directive = {
			keyword: keyword.toLowerCase(),
			args,
			place: `${path} line ${index + 1}`,
			conditions
		};
		if (directive.keyword === "") continue;
		if (directive.keyword === "include") await include(reading, directive, path, [...stack, path]);
		const block = blockOf(directive);
		if (block) conditions = [...outer, block];
		if (block?.unknown) reading.notes.push(`${directive.place}: ${block.unknown}, so the block was left out`);
		reading.directives.push({
			...directive,
			conditions
		});
		if (reading.directives.length > directivesMax) throw new SourceError(`${path}: over ${directivesMax} lines: give a smaller file`);
	}
}
async function include(reading, { args, place, conditions }, from, stack) {
	for (const path of args.flatMap((pattern) => includedFiles(pattern, from, reading.home))) {
		const problem = stack.includes(path) ? "includes itself" : stack.length > depthMax ? "is included too deep" : void 0;
		if (problem === void 0) await readInto(reading, path, conditions, stack);
		else reading.notes.push(`${place}: ${path} ${problem}, and was left out`);
	}
}
/** Relative names are in ~/.ssh, or in /etc/ssh for the system's file. */
function includedFiles(pattern, from, home) {
	const expanded = expandHome(pattern, home).replace(/\*\*+/g, "*");
	const folder = dirname(from) === "/etc/ssh" ? "/etc/ssh" : join(home, ".ssh");
	const absolute = isAbsolute(expanded) ? expanded : join(folder, expanded);
	return globSync(absolute).sort().filter(isRegularFile);
}
function blockOf({ keyword, args }) {
	if (keyword === "host") return { host: args };
	return keyword === "match" ? matchOf(args) : void 0;
}
/** `Match host a,b originalhost c`, `Match all`. */
function matchOf(args) {
	const criteria = args.map((arg) => arg.toLowerCase());
	if (criteria.length === 1 && criteria[0] === "all") return {};
	const given = /* @__PURE__ */ new Map();
	for (let index = 0; index < args.length; index += 2) given.set(criteria[index] ?? "", args[index + 1] ?? "");
	const unknown = [...given.keys()].find((name) => name !== "host" && name !== "originalhost");
	return unknown === void 0 ? {
		typed: given.get("originalhost"),
		resolved: given.get("host")
	} : { unknown: `"Match ${unknown}" cannot be evaluated here` };
}
/** The words of a line: separated by blanks, the first also by `=`; with quotes; up to a comment. */
function wordsOf$1(line) {
	const [, keyword, rest = ""] = /^\s*([A-Za-z]\w*)\s*(?:=|\s)\s*(.*)$/s.exec(line) ?? [];
	return keyword === void 0 ? [] : [keyword, ...quotedWords(rest)];
}
/** As a shell splits them: `-o ProxyCommand="ssh -W %h:%p a"  # comment` are two words. */
function quotedWords(text) {
	const words = [...text.matchAll(/(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g)].map(([word]) => word);
	const end = words.findIndex((word) => word.startsWith("#"));
	return words.slice(0, end < 0 ? void 0 : end).map((word) => word.replace(/(["'])(.*?)(?:\1|$)/g, "$2"));
}
var depthMax, filesMax, directivesMax;
var init_ssh_config_lines = __esmMin((() => {
	init_late_node_fs();
	init_late_node_path();
	init_paths();
	init_found();
	init_read();
	depthMax = 16;
	filesMax = 500;
	directivesMax = 2e4;
}));

// src/init/ansible-ini.ts
function readIni(text, shown) {
	const groups = newGroups();
	let [name, kind] = ["ungrouped", "hosts"];
	for (const [index, whole] of text.split(/\r\n|\r|\n/).entries()) {
		const line = whole.trim();
		if (line === "" || /^[#;]/.test(line)) continue;
		const section = /^\[([^\]:]+)(?::(\w+))?\]\s*(?:[#;].*)?$/.exec(line);
		if (section) [, name = "", kind = "hosts"] = section;
		else if (!add(groups, name, kind, line)) throw new SourceError(`${shown}: line ${index + 1}: expected a host, a [group] or, under [group:vars], name=value`);
	}
	return groups;
}
function add(groups, name, kind, line) {
	const group = groups.group(name);
	if (kind === "children") group.children.push(quotedWords(line)[0] ?? "");
	if (kind === "vars") Object.assign(group.variables, variables([line.replace(/\s*=\s*/, "=")]));
	if (kind === "hosts") {
		const [pattern = "", ...settings] = quotedWords(line);
		if (pattern.includes("=")) return false;
		for (const host of expandRange(pattern)) {
			const [, plain = host, port] = /^([^:]+):(\d+)$/.exec(host) ?? [];
			groups.add(group, plain, {
				...port !== void 0 && { ansible_port: port },
				...variables(settings)
			});
		}
	}
	return [
		"hosts",
		"vars",
		"children"
	].includes(kind);
}
function variables(settings) {
	const pairs = settings.map((setting) => /^([^=]+)=(.*)$/s.exec(setting)).filter((pair) => pair !== null);
	return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name.trim(), value.replace(/^(["'])(.*)\1$/s, "$2")]));
}
var init_ansible_ini = __esmMin((() => {
	init_ansible_groups();
	init_found();
	init_ssh_config_lines();
}));

// src/init/ssh-config.ts
async function readSshConfig(path, home) {
	const { directives, notes } = await readDirectives(path, home);
	const hosts = limited([...new Set(directives.flatMap(namesIn))]).map((name) => hostOf$2(name, settingsOf$1(name, directives), home));
	const forges = hosts.filter(({ username }) => username === "git").map(({ name }) => name);
	const left = forges.map((name) => `${name}: left out, its user "git" has no shell`);
	return {
		hosts: hosts.filter(({ name }) => !forges.includes(name)),
		notes: [...notes, ...left]
	};
}
function namesIn({ keyword, args }) {
	return keyword === "host" ? args.filter((name) => !/[*?!,]/.test(name)) : [];
}
function settingsOf$1(name, directives) {
	const settings = /* @__PURE__ */ new Map();
	for (const { keyword, args, conditions } of directives) {
		const before = settings.get(keyword);
		if (!(before === void 0 || keyword === "identityfile") || args.length === 0 || !wanted.has(keyword)) continue;
		const resolved = expandName(settings.get("hostname")?.[0] ?? name, name);
		if (conditions.every((condition) => applies(condition, name, resolved))) settings.set(keyword, [...before ?? [], ...args]);
	}
	return settings;
}
function applies({ host, typed, resolved, unknown }, name, address) {
	if (unknown !== void 0 || host !== void 0 && !isAmong(name, host)) return false;
	return (typed === void 0 || hostsFieldMatches(typed, name)) && (resolved === void 0 || hostsFieldMatches(resolved, address));
}
function isAmong(name, patterns) {
	const matching = patterns.filter((pattern) => globMatches(pattern.replace(/^!/, ""), name));
	return matching.length > 0 && !matching.some((pattern) => pattern.startsWith("!"));
}
function hostOf$2(name, settings, home) {
	const first = (keyword) => settings.get(keyword)?.[0];
	const address = expandName(first("hostname") ?? name, name);
	const username = first("user");
	const port = first("port");
	const tokens = {
		d: home,
		h: address,
		n: name,
		p: port ?? "22",
		r: username,
		"%": "%"
	};
	const keys = keysOf(settings.get("identityfile") ?? [], tokens);
	const jump = jumpOf(first("proxyjump"), settings.get("proxycommand")?.join(" "));
	return {
		name,
		address,
		username,
		port: port === void 0 ? void 0 : Number(port),
		keyFiles: keys.paths,
		via: jump.via,
		hostKeyAlias: first("hostkeyalias"),
		notes: [...keys.notes, ...jump.notes]
	};
}
/** `%h` is the name as typed. */
function expandName(text, name) {
	return text.replace(/%([h%])/g, (_all, token) => token === "h" ? name : "%");
}
function keysOf(files, tokens) {
	const [paths, notes] = [[], []];
	for (const file of files.filter((each) => each.toLowerCase() !== "none")) {
		const unknown = [...file.matchAll(/%(.?)|\$\{/g)].find(([, token = "$"]) => tokens[token] === void 0);
		const path = file.replace(/%(.)/g, (_all, token) => tokens[token] ?? "");
		if (unknown) notes.push(`IdentityFile ${file}: ${unknown[0]} is not known here`);
		else if (/\.pub$/.test(path)) notes.push(`IdentityFile ${file} is a public key: give the private one`);
		else paths.push(path);
	}
	return {
		paths: [...new Set(paths)],
		notes
	};
}
/** `ProxyJump a,user@b:22`, or the older `ProxyCommand ssh -W %h:%p a`. Whichever ssh reads first counts, mostly there is one. */
function jumpOf(jump, command) {
	if (jump !== void 0 && jump.toLowerCase() !== "none") return {
		via: jump.split(",").map(hopName),
		notes: []
	};
	if (jump !== void 0 || command === void 0 || command.toLowerCase() === "none") return { notes: [] };
	const [, before, after] = /^(?:\S*\/)?ssh\s+(?:-q\s+)?(?:-W\s*\[?%h\]?:%p\s+(\S+)|(\S+)\s+-W\s*\[?%h\]?:%p)$/.exec(command) ?? [];
	const hop = before ?? after;
	if (hop !== void 0 && !hop.startsWith("-")) return {
		via: [hopName(hop)],
		notes: []
	};
	return { notes: ["ProxyCommand has no counterpart: use via, if it is a jump host"] };
}
/** `ssh://user@host:port` without its user and port. */
function hopName(hop) {
	const place = hop.trim().replace(/^ssh:\/\//, "").replace(/^.*@/, "");
	return /^\[([^\]]*)\]/.exec(place)?.[1] ?? (place.split(":").length === 2 ? place.split(":")[0] ?? "" : place);
}
var wanted;
var init_ssh_config = __esmMin((() => {
	init_known_hosts();
	init_found();
	init_ssh_config_lines();
	wanted = /* @__PURE__ */ new Set([
		"hostname",
		"port",
		"user",
		"identityfile",
		"proxyjump",
		"proxycommand",
		"hostkeyalias"
	]);
}));

// src/init/tree.ts
/** `shown` names the source in errors. */
function readTree(text, shown) {
	const parsed = parseTree(cleaned(text), { anyTag: true });
	if ("problems" in parsed) throw new SourceError(parsed.problems.map((problem) => `${shown}: ${problem}`).join("\n"));
	if (!isMap(parsed.value)) throw new SourceError(`${shown}: expected a map; is it the right file?`);
	return parsed.value;
}
/** undefined for a key that is missing or not text; numbers count as text. */
function textAt(tree, key) {
	const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : void 0;
	return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : void 0;
}
function numberAt(tree, key) {
	const text = textAt(tree, key);
	return text === void 0 ? void 0 : Number(text);
}
function isTrueAt(tree, key) {
	const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : void 0;
	return value === true || value === 1;
}
/** Empty for a key that is missing or no list. */
function listAt(tree, key) {
	const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : void 0;
	return Array.isArray(value) ? value : [];
}
/** Empty for a key that is missing or no map. */
function mapAt(tree, key) {
	const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : void 0;
	return isMap(value) ? value : {};
}
var init_tree = __esmMin((() => {
	init_parsed();
	init_pasted();
	init_text$1();
	init_found();
}));

// src/init/ansible.ts
function readAnsible(text, shown) {
	const groups = isYaml(text, shown) ? readYaml(text, shown) : readIni(text, shown);
	const names = limited(groups.hosts());
	if (names.length === 0) throw new SourceError(`${shown}: expected an Ansible inventory; it has no host`);
	const found = names.map((name) => hostOf$1(name, groups));
	const isHost = (each) => typeof each !== "string";
	return {
		hosts: found.filter(isHost),
		notes: found.filter((each) => !isHost(each)).map(String)
	};
}
function isYaml(text, shown) {
	if (/\.(ya?ml|json)$/i.test(shown)) return true;
	const first = text.split("\n").find((line) => /^\s*[^\s#;]/.test(line)) ?? "";
	return /^(---|\{|[\w.-]+:\s*(#.*)?$)/.test(first);
}
function readYaml(text, shown) {
	const groups = newGroups();
	const waiting = Object.entries(readTree(text, shown)).map(([name, tree]) => ({
		name,
		tree,
		parent: "all"
	}));
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const { name, tree, parent } = next;
		const group = groups.group(name);
		if (name !== "all") groups.group(parent).children.push(name);
		Object.assign(group.variables, plain(mapAt(tree, "vars")));
		for (const [pattern, variables] of Object.entries(mapAt(tree, "hosts"))) addHosts(groups, group, pattern, variables);
		const children = Object.entries(mapAt(tree, "children")).map(([child, own]) => ({
			name: child,
			tree: own,
			parent: name
		}));
		waiting.push(...children.reverse());
	}
	return groups;
}
function addHosts(groups, group, pattern, variables) {
	for (const host of expandRange(pattern)) groups.add(group, host, isMap(variables) ? plain(variables) : {});
}
/** Texts and numbers; a list or a map is none of the variables that count here. */
function plain(variables) {
	const texts = Object.entries(variables).filter(([, value]) => typeof value === "string" || typeof value === "number");
	return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}
function hostOf$1(name, groups) {
	const variables = groups.variablesOf(name);
	const has = (...names) => names.map((each) => variables[each]).find((value) => value !== void 0);
	const connection = has("ansible_connection");
	if (connection !== void 0 && !sshConnections.has(connection)) return `${name}: left out, its connection is ${connection}`;
	const port = has("ansible_port", "ansible_ssh_port");
	const key = has("ansible_ssh_private_key_file", "ansible_private_key_file");
	const { via, notes } = jumpIn([has("ansible_ssh_common_args"), has("ansible_ssh_extra_args")].join(" "));
	const templates = Object.keys(variables).filter((each) => used.has(each) && variables[each]?.includes("{{"));
	const known = (value) => value?.includes("{{") ? void 0 : value;
	const [group, ...others] = groups.groupsOf(name);
	const address = has("ansible_host", "ansible_ssh_host") ?? name;
	if (address.includes("{{")) return `${name}: left out, ansible_host is a template`;
	return {
		name,
		address,
		group,
		via,
		username: known(has("ansible_user", "ansible_ssh_user")),
		port: known(port) === void 0 ? void 0 : Number(port),
		keyFiles: [known(key) ?? []].flat(),
		notes: [
			...notes,
			...templates.map((each) => `${each} is a template, and was left out`),
			...has("ansible_password", "ansible_ssh_pass") === void 0 ? [] : ["has a password, which is not copied"],
			...others.length > 0 ? [`also in ${others.join(", ")}`] : []
		]
	};
}
/** `-J bastion`, `-o ProxyJump=bastion`, `-o ProxyCommand="ssh -W %h:%p bastion"` */
function jumpIn(args) {
	const words = quotedWords(args);
	const option = (name) => {
		const found = words.find((word) => word.toLowerCase().replace(/^-o/, "").startsWith(`${name}=`));
		return found?.slice(found.indexOf("=") + 1);
	};
	const short = words.indexOf("-J");
	return jumpOf(short >= 0 ? words[short + 1] : option("proxyjump"), option("proxycommand"));
}
var sshConnections, used;
var init_ansible = __esmMin((() => {
	init_parsed();
	init_ansible_groups();
	init_ansible_ini();
	init_found();
	init_ssh_config();
	init_ssh_config_lines();
	init_tree();
	sshConnections = /* @__PURE__ */ new Set([
		"ssh",
		"smart",
		"paramiko",
		"paramiko_ssh",
		"ansible.builtin.ssh"
	]);
	used = /* @__PURE__ */ new Set([...[
		"ansible_port",
		"ansible_ssh_port",
		"ansible_user",
		"ansible_ssh_user"
	], ...["ansible_ssh_private_key_file", "ansible_private_key_file"]]);
}));

// src/init/existing.ts
/** Credentials are not needed for this, so they are not checked. */
function readExisting(path, home) {
	const { tree, addresses, errors } = loadInventory(path, home);
	if (errors.length > 0) throw new InventoryError(errors);
	if (addresses !== void 0) return addresses.map((ip) => ({
		name: ip,
		ip,
		port: 22,
		homePage: void 0
	}));
	const port = numberAt(mapAt(tree, "defaults"), "port") ?? 22;
	return listAt(tree, "servers").map((server) => {
		const ip = plainAddress(textAt(server, "ip") ?? "");
		const page = URL.parse(textAt(server, "home_page") ?? "")?.href;
		return {
			name: textAt(server, "name") ?? ip,
			ip,
			port: numberAt(server, "port") ?? port,
			homePage: page
		};
	});
}
function plainAddress(text) {
	const parsed = parseAddress(text);
	return "value" in parsed ? parsed.value : text;
}
var init_existing = __esmMin((() => {
	init_addresses();
	init_inventory_error();
	init_load$1();
	init_tree();
}));

// src/init/pages.ts
/** What this program checks of a target, or why it can check nothing of it. */
function hostOfTarget({ name, group, url, insecure, settings }) {
	const reference = /\$\{?\w+\}?/.exec(url)?.[0];
	if (reference !== void 0) return { left: `${name}: left out, its address is in the variable ${reference}` };
	const parsed = URL.parse(url);
	const address = parsed?.hostname.replace(/^\[|\]$/g, "") ?? "";
	if (parsed === null || address === "") return { left: `${name}: left out, its address cannot be read` };
	const notes = settings.length > 0 ? [`no counterpart: ${settings.join(", ")}`] : [];
	const common = {
		name,
		address,
		group
	};
	if (/^https?:$/.test(parsed.protocol)) {
		const isOdd = parsed.username !== "" || parsed.password !== "";
		parsed.username = "";
		parsed.password = "";
		const login = isOdd ? ["the user name and password in the address were left out: pages are requested without"] : [];
		return {
			...common,
			homePage: parsed.href,
			insecure,
			notes: [...login, ...notes]
		};
	}
	if (/^(icmp|ping):$/.test(parsed.protocol)) return {
		...common,
		pingOnly: true,
		notes
	};
	const kind = parsed.protocol.replace(":", "");
	if (!pingable.has(kind)) return { left: `${name}: left out, ${kind} has no counterpart` };
	const port = parsed.port === "" ? "" : ` to port ${parsed.port}`;
	return {
		...common,
		pingOnly: true,
		notes: [`no counterpart: the ${kind} connection${port}; it is pinged`, ...notes]
	};
}
function hostsOfTargets(targets) {
	const all = targets.map((target) => "left" in target ? target : hostOfTarget(target));
	return {
		hosts: all.flatMap((each) => "left" in each ? [] : [each]),
		left: all.flatMap((each) => "left" in each ? [each.left] : [])
	};
}
/** Which of these settings a map has, other than empty ones. */
function given(tree, names) {
	const isEmpty = (value) => value === void 0 || value === null || value === "" || value === false || Array.isArray(value) && value.length === 0;
	return names.filter((name) => Object.hasOwn(tree, name) && !isEmpty(tree[name]));
}
var pingable;
var init_pages = __esmMin((() => {
	pingable = /* @__PURE__ */ new Set([
		"tcp",
		"tls",
		"starttls",
		"ssh",
		"udp",
		"sctp",
		"ws",
		"wss",
		"grpc",
		"grpcs",
		"mongodb",
		"mysql",
		"postgres",
		"redis",
		"mqtt"
	]);
}));

// src/init/gatus.ts
function readGatus(text, shown) {
	const file = readTree(text, shown);
	if (!Object.hasOwn(file, "endpoints")) throw new SourceError(`${shown}: expected "endpoints"; give Gatus' config.yaml`);
	const { hosts, left } = hostsOfTargets(limited(listAt(file, "endpoints")).map(targetOf$2));
	const others = given(file, Object.keys(file)).filter((key) => key !== "endpoints");
	return {
		hosts,
		notes: [...left, ...others.map((key) => `${key}: ${counterparts$1[key] ?? "no counterpart"}`)]
	};
}
function targetOf$2(endpoint) {
	const url = textAt(endpoint, "url");
	const name = textAt(endpoint, "name") ?? url ?? "?";
	if (!isMap(endpoint) || url === void 0) return { left: `${name}: left out, it has no url` };
	if (endpoint["enabled"] === false) return { left: `${name}: left out, it is not enabled` };
	if (isMap(endpoint["dns"])) return { left: `${name}: left out, a DNS query has no counterpart` };
	return {
		name,
		url,
		group: textAt(endpoint, "group"),
		insecure: isTrueAt(mapAt(endpoint, "client"), "insecure"),
		settings: [...given(endpoint, lost$2).filter((key) => !(key === "method" && endpoint[key] === "GET")), ...conditions(endpoint)]
	};
}
/** What conditions ask for, other than what is checked here, too. What they compare it with may be a secret. */
function conditions(endpoint) {
	const others = listAt(endpoint, "conditions").filter((condition) => typeof condition === "string").filter((condition) => !checkedHere.test(condition.trim()));
	return [...new Set(others.map((condition) => /\[[A-Z_]+\]/.exec(condition)?.[0] ?? "a condition"))];
}
var checkedHere, lost$2, counterparts$1;
var init_gatus = __esmMin((() => {
	init_parsed();
	init_found();
	init_pages();
	init_tree();
	checkedHere = /^\[(STATUS\] (==|<=?) (2\d\d|3\d\d|400)|CONNECTED\] == true)$/;
	lost$2 = [
		"method",
		"body",
		"headers",
		"graphql",
		"ssh",
		"interval"
	];
	counterparts$1 = {
		alerting: "alerts are issues and mails; for chats see notify-url in README.md",
		maintenance: "see Maintenance in README.md",
		storage: "the rows are in git"
	};
}));

// src/init/kuma.ts
function readKuma(text, shown) {
	const backup = readTree(text, shown);
	if (!Object.hasOwn(backup, "monitorList")) throw new SourceError(`${shown}: expected "monitorList"; give the JSON file of Uptime Kuma's Settings → Backup`);
	const monitors = limited(listAt(backup, "monitorList")).filter(isMap);
	const groups = new Map(monitors.filter(isGroup).map((monitor) => [textAt(monitor, "id"), textAt(monitor, "name")]));
	const targets = monitors.filter((monitor) => !isGroup(monitor)).map((monitor) => targetOf$1(monitor, groups));
	const { hosts, left } = hostsOfTargets(targets);
	const notified = listAt(backup, "notificationList").length > 0;
	return {
		hosts,
		notes: [...left, ...notified ? ["notifications: see notify-url in README.md"] : []]
	};
}
function isGroup(monitor) {
	return textAt(monitor, "type") === "group";
}
function targetOf$1(monitor, groups) {
	const name = textAt(monitor, "name") ?? "?";
	const kind = textAt(monitor, "type") ?? "unknown";
	if (monitor["active"] === false || monitor["active"] === 0) return { left: `${name}: left out, it is paused` };
	const url = urlOf(monitor, kind);
	if (url === void 0) return { left: `${name}: left out, the type ${kind} has no counterpart` };
	return {
		name,
		url,
		insecure: isTrueAt(monitor, "ignoreTls"),
		group: groups.get(textAt(monitor, "parent")),
		settings: [...kind === "json-query" || kind === "real-browser" ? [kind] : [], ...settingsOf(monitor)]
	};
}
function urlOf(monitor, kind) {
	const host = textAt(monitor, "hostname") ?? "";
	const shown = host.includes(":") ? `[${host}]` : host;
	if (kind === "ping") return `icmp://${shown}`;
	if (kind === "port") return `tcp://${shown}:${textAt(monitor, "port") ?? ""}`;
	return /^(http|keyword|json-query|real-browser)$/.test(kind) ? textAt(monitor, "url") : void 0;
}
function settingsOf(monitor) {
	const isDefault = (name) => name === "method" && monitor[name] === "GET" || name === "accepted_statuscodes" && String(monitor[name]) === "200-299";
	return given(monitor, lost$1).filter((name) => !isDefault(name));
}
var lost$1;
var init_kuma = __esmMin((() => {
	init_parsed();
	init_found();
	init_pages();
	init_tree();
	lost$1 = [...[
		"method",
		"headers",
		"body",
		"keyword",
		"jsonPath",
		"accepted_statuscodes",
		"upsideDown",
		"proxyId"
	], ...["basic_auth_user", "tlsCert"]];
}));

// src/init/servers.ts
function serversOf({ hosts, notes }, { knownHosts, existing }) {
	const names = new Names(existing.map(({ name }) => name));
	const accepted = [];
	const leftOut = [...notes];
	const ids = /* @__PURE__ */ new Map();
	let known = 0;
	for (const host of hosts) {
		const address = parseAddress(host.address);
		const ip = "value" in address ? address.value : void 0;
		const before = ip === void 0 ? void 0 : existing.find((each) => isSame(each, host, ip));
		const twin = ip === void 0 ? void 0 : accepted.find((each) => isTwin(each.host, each.ip, host, ip));
		if (before) ids.set(host.name, before.name);
		if (twin) ids.set(host.name, twin.id);
		if (before) known += 1;
		else if (ip === void 0) leftOut.push(`${host.name}: left out, ${quoted$3(host.address)} is no address`);
		else if (twin) leftOut.push(`${host.name}: the same as ${twin.id}${userWords(host, twin.host)}`);
		else {
			const id = names.unique(host.name, ip);
			accepted.push({
				host,
				ip,
				id
			});
			if (!ids.has(host.name)) ids.set(host.name, id);
		}
	}
	const hops = new Map(accepted.flatMap(({ host, id }) => host.via ? [[id, host.via.map((hop) => ids.get(hop))]] : []));
	return {
		servers: accepted.map(({ host, ip, id }) => serverOf(host, ip, id, hops, knownHosts)),
		leftOut,
		known
	};
}
function userWords(host, twin) {
	return host.username === void 0 || host.username === twin.username ? "" : `, with the user ${host.username}`;
}
/** A page is known by its address, another host by its name or by where it is. */
function isSame(existing, host, ip) {
	if (existing.name.toLowerCase() === (nameFrom(host.name) ?? ip).toLowerCase()) return true;
	if (host.homePage !== void 0) return existing.homePage === host.homePage;
	return existing.ip === ip && existing.port === (host.port ?? 22);
}
function isTwin(twin, twinIp, host, ip) {
	return twinIp === ip && String(twin.via) === String(host.via) && (twin.port ?? 22) === (host.port ?? 22) && twin.homePage === host.homePage;
}
function serverOf(host, ip, name, hops, knownHosts) {
	const parts = [
		...name === host.name ? [] : [{ comment: `called ${quoted$3(host.name)} there` }],
		...host.pingOnly ? [{
			key: "type",
			value: "ping"
		}] : [],
		...groupPart(host),
		...portPart(host),
		...viaPart(host, name, hops),
		...host.homePage === void 0 ? [] : [pagePart(host.homePage)],
		...host.insecure ? [{
			key: "verify",
			value: false
		}] : [],
		...host.pingOnly || host.homePage !== void 0 ? [] : loginParts(host, ip, knownHosts),
		...host.notes.map((comment) => ({ comment }))
	];
	const keys = parts.flatMap((part) => "key" in part ? [[part.key, part.value]] : []);
	const comments = parts.flatMap((part) => "comment" in part ? [part.comment] : []);
	return {
		name,
		ip,
		keys: {
			ip,
			name,
			...Object.fromEntries(keys)
		},
		comments
	};
}
function checked(key, text, parse) {
	const parsed = parse(text);
	return "value" in parsed ? {
		key,
		value: text
	} : { comment: `${key} ${quoted$3(text)} was left out: ${parsed.problems[0]}` };
}
function groupPart({ group }) {
	return group === void 0 ? [] : [checked("group", group, parseGroup)];
}
/** Its address may hold a token, so a page that cannot be used is not quoted. */
function pagePart(page) {
	const parsed = parseHomePage(page);
	return "value" in parsed ? {
		key: "home_page",
		value: page
	} : { comment: `its page was left out: ${parsed.problems[0]}` };
}
function portPart({ port }) {
	if (port === void 0 || port === 22) return [];
	return [Number.isInteger(port) && port >= 1 && port <= 65535 ? {
		key: "port",
		value: port
	} : { comment: "its port was left out: expected 1–65535" }];
}
/** A server names its last hop only: that one names the hop before it. */
function viaPart({ via = [] }, name, hops) {
	const last = hops.get(name)?.at(-1);
	if (via.length === 0 || last === name) return [];
	const way = `it is reached through ${via.map(quoted$3).join(", then ")}`;
	if (last === void 0) return [{ comment: `via: ${way}; add that as a server, and its name here` }];
	const before = hops.get(name)?.slice(0, -1) ?? [];
	const known = wayTo(last, hops);
	if ((before.length === 0 || String(before) === String(known.slice(0, -1))) && known.length <= hopsMax && !known.includes(name)) return [knowsVia ? {
		key: "via",
		value: last
	} : { comment: `via: ${last}` }];
	return [{ comment: `via: ${way}, which is a circle, too long, or not how that one is reached itself` }];
}
/** The hops from here to a server, itself included; cut where it goes on for too long. */
function wayTo(name, hops) {
	const way = [name];
	for (let hop = hops.get(name)?.at(-1); hop !== void 0 && way.length <= hopsMax; hop = hops.get(hop)?.at(-1)) if (way[0] === hop) break;
	else way.unshift(hop);
	return way;
}
function loginParts(host, ip, knownHosts) {
	const { username = "", keyFiles = [] } = host;
	const usable = keyFiles.filter(isPlain);
	const pins = pinsOf(host, ip, knownHosts);
	const key = pins.length > 0 ? {
		key: "host_key",
		value: pins.length === 1 ? pins[0] : pins
	} : void 0;
	if (!isPlain(username) || usable.length === 0) return [{ comment: credsWords(username, usable) }, key ?? []].flat();
	return [{
		key: "creds",
		value: usable.map((path) => ({
			username,
			key_filename: path
		}))
	}, key ?? { comment: "host_key: its key is not in known_hosts" }];
}
function isPlain(text) {
	return text !== "" && text === text.trim() && !/[\p{Cc}\p{Cf}]/u.test(text);
}
function credsWords(username, keyFiles) {
	return `creds: [{ username: ${isPlain(username) ? quoted$3(username) : "USER"}, key_filename: ${keyFiles[0] === void 0 ? "PATH" : quoted$3(keyFiles[0])} }]`;
}
function pinsOf({ port = 22, hostKeyAlias, hostKeys = [] }, ip, entries) {
	const known = pinsFor(hostKeyAlias === void 0 ? {
		address: ip,
		port
	} : {
		address: hostKeyAlias,
		port: 22
	}, entries);
	const told = hostKeys.map((key) => fingerprint(Buffer.from(key.split(/\s+/)[1] ?? "", "base64")));
	return known.length > 0 ? known : [...new Set(told)];
}
/** The name as an inventory may have it; undefined where nothing of it remains. */
function nameFrom(text) {
	if (namePattern$2.test(text)) return text;
	const name = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9._:]+/g, "-").replace(/^[^A-Za-z0-9]+/, "").slice(0, 63).replace(/-+$/, "");
	return name === "" ? void 0 : name;
}
var hopsMax, knowsVia, Names;
var init_servers = __esmMin((() => {
	init_addresses();
	init_creds_schema();
	init_group();
	init_home_page();
	init_parsed();
	init_schema();
	init_trust();
	hopsMax = 3;
	knowsVia = knownKeys.server.some((key) => key === "via");
	Names = class {
		#taken;
		constructor(taken) {
			this.#taken = new Set(taken.map((name) => name.toLowerCase()));
		}
		unique(text, ip) {
			const name = nameFrom(text) ?? nameFrom(ip) ?? "host";
			let candidate = name;
			for (let number = 2; this.#taken.has(candidate.toLowerCase()); number++) {
				const ending = `-${number}`;
				candidate = `${name.slice(0, 63 - ending.length)}${ending}`;
			}
			this.#taken.add(candidate.toLowerCase());
			return candidate;
		}
	};
}));

// src/init/tailscale.ts
function readTailscale(text, shown) {
	const status = readTree(text, shown);
	if (!Object.hasOwn(status, "Self")) throw new SourceError(`${shown}: expected the output of "tailscale status --json"`);
	const peers = limited(Object.keys(mapAt(status, "Peer"))).map((key) => mapAt(mapAt(status, "Peer"), key));
	const left = peers.flatMap((peer) => reasonToLeave(peer) ?? []);
	return {
		hosts: peers.filter((peer) => reasonToLeave(peer) === void 0).map(hostOf),
		notes: [`${nameOf$1(mapAt(status, "Self"))}: left out, it is this machine`, ...left]
	};
}
function reasonToLeave(peer) {
	const system = textAt(peer, "OS") ?? "unknown system";
	if (isTrueAt(peer, "ShareeNode")) return `${nameOf$1(peer)}: left out, it is another tailnet's`;
	return serverSystems.has(system) ? void 0 : `${nameOf$1(peer)}: left out, it runs ${system}`;
}
function hostOf(peer) {
	const addresses = listAt(peer, "TailscaleIPs").filter((address) => typeof address === "string");
	const [tag] = listAt(peer, "Tags").filter((each) => typeof each === "string");
	const lastSeen = textAt(peer, "LastSeen")?.slice(0, 10);
	const isOffline = peer["Online"] === false;
	return {
		name: nameOf$1(peer),
		address: addresses.find((address) => address.includes(".")) ?? addresses[0] ?? textAt(peer, "DNSName") ?? "",
		group: tag?.replace(/^tag:/, ""),
		hostKeys: listAt(peer, "sshHostKeys").filter((key) => typeof key === "string"),
		notes: isOffline ? [`offline${lastSeen === void 0 ? "" : `, last seen ${lastSeen}`}`] : []
	};
}
/** The first label of `web-1.tail1234.ts.net.`, which is unique in a tailnet; the name of the machine itself is not. */
function nameOf$1(peer) {
	return textAt(peer, "DNSName")?.split(".")[0] || textAt(peer, "HostName") || "?";
}
var serverSystems;
var init_tailscale = __esmMin((() => {
	init_found();
	init_tree();
	serverSystems = /* @__PURE__ */ new Set([
		"linux",
		"freebsd",
		"openbsd",
		"netbsd",
		"illumos",
		"solaris"
	]);
}));

// src/init/text.ts
function inventoryText({ servers, leftOut, known }, source, existing) {
	const nothing = existing === "" ? "# No host found." : `# Nothing to add: ${existing} has all of them.`;
	const more = existing === "" ? [] : [`${count$2(known, "host")} of it ${known === 1 ? "is" : "are"} in ${existing} already.`];
	return `${[
		...[
			`${count$2(servers.length, "host")} from ${source}, by server-monitor init.`,
			...more,
			...servers.length > 0 ? advice : []
		].map(comment),
		...leftOut.map(comment),
		...servers.length > 0 ? ["servers:", ...servers.flatMap(linesOf$1)] : [nothing]
	].join("\n")}\n`;
}
function linesOf$1({ keys, comments }) {
	const [first = "", ...rest] = yamlOf(keys).trimEnd().split("\n");
	return [`  - ${first}`, ...[...rest, ...comments.map(comment)].map((line) => `    ${line}`)];
}
/** One key a line; what is inside of a value is written in brackets. */
function yamlOf(keys) {
	const document = new Document(keys);
	visit(document, {
		Collection: (key, node) => {
			if (key !== null && isCollection(node)) node.flow = true;
		},
		Scalar: (_key, node) => {
			if (isScalar(node) && typeof node.value === "string" && /[\u0085\u2028\u2029\ufeff]/.test(node.value)) node.type = "QUOTE_DOUBLE";
		}
	});
	return document.toString({
		lineWidth: 0,
		flowCollectionPadding: false
	});
}
function comment(text) {
	return `# ${terminalText(text)}`;
}
var advice;
var init_text = __esmMin((() => {
	init_late_yaml();
	init_safe_text();
	init_count();
	advice = ["Not known from there: known_ports and ssh_peers. The first checks name what is missing, as lines to copy.", "Next: read it, keep it outside the repository, and run: server-monitor validate --inventory FILE"];
}));

// src/init/upptime.ts
function readUpptime(text, shown) {
	const file = readTree(text, shown);
	if (!Object.hasOwn(file, "sites")) throw new SourceError(`${shown}: expected "sites"; give an .upptimerc.yml`);
	const { hosts, left } = hostsOfTargets(limited(listAt(file, "sites")).map(targetOf));
	const others = given(file, Object.keys(file)).filter((key) => ![
		"owner",
		"repo",
		"sites"
	].includes(key));
	return {
		hosts,
		notes: [...left, ...others.map((key) => `${key}: ${counterparts[key] ?? "no counterpart"}`)]
	};
}
function targetOf(site) {
	const url = textAt(site, "url");
	const name = textAt(site, "name") ?? url ?? "?";
	if (url === void 0 || !isMap(site)) return { left: `${name}: left out, it has no url` };
	const check = textAt(site, "check") ?? "http";
	const port = textAt(site, "port");
	const connection = `${check === "ws" ? "ws" : "tcp"}://${url.replace(/^\w+:\/\//, "")}${port === void 0 ? "" : `:${port}`}`;
	return {
		name,
		url: check === "http" || url.startsWith("$") ? url : connection,
		insecure: isTrueAt(site, "__dangerous__insecure") || isTrueAt(site, "__dangerous__disable_verify_peer"),
		settings: given(site, lost).filter((key) => !(key === "method" && site[key] === "GET"))
	};
}
var lost, counterparts;
var init_upptime = __esmMin((() => {
	init_parsed();
	init_found();
	init_pages();
	init_tree();
	lost = [...[
		"method",
		"headers",
		"body",
		"expectedStatusCodes",
		"maxResponseTime",
		"maxRedirects",
		"type",
		"location"
	], ...[
		"__dangerous__body_down",
		"__dangerous__body_down_if_text_missing",
		"__dangerous__body_degraded"
	]];
	counterparts = {
		assignees: "give them as the input assignees",
		notifications: "GitHub mails the issues; for chats see notify-url in README.md",
		workflowSchedule: "the schedule is in .github/workflows/check.yml",
		"status-website": "results/README.md is the status page"
	};
}));

// src/init/index.ts
/** The text of the inventory. Throws SourceError and InventoryError. */
async function initialInventory(request) {
	const existing = request.add === "" ? [] : readExisting(request.add, request.home);
	const { found, shown } = await find(request);
	return inventoryText(serversOf(found, {
		...request,
		existing
	}), shown, request.add);
}
async function find({ from, file, home }) {
	if (from === "ssh-config") {
		const path = file === void 0 ? join(home, ".ssh", "config") : expandHome(file, home);
		return {
			found: await readSshConfig(path, home),
			shown: path
		};
	}
	const path = file === void 0 || file === "-" ? void 0 : expandHome(file, home);
	if (path === void 0 && from !== "tailscale" && file !== "-") throw new SourceError(`--from ${from}: expected the path of a file after it`);
	const shown = path ?? "standard input";
	const text = path === void 0 ? await readStandardInput() : await readFile(path);
	return {
		found: textSources[from](text.replace(/^\uFEFF/, ""), shown),
		shown
	};
}
var textSources, sourceNames;
var init_init$1 = __esmMin((() => {
	init_late_node_path();
	init_paths();
	init_ansible();
	init_existing();
	init_found();
	init_gatus();
	init_kuma();
	init_read();
	init_servers();
	init_ssh_config();
	init_tailscale();
	init_text();
	init_upptime();
	textSources = {
		ansible: readAnsible,
		tailscale: readTailscale,
		upptime: readUpptime,
		kuma: readKuma,
		gatus: readGatus
	};
	sourceNames = [
		"ssh-config",
		"ansible",
		"tailscale",
		"upptime",
		"kuma",
		"gatus"
	];
}));

// src/commands/call.ts
/** The value of such a flag. undefined: it was not given. */
function flagOf({ flags }, name, read, expected) {
	const text = flags[name];
	if (text === void 0) return void 0;
	const value = read(text.trim());
	if (value === void 0) throw new InputError([`--${name}: expected ${expected}, got ${quoted$4(text)}`]);
	return value;
}
var init_call = __esmMin((() => {
	init_input_values();
	init_inputs();
}));

// src/commands/init.ts
var init_exports = /* @__PURE__ */ __exportAll({ init: () => init });
async function init(call) {
	const { inputs, surroundings, reporter, operands, flags } = call;
	const { home } = surroundings;
	const from = flagOf(call, "from", sourceName, `one of ${sourceNames.join(", ")}`);
	if (from === void 0) throw new InputError([`--from: missing; give one of ${sourceNames.join(", ")}`]);
	const files = [join(home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
	const knownHosts = await loadKnownHosts({
		texts: [{
			text: inputs.knownHosts,
			path: "known-hosts input"
		}],
		files
	});
	knownHosts.warnings.forEach(reporter.warn);
	reporter.print(await initialInventory({
		from,
		file: operands[0],
		add: flags["add"] ?? "",
		home,
		knownHosts: knownHosts.entries
	}));
}
function sourceName(text) {
	return sourceNames.find((name) => name === text);
}
var init_init = __esmMin((() => {
	init_late_node_path();
	init_init$1();
	init_inputs();
	init_known_hosts_files();
	init_call();
}));

// src/invite/guest.ts
function nameOf(text) {
	return namePattern$2.test(text) ? text : void 0;
}
function addressOf(text) {
	const parsed = parseAddress(text);
	return "value" in parsed && isQuotable(parsed.value) ? parsed.value : void 0;
}
/** The type and the key of a public key file, without its comment. */
function publicKeyOf(text) {
	const [, type = "", base64 = ""] = /^\s*(\S+) +(\S+)(?: [^\r\n]*)?\s*$/.exec(text) ?? [];
	return userKeyTypes.has(type) && isKeyOf(type, base64) ? `${type} ${base64}` : void 0;
}
/** Whether it can stand between single quotes in a shell, and in a line of YAML. */
function isQuotable(text) {
	return /^[^'"\\\p{C}\p{Z}]+(?: [^'"\\\p{C}\p{Z}]+)*$/u.test(text);
}
/** As in known_hosts: with the port, where that is not 22. */
function knownHostsName({ address, port }) {
	return port === 22 ? address : `[${address}]:${port}`;
}
/** The entry of the inventory, a line each; `host_key` is added by the host. */
function entryOf({ name, address, port, keyFile }) {
	return [
		`  - ip: "${address}"`,
		`    name: "${name}"`,
		...port === 22 ? [] : [`    port: ${port}`],
		`    creds: [{ username: ${account}, key_filename: "${keyFile}" }]`
	];
}
var account, probePath, checksFolder, nameWords, userKeyTypes;
var init_guest = __esmMin((() => {
	init_addresses();
	init_creds_schema();
	init_known_hosts();
	account = "monitor";
	probePath = "/usr/local/bin/server-monitor-probe";
	checksFolder = "/var/lib/server-monitor";
	nameWords = nameRule.replace("expected ", "");
	userKeyTypes = /* @__PURE__ */ new Set([
		"ssh-ed25519",
		"ssh-rsa",
		"ecdsa-sha2-nistp256",
		"ecdsa-sha2-nistp384",
		"ecdsa-sha2-nistp521"
	]);
}));

// src/invite/key-file.ts
/** `ssh-ed25519 AAAA…` of the file. The error says what is wrong and how to fix it, and quotes nothing of the file. */
function readPublicKey(path) {
	const text = readSmall(path);
	if (text === void 0) throw new Error(`--key: ${quoted$3(path)} cannot be read; make a key: ssh-keygen -t ed25519 -N '' -f ${exampleKey}`);
	if (text.includes("PRIVATE KEY")) throw new Error(`--key: ${quoted$3(path)} is the private key; give the public one, ${quoted$3(`${path}.pub`)}`);
	const key = publicKeyOf(text);
	if (key === void 0) throw new Error(`--key: ${quoted$3(path)} is no public key of the types ed25519, ecdsa and rsa, on one line`);
	return key;
}
/** undefined: there is no such file, or it is none that holds a key. */
function readSmall(path) {
	try {
		const { size } = statSync(path);
		return size <= bytesMax ? readFileSync(path, "utf8") : void 0;
	} catch {
		return;
	}
}
var bytesMax, exampleKey;
var init_key_file = __esmMin((() => {
	init_late_node_fs();
	init_parsed();
	init_guest();
	bytesMax = 16384;
	exampleKey = "~/server-monitor-key";
}));

// src/invite/scripts.ts
/** One command for any shell that root may have: the script is its input. */
function pasteable(script) {
	return `sh <<'SERVER_MONITOR_INVITE'\n${script}SERVER_MONITOR_INVITE\n`;
}
function invitation(guest, probe) {
	if (probe.includes(tabMark)) throw new Error(`the probe has the text ${tabMark}`);
	const from = guest.from === void 0 ? "" : `from="${guest.from}",`;
	return `# Lets server-monitor check this machine, ${guest.name}. It makes, and nothing else:
#   the account ${account}, without a password and without files of its own
#   its authorized_keys, with a key that can run the probe and do nothing else
#   ${probePath}, which only reads
#   ${checksFolder}, for results of your own checks
set -eu
${common}
key='${guest.key}'
line='restrict,${from}command="${probePath}" ${guest.key} server-monitor'

make_account() {
  if id "$user" >/dev/null 2>&1; then
    say "account $user: was there"
  elif has useradd; then
    group=--user-group
    if grep -q "^$user:" /etc/group; then group=--gid=$user; fi
    useradd --system "$group" --no-create-home --home-dir "/home/$user" --shell /bin/sh --comment server-monitor "$user"
    say "account $user: made"
  elif has adduser; then
    addgroup -S "$user" 2>/dev/null || :
    adduser -S -D -H -h "/home/$user" -s /bin/sh -g server-monitor -G "$user" "$user" >/dev/null
    say "account $user: made"
  else
    stop "there is neither useradd nor adduser: make the account $user by hand, and run this again"
  fi
  case $(entry passwd 7) in
    */nologin | */false) stop "the account $user has no shell: usermod --shell /bin/sh $user, and run this again" ;;
  esac
}

# sshd without PAM refuses accounts whose password is locked (!), and lets those in that have none (*).
allow_login() {
  case $(entry shadow 2) in
    '!' | '!!' | '!*')
      if has usermod; then usermod --password '*' "$user"; else echo "$user:*" | chpasswd -e >/dev/null 2>&1; fi
      ;;
  esac
  # Saves dozens of journal lines at each check.
  if has loginctl; then loginctl enable-linger "$user" >/dev/null 2>&1 || :; fi
}

install_probe() {
  mkdir -p "\${probe%/*}" ${checksFolder}
  tab=$(printf '\\t')
  sed "s/${tabMark}/$tab/g" >"$probe.new" <<'SERVER_MONITOR_PROBE'
${probe.replaceAll("	", tabMark)}SERVER_MONITOR_PROBE
  digest=$(sha256sum <"$probe.new")
  if [ "\${digest%% *}" != ${digestOf(probe)} ]; then
    rm -f "$probe.new"
    stop "the probe did not arrive as it was sent: paste the whole block again, in one piece"
  fi
  chmod 755 "$probe.new"
  if cmp -s "$probe.new" "$probe"; then
    rm -f "$probe.new"
    say "$probe: was there, sha256 ${digestOf(probe)}"
  else
    mv -f "$probe.new" "$probe"
    say "$probe: written, sha256 ${digestOf(probe)}"
  fi
}

# The files belong to root, so that the account cannot allow itself more.
allow_key() {
  home=$(entry passwd 6)
  keys=$home/.ssh/authorized_keys
  case $home in '' | /) stop "the account $user has no home folder: usermod --home /home/$user $user, and run this again" ;; esac
  refuse_links "$home/.ssh" "$keys" "$keys.new"
  mkdir -p "$home/.ssh"
  touch "$keys"
  if grep -qxF "$line" "$keys"; then
    say "$keys: was there"
  else
    grep -vF "$key" "$keys" >"$keys.new" || :
    echo "$line" >>"$keys.new"
    mv -f "$keys.new" "$keys"
    say "$keys: the key was added"
  fi
  chmod 755 "$home/.ssh"
  chmod 644 "$keys"
  if has restorecon; then restorecon -R "$home" "$probe" || :; fi
}

warn() {
  settings=$(sshd -T 2>/dev/null || :)
  if echo "$settings" | grep -qi '^allow[ug]'; then
    say "take care: sshd_config has AllowUsers or AllowGroups; add $user, and reload sshd"
  fi
  if ! echo "$settings" | grep -qi '^authorizedkeysfile .*\\.ssh/authorized_keys' && [ "$settings" ]; then
    say "take care: sshd_config has another AuthorizedKeysFile; move the line there"
  fi
}

# The keys that sshd uses, of the types that server-monitor knows.
host_keys() {
  files=$(echo "$settings" | sed -n 's/^hostkey \\(.*\\)/\\1.pub/p')
  for file in \${files:-/etc/ssh/ssh_host_*_key.pub}; do
    if grep -q '^\\(ssh-ed25519\\|ssh-rsa\\|ecdsa-sha2-nistp[0-9]*\\) ' "$file" 2>/dev/null; then echo "$file"; fi
  done
}

tell() {
  pins=
  say "done. The fingerprints of this machine are:"
  for file in $(host_keys); do
    ssh-keygen -lf "$file"
    pins="$pins\${pins:+, }$(ssh-keygen -lf "$file" | cut -d ' ' -f 2)"
  done
  say "add to the inventory:"
  cat <<'ENTRY'
${entryOf(guest).join("\n")}
ENTRY
  echo "    host_key: [$pins]"
  say "or, instead of host_key, add to KNOWN_HOSTS:"
  for file in $(host_keys); do echo "${knownHostsName(guest)} $(cut -d ' ' -f 1,2 "$file")"; done
}

main() {
  make_account
  allow_login
  install_probe
  allow_key
  warn
  tell
}
main </dev/null
`;
}
function removal() {
	return `# Takes away what server-monitor's invite has made on this machine.
set -eu
${common}

remove_keys() {
  home=$(entry passwd 6)
  keys=$home/.ssh/authorized_keys
  refuse_links "$home/.ssh" "$keys" "$keys.new"
  if ! [ -f "$keys" ]; then return; fi
  grep -vF "command=\\"$probe\\"" "$keys" >"$keys.new" || :
  chmod 644 "$keys.new"
  mv -f "$keys.new" "$keys"
  say "$keys: the key was removed"
}

remove_account() {
  if [ "$(entry passwd 5)" != server-monitor ]; then
    say "account $user: kept, it was there before"
    return
  fi
  if ! [ -s "$keys" ]; then rm -f "$keys"; fi
  if has loginctl; then
    loginctl disable-linger "$user" >/dev/null 2>&1 || :
    loginctl terminate-user "$user" >/dev/null 2>&1 || :
  fi
  if has userdel; then userdel --force "$user"; else deluser "$user"; fi
  say "account $user: removed"
  for folder in "$home/.ssh" "$home"; do
    if [ -d "$folder" ]; then rmdir "$folder" 2>/dev/null || say "$folder: kept, there are other files in it"; fi
  done
}

main() {
  if id "$user" >/dev/null 2>&1; then
    remove_keys
    remove_account
  fi
  rm -f "$probe" "$probe.new"
  say "$probe: removed"
  if [ -d ${checksFolder} ]; then
    rmdir ${checksFolder} 2>/dev/null || say "${checksFolder}: kept, there are files in it"
  fi
}
main </dev/null
`;
}
function digestOf(text) {
	return createHash("sha256").update(text).digest("hex");
}
var tabMark, common;
var init_scripts = __esmMin((() => {
	init_late_node_crypto();
	init_guest();
	tabMark = "<TAB>";
	common = `umask 022
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/sbin:/sbin
user=${account}
probe=${probePath}

say() { echo "server-monitor: $*"; }
stop() {
  say "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
# A field of the account's line in a file of /etc.
entry() { awk -F : -v user="$user" -v at="$2" '$1 == user { print $at }' "/etc/$1"; }
refuse_links() {
  for path in "$@"; do
    if [ -h "$path" ]; then stop "$path is a link: remove it, and run this again"; fi
  done
}

if [ "$(id -u)" != 0 ]; then stop "run this as root: sudo -i, then paste it again"; fi
`;
}));

// src/commands/invite.ts
var invite_exports = /* @__PURE__ */ __exportAll({ invite: () => invite });
async function invite(call) {
	const { reporter, flags } = call;
	const guest = guestOf(call);
	if (flags["remove"] !== void 0) return reporter.print(removalText(guest.name));
	reporter.print(invitationText(guest));
}
function guestOf(call) {
	const { flags, operands, surroundings } = call;
	const [name, address] = [nameOf(operands[0] ?? ""), addressOf(operands[1] ?? "")];
	const path = resolve$1(expandHome(flags["key"] ?? "", surroundings.home));
	const keyFile = path.replace(/\.pub$/, "");
	const errors = [
		...name === void 0 ? [`NAME: expected ${nameWords}, got ${quoted$3(operands[0] ?? "")}`] : [],
		...address === void 0 ? [`ADDRESS: expected an IPv4 address, an IPv6 address or a DNS name, got ${quoted$3(operands[1] ?? "")}`] : [],
		...flags["key"] === void 0 && flags["remove"] === void 0 ? ["--key: missing; give the public key of the monitor"] : [],
		...isQuotable(keyFile) ? [] : ["--key: expected a path without quotes and line breaks"]
	];
	const port = flagOf(call, "port", wholeNumber(1, 65535), "a port 1–65535") ?? 22;
	const from = flagOf(call, "from", addressOf, "the address of the monitor, as the host sees it");
	if (name === void 0 || address === void 0 || errors.length > 0) throw new InputError(errors);
	return {
		name,
		address,
		port,
		from,
		key: flags["key"] === void 0 ? "" : readPublicKey(path),
		keyFile
	};
}
function invitationText(guest) {
	return [
		`# 1. On ${guest.name}, as root, paste all of this, down to the line SERVER_MONITOR_INVITE:`,
		"",
		pasteable(invitation(guest, fullProbeScript())),
		"# 2. Add to the inventory. The block prints the same at its end, with the host's keys:",
		"#",
		...entryOf(guest).map((line) => `# ${line}`),
		"#",
		`# 3. See that it works: server-monitor doctor --inventory FILE`,
		""
	].join("\n");
}
function removalText(name) {
	return [
		`# On ${name}, as root, paste all of this. It removes the probe, and the account ${account} if invite has made it:`,
		"",
		pasteable(removal()),
		`# Then remove ${name} from the inventory.`,
		""
	].join("\n");
}
var init_invite = __esmMin((() => {
	init_late_node_path();
	init_facts();
	init_input_values();
	init_inputs();
	init_parsed();
	init_paths();
	init_guest();
	init_key_file();
	init_scripts();
	init_call();
}));

// src/output/table.ts
/** Lines of at most that width. */
function fittedTable({ header, rows }, fit) {
	let table = {
		header,
		rows: rows.map((cells) => cells.map((cell) => logText(cell)))
	};
	const leftOut = [];
	for (;;) {
		const widths = widthsWithin(table, fit);
		if (widths !== void 0) return {
			lines: linesOf(table, widths, fit.style),
			leftOut
		};
		const title = leastNeeded(table, fit);
		leftOut.push(title);
		table = withoutColumn(table, table.header.indexOf(title));
	}
}
/** undefined: there is no room for all columns. */
function widthsWithin(table, { width, leastColumn }) {
	const natural = widthsOf(table);
	const widest = Math.max(...natural);
	const least = table.header.length > 2 ? Math.min(leastColumn, widest) : 1;
	for (let most = widest; most >= least; most -= 1) {
		const widths = natural.map((each) => Math.min(each, most));
		if (widths.reduce((sum, each) => sum + 2 + each, -2) <= width) return widths;
	}
	return table.header.length > 2 ? void 0 : natural;
}
function widthsOf({ header, rows }) {
	return header.map((title, column) => Math.max(title.length, ...rows.map((cells) => cellWidth(cells[column] ?? ""))));
}
function leastNeeded({ header }, { leftOutFirst = [] }) {
	return leftOutFirst.find((title) => header.includes(title)) ?? header.at(-1) ?? "";
}
function withoutColumn({ header, rows }, column) {
	const without = (cells) => cells.filter((_, index) => index !== column);
	return {
		header: without(header),
		rows: rows.map(without)
	};
}
function linesOf({ header, rows }, widths, style) {
	return [...rowLines(header.map((title) => title.toUpperCase()), widths), ...rows.flatMap((cells) => rowLines(cells, widths, style))];
}
function rowLines(cells, widths, style = (cell) => cell) {
	const pieces = cells.map((cell, column) => broken(cell, widths[column] ?? 0));
	const height = Math.max(...pieces.map(({ length }) => length));
	return Array.from({ length: height }, (_, line) => pieces.map((lines, column) => {
		const piece = lines[line] ?? "";
		return style(piece, column) + " ".repeat(Math.max(0, (widths[column] ?? 0) - cellWidth(piece)));
	}).join(gap).trimEnd());
}
var gap;
var init_table = __esmMin((() => {
	init_safe_text();
	init_wrap();
	gap = "  ";
}));

// src/commands/validate.ts
var validate_exports = /* @__PURE__ */ __exportAll({ validate: () => validate });
async function validate({ inputs, surroundings, reporter }) {
	const { hosts, warnings } = readInventory({
		...inputs,
		home: surroundings.home,
		mask: reporter.mask
	});
	const knownHosts = await loadKnownHosts({
		texts: [{
			text: inputs.knownHosts,
			path: "known-hosts"
		}],
		files: []
	});
	for (const warning of [...warnings, ...knownHosts.warnings]) reporter.warn(warning);
	await requireKeys(hosts);
	const table = {
		header: [
			"name",
			"address",
			"checks",
			"ports",
			"peers"
		],
		rows: hosts.map(rowOf)
	};
	const { lines } = fittedTable(table, {
		width: reporter.width,
		leastColumn: 8
	});
	for (const line of [...lines, ""]) reporter.info(line);
	reporter.info(`${count$2(hosts.length, "host")}, no errors`);
}
/** A check would only report that it cannot log in. */
async function requireKeys(hosts) {
	const keys = await loadKeys(hosts);
	const errors = hosts.flatMap(({ id, identities }) => identities.flatMap((identity) => {
		const loaded = keys.keyOf(identity);
		return loaded !== void 0 && "unreadable" in loaded ? [`${id}: ${loaded.unreadable}`] : [];
	}));
	if (errors.length > 0) throw new InventoryError(errors);
}
function rowOf(host) {
	const { id, named, self, address, knownPorts, knownPeers } = host;
	return [
		named ? id : "–",
		self === true ? "this machine" : domainToUnicode(address) || address,
		checksOf(host),
		listed$3(knownPorts.map(portWords), mostListed),
		listed$3(knownPeers.map(peerWords), mostListed)
	];
}
/** `ping, page https://example.com, ssh as monitor`, `ping, ssh as monitor (port 2222), GPUs` */
function checksOf({ self, type, ping, homePage, identities, port }) {
	const users = [...new Set(identities.map(({ username }) => username))];
	const isProbed = self === true || users.length > 0;
	return [
		ping && "ping",
		homePage && `page ${shownOrigin(homePage)}`,
		self && "probe",
		users.length > 0 && `ssh as ${users.join(", then ")}${port === 22 ? "" : ` (port ${port})`}`,
		type === "miner" && isProbed && "GPUs"
	].filter(Boolean).join(", ");
}
/** `22`, `8000-8010`, `53/udp` */
function portWords({ first, last, protocol }) {
	return `${first}${last === first ? "" : `-${last}`}${protocol === void 0 ? "" : `/${protocol}`}`;
}
/** `192.0.2.1`, `10.0.0.0/8`, `home.example.org`, `deploy@*` */
function peerWords(peer) {
	const user = peer.user === void 0 ? "" : `${peer.user}@`;
	if ("anywhere" in peer) return `${user}*`;
	if ("dnsName" in peer) return `${user}${peer.dnsName}`;
	const isWhole = peer.prefix === (peer.network.includes(":") ? 128 : 32);
	return `${user}${peer.network}${isWhole ? "" : `/${peer.prefix}`}`;
}
/** The origin with an internationalised name as people read it. */
function shownOrigin({ protocol, hostname, port }) {
	return `${protocol}//${domainToUnicode(hostname) || hostname}${port && `:${port}`}`;
}
var mostListed;
var init_validate = __esmMin((() => {
	init_late_node_url();
	init_inventory();
	init_table();
	init_keys();
	init_known_hosts_files();
	init_count();
	mostListed = 6;
}));

// src/doctor/finding.ts
function finding(verdict, what, detail) {
	return {
		verdict,
		what,
		detail: { untrusted: detail }
	};
}
/** The finding of a check whose errors say how to fix them. */
async function findingOf(what, work) {
	try {
		return await work();
	} catch (error) {
		return finding("bad", what, error instanceof Error ? error.message : "no reason given");
	}
}
var init_finding = __esmMin((() => {}));

// src/doctor/hosts.ts
function examineHosts(hosts, { concurrency, settings }) {
	return inParallel(hosts, concurrency, async (host) => ({
		host: host.id,
		findings: await examine(host, settings)
	}));
}
/** Credentials are tried one after the other, because a host may count failed logins. */
async function examine(host, settings) {
	const [first, ...others] = host.identities;
	const outside = await probeHost({
		...host,
		identities: first === void 0 ? [] : [first]
	}, settings);
	const findings = [...pingFindings(host, outside), ...pageFindings(host, outside)];
	if (host.self) findings.push(selfFinding(outside));
	if (first === void 0) return findings;
	findings.push(loginFinding(first, outside));
	for (const identity of others) {
		const inside = await probeHost({
			...host,
			homePage: void 0,
			identities: [identity]
		}, settings);
		findings.push(loginFinding(identity, inside));
	}
	return findings;
}
function pingFindings(host, { result }) {
	if (!host.ping) return [];
	const { meanMs, lossPercent } = result.ping;
	if (meanMs === void 0) return [finding("odd", "ping", detail(result.problems, "ping:") || "no answer")];
	return [finding("good", "ping", `${meanMs.toFixed(1)} ms${lossPercent ? `, ${lossPercent.toFixed(0)} % lost` : ""}`)];
}
function pageFindings(host, { result }) {
	if (host.homePage === void 0) return [];
	const trouble = detail(result.problems, "http:");
	if (trouble !== "") return [finding("bad", "page", trouble)];
	const { status = 0, ms = 0 } = result.page ?? {};
	return [finding(status >= 400 ? "bad" : "good", "page", `${status} in ${ms.toFixed(0)} ms`)];
}
function selfFinding({ result }) {
	const trouble = detail(result.problems, "probe:");
	return trouble === "" ? finding("good", "self", "the probe tells everything") : finding("bad", "self", trouble);
}
function loginFinding(identity, { result }) {
	const means = [identity.key && "key", identity.password && "password"].filter(Boolean).join(" and ");
	const what = `ssh as ${identity.username} by ${means}`;
	const trouble = detail(result.problems, "ssh:", "probe:");
	if (trouble === "") return finding("good", what, "login works, and the probe is complete");
	return finding("bad", what, trouble);
}
function detail(problems, ...kinds) {
	return problems.filter(({ code }) => kinds.some((kind) => code.startsWith(kind))).map(problemWords).join("; ");
}
/** `SSH refused the login: none of 2 keys is accepted → put the public key into …` */
function problemWords({ code, detail: said }) {
	return `${quotedWords$1(causeOf(code), terminalText)}: ${terminalText(said)}${fixOf(code)}`;
}
/** The fix, if the detail does not contain one. */
function fixOf(code) {
	const fix = fixes[code];
	return fix === void 0 ? "" : ` → ${fix}`;
}
var fixes;
var init_hosts = __esmMin((() => {
	init_check_host();
	init_pool();
	init_safe_text();
	init_cause();
	init_finding();
	fixes = {
		"ping:unreachable": "nothing to fix if the host drops pings",
		"ssh:refused": "check that sshd is running, and that port is correct",
		"ssh:timeout": "check that no firewall blocks this machine",
		"ssh:auth": "put the public key into ~/.ssh/authorized_keys of that user, or fix the credential",
		"http:tls": "renew the certificate, or set verify to the one to trust"
	};
}));

// src/doctor/machine.ts
function examineMachine(surroundings, now) {
	const { environment, internet, stateHome } = surroundings;
	return Promise.all([
		Promise.resolve(node(process.versions.node, process.arch)),
		findingOf("git", () => git(environment)),
		findingOf("ping", () => pingHere(environment)),
		clock(internet, now),
		findingOf("room", () => room(stateHome))
	]);
}
/** The runner has its own Node, but not for every processor. */
function node(version, processor) {
	if (processor === "arm") return finding("bad", "node", "this is a 32-bit system, and GitHub's runner has no Node 24 for it: install a 64-bit system");
	return finding("good", "node", `${version} on ${processor}`);
}
async function git(environment) {
	const { stdout } = await gitIn("/", environment)({ args: ["version"] });
	const [, version = "", major, minor] = /^git version ((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
	return Number(major) < oldestGit[0] || Number(major) === oldestGit[0] && Number(minor) < oldestGit[1] || version === "" ? finding("bad", "git", `${version || "unknown version"}: ${oldestGit.join(".")} or newer is needed`) : finding("good", "git", version);
}
async function pingHere(environment) {
	try {
		const { value } = await ping("127.0.0.1", {
			environment,
			signal: AbortSignal.timeout(5e3),
			trace: () => {}
		});
		if (value?.meanMs !== void 0) return finding("good", "ping", "this user can send pings");
		return finding("odd", "ping", "this machine does not answer its own pings: check its firewall");
	} catch (error) {
		if (error instanceof PingFault) return finding("bad", "ping", error.message);
		throw error;
	}
}
async function clock(landmark, now) {
	const began = performance.now();
	const theirs = await askDate(landmark, 5e3);
	if (theirs === void 0) return finding("odd", "clock", `not checked: ${landmark.host} did not answer (is GitHub reachable from here?)`);
	const off = now.getTime() + (performance.now() - began) - theirs.getTime();
	if (Math.abs(off) < clockToleranceMs) return finding("good", "clock", `matches ${landmark.host}`);
	const words = `${durationWords(Math.abs(off))} ${off > 0 ? "ahead" : "behind"}: sudo timedatectl set-ntp true`;
	return finding("bad", "clock", words);
}
/** The folder for rows that could not be pushed. */
async function room(stateHome) {
	const folder = join(stateHome, "server-monitor");
	await mkdir(folder, {
		recursive: true,
		mode: 448
	});
	const { bavail, bsize } = await statfs(folder);
	const freeMib = bavail * bsize / 1024 ** 2;
	return freeMib < leastRoomMib ? finding("bad", "room", `${binarySize(freeMib)} free for ${folder}: free some space, or rows that cannot be pushed are lost`) : finding("good", "room", `${binarySize(freeMib)} free for ${folder}`);
}
var oldestGit, clockToleranceMs, leastRoomMib;
var init_machine = __esmMin((() => {
	init_promises$2();
	init_late_node_path();
	init_clock();
	init_ping();
	init_git_process();
	init_duration();
	init_size();
	init_finding();
	oldestGit = [2, 31];
	clockToleranceMs = 3e4;
	leastRoomMib = 256;
}));

// src/doctor/repository.ts
async function examineRepository(inputs, surroundings) {
	return [...await examinePush(inputs, surroundings), ...examineHeartbeat(inputs)];
}
function examineHeartbeat({ heartbeatUrl }) {
	return heartbeatUrl === void 0 ? [finding("odd", "heartbeat", noHeartbeatWords)] : [];
}
async function examinePush(inputs, surroundings) {
	if (!inputs.push) return [finding("odd", "push", "push is false: rows are not pushed")];
	const { results, branch, token } = inputs;
	return [await findingOf("push", async () => {
		const repository = await openRepository(results, {
			environment: surroundings.environment,
			token
		});
		const target = await repository.rehearse(branch, AbortSignal.timeout(6e4));
		return finding("good", "push", `can push to ${target} of ${repository.origin}`);
	})];
}
var init_repository = __esmMin((() => {
	init_heartbeat_words();
	init_git();
	init_finding();
}));

// src/doctor/second-clock.ts
async function examineSecondClock({ github }, now, folder = usualFolder) {
	try {
		return [await tryDispatch(github, now, folder)];
	} catch (error) {
		return [finding(isMissing(error) || isForbidden(error) ? "odd" : "bad", "timer", wordsOf(error, folder))];
	}
}
async function tryDispatch(github, now, folder) {
	const [tokenPath, settingsPath] = [join(folder, "token"), join(folder, "dispatch")];
	const token = (await readFile$2(tokenPath, "utf8")).trim();
	const settings = await readFile$2(settingsPath, "utf8");
	const repository = repositoryName(settingOf("REPOSITORY", settings) ?? "");
	if (repository === void 0) return finding("bad", "timer", `${settingsPath} has no line REPOSITORY=owner/name`);
	const client = new GitHubClient({
		...github,
		repository,
		token: new Secret(token)
	}, now, hastyPatience);
	await dispatch(client, "check.yml", settingOf("BRANCH", settings) ?? "main", nothingToDo);
	if ((await stat(tokenPath)).mode & 63) return finding("bad", "timer", `others may read ${tokenPath}: sudo chmod 600 ${tokenPath}`);
	return finding("good", "timer", `GitHub starts check.yml of ${repository} for it (a run that does nothing)`);
}
/** Of the lines of a systemd environment file. */
function settingOf(name, text) {
	const [, value] = new RegExp(`^${name}=["']?([^"'\\s]+)`, "m").exec(text) ?? [];
	return value;
}
function codeOf(error) {
	return error instanceof Error && "code" in error ? error.code : void 0;
}
function isMissing(error) {
	return codeOf(error) === "ENOENT";
}
function isForbidden(error) {
	return codeOf(error) === "EACCES";
}
function wordsOf(error, folder) {
	if (isMissing(error)) return `there is none in ${folder}: checks wait for GitHub's schedule, which is often hours late (docs/second-clock.md)`;
	if (isForbidden(error)) return `only root may read ${folder}: run the doctor with sudo to try it`;
	if (error instanceof GitHubError) return refusalWords(error);
	return error instanceof Error ? error.message : "no reason given";
}
function refusalWords({ status, message }) {
	return refusals[status ?? 0] ?? message;
}
var usualFolder, nothingToDo, refusals;
var init_second_clock = __esmMin((() => {
	init_promises$2();
	init_late_node_path();
	init_client$1();
	init_refusal();
	init_workflows();
	init_input_values();
	init_secret();
	init_finding();
	usualFolder = "/etc/server-monitor";
	nothingToDo = { "min-interval": "9999d" };
	refusals = {
		401: "GitHub does not know its token: it has expired, or was not pasted whole; make a new one",
		403: "its token may not start workflows: give it the permission Actions: read and write",
		404: "GitHub does not show it the workflow: see that REPOSITORY is right, that the token is for this repository, and that check.yml is there",
		422: "GitHub refuses the run: see that BRANCH is right, and that check.yml has workflow_dispatch with the inputs due and min-interval"
	};
}));

// src/commands/doctor.ts
var doctor_exports = /* @__PURE__ */ __exportAll({ doctor: () => doctor });
async function doctor(call) {
	const { inputs, surroundings, reporter, now } = call;
	const machine = await examineMachine(surroundings, now);
	tell("this machine", machine, call);
	const repository = await examineRepository(inputs, surroundings);
	tell("the repository", repository, call);
	const secondClock = await examineSecondClock(surroundings, now);
	tell("the scheduler", secondClock, call);
	if (inputs.inventory === "") reporter.info("no inventory: give one (--inventory FILE) to examine its hosts, too");
	const hosts = inputs.inventory === "" ? [] : await examineInventory(call, { canPing: canPing(machine) });
	const bad = [
		...machine,
		...repository,
		...secondClock,
		...hosts
	].filter(({ verdict }) => verdict === "bad").length;
	if (bad > 0) throw new Error(`${count$2(bad, "thing")} to fix`);
	reporter.info("everything works");
}
function canPing(machine) {
	return !machine.some(({ what, verdict }) => what === "ping" && verdict === "bad");
}
/** Where this machine cannot ping, that is one finding, and the hosts are examined without it. */
async function examineInventory(call, options) {
	const { inputs, surroundings, reporter } = call;
	const { hosts, warnings } = readInventory({
		...inputs,
		home: surroundings.home,
		mask: reporter.mask
	});
	warnings.forEach(reporter.warn);
	const settings = await prepare(hosts, await historyOf(call), call);
	const asked = hosts.map((host) => ({
		...host,
		ping: host.ping && options.canPing
	}));
	const examined = await examineHosts(asked, {
		concurrency: inputs.concurrency,
		settings
	});
	for (const { host, findings } of examined) tell(host, findings, call);
	return examined.flatMap(({ findings }) => findings);
}
/** Which host keys were accepted before. Why that cannot be read is a finding of the repository. */
async function historyOf(call) {
	const store = await openStore(storeSettings(call)).catch(() => void 0);
	return store === void 0 ? noHistory(call) : readHistory(store, call).catch(() => noHistory(call));
}
function tell(title, findings, { reporter }) {
	reporter.info(title);
	for (const { verdict, what, detail } of findings) reporter.info(`  ${signs[verdict]} ${what}: ${terminalText(detail)}`);
}
var signs;
var init_doctor = __esmMin((() => {
	init_hosts();
	init_machine();
	init_repository();
	init_second_clock();
	init_inventory();
	init_safe_text();
	init_store();
	init_count();
	init_check();
	init_history();
	signs = {
		good: "✓",
		odd: "•",
		bad: "✗"
	};
}));

// src/report/state-counts.ts
/** `All 14 hosts are up`, `12 of 14 hosts are up, 1 is down, 1 is in trouble`; of a single host `web-1 is up`. */
function stateCounts$1(states, firstName) {
	const [first] = states;
	if (first === void 0) return "There is no host";
	if (states.length === 1) return `${firstName} is ${stateNouns[first]}`;
	if (states.every((state) => state === first)) return alike(first, states.length);
	const up = states.filter((state) => state === "up").length;
	const others = [
		"down",
		"trouble",
		"unknown"
	].flatMap((state) => {
		const number = states.filter((each) => each === state).length;
		return number === 0 ? [] : [`${number} ${are(number)} ${stateNouns[state]}`];
	});
	return [`${up || "None"} of ${states.length} hosts ${are(up)} up`, ...others].join(", ");
}
function alike(state, number) {
	return state === "unknown" ? `Nothing is known about the ${number} hosts` : `All ${number} hosts are ${stateNouns[state]}`;
}
function are(number) {
	return number < 2 ? "is" : "are";
}
var stateNouns;
var init_state_counts = __esmMin((() => {
	stateNouns = {
		up: "up",
		down: "down",
		trouble: "in trouble",
		unknown: "unknown"
	};
}));

// src/report/page/uptime.ts
function kindOf(row) {
	if (row.silenced.length > 0) return "silenced";
	const state = stateOf(row);
	return state === "unknown" ? void 0 : state;
}
var dayMs$1, intervalsKept, firstIntervalMs, UptimeLog;
var init_uptime = __esmMin((() => {
	init_state();
	dayMs$1 = 864e5;
	intervalsKept = 31;
	firstIntervalMs = 12e5;
	UptimeLog = class {
		days;
		#startMs;
		#intervals = [];
		#usualMs = firstIntervalMs;
		#pending;
		#firstMs;
		/** `startMs`: of the first day. */
		constructor(startMs, days) {
			this.#startMs = startMs;
			this.days = Array.from({ length: days }, () => ({
				up: 0,
				trouble: 0,
				down: 0,
				silenced: 0
			}));
		}
		/** Rows come in the order of their times; one that comes late counts for nothing. */
		add(row) {
			const ms = row.time.getTime();
			this.#firstMs ??= ms;
			if (this.#pending !== void 0 && ms <= this.#pending.ms) return;
			if (this.#pending !== void 0) this.#keepInterval(ms - this.#pending.ms);
			this.#hold(ms);
			this.#pending = {
				ms,
				kind: kindOf(row)
			};
		}
		/** The last row counts until now, at most. */
		end(nowMs) {
			this.#hold(nowMs);
			this.#pending = void 0;
		}
		/** Of the last days, today among them. */
		uptime(days, nowMs) {
			const counted = this.days.slice(-days);
			const sum = (kind) => counted.reduce((total, day) => total + day[kind], 0);
			const up = sum("up") + sum("trouble");
			const measured = up + sum("down");
			const length = nowMs - Math.max(this.#startMs + (this.days.length - counted.length) * dayMs$1, this.#firstMs ?? nowMs);
			return {
				availability: measured === 0 ? void 0 : up / measured,
				coverage: length <= 0 ? 0 : Math.min(1, measured / length)
			};
		}
		#hold(untilMs) {
			const { ms, kind } = this.#pending ?? {};
			if (ms !== void 0 && kind !== void 0) this.#spread(kind, ms, Math.min(untilMs, ms + 2 * this.#usualMs));
		}
		#keepInterval(gapMs) {
			this.#intervals.push(gapMs);
			if (this.#intervals.length > intervalsKept) this.#intervals.shift();
			if (this.#intervals.length === intervalsKept && Math.abs(gapMs - this.#usualMs) < this.#usualMs / 4) return;
			const sorted = this.#intervals.toSorted((a, b) => a - b);
			this.#usualMs = sorted[Math.floor(sorted.length / 2)] ?? gapMs;
		}
		#spread(kind, fromMs, toMs) {
			for (let start = Math.max(fromMs, this.#startMs); start < toMs;) {
				const index = Math.floor((start - this.#startMs) / dayMs$1);
				const end = Math.min(toMs, this.#startMs + (index + 1) * dayMs$1);
				const day = this.days[index];
				if (day === void 0) return;
				day[kind] += end - start;
				start = end;
			}
		}
	};
}));

// src/report/page/day-bars.ts
/** `from`: the start of the first day; `now` is in the last. */
function dayBars(days, from, now) {
	const paths = /* @__PURE__ */ new Map();
	const draw = (name, x, top, length) => paths.set(name, `${paths.get(name) ?? ""}M${x} ${top}v${length}`);
	const hits = days.map((day, index) => {
		const x = index * dayWidth + dayWidth / 2;
		for (const { name, top, length } of partsOf(day)) draw(name, x, top, length);
		const words = troubleWords(day);
		if (words === "") return "";
		const date = dayWords(new Date(from.getTime() + index * dayMs$1), utcClock(now));
		return `<path class="hit" d="M${x} 0v${height}"><title>${htmlText(`${date}: ${words}`)}</title></path>`;
	});
	const drawn = Array.from(paths, ([name, data]) => `<path class="${name}" d="${data}"/>`);
	const size = `viewBox="0 0 ${days.length * dayWidth} ${height}" preserveAspectRatio="none"`;
	return `<svg class="days" role="img" aria-label="${htmlText(summary$1(days))}" ${size}>${drawn.join("")}${hits.join("")}</svg>`;
}
function partsOf(day) {
	const known = kinds.filter(([kind]) => day[kind] > 0);
	const measured = known.reduce((sum, [kind]) => sum + day[kind], 0);
	if (measured === 0) return [{
		name: "n",
		top: 0,
		length: height
	}];
	let bottom = height;
	return known.map(([kind, name], index) => {
		const isLast = index === known.length - 1;
		const wanted = Math.max(leastHeight, Math.round(day[kind] / measured * height));
		const length = isLast ? bottom : Math.min(wanted, bottom - leastHeight * (known.length - 1 - index));
		bottom -= length;
		return {
			name,
			top: bottom,
			length
		};
	});
}
/** `down for 25 min, in trouble for 2 h`; "" where all was well, or nothing measured. */
function troubleWords({ down, trouble, silenced }) {
	return [
		...down > 0 ? [`down for ${durationWords(down)}`] : [],
		...trouble > 0 ? [`in trouble for ${durationWords(trouble)}`] : [],
		...silenced > 0 ? [`silenced for ${durationWords(silenced)}`] : []
	].join(", ");
}
function summary$1(days) {
	const number = (isSo) => days.filter(isSo).length;
	const measured = number(({ up, trouble, down, silenced }) => up + trouble + down + silenced > 0);
	const [down, trouble] = [number((day) => day.down > 0), number((day) => day.down === 0 && day.trouble > 0)];
	const found = [...down > 0 ? [`down on ${count$2(down, "day")}`] : [], ...trouble > 0 ? [`in trouble on ${count$2(trouble, "day")}`] : []];
	const missing = days.length - measured;
	const rest = missing > 0 ? [`${count$2(missing, "day")} not measured`] : [];
	return `The last ${count$2(days.length, "day")}: ${[...found.length > 0 ? found : ["no downtime"], ...rest].join(", ")}`;
}
var height, dayWidth, leastHeight, kinds;
var init_day_bars = __esmMin((() => {
	init_safe_text();
	init_count();
	init_duration();
	init_instant();
	init_uptime();
	height = 32;
	dayWidth = 4;
	leastHeight = 7;
	kinds = [
		["down", "d"],
		["trouble", "t"],
		["silenced", "s"],
		["up", "u"]
	];
}));

// src/report/page/page-log.ts
/** The start of the first UTC day that is shown. */
function startOfPage(now) {
	return /* @__PURE__ */ new Date((Math.floor(now.getTime() / dayMs$1) - 90 + 1) * dayMs$1);
}
/** The rows from here on are needed: earlier ones may have opened an alert that was open on the first day. */
function startOfReading(now) {
	return new Date(startOfPage(now).getTime() - memoryMs);
}
var daysShown, availabilityKinds, PageLog;
var init_page_log = __esmMin((() => {
	init_rules();
	init_month_alerts();
	init_host_history();
	init_uptime();
	daysShown = 90;
	availabilityKinds = [
		"outage",
		"down",
		"http"
	];
	PageLog = class {
		status;
		uptimes = /* @__PURE__ */ new Map();
		/** When each host has its newest row. */
		newest = /* @__PURE__ */ new Map();
		#alerts;
		#startMs;
		#order;
		constructor(order) {
			const start = startOfPage(order.now);
			this.status = newStatusHistory(order.now, startOfReading(order.now));
			this.#alerts = new AlertLog(start);
			this.#startMs = start.getTime();
			this.#order = order;
		}
		/** The rows of one run, which share their time. */
		add(run) {
			const { rules, isWanted } = this.#order;
			for (const change of rules.add(run)) if (isWanted(change.alert)) this.#alerts.add(change);
			for (const row of run) {
				this.status.add(row);
				this.newest.set(row.host, row.time);
				this.#uptimeOf(row.host).add(row);
			}
		}
		/** Those that were open on one of the days, the earliest first. Call it after the last row. */
		alerts() {
			return this.#alerts.all();
		}
		#uptimeOf(host) {
			const known = this.uptimes.get(host) ?? new UptimeLog(this.#startMs, 90);
			this.uptimes.set(host, known);
			return known;
		}
	};
}));

// src/report/page/page-names.ts
/** By host, in the order that is given. */
function publicNames(hosts) {
	let unnamed = 0;
	const nameOf = (host) => {
		if (!isAddress(host)) return host.host;
		unnamed += 1;
		return `host ${unnamed}`;
	};
	return new Map(hosts.map((host) => [host.host, nameOf(host)]));
}
/** Without an inventory, whatever may be a DNS name or an address is taken for one. */
function isAddress({ host, isNamed }) {
	if (isIP(host) !== 0) return true;
	return isNamed === void 0 ? /[.:]/.test(host) : !isNamed;
}
var init_page_names = __esmMin((() => {
	init_late_node_net();
}));

// src/report/page/page-model.ts
function pageModel({ log, inventory, open, detail }) {
	const { now } = log.status;
	const listed = inventory ?? watchedLately(log.newest);
	const order = {
		inventory: listed.map(({ host }) => host),
		alerts: open,
		names: [],
		isOurs: () => true
	};
	const { hosts } = statusModel(log.status, order);
	const byHost = new Map(listed.map((each) => [each.host, each]));
	const all = hosts.map(({ host }) => byHost.get(host) ?? {
		host,
		isNamed: void 0
	});
	const names = detail === "full" ? new Map(all.map(({ host }) => [host, host])) : publicNames(all);
	const pageHosts = hosts.map((status) => pageHost(status, byHost.get(status.host)?.group, names, log));
	const alerts = log.alerts();
	const incidents = together(alerts.filter((alert) => !isPartOfOutage(alert, alerts)).flatMap((alert) => incidentOf(alert, names, open))).reverse();
	return {
		now,
		from: startOfPage(now),
		newest: latest(log.newest.values()),
		detail,
		hosts: pageHosts.sort((a, b) => worstStates.indexOf(a.status.state) - worstStates.indexOf(b.status.state)),
		open: incidents.filter(({ to }) => to === void 0),
		past: incidents.filter(({ to }) => to !== void 0)
	};
}
/** Where nothing else tells which hosts there are. A host that has left has no rows when others have. */
function watchedLately(newest) {
	const lastMs = latest(newest.values())?.getTime() ?? 0;
	return [...newest].filter(([, time]) => lastMs - time.getTime() <= dayMs$1).map(([host]) => ({
		host,
		isNamed: void 0
	})).sort((a, b) => a.host < b.host ? -1 : 1);
}
function latest(times) {
	let last;
	for (const time of times) if (last === void 0 || time > last) last = time;
	return last;
}
function pageHost(status, group, names, { uptimes, status: { now } }) {
	const log = uptimes.get(status.host) ?? new UptimeLog(startOfPage(now).getTime(), 90);
	log.end(now.getTime());
	const uptime = (span) => log.uptime(uptimeSpans[span], now.getTime());
	return {
		name: names.get(status.host) ?? "host",
		group,
		status,
		days: log.days,
		uptime: {
			"7 days": uptime("7 days"),
			"30 days": uptime("30 days"),
			"90 days": uptime("90 days")
		}
	};
}
/** Whether an alert of many hosts tells it already. */
function isPartOfOutage({ kind, host, from, to }, alerts) {
	if (kind !== "down" && kind !== "http") return false;
	const endMs = (time) => time?.getTime() ?? Number.POSITIVE_INFINITY;
	return alerts.some((outage) => outage.kind === "outage" && outage.findings.includes(host) && outage.from <= from && endMs(outage.to) >= endMs(to));
}
/** Hosts to which the same happened at the same time are one incident, if nothing more is told of it. */
function together(incidents) {
	const what = ({ kind, from, to, alert }) => [
		kind,
		from.getTime(),
		to?.getTime(),
		kind === "down" ? "" : alert.findings.join("+")
	].join(" ");
	return [...Map.groupBy(incidents, what).values()].flatMap(([first, ...others]) => first === void 0 ? [] : [{
		...first,
		names: [first, ...others].flatMap(({ names }) => names)
	}]);
}
/** Of a host on the page. What people have accepted is open no more, and was no incident. */
function incidentOf({ kind, host, from, to, findings, latest: alert }, names, open) {
	const known = (host === "monitor" ? findings : [host]).flatMap((each) => names.get(each) ?? []);
	const isOpen = open.some((each) => each.kind === kind && each.host === host);
	return known.length === 0 || to === void 0 && !isOpen ? [] : [{
		kind,
		names: known,
		from,
		to,
		alert
	}];
}
var uptimeSpans, worstStates;
var init_page_model = __esmMin((() => {
	init_outage();
	init_status_model();
	init_page_log();
	init_page_names();
	init_uptime();
	uptimeSpans = {
		"7 days": 7,
		"30 days": 30,
		"90 days": 90
	};
	worstStates = [
		"down",
		"trouble",
		"unknown",
		"up"
	];
}));

// src/report/page/page-style.ts
var style, script, scriptHash;
var init_page_style = __esmMin((() => {
	style = `
:root{color-scheme:light dark;--ground:#f6f8fa;--card:#fff;--line:#d1d9e0;--text:#1f2328;--quiet:#59636e;--link:#0550ae;
--up:#1a7f37;--trouble:#9a6700;--down:#c41e3a;--unknown:#59636e;--none:#d8dee4;--bar-up:#2da44e;--bar-trouble:#d4a72c;--bar-down:#cf222e;--bar-silenced:#8c959f;--banner-text:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#151b23;--line:#3d444d;--text:#f0f6fc;--quiet:#9198a1;--link:#58a6ff;
--up:#3fb950;--trouble:#d29922;--down:#ff7b72;--unknown:#9198a1;--none:#2f363d;--bar-up:#2ea043;--bar-trouble:#bb8009;--bar-down:#f85149;--bar-silenced:#6e7681;--banner-text:#0d1117}}
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
.u{stroke:var(--bar-up)}.t{stroke:var(--bar-trouble)}.d{stroke:var(--bar-down)}.s{stroke:var(--bar-silenced)}.n{stroke:var(--none)}
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
.key.u{background:var(--bar-up)}.key.t{background:var(--bar-trouble)}.key.d{background:var(--bar-down)}.key.s{background:var(--bar-silenced)}.key.n{background:var(--none)}
@media(max-width:480px){.uptime{font-size:.8125rem;gap:2px 8px;justify-content:space-between}.banner{padding:16px}h1{font-size:1.25rem}.card>li{padding:12px 14px}summary{padding:12px 14px}}
@media(forced-colors:active){svg.days,.key{forced-color-adjust:none}}
`.trim();
	script = "const p=document.getElementById(\"old\"),h=Math.floor((new Date-Date.parse(p.dataset.made))/36e5);if(h>=6){p.firstElementChild.textContent=h<48?h+\" hours\":Math.floor(h/24)+\" days\";p.hidden=false}";
	scriptHash = "sha256-m4BwNW1tj92qtI8zAwzWNphvt2lkJYjExfOqR0xzeuk=";
}));

// src/report/page/page-html.ts
function pageHtml(model, clock) {
	const state = worstState(model.hosts);
	const headline = htmlText(headlineOf(model));
	return [
		"<!doctype html>",
		"<html lang=\"en\">",
		"<head>",
		"<meta charset=\"utf-8\">",
		`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
		"<meta name=\"referrer\" content=\"no-referrer\">",
		generator,
		`<title>${headline}</title>`,
		`<link rel="icon" href="${icon(state)}">`,
		`<style>${style}</style>`,
		"</head>",
		"<body>",
		"<main>",
		banner(model, state, headline, clock),
		...incidentSection("Open incidents", model.open, model, clock),
		...hostSections(model, clock),
		...pastSection(model, clock),
		"</main>",
		footer(model, clock),
		`<script>${script}<\/script>`,
		"</body>",
		"</html>",
		""
	].join("\n");
}
function worstState(hosts) {
	return worstStates.find((state) => hosts.some(({ status }) => status.state === state)) ?? "unknown";
}
function headlineOf({ hosts }) {
	return stateCounts$1(hosts.map(({ status }) => status.state), hosts[0]?.name ?? "");
}
function icon(state) {
	const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='#${iconColors[state]}'/></svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll("'", "%27")}`;
}
function banner({ now, newest }, state, headline, clock) {
	const checked = newest === void 0 ? "There are no checks yet." : `Last check ${timeTag(newest, zonedWords(newest, clock))}.`;
	return [
		`<div class="banner ${state}">`,
		`<h1>${headline}</h1>`,
		`<p>${checked}</p>`,
		"</div>",
		`<p class="old" id="old" data-made="${now.toISOString()}" hidden>This page was made <strong>hours</strong> ago: much may have changed since.</p>`
	].join("\n");
}
function timeTag(time, words) {
	return `<time datetime="${time.toISOString()}">${htmlText(words)}</time>`;
}
function hostSections({ hosts, ...model }, clock) {
	const all = {
		hosts,
		...model
	};
	if (hosts.length <= mostShown) return byGroup(hosts).map(([group, some]) => section(group, hostList(some, all, clock)));
	const [well, rest] = [hosts.filter(isUp), hosts.filter((host) => !isUp(host))];
	const folds = byGroup(well).map(([group, some]) => fold(group, some, all, clock));
	return [...rest.length > 0 ? [section("Not up", hostList(rest, all, clock))] : [], section("Up", folds.join("\n"))];
}
function isUp({ status }) {
	return status.state === "up";
}
/** The group with the worst host first; hosts without a group come last. */
function byGroup(hosts) {
	const groups = Map.groupBy(hosts, ({ group }) => group);
	const named = [...groups].flatMap(([group, some]) => group === void 0 ? [] : [[group, some]]);
	const rest = groups.get(void 0) ?? [];
	const others = rest.length === 0 ? [] : [[named.length === 0 ? "Hosts" : groupless, rest]];
	return [...named.sort(([a, some], [b, more]) => worstIn(some) - worstIn(more) || (a < b ? -1 : 1)), ...others];
}
/** Hosts are sorted. */
function worstIn([worst]) {
	return worst === void 0 ? worstStates.length : worstStates.indexOf(worst.status.state);
}
function section(title, content) {
	return `<section>\n<h2>${htmlText(title)}</h2>\n${content}\n</section>`;
}
function fold(group, hosts, model, clock) {
	return `<details>\n<summary>${`<h3>${htmlText(group)}</h3> <span class="quiet">${count$2(hosts.length, "host")}, all up</span>`}</summary>\n${hostList(hosts, model, clock)}\n</details>`;
}
function hostList(hosts, model, clock) {
	return `<ul class="card">\n${hosts.map((host) => hostItem(host, model, clock)).join("\n")}\n</ul>`;
}
function hostItem({ name, status, days, uptime }, { from, now, detail }, clock) {
	const { state, row } = status;
	const silenced = row !== void 0 && row.silenced.length > 0 ? `, ${silenceWord(row.silenced)}` : "";
	const figures = Object.keys(uptimeSpans).map((span) => `<div><dt>${span}</dt><dd>${uptimeWords(uptime[span])}</dd></div>`);
	return [
		"<li>",
		`<div class="host"><strong>${htmlText(name)}</strong><span class="state ${state}">${state}${silenced}</span></div>`,
		...whyLines(status, detail, clock),
		dayBars(days, from, now),
		`<dl class="uptime quiet">${figures.join("")}</dl>`,
		"</li>"
	].join("\n");
}
function silenceWord(silenced) {
	return silenced.includes("maintenance") ? "in maintenance" : "silenced";
}
function whyLines(status, detail, clock) {
	const why = detail === "full" ? joined$3(causesNow(status), htmlText) : "";
	const moment = status.state === "up" ? "" : momentOf(status, clock);
	const words = [why, moment === "" ? "" : `since ${htmlText(moment)}`].filter(Boolean).join(", ");
	return words === "" ? [] : [`<p class="quiet">${words}</p>`];
}
function uptimeWords({ availability, coverage }) {
	if (availability === void 0) return "not measured";
	const partly = coverage < .9 ? ` (${percentWords(coverage)} of the time measured)` : "";
	return `${percentWords(availability)}${partly}`;
}
function incidentSection(title, incidents, model, clock) {
	if (incidents.length === 0) return [];
	const items = incidents.slice(0, mostIncidents).map((incident) => incidentItem(incident, model, clock));
	const more = incidents.length - mostIncidents;
	const rest = more > 0 ? [`<li class="quiet">and ${more} more</li>`] : [];
	return [section(title, `<ul class="card">\n${[...items, ...rest].join("\n")}\n</ul>`)];
}
function pastSection(model, clock) {
	if (model.past.length > 0) return incidentSection("Past incidents", model.past, model, clock);
	return [section("Past incidents", `<p class="quiet">${model.open.length > 0 ? "No other incident" : "No incident"} in the last ${model.hosts[0]?.days.length ?? 0} days.</p>`)];
}
function incidentItem(incident, { detail, now }, clock) {
	const { from, to } = incident;
	const lasted = durationWords((to ?? now).getTime() - from.getTime());
	const start = timeTag(from, instantWords(from, clock));
	const when = to === void 0 ? `since ${start}` : `${start} to ${timeTag(to, instantWords(to, clock))}, ${lasted}`;
	const what = detail === "full" ? quotedWords$1(alertFinding(incident.alert), htmlText) : visitorWords(incident);
	return `<li><strong>${htmlText(listed$3(incident.names))}</strong> ${what}<br><span class="quiet">${when}</span></li>`;
}
function visitorWords({ kind, to, names }) {
	const [is, are] = to === void 0 ? ["is", "are"] : ["was", "were"];
	if (kind === "http") return `page ${is} not available`;
	return `${names.length === 1 ? is : are} down`;
}
function footer({ now }, clock) {
	const bars = `A bar is a day, today on the right. Percentages: the time that a host was up.`;
	const legend = keys.map(([name, words]) => `<span class="key ${name}"></span>${words}`).join(" · ");
	const days = clock.zone === "UTC" ? "" : " Days are UTC.";
	return [
		"<footer class=\"quiet\">",
		`<p>${bars}</p>`,
		`<p>${legend}</p>`,
		`<p>Made ${timeTag(now, instantWords(now, clock))}.${days} For programs: <a href="status.json">status.json</a></p>`,
		"</footer>"
	].join("\n");
}
var generator, mostShown, mostIncidents, policy, iconColors, groupless, keys;
var init_page_html = __esmMin((() => {
	init_alert_words();
	init_safe_text();
	init_cause();
	init_count();
	init_duration();
	init_instant();
	init_percent();
	init_host_now();
	init_state_counts();
	init_status_words();
	init_day_bars();
	init_page_model();
	init_page_style();
	generator = "<meta name=\"generator\" content=\"server-monitor\">";
	mostShown = 20;
	mostIncidents = 50;
	policy = `default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;${scriptHash}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;`;
	iconColors = {
		up: "1a7f37",
		trouble: "bf8700",
		down: "cf222e",
		unknown: "6e7781"
	};
	groupless = "Other hosts";
	keys = [
		["u", "up"],
		["t", "in trouble: it answers, but something is wrong"],
		["d", "down"],
		["s", "maintenance"],
		["n", "not measured"]
	];
}));

// src/report/page/page-json.ts
function statusJson(model) {
	const { now, newest, hosts, open, past } = model;
	const number = (state) => hosts.filter(({ status }) => status.state === state).length;
	const counts = {
		up: number("up"),
		trouble: number("trouble"),
		down: number("down"),
		unknown: number("unknown")
	};
	return text({
		made: now,
		newest: newest ?? null,
		state: worstState(hosts),
		summary: headlineOf(model),
		counts: {
			hosts: hosts.length,
			...counts
		},
		hosts: hosts.map((host) => hostJson(host, model)),
		incidents: [...open, ...past].map((incident) => incidentJson(incident, model))
	});
}
function hostJson({ name, group, status, uptime }, { detail }) {
	const figures = Object.keys(uptimeSpans).map((span) => {
		const { availability, coverage } = uptime[span];
		return [span.replace(" ", "_"), {
			availability: availability ?? null,
			coverage
		}];
	});
	const { state, since, row, alerts } = status;
	const full = {
		errors: row?.errors ?? [],
		alerts: alerts.map(({ kind, findings }) => ({
			kind,
			findings
		}))
	};
	return {
		name,
		group: group ?? null,
		state,
		since: since ?? null,
		silenced: (row?.silenced.length ?? 0) > 0,
		uptime: Object.fromEntries(figures),
		...detail === "full" ? full : {}
	};
}
function incidentJson({ kind, names, from, to, alert }, { detail }) {
	return {
		kind,
		hosts: names,
		from,
		to: to ?? null,
		...detail === "full" ? { findings: alert.findings } : {}
	};
}
/** https://shields.io/badges/endpoint-badge */
function badgeJson({ hosts }) {
	const [state, up] = [worstState(hosts), hosts.filter(({ status }) => status.state === "up").length];
	return text({
		schemaVersion: 1,
		label: "servers",
		message: hosts.every(({ status }) => status.state === "unknown") ? "unknown" : `${up === hosts.length ? "all" : `${up} of`} ${hosts.length} up`,
		color: badgeColors[state]
	});
}
function text(data) {
	return `${JSON.stringify(data, void 0, 2)}\n`;
}
var badgeColors;
var init_page_json = __esmMin((() => {
	init_page_html();
	init_page_model();
	badgeColors = {
		up: "brightgreen",
		trouble: "yellow",
		down: "red",
		unknown: "lightgrey"
	};
}));

// src/store/site.ts
/** Throws before anything is written where a file of somebody else has one of the names. */
async function writeSite(folder, files) {
	await mkdir(folder, { recursive: true }).catch((cause) => {
		throw fileError(folder, "cannot be created", cause);
	});
	for (const { name, isOurs } of files) {
		const present = await readIfPresent(join(folder, name));
		if (present !== void 0 && !isOurs(present)) throw new Error(`${join(folder, name)}: was not written by server-monitor; move it away or give another folder`);
	}
	for (const { name, text } of files) await writeDurably(join(folder, name), text);
}
var init_site = __esmMin((() => {
	init_promises$2();
	init_late_node_path();
	init_file();
}));

// src/commands/page.ts
var page_exports = /* @__PURE__ */ __exportAll({ page: () => page });
async function page(call) {
	const { inputs, reporter } = call;
	const hosts = hostsAtHand(call);
	const results = await openResults(storeSettings(call));
	if (!hasRows(results)) throw new InputError([`results: ${inputs.results} has no rows; run a check first, or name the folder that has them`]);
	const model = await readModel(results, hosts, call);
	await writeSite(inputs.out, filesOf(model, call));
	reporter.info(`${headlineOf(model)}: ${join(inputs.out, "index.html")}`);
}
/** undefined: no inventory is given. */
function hostsAtHand({ inputs, surroundings, reporter }) {
	if (inputs.inventory.trim() === "") return void 0;
	return readInventory({
		...inputs,
		home: surroundings.home,
		mask: reporter.mask
	}).hosts;
}
async function readModel(results, hosts, call) {
	const { inputs, now, reporter } = call;
	const { confirm, detail } = inputs;
	const rules = newRules({
		confirm,
		thresholdsOf: hosts && thresholdsOf(hosts)
	});
	const isWanted = ({ kind }) => detail === "full" || availabilityKinds.includes(kind);
	const log = new PageLog({
		now,
		rules,
		isWanted
	});
	const damage = [];
	for await (const run of runsBetween(results, startOfReading(now), now, (error) => void damage.push(error))) log.add(run);
	if (damage[0] !== void 0) reporter.warn(`${damage[0].message} (${damage.length} in all); the page is made without`);
	const { open } = await evaluate(await openAlerting(call, { rules }, () => true), []);
	return pageModel({
		log,
		inventory: hosts?.map(listed),
		open,
		detail
	});
}
function listed({ id, named, group }) {
	return {
		host: id,
		isNamed: named,
		group
	};
}
function filesOf(model, call) {
	return [
		{
			name: "index.html",
			text: pageHtml(model, clockOf(call)),
			isOurs: (present) => present.includes(generator)
		},
		{
			name: "status.json",
			text: statusJson(model),
			isOurs: isOf("counts")
		},
		{
			name: "badge.json",
			text: badgeJson(model),
			isOurs: isOf("schemaVersion")
		}
	];
}
function isOf(key) {
	return (present) => present.includes(`"${key}"`);
}
var init_page = __esmMin((() => {
	init_late_node_path();
	init_rules();
	init_inputs();
	init_inventory();
	init_page_html();
	init_page_json();
	init_page_log();
	init_page_model();
	init_results();
	init_site();
	init_store();
	init_alerting();
	init_clock$1();
	init_history();
	init_thresholds();
}));

// src/commands/watchdog.ts
var watchdog_exports = /* @__PURE__ */ __exportAll({ watchdog: () => watchdog });
async function watchdog(call) {
	const { inputs, reporter, now } = call;
	const mailer = inputs.emailOn === "never" ? "no mail: email-on is never" : openMailer(call, recipients(call));
	const results = await openResults(storeSettings(call));
	const newest = await credibleTime(results, call);
	const trouble = silence(newest, inputs.maxAgeMs, now);
	const verdict = trouble ?? `the monitor is alive: its newest row is ${ageWords(newest, now)}`;
	await reporter.summarise(`${trouble === void 0 ? "🟢" : "🔴"} ${verdict}`);
	const faults = await raise({
		results,
		newest,
		trouble
	}, mailer, call);
	if (trouble === void 0) reporter.info(verdict);
	throwAll(faults);
}
/** Rows of tomorrow would keep the watchdog quiet until then: they are told, and do not count. */
async function credibleTime(results, { reporter, now }) {
	const end = new Date(now.getTime() + clockToleranceMs$1);
	const newest = await newestTime(results);
	if (newest !== void 0 && newest > end) reporter.warn(aheadWords(await latestAfter(end, results), now));
	const credible = await newestTime(results, end);
	if (credible === void 0) throw new Error(neverWords);
	return credible;
}
async function latestAfter(time, results) {
	const latest = /* @__PURE__ */ new Map();
	for await (const row of rowsBetween(results, time, lastDay)) latest.set(row.host, row.time);
	return latest;
}
/** undefined: the monitor is not silent. */
function silence(newest, maxAgeMs, now) {
	if (now.getTime() - newest.getTime() <= maxAgeMs) return void 0;
	return `the monitor is silent: its newest row is ${ageWords(newest, now)}, and max-age is ${durationWords(maxAgeMs)}; look at the runner's service, at the power and network of its machine, and at whether the check workflow is still scheduled and can push`;
}
/** `of 2026-11-22 21:32 UTC, 5 h old` */
function ageWords(time, now) {
	return `of ${zonedWords(time, utcClock(now))}, ${durationWords(now.getTime() - time.getTime())} old`;
}
/** Once as an issue, a mail and a notification. Where there are no issues, a red job is what is left to be noticed by. */
async function raise({ results, newest, trouble }, mailer, call) {
	const tracker = await openIssueTracker(call);
	if (typeof tracker === "string") return trouble === void 0 ? [] : [trouble];
	if (trouble !== void 0) call.reporter.warn(trouble);
	const alerts = trouble === void 0 ? [] : [silentAlert(monitorHost, newest, call.now)];
	const standing = () => trouble === void 0 ? "well" : "open";
	const synced = await tracker.sync({
		alerts,
		kinds: ["silent"],
		isOurs: (host) => host === monitorHost,
		standing
	});
	synced.warnings.forEach(call.reporter.warn);
	const [opened, closed] = [synced.opened[0], synced.closed[0]];
	const changes = [...opened === void 0 ? [] : alerts.map(opening(call.now)), ...closed === void 0 ? [] : [await recovery(results, newest, call)]];
	const issueUrl = () => (opened ?? closed)?.url;
	const news = {
		open: alerts,
		changes,
		issueUrl
	};
	const unsent = await Promise.all([mailChanges(news, mailer, call), notifyChanges(news, call)]);
	return [...synced.undelivered, ...unsent.flat()];
}
function opening(time) {
	return (alert) => ({
		what: "opened",
		added: alert.findings,
		alert,
		time
	});
}
/** The silence that is over lies between the last two rows that are so far apart. */
async function recovery(results, newest, { inputs, now }) {
	let [last, since, time] = [
		newest,
		newest,
		newest
	];
	for await (const row of rowsBetween(results, new Date(now.getTime() - memoryMs), newest)) {
		const at = row.time;
		if (at.getTime() - last.getTime() > inputs.maxAgeMs) [since, time] = [last, at];
		last = at;
	}
	return {
		what: "resolved",
		added: [],
		alert: silentAlert(monitorHost, since, time),
		time,
		reason: "recovered"
	};
}
var neverWords;
var init_watchdog = __esmMin((() => {
	init_outage();
	init_rules();
	init_silence$1();
	init_results();
	init_store();
	init_duration();
	init_instant();
	init_alerting();
	init_faults();
	init_history();
	init_machine_clock();
	init_mailing();
	init_notifying();
	neverWords = "the monitor has never written a row here: start its check workflow once, and see that its runner is online and that this job checks out the branch and the results folder that it writes to";
}));

// src/report/replay-words.ts
/** In the order in which they opened. */
function episodesOf(changes) {
	const [episodes, open] = [[], /* @__PURE__ */ new Map()];
	for (const change of changes) {
		const { what, alert, time, reason } = change;
		const identity = identityOf(alert);
		const episode = open.get(identity) ?? newEpisode(alert, time);
		if (what === "opened") episodes.push(episode);
		open.set(identity, episode);
		episode.alert = alert;
		if (what === "changed") note(episode, change);
		if (what !== "resolved") continue;
		[episode.closed, episode.reason] = [time, reason];
		open.delete(identity);
	}
	return episodes;
}
function newEpisode(alert, opened) {
	return {
		alert,
		opened,
		closed: void 0,
		reason: void 0,
		changes: 0,
		additions: []
	};
}
function note(episode, { alert, added, time }) {
	episode.changes += 1;
	if (added.length === 0) return;
	episode.additions.push({
		time,
		alert: limitedTo(alert, (finding) => added.includes(finding)),
		opened: episode.opened
	});
}
/** By time, and each addition on a line of its own. */
function episodeTable(episodes, additions) {
	return {
		header: [
			"opened",
			"closed",
			"lasted",
			"kind",
			"host",
			"findings",
			"notes"
		],
		rows: [...episodes.map((episode) => ({
			time: episode.opened,
			cells: episodeLine(episode)
		})), ...additions.map((addition) => ({
			time: addition.time,
			cells: additionLine(addition)
		}))].toSorted((a, b) => a.time.getTime() - b.time.getTime()).map(({ cells }) => cells)
	};
}
function episodeLine(episode) {
	const { alert, opened, closed } = episode;
	const lasted = closed ? durationWords(closed.getTime() - opened.getTime()) : "";
	return [
		...[
			moment(opened),
			closed ? moment(closed) : "still open",
			lasted
		],
		alert.kind,
		alert.host,
		findingWords(alert),
		noteWords(episode)
	];
}
function additionLine({ time, alert, opened }) {
	const note = `added to the alert of ${moment(opened)}`;
	return [
		moment(time),
		"",
		"",
		alert.kind,
		alert.host,
		findingWords(alert),
		note
	];
}
function findingWords({ findings }) {
	const named = findings.slice(0, mostFindings).map((finding) => finding.slice(0, longestFinding));
	const more = findings.length - named.length;
	return [...named, ...more > 0 ? [`and ${more} more`] : []].join(", ");
}
function noteWords({ alert, changes, reason }) {
	return [
		alert.flapping && "flapping",
		changes > 0 && `changed ${count$2(changes, "time")}`,
		reason === "gone" && "no longer watched"
	].filter(Boolean).join(", ");
}
/** Of the kinds that raised something, and of the hosts that something was raised for, the noisiest first. */
function totalsTable(episodes, span) {
	const kinds = alertKinds.filter((kind) => episodes.some(({ alert }) => alert.kind === kind));
	const hosts = [...Map.groupBy(episodes, ({ alert }) => alert.host)].sort(([, a], [, b]) => b.length - a.length);
	const line = (name, some, years) => [...[
		name,
		String(some.length),
		rate(some.length, years)
	], ...kinds.map((kind) => String(some.filter(({ alert }) => alert.kind === kind).length))];
	const years = yearsOf(span);
	const rows = hosts.map(([host, some]) => line(host, some, years));
	return {
		header: [
			"host",
			"alerts",
			"a year",
			...kinds
		],
		rows: [...rows, line("all, per host", episodes, years * span.hosts)]
	};
}
/** `confirm 2: 12 alerts of 5 hosts in 181 days, 4.8 per host and year, 3 findings added to open ones (38000 rows)` */
function replayHeadline(episodes, additions, span, confirm) {
	const [alerts, hosts] = [count$2(episodes.length, "alert"), count$2(span.hosts, "host")];
	const perYear = rate(episodes.length, yearsOf(span) * span.hosts);
	const lasted = durationWords(span.to.getTime() - span.from.getTime());
	const findings = additions.reduce((sum, { alert }) => sum + alert.findings.length, 0);
	return `confirm ${confirm}: ${alerts} of ${hosts} in ${lasted}, ${perYear} per host and year${findings === 0 ? "" : `, ${count$2(findings, "finding")} added to open ones`} (${count$2(span.rows, "row")})`;
}
function yearsOf({ from, to }) {
	return (to.getTime() - from.getTime()) / yearMs;
}
/** A rate of less than two days would be made up. */
function rate(alerts, years) {
	return years < 2 / 365 ? "–" : (alerts / years).toFixed(1);
}
function moment(time) {
	return zonedWords(time, utcClock(time));
}
var yearMs, mostFindings, longestFinding;
var init_replay_words = __esmMin((() => {
	init_alert();
	init_count();
	init_duration();
	init_instant();
	yearMs = 31536e6;
	mostFindings = 5;
	longestFinding = 60;
}));

// src/commands/replay.ts
var replay_exports = /* @__PURE__ */ __exportAll({ replay: () => replay });
async function replay(call) {
	const { inputs, reporter, now } = call;
	const { confirm } = inputs;
	const [from, to] = ["from", "to"].map((name) => flagOf(call, name, day, "a day such as 2026-10-31"));
	const end = to === void 0 ? now : /* @__PURE__ */ new Date(to.getTime() + dayMs - 1);
	if (from !== void 0 && from > end) throw new InputError(["--from: expected a day that is not later than --to"]);
	reporter.doing("reading the rows");
	const { changes, span } = await play(await openResults(storeSettings(call)).catch((cause) => {
		throw new Error(`${messageOf$1(cause)}\nto read the folder as it is, without the remote, add --push false`, { cause });
	}), {
		from,
		end,
		confirm,
		thresholdsOf: thresholdsAtHand(call)
	});
	if (span === void 0) throw new Error(`${inputs.results}: there are no rows to replay; see --results, --from and --to`);
	const all = episodesOf(changes);
	const episodes = all.filter(({ opened }) => opened >= span.from);
	const additions = all.flatMap((episode) => episode.additions).filter(({ time }) => time >= span.from);
	const tables = [...episodes.length + additions.length === 0 ? [] : [episodeTable(episodes, additions)], ...episodes.length === 0 ? [] : [totalsTable(episodes, span)]];
	for (const table of tables) for (const line of [...fittedTable(table, {
		width: reporter.width,
		leastColumn: 16,
		leftOutFirst: leftOutFirst$1
	}).lines, ""]) reporter.info(line);
	reporter.info(replayHeadline(episodes, additions, span, confirm));
}
/** Begins some days earlier, so that what was open before is not taken for raised at the start. */
async function play(results, { from, end, ...settings }) {
	const rules = newRules(settings);
	const changes = [];
	const hosts = /* @__PURE__ */ new Set();
	let [first, last, rows] = [
		void 0,
		void 0,
		0
	];
	const early = from && new Date(from.getTime() - 6912e5);
	for await (const run of runsBetween(results, early, end)) {
		changes.push(...rules.add(run));
		for (const { time, host } of run) {
			if (from !== void 0 && time < from) continue;
			[first, last, rows] = [
				first ?? time,
				time,
				rows + 1
			];
			hosts.add(host);
		}
	}
	if (first === void 0 || last === void 0) return {
		changes,
		span: void 0
	};
	return {
		changes,
		span: {
			from: first,
			to: last,
			rows,
			hosts: hosts.size
		}
	};
}
var dayMs, leftOutFirst$1;
var init_replay = __esmMin((() => {
	init_rules();
	init_input_values();
	init_inputs();
	init_table();
	init_replay_words();
	init_results();
	init_store();
	init_call();
	init_faults();
	init_history();
	init_thresholds();
	dayMs = 864e5;
	leftOutFirst$1 = [
		"notes",
		"lasted",
		"closed"
	];
}));

// src/commands/probe.ts
var probe_exports = /* @__PURE__ */ __exportAll({ probe: () => probe });
async function probe({ reporter }) {
	reporter.print(fullProbeScript());
}
var init_probe = __esmMin((() => {
	init_facts();
}));

// src/commands/index.ts
init_inputs();
init_flags();
const inventoryFlags = inputFlags("inventory", "credentials", "known-hosts");
const resultsFlags = inputFlags("results", "push", "branch", "token");
const alertFlags = inputFlags("confirm", "issues", "assignees");
const mailFlags = inputFlags("email-to", "smtp-username", "smtp-password", "smtp-host", "smtp-port", "email-from");
/** In the order in which help shows them: a newcomer's order. */
const terminalCommands = {
	demo: {
		summary: "Try it out: check four hosts that run on this machine.",
		examples: [
			["demo", "Needs no settings, no network and no root; everything goes into one folder."],
			["demo --verbose", "Also shows what each host is asked, and what it answers."],
			["demo > demo.txt", "Keeps the output in a file."]
		],
		flags: {},
		run: async (call) => (await Promise.resolve().then(() => (init_demo(), demo_exports))).demo(call)
	},
	init: {
		summary: "Print an inventory made from what another program knows of your hosts.",
		operands: "[FILE]",
		examples: [
			["init --from ssh-config > servers.yml", "The hosts of ~/.ssh/config, with their keys from known_hosts."],
			["init --from ansible hosts.ini --add servers.yml", "Only the hosts that servers.yml lacks."],
			["init --from tailscale status.json", "From the output of: tailscale status --json > status.json"]
		],
		flags: {
			from: {
				value: "SOURCE",
				meaning: "`ssh-config` (FILE: ~/.ssh/config), `ansible`, `tailscale` (FILE: standard input), `upptime`, `kuma` or `gatus`."
			},
			add: {
				value: "INVENTORY",
				meaning: "Print only the hosts that this inventory lacks. It is not changed."
			},
			...inputFlags("known-hosts")
		},
		run: async (call) => (await Promise.resolve().then(() => (init_init(), init_exports))).init(call)
	},
	invite: {
		summary: "Print what to paste on a new host, so that the monitor can check it.",
		operands: "NAME ADDRESS",
		examples: [
			["invite web-1 192.0.2.10 --key ~/server-monitor-key.pub", "The block to paste as root, and the entry of the inventory."],
			["invite web-1 192.0.2.10 --key ~/server-monitor-key.pub --from 198.51.100.7", "The key works from this address only."],
			["invite web-1 192.0.2.10 --remove", "The block that takes everything away again."]
		],
		flags: {
			key: {
				value: "FILE",
				meaning: "The monitor's public key, such as ~/server-monitor-key.pub."
			},
			port: {
				value: "NUMBER",
				meaning: "The port of the SSH server. The default is 22."
			},
			from: {
				value: "ADDRESS",
				meaning: "Allow the key from this address only: the monitor's, as the host sees it."
			},
			remove: { meaning: "Print the block that undoes it." }
		},
		run: async (call) => (await Promise.resolve().then(() => (init_invite(), invite_exports))).invite(call)
	},
	validate: {
		summary: "Check the inventory offline, and show what would be monitored.",
		examples: [
			["validate --inventory servers.yml", "An inventory that holds everything."],
			["validate --inventory servers.yml --credentials credentials.yml", "Credentials in a file of their own."],
			["validate --inventory servers.yml --known-hosts \"$(cat known_hosts)\"", "Also warns of host keys that cannot be used."]
		],
		flags: inventoryFlags,
		run: async (call) => (await Promise.resolve().then(() => (init_validate(), validate_exports))).validate(call)
	},
	doctor: {
		summary: "Test this machine, the repository and every login; name the fixes.",
		examples: [
			["doctor", "This machine and the repository in this folder."],
			["doctor --inventory servers.yml", "Also every host, with each of its credentials."],
			["doctor --inventory servers.yml --push false", "Does not test whether rows can be pushed."]
		],
		flags: {
			...inventoryFlags,
			...inputFlags("host-key-policy", "concurrency", "timeout"),
			...resultsFlags
		},
		run: async (call) => (await Promise.resolve().then(() => (init_doctor(), doctor_exports))).doctor(call)
	},
	check: {
		summary: "Check every host once: push a row for each, raise alerts.",
		examples: [
			["check --inventory servers.yml --push false", "A first look: rows go into ./results, and nothing is pushed."],
			["check --inventory servers.yml", "In a clone of your repository: rows are committed and pushed."],
			["check --inventory servers.yml --push false --verbose", "Shows the requests to each host, and its answers."]
		],
		flags: {
			...inventoryFlags,
			...inputFlags("host-key-policy"),
			...resultsFlags,
			...inputFlags("concurrency", "timeout", "shard", "min-interval", "due", "max-age"),
			...alertFlags,
			...inputFlags("email-on"),
			...mailFlags,
			...inputFlags("heartbeat-url", "notify-url", "public-ip-url")
		},
		inAction: true,
		run: async (call) => (await Promise.resolve().then(() => (init_check(), check_exports))).check(call)
	},
	report: {
		summary: "Write the report of a month, and mail it.",
		examples: [
			["report", "The month before this one."],
			["report --month current --push false", "This month so far; the page goes into ./results only."],
			["report --month 2026-10", "Write an old month's page again."]
		],
		flags: {
			...inputFlags("month"),
			...resultsFlags,
			...inputFlags("inventory", "credentials"),
			...alertFlags,
			...mailFlags
		},
		inAction: true,
		run: async (call) => (await Promise.resolve().then(() => (init_report(), report_exports))).report(call)
	},
	page: {
		summary: "Write a status website of one page: who is up, for 90 days.",
		examples: [
			["page --inventory servers.yml", "Writes ./_site/index.html, with names and availability only."],
			["page --inventory servers.yml --out /var/www/status", "Into the folder of a web server."],
			["page --detail full --push false", "For yourself: everything, from ./results as they are."]
		],
		flags: {
			...inputFlags("out", "detail"),
			...resultsFlags,
			...inputFlags("inventory", "credentials", "confirm", "issues")
		},
		inAction: true,
		run: async (call) => (await Promise.resolve().then(() => (init_page(), page_exports))).page(call)
	},
	watchdog: {
		summary: "Raise an alert if there has been no new row for too long.",
		examples: [
			["watchdog", "Fails if the newest row is older than 3 hours."],
			["watchdog --max-age 90m", "The same for 90 minutes."],
			["watchdog --push false --results /srv/servers/results", "Reads a folder that is not a clone."]
		],
		flags: {
			...inputFlags("max-age"),
			...resultsFlags,
			...inputFlags("inventory", "credentials"),
			...alertFlags,
			...inputFlags("email-on"),
			...mailFlags,
			...inputFlags("notify-url")
		},
		inAction: true,
		run: async (call) => (await Promise.resolve().then(() => (init_watchdog(), watchdog_exports))).watchdog(call)
	},
	replay: {
		summary: "List the alerts that the past rows would have raised.",
		examples: [
			["replay --confirm 3", "With three checks in a row instead of two."],
			["replay --from 2026-10-01 --to 2026-10-31", "Only one month."],
			["replay --push false", "Reads ./results as it is, without asking the remote."]
		],
		flags: {
			from: {
				value: "DAY",
				meaning: "The first day, such as `2026-10-01`. Without it: the oldest row."
			},
			to: {
				value: "DAY",
				meaning: "The last day, such as `2026-10-31`. Without it: the newest row."
			},
			...inputFlags("confirm", "inventory", "credentials"),
			...resultsFlags
		},
		run: async (call) => (await Promise.resolve().then(() => (init_replay(), replay_exports))).replay(call)
	},
	probe: {
		summary: "Print the script that runs on the hosts.",
		examples: [
			["probe > server-monitor-probe", "The file for `command=` in a host's authorized_keys."],
			["probe | sh", "What this machine would answer."],
			["probe | less", "Read what is run on your hosts."]
		],
		flags: {},
		run: async (call) => (await Promise.resolve().then(() => (init_probe(), probe_exports))).probe(call)
	}
};
const actionCommands = Object.fromEntries(Object.entries(terminalCommands).filter(([, { inAction }]) => inAction === true));
async function run(commands, call) {
	const { command } = call.inputs;
	const chosen = Object.hasOwn(commands, command) ? commands[command] : void 0;
	if (chosen === void 0) throw new InputError([`command: expected one of ${Object.keys(commands).join(", ")}`]);
	try {
		await chosen.run(call);
	} finally {
		call.reporter.doing("");
	}
}

// src/surroundings.ts
init_late_node_os();
init_late_node_path();
init_input_values();
function readSurroundings(environment) {
	const home = environment["HOME"] || homedir();
	return {
		home,
		stateHome: environment["XDG_STATE_HOME"] || join(home, ".local", "state"),
		internet: internetLandmark(environment),
		github: readGitHub(environment),
		environment: { ...environment }
	};
}
function readGitHub(environment) {
	const { GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = environment;
	return {
		apiUrl: URL.parse(GITHUB_API_URL ?? "") ?? new URL("https://api.github.com"),
		serverUrl: URL.parse(GITHUB_SERVER_URL ?? "") ?? new URL("https://github.com"),
		repository: repositoryName(GITHUB_REPOSITORY ?? ""),
		proxy: readProxy(environment)
	};
}
/** As in Node: a proxy is used only with NODE_USE_ENV_PROXY=1. */
function readProxy(environment) {
	const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY, NODE_USE_ENV_PROXY } = environment;
	const url = https_proxy || HTTPS_PROXY;
	return NODE_USE_ENV_PROXY === "1" && url ? {
		url,
		except: no_proxy ?? NO_PROXY ?? ""
	} : void 0;
}
/** Behind a proxy only the proxy can be reached directly. Git uses it too. */
function internetLandmark(environment) {
	const { https_proxy, HTTPS_PROXY, GITHUB_API_URL } = environment;
	return [
		https_proxy,
		HTTPS_PROXY,
		GITHUB_API_URL
	].flatMap((text) => URL.parse(text ?? "") ?? []).find(({ protocol }) => /^https?:$/.test(protocol)) ?? new URL("https://api.github.com");
}

// late:os
var node_os, EOL;
var init_late_os = __esmMin((() => {
	node_os = process.getBuiltinModule("os");
	EOL = node_os.EOL;
}));

// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}
var init_utils = __esmMin((() => {}));

// node_modules/@actions/core/lib/command.js
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + EOL);
}
function issue(name, message = "") {
	issueCommand(name, {}, message);
}
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
var CMD_STRING, Command;
var init_command = __esmMin((() => {
	init_late_os();
	init_utils();
	CMD_STRING = "::";
	Command = class {
		constructor(command, properties, message) {
			if (!command) command = "missing.command";
			this.command = command;
			this.properties = properties;
			this.message = message;
		}
		toString() {
			let cmdStr = CMD_STRING + this.command;
			if (this.properties && Object.keys(this.properties).length > 0) {
				cmdStr += " ";
				let first = true;
				for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
					const val = this.properties[key];
					if (val) {
						if (first) first = false;
						else cmdStr += ",";
						cmdStr += `${key}=${escapeProperty(val)}`;
					}
				}
			}
			cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
			return cmdStr;
		}
	};
}));

// late:crypto
var node_crypto, randomUUID;
var init_late_crypto = __esmMin((() => {
	node_crypto = process.getBuiltinModule("crypto");
	randomUUID = node_crypto.randomUUID;
}));

// late:fs
var node_fs, appendFileSync, constants, existsSync, promises;
var init_late_fs = __esmMin((() => {
	node_fs = process.getBuiltinModule("fs");
	appendFileSync = node_fs.appendFileSync;
	constants = node_fs.constants;
	existsSync = node_fs.existsSync;
	promises = node_fs.promises;
}));

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	appendFileSync(filePath, `${toCommandValue(message)}${EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${EOL}${convertedValue}${EOL}${delimiter}`;
}
var init_file_command = __esmMin((() => {
	init_late_crypto();
	init_late_fs();
	init_late_os();
	init_utils();
}));

// node_modules/@actions/core/lib/oidc-utils.js
var __awaiter$7;
var init_oidc_utils = __esmMin((() => {
	init_core();
	__awaiter$7 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
}));

// node_modules/@actions/core/lib/summary.js
var __awaiter$6, access, appendFile, writeFile, SUMMARY_ENV_VAR, Summary, _summary, summary;
var init_summary = __esmMin((() => {
	init_late_os();
	init_late_fs();
	__awaiter$6 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
	({access, appendFile, writeFile} = promises);
	SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
	Summary = class {
		constructor() {
			this._buffer = "";
		}
		/**
		* Finds the summary file path from the environment, rejects if env var is not found or file does not exist
		* Also checks r/w permissions.
		*
		* @returns step summary file path
		*/
		filePath() {
			return __awaiter$6(this, void 0, void 0, function* () {
				if (this._filePath) return this._filePath;
				const pathFromEnv = process.env[SUMMARY_ENV_VAR];
				if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
				try {
					yield access(pathFromEnv, constants.R_OK | constants.W_OK);
				} catch (_a) {
					throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
				}
				this._filePath = pathFromEnv;
				return this._filePath;
			});
		}
		/**
		* Wraps content in an HTML tag, adding any HTML attributes
		*
		* @param {string} tag HTML tag to wrap
		* @param {string | null} content content within the tag
		* @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
		*
		* @returns {string} content wrapped in HTML element
		*/
		wrap(tag, content, attrs = {}) {
			const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
			if (!content) return `<${tag}${htmlAttrs}>`;
			return `<${tag}${htmlAttrs}>${content}</${tag}>`;
		}
		/**
		* Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
		*
		* @param {SummaryWriteOptions} [options] (optional) options for write operation
		*
		* @returns {Promise<Summary>} summary instance
		*/
		write(options) {
			return __awaiter$6(this, void 0, void 0, function* () {
				const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
				const filePath = yield this.filePath();
				yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
				return this.emptyBuffer();
			});
		}
		/**
		* Clears the summary buffer and wipes the summary file
		*
		* @returns {Summary} summary instance
		*/
		clear() {
			return __awaiter$6(this, void 0, void 0, function* () {
				return this.emptyBuffer().write({ overwrite: true });
			});
		}
		/**
		* Returns the current summary buffer as a string
		*
		* @returns {string} string of summary buffer
		*/
		stringify() {
			return this._buffer;
		}
		/**
		* If the summary buffer is empty
		*
		* @returns {boolen} true if the buffer is empty
		*/
		isEmptyBuffer() {
			return this._buffer.length === 0;
		}
		/**
		* Resets the summary buffer without writing to summary file
		*
		* @returns {Summary} summary instance
		*/
		emptyBuffer() {
			this._buffer = "";
			return this;
		}
		/**
		* Adds raw text to the summary buffer
		*
		* @param {string} text content to add
		* @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
		*
		* @returns {Summary} summary instance
		*/
		addRaw(text, addEOL = false) {
			this._buffer += text;
			return addEOL ? this.addEOL() : this;
		}
		/**
		* Adds the operating system-specific end-of-line marker to the buffer
		*
		* @returns {Summary} summary instance
		*/
		addEOL() {
			return this.addRaw(EOL);
		}
		/**
		* Adds an HTML codeblock to the summary buffer
		*
		* @param {string} code content to render within fenced code block
		* @param {string} lang (optional) language to syntax highlight code
		*
		* @returns {Summary} summary instance
		*/
		addCodeBlock(code, lang) {
			const attrs = Object.assign({}, lang && { lang });
			const element = this.wrap("pre", this.wrap("code", code), attrs);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML list to the summary buffer
		*
		* @param {string[]} items list of items to render
		* @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
		*
		* @returns {Summary} summary instance
		*/
		addList(items, ordered = false) {
			const tag = ordered ? "ol" : "ul";
			const listItems = items.map((item) => this.wrap("li", item)).join("");
			const element = this.wrap(tag, listItems);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML table to the summary buffer
		*
		* @param {SummaryTableCell[]} rows table rows
		*
		* @returns {Summary} summary instance
		*/
		addTable(rows) {
			const tableBody = rows.map((row) => {
				const cells = row.map((cell) => {
					if (typeof cell === "string") return this.wrap("td", cell);
					const { header, data, colspan, rowspan } = cell;
					const tag = header ? "th" : "td";
					const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
					return this.wrap(tag, data, attrs);
				}).join("");
				return this.wrap("tr", cells);
			}).join("");
			const element = this.wrap("table", tableBody);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds a collapsable HTML details element to the summary buffer
		*
		* @param {string} label text for the closed state
		* @param {string} content collapsable content
		*
		* @returns {Summary} summary instance
		*/
		addDetails(label, content) {
			const element = this.wrap("details", this.wrap("summary", label) + content);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML image tag to the summary buffer
		*
		* @param {string} src path to the image you to embed
		* @param {string} alt text description of the image
		* @param {SummaryImageOptions} options (optional) addition image attributes
		*
		* @returns {Summary} summary instance
		*/
		addImage(src, alt, options) {
			const { width, height } = options || {};
			const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
			const element = this.wrap("img", null, Object.assign({
				src,
				alt
			}, attrs));
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML section heading element
		*
		* @param {string} text heading text
		* @param {number | string} [level=1] (optional) the heading level, default: 1
		*
		* @returns {Summary} summary instance
		*/
		addHeading(text, level) {
			const tag = `h${level}`;
			const allowedTag = [
				"h1",
				"h2",
				"h3",
				"h4",
				"h5",
				"h6"
			].includes(tag) ? tag : "h1";
			const element = this.wrap(allowedTag, text);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML thematic break (<hr>) to the summary buffer
		*
		* @returns {Summary} summary instance
		*/
		addSeparator() {
			const element = this.wrap("hr", null);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML line break (<br>) to the summary buffer
		*
		* @returns {Summary} summary instance
		*/
		addBreak() {
			const element = this.wrap("br", null);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML blockquote to the summary buffer
		*
		* @param {string} text quote text
		* @param {string} cite (optional) citation url
		*
		* @returns {Summary} summary instance
		*/
		addQuote(text, cite) {
			const attrs = Object.assign({}, cite && { cite });
			const element = this.wrap("blockquote", text, attrs);
			return this.addRaw(element).addEOL();
		}
		/**
		* Adds an HTML anchor tag to the summary buffer
		*
		* @param {string} text link text/content
		* @param {string} href hyperlink
		*
		* @returns {Summary} summary instance
		*/
		addLink(text, href) {
			const element = this.wrap("a", text, { href });
			return this.addRaw(element).addEOL();
		}
	};
	_summary = new Summary();
	summary = _summary;
}));

// node_modules/@actions/io/lib/io-util.js
var __awaiter$5, IS_WINDOWS$1;
var init_io_util = __esmMin((() => {
	__awaiter$5 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
	IS_WINDOWS$1 = process.platform === "win32";
}));

// node_modules/@actions/io/lib/io.js
var __awaiter$4;
var init_io = __esmMin((() => {
	init_io_util();
	__awaiter$4 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
}));

// node_modules/@actions/exec/lib/toolrunner.js
var __awaiter$3, IS_WINDOWS;
var init_toolrunner = __esmMin((() => {
	init_io();
	init_io_util();
	__awaiter$3 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
	IS_WINDOWS = process.platform === "win32";
}));

// node_modules/@actions/exec/lib/exec.js
var __awaiter$2;
var init_exec = __esmMin((() => {
	init_toolrunner();
	__awaiter$2 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
}));

// node_modules/@actions/core/lib/platform.js
var __awaiter$1, platform, arch;
var init_platform = __esmMin((() => {
	init_late_os();
	init_exec();
	__awaiter$1 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
	platform = node_os.platform();
	arch = node_os.arch();
}));

// node_modules/@actions/core/lib/core.js
/**
* Registers a secret which will get masked from logs
*
* @param secret - Value of the secret to be masked
* @remarks
* This function instructs the Actions runner to mask the specified value in any
* logs produced during the workflow run. Once registered, the secret value will
* be replaced with asterisks (***) whenever it appears in console output, logs,
* or error messages.
*
* This is useful for protecting sensitive information such as:
* - API keys
* - Access tokens
* - Authentication credentials
* - URL parameters containing signatures (SAS tokens)
*
* Note that masking only affects future logs; any previous appearances of the
* secret in logs before calling this function will remain unmasked.
*
* @example
* ```typescript
* // Register an API token as a secret
* const apiToken = "abc123xyz456";
* setSecret(apiToken);
*
* // Now any logs containing this value will show *** instead
* console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
* ```
*/
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Gets whether Actions Step Debug is on or not
*/
function isDebug() {
	return process.env["RUNNER_DEBUG"] === "1";
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a warning issue
* @param message warning issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Writes info to log with console.log.
* @param message info message
*/
function info$1(message) {
	process.stdout.write(message + EOL);
}
/**
* Begin an output group.
*
* Output until the next `groupEnd` will be foldable in this group
*
* @param name The name of the output group
*/
function startGroup(name) {
	issue("group", name);
}
/**
* End an output group.
*/
function endGroup() {
	issue("endgroup");
}
var __awaiter, ExitCode;
var init_core = __esmMin((() => {
	init_command();
	init_file_command();
	init_utils();
	init_late_os();
	init_oidc_utils();
	init_summary();
	init_platform();
	__awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
		function adopt(value) {
			return value instanceof P ? value : new P(function(resolve) {
				resolve(value);
			});
		}
		return new (P || (P = Promise))(function(resolve, reject) {
			function fulfilled(value) {
				try {
					step(generator.next(value));
				} catch (e) {
					reject(e);
				}
			}
			function rejected(value) {
				try {
					step(generator["throw"](value));
				} catch (e) {
					reject(e);
				}
			}
			function step(result) {
				result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
			}
			step((generator = generator.apply(thisArg, _arguments || [])).next());
		});
	};
	;
	(function(ExitCode) {
		/**
		* A code indicating that the action was successful
		*/
		ExitCode[ExitCode["Success"] = 0] = "Success";
		/**
		* A code indicating that the action was a failure
		*/
		ExitCode[ExitCode["Failure"] = 1] = "Failure";
	})(ExitCode || (ExitCode = {}));
}));

// src/output/runner.ts
var runner_exports = /* @__PURE__ */ __exportAll({
	fail: () => fail$1,
	runnerReporter: () => runnerReporter
});
function runnerReporter(options) {
	const verbose = isDebug();
	return {
		width: Number.POSITIVE_INFINITY,
		info,
		print: info,
		warn: (text) => warning(logText(text)),
		summarise: async (text) => {
			if (options.jobSummary) await summary.addRaw(`${terminalText(text)}\n`).write();
		},
		mask: (secret) => setSecret(secret),
		doing: () => {},
		started: () => {},
		hostStarted: () => {},
		hostDone: (row, transcript) => showHost(row, verbose ? transcript : []),
		reported: (outcome) => showReport(outcome, options.jobSummary),
		checked: (report) => showCheck(report, options.jobSummary)
	};
}
/** A command fails: the step is red, with one annotation per line of the message. */
function fail$1(message) {
	process.exitCode = ExitCode.Failure;
	for (const line of message.split("\n")) error(logText(line));
}
function info(text) {
	info$1(logText(text));
}
/** Without the state, which is known only when all hosts are done: they may be down because the monitor is offline. */
function showHost(row, transcript) {
	const causes = joined$3(causesOf(row), terminalText);
	startGroup(logText(causes === "" ? row.host : `${row.host}: ${causes}`));
	for (const { title, text } of valuesOf(row)) info(`${title}: ${text}`);
	for (const line of transcript) info(line);
	endGroup();
}
/** One annotation for each host that is down or in trouble. A changed host key may be an attack, so it is an error. */
function annotate(host) {
	(host.row.errors.includes("ssh:host-key-changed") ? error : warning)(findingLines(host, terminalText).map(logText).join("\n"), { title: `${host.host}: ${host.state}` });
}
async function showCheck(report, jobSummary) {
	const { hosts, clock } = report;
	const { header, rows } = hostTable$1(hosts);
	const news = newsLines(report.alerts, clock);
	const { lines: table } = fittedTable({
		header,
		rows
	}, {
		width: Number.POSITIVE_INFINITY,
		leastColumn: 1
	});
	for (const line of [
		"",
		headline$1(hosts),
		"",
		...table,
		"",
		...news,
		keptWords(report)
	]) info(line);
	const [down, troubled] = [inState(hosts, "down"), inState(hosts, "trouble")];
	for (const host of [...down, ...troubled]) annotate(host);
	setOutput("hosts", hosts.length);
	setOutput("up", inState(hosts, "up").length);
	setOutput("down", down.length);
	setOutput("alerts-open", report.alerts.open.length);
	setOutput("alerts-new", opened$1(report.alerts).length + extended(report.alerts).length);
	setOutput("rows", report.rows);
	setOutput("commit", report.commit ?? "");
	if (jobSummary) await summary.addRaw(summaryPage(report)).write();
}
async function showReport(outcome, jobSummary) {
	for (const line of outcome.lines) info(line);
	setOutput("report", outcome.path);
	setOutput("commit", outcome.commit ?? "");
	setOutput("alerts-open", outcome.alertsOpen);
	if (jobSummary) await summary.addRaw(outcome.summary).write();
}
var init_runner = __esmMin((() => {
	init_core();
	init_alert_news();
	init_summary$1();
	init_words();
	init_safe_text();
	init_cause();
	init_table();
}));

// src/output/progress.ts
function progressLine(stream) {
	const running = /* @__PURE__ */ new Map();
	let [doing, total, done, drawn] = [
		"",
		0,
		0,
		false
	];
	const clear = () => {
		if (drawn) stream.write("\r\x1B[K");
		drawn = false;
	};
	const draw = () => {
		const text = total > 0 ? hostsWords({
			total,
			done,
			running
		}) : doing;
		clear();
		if (text === "") return;
		stream.write(cut$1(logText(text), (stream.columns || 80) - 1));
		drawn = true;
	};
	setInterval(draw, redrawMs).unref();
	process.once("exit", clear);
	return {
		clear,
		doing: (text) => {
			[doing, total] = [text, 0];
			draw();
		},
		started: (hosts) => {
			[total, done] = [hosts, 0];
			running.clear();
			draw();
		},
		hostStarted: (host) => void running.set(host, performance.now()),
		hostDone: (host) => {
			done += 1;
			running.delete(host);
		}
	};
}
/** `12 of 50 hosts checked, waiting for db-1 (4 s)` */
function hostsWords({ total, done, running }) {
	const [slowest, since = 0] = running.entries().next().value ?? [];
	return `${done} of ${total} hosts checked${slowest === void 0 ? "" : `, waiting for ${slowest} (${durationWords(performance.now() - since)})`}`;
}
var redrawMs;
var init_progress = __esmMin((() => {
	init_safe_text();
	init_duration();
	init_wrap();
	redrawMs = 100;
}));

// src/output/terminal.ts
var terminal_exports = /* @__PURE__ */ __exportAll({
	fail: () => fail,
	ignoreClosedOutput: () => ignoreClosedOutput,
	terminalReporter: () => terminalReporter
});
function terminalReporter(verbose) {
	progress = process.stderr.isTTY && !verbose ? progressLine(process.stderr) : void 0;
	return {
		width: widthOf(process.stdout),
		info: say,
		print: write,
		warn: (text) => complain("yellow", "warning:", inTerminal(text)),
		summarise: async () => {},
		mask: () => {},
		doing: (text) => progress?.doing(text),
		started: (hosts) => progress?.started(hosts),
		hostStarted: (host) => progress?.hostStarted(host),
		hostDone: (row, transcript) => {
			progress?.hostDone(row.host);
			for (const line of verbose ? transcript : []) say(`${row.host}  ${line}`);
			if (!progress) say(doneLine(row));
		},
		reported: async ({ lines }) => {
			for (const line of ["", ...lines]) say(line);
		},
		checked: async (report) => {
			showTable(report.hosts);
			for (const line of closingLines(report)) sayItem(line);
		}
	};
}
/** A command fails. */
function fail(text) {
	process.exitCode = 1;
	for (const line of text.split("\n")) complain("red", "error:", inTerminal(line));
}
/** Who reads only the first lines, as `| head` does, does not end the command. */
function ignoreClosedOutput() {
	for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => {
		if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
	});
}
/** Messages say `the input "branch"`, which here is the flag `--branch`. */
function inTerminal(text) {
	return text.replace(/the input "([a-z-]+)"/g, "--$1");
}
/** Infinity: lines may have any length. */
function widthOf(stream) {
	return stream.isTTY && stream.columns > 0 ? stream.columns : Number.POSITIVE_INFINITY;
}
function write(text) {
	progress?.clear();
	process.stdout.write(text);
}
/** A paragraph; what is indented is an item of a list. */
function say(text) {
	sayItem(text, text.startsWith(" ") ? itemIndent : 0);
}
function sayItem(text, hanging = itemIndent) {
	for (const line of indented(logText(text), widthOf(process.stdout), hanging)) write(`${line}\n`);
}
function complain(colour, label, text) {
	progress?.clear();
	const lines = indented(`${label} ${logText(text)}`, widthOf(process.stderr), itemIndent).join("\n");
	process.stderr.write(`${styled(colour, label, process.stderr)}${lines.slice(label.length)}\n`);
}
/** With NO_COLOR, and where nobody sees it, as it is; FORCE_COLOR colours it everywhere. */
function styled(style, text, stream) {
	return styleText(style, text, { stream });
}
/** Without the state, which is known only when all hosts are done: they may be down because the monitor is offline. */
function doneLine(row) {
	return `${row.host}: ${joined$3(causesOf(row), terminalText) || "done"}`;
}
function inOrder(hosts) {
	return order.flatMap((state) => inState(hosts, state));
}
/** Its lines are not escaped again, because of the colours. */
function showTable(hosts) {
	const style = (cell, column) => column === stateColumn ? stateStyled(cell) : cell;
	const fit = {
		width: widthOf(process.stdout),
		leastColumn,
		leftOutFirst,
		style
	};
	const { lines, leftOut } = fittedTable(hostTable$1(inOrder(hosts)), fit);
	write(`\n${lines.join("\n")}\n`);
	if (leftOut.length > 0) sayItem(`(a wider terminal also shows: ${leftOut.join(", ")})`);
	write("\n");
}
/** The cell begins with the state. */
function stateStyled(cell) {
	const state = order.find((each) => cell.startsWith(each));
	return state === void 0 ? cell : styled(colours[state], cell, process.stdout);
}
/** What was found and what it led to, and in the last line how things are. */
function closingLines(report) {
	const hosts = inOrder(report.hosts);
	return [
		hosts.flatMap((host) => findingLines(host, terminalText).map((line) => `${host.host}: ${line}`)),
		newsLines(report.alerts, report.clock),
		[keptWords(report), stateCounts(hosts)]
	].filter((lines) => lines.length > 0).flatMap((lines, index) => index === 0 ? lines : ["", ...lines]);
}
/** `4 hosts: 2 up, 1 in trouble, 1 down` */
function stateCounts(hosts) {
	if (hosts.some(({ state }) => state === "unknown")) return headline$1(hosts);
	const words = [
		[inState(hosts, "up").length, "up"],
		[inState(hosts, "trouble").length, "in trouble"],
		[inState(hosts, "down").length, "down"]
	].filter(([number]) => number > 0).map(([number, state]) => `${number} ${state}`);
	return `${count$2(hosts.length, "host")}: ${words.join(", ")}`;
}
var progress, itemIndent, order, colours, leftOutFirst, stateColumn, leastColumn;
var init_terminal = __esmMin((() => {
	init_late_node_util();
	init_alert_news();
	init_summary$1();
	init_words();
	init_safe_text();
	init_cause();
	init_count();
	init_progress();
	init_table();
	init_wrap();
	;
	itemIndent = 2;
	order = [
		"up",
		"unknown",
		"trouble",
		"down"
	];
	colours = {
		up: "green",
		unknown: "dim",
		trouble: "yellow",
		down: "red"
	};
	leftOutFirst = [
		"free swap",
		"up for",
		"free memory",
		"certificate"
	];
	stateColumn = 1;
	leastColumn = 18;
}));

// src/app.ts
/** The common part of both entry points: inputs become one command. Catches all errors. */
init_help();
init_inputs();
async function runAction(environment) {
	const { fail, runnerReporter } = await Promise.resolve().then(() => (init_runner(), runner_exports));
	await untilDone(fail, async () => {
		const inputs = readInputs(takeActionInputs(environment));
		const surroundings = readSurroundings(environment);
		const reporter = runnerReporter({ jobSummary: Boolean(environment["GITHUB_STEP_SUMMARY"]) });
		const { token, mail, heartbeatUrl, notifyUrl } = inputs;
		const secrets = [
			token?.reveal(),
			mail.smtpPassword?.reveal(),
			heartbeatUrl?.href,
			notifyUrl?.href
		];
		for (const secret of secrets) if (secret) reporter.mask(secret);
		await run(actionCommands, {
			inputs,
			surroundings,
			reporter,
			flags: {},
			operands: [],
			now: /* @__PURE__ */ new Date(),
			clockMs
		});
	});
}
async function runTerminal(words, environment) {
	const { fail, ignoreClosedOutput, terminalReporter } = await Promise.resolve().then(() => (init_terminal(), terminal_exports));
	ignoreClosedOutput();
	await untilDone(fail, async () => {
		const line = readCommandLine(words, environment, terminalCommands);
		const reporter = terminalReporter(line.verbose);
		if (line.version) return reporter.info(versionLine());
		const command = line.command === void 0 ? void 0 : terminalCommands[line.command];
		if (line.command === void 0 || command === void 0) return overview(terminalCommands, helpWidth(reporter)).forEach(reporter.info);
		if (line.help) return commandHelp(line.command, command, helpWidth(reporter)).forEach(reporter.info);
		const surroundings = readSurroundings(environment);
		await run(terminalCommands, {
			...line,
			inputs: readInputs(line.inputs),
			surroundings,
			reporter,
			now: /* @__PURE__ */ new Date(),
			clockMs
		});
	});
}
function clockMs() {
	return Date.now();
}
/** Longer lines are harder to read. */
const mostHelpWidth = 100;
const usualWidth = 80;
function helpWidth({ width }) {
	return width === Number.POSITIVE_INFINITY ? usualWidth : Math.min(width, mostHelpWidth);
}
async function untilDone(fail, work) {
	/** An uncaught error is a bug: the process must not continue. */
	const stop = (error) => {
		fail(`unexpected: ${messageOf(error)}`);
		process.exit();
	};
	process.on("uncaughtException", stop).on("unhandledRejection", stop);
	try {
		await work();
	} catch (error) {
		fail(messageOf(error));
	}
	setTimeout(() => process.exit(), 1e3).unref();
}
function messageOf(error) {
	return error instanceof Error ? error.message : "no reason given";
}

export { runAction, runTerminal };