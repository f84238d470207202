const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  valueWords
} from "./chunk-KAGDESKV.js";
import {
  columnTable,
  evidenceOf
} from "./chunk-PKOFM26T.js";
import {
  canonicalAddress
} from "./chunk-7NTXYRBY.js";
import {
  require_promises
} from "./chunk-IUBTW42K.js";
import "./chunk-LFO2QM2K.js";
import {
  alertAdvice,
  alertDetail,
  alertFinding,
  worstFirst
} from "./chunk-6ZGBHYEO.js";
import {
  alertKinds,
  identityOf,
  isoSeconds
} from "./chunk-4HM2XZ56.js";
import {
  count,
  minuteWords,
  roughDuration
} from "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import {
  markdownCode,
  subjectText,
  terminalText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __toESM
} from "./chunk-BR6ED527.js";

// node_modules/bottleneck/light.js
var require_light = __commonJS({
  "node_modules/bottleneck/light.js"(exports, module) {
    (function(global2, factory) {
      typeof exports === "object" && typeof module !== "undefined" ? module.exports = factory() : typeof define === "function" && define.amd ? define(factory) : global2.Bottleneck = factory();
    })(exports, (function() {
      "use strict";
      var commonjsGlobal = typeof globalThis !== "undefined" ? globalThis : typeof window !== "undefined" ? window : typeof global !== "undefined" ? global : typeof self !== "undefined" ? self : {};
      function getCjsExportFromNamespace(n) {
        return n && n["default"] || n;
      }
      var load = function(received, defaults, onto = {}) {
        var k, ref, v;
        for (k in defaults) {
          v = defaults[k];
          onto[k] = (ref = received[k]) != null ? ref : v;
        }
        return onto;
      };
      var overwrite = function(received, defaults, onto = {}) {
        var k, v;
        for (k in received) {
          v = received[k];
          if (defaults[k] !== void 0) {
            onto[k] = v;
          }
        }
        return onto;
      };
      var parser = {
        load,
        overwrite
      };
      var DLList;
      DLList = class DLList {
        constructor(incr, decr) {
          this.incr = incr;
          this.decr = decr;
          this._first = null;
          this._last = null;
          this.length = 0;
        }
        push(value) {
          var node;
          this.length++;
          if (typeof this.incr === "function") {
            this.incr();
          }
          node = {
            value,
            prev: this._last,
            next: null
          };
          if (this._last != null) {
            this._last.next = node;
            this._last = node;
          } else {
            this._first = this._last = node;
          }
          return void 0;
        }
        shift() {
          var value;
          if (this._first == null) {
            return;
          } else {
            this.length--;
            if (typeof this.decr === "function") {
              this.decr();
            }
          }
          value = this._first.value;
          if ((this._first = this._first.next) != null) {
            this._first.prev = null;
          } else {
            this._last = null;
          }
          return value;
        }
        first() {
          if (this._first != null) {
            return this._first.value;
          }
        }
        getArray() {
          var node, ref, results;
          node = this._first;
          results = [];
          while (node != null) {
            results.push((ref = node, node = node.next, ref.value));
          }
          return results;
        }
        forEachShift(cb) {
          var node;
          node = this.shift();
          while (node != null) {
            cb(node), node = this.shift();
          }
          return void 0;
        }
        debug() {
          var node, ref, ref1, ref2, results;
          node = this._first;
          results = [];
          while (node != null) {
            results.push((ref = node, node = node.next, {
              value: ref.value,
              prev: (ref1 = ref.prev) != null ? ref1.value : void 0,
              next: (ref2 = ref.next) != null ? ref2.value : void 0
            }));
          }
          return results;
        }
      };
      var DLList_1 = DLList;
      var Events;
      Events = class Events {
        constructor(instance) {
          this.instance = instance;
          this._events = {};
          if (this.instance.on != null || this.instance.once != null || this.instance.removeAllListeners != null) {
            throw new Error("An Emitter already exists for this object");
          }
          this.instance.on = (name, cb) => {
            return this._addListener(name, "many", cb);
          };
          this.instance.once = (name, cb) => {
            return this._addListener(name, "once", cb);
          };
          this.instance.removeAllListeners = (name = null) => {
            if (name != null) {
              return delete this._events[name];
            } else {
              return this._events = {};
            }
          };
        }
        _addListener(name, status, cb) {
          var base;
          if ((base = this._events)[name] == null) {
            base[name] = [];
          }
          this._events[name].push({ cb, status });
          return this.instance;
        }
        listenerCount(name) {
          if (this._events[name] != null) {
            return this._events[name].length;
          } else {
            return 0;
          }
        }
        async trigger(name, ...args) {
          var e, promises;
          try {
            if (name !== "debug") {
              this.trigger("debug", `Event triggered: ${name}`, args);
            }
            if (this._events[name] == null) {
              return;
            }
            this._events[name] = this._events[name].filter(function(listener) {
              return listener.status !== "none";
            });
            promises = this._events[name].map(async (listener) => {
              var e2, returned;
              if (listener.status === "none") {
                return;
              }
              if (listener.status === "once") {
                listener.status = "none";
              }
              try {
                returned = typeof listener.cb === "function" ? listener.cb(...args) : void 0;
                if (typeof (returned != null ? returned.then : void 0) === "function") {
                  return await returned;
                } else {
                  return returned;
                }
              } catch (error) {
                e2 = error;
                {
                  this.trigger("error", e2);
                }
                return null;
              }
            });
            return (await Promise.all(promises)).find(function(x) {
              return x != null;
            });
          } catch (error) {
            e = error;
            {
              this.trigger("error", e);
            }
            return null;
          }
        }
      };
      var Events_1 = Events;
      var DLList$1, Events$1, Queues;
      DLList$1 = DLList_1;
      Events$1 = Events_1;
      Queues = class Queues {
        constructor(num_priorities) {
          var i;
          this.Events = new Events$1(this);
          this._length = 0;
          this._lists = (function() {
            var j, ref, results;
            results = [];
            for (i = j = 1, ref = num_priorities; 1 <= ref ? j <= ref : j >= ref; i = 1 <= ref ? ++j : --j) {
              results.push(new DLList$1((() => {
                return this.incr();
              }), (() => {
                return this.decr();
              })));
            }
            return results;
          }).call(this);
        }
        incr() {
          if (this._length++ === 0) {
            return this.Events.trigger("leftzero");
          }
        }
        decr() {
          if (--this._length === 0) {
            return this.Events.trigger("zero");
          }
        }
        push(job) {
          return this._lists[job.options.priority].push(job);
        }
        queued(priority) {
          if (priority != null) {
            return this._lists[priority].length;
          } else {
            return this._length;
          }
        }
        shiftAll(fn) {
          return this._lists.forEach(function(list) {
            return list.forEachShift(fn);
          });
        }
        getFirst(arr = this._lists) {
          var j, len, list;
          for (j = 0, len = arr.length; j < len; j++) {
            list = arr[j];
            if (list.length > 0) {
              return list;
            }
          }
          return [];
        }
        shiftLastFrom(priority) {
          return this.getFirst(this._lists.slice(priority).reverse()).shift();
        }
      };
      var Queues_1 = Queues;
      var BottleneckError;
      BottleneckError = class BottleneckError extends Error {
      };
      var BottleneckError_1 = BottleneckError;
      var BottleneckError$1, DEFAULT_PRIORITY, Job, NUM_PRIORITIES, parser$1;
      NUM_PRIORITIES = 10;
      DEFAULT_PRIORITY = 5;
      parser$1 = parser;
      BottleneckError$1 = BottleneckError_1;
      Job = class Job {
        constructor(task, args, options, jobDefaults, rejectOnDrop, Events2, _states, Promise2) {
          this.task = task;
          this.args = args;
          this.rejectOnDrop = rejectOnDrop;
          this.Events = Events2;
          this._states = _states;
          this.Promise = Promise2;
          this.options = parser$1.load(options, jobDefaults);
          this.options.priority = this._sanitizePriority(this.options.priority);
          if (this.options.id === jobDefaults.id) {
            this.options.id = `${this.options.id}-${this._randomIndex()}`;
          }
          this.promise = new this.Promise((_resolve, _reject) => {
            this._resolve = _resolve;
            this._reject = _reject;
          });
          this.retryCount = 0;
        }
        _sanitizePriority(priority) {
          var sProperty;
          sProperty = ~~priority !== priority ? DEFAULT_PRIORITY : priority;
          if (sProperty < 0) {
            return 0;
          } else if (sProperty > NUM_PRIORITIES - 1) {
            return NUM_PRIORITIES - 1;
          } else {
            return sProperty;
          }
        }
        _randomIndex() {
          return Math.random().toString(36).slice(2);
        }
        doDrop({ error, message = "This job has been dropped by Bottleneck" } = {}) {
          if (this._states.remove(this.options.id)) {
            if (this.rejectOnDrop) {
              this._reject(error != null ? error : new BottleneckError$1(message));
            }
            this.Events.trigger("dropped", { args: this.args, options: this.options, task: this.task, promise: this.promise });
            return true;
          } else {
            return false;
          }
        }
        _assertStatus(expected) {
          var status;
          status = this._states.jobStatus(this.options.id);
          if (!(status === expected || expected === "DONE" && status === null)) {
            throw new BottleneckError$1(`Invalid job status ${status}, expected ${expected}. Please open an issue at https://github.com/SGrondin/bottleneck/issues`);
          }
        }
        doReceive() {
          this._states.start(this.options.id);
          return this.Events.trigger("received", { args: this.args, options: this.options });
        }
        doQueue(reachedHWM, blocked) {
          this._assertStatus("RECEIVED");
          this._states.next(this.options.id);
          return this.Events.trigger("queued", { args: this.args, options: this.options, reachedHWM, blocked });
        }
        doRun() {
          if (this.retryCount === 0) {
            this._assertStatus("QUEUED");
            this._states.next(this.options.id);
          } else {
            this._assertStatus("EXECUTING");
          }
          return this.Events.trigger("scheduled", { args: this.args, options: this.options });
        }
        async doExecute(chained, clearGlobalState, run, free) {
          var error, eventInfo, passed;
          if (this.retryCount === 0) {
            this._assertStatus("RUNNING");
            this._states.next(this.options.id);
          } else {
            this._assertStatus("EXECUTING");
          }
          eventInfo = { args: this.args, options: this.options, retryCount: this.retryCount };
          this.Events.trigger("executing", eventInfo);
          try {
            passed = await (chained != null ? chained.schedule(this.options, this.task, ...this.args) : this.task(...this.args));
            if (clearGlobalState()) {
              this.doDone(eventInfo);
              await free(this.options, eventInfo);
              this._assertStatus("DONE");
              return this._resolve(passed);
            }
          } catch (error1) {
            error = error1;
            return this._onFailure(error, eventInfo, clearGlobalState, run, free);
          }
        }
        doExpire(clearGlobalState, run, free) {
          var error, eventInfo;
          if (this._states.jobStatus(this.options.id === "RUNNING")) {
            this._states.next(this.options.id);
          }
          this._assertStatus("EXECUTING");
          eventInfo = { args: this.args, options: this.options, retryCount: this.retryCount };
          error = new BottleneckError$1(`This job timed out after ${this.options.expiration} ms.`);
          return this._onFailure(error, eventInfo, clearGlobalState, run, free);
        }
        async _onFailure(error, eventInfo, clearGlobalState, run, free) {
          var retry2, retryAfter;
          if (clearGlobalState()) {
            retry2 = await this.Events.trigger("failed", error, eventInfo);
            if (retry2 != null) {
              retryAfter = ~~retry2;
              this.Events.trigger("retry", `Retrying ${this.options.id} after ${retryAfter} ms`, eventInfo);
              this.retryCount++;
              return run(retryAfter);
            } else {
              this.doDone(eventInfo);
              await free(this.options, eventInfo);
              this._assertStatus("DONE");
              return this._reject(error);
            }
          }
        }
        doDone(eventInfo) {
          this._assertStatus("EXECUTING");
          this._states.next(this.options.id);
          return this.Events.trigger("done", eventInfo);
        }
      };
      var Job_1 = Job;
      var BottleneckError$2, LocalDatastore, parser$2;
      parser$2 = parser;
      BottleneckError$2 = BottleneckError_1;
      LocalDatastore = class LocalDatastore {
        constructor(instance, storeOptions, storeInstanceOptions) {
          this.instance = instance;
          this.storeOptions = storeOptions;
          this.clientId = this.instance._randomIndex();
          parser$2.load(storeInstanceOptions, storeInstanceOptions, this);
          this._nextRequest = this._lastReservoirRefresh = this._lastReservoirIncrease = Date.now();
          this._running = 0;
          this._done = 0;
          this._unblockTime = 0;
          this.ready = this.Promise.resolve();
          this.clients = {};
          this._startHeartbeat();
        }
        _startHeartbeat() {
          var base;
          if (this.heartbeat == null && (this.storeOptions.reservoirRefreshInterval != null && this.storeOptions.reservoirRefreshAmount != null || this.storeOptions.reservoirIncreaseInterval != null && this.storeOptions.reservoirIncreaseAmount != null)) {
            return typeof (base = this.heartbeat = setInterval(() => {
              var amount, incr, maximum, now, reservoir;
              now = Date.now();
              if (this.storeOptions.reservoirRefreshInterval != null && now >= this._lastReservoirRefresh + this.storeOptions.reservoirRefreshInterval) {
                this._lastReservoirRefresh = now;
                this.storeOptions.reservoir = this.storeOptions.reservoirRefreshAmount;
                this.instance._drainAll(this.computeCapacity());
              }
              if (this.storeOptions.reservoirIncreaseInterval != null && now >= this._lastReservoirIncrease + this.storeOptions.reservoirIncreaseInterval) {
                ({
                  reservoirIncreaseAmount: amount,
                  reservoirIncreaseMaximum: maximum,
                  reservoir
                } = this.storeOptions);
                this._lastReservoirIncrease = now;
                incr = maximum != null ? Math.min(amount, maximum - reservoir) : amount;
                if (incr > 0) {
                  this.storeOptions.reservoir += incr;
                  return this.instance._drainAll(this.computeCapacity());
                }
              }
            }, this.heartbeatInterval)).unref === "function" ? base.unref() : void 0;
          } else {
            return clearInterval(this.heartbeat);
          }
        }
        async __publish__(message) {
          await this.yieldLoop();
          return this.instance.Events.trigger("message", message.toString());
        }
        async __disconnect__(flush) {
          await this.yieldLoop();
          clearInterval(this.heartbeat);
          return this.Promise.resolve();
        }
        yieldLoop(t = 0) {
          return new this.Promise(function(resolve, reject) {
            return setTimeout(resolve, t);
          });
        }
        computePenalty() {
          var ref;
          return (ref = this.storeOptions.penalty) != null ? ref : 15 * this.storeOptions.minTime || 5e3;
        }
        async __updateSettings__(options) {
          await this.yieldLoop();
          parser$2.overwrite(options, options, this.storeOptions);
          this._startHeartbeat();
          this.instance._drainAll(this.computeCapacity());
          return true;
        }
        async __running__() {
          await this.yieldLoop();
          return this._running;
        }
        async __queued__() {
          await this.yieldLoop();
          return this.instance.queued();
        }
        async __done__() {
          await this.yieldLoop();
          return this._done;
        }
        async __groupCheck__(time) {
          await this.yieldLoop();
          return this._nextRequest + this.timeout < time;
        }
        computeCapacity() {
          var maxConcurrent, reservoir;
          ({ maxConcurrent, reservoir } = this.storeOptions);
          if (maxConcurrent != null && reservoir != null) {
            return Math.min(maxConcurrent - this._running, reservoir);
          } else if (maxConcurrent != null) {
            return maxConcurrent - this._running;
          } else if (reservoir != null) {
            return reservoir;
          } else {
            return null;
          }
        }
        conditionsCheck(weight) {
          var capacity;
          capacity = this.computeCapacity();
          return capacity == null || weight <= capacity;
        }
        async __incrementReservoir__(incr) {
          var reservoir;
          await this.yieldLoop();
          reservoir = this.storeOptions.reservoir += incr;
          this.instance._drainAll(this.computeCapacity());
          return reservoir;
        }
        async __currentReservoir__() {
          await this.yieldLoop();
          return this.storeOptions.reservoir;
        }
        isBlocked(now) {
          return this._unblockTime >= now;
        }
        check(weight, now) {
          return this.conditionsCheck(weight) && this._nextRequest - now <= 0;
        }
        async __check__(weight) {
          var now;
          await this.yieldLoop();
          now = Date.now();
          return this.check(weight, now);
        }
        async __register__(index, weight, expiration) {
          var now, wait;
          await this.yieldLoop();
          now = Date.now();
          if (this.conditionsCheck(weight)) {
            this._running += weight;
            if (this.storeOptions.reservoir != null) {
              this.storeOptions.reservoir -= weight;
            }
            wait = Math.max(this._nextRequest - now, 0);
            this._nextRequest = now + wait + this.storeOptions.minTime;
            return {
              success: true,
              wait,
              reservoir: this.storeOptions.reservoir
            };
          } else {
            return {
              success: false
            };
          }
        }
        strategyIsBlock() {
          return this.storeOptions.strategy === 3;
        }
        async __submit__(queueLength, weight) {
          var blocked, now, reachedHWM;
          await this.yieldLoop();
          if (this.storeOptions.maxConcurrent != null && weight > this.storeOptions.maxConcurrent) {
            throw new BottleneckError$2(`Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${this.storeOptions.maxConcurrent}`);
          }
          now = Date.now();
          reachedHWM = this.storeOptions.highWater != null && queueLength === this.storeOptions.highWater && !this.check(weight, now);
          blocked = this.strategyIsBlock() && (reachedHWM || this.isBlocked(now));
          if (blocked) {
            this._unblockTime = now + this.computePenalty();
            this._nextRequest = this._unblockTime + this.storeOptions.minTime;
            this.instance._dropAllQueued();
          }
          return {
            reachedHWM,
            blocked,
            strategy: this.storeOptions.strategy
          };
        }
        async __free__(index, weight) {
          await this.yieldLoop();
          this._running -= weight;
          this._done += weight;
          this.instance._drainAll(this.computeCapacity());
          return {
            running: this._running
          };
        }
      };
      var LocalDatastore_1 = LocalDatastore;
      var BottleneckError$3, States;
      BottleneckError$3 = BottleneckError_1;
      States = class States {
        constructor(status1) {
          this.status = status1;
          this._jobs = {};
          this.counts = this.status.map(function() {
            return 0;
          });
        }
        next(id) {
          var current, next;
          current = this._jobs[id];
          next = current + 1;
          if (current != null && next < this.status.length) {
            this.counts[current]--;
            this.counts[next]++;
            return this._jobs[id]++;
          } else if (current != null) {
            this.counts[current]--;
            return delete this._jobs[id];
          }
        }
        start(id) {
          var initial;
          initial = 0;
          this._jobs[id] = initial;
          return this.counts[initial]++;
        }
        remove(id) {
          var current;
          current = this._jobs[id];
          if (current != null) {
            this.counts[current]--;
            delete this._jobs[id];
          }
          return current != null;
        }
        jobStatus(id) {
          var ref;
          return (ref = this.status[this._jobs[id]]) != null ? ref : null;
        }
        statusJobs(status) {
          var k, pos, ref, results, v;
          if (status != null) {
            pos = this.status.indexOf(status);
            if (pos < 0) {
              throw new BottleneckError$3(`status must be one of ${this.status.join(", ")}`);
            }
            ref = this._jobs;
            results = [];
            for (k in ref) {
              v = ref[k];
              if (v === pos) {
                results.push(k);
              }
            }
            return results;
          } else {
            return Object.keys(this._jobs);
          }
        }
        statusCounts() {
          return this.counts.reduce(((acc, v, i) => {
            acc[this.status[i]] = v;
            return acc;
          }), {});
        }
      };
      var States_1 = States;
      var DLList$2, Sync;
      DLList$2 = DLList_1;
      Sync = class Sync {
        constructor(name, Promise2) {
          this.schedule = this.schedule.bind(this);
          this.name = name;
          this.Promise = Promise2;
          this._running = 0;
          this._queue = new DLList$2();
        }
        isEmpty() {
          return this._queue.length === 0;
        }
        async _tryToRun() {
          var args, cb, error, reject, resolve, returned, task;
          if (this._running < 1 && this._queue.length > 0) {
            this._running++;
            ({ task, args, resolve, reject } = this._queue.shift());
            cb = await (async function() {
              try {
                returned = await task(...args);
                return function() {
                  return resolve(returned);
                };
              } catch (error1) {
                error = error1;
                return function() {
                  return reject(error);
                };
              }
            })();
            this._running--;
            this._tryToRun();
            return cb();
          }
        }
        schedule(task, ...args) {
          var promise, reject, resolve;
          resolve = reject = null;
          promise = new this.Promise(function(_resolve, _reject) {
            resolve = _resolve;
            return reject = _reject;
          });
          this._queue.push({ task, args, resolve, reject });
          this._tryToRun();
          return promise;
        }
      };
      var Sync_1 = Sync;
      var version = "2.19.5";
      var version$1 = {
        version
      };
      var version$2 = /* @__PURE__ */ Object.freeze({
        version,
        default: version$1
      });
      var require$$2 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
      var require$$3 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
      var require$$4 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
      var Events$2, Group, IORedisConnection$1, RedisConnection$1, Scripts$1, parser$3;
      parser$3 = parser;
      Events$2 = Events_1;
      RedisConnection$1 = require$$2;
      IORedisConnection$1 = require$$3;
      Scripts$1 = require$$4;
      Group = (function() {
        class Group2 {
          constructor(limiterOptions = {}) {
            this.deleteKey = this.deleteKey.bind(this);
            this.limiterOptions = limiterOptions;
            parser$3.load(this.limiterOptions, this.defaults, this);
            this.Events = new Events$2(this);
            this.instances = {};
            this.Bottleneck = Bottleneck_1;
            this._startAutoCleanup();
            this.sharedConnection = this.connection != null;
            if (this.connection == null) {
              if (this.limiterOptions.datastore === "redis") {
                this.connection = new RedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
              } else if (this.limiterOptions.datastore === "ioredis") {
                this.connection = new IORedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
              }
            }
          }
          key(key = "") {
            var ref;
            return (ref = this.instances[key]) != null ? ref : (() => {
              var limiter;
              limiter = this.instances[key] = new this.Bottleneck(Object.assign(this.limiterOptions, {
                id: `${this.id}-${key}`,
                timeout: this.timeout,
                connection: this.connection
              }));
              this.Events.trigger("created", limiter, key);
              return limiter;
            })();
          }
          async deleteKey(key = "") {
            var deleted, instance;
            instance = this.instances[key];
            if (this.connection) {
              deleted = await this.connection.__runCommand__(["del", ...Scripts$1.allKeys(`${this.id}-${key}`)]);
            }
            if (instance != null) {
              delete this.instances[key];
              await instance.disconnect();
            }
            return instance != null || deleted > 0;
          }
          limiters() {
            var k, ref, results, v;
            ref = this.instances;
            results = [];
            for (k in ref) {
              v = ref[k];
              results.push({
                key: k,
                limiter: v
              });
            }
            return results;
          }
          keys() {
            return Object.keys(this.instances);
          }
          async clusterKeys() {
            var cursor, end, found, i, k, keys, len, next, start;
            if (this.connection == null) {
              return this.Promise.resolve(this.keys());
            }
            keys = [];
            cursor = null;
            start = `b_${this.id}-`.length;
            end = "_settings".length;
            while (cursor !== 0) {
              [next, found] = await this.connection.__runCommand__(["scan", cursor != null ? cursor : 0, "match", `b_${this.id}-*_settings`, "count", 1e4]);
              cursor = ~~next;
              for (i = 0, len = found.length; i < len; i++) {
                k = found[i];
                keys.push(k.slice(start, -end));
              }
            }
            return keys;
          }
          _startAutoCleanup() {
            var base;
            clearInterval(this.interval);
            return typeof (base = this.interval = setInterval(async () => {
              var e, k, ref, results, time, v;
              time = Date.now();
              ref = this.instances;
              results = [];
              for (k in ref) {
                v = ref[k];
                try {
                  if (await v._store.__groupCheck__(time)) {
                    results.push(this.deleteKey(k));
                  } else {
                    results.push(void 0);
                  }
                } catch (error) {
                  e = error;
                  results.push(v.Events.trigger("error", e));
                }
              }
              return results;
            }, this.timeout / 2)).unref === "function" ? base.unref() : void 0;
          }
          updateSettings(options = {}) {
            parser$3.overwrite(options, this.defaults, this);
            parser$3.overwrite(options, options, this.limiterOptions);
            if (options.timeout != null) {
              return this._startAutoCleanup();
            }
          }
          disconnect(flush = true) {
            var ref;
            if (!this.sharedConnection) {
              return (ref = this.connection) != null ? ref.disconnect(flush) : void 0;
            }
          }
        }
        Group2.prototype.defaults = {
          timeout: 1e3 * 60 * 5,
          connection: null,
          Promise,
          id: "group-key"
        };
        return Group2;
      }).call(commonjsGlobal);
      var Group_1 = Group;
      var Batcher, Events$3, parser$4;
      parser$4 = parser;
      Events$3 = Events_1;
      Batcher = (function() {
        class Batcher2 {
          constructor(options = {}) {
            this.options = options;
            parser$4.load(this.options, this.defaults, this);
            this.Events = new Events$3(this);
            this._arr = [];
            this._resetPromise();
            this._lastFlush = Date.now();
          }
          _resetPromise() {
            return this._promise = new this.Promise((res, rej) => {
              return this._resolve = res;
            });
          }
          _flush() {
            clearTimeout(this._timeout);
            this._lastFlush = Date.now();
            this._resolve();
            this.Events.trigger("batch", this._arr);
            this._arr = [];
            return this._resetPromise();
          }
          add(data) {
            var ret;
            this._arr.push(data);
            ret = this._promise;
            if (this._arr.length === this.maxSize) {
              this._flush();
            } else if (this.maxTime != null && this._arr.length === 1) {
              this._timeout = setTimeout(() => {
                return this._flush();
              }, this.maxTime);
            }
            return ret;
          }
        }
        Batcher2.prototype.defaults = {
          maxTime: null,
          maxSize: null,
          Promise
        };
        return Batcher2;
      }).call(commonjsGlobal);
      var Batcher_1 = Batcher;
      var require$$4$1 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
      var require$$8 = getCjsExportFromNamespace(version$2);
      var Bottleneck2, DEFAULT_PRIORITY$1, Events$4, Job$1, LocalDatastore$1, NUM_PRIORITIES$1, Queues$1, RedisDatastore$1, States$1, Sync$1, parser$5, splice = [].splice;
      NUM_PRIORITIES$1 = 10;
      DEFAULT_PRIORITY$1 = 5;
      parser$5 = parser;
      Queues$1 = Queues_1;
      Job$1 = Job_1;
      LocalDatastore$1 = LocalDatastore_1;
      RedisDatastore$1 = require$$4$1;
      Events$4 = Events_1;
      States$1 = States_1;
      Sync$1 = Sync_1;
      Bottleneck2 = (function() {
        class Bottleneck3 {
          constructor(options = {}, ...invalid) {
            var storeInstanceOptions, storeOptions;
            this._addToQueue = this._addToQueue.bind(this);
            this._validateOptions(options, invalid);
            parser$5.load(options, this.instanceDefaults, this);
            this._queues = new Queues$1(NUM_PRIORITIES$1);
            this._scheduled = {};
            this._states = new States$1(["RECEIVED", "QUEUED", "RUNNING", "EXECUTING"].concat(this.trackDoneStatus ? ["DONE"] : []));
            this._limiter = null;
            this.Events = new Events$4(this);
            this._submitLock = new Sync$1("submit", this.Promise);
            this._registerLock = new Sync$1("register", this.Promise);
            storeOptions = parser$5.load(options, this.storeDefaults, {});
            this._store = (function() {
              if (this.datastore === "redis" || this.datastore === "ioredis" || this.connection != null) {
                storeInstanceOptions = parser$5.load(options, this.redisStoreDefaults, {});
                return new RedisDatastore$1(this, storeOptions, storeInstanceOptions);
              } else if (this.datastore === "local") {
                storeInstanceOptions = parser$5.load(options, this.localStoreDefaults, {});
                return new LocalDatastore$1(this, storeOptions, storeInstanceOptions);
              } else {
                throw new Bottleneck3.prototype.BottleneckError(`Invalid datastore type: ${this.datastore}`);
              }
            }).call(this);
            this._queues.on("leftzero", () => {
              var ref;
              return (ref = this._store.heartbeat) != null ? typeof ref.ref === "function" ? ref.ref() : void 0 : void 0;
            });
            this._queues.on("zero", () => {
              var ref;
              return (ref = this._store.heartbeat) != null ? typeof ref.unref === "function" ? ref.unref() : void 0 : void 0;
            });
          }
          _validateOptions(options, invalid) {
            if (!(options != null && typeof options === "object" && invalid.length === 0)) {
              throw new Bottleneck3.prototype.BottleneckError("Bottleneck v2 takes a single object argument. Refer to https://github.com/SGrondin/bottleneck#upgrading-to-v2 if you're upgrading from Bottleneck v1.");
            }
          }
          ready() {
            return this._store.ready;
          }
          clients() {
            return this._store.clients;
          }
          channel() {
            return `b_${this.id}`;
          }
          channel_client() {
            return `b_${this.id}_${this._store.clientId}`;
          }
          publish(message) {
            return this._store.__publish__(message);
          }
          disconnect(flush = true) {
            return this._store.__disconnect__(flush);
          }
          chain(_limiter) {
            this._limiter = _limiter;
            return this;
          }
          queued(priority) {
            return this._queues.queued(priority);
          }
          clusterQueued() {
            return this._store.__queued__();
          }
          empty() {
            return this.queued() === 0 && this._submitLock.isEmpty();
          }
          running() {
            return this._store.__running__();
          }
          done() {
            return this._store.__done__();
          }
          jobStatus(id) {
            return this._states.jobStatus(id);
          }
          jobs(status) {
            return this._states.statusJobs(status);
          }
          counts() {
            return this._states.statusCounts();
          }
          _randomIndex() {
            return Math.random().toString(36).slice(2);
          }
          check(weight = 1) {
            return this._store.__check__(weight);
          }
          _clearGlobalState(index) {
            if (this._scheduled[index] != null) {
              clearTimeout(this._scheduled[index].expiration);
              delete this._scheduled[index];
              return true;
            } else {
              return false;
            }
          }
          async _free(index, job, options, eventInfo) {
            var e, running;
            try {
              ({ running } = await this._store.__free__(index, options.weight));
              this.Events.trigger("debug", `Freed ${options.id}`, eventInfo);
              if (running === 0 && this.empty()) {
                return this.Events.trigger("idle");
              }
            } catch (error1) {
              e = error1;
              return this.Events.trigger("error", e);
            }
          }
          _run(index, job, wait) {
            var clearGlobalState, free, run;
            job.doRun();
            clearGlobalState = this._clearGlobalState.bind(this, index);
            run = this._run.bind(this, index, job);
            free = this._free.bind(this, index, job);
            return this._scheduled[index] = {
              timeout: setTimeout(() => {
                return job.doExecute(this._limiter, clearGlobalState, run, free);
              }, wait),
              expiration: job.options.expiration != null ? setTimeout(function() {
                return job.doExpire(clearGlobalState, run, free);
              }, wait + job.options.expiration) : void 0,
              job
            };
          }
          _drainOne(capacity) {
            return this._registerLock.schedule(() => {
              var args, index, next, options, queue;
              if (this.queued() === 0) {
                return this.Promise.resolve(null);
              }
              queue = this._queues.getFirst();
              ({ options, args } = next = queue.first());
              if (capacity != null && options.weight > capacity) {
                return this.Promise.resolve(null);
              }
              this.Events.trigger("debug", `Draining ${options.id}`, { args, options });
              index = this._randomIndex();
              return this._store.__register__(index, options.weight, options.expiration).then(({ success, wait, reservoir }) => {
                var empty;
                this.Events.trigger("debug", `Drained ${options.id}`, { success, args, options });
                if (success) {
                  queue.shift();
                  empty = this.empty();
                  if (empty) {
                    this.Events.trigger("empty");
                  }
                  if (reservoir === 0) {
                    this.Events.trigger("depleted", empty);
                  }
                  this._run(index, next, wait);
                  return this.Promise.resolve(options.weight);
                } else {
                  return this.Promise.resolve(null);
                }
              });
            });
          }
          _drainAll(capacity, total = 0) {
            return this._drainOne(capacity).then((drained) => {
              var newCapacity;
              if (drained != null) {
                newCapacity = capacity != null ? capacity - drained : capacity;
                return this._drainAll(newCapacity, total + drained);
              } else {
                return this.Promise.resolve(total);
              }
            }).catch((e) => {
              return this.Events.trigger("error", e);
            });
          }
          _dropAllQueued(message) {
            return this._queues.shiftAll(function(job) {
              return job.doDrop({ message });
            });
          }
          stop(options = {}) {
            var done, waitForExecuting;
            options = parser$5.load(options, this.stopDefaults);
            waitForExecuting = (at2) => {
              var finished;
              finished = () => {
                var counts;
                counts = this._states.counts;
                return counts[0] + counts[1] + counts[2] + counts[3] === at2;
              };
              return new this.Promise((resolve, reject) => {
                if (finished()) {
                  return resolve();
                } else {
                  return this.on("done", () => {
                    if (finished()) {
                      this.removeAllListeners("done");
                      return resolve();
                    }
                  });
                }
              });
            };
            done = options.dropWaitingJobs ? (this._run = function(index, next) {
              return next.doDrop({
                message: options.dropErrorMessage
              });
            }, this._drainOne = () => {
              return this.Promise.resolve(null);
            }, this._registerLock.schedule(() => {
              return this._submitLock.schedule(() => {
                var k, ref, v;
                ref = this._scheduled;
                for (k in ref) {
                  v = ref[k];
                  if (this.jobStatus(v.job.options.id) === "RUNNING") {
                    clearTimeout(v.timeout);
                    clearTimeout(v.expiration);
                    v.job.doDrop({
                      message: options.dropErrorMessage
                    });
                  }
                }
                this._dropAllQueued(options.dropErrorMessage);
                return waitForExecuting(0);
              });
            })) : this.schedule({
              priority: NUM_PRIORITIES$1 - 1,
              weight: 0
            }, () => {
              return waitForExecuting(1);
            });
            this._receive = function(job) {
              return job._reject(new Bottleneck3.prototype.BottleneckError(options.enqueueErrorMessage));
            };
            this.stop = () => {
              return this.Promise.reject(new Bottleneck3.prototype.BottleneckError("stop() has already been called"));
            };
            return done;
          }
          async _addToQueue(job) {
            var args, blocked, error, options, reachedHWM, shifted, strategy;
            ({ args, options } = job);
            try {
              ({ reachedHWM, blocked, strategy } = await this._store.__submit__(this.queued(), options.weight));
            } catch (error1) {
              error = error1;
              this.Events.trigger("debug", `Could not queue ${options.id}`, { args, options, error });
              job.doDrop({ error });
              return false;
            }
            if (blocked) {
              job.doDrop();
              return true;
            } else if (reachedHWM) {
              shifted = strategy === Bottleneck3.prototype.strategy.LEAK ? this._queues.shiftLastFrom(options.priority) : strategy === Bottleneck3.prototype.strategy.OVERFLOW_PRIORITY ? this._queues.shiftLastFrom(options.priority + 1) : strategy === Bottleneck3.prototype.strategy.OVERFLOW ? job : void 0;
              if (shifted != null) {
                shifted.doDrop();
              }
              if (shifted == null || strategy === Bottleneck3.prototype.strategy.OVERFLOW) {
                if (shifted == null) {
                  job.doDrop();
                }
                return reachedHWM;
              }
            }
            job.doQueue(reachedHWM, blocked);
            this._queues.push(job);
            await this._drainAll();
            return reachedHWM;
          }
          _receive(job) {
            if (this._states.jobStatus(job.options.id) != null) {
              job._reject(new Bottleneck3.prototype.BottleneckError(`A job with the same id already exists (id=${job.options.id})`));
              return false;
            } else {
              job.doReceive();
              return this._submitLock.schedule(this._addToQueue, job);
            }
          }
          submit(...args) {
            var cb, fn, job, options, ref, ref1, task;
            if (typeof args[0] === "function") {
              ref = args, [fn, ...args] = ref, [cb] = splice.call(args, -1);
              options = parser$5.load({}, this.jobDefaults);
            } else {
              ref1 = args, [options, fn, ...args] = ref1, [cb] = splice.call(args, -1);
              options = parser$5.load(options, this.jobDefaults);
            }
            task = (...args2) => {
              return new this.Promise(function(resolve, reject) {
                return fn(...args2, function(...args3) {
                  return (args3[0] != null ? reject : resolve)(args3);
                });
              });
            };
            job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
            job.promise.then(function(args2) {
              return typeof cb === "function" ? cb(...args2) : void 0;
            }).catch(function(args2) {
              if (Array.isArray(args2)) {
                return typeof cb === "function" ? cb(...args2) : void 0;
              } else {
                return typeof cb === "function" ? cb(args2) : void 0;
              }
            });
            return this._receive(job);
          }
          schedule(...args) {
            var job, options, task;
            if (typeof args[0] === "function") {
              [task, ...args] = args;
              options = {};
            } else {
              [options, task, ...args] = args;
            }
            job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
            this._receive(job);
            return job.promise;
          }
          wrap(fn) {
            var schedule, wrapped;
            schedule = this.schedule.bind(this);
            wrapped = function(...args) {
              return schedule(fn.bind(this), ...args);
            };
            wrapped.withOptions = function(options, ...args) {
              return schedule(options, fn, ...args);
            };
            return wrapped;
          }
          async updateSettings(options = {}) {
            await this._store.__updateSettings__(parser$5.overwrite(options, this.storeDefaults));
            parser$5.overwrite(options, this.instanceDefaults, this);
            return this;
          }
          currentReservoir() {
            return this._store.__currentReservoir__();
          }
          incrementReservoir(incr = 0) {
            return this._store.__incrementReservoir__(incr);
          }
        }
        Bottleneck3.default = Bottleneck3;
        Bottleneck3.Events = Events$4;
        Bottleneck3.version = Bottleneck3.prototype.version = require$$8.version;
        Bottleneck3.strategy = Bottleneck3.prototype.strategy = {
          LEAK: 1,
          OVERFLOW: 2,
          OVERFLOW_PRIORITY: 4,
          BLOCK: 3
        };
        Bottleneck3.BottleneckError = Bottleneck3.prototype.BottleneckError = BottleneckError_1;
        Bottleneck3.Group = Bottleneck3.prototype.Group = Group_1;
        Bottleneck3.RedisConnection = Bottleneck3.prototype.RedisConnection = require$$2;
        Bottleneck3.IORedisConnection = Bottleneck3.prototype.IORedisConnection = require$$3;
        Bottleneck3.Batcher = Bottleneck3.prototype.Batcher = Batcher_1;
        Bottleneck3.prototype.jobDefaults = {
          priority: DEFAULT_PRIORITY$1,
          weight: 1,
          expiration: null,
          id: "<no-id>"
        };
        Bottleneck3.prototype.storeDefaults = {
          maxConcurrent: null,
          minTime: 0,
          highWater: null,
          strategy: Bottleneck3.prototype.strategy.LEAK,
          penalty: null,
          reservoir: null,
          reservoirRefreshInterval: null,
          reservoirRefreshAmount: null,
          reservoirIncreaseInterval: null,
          reservoirIncreaseAmount: null,
          reservoirIncreaseMaximum: null
        };
        Bottleneck3.prototype.localStoreDefaults = {
          Promise,
          timeout: null,
          heartbeatInterval: 250
        };
        Bottleneck3.prototype.redisStoreDefaults = {
          Promise,
          timeout: null,
          heartbeatInterval: 5e3,
          clientTimeout: 1e4,
          Redis: null,
          clientOptions: {},
          clusterNodes: null,
          clearDatastore: false,
          connection: null
        };
        Bottleneck3.prototype.instanceDefaults = {
          datastore: "local",
          connection: null,
          id: "<no-id>",
          rejectOnDrop: true,
          trackDoneStatus: false,
          Promise
        };
        Bottleneck3.prototype.stopDefaults = {
          enqueueErrorMessage: "This limiter has been stopped and cannot accept new jobs.",
          dropWaitingJobs: true,
          dropErrorMessage: "This limiter has been stopped."
        };
        return Bottleneck3;
      }).call(commonjsGlobal);
      var Bottleneck_1 = Bottleneck2;
      var lib = Bottleneck_1;
      return lib;
    }));
  }
});

