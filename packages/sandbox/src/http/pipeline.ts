import { setTimeout as sleep } from "node:timers/promises";
import { bucketOf, unlimited } from "@lockstep/okta-api";
import type { Answer, Call, RawBody } from "../call.ts";
import type { Org } from "../org.ts";
import { isObject } from "../store/json.ts";
import { authenticate } from "./authenticate.ts";
import { answerOf, Failure, noSuchMethod, noSuchPath, notImplemented, tooMany } from "./failure.ts";
import type { Fault } from "./faults.ts";
import { publishedOperation, publishedPath } from "./operations.ts";
import { checkPermission } from "./permission.ts";
import { principalId, type Principal } from "./principal.ts";
import { headersOf } from "./rate-limit.ts";
import type { Destination } from "./request.ts";
import type { Match, Router } from "./router.ts";

/** A request for an org, read but not yet understood. */
export interface Received {
  readonly org: Org;
  readonly destination: Destination;
  /** Where the org was reached. */
  readonly base: string;
  readonly raw: RawBody;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly address: string;
}

/** An answer with the headers that every answer has. */
export interface Served {
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
}

/** From request to answer: faults, rate limit, authentication, permission, the operation itself. */
export const serve = async (router: Router, received: Received): Promise<Served | "dropped"> => {
  const { org, method, destination } = received;
  const faults = org.faults.striking(method, destination.path);
  for (const fault of faults) if (fault.kind === "latency") await sleep(fault.milliseconds ?? 0);
  if (faults.some(({ kind }) => kind === "drop-before")) return "dropped";
  org.rateLimits.running += 1;
  try {
    const served = await answer(router, received, faults);
    note(received, served);
    return faults.some(({ kind }) => kind === "drop-after") ? "dropped" : served;
  } finally {
    org.rateLimits.running -= 1;
  }
};

const answer = async (router: Router, received: Received, faults: readonly Fault[]): Promise<Served> => {
  const { org } = received;
  const headers: Record<string, string> = { "x-okta-request-id": org.ids.text(22) };
  try {
    return { answer: await operate(router, received, faults, headers), headers };
  } catch (error) {
    if (error instanceof Failure) return { answer: answerOf(error, org.ids), headers };
    const failure = new Failure(500, "E0000009", "Internal Server Error", [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
    return { answer: answerOf(failure, org.ids), headers };
  }
};

const operate = async (router: Router, received: Received, faults: readonly Fault[], headers: Record<string, string>): Promise<Answer> => {
  const { org, method, destination } = received;
  const match = router.match(method, destination.path);
  const principal = match?.route.open ? { kind: "nobody" as const } : whoCalls(received);
  limit(received, principal, faults, headers);
  if (!match) throw unknown(router, method, destination.path);
  if (!match.route.open) checkPermission(org, principal, method, destination.path);
  return match.route.run(callOf(received, match, principal, headers["x-okta-request-id"] ?? ""));
};

const whoCalls = ({ org, headers, method, base, destination }: Received): Principal =>
  authenticate(org, {
    authorization: headers["authorization"] ?? "",
    dpop: headers["dpop"] ?? "",
    console: headers["x-sandbox-admin"] ?? "",
    method,
    path: base.includes("/orgs/") ? `/orgs/${org.name}${destination.path}` : destination.path,
  });

const limit = ({ org, method, destination }: Received, principal: Principal, faults: readonly Fault[], headers: Record<string, string>): void => {
  const bucket = bucketOf(method, destination.path);
  const standing = org.rateLimits.take(bucket, principalId(principal));
  if (bucket !== unlimited) Object.assign(headers, headersOf(standing));
  const forced = faults.find(({ kind }) => kind === "status");
  if (forced?.status === 429) throw tooMany({ ...headersOf(standing), "x-rate-limit-remaining": "0" });
  if (forced) throw new Failure(forced.status ?? 500, "E0000009", "Internal Server Error");
  if (standing.exceeded) throw tooMany(headersOf(standing));
  // Too many at once shows as a limit of nothing; that is how the two kinds are told apart.
  if (org.rateLimits.crowded) {
    throw tooMany({ ...headersOf(standing), "x-rate-limit-limit": "0", "x-rate-limit-remaining": "0" });
  }
};

const unknown = (router: Router, method: string, path: string): Failure => {
  const operation = publishedOperation(method, path);
  if (operation) return notImplemented(`${operation.id} (${method} ${operation.path})`);
  return publishedPath(path) || router.hasPath(path) ? noSuchMethod() : noSuchPath();
};

// What cannot be read as what it says it is.
const readable = /json|form|multipart|image|octet-stream|x-pem|pkix|text\/plain|xml/i;

const callOf = (received: Received, { params }: Match, principal: Principal, requestId: string): Call => {
  const { org, method, destination, raw, headers, base, address } = received;
  if (raw.bytes.length > 0 && !readable.test(raw.contentType)) {
    throw new Failure(400, "E0000021", "Bad request.  Accept and/or Content-Type headers likely do not match supported values.");
  }
  return {
    org,
    method,
    path: destination.path,
    query: destination.query,
    params,
    body: isObject(raw.json) ? raw.json : {},
    raw,
    headers,
    principal,
    base,
    client: { ipAddress: headers["x-forwarded-for"]?.split(",")[0]?.trim() || address, userAgent: headers["user-agent"] ?? "unknown" },
    requestId,
    now: org.clock(),
  };
};

const note = ({ org, method, destination }: Received, { answer: { status } }: Served): void => {
  const { path } = destination;
  const operation = publishedOperation(method, path);
  org.requests.add({ method, path, operation: operation ? `${method} ${operation.path}` : `${method} ${path}`, bucket: bucketOf(method, path), status, at: org.clock() });
};
