// The list of data sources. One exists when it stands here.
import type { DataSource } from "../table/data-source.ts";
import { app } from "./apps/app.ts";
import { authServer } from "./authorization-servers/auth-server.ts";
import { group } from "./groups/group.ts";
import { groups } from "./groups/groups.ts";
import { policy } from "./policies/policy.ts";
import { userType } from "./users/user-type.ts";
import { user } from "./users/user.ts";

/** Every data source of the provider. */
export const dataSources: readonly DataSource[] = [
  // apps
  app,
  // authorization-servers
  authServer,
  // groups
  group,
  groups,
  // policies
  policy,
  // users
  user,
  userType,
];
