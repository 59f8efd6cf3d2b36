// What the record of changes says, in words.

interface Family {
  readonly label: string;
  /** What was done, so that "alex … the thing" is a sentence; by the part of the action after the dot. */
  readonly did: Readonly<Record<string, string>>;
}

const changes = (thing: string): Readonly<Record<string, string>> => ({ create: `made the ${thing}`, update: `changed the ${thing}`, delete: `deleted the ${thing}` });

/** Every kind of change, by the part of its action before the dot. */
export const auditFamilies: Readonly<Record<string, Family>> = {
  run: { label: "Runs", did: { create: "started the run", apply: "confirmed the run", discard: "discarded the run", cancel: "cancelled the run", "force-cancel": "force-cancelled the run" } },
  drift: { label: "Drift", did: { accept: "accepted the drift of", unaccept: "no longer accepts the drift of", scan: "started a drift scan of" } },
  workspace: {
    label: "Workspaces",
    did: {
      ...changes("workspace"),
      lock: "locked the workspace",
      unlock: "unlocked the workspace",
      "force-unlock": "force-unlocked the workspace",
      tags: "set the tags of",
      "state-consumers": "chose who reads the outputs of",
      "give-access": "gave a team access to",
      "take-access": "took a team's access to",
    },
  },
  state: { label: "States", did: { rollback: "rolled back the state of" } },
  variable: { label: "Variables", did: changes("variable") },
  "variable-set": { label: "Variable sets", did: { ...changes("variable set"), use: "assigned the variable set", "stop-using": "unassigned the variable set" } },
  "okta-org": { label: "Okta orgs", did: { create: "connected the Okta org", update: "changed the connection to", delete: "disconnected the Okta org" } },
  "vcs-connection": { label: "Version control", did: { create: "connected the Git host", update: "changed the Git connection", delete: "deleted the Git connection", "renew-webhook": "renewed the webhook secret of" } },
  schedule: { label: "Schedules", did: { ...changes("schedule"), run: "started the schedule" } },
  notification: { label: "Notifications", did: { ...changes("notification"), test: "tested the notification", redeliver: "sent again a message of" } },
  "run-trigger": { label: "Run triggers", did: { create: "made a run trigger for", delete: "deleted a run trigger of" } },
  project: { label: "Projects", did: { ...changes("project"), "give-access": "gave a team access to the project", "take-access": "took a team's access to the project" } },
  team: { label: "Teams", did: { ...changes("team"), "add-member": "added somebody to the team", "remove-member": "took somebody out of the team" } },
  token: { label: "Tokens", did: { create: "made the token", delete: "deleted the token" } },
  organization: { label: "Organization", did: changes("organization") },
  account: { label: "Accounts", did: { create: "made the account", update: "changed the account", invite: "invited", join: "took the invitation of", disable: "disabled the account", enable: "enabled the account", link: "made a link for", "sign-in": "signed in as", "change-password": "changed the password of", "reset-password": "made a password link for" } },
};

const parts = (action: string): readonly [family: string, rest: string] => {
  const dot = action.indexOf(".");
  return dot === -1 ? [action, ""] : [action.slice(0, dot), action.slice(dot + 1)];
};

/** An action as what somebody did: "confirmed the run". One that is newer than these pages is said as it is. */
export function auditWords(action: string): string {
  const [family, rest] = parts(action);
  return auditFamilies[family]?.did[rest] ?? action;
}

/** The actions to filter by, in groups; the first of a group is all of it. */
export const auditChoices: readonly { readonly group: string; readonly items: readonly { readonly value: string; readonly label: string }[] }[] = Object.entries(auditFamilies)
  .filter(([family]) => family !== "account")
  .map(([family, { label, did }]) => ({ group: label, items: [{ value: family, label: `${label}: everything` }, ...Object.entries(did).map(([rest, words]) => ({ value: `${family}.${rest}`, label: words.charAt(0).toUpperCase() + words.slice(1) }))] }));

/** A name of the server's as people write it: "sourceBranch" is "Source branch". */
export function detailName(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/[_-]/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A detail's value as text; undefined: there is nothing to say. */
export function detailText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((each: unknown) => detailText(each) ?? "–").join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number);
}

/** The times that two dates of an address's query stand for, in the viewer's zone: from the beginning of the one to the end of the other. */
export function timesOf(from: string, to: string): { readonly from?: string; readonly to?: string } {
  const day = (text: string, later: number): string | undefined => {
    const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    if (year === undefined) return undefined;
    return new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString();
  };
  const [begin, end] = [day(from, 0), day(to, 1)];
  return { ...(begin !== undefined && { from: begin }), ...(end !== undefined && { to: end }) };
}
