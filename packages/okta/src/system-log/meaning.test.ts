import { eventMeanings } from "@lockstep/okta-api";
import { describe, expect, test } from "vitest";
import { resourceTypes } from "../resources/index.ts";
import type { LogEvent } from "./event.ts";
import { adminAccess, followedFamilies, isChangeEvent, scopesOf, touches } from "./meaning.ts";

const event = (type: string, ...targets: readonly string[]): LogEvent => ({
  id: "e1",
  type,
  published: 0,
  succeeded: true,
  actor: { id: "00u1", type: "User", name: "", login: undefined },
  targets: targets.map((id) => ({ id, changed: undefined })),
  tokenId: undefined,
  clientId: undefined,
  sessionId: undefined,
  userAgent: "",
  ipAddress: undefined,
});

describe("what an event can have touched", () => {
  test.each<[string, readonly string[], string, Readonly<Record<string, string | string[]>>, boolean]>([
    ["group.profile.update", ["00g1"], "okta_group", { id: "00g1" }, true],
    ["group.profile.update", ["00g1"], "okta_group", { id: "00g2" }, false],
    ["group.profile.update", ["00g1"], "okta_group_memberships", { id: "00g9", group_id: "00g1" }, false],
    ["group.user_membership.add", ["00u1", "00g1"], "okta_group_memberships", { id: "x", group_id: "00g1" }, true],
    ["group.application_assignment.add", ["0oa1", "00g1"], "okta_app_group_assignments", { id: "0oa1", app_id: "0oa1" }, true],
    // It is not certain that the log names the rule beside its policy.
    ["policy.rule.update", ["00p1"], "okta_policy_rule_signon", { id: "0pr1", policy_id: "00p1" }, true],
    ["zone.update", ["nzo1"], "okta_group", { id: "00g1" }, false],
    ["zone.update", [""], "okta_network_zone", { id: "" }, false],
  ])("%s of %j touches %s %j: %s", (type, targets, resource, attributes, expected) => {
    expect(touches(event(type, ...targets), resource, attributes)).toBe(expected);
  });

  test("what failed has changed nothing", () => {
    expect([true, false].map((succeeded) => isChangeEvent({ ...event("zone.update", "x"), succeeded }))).toEqual([true, false]);
    expect(isChangeEvent(event("user.session.start"))).toBe(false);
  });

  test("every event of a row is followed, by families none of which lies within another", () => {
    const all = resourceTypes.flatMap(({ events }) => [...(events?.create ?? []), ...(events?.update ?? []), ...(events?.delete ?? [])]);
    expect(all.filter((type) => !followedFamilies.some((family) => type.startsWith(family)))).toEqual([]);
    expect(followedFamilies.filter((family) => followedFamilies.some((other) => other !== family && family.startsWith(other)))).toEqual([]);
    expect(followedFamilies.some((family) => adminAccess.startsWith(family))).toBe(false);
    expect(eventMeanings(adminAccess)).toEqual([]);
  });

  test("scopes are those of the types that are managed", () => {
    expect(scopesOf(["okta_group", "okta_network_zone"])).toEqual({ read: ["okta.groups.read", "okta.networkZones.read"], manage: ["okta.groups.manage", "okta.networkZones.manage"] });
  });
});
