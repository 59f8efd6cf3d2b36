import type { Area } from "../area.ts";
import { addAdmin } from "../seed/admin.ts";

/** People. */
export const users: Area = {
  name: "users",
  seed: (org) => void addAdmin(org, { login: `admin@${org.subdomain}.example`, firstName: "Ada", lastName: "Admin" }),
  routes: [],
};