// src/github/client.ts
var import_promises = __toESM(require_promises(), 1);

// node_modules/universal-user-agent/index.js
function getUserAgent() {
  if (typeof navigator === "object" && "userAgent" in navigator) {
    return navigator.userAgent;
  }
  if (typeof process === "object" && process.version !== void 0) {
    return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
  }
  return "<environment undetectable>";
}

// node_modules/before-after-hook/lib/register.js
function register(state, name, method, options) {
  if (typeof method !== "function") {
    throw new Error("method for before hook must be a function");
  }
  if (!options) {
    options = {};
  }
  if (Array.isArray(name)) {
    return name.reverse().reduce((callback, name2) => {
      return register.bind(null, state, name2, callback, options);
    }, method)();
  }
  return Promise.resolve().then(() => {
    if (!state.registry[name]) {
      return method(options);
    }
    return state.registry[name].reduce((method2, registered) => {
      return registered.hook.bind(null, method2, options);
    }, method)();
  });
}

// node_modules/before-after-hook/lib/add.js
function addHook(state, kind, name, hook2) {
  const orig = hook2;
  if (!state.registry[name]) {
    state.registry[name] = [];
  }
  if (kind === "before") {
    hook2 = (method, options) => {
      return Promise.resolve().then(orig.bind(null, options)).then(method.bind(null, options));
    };
  }
  if (kind === "after") {
    hook2 = (method, options) => {
      let result;
      return Promise.resolve().then(method.bind(null, options)).then((result_) => {
        result = result_;
        return orig(result, options);
      }).then(() => {
        return result;
      });
    };
  }
  if (kind === "error") {
    hook2 = (method, options) => {
      return Promise.resolve().then(method.bind(null, options)).catch((error) => {
        return orig(error, options);
      });
    };
  }
  state.registry[name].push({
    hook: hook2,
    orig
  });
}

