import type { ServerResponse } from "node:http";
import type { Answer } from "../call.ts";

/** Sends an answer with Okta's usual headers. */
export const respond = (response: ServerResponse, answer: Answer, headers: Readonly<Record<string, string>>): void => {
  const { status, body, contentType } = answer;
  for (const [name, value] of Object.entries({ ...headers, ...answer.headers })) {
    const values = typeof value === "string" ? value : [...value];
    if (values.length > 0) response.setHeader(name, values);
  }
  response.setHeader("cache-control", "no-cache, no-store");
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(contentType && typeof body === "string" ? body : JSON.stringify(body));
  if (bytes) response.setHeader("content-type", contentType ?? "application/json");
  response.writeHead(status);
  response.end(bytes);
};
