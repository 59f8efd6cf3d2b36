import { set, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

export const adminRoleCustom = resourceType("okta_admin_role_custom", {
  describe: "An admin role made of single permissions.",
  api: { collection: "/api/v1/iam/roles", object: "/api/v1/iam/roles/{id}", update: "PUT", idPrefix: "cr0" },
  attributes: {
    label: string("label", { required: true, forceNew: true, describe: "The name of the role." }),
    description: string("description", { required: true, describe: "What the role is for." }),
    permissions: { ...set("permissions", { notIn: "update", describe: "The permissions that the role grants. Okta wants at least one." }), fromApi: () => undefined },
  },
  parts: {
    permissions: {
      kind: "set",
      attribute: "permissions",
      read: "/api/v1/iam/roles/{id}/permissions",
      items: "permissions",
      item: "label",
      add: { method: "POST", path: "/api/v1/iam/roles/{id}/permissions/{item}" },
      remove: { path: "/api/v1/iam/roles/{id}/permissions/{item}" },
      inCreate: true,
    },
  },
  refresh: { list: "/api/v1/iam/roles", items: "roles" },
  naturalKey: ["label"],
  events: {
    create: ["iam.role.create"],
    update: ["iam.role.update", "iam.role.permissions.add", "iam.role.permissions.delete"],
    delete: ["iam.role.delete"],
  },
  scopes: { read: ["okta.roles.read"], manage: ["okta.roles.manage"] },
});
