import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody who gets webhooks: keeps what came, and answers as it is told. */
export interface WebhookReceiver {
  readonly address: (path: string) => string;
  /** What came to a path, the oldest first. */
  readonly to: (path: string) => readonly { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** How a path answers from now on, or so many times. */
  readonly answer: (path: string, status: number, body: string, times?: number) => void;
  readonly stop: () => Promise<void>;
}

/** Starts one. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const seen = new Map<string, { headers: IncomingHttpHeaders; body: string }[]>();
  const answers = new Map<string, { status: number; body: string; times: number }>();
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      seen.set(path, [...(seen.get(path) ?? []), { headers: request.headers, body: Buffer.concat(chunks).toString() }]);
      const told = answers.get(path);
      if (told && told.times-- <= 0) answers.delete(path);
      const { status, body } = answers.get(path) ?? { status: 200, body: "ok" };
      response.writeHead(status, { "content-type": "text/plain", "set-cookie": "receivers=own" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: (path) => `http://127.0.0.1:${port}${path}`,
    to: (path) => seen.get(path) ?? [],
    answer: (path, status, body, times = Number.POSITIVE_INFINITY) => void answers.set(path, { status, body, times }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
