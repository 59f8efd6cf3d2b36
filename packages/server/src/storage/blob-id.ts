import { randomUUID } from "node:crypto";

/** Blobs are never named in an address: a plain random id will do. */
export const newBlobId = (): string => randomUUID();
