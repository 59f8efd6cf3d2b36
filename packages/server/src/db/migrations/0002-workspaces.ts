import { sql, type Kysely } from "kysely";

const statements = `
create table okta_orgs (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  name text not null,
  -- As the provider's arguments: "dev-123456" and "okta.com"; a base_url may be a whole address.
  org_name text not null,
  base_url text not null,
  authentication text not null check (authentication in ('api_token', 'private_key')),
  api_token_sealed bytea,
  client_id text,
  private_key_sealed bytea,
  private_key_id text,
  scopes text[] not null default '{}',
  -- What was found when it was last looked at: reachable, engine, limits, scopes present and missing.
  health jsonb,
  checked_at timestamptz,
  created_at timestamptz not null default now(),
  unique (organization_id, name)
);

create table vcs_connections (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  name text not null,
  kind text not null check (kind in ('github_app', 'github_token', 'gitlab', 'git')),
  -- Where its interface answers, and where its repositories are cloned from.
  api_url text,
  http_url text not null,
  token_sealed bytea,
  app_id text,
  installation_id text,
  private_key_sealed bytea,
  webhook_secret_sealed bytea,
  ssh_key_sealed bytea,
  known_hosts text,
  created_at timestamptz not null default now(),
  unique (organization_id, name)
);

create table workspaces (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  project_id text not null references projects,
  name text not null,
  description text not null default '',
  execution_mode text not null default 'remote' check (execution_mode in ('remote', 'local')),
  auto_apply boolean not null default false,
  auto_apply_run_trigger boolean not null default false,
  queue_all_runs boolean not null default true,
  speculative_enabled boolean not null default true,
  allow_destroy_plan boolean not null default true,
  working_directory text not null default '',
  terraform_version text not null default '1.11.4',
  file_triggers_enabled boolean not null default false,
  trigger_prefixes text[] not null default '{}',
  trigger_patterns text[] not null default '{}',
  vcs_connection_id text references vcs_connections,
  vcs_repository text,
  vcs_branch text,
  vcs_tags_regex text,
  vcs_submodules boolean not null default false,
  -- The newest commit of the branch that was looked at.
  vcs_commit text,
  okta_org_id text references okta_orgs,
  global_remote_state boolean not null default false,
  source text not null default 'tfe-api',
  locked_by_kind text check (locked_by_kind in ('account', 'team', 'organization', 'run')),
  locked_by_id text,
  locked_by_name text,
  locked_reason text not null default '',
  locked_at timestamptz,
  current_run_id text,
  current_configuration_version_id text,
  current_state_version_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, name)
);
create index on workspaces (project_id);
create index on workspaces (okta_org_id);
create index on workspaces (vcs_connection_id, vcs_repository);

create table workspace_tags (
  workspace_id text not null references workspaces on delete cascade,
  key text not null,
  value text not null default '',
  primary key (workspace_id, key)
);

create table team_workspaces (
  id text primary key,
  team_id text not null references teams on delete cascade,
  workspace_id text not null references workspaces on delete cascade,
  access text not null check (access in ('read', 'plan', 'write', 'admin')),
  unique (team_id, workspace_id)
);

create table variable_sets (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  -- The project that owns it; none: the organization.
  project_id text references projects on delete cascade,
  name text not null,
  description text not null default '',
  global boolean not null default false,
  priority boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, name)
);
create table variable_set_workspaces (
  variable_set_id text not null references variable_sets on delete cascade,
  workspace_id text not null references workspaces on delete cascade,
  primary key (variable_set_id, workspace_id)
);
create table variable_set_projects (
  variable_set_id text not null references variable_sets on delete cascade,
  project_id text not null references projects on delete cascade,
  primary key (variable_set_id, project_id)
);

create table variables (
  id text primary key,
  workspace_id text references workspaces on delete cascade,
  variable_set_id text references variable_sets on delete cascade,
  key text not null,
  category text not null check (category in ('terraform', 'env')),
  -- A sensitive value is sealed; any other is plain.
  value text,
  value_sealed bytea,
  hcl boolean not null default false,
  sensitive boolean not null default false,
  description text not null default '',
  version_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (num_nonnulls(workspace_id, variable_set_id) = 1),
  check (sensitive = (value is null))
);
create unique index variables_workspace_key on variables (workspace_id, category, key) where workspace_id is not null;
create unique index variables_set_key on variables (variable_set_id, category, key) where variable_set_id is not null;
`;

/** What there is to work on: Okta orgs, repositories, workspaces and their variables. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
