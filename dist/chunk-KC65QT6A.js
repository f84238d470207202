const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  require_node_fs
} from "./chunk-J2PM5DPM.js";
import {
  Secret,
  commaSeparated,
  isMap,
  kindOf,
  parseEach,
  parseHomePage,
  problemsOf,
  quoted,
  refused,
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  hostTypes
} from "./chunk-J26OB2QN.js";
import {
  canonicalAddress
} from "./chunk-7NTXYRBY.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  require_node_net
} from "./chunk-LFO2QM2K.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:yaml
var require_yaml = __commonJS({
  "at-first-use:yaml"(exports) {
    var loaded;
    var load2 = () => loaded ??= __require("./yaml.cjs");
    for (const name of ["Alias", "CST", "Composer", "Document", "Lexer", "LineCounter", "Pair", "Parser", "Scalar", "Schema", "YAMLError", "YAMLMap", "YAMLParseError", "YAMLSeq", "YAMLWarning", "isAlias", "isCollection", "isDocument", "isMap", "isNode", "isPair", "isScalar", "isSeq", "parse", "parseAllDocuments", "parseDocument", "stringify", "visit", "visitAsync"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load2()[name] });
  }
});

// node_modules/valibot/dist/index.mjs
var store$4;
var DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  if (!config$1 && !store$4) return DEFAULT_CONFIG;
  return {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  const type = typeof input;
  if (type === "string") return `"${input}"`;
  if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
  if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
  return type;
}
function _addIssue(context, label2, dataset, config$1, other) {
  const input = other && "input" in other ? other.input : dataset.value;
  const expected2 = other?.expected ?? context.expects ?? null;
  const received = other?.received ?? /* @__PURE__ */ _stringify(input);
  const issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected: expected2,
    received,
    message: `Invalid ${label2}: ${expected2 ? `Expected ${expected2} but r` : "R"}eceived ${received}`,
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
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  const list = [...new Set(values$1)];
  if (list.length > 1) return `(${list.join(` ${separator} `)})`;
  return list[0] ?? "never";
}
function _standardSchema(schema) {
  schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  };
  return schema;
}
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function description(description_) {
  return {
    kind: "metadata",
    type: "description",
    reference: description,
    description: description_
  };
}
// @__NO_SIDE_EFFECTS__
function examples(examples_) {
  return {
    kind: "metadata",
    type: "examples",
    reference: examples,
    examples: examples_
  };
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function metadata(metadata_) {
  return {
    kind: "metadata",
    type: "metadata",
    reference: metadata,
    metadata: metadata_
  };
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function title(title_) {
  return {
    kind: "metadata",
    type: "title",
    reference: title,
    title: title_
  };
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function _subIssues(datasets) {
  let issues;
  if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
  else issues = dataset.issues;
  return issues;
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input, config$1) {
  const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// src/inventory/paths.ts
var import_node_path = __toESM(require_node_path(), 1);
function expandHome(path, home) {
  return path === "~" || path.startsWith("~/") ? (0, import_node_path.join)(home, path.slice(1)) : path;
}

// src/inventory/identities.ts
function parseIdentity(fields, home) {
  const problems = problemsWith(fields);
  if (problems.length > 0) return { problems };
  return {
    value: {
      username: fields.username,
      password: secret(fields.password),
      key: keySource(fields, home),
      passphrase: secret(fields.passphrase)
    }
  };
}
function problemsWith({ username, password, key_filename, private_key }) {
  const problems = [];
  if (username === "" || /[\x00-\x1f\x7f]/.test(username)) problems.push("expected a user name without line breaks");
  if (key_filename && private_key) problems.push("has both key_filename and private_key; keep one");
  if (!password && !key_filename && !private_key)
    problems.push("has no way to log in; add password, key_filename or private_key");
  if (private_key && !/^(?:-----BEGIN |PuTTY-User-Key-File-)[^\n]+\n./.test(private_key.trim()))
    problems.push('private_key is not a whole key with its line breaks; in YAML write "private_key: |", in JSON \\n');
  return problems;
}
function keySource({ key_filename, private_key }, home) {
  if (key_filename) return { path: expandHome(key_filename, home) };
  return private_key ? { text: new Secret(private_key) } : void 0;
}
function secret(text2) {
  return text2 ? new Secret(text2) : void 0;
}

// src/inventory/nearest.ts
function nearest(word, candidates) {
  if (word.length > 64) return void 0;
  let best;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { candidate, distance };
  }
  return best?.candidate;
}
function editDistance(from, to) {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}

// src/inventory/ports.ts
var portMin = 1;
var portMax = 65535;
var entryPattern = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?(?:\s*\/\s*(tcp|udp))?$/i;
function parsePorts(input) {
  return parseEach(commaSeparated([input].flat().map(String)), parseRange);
}
function parseRange(entry) {
  const match = entryPattern.exec(entry);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!isPort(first) || !isPort(last)) return refused(`expected a port ${portMin}\u2013${portMax}, got ${quoted(entry)}`);
  if (first > last) return refused(`expected the smaller port first, got ${quoted(entry)}`);
  const protocol = match?.[3]?.toLowerCase();
  return { value: protocol === "tcp" || protocol === "udp" ? { first, last, protocol } : { first, last } };
}
function isPort(port) {
  return port >= portMin && port <= portMax;
}

// src/inventory/schema-parts.ts
function setting(schema, description2, examples2 = []) {
  return pipe(nullish(schema), metadata({ description: description2, ...examples2.length > 0 && { examples: examples2 } }));
}
function text() {
  return string(expected("text"));
}
function texts(what) {
  return union([string(), array(text(), expected("a list"))], expected(what));
}
function portNumber() {
  const range = (issue) => `expected a port ${portMin}\u2013${portMax}, got ${String(issue.input)}`;
  return pipe(
    number(expected(`a port ${portMin}\u2013${portMax} without quotes`)),
    integer(range),
    minValue(portMin, range),
    maxValue(portMax, range)
  );
}
function expected(what) {
  return (issue) => {
    const key = issue.path?.at(-1);
    const input = key?.origin === "key" ? key.input : issue.input;
    const isUnquoted = what === "text" && (typeof input === "number" || typeof input === "boolean");
    return `expected ${what}, got ${kindOf(input)}${isUnquoted ? "; put it in quotes" : ""}`;
  };
}
function parsed(parse) {
  return rawTransform(({ dataset, addIssue, NEVER }) => {
    const result = parse(dataset.value);
    if ("value" in result) return result.value;
    for (const message of result.problems) addIssue({ message });
    return NEVER;
  });
}

// src/inventory/creds-schema.ts
var namePattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,62}$/;
var nameRule = "expected up to 63 letters, digits, dots, colons, _ or -, the first a letter or digit";
function identitySchema(given) {
  const fields = {
    username: pipe(text(), description("The user to log in as.")),
    password: setting(text(), "The password. With a key it is tried second, and is the key's passphrase as well."),
    key_filename: setting(text(), "Path of a private key on the runner. ~ is the home folder.", ["~/.ssh/id_ed25519"]),
    private_key: setting(text(), "The private key itself, with its line breaks."),
    passphrase: setting(text(), "What the private key is encrypted with.")
  };
  return pipe(
    strictObject(fields, expected("an identity (a map with a username)")),
    description("One way to log in: a username with a password, a key or both."),
    parsed((identity) => parseIdentity(identity, given.home))
  );
}
function credsSchema(given) {
  const name = pipe(
    text(),
    parsed((entry2) => parseReference(entry2, given.credentialNames))
  );
  const entry = union([name, identitySchema(given)], expected("an identity or a name from credentials"));
  return union([name, array(entry)], expected("a list of identities or of names from credentials"));
}
function parseReference(name, known) {
  if (known === void 0 || known.has(name)) return { value: name };
  const meant = nearest(name, known);
  const mend = meant === void 0 ? 'give that identity in the input "credentials"' : `did you mean "${meant}"?`;
  return refused(`no such name in credentials; ${mend}`);
}

// src/inventory/addresses.ts
var label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
var dnsNamePattern = new RegExp(`^${label}(?:\\.${label})*$`);
var numberPattern = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;
function parseAddress(text2) {
  const value = addressOf(text2.trim()) ?? dnsNameOf(text2);
  return value === void 0 ? refused("expected an IPv4 address, an IPv6 address or a DNS name") : { value };
}
function dnsNameOf(text2) {
  const name = text2.trim().toLowerCase().replace(/\.$/, "");
  return name.length <= 253 && dnsNamePattern.test(name) && !numberPattern.test(name) ? name : void 0;
}
function addressOf(text2) {
  const canonical = canonicalAddress(text2);
  const zone = /%.+$/.exec(text2)?.[0] ?? "";
  return canonical === void 0 ? void 0 : canonical + zone;
}

// src/inventory/certificates.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
var blockPattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
function parseVerify(input, readText2) {
  if (typeof input === "boolean") return { value: input };
  const text2 = input.trim();
  if (/^(?:true|false)$/i.test(text2)) return { value: text2.toLowerCase() === "true" };
  if (text2 === "") return refused("expected true, false, the path of a certificate or its PEM text");
  if (text2.includes("-----BEGIN")) return certificatesIn(text2, "");
  const file = readText2(text2);
  return "value" in file ? certificatesIn(file.value, "the file ") : file;
}
function certificatesIn(text2, holder) {
  const blocks = text2.match(blockPattern) ?? [];
  if (blocks.length === 0) return refused(`${holder}holds no certificate (-----BEGIN CERTIFICATE----- \u2026 -----END \u2026)`);
  if (!blocks.every(isCertificate)) return refused(`${holder}holds a damaged certificate; export it again as PEM`);
  return { value: `${blocks.join("\n")}
` };
}
function isCertificate(block) {
  try {
    return new import_node_crypto.X509Certificate(block).subject !== void 0;
  } catch {
    return false;
  }
}

// src/inventory/mail-addresses.ts
var addressPattern = /^[^\s@<>,;:"\\]+@[^\s@<>,;:"\\]+$/;
function parseMailAddresses(input) {
  return parseEach(
    commaSeparated(input),
    (entry, index) => addressPattern.test(entry) ? { value: entry } : refused(`entry ${index + 1}: expected a mail address such as me@example.com`)
  );
}

// src/inventory/peers.ts
var import_node_net = __toESM(require_node_net(), 1);
function parsePeers(input) {
  return parseEach(commaSeparated(input), (entry) => entry.includes("/") ? parseBlock(entry) : parsePeer(entry));
}
function parsePeer(entry) {
  const network = canonicalAddress(entry);
  if (network !== void 0) return { value: { network, prefix: bitsOf(network) } };
  const dnsName = dnsNameOf(entry);
  if (dnsName !== void 0) return { value: { dnsName } };
  return refused(`expected an address, a block such as 10.0.0.0/8 or a DNS name, got ${quoted(entry)}`);
}
function parseBlock(entry) {
  const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const network = canonicalAddress(address);
  if (network === void 0) return refused(`expected a block such as 10.0.0.0/8, got ${quoted(entry)}`);
  const skipped = bitsOf(network) === 32 && !(0, import_node_net.isIPv4)(address) ? 96 : 0;
  const prefix = Number(digits) - skipped;
  if (prefix >= 0 && prefix <= bitsOf(network)) return { value: { network, prefix } };
  return refused(`expected a prefix /${skipped}\u2013/${skipped + bitsOf(network)}, got ${quoted(entry)}`);
}
function bitsOf(address) {
  return (0, import_node_net.isIPv4)(address) ? 32 : 128;
}

// src/inventory/schema.ts
function inventorySchema(given) {
  const entries = {
    servers: pipe(
      array(serverSchema(given), expected("a list of servers")),
      nonEmpty("holds no server; add at least one with an ip"),
      description("The servers to watch, in the order of the results.")
    ),
    defaults: setting(
      strictObject(settings(given), expected("a map")),
      "What every server has unless it says otherwise: any key of a server but ip and name.",
      [{ port: 22, creds: ["pi"] }]
    ),
    email_dest: setting(
      pipe(
        texts("a mail address or a list of them"),
        parsed((list) => parseMailAddresses(list))
      ),
      "Where mail goes: one address, several with commas between them, or a list.",
      ["me@example.com"]
    )
  };
  return pipe(
    strictObject(entries, expected('a map with the key "servers"')),
    title("Inventory of server-monitor"),
    description("The servers that server-monitor watches, and what is expected of them.")
  );
}
function serverSchema(given) {
  const ip = pipe(
    text(),
    description("Where the server is: IPv4 address, IPv6 address or DNS name."),
    examples(["192.0.2.10", "2001:db8::10", "web-1.example.org"]),
    parsed(parseAddress)
  );
  const name = setting(
    pipe(text(), regex(namePattern, nameRule)),
    "What results, issues, mails and logs call the server instead of its address. Unique in the inventory.",
    ["web-1"]
  );
  return strictObject({ ip, name, ...settings(given) }, expected("a server (a map with an ip)"));
}
function settings(given) {
  return {
    type: setting(
      picklist(hostTypes, `expected one of ${hostTypes.join(", ")}`),
      "node is asked everything; miner adds the GPUs and drops the web page; ping is only pinged."
    ),
    port: setting(portNumber(), "The port of the SSH server, 22 unless given."),
    creds: setting(
      credsSchema(given),
      "Tried in order: identities, or names from the input credentials. Without any there is no SSH.",
      [["pi"], [{ username: "megamind", key_filename: "~/.ssh/id_ed25519" }]]
    ),
    host_key: setting(
      union([fingerprint(), array(fingerprint())], expected("a fingerprint or a list of them")),
      "The only SSH host keys trusted for this server, as ssh-keygen -lf prints them.",
      ["SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"]
    ),
    home_page: setting(
      pipe(text(), metadata({ format: "uri", pattern: "^[Hh][Tt][Tt][Pp][Ss]?://" }), parsed(parseHomePage)),
      "The page to request: http or https, without credentials in it.",
      ["https://example.com/health"]
    ),
    verify: setting(
      pipe(
        union([boolean(), string()], expected("true, false, the path of a certificate or its PEM text")),
        parsed((input) => parseVerify(input, given.readCertificate))
      ),
      "Whether the page's certificate is checked: true, false, or the path or PEM text of the one to trust.",
      [true, false, "certificates/our-ca.pem"]
    ),
    ssh_peers: setting(
      pipe(
        texts("addresses, blocks or DNS names, as text or as a list"),
        parsed((list) => parsePeers(list))
      ),
      "SSH clients that may be connected: addresses, CIDR blocks and DNS names, as text with commas or as a list.",
      ["198.51.100.7, 10.0.0.0/8, 2001:db8::/32, home.example.org"]
    ),
    known_ports: setting(
      pipe(
        portsSchema(),
        parsed((list) => parsePorts(list))
      ),
      "Listeners that are accepted: ports and ranges, TCP and UDP unless one is named, as text with commas or as a list.",
      ["22, 80, 8000-8010, 53/udp", [22, "8000-8010"]]
    )
  };
}
function portsSchema() {
  const item = union([string(), portNumber()], expected("a port"));
  return union([string(), portNumber(), array(item)], expected("ports, as text or as a list"));
}
function fingerprint() {
  const rule = "expected SHA256: and 43 characters, as ssh-keygen -lf prints it";
  return pipe(
    text(),
    regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, rule),
    transform((key) => key.replace("=", ""))
  );
}
var form = { credentialNames: void 0, home: "", readCertificate: () => refused() };
var inventoryForm = inventorySchema(form);
var knownKeys = {
  inventory: Object.keys(inventoryForm.entries),
  defaults: Object.keys(inventoryForm.entries.defaults.wrapped.entries),
  server: Object.keys(inventoryForm.entries.servers.item.entries),
  identity: Object.keys(identitySchema(form).entries)
};

