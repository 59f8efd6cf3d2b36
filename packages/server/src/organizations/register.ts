import type { Domain } from "../domain.ts";
import { organizationHandlers } from "./routes.ts";
import { organizationTfe } from "./tfe.ts";

export const organizations: Domain = { name: "organizations", routes: organizationHandlers, tfe: organizationTfe };