// node_modules/before-after-hook/lib/remove.js
function removeHook(state, name, method) {
  if (!state.registry[name]) {
    return;
  }
  const index = state.registry[name].map((registered) => {
    return registered.orig;
  }).indexOf(method);
  if (index === -1) {
    return;
  }
  state.registry[name].splice(index, 1);
}

// node_modules/before-after-hook/index.js
var bind = Function.bind;
var bindable = bind.bind(bind);
function bindApi(hook2, state, name) {
  const removeHookRef = bindable(removeHook, null).apply(
    null,
    name ? [state, name] : [state]
  );
  hook2.api = { remove: removeHookRef };
  hook2.remove = removeHookRef;
  ["before", "error", "after", "wrap"].forEach((kind) => {
    const args = name ? [state, kind, name] : [state, kind];
    hook2[kind] = hook2.api[kind] = bindable(addHook, null).apply(null, args);
  });
}
function Singular() {
  const singularHookName = /* @__PURE__ */ Symbol("Singular");
  const singularHookState = {
    registry: {}
  };
  const singularHook = register.bind(null, singularHookState, singularHookName);
  bindApi(singularHook, singularHookState, singularHookName);
  return singularHook;
}
function Collection() {
  const state = {
    registry: {}
  };
  const hook2 = register.bind(null, state);
  bindApi(hook2, state);
  return hook2;
}
var before_after_hook_default = { Singular, Collection };

