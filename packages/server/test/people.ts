import type { AccessLevel, OrganizationRight } from "@lockstep/contract";
import { newId } from "../src/ids.ts";
import { newAccessToken } from "../src/secrets/tokens.ts";
import type { TestServer } from "./test-server.ts";

/** Somebody who can ask. */
export interface TestPerson {
  readonly id: string;
  readonly teamId: string;
  readonly token: string;
}

/** What the person's own team may do. */
export interface Place {
  /** The name of the organization; null: it belongs to none. */
  readonly organization?: string | null;
  readonly rights?: readonly OrganizationRight[];
  /** What the team is given of which workspaces. */
  readonly workspaces?: Readonly<Record<string, AccessLevel>>;
}

/** A person in a team of its own, with a token; straight into the tables, as a password would cost half a second. */
export async function addPerson({ server: { db } }: Pick<TestServer, "server">, username: string, { organization = "acme", rights = [], workspaces = {} }: Place = {}): Promise<TestPerson> {
  const id = newId("account");
  const teamId = newId("team");
  const { token, hash } = newAccessToken();
  await db.insertInto("accounts").values({ id, username, email: `${username}@example.com`, passwordHash: "none" }).execute();
  await db.insertInto("accessTokens").values({ id: newId("accessToken"), accountId: id, hash, createdBy: username }).execute();
  if (organization === null) return { id, teamId: "", token };
  const { id: organizationId } = await db.selectFrom("organizations").select("id").where("name", "=", organization).executeTakeFirstOrThrow();
  await db.insertInto("teams").values({ id: teamId, organizationId, name: `team-of-${username}`, rights: [...rights] }).execute();
  await db.insertInto("teamMembers").values({ teamId, accountId: id }).execute();
  for (const [workspaceId, access] of Object.entries(workspaces)) await db.insertInto("teamWorkspaces").values({ id: newId("teamWorkspace"), teamId, workspaceId, access }).execute();
  return { id, teamId, token };
}
