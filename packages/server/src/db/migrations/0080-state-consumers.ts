import { sql, type Kysely } from "kysely";

const statements = `
create table workspace_state_consumers (
  workspace_id text not null references workspaces on delete cascade,
  consumer_id text not null references workspaces on delete cascade,
  primary key (workspace_id, consumer_id)
);
create index workspace_state_consumers_consumer on workspace_state_consumers (consumer_id);
`;

/** Which workspaces' runs may read a workspace's state, beside all or none. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql.raw(statements).execute(db));