// node_modules/@octokit/endpoint/dist-bundle/index.js
var VERSION = "0.0.0-development";
var userAgent = `octokit-endpoint.js/${VERSION} ${getUserAgent()}`;
var DEFAULTS = {
  method: "GET",
  baseUrl: "https://api.github.com",
  headers: {
    accept: "application/vnd.github.v3+json",
    "user-agent": userAgent
  },
  mediaType: {
    format: ""
  }
};
function lowercaseKeys(object) {
  if (!object) {
    return {};
  }
  return Object.keys(object).reduce((newObj, key) => {
    newObj[key.toLowerCase()] = object[key];
    return newObj;
  }, {});
}
function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
  const result = Object.assign({}, defaults);
  Object.keys(options).forEach((key) => {
    if (isPlainObject(options[key])) {
      if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
      else result[key] = mergeDeep(defaults[key], options[key]);
    } else {
      Object.assign(result, { [key]: options[key] });
    }
  });
  return result;
}
function removeUndefinedProperties(obj) {
  for (const key in obj) {
    if (obj[key] === void 0) {
      delete obj[key];
    }
  }
  return obj;
}
function merge(defaults, route, options) {
  if (typeof route === "string") {
    let [method, url] = route.split(" ");
    options = Object.assign(url ? { method, url } : { url: method }, options);
  } else {
    options = Object.assign({}, route);
  }
  options.headers = lowercaseKeys(options.headers);
  removeUndefinedProperties(options);
  removeUndefinedProperties(options.headers);
  const mergedOptions = mergeDeep(defaults || {}, options);
  if (options.url === "/graphql") {
    if (defaults && defaults.mediaType.previews?.length) {
      mergedOptions.mediaType.previews = defaults.mediaType.previews.filter(
        (preview) => !mergedOptions.mediaType.previews.includes(preview)
      ).concat(mergedOptions.mediaType.previews);
    }
    mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
  }
  return mergedOptions;
}
function addQueryParameters(url, parameters) {
  const separator = /\?/.test(url) ? "&" : "?";
  const names = Object.keys(parameters);
  if (names.length === 0) {
    return url;
  }
  return url + separator + names.map((name) => {
    if (name === "q") {
      return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
    }
    return `${name}=${encodeURIComponent(parameters[name])}`;
  }).join("&");
}
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
  return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
  const matches = url.match(urlVariableRegex);
  if (!matches) {
    return [];
  }
  return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
  const result = { __proto__: null };
  for (const key of Object.keys(object)) {
    if (keysToOmit.indexOf(key) === -1) {
      result[key] = object[key];
    }
  }
  return result;
}
function encodeReserved(str) {
  return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
    if (!/%[0-9A-Fa-f]/.test(part)) {
      part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
    }
    return part;
  }).join("");
}
function encodeUnreserved(str) {
  return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
    return "%" + c.charCodeAt(0).toString(16).toUpperCase();
  });
}
function encodeValue(operator, value, key) {
  value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
  if (key) {
    return encodeUnreserved(key) + "=" + value;
  } else {
    return value;
  }
}
function isDefined(value) {
  return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
  return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
  var value = context[key], result = [];
  if (isDefined(value) && value !== "") {
    if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
      value = value.toString();
      if (modifier && modifier !== "*") {
        value = value.substring(0, parseInt(modifier, 10));
      }
      result.push(
        encodeValue(operator, value, isKeyOperator(operator) ? key : "")
      );
    } else {
      if (modifier === "*") {
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            result.push(
              encodeValue(operator, value2, isKeyOperator(operator) ? key : "")
            );
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              result.push(encodeValue(operator, value[k], k));
            }
          });
        }
      } else {
        const tmp = [];
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            tmp.push(encodeValue(operator, value2));
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              tmp.push(encodeUnreserved(k));
              tmp.push(encodeValue(operator, value[k].toString()));
            }
          });
        }
        if (isKeyOperator(operator)) {
          result.push(encodeUnreserved(key) + "=" + tmp.join(","));
        } else if (tmp.length !== 0) {
          result.push(tmp.join(","));
        }
      }
    }
  } else {
    if (operator === ";") {
      if (isDefined(value)) {
        result.push(encodeUnreserved(key));
      }
    } else if (value === "" && (operator === "&" || operator === "?")) {
      result.push(encodeUnreserved(key) + "=");
    } else if (value === "") {
      result.push("");
    }
  }
  return result;
}
function parseUrl(template) {
  return {
    expand: expand.bind(null, template)
  };
}
function expand(template, context) {
  var operators = ["+", "#", ".", "/", ";", "?", "&"];
  template = template.replace(
    /\{([^\{\}]+)\}|([^\{\}]+)/g,
    function(_, expression, literal) {
      if (expression) {
        let operator = "";
        const values = [];
        if (operators.indexOf(expression.charAt(0)) !== -1) {
          operator = expression.charAt(0);
          expression = expression.substr(1);
        }
        expression.split(/,/g).forEach(function(variable) {
          var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
          values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
        });
        if (operator && operator !== "+") {
          var separator = ",";
          if (operator === "?") {
            separator = "&";
          } else if (operator !== "#") {
            separator = operator;
          }
          return (values.length !== 0 ? operator : "") + values.join(separator);
        } else {
          return values.join(",");
        }
      } else {
        return encodeReserved(literal);
      }
    }
  );
  if (template === "/") {
    return template;
  } else {
    return template.replace(/\/$/, "");
  }
}
function parse(options) {
  let method = options.method.toUpperCase();
  let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
  let headers = Object.assign({}, options.headers);
  let body;
  let parameters = omit(options, [
    "method",
    "baseUrl",
    "url",
    "headers",
    "request",
    "mediaType"
  ]);
  const urlVariableNames = extractUrlVariableNames(url);
  url = parseUrl(url).expand(parameters);
  if (!/^http/.test(url)) {
    url = options.baseUrl + url;
  }
  const omittedParameters = Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl");
  const remainingParameters = omit(parameters, omittedParameters);
  const isBinaryRequest = /application\/octet-stream/i.test(headers.accept);
  if (!isBinaryRequest) {
    if (options.mediaType.format) {
      headers.accept = headers.accept.split(/,/).map(
        (format) => format.replace(
          /application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/,
          `application/vnd$1$2.${options.mediaType.format}`
        )
      ).join(",");
    }
    if (url.endsWith("/graphql")) {
      if (options.mediaType.previews?.length) {
        const previewsFromAcceptHeader = headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || [];
        headers.accept = previewsFromAcceptHeader.concat(options.mediaType.previews).map((preview) => {
          const format = options.mediaType.format ? `.${options.mediaType.format}` : "+json";
          return `application/vnd.github.${preview}-preview${format}`;
        }).join(",");
      }
    }
  }
  if (["GET", "HEAD"].includes(method)) {
    url = addQueryParameters(url, remainingParameters);
  } else {
    if ("data" in remainingParameters) {
      body = remainingParameters.data;
    } else {
      if (Object.keys(remainingParameters).length) {
        body = remainingParameters;
      }
    }
  }
  if (!headers["content-type"] && typeof body !== "undefined") {
    headers["content-type"] = "application/json; charset=utf-8";
  }
  if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") {
    body = "";
  }
  return Object.assign(
    { method, url, headers },
    typeof body !== "undefined" ? { body } : null,
    options.request ? { request: options.request } : null
  );
}
function endpointWithDefaults(defaults, route, options) {
  return parse(merge(defaults, route, options));
}
function withDefaults(oldDefaults, newDefaults) {
  const DEFAULTS2 = merge(oldDefaults, newDefaults);
  const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
  return Object.assign(endpoint2, {
    DEFAULTS: DEFAULTS2,
    defaults: withDefaults.bind(null, DEFAULTS2),
    merge: merge.bind(null, DEFAULTS2),
    parse
  });
}
var endpoint = withDefaults(null, DEFAULTS);

// node_modules/content-type/dist/index.js
/*!
 * content-type
 * Copyright(c) 2015 Douglas Christopher Wilson
 * MIT Licensed
 */
var SP = 32;
var HTAB = 9;
var SEMI = 59;
var EQ = 61;
var DQUOTE = 34;
var BSLASH = 92;
var COMMA = 44;
var LOWER_CASE = 1;
var OWS = 2;
var SEMI_FLAG = 4;
var COMMA_FLAG = 8;
var TOKEN_FLAG = 16;
var NON_ASCII = 65280;
var CASE_FLAGS = LOWER_CASE | NON_ASCII;
var CHAR_MAP = new Uint8Array(256);
CHAR_MAP[HTAB] |= OWS;
CHAR_MAP[SP] |= OWS;
CHAR_MAP[SEMI] |= SEMI_FLAG;
CHAR_MAP[COMMA] |= COMMA_FLAG;
for (let code2 = 128; code2 <= 255; code2++) {
  CHAR_MAP[code2] |= LOWER_CASE;
}
for (const char of "!#$%&'*+-.^_`|~") {
  CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
}
for (let code2 = 48; code2 <= 57; code2++) {
  CHAR_MAP[code2] |= TOKEN_FLAG;
}
for (let code2 = 65; code2 <= 90; code2++) {
  CHAR_MAP[code2] |= LOWER_CASE | TOKEN_FLAG;
}
for (let code2 = 97; code2 <= 122; code2++) {
  CHAR_MAP[code2] |= TOKEN_FLAG;
}
var NullObject = /* @__PURE__ */ (() => {
  const C = function() {
  };
  C.prototype = /* @__PURE__ */ Object.create(null);
  return C;
})();
function parse2(header, options) {
  const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
  const len = header.length;
  let valueStart = options?.start ?? 0;
  while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) {
    valueStart++;
  }
  let index = valueStart;
  let typeFlags = 0;
  let whitespace = -1;
  let stop = options?.parameters === false ? COMMA_FLAG : 0;
  while (index < len) {
    const code2 = header.charCodeAt(index);
    const flags = CHAR_MAP[code2];
    if ((flags & stopFlags) !== 0) {
      stop |= flags & COMMA_FLAG;
      break;
    }
    if ((flags & OWS) !== 0) {
      if (whitespace === -1)
        whitespace = index;
    } else {
      whitespace = -1;
    }
    typeFlags |= code2 & NON_ASCII | flags;
    index++;
  }
  const valueEnd = whitespace === -1 ? index : whitespace;
  const value = header.slice(valueStart, valueEnd);
  const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
  if (index === len || stop !== 0) {
    return { type, index, parameters: new NullObject() };
  }
  return parseParameters(header, type, index, len, stopFlags);
}
function parseParameters(header, type, index, len, stopFlags) {
  const parameters = new NullObject();
  parameter: while (index < len) {
    index++;
    while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) {
      index++;
    }
    const keyStart = index;
    let keyFlags = 0;
    let keyWhitespace = -1;
    while (index < len) {
      const code2 = header.charCodeAt(index);
      const flags = CHAR_MAP[code2];
      if ((flags & stopFlags) !== 0) {
        if ((flags & COMMA_FLAG) !== 0)
          break parameter;
        continue parameter;
      }
      if (code2 === EQ) {
        const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
        const value = header.slice(keyStart, keyEnd);
        const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
        index++;
        while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) {
          index++;
        }
        if (index < len && header.charCodeAt(index) === DQUOTE) {
          const quotedStart = ++index;
          let escaped = false;
          while (index < len) {
            const code3 = header.charCodeAt(index);
            if (code3 === DQUOTE) {
              if (parameters[key] === void 0) {
                parameters[key] = escaped ? unescapeQuotedPairs(header, quotedStart, index) : header.slice(quotedStart, index);
              }
              index++;
              let stop2 = 0;
              while (index < len) {
                const code4 = header.charCodeAt(index);
                const flags2 = CHAR_MAP[code4];
                if ((flags2 & stopFlags) !== 0) {
                  stop2 = flags2 & COMMA_FLAG;
                  break;
                }
                index++;
              }
              if (stop2 !== 0)
                break parameter;
              continue parameter;
            }
            if (code3 === BSLASH && index + 1 < len) {
              escaped = true;
              index += 2;
              continue;
            }
            index++;
          }
          continue parameter;
        }
        const valueStart = index;
        let stop = 0;
        let valueWhitespace = -1;
        while (index < len) {
          const code3 = header.charCodeAt(index);
          const flags2 = CHAR_MAP[code3];
          if ((flags2 & stopFlags) !== 0) {
            stop = flags2 & COMMA_FLAG;
            break;
          }
          if ((flags2 & OWS) !== 0) {
            if (valueWhitespace === -1)
              valueWhitespace = index;
          } else {
            valueWhitespace = -1;
          }
          index++;
        }
        if (parameters[key] === void 0) {
          const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
          parameters[key] = header.slice(valueStart, valueEnd);
        }
        if (stop !== 0)
          break parameter;
        continue parameter;
      }
      if ((flags & OWS) !== 0) {
        if (keyWhitespace === -1)
          keyWhitespace = index;
      } else {
        keyWhitespace = -1;
      }
      keyFlags |= code2 & NON_ASCII | flags;
      index++;
    }
  }
  return { type, index, parameters };
}
function unescapeQuotedPairs(str, start, end) {
  let result = "";
  for (let index = start; index < end; index++) {
    if (str.charCodeAt(index) === BSLASH) {
      result += str.slice(start, index);
      start = ++index;
    }
  }
  return result + str.slice(start, end);
}

