import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { startTracing, traced } from "./tracing.ts";

describe("traces", () => {
  test("are sent to the address that is set, without what an error said", async () => {
    const bodies: string[] = [];
    const paths: (string | undefined)[] = [];
    const collector = createServer((request, response) => {
      paths.push(request.url);
      request.on("data", (piece: Buffer) => bodies.push(piece.toString()));
      request.on("end", () => response.end("{}"));
    });
    await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
    const { port } = collector.address() as AddressInfo;
    const stop = await startTracing({ otlpEndpoint: `http://127.0.0.1:${port}`, serviceName: "lockstep-test" });
    expect(await traced("run.plan", { "run.id": "run-1" }, async () => 7)).toBe(7);
    await expect(traced("run.apply", {}, async () => Promise.reject(new TypeError("a secret")))).rejects.toThrow("a secret");
    await stop();
    collector.close();
    expect(paths).toContain("/v1/traces");
    for (const part of ["run.plan", "run-1", "lockstep-test", "TypeError"]) expect(bodies.join("")).toContain(part);
    expect(bodies.join("")).not.toContain("a secret");
  });

  test("cost nothing where no address is set", async () => {
    await (await startTracing({ otlpEndpoint: undefined, serviceName: "x" }))();
    expect(await traced("x", {}, async () => 1)).toBe(1);
  });
});
