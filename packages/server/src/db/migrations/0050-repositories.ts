import { sql, type Kysely } from "kysely";

const statements = `
alter table vcs_connections
  -- Plain Git: the user whose password the token is.
  add column username text,
  -- Who the host says the credentials belong to, and how the last check went.
  add column account text,
  add column checked_at timestamptz,
  add column problem text,
  add column updated_at timestamptz not null default now();

-- A repository that some workspace follows: when it is looked at next, and how the last look went.
create table vcs_repositories (
  vcs_connection_id text not null references vcs_connections on delete cascade,
  name text not null,
  default_branch text,
  next_poll_at timestamptz not null default now(),
  polled_at timestamptz,
  -- The last webhook that spoke of it: with those coming, looking by ourselves is only for those that get lost.
  webhook_at timestamptz,
  failures integer not null default 0,
  problem text,
  primary key (vcs_connection_id, name)
);
create index on vcs_repositories (next_poll_at);

-- What a workspace followed when it was last looked at; when its settings say something else, it begins anew.
create table vcs_follows (
  workspace_id text primary key references workspaces on delete cascade,
  vcs_connection_id text not null references vcs_connections on delete cascade,
  repository text not null,
  branch text not null,
  tags_regex text not null,
  commit_sha text,
  tags jsonb not null default '{}',
  problem text,
  looked_at timestamptz
);

-- Runs that came from a commit, and what of them was told to the host.
create table vcs_runs (
  run_id text primary key references runs on delete cascade,
  workspace_id text not null references workspaces on delete cascade,
  vcs_connection_id text not null references vcs_connections on delete cascade,
  repository text not null,
  commit_sha text not null,
  pull_request integer,
  status_id text,
  posted text,
  created_at timestamptz not null default now()
);
create index on vcs_runs (workspace_id);

-- The one comment of ours on a pull request.
create table vcs_comments (
  vcs_connection_id text not null references vcs_connections on delete cascade,
  repository text not null,
  number integer not null,
  comment_id text,
  posted text,
  updated_at timestamptz not null default now(),
  primary key (vcs_connection_id, repository, number)
);

alter table vcs_pull_requests
  add column vcs_connection_id text references vcs_connections on delete cascade,
  add column repository text,
  add column title text not null default '',
  add column url text not null default '',
  add column author text not null default '',
  add column head_branch text not null default '',
  add column base_branch text not null default '';
create index on vcs_pull_requests (vcs_connection_id, repository, number);

-- As in HCP Terraform: a workspace of a folder is run by what touches the folder, unless it says otherwise.
alter table workspaces alter column file_triggers_enabled set default true;
`;

/** Repositories that are followed: where each was seen last, and what was told to its host. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