// node_modules/json-with-bigint/json-with-bigint.js
var intRegex = /^-?\d+$/;
var noiseValue = /^-?\d+n+$/;
var originalStringify = JSON.stringify;
var originalParse = JSON.parse;
var customFormat = /^-?\d+n$/;
var bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
var noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
var isUnstringifiable = (val) => val === void 0 || typeof val === "function" || typeof val === "symbol";
var isRawJSON = (val) => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
var stringifyIteratively = (rootValue, replacer, spaceParam) => {
  let space = "";
  if (typeof spaceParam === "number") {
    space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
  } else if (typeof spaceParam === "string") {
    space = spaceParam.slice(0, 10);
  }
  const isFunctionReplacer = typeof replacer === "function";
  const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
  const prepareVal = (parent, key, val) => {
    const isObject2 = val !== null && typeof val === "object";
    const hasToJSON = isObject2 && typeof val.toJSON === "function";
    if (hasToJSON) {
      val = val.toJSON(key);
    }
    const isNoise = typeof val === "string" && noiseValue.test(val);
    if (isNoise) return val + "n";
    const isBigInt = typeof val === "bigint";
    if (isBigInt) {
      const supportsRawJSON = "rawJSON" in JSON;
      if (supportsRawJSON) return JSON.rawJSON(val.toString());
      return val.toString() + "n";
    }
    if (isFunctionReplacer) {
      val = replacer.call(parent, key, val);
    }
    const isPostReplacerObject = val !== null && typeof val === "object";
    if (isPostReplacerObject) {
      const isPrimitiveWrapper = val instanceof Number || val instanceof String || val instanceof Boolean;
      if (isPrimitiveWrapper) {
        val = val.valueOf();
      }
    }
    return val;
  };
  const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);
  if (isUnstringifiable(rootProcessed)) {
    return void 0;
  }
  const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
  const isRootNativeRawJSON = isRawJSON(rootProcessed);
  if (isRootPrimitive || isRootNativeRawJSON) {
    return originalStringify(rootProcessed);
  }
  const chunks = [];
  let level = 0;
  const stack = [
    {
      parent: { "": rootProcessed },
      key: "",
      val: rootProcessed,
      isArray: Array.isArray(rootProcessed),
      keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
      index: 0,
      first: true
    }
  ];
  const visited = new WeakSet([rootProcessed]);
  while (stack.length > 0) {
    const node = stack[stack.length - 1];
    if (node.index === 0) {
      chunks.push(node.isArray ? "[" : "{");
      level++;
    }
    let isDone = false;
    if (node.isArray) {
      if (node.index < node.val.length) {
        if (!node.first) chunks.push(",");
        if (space) chunks.push("\n" + space.repeat(level));
        const childRaw = node.val[node.index];
        const childVal = prepareVal(node.val, String(node.index), childRaw);
        if (isUnstringifiable(childVal)) {
          chunks.push("null");
          node.first = false;
          node.index++;
        } else {
          const isComplexObject = childVal !== null && typeof childVal === "object";
          const isNativeRaw = isRawJSON(childVal);
          if (isComplexObject && !isNativeRaw) {
            if (visited.has(childVal)) {
              throw new TypeError("Converting circular structure to JSON");
            }
            visited.add(childVal);
            stack.push({
              parent: node.val,
              key: String(node.index),
              val: childVal,
              isArray: Array.isArray(childVal),
              keys: Array.isArray(childVal) ? null : Object.keys(childVal),
              index: 0,
              first: true
            });
            node.first = false;
            node.index++;
          } else {
            chunks.push(originalStringify(childVal));
            node.first = false;
            node.index++;
          }
        }
      } else {
        isDone = true;
      }
    } else {
      while (node.index < node.keys.length) {
        const k = node.keys[node.index++];
        const isFilteredOutByArray = propertyList && !propertyList.has(k);
        if (isFilteredOutByArray) continue;
        const childRaw = node.val[k];
        const childVal = prepareVal(node.val, k, childRaw);
        if (isUnstringifiable(childVal)) continue;
        if (!node.first) chunks.push(",");
        if (space) {
          chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
        } else {
          chunks.push(originalStringify(k) + ":");
        }
        const isComplexObject = childVal !== null && typeof childVal === "object";
        const isNativeRaw = isRawJSON(childVal);
        if (isComplexObject && !isNativeRaw) {
          if (visited.has(childVal)) {
            throw new TypeError("Converting circular structure to JSON");
          }
          visited.add(childVal);
          stack.push({
            parent: node.val,
            key: k,
            val: childVal,
            isArray: Array.isArray(childVal),
            keys: Array.isArray(childVal) ? null : Object.keys(childVal),
            index: 0,
            first: true
          });
          node.first = false;
          break;
        } else {
          chunks.push(originalStringify(childVal));
          node.first = false;
        }
      }
      const isNodeFullyProcessed = node.index >= node.keys.length && stack[stack.length - 1] === node;
      if (isNodeFullyProcessed) {
        isDone = true;
      }
    }
    if (isDone) {
      level--;
      if (!node.first && space) chunks.push("\n" + space.repeat(level));
      chunks.push(node.isArray ? "]" : "}");
      visited.delete(node.val);
      stack.pop();
    }
  }
  return chunks.join("");
};
var JSONStringify = (value, replacer, space) => {
  try {
    const supportsRawJSON = "rawJSON" in JSON;
    if (supportsRawJSON) {
      return originalStringify(
        value,
        (key, val) => {
          if (typeof val === "bigint") return JSON.rawJSON(val.toString());
          const hasFunctionReplacer = typeof replacer === "function";
          if (hasFunctionReplacer) return replacer(key, val);
          const isKeyInArrayReplacer = Array.isArray(replacer) && replacer.includes(key);
          if (isKeyInArrayReplacer) return val;
          return val;
        },
        space
      );
    }
    if (!value) return originalStringify(value, replacer, space);
    const convertedToCustomJSON = originalStringify(
      value,
      (key, val) => {
        const isNoise = typeof val === "string" && noiseValue.test(val);
        if (isNoise) return val.toString() + "n";
        if (typeof val === "bigint") return val.toString() + "n";
        const hasFunctionReplacer = typeof replacer === "function";
        if (hasFunctionReplacer) return replacer(key, val);
        const isKeyInArrayReplacer = Array.isArray(replacer) && replacer.includes(key);
        if (isKeyInArrayReplacer) return val;
        return val;
      },
      space
    );
    const processedJSON = convertedToCustomJSON.replace(
      bigIntsStringify,
      "$1$2$3"
    );
    const denoisedJSON = processedJSON.replace(noiseStringify, "$1$2$3");
    return denoisedJSON;
  } catch (error) {
    if (error instanceof RangeError) {
      const convertedJSON = stringifyIteratively(value, replacer, space);
      if (convertedJSON === void 0) return void 0;
      const supportsRawJSON = "rawJSON" in JSON;
      if (supportsRawJSON) return convertedJSON;
      const processedJSON = convertedJSON.replace(bigIntsStringify, "$1$2$3");
      return processedJSON.replace(noiseStringify, "$1$2$3");
    }
    throw error;
  }
};
var featureCache = /* @__PURE__ */ new Map();
var isContextSourceSupported = () => {
  const parseFingerprint = JSON.parse.toString();
  if (featureCache.has(parseFingerprint)) {
    return featureCache.get(parseFingerprint);
  }
  try {
    const result = JSON.parse(
      "1",
      (_, __, context) => !!context?.source && context.source === "1"
    );
    featureCache.set(parseFingerprint, result);
    return result;
  } catch {
    featureCache.set(parseFingerprint, false);
    return false;
  }
};
var convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
  const isCustomFormatBigInt = typeof value === "string" && customFormat.test(value);
  if (isCustomFormatBigInt) return BigInt(value.slice(0, -1));
  const isNoiseValue = typeof value === "string" && noiseValue.test(value);
  if (isNoiseValue) return value.slice(0, -1);
  const hasUserReviver = typeof userReviver === "function";
  if (!hasUserReviver) return value;
  return userReviver(key, value, context);
};
var JSONParseV2 = (text, reviver) => {
  return JSON.parse(text, (key, value, context) => {
    const isNumber = typeof value === "number";
    const isOutOfBounds = value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
    const isBigNumber = isNumber && isOutOfBounds;
    const isInt = context && intRegex.test(context.source);
    const isBigInt = isBigNumber && isInt;
    if (isBigInt) return BigInt(context.source);
    const hasCustomReviver = typeof reviver === "function";
    if (!hasCustomReviver) return value;
    return reviver(key, value, context);
  });
};
var MAX_INT = Number.MAX_SAFE_INTEGER.toString();
var MAX_DIGITS = MAX_INT.length;
var stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
var noiseValueWithQuotes = /^"-?\d+n+"$/;
var applyReviverIteratively = (parsed, userReviver) => {
  const rootHolder = { "": parsed };
  const stack = [{ parent: rootHolder, key: "", visited: false }];
  while (stack.length > 0) {
    const node = stack[stack.length - 1];
    if (!node.visited) {
      node.visited = true;
      const value = node.parent[node.key];
      const isComplexObject = value !== null && typeof value === "object";
      if (isComplexObject) {
        const keys = Object.keys(value);
        for (let i = keys.length - 1; i >= 0; i--) {
          stack.push({ parent: value, key: keys[i], visited: false });
        }
      }
    } else {
      const { parent, key } = node;
      let value = parent[key];
      if (typeof value === "string") {
        const isCustomFormatBigInt = customFormat.test(value);
        if (isCustomFormatBigInt) {
          value = BigInt(value.slice(0, -1));
        } else {
          const isNoise = noiseValue.test(value);
          if (isNoise) value = value.slice(0, -1);
        }
      }
      const hasUserReviver = typeof userReviver === "function";
      if (hasUserReviver) {
        value = userReviver.call(parent, key, value);
      }
      const isDeleted = value === void 0;
      if (isDeleted) {
        delete parent[key];
      } else {
        parent[key] = value;
      }
      stack.pop();
    }
  }
  return rootHolder[""];
};
var serializeBigInts = (text) => {
  return text.replace(
    stringsOrLargeNumbers,
    (match, digits, fractional, exponential) => {
      const isString = match[0] === '"';
      const isNoise = isString && noiseValueWithQuotes.test(match);
      if (isNoise) return match.substring(0, match.length - 1) + 'n"';
      const hasFractionalOrExponential = fractional || exponential;
      const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
      const isStandardValue = isString || hasFractionalOrExponential || isLessThanMaxSafeInt;
      if (isStandardValue) return match;
      return '"' + match + 'n"';
    }
  );
};
var JSONParse = (text, reviver) => {
  if (!text) return originalParse(text, reviver);
  try {
    if (isContextSourceSupported()) return JSONParseV2(text, reviver);
    const serializedData = serializeBigInts(text);
    return originalParse(
      serializedData,
      (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver)
    );
  } catch (error) {
    if (error instanceof RangeError) {
      const serializedData = serializeBigInts(text);
      const parsed = originalParse(serializedData);
      return applyReviverIteratively(parsed, reviver);
    }
    throw error;
  }
};

// node_modules/@octokit/request-error/dist-src/index.js
var RequestError = class extends Error {
  name;
  /**
   * http status code
   */
  status;
  /**
   * Request options that lead to the error.
   */
  request;
  /**
   * Response object if a response was received
   */
  response;
  constructor(message, statusCode, options) {
    super(message, { cause: options.cause });
    this.name = "HttpError";
    this.status = Number.parseInt(statusCode);
    if (Number.isNaN(this.status)) {
      this.status = 0;
    }
    /* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
    if ("response" in options) {
      this.response = options.response;
    }
    const requestCopy = Object.assign({}, options.request);
    if (options.request.headers.authorization) {
      requestCopy.headers = Object.assign({}, options.request.headers, {
        authorization: options.request.headers.authorization.replace(
          /(?<! ) .*$/,
          " [REDACTED]"
        )
      });
    }
    requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
    this.request = requestCopy;
  }
};

// node_modules/@octokit/request/dist-bundle/index.js
var VERSION2 = "10.0.16";
var defaults_default = {
  headers: {
    "user-agent": `octokit-request.js/${VERSION2} ${getUserAgent()}`
  }
};
function isPlainObject2(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
var noop = () => "";
async function fetchWrapper(requestOptions) {
  const fetch2 = requestOptions.request?.fetch || globalThis.fetch;
  if (!fetch2) {
    throw new Error(
      "fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing"
    );
  }
  const log = requestOptions.request?.log || console;
  const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
  const body = isPlainObject2(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
  const requestHeaders = Object.fromEntries(
    Object.entries(requestOptions.headers).map(([name, value]) => [
      name,
      String(value)
    ])
  );
  let fetchResponse;
  try {
    fetchResponse = await fetch2(requestOptions.url, {
      method: requestOptions.method,
      body,
      redirect: requestOptions.request?.redirect,
      headers: requestHeaders,
      signal: requestOptions.request?.signal,
      // duplex must be set if request.body is ReadableStream or Async Iterables.
      // See https://fetch.spec.whatwg.org/#dom-requestinit-duplex.
      ...requestOptions.body && { duplex: "half" }
    });
  } catch (error) {
    let message = "Unknown Error";
    if (error instanceof Error) {
      if (error.name === "AbortError") {
        error.status = 500;
        throw error;
      }
      message = error.message;
      if (error.name === "TypeError" && "cause" in error) {
        if (error.cause instanceof Error) {
          message = error.cause.message;
        } else if (typeof error.cause === "string") {
          message = error.cause;
        }
      }
    }
    const requestError = new RequestError(message, 500, {
      request: requestOptions
    });
    requestError.cause = error;
    throw requestError;
  }
  const status = fetchResponse.status;
  const url = fetchResponse.url;
  const responseHeaders = {};
  for (const [key, value] of fetchResponse.headers) {
    responseHeaders[key] = value;
  }
  const octokitResponse = {
    url,
    status,
    headers: responseHeaders,
    data: ""
  };
  if ("deprecation" in responseHeaders) {
    const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
    const deprecationLink = matches && matches.pop();
    log.warn(
      `[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`
    );
  }
  if (status === 204 || status === 205) {
    return octokitResponse;
  }
  if (requestOptions.method === "HEAD") {
    if (status < 400) {
      return octokitResponse;
    }
    throw new RequestError(fetchResponse.statusText, status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status === 304) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError("Not modified", status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status >= 400) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError(toErrorMessage(octokitResponse.data), status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
  return octokitResponse;
}
async function getResponseData(response) {
  const contentType = response.headers.get("content-type");
  if (!contentType) {
    return response.text().catch(noop);
  }
  const mimetype = parse2(contentType);
  if (isJSONResponse(mimetype)) {
    let text = "";
    try {
      text = await response.text();
      return JSONParse(text);
    } catch (err) {
      return text;
    }
  } else if (mimetype.type.startsWith("text/") || // `application/octet-stream` is the canonical "arbitrary binary" type
  // (RFC 2046) and must never be decoded as text, even when the response
  // carries a (misleading) `charset=utf-8` parameter — see #751.
  mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") {
    return response.text().catch(noop);
  } else {
    return response.arrayBuffer().catch(
      /* v8 ignore next -- @preserve */
      () => new ArrayBuffer(0)
    );
  }
}
function isJSONResponse(mimetype) {
  return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
  if (typeof data === "string") {
    return data;
  }
  if (data instanceof ArrayBuffer) {
    return "Unknown error";
  }
  if (typeof data === "object" && data !== null && "message" in data) {
    const objectData = data;
    const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
    return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
  }
  return `Unknown error: ${JSON.stringify(data)}`;
}
function withDefaults2(oldEndpoint, newDefaults) {
  const endpoint2 = oldEndpoint.defaults(newDefaults);
  const newApi = function(route, parameters) {
    const endpointOptions = endpoint2.merge(route, parameters);
    if (!endpointOptions.request || !endpointOptions.request.hook) {
      return fetchWrapper(endpoint2.parse(endpointOptions));
    }
    const request2 = (route2, parameters2) => {
      return fetchWrapper(
        endpoint2.parse(endpoint2.merge(route2, parameters2))
      );
    };
    Object.assign(request2, {
      endpoint: endpoint2,
      defaults: withDefaults2.bind(null, endpoint2)
    });
    return endpointOptions.request.hook(request2, endpointOptions);
  };
  return Object.assign(newApi, {
    endpoint: endpoint2,
    defaults: withDefaults2.bind(null, endpoint2)
  });
}
var request = withDefaults2(endpoint, defaults_default);
/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

// node_modules/@octokit/graphql/dist-bundle/index.js
var VERSION3 = "0.0.0-development";
function _buildMessageForResponseErrors(data) {
  return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
  constructor(request2, headers, response) {
    super(_buildMessageForResponseErrors(response));
    this.request = request2;
    this.headers = headers;
    this.response = response;
    this.errors = response.errors;
    this.data = response.data;
    if (Error.captureStackTrace) {
      Error.captureStackTrace(this, this.constructor);
    }
  }
  request;
  headers;
  response;
  name = "GraphqlResponseError";
  errors;
  data;
};
var NON_VARIABLE_OPTIONS = [
  "method",
  "baseUrl",
  "url",
  "headers",
  "request",
  "query",
  "mediaType",
  "operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = ["query", "method", "url"];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
  if (options) {
    if (typeof query === "string" && "query" in options) {
      return Promise.reject(
        new Error(`[@octokit/graphql] "query" cannot be used as variable name`)
      );
    }
    for (const key in options) {
      if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
      return Promise.reject(
        new Error(
          `[@octokit/graphql] "${key}" cannot be used as variable name`
        )
      );
    }
  }
  const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
  const requestOptions = Object.keys(
    parsedOptions
  ).reduce((result, key) => {
    if (NON_VARIABLE_OPTIONS.includes(key)) {
      result[key] = parsedOptions[key];
      return result;
    }
    if (!result.variables) {
      result.variables = {};
    }
    result.variables[key] = parsedOptions[key];
    return result;
  }, {});
  const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
  if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) {
    requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
  }
  return request2(requestOptions).then((response) => {
    if (response.data.errors) {
      const headers = {};
      for (const key of Object.keys(response.headers)) {
        headers[key] = response.headers[key];
      }
      throw new GraphqlResponseError(
        requestOptions,
        headers,
        response.data
      );
    }
    return response.data.data;
  });
}
function withDefaults3(request2, newDefaults) {
  const newRequest = request2.defaults(newDefaults);
  const newApi = (query, options) => {
    return graphql(newRequest, query, options);
  };
  return Object.assign(newApi, {
    defaults: withDefaults3.bind(null, newRequest),
    endpoint: newRequest.endpoint
  });
}
var graphql2 = withDefaults3(request, {
  headers: {
    "user-agent": `octokit-graphql.js/${VERSION3} ${getUserAgent()}`
  },
  method: "POST",
  url: "/graphql"
});
function withCustomRequest(customRequest) {
  return withDefaults3(customRequest, {
    method: "POST",
    url: "/graphql"
  });
}
/* v8 ignore if -- @preserve */

