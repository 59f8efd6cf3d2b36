// Where one is: the organization and the workspace that the address names, and what one may do there.
import { allows, organizationActions, type OrganizationAction, type WhoAmI, type WorkspaceAction } from "@lockstep/contract";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ask, whoAmI } from "../api/queries.ts";

type Params = Readonly<Record<"organization" | "workspace", string | undefined>> & Readonly<Record<string, string | undefined>>;

/** A parameter of the address; the route has it, or this is not its page. */
export function useParam(name: string): string {
  const params: Params = useParams({ strict: false }) as Params;
  const value = params[name];
  if (value === undefined) throw new Error(`The address of this page names no ${name}.`);
  return value;
}

/** Who is signed in. */
export const useWhoAmI = (): WhoAmI => useSuspenseQuery(whoAmI).data;

/** The name of the organization in the address. */
export const useOrganization = (): string => useParam("organization");

/** What one may do in the organization of the address. */
export function useMay(): (action: OrganizationAction) => boolean {
  const organization = useOrganization();
  const membership = useWhoAmI().organizations.find(({ name }) => name === organization);
  return (action) => {
    const needed = organizationActions[action];
    if (!membership) return false;
    return membership.owner || needed === "member" || (needed !== "owner" && membership.rights.includes(needed));
  };
}

/** The workspace in the address. Its layout has asked for it: here it is always there. */
export function useWorkspace() {
  const organization = useOrganization();
  const name = useParam("workspace");
  return useSuspenseQuery(ask("workspaces", "readWorkspaceByName", { params: { organization, name } })).data;
}

/** What one may do in the workspace of the address. */
export function useMayInWorkspace(): (action: WorkspaceAction) => boolean {
  const { access } = useWorkspace();
  return (action) => allows(access, action);
}
