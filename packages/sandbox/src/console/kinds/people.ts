import type { Stored } from "../../store/collection.ts";
import { textAt } from "../../store/json.ts";
import { fullName } from "../as-admin.ts";
import { html } from "../html.ts";
import { statusColumn, textColumn, type Kind, type Step } from "../kind.ts";
import { addressOf } from "../visit.ts";

const activate: Step = { verb: "activate?sendEmail=false", label: "Activate" };
const suspend: Step = { verb: "suspend", label: "Suspend", warning: "They cannot sign in until they are unsuspended." };
const deactivate: Step = { verb: "deactivate", label: "Deactivate", warning: "They lose every application they were assigned to." };

/** What can be done with somebody, by status. */
const steps: Readonly<Record<string, readonly Step[]>> = {
  STAGED: [activate, deactivate],
  DEPROVISIONED: [activate],
  PROVISIONED: [suspend, deactivate],
  ACTIVE: [suspend, deactivate],
  PASSWORD_EXPIRED: [suspend, deactivate],
  RECOVERY: [suspend, deactivate],
  LOCKED_OUT: [{ verb: "unlock", label: "Unlock" }, suspend, deactivate],
  SUSPENDED: [{ verb: "unsuspend", label: "Unsuspend" }, deactivate],
};

const isGone = ({ body }: Stored): boolean => body["status"] === "DEPROVISIONED";

/** Directory: people, their profile, their status. */
export const people: Kind = {
  path: "people",
  section: "Directory",
  title: "People",
  one: "person",
  list: (org) => org.store.collection("users").all(),
  name: (user) => fullName(user) || (textAt(user.body, "profile.login") ?? ""),
  columns: [textColumn("Username", "profile.login"), textColumn("Primary email", "profile.email"), statusColumn],
  api: ({ id }) => `/api/v1/users/${id}`,
  partly: true,
  fields: [
    { label: "First name", path: "profile.firstName", required: true },
    { label: "Last name", path: "profile.lastName", required: true },
    { label: "Primary email", path: "profile.email", required: true, type: "email" },
    { label: "Title", path: "profile.title" },
    { label: "Department", path: "profile.department" },
    { label: "Mobile phone", path: "profile.mobilePhone" },
  ],
  locked: (user) => (isGone(user) ? "Somebody who is deactivated has to be activated before the profile can be changed." : undefined),
  steps: ({ body }) => steps[textAt(body, "status") ?? ""] ?? [],
  removable: isGone,
  more: (visit, { id }) => {
    const { store } = visit.org;
    const found = store.relation("group-users").with(id).flatMap(({ left }) => store.collection("groups").get(left) ?? []);
    return html`<section><h2>Groups</h2><ul>${found.map(
      (group) => html`<li><a href="${addressOf(visit, `/admin/groups/${group.id}`)}">${textAt(group.body, "profile.name")}</a></li>`,
    )}</ul></section>`;
  },
};
