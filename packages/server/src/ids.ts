import { randomBytes } from "node:crypto";
import { idPrefixes, type Id, type IdKind } from "@lockstep/contract";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
// The largest multiple of 62 in a byte: beyond it the first letters would come more often.
const fair = 248;

/** 16 letters and digits, each as likely as any other. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  let text = "";
  while (text.length < 16) for (const byte of randomBytes(24)) if (byte < fair && text.length < 16) text += letters[byte % 62];
  return `${idPrefixes[kind]}-${text}` as Id<K>;
}

/** The same letters behind another prefix: the plan and the apply of a run. */
export const asKind = (id: string, kind: IdKind): string => `${idPrefixes[kind]}${id.slice(id.indexOf("-"))}`;