// src/inventory/issues.ts
function sentences(issues, place = []) {
  return [...new Set(issues.flatMap((issue) => sentencesOf(issue, place)))];
}
function placeText(place) {
  if (place.length === 0) return "inventory";
  const steps = place.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return isWord(step) ? `.${step}` : '["\u2026"]';
  });
  return steps.join("").replace(/^\./, "");
}
function sentencesOf(issue, before) {
  const place = [...before, ...(issue.path ?? []).map(({ key }) => typeof key === "number" ? key : String(key))];
  const last = issue.path?.at(-1);
  if (last?.origin === "key") return keySentences(issue, last.input, place);
  const inner = (issue.issues ?? []).filter(isOfChosenForm);
  return inner.length > 0 ? sentences(inner, place) : [`${placeText(place)}: ${issue.message}`];
}
function isOfChosenForm(issue) {
  return issue.path !== void 0 || issue.kind !== "schema";
}
function keySentences(issue, holder, place) {
  const around = place.slice(0, -1);
  if (!isMap(holder)) return [`${placeText(around)}: ${issue.message}`];
  if (issue.expected !== "never") return [`${placeText(place)}: missing; ${mendOf(place.at(-1))}`];
  const known = knownAt(around);
  return Object.entries(holder).filter(([key]) => !known.includes(key)).map(([key, value]) => unknownKey(key, value, known, around));
}
function unknownKey(key, value, known, around) {
  const meant = nearest(key, known);
  const isShown = known !== knownKeys.identity || meant !== void 0 && value !== null;
  const mend = meant === void 0 ? `known are ${known.join(", ")}` : `did you mean "${meant}"?`;
  return `${placeText(isShown ? [...around, key] : around)}: unknown key; ${mend}`;
}
function knownAt(around) {
  if (around.length === 0) return knownKeys.inventory;
  if (around.length === 1 && around[0] === "defaults") return knownKeys.defaults;
  return around.length === 2 && around[0] === "servers" ? knownKeys.server : knownKeys.identity;
}
function mendOf(key) {
  if (key === "servers") return 'list the servers, each with an "ip"';
  return key === "username" ? "give the user to log in as" : "give its IPv4 address, IPv6 address or DNS name";
}
function isWord(text2) {
  return /^[A-Za-z0-9_][\w.:-]{0,62}$/.test(text2);
}

