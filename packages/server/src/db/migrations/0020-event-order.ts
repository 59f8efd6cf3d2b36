import { sql, type Kysely } from "kysely";

const statements = `
-- Ids are given before a transaction commits, so that a lower one may appear after a higher one. By the transaction it is known what
-- a reader has seen already: what was not visible in its snapshot is new.
alter table outbox_events add column transaction xid8 not null default pg_current_xact_id();
create index on outbox_events (transaction);
`;

/** Events are read in the order in which they appear. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
