import type { Domain } from "../domain.ts";
import { configurationVersionTfe } from "./tfe.ts";

export const configurationVersions: Domain = { name: "configuration-versions", tfe: configurationVersionTfe };

/** The largest upload that any route takes. */
export { largestArchive as largestUpload } from "./service.ts";
