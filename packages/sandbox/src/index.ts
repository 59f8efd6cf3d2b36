export { Sandbox, startSandbox, type OrgOptions, type RunningOrg, type SandboxOptions } from "./sandbox.ts";
export { quotasOf, type Quotas } from "./http/rate-limit.ts";
export type { Fault, FaultKind } from "./http/faults.ts";
export { Org, type ApiToken } from "./org.ts";
