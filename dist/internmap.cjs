// \0rolldown/runtime.js
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
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
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") {
		for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
			key = keys[i];
			if (!__hasOwnProp.call(to, key) && key !== except) {
				__defProp(to, key, {
					get: ((k) => from[k]).bind(null, key),
					enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
				});
			}
		}
	}
	return to;
};
var __toCommonJS = (mod) => __hasOwnProp.call(mod, "module.exports") ? mod["module.exports"] : __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// node_modules/internmap/src/index.js
var src_exports = /* @__PURE__ */ __exportAll({
	InternMap: () => InternMap,
	InternSet: () => InternSet
});
function intern_get({ _intern, _key }, value) {
	const key = _key(value);
	return _intern.has(key) ? _intern.get(key) : value;
}
function intern_set({ _intern, _key }, value) {
	const key = _key(value);
	if (_intern.has(key)) return _intern.get(key);
	_intern.set(key, value);
	return value;
}
function intern_delete({ _intern, _key }, value) {
	const key = _key(value);
	if (_intern.has(key)) {
		value = _intern.get(key);
		_intern.delete(key);
	}
	return value;
}
function keyof(value) {
	return value !== null && typeof value === "object" ? value.valueOf() : value;
}
var InternMap, InternSet;
var init_src = __esmMin((() => {
	InternMap = class extends Map {
		constructor(entries, key = keyof) {
			super();
			Object.defineProperties(this, {
				_intern: { value: /* @__PURE__ */ new Map() },
				_key: { value: key }
			});
			if (entries != null) for (const [key, value] of entries) this.set(key, value);
		}
		get(key) {
			return super.get(intern_get(this, key));
		}
		has(key) {
			return super.has(intern_get(this, key));
		}
		set(key, value) {
			return super.set(intern_set(this, key), value);
		}
		delete(key) {
			return super.delete(intern_delete(this, key));
		}
	};
	InternSet = class extends Set {
		constructor(values, key = keyof) {
			super();
			Object.defineProperties(this, {
				_intern: { value: /* @__PURE__ */ new Map() },
				_key: { value: key }
			});
			if (values != null) for (const value of values) this.add(value);
		}
		has(value) {
			return super.has(intern_get(this, value));
		}
		add(value) {
			return super.add(intern_set(this, value));
		}
		delete(value) {
			return super.delete(intern_delete(this, value));
		}
	};
}));

// internmap.cjs
module.exports = { get "internmap"() {
	return init_src(), __toCommonJS(src_exports);
} };
