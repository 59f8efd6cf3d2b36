import { areas } from "../src/areas/index.ts";
import { serve } from "../src/http/pipeline.ts";
import { quotasOf } from "../src/http/rate-limit.ts";
import { Router } from "../src/http/router.ts";
import { Org } from "../src/org.ts";
import { seedAdmin } from "../src/seed/admin.ts";
import { isObject, valueAt, wordOf, type Json } from "../src/store/json.ts";

const router = new Router(areas.flatMap((area) => area.routes));

/** What came back: the status, and the body as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** What a request may say besides its method and path. */
export interface Said {
  readonly body?: Json;
  /** A form, as the token endpoint takes it. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An org to exchange requests and answers with, without any port; its clock stands until it is moved. */
export class Exchange {
  now = Date.UTC(2026, 0, 15, 12);
  readonly base = "https://sandbox.example.com";
  readonly org: Org;
  readonly token: string;

  constructor() {
    const quotas = { ...quotasOf("workforce"), enforced: false };
    this.org = new Org({ name: "test", subdomain: "sandbox", clock: () => this.now, seed: 1, quotas });
    for (const area of areas) area.seed?.(this.org);
    this.token = seedAdmin(this.org).token;
  }

  /** Sends "POST /api/v1/zones" and a body, as the org's administrator. */
  async ask(request: string, said: Said = {}): Promise<Reply> {
    const [method = "GET"] = request.split(" ");
    const { pathname, searchParams } = new URL(request.slice(method.length + 1), this.base);
    const served = await serve(router, {
      org: this.org,
      destination: { origin: this.base, path: pathname, query: searchParams },
      base: this.base,
      raw: rawOf(said),
      method,
      headers: { authorization: `SSWS ${this.token}`, "user-agent": "test", ...said.headers },
      address: "127.0.0.1",
    });
    if (served === "dropped") throw new Error("the connection was dropped");
    const { status, body, headers } = served.answer;
    return { status, body: body === undefined || Buffer.isBuffer(body) ? null : body, headers: { ...served.headers, ...headers } };
  }

  /** Sends a request with a body and gives what is in the answer at a path. */
  async at(path: string, request: string, body?: Json): Promise<Json | undefined> {
    const reply = await this.ask(request, body === undefined ? {} : { body });
    return valueAt(reply.body, path);
  }

  /** Makes an object and gives its id. */
  async make(list: string, body: Json): Promise<string> {
    const reply = await this.ask(`POST ${list}`, { body });
    const id = isObject(reply.body) ? reply.body["id"] : undefined;
    if (typeof id !== "string") throw new Error(`POST ${list} answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return id;
  }
}

const rawOf = ({ body, form }: Said) => {
  if (form) return { bytes: Buffer.from(new URLSearchParams(form).toString()), contentType: "application/x-www-form-urlencoded", json: undefined };
  return { bytes: Buffer.from(body === undefined ? "" : JSON.stringify(body)), contentType: "application/json", json: body };
};

/** The refusal in an answer: status, code, and what it is about. */
export const refusalOf = ({ status, body }: Reply): string => `${status} ${wordOf(valueAt(body, "errorCode"))} ${wordOf(valueAt(body, "errorSummary"))}`;

/** The values at a path of each object of a list. */
export const eachAt = (list: Json, path: string): Json[] => (Array.isArray(list) ? list.map((one) => valueAt(one, path) ?? null) : []);
