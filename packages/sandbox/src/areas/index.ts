import type { Area } from "../area.ts";
import { groups } from "./groups.ts";
import { policies } from "./policies.ts";
import { users } from "./users.ts";

/** Every area of the API, in the order in which a new org's objects come into being. */
export const areas: readonly Area[] = [groups, users, policies];
