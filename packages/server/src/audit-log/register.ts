import type { Domain } from "../domain.ts";
import { auditHandlers } from "./routes.ts";
import { auditTfe } from "./tfe.ts";

export const auditLog: Domain = { name: "audit-log", routes: auditHandlers, tfe: auditTfe };
