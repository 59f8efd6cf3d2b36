import { sql, type Kysely } from "kysely";

const statements = `
create table configuration_versions (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'fetching', 'uploaded', 'archived', 'errored')),
  source text not null default 'tfe-api',
  speculative boolean not null default false,
  provisional boolean not null default false,
  auto_queue_runs boolean not null default true,
  blob_id text references blobs,
  size bigint,
  error text,
  error_message text,
  -- Commit, branch, pull request and sender, for one that came from a repository.
  ingress jsonb,
  created_by_kind text not null,
  created_by_id text,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  uploaded_at timestamptz
);
create index on configuration_versions (workspace_id, created_at desc);

create table runs (
  id text primary key,
  -- The order of the queue.
  number bigint generated always as identity,
  workspace_id text not null references workspaces on delete cascade,
  configuration_version_id text not null references configuration_versions,
  status text not null default 'pending',
  operation text not null check (operation in ('plan_and_apply', 'plan_only', 'save_plan', 'refresh_only', 'destroy', 'empty_apply')),
  is_destroy boolean not null default false,
  refresh boolean not null default true,
  refresh_only boolean not null default false,
  plan_only boolean not null default false,
  save_plan boolean not null default false,
  allow_empty_apply boolean not null default false,
  auto_apply boolean not null default false,
  target_addrs text[] not null default '{}',
  replace_addrs text[] not null default '{}',
  -- Variable values as they were when the run was created, sealed: the run's own and the workspace's.
  inputs_sealed bytea,
  message text not null default '',
  source text not null default 'tfe-api',
  trigger_reason text not null default 'manual',
  log_format text not null default 'json' check (log_format in ('json', 'text')),
  created_by_kind text not null,
  created_by_id text,
  created_by_name text not null,
  confirmed_by_id text,
  confirmed_by_name text,
  canceled_by_id text,
  canceled_by_name text,
  triggering_run_id text,
  -- Drifts that the run was started to set back.
  drift_ids text[] not null default '{}',
  has_changes boolean,
  plan_counts jsonb,
  apply_counts jsonb,
  -- Requests by rate-limit bucket: what the plan used, what the apply will use and has used.
  request_counts jsonb,
  error jsonb,
  status_times jsonb not null default '{}',
  plan_blob_id text references blobs,
  plan_json_blob_id text references blobs,
  redacted_plan_blob_id text references blobs,
  -- Who carries it out. Every write of a worker names its attempt: an older attempt writes nothing any more.
  attempt integer not null default 0,
  worker text,
  cancel_requested_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on runs (workspace_id, number desc);
create index on runs (status) where status not in ('applied', 'planned_and_finished', 'discarded', 'errored', 'canceled', 'force_canceled');

-- At most one run of a workspace plans for an apply, waits for confirmation, or applies.
create unique index runs_one_active on runs (workspace_id)
  where not plan_only and (
    (not save_plan and status in ('plan_queued', 'planning', 'planned', 'confirmed', 'apply_queued', 'applying'))
    or (save_plan and status in ('confirmed', 'apply_queued', 'applying')));

create table run_log_chunks (
  run_id text not null references runs on delete cascade,
  phase text not null check (phase in ('plan', 'apply')),
  start bigint not null,
  bytes bytea not null,
  primary key (run_id, phase, start)
);

create table run_journal (
  run_id text not null references runs on delete cascade,
  number bigint generated always as identity,
  attempt integer not null,
  record_sealed bytea not null,
  primary key (run_id, number)
);

create table comments (
  id text primary key,
  run_id text not null references runs on delete cascade,
  body text not null,
  author_kind text not null,
  author_id text,
  author_name text not null,
  created_at timestamptz not null default now()
);
create index on comments (run_id, created_at);

create table run_events (
  id text primary key,
  run_id text not null references runs on delete cascade,
  action text not null,
  description text not null default '',
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  comment_id text references comments,
  created_at timestamptz not null default clock_timestamp()
);
create index on run_events (run_id, created_at);

create table state_versions (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  run_id text references runs on delete set null,
  serial bigint not null,
  lineage text not null default '',
  md5 text not null,
  size bigint not null default 0,
  status text not null default 'pending' check (status in ('pending', 'finalized', 'discarded')),
  intermediate boolean not null default false,
  blob_id text references blobs,
  json_blob_id text references blobs,
  -- Addresses, types, counts and object ids: what a list needs, nothing of an object's attributes.
  resources jsonb,
  terraform_version text not null default '',
  rollback_of_id text,
  vcs_commit text,
  created_by_kind text not null,
  created_by_id text,
  created_by_name text not null,
  created_at timestamptz not null default now()
);
create index on state_versions (workspace_id, created_at desc);

create table state_version_outputs (
  id text primary key,
  state_version_id text not null references state_versions on delete cascade,
  name text not null,
  sensitive boolean not null,
  type text not null,
  detailed_type jsonb not null,
  -- Plain where it is not sensitive, sealed where it is.
  value jsonb,
  value_sealed bytea,
  unique (state_version_id, name)
);

create table run_triggers (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  source_workspace_id text not null references workspaces on delete cascade,
  created_at timestamptz not null default now(),
  unique (workspace_id, source_workspace_id)
);
`;

/** What is done: configuration versions, runs with their logs and journals, comments, state versions. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
