const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  SFTP_exports,
  init_SFTP,
  require_Channel,
  require_Protocol,
  require_utils as require_utils2
} from "./chunk-KI62UDQR.js";
import {
  cipherAlgorithms,
  compressAlgorithms,
  findMismatch,
  hostKeyAlgorithms,
  hostsFieldMatches,
  kexAlgorithms,
  macAlgorithms,
  vouchedFor
} from "./chunk-VMXCKCGH.js";
import {
  probeScript,
  readFacts
} from "./chunk-KG4TA4YK.js";
import {
  endLine
} from "./chunk-IGDBPSKK.js";
import "./chunk-J26OB2QN.js";
import {
  require_constants,
  require_crypto,
  require_keyParser,
  require_utils
} from "./chunk-ZCY4CGEP.js";
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
  problem,
  reworded
} from "./chunk-P6WS3LZM.js";
import {
  __commonJS,
  __esm,
  __export,
  __require,
  __toCommonJS,
  __toESM
} from "./chunk-BR6ED527.js";

// stand-in:./agent.js
var agent_exports = {};
__export(agent_exports, {
  AgentContext: () => AgentContext,
  createAgent: () => createAgent,
  isAgent: () => isAgent
});
var AgentContext, isAgent, createAgent;
var init_agent = __esm({
  "stand-in:./agent.js"() {
    AgentContext = class {
    };
    isAgent = () => false;
    createAgent = void 0;
  }
});

