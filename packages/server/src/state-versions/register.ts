import type { Domain } from "../domain.ts";
import { stateVersionTfe } from "./tfe.ts";

export const stateVersions: Domain = { name: "state-versions", tfe: stateVersionTfe };
