// A way to the org that kills the command at a changing request: before the org has seen it, or after it was done and before the answer.
import type { ChildProcess } from "node:child_process";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type Moment = "before" | "after";

export interface Killer {
  readonly url: string;
  /** Kills this process at its n-th changing request, from 1. Whether it came to that. */
  arm(child: ChildProcess, at: number, moment: Moment): { readonly struck: () => boolean };
  disarm(): void;
}

/** Listens in front of an org. */
export async function killerFor(orgUrl: string): Promise<Killer> {
  let armed: { child: ChildProcess; left: number; moment: Moment; struck: boolean } | undefined;
  const server = createServer((received, answer) => {
    const isWrite = received.method !== "GET" && received.method !== "HEAD";
    const strikes = isWrite && armed !== undefined && --armed.left === 0 ? armed : undefined;
    if (strikes) strikes.struck = true;
    if (strikes?.moment === "before") {
      strikes.child.kill("SIGKILL");
      received.destroy();
      return;
    }
    forward(orgUrl, received, answer, () => strikes?.child.kill("SIGKILL"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close().closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm(child, at, moment) {
      const mine = { child, left: at, moment, struck: false };
      armed = mine;
      return { struck: () => mine.struck };
    },
    disarm: () => void (armed = undefined),
  };
}

function forward(orgUrl: string, received: IncomingMessage, answer: ServerResponse, beforeAnswer: () => void): void {
  const to = new URL(received.url ?? "/", orgUrl);
  const sent = httpRequest(to, { method: received.method ?? "GET", headers: { ...received.headers, host: to.host } }, (got) => {
    const parts: Buffer[] = [];
    got.on("data", (part: Buffer) => parts.push(part));
    got.on("end", () => {
      beforeAnswer();
      answer.writeHead(got.statusCode ?? 502, got.headers);
      answer.end(Buffer.concat(parts));
    });
  });
  sent.on("error", () => answer.destroy());
  received.on("error", () => sent.destroy());
  received.pipe(sent);
}
