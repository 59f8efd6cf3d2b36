import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands in for a Slack channel: keeps what an incoming webhook is sent. */
export interface SlackStandIn {
  readonly url: string;
  readonly messages: readonly string[];
  close(): Promise<void>;
}

/** Starts it. */
export async function startSlack(): Promise<SlackStandIn> {
  const messages: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      messages.push(body);
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0000/B0000/lab`, messages, close };
}
