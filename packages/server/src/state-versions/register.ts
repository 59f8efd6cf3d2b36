import type { Domain } from "../domain.ts";
import { stateVersionHandlers } from "./routes.ts";
import { stateVersionTfe } from "./tfe.ts";

export const stateVersions: Domain = { name: "state-versions", routes: stateVersionHandlers, tfe: stateVersionTfe };
