import type { Domain } from "../domain.ts";
import { removeOrphans } from "../storage/orphans.ts";
import { expirePending } from "./expiry.ts";
import { configurationVersionHandlers } from "./routes.ts";
import { configurationVersionTfe } from "./tfe.ts";

export const configurationVersions: Domain = {
  name: "configuration-versions",
  routes: configurationVersionHandlers,
  tfe: configurationVersionTfe,
  loops: (server) => [
    { name: "configuration-versions.expiry", everySeconds: 3600, round: async () => void (await expirePending(server)) },
    { name: "storage.orphans", everySeconds: 3600, round: async () => void (await removeOrphans(server)) },
  ],
};

/** The largest upload that any route takes. */
export { largestArchive as largestUpload } from "./service.ts";
