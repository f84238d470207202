/** A mail server on loopback that accepts every mail and keeps it. It knows no more of SMTP than the demo needs. */
import { createServer, type Socket } from "node:net";

export interface DemoMail {
  readonly port: number;
  /** As they were sent, in that order. */
  readonly received: readonly Buffer[];
  readonly close: () => void;
}

export async function startMailServer(): Promise<DemoMail> {
  const received: Buffer[] = [];
  const server = createServer((socket) => converse(socket, received));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, received, close: () => server.close() };
}

const endOfMail = "\r\n.\r\n";

function converse(socket: Socket, received: Buffer[]): void {
  let [text, inMail] = ["", false];
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 demo");
  socket
    .on("error", () => {})
    .on("data", (piece) => {
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

function replyTo(command: string): string {
  if (/^DATA$/i.test(command)) return "354 go on";
  return /^QUIT$/i.test(command) ? "221 bye" : "250 ok";
}
