// What a row's ways out may ask of the org. Kept by the client and the reader; nothing here knows HTTP.
import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Json, JsonObject } from "./json.ts";

/** Requests to the org, for one operation. Paths begin with "/api/v1/…". Nothing is thrown. */
export interface Calls {
  /** GET of one object; `gone` is set at 404. */
  get(path: string): Promise<Answer>;
  /** GET of a list, all pages. */
  list(path: string, items?: string): Promise<ListAnswer>;
  /** A request that changes something; it is journalled. `undefined` sends no body. */
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: Json, options?: SendOptions): Promise<Answer>;
  /** Makes a request whose answer is text (metadata, certificates). */
  getText(path: string, accept: string): Promise<TextAnswer>;
  /** Uploads a file as the only part of a form. */
  upload(path: string, file: UploadFile): Promise<Answer>;
  /** Changing requests of this operation that got no answer: it is not known whether they arrived. */
  readonly lost: readonly LostCall[];
  /** How the provider signed in: some internal endpoints take only API tokens. */
  readonly signedInBy: "token" | "app";
  /** Waits, so that Okta can finish what it does in the background. */
  pause(milliseconds: number): Promise<void>;
}

export interface LostCall {
  readonly method: string;
  readonly path: string;
  readonly startedAt: string;
}

export interface SendOptions {
  /** Statuses on which it is sent again after a pause. */
  readonly retryOn?: readonly number[];
  /** The status (beside 2xx) that counts as done: 404 of a DELETE. */
  readonly accept?: readonly number[];
}

export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** The body where it is an object; {} otherwise. */
  readonly body: JsonObject;
  readonly json: Json | undefined;
  readonly gone: boolean;
  /** What to say where it is not ok. */
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ListAnswer {
  readonly ok: boolean;
  readonly gone: boolean;
  readonly items: readonly JsonObject[];
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface TextAnswer {
  readonly ok: boolean;
  readonly gone: boolean;
  readonly text: string;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface UploadFile {
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}
