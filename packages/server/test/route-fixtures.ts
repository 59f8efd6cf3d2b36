import { z } from "zod";
import { membershipId } from "../src/teams/tfe.ts";
import { storeBlob } from "../src/storage/blobs.ts";
import type { AnyRoute } from "./enumerate-routes.ts";
import { sampleRun } from "./notification-events.ts";
import { addPerson } from "./people.ts";
import { madeArchive } from "./tar-text.ts";
import type { TestServer } from "./test-server.ts";

/** One of everything that a path can name, in one workspace; straight into the tables. */
export type Fixtures = Readonly<Record<string, string>>;

/** Makes them; the ids end in the letters of their workspace's name. */
export async function makeFixtures(lockstep: TestServer, name: string): Promise<Fixtures> {
  const { server, owner, call } = lockstep;
  const { db, vault, clock } = server;
  const somebody = await addPerson(lockstep, `somebody-${name}`);
  const organization = await db.selectFrom("organizations").selectAll().where("name", "=", "acme").executeTakeFirstOrThrow();
  const workspaceId = String((await call("POST", "/api/v2/organizations/acme/workspaces", { data: { attributes: { name } } })).body.data?.id);
  const { projectId } = await db.selectFrom("workspaces").select("projectId").where("id", "=", workspaceId).executeTakeFirstOrThrow();
  const { id: owners } = await db.selectFrom("teams").select("id").where("isOwners", "=", true).executeTakeFirstOrThrow();
  const id = (prefix: string): string => `${prefix}-${name.padEnd(16, "X")}`;
  const by = { createdByKind: "account" as const, createdById: owner.id, createdByName: "alex" };
  const stored = async (bytes: Buffer): Promise<string> => db.transaction().execute(async (trx) => storeBlob({ vault }, trx, organization.id, bytes));
  const [blobId, archiveId] = [await stored(Buffer.from("{}")), await stored(madeArchive([{ path: "main.tf", content: "# nothing" }]))];
  const sealed = await vault.seal("https://hooks.example.com/x", { organization: organization.id, table: "notification_configurations", column: "url_sealed", row: id("nc") });
  await db.insertInto("teams").values({ id: id("team"), organizationId: organization.id, name: `fixture-${name}` }).execute();
  await db.insertInto("teamWorkspaces").values({ id: id("tws"), teamId: id("team"), workspaceId, access: "read" }).execute();
  await db.insertInto("teamProjects").values({ id: id("tprj"), teamId: owners, projectId, access: "read" }).onConflict((row) => row.doNothing()).execute();
  const { id: teamProject } = await db.selectFrom("teamProjects").select("id").executeTakeFirstOrThrow();
  await db.insertInto("accessTokens").values({ id: id("at"), teamId: id("team"), description: "", hash: Buffer.from(name), createdBy: "alex" }).execute();
  await db.insertInto("oktaOrgs").values({ id: id("okta"), organizationId: organization.id, name: `org-${name}`, orgName: "dev-1", baseUrl: "okta.com", authentication: "api_token" }).execute();
  await db.insertInto("vcsConnections").values({ id: id("ot"), organizationId: organization.id, name: `git-${name}`, kind: "git", httpUrl: "https://git.example.com" }).execute();
  await db.insertInto("variables").values({ id: id("var"), workspaceId, key: "k", category: "terraform", value: "v", versionId: "1" }).execute();
  await db.insertInto("variableSets").values({ id: id("varset"), organizationId: organization.id, name: `set-${name}` }).execute();
  await db.insertInto("variables").values({ id: id("var-s"), variableSetId: id("varset"), key: "k", category: "terraform", value: "v", versionId: "1" }).execute();
  await db.insertInto("configurationVersions").values({ id: id("cv"), workspaceId, status: "uploaded", source: "tfe-api", blobId: archiveId, ...by }).execute();
  await db.insertInto("runs").values({ id: id("run"), workspaceId, configurationVersionId: id("cv"), status: "planned", operation: "plan_and_apply", planJsonBlobId: blobId, redactedPlanBlobId: blobId, ...by }).execute();
  await db.insertInto("comments").values({ id: id("wsc"), runId: id("run"), body: "x", authorKind: "account", authorId: owner.id, authorName: "alex" }).execute();
  await db.insertInto("stateVersions").values({ id: id("sv"), workspaceId, serial: 1, md5: "", status: "finalized", blobId, resources: "[]", ...by }).execute();
  await db.insertInto("stateVersionOutputs").values({ id: id("wsout"), stateVersionId: id("sv"), name: "o", sensitive: false, type: "string", detailedType: '"string"', value: '"x"' }).execute();
  await db.updateTable("workspaces").set({ currentStateVersionId: id("sv"), currentRunId: id("run"), currentConfigurationVersionId: id("cv") }).where("id", "=", workspaceId).execute();
  await db.insertInto("schedules").values({ id: id("sched"), workspaceId, kind: "drift", everyMinutes: 60 }).execute();
  await db.insertInto("driftScans").values({ id: id("asmtres"), workspaceId, kind: "full", reason: "manual", status: "finished" }).execute();
  await db.insertInto("drifts").values({ id: id("drift"), workspaceId, address: "a.b", resourceType: "a", kind: "changed", differences: "[]", firstSeenAt: clock.now(), lastSeenAt: clock.now() }).execute();
  await db.insertInto("notificationConfigurations").values({ id: id("nc"), workspaceId, name: "n", destination: "generic", urlSealed: sealed }).execute();
  await db.insertInto("deliveries").values({ id: id("del"), notificationConfigurationId: id("nc"), eventKey: "e", trigger: "run:completed", event: JSON.stringify(sampleRun) }).execute();
  const runTrigger = await db.insertInto("runTriggers").values({ id: id("rt"), workspaceId, sourceWorkspaceId: workspaceId }).returning("id").executeTakeFirstOrThrow();
  return {
    organizations: "acme",
    projects: projectId,
    accounts: somebody.id,
    members: somebody.id,
    users: somebody.id,
    "organization-memberships": membershipId(somebody.id, organization.id),
    teams: id("team"),
    "team-workspaces": id("tws"),
    "team-projects": teamProject,
    tokens: id("at"),
    "authentication-tokens": id("at"),
    workspaces: workspaceId,
    "workspace name": name,
    "okta-orgs": id("okta"),
    "vcs-connections": id("ot"),
    vcs: id("ot"),
    "oauth-clients": id("ot"),
    "oauth-tokens": id("ot"),
    variables: id("var"),
    vars: id("var"),
    "variable-sets": id("varset"),
    varsets: id("varset"),
    "set variable": id("var-s"),
    "configuration-versions": id("cv"),
    runs: id("run"),
    plans: id("plan"),
    applies: id("apply"),
    logs: "plan",
    comments: id("wsc"),
    "state-versions": id("sv"),
    "state-version-outputs": id("wsout"),
    schedules: id("sched"),
    "drift-scans": id("asmtres"),
    "assessment-results": id("asmtres"),
    drifts: id("drift"),
    notifications: id("nc"),
    "notification-configurations": id("nc"),
    deliveries: id("del"),
    "run-triggers": runTrigger.id,
    sessions: "ses-none",
  };
}

