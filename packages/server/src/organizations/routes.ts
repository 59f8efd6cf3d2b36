import { organizationRoutes } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { countManaged, type CountedOrganization } from "./queries.ts";
import { createOrganization, deleteOrganization, getCounted, listOrganizations, updateOrganization } from "./service.ts";

const view = ({ createdAt, ...organization }: CountedOrganization) => ({ ...organization, createdAt: createdAt.toISOString() });

/** The organizations one belongs to. */
export const organizationHandlers = (server: Server): readonly Mounted[] =>
  handlers(organizationRoutes, {
    listOrganizations: async ({ actor }) => ({ items: (await listOrganizations(server, actor)).map(view) }),
    createOrganization: async ({ actor, body }) => view(await getCounted(server, actor, (await createOrganization(server, actor, body)).name)),
    readOrganization: async ({ actor, params }) => {
      const organization = await getCounted(server, actor, params.organization);
      return { ...view(organization), resources: await countManaged(server.db, organization.id) };
    },
    updateOrganization: async ({ actor, params, body }) => view(await getCounted(server, actor, (await updateOrganization(server, actor, params.organization, body)).name)),
    deleteOrganization: async ({ actor, params, query }) => deleteOrganization(server, actor, params.organization, query),
  });
