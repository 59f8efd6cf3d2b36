import { sql, type Kysely } from "kysely";

const statements = `
-- Links that work once: an invitation, or a new password. Stored as their hash; a new one for the same account replaces the old one.
create table account_links (
  account_id text primary key references accounts on delete cascade,
  hash bytea not null unique,
  purpose text not null check (purpose in ('invitation', 'password')),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

-- What a browser hands to a command line that signs in; each works once, for a minute.
create table authorization_codes (
  hash bytea primary key,
  account_id text not null references accounts on delete cascade,
  challenge text not null,
  redirect_uri text not null,
  expires_at timestamptz not null
);

-- One token for each organization; teams and accounts may have several.
create index access_tokens_account on access_tokens (account_id) where account_id is not null;
create index access_tokens_team on access_tokens (team_id) where team_id is not null;
create unique index access_tokens_organization on access_tokens (organization_id) where organization_id is not null;
create index on audit_events (actor_id, at desc);
create index on audit_events (at desc);

create or replace function refuse_audit_changes() returns trigger language plpgsql as $$
begin
  -- An organization that is deleted takes its record with it; nothing else may, and what belongs to the whole site stays.
  if tg_op = 'DELETE' and old.organization_id is not null and not exists (select 1 from organizations where id = old.organization_id) then
    return old;
  end if;
  raise exception 'the audit log is append-only';
end $$;
create trigger audit_events_no_truncate before truncate on audit_events for each statement execute function refuse_audit_changes();
`;

/** Signing in by links and from command lines; the audit log is append-only in every way. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
