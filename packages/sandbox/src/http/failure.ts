import type { Answer } from "../call.ts";
import type { Ids } from "../store/ids.ts";
import type { JsonObject } from "../store/json.ts";

/** An answer that Okta refuses with. Thrown by areas, caught once, in the server. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  readonly causes: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, summary: string, causes: readonly string[] = [], headers: Record<string, string> = {}) {
    super(summary);
    this.status = status;
    this.code = code;
    this.causes = causes;
    this.headers = headers;
  }
}

/** The refusal as Okta writes it. */
export const answerOf = (failure: Failure, ids: Ids): Answer => ({
  status: failure.status,
  body: {
    errorCode: failure.code,
    errorSummary: failure.message,
    errorLink: failure.code,
    errorId: `oae${ids.text(22)}`,
    errorCauses: failure.causes.map((errorSummary): JsonObject => ({ errorSummary })),
  },
  headers: failure.headers,
});

/** 400: a field is wrong; the causes say how. */
export const invalid = (field: string, ...causes: string[]): Failure =>
  new Failure(400, "E0000001", `Api validation failed: ${field}`, causes);

/** 400: a field that must be there is not. */
export const missing = (field: string): Failure => invalid(field, `${field}: The field cannot be left blank`);

/** 400: another object has this name already. */
export const taken = (field: string): Failure =>
  invalid(field, `${field}: An object with this field already exists in the current organization`);

/** 404: no such object. `kind` is Okta's internal name: UserGroup, User. */
export const notFound = (id: string, kind: string): Failure =>
  new Failure(404, "E0000007", `Not found: Resource not found: ${id} (${kind})`);

/** 400: the body is not JSON. */
export const malformed = (): Failure => new Failure(400, "E0000003", "The request body was not well-formed.");

/** 401: no such token, or no token. */
export const invalidToken = (): Failure => new Failure(401, "E0000011", "Invalid token provided");

/** 403: not with this role or scope. */
export const forbidden = (...causes: string[]): Failure =>
  new Failure(403, "E0000006", "You do not have permission to perform the requested action", causes);

/** 404: not a path of Okta's. */
export const noSuchPath = (): Failure => new Failure(404, "E0000008", "The requested path was not found");

/** 405: a path of Okta's, but not with this method. */
export const noSuchMethod = (): Failure =>
  new Failure(405, "E0000022", "The endpoint does not support the provided HTTP method");

/** 429: the bucket is empty, or too many requests run at once. */
export const tooMany = (headers: Record<string, string>): Failure =>
  new Failure(429, "E0000047", "API call exceeded rate limit due to too many requests.", [], headers);

/** 400: a search or filter expression that cannot be read or asked. */
export const badCriteria = (cause: string): Failure =>
  new Failure(400, "E0000031", "Invalid search criteria.", cause ? [cause] : []);

/** 501: an operation of Okta's that the sandbox lacks. */
export const notImplemented = (operation: string): Failure =>
  new Failure(501, "E0000060", "Unsupported operation.", [`The sandbox does not implement ${operation}.`]);

/** 403: the object is a part of every org, and cannot be changed so. */
export const readOnly = (): Failure => new Failure(403, "E0000111", "Cannot modify a read-only object");

/** 403: not in this state. */
export const wrongState = (): Failure =>
  new Failure(403, "E0000038", "This operation is not allowed in the user's current status.");

/** Any other refusal, by Okta's code. */
export const refusal = (status: number, code: string, summary: string, ...causes: string[]): Failure =>
  new Failure(status, code, summary, causes);
