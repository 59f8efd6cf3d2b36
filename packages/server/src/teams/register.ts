import type { Domain } from "../domain.ts";
import { grantTfe } from "./grant-tfe.ts";
import { membershipTfe } from "./membership-tfe.ts";
import { teamHandlers } from "./routes.ts";
import { teamTfe } from "./tfe.ts";

export const teams: Domain = { name: "teams", routes: teamHandlers, tfe: (server) => [...teamTfe(server), ...membershipTfe(server), ...grantTfe(server)] };
