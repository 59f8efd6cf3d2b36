import { sql, type Kysely } from "kysely";

/** The commit of a pull request whose host was told that it does not concern the workspace. */
export const up = async (db: Kysely<unknown>): Promise<void> => void (await sql`alter table vcs_pull_requests add column told_commit text`.execute(db));
