import type { OrgLimit } from "@lockstep/contract";
import { scopesOf, type OrgAnswer, type OrgLink, type OrgProblem } from "@lockstep/okta";
import type { StoredHealth } from "./okta-org.ts";

/** What the check is to know beside the way to the org. */
export interface CheckedFor {
  readonly authentication: "api_token" | "private_key";
  readonly clientId: string | null;
  /** The scopes that a service app asks for. */
  readonly scopes: readonly string[];
  /** The types of objects that the org's workspaces manage. */
  readonly types: readonly string[];
}

/** How a check ended: what was found, and, where it failed, of which kind the failure is. */
export interface Checked {
  readonly health: StoredHealth;
  readonly failure?: OrgProblem & { readonly kind: "org-unreachable" | "org-refused" };
}

/** The scope without which an org cannot be followed. */
const logScope = "okta.logs.read";

/** Looks whether the org answers, who we are, what is missing, and where its limits stand. */
export async function checkOrg(org: OrgLink, wanted: CheckedFor, signal: AbortSignal): Promise<Checked> {
  const known = await org.get("/.well-known/okta-organization", signal);
  // A service app is refused before it asks for anything; the org answered all the same.
  if (!known.ok) return known.status === 401 || known.status === 403 ? failed("org-refused", known.problem, true) : failed("org-unreachable", known.problem, false);
  const pipeline = fields(known.json)["pipeline"];
  const engine = pipeline === "idx" ? { engine: "identity" as const } : pipeline === "v1" ? { engine: "classic" as const } : {};
  const me = wanted.authentication === "api_token" ? await whoOwnsToken(org, signal) : await serviceApp(org, wanted, signal);
  if ("problem" in me) return failed("org-refused", me.problem, true, engine);
  const about = me.about ?? (await org.get("/api/v1/org", signal));
  const scopes = org.grantedScopes() ?? wanted.scopes;
  const company = about.ok ? fields(about.json)["companyName"] : undefined;
  const { limits, refused } = await probeLimits(org, signal);
  if (wanted.authentication === "private_key" && isWithoutRole(scopes, refused)) return failed("org-refused", withoutRole, true, engine);
  const roles = me.id === undefined ? undefined : await rolesOf(org, me.id, signal);
  return {
    health: {
      reachable: true,
      ...engine,
      ...(typeof company === "string" && { company }),
      principal: me.principal,
      ...(roles && { roles }),
      ...(wanted.authentication === "private_key" && { scopesPresent: [...scopes] }),
      scopesMissing: missingScopes(wanted, scopes, roles, refused),
      limits,
    },
  };
}

const failed = (kind: "org-unreachable" | "org-refused", problem: OrgProblem, reachable: boolean, more: Partial<StoredHealth> = {}): Checked => ({
  health: { reachable, problem: `${problem.summary}: ${problem.detail}`, ...more },
  failure: { ...problem, kind },
});

type Me = { readonly principal: string; readonly id?: string; /** What the org said of itself, where that was asked already. */ readonly about?: OrgAnswer } | { readonly problem: OrgProblem };

async function whoOwnsToken(org: OrgLink, signal: AbortSignal): Promise<Me> {
  const me = await org.get("/api/v1/users/me", signal);
  if (!me.ok) return { problem: me.problem };
  const profile = fields(fields(me.json)["profile"]);
  const [name, login] = [`${text(profile["firstName"])} ${text(profile["lastName"])}`.trim(), text(profile["login"])];
  return { principal: name === "" ? login : `${name} (${login})`, id: text(fields(me.json)["id"]) };
}

// An app is nobody's: whether it gets a token shows at the first request, whatever that asks for.
async function serviceApp(org: OrgLink, { clientId }: CheckedFor, signal: AbortSignal): Promise<Me> {
  const about = await org.get("/api/v1/org", signal);
  if (!about.ok && about.status !== 403) return { problem: about.problem };
  return { principal: `the service app ${clientId ?? ""}`, about };
}

async function rolesOf(org: OrgLink, userId: string, signal: AbortSignal): Promise<string[] | undefined> {
  const answer = await org.get(`/api/v1/users/${encodeURIComponent(userId)}/roles`, signal);
  if (!answer.ok || !Array.isArray(answer.json)) return undefined;
  return answer.json.map((role) => text(fields(role)["label"]) || text(fields(role)["type"])).filter((role) => role !== "");
}

/** A cheap read of each bucket that matters, with the scope that it takes. */
const probes: readonly (readonly [path: string, scope: string])[] = [
  ["/api/v1/logs?limit=1", logScope],
  ["/api/v1/groups?limit=1", "okta.groups.read"],
  ["/api/v1/apps?limit=1", "okta.apps.read"],
  ["/api/v1/users?limit=1", "okta.users.read"],
];

const withoutRole: OrgProblem = {
  summary: "No admin role",
  detail: "The service app was granted its scopes, but Okta refuses what they allow: it has no admin role for it. In the Admin Console, open the app, then Admin roles, and assign one that covers what is to be managed.",
};

/** Are all reads refused for which the app has the scope? Of the log alone that says little: many roles are not for it. */
function isWithoutRole(scopes: readonly string[], refused: readonly string[]): boolean {
  const allowed = probes.flatMap(([, scope]) => (covers(scopes, scope) ? [scope] : []));
  return allowed.some((scope) => scope !== logScope) && allowed.every((scope) => refused.includes(scope));
}

/** Who may manage may read. */
const covers = (scopes: readonly string[], scope: string): boolean => scopes.includes(scope) || (scope.endsWith(".read") && scopes.includes(scope.replace(/\.read$/, ".manage")));

/** Where the org's rate limits stand, and which reads were refused. */
export async function probeLimits(org: OrgLink, signal: AbortSignal): Promise<{ readonly limits: readonly OrgLimit[]; readonly refused: readonly string[] }> {
  const answers = await Promise.all(probes.map(async ([path, scope]) => ({ scope, answer: await org.get(path, signal) })));
  return { limits: limitsOf(org), refused: answers.flatMap(({ scope, answer }) => (answer.ok || answer.status !== 403 ? [] : [scope])) };
}

/** What the answers so far said of the limits. */
export function limitsOf(org: OrgLink): readonly OrgLimit[] {
  const asOf = new Date().toISOString();
  return [...org.limits()].flatMap(([bucket, { limit, remaining, resetAt }]) =>
    limit === undefined || remaining === undefined || resetAt === undefined ? [] : [{ bucket, limit, remaining, resetsAt: new Date(resetAt).toISOString(), asOf }],
  );
}

/** An app lacks what it asks for and was not granted, and what the objects need and it does not ask for. Of an admin only some roles say plainly what they allow; for the rest, what was refused counts. */
function missingScopes({ authentication, scopes: wanted, types }: CheckedFor, granted: readonly string[], roles: readonly string[] | undefined, refused: readonly string[]): string[] {
  const needed = scopesOf(types);
  const all = [...needed.read, ...needed.manage, logScope];
  if (authentication === "private_key") return unique([...all, ...wanted].filter((scope) => !covers(granted, scope)));
  const onlyReads = roles !== undefined && roles.length > 0 && roles.every((role) => /read.?only/i.test(role));
  return unique([...all.filter((scope) => refused.includes(scope)), ...(onlyReads ? needed.manage : [])]);
}

const unique = (list: readonly string[]): string[] => [...new Set(list)].toSorted();

const fields = (json: unknown): Readonly<Record<string, unknown>> => (typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Readonly<Record<string, unknown>>) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
