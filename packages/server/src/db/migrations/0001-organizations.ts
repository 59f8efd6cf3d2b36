import { sql, type Kysely } from "kysely";

const statements = `
create table organizations (
  id text primary key,
  name text not null unique,
  email text not null default '',
  created_at timestamptz not null default now()
);

-- A key of an organization, or of the whole site ("site"), wrapped by the master key that is named. Old ones stay: they open what
-- they have sealed.
create table data_keys (
  id text primary key,
  organization_id text not null,
  master_key_id text not null,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
create index on data_keys (organization_id, created_at desc);

create table projects (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  name text not null,
  description text not null default '',
  created_at timestamptz not null default now(),
  unique (organization_id, name)
);

create table accounts (
  id text primary key,
  username text not null,
  email text not null,
  password_hash text,
  oidc_issuer text,
  oidc_subject text,
  is_site_admin boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (oidc_issuer, oidc_subject)
);
create unique index accounts_username_key on accounts (lower(username));
create unique index accounts_email_key on accounts (lower(email));

create table teams (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  name text not null,
  is_owners boolean not null default false,
  -- What the team may do in the whole organization: words of the contract's table of organization rights.
  rights text[] not null default '{}',
  created_at timestamptz not null default now(),
  unique (organization_id, name)
);

create table team_members (
  team_id text not null references teams on delete cascade,
  account_id text not null references accounts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (team_id, account_id)
);
create index on team_members (account_id);

create table team_projects (
  id text primary key,
  team_id text not null references teams on delete cascade,
  project_id text not null references projects on delete cascade,
  access text not null check (access in ('read', 'plan', 'write', 'admin')),
  unique (team_id, project_id)
);

create table access_tokens (
  id text primary key,
  account_id text references accounts on delete cascade,
  team_id text references teams on delete cascade,
  organization_id text references organizations on delete cascade,
  description text not null default '',
  hash bytea not null unique,
  created_by text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  check (num_nonnulls(account_id, team_id, organization_id) = 1)
);

create table sessions (
  id text primary key,
  account_id text not null references accounts on delete cascade,
  hash bytea not null unique,
  user_agent text not null default '',
  address text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table login_failures (
  -- The name that was tried, or the address it came from.
  subject text primary key,
  failures integer not null,
  first_at timestamptz not null,
  blocked_until timestamptz
);

create table audit_events (
  id text primary key,
  organization_id text references organizations on delete cascade,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null default '',
  details jsonb not null default '{}',
  address text,
  at timestamptz not null default clock_timestamp()
);
create index on audit_events (organization_id, at desc);
create index on audit_events (subject_id, at desc);

create function refuse_audit_changes() returns trigger language plpgsql as $$
begin
  -- An organization that is deleted takes its record with it; nothing else may.
  if tg_op = 'DELETE' and not exists (select 1 from organizations where id = old.organization_id) then
    return old;
  end if;
  raise exception 'the audit log is append-only';
end $$;
create trigger audit_events_append_only before update or delete on audit_events for each row execute function refuse_audit_changes();

-- What happened, written in the same transaction as the change itself; read in order by those who listen.
create table outbox_events (
  id bigint generated always as identity primary key,
  kind text not null,
  organization_id text references organizations on delete cascade,
  workspace_id text,
  subject_id text not null,
  data jsonb not null default '{}',
  at timestamptz not null default clock_timestamp()
);
create index on outbox_events (organization_id, id);
create index on outbox_events (at);

create table blobs (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  size bigint not null,
  created_at timestamptz not null default now()
);
create table blob_chunks (
  blob_id text not null references blobs on delete cascade,
  number integer not null,
  sealed bytea not null,
  primary key (blob_id, number)
);
`;

/** Who there is: organizations with their keys, projects, accounts, teams, access tokens, sessions, and the record of what they did. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
