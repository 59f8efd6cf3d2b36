// The list of rows. A resource type exists when it stands here.
import type { ResourceType } from "../table/resource-type.ts";
import { group } from "./groups/group.ts";
import { groupRule } from "./groups/group-rule.ts";
import { networkZone } from "./network/network-zone.ts";

/** Every resource type of the provider. */
export const resourceTypes: readonly ResourceType[] = [
  // groups
  group,
  groupRule,
  // network
  networkZone,
];
