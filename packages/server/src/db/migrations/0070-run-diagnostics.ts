import { sql, type Kysely } from "kysely";

const statements = `
-- Problems with their places, and how far an apply has come, as a run's page shows them.
alter table runs add column diagnostics jsonb not null default '[]', add column progress jsonb;
`;

/** What a run's page says of its phases. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
