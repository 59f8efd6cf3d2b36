import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FetchFailure } from "./failure.ts";
import { fetchBounded, type FetchOptions } from "./fetch-bounded.ts";
import { isListed, isPrivateAddress } from "./private-addresses.ts";

let server: Server;
let base = "";
const seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  seen.push({ method: request.method, url: request.url, headers: request.headers, body });
  if (request.url === "/never") return;
  if (request.url === "/slow-body") return void response.write("begin");
  if (request.url === "/large") return void response.end("x".repeat(5000));
  const [, status, to] = /^\/redirect\/(\d+)\?to=(.*)$/.exec(request.url ?? "") ?? [];
  if (status !== undefined) return void response.writeHead(Number(status), { location: decodeURIComponent(to ?? "") }).end("moved");
  response.writeHead(request.url === "/fails" ? 500 : 200, { "x-test": "yes" }).end("hello");
}

const inside: FetchOptions = { allowHttp: true, allowPrivate: true };

async function checkFails(url: string, failure: FetchFailure, options: FetchOptions = inside): Promise<void> {
  await expect(fetchBounded(url, options)).rejects.toMatchObject({ name: "FetchError", failure });
}

describe("a bounded request", () => {
  test("sends what it is given and gives back what it got, whatever the status", async () => {
    const answer = await fetchBounded(`${base}/fails`, { ...inside, body: '{"a":1}', headers: { "content-type": "application/json" } });
    expect([answer.status, answer.body.toString(), answer.headers["x-test"]]).toEqual([500, "hello", "yes"]);
    expect(seen.at(-1)).toMatchObject({ method: "POST", body: '{"a":1}', headers: { "content-type": "application/json", "content-length": "7" } });
  });

  test("ends when its time is over, before and within the answer", async () => {
    await checkFails(`${base}/never`, "timeout", { ...inside, timeoutMs: 100 });
    await checkFails(`${base}/slow-body`, "timeout", { ...inside, timeoutMs: 100 });
    await checkFails("http://name.example/", "timeout", { ...inside, timeoutMs: 100, resolve: () => new Promise(() => undefined) });
  });

  test("ends when it is stopped", async () => {
    await checkFails(`${base}/never`, "aborted", { ...inside, signal: AbortSignal.timeout(50) });
    await checkFails(`${base}/`, "aborted", { ...inside, signal: AbortSignal.abort() });
  });

  test("reads no more than it may", async () => {
    await checkFails(`${base}/large`, "too-large", { ...inside, mostBytes: 4999 });
    expect((await fetchBounded(`${base}/large`, { ...inside, mostBytes: 5000 })).body).toHaveLength(5000);
  });

  test("is refused without encryption, and with credentials or another scheme in its address", async () => {
    await checkFails(`${base}/`, "not-https", {});
    for (const url of ["ftp://host/", "file:///etc/passwd", "https://user:pw@host/", "nothing"]) await checkFails(url, "bad-address");
  });

  test("a host that is not there is told from one that does not answer", async () => {
    await checkFails("https://nowhere.invalid/", "unresolved", { resolve: () => Promise.reject(new Error("ENOTFOUND")) });
    await checkFails("http://127.0.0.1:1/", "unreachable");
  });
});

describe("redirects", () => {
  const redirect = (status: number, to: string): string => `${base}/redirect/${status}?to=${encodeURIComponent(to)}`;

  test("are not followed unless asked for, and not for ever", async () => {
    expect((await fetchBounded(redirect(302, "/"), inside)).status).toBe(302);
    expect((await fetchBounded(redirect(302, "/end"), { ...inside, redirects: 1 })).url).toBe(`${base}/end`);
    await checkFails(redirect(302, redirect(302, "/")), "too-many-redirects", { ...inside, redirects: 1 });
  });

  test("to another host carry no credentials, and no body unless it says so", async () => {
    const other = base.replace("127.0.0.1", "localhost");
    const options: FetchOptions = { ...inside, redirects: 1, body: "secret", headers: { authorization: "Bearer x", "x-other": "1" }, resolve: async () => ["127.0.0.1"] };
    await fetchBounded(redirect(302, `${other}/a`), options);
    expect(seen.at(-1)).toMatchObject({ method: "GET", body: "", headers: { "x-other": "1" } });
    expect(seen.at(-1)?.headers.authorization).toBeUndefined();
    await fetchBounded(redirect(307, "/b"), options);
    expect(seen.at(-1)).toMatchObject({ method: "POST", body: "secret", headers: { authorization: "Bearer x" } });
  });

  test("into the own network or out of encryption are refused", async () => {
    await checkFails(redirect(302, "http://10.0.0.1/"), "private-address", { ...inside, redirects: 1, allowPrivate: ["127.0.0.1"] });
    await checkFails(redirect(302, "gopher://x/"), "bad-address", { ...inside, redirects: 1 });
  });
});

describe("private addresses", () => {
  test.each(["127.0.0.1", "10.1.2.3", "169.254.169.254", "172.31.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])("%s is one", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each(["1.1.1.1", "172.32.0.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"])("%s is none", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  test("are refused by number, in every way to write it, and by name", async () => {
    const port = base.split(":").at(-1);
    for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]) await checkFails(`http://${host}:${port}/`, "private-address", { allowHttp: true });
    await checkFails("https://inside.example/", "private-address", { resolve: async () => ["93.184.216.34", "10.0.0.1"] });
  });

  test("are allowed one by one, by name and by network", async () => {
    const options: FetchOptions = { allowHttp: true, resolve: async () => ["127.0.0.1"] };
    const url = base.replace("127.0.0.1", "hooks.example");
    for (const allowPrivate of [["hooks.example"], ["*.example"], ["127.0.0.0/8"], ["127.0.0.1"]]) expect((await fetchBounded(url, { ...options, allowPrivate })).status).toBe(200);
    await checkFails(url, "private-address", { ...options, allowPrivate: ["other.example", "10.0.0.0/8"] });
    expect(isListed(["fd00::/8"], "x", "fd12::1")).toBe(true);
  });

  test("a name is asked once: the connection goes to the address that was checked", async () => {
    let asked = 0;
    const resolve = async (): Promise<string[]> => (asked++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
    expect((await fetchBounded(base.replace("127.0.0.1", "rebind.example"), { allowHttp: true, allowPrivate: ["127.0.0.1"], resolve })).status).toBe(200);
    expect(asked).toBe(1);
  });
});
