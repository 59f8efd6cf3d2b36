import { linkTo, type Call } from "../../call.ts";
import { refusal } from "../../http/failure.ts";
import type { Target } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, type JsonObject } from "../../store/json.ts";

const logo = (size: string, fingerprint: string): string => `https://op3static.oktacdn.com/assets/img/logos/groups/odyssey/okta-${size}.${fingerprint}.png`;

const logos = [
  { name: "medium", href: logo("medium", "30ce6d4085dff29412984e4c191bc874"), type: "image/png" },
  { name: "large", href: logo("large", "c3cb8cda8ae0add1b4fe928f5844dbe3"), type: "image/png" },
];

/** A group's links; there is none to itself. */
export const groupLinks = ({ id }: Stored, call: Call): JsonObject => ({
  logo: logos,
  owners: linkTo(call, `/api/v1/groups/${id}/owners`),
  users: linkTo(call, `/api/v1/groups/${id}/users`),
  apps: linkTo(call, `/api/v1/groups/${id}/apps`),
});

/** A group in lists of other areas: a user's groups, the targets of a role. */
export const listedGroup = (group: Stored, call: Call): JsonObject => ({ ...group.body, _links: groupLinks(group, call) });

/** A group as the System Log names it. */
export const groupTarget = (group: Stored): Target => ({ id: group.id, type: "UserGroup", name: textAt(group.body, "profile.name") ?? "" });

/** Refuses to change groups that Okta or an app made. */
export const onlyOktaGroups = (group: Stored): void => {
  if (group.body["type"] !== "OKTA_GROUP") throw refusal(403, "E0000111", "Cannot modify the group object because it is read-only.");
};
