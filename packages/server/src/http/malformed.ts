import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";

const deepest = 64;

const refuse = (detail: string): never => {
  throw new Problem("bad-request", { detail });
};

/** Refuses what no table can hold, before anybody works with it: zero bytes, halves of characters, and nests without end. */
export function refuseMalformed(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ url }) => {
    if (/%00/.test(url)) refuse("The address has a zero byte in it. Leave it out.");
  });
  app.addHook("preValidation", async ({ body }: FastifyRequest) => {
    if (!(body instanceof Uint8Array)) checkValue(body);
  });
}

/** Looks through a value without going down into calls of itself: a nest may be deeper than the stack. */
function checkValue(body: unknown): void {
  const waiting: [unknown, number][] = [[body, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next;
    if (typeof value === "string") checkText(value);
    if (typeof value !== "object" || value === null) continue;
    if (depth > deepest) refuse(`The request is nested more than ${deepest} levels deep.`);
    for (const [name, part] of Object.entries(value)) {
      if (!Array.isArray(value)) checkText(name);
      waiting.push([part, depth + 1]);
    }
  }
}

function checkText(text: string): void {
  if (text.includes("\u0000")) refuse("A text of the request has a zero byte in it. Leave it out.");
  if (!text.isWellFormed()) refuse("A text of the request has half of a character in it. Send valid Unicode.");
}
