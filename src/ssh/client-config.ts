/** How we set ssh2: nothing is left to its defaults that could cost a secret, time or memory. */
import type { Socket } from "node:net";
import type { AnyAuthMethod, ConnectConfig } from "ssh2";
import {
  cipherAlgorithms,
  compressAlgorithms,
  type HostKeyAlgorithm,
  kexAlgorithms,
  macAlgorithms,
} from "./algorithms.ts";

export interface ClientSettings {
  readonly socket: Socket;
  readonly username: string;
  /** Host-key algorithms to offer. */
  readonly hostKeys: readonly HostKeyAlgorithm[];
  /** Must answer at once: to ssh2 anything but an immediate `false` is a yes. */
  readonly admits: (rawKey: Buffer) => boolean;
  /** What to try next, undefined when the login is over. `methods` is null until the host has refused something. */
  readonly nextMethod: (methods: readonly string[] | null, partialSuccess: boolean | null) => AnyAuthMethod | undefined;
}

export function clientConfig({ socket, username, hostKeys, admits, nextMethod }: ClientSettings): ConnectConfig {
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
      compress: [...compressAlgorithms],
    },
    hostVerifier: (rawKey: Buffer): boolean => admits(rawKey),
    // Never the default, which sends the password before the key, and where the host only takes keys.
    authHandler: (methods, partialSuccess, next) => {
      const method = nextMethod(methods, partialSuccess);
      if (method !== undefined) next(method);
    },
  };
}
