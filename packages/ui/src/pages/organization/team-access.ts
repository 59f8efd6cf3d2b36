import type { OrganizationRight } from "@lockstep/contract";
import type { AnswerOf } from "../../api/queries.ts";
import { useMay, useOrganization, useWhoAmI } from "../../hooks/usePlace.ts";

export type Team = AnswerOf<"teams", "readTeam">;

/** What one may do to teams: nobody gives away what they do not have. */
export function useTeamAccess(): { readonly canGive: (right: OrganizationRight) => boolean; readonly canManage: (team: Pick<Team, "isOwners" | "rights">) => boolean } {
  const organization = useOrganization();
  const may = useMay();
  const membership = useWhoAmI().organizations.find(({ name }) => name === organization);
  const canGive = (right: OrganizationRight): boolean => membership !== undefined && (membership.owner || membership.rights.includes(right));
  return { canGive, canManage: ({ isOwners, rights }) => may("team.write") && (membership?.owner === true || (!isOwners && rights.every(canGive))) };
}
