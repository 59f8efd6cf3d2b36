import type { ActorKind } from "../actor.ts";
import type { Created, Default, Json, Moment } from "../db/columns.ts";
import type { Ingress } from "./configuration-version.ts";

export interface ConfigurationVersionRow {
  id: string;
  workspaceId: string;
  status: Default<"pending" | "fetching" | "uploaded" | "archived" | "errored">;
  source: Default<string>;
  speculative: Default<boolean>;
  provisional: Default<boolean>;
  autoQueueRuns: Default<boolean>;
  blobId: string | null;
  size: number | null;
  error: string | null;
  errorMessage: string | null;
  ingress: Json<Ingress> | null;
  createdByKind: ActorKind;
  createdById: string | null;
  createdByName: string;
  createdAt: Created;
  uploadedAt: Moment | null;
}

export interface ConfigurationVersionTables {
  configurationVersions: ConfigurationVersionRow;
}
