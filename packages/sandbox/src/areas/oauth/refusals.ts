import { Failure } from "../../http/failure.ts";
import type { Answer } from "../../call.ts";

/** A refusal in OAuth's own form (RFC 6749, section 5.2). */
export class OAuthRefusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: string, description: string, headers: Record<string, string> = {}) {
    super(description);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}

/** Runs what may be refused, and answers the refusal as OAuth does. */
export const inOAuthForm = (run: () => Answer): Answer => {
  try {
    return run();
  } catch (error) {
    if (error instanceof OAuthRefusal) return answerOf(error.status, error.error, error.message, error.headers);
    if (error instanceof Failure) return answerOf(error.status, "server_error", error.message, error.headers);
    throw error;
  }
};

const answerOf = (status: number, error: string, description: string, headers: Readonly<Record<string, string>>): Answer => ({
  status,
  body: { error, error_description: description },
  headers: { "cache-control": "no-cache, no-store", pragma: "no-cache", ...headers },
});

export const invalidClient = (description: string): OAuthRefusal => new OAuthRefusal(401, "invalid_client", description);

export const invalidRequest = (description: string): OAuthRefusal => new OAuthRefusal(400, "invalid_request", description);

export const invalidProof = (description: string): OAuthRefusal => new OAuthRefusal(400, "invalid_dpop_proof", description);
