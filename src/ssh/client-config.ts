/** The settings of ssh2. Every default that could leak a secret or waste time or memory is overridden. */
import type { Duplex } from "node:stream";
import type { AnyAuthMethod, ConnectConfig } from "ssh2";
import {
  cipherAlgorithms,
  compressAlgorithms,
  type HostKeyAlgorithm,
  kexAlgorithms,
  macAlgorithms,
} from "./algorithms.ts";

export interface ClientSettings {
  readonly stream: Duplex;
  /** How often a host that stays connected is asked whether it is still there. */
  readonly keepaliveMs: number | undefined;
  readonly username: string;
  /** Host-key algorithms to offer. */
  readonly hostKeys: readonly HostKeyAlgorithm[];
  /** Must be synchronous: ssh2 treats anything but an immediate `false` as a yes. */
  readonly admits: (rawKey: Buffer) => boolean;
  /** The next attempt; undefined if there is none. `methods` is null until the host has refused something. */
  readonly nextMethod: (methods: readonly string[] | null, partialSuccess: boolean | null) => AnyAuthMethod | undefined;
}

export function clientConfig(settings: ClientSettings): ConnectConfig {
  const { stream, keepaliveMs = 0, username, hostKeys, admits, nextMethod } = settings;
  return {
    sock: stream,
    keepaliveInterval: keepaliveMs,
    keepaliveCountMax: 2,
    username,
    // ssh2's own timer stops after the login, and does not report a timeout. We use our own deadline.
    readyTimeout: 0,
    algorithms: {
      kex: [...kexAlgorithms],
      serverHostKey: [...hostKeys],
      cipher: [...cipherAlgorithms],
      hmac: [...macAlgorithms],
      compress: [...compressAlgorithms],
    },
    hostVerifier: (rawKey: Buffer): boolean => admits(rawKey),
    // The default would send the password before the key, even if the host accepts only keys.
    authHandler: (methods, partialSuccess, next) => {
      const method = nextMethod(methods, partialSuccess);
      if (method !== undefined) next(method);
    },
  };
}
