const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  require_node_fs
} from "./chunk-J2PM5DPM.js";
import {
  require_node_os
} from "./chunk-S6WBXIOX.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  hostTypes
} from "./chunk-J26OB2QN.js";
import {
  columnTable,
  finders,
  found,
  isLogin,
  readSeen,
  sessionOf,
  stateOf,
  typesOf,
  unasked
} from "./chunk-PKOFM26T.js";
import {
  canonicalAddress,
  compareAddresses
} from "./chunk-7NTXYRBY.js";
import {
  require_node_crypto
} from "./chunk-C3YEWPXT.js";
import {
  require_promises
} from "./chunk-IUBTW42K.js";
import {
  alertKinds,
  isoSeconds
} from "./chunk-4HM2XZ56.js";
import {
  csvText,
  subjectText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:csv-parse/sync
var require_sync = __commonJS({
  "at-first-use:csv-parse/sync"(exports) {
    var loaded;
    var load = () => loaded ??= __require("./csv-parse-sync.cjs");
    for (const name of ["CsvError", "normalize_options", "parse"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// at-first-use:node:fs/promises
var require_promises2 = __commonJS({
  "at-first-use:node:fs/promises"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:fs/promises");
    for (const name of ["access", "appendFile", "chmod", "chown", "constants", "copyFile", "cp", "glob", "lchmod", "lchown", "link", "lstat", "lutimes", "mkdir", "mkdtemp", "mkdtempDisposable", "open", "opendir", "readFile", "readdir", "readlink", "realpath", "rename", "rm", "rmdir", "stat", "statfs", "symlink", "truncate", "unlink", "utimes", "watch", "writeFile"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// at-first-use:node:buffer
var require_node_buffer = __commonJS({
  "at-first-use:node:buffer"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:buffer");
    for (const name of ["Blob", "Buffer", "File", "INSPECT_MAX_BYTES", "SlowBuffer", "atob", "btoa", "constants", "isAscii", "isUtf8", "kMaxLength", "kStringMaxLength", "resolveObjectURL", "transcode"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// at-first-use:node:child_process
var require_node_child_process = __commonJS({
  "at-first-use:node:child_process"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:child_process");
    for (const name of ["ChildProcess", "_forkChild", "exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/row/row.ts
var keyColumns = {
  time: "start of the run, UTC, the same in all its rows: `2026-11-22T21:32:05Z`",
  host: "the inventory's `name`, else its `ip`"
};
var columnKeys = Object.keys(columnTable).filter(isColumnKey);
function headerOf(type) {
  return [...Object.keys(keyColumns), ...columnsOf(type).map(({ name }) => name)];
}
function cellsOf(result) {
  const cells = columnsOf(result.type).map((column) => {
    const value = column.from(result);
    return value === void 0 ? "" : column.value.encode(value);
  });
  return [isoSeconds(result.time), result.host, ...cells].map(csvText);
}
function rowOf(result) {
  const read4 = rowReader(result.type, headerOf(result.type));
  return read4(isoSeconds(result.time), result.host, cellsOf(result));
}
function rowReader(type, header) {
  const known2 = header.flatMap((name, at) => {
    const key = keyByName.get(name);
    return key === void 0 ? [] : [{ key, at, decode: table[key].value.decode }];
  });
  const foreign = [...header.entries()].filter(([, name]) => !keyByName.has(name) && !(name in keyColumns));
  const lists = known2.flatMap(({ key }) => isSessionList(key) ? [key] : []);
  let [timeText, timeValue] = ["", new Date(Number.NaN)];
  return (time, host, cells) => {
    if (time !== timeText) [timeText, timeValue] = [time, new Date(time)];
    const row = { ...blank, time: timeValue, host, type };
    for (const { key, at, decode } of known2) {
      const cell = cells[at];
      if (cell !== void 0 && cell !== "") row[key] = decode(cell);
    }
    if (foreign.length > 0) row.foreign = Object.fromEntries(foreign.map(([at, name]) => [name, cells[at] ?? ""]));
    const made = row;
    if (lists.some((key) => row[key] === void 0) && sessionOf(made) === "worked")
      for (const key of lists) row[key] ??= none;
    return made;
  };
}
var none = [];
var table = columnTable;
var keyByName = new Map(columnKeys.map((key) => [table[key].name, key]));
var blank = { ...Object.fromEntries(columnKeys.map((key) => [key, void 0])), errors: none, silenced: none };
function isSessionList(key) {
  const { value, types } = table[key];
  return value.kind === "names" && types.length < hostTypes.length;
}
function columnsOf(type) {
  return columnKeys.map((key) => table[key]).filter(({ types }) => types.includes(type));
}
function isColumnKey(key) {
  return Object.hasOwn(columnTable, key);
}

// src/store/month-file.ts
var import_node_path = __toESM(require_node_path(), 1);
function monthFile(type, time) {
  return `${type}_${yearMonthOf(time)}.csv`;
}
function readMonthFileName(path) {
  const match = /^(node|miner|ping|pings)_(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?\.csv$/.exec((0, import_node_path.basename)(path));
  const [, unit = "", year = "", month = "", day] = match ?? [];
  if (!match || unit === "pings" !== (day !== void 0)) return void 0;
  const type = hostTypes.find((known2) => known2 === unit) ?? "ping";
  return {
    type,
    year: 2e3 + Number(year),
    month: Number(month),
    yearMonth: year + month,
    day: day === void 0 ? void 0 : Number(day)
  };
}
function yearMonthOf(time) {
  return time.toISOString().slice(2, 7).replace("-", "");
}

// src/store/results.ts
var import_node_path3 = __toESM(require_node_path(), 1);

// src/store/csv.ts
var import_sync = __toESM(require_sync(), 1);

// node_modules/csv-stringify/lib/utils/get.js
var charCodeOfDot = ".".charCodeAt(0);
var reEscapeChar = /\\(\\)?/g;
var rePropName = RegExp(
  // Match anything that isn't a dot or bracket.
  `[^.[\\]]+|\\[(?:([^"'][^[]*)|(["'])((?:(?!\\2)[^\\\\]|\\\\.)*?)\\2)\\]|(?=(?:\\.|\\[\\])(?:\\.|\\[\\]|$))`,
  "g"
);
var reIsDeepProp = /\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;
var reIsPlainProp = /^\w*$/;
var getTag = function(value) {
  return Object.prototype.toString.call(value);
};
var isSymbol = function(value) {
  const type = typeof value;
  return type === "symbol" || type === "object" && value && getTag(value) === "[object Symbol]";
};
var isKey = function(value, object) {
  if (Array.isArray(value)) {
    return false;
  }
  const type = typeof value;
  if (type === "number" || type === "symbol" || type === "boolean" || !value || isSymbol(value)) {
    return true;
  }
  return reIsPlainProp.test(value) || !reIsDeepProp.test(value) || object != null && value in Object(object);
};
var stringToPath = function(string) {
  const result = [];
  if (string.charCodeAt(0) === charCodeOfDot) {
    result.push("");
  }
  string.replace(rePropName, function(match, expression, quote, subString) {
    let key = match;
    if (quote) {
      key = subString.replace(reEscapeChar, "$1");
    } else if (expression) {
      key = expression.trim();
    }
    result.push(key);
  });
  return result;
};
var castPath = function(value, object) {
  if (Array.isArray(value)) {
    return value;
  } else {
    return isKey(value, object) ? [value] : stringToPath(value);
  }
};
var toKey = function(value) {
  if (typeof value === "string" || isSymbol(value)) return value;
  const result = `${value}`;
  return result == "0" && 1 / value == -Infinity ? "-0" : result;
};
var get = function(object, path) {
  path = castPath(path, object);
  let index = 0;
  const length = path.length;
  while (object != null && index < length) {
    object = object[toKey(path[index++])];
  }
  return index && index === length ? object : void 0;
};

// node_modules/csv-stringify/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-stringify/lib/api/normalize_columns.js
var normalize_columns = function(columns2) {
  if (columns2 === void 0 || columns2 === null) {
    return [void 0, void 0];
  }
  if (typeof columns2 !== "object") {
    return [Error('Invalid option "columns": expect an array or an object')];
  }
  if (!Array.isArray(columns2)) {
    const newcolumns = [];
    for (const k in columns2) {
      newcolumns.push({
        key: k,
        header: columns2[k]
      });
    }
    columns2 = newcolumns;
  } else {
    const newcolumns = [];
    for (const column of columns2) {
      if (typeof column === "string") {
        newcolumns.push({
          key: column,
          header: column
        });
      } else if (typeof column === "object" && column !== null && !Array.isArray(column)) {
        if (!column.key) {
          return [
            Error('Invalid column definition: property "key" is required')
          ];
        }
        if (column.header === void 0) {
          column.header = column.key;
        }
        newcolumns.push(column);
      } else {
        return [
          Error("Invalid column definition: expect a string or an object")
        ];
      }
    }
    columns2 = newcolumns;
  }
  return [void 0, columns2];
};

// node_modules/csv-stringify/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ");
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString() : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-stringify/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-stringify/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    return [
      new CsvError("CSV_OPTION_BOOLEAN_INVALID_TYPE", [
        "option `bom` is optional and must be a boolean value,",
        `got ${JSON.stringify(options.bom)}`
      ])
    ];
  }
  if (options.delimiter === void 0 || options.delimiter === null) {
    options.delimiter = ",";
  } else if (Buffer.isBuffer(options.delimiter)) {
    options.delimiter = options.delimiter.toString();
  } else if (typeof options.delimiter !== "string") {
    return [
      new CsvError("CSV_OPTION_DELIMITER_INVALID_TYPE", [
        "option `delimiter` must be a buffer or a string,",
        `got ${JSON.stringify(options.delimiter)}`
      ])
    ];
  }
  if (options.quote === void 0 || options.quote === null) {
    options.quote = '"';
  } else if (options.quote === true) {
    options.quote = '"';
  } else if (options.quote === false) {
    options.quote = "";
  } else if (Buffer.isBuffer(options.quote)) {
    options.quote = options.quote.toString();
  } else if (typeof options.quote !== "string") {
    return [
      new CsvError("CSV_OPTION_QUOTE_INVALID_TYPE", [
        "option `quote` must be a boolean, a buffer or a string,",
        `got ${JSON.stringify(options.quote)}`
      ])
    ];
  }
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.escape_formulas === void 0 || options.escape_formulas === null) {
    options.escape_formulas = false;
  } else if (typeof options.escape_formulas !== "boolean") {
    return [
      new CsvError("CSV_OPTION_ESCAPE_FORMULAS_INVALID_TYPE", [
        "option `escape_formulas` must be a boolean,",
        `got ${JSON.stringify(options.escape_formulas)}`
      ])
    ];
  }
  if (options.quoted_empty === void 0 || options.quoted_empty === null) {
    options.quoted_empty = void 0;
  } else {
  }
  if (options.quoted_match === void 0 || options.quoted_match === null || options.quoted_match === false) {
    options.quoted_match = null;
  } else if (!Array.isArray(options.quoted_match)) {
    options.quoted_match = [options.quoted_match];
  }
  if (options.quoted_match) {
    for (const quoted_match of options.quoted_match) {
      const isString = typeof quoted_match === "string";
      const isRegExp = quoted_match instanceof RegExp;
      if (!isString && !isRegExp) {
        return [
          new CsvError("CSV_OPTION_QUOTED_MATCH", [
            "option `quoted_match` must be a string or a regex,",
            `got ${JSON.stringify(options.quoted_match)}`
          ])
        ];
      }
    }
  }
  if (options.quoted_string === void 0 || options.quoted_string === null) {
    options.quoted_string = false;
  } else {
  }
  if (options.eof === void 0 || options.eof === null) {
    options.eof = true;
  } else {
  }
  if (options.escape === void 0 || options.escape === null) {
    options.escape = '"';
  } else if (Buffer.isBuffer(options.escape)) {
    options.escape = options.escape.toString();
  } else if (typeof options.escape !== "string") {
    return [
      Error(
        `Invalid Option: escape must be a buffer or a string, got ${JSON.stringify(options.escape)}`
      )
    ];
  }
  if (options.escape.length > 1) {
    return [
      Error(
        `Invalid Option: escape must be one character, got ${options.escape.length} characters`
      )
    ];
  }
  if (options.header === void 0 || options.header === null || options.header === false) {
    options.header = false;
  } else if (options.header !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_HEADER",
      [
        "option `header` is expected to be a boolean,",
        `got ${JSON.stringify(options.header)}`
      ],
      options
    );
  }
  if (options.header_as_comment === void 0 || options.header_as_comment === null || options.header_as_comment === false) {
    options.header_as_comment = false;
  } else if (options.header_as_comment === true) {
    options.header_as_comment = "#";
  } else if (Buffer.isBuffer(options.header_as_comment)) {
    options.header_as_comment = options.header_as_comment.toString();
  } else if (typeof options.header_as_comment !== "string") {
    throw new CsvError(
      "CSV_INVALID_OPTION_HEADER_AS_COMMENT",
      [
        "option `header_as_comment` must be a boolean, a string or a buffer,",
        `got ${JSON.stringify(options.header_as_comment)}`
      ],
      options
    );
  }
  const [errColumns, columns2] = normalize_columns(options.columns);
  if (errColumns !== void 0) return [errColumns];
  options.columns = columns2;
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.cast === void 0 || options.cast === null) {
    options.cast = {};
  } else {
  }
  if (options.cast.bigint === void 0 || options.cast.bigint === null) {
    options.cast.bigint = (value) => "" + value;
  }
  if (options.cast.boolean === void 0 || options.cast.boolean === null) {
    options.cast.boolean = (value) => value ? "1" : "";
  }
  if (options.cast.date === void 0 || options.cast.date === null) {
    options.cast.date = (value) => "" + value.getTime();
  }
  if (options.cast.number === void 0 || options.cast.number === null) {
    options.cast.number = (value) => "" + value;
  }
  if (options.cast.object === void 0 || options.cast.object === null) {
    options.cast.object = (value) => JSON.stringify(value);
  }
  if (options.cast.string === void 0 || options.cast.string === null) {
    options.cast.string = function(value) {
      return value;
    };
  }
  if (options.on_record !== void 0 && typeof options.on_record !== "function") {
    return [Error(`Invalid Option: "on_record" must be a function.`)];
  }
  if (options.quote_record_delimiter === void 0 || options.quote_record_delimiter === null) {
    options.quote_record_delimiter = !options.record_delimiter;
  } else if (typeof options.quote_record_delimiter !== "boolean") {
    return [
      new CsvError("CSV_OPTION_QUOTE_RECORD_DELIMITER_INVALID_TYPE", [
        "option `quote_record_delimiter` must be a boolean,",
        `got ${JSON.stringify(options.quote_record_delimiter)}`
      ])
    ];
  }
  if (options.record_delimiter === void 0 || options.record_delimiter === null) {
    options.record_delimiter = "\n";
  } else if (Buffer.isBuffer(options.record_delimiter)) {
    options.record_delimiter = options.record_delimiter.toString();
  } else if (typeof options.record_delimiter !== "string") {
    return [
      Error(
        `Invalid Option: record_delimiter must be a buffer or a string, got ${JSON.stringify(options.record_delimiter)}`
      )
    ];
  }
  switch (options.record_delimiter) {
    case "unix":
      options.record_delimiter = "\n";
      break;
    case "mac":
      options.record_delimiter = "\r";
      break;
    case "windows":
      options.record_delimiter = "\r\n";
      break;
    case "ascii":
      options.record_delimiter = "";
      break;
    case "unicode":
      options.record_delimiter = "\u2028";
      break;
  }
  return [void 0, options];
};

// node_modules/csv-stringify/lib/api/index.js
var bom_utf8 = Buffer.from([239, 187, 191]);
var emits_separator = function(value, separators) {
  return separators.some(
    (separator) => separator.length !== 0 && (value.indexOf(separator) !== -1 || separator.length > 1 && (value + separator).indexOf(separator) < value.length)
  );
};
var matches_quoted_match = function(value, quoted_match) {
  if (!quoted_match) return false;
  return quoted_match.some(
    (pattern) => typeof pattern === "string" ? value.indexOf(pattern) !== -1 : value.search(pattern) !== -1
  );
};
var stringifier = function(options, state, info) {
  return {
    options,
    state,
    info,
    __transform: function(chunk, push2) {
      if (!Array.isArray(chunk) && typeof chunk !== "object") {
        return Error(
          `Invalid Record: expect an array or an object, got ${JSON.stringify(chunk)}`
        );
      }
      if (this.info.records === 0) {
        if (Array.isArray(chunk)) {
          if (this.options.header === true && this.options.columns === void 0) {
            return Error(
              "Undiscoverable Columns: header option requires column option or object records"
            );
          }
        } else if (this.options.columns === void 0) {
          const [err2, columns2] = normalize_columns(Object.keys(chunk));
          if (err2) return;
          this.options.columns = columns2;
        }
      }
      if (this.info.records === 0) {
        this.bom(push2);
        const err2 = this.headers(push2);
        if (err2) return err2;
      }
      try {
        if (this.options.on_record) {
          this.options.on_record(chunk, this.info.records);
        }
      } catch (err2) {
        return err2;
      }
      let err, chunk_string;
      if (this.options.eof) {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          chunk_string = chunk_string + this.options.record_delimiter;
        }
      } else {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          if (this.options.header || this.info.records) {
            chunk_string = this.options.record_delimiter + chunk_string;
          }
        }
      }
      this.info.records++;
      push2(chunk_string);
    },
    stringify: function(chunk, chunkIsHeader = false) {
      if (typeof chunk !== "object") {
        return [void 0, chunk];
      }
      const { columns: columns2 } = this.options;
      const record = [];
      if (Array.isArray(chunk)) {
        const length = columns2 ? Math.min(chunk.length, columns2.length) : chunk.length;
        for (let i = 0; i < length; i++) {
          const field = chunk[i];
          const [err, value] = this.__cast(field, {
            index: i,
            column: i,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      } else {
        for (let i = 0; i < columns2.length; i++) {
          const field = get(chunk, columns2[i].key);
          const [err, value] = this.__cast(field, {
            index: i,
            column: columns2[i].key,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      }
      let csvrecord = "";
      for (let i = 0; i < record.length; i++) {
        let options2, err;
        let [value, field] = record[i];
        if (typeof value === "string") {
          options2 = this.options;
        } else if (is_object(value)) {
          options2 = { ...value };
          value = options2.value;
          delete options2.value;
          if (typeof value !== "string" && value !== void 0 && value !== null) {
            if (err)
              return [
                Error(
                  `Invalid Casting Value: returned value must return a string, null or undefined, got ${JSON.stringify(value)}`
                )
              ];
          }
          options2 = { ...this.options, ...options2 };
          [err, options2] = normalize_options(options2);
          if (err !== void 0) {
            return [err];
          }
        } else if (value === void 0 || value === null) {
          options2 = this.options;
        } else {
          return [
            Error(
              `Invalid Casting Value: returned value must return a string, an object, null or undefined, got ${JSON.stringify(value)}`
            )
          ];
        }
        const {
          delimiter,
          escape,
          quote,
          quoted,
          quoted_empty,
          quoted_string,
          quoted_match,
          record_delimiter,
          quote_record_delimiter,
          escape_formulas
        } = options2;
        if ("" === value && "" === field) {
          const quotedMatch = matches_quoted_match(value, quoted_match);
          const shouldQuote = quotedMatch || true === quoted_empty || true === quoted_string && false !== quoted_empty;
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (value) {
          if (typeof value !== "string") {
            return [
              Error(
                `Formatter must return a string, null or undefined, got ${JSON.stringify(value)}`
              )
            ];
          }
          const containsdelimiter = emits_separator(value, [delimiter]);
          const containsQuote = quote !== "" && value.indexOf(quote) >= 0;
          const containsEscape = value.indexOf(escape) >= 0 && escape !== quote;
          const containsRecordDelimiter = emits_separator(value, [
            record_delimiter,
            ...quote_record_delimiter === false ? [] : ["\n", "\r"]
          ]);
          const quotedString = quoted_string && typeof field === "string";
          const quotedMatch = matches_quoted_match(value, quoted_match);
          if (escape_formulas) {
            switch (value[0]) {
              case "-":
                if (typeof field === "number" || typeof field === "bigint") {
                  break;
                }
                value = `'${value}`;
                break;
              case "=":
              case "+":
              case "@":
              case "	":
              case "\r":
              case "\uFF1D":
              // Unicode '='
              case "\uFF0B":
              // Unicode '+'
              case "\uFF0D":
              // Unicode '-'
              case "\uFF20":
                value = `'${value}`;
                break;
            }
          }
          const shouldQuote = containsQuote === true || containsdelimiter || containsRecordDelimiter || quoted || quotedString || quotedMatch;
          if (shouldQuote === true && containsEscape === true) {
            value = value.replaceAll(escape, () => escape + escape);
          }
          if (containsQuote === true) {
            value = value.replaceAll(quote, () => escape + quote);
          }
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (quoted_empty === true || field === "" && quoted_string === true && quoted_empty !== false) {
          csvrecord += quote + quote;
        }
        if (i !== record.length - 1) {
          csvrecord += delimiter;
        }
      }
      return [void 0, csvrecord];
    },
    bom: function(push2) {
      if (this.options.bom !== true) {
        return;
      }
      push2(bom_utf8);
    },
    headers: function(push2) {
      if (this.options.header === false) {
        return;
      }
      if (this.options.columns === void 0) {
        return;
      }
      let err;
      let headers = this.options.columns.map((column) => column.header);
      if (this.options.eof) {
        [err, headers] = this.stringify(headers, true);
        headers += this.options.record_delimiter;
      } else {
        [err, headers] = this.stringify(headers, true);
      }
      if (err) return err;
      if (this.options.header_as_comment) {
        headers = this.options.header_as_comment + " " + headers;
      }
      push2(headers);
    },
    __cast: function(value, context) {
      const type = typeof value;
      try {
        if (type === "string") {
          return [void 0, this.options.cast.string(value, context)];
        } else if (type === "bigint") {
          return [void 0, this.options.cast.bigint(value, context)];
        } else if (type === "number") {
          return [void 0, this.options.cast.number(value, context)];
        } else if (type === "boolean") {
          return [void 0, this.options.cast.boolean(value, context)];
        } else if (value instanceof Date) {
          return [void 0, this.options.cast.date(value, context)];
        } else if (type === "object" && value !== null) {
          return [void 0, this.options.cast.object(value, context)];
        } else if (value === null && this.options.cast.null !== void 0) {
          return [void 0, this.options.cast.null(value, context)];
        } else if (value === void 0 && this.options.cast.undefined !== void 0) {
          return [void 0, this.options.cast.undefined(value, context)];
        } else {
          return [void 0, value];
        }
      } catch (err) {
        return [err];
      }
    }
  };
};

// node_modules/csv-stringify/lib/sync.js
var stringify = function(records, opts = {}) {
  const data = [];
  const [err, options] = normalize_options(opts);
  if (err !== void 0) throw err;
  const state = {
    stop: false
  };
  const info = {
    records: 0
  };
  const api = stringifier(options, state, info);
  for (const record of records) {
    const err2 = api.__transform(record, function(record2) {
      data.push(record2);
    });
    if (err2 !== void 0) throw err2;
  }
  if (data.length === 0) {
    api.bom((d) => {
      data.push(d);
    });
    const err2 = api.headers((headers) => {
      data.push(headers);
    });
    if (err2 !== void 0) throw err2;
  }
  return data.join("");
};

// src/store/csv.ts
var refuseDamage = (damage) => {
  throw damage;
};
function readCsv(text, fileName, { onDamage, from = "" }) {
  if (text.startsWith("version https://git-lfs.github.com/spec/"))
    throw new Error(
      `${fileName}: is a Git LFS pointer and not the file itself; take *.csv out of .gitattributes, run git lfs migrate export --include="*.csv"`
    );
  const records = readRecords(text.replace(/^\ufeff/, ""), fileName, { onDamage, from });
  const first = records.next();
  if (first.done === true) throw corrupt(fileName, 1, 1, "the file is empty; a header is expected");
  const header = first.value.cells;
  const twice = header.findIndex((name, index) => header.indexOf(name) !== index);
  if (twice >= 0) throw corrupt(fileName, 1, twice + 1, "the header names this column twice");
  return { header, records: ofWidth(records, header.length, fileName, onDamage) };
}
function formatCsv(records) {
  return stringify([...records], { record_delimiter: "\n", quoted_match: /[\r\n\ufeff]/ });
}
function corrupt(fileName, line, column, what) {
  return new Error(`${fileName}: line ${line}, column ${column}: ${what}; fix the line, or restore the file from git`);
}
function* readRecords(text, fileName, { onDamage, from = "" }) {
  const hasQuotes = text.includes('"');
  let [start, line, isFirst] = [0, 1, true];
  while (start < text.length) {
    const end2 = endOfLine(start, text);
    const written = lineOf(text, start, end2);
    const quoted = hasQuotes && written.includes('"') ? readQuoted(text, start, fileName, line, onDamage) : void 0;
    if (quoted !== void 0) {
      if (quoted.cells !== void 0) yield { line, cells: quoted.cells };
    } else if (!isBlank(written)) yield { line, cells: written.split(",") };
    line += quoted?.lines ?? 1;
    start = quoted?.end ?? end2;
    if (isFirst && !hasQuotes && from !== "" && text.startsWith("time,")) {
      const wanted = startOf(from, text, start);
      line += linesBetween(text, start, wanted);
      start = wanted;
    }
    isFirst = false;
  }
}
var mostQuotedLines = 100;
function readQuoted(text, start, fileName, line, onDamage) {
  let [end2, lines] = [endOfLine(start, text), 1];
  while (quotesIn(text, start, end2) % 2 === 1 && end2 < text.length && lines < mostQuotedLines)
    [end2, lines] = [endOfLine(end2, text), lines + 1];
  try {
    const options = { record_delimiter: ["\n", "\r\n"], relax_column_count: true };
    const [cells] = (0, import_sync.parse)(text.slice(start, end2), options);
    return { cells, lines, end: end2 };
  } catch (cause) {
    if (!(cause instanceof import_sync.CsvError)) throw cause;
    const column = typeof cause["column"] === "number" ? cause["column"] + 1 : 1;
    const isOpen = cause.code === "CSV_QUOTE_NOT_CLOSED";
    onDamage(corrupt(fileName, line, column, isOpen ? "a quoted cell never ends" : "a quote is not allowed here"));
    return { cells: void 0, lines: 1, end: endOfLine(start, text) };
  }
}
function quotesIn(text, start, end2) {
  let count2 = 0;
  for (let at = text.indexOf('"', start); at !== -1 && at < end2; at = text.indexOf('"', at + 1)) count2 += 1;
  return count2;
}
function lineOf(text, start, end2) {
  let last = end2;
  if (text[last - 1] === "\n") last -= 1;
  if (text[last - 1] === "\r") last -= 1;
  return text.slice(start, Math.max(start, last));
}
function isBlank(line) {
  return line === "" || line[0] === "," && /^,*$/.test(line);
}
function endOfLine(start, text) {
  const newline = text.indexOf("\n", start);
  return newline === -1 ? text.length : newline + 1;
}
function startOf(time, text, header) {
  let [low, high] = [header, text.length];
  while (low < high) {
    const middle = Math.max(low, text.lastIndexOf("\n", low + high >> 1) + 1);
    if (text.slice(middle, middle + time.length) >= time) high = middle;
    else low = endOfLine(middle, text);
  }
  return low;
}
function linesBetween(text, from, to) {
  let lines = 0;
  for (let at = from; at < to; at = endOfLine(at, text)) lines += 1;
  return lines;
}
function* ofWidth(records, width, fileName, onDamage) {
  for (const record of records) {
    const found2 = record.cells.length;
    if (found2 === width) yield record;
    else
      onDamage(corrupt(fileName, record.line, Math.min(found2, width) + 1, `${width} cells expected, ${found2} found`));
  }
}

// src/store/file.ts
var import_node_fs = __toESM(require_node_fs(), 1);
var import_promises = __toESM(require_promises2(), 1);
var import_node_path2 = __toESM(require_node_path(), 1);
async function readIfPresent(path) {
  const bytes = await readBytes(path);
  if (bytes === void 0) return void 0;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path}: is not UTF-8 text; restore it from git`, { cause });
  }
}
async function writeDurably(path, text, mode = 420) {
  const present2 = await statRegular(path);
  const temporary = (0, import_node_path2.join)((0, import_node_path2.dirname)(path), `.${(0, import_node_path2.basename)(path)}.${process.pid}.tmp`);
  try {
    await (0, import_promises.rm)(temporary, { force: true });
    await writeAll(temporary, Buffer.from(text, "utf8"), present2 === void 0 ? mode : present2.mode & 511);
    await (0, import_promises.rename)(temporary, path);
    await syncFolder((0, import_node_path2.dirname)(path));
  } catch (cause) {
    await (0, import_promises.rm)(temporary, { force: true }).catch(() => void 0);
    throw fileError(path, "cannot be written", cause);
  }
}
async function removeLeftovers(folder, began) {
  for (const name of await (0, import_promises.readdir)(folder).catch(() => [])) {
    const [, pid] = /^\..+\.([1-9]\d{0,6})\.tmp$/.exec(name) ?? [];
    if (pid === void 0) continue;
    const path = (0, import_node_path2.join)(folder, name);
    const age = began.getTime() - ((await (0, import_promises.lstat)(path).catch(() => void 0))?.mtimeMs ?? Number.POSITIVE_INFINITY);
    if (age > (isRunning(Number(pid)) ? hourMs : 0)) await (0, import_promises.rm)(path).catch(() => void 0);
  }
}
var hourMs = 36e5;
function fileError(path, what, cause) {
  const code = codeOf(cause) ?? (cause instanceof Error ? cause.message : "unknown trouble");
  const mend = mends.get(code);
  return new Error(`${path}: ${what} (${code})${mend === void 0 ? "" : `: ${mend}`}`, { cause });
}
async function listFolder(folder) {
  const names = await (0, import_promises.readdir)(folder).catch((cause) => {
    if (codeOf(cause) === "ENOENT") return [];
    throw fileError(folder, "cannot be listed", cause);
  });
  return names.sort();
}
function codeOf(error) {
  if (!(error instanceof Error) || !("code" in error)) return void 0;
  return typeof error.code === "string" ? error.code : void 0;
}
var mends = /* @__PURE__ */ new Map([
  ["ENOSPC", "the disk is full; free some space"],
  ["EDQUOT", "the disk quota is used up; free some space"],
  ["EFBIG", "a limit on file sizes is in force; raise it (ulimit -f)"],
  ["EROFS", "the file system is read-only; mount it writable"],
  ["EACCES", "this user may not; change the owner or the mode"],
  ["EPERM", "this user may not; change the owner or the mode"],
  ["EIO", "the disk reports an error; look at dmesg"],
  ["EISDIR", "a folder is in its place; move it away"],
  ["ENOENT", "its folder is missing; create it"],
  ["ENOTDIR", "a file is where its folder should be; move it away"]
]);
async function readBytes(path) {
  try {
    return await (0, import_promises.readFile)(path);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return void 0;
    throw fileError(path, "cannot be read", cause);
  }
}
async function statRegular(path) {
  const stats = await (0, import_promises.lstat)(path).catch((cause) => {
    if (codeOf(cause) === "ENOENT") return void 0;
    throw fileError(path, "cannot be looked at", cause);
  });
  if (stats === void 0 || stats.isFile()) return stats;
  const kind = stats.isSymbolicLink() ? "a symbolic link" : "not a regular file";
  throw new Error(`${path}: is ${kind}, and results are only written to regular files; replace it by one`);
}
function isRunning(pid) {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
async function writeAll(path, bytes, mode) {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = import_node_fs.constants;
  const handle = await (0, import_promises.open)(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode);
  try {
    await writeInFull(handle, bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
async function writeInFull(handle, bytes) {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written);
    if (bytesWritten === 0) throw new Error("the disk took no more bytes");
    written += bytesWritten;
  }
  const { size } = await handle.stat();
  if (size !== bytes.length) throw new Error(`${size} bytes on disk instead of ${bytes.length}`);
}
async function syncFolder(folder) {
  const handle = await (0, import_promises.open)(folder, import_node_fs.constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (cause) {
    if (codeOf(cause) !== "EINVAL") throw cause;
  } finally {
    await handle.close();
  }
}

// src/store/seed.ts
function isSeedText(text) {
  return /^(\d\d|\d{6}) \d\d:\d\d:\d\d,/.test(text);
}
function readSeed(text, fileName, onDamage) {
  const file = readMonthFileName(fileName);
  if (file === void 0) throw corrupt(fileName, 1, 1, "rows without a header, and no month in the file's name");
  return { header: headerOf2(file.type), records: readRecords2(text, fileName, file, onDamage) };
}
function headerOf2(type) {
  return [...columns[type], "loss", "errors"];
}
var columns = {
  node: [
    ...["time", "host", "ping_ms", "ping_max_ms", "http_ms", "http_code"],
    ...["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers"]
  ],
  miner: [
    ...["time", "host", "ping_ms", "ping_max_ms", "mem_avail_mib", "disk_avail_mib", "last_boot"],
    ...["gpu_temp_c", "gpu_mem_mib", "gpu_power_w", "ssh_peers"]
  ],
  ping: ["time", "host", "ping_ms", "ping_max_ms"]
};
var overSsh = /* @__PURE__ */ new Set(["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers"]);
function* readRecords2(text, fileName, file, onDamage) {
  const joined = file.type === "ping" ? text.replaceAll("\n,", " ,") : text;
  for (const [index, written] of joined.split(/\r?\n/).entries()) {
    if (/^[\s,]*$/.test(written)) continue;
    const cells = readLine(written, file);
    if ("what" in cells) onDamage(corrupt(fileName, index + 1, cells.column, cells.what));
    else yield { line: index + 1, cells };
  }
}
function readLine(written, file) {
  const names = columns[file.type];
  const raw = written.split(",").map((cell) => cell.trim());
  if (raw.length < 2 || raw.length > names.length)
    return { column: raw.length, what: `2 to ${names.length} cells expected, ${raw.length} found` };
  const known2 = raw.map((cell) => cell === "None" ? void 0 : cell);
  const time = convertTime(known2[0] ?? "", file);
  if (time === void 0) return { column: 1, what: "day and time expected" };
  const cells = names.map(
    (name, index) => index === 0 ? isoSeconds(time) : convertCell(name, known2[index] ?? "", time)
  );
  const unreadable = cells.indexOf(void 0);
  if (unreadable >= 0) return { column: unreadable + 1, what: `not a value of ${names[unreadable]}` };
  return [...cells.map((cell) => cell ?? ""), ...reasons(names, known2)];
}
function reasons(names, known2) {
  const unknown = names.filter((_, index) => known2[index] === void 0);
  if (unknown.includes("ping_ms")) return ["100", "ping:unreachable"];
  return ["", unknown.some((name) => overSsh.has(name)) ? "probe:incomplete" : ""];
}
function convertCell(name, text, rowTime) {
  if (text === "") return name === "host" ? void 0 : "";
  switch (name) {
    case "host":
      return text.replaceAll(" ", "");
    case "mem_avail_mib":
    case "swap_free_mib":
    case "disk_avail_mib":
      return convertSize(text);
    case "last_boot":
      return convertBoot(text, rowTime);
    case "ssh_peers":
      return convertPeers(text);
    default:
      return /^[\w.+]+$/.test(text) ? text : void 0;
  }
}
function convertTime(text, file) {
  const match = /^(\d{4})?(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  const [, yearMonth = file.yearMonth, day, clock] = match ?? [];
  const iso = `20${yearMonth.slice(0, 2)}-${yearMonth.slice(2)}-${day}T${clock}Z`;
  const time = new Date(iso);
  return match && !Number.isNaN(time.getTime()) && isoSeconds(time) === iso ? time : void 0;
}
var mibPerUnit = new Map(
  ["", "K", "M", "G", "T", "P", "E"].map((unit, power) => [unit, 1024 ** (power - 2)])
);
function convertSize(text) {
  if (text === "-") return "";
  const match = /^(\d+(?:\.\d+)?)([KMGTPE]?)i?B?$/.exec(text);
  const mib = mibPerUnit.get(match?.[2] ?? "");
  return match && mib !== void 0 ? String(Math.round(Number(match[1]) * mib)) : void 0;
}
var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
var dayMs = 864e5;
function convertBoot(text, rowTime) {
  const match = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d)$/.exec(text);
  const month = months.indexOf(match?.[1] ?? "");
  if (!match || month === -1) return "";
  const [day = 0, hour = 0, minute = 0] = match.slice(2).map(Number);
  const boot = new Date(Date.UTC(rowTime.getUTCFullYear(), month, day, hour, minute));
  if (boot.getTime() > rowTime.getTime() + dayMs) boot.setUTCFullYear(boot.getUTCFullYear() - 1);
  return `${boot.toISOString().slice(0, 16)}Z`;
}
function convertPeers(text) {
  const addresses = text.split("+").map(canonicalAddress);
  return [...new Set(addresses.filter((address) => address !== void 0))].sort(compareAddresses).join("+");
}

// src/store/rows.ts
function* readRows(text, fileName, reading) {
  const type = typeOf(fileName);
  const table2 = tableOf(text, fileName, reading);
  if (table2 === void 0) return;
  const read4 = rowReader(type, table2.header);
  for (const { time, host, cells } of table2.rows) yield read4(time, host, cells);
}
function tableOf(text, fileName, reading) {
  try {
    return readTable(text, fileName, reading);
  } catch (damage) {
    reading.onDamage(damage instanceof Error ? damage : new Error(String(damage)));
    return void 0;
  }
}
function readTable(text, fileName, reading = { onDamage: refuseDamage }) {
  const { header, records } = isSeedText(text) ? readSeed(text, fileName, reading.onDamage) : readCsv(text, fileName, reading);
  const [time, host] = [header.indexOf("time"), header.indexOf("host")];
  if (time === -1 || host === -1) throw corrupt(fileName, 1, 1, "a header with the columns time and host expected");
  return { header, rows: withTimes(records, { time, host, fileName, onDamage: reading.onDamage }) };
}
function* withTimes(records, at) {
  let known2 = "";
  for (const { line, cells } of records) {
    const [time = "", host = ""] = [cells[at.time], cells[at.host]];
    if (time !== known2 && !isTime(time)) {
      at.onDamage(corrupt(at.fileName, line, at.time + 1, "a time such as 2026-11-22T21:32:05Z expected"));
      continue;
    }
    known2 = time;
    if (host === "" || /[\u0000-\u001f\u007f]/.test(host))
      at.onDamage(corrupt(at.fileName, line, at.host + 1, "the name of a host expected"));
    else yield { time, host, cells };
  }
}
function isTime(text) {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && isoSeconds(time) === text;
}
function typeOf(fileName) {
  const file = readMonthFileName(fileName);
  if (file === void 0) throw new Error(`${fileName}: is not named like a results file, such as node_2611.csv`);
  return file.type;
}

// src/store/results.ts
async function folderResults(folder) {
  const pathOf = (name) => (0, import_node_path3.join)(folder, name);
  return { names: await listFolder(folder), read: (name) => readIfPresent(pathOf(name)), pathOf };
}
async function* rowsBetween(results, from, to, onDamage = refuseDamage) {
  const first = from === void 0 ? "" : isoSeconds(from);
  for (const names of monthsBetween(results, from, to)) {
    const tables = [];
    for (const name of names) {
      const text = await readOrReport(results, name, onDamage);
      if (text !== void 0) tables.push(readRows(text, results.pathOf(name), { from: first, onDamage }));
    }
    for (const row of inTimeOrder(tables)) if ((from === void 0 || row.time >= from) && row.time <= to) yield row;
  }
}
async function readOrReport(results, name, onDamage) {
  try {
    return await results.read(name);
  } catch (cause) {
    onDamage(cause instanceof Error ? cause : new Error(String(cause)));
    return void 0;
  }
}
async function newestTime(results, end2) {
  const last = end2 ?? /* @__PURE__ */ new Date(864e13);
  for (const names of monthsBetween(results, void 0, last).reverse()) {
    let newest;
    for (const name of names)
      for (const { time } of readRows(await results.read(name) ?? "", results.pathOf(name), strict))
        if (time <= last && (newest === void 0 || time > newest)) newest = time;
    if (newest !== void 0) return newest;
  }
  return void 0;
}
var strict = { onDamage: refuseDamage };
function hasRows({ names }) {
  return names.some((name) => readMonthFileName(name) !== void 0);
}
function filesOfMonth({ names }, time) {
  const wanted = yearMonthOf(time);
  return names.filter((name) => readMonthFileName(name)?.yearMonth === wanted);
}
function monthsWithPage({ names }) {
  return names.flatMap((name) => /^(\d{4}-\d\d)\.md$/.exec(name)?.[1] ?? []);
}
function monthsBetween({ names }, from, to) {
  const first = from === void 0 ? "" : yearMonthOf(from);
  const before = from === void 0 ? "" : yearMonthOf(new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 0)));
  const files = names.flatMap((name) => {
    const file = readMonthFileName(name);
    if (file === void 0 || file.yearMonth > yearMonthOf(to)) return [];
    const isWanted = file.yearMonth >= first || file.day !== void 0 && file.yearMonth === before;
    return isWanted ? [{ name, month: file.yearMonth }] : [];
  });
  const byMonth = [...Map.groupBy(files, ({ month }) => month)].sort(([a], [b]) => a < b ? -1 : 1);
  return byMonth.map(([, ofMonth]) => ofMonth.map(({ name }) => name));
}
function* inTimeOrder(tables) {
  const open2 = tables.flatMap((rows) => {
    const next = rows.next();
    return next.done === true ? [] : [{ rows, row: next.value }];
  });
  while (open2.length > 0) {
    const earliest = open2.reduce((one, other) => other.row.time < one.row.time ? other : one);
    yield earliest.row;
    const next = earliest.rows.next();
    if (next.done === true) open2.splice(open2.indexOf(earliest), 1);
    else earliest.row = next.value;
  }
}

// src/store/store.ts
var import_promises6 = __toESM(require_promises2(), 1);
var import_node_path7 = __toESM(require_node_path(), 1);

// src/store/change.ts
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

// src/store/git.ts
var import_promises4 = __toESM(require_promises(), 1);

// src/store/git-commit.ts
var import_node_buffer = __toESM(require_node_buffer(), 1);
var import_promises2 = __toESM(require_promises2(), 1);
var import_node_os = __toESM(require_node_os(), 1);
var import_node_path4 = __toESM(require_node_path(), 1);

// src/store/git-errors.ts
var GitError = class extends Error {
  name = "GitError";
};
var NoRepositoryError = class extends GitError {
  name = "GitError";
};
function gitError(action, answer, place) {
  return new GitError(`${action}: ${stopText(answer, place) ?? knownText(answer, place) ?? unknownText(answer)}`);
}
function isOutrun({ code, stdout, stderr }) {
  return code !== 0 && outrun.test(stdout + stderr);
}
var outrun = /\[rejected\]|\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists/;
function withoutCredentials(text) {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, "$1");
}
function stopText({ stopped }, { origin }) {
  switch (stopped) {
    case "deadline":
      return `${origin} did not answer within a minute; the rows are kept for the next run`;
    case "size":
      return "git printed more than was expected of it; look at the size of the results files";
    case "signal":
      return "stopped before it was done";
    default:
      return void 0;
  }
}
var known = [
  [
    /GH006|protected branch|repository rule violations|GH013/i,
    ({ branch }) => `the branch ${branch} is protected; push the results to a branch of their own with the input "branch"`
  ],
  [
    /GH001|exceeds GitHub's file size limit/,
    () => "a results file is larger than GitHub takes (100 MB); split the inventory"
  ],
  [
    /hook declined/,
    ({ origin, branch }) => `${origin} refuses pushes to ${branch} by a hook of its own; ask who runs it, or use another "branch"`
  ],
  [
    /refusing to update checked out branch/,
    ({ branch }) => `the remote has ${branch} checked out; push to a bare repository`
  ],
  [/shallow update not allowed/, () => 'the clone is too shallow for this remote; check out with "fetch-depth: 0"'],
  [
    /'origin' does not appear to be a git|No such remote|No configured push destination/i,
    () => "there is no remote called origin; add one (git remote add origin URL), or pass push: false"
  ],
  [
    /returned error: 400|[Dd]uplicate header/,
    ({ origin }) => `${origin} finds two credentials in one request; pass the token either to actions/checkout or to us`
  ],
  [
    /Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission (to \S+ )?denied|Invalid username or|not authorized|Write access to repository not granted/i,
    ({ origin }) => `${origin} does not let us in; give the job "permissions: contents: write", and either leave actions/checkout its "persist-credentials" or pass "token"`
  ],
  [
    /Host key verification failed/,
    ({ origin }) => `the SSH host key of ${origin} is not known; add it to ~/.ssh/known_hosts`
  ],
  [
    /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    ({ origin }) => `the name of ${origin} cannot be resolved; look at the runner's network and DNS`
  ],
  [
    /server certificate|SSL certificate|certificate verif/i,
    ({ origin }) => `the certificate of ${origin} is not trusted here`
  ],
  [
    /repository .*not found|does not appear to be a git repository|returned error: 404|does not exist/i,
    ({ origin }) => `${origin} is not there, or hidden from us; look at the URL and at what the token may see`
  ],
  [
    /Failed to connect|Connection (refused|timed out|reset)|Operation too slow|Empty reply|early EOF|hung up|unable to access|Could not read from remote/i,
    ({ origin }) => `${origin} cannot be reached; the rows are kept for the next run`
  ],
  [/No space left on device/, () => "the disk is full; free some space"],
  [
    /Read-only file system|unable to create temporary file|insufficient permission/,
    () => "the repository cannot be written by this user"
  ],
  [
    /\.lock': File exists/,
    () => "another git is at work in this repository, or one died there; if none is, delete its .lock file"
  ],
  [
    /bad object|unable to read|corrupt|loose object/,
    () => "the local repository is damaged; run git fsck, or clone it anew"
  ]
];
function knownText({ stdout, stderr }, place) {
  const text = `${stdout}
${stderr}`;
  return known.find(([said]) => said.test(text))?.[1](place);
}
var longestShown = 200;
function unknownText({ code, stderr }) {
  const lines = stderr.split(/[\r\n]+/).filter((line2) => line2.trim() !== "");
  const reason = lines.find((line2) => /^(remote: )?(fatal|error):/.test(line2)) ?? lines[0];
  if (reason === void 0) return `git ended with code ${code}`;
  const line = withoutCredentials(reason.replace(/[\u0000-\u001f\u007f-\u009f]/g, " "));
  return `git says "${line.slice(0, longestShown).trim()}"`;
}

// src/store/git-commit.ts
var maxBlobBytes = 128 * 1024 * 1024;
async function must(git, action, place, call) {
  const answer = await git(call);
  if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(action, answer, place);
  return answer;
}
async function buildCommit(git, plan) {
  const entries = await writeBlobs(git, plan);
  if (entries.length === 0) return void 0;
  const tree = await writeTree(git, plan, entries);
  const parents = plan.base === void 0 ? [] : ["-p", plan.base];
  const answer = await must(git, "commit the results", plan.place, {
    args: ["commit-tree", tree, ...parents, "-F", "-"],
    input: `${subjectText(plan.subject)}
`,
    environment: identity(plan.environment)
  });
  return answer.stdout.trim();
}
async function readEntries(git, place, tree, paths) {
  const args = ["ls-tree", "-z", "--full-tree", tree, "--", ...paths];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  return stdout.split("\0").filter(Boolean).map(readEntry);
}
async function readBlob(git, { place, texts }, entry) {
  if (entry === void 0) return void 0;
  const known2 = texts.get(entry.blob);
  if (known2 !== void 0) return known2;
  const call = { args: ["cat-file", "blob", entry.blob], maxBytes: maxBlobBytes };
  const answer = await git(call);
  if (answer.stopped === "size")
    throw new GitError(
      `${entry.path}: is larger than ${maxBlobBytes / 1024 / 1024} MiB, more than GitHub takes; split it or move it away`
    );
  if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(`read ${entry.path}`, answer, place);
  if (!(0, import_node_buffer.isUtf8)(answer.output)) throw new GitError(`${entry.path}: is not UTF-8 text; restore it from an earlier commit`);
  const { stdout } = answer;
  texts.set(entry.blob, stdout);
  return stdout;
}
function indexLines(entries) {
  return entries.map(({ mode, blob, path }) => `${mode} ${blob}	${path}\0`).join("");
}
function readEntry(line) {
  const [, mode = "", blob = "", path = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
  if (mode.startsWith("100")) return { mode, blob, path };
  throw new GitError(`${path}: is not a regular file in the branch; remove it there`);
}
async function writeBlobs(git, { base, changes, folder, place, texts }) {
  const pathOf = (name) => folder === "" ? name : `${folder}/${name}`;
  const paths = changes.map(({ name }) => pathOf(name));
  const present2 = base === void 0 ? [] : await readEntries(git, place, base, paths);
  const written = [];
  for (const { name, merge } of changes) {
    const path = pathOf(name);
    const entry = present2.find((each) => each.path === path);
    const theirs = await readBlob(git, { place, texts }, entry);
    const merged = merge(theirs, path);
    if (merged === theirs) continue;
    const call = { args: ["hash-object", "-w", "--stdin"], input: merged };
    const { stdout } = await must(git, `store ${path}`, place, call);
    texts.set(stdout.trim(), merged);
    written.push({ mode: entry?.mode ?? "100644", blob: stdout.trim(), path });
  }
  return written;
}
async function writeTree(git, { base, place }, entries) {
  const folder = await (0, import_promises2.mkdtemp)((0, import_node_path4.join)((0, import_node_os.tmpdir)(), "server-monitor-"));
  const environment = { GIT_INDEX_FILE: (0, import_node_path4.join)(folder, "index") };
  const step = (args, input) => must(git, "build the commit", place, { args: ["-c", "core.splitIndex=false", ...args], input, environment });
  try {
    if (base !== void 0) await step(["read-tree", base]);
    await step(["update-index", "--add", "-z", "--index-info"], indexLines(entries));
    return (await step(["write-tree", "--missing-ok"])).stdout.trim();
  } finally {
    await (0, import_promises2.rm)(folder, { recursive: true, force: true });
  }
}
var bot = { NAME: "github-actions[bot]", EMAIL: "41898282+github-actions[bot]@users.noreply.github.com" };
function identity(environment) {
  const names = ["GIT_AUTHOR", "GIT_COMMITTER"].flatMap(
    (who) => Object.entries(bot).map(([what, value]) => [`${who}_${what}`, value])
  );
  return Object.fromEntries(names.map(([name, value]) => [name, environment[name] || value]));
}

// src/store/git-location.ts
var import_promises3 = __toESM(require_promises2(), 1);
var import_node_path5 = __toESM(require_node_path(), 1);

// src/store/git-process.ts
var import_node_child_process = __toESM(require_node_child_process(), 1);
var deadlineMs = 6e4;
var graceMs = 2e3;
var usualMaxBytes = 1024 * 1024;
var overrides = [
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
function gitIn(folder, environment) {
  const inherited = { ...pick(environment), ...fixed };
  return (call) => run(["-C", folder, ...overrides, ...call.args], { ...inherited, ...call.environment }, call);
}
var passed = /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_CONFIG_HOME|SSH_AUTH_SOCK|GIT_SSH|GIT_SSH_COMMAND|GIT_EXEC_PATH|GIT_SSL_CAINFO|SSL_CERT_(FILE|DIR)|GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|(https?|all|no)_proxy|(HTTPS?|ALL|NO)_PROXY)$/;
var fixed = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "", GIT_LITERAL_PATHSPECS: "1" };
function pick(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passed.test(name)));
}
function run(args, environment, call) {
  return new Promise((resolve2, reject) => {
    const child = (0, import_node_child_process.spawn)("git", args, { env: { ...environment }, stdio: ["pipe", "pipe", "pipe"], detached: true });
    const leash = leashOn(child.pid, call.signal);
    const maxBytes = call.maxBytes ?? usualMaxBytes;
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => collect(stream, maxBytes, leash.stop));
    child.stdin.on("error", () => void 0);
    child.stdin.end(call.input ?? "");
    child.on("error", (cause) => {
      leash.drop();
      reject(startError(cause));
    });
    child.on("close", (code) => {
      leash.drop();
      const output = stdout?.() ?? Buffer.alloc(0);
      resolve2({
        ...{ code: code ?? -1, output, stderr: stderr?.().toString("utf8") ?? "", stopped: leash.reason() },
        get stdout() {
          return output.toString("utf8");
        }
      });
    });
  });
}
function leashOn(group, signal) {
  let reason;
  let force;
  const stop = (why) => {
    if (reason !== void 0) return;
    reason = why;
    end(group, "SIGTERM");
    force = setTimeout(() => end(group, "SIGKILL"), graceMs);
  };
  const deadline = setTimeout(() => stop("deadline"), deadlineMs);
  const abort = () => stop("signal");
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  const drop = () => {
    clearTimeout(deadline);
    clearTimeout(force);
    signal?.removeEventListener("abort", abort);
  };
  return { stop, drop, reason: () => reason };
}
function collect(stream, maxBytes, stop) {
  const chunks = [];
  let bytes = 0;
  stream.on("data", (chunk) => {
    bytes += chunk.length;
    if (bytes > maxBytes) stop("size");
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}
function startError(cause) {
  if (codeOf(cause) === "ENOENT") return new Error("git: is not installed; install it on the runner", { cause });
  return new Error(`git: cannot be started (${codeOf(cause) ?? "unknown trouble"})`, { cause });
}
function end(group, signal) {
  try {
    if (group !== void 0) process.kill(-group, signal);
  } catch {
  }
}

// src/store/git-location.ts
async function locate(folder, environment) {
  const path = (0, import_node_path5.resolve)(folder);
  const git = gitIn(await nearestFolder(path), environment);
  const kind = await git({ args: ["rev-parse", "--is-bare-repository", "--is-inside-work-tree"] });
  checkKind(kind, path);
  const { stdout } = await git({ args: ["rev-parse", "--show-toplevel"] });
  const root = await (0, import_promises3.realpath)(stdout.trimEnd());
  const results = (0, import_node_path5.relative)(root, await realFolder(path));
  if (results === ".." || results.startsWith(`..${import_node_path5.sep}`))
    throw new GitError(`results: ${path} leads out of the repository ${root}; replace the symbolic link by a folder`);
  return { root, results: results.split(import_node_path5.sep).join("/") };
}
function checkKind(kind, path) {
  const mend = "run in a clone, or pass push: false";
  if (/dubious ownership/.test(kind.stderr))
    throw new GitError(
      `results: ${path} is in a repository of another user; run git config --global --add safe.directory FOLDER`
    );
  if (/not a git repository/.test(kind.stderr))
    throw new NoRepositoryError(`results: ${path} is not in a git repository; ${mend}`);
  if (kind.code !== 0) throw gitError("results", kind, { origin: "origin", branch: "HEAD" });
  const [bare, inside] = kind.stdout.split("\n");
  if (bare === "true") throw new GitError(`results: ${path} is in a bare repository; ${mend}`);
  if (inside !== "true") throw new GitError(`results: ${path} is not in the work tree of its repository; ${mend}`);
}
async function nearestFolder(path) {
  const stats = await (0, import_promises3.lstat)(path).catch((cause) => {
    if (codeOf(cause) === "ENOENT") return void 0;
    throw fileError(path, "cannot be looked at", cause);
  });
  if (stats?.isDirectory()) return path;
  if (stats === void 0 || stats.isSymbolicLink()) return nearestFolder((0, import_node_path5.dirname)(path));
  throw new GitError(`results: ${path} is not a folder; move it away, or name another`);
}
async function realFolder(path) {
  try {
    return await (0, import_promises3.realpath)(path);
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") throw fileError(path, "cannot be looked at", cause);
  }
  if (await isLink(path)) throw new GitError(`results: ${path} is a symbolic link to nowhere; replace it by a folder`);
  return (0, import_node_path5.join)(await realFolder((0, import_node_path5.dirname)(path)), (0, import_node_path5.basename)(path));
}
async function isLink(path) {
  return (await (0, import_promises3.lstat)(path).catch(() => void 0))?.isSymbolicLink() === true;
}

// src/store/git-loose-objects.ts
var usualMaxKib = 8 * 1024;
async function packLooseObjects(git, maxKib = usualMaxKib) {
  if (await looseKib(git) < maxKib || await isPartial(git)) return;
  const limits = ["--threads=1", "--window-memory=128m"];
  await git({ args: ["repack", "-d", "-l", "-n", "-q", "--no-write-bitmap-index", "--geometric=2", ...limits] });
}
async function looseKib(git) {
  const { stdout } = await git({ args: ["count-objects", "-v"] });
  return Number(/^size: (\d+)$/m.exec(stdout)?.[1] ?? 0);
}
async function isPartial(git) {
  const keys = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";
  return (await git({ args: ["config", "--get-regexp", keys] })).code === 0;
}

// src/store/git-remote.ts
function push(git, { branch }, commit, more = []) {
  const options = ["--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", ...more];
  return git({ args: ["push", ...options, "origin", `${commit}:refs/heads/${branch}`] });
}
async function fetchTip(git, place) {
  const ref = `refs/heads/${place.branch}`;
  const listed = await must(git, `look at ${place.branch}`, place, { args: ["ls-remote", "origin", ref] });
  const tip = listed.stdout.split("\n").map((line) => line.split("	")).find(([, name]) => name === ref)?.[0];
  if (tip === void 0 || (await git({ args: ["cat-file", "-e", `${tip}^{tree}`] })).code === 0) return tip;
  const tracking = `refs/remotes/origin/${place.branch}`;
  const options = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", ...await depth(git, tracking)];
  const answer = await git({ args: ["fetch", ...options, "origin", `+${ref}:${tracking}`] });
  if (isOutrun(answer)) return "outrun";
  if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(`fetch ${place.branch}`, answer, place);
  const args = ["rev-parse", "--verify", `${tracking}^{commit}`];
  return (await must(git, `fetch ${place.branch}`, place, { args })).stdout.trim();
}
async function depth(git, tracking) {
  if (!await isShallow(git)) return [];
  const known2 = await git({ args: ["rev-parse", "--verify", "--quiet", tracking] });
  return known2.code === 0 ? [] : ["--depth=1"];
}
async function isShallow(git) {
  return (await git({ args: ["rev-parse", "--is-shallow-repository"] })).stdout.trim() === "true";
}
function branchOfRunner(environment) {
  const [ref, name] = [environment["GITHUB_REF"], environment["GITHUB_REF_NAME"]];
  if (ref !== void 0) return /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  return environment["GITHUB_REF_TYPE"] === "branch" ? name : void 0;
}
async function defaultBranch(git, origin) {
  const action = "look for the default branch";
  const args = ["ls-remote", "--symref", "origin", "HEAD"];
  const { stdout } = await must(git, action, { origin, branch: "HEAD" }, { args });
  const [, branch] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(stdout) ?? [];
  if (branch === void 0)
    throw new GitError('push: HEAD is detached and origin has no default branch; say which with the input "branch"');
  return branch;
}
async function checkName(git, branch) {
  const { code } = await git({ args: ["check-ref-format", `refs/heads/${branch}`] });
  if (code !== 0) throw new GitError('branch: is not a name that git accepts for a branch; mend the input "branch"');
}

// src/store/git-token.ts
async function tokenEnvironment(git, url, token, environment) {
  const server = serverOf(url);
  if (token === void 0 || server === void 0 || !isMeantFor(server, environment)) return {};
  const configured = await git({ args: ["config", "--get-urlmatch", "http.extraheader", url] });
  if (configured.code === 0) return {};
  const index = Number(environment["GIT_CONFIG_COUNT"] ?? 0) || 0;
  const basic = Buffer.from(`x-access-token:${token.reveal()}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: String(index + 1),
    [`GIT_CONFIG_KEY_${index}`]: `http.${server.origin}/.extraheader`,
    [`GIT_CONFIG_VALUE_${index}`]: `AUTHORIZATION: basic ${basic}`
  };
}
function serverOf(url) {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return void 0;
  return parsed.username === "" && parsed.password === "" ? parsed : void 0;
}
function isMeantFor(server, environment) {
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(server.hostname)) return true;
  const github = URL.parse(environment["GITHUB_SERVER_URL"] ?? "");
  return server.protocol === "https:" && (github === null || github.host === server.host);
}

// src/store/git-tree.ts
async function readTree(git, { place, commit, folder, texts }) {
  const pathOf = (name) => folder === "" ? name : `${folder}/${name}`;
  if (commit === void 0) return { names: [], read: async () => void 0, pathOf };
  await requireFolder(git, { place, commit, folder });
  const args = ["ls-tree", "-z", "--full-tree", "--name-only", commit, ...folder === "" ? [] : ["--", `${folder}/`]];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  const names = stdout.split("\0").flatMap((path) => path.slice(folder === "" ? 0 : folder.length + 1) || []);
  const read4 = async (name) => {
    const [entry] = names.includes(name) ? await readEntries(git, place, commit, [pathOf(name)]) : [];
    return readBlob(git, { place, texts }, entry);
  };
  return { names: names.sort(), read: read4, pathOf };
}
async function requireFolder(git, { place, commit, folder }) {
  if (folder === "") return;
  const parts = folder.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const args = ["ls-tree", "-z", "--full-tree", `${commit}`, "--", ...paths];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  for (const line of stdout.split("\0")) {
    const [, mode, path] = /^(\d{6}) \w+ \w+\t(.*)$/s.exec(line) ?? [];
    if (mode === void 0 || mode === "040000") continue;
    const kind = mode === "120000" ? "a symbolic link" : mode === "160000" ? "a submodule" : "a file";
    throw new GitError(
      `results: ${path} is ${kind} in the branch ${place.branch}, not a folder; remove it there, or name another folder`
    );
  }
}

// src/store/git-work-tree.ts
async function readHead(git) {
  const branch = await git({ args: ["symbolic-ref", "--quiet", "HEAD"] });
  const commit = await git({ args: ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"] });
  const local = branch.stdout.trim().replace(/^refs\/heads\//, "");
  return {
    branch: branch.code === 0 ? local : void 0,
    commit: commit.code === 0 ? commit.stdout.trim() : void 0
  };
}
async function updateWorkTree(target, commit) {
  const { git, place } = target;
  const head = await readHead(git);
  if (head.branch !== place.branch || head.commit === commit) return;
  const settings = ["merge.verifySignatures=false", "merge.autoStash=false"].flatMap((setting) => ["-c", setting]);
  await git({ args: [...settings, "merge", "--ff-only", "--no-stat", "--quiet", commit] });
}

// src/store/git.ts
async function openRepository(folder, options) {
  const { root, results } = await locate(folder, options.environment);
  const git = gitIn(root, options.environment);
  const remote = await git({ args: ["remote", "get-url", "--push", "origin"] });
  const url = remote.code === 0 ? remote.stdout.trimEnd() : void 0;
  const origin = url === void 0 ? root : withoutCredentials(url);
  const context = { ...options, root, results, origin, git, url };
  return {
    ...{ root, results, origin, hasRemote: url !== void 0 },
    tip: (branch, signal) => readTip(context, branch, signal),
    publish: (order) => publish(context, order),
    rehearse: (branch, signal) => rehearse(context, branch, signal),
    tidy: () => packLooseObjects(git)
  };
}
async function resolveTarget(context, branch, signal) {
  const { origin, url, token, environment } = context;
  if (url === void 0)
    throw new GitError(
      "push: there is no remote called origin; add one (git remote add origin URL), or pass push: false"
    );
  const git = (call) => context.git({ signal, ...call });
  const settings = await tokenEnvironment(git, url, token, environment);
  const online = (call) => git({ ...call, environment: { ...settings, ...call.environment } });
  const head = await readHead(git);
  const chosen = branch ?? head.branch ?? branchOfRunner(environment) ?? await defaultBranch(online, origin);
  await checkName(git, chosen);
  return { git, online, head, environment, place: { origin, branch: chosen } };
}
var mostFetches = 5;
async function readTip(context, branch, signal) {
  const target = await resolveTarget(context, branch, signal);
  const { online, place } = target;
  for (let attempt = 1; attempt <= mostFetches; attempt += 1) {
    const fetched = await fetchTip(online, place);
    if (fetched === "outrun") continue;
    const commit = fetched ?? await unpublished(target);
    const texts = /* @__PURE__ */ new Map();
    return { commit, texts, ...await readTree(online, { place, commit, folder: context.results, texts }) };
  }
  throw new GitError(`fetch ${place.branch}: it changed each time it was fetched; run again`);
}
var usualRetryMs = 12e4;
async function publish(context, order) {
  const { signal, tip, retryMs = usualRetryMs } = order;
  const target = await resolveTarget(context, order.branch, signal);
  const attemptOf = { ...order, target, folder: context.results, texts: tip?.texts ?? /* @__PURE__ */ new Map() };
  const startMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
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
async function backOff(attempt, tookMs, signal) {
  const longestMs = tookMs * Math.min(attempt, 4);
  await (0, import_promises4.setTimeout)(Math.random() * longestMs, void 0, { signal }).catch(() => void 0);
}
function outrunError({ branch }, attempts, retryMs) {
  return new GitError(
    `push to ${branch}: somebody else was faster each time (${attempts} attempts in ${retryMs / 1e3} s); the rows are kept for the next run. Let one job at a time write to this branch (concurrency)`
  );
}
async function rehearse(context, branch, signal) {
  const { online, place, head } = await resolveTarget(context, branch, signal);
  const tip = await fetchTip(online, place) ?? head.commit;
  if (tip === void 0 || tip === "outrun") return place.branch;
  const answer = await push(online, place, tip, ["--dry-run"]);
  if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
  return place.branch;
}
async function attemptPush({ target, subject, changes, folder, texts }, known2) {
  const { online, environment, place } = target;
  const fetched = known2 === void 0 ? await fetchTip(online, place) : known2.commit;
  if (fetched === "outrun") return void 0;
  const base = fetched ?? await unpublished(target);
  const commit = await buildCommit(online, { base, subject, changes, folder, environment, place, texts });
  if (commit === void 0) return { commit, tip: fetched };
  const answer = await push(online, place, commit);
  if (answer.code === 0) return { commit, tip: commit };
  if (isOutrun(answer)) return void 0;
  throw gitError(`push to ${place.branch}`, answer, place);
}
async function unpublished({ git, head, place }) {
  return head.branch === place.branch && !await isShallow(git) ? head.commit : void 0;
}

// src/store/merge.ts
function mergeRows(existing, table2, fileName) {
  if (existing === void 0) return formatCsv([table2.header, ...sortByTime(distinct(table2))]);
  const { missing, newest } = compare(existing, table2, fileName);
  if (missing.length === 0) return existing;
  const header = readTable(existing, fileName).header;
  const inPlace = !isSeedText(existing) && table2.header.every((column) => header.includes(column));
  if (inPlace && missing.every((row) => timeOf(row) >= newest)) {
    const added = formatCsv(missing.map((row) => arrange(row, table2.header, header)));
    return existing + (existing.endsWith("\n") ? "" : "\n") + added;
  }
  return rewrite(existing, { ...table2, rows: missing }, fileName);
}
function compare(existing, table2, fileName) {
  const missing = new Map(distinct(table2).map((row) => [identity2(timeOf(row), hostOf(row)), [...row]]));
  let newest = "";
  for (const { time, host } of readTable(existing, fileName).rows) {
    missing.delete(identity2(time, host));
    if (time > newest) newest = time;
  }
  return { missing: sortByTime([...missing.values()]), newest };
}
function rewrite(existing, table2, fileName) {
  const present2 = readTable(existing, fileName);
  const [first, second] = isSeedText(existing) ? [table2.header, present2.header] : [present2.header, table2.header];
  const header = [...first, ...second.filter((column) => !first.includes(column))];
  const old = Array.from(present2.rows, (row) => arrange(row.cells, present2.header, header));
  const added = table2.rows.map((row) => arrange(row, table2.header, header));
  return formatCsv([header, ...sortBy([...old, ...added], header.indexOf("time"))]);
}
function arrange(cells, from, to) {
  return to.map((column) => cells[from.indexOf(column)] ?? "");
}
function distinct(table2) {
  const seen = /* @__PURE__ */ new Set();
  return table2.rows.filter((row) => {
    const id = identity2(timeOf(row), hostOf(row));
    return !seen.has(id) && seen.add(id);
  });
}
function identity2(time, host) {
  return time + host;
}
function timeOf(row) {
  return row[0] ?? "";
}
function hostOf(row) {
  return row[1] ?? "";
}
function sortByTime(rows) {
  return sortBy(rows, 0);
}
function sortBy(rows, column) {
  return rows.toSorted((a, b) => compareText(a[column] ?? "", b[column] ?? ""));
}
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/store/public-ip-history.ts
function addressChanges(runs) {
  const sightings = runs.flatMap(
    ({ time, publicAddresses = [] }) => publicAddresses.map((ip) => ({ time: isoSeconds(time), ip }))
  );
  if (sightings.length === 0) return [];
  return [{ name: "public_ip_history.csv", merge: (theirs, path) => withSightings(theirs, sightings, path) }];
}
function withSightings(existing, sightings, path) {
  const { header, entries } = existing === void 0 ? { header: ["time", "ip"], entries: [] } : read(existing, path);
  const history = sightings.reduce((known2, sighting) => withSighting(known2, sighting, header), entries);
  if (existing !== void 0 && history.length === entries.length) return existing;
  return formatCsv([header, ...history.map(({ cells }) => cells)]);
}
function withSighting(history, sighting, header) {
  const end2 = history.findLastIndex(({ time }) => time <= sighting.time) + 1;
  const before = history.slice(0, end2).findLast(({ ip }) => isIpv6(ip) === isIpv6(sighting.ip));
  if (before?.ip === sighting.ip) return history;
  const values = new Map(Object.entries(sighting));
  return history.toSpliced(end2, 0, { ...sighting, cells: header.map((column) => values.get(column) ?? "") });
}
function isIpv6(ip) {
  return ip.includes(":");
}
function read(text, path) {
  const { header, records } = readCsv(text, path, { onDamage: refuseDamage });
  const [time, ip] = [header.indexOf("time"), header.indexOf("ip")];
  if (time === -1 || ip === -1) throw corrupt(path, 1, 1, "a header with the columns time and ip expected");
  const entries = Array.from(records, ({ cells }) => ({ time: cells[time] ?? "", ip: cells[ip] ?? "", cells }));
  return { header, entries: entries.sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0) };
}

// src/store/row-changes.ts
function changesOf(runs) {
  return [...rowChanges(runs.flatMap(({ tables }) => tables)), ...hostKeyChanges(runs), ...addressChanges(runs)];
}
function rowChanges(tables) {
  const byFile = Map.groupBy(tables.flatMap(splitByMonth), ({ name }) => name);
  return [...byFile].map(([name, parts]) => ({
    name,
    merge: (theirs, path) => parts.reduce((text, { table: table2 }) => mergeRows(text, table2, path), theirs) ?? ""
  }));
}
function splitByMonth(table2) {
  const byName = Map.groupBy(table2.rows, ([time = ""]) => monthFile(table2.type, new Date(time)));
  return [...byName].map(([name, rows]) => ({ name, table: { ...table2, rows } }));
}
var knownHostsName = "known_hosts";
function hostKeyChanges(runs) {
  const lines = runs.flatMap(({ newHostKeys = [] }) => newHostKeys);
  if (lines.length === 0) return [];
  return [{ name: knownHostsName, merge: (theirs = "") => withLines(theirs, lines) }];
}
function withLines(text, lines) {
  const present2 = new Set(text.split("\n"));
  const added = new Set(lines.filter((line) => !present2.has(line)));
  const start = text === "" || text.endsWith("\n") ? text : `${text}
`;
  return `${start}${[...added].map((line) => `${line}
`).join("")}`;
}

// src/store/size-warnings.ts
var megabyte = 1024 * 1024;
var warnFromBytes = 25 * megabyte;
async function sizeWarnings(results, runs) {
  const warnings = [];
  for (const { name } of rowChanges(runs.flatMap(({ tables }) => tables))) {
    const bytes = Buffer.byteLength(await results.read(name).catch(() => void 0) ?? "");
    if (bytes >= warnFromBytes)
      warnings.push(
        `${results.pathOf(name)}: ${Math.round(bytes / megabyte)} MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a results folder of their own`
      );
  }
  return warnings;
}

// src/store/spool.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
var import_promises5 = __toESM(require_promises2(), 1);
var import_node_path6 = __toESM(require_node_path(), 1);
async function openSpool({ stateHome, key, warn }) {
  const folder = (0, import_node_path6.join)(stateHome, "server-monitor", key);
  await (0, import_promises5.mkdir)(folder, { recursive: true, mode: 448 }).catch((cause) => {
    throw fileError(folder, "cannot be created, and rows must be safe before they are pushed", cause);
  });
  return {
    put: (run2) => put(folder, run2),
    pending: () => pending(folder, warn),
    remove: async (runs) => {
      for (const { path } of runs) await (0, import_promises5.rm)(path, { force: true });
    }
  };
}
function spoolKey(origin, results) {
  const words = `${origin.replace(/^.*?:\/*|\.git$/g, "")}-${results}`;
  const safe = words.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${safe.slice(-60)}-${digest(`${origin}
${results}`)}`;
}
async function put(folder, run2) {
  const { time, tables, publicAddresses, newHostKeys } = run2;
  const text = JSON.stringify({ version: 1, time: time.toISOString(), tables, publicAddresses, newHostKeys });
  const path = (0, import_node_path6.join)(folder, `${isoSeconds(run2.time).replace(/[-:]/g, "")}-${digest(text)}.json`);
  await removeLeftovers(folder, run2.time);
  await writeDurably(path, text, 384);
  return { ...run2, path };
}
async function pending(folder, warn) {
  const names = await (0, import_promises5.readdir)(folder);
  const runs = [];
  for (const name of names.filter((each) => each.endsWith(".json"))) {
    const run2 = await read2((0, import_node_path6.join)(folder, name), warn);
    if (run2 !== void 0) runs.push(run2);
  }
  return runs.sort((a, b) => a.time.getTime() - b.time.getTime());
}
async function read2(path, warn) {
  const text = await readIfPresent(path);
  if (text === void 0) return void 0;
  const run2 = parseRun(text);
  if (run2 !== void 0) return { ...run2, path };
  await (0, import_promises5.rename)(path, `${path}.damaged`);
  warn(`${path}: cannot be read as a run that was kept for later; moved to ${path}.damaged, look at it and delete it`);
  return void 0;
}
function parseRun(text) {
  const data = parseJson(text);
  if (!isObject(data) || data["version"] !== 1 || typeof data["time"] !== "string") return void 0;
  const [time, tables, publicAddresses] = [new Date(data["time"]), data["tables"], data["publicAddresses"] ?? []];
  const newHostKeys = data["newHostKeys"] ?? [];
  if (Number.isNaN(time.getTime()) || !isListOf(newHostKeys, isLine)) return void 0;
  const isSound = isListOf(tables, isTable) && isListOf(publicAddresses, isAddress);
  return isSound ? { time, tables, publicAddresses, newHostKeys } : void 0;
}
function isTable(value) {
  if (!isObject(value) || !hostTypes.some((type) => type === value["type"])) return false;
  const { header, rows } = { header: value["header"], rows: value["rows"] };
  if (!isListOf(header, isText) || !isListOf(rows, isRow)) return false;
  return header[0] === "time" && header[1] === "host" && rows.every((row) => isTimed(row, header.length));
}
function isRow(value) {
  return isListOf(value, isText);
}
function isTimed(row, width) {
  return row.length === width && !Number.isNaN(Date.parse(row[0] ?? ""));
}
function isAddress(value) {
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
function isObject(value) {
  return typeof value === "object" && value !== null;
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function digest(text) {
  return (0, import_node_crypto.createHash)("sha256").update(text).digest("hex").slice(0, 12);
}

// src/store/store.ts
var fetchTimeoutMs = 6e4;
var pushTimeoutMs = 3e5;
async function openStore(settings) {
  if (!settings.push) return folderStore(settings);
  return repositoryStore(await openRepository(settings.folder, settings), settings);
}
async function openResults(settings) {
  if (!settings.push) return folderResults(settings.folder);
  const repository = await openRepository(settings.folder, settings).catch((cause) => {
    if (cause instanceof NoRepositoryError) return void 0;
    throw cause;
  });
  if (repository?.hasRemote !== true) return folderResults(settings.folder);
  return repositoryStore(repository, settings).results();
}
function folderStore({ folder, warn }) {
  const write = async (changes) => {
    for (const { name, merge } of changes) {
      const path = (0, import_node_path7.join)(folder, name);
      await createFolder((0, import_node_path7.dirname)(path));
      const present2 = await readIfPresent(path);
      const merged = merge(present2, path);
      if (merged !== present2) await writeDurably(path, merged);
    }
  };
  return {
    results: once(() => folderResults(folder)),
    saveRun: async (run2) => {
      const { faults, attempt } = collectFaults();
      await removeLeftovers(folder, run2.time);
      const isSaved = await attempt(() => write(changesOf([run2])).then(() => true));
      const page = isSaved && await attempt(async () => pageChanges(run2, await folderResults(folder), warn));
      if (page) await attempt(() => write(page));
      (await sizeWarnings(await folderResults(folder), [run2])).forEach(warn);
      return { rows: isSaved ? rowCount([run2]) : 0, waiting: 0, commit: void 0, fault: firstOf(faults, warn) };
    },
    saveFiles: async (files) => {
      await write(files.map(changeOf));
      return void 0;
    }
  };
}
function repositoryStore(repository, settings) {
  const { branch, warn } = settings;
  const spool = once(() => openSpool({ ...settings, key: spoolKey(repository.origin, repository.results) }));
  const tip = once(() => repository.tip(branch, AbortSignal.timeout(fetchTimeoutMs)));
  return {
    results: once(async () => withChanges(await tip(), changesOf(await pendingIn(spool)))),
    saveRun: (run2) => saveRun(run2, { repository, spool, tip, branch, warn }),
    saveFiles: async (files, subject) => {
      const signal = AbortSignal.timeout(pushTimeoutMs);
      const changes = files.map(changeOf);
      return (await repository.publish({ branch, subject, changes, signal, tip: await tip() })).commit;
    }
  };
}
async function pendingIn(spool) {
  return spool().then(
    (opened) => opened.pending(),
    () => []
  );
}
async function saveRun(run2, { repository, spool, tip, branch, warn }) {
  const { faults, attempt } = collectFaults();
  const opened = await attempt(spool);
  const spooled = opened && await attempt(() => opened.put(run2));
  const waiting = (opened && await attempt(() => opened.pending())) ?? [];
  const runs = waiting.some(({ path }) => path === spooled?.path) ? waiting : [...waiting, run2];
  const known2 = await tip().catch(() => void 0);
  const page = known2 === void 0 ? [] : await attempt(() => pageChanges(run2, known2, warn)) ?? [];
  const order = { branch, subject: run2.subject, changes: [...changesOf(runs), ...page], tip: known2 };
  const signal = AbortSignal.timeout(pushTimeoutMs);
  const pushed = await attempt(() => repository.publish({ ...order, signal }));
  if (opened && pushed) await attempt(() => opened.remove(waiting));
  await attempt(() => repository.tidy());
  if (known2 !== void 0) (await sizeWarnings(known2, runs)).forEach(warn);
  const rows = spooled || pushed ? rowCount([run2]) : 0;
  return { rows, waiting: pushed ? 0 : rowCount(waiting), commit: pushed?.commit, fault: firstOf(faults, warn) };
}
async function pageChanges({ statusPage }, results, warn) {
  if (statusPage === void 0) return [];
  const present2 = await results.read(statusPageName);
  if (present2 === void 0 || statusPage.isOurs(present2)) return [{ name: statusPageName, merge: statusPage.make }];
  warn(`${results.pathOf(statusPageName)}: is not a status page of ours and stays as it is; move it away to have one`);
  return [];
}
var statusPageName = "README.md";
function changeOf({ name, text }) {
  return { name, merge: () => text };
}
async function createFolder(folder) {
  await (0, import_promises6.mkdir)(folder, { recursive: true }).catch((cause) => {
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
      return void 0;
    }
  };
  return { faults, attempt };
}
function firstOf([first, ...others], warn) {
  for (const other of others) warn(other instanceof Error ? other.message : String(other));
  return first;
}
function once(work) {
  let started;
  return () => {
    started ??= work();
    return started;
  };
}

// src/alerts/cards.ts
var removedAfterMs = 7 * 864e5;
var forgottenAfterMs = removedAfterMs + 864e5;
function newCardFinder(confirm) {
  const cards = /* @__PURE__ */ new Map();
  return (seen) => {
    const { gpuTempC, gpuMemMib, gpuPowerW } = seen.row;
    const figures = [gpuTempC, gpuMemMib, gpuPowerW].filter((column) => column !== void 0);
    if (figures.length === 0) return seen.session === "failed" ? void 0 : unasked;
    count(cards, answering(figures), seen.ms, confirm);
    const missing = [...cards].filter(([, { known: known2, lastMs }]) => known2 && lastMs < seen.ms);
    if (missing.length === 0) return found();
    const [removed, gone] = [missing.filter(isRemoved(seen.ms)), missing.filter((card) => !isRemoved(seen.ms)(card))];
    return { ...found(...gone.map(([index]) => `gpu ${index}`).sort()), asked: removed.length === 0 };
  };
}
function isRemoved(nowMs) {
  return ([, { lastMs }]) => nowMs - lastMs >= removedAfterMs;
}
function count(cards, present2, ms, confirm) {
  for (const [index, card] of cards) {
    if (!present2.has(index)) card.streak = 0;
    if (!present2.has(index) && (!card.known || ms - card.lastMs >= forgottenAfterMs)) cards.delete(index);
  }
  for (const index of present2) {
    const card = cards.get(index) ?? { streak: 0, known: false, lastMs: ms };
    card.streak += 1;
    card.known ||= card.streak >= confirm;
    card.lastMs = ms;
    cards.set(index, card);
  }
}
function answering(columns2) {
  const present2 = columns2.flatMap(
    (figures) => [...figures.entries()].filter(([, figure]) => figure !== void 0).map(([index]) => index)
  );
  return new Set(present2);
}

// src/alerts/confirmation.ts
var mostLive = 100;
var mostPast = 200;
var mostShown = 5;
var dayMs2 = 864e5;
var flappingTimes = 3;
var flappingQuietMs = 6 * 36e5;
var flickerSpells = 6;
var flickerRows = 24;
var gapIntervals = 4;
function newTrack() {
  return { live: /* @__PURE__ */ new Map(), past: /* @__PURE__ */ new Map(), wellRows: 0, rows: 0, lastMs: 0, spells: [], shown: [] };
}
function observe(track, verdict, seen, usualMs, how) {
  const { findings } = verdict;
  const { ms } = seen;
  if (track.live.size > 0 && ms - track.lastMs > gapIntervals * usualMs()) startAnew(track);
  track.rows += 1;
  track.lastMs = ms;
  if (findings.length > 0) show(track, seen);
  track.wellRows = findings.length > 0 ? 0 : track.wellRows + 1;
  if (findings.length === 0 && track.live.size === 0) return forget(track);
  let changed = false;
  for (const finding of findings) changed = present(track, finding, ms, how) || changed;
  if (!verdict.partial) for (const tracked of track.live.values()) changed = absent(track, tracked, ms, how) || changed;
  return changed;
}
function forget(track) {
  if (track.wellRows === flickerRows) track.shown.length = 0;
  return false;
}
function startAnew({ live }) {
  for (const tracked of live.values()) if (!tracked.confirmed || tracked.streak < 0) tracked.streak = 0;
}
function show(track, seen) {
  if (track.wellRows > 0 || track.rows === 1) {
    track.spells.push({ row: track.rows, ms: seen.ms });
    if (track.spells.length > flickerSpells) track.spells.shift();
  }
  track.shown.unshift(seen);
  if (track.shown.length > mostShown) track.shown.pop();
}
function present(track, finding, ms, how) {
  const tracked = track.live.get(finding) ?? admit(track, finding, ms);
  if (tracked === void 0) return false;
  tracked.streak = Math.max(0, tracked.streak) + 1;
  if (tracked.streak === 1 && !tracked.confirmed) tracked.sinceMs = ms;
  tracked.lastMs = ms;
  tracked.rows += 1;
  if (tracked.confirmed) return false;
  const sure = how.atOnce(finding) || tracked.streak >= how.confirm && !how.doubts(tracked, track, ms);
  if (sure) return settle(tracked, ms);
  return how.flickers && isFlickering(track) && settleFlicker(track, tracked, ms);
}
function admit(track, finding, ms) {
  if (track.live.size >= mostLive) return void 0;
  const tracked = track.past.get(finding) ?? newTracked(finding, ms);
  track.past.delete(finding);
  track.live.set(finding, tracked);
  return tracked;
}
function newTracked(finding, ms) {
  const times = { firstMs: ms, lastMs: ms, sinceMs: ms, absentSinceMs: ms };
  return { finding, ...times, rows: 0, streak: 0, confirmed: false, flapping: false, confirmedMs: [] };
}
function settle(tracked, ms) {
  tracked.confirmed = true;
  tracked.confirmedMs.push(ms);
  if (tracked.confirmedMs.length > flappingTimes) tracked.confirmedMs.shift();
  const [earliest = ms] = tracked.confirmedMs;
  tracked.flapping = tracked.confirmedMs.length === flappingTimes && ms - earliest <= dayMs2;
  return true;
}
function isFlickering({ spells, rows }) {
  const [earliest] = spells;
  return earliest !== void 0 && spells.length === flickerSpells && rows - earliest.row < flickerRows;
}
function settleFlicker(track, tracked, ms) {
  settle(tracked, ms);
  tracked.flapping = true;
  tracked.sinceMs = track.spells[0]?.ms ?? ms;
  return true;
}
function absent(track, tracked, ms, how) {
  if (tracked.lastMs === ms) return false;
  if (!tracked.confirmed) return retire(track, tracked) && false;
  tracked.streak = Math.min(0, tracked.streak) - 1;
  if (tracked.streak === -1) tracked.absentSinceMs = ms;
  const quiet = !tracked.flapping || ms - tracked.absentSinceMs >= flappingQuietMs;
  if (-tracked.streak < how.confirm || !quiet) return false;
  track.spells.length = 0;
  return retire(track, tracked);
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

// src/alerts/guessing.ts
var passersBy = 3;
var withinMs = 3 * 864e5;
var patienceMs = 12 * 36e5;
var patienceFactor = 12;
function mayBeGuessing(tracked, track, nowMs, confirm) {
  const stayed = nowMs - tracked.sinceMs >= patienceMs && tracked.streak >= patienceFactor * confirm;
  return !stayed && isUnderWay(track, nowMs);
}
function isUnderWay({ past }, nowMs) {
  let passed2 = 0;
  for (const { finding, sinceMs, lastMs } of past.values()) {
    if (nowMs - lastMs > withinMs || lastMs - sinceMs >= patienceMs || isLogin(finding)) continue;
    passed2 += 1;
    if (passed2 === passersBy) return true;
  }
  return false;
}

// src/alerts/host-watch.ts
var none2 = [];
var intervalsKept = 7;
var listKinds = ["peer", "port"];
var flickering = ["down", "http", "ssh"];
function newHostWatch(host, confirm) {
  const kinds = alertKinds.flatMap((kind) => kind === "silent" ? [] : newKindWatch(kind, confirm));
  const intervalsMs = [];
  const usualMs = () => median(intervalsMs);
  let [lastMs, seenMs, watchedMs] = [Number.NaN, 0, 0];
  const add = (row, ms, watched) => {
    if (ms < lastMs) return none2;
    if (ms > lastMs) keep(intervalsMs, ms - lastMs);
    lastMs = ms;
    watchedMs = watched;
    const seen = readSeen(row, ms);
    if (seen === void 0) return none2;
    seenMs = ms;
    return collect2(kinds, (watch) => hears(watch, seen) ? changeOf2(watch, seen, usualMs, host) : void 0);
  };
  return {
    add,
    /** What the clock of the rows said at its newest row. */
    watchedMs: () => watchedMs,
    open: () => kinds.flatMap((watch) => watch.alert ? [alertOf(watch, watch.alert, host, seenMs)] : []),
    standing: (kind) => standingOf(
      kinds.find((watch) => watch.kind === kind),
      confirm
    )
  };
}
function newKindWatch(kind, confirm) {
  const how = {
    confirm,
    atOnce: (finding) => kind === "host-key" || kind === "peer" && isLogin(finding),
    doubts: (tracked, track, ms) => kind === "peer" && mayBeGuessing(tracked, track, ms, confirm),
    flickers: flickering.includes(kind)
  };
  const find = kind === "gpu" ? newCardFinder(confirm) : finders[kind];
  return { kind, find, how, track: newTrack(), alert: void 0, asked: true };
}
function hears({ kind, alert }, { isDown, row }) {
  if (kind === "down") return true;
  return !isDown && (alert !== void 0 || typesOf[kind].includes(row.type));
}
function collect2(kinds, change) {
  let changes = none2;
  for (const watch of kinds) {
    const found2 = change(watch);
    if (found2 !== void 0) changes = [...changes, found2];
  }
  return changes;
}
function changeOf2(watch, seen, usualMs, host) {
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
    return { what: "resolved", alert: alertOf(watch, before, host, ms), time, reason };
  }
  const sinceMs = before?.sinceMs ?? Math.min(...findings.map((tracked) => tracked.sinceMs));
  watch.alert = { findings, sinceMs };
  return { what: before ? "changed" : "opened", alert: alertOf(watch, watch.alert, host, ms), time };
}
function alertOf({ kind, track }, { findings, sinceMs }, host, seenMs) {
  return {
    kind,
    host,
    findings: findings.map(({ finding }) => finding),
    since: new Date(sinceMs),
    seen: new Date(seenMs),
    flapping: findings.some(({ flapping }) => flapping),
    evidence: track.shown.map(({ row }) => row),
    sightings: listKinds.includes(kind) ? findings.map(sightingOf) : []
  };
}
function sightingOf({ finding, firstMs, rows }) {
  return { finding, first: new Date(firstMs), rows };
}
function standingOf(watch, confirm) {
  if (watch === void 0) return "unknown";
  if (watch.alert !== void 0) return "open";
  if (watch.track.wellRows < confirm) return "unknown";
  return watch.asked ? "well" : "gone";
}
function keep(intervalsMs, intervalMs) {
  intervalsMs.push(intervalMs);
  if (intervalsMs.length > intervalsKept) intervalsMs.shift();
}
function median(intervalsMs) {
  return intervalsMs.toSorted((a, b) => a - b)[Math.floor(intervalsMs.length / 2)] ?? Number.POSITIVE_INFINITY;
}
function byFinding(a, b) {
  return a.finding < b.finding ? -1 : 1;
}

// src/alerts/rules.ts
var memoryMs = 8 * 864e5;
var goneAfterMs = 864e5;
var longestPauseMs = 6 * 36e5;
function newRules({ confirm }) {
  const hosts = /* @__PURE__ */ new Map();
  const clock = newClock();
  const dropGone = (time) => [...hosts].flatMap(([name, watch]) => {
    if (clock.watchedMs() - watch.watchedMs() < goneAfterMs) return [];
    hosts.delete(name);
    return watch.open().map((alert) => ({ what: "resolved", alert, time, reason: "gone" }));
  });
  return {
    add: (row) => {
      const gone = clock.tick(row.time) ? dropGone(new Date(clock.nowMs())) : [];
      const watch = hosts.get(row.host) ?? newHostWatch(row.host, confirm);
      hosts.set(row.host, watch);
      const changes = watch.add(row, clock.nowMs(), clock.watchedMs());
      return gone.length === 0 ? changes : [...gone, ...changes];
    },
    open: () => [...hosts.values()].flatMap((watch) => watch.open()).sort(byUrgency),
    standing: (kind, host) => hosts.get(host)?.standing(kind) ?? (clock.watchedMs() >= goneAfterMs ? "gone" : "unknown")
  };
}
function newClock() {
  let [nowMs, watchedMs] = [Number.NaN, 0];
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

// src/report/status/trend.ts
function newBins(length) {
  return Array.from({ length }, () => ({ sum: 0, values: 0 }));
}
function tally(bins, index, value) {
  const bin = bins[index];
  if (bin === void 0 || value === void 0) return;
  bin.sum += value;
  bin.values += 1;
}
function meansOf(bins) {
  return bins.map(({ sum, values }) => values === 0 ? void 0 : sum / values);
}
var levels = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587";
function sparkline(means) {
  const known2 = means.filter((mean) => mean !== void 0);
  const [least, most] = [Math.min(...known2), Math.max(...known2)];
  if (known2.length < 2 || most - least < most / 4) return "";
  return means.map((mean) => mean === void 0 ? "\xB7" : levels[levelOf(mean, most)]).join("");
}
function levelOf(value, most) {
  return Math.min(levels.length - 1, Math.floor(value / most * levels.length));
}
function dayStrip(days) {
  return days.map(square).join("\u2060");
}
function square({ up, trouble, down }) {
  if (up + trouble + down === 0) return "\u2B1C";
  if (down >= up + trouble) return "\u{1F7E5}";
  return trouble + down > 0 ? "\u{1F7E8}" : "\u{1F7E9}";
}

// src/report/status/host-history.ts
var dayMs3 = 864e5;
var daysShown = 7;
var pingBins = 8;
function startOfHistory(now) {
  return new Date(Math.floor(now.getTime() / dayMs3) * dayMs3 - (daysShown - 1) * dayMs3);
}
function newStatusHistory(now, from) {
  const hosts = /* @__PURE__ */ new Map();
  const window = windowOf(now);
  return {
    ...{ now, from, hosts },
    add: (row) => {
      if (row.time > now) return;
      const known2 = hosts.get(row.host);
      const history = known2?.type === row.type ? known2 : newHistory(row);
      hosts.set(row.host, history);
      addRow(history, row, window);
    }
  };
}
function newHistory({ host, type, time }) {
  return {
    ...{ host, type, first: time, newest: time, latest: void 0, earlier: void 0, state: void 0, since: time },
    ...{ changed: false, offlineSince: void 0, runs: [], pings: newBins(pingBins), disks: newBins(daysShown) },
    days: Array.from({ length: daysShown }, () => ({ up: 0, trouble: 0, down: 0 }))
  };
}
function windowOf(now) {
  return { startMs: startOfHistory(now).getTime(), dayStartMs: now.getTime() - dayMs3 };
}
function addRow(history, row, window) {
  const { time } = row;
  if (time < history.newest) return;
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
function addState(history, state, time) {
  if (history.state === state) return;
  history.changed = history.state !== void 0;
  history.since = time;
  history.state = state;
}
function addTrends(history, row, state, window) {
  const ms = row.time.getTime();
  const dayIndex = Math.floor((ms - window.startMs) / dayMs3);
  const day = history.days[dayIndex];
  if (day !== void 0) day[state] += 1;
  tally(history.disks, dayIndex, row.diskAvailMib);
  if (ms < window.dayStartMs) return;
  const bin = Math.min(pingBins - 1, Math.floor((ms - window.dayStartMs) / dayMs3 * pingBins));
  tally(history.pings, bin, row.pingMs);
}

// src/commands/history.ts
function storeSettings({ inputs, surroundings, reporter }) {
  const { push: push2, branch, token, results: folder } = inputs;
  return { ...surroundings, push: push2, branch, token, folder, warn: reporter.warn };
}
async function readHistory(store, call) {
  try {
    return await read3(await store.results(), call);
  } catch (unread) {
    return { ...noHistory(call), unread };
  }
}
function noHistory(call) {
  return { ...begin(call), results: void 0, knownHosts: void 0, unread: void 0 };
}
function begin({ inputs, now }) {
  const lastChecks = /* @__PURE__ */ new Map();
  return { lastChecks, rules: newRules(inputs), status: newStatusHistory(now, startOf2(now)) };
}
function startOf2(now) {
  return new Date(now.getTime() - memoryMs);
}
async function read3(results, call) {
  const { lastChecks, rules, status } = begin(call);
  for await (const row of rowsBetween(results, startOf2(call.now), call.now)) {
    rules.add(row);
    status.add(row);
    lastChecks.set(row.host, lastCheckOf(row, lastChecks.get(row.host)));
  }
  const knownHosts = { text: await results.read(knownHostsName) ?? "", path: results.pathOf(knownHostsName) };
  return { results, lastChecks, rules, status, knownHosts, unread: void 0 };
}
function lastCheckOf({ time, lastBoot }, before) {
  return { time, lastBoot: lastBoot ?? before?.lastBoot };
}
function newestOf(hosts, lastChecks) {
  const times = hosts.flatMap(({ id }) => lastChecks.get(id)?.time ?? []);
  return times.reduce((newest, time) => newest && newest > time ? newest : time, void 0);
}

export {
  require_node_child_process,
  require_promises2 as require_promises,
  meansOf,
  sparkline,
  dayStrip,
  dayMs3 as dayMs,
  headerOf,
  cellsOf,
  rowOf,
  monthFile,
  readMonthFileName,
  yearMonthOf,
  readIfPresent,
  writeDurably,
  listFolder,
  codeOf,
  require_node_buffer,
  gitIn,
  openRepository,
  require_sync,
  headerOf2,
  readLine,
  rowsBetween,
  newestTime,
  hasRows,
  filesOfMonth,
  monthsWithPage,
  openStore,
  openResults,
  memoryMs,
  newRules,
  storeSettings,
  readHistory,
  noHistory,
  newestOf
};
