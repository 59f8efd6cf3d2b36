import { ok, created, noContent, type Answer } from "../call.ts";
import { asAdmin, signIn } from "../console/as-admin.ts";
import { noSuchPath } from "../http/failure.ts";
import type { Fault, FaultKind } from "../http/faults.ts";
import type { Received } from "../http/pipeline.ts";
import type { Router } from "../http/router.ts";
import type { Org } from "../org.ts";
import type { Sandbox } from "../sandbox.ts";
import { seedAdmin } from "../seed/admin.ts";
import { orgSnapshot, restoreOrg } from "../store/folder.ts";
import { isObject, present, textAt, valueAt, type Json, type JsonObject } from "../store/json.ts";
import { areas } from "../areas/index.ts";
import { addAdmin } from "../seed/admin.ts";

const prefix = "/__sandbox";

/** Is this path the sandbox's own, and not Okta's? */
export const isControl = (path: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

interface Control {
  readonly sandbox: Sandbox;
  readonly org: Org;
  readonly body: JsonObject;
  readonly received: Received;
  readonly router: Router;
}

type Handler = (control: Control) => Answer | Promise<Answer>;

/** The sandbox's own interface: what no Okta org has. */
const handlers: Readonly<Record<string, Handler>> = {
  "GET /orgs": ({ sandbox, received }) => ok([...sandbox.orgs.keys()].map((name) => ({ name, baseUrl: `${received.destination.origin}/orgs/${name}` }))),
  "POST /orgs": newOrg,
  "GET /requests": ({ org, received }) => ok(received.destination.query.has("list") ? org.requests.last.map((request): JsonObject => ({ ...request })) : org.requests.summary()),
  "DELETE /requests": ({ org }) => (org.requests.clear(), noContent()),
  "GET /faults": ({ org }) => ok(org.faults.all.map((fault): JsonObject => ({ ...fault }))),
  "POST /faults": ({ org, body }) => {
    const fault = faultOf(org.ids.id("flt"), body);
    org.faults.add(fault);
    return created({ ...fault });
  },
  "DELETE /faults": ({ org }) => (org.faults.clear(), noContent()),
  "POST /drain": ({ org, body }) => {
    org.rateLimits.drain(textAt(body, "bucket") ?? "/api/v1", numberAt(body, "leaving") ?? 0);
    return noContent();
  },
  "DELETE /drain": ({ org }) => (org.rateLimits.clear(), noContent()),
  "POST /admins": ({ org, body }) => ok(addAdmin(org, present({ login: textAt(body, "login") ?? "", firstName: textAt(body, "firstName"), lastName: textAt(body, "lastName"), role: textAt(body, "role") }))),
  "POST /console": inConsole,
  "POST /sign-in": ({ org, body }) => (signIn(org, textAt(body, "admin") ?? ""), noContent()),
  "POST /tokens": ({ org, body }) => {
    const owner = org.store.collection("users").find((user) => textAt(user.body, "profile.login") === textAt(body, "admin"));
    const token = org.issueToken(owner?.id ?? org.store.collection("users").all()[0]?.id ?? "", textAt(body, "name") ?? "Sandbox");
    return ok({ id: token.id, token: token.value });
  },
  "GET /snapshot": ({ org }) => ok(orgSnapshot(org)),
  "PUT /snapshot": ({ org, body }) => (restoreOrg(org, body), noContent()),
  "POST /reset": ({ org }) => {
    org.store.clear();
    org.apiTokens.clear();
    org.log.clear();
    org.requests.clear();
    org.faults.clear();
    org.rateLimits.clear();
    for (const area of areas) area.seed?.(org);
    return ok(seedAdmin(org));
  },
};

/** Answers a request to the sandbox's own interface. */
export const control = async (sandbox: Sandbox, received: Received, router: Router): Promise<Answer> => {
  const { method, destination, org, raw } = received;
  const handler = handlers[`${method} ${destination.path.slice(prefix.length)}`];
  if (!handler) throw noSuchPath();
  return handler({ sandbox, org, received, router, body: isObject(raw.json) ? raw.json : {} });
};

function newOrg({ sandbox, received, body }: Control): Answer {
  const name = textAt(body, "name") ?? `org-${sandbox.orgs.size + 1}`;
  const subdomain = textAt(body, "subdomain") ?? "sandbox";
  // A conversation that took minutes is replayed in a second: limits are counted, not enforced, unless asked for.
  const enforced = body["rateLimits"] === true;
  const { org, token, admin } = sandbox.newOrg(name, { subdomain });
  org.rateLimits.quotas = { ...org.rateLimits.quotas, enforced };
  return created({ name, baseUrl: `${received.destination.origin}/orgs/${name}`, token, admin });
}

/** Does something as an administrator in the console: {"admin", "method", "path", "body"}. */
async function inConsole({ received, body, router }: Control): Promise<Answer> {
  const doing = { admin: textAt(body, "admin") ?? "", method: textAt(body, "method") ?? "GET", path: textAt(body, "path") ?? "/" };
  const answer = await asAdmin(router, received, { ...doing, body: valueAt(body, "body"), ipAddress: textAt(body, "ipAddress") });
  return answer === "dropped" ? noContent() : answer;
}

const kinds: readonly FaultKind[] = ["latency", "status", "drop-before", "drop-after", "late"];

const faultOf = (id: string, body: JsonObject): Fault => {
  const kind = kinds.find((name) => name === body["kind"]) ?? "status";
  const [method, path] = [textAt(body, "method"), textAt(body, "path")];
  const numbers = Object.fromEntries((["skip", "times", "milliseconds", "status"] as const).flatMap((name) => {
    const value = numberAt(body, name);
    return value === undefined ? [] : [[name, value]];
  }));
  return { id, kind, ...(method ? { method } : {}), ...(path ? { path } : {}), ...numbers };
};

const numberAt = (body: Json, path: string): number | undefined => {
  const value = valueAt(body, path);
  return typeof value === "number" ? value : undefined;
};
