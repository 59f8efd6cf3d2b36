import { idPrefixes, type Id, type IdKind } from "@lockstep/contract";
import { randomLetters } from "./secrets/tokens.ts";

/** 16 letters and digits, each as likely as any other. */
export const newId = <K extends IdKind>(kind: K): Id<K> => `${idPrefixes[kind]}-${randomLetters(16)}` as Id<K>;

/** The same letters behind another prefix: the plan and the apply of a run. */
export const asKind = (id: string, kind: IdKind): string => `${idPrefixes[kind]}${id.slice(id.indexOf("-"))}`;
