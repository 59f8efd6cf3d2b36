import type { Area } from "../area.ts";
import { apps } from "./apps/apps.ts";
import { groups } from "./groups/groups.ts";
import { mappings } from "./mappings.ts";
import { org } from "./org.ts";
import { policies } from "./policies.ts";
import { schemas } from "./schemas/schemas.ts";
import { userTypes } from "./users/user-types.ts";
import { users } from "./users/users.ts";

/** Every area of the API, in the order in which a new org's objects come into being. */
export const areas: readonly Area[] = [org, userTypes, schemas, mappings, groups, users, policies, apps];
