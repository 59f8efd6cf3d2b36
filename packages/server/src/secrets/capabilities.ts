import { isSignature, sign, type SigningKeys } from "./signing.ts";

/** What a link lets its holder do, with no other proof: upload one archive, read one log, read one state. */
export interface Capability {
  /** "upload", "log": a link for one purpose is none for another. */
  readonly purpose: string;
  /** The id of the thing. */
  readonly id: string;
  readonly expires: Date;
}

/** What became of a link's capability. */
export type CheckedCapability = { readonly state: "valid"; readonly id: string } | { readonly state: "expired" | "forged" };

/** The part of an address that carries a capability: "cv-1.t0k3n.…". */
export function writeCapability(keys: SigningKeys, { purpose, id, expires }: Capability): string {
  const until = Math.ceil(expires.getTime() / 1000).toString(36);
  return `${id}.${until}.${sign(keys, ["capability", purpose, id, until])}`;
}

/** Reads what `writeCapability` wrote. */
export function readCapability(keys: SigningKeys, purpose: string, text: string, now: Date): CheckedCapability {
  const match = /^([\w-]{1,80})\.([0-9a-z]{1,10})\.([\w-]{43})$/.exec(text);
  const [, id = "", until = "", signature = ""] = match ?? [];
  if (match === null || !isSignature(keys, ["capability", purpose, id, until], signature)) return { state: "forged" };
  return Number.parseInt(until, 36) * 1000 > now.getTime() ? { state: "valid", id } : { state: "expired" };
}
