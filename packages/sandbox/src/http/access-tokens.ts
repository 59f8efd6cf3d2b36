/** An OAuth 2.0 access token for Okta's own API, issued to a service app. */
export interface AccessToken {
  readonly id: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** In milliseconds. */
  readonly expiresAt: number;
  /** The thumbprint of the key that must sign each request's proof; absent for a bearer token. */
  readonly dpopKey?: string;
}

/** The access tokens an org has issued. The token endpoint fills it, the authentication asks it. */
export class AccessTokens {
  readonly #tokens = new Map<string, AccessToken>();
  readonly #proofs = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(value: string, token: AccessToken): void {
    this.#tokens.set(value, token);
  }

  revoke(value: string): void {
    this.#tokens.delete(value);
  }

  /** The token, unless it has expired. */
  get(value: string): AccessToken | undefined {
    const token = this.#tokens.get(value);
    return token && token.expiresAt > this.#now() ? token : undefined;
  }

  /** Notes that a proof was used; false when it was used before. */
  useProof(id: string): boolean {
    const now = this.#now();
    for (const [proof, at] of this.#proofs) if (now - at > 600_000) this.#proofs.delete(proof);
    if (this.#proofs.has(id)) return false;
    this.#proofs.set(id, now);
    return true;
  }
}
