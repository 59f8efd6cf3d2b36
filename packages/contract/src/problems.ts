// Every refusal of the server: its HTTP status, its title, and what to do. docs/guide/problems.md is held against this list by a test.

interface ProblemRow {
  readonly status: number;
  /** Two to five words, always the same. */
  readonly title: string;
  /** What it means and what to do; `{name}` stands for a fact of the case. */
  readonly detail: string;
}

const row = (status: number, title: string, detail: string): ProblemRow => ({ status, title, detail });

export const problems = {
  unauthorized: row(401, "unauthorized", "The access token is missing, unknown, or no longer valid. Sign in again, or make a new token under Settings, Tokens."),
  // HCP Terraform answers 404 where somebody may not see a thing; so do we.
  "not-found": row(404, "not found", "There is no {kind} \"{name}\", or you may not see it. Ask an owner of the organization for access."),
  forbidden: row(403, "forbidden", "Your access does not suffice to {action}. It takes {needed}; ask an owner of the organization."),
  invalid: row(422, "invalid attribute", "{detail}"),
  taken: row(422, "invalid attribute", "There is already a {kind} named \"{name}\". Choose another name."),
  "bad-request": row(400, "bad request", "{detail}"),
  "param-missing": row(400, "param is missing or the value is empty: {name}", "The request needs \"{name}\"."),
  "too-large": row(413, "payload too large", "{what} is larger than {limit}. {advice}"),
  "bad-archive": row(422, "invalid archive", "The configuration could not be unpacked: {detail}"),
  "not-allowed-now": row(409, "transition not allowed", "The run is {status}; that is no time to {event} it. Look at the run again: somebody else may have acted."),
  "workspace-locked": row(409, "workspace already locked", "The workspace \"{name}\" is locked by {by}{reason}. Wait until it is unlocked, or unlock it under Actions, Unlock."),
  "workspace-not-locked": row(409, "workspace already unlocked", "The workspace \"{name}\" is not locked."),
  "locked-by-other": row(409, "conflict", "Unable to unlock: the workspace \"{name}\" is locked by {byKind} \"{by}\". An admin of the workspace can force it."),
  "state-needs-lock": row(409, "conflict", "The state of \"{name}\" can be written only by who has locked the workspace. Lock it first."),
  "state-pending": row(422, "unprocessable entity", "The latest state version is still pending: its content was announced and has not arrived. Wait for the upload, or discard it."),
  "stale-serial": row(409, "conflict", "The state has serial {given}, and serial {current} is already stored. Somebody wrote in between: pull the state, look at both, and push again."),
  "foreign-lineage": row(409, "conflict", "The state has lineage {given}, and the workspace's has {current}: they are states of two different things. Push with -force if you are sure."),
  "workspace-in-use": row(409, "conflict", "The workspace \"{name}\" still manages {count} resources. Destroy them first, or delete it with force and leave them as they are."),
  "processing-state": row(409, "conflict", "The newest state of \"{name}\" is still being processed. Try again in a moment."),
  "no-configuration": row(422, "no configuration", "The workspace \"{name}\" has no configuration yet. Push to its branch, or upload one."),
  "configuration-not-ready": row(422, "configuration not uploaded", "The configuration version {id} is {status}. Upload it, or wait for it."),
  "stale-plan": row(409, "saved plan is stale", "The state has changed since this plan was made, so it must not be applied. Make a new one."),
  "sensitive-variable": row(422, "invalid attribute", "The variable \"{name}\" is sensitive: only its value can be replaced. To change anything else, delete it and make it anew."),
  "bad-schedule": row(422, "invalid schedule", "{detail}"),
  "repository-unreachable": row(422, "repository unreachable", "The repository {name} could not be read: {detail}"),
  "connection-in-use": row(409, "conflict", "The connection \"{name}\" is used by {count} workspaces. Connect them elsewhere first."),
  "org-unreachable": row(422, "Okta org unreachable", "The org {name} did not answer: {detail}"),
  "org-refused": row(422, "Okta refused the credentials", "The org {name} answered: {detail}. Check that the token is not revoked and that its admin has the scopes."),
  "bad-signature": row(401, "signature does not match", "The webhook was not signed with this connection's secret. Set the same secret on both sides."),
  "login-failed": row(401, "sign-in failed", "The name or the password is not right."),
  "login-blocked": row(429, "too many attempts", "Too many sign-ins failed. Try again in {seconds} seconds."),
  "link-invalid": row(422, "link not valid", "The link is unknown, was used already, or is too old. Ask who gave it to you for a new one."),
  "wrong-password": row(422, "invalid attribute", "The current password is not right."),
  "sign-in-refused": row(403, "sign-in refused", "{detail}"),
  "setup-done": row(409, "already set up", "The first account exists. Sign in with it, or ask its owner for an invitation."),
  csrf: row(403, "request not from this site", "The request carries no valid CSRF token. Reload the page and try again."),
  "rate-limited": row(429, "Too many requests", "You have asked more often than {limit} times in {seconds} seconds. Wait and try again."),
  "last-admin": row(409, "conflict", "There must remain one account that administers the site and can sign in."),
  "project-in-use": row(409, "conflict", "The project \"{name}\" still has {count} workspaces. Move or delete them first."),
  "organization-in-use": row(409, "conflict", "The workspaces of \"{name}\" still manage {count} resources. Destroy them first, or delete it with force and leave them as they are."),
  "too-many-streams": row(429, "too many streams", "You have {limit} event streams open already. Close pages that you do not need, and try again."),
  "last-owner": row(409, "conflict", "The owners team must keep at least one member, or nobody could manage the organization."),
  "org-in-use": row(409, "conflict", "The Okta org \"{name}\" is still used by {workspaces}. Connect those workspaces to another org first."),
  "drift-over": row(409, "conflict", "The drift of {address} is {status}; there is nothing to {action}. Look at it again: somebody else may have acted."),
  "scan-running": row(409, "conflict", "A drift scan of \"{name}\" is already on its way."),
  internal: row(500, "internal error", "Something went wrong in Lockstep; the log has more under {reference}."),
  "not-ready": row(503, "service unavailable", "The server is starting, stopping, or busier than it can bear. Try again in a moment."),
} as const satisfies Readonly<Record<string, ProblemRow>>;

export type ProblemCode = keyof typeof problems;
