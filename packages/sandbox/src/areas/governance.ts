import type { Area } from "../area.ts";
import { singleton } from "../behaviours/singleton.ts";

/** What of Identity Governance every org has: how access may be requested. */
export const governance: Area = {
  name: "governance",
  routes: singleton({
    document: "request-settings",
    path: "/governance/api/v2/request-settings",
    initial: {
      subprocessorsAcknowledged: true,
      provisioningStatus: "PROVISIONED",
      requestExperiences: ["CATALOG", "ADMIN_ROLES"],
      longTimePastProvisioned: false,
    },
    updateMethods: ["PATCH"],
    accept: ({ subprocessorsAcknowledged }, old) => (typeof subprocessorsAcknowledged === "boolean" ? { ...old, subprocessorsAcknowledged } : old),
  }),
};
