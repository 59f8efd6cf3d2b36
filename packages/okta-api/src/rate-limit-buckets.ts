import { segmentsOf } from "./endpoints.ts";

/** The bucket of what Okta does not limit: the public key set and the metadata documents. */
export const unlimited = "unlimited";

/** The kinds of org that Okta's published quotas tell apart. */
export type OrgKind = "integrator" | "oneApp" | "enterprise" | "workforce";

/**
 * Which requests share a quota. An exact row wins over a prefix, a longer prefix over a shorter one; a row with
 * methods wins over one without. Written down from Okta's rate-limit pages ("Management rate limits").
 */
interface BucketRow {
  path: string;
  exact?: true;
  methods?: readonly string[];
  bucket: string;
}

const whole = (path: string): BucketRow => ({ path, bucket: path });

const rows: readonly BucketRow[] = [
  whole("/api/v1"),
  whole("/api/v1/apps"),
  { path: "/api/v1/apps/{id}", exact: true, bucket: "/api/v1/apps/{id}" },
  whole("/api/v1/groups"),
  { path: "/api/v1/groups/{id}", exact: true, bucket: "/api/v1/groups/{id}" },
  { path: "/api/v1/groups/rules", exact: true, bucket: "/api/v1/groups" },
  whole("/api/v1/users"),
  { path: "/api/v1/users/me", exact: true, methods: ["GET"], bucket: "/api/v1/users/me" },
  { path: "/api/v1/users/{id}", exact: true, methods: ["GET"], bucket: "/api/v1/users/{id}" },
  { path: "/api/v1/users/{id}", exact: true, bucket: "/api/v1/users/{id} (write)" },
  whole("/api/v1/logs"),
  whole("/api/v1/devices"),
  whole("/api/v1/certificateAuthorities"),
  whole("/api/v1/iam"),
  whole("/api/v1/domains"),
  whole("/api/v1/agentPools"),
  whole("/api/v1/device-assurances"),
  whole("/api/v1/hook-keys"),
  whole("/api/v1/push-providers"),
  whole("/api/v1/principal-rate-limits"),
  whole("/api/v1/identity-sources"),
  whole("/oauth2/v1"),
  whole("/oauth2/v1/clients"),
  whole("/oauth2/v1/token"),
  whole("/governance"),
  whole("/integrations"),
  { path: "/oauth2/v1/keys", bucket: unlimited },
  { path: "/oauth2/{id}/v1/keys", exact: true, bucket: unlimited },
  { path: "/.well-known/oauth-authorization-server", bucket: unlimited },
  { path: "/.well-known/openid-configuration", bucket: unlimited },
  { path: "/oauth2/{id}/.well-known", bucket: unlimited },
  { path: "/.well-known", bucket: "/api/v1" },
];

interface Pattern extends BucketRow {
  segments: readonly string[];
  rank: number;
}

const isParameter = (segment: string): boolean => segment.startsWith("{");

function rankOf(row: BucketRow, segments: readonly string[]): number {
  const literals = segments.filter((segment) => !isParameter(segment)).length;
  return (row.exact ? 1000 : 0) + segments.length * 20 + literals * 2 + (row.methods ? 1 : 0);
}

const patterns: readonly Pattern[] = rows
  .map((row) => {
    const segments = segmentsOf(row.path);
    return { ...row, segments, rank: rankOf(row, segments) };
  })
  .sort((a, b) => b.rank - a.rank);

function matches(pattern: Pattern, method: string, segments: readonly string[]): boolean {
  if (pattern.methods !== undefined && !pattern.methods.includes(method)) return false;
  if (pattern.exact ? segments.length !== pattern.segments.length : segments.length < pattern.segments.length) return false;
  return pattern.segments.every((segment, index) => isParameter(segment) || segment === segments[index]);
}

/** The bucket whose quota a request is counted against. */
export function bucketOf(method: string, path: string): string {
  const segments = segmentsOf(path);
  const found = patterns.find((pattern) => matches(pattern, method.toUpperCase(), segments));
  return found?.bucket ?? "/api/v1";
}

/**
 * Requests a minute by bucket, from the last table Okta published (withdrawn in December 2025): integrator free,
 * one app, enterprise, workforce. Where a bucket is missing Okta never published a number.
 */
const quotas: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "/api/v1": [100, 600, 600, 1200],
  "/api/v1/apps": [20, 100, 100, 100],
  "/api/v1/apps/{id}": [100, 600, 600, 500],
  "/api/v1/groups": [100, 600, 600, 500],
  "/api/v1/groups/{id}": [100, 600, 600, 1000],
  "/api/v1/users": [100, 600, 600, 600],
  "/api/v1/users/{id}": [100, 1000, 1000, 2000],
  "/api/v1/users/{id} (write)": [100, 600, 600, 600],
  "/api/v1/logs": [20, 50, 50, 120],
  "/api/v1/devices": [100, 150, 150, 100],
  "/api/v1/certificateAuthorities": [100, 150, 150, 100],
  "/oauth2/v1/clients": [25, 100, 100, 100],
};

const columns: readonly OrgKind[] = ["integrator", "oneApp", "enterprise", "workforce"];

/** Requests a minute that a bucket allows by default; those without a published number are taken to be like /api/v1. */
export function defaultQuota(bucket: string, kind: OrgKind): number {
  if (bucket === unlimited) return Number.POSITIVE_INFINITY;
  const row = quotas[bucket] ?? quotas["/api/v1"];
  return row?.[columns.indexOf(kind)] ?? 100;
}

/** Simultaneous requests an org allows for everything but Office 365 and agents. */
export const concurrencyLimits: Readonly<Record<OrgKind, number>> = {
  integrator: 35,
  oneApp: 75,
  enterprise: 75,
  workforce: 75,
};

/** The share of every bucket that one API token or one OAuth app may use unless an admin says otherwise. */
export const defaultPrincipalShare = 0.5;
