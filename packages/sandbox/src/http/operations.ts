import { findOperation, methodsOf, type Operation } from "@lockstep/okta-api";

/** The operation of Okta's published API that a request asks for. */
export const publishedOperation = (method: string, path: string): Operation | undefined => findOperation(method, path)?.operation;

/** Whether Okta's published API has this path, with whatever method. */
export const publishedPath = (path: string): boolean => methodsOf(path).length > 0;
