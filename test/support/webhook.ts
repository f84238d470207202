/** A webhook on loopback that takes notifications as JSON, or refuses them. Ends with the test that started it. */
import { newToken } from "./canaries.ts";
import { startHttp } from "./web.ts";

export interface Webhook {
  /** Its path is a secret. */
  readonly url: string;
  readonly secret: string;
  /** What it has taken. */
  readonly got: Record<string, unknown>[];
  /** What it answers from now on. */
  status: number;
}

export async function startWebhook(): Promise<Webhook> {
  const secret = newToken();
  const { origin } = await startHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (hook.status < 300) hook.got.push(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(hook.status).end();
    });
  });
  const hook: Webhook = { url: `${origin}/${secret}`, secret, got: [], status: 200 };
  return hook;
}
