import { sql, type Kysely } from "kysely";

const statements = `
alter table drift_scans
  -- The addresses to look at; null: all.
  add addresses text[],
  add attempt integer not null default 0;
create index on drift_scans (workspace_id) where status in ('queued', 'running');

alter table schedules
  add last_started_id text,
  add problem text;

-- An org is followed once for each organization, however many connections and variables lead to it.
drop table log_cursors;
create table org_watches (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  org_url text not null,
  -- Where the credentials are: in a connection, or in the variables of a workspace.
  okta_org_id text references okta_orgs on delete set null,
  source_workspace_id text references workspaces on delete set null,
  -- The link that the last page of the log gave; before there was one, a moment.
  next_url text,
  since timestamptz not null,
  last_event_at timestamptz,
  alert_until timestamptz,
  read_at timestamptz,
  -- Null: paused, until somebody mends what is wrong.
  next_poll_at timestamptz,
  failures integer not null default 0,
  problem text,
  created_at timestamptz not null default now(),
  unique (organization_id, org_url)
);
create index on org_watches (next_poll_at);
create index on org_watches (okta_org_id);

create table org_watch_workspaces (
  workspace_id text primary key references workspaces on delete cascade,
  org_watch_id text not null references org_watches on delete cascade
);
create index on org_watch_workspaces (org_watch_id);

create table org_watch_requests (
  org_watch_id text not null references org_watches on delete cascade,
  minute timestamptz not null,
  count integer not null,
  primary key (org_watch_id, minute)
);
`;

/** Okta orgs are followed by their logs, and drift scans may look at some addresses only. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
