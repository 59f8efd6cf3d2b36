import { sql, type Kysely } from "kysely";

const statements = `
-- The events of drifts that people were told of: those of a few seconds became one message.
create table drift_messages (
  event_id bigint primary key,
  told_at timestamptz not null default now()
);
create index on drift_messages (told_at);

create index on deliveries (created_at);
`;

/** Which drifts a message was made of. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
