import { z } from "zod";

/** Prefixes of ids, as HCP Terraform writes them where it has the thing. */
export const idPrefixes = {
  organization: "org",
  project: "prj",
  account: "user",
  team: "team",
  accessToken: "at",
  workspace: "ws",
  variable: "var",
  variableSet: "varset",
  oktaOrg: "okta",
  configurationVersion: "cv",
  run: "run",
  plan: "plan",
  apply: "apply",
  comment: "wsc",
  runEvent: "re",
  stateVersion: "sv",
  stateVersionOutput: "wsout",
  schedule: "sched",
  notification: "nc",
  delivery: "del",
  vcsConnection: "ot",
  webhookEvent: "vcs",
  runTrigger: "rt",
  drift: "drift",
  driftScan: "asmtres",
  auditEvent: "ae",
  session: "ses",
  organizationMembership: "ou",
  teamWorkspace: "tws",
  teamProject: "tprj",
} as const;

export type IdKind = keyof typeof idPrefixes;

/** "ws-" and 16 letters and digits; the plan and the apply of a run have its letters behind their own prefix. */
export type Id<K extends IdKind> = `${(typeof idPrefixes)[K]}-${string}`;

/** Checks the form of an id. */
export const id = <K extends IdKind>(kind: K): z.ZodType<Id<K>> =>
  z.custom<Id<K>>((value) => typeof value === "string" && new RegExp(`^${idPrefixes[kind]}-[0-9A-Za-z]{4,40}$`).test(value), { message: `an id that begins with "${idPrefixes[kind]}-"` });