// node_modules/@octokit/auth-token/dist-bundle/index.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);
async function auth(token) {
  const isApp = isJWT(token);
  const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
  const isUserToServer = token.startsWith("ghu_");
  const tokenType = isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth";
  return {
    type: "token",
    token,
    tokenType
  };
}
function withAuthorizationPrefix(token) {
  if (token.split(/\./).length === 3) {
    return `bearer ${token}`;
  }
  return `token ${token}`;
}
async function hook(token, request2, route, parameters) {
  const endpoint2 = request2.endpoint.merge(
    route,
    parameters
  );
  endpoint2.headers.authorization = withAuthorizationPrefix(token);
  return request2(endpoint2);
}
var createTokenAuth = function createTokenAuth2(token) {
  if (!token) {
    throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
  }
  if (typeof token !== "string") {
    throw new Error(
      "[@octokit/auth-token] Token passed to createTokenAuth is not a string"
    );
  }
  token = token.replace(/^(token|bearer) +/i, "");
  return Object.assign(auth.bind(null, token), {
    hook: hook.bind(null, token)
  });
};

// node_modules/@octokit/core/dist-src/version.js
var VERSION4 = "7.0.8";

// node_modules/@octokit/core/dist-src/index.js
var noop2 = () => {
};
var consoleWarn = console.warn.bind(console);
var consoleError = console.error.bind(console);
function createLogger(logger = {}) {
  if (typeof logger.debug !== "function") {
    logger.debug = noop2;
  }
  if (typeof logger.info !== "function") {
    logger.info = noop2;
  }
  if (typeof logger.warn !== "function") {
    logger.warn = consoleWarn;
  }
  if (typeof logger.error !== "function") {
    logger.error = consoleError;
  }
  return logger;
}
var userAgentTrail = `octokit-core.js/${VERSION4} ${getUserAgent()}`;
var Octokit = class {
  static VERSION = VERSION4;
  static defaults(defaults) {
    const OctokitWithDefaults = class extends this {
      constructor(...args) {
        const options = args[0] || {};
        if (typeof defaults === "function") {
          super(defaults(options));
          return;
        }
        super(
          Object.assign(
            {},
            defaults,
            options,
            options.userAgent && defaults.userAgent ? {
              userAgent: `${options.userAgent} ${defaults.userAgent}`
            } : null
          )
        );
      }
    };
    return OctokitWithDefaults;
  }
  static plugins = [];
  /**
   * Attach a plugin (or many) to your Octokit instance.
   *
   * @example
   * const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
   */
  static plugin(...newPlugins) {
    const currentPlugins = this.plugins;
    const NewOctokit = class extends this {
      static plugins = currentPlugins.concat(
        newPlugins.filter((plugin) => !currentPlugins.includes(plugin))
      );
    };
    return NewOctokit;
  }
  constructor(options = {}) {
    const hook2 = new before_after_hook_default.Collection();
    const requestDefaults = {
      baseUrl: request.endpoint.DEFAULTS.baseUrl,
      headers: {},
      request: Object.assign({}, options.request, {
        // @ts-ignore internal usage only, no need to type
        hook: hook2.bind(null, "request")
      }),
      mediaType: {
        previews: [],
        format: ""
      }
    };
    requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
    if (options.baseUrl) {
      requestDefaults.baseUrl = options.baseUrl;
    }
    if (options.previews) {
      requestDefaults.mediaType.previews = options.previews;
    }
    if (options.timeZone) {
      requestDefaults.headers["time-zone"] = options.timeZone;
    }
    this.request = request.defaults(requestDefaults);
    this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
    this.log = createLogger(options.log);
    this.hook = hook2;
    if (!options.authStrategy) {
      if (!options.auth) {
        this.auth = async () => ({
          type: "unauthenticated"
        });
      } else {
        const auth2 = createTokenAuth(options.auth);
        hook2.wrap("request", auth2.hook);
        this.auth = auth2;
      }
    } else {
      const { authStrategy, ...otherOptions } = options;
      const auth2 = authStrategy(
        Object.assign(
          {
            request: this.request,
            log: this.log,
            // we pass the current octokit instance as well as its constructor options
            // to allow for authentication strategies that return a new octokit instance
            // that shares the same internal state as the current one. The original
            // requirement for this was the "event-octokit" authentication strategy
            // of https://github.com/probot/octokit-auth-probot.
            octokit: this,
            octokitOptions: otherOptions
          },
          options.auth
        )
      );
      hook2.wrap("request", auth2.hook);
      this.auth = auth2;
    }
    const classConstructor = this.constructor;
    for (let i = 0; i < classConstructor.plugins.length; ++i) {
      Object.assign(this, classConstructor.plugins[i](this, options));
    }
  }
  // assigned during constructor
  request;
  graphql;
  log;
  hook;
  // TODO: type `octokit.auth` based on passed options.authStrategy
  auth;
};

// node_modules/@octokit/plugin-retry/dist-bundle/index.js
var import_light = __toESM(require_light(), 1);
var VERSION5 = "0.0.0-development";
function isRequestError(error) {
  return error.request !== void 0;
}
async function errorRequest(state, octokit, error, options) {
  if (!isRequestError(error) || !error?.request.request) {
    throw error;
  }
  if (error.status >= 400 && !state.doNotRetry.includes(error.status)) {
    const retries = options.request.retries != null ? options.request.retries : state.retries;
    const retryAfter = Math.pow((options.request.retryCount || 0) + 1, 2);
    throw octokit.retry.retryRequest(error, retries, retryAfter);
  }
  throw error;
}
async function wrapRequest(state, octokit, request2, options) {
  const limiter = new import_light.default();
  limiter.on("failed", function(error, info) {
    const maxRetries = ~~error.request.request?.retries;
    const after = ~~error.request.request?.retryAfter;
    options.request.retryCount = info.retryCount + 1;
    if (maxRetries > info.retryCount) {
      return after * state.retryAfterBaseValue;
    }
  });
  return limiter.schedule(
    requestWithGraphqlErrorHandling.bind(null, state, octokit, request2),
    options
  );
}
async function requestWithGraphqlErrorHandling(state, octokit, request2, options) {
  const response = await request2(options);
  if (response.data && response.data.errors && response.data.errors.length > 0 && /Something went wrong while executing your query/.test(
    response.data.errors[0].message
  )) {
    const error = new RequestError(response.data.errors[0].message, 500, {
      request: options,
      response
    });
    return errorRequest(state, octokit, error, options);
  }
  return response;
}
function retry(octokit, octokitOptions) {
  const state = Object.assign(
    {
      enabled: true,
      retryAfterBaseValue: 1e3,
      doNotRetry: [400, 401, 403, 404, 410, 422, 451],
      retries: 3
    },
    octokitOptions.retry
  );
  const retryPlugin = {
    retry: {
      retryRequest: (error, retries, retryAfter) => {
        error.request.request = Object.assign({}, error.request.request, {
          retries,
          retryAfter
        });
        return error;
      }
    }
  };
  if (state.enabled) {
    octokit.hook.error("request", errorRequest.bind(null, state, retryPlugin));
    octokit.hook.wrap("request", wrapRequest.bind(null, state, retryPlugin));
  }
  return retryPlugin;
}
retry.VERSION = VERSION5;

// src/github/limits.ts
var unnamedWaitMs = 6e4;
var marginMs = 1e3;
function limitOf(refusal, now) {
  const { status, header, message } = refusal;
  if (status !== 403 && status !== 429) return void 0;
  const clock = dateOf(header("date")) ?? now.getTime();
  const after = retryAfterMs(header("retry-after"), clock);
  if (after !== void 0) return { waitMs: after, which: "secondary" };
  const reset = header("x-ratelimit-reset") ?? "";
  if (header("x-ratelimit-remaining") === "0" && /^\d{1,12}$/.test(reset))
    return { waitMs: Math.max(0, Number(reset) * 1e3 - clock) + marginMs, which: "hourly" };
  const isSecondary = status === 429 || /secondary rate limit|abuse detection/i.test(message);
  return isSecondary ? { waitMs: unnamedWaitMs, which: "secondary" } : void 0;
}
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

// src/github/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function at(value, ...path) {
  return path.reduce((inner, key) => isObject(inner) ? inner[key] : void 0, value);
}
function textAt(value, ...path) {
  const found = at(value, ...path);
  return typeof found === "string" ? found : void 0;
}

// src/github/transport.ts
var longestAnswer = 16 * 1024 * 1024;
var mostRedirects = 3;
var usefulHeaders = [
  ...["date", "link", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"],
  "x-accepted-github-permissions"
];
var BadAnswer = class extends Error {
};
function boundedFetch(requestMs, overall) {
  const visit = async (url, options, redirects) => {
    overall.throwIfAborted();
    const signal = AbortSignal.any([overall, AbortSignal.timeout(requestMs)]);
    const response = await fetch(url, { ...options, redirect: "manual", signal });
    const text = await readAll(response);
    const target2 = redirectOf(response, url);
    if (target2 === void 0) return answerOf(response, text);
    if (redirects === mostRedirects) throw new BadAnswer("the API redirects in circles");
    return visit(target2, options, redirects + 1);
  };
  return (url, options) => visit(new URL(url), options, 0);
}
function redirectOf({ status, headers }, from) {
  if (![301, 302, 307, 308].includes(status)) return void 0;
  const target2 = URL.parse(headers.get("location") ?? "", from.href);
  if (target2?.origin !== from.origin) throw new BadAnswer("the API redirects to another server; see `GITHUB_API_URL`");
  return target2;
}
async function readAll(response) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new BadAnswer("the answer is longer than any of GitHub's");
  }
  return text + decoder.decode();
}
function answerOf({ status, headers }, text) {
  if (status === 204 || status === 304) return new Response(null, { status });
  const json = isJson(text);
  if (status < 300 && !json) throw new BadAnswer(`the answer (status ${status}) is not JSON`);
  const useful = usefulHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const type = json ? "application/json" : "text/plain";
  return new Response(text, { status, headers: [...useful, ["content-type", type]] });
}
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// src/github/refusal.ts
var GitHubError = class extends Error {
  status;
  /** Whether every further request would meet the same. */
  isFinal;
  constructor(message, status, isFinal) {
    super(message);
    this.status = status;
    this.isFinal = isFinal;
  }
};
function refusalOf(error) {
  const answered = at(error, "response") !== void 0;
  const status = at(error, "status");
  return {
    status: answered && typeof status === "number" ? status : void 0,
    header: (name) => textAt(error, "response", "headers", name),
    message: textAt(error, "response", "data", "message") ?? "",
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
  if (isWithoutIssues(refusal, status))
    return [`issues are disabled in ${repository}: enable them in its settings, or set \`issues: false\``, true];
  if (status === 404)
    return [
      `${repository} or its issue was not found: the token may not see it; add \`permissions: { issues: write }\` to the job`,
      false
    ];
  if (status >= 500) return [`GitHub's API is in trouble (status ${status})`, false];
  return [`GitHub refused it (status ${status}): ${quoted(refusal.message)}`, false];
}
function isWithoutIssues({ message }, status) {
  return status === 410 || status === 404 && /issues (are|has been) disabled/i.test(message);
}
function forbiddenWords({ message, header }) {
  if (/archived|read-only/i.test(message)) return ["the repository is archived: it takes no issues", true];
  if (/not accessible|must have|permission/i.test(message) || header("x-accepted-github-permissions") !== void 0)
    return ["the token may not write issues: add `permissions: { issues: write }` to the job", true];
  return [
    `GitHub forbids it (status 403): ${quoted(message)}; the job needs \`permissions: { issues: write }\``,
    false
  ];
}
function quoted(message) {
  return message === "" ? "no reason given" : JSON.stringify(terminalText(message).slice(0, 200));
}
function isAbort(cause) {
  return cause instanceof Error && cause.name === "AbortError";
}
function networkWords(cause) {
  if (cause instanceof BadAnswer) return cause.message;
  if (isAbort(cause)) return "there was no time left for it in this run";
  if (cause instanceof Error && cause.name === "TimeoutError") return "GitHub's API did not answer in time";
  const code2 = textAt(cause, "cause", "code") ?? textAt(cause, "code") ?? "";
  const reason = /^[A-Z][A-Z0-9_]{2,40}$/.test(code2) ? ` (${code2})` : "";
  return `GitHub's API could not be reached${reason}`;
}

// src/github/client.ts
var usualPatience = {
  requestMs: 2e4,
  totalMs: 12e4,
  writePauseMs: 1e3,
  retryMs: 1e3,
  limitWaitMs: 6e4
};
var mostRetries = 2;
var clientFaults = [400, 401, 403, 404, 410, 422, 429, 451];
var apiVersion = "2022-11-28";
var GitHubClient = class {
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
  async #request(manner, route, parameters) {
    const [owner = "", repo = ""] = this.settings.repository.split("/");
    const isOfRepository = route.includes("{owner}");
    const { data, headers } = await this.#octokit.request(route, {
      ...isOfRepository ? { owner, repo } : {},
      ...parameters,
      headers: { "x-github-api-version": apiVersion },
      // The plugin takes a number here for an order to repeat whatever fails.
      ...manner === "create" ? { request: { retries: 0 } } : {}
    });
    return { data, next: nextPage(headers.link, this.settings.apiUrl) };
  }
  async #pauseBeforeWrite() {
    const rest = this.#lastWrite + this.#patience.writePauseMs - performance.now();
    if (rest > 0) await (0, import_promises.setTimeout)(rest);
    this.#lastWrite = performance.now();
  }
  /** A refused request has done nothing: it may be sent again after the wait. */
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
    await (0, import_promises.setTimeout)(limit.waitMs);
    return true;
  }
};
function withoutToken(refusal, token) {
  return { ...refusal, message: refusal.message.replaceAll(token.reveal(), "[secret]") };
}
function octokitFor({ apiUrl, token }, patience) {
  const overall = new AbortController();
  setTimeout(() => overall.abort(), patience.totalMs).unref();
  const RetryingOctokit = Octokit.plugin(retry);
  return new RetryingOctokit({
    auth: token.reveal(),
    baseUrl: apiUrl.href.replace(/\/+$/, ""),
    userAgent: "server-monitor",
    request: { fetch: boundedFetch(patience.requestMs, overall.signal) },
    retry: { doNotRetry: clientFaults, retries: mostRetries, retryAfterBaseValue: patience.retryMs }
  });
}
function nextPage(link, apiUrl) {
  const [, address = ""] = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "") ?? [];
  return URL.parse(address)?.origin === apiUrl.origin ? address : void 0;
}
function limitError({ waitMs, which }, now) {
  const what = which === "hourly" ? "GitHub's hourly rate limit is used up" : "GitHub asks to slow down";
  const until = minuteWords(new Date(now.getTime() + Math.min(waitMs, 864e5)));
  return new GitHubError(`${what}: it takes requests again in ${roughDuration(waitMs)}, at ${until}`, 429, true);
}

