import { sql, type Kysely } from "kysely";

const statements = `
-- Modules that the plan has fetched, for the apply; null: all were in the archive.
alter table runs add column modules_blob_id text references blobs;
-- How often the process of a phase was lost while its worker went on.
alter table runs add column lost_children integer not null default 0;
create index on blobs (created_at);
create index on configuration_versions (created_at) where status = 'pending';
`;

/** What a run's second phase needs of its first, and what the removal of old things looks for. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
