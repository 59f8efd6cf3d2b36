import type { ProviderDiagnostic } from "@lockstep/engine";

/** Gives the headers that show who asks. Asked anew for every sending, for a proof may be used once only. */
export interface Signer {
  sign(method: string, url: string, signal: AbortSignal): Promise<Signed>;
  /** Okta did not take it: whether another signature would be worth a try. */
  refresh(): boolean;
  /** The scopes of the access token, as Okta named them with it; undefined: none was got yet, or there are no scopes. */
  granted?(): readonly string[] | undefined;
}

export type Signed =
  | { readonly ok: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly diagnostics: readonly ProviderDiagnostic[] };
