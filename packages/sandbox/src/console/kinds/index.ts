import type { Kind } from "../kind.ts";
import { applications } from "./applications.ts";
import { authorizationServers } from "./authorization-servers.ts";
import { groups } from "./groups.ts";
import { networks } from "./networks.ts";
import { people } from "./people.ts";
import { policies, policyRules } from "./policies.ts";
import { trustedOrigins } from "./trusted-origins.ts";

/** Every kind of object that the console shows, in the navigation's order. */
export const kinds: readonly Kind[] = [people, groups, applications, policies, policyRules, networks, authorizationServers, trustedOrigins];
