import type { OktaOrg } from "@lockstep/contract";

/** How an org is, in two words; the colour is never all that says it. */
export interface OrgState {
  readonly label: string;
  readonly color: "green" | "orange" | "red" | "gray";
  /** What is wrong, where something is. */
  readonly problem?: string;
}

/** How an org was when it was last looked at. */
export function stateOfOrg({ health, authentication }: Pick<OktaOrg, "health" | "authentication">): OrgState {
  if (health === null) return { label: "Not looked at", color: "gray" };
  const { reachable, problem, scopesMissing = [] } = health;
  if (!reachable) return { label: "Does not answer", color: "red", ...(problem !== undefined && { problem }) };
  if (problem !== undefined) return { label: "Problem", color: "red", problem };
  const missing = scopesMissing.length;
  if (missing > 0) return { label: authentication === "private_key" ? "Scopes are missing" : "Rights are missing", color: "orange", problem: `${missing === 1 ? "1 scope" : `${missing} scopes`} that its workspaces need` };
  return { label: "Healthy", color: "green" };
}

/** How the System Log is followed, in words. */
export const watchWords: Readonly<Record<OktaOrg["watch"]["status"], { readonly label: string; readonly detail: string; readonly color: OrgState["color"] }>> = {
  following: { label: "Following", detail: "The System Log is read all the time: who changes a managed object by hand is seen within seconds.", color: "green" },
  paused: { label: "Paused", detail: "The System Log is not read until the problem is mended. Changes by hand show at the next drift scan.", color: "orange" },
  failing: { label: "Failing", detail: "Reading the System Log failed; it is tried again by itself.", color: "red" },
  "not followed": { label: "Not followed", detail: "No workspace manages anything in this org yet. It is followed from the first apply on.", color: "gray" },
};
