import type { Route } from "../area.ts";

/** One operation of Okta's published API. */
export interface PublishedOperation {
  readonly id: string;
  readonly path: string;
  readonly scopes: readonly string[];
}

/** The operation of Okta's published API that a request asks for. */
export const publishedOperation = (_method: Route["method"] | string, _path: string): PublishedOperation | undefined => undefined;

/** Whether Okta's published API has this path, with whatever method. */
export const publishedPath = (_path: string): boolean => false;
