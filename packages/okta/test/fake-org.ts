// A clock without waiting, and an org that answers what a test says.
import type { Clock } from "../src/client/clock.ts";
import { Client } from "../src/client/client.ts";
import type { ClientOptions } from "../src/client/client.ts";
import { withToken } from "../src/client/sign/api-token.ts";
import { TransportProblem } from "../src/client/transport.ts";
import type { HttpRequest, HttpResponse, Transport } from "../src/client/transport.ts";

export class FakeClock implements Clock {
  time = Date.parse("2026-01-01T00:00:00Z");
  readonly slept: number[] = [];

  now = (): number => this.time;

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.time += milliseconds;
    await Promise.resolve();
  }
}

export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** No answer: the code of what went wrong. */
  readonly problem?: string;
}

/** Answers requests one after another, and remembers them. The last answer is given for ever. */
export class FakeOrg {
  readonly requests: HttpRequest[] = [];
  readonly #answers: ((request: HttpRequest) => FakeAnswer)[];

  constructor(...answers: (FakeAnswer | ((request: HttpRequest) => FakeAnswer))[]) {
    this.#answers = answers.map((answer) => (typeof answer === "function" ? answer : () => answer));
  }

  readonly transport: Transport = async (request) => {
    const answer = this.#answers[Math.min(this.requests.length, this.#answers.length - 1)]?.(request) ?? {};
    this.requests.push(request);
    await Promise.resolve();
    if (answer.problem) throw new TransportProblem(answer.problem, "it broke");
    return respond(answer);
  };
}

function respond({ status = 200, body = {}, headers = {} }: FakeAnswer): HttpResponse {
  return { status, text: typeof body === "string" ? body : JSON.stringify(body), header: (name) => headers[name] };
}

/** Headers as Okta sends them: what is left of a bucket, and when it is full again, by Okta's clock. */
export const bucketHeaders = (clock: FakeClock, limit: number, remaining: number, seconds: number): Record<string, string> => ({
  "x-rate-limit-limit": String(limit),
  "x-rate-limit-remaining": String(remaining),
  "x-rate-limit-reset": String(Math.floor(clock.time / 1000) + seconds),
  date: new Date(clock.time).toUTCString(),
});

export const fakeClient = (org: FakeOrg, clock: FakeClock, options: Partial<ClientOptions> = {}): Client =>
  new Client({
    orgUrl: "https://dev.example.com",
    signer: withToken("SSWS", "secret-token"),
    signedInBy: "token",
    transport: org.transport,
    clock,
    chance: () => 1,
    userAgent: "lockstep/test",
    share: 0.5,
    parallel: 10,
    maxRetries: 5,
    maxWaitSeconds: 300,
    requestTimeoutSeconds: 0,
    ...options,
  });

export const never = new AbortController().signal;