// src/inventory/credentials.ts
function credentialNames(tree) {
  return new Set(isMap(tree) ? Object.keys(tree).filter((name) => namePattern.test(name)) : []);
}
function checkCredentials(tree, given) {
  const identities = /* @__PURE__ */ new Map();
  const formProblem = problemWithForm(tree);
  if (formProblem !== void 0) return { identities, errors: [`credentials: ${formProblem}`] };
  const schema = identitySchema(given);
  const errors = Object.entries(tree ?? {}).flatMap(([name, value], index) => {
    const entryProblem = problemWithEntry(name, value);
    if (entryProblem !== void 0) return `credentials: entry ${index + 1}: ${entryProblem}`;
    const checked = safeParse(schema, value);
    if (checked.success) identities.set(name, checked.output);
    return checked.success ? [] : sentences(checked.issues, ["credentials", name]);
  });
  return { identities, errors };
}
function problemWithForm(tree) {
  if (tree === null || tree === void 0) return void 0;
  if (!isMap(tree)) return `expected a map of names to identities, got ${kindOf(tree)}`;
  return typeof tree["username"] === "string" ? "an identity without a name; put it under one" : void 0;
}
function problemWithEntry(name, value) {
  if (!namePattern.test(name)) return `the name: ${nameRule}`;
  return isMap(value) ? void 0 : `expected an identity (a map with a username), got ${kindOf(value)}`;
}

