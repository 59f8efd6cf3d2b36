import { z } from "zod";
import { routes } from "./routes.ts";

/** An organization with what its page shows first. */
export const organization = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  createdAt: z.iso.datetime(),
  workspaces: z.number().int(),
  projects: z.number().int(),
  teams: z.number().int(),
  members: z.number().int(),
});

const name = z.string().regex(/^[A-Za-z0-9][\w-]{2,39}$/, "has 3 to 40 letters, digits, dashes and underscores");
const address = z.string().trim().max(254);

/** The organizations one belongs to. */
export const organizationRoutes = routes({
  listOrganizations: { method: "GET", path: "/api/v1/organizations", summary: "The organizations one belongs to", answer: z.object({ items: z.array(organization) }) },
  createOrganization: { method: "POST", path: "/api/v1/organizations", summary: "Makes an organization, for admins of the site", body: z.object({ name, email: address.default("") }), answer: organization },
  readOrganization: { method: "GET", path: "/api/v1/organizations/:organization", summary: "An organization by its name, and how many objects its workspaces manage", answer: organization.extend({ resources: z.number().int() }) },
  updateOrganization: { method: "PATCH", path: "/api/v1/organizations/:organization", summary: "Changes name or e-mail", body: z.object({ name: name.optional(), email: address.optional() }), answer: organization },
  deleteOrganization: {
    method: "DELETE",
    path: "/api/v1/organizations/:organization",
    summary: "Deletes the organization with all it has; refused while resources are managed, unless forced",
    query: z.object({ force: z.stringbool().default(false) }),
  },
});
