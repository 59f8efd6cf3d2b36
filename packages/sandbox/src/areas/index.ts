import type { Area } from "../area.ts";
import { apiAccess } from "./api-access.ts";
import { apps } from "./apps/apps.ts";
import { authenticators } from "./authenticators.ts";
import { authorizationServers } from "./authorization-servers.ts";
import { brands } from "./brands.ts";
import { devices } from "./devices.ts";
import { domains } from "./domains.ts";
import { email } from "./email.ts";
import { features } from "./features.ts";
import { governance } from "./governance.ts";
import { groups } from "./groups/groups.ts";
import { hooks } from "./hooks.ts";
import { idps } from "./idps.ts";
import { logStreams } from "./log-streams.ts";
import { mappings } from "./mappings.ts";
import { oauth } from "./oauth.ts";
import { orgSecurity } from "./org-security.ts";
import { org } from "./org.ts";
import { policies } from "./policies.ts";
import { pushProviders } from "./push-providers.ts";
import { rateLimits } from "./rate-limits.ts";
import { realms } from "./realms.ts";
import { roles } from "./roles/roles.ts";
import { schemas } from "./schemas/schemas.ts";
import { systemLog } from "./system-log.ts";
import { templates } from "./templates.ts";
import { userTypes } from "./users/user-types.ts";
import { users } from "./users/users.ts";
import { zones } from "./zones.ts";

/** Every area of the API, in the order in which a new org's objects come into being. */
export const areas: readonly Area[] = [
  org,
  features,
  realms,
  userTypes,
  schemas,
  mappings,
  groups,
  users,
  authenticators,
  policies,
  authorizationServers,
  apps,
  apiAccess,
  brands,
  devices,
  domains,
  email,
  governance,
  hooks,
  idps,
  logStreams,
  oauth,
  orgSecurity,
  pushProviders,
  rateLimits,
  roles,
  systemLog,
  templates,
  zones,
];