// src/inventory/hosts.ts
var sshPort = 22;
function toHost(server, defaults, credentials) {
  const { ip, name, ...own } = server;
  const set = { ...defaults, ...own };
  const type = set.type ?? "node";
  return {
    id: name ?? ip,
    address: ip,
    named: typeof name === "string",
    type,
    port: set.port ?? sshPort,
    identities: type === "ping" ? [] : resolve(set.creds ?? [], credentials),
    hostKeys: [set.host_key ?? []].flat(),
    homePage: type === "node" ? set.home_page ?? void 0 : void 0,
    verify: set.verify ?? true,
    knownPeers: set.ssh_peers ?? [],
    knownPorts: set.known_ports ?? []
  };
}
function pingHost(address) {
  return toHost({ ip: address, type: "ping" }, {}, /* @__PURE__ */ new Map());
}
function sharedIds(tree) {
  const servers = isMap(tree) && Array.isArray(tree["servers"]) ? tree["servers"] : [];
  const seen = /* @__PURE__ */ new Map();
  return servers.flatMap((server, index) => {
    const known = idOf(server);
    const before = known && seen.get(known.id);
    if (known && before === void 0) seen.set(known.id, index);
    if (known === void 0 || before === void 0) return [];
    return `servers[${index}].${known.key}: the same as of servers[${before}]; give every server a name of its own`;
  });
}
function idOf(server) {
  const { name, ip } = isMap(server) ? server : {};
  if (typeof name === "string") return { key: "name", id: name };
  const address = typeof ip === "string" ? parseAddress(ip) : void 0;
  return address && "value" in address ? { key: "ip", id: address.value } : void 0;
}
function resolve(creds, credentials) {
  return [creds].flat().flatMap((entry) => typeof entry === "string" ? credentials.get(entry) ?? [] : entry);
}

