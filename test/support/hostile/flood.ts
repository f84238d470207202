/** Ways to send for ever. All stop when the client is gone. */
import type { Socket } from "node:net";
import type { ServerChannel } from "ssh2";

/** Sends as fast as it is read. */
export function flood(chunk: string | Buffer, opening: string | Buffer = "") {
  return (socket: Socket): void => {
    const fill = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on("drain", fill).resume();
    if (opening.length > 0) socket.write(opening);
    fill();
  };
}

/** Sends a little at a time. */
export function drip(piece: string, opening = "") {
  return (socket: Socket): void => {
    socket.resume().write(`${opening}${piece}`);
    const timer = setInterval(() => socket.write(piece), 100);
    socket.on("close", () => clearInterval(timer));
  };
}

/** Writes to a channel, or its stderr, as long as the window lets it. */
export function floodChannel(channel: ServerChannel, stream: Pick<ServerChannel["stderr"], "write">): void {
  const more = () => {
    if (channel.writable) stream.write("x".repeat(32_000), more);
  };
  more();
}