// node_modules/ssh2/lib/client.js
var require_client = __commonJS({
  "node_modules/ssh2/lib/client.js"(exports, module) {
    "use strict";
    var {
      createHash: createHash2,
      getHashes,
      randomFillSync
    } = __require("crypto");
    var { Socket: Socket2 } = __require("net");
    var { lookup: dnsLookup } = __require("dns");
    var EventEmitter = __require("events");
    var HASHES = getHashes();
    var {
      COMPAT,
      CHANNEL_EXTENDED_DATATYPE: { STDERR },
      CHANNEL_OPEN_FAILURE,
      DEFAULT_CIPHER,
      DEFAULT_COMPRESSION,
      DEFAULT_KEX,
      DEFAULT_MAC,
      DEFAULT_SERVER_HOST_KEY,
      DISCONNECT_REASON,
      DISCONNECT_REASON_BY_VALUE,
      SUPPORTED_CIPHER,
      SUPPORTED_COMPRESSION,
      SUPPORTED_KEX,
      SUPPORTED_MAC,
      SUPPORTED_SERVER_HOST_KEY
    } = require_constants();
    var { init: cryptoInit } = require_crypto();
    var Protocol = require_Protocol();
    var { parseKey } = require_keyParser();
    var { SFTP } = (init_SFTP(), __toCommonJS(SFTP_exports));
    var {
      bufferCopy,
      makeBufferParser,
      makeError,
      readUInt32BE,
      sigSSHToASN1,
      writeUInt32BE
    } = require_utils();
    var { AgentContext: AgentContext2, createAgent: createAgent2, isAgent: isAgent2 } = (init_agent(), __toCommonJS(agent_exports));
    var {
      Channel,
      MAX_WINDOW,
      PACKET_SIZE,
      windowAdjust,
      WINDOW_THRESHOLD
    } = require_Channel();
    var {
      ChannelManager,
      generateAlgorithmList,
      isWritable,
      onChannelOpenFailure,
      onCHANNEL_CLOSE
    } = require_utils2();
    var bufferParser = makeBufferParser();
    var sigParser = makeBufferParser();
    var RE_OPENSSH = /^OpenSSH_(?:(?![0-4])\d)|(?:\d{2,})/;
    var noop = (err) => {
    };
    var Client2 = class extends EventEmitter {
      constructor() {
        super();
        this.config = {
          host: void 0,
          port: void 0,
          localAddress: void 0,
          localPort: void 0,
          forceIPv4: void 0,
          forceIPv6: void 0,
          keepaliveCountMax: void 0,
          keepaliveInterval: void 0,
          readyTimeout: void 0,
          ident: void 0,
          username: void 0,
          password: void 0,
          privateKey: void 0,
          tryKeyboard: void 0,
          agent: void 0,
          allowAgentFwd: void 0,
          authHandler: void 0,
          hostHashAlgo: void 0,
          hostHashCb: void 0,
          strictVendor: void 0,
          debug: void 0
        };
        this._agent = void 0;
        this._readyTimeout = void 0;
        this._chanMgr = void 0;
        this._callbacks = void 0;
        this._forwarding = void 0;
        this._forwardingUnix = void 0;
        this._acceptX11 = void 0;
        this._agentFwdEnabled = void 0;
        this._remoteVer = void 0;
        this._protocol = void 0;
        this._sock = void 0;
        this._resetKA = void 0;
      }
      connect(cfg) {
        if (this._sock && isWritable(this._sock)) {
          this.once("close", () => {
            this.connect(cfg);
          });
          this.end();
          return this;
        }
        this.config.host = cfg.hostname || cfg.host || "localhost";
        this.config.port = cfg.port || 22;
        this.config.localAddress = typeof cfg.localAddress === "string" ? cfg.localAddress : void 0;
        this.config.localPort = typeof cfg.localPort === "string" || typeof cfg.localPort === "number" ? cfg.localPort : void 0;
        this.config.forceIPv4 = cfg.forceIPv4 || false;
        this.config.forceIPv6 = cfg.forceIPv6 || false;
        this.config.keepaliveCountMax = typeof cfg.keepaliveCountMax === "number" && cfg.keepaliveCountMax >= 0 ? cfg.keepaliveCountMax : 3;
        this.config.keepaliveInterval = typeof cfg.keepaliveInterval === "number" && cfg.keepaliveInterval > 0 ? cfg.keepaliveInterval : 0;
        this.config.readyTimeout = typeof cfg.readyTimeout === "number" && cfg.readyTimeout >= 0 ? cfg.readyTimeout : 2e4;
        this.config.ident = typeof cfg.ident === "string" || Buffer.isBuffer(cfg.ident) ? cfg.ident : void 0;
        const algorithms = {
          kex: void 0,
          serverHostKey: void 0,
          cs: {
            cipher: void 0,
            mac: void 0,
            compress: void 0,
            lang: []
          },
          sc: void 0
        };
        let allOfferDefaults = true;
        if (typeof cfg.algorithms === "object" && cfg.algorithms !== null) {
          algorithms.kex = generateAlgorithmList(
            cfg.algorithms.kex,
            DEFAULT_KEX,
            SUPPORTED_KEX
          );
          if (algorithms.kex !== DEFAULT_KEX)
            allOfferDefaults = false;
          algorithms.serverHostKey = generateAlgorithmList(
            cfg.algorithms.serverHostKey,
            DEFAULT_SERVER_HOST_KEY,
            SUPPORTED_SERVER_HOST_KEY
          );
          if (algorithms.serverHostKey !== DEFAULT_SERVER_HOST_KEY)
            allOfferDefaults = false;
          algorithms.cs.cipher = generateAlgorithmList(
            cfg.algorithms.cipher,
            DEFAULT_CIPHER,
            SUPPORTED_CIPHER
          );
          if (algorithms.cs.cipher !== DEFAULT_CIPHER)
            allOfferDefaults = false;
          algorithms.cs.mac = generateAlgorithmList(
            cfg.algorithms.hmac,
            DEFAULT_MAC,
            SUPPORTED_MAC
          );
          if (algorithms.cs.mac !== DEFAULT_MAC)
            allOfferDefaults = false;
          algorithms.cs.compress = generateAlgorithmList(
            cfg.algorithms.compress,
            DEFAULT_COMPRESSION,
            SUPPORTED_COMPRESSION
          );
          if (algorithms.cs.compress !== DEFAULT_COMPRESSION)
            allOfferDefaults = false;
          if (!allOfferDefaults)
            algorithms.sc = algorithms.cs;
        }
        if (typeof cfg.username === "string")
          this.config.username = cfg.username;
        else if (typeof cfg.user === "string")
          this.config.username = cfg.user;
        else
          throw new Error("Invalid username");
        this.config.password = typeof cfg.password === "string" ? cfg.password : void 0;
        this.config.privateKey = typeof cfg.privateKey === "string" || Buffer.isBuffer(cfg.privateKey) ? cfg.privateKey : void 0;
        this.config.localHostname = typeof cfg.localHostname === "string" ? cfg.localHostname : void 0;
        this.config.localUsername = typeof cfg.localUsername === "string" ? cfg.localUsername : void 0;
        this.config.tryKeyboard = cfg.tryKeyboard === true;
        if (typeof cfg.agent === "string" && cfg.agent.length)
          this.config.agent = createAgent2(cfg.agent);
        else if (isAgent2(cfg.agent))
          this.config.agent = cfg.agent;
        else
          this.config.agent = void 0;
        this.config.allowAgentFwd = cfg.agentForward === true && this.config.agent !== void 0;
        let authHandler = this.config.authHandler = typeof cfg.authHandler === "function" || Array.isArray(cfg.authHandler) ? cfg.authHandler : void 0;
        this.config.strictVendor = typeof cfg.strictVendor === "boolean" ? cfg.strictVendor : true;
        const debug = this.config.debug = typeof cfg.debug === "function" ? cfg.debug : void 0;
        if (cfg.agentForward === true && !this.config.allowAgentFwd) {
          throw new Error(
            "You must set a valid agent path to allow agent forwarding"
          );
        }
        let callbacks = this._callbacks = [];
        this._chanMgr = new ChannelManager(this);
        this._forwarding = {};
        this._forwardingUnix = {};
        this._acceptX11 = 0;
        this._agentFwdEnabled = false;
        this._agent = this.config.agent ? this.config.agent : void 0;
        this._remoteVer = void 0;
        let privateKey;
        if (this.config.privateKey) {
          privateKey = parseKey(this.config.privateKey, cfg.passphrase);
          if (privateKey instanceof Error)
            throw new Error(`Cannot parse privateKey: ${privateKey.message}`);
          if (Array.isArray(privateKey)) {
            privateKey = privateKey[0];
          }
          if (privateKey.getPrivatePEM() === null) {
            throw new Error(
              "privateKey value does not contain a (valid) private key"
            );
          }
        }
        let hostVerifier;
        if (typeof cfg.hostVerifier === "function") {
          const hashCb = cfg.hostVerifier;
          let hashAlgo;
          if (HASHES.indexOf(cfg.hostHash) !== -1) {
            hashAlgo = cfg.hostHash;
          }
          hostVerifier = (key, verify) => {
            if (hashAlgo)
              key = createHash2(hashAlgo).update(key).digest("hex");
            const ret = hashCb(key, verify);
            if (ret !== void 0)
              verify(ret);
          };
        }
        const sock = this._sock = cfg.sock || new Socket2();
        let ready = false;
        let sawHeader = false;
        if (this._protocol)
          this._protocol.cleanup();
        const DEBUG_HANDLER = !debug ? void 0 : (p, display, msg) => {
          debug(`Debug output from server: ${JSON.stringify(msg)}`);
        };
        let serverSigAlgs;
        const proto = this._protocol = new Protocol({
          ident: this.config.ident,
          offer: allOfferDefaults ? void 0 : algorithms,
          onWrite: (data) => {
            if (isWritable(sock))
              sock.write(data);
          },
          onError: (err) => {
            if (err.level === "handshake")
              clearTimeout(this._readyTimeout);
            if (!proto._destruct)
              sock.removeAllListeners("data");
            this.emit("error", err);
            try {
              sock.end();
            } catch {
            }
          },
          onHeader: (header) => {
            sawHeader = true;
            this._remoteVer = header.versions.software;
            if (header.greeting)
              this.emit("greeting", header.greeting);
          },
          onHandshakeComplete: (negotiated) => {
            this.emit("handshake", negotiated);
            if (!ready) {
              ready = true;
              proto.service("ssh-userauth");
            }
          },
          debug,
          hostVerifier,
          messageHandlers: {
            DEBUG: DEBUG_HANDLER,
            DISCONNECT: (p, reason, desc) => {
              if (reason !== DISCONNECT_REASON.BY_APPLICATION) {
                if (!desc) {
                  desc = DISCONNECT_REASON_BY_VALUE[reason];
                  if (desc === void 0)
                    desc = `Unexpected disconnection reason: ${reason}`;
                }
                const err = new Error(desc);
                err.code = reason;
                this.emit("error", err);
              }
              sock.end();
            },
            SERVICE_ACCEPT: (p, name) => {
              if (name === "ssh-userauth")
                tryNextAuth();
            },
            EXT_INFO: (p, exts) => {
              if (serverSigAlgs === void 0) {
                for (const ext of exts) {
                  if (ext.name === "server-sig-algs") {
                    serverSigAlgs = ext.algs;
                    return;
                  }
                }
                serverSigAlgs = null;
              }
            },
            USERAUTH_BANNER: (p, msg) => {
              this.emit("banner", msg);
            },
            USERAUTH_SUCCESS: (p) => {
              resetKA();
              clearTimeout(this._readyTimeout);
              this.emit("ready");
            },
            USERAUTH_FAILURE: (p, authMethods, partialSuccess) => {
              if (curAuth.keyAlgos) {
                const oldKeyAlgo = curAuth.keyAlgos[0][0];
                if (debug)
                  debug(`Client: ${curAuth.type} (${oldKeyAlgo}) auth failed`);
                curAuth.keyAlgos.shift();
                if (curAuth.keyAlgos.length) {
                  const [keyAlgo, hashAlgo] = curAuth.keyAlgos[0];
                  switch (curAuth.type) {
                    case "agent":
                      proto.authPK(
                        curAuth.username,
                        curAuth.agentCtx.currentKey(),
                        keyAlgo
                      );
                      return;
                    case "publickey":
                      proto.authPK(curAuth.username, curAuth.key, keyAlgo);
                      return;
                    case "hostbased":
                      proto.authHostbased(
                        curAuth.username,
                        curAuth.key,
                        curAuth.localHostname,
                        curAuth.localUsername,
                        keyAlgo,
                        (buf, cb) => {
                          const signature = curAuth.key.sign(buf, hashAlgo);
                          if (signature instanceof Error) {
                            signature.message = `Error while signing with key: ${signature.message}`;
                            signature.level = "client-authentication";
                            this.emit("error", signature);
                            return tryNextAuth();
                          }
                          cb(signature);
                        }
                      );
                      return;
                  }
                } else {
                  curAuth.keyAlgos = void 0;
                }
              }
              if (curAuth.type === "agent") {
                const pos = curAuth.agentCtx.pos();
                debug && debug(`Client: Agent key #${pos + 1} failed`);
                return tryNextAgentKey();
              }
              debug && debug(`Client: ${curAuth.type} auth failed`);
              curPartial = partialSuccess;
              curAuthsLeft = authMethods;
              tryNextAuth();
            },
            USERAUTH_PASSWD_CHANGEREQ: (p, prompt) => {
              if (curAuth.type === "password") {
                this.emit("change password", prompt, (newPassword) => {
                  proto.authPassword(
                    this.config.username,
                    this.config.password,
                    newPassword
                  );
                });
              }
            },
            USERAUTH_PK_OK: (p) => {
              let keyAlgo;
              let hashAlgo;
              if (curAuth.keyAlgos)
                [keyAlgo, hashAlgo] = curAuth.keyAlgos[0];
              if (curAuth.type === "agent") {
                const key = curAuth.agentCtx.currentKey();
                proto.authPK(curAuth.username, key, keyAlgo, (buf, cb) => {
                  const opts = { hash: hashAlgo };
                  curAuth.agentCtx.sign(key, buf, opts, (err, signed) => {
                    if (err) {
                      err.level = "agent";
                      this.emit("error", err);
                    } else {
                      return cb(signed);
                    }
                    tryNextAgentKey();
                  });
                });
              } else if (curAuth.type === "publickey") {
                proto.authPK(curAuth.username, curAuth.key, keyAlgo, (buf, cb) => {
                  const signature = curAuth.key.sign(buf, hashAlgo);
                  if (signature instanceof Error) {
                    signature.message = `Error signing data with key: ${signature.message}`;
                    signature.level = "client-authentication";
                    this.emit("error", signature);
                    return tryNextAuth();
                  }
                  cb(signature);
                });
              }
            },
            USERAUTH_INFO_REQUEST: (p, name, instructions, prompts) => {
              if (curAuth.type === "keyboard-interactive") {
                const nprompts = Array.isArray(prompts) ? prompts.length : 0;
                if (nprompts === 0) {
                  debug && debug(
                    "Client: Sending automatic USERAUTH_INFO_RESPONSE"
                  );
                  proto.authInfoRes();
                  return;
                }
                curAuth.prompt(
                  name,
                  instructions,
                  "",
                  prompts,
                  (answers) => {
                    proto.authInfoRes(answers);
                  }
                );
              }
            },
            REQUEST_SUCCESS: (p, data) => {
              if (callbacks.length)
                callbacks.shift()(false, data);
            },
            REQUEST_FAILURE: (p) => {
              if (callbacks.length)
                callbacks.shift()(true);
            },
            GLOBAL_REQUEST: (p, name, wantReply, data) => {
              switch (name) {
                case "hostkeys-00@openssh.com":
                  hostKeysProve(this, data, (err, keys) => {
                    if (err)
                      return;
                    this.emit("hostkeys", keys);
                  });
                  if (wantReply)
                    proto.requestSuccess();
                  break;
                default:
                  if (wantReply)
                    proto.requestFailure();
              }
            },
            CHANNEL_OPEN: (p, info) => {
              onCHANNEL_OPEN(this, info);
            },
            CHANNEL_OPEN_CONFIRMATION: (p, info) => {
              const channel = this._chanMgr.get(info.recipient);
              if (typeof channel !== "function")
                return;
              const isSFTP = channel.type === "sftp";
              const type = isSFTP ? "session" : channel.type;
              const chanInfo = {
                type,
                incoming: {
                  id: info.recipient,
                  window: MAX_WINDOW,
                  packetSize: PACKET_SIZE,
                  state: "open"
                },
                outgoing: {
                  id: info.sender,
                  window: info.window,
                  packetSize: info.packetSize,
                  state: "open"
                }
              };
              const instance = isSFTP ? new SFTP(this, chanInfo, { debug }) : new Channel(this, chanInfo);
              this._chanMgr.update(info.recipient, instance);
              channel(void 0, instance);
            },
            CHANNEL_OPEN_FAILURE: (p, recipient, reason, description) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "function")
                return;
              const info = { reason, description };
              onChannelOpenFailure(this, recipient, info, channel);
            },
            CHANNEL_DATA: (p, recipient, data) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              if (channel.incoming.window === 0)
                return;
              channel.incoming.window -= data.length;
              if (channel.push(data) === false) {
                channel._waitChanDrain = true;
                return;
              }
              if (channel.incoming.window <= WINDOW_THRESHOLD)
                windowAdjust(channel);
            },
            CHANNEL_EXTENDED_DATA: (p, recipient, data, type) => {
              if (type !== STDERR)
                return;
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              if (channel.incoming.window === 0)
                return;
              channel.incoming.window -= data.length;
              if (!channel.stderr.push(data)) {
                channel._waitChanDrain = true;
                return;
              }
              if (channel.incoming.window <= WINDOW_THRESHOLD)
                windowAdjust(channel);
            },
            CHANNEL_WINDOW_ADJUST: (p, recipient, amount) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              channel.outgoing.window += amount;
              if (channel._waitWindow) {
                channel._waitWindow = false;
                if (channel._chunk) {
                  channel._write(channel._chunk, null, channel._chunkcb);
                } else if (channel._chunkcb) {
                  channel._chunkcb();
                } else if (channel._chunkErr) {
                  channel.stderr._write(
                    channel._chunkErr,
                    null,
                    channel._chunkcbErr
                  );
                } else if (channel._chunkcbErr) {
                  channel._chunkcbErr();
                }
              }
            },
            CHANNEL_SUCCESS: (p, recipient) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              this._resetKA();
              if (channel._callbacks.length)
                channel._callbacks.shift()(false);
            },
            CHANNEL_FAILURE: (p, recipient) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              this._resetKA();
              if (channel._callbacks.length)
                channel._callbacks.shift()(true);
            },
            CHANNEL_REQUEST: (p, recipient, type, wantReply, data) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              const exit = channel._exit;
              if (exit.code !== void 0)
                return;
              switch (type) {
                case "exit-status":
                  channel.emit("exit", exit.code = data);
                  return;
                case "exit-signal":
                  channel.emit(
                    "exit",
                    exit.code = null,
                    exit.signal = `SIG${data.signal}`,
                    exit.dump = data.coreDumped,
                    exit.desc = data.errorMessage
                  );
                  return;
              }
              if (wantReply)
                p.channelFailure(channel.outgoing.id);
            },
            CHANNEL_EOF: (p, recipient) => {
              const channel = this._chanMgr.get(recipient);
              if (typeof channel !== "object" || channel === null)
                return;
              if (channel.incoming.state !== "open")
                return;
              channel.incoming.state = "eof";
              if (channel.readable)
                channel.push(null);
              if (channel.stderr.readable)
                channel.stderr.push(null);
            },
            CHANNEL_CLOSE: (p, recipient) => {
              onCHANNEL_CLOSE(this, recipient, this._chanMgr.get(recipient));
            }
          }
        });
        sock.pause();
        const kainterval = this.config.keepaliveInterval;
        const kacountmax = this.config.keepaliveCountMax;
        let kacount = 0;
        let katimer;
        const sendKA = () => {
          if (++kacount > kacountmax) {
            clearInterval(katimer);
            if (sock.readable) {
              const err = new Error("Keepalive timeout");
              err.level = "client-timeout";
              this.emit("error", err);
              sock.destroy();
            }
            return;
          }
          if (isWritable(sock)) {
            callbacks.push(resetKA);
            proto.ping();
          } else {
            clearInterval(katimer);
          }
        };
        function resetKA() {
          if (kainterval > 0) {
            kacount = 0;
            clearInterval(katimer);
            if (isWritable(sock))
              katimer = setInterval(sendKA, kainterval);
          }
        }
        this._resetKA = resetKA;
        const onDone = /* @__PURE__ */ (() => {
          let called = false;
          return () => {
            if (called)
              return;
            called = true;
            if (wasConnected && !sawHeader) {
              const err = makeError("Connection lost before handshake", "protocol", true);
              this.emit("error", err);
            }
          };
        })();
        const onConnect = /* @__PURE__ */ (() => {
          let called = false;
          return () => {
            if (called)
              return;
            called = true;
            wasConnected = true;
            debug && debug("Socket connected");
            this.emit("connect");
            cryptoInit.then(() => {
              proto.start();
              sock.on("data", (data) => {
                try {
                  proto.parse(data, 0, data.length);
                } catch (ex) {
                  this.emit("error", ex);
                  try {
                    if (isWritable(sock))
                      sock.end();
                  } catch {
                  }
                }
              });
              if (sock.stderr && typeof sock.stderr.resume === "function")
                sock.stderr.resume();
              sock.resume();
            }).catch((err) => {
              this.emit("error", err);
              try {
                if (isWritable(sock))
                  sock.end();
              } catch {
              }
            });
          };
        })();
        let wasConnected = false;
        sock.on("connect", onConnect).on("timeout", () => {
          this.emit("timeout");
        }).on("error", (err) => {
          debug && debug(`Socket error: ${err.message}`);
          clearTimeout(this._readyTimeout);
          err.level = "client-socket";
          this.emit("error", err);
        }).on("end", () => {
          debug && debug("Socket ended");
          onDone();
          proto.cleanup();
          clearTimeout(this._readyTimeout);
          clearInterval(katimer);
          this.emit("end");
        }).on("close", () => {
          debug && debug("Socket closed");
          onDone();
          proto.cleanup();
          clearTimeout(this._readyTimeout);
          clearInterval(katimer);
          this.emit("close");
          const callbacks_ = callbacks;
          callbacks = this._callbacks = [];
          const err = new Error("No response from server");
          for (let i = 0; i < callbacks_.length; ++i)
            callbacks_[i](err);
          this._chanMgr.cleanup(err);
        });
        let curAuth;
        let curPartial = null;
        let curAuthsLeft = null;
        const authsAllowed = ["none"];
        if (this.config.password !== void 0)
          authsAllowed.push("password");
        if (privateKey !== void 0)
          authsAllowed.push("publickey");
        if (this._agent !== void 0)
          authsAllowed.push("agent");
        if (this.config.tryKeyboard)
          authsAllowed.push("keyboard-interactive");
        if (privateKey !== void 0 && this.config.localHostname !== void 0 && this.config.localUsername !== void 0) {
          authsAllowed.push("hostbased");
        }
        if (Array.isArray(authHandler))
          authHandler = makeSimpleAuthHandler(authHandler);
        else if (typeof authHandler !== "function")
          authHandler = makeSimpleAuthHandler(authsAllowed);
        let hasSentAuth = false;
        const doNextAuth = (nextAuth) => {
          if (hasSentAuth)
            return;
          hasSentAuth = true;
          if (nextAuth === false) {
            const err = new Error("All configured authentication methods failed");
            err.level = "client-authentication";
            this.emit("error", err);
            this.end();
            return;
          }
          if (typeof nextAuth === "string") {
            const type = nextAuth;
            if (authsAllowed.indexOf(type) === -1)
              return skipAuth(`Authentication method not allowed: ${type}`);
            const username = this.config.username;
            switch (type) {
              case "password":
                nextAuth = { type, username, password: this.config.password };
                break;
              case "publickey":
                nextAuth = { type, username, key: privateKey };
                break;
              case "hostbased":
                nextAuth = {
                  type,
                  username,
                  key: privateKey,
                  localHostname: this.config.localHostname,
                  localUsername: this.config.localUsername
                };
                break;
              case "agent":
                nextAuth = {
                  type,
                  username,
                  agentCtx: new AgentContext2(this._agent)
                };
                break;
              case "keyboard-interactive":
                nextAuth = {
                  type,
                  username,
                  prompt: (...args) => this.emit("keyboard-interactive", ...args)
                };
                break;
              case "none":
                nextAuth = { type, username };
                break;
              default:
                return skipAuth(
                  `Skipping unsupported authentication method: ${nextAuth}`
                );
            }
          } else if (typeof nextAuth !== "object" || nextAuth === null) {
            return skipAuth(
              `Skipping invalid authentication attempt: ${nextAuth}`
            );
          } else {
            const username = nextAuth.username;
            if (typeof username !== "string") {
              return skipAuth(
                `Skipping invalid authentication attempt: ${nextAuth}`
              );
            }
            const type = nextAuth.type;
            switch (type) {
              case "password": {
                const { password } = nextAuth;
                if (typeof password !== "string" && !Buffer.isBuffer(password))
                  return skipAuth("Skipping invalid password auth attempt");
                nextAuth = { type, username, password };
                break;
              }
              case "publickey": {
                const key = parseKey(nextAuth.key, nextAuth.passphrase);
                if (key instanceof Error)
                  return skipAuth("Skipping invalid key auth attempt");
                if (!key.isPrivateKey())
                  return skipAuth("Skipping non-private key");
                nextAuth = { type, username, key };
                break;
              }
              case "hostbased": {
                const { localHostname, localUsername } = nextAuth;
                const key = parseKey(nextAuth.key, nextAuth.passphrase);
                if (key instanceof Error || typeof localHostname !== "string" || typeof localUsername !== "string") {
                  return skipAuth("Skipping invalid hostbased auth attempt");
                }
                if (!key.isPrivateKey())
                  return skipAuth("Skipping non-private key");
                nextAuth = { type, username, key, localHostname, localUsername };
                break;
              }
              case "agent": {
                let agent = nextAuth.agent;
                if (typeof agent === "string" && agent.length) {
                  agent = createAgent2(agent);
                } else if (!isAgent2(agent)) {
                  return skipAuth(
                    `Skipping invalid agent: ${nextAuth.agent}`
                  );
                }
                nextAuth = { type, username, agentCtx: new AgentContext2(agent) };
                break;
              }
              case "keyboard-interactive": {
                const { prompt } = nextAuth;
                if (typeof prompt !== "function") {
                  return skipAuth(
                    "Skipping invalid keyboard-interactive auth attempt"
                  );
                }
                nextAuth = { type, username, prompt };
                break;
              }
              case "none":
                nextAuth = { type, username };
                break;
              default:
                return skipAuth(
                  `Skipping unsupported authentication method: ${nextAuth}`
                );
            }
          }
          curAuth = nextAuth;
          try {
            const username = curAuth.username;
            switch (curAuth.type) {
              case "password":
                proto.authPassword(username, curAuth.password);
                break;
              case "publickey": {
                let keyAlgo;
                curAuth.keyAlgos = getKeyAlgos(this, curAuth.key, serverSigAlgs);
                if (curAuth.keyAlgos) {
                  if (curAuth.keyAlgos.length) {
                    keyAlgo = curAuth.keyAlgos[0][0];
                  } else {
                    return skipAuth(
                      "Skipping key authentication (no mutual hash algorithm)"
                    );
                  }
                }
                proto.authPK(username, curAuth.key, keyAlgo);
                break;
              }
              case "hostbased": {
                let keyAlgo;
                let hashAlgo;
                curAuth.keyAlgos = getKeyAlgos(this, curAuth.key, serverSigAlgs);
                if (curAuth.keyAlgos) {
                  if (curAuth.keyAlgos.length) {
                    [keyAlgo, hashAlgo] = curAuth.keyAlgos[0];
                  } else {
                    return skipAuth(
                      "Skipping hostbased authentication (no mutual hash algorithm)"
                    );
                  }
                }
                proto.authHostbased(
                  username,
                  curAuth.key,
                  curAuth.localHostname,
                  curAuth.localUsername,
                  keyAlgo,
                  (buf, cb) => {
                    const signature = curAuth.key.sign(buf, hashAlgo);
                    if (signature instanceof Error) {
                      signature.message = `Error while signing with key: ${signature.message}`;
                      signature.level = "client-authentication";
                      this.emit("error", signature);
                      return tryNextAuth();
                    }
                    cb(signature);
                  }
                );
                break;
              }
              case "agent":
                curAuth.agentCtx.init((err) => {
                  if (err) {
                    err.level = "agent";
                    this.emit("error", err);
                    return tryNextAuth();
                  }
                  tryNextAgentKey();
                });
                break;
              case "keyboard-interactive":
                proto.authKeyboard(username);
                break;
              case "none":
                proto.authNone(username);
                break;
            }
          } finally {
            hasSentAuth = false;
          }
        };
        function skipAuth(msg) {
          debug && debug(msg);
          process.nextTick(tryNextAuth);
        }
        function tryNextAuth() {
          hasSentAuth = false;
          const auth = authHandler(curAuthsLeft, curPartial, doNextAuth);
          if (hasSentAuth || auth === void 0)
            return;
          doNextAuth(auth);
        }
        const tryNextAgentKey = () => {
          if (curAuth.type === "agent") {
            const key = curAuth.agentCtx.nextKey();
            if (key === false) {
              debug && debug("Agent: No more keys left to try");
              debug && debug("Client: agent auth failed");
              tryNextAuth();
            } else {
              const pos = curAuth.agentCtx.pos();
              let keyAlgo;
              curAuth.keyAlgos = getKeyAlgos(this, key, serverSigAlgs);
              if (curAuth.keyAlgos) {
                if (curAuth.keyAlgos.length) {
                  keyAlgo = curAuth.keyAlgos[0][0];
                } else {
                  debug && debug(
                    `Agent: Skipping key #${pos + 1} (no mutual hash algorithm)`
                  );
                  tryNextAgentKey();
                  return;
                }
              }
              debug && debug(`Agent: Trying key #${pos + 1}`);
              proto.authPK(curAuth.username, key, keyAlgo);
            }
          }
        };
        const startTimeout = () => {
          if (this.config.readyTimeout > 0) {
            this._readyTimeout = setTimeout(() => {
              const err = new Error("Timed out while waiting for handshake");
              err.level = "client-timeout";
              this.emit("error", err);
              sock.destroy();
            }, this.config.readyTimeout);
          }
        };
        if (!cfg.sock) {
          let host = this.config.host;
          const forceIPv4 = this.config.forceIPv4;
          const forceIPv6 = this.config.forceIPv6;
          debug && debug(`Client: Trying ${host} on port ${this.config.port} ...`);
          const doConnect = () => {
            startTimeout();
            sock.connect({
              host,
              port: this.config.port,
              localAddress: this.config.localAddress,
              localPort: this.config.localPort
            });
            sock.setMaxListeners(0);
            sock.setTimeout(typeof cfg.timeout === "number" ? cfg.timeout : 0);
          };
          if (!forceIPv4 && !forceIPv6 || forceIPv4 && forceIPv6) {
            doConnect();
          } else {
            dnsLookup(host, forceIPv4 ? 4 : 6, (err, address, family) => {
              if (err) {
                const type = forceIPv4 ? "IPv4" : "IPv6";
                const error = new Error(
                  `Error while looking up ${type} address for '${host}': ${err}`
                );
                clearTimeout(this._readyTimeout);
                error.level = "client-dns";
                this.emit("error", error);
                this.emit("close");
                return;
              }
              host = address;
              doConnect();
            });
          }
        } else {
          startTimeout();
          if (typeof sock.connecting === "boolean") {
            if (!sock.connecting) {
              onConnect();
            }
          } else {
            onConnect();
          }
        }
        return this;
      }
      end() {
        if (this._sock && isWritable(this._sock)) {
          this._protocol.disconnect(DISCONNECT_REASON.BY_APPLICATION);
          this._sock.end();
        }
        return this;
      }
      destroy() {
        this._sock && isWritable(this._sock) && this._sock.destroy();
        return this;
      }
      exec(cmd, opts, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        if (typeof opts === "function") {
          cb = opts;
          opts = {};
        }
        const extraOpts = { allowHalfOpen: opts.allowHalfOpen !== false };
        openChannel(this, "session", extraOpts, (err, chan) => {
          if (err) {
            cb(err);
            return;
          }
          const todo = [];
          function reqCb(err2) {
            if (err2) {
              chan.close();
              cb(err2);
              return;
            }
            if (todo.length)
              todo.shift()();
          }
          if (this.config.allowAgentFwd === true || opts && opts.agentForward === true && this._agent !== void 0) {
            todo.push(() => reqAgentFwd(chan, reqCb));
          }
          if (typeof opts === "object" && opts !== null) {
            if (typeof opts.env === "object" && opts.env !== null)
              reqEnv(chan, opts.env);
            if (typeof opts.pty === "object" && opts.pty !== null || opts.pty === true) {
              todo.push(() => reqPty(chan, opts.pty, reqCb));
            }
            if (typeof opts.x11 === "object" && opts.x11 !== null || opts.x11 === "number" || opts.x11 === true) {
              todo.push(() => reqX11(chan, opts.x11, reqCb));
            }
          }
          todo.push(() => reqExec(chan, cmd, opts, cb));
          todo.shift()();
        });
        return this;
      }
      shell(wndopts, opts, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        if (typeof wndopts === "function") {
          cb = wndopts;
          wndopts = opts = void 0;
        } else if (typeof opts === "function") {
          cb = opts;
          opts = void 0;
        }
        if (wndopts && (wndopts.x11 !== void 0 || wndopts.env !== void 0)) {
          opts = wndopts;
          wndopts = void 0;
        }
        openChannel(this, "session", (err, chan) => {
          if (err) {
            cb(err);
            return;
          }
          const todo = [];
          function reqCb(err2) {
            if (err2) {
              chan.close();
              cb(err2);
              return;
            }
            if (todo.length)
              todo.shift()();
          }
          if (this.config.allowAgentFwd === true || opts && opts.agentForward === true && this._agent !== void 0) {
            todo.push(() => reqAgentFwd(chan, reqCb));
          }
          if (wndopts !== false)
            todo.push(() => reqPty(chan, wndopts, reqCb));
          if (typeof opts === "object" && opts !== null) {
            if (typeof opts.env === "object" && opts.env !== null)
              reqEnv(chan, opts.env);
            if (typeof opts.x11 === "object" && opts.x11 !== null || opts.x11 === "number" || opts.x11 === true) {
              todo.push(() => reqX11(chan, opts.x11, reqCb));
            }
          }
          todo.push(() => reqShell(chan, cb));
          todo.shift()();
        });
        return this;
      }
      subsys(name, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        openChannel(this, "session", (err, chan) => {
          if (err) {
            cb(err);
            return;
          }
          reqSubsystem(chan, name, (err2, stream) => {
            if (err2) {
              cb(err2);
              return;
            }
            cb(void 0, stream);
          });
        });
        return this;
      }
      forwardIn(bindAddr, bindPort, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        const wantReply = typeof cb === "function";
        if (wantReply) {
          this._callbacks.push((had_err, data) => {
            if (had_err) {
              cb(had_err !== true ? had_err : new Error(`Unable to bind to ${bindAddr}:${bindPort}`));
              return;
            }
            let realPort = bindPort;
            if (bindPort === 0 && data && data.length >= 4) {
              realPort = readUInt32BE(data, 0);
              if (!(this._protocol._compatFlags & COMPAT.DYN_RPORT_BUG))
                bindPort = realPort;
            }
            this._forwarding[`${bindAddr}:${bindPort}`] = realPort;
            cb(void 0, realPort);
          });
        }
        this._protocol.tcpipForward(bindAddr, bindPort, wantReply);
        return this;
      }
      unforwardIn(bindAddr, bindPort, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        const wantReply = typeof cb === "function";
        if (wantReply) {
          this._callbacks.push((had_err) => {
            if (had_err) {
              cb(had_err !== true ? had_err : new Error(`Unable to unbind from ${bindAddr}:${bindPort}`));
              return;
            }
            delete this._forwarding[`${bindAddr}:${bindPort}`];
            cb();
          });
        }
        this._protocol.cancelTcpipForward(bindAddr, bindPort, wantReply);
        return this;
      }
      forwardOut(srcIP, srcPort, dstIP, dstPort, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        const cfg = {
          srcIP,
          srcPort,
          dstIP,
          dstPort
        };
        if (typeof cb !== "function")
          cb = noop;
        openChannel(this, "direct-tcpip", cfg, cb);
        return this;
      }
      openssh_noMoreSessions(cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        const wantReply = typeof cb === "function";
        if (!this.config.strictVendor || this.config.strictVendor && RE_OPENSSH.test(this._remoteVer)) {
          if (wantReply) {
            this._callbacks.push((had_err) => {
              if (had_err) {
                cb(had_err !== true ? had_err : new Error("Unable to disable future sessions"));
                return;
              }
              cb();
            });
          }
          this._protocol.openssh_noMoreSessions(wantReply);
          return this;
        }
        if (!wantReply)
          return this;
        process.nextTick(
          cb,
          new Error(
            "strictVendor enabled and server is not OpenSSH or compatible version"
          )
        );
        return this;
      }
      openssh_forwardInStreamLocal(socketPath, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        const wantReply = typeof cb === "function";
        if (!this.config.strictVendor || this.config.strictVendor && RE_OPENSSH.test(this._remoteVer)) {
          if (wantReply) {
            this._callbacks.push((had_err) => {
              if (had_err) {
                cb(had_err !== true ? had_err : new Error(`Unable to bind to ${socketPath}`));
                return;
              }
              this._forwardingUnix[socketPath] = true;
              cb();
            });
          }
          this._protocol.openssh_streamLocalForward(socketPath, wantReply);
          return this;
        }
        if (!wantReply)
          return this;
        process.nextTick(
          cb,
          new Error(
            "strictVendor enabled and server is not OpenSSH or compatible version"
          )
        );
        return this;
      }
      openssh_unforwardInStreamLocal(socketPath, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        const wantReply = typeof cb === "function";
        if (!this.config.strictVendor || this.config.strictVendor && RE_OPENSSH.test(this._remoteVer)) {
          if (wantReply) {
            this._callbacks.push((had_err) => {
              if (had_err) {
                cb(had_err !== true ? had_err : new Error(`Unable to unbind from ${socketPath}`));
                return;
              }
              delete this._forwardingUnix[socketPath];
              cb();
            });
          }
          this._protocol.openssh_cancelStreamLocalForward(socketPath, wantReply);
          return this;
        }
        if (!wantReply)
          return this;
        process.nextTick(
          cb,
          new Error(
            "strictVendor enabled and server is not OpenSSH or compatible version"
          )
        );
        return this;
      }
      openssh_forwardOutStreamLocal(socketPath, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        if (typeof cb !== "function")
          cb = noop;
        if (!this.config.strictVendor || this.config.strictVendor && RE_OPENSSH.test(this._remoteVer)) {
          openChannel(this, "direct-streamlocal@openssh.com", { socketPath }, cb);
          return this;
        }
        process.nextTick(
          cb,
          new Error(
            "strictVendor enabled and server is not OpenSSH or compatible version"
          )
        );
        return this;
      }
      sftp(env, cb) {
        if (!this._sock || !isWritable(this._sock))
          throw new Error("Not connected");
        if (typeof env === "function") {
          cb = env;
          env = void 0;
        }
        openChannel(this, "sftp", (err, sftp) => {
          if (err) {
            cb(err);
            return;
          }
          const reqSubsystemCb = (err2, sftp_) => {
            if (err2) {
              cb(err2);
              return;
            }
            function removeListeners() {
              sftp.removeListener("ready", onReady);
              sftp.removeListener("error", onError);
              sftp.removeListener("exit", onExit);
              sftp.removeListener("close", onExit);
            }
            function onReady() {
              removeListeners();
              cb(void 0, sftp);
            }
            function onError(err3) {
              removeListeners();
              cb(err3);
            }
            function onExit(code, signal) {
              removeListeners();
              let msg;
              if (typeof code === "number")
                msg = `Received exit code ${code} while establishing SFTP session`;
              else if (signal !== void 0)
                msg = `Received signal ${signal} while establishing SFTP session`;
              else
                msg = "Received unexpected SFTP session termination";
              const err3 = new Error(msg);
              err3.code = code;
              err3.signal = signal;
              cb(err3);
            }
            sftp.on("ready", onReady).on("error", onError).on("exit", onExit).on("close", onExit);
            sftp._init();
          };
          if (typeof env === "object" && env !== null) {
            reqEnv(sftp, env, (err2) => {
              if (err2) {
                cb(err2);
                return;
              }
              reqSubsystem(sftp, "sftp", reqSubsystemCb);
            });
          } else {
            reqSubsystem(sftp, "sftp", reqSubsystemCb);
          }
        });
        return this;
      }
      setNoDelay(noDelay) {
        if (this._sock && typeof this._sock.setNoDelay === "function")
          this._sock.setNoDelay(noDelay);
        return this;
      }
    };
    function openChannel(self, type, opts, cb) {
      const initWindow = MAX_WINDOW;
      const maxPacket = PACKET_SIZE;
      if (typeof opts === "function") {
        cb = opts;
        opts = {};
      }
      const wrapper = (err, stream) => {
        cb(err, stream);
      };
      wrapper.type = type;
      const localChan = self._chanMgr.add(wrapper);
      if (localChan === -1) {
        cb(new Error("No free channels available"));
        return;
      }
      switch (type) {
        case "session":
        case "sftp":
          self._protocol.session(localChan, initWindow, maxPacket);
          break;
        case "direct-tcpip":
          self._protocol.directTcpip(localChan, initWindow, maxPacket, opts);
          break;
        case "direct-streamlocal@openssh.com":
          self._protocol.openssh_directStreamLocal(
            localChan,
            initWindow,
            maxPacket,
            opts
          );
          break;
        default:
          throw new Error(`Unsupported channel type: ${type}`);
      }
    }
    function reqX11(chan, screen, cb) {
      const cfg = {
        single: false,
        protocol: "MIT-MAGIC-COOKIE-1",
        cookie: void 0,
        screen: 0
      };
      if (typeof screen === "function") {
        cb = screen;
      } else if (typeof screen === "object" && screen !== null) {
        if (typeof screen.single === "boolean")
          cfg.single = screen.single;
        if (typeof screen.screen === "number")
          cfg.screen = screen.screen;
        if (typeof screen.protocol === "string")
          cfg.protocol = screen.protocol;
        if (typeof screen.cookie === "string")
          cfg.cookie = screen.cookie;
        else if (Buffer.isBuffer(screen.cookie))
          cfg.cookie = screen.cookie.hexSlice(0, screen.cookie.length);
      }
      if (cfg.cookie === void 0)
        cfg.cookie = randomCookie();
      const wantReply = typeof cb === "function";
      if (chan.outgoing.state !== "open") {
        if (wantReply)
          cb(new Error("Channel is not open"));
        return;
      }
      if (wantReply) {
        chan._callbacks.push((had_err) => {
          if (had_err) {
            cb(had_err !== true ? had_err : new Error("Unable to request X11"));
            return;
          }
          chan._hasX11 = true;
          ++chan._client._acceptX11;
          chan.once("close", () => {
            if (chan._client._acceptX11)
              --chan._client._acceptX11;
          });
          cb();
        });
      }
      chan._client._protocol.x11Forward(chan.outgoing.id, cfg, wantReply);
    }
    function reqPty(chan, opts, cb) {
      let rows = 24;
      let cols = 80;
      let width = 640;
      let height = 480;
      let term = "vt100";
      let modes = null;
      if (typeof opts === "function") {
        cb = opts;
      } else if (typeof opts === "object" && opts !== null) {
        if (typeof opts.rows === "number")
          rows = opts.rows;
        if (typeof opts.cols === "number")
          cols = opts.cols;
        if (typeof opts.width === "number")
          width = opts.width;
        if (typeof opts.height === "number")
          height = opts.height;
        if (typeof opts.term === "string")
          term = opts.term;
        if (typeof opts.modes === "object")
          modes = opts.modes;
      }
      const wantReply = typeof cb === "function";
      if (chan.outgoing.state !== "open") {
        if (wantReply)
          cb(new Error("Channel is not open"));
        return;
      }
      if (wantReply) {
        chan._callbacks.push((had_err) => {
          if (had_err) {
            cb(had_err !== true ? had_err : new Error("Unable to request a pseudo-terminal"));
            return;
          }
          cb();
        });
      }
      chan._client._protocol.pty(
        chan.outgoing.id,
        rows,
        cols,
        height,
        width,
        term,
        modes,
        wantReply
      );
    }
    function reqAgentFwd(chan, cb) {
      const wantReply = typeof cb === "function";
      if (chan.outgoing.state !== "open") {
        wantReply && cb(new Error("Channel is not open"));
        return;
      }
      if (chan._client._agentFwdEnabled) {
        wantReply && cb(false);
        return;
      }
      chan._client._agentFwdEnabled = true;
      chan._callbacks.push((had_err) => {
        if (had_err) {
          chan._client._agentFwdEnabled = false;
          if (wantReply) {
            cb(had_err !== true ? had_err : new Error("Unable to request agent forwarding"));
          }
          return;
        }
        if (wantReply)
          cb();
      });
      chan._client._protocol.openssh_agentForward(chan.outgoing.id, true);
    }
    function reqShell(chan, cb) {
      if (chan.outgoing.state !== "open") {
        cb(new Error("Channel is not open"));
        return;
      }
      chan._callbacks.push((had_err) => {
        if (had_err) {
          cb(had_err !== true ? had_err : new Error("Unable to open shell"));
          return;
        }
        chan.subtype = "shell";
        cb(void 0, chan);
      });
      chan._client._protocol.shell(chan.outgoing.id, true);
    }
    function reqExec(chan, cmd, opts, cb) {
      if (chan.outgoing.state !== "open") {
        cb(new Error("Channel is not open"));
        return;
      }
      chan._callbacks.push((had_err) => {
        if (had_err) {
          cb(had_err !== true ? had_err : new Error("Unable to exec"));
          return;
        }
        chan.subtype = "exec";
        chan.allowHalfOpen = opts.allowHalfOpen !== false;
        cb(void 0, chan);
      });
      chan._client._protocol.exec(chan.outgoing.id, cmd, true);
    }
    function reqEnv(chan, env, cb) {
      const wantReply = typeof cb === "function";
      if (chan.outgoing.state !== "open") {
        if (wantReply)
          cb(new Error("Channel is not open"));
        return;
      }
      if (wantReply) {
        chan._callbacks.push((had_err) => {
          if (had_err) {
            cb(had_err !== true ? had_err : new Error("Unable to set environment"));
            return;
          }
          cb();
        });
      }
      const keys = Object.keys(env || {});
      for (let i = 0; i < keys.length; ++i) {
        const key = keys[i];
        const val = env[key];
        chan._client._protocol.env(chan.outgoing.id, key, val, wantReply);
      }
    }
    function reqSubsystem(chan, name, cb) {
      if (chan.outgoing.state !== "open") {
        cb(new Error("Channel is not open"));
        return;
      }
      chan._callbacks.push((had_err) => {
        if (had_err) {
          cb(had_err !== true ? had_err : new Error(`Unable to start subsystem: ${name}`));
          return;
        }
        chan.subtype = "subsystem";
        cb(void 0, chan);
      });
      chan._client._protocol.subsystem(chan.outgoing.id, name, true);
    }
    function onCHANNEL_OPEN(self, info) {
      let localChan = -1;
      let reason;
      const accept = () => {
        const chanInfo = {
          type: info.type,
          incoming: {
            id: localChan,
            window: MAX_WINDOW,
            packetSize: PACKET_SIZE,
            state: "open"
          },
          outgoing: {
            id: info.sender,
            window: info.window,
            packetSize: info.packetSize,
            state: "open"
          }
        };
        const stream = new Channel(self, chanInfo);
        self._chanMgr.update(localChan, stream);
        self._protocol.channelOpenConfirm(
          info.sender,
          localChan,
          MAX_WINDOW,
          PACKET_SIZE
        );
        return stream;
      };
      const reject = () => {
        if (reason === void 0) {
          if (localChan === -1)
            reason = CHANNEL_OPEN_FAILURE.RESOURCE_SHORTAGE;
          else
            reason = CHANNEL_OPEN_FAILURE.CONNECT_FAILED;
        }
        if (localChan !== -1)
          self._chanMgr.remove(localChan);
        self._protocol.channelOpenFail(info.sender, reason, "");
      };
      const reserveChannel = () => {
        localChan = self._chanMgr.add();
        if (localChan === -1) {
          reason = CHANNEL_OPEN_FAILURE.RESOURCE_SHORTAGE;
          if (self.config.debug) {
            self.config.debug(
              "Client: Automatic rejection of incoming channel open: no channels available"
            );
          }
        }
        return localChan !== -1;
      };
      const data = info.data;
      switch (info.type) {
        case "forwarded-tcpip": {
          const val = self._forwarding[`${data.destIP}:${data.destPort}`];
          if (val !== void 0 && reserveChannel()) {
            if (data.destPort === 0)
              data.destPort = val;
            self.emit("tcp connection", data, accept, reject);
            return;
          }
          break;
        }
        case "forwarded-streamlocal@openssh.com":
          if (self._forwardingUnix[data.socketPath] !== void 0 && reserveChannel()) {
            self.emit("unix connection", data, accept, reject);
            return;
          }
          break;
        case "auth-agent@openssh.com":
          if (self._agentFwdEnabled && typeof self._agent.getStream === "function" && reserveChannel()) {
            self._agent.getStream((err, stream) => {
              if (err)
                return reject();
              const upstream = accept();
              upstream.pipe(stream).pipe(upstream);
            });
            return;
          }
          break;
        case "x11":
          if (self._acceptX11 !== 0 && reserveChannel()) {
            self.emit("x11", data, accept, reject);
            return;
          }
          break;
        default:
          reason = CHANNEL_OPEN_FAILURE.UNKNOWN_CHANNEL_TYPE;
          if (self.config.debug) {
            self.config.debug(
              `Client: Automatic rejection of unsupported incoming channel open type: ${info.type}`
            );
          }
      }
      if (reason === void 0) {
        reason = CHANNEL_OPEN_FAILURE.ADMINISTRATIVELY_PROHIBITED;
        if (self.config.debug) {
          self.config.debug(
            "Client: Automatic rejection of unexpected incoming channel open for: " + info.type
          );
        }
      }
      reject();
    }
    var randomCookie = (() => {
      const buffer = Buffer.allocUnsafe(16);
      return () => {
        randomFillSync(buffer, 0, 16);
        return buffer.hexSlice(0, 16);
      };
    })();
    function makeSimpleAuthHandler(authList) {
      if (!Array.isArray(authList))
        throw new Error("authList must be an array");
      let a = 0;
      return (authsLeft, partialSuccess, cb) => {
        if (a === authList.length)
          return false;
        return authList[a++];
      };
    }
    function hostKeysProve(client, keys_, cb) {
      if (!client._sock || !isWritable(client._sock))
        return;
      if (typeof cb !== "function")
        cb = noop;
      if (!Array.isArray(keys_))
        throw new TypeError("Invalid keys argument type");
      const keys = [];
      for (const key of keys_) {
        const parsed = parseKey(key);
        if (parsed instanceof Error)
          throw parsed;
        keys.push(parsed);
      }
      if (!client.config.strictVendor || client.config.strictVendor && RE_OPENSSH.test(client._remoteVer)) {
        client._callbacks.push((had_err, data) => {
          if (had_err) {
            cb(had_err !== true ? had_err : new Error("Server failed to prove supplied keys"));
            return;
          }
          const ret = [];
          let keyIdx = 0;
          bufferParser.init(data, 0);
          while (bufferParser.avail()) {
            if (keyIdx === keys.length)
              break;
            const key = keys[keyIdx++];
            const keyPublic = key.getPublicSSH();
            const sigEntry = bufferParser.readString();
            sigParser.init(sigEntry, 0);
            const type = sigParser.readString(true);
            let value = sigParser.readString();
            let algo;
            if (type !== key.type) {
              if (key.type === "ssh-rsa") {
                switch (type) {
                  case "rsa-sha2-256":
                    algo = "sha256";
                    break;
                  case "rsa-sha2-512":
                    algo = "sha512";
                    break;
                  default:
                    continue;
                }
              } else {
                continue;
              }
            }
            const sessionID = client._protocol._kex.sessionID;
            const verifyData = Buffer.allocUnsafe(
              4 + 29 + 4 + sessionID.length + 4 + keyPublic.length
            );
            let p = 0;
            writeUInt32BE(verifyData, 29, p);
            verifyData.utf8Write("hostkeys-prove-00@openssh.com", p += 4, 29);
            writeUInt32BE(verifyData, sessionID.length, p += 29);
            bufferCopy(sessionID, verifyData, 0, sessionID.length, p += 4);
            writeUInt32BE(verifyData, keyPublic.length, p += sessionID.length);
            bufferCopy(keyPublic, verifyData, 0, keyPublic.length, p += 4);
            if (!(value = sigSSHToASN1(value, type)))
              continue;
            if (key.verify(verifyData, value, algo) === true)
              ret.push(key);
          }
          sigParser.clear();
          bufferParser.clear();
          cb(null, ret);
        });
        client._protocol.openssh_hostKeysProve(keys);
        return;
      }
      process.nextTick(
        cb,
        new Error(
          "strictVendor enabled and server is not OpenSSH or compatible version"
        )
      );
    }
    function getKeyAlgos(client, key, serverSigAlgs) {
      switch (key.type) {
        case "ssh-rsa":
          if (client._protocol._compatFlags & COMPAT.IMPLY_RSA_SHA2_SIGALGS) {
            if (!Array.isArray(serverSigAlgs))
              serverSigAlgs = ["rsa-sha2-256", "rsa-sha2-512"];
            else
              serverSigAlgs = ["rsa-sha2-256", "rsa-sha2-512", ...serverSigAlgs];
          }
          if (Array.isArray(serverSigAlgs)) {
            if (serverSigAlgs.indexOf("rsa-sha2-256") !== -1)
              return [["rsa-sha2-256", "sha256"]];
            if (serverSigAlgs.indexOf("rsa-sha2-512") !== -1)
              return [["rsa-sha2-512", "sha512"]];
            if (serverSigAlgs.indexOf("ssh-rsa") === -1)
              return [];
          }
          return [["ssh-rsa", "sha1"]];
      }
    }
    module.exports = Client2;
  }
});

