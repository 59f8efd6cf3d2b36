// Where what a message tells of can be seen. The forms are HCP Terraform's: its command line prints that of a run.
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { NotificationEvent } from "./notification-event.ts";
import { selectOrganizationName } from "./queries.ts";

/** What every event says of its place. */
export type Where = Pick<NotificationEvent, "deliveryId" | "configurationId" | "configurationUrl" | "workspace" | "organization">;

/** Addresses of one workspace. */
export interface Places {
  readonly organization: string;
  readonly workspace: Where["workspace"];
  readonly run: (id: string) => string;
  readonly drift: string;
  readonly health: string;
  readonly where: (configurationId: string, deliveryId: string) => Where;
}

/** The addresses of a workspace and of what is in it. */
export async function placesOf({ db, settings }: Pick<Server, "db" | "settings">, { id, name, organizationId }: Pick<Workspace, "id" | "name" | "organizationId">): Promise<Places> {
  const organization = await selectOrganizationName(db, organizationId);
  const [base, url] = [`${settings.publicUrl}/app/${organization}`, `${settings.publicUrl}/app/${organization}/workspaces/${name}`];
  const workspace = { id, name, url };
  return {
    organization,
    workspace,
    run: (run) => `${base}/${name}/runs/${run}`,
    drift: `${url}/drift`,
    health: `${url}/health`,
    where: (configurationId, deliveryId) => ({ deliveryId, configurationId, configurationUrl: `${url}/settings/notifications/${configurationId}`, workspace, organization }),
  };
}