// src/inventory/inventory-error.ts
var InventoryError = class extends Error {
  name = "InventoryError";
  errors;
  constructor(errors) {
    super(errors.join("\n"));
    this.errors = errors;
  }
};

// src/inventory/lines.ts
var import_node_net2 = __toESM(require_node_net(), 1);
function isLines(text2) {
  return !linesOf(text2).some(({ content: content2 }) => /^[-{["'&*!|>%@`?]|:(?:\s|$)/.test(content2) && (0, import_node_net2.isIP)(content2) === 0);
}
function parseLines(text2) {
  const seen = /* @__PURE__ */ new Map();
  const problems = [];
  for (const { number: number2, content: content2 } of linesOf(text2)) {
    const address = parseAddress(content2);
    problems.push(...problemsOf(address).map((problem) => `line ${number2}: ${problem}`));
    if (!("value" in address)) continue;
    const before = seen.get(address.value);
    if (before === void 0) seen.set(address.value, number2);
    else problems.push(`line ${number2}: the same host as line ${before}; keep one`);
  }
  if (problems.length > 0) return { problems };
  return seen.size > 0 ? { value: [...seen.keys()] } : refused("holds no host; give one per line, or JSON or YAML");
}
function linesOf(text2) {
  return text2.split(/\r\n|\r|\n/).map((line, index) => ({ number: index + 1, content: line.replace(/(?:^|\s)#.*$/, "").trim() })).filter(({ content: content2 }) => content2 !== "");
}

// src/inventory/source.ts
var import_node_fs = __toESM(require_node_fs(), 1);
var secretBytes = 48 * 1024;
var nearlyFull = 0.8;
var fileBytes = 4 * 1024 * 1024;
function readSource(label2, input, home) {
  const trimmed = input.trim();
  if (!isPath(trimmed, home)) return checkedSize(input.replace(/^\uFEFF/, ""));
  const shown = /^[\w.~/\\ -]{1,200}\.(?:json|ya?ml|txt)$/i.test(trimmed) ? quoted(trimmed) : "the file it names";
  const file = readText(expandHome(trimmed, home), shown, `give the path of a file or the ${label2} itself`);
  return "value" in file ? { value: { text: file.value, warnings: [] } } : file;
}
function certificateReader(home) {
  const read = /* @__PURE__ */ new Map();
  return (path) => {
    const mend = "give true, false, the path of a certificate or its PEM text";
    const file = read.get(path) ?? readText(expandHome(path, home), quoted(path), mend);
    read.set(path, file);
    return file;
  };
}
function readText(path, shown, mend) {
  try {
    if ((0, import_node_fs.statSync)(path).size > fileBytes) return refused(`cannot read ${shown}: over 4 MiB; ${mend}`);
    return { value: new TextDecoder("utf-8", { fatal: true }).decode((0, import_node_fs.readFileSync)(path)) };
  } catch (error) {
    return refused(`cannot read ${shown}: ${reasonOf(error)}; ${mend}`);
  }
}
function isPath(input, home) {
  if (input === "" || /[\r\n{[]|:\s|:$/.test(input)) return false;
  return /\/|\.(?:json|ya?ml|txt)$/i.test(input) || isFile(expandHome(input, home));
}
function isFile(path) {
  try {
    return (0, import_node_fs.statSync)(path).isFile();
  } catch {
    return false;
  }
}
function checkedSize(text2) {
  const bytes = Buffer.byteLength(text2);
  const mend = "share settings by `defaults` and `credentials`, or give the path of a file";
  if (bytes > secretBytes) return refused(`over the 48 KB a secret holds; ${mend}`);
  const isNearlyFull = bytes >= secretBytes * nearlyFull;
  return {
    value: { text: text2, warnings: isNearlyFull ? [`${Math.floor(bytes / 1024)} of the 48 KB a secret holds; ${mend}`] : [] }
  };
}
function reasonOf(error) {
  const code = error instanceof Error && "code" in error ? error.code : void 0;
  if (code === "ENOENT" || code === "ENOTDIR") return "no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  return code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "not UTF-8 text" : "it cannot be opened";
}

// src/inventory/text.ts
var import_yaml = __toESM(require_yaml(), 1);

// src/inventory/json-keys.ts
var tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
function repeatedKeys(json) {
  const repeated = [];
  const open = [];
  let text2 = { token: "", offset: 0 };
  for (const { 0: token, index: offset } of json.matchAll(tokenPattern)) {
    if (token === "{") open.push(/* @__PURE__ */ new Set());
    else if (token === "[") open.push(void 0);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") text2 = { token, offset };
    else if (!addNew(open.at(-1), String(JSON.parse(text2.token)))) repeated.push(text2.offset);
  }
  return repeated;
}
function addNew(keys, key) {
  const isNew = !keys?.has(key);
  keys?.add(key);
  return isNew;
}

// src/inventory/text.ts
var depthMax = 32;
var nodesMin = 1e5;
var aliasesMax = 1e4;
function parseTree(text2) {
  const tree = parseJson(text2) ?? parseYaml(text2);
  if ("problems" in tree || fits(tree.value, Math.max(nodesMin, text2.length))) return tree;
  return refused("too deep or too large; an alias (*name) may stand in the value that it repeats");
}
function parseJson(text2) {
  try {
    const value = JSON.parse(text2);
    const problems = repeatedKeys(text2).map((offset) => `${position(text2, offset)}: ${wordings.DUPLICATE_KEY}`);
    return problems.length > 0 ? { problems } : { value };
  } catch {
    return void 0;
  }
}
function parseYaml(text2) {
  try {
    const document = (0, import_yaml.parseDocument)(text2, {
      schema: "core",
      merge: true,
      stringKeys: true,
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: "error"
    });
    const unknownTags = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
    const problems = [...document.errors, ...unknownTags].filter(isWorthTelling).map((error) => wording(text2, error));
    return problems.length > 0 ? { problems } : { value: document.toJS({ maxAliasCount: aliasesMax }) };
  } catch {
    return refused("an alias (*name) or merge key (<<) that leads nowhere, or too many of them");
  }
}
function isWorthTelling(error, index) {
  return index === 0 || error.code === "DUPLICATE_KEY";
}
var quotes = "put a value with special characters in quotes";
var indentation = "wrong indentation (keys of one map start in the same column) or a missing bracket";
var wordings = {
  DUPLICATE_KEY: "this key stands twice; keep one",
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
function wording(text2, error) {
  return `${position(text2, error.pos[0])}: ${wordings[error.code] ?? "this is neither JSON nor YAML"}`;
}
function position(text2, offset) {
  const lines = text2.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
function fits(tree, nodesMax) {
  const waiting = [{ value: tree, depth: 0 }];
  let nodes = 0;
  for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    const children = Object.values(value);
    nodes += children.length;
    if (nodes > nodesMax || depth >= depthMax) return false;
    for (const child of children) waiting.push({ value: child, depth: depth + 1 });
  }
  return true;
}

// src/inventory/load.ts
function loadInventory(input, home) {
  return load("inventory", input, home, (text2) => {
    if (text2.trim() === "") return refused("missing; give the path of a file, or JSON, YAML or one host per line");
    return isLines(text2) ? asAddresses(parseLines(text2)) : asTree(parseTree(text2));
  });
}
function loadCredentials(input, home) {
  return load("credentials", input, home, (text2) => text2.trim() === "" ? { value: {} } : asTree(parseTree(text2)));
}
function load(label2, input, home, parse) {
  const source = readSource(label2, input, home);
  const content2 = "value" in source ? parse(source.value.text) : source;
  return {
    ..."value" in content2 && content2.value,
    errors: problemsOf(content2).map((problem) => `${label2}: ${problem}`),
    warnings: "value" in source ? source.value.warnings.map((warning) => `${label2}: ${warning}`) : []
  };
}
function asTree(parsed2) {
  return "value" in parsed2 ? { value: { tree: parsed2.value } } : parsed2;
}
function asAddresses(parsed2) {
  return "value" in parsed2 ? { value: { addresses: parsed2.value } } : parsed2;
}

// src/inventory/secrets.ts
var maskedLengthMin = 4;
var maskedLineLengthMin = 8;
var publicInServer = /* @__PURE__ */ new Set([
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
  "known_ports"
]);
var publicInIdentity = /* @__PURE__ */ new Set(["username", "key_filename"]);
function maskSecrets(inventory, credentials, mask) {
  const names = credentialNames(credentials);
  const leaves = [
    // A name of `credentials`, where `creds` uses it, is no secret.
    ...leavesIn(inventory, [], publicInServer).filter(({ key, value }) => !(key === "creds" && names.has(value))),
    ...leavesIn(credentials, ["credentials"], publicInIdentity)
  ];
  const parts = [
    ...namedAddresses(inventory),
    ...leaves.flatMap(({ value }) => [value, ...keyLines(value), ...encodedForms(value)])
  ];
  for (const part of new Set(parts.filter(isMaskable))) mask(part);
  return leaves.filter(({ value }) => !isMaskable(value)).map(({ place }) => `${placeText(place)}: too short to be masked in logs (under ${maskedLengthMin} characters)`);
}
function keyLines(value) {
  const lines = value.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.filter((line) => line.length >= maskedLineLengthMin && !line.startsWith("-----"));
}
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
function namedAddresses(inventory) {
  const servers = isMap(inventory) && Array.isArray(inventory["servers"]) ? inventory["servers"] : [];
  return servers.flatMap((server) => {
    if (!isMap(server) || typeof server["name"] !== "string" || typeof server["ip"] !== "string") return [];
    const address = parseAddress(server["ip"]);
    return [server["ip"].trim(), ..."value" in address ? [address.value] : []];
  });
}
function leavesIn(value, place, visible, key) {
  if (Array.isArray(value))
    return value.flatMap((item, index) => leavesIn(item, [...place, index], visible, key));
  if (isMap(value))
    return Object.entries(value).flatMap(
      ([name, item]) => leavesIn(item, [...place, name], visible.has(name) ? visible : publicInIdentity, name)
    );
  if (typeof value !== "string" && typeof value !== "number") return [];
  return secretParts(String(value), key !== void 0 && visible.has(key) ? key : void 0).map((part) => ({
    place,
    key,
    value: part
  }));
}
function secretParts(text2, visibleKey) {
  const isVisible = visibleKey !== void 0 && !text2.includes("PRIVATE KEY-----");
  const parts = isVisible ? visibleKey === "home_page" ? loginIn(text2) : [] : [text2];
  return parts.filter((part) => part !== "");
}
function loginIn(page) {
  const login = /^[^/]*\/\/([^/?#]*)@/.exec(page)?.[1] ?? "";
  return login.split(/:(.*)/s);
}

// src/inventory/index.ts
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
  const allErrors = [...servers.errors, ...errors, ...logins.errors, ...checkedLogins.errors];
  if (allErrors.length > 0) throw new InventoryError(allErrors);
  return { hosts, emailDest, warnings: [...servers.warnings, ...logins.warnings, ...maskWarnings] };
}
function content(loaded, given, identities) {
  const nothing = { hosts: [], emailDest: [], errors: [] };
  if (loaded.errors.length > 0) return nothing;
  if (loaded.addresses !== void 0) return { ...nothing, hosts: loaded.addresses.map(pingHost) };
  const checked = safeParse(inventorySchema(given), loaded.tree);
  const shared = sharedIds(loaded.tree);
  if (!checked.success) return { ...nothing, errors: [...sentences(checked.issues), ...shared] };
  const { servers, defaults, email_dest } = checked.output;
  const hosts = servers.map((server) => toHost(server, defaults ?? {}, identities));
  return { hosts, emailDest: email_dest ?? [], errors: shared };
}

export {
  parseAddress,
  dnsNameOf,
  parseMailAddresses,
  readInventory
};
