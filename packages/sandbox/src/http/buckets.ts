// The published buckets that matter (okta-facts 1.2): an exact path first, then the longest prefix.
const exact: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/v1\/apps\/[^/]+$/, "/api/v1/apps/{id}"],
  [/^\/api\/v1\/groups\/(?!rules$)[^/]+$/, "/api/v1/groups/{id}"],
];

const prefixes: readonly string[] = [
  "/api/v1/apps",
  "/api/v1/groups",
  "/api/v1/users",
  "/api/v1/logs",
  "/api/v1/devices",
  "/api/v1/certificateAuthorities",
  "/api/v1/iam",
  "/oauth2/v1/clients",
  "/api/v1",
];

/** The rate-limit bucket that a request counts in. */
export const bucketOf = (method: string, path: string): string => {
  if (/^\/api\/v1\/users\/[^/]+$/.test(path)) return method === "GET" ? "/api/v1/users/{id}" : "/api/v1/users/{id} (write)";
  const found = exact.find(([pattern]) => pattern.test(path));
  if (found) return found[1];
  return prefixes.find((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ?? "/";
};
