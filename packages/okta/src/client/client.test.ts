import { describe, expect, test } from "vitest";
import { bucketHeaders, FakeClock, FakeOrg, fakeClient, never } from "../../test/fake-org.ts";
import type { FakeAnswer } from "../../test/fake-org.ts";
import type { Request } from "./client.ts";

const get: Request = { method: "GET", path: "/api/v1/groups" };
const post: Request = { method: "POST", path: "/api/v1/groups", body: {} };

async function checkSend(request: Request, answers: FakeAnswer[], requests: number, slept: number[] = []) {
  const clock = new FakeClock();
  const org = new FakeOrg(...answers);
  const reply = await fakeClient(org, clock).send(request, never);
  expect(org.requests.length).toBe(requests);
  expect(clock.slept).toEqual(slept);
  return reply;
}

describe("an answer that is worth another try", () => {
  test("a server's fault is tried again, later each time", async () => {
    const reply = await checkSend(get, [{ status: 500 }, { status: 503 }, { status: 200 }], 3, [500, 1000]);
    expect(reply).toMatchObject({ answered: true, status: 200 });
  });

  test("what makes an object is not sent twice when it is not known what came of it", async () => {
    await checkSend(post, [{ status: 500 }], 1);
    const reply = await checkSend(post, [{ problem: "ECONNRESET" }], 1);
    expect(reply).toMatchObject({ diagnostics: [{ summary: "Org cannot be reached", detail: expect.stringContaining("may have arrived") as string }] });
  });

  test("what never arrived is sent again, whatever it is", () => checkSend(post, [{ problem: "ECONNREFUSED" }, { status: 200 }], 2, [500]).then(() => undefined));

  test("a name that is not known, and a server that does not listen, are given up soon", async () => {
    await checkSend(get, [{ problem: "ENOTFOUND" }], 1);
    await checkSend(get, [{ problem: "ECONNREFUSED" }], 3, [500, 1000]);
  });

  test("what Okta cannot do yet is asked again, whatever it is", async () => {
    await checkSend(post, [{ status: 423, body: { errorCode: "E0000239" } }, { status: 200 }], 2, [500]);
    await checkSend({ ...post, retryOn: [423] }, [{ status: 423 }, { status: 200 }], 2, [500]);
    await checkSend(post, [{ status: 423 }], 1);
  });

  test("in the end it is given up", async () => {
    const reply = await checkSend(get, [{ status: 502 }], 6, [500, 1000, 2000, 4000, 8000]);
    expect(reply).toMatchObject({ answered: true, status: 502 });
  });

  test("a refusal stays a refusal", () => checkSend(get, [{ status: 400 }], 1).then(() => undefined));
});

describe("too many requests", () => {
  test("the request waits until Okta's clock says so, whatever ours says", async () => {
    const clock = new FakeClock();
    const okta = new FakeClock();
    okta.time -= 3_600_000;
    const org = new FakeOrg({ status: 429, headers: bucketHeaders(okta, 100, 0, 20) }, { status: 200 });
    await fakeClient(org, clock).send(get, never);
    expect(clock.slept[0]).toBe(21_000);
    expect(org.requests.length).toBe(2);
  });

  test("too many at once are told apart: then a short pause is enough", async () => {
    const clock = new FakeClock();
    const org = new FakeOrg({ status: 429, headers: bucketHeaders(clock, 0, 0, 50) }, { status: 200 });
    await fakeClient(org, clock).send(get, never);
    expect(clock.slept).toEqual([500]);
  });
});

describe("a request", () => {
  test("carries the signature, our name and its body", async () => {
    const org = new FakeOrg({});
    await fakeClient(org, new FakeClock()).send({ ...post, body: { profile: { name: "a" } } }, never);
    expect(org.requests[0]).toMatchObject({
      url: "https://dev.example.com/api/v1/groups",
      headers: { authorization: "SSWS secret-token", "user-agent": "lockstep/test", "content-type": "application/json" },
      body: '{"profile":{"name":"a"}}',
    });
  });

  test("follows a paging link to the org that is asked, not to where the link says", async () => {
    const org = new FakeOrg({});
    await fakeClient(org, new FakeClock()).send({ method: "GET", path: "https://elsewhere.example.com/api/v1/groups?after=x" }, never);
    expect(org.requests[0]?.url).toBe("https://dev.example.com/api/v1/groups?after=x");
  });

  test("that changes something is noted before it is sent and after it was answered", async () => {
    const notes: unknown[] = [];
    const journal = { before: (call: unknown) => notes.push(call), after: (call: unknown) => notes.push(call) };
    await fakeClient(new FakeOrg({ status: 200, body: { id: "00g1" } }), new FakeClock()).send({ ...post, journal }, never);
    expect(notes).toEqual([
      { method: "POST", path: "/api/v1/groups" },
      { method: "POST", path: "/api/v1/groups", status: 200, id: "00g1" },
    ]);
  });
});
