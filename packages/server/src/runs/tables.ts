import type { RunOperation, RunStatus } from "@lockstep/contract";
import type { ActorKind } from "../actor.ts";
import type { Created, Default, Json, JsonDefault, Moment } from "../db/columns.ts";
import type { ChangeCounts, RequestCounts, RunDiagnostic, RunError, RunProgress } from "./run.ts";

export interface RunRow {
  id: string;
  number: Default<number>;
  workspaceId: string;
  configurationVersionId: string;
  status: Default<RunStatus>;
  operation: RunOperation;
  isDestroy: Default<boolean>;
  refresh: Default<boolean>;
  refreshOnly: Default<boolean>;
  planOnly: Default<boolean>;
  savePlan: Default<boolean>;
  allowEmptyApply: Default<boolean>;
  autoApply: Default<boolean>;
  targetAddrs: Default<string[]>;
  replaceAddrs: Default<string[]>;
  inputsSealed: Buffer | null;
  message: Default<string>;
  source: Default<string>;
  triggerReason: Default<string>;
  logFormat: Default<"json" | "text">;
  createdByKind: ActorKind;
  createdById: string | null;
  createdByName: string;
  confirmedById: string | null;
  confirmedByName: string | null;
  canceledById: string | null;
  canceledByName: string | null;
  triggeringRunId: string | null;
  driftIds: Default<string[]>;
  hasChanges: boolean | null;
  planCounts: Json<ChangeCounts> | null;
  applyCounts: Json<ChangeCounts> | null;
  requestCounts: Json<RequestCounts> | null;
  error: Json<RunError> | null;
  diagnostics: JsonDefault<readonly RunDiagnostic[]>;
  progress: Json<RunProgress> | null;
  statusTimes: JsonDefault<Partial<Record<RunStatus, string>>>;
  planBlobId: string | null;
  planJsonBlobId: string | null;
  redactedPlanBlobId: string | null;
  modulesBlobId: string | null;
  lostChildren: Default<number>;
  attempt: Default<number>;
  worker: string | null;
  cancelRequestedAt: Moment | null;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export type LogPhase = "plan" | "apply";

export interface RunLogChunkRow {
  runId: string;
  phase: LogPhase;
  start: number;
  bytes: Buffer;
}

export interface RunJournalRow {
  runId: string;
  number: Default<number>;
  attempt: number;
  recordSealed: Buffer;
}

export interface CommentRow {
  id: string;
  runId: string;
  body: string;
  authorKind: ActorKind;
  authorId: string | null;
  authorName: string;
  createdAt: Created;
}

export interface RunEventRow {
  id: string;
  runId: string;
  action: string;
  description: Default<string>;
  actorKind: ActorKind;
  actorId: string | null;
  actorName: string;
  commentId: string | null;
  createdAt: Created;
}

export interface RunTables {
  runs: RunRow;
  runLogChunks: RunLogChunkRow;
  runJournal: RunJournalRow;
  comments: CommentRow;
  runEvents: RunEventRow;
}