/** The path with its parameters filled; undefined where nothing stands for one of them. */
export function filledPath({ path }: AnyRoute, fixtures: Fixtures): string | undefined {
  const parts = path.split("/");
  const filled = parts.map((part, index) => {
    if (!part.startsWith(":")) return part;
    const before = parts[index - 1] ?? "";
    if (before === "workspaces" && part === ":name") return fixtures["workspace name"];
    const ofSet = (before === "variables" || before === "vars") && /\/(variable-sets|varsets)\//.test(path);
    return fixtures[ofSet ? "set variable" : before];
  });
  return filled.includes(undefined) ? undefined : filled.join("/");
}

/** What the route's query must have, by its schema. */
export function queryOf({ query }: AnyRoute): string {
  const wanted = query ? (sample(z.toJSONSchema(query, { io: "input", unrepresentable: "any" })) as Record<string, string>) : {};
  return new URLSearchParams(wanted).toString();
}

/** A body that the route takes: by its schema, or a document with everything that HCP Terraform's routes look for. */
export function bodyOf({ kind, method, path, body }: AnyRoute, fixtures: Fixtures): object | undefined {
  if (kind === "own") return body && (sample(z.toJSONSchema(body, { io: "input", unrepresentable: "any" })) as object);
  if (method === "GET") return undefined;
  const list = /\/relationships\/(?!vars)(\w[\w-]*)$/.exec(path)?.[1];
  if (list !== undefined) return { data: [{ type: list, id: fixtures[list] }] };
  const relation = (type: string) => ({ data: { type, id: fixtures[type] } });
  return {
    data: {
      attributes: { name: "named", key: "keyed", value: "x", category: "terraform", access: "read", body: "said", email: "who@example.com", "destination-type": "email", serial: 9, md5: "d41d8cd98f00b204e9800998ecf8427e", "service-provider": "github", "oauth-token-string": "x", "ssh-key": "x" },
      relationships: { workspace: relation("workspaces"), team: relation("teams"), project: relation("projects"), teams: { data: [{ type: "teams", id: fixtures["teams"] }] }, sourceable: relation("workspaces"), "rollback-state-version": relation("state-versions") },
    },
  };
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
}

const formats: Readonly<Record<string, string>> = { email: "who@example.com", "date-time": "2099-01-01T00:00:00Z", uri: "https://dev-1.okta.com" };

/** The least value of a JSON schema: what is required, and nothing else. */
function sample(schema: object): unknown {
  const { type, properties = {}, required = [], items = {}, minItems = 0, minLength = 1, minimum = 1, enum: words, const: only, anyOf, oneOf, format } = schema as Schema;
  if (only !== undefined) return only;
  if (words) return words[0];
  const [first] = anyOf ?? oneOf ?? [];
  if (first) return sample(first);
  if (type === "object") return Object.fromEntries(required.map((name) => [name, name === "email" ? formats["email"] : sample(properties[name] ?? {})]));
  if (type === "array") return Array.from({ length: Math.max(1, minItems) }, () => sample(items));
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return minimum;
  return format && formats[format] ? formats[format] : "abc".padEnd(minLength, "d");
}
