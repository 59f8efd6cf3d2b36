import type { Domain } from "../domain.ts";
import { organizationTfe } from "./tfe.ts";

export const organizations: Domain = { name: "organizations", tfe: organizationTfe };