// src/github/issues.ts
var issues = "/repos/{owner}/{repo}/issues";
var labels = "/repos/{owner}/{repo}/labels";
var perPage = 100;
var mostPages = 10;
async function listIssues(github, state, withLabels) {
  const query = { state, labels: withLabels.join(","), sort: "updated", direction: "desc", per_page: perPage };
  const found = await listAll(github, `GET ${issues}`, query);
  return found.filter((item) => at(item, "pull_request") === void 0).map(readIssue);
}
async function createIssue(github, issue) {
  return readIssue((await github.send("create", `POST ${issues}`, { ...issue })).data);
}
async function changeIssue(github, number, change2) {
  const parameters = { issue_number: number, ...change2 };
  return readIssue((await github.send("change", `PATCH ${issues}/{issue_number}`, parameters)).data);
}
async function addComment(github, number, body) {
  await github.send("create", `POST ${issues}/{issue_number}/comments`, { issue_number: number, body });
}
async function listComments(github, number, since) {
  const query = { issue_number: number, since: since.toISOString(), per_page: perPage };
  const found = await listAll(github, `GET ${issues}/{issue_number}/comments`, query);
  return found.map((item) => ({ body: textAt(item, "body") ?? "", author: textAt(item, "user", "login") ?? "" }));
}
async function ensureLabel(github, label) {
  try {
    await github.send("read", `GET ${labels}/{name}`, { name: label.name });
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
    await createLabel(github, label);
  }
}
async function createLabel(github, label) {
  try {
    await github.send("change", `POST ${labels}`, { ...label });
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
  }
}
async function ownLogin(github) {
  const base = github.settings.apiUrl.href.replace(/\/+$/, "");
  const address = `${base.replace(/\/api\/v3$/, "/api")}/graphql`;
  const { data } = await github.send("read", `POST ${address}`, { query: "query { viewer { login } }" });
  const login = textAt(data, "data", "viewer", "login");
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
  if (typeof number !== "number" || !isObject(data) || created === void 0) throw unreadable("an issue");
  return {
    number,
    title: textAt(data, "title") ?? "",
    body: textAt(data, "body") ?? "",
    isOpen: data["state"] === "open",
    reason: textAt(data, "state_reason"),
    labels: (Array.isArray(labelList) ? labelList : []).flatMap(labelName),
    author: textAt(data, "user", "login") ?? "",
    isByBot: textAt(data, "user", "type") === "Bot",
    url: textAt(data, "html_url") ?? "",
    created,
    closed,
    commentCount: typeof data["comments"] === "number" ? data["comments"] : void 0
  };
}
function labelName(label) {
  const name = typeof label === "string" ? label : textAt(label, "name");
  return name === void 0 ? [] : [name];
}
function timeAt(data, key) {
  const time = Date.parse(textAt(data, key) ?? "");
  return Number.isNaN(time) ? void 0 : new Date(time);
}
function unreadable(what) {
  return new GitHubError(`GitHub's answer is not ${what} as its documentation describes it`, void 0, false);
}

// src/alerts/issue-record.ts
var mostFindingsText = 2e4;
var markerLine = /^<!-- server-monitor ([a-z-]+):([^\s<>]+) -->$/m;
var recordLine = /^<!-- server-monitor record ([^<>]*) -->$/m;
function recordText(record) {
  const fields = [
    `revision=${record.revision}`,
    ...record.since === void 0 ? [] : [`since=${isoSeconds(record.since)}`],
    ...record.flapping ? ["flapping=yes"] : [],
    ...record.closed === void 0 ? [] : [`closed=${record.closed}`],
    ...record.findings === void 0 ? [] : [`findings=${recordable(record.findings).map(encoded).join(",")}`]
  ];
  return `<!-- server-monitor ${identityOf(record)} -->
<!-- server-monitor record ${fields.join(" ")} -->`;
}
function readRecord(body) {
  const text = body.replaceAll("\r\n", "\n");
  const [, kindText, host] = markerLine.exec(text) ?? [];
  const kind = alertKinds.find((known) => known === kindText);
  if (kind === void 0 || host === void 0) return void 0;
  return { kind, host, ...readFields(recordLine.exec(text)?.[1] ?? "") };
}
function withRecord(body, record) {
  const rest = body.replaceAll("\r\n", "\n").replace(markerLine, "").replace(recordLine, "").trimStart();
  return `${recordText(record)}

${rest}`;
}
function recordable(findings) {
  let room = mostFindingsText;
  return findings.filter((finding) => {
    room -= encoded(finding).length + 1;
    return room >= 0;
  });
}
function encoded(finding) {
  return encodeURIComponent(finding.toWellFormed()).replaceAll("-", "%2D");
}
function readFields(text) {
  const fields = new Map(text.split(" ").map((field) => [field.split("=")[0], field.slice(field.indexOf("=") + 1)]));
  const since = Date.parse(fields.get("since") ?? "");
  const closed = fields.get("closed");
  return {
    findings: fields.get("findings")?.split(",").filter(Boolean).flatMap(decoded),
    since: Number.isNaN(since) ? void 0 : new Date(since),
    flapping: fields.get("flapping") === "yes",
    revision: Number(/^\d{1,9}$/.exec(fields.get("revision") ?? "")?.[0] ?? 0),
    closed: closed === "recovered" || closed === "duplicate" ? closed : void 0
  };
}
function decoded(text) {
  try {
    return [decodeURIComponent(text)];
  } catch {
    return [];
  }
}

// src/alerts/issue-advice.ts
function commandsFor(alert) {
  return commands[alert.kind](alert);
}
function inventoryLine({ kind, findings }) {
  const accepted = [...new Set(findings.flatMap(kind === "port" ? portOf : addressOf))].slice(0, mostCopied);
  if (kind !== "port" && kind !== "peer" || accepted.length === 0) return void 0;
  return `${kind === "port" ? "known_ports" : "ssh_peers"}: \u2026, ${accepted.join(", ")}`;
}
var mostCopied = 20;
var commands = {
  down: ({ host }) => [`ping -c 4 ${target(host)}`, `ssh -v ${target(host)} uptime`, "last -x reboot shutdown | head"],
  "host-key": ({ host }) => [
    `ssh-keyscan ${target(host)} 2>/dev/null | ssh-keygen -lf -   # what the network shows`,
    "for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done   # on the host's own console"
  ],
  peer: () => [
    "who",
    "last -i | head -20",
    "sudo ss -tnp state established '( sport = :22 )'",
    "sudo journalctl -u ssh -n 100"
  ],
  port: ({ findings }) => findings.flatMap(listenerCommand).slice(0, mostCommands),
  disk: () => ["df -h /", "df -i /", "sudo du -xh / 2>/dev/null | sort -h | tail -20", "journalctl --disk-usage"],
  ssh: ({ host }) => [`ssh -v ${target(host)} true`, "sudo journalctl -u ssh -n 50"],
  http: () => ["sudo systemctl status nginx apache2 --no-pager", "sudo ss -ltnp '( sport = :80 or sport = :443 )'"],
  gpu: () => ["nvidia-smi", "sudo dmesg | grep -iE 'xid|nvrm' | tail -20", "lspci | grep -i nvidia"],
  cert: () => ["sudo certbot certificates", "systemctl list-timers | grep -iE 'certbot|acme'"],
  silent: () => ["sudo systemctl status 'actions.runner.*' --no-pager", "gh run list --workflow check.yml --limit 5"]
};
var mostCommands = 5;
function target(host) {
  return /^[A-Za-z0-9][\w.:-]*$/.test(host) ? host : "HOST";
}
function listenerCommand(finding) {
  const [, port, udp] = /^(\d{1,5})(\/udp)?$/.exec(finding) ?? [];
  return port === void 0 ? [] : [`sudo ss ${udp ? "-lunp" : "-ltnp"} 'sport = :${port}'`];
}
function portOf(finding) {
  return /^\d{1,5}(\/udp)?$/.test(finding) ? [finding] : [];
}
function addressOf(finding) {
  const address = canonicalAddress(finding.slice(finding.lastIndexOf("@") + 1));
  return address === void 0 ? [] : [address];
}

