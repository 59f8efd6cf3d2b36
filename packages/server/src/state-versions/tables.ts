import type { ActorKind } from "../actor.ts";
import type { Created, Default, Json } from "../db/columns.ts";
import type { StateResource } from "./state-version.ts";

export interface StateVersionRow {
  id: string;
  workspaceId: string;
  runId: string | null;
  serial: number;
  lineage: Default<string>;
  md5: string;
  size: Default<number>;
  status: Default<"pending" | "finalized" | "discarded">;
  intermediate: Default<boolean>;
  blobId: string | null;
  jsonBlobId: string | null;
  resources: Json<readonly StateResource[]> | null;
  terraformVersion: Default<string>;
  rollbackOfId: string | null;
  vcsCommit: string | null;
  createdByKind: ActorKind;
  createdById: string | null;
  createdByName: string;
  createdAt: Created;
}

export interface StateVersionOutputRow {
  id: string;
  stateVersionId: string;
  name: string;
  sensitive: boolean;
  type: string;
  detailedType: Json<unknown>;
  value: Json<unknown> | null;
  valueSealed: Buffer | null;
}

export interface StateVersionTables {
  stateVersions: StateVersionRow;
  stateVersionOutputs: StateVersionOutputRow;
}
