import { sql, type Kysely } from "kysely";

const statements = `
create table schedules (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  kind text not null check (kind in ('drift', 'plan_only', 'plan_and_apply', 'refresh_only')),
  cron text,
  time_zone text not null default 'UTC',
  every_minutes integer check (every_minutes between 1 and 44640),
  enabled boolean not null default true,
  last_at timestamptz,
  next_at timestamptz,
  created_at timestamptz not null default now(),
  check (num_nonnulls(cron, every_minutes) = 1)
);
create index on schedules (next_at) where enabled;

create table drift_scans (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  kind text not null check (kind in ('full', 'targeted')),
  -- "schedule", "log", "manual", "run", "first".
  reason text not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'finished', 'errored')),
  drifted boolean,
  changed integer,
  missing integer,
  scanned integer,
  request_counts jsonb,
  error jsonb,
  report_blob_id text references blobs,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index on drift_scans (workspace_id, created_at desc);

create table drifts (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  okta_org_id text references okta_orgs on delete set null,
  address text not null,
  resource_type text not null,
  object_id text,
  object_name text,
  kind text not null check (kind in ('changed', 'missing')),
  -- Path, before and after of each difference; sensitive values are left out.
  differences jsonb not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'resolved')),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Who did it, from where, when, by which event of the System Log; null: not known.
  attribution jsonb,
  changed_at timestamptz,
  resolved_at timestamptz,
  -- "set-back", "code-changed", "gone-by-itself", "forgotten".
  resolution text,
  resolved_by_run_id text,
  accepted_until timestamptz,
  accepted_reason text,
  accepted_by_id text,
  accepted_by_name text
);
create unique index drifts_one_open on drifts (workspace_id, address) where status <> 'resolved';
create index on drifts (workspace_id, first_seen_at desc);

create table drift_events (
  id bigint generated always as identity primary key,
  drift_id text not null references drifts on delete cascade,
  -- "found", "changed", "accepted", "reopened", "resolved".
  action text not null,
  details jsonb not null default '{}',
  actor_name text,
  at timestamptz not null default clock_timestamp()
);
create index on drift_events (drift_id, id);

-- Where the reading of an org's System Log has come to.
create table log_cursors (
  okta_org_id text primary key references okta_orgs on delete cascade,
  next_url text,
  since timestamptz not null,
  last_event_at timestamptz,
  read_at timestamptz,
  failures integer not null default 0,
  problem text
);

create table notification_configurations (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  name text not null,
  destination text not null check (destination in ('generic', 'slack', 'microsoft-teams', 'email')),
  -- The address is a secret for Slack and Teams: who has it can post.
  url_sealed bytea,
  token_sealed bytea,
  enabled boolean not null default false,
  triggers text[] not null default '{}',
  email_addresses text[] not null default '{}',
  account_ids text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on notification_configurations (workspace_id);

create table deliveries (
  id text primary key,
  notification_configuration_id text not null references notification_configurations on delete cascade,
  -- One delivery for each event and configuration, however often it is tried.
  event_key text not null,
  trigger text not null,
  event jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  response jsonb,
  created_at timestamptz not null default now(),
  last_attempt_at timestamptz,
  delivered_at timestamptz,
  unique (notification_configuration_id, event_key)
);
create index on deliveries (notification_configuration_id, created_at desc);

create table vcs_events (
  id text primary key,
  vcs_connection_id text not null references vcs_connections on delete cascade,
  -- The sender's own id of this delivery: the same one again is a replay.
  delivery_id text not null,
  kind text not null,
  repository text,
  data jsonb not null,
  status text not null default 'received' check (status in ('received', 'handled', 'ignored', 'failed')),
  problem text,
  received_at timestamptz not null default now(),
  unique (vcs_connection_id, delivery_id)
);

create table vcs_pull_requests (
  workspace_id text not null references workspaces on delete cascade,
  number integer not null,
  head_commit text not null,
  run_id text,
  comment_id text,
  state text not null default 'open' check (state in ('open', 'closed', 'merged')),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, number)
);

-- A commit that was handled for a workspace is not run twice.
create table vcs_commits (
  workspace_id text not null references workspaces on delete cascade,
  commit_sha text not null,
  purpose text not null,
  run_id text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, commit_sha, purpose)
);
`;

/** What goes on by itself: schedules, drift, notifications, and what repositories tell. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
