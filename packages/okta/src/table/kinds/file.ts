import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Attribute, AttributeOptions } from "../attribute.ts";
import type { UploadFile } from "../calls.ts";
import { string } from "./string.ts";

/** The path of a file that is uploaded. Okta gives back only an address, so what is kept is a hash of what was uploaded. */
export const file = (options: AttributeOptions = {}): Attribute => ({
  ...string(null, options),
  toApi: () => undefined,
  fromApi: () => undefined,
  normalize: hashOf,
  equivalent: ({ new: next }) => next === "",
  checks: [
    (value) =>
      typeof value !== "string" || value === "" || existsSync(value)
        ? undefined
        : { summary: `invalid '${value}' file: stat ${value}: no such file or directory`, detail: "" },
  ],
});

const hashOf = (path: string): string => (existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : "");

/** A file ready to be uploaded. */
export const readUpload = (path: string): UploadFile => ({
  field: "file",
  name: basename(path),
  contentType: contentTypes[extname(path).toLowerCase()] ?? "application/octet-stream",
  bytes: readFileSync(path),
});

const contentTypes: Readonly<Record<string, string>> = {
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};