// at-first-use:node:string_decoder
var require_node_string_decoder = __commonJS({
  "at-first-use:node:string_decoder"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:string_decoder");
    for (const name of ["StringDecoder"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/ssh/problems.ts
var SshError = class extends Error {
  problem;
  constructor(code, detail) {
    super(detail);
    this.problem = problem(code, detail);
  }
};
function quoted(text) {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  return `"${line.length > 200 ? `${line.slice(0, 200)}\u2026` : line}"`;
}
function algorithmsProblem({ what, ours, theirs }) {
  const offers = `it offers ${quoted(theirs.join(", "))}, we speak ${ours.join(", ")}`;
  return problem("ssh:algorithms", `no ${what} algorithm in common with the host: ${offers}`);
}

// src/ssh/auth.ts
function planLogin(identities, keys) {
  const attempts = [];
  const unreadable = [];
  for (const [index, identity] of identities.entries()) {
    const { username, password } = identity;
    const loaded = keys.keyOf(identity);
    if (loaded !== void 0 && "key" in loaded) {
      attempts.push({ username, proof: { key: loaded.key }, name: `key of identity ${index + 1}` });
    }
    if (loaded !== void 0 && "unreadable" in loaded) unreadable.push(loaded.unreadable);
    if (password !== void 0) {
      attempts.push({ username, proof: { password }, name: `password of identity ${index + 1}` });
    }
  }
  return { attempts, unreadable };
}
var Login = class {
  username;
  /** What became of the attempts, in words. */
  notes = [];
  /** Attempts of other users: for the next connection. */
  #others;
  #waiting;
  /** The host did not take their method when they were tried; it may after another one (`publickey,password`). */
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
  /** What is left for another connection. When the host cut this one short, the rest of this user's attempts too. */
  get remaining() {
    const mine = this.#ended ? [] : this.#waiting.filter((attempt) => methodFor(attempt, this.#methods) !== void 0);
    return [...mine, ...this.#others];
  }
  /** What ssh2 is to try next; undefined when nothing is left. `methods` is null until the host has refused something. */
  next(methods, partialSuccess) {
    this.#methods = methods;
    this.#settle(methods ?? [], partialSuccess === true);
    const attempt = this.#waiting.find((each) => methodFor(each, methods) !== void 0);
    const method = attempt === void 0 ? void 0 : methodFor(attempt, methods);
    if (attempt === void 0 || method === void 0) return this.#giveUp(methods ?? []);
    this.#waiting = this.#waiting.filter((each) => each !== attempt);
    this.#asked = { attempt, method };
    return request(attempt, method);
  }
  /** The host ended the connection without an answer to the last attempt. */
  cutShort(why) {
    if (this.#asked !== void 0) this.notes.push(`${this.#asked.attempt.name}: ${why}`);
  }
  /** Files the last attempt by the host's answer to it. */
  #settle(methods, partialSuccess) {
    if (this.#asked === void 0) return;
    const { attempt, method } = this.#asked;
    if (partialSuccess) {
      this.notes.push(`${attempt.name}: accepted, but the host wants more`);
      this.#waiting.unshift(...this.#postponed);
      this.#postponed = [];
    } else if (methods.includes(method)) this.notes.push(`${attempt.name}: refused`);
    else this.#postpone(attempt, methods);
  }
  /** A password that the host does not take as such may be typed at its prompt, once. */
  #postpone(attempt, methods) {
    const canType = methodFor(attempt, methods) === "keyboard-interactive" && !this.#typed.has(attempt);
    if (canType) this.#waiting.unshift(attempt);
    else this.#postponed.push(attempt);
    this.#typed.add(attempt);
  }
  #giveUp(methods) {
    this.#ended = true;
    const unwanted = [...this.#postponed, ...this.#waiting];
    if (unwanted.length === 0) return;
    const names = unwanted.map(({ name }) => name).join(", ");
    this.notes.push(`${names}: not what the host takes, which is ${quoted(methods.join(", "))}`);
  }
};
function methodFor({ proof }, methods) {
  const takes = (method) => methods === null || methods.includes(method);
  if ("key" in proof) return takes("publickey") ? "publickey" : void 0;
  if (takes("password")) return "password";
  return takes("keyboard-interactive") ? "keyboard-interactive" : void 0;
}
function request({ username, proof }, method) {
  if ("key" in proof) return { type: "publickey", username, key: proof.key };
  if (method === "password") return { type: "password", username, password: proof.password.reveal() };
  return { type: "keyboard-interactive", username, prompt: typePassword(proof.password) };
}
function typePassword(password) {
  let typed = false;
  return (_, __, ___, prompts, answer) => {
    const answers = prompts.map(({ echo }) => {
      if (typed || echo !== false) return "";
      typed = true;
      return password.reveal();
    });
    answer(answers);
  };
}

// src/ssh/connection.ts
var import_client = __toESM(require_client(), 1);

// src/ssh/client-config.ts
function clientConfig({ socket, username, hostKeys, admits, nextMethod }) {
  return {
    sock: socket,
    username,
    // ssh2's own timer ends when the login does, and hides that it ended. The deadline is ours.
    readyTimeout: 0,
    algorithms: {
      kex: [...kexAlgorithms],
      serverHostKey: [...hostKeys],
      cipher: [...cipherAlgorithms],
      hmac: [...macAlgorithms],
      compress: [...compressAlgorithms]
    },
    hostVerifier: (rawKey) => admits(rawKey),
    // Never the default, which sends the password before the key, and where the host only takes keys.
    authHandler: (methods, partialSuccess, next) => {
      const method = nextMethod(methods, partialSuccess);
      if (method !== void 0) next(method);
    }
  };
}

// src/ssh/diagnosis.ts
function socketProblem(error) {
  if (error instanceof SshError) return error.problem;
  const codes = systemCodes(error);
  const has = (...wanted) => wanted.some((code) => codes.includes(code));
  if (codes.some((code) => dnsCode.test(code))) return problem("ssh:dns", "the name does not resolve to an address");
  if (has("ECONNREFUSED")) return problem("ssh:refused", "the host refused the connection to its SSH port");
  if (has("ECONNRESET", "EPIPE", "ECONNABORTED")) return problem("ssh:closed", "the host reset the connection");
  return problem("ssh:timeout", `the host cannot be reached (${codes.join(", ") || "unknown reason"})`);
}
var dnsCode = /^(ENOTFOUND|ENODATA|EAI_[A-Z]+)$/;
function systemCodes(error) {
  const all = error instanceof AggregateError ? error.errors : [error];
  return all.flatMap((each) => each instanceof Error && "code" in each ? [String(each.code)] : []);
}
function diagnose(error, { gate, offer, stage }) {
  if (isDisconnect(error)) return problem("ssh:closed", `the host hung up while ${stage}: ${quoted(error.message)}`);
  const mismatch = offer && findMismatch(gate.algorithms, offer);
  if (mismatch?.what === "host key") return gate.noCommonType(mismatch);
  if (mismatch !== void 0) return algorithmsProblem(mismatch);
  return problem("ssh:protocol", `the host broke the SSH protocol while ${stage}: ${quoted(error.message)}`);
}
function isDisconnect(error) {
  return "code" in error && typeof error.code === "number";
}

// src/ssh/guard-socket.ts
var import_node_net = __toESM(require_node_net(), 1);

// src/ssh/kexinit.ts
var kexInit = 20;
var cookieBytes = 16;
function parseServerOffer(bytes) {
  let start = 0;
  while (start + 6 <= bytes.length) {
    const end = start + 4 + bytes.readUInt32BE(start);
    if (end > bytes.length) return void 0;
    if (bytes[start + 5] === kexInit) return readLists(bytes.subarray(start + 6 + cookieBytes, end));
    start = end;
  }
  return void 0;
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
  return { kex, hostKey, ciphers: pairs.slice(0, 2), macs: pairs.slice(2, 4), compress: pairs.slice(4, 6) };
}

// src/ssh/guard-socket.ts
var maxBytes = 512 * 1024;
var maxIdentificationBytes = 8 * 1024;
var maxKexInitBytes = 35e3;
var addressTimeoutMs = 2e3;
var GuardSocket = class extends import_node_net.Socket {
  #bytes = 0;
  /** What came before the identification line was complete; undefined from then on. */
  #greeting = Buffer.alloc(0);
  /** What came after it, until the KEXINIT is whole. */
  #opening = Buffer.alloc(0);
  #offer;
  /** Connects to the first address that answers. */
  dial({ address, port }) {
    const eachAddress = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: addressTimeoutMs };
    this.setNoDelay(true);
    this.connect({ host: address, port, ...eachAddress });
  }
  /** Whether the host said that it speaks SSH. */
  get identified() {
    return this.#greeting === void 0;
  }
  /** The algorithms that the host offers, once it said so. */
  get offer() {
    return this.#offer;
  }
  /** The address connected to, in canonical form; empty while there is none. */
  get peer() {
    return canonicalAddress(this.remoteAddress ?? "") ?? "";
  }
  /** What was said instead of an identification line, or that nothing was. */
  notSsh() {
    const said = this.#greeting?.toString("latin1").trim() ?? "";
    if (said === "") return new SshError("ssh:closed", "the host closed the connection before it said anything");
    return new SshError("ssh:protocol", `what answers on the port is not an SSH server; it says ${quoted(said)}`);
  }
  /** Called by Node for all that arrives; null is the end of it. */
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
  /** ssh2 sees nothing before the identification line is whole, and nothing that precedes it. */
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
function splitAtIdentification(greeting) {
  const first = /^SSH-/m.exec(greeting.toString("latin1"));
  const end = first === null ? 0 : greeting.indexOf("\n", first.index) + 1;
  return first === null || end === 0 ? [] : [greeting.subarray(first.index, end), greeting.subarray(end)];
}

// src/ssh/prompt-guard.ts
function watchPrompts(client, onImpossible) {
  const protocol = Reflect.get(client, "_protocol");
  const read = isObject(protocol) ? Reflect.get(protocol, "_onPayload") : void 0;
  if (!isObject(protocol) || typeof read !== "function") throw new Error("ssh2 reads messages in another way now");
  Reflect.set(
    protocol,
    "_onPayload",
    (payload) => promptsFit(payload) ? Reflect.apply(read, protocol, [payload]) : onImpossible()
  );
}
var infoRequest = 60;
var minPromptBytes = 5;
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

// src/ssh/script-run.ts
var import_node_string_decoder = __toESM(require_node_string_decoder(), 1);
var maxTextBytes = 256 * 1024;
var maxComplaintChars = 200;
var ScriptRun = class {
  #decoder = new import_node_string_decoder.StringDecoder("utf8");
  #endMark;
  /** Called when nothing more is to come: the end mark was seen, the channel ended, or it was too much. */
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
    return { text: this.#text, complaint: complaint || void 0 };
  }
  /**
   * The streams are read without pause: pausing them bounds nothing, ssh2 goes on collecting. Errors of writing do not
   * matter: a host may end the script early, and what counts is what it said.
   */
  start(stream, script) {
    stream.on("error", () => {
    }).on("data", (chunk) => this.#read(chunk));
    stream.on("end", () => this.#onEnd()).on("close", () => this.#onEnd());
    stream.stderr.on("error", () => {
    }).on("data", (chunk) => this.#readComplaint(chunk));
    if (packetBytes(stream.outgoing) > 0) stream.end(script);
    else this.#onEnd(problem("ssh:protocol", "the host takes no input: its packets have no size"));
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
    return problem("probe:oversize", `the script printed more than it ever should${this.#because()}`);
  }
  #because() {
    const { complaint } = this.output;
    return complaint === void 0 ? "" : `; it complains ${quoted(complaint)}`;
  }
  #readComplaint(chunk) {
    const room = maxComplaintChars - this.#complaint.length;
    if (room > 0) this.#complaint = (this.#complaint + chunk.toString("utf8", 0, room)).trimStart();
  }
};
function hasLineEnding(text, mark, from) {
  return text.includes(`${mark}
`, from) || text.includes(`${mark}\r
`, from);
}
function packetBytes(outgoing) {
  const isKnown = typeof outgoing === "object" && outgoing !== null && "packetSize" in outgoing;
  return isKnown && typeof outgoing.packetSize === "number" ? outgoing.packetSize : 0;
}

// src/ssh/connection.ts
function runErrand(errand) {
  return new Promise((resolve) => new Connection(errand, resolve).open());
}
var Connection = class {
  #errand;
  #resolve;
  #socket = new GuardSocket();
  #client = new import_client.default();
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
  /** Our listeners come before those of ssh2, and stay: one connection may raise several errors. */
  open() {
    const { signal, host } = this.#errand;
    signal.addEventListener("abort", this.#expire, { once: true });
    this.#watchSocket();
    this.#watchClient();
    this.#socket.dial(host);
    this.#client.connect(this.#config());
    watchPrompts(
      this.#client,
      () => this.#finish(problem("ssh:protocol", "the host announces prompts that never come"))
    );
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
  /** After a no ssh2 still reads on: so the socket goes, now. */
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
    this.#finish(problem("ssh:protocol", `the host took the login, but refuses to run a command: ${said}`));
  }
  #startScript(stream) {
    this.#phase = "running the script";
    this.#run = new ScriptRun(this.#errand.endMark, (trouble) => this.#scriptEnded(trouble));
    this.#run.start(stream, this.#errand.script);
  }
  /** A channel also ends with its connection: then it is not the script that did. */
  #scriptEnded(trouble) {
    if (!this.#isLost || this.#run?.isComplete) this.#finish(trouble);
  }
  #clientFailed(error) {
    if (this.#isLost || this.#socket.destroyed) return;
    const { gate, login } = this.#errand;
    const isCutShort = isDisconnect(error) && this.#phase === "logging in" && login.begun;
    const offer = this.#phase === "exchanging keys" ? this.#socket.offer : void 0;
    if (isCutShort) this.#loginCutShort(true);
    else this.#finish(diagnose(error, { gate, offer, stage: this.#stage() }));
  }
  /** A host that hangs up without ever having refused anything may just as well be broken. */
  #loginCutShort(isRefusal) {
    this.#errand.login.cutShort("refused, and the host hung up");
    const closed = problem("ssh:closed", `the host closed the connection while ${this.#stage()}`);
    this.#finish(isRefusal ? void 0 : closed, true);
  }
  /** The connection is gone. What it brought is read first: output may still be on its way through the streams. */
  #lose(error) {
    if (this.#isOver || this.#isLost) return;
    this.#isLost = true;
    setImmediate(() => {
      if (error instanceof SshError && this.#run !== void 0) this.#finish(this.#run.tooMuch());
      else if (error !== void 0) this.#finish(socketProblem(error));
      else if (!this.#socket.identified) this.#finish(this.#socket.notSsh().problem);
      else if (this.#phase === "logging in" && this.#errand.login.begun)
        this.#loginCutShort(this.#errand.login.answered);
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
    this.#resolve({ problem: trouble, loginFailed, output: this.#run?.output, peer: this.#peer, offer });
  }
};

// src/ssh/trust.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
function trustFor(host, entries, policy) {
  const own = entries.filter(({ hosts }) => hostsFieldMatches(hosts, hostPattern(host)));
  const anyPort = entries.filter(({ hosts }) => hostsFieldMatches(hosts, plainName(host)));
  const revoked = [...own, ...anyPort].filter((entry) => entry.revoked);
  const isRevoked = (key) => revoked.some((entry) => entry.key.equals(key));
  if (host.hostKeys.length > 0) return trustPins(host.hostKeys, isRevoked);
  return trustEntries(own.filter(isUsable), anyPort.filter(isUsable), isRevoked, policy);
}
function fingerprint(rawKey) {
  return `SHA256:${(0, import_node_crypto.createHash)("sha256").update(rawKey).digest("base64").replace(/=+$/, "")}`;
}
function keyType(rawKey) {
  return rawKey.length < 4 ? "" : rawKey.toString("latin1", 4, 4 + rawKey.readUInt32BE(0));
}
function knownHostsLine(host, rawKey) {
  const name = host.named ? hashedName(hostPattern(host), (0, import_node_crypto.randomBytes)(20)) : hostPattern(host);
  return `${name} ${keyType(rawKey)} ${rawKey.toString("base64")}`;
}
function trustPins(pins, isRevoked) {
  const isPinned = (key) => pins.some((pin) => pin.replace(/=+$/, "") === fingerprint(key));
  return {
    judge: (key) => isRevoked(key) ? "revoked" : isPinned(key) ? "trusted" : "changed",
    algorithms: allAlgorithms,
    pinned: true,
    acceptsNew: false,
    expected: () => pins.map((pin) => `${pin} (host_key of the inventory)`)
  };
}
function trustEntries(own, anyPort, isRevoked, policy) {
  const rivals = (key) => own.filter(({ type }) => type === keyType(key));
  const judge = (key) => {
    if (isRevoked(key)) return "revoked";
    if ((own.length > 0 ? own : anyPort).some((entry) => entry.key.equals(key))) return "trusted";
    return rivals(key).length > 0 ? "changed" : "unknown";
  };
  return {
    judge,
    algorithms: own.length > 0 ? algorithmsOf(own) : [.../* @__PURE__ */ new Set([...algorithmsOf(anyPort), ...allAlgorithms])],
    pinned: false,
    acceptsNew: policy === "accept-new" && own.length === 0,
    expected: (key) => rivals(key).map((entry) => `${fingerprint(entry.key)} (${entry.place})`)
  };
}
var allAlgorithms = hostKeyAlgorithms.flatMap(({ algorithms }) => algorithms);
function algorithmsOf(entries) {
  const known = hostKeyAlgorithms.filter(({ type }) => entries.some((entry) => entry.type === type));
  return known.flatMap(({ algorithms }) => algorithms);
}
function isUsable(entry) {
  return !entry.revoked;
}
function hostPattern(host) {
  return host.port === 22 ? plainName(host) : `[${plainName(host)}]:${host.port}`;
}
function plainName({ address }) {
  return (address.includes("%") ? void 0 : canonicalAddress(address)) ?? address.toLowerCase();
}
function hashedName(name, salt) {
  return `|1|${salt.toString("base64")}|${(0, import_node_crypto.createHmac)("sha1", salt).update(name).digest("base64")}`;
}

// src/ssh/host-key.ts
var HostKeyGate = class {
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
  /** The known_hosts line of a new key that was accepted and that the host has proved to own. */
  get newHostKey() {
    return this.#newKey && this.#newKeyProven ? knownHostsLine(this.#host, this.#newKey) : void 0;
  }
  /** The verdict, at once and once: after a refusal there is no second opinion. Asked again at every change of keys. */
  admits(rawKey) {
    if (this.#refusal === void 0) this.#refusal = this.#judge(rawKey);
    return this.#refusal === void 0;
  }
  /** The key exchange succeeded: the key shown is the host's. */
  confirm() {
    this.#newKeyProven = this.#newKey !== void 0;
  }
  /**
   * A fingerprint does not tell the type of its key, so a host with several keys may have shown another one than the
   * pinned. Whether it has keys of types not seen yet; those alone are asked for next.
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
  /** What it means that the host has no key of the types that we asked for. */
  noCommonType(mismatch) {
    const isLimited = allAlgorithms2.some((algorithm) => !this.#algorithms.includes(algorithm));
    const isOutdated = mismatch.theirs.includes("ssh-rsa") && mismatch.ours.includes("rsa-sha2-512");
    if (!isLimited || isOutdated) return algorithmsProblem(mismatch);
    const offered = quoted(mismatch.theirs.join(", "));
    const detail = `the host has no key of a known type: it offers ${offered}, known is ${mismatch.ours.join(", ")}`;
    return problem("ssh:host-key-unknown", detail);
  }
  #judge(rawKey) {
    const verdict = this.#trust.judge(rawKey);
    if (verdict === "trusted") return void 0;
    if (verdict === "unknown" && this.#trust.acceptsNew && (this.#newKey?.equals(rawKey) ?? true)) {
      this.#newKey = rawKey;
      return void 0;
    }
    return this.#refuse(rawKey, verdict);
  }
  #refuse(rawKey, verdict) {
    const shown = `${keyType(rawKey)} ${fingerprint(rawKey)}`;
    if (verdict === "revoked") {
      return problem("ssh:host-key-changed", `the host uses the key ${shown}, which known hosts mark as @revoked`);
    }
    const expected = this.#trust.expected(rawKey);
    if (verdict === "changed") {
      const detail = `the host key changed: it is ${shown} instead of ${expected.join(" or ")}`;
      return problem(
        "ssh:host-key-changed",
        `${detail}; verify it on the host itself before you replace the known one`
      );
    }
    const line = knownHostsLine(this.#host, rawKey);
    const mend = "verify it on the host itself (`ssh-keygen -lf /etc/ssh/ssh_host_\u2026_key.pub`), then add to known hosts";
    return problem("ssh:host-key-unknown", `the host key ${shown} is not known; ${mend}: ${line}`);
  }
};
var allAlgorithms2 = hostKeyAlgorithms.flatMap(({ algorithms }) => algorithms);
function typeOf(algorithm) {
  return hostKeyAlgorithms.find(({ algorithms }) => algorithms.some((each) => each === algorithm))?.type;
}

// src/ssh/session.ts
async function runScript(host, options) {
  const { attempts, unreadable } = planLogin(host.identities, options.keys);
  for (const sentence of unreadable) options.trace(`ssh: ${sentence}`);
  if (attempts.length === 0) return { problems: [problem("ssh:key-unreadable", unreadable.join("; "))] };
  const gate = new HostKeyGate(host, options.trust);
  const notes = [];
  const ending = await logInAndRun(host, attempts, { ...options, gate, notes });
  const isRefused = ending.loginFailed && ending.problem === void 0;
  const trouble = isRefused ? loginProblem([...notes, ...unreadable]) : ending.problem;
  return { ...outcomeOf(ending, trouble), newHostKey: gate.newHostKey };
}
async function logInAndRun(host, attempts, options) {
  const login = new Login(attempts);
  const ending = await runErrand({ ...options, host, login });
  for (const note of login.notes) options.trace(`ssh: ${note}`);
  options.notes.push(...login.notes);
  if (options.gate.seekAnotherType(ending.offer)) return logInAndRun(host, attempts, options);
  if (!ending.loginFailed || login.remaining.length === 0) return ending;
  return logInAndRun(host, login.remaining, options);
}
function loginProblem(notes) {
  return problem("ssh:auth", `the host refused the login: ${notes.join("; ")}`);
}
function outcomeOf({ output, peer }, trouble) {
  const problems = trouble === void 0 ? [] : [trouble];
  if (output === void 0 || trouble !== void 0 && output.text === "") return { problems };
  return { value: { ...output, address: peer }, problems };
}

// src/probes/ssh.ts
async function askInside(host, settings, options) {
  const hide = passwordsHidden(host);
  const { value, problems } = await ask(host, settings, { ...options, trace: (line) => options.trace(hide(line)) });
  return { value, problems: problems.map((problem2) => reworded(problem2, hide)) };
}
var passwordLengthMin = 4;
function passwordsHidden({ identities }) {
  const passwords = identities.map(({ password }) => password?.reveal() ?? "");
  const hidden = passwords.filter(({ length }) => length >= passwordLengthMin);
  return (text) => hidden.reduce((rest, password) => rest.replaceAll(password, "[secret]"), text);
}
async function ask(host, settings, options) {
  const trust = trustFor(host, settings.knownHosts.entries, settings.hostKeyPolicy);
  const [vouched, session] = await Promise.all([
    vouchedFor(host, settings.lookUp, options),
    runScript(host, { script: probeScript(host.type), endMark: endLine, keys: settings.keys, trust, ...options })
  ]);
  const { newHostKey } = session;
  if (session.value === void 0) return { value: { facts: void 0, newHostKey }, problems: session.problems };
  const { text, complaint } = session.value;
  const facts = readFacts(text, host.type, vouched);
  const problems = [...session.problems, ...facts.problems.map((problem2) => withComplaint(problem2, complaint))];
  return { value: { facts: facts.value, newHostKey }, problems };
}
function withComplaint(problem2, complaint) {
  return complaint === void 0 ? problem2 : reworded(problem2, (text) => `${text}; it complains: ${complaint}`);
}
export {
  askInside
};