// src/alerts/issue-text.ts
var mostListed = 30;
var mostRows = 10;
var longestCell = 160;
var longestTitle = 200;
function hasParts({ kind }) {
  return kind === "port" || kind === "peer";
}
function issueTitle(alert) {
  const words = subjectText(alertFinding(alert)).replace(/[^\p{L}\p{N} .,:/@%()_-]/gu, "?").replace(/\/(?!udp\b)|(?<![\p{L}\p{N}])@|:(?=\/)/gu, "?");
  const title = `[${alert.kind}] ${subjectText(alert.host)}: ${words}`;
  return `${title.slice(0, longestTitle).toWellFormed()}${alert.flapping ? " (comes and goes)" : ""}`;
}
function issueBody(alert, record, context) {
  const paragraphs = [
    recordText(record),
    ...opening(alert, record.since ?? alert.since),
    ...findingList(alert, context.details),
    ...evidenceTable(alert),
    `### What to do

${alertAdvice(alert)}`,
    fenced("sh", commandsFor(alert)),
    ...acceptance(alert),
    footer(context)
  ];
  return `${paragraphs.filter((text) => text !== "").join("\n\n")}
`;
}
function opening(alert, since) {
  const detail = code(alertDetail(alert));
  const seen = `since ${minuteWords(since)}, last seen ${minuteWords(alert.seen)}`;
  return [
    `${code({ untrusted: terminalText(alertFinding(alert)) }, 400)} on ${code(alert.host)} ${seen}${detail && `: ${detail}`}.`,
    ...alert.flapping ? ["It **comes and goes**: this issue stays open until it has been quiet for a while."] : []
  ];
}
function findingList(alert, details) {
  if (!hasParts(alert)) return [];
  const lines = alert.findings.slice(0, mostListed).map((finding) => `- ${findingLine(alert, finding, details)}`);
  const more = alert.findings.length - lines.length;
  return [["### What was found\n", ...lines, ...more > 0 ? [`- and ${more} more`] : []].join("\n")];
}
function findingLine(alert, finding, details) {
  const sighting = alert.sightings.find((seen2) => seen2.finding === finding);
  const words = details.filter((detail) => detail.finding === finding).map((detail) => code(detail.words));
  const seen = sighting === void 0 ? [] : [`first seen ${minuteWords(sighting.first)}, in ${count(sighting.rows, "check")}`];
  return [code(finding), ...words.slice(0, 3), ...seen].filter(Boolean).join(" \xB7 ");
}
function evidenceTable({ kind, evidence }) {
  const rows = evidence.slice(0, mostRows);
  const columns = evidenceOf(kind).filter((key) => rows.some((row) => valueWords(key, row) !== ""));
  if (columns.length === 0) return [];
  const lines = [
    ["time", ...columns.map((key) => columnTable[key].title)],
    ["---", ...columns.map(() => "---")],
    ...rows.map((row) => [minuteWords(row.time), ...columns.map((key) => code(valueWords(key, row)))])
  ];
  return [["### What the checks saw\n", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join("\n")];
}
function acceptance(alert) {
  const line = inventoryLine(alert);
  const vouch = line === void 0 ? [] : ["In the inventory, at this host:", fenced("yml", [line])];
  const effect = hasParts(alert) ? "Close this issue as **not planned**: what it lists is never raised again, anything new is. Reopen it to take that back." : "Close this issue as **not planned**: it is not raised again before it has recovered once.";
  return ["### If it is meant to be so", ...vouch, effect];
}
function footer({ now, resultsUrl }) {
  const results = resultsUrl === void 0 ? "" : ` [All results](<${resultsUrl.href}>).`;
  const habit = "It closes by itself on recovery, and this text is rewritten when what is found changes, not at every check.";
  return `---

Written by server-monitor at ${minuteWords(now)}. ${habit}${results}`;
}
function fenced(language, lines) {
  return lines.length === 0 ? "" : `\`\`\`${language}
${lines.join("\n")}
\`\`\``;
}
function commentOf(record, words) {
  const mark = `<!-- server-monitor comment ${record.revision} -->`;
  return { mark, body: `${mark}
${words}` };
}
function changeWords(before, now) {
  const added = now.filter((finding) => !before?.includes(finding));
  const gone = (before ?? []).filter((finding) => !now.includes(finding));
  return [
    ...added.length > 0 ? [`Now${before === void 0 ? "" : " also"}: ${codes(added)}.`] : [],
    ...gone.length > 0 ? [`No longer: ${codes(gone)}.`] : []
  ].join("\n\n");
}
var overWords = {
  well: "Recovered: not found any more at",
  gone: "No longer watched, as of",
  accepted: "All of it has been accepted, as of"
};
function recoveryWords(record, why, issueCreated, now) {
  const since = record.since ?? issueCreated;
  const lasted = roughDuration(now.getTime() - since.getTime());
  return `${overWords[why]} ${minuteWords(now)}, after ${lasted} (since ${minuteWords(since)}).`;
}
function returnWords(alert, why) {
  const words = code({ untrusted: terminalText(alertFinding(alert)) }, 400);
  if (why === "back") return `It is back since ${minuteWords(alert.since)}: ${words}.`;
  const way = "Close it as **not planned** if it is meant to be so.";
  return `Closed as completed, but checks after that still find it: ${words}. ${way}`;
}
function codes(findings) {
  const shown = findings.slice(0, mostListed).map((finding) => code(finding));
  const more = findings.length - shown.length;
  return [...shown, ...more > 0 ? [`${more} more`] : []].join(", ");
}
function code(text, longest = longestCell) {
  const line = terminalText(text);
  return markdownCode(line.length > longest ? `${line.slice(0, longest)}\u2026` : line);
}

// src/alerts/issue-plan.ts
var acceptedLabel = "alert:accepted";
var dayMs = 864e5;
function planIssues(input) {
  const issues2 = Map.groupBy(input.issues.filter(isIn(input)), ({ record }) => identityOf(record));
  const alerts = worstFirst(input.alerts.filter(isInScope(input)));
  const lasting = alerts.map((alert) => planAlert(alert, issues2.get(identityOf(alert)) ?? [], input));
  const alerted = new Set(alerts.map(identityOf));
  const ended = [...issues2].flatMap(([identity, own]) => alerted.has(identity) ? [] : planEnd(own, input));
  return {
    actions: [...lasting.flatMap(({ actions }) => actions), ...ended],
    accepted: lasting.flatMap(({ accepted }) => accepted)
  };
}
function isInScope({
  kinds,
  isOurs
}) {
  return ({ kind, host }) => kinds.includes(kind) && isOurs(host);
}
function isIn(scope) {
  const inScope = isInScope(scope);
  return ({ record }) => inScope(record);
}
function planAlert(alert, own, input) {
  const covering = acceptances(alert, own);
  const taken = new Set(covering.flatMap(({ record }) => record.findings ?? []));
  const findings = hasParts(alert) ? alert.findings.filter((finding) => !taken.has(finding)) : alert.findings;
  const isAccepted = covering.length > 0 && (findings.length === 0 || !hasParts(alert));
  const left = { ...alert, findings };
  const marks = covering.filter(({ issue }) => !issue.labels.includes(acceptedLabel));
  const accepted = alert.findings.filter((finding) => isAccepted || taken.has(finding));
  return {
    actions: [
      ...marks.map((one) => ({ does: "accept", own: one })),
      ...isAccepted ? openOnes(own).flatMap((one) => recovery(one, "accepted")) : planLasting(left, own, input)
    ],
    accepted: covering.length === 0 ? [] : [{ identity: identityOf(alert), findings: accepted }]
  };
}
function acceptances(alert, own) {
  if (!hasParts(alert) && openOnes(own).length > 0) return [];
  return own.filter((one) => isAcceptance(one) && covers(one, alert));
}
function planLasting(alert, own, input) {
  const [first, ...others] = openOnes(own);
  if (first !== void 0) {
    const does = isCurrent(first, alert) ? "keep" : "update";
    return [{ does, alert, own: first }, ...others.map((one) => duplicate(one, first))];
  }
  const latest = latestClosed(own);
  if (latest === void 0) return [{ does: "open", alert }];
  return planReturn(alert, latest, input);
}
function planReturn(alert, own, input) {
  const closed = closedAt(own);
  const isSame = own.record.closed === void 0 && alert.since <= closed && listsAll(own, alert);
  if (isSame) return isStillFound(alert, closed, input) ? [{ does: "reopen", alert, own, why: "lasts" }] : [];
  const isSoon = input.now.getTime() - closed.getTime() < dayMs;
  return [isSoon ? { does: "reopen", alert, own, why: "back" } : { does: "open", alert }];
}
function planEnd(own, { standing }) {
  const [now] = own.map(({ record }) => standing(record.kind, record.host));
  if (now !== "well" && now !== "gone") return [];
  const [first, ...others] = openOnes(own);
  const ended = own.filter((one) => isAcceptance(one) && !hasParts(one.record) && isMarked(one));
  return [
    ...first === void 0 ? [] : [...others.map((one) => duplicate(one, first)), ...recovery(first, now)],
    ...ended.map((one) => ({ does: "end-acceptance", own: one }))
  ];
}
function recovery(own, why) {
  return own.record.closed === void 0 ? [{ does: "recover", own, why }] : [];
}
function duplicate(own, first) {
  return { does: "close-duplicate", own, first: first.issue.number };
}
function openOnes(own) {
  return own.filter(({ issue }) => issue.isOpen).toSorted((a, b) => a.issue.number - b.issue.number);
}
function latestClosed(own) {
  const closed = own.filter((one) => !one.issue.isOpen && !isAcceptance(one) && one.record.closed !== "duplicate");
  return closed.toSorted((a, b) => closedAt(b).getTime() - closedAt(a).getTime())[0];
}
function closedAt({ issue }) {
  return issue.closed ?? issue.created;
}
function isAcceptance({ issue, record }) {
  const isSaid = issue.reason === "not_planned" || issue.reason === "duplicate";
  return !issue.isOpen && isSaid && record.closed === void 0;
}
function covers(own, alert) {
  if (hasParts(alert)) return own.record.findings?.some((finding) => alert.findings.includes(finding)) ?? false;
  return isMarked(own) || alert.since <= closedAt(own);
}
function isMarked({ issue }) {
  return issue.labels.includes(acceptedLabel);
}
function listsAll({ record }, alert) {
  return !hasParts(alert) || alert.findings.every((finding) => record.findings?.includes(finding));
}
function isStillFound({ evidence }, closed, { now, confirm }) {
  const after = evidence.filter(({ time }) => time > closed).length;
  return after >= confirm || now.getTime() - closed.getTime() >= dayMs;
}
function isCurrent({ issue, record }, alert) {
  const [listed, found] = [record.findings, recordable(alert.findings)];
  const isListed = listed?.length === found.length && found.every((finding) => listed.includes(finding));
  return isListed && record.flapping === alert.flapping && record.closed === void 0 && !isMarked({ issue, record });
}

// src/alerts/issue-delivery.ts
var ourLabel = "server-monitor";
async function deliver(action, delivery) {
  switch (action.does) {
    case "open":
      return open(action.alert, delivery);
    case "keep":
      return action.own.issue;
    case "update":
      return update(action.alert, action.own, delivery);
    case "reopen":
      return reopen(action.alert, action.own, action.why, delivery);
    case "recover":
      return recover(action.own, action.why, delivery);
    case "close-duplicate":
      return closeDuplicate(action.own, action.first, delivery);
    case "accept":
      return accept(action.own, delivery);
    case "end-acceptance":
      return change(action.own, notAccepted(action.own), delivery);
  }
}
async function open(alert, delivery) {
  const { kind, host, findings, since, flapping } = alert;
  const labels2 = [ourLabel, `alert:${kind}`];
  for (const label of labels2) await ensure(label, delivery);
  const record = { kind, host, findings, since, flapping, revision: 0, closed: void 0 };
  const issue = await create({ ...textOf(alert, record, delivery), labels: labels2 }, delivery);
  if (!issue.labels.includes(ourLabel))
    throw new GitHubError(
      `issue #${issue.number} was made without its labels: add \`permissions: { issues: write }\` to the job`,
      void 0,
      true
    );
  return issue;
}
async function create(issue, { github, assignees }) {
  if (assignees.length === 0) return createIssue(github, issue);
  try {
    return await createIssue(github, { ...issue, assignees });
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
    return createIssue(github, issue);
  }
}
async function update(alert, own, delivery) {
  const record = nextRecord(own, alert);
  const words = alert.flapping ? "" : changeWords(own.record.findings, alert.findings);
  if (words !== "") await commentOnce(own, record, words, delivery);
  return change(own, { ...textOf(alert, record, delivery), ...notAccepted(own) }, delivery);
}
async function reopen(alert, own, why, delivery) {
  const record = nextRecord(own, alert);
  const asNow = why === "back" ? { ...record, since: alert.since } : record;
  await commentOnce(own, record, returnWords(alert, why), delivery);
  const state = { state: "open", state_reason: "reopened" };
  return change(own, { ...state, ...textOf(alert, asNow, delivery), ...notAccepted(own) }, delivery);
}
async function recover(own, why, delivery) {
  const record = { ...own.record, revision: own.record.revision + 1, closed: "recovered" };
  await commentOnce(own, record, recoveryWords(own.record, why, own.issue.created, delivery.now), delivery);
  const state = { state: "closed", state_reason: "completed" };
  return change(own, { ...state, body: withRecord(own.issue.body, record) }, delivery);
}
async function closeDuplicate(own, first, delivery) {
  const record = { ...own.record, revision: own.record.revision + 1, closed: "duplicate" };
  await commentOnce(own, record, `Two issues for one alert: it goes on in #${first}.`, delivery);
  const state = { state: "closed", state_reason: "duplicate" };
  return change(own, { ...state, body: withRecord(own.issue.body, record) }, delivery);
}
async function accept(own, delivery) {
  await ensure(acceptedLabel, delivery);
  return change(own, { labels: [...own.issue.labels, acceptedLabel] }, delivery);
}
function nextRecord({ record }, { kind, host, findings, since, flapping }) {
  const earliest = record.since !== void 0 && record.since < since ? record.since : since;
  return { kind, host, findings, since: earliest, flapping, revision: record.revision + 1, closed: void 0 };
}
function textOf(alert, record, { now, resultsUrl, details }) {
  const context = { now, resultsUrl, details: details.get(identityOf(alert)) ?? [] };
  return { title: issueTitle(alert), body: issueBody(alert, record, context) };
}
function change({ issue }, to, { github }) {
  return changeIssue(github, issue.number, to);
}
async function commentOnce({ issue }, record, words, { github }) {
  const { mark, body } = commentOf(record, words);
  const said = issue.commentCount === 0 ? [] : await listComments(github, issue.number, issue.created);
  if (said.some((comment) => comment.author === issue.author && comment.body.startsWith(mark))) return;
  await addComment(github, issue.number, body);
}
function notAccepted({ issue: { labels: labels2 } }) {
  return labels2.includes(acceptedLabel) ? { labels: labels2.filter((label) => label !== acceptedLabel) } : {};
}
async function ensure(name, { github, labels: labels2 }) {
  if (labels2.has(name)) return;
  await ensureLabel(github, labelNamed(name));
  labels2.add(name);
}
var red = "b60205";
var orange = "d93f0b";
var yellow = "fbca04";
var kindLabels = {
  down: [red, "Nothing answers: ping, web page and SSH"],
  "host-key": [red, "The SSH host key changed or is unknown"],
  peer: [red, "A login or a lasting connection from an unknown address"],
  port: [orange, "A listener that the inventory does not know"],
  disk: [orange, "The root file system is nearly full"],
  ssh: [orange, "The host answers, but login or probe does not work"],
  http: [orange, "The web page does not work"],
  gpu: [orange, "A GPU that was there is gone"],
  cert: [yellow, "The certificate expires soon"],
  silent: [red, "The monitor itself writes no rows"]
};
function labelNamed(name) {
  if (name === acceptedLabel)
    return {
      name,
      color: "c2e0c6",
      description: "A person said that it is meant to be so: reopen it to take that back"
    };
  for (const [kind, [color, description]] of Object.entries(kindLabels))
    if (name === `alert:${kind}`) return { name, color, description };
  return { name, color: "1d76db", description: "Opened and closed by server-monitor" };
}

// src/alerts/issues.ts
var mostAtOnce = 30;
var actionsLogin = "github-actions[bot]";
function issueDesk(settings) {
  const github = new GitHubClient(settings.github, settings.now, settings.patience);
  const desk = { settings, github, ours: ownership(settings.github, github), closed: closedIssues(github) };
  let reading;
  const read = () => {
    reading ??= readIssues(desk);
    return reading;
  };
  return {
    prepare: () => unlessRefused(read(), void 0).then(() => void 0),
    accepted: async (found) => {
      const plan = await unlessRefused(
        read().then((issues2) => planFor(found, desk, issues2)),
        void 0
      );
      return plan?.accepted ?? [];
    },
    sync: (found) => sync(found, desk, read)
  };
}
async function unlessRefused(work, otherwise) {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GitHubError) return otherwise;
    throw error;
  }
}
async function sync(found, desk, read) {
  try {
    const plan = await planFor(found, desk, await read());
    return { ...await deliverAll(plan.actions, deliveryOf(found, desk)), accepted: plan.accepted };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const stand = `${count(found.alerts.length, "alert")} stand${found.alerts.length === 1 ? "s" : ""}`;
    const undelivered = [`the issues could not be read, ${stand}: ${error.message}`];
    return { open: [], accepted: [], opened: [], closed: [], waiting: [], undelivered };
  }
}
async function readIssues({ github, ours }) {
  const open2 = await listIssues(github, "open", [ourLabel]);
  const accepted = await listIssues(github, "closed", [ourLabel, acceptedLabel]);
  return await ours([...open2, ...accepted]);
}
async function planFor(found, { settings, ours, closed: closedOf }, issues2) {
  const plan = planIssues({ ...found, ...settings, issues: issues2 });
  const kinds = new Set(plan.actions.flatMap((action) => action.does === "open" ? [action.alert.kind] : []));
  if (kinds.size === 0) return plan;
  const closed = [];
  for (const kind of kinds) closed.push(...await closedOf(kind));
  const known = new Set(issues2.map(({ issue }) => issue.number));
  const more = await ours(closed.filter(({ number }) => !known.has(number)));
  return planIssues({ ...found, ...settings, issues: [...issues2, ...more] });
}
function closedIssues(github) {
  const lists = /* @__PURE__ */ new Map();
  return (kind) => {
    const list = lists.get(kind) ?? listIssues(github, "closed", [ourLabel, `alert:${kind}`]);
    lists.set(kind, list);
    return list;
  };
}
function ownership({ token }, github) {
  const isPersonal = /^(ghp_|github_pat_|gho_|ghu_)/.test(token.reveal());
  let asked;
  return async (issues2) => {
    const marked = issues2.flatMap((issue) => {
      const record = readRecord(issue.body);
      return record === void 0 ? [] : [{ issue, record }];
    });
    const isUnclear = marked.some(({ issue }) => isPersonal || issue.isByBot && issue.author !== actionsLogin);
    if (isUnclear) asked ??= ownLogin(github);
    const login = await (asked ?? actionsLogin);
    return marked.filter(({ issue }) => issue.author === login);
  };
}
function deliveryOf({ details = /* @__PURE__ */ new Map() }, { settings, github }) {
  const { now, assignees = [], resultsUrl } = settings;
  return { github, now, assignees, resultsUrl, details, labels: /* @__PURE__ */ new Set() };
}
async function deliverAll(actions, delivery) {
  const { now: chosen, later } = share(actions);
  const [done, failed] = [[], []];
  for (const action of chosen) {
    const outcome = await attempt(action, delivery);
    if ("issue" in outcome) done.push(outcome);
    else failed.push(outcome);
  }
  const standing = [...failed.map(({ action }) => action), ...later].flatMap(standingIssue);
  return {
    open: [...done.flatMap(openIssue), ...standing],
    opened: done.filter(({ action }) => action.does === "open" || action.does === "reopen").map(linkOf),
    closed: done.filter(({ action }) => action.does === "recover").map(linkOf),
    waiting: later.map(nameOf),
    undelivered: sentences(failed)
  };
}
async function attempt(action, delivery) {
  try {
    return { action, issue: await deliver(action, delivery) };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { action, error };
  }
}
function share(actions) {
  const starts = actions.filter((action) => "alert" in action && action.does !== "keep");
  const ends = actions.filter((action) => !("alert" in action));
  const later = /* @__PURE__ */ new Set([...starts.slice(mostAtOnce), ...ends.slice(mostAtOnce)]);
  return { now: actions.filter((action) => !later.has(action)), later: [...later] };
}
function openIssue({ action, issue: { number, url } }) {
  return "alert" in action ? [{ alert: action.alert, number, url }] : [];
}
function standingIssue(action) {
  if (action.does !== "update") return [];
  const { number, url } = action.own.issue;
  return [{ alert: action.alert, number, url }];
}
function linkOf({ action, issue: { number, url } }) {
  return { identity: nameOf(action), number, url };
}
function nameOf(action) {
  return identityOf("alert" in action ? action.alert : action.own.record);
}
var tasks = {
  open: "was not raised",
  keep: "was not kept",
  update: "was not brought up to date",
  reopen: "was not reopened",
  recover: "was not closed",
  "close-duplicate": "is still open twice",
  accept: "was not labelled as accepted",
  "end-acceptance": "is still labelled as accepted"
};
var mostNamed = 5;
function sentences(failed) {
  const byReason = Map.groupBy(failed, ({ action, error }) => `${tasks[action.does]}: ${error.message}`);
  return [...byReason].map(([reason, group]) => {
    const names = group.slice(0, mostNamed).map(({ action }) => nameOf(action));
    const more = group.length > mostNamed ? ` and ${group.length - mostNamed} more` : "";
    return `the issue of ${names.join(", ")}${more} ${reason}`;
  });
}
export {
  issueDesk
};
