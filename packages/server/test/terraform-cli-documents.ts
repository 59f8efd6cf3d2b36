// The types that go-tfe decodes documents into: a value of another kind makes it refuse the whole document.
import type { Answer } from "./test-server.ts";

type Kind = "text" | "flag" | "number" | "time" | "texts" | "flags" | "times" | "object" | "objects" | "anything";

interface DocumentType {
  readonly attributes: Readonly<Record<string, Kind>>;
  /** The types that a relation may name; a relation that is not here is not decoded. */
  readonly relationships?: Readonly<Record<string, readonly string[]>>;
  /** What the command line crashes or turns back without. */
  readonly needs?: readonly string[];
}

const run: DocumentType = {
  attributes: {
    status: "text", message: "text", source: "text", "terraform-version": "text", "trigger-reason": "text", "created-at": "time", "force-cancel-available-at": "time", "canceled-at": "time", "position-in-queue": "number",
    "auto-apply": "flag", "allow-config-generation": "flag", "allow-empty-apply": "flag", "has-changes": "flag", "is-destroy": "flag", "plan-only": "flag", refresh: "flag", "refresh-only": "flag", "save-plan": "flag",
    "replace-addrs": "texts", "target-addrs": "texts", "policy-paths": "texts", variables: "objects", actions: "flags", permissions: "flags", "status-timestamps": "times",
  },
  relationships: {
    apply: ["applies"], plan: ["plans"], workspace: ["workspaces"], "configuration-version": ["configuration-versions"], "cost-estimate": ["cost-estimates"], "created-by": ["users"], "confirmed-by": ["users"],
    "canceled-by": ["users"], "policy-checks": ["policy-checks"], "task-stages": ["task-stages"], comments: ["comments"], "run-events": ["run-events"],
  },
  needs: ["status", "actions", "permissions", "has-changes"],
};

const phase: DocumentType = {
  attributes: {
    status: "text", "log-read-url": "text", "has-changes": "flag", "generated-configuration": "flag", "resource-additions": "number", "resource-changes": "number", "resource-destructions": "number", "resource-imports": "number", "status-timestamps": "times", "execution-details": "object",
  },
  relationships: { "state-versions": ["state-versions"] },
  needs: ["status", "log-read-url"],
};

/** By type, what of it is decoded. */
const types: Readonly<Record<string, DocumentType>> = {
  runs: run,
  plans: phase,
  applies: phase,
  workspaces: {
    attributes: {
      name: "text", description: "text", environment: "text", "execution-mode": "text", "terraform-version": "text", "working-directory": "text", "migration-environment": "text", source: "text", "source-name": "text", "source-url": "text", "agent-pool-id": "text", "vcs-repo-identifier": "text", "locked-reason": "text",
      "created-at": "time", "updated-at": "time", "auto-destroy-at": "time", "latest-change-at": "time", "last-assessment-result-at": "time",
      "allow-destroy-plan": "flag", "assessments-enabled": "flag", "auto-apply": "flag", "auto-apply-run-trigger": "flag", "can-queue-destroy-plan": "flag", "file-triggers-enabled": "flag", "global-remote-state": "flag", locked: "flag", operations: "flag", "queue-all-runs": "flag", "speculative-enabled": "flag", "structured-run-output-enabled": "flag",
      "apply-duration-average": "number", "plan-duration-average": "number", "policy-check-failures": "number", "run-failures": "number", "workspace-kpis-runs-count": "number", "resource-count": "number",
      "tag-names": "texts", "trigger-prefixes": "texts", "trigger-patterns": "texts", actions: "flags", permissions: "flags", "vcs-repo": "object", "setting-overwrites": "flags",
    },
    relationships: {
      organization: ["organizations"], project: ["projects"], "current-run": ["runs"], "latest-run": ["runs"], "current-state-version": ["state-versions"], "current-configuration-version": ["configuration-versions"], "locked-by": ["users", "teams", "runs"], outputs: ["state-version-outputs", "workspace-outputs"],
      "ssh-key": ["ssh-keys"], "agent-pool": ["agent-pools"], readme: ["workspace-readme"], vars: ["vars"], "tag-bindings": ["tag-bindings"], "effective-tag-bindings": ["effective-tag-bindings"], "current-assessment-result": ["assessment-results"], "remote-state-consumers": ["workspaces"],
    },
    needs: ["name", "permissions", "execution-mode", "structured-run-output-enabled"],
  },
  "configuration-versions": {
    attributes: { status: "text", source: "text", error: "text", "error-message": "text", "upload-url": "text", "auto-queue-runs": "flag", provisional: "flag", speculative: "flag", "changed-files": "texts", "status-timestamps": "times" },
    relationships: { "ingress-attributes": ["ingress-attributes"] },
    needs: ["status"],
  },
  "ingress-attributes": {
    attributes: { branch: "text", "clone-url": "text", "commit-message": "text", "commit-sha": "text", "commit-url": "text", "compare-url": "text", identifier: "text", "is-pull-request": "flag", "on-default-branch": "flag", "pull-request-number": "number", "pull-request-url": "text", "pull-request-title": "text", "pull-request-body": "text", tag: "text", "sender-username": "text", "sender-avatar-url": "text", "sender-html-url": "text" },
  },
  "state-versions": {
    attributes: {
      "created-at": "time", status: "text", serial: "number", size: "number", lineage: "text", "vcs-commit-sha": "text", "vcs-commit-url": "text", "resources-processed": "flag", intermediate: "flag", "state-version": "number", "terraform-version": "text", modules: "object", providers: "object", resources: "objects",
      "hosted-state-download-url": "text", "hosted-state-upload-url": "text", "hosted-json-state-upload-url": "text", "hosted-json-state-download-url": "text",
    },
    relationships: { run: ["runs"], outputs: ["state-version-outputs"], "created-by": ["users"], workspace: ["workspaces"], "rollback-state-version": ["state-versions"] },
    needs: ["serial", "status"],
  },
  "state-version-outputs": { attributes: { name: "text", sensitive: "flag", type: "text", value: "anything", "detailed-type": "anything" }, needs: ["name", "sensitive", "detailed-type"] },
  "tag-bindings": { attributes: { key: "text", value: "text" }, needs: ["key"] },
  "effective-tag-bindings": { attributes: { key: "text", value: "text" }, needs: ["key"] },
  tags: { attributes: { name: "text", "instance-count": "number" } },
  projects: { attributes: { name: "text", description: "text", "created-at": "time", "workspace-count": "number", "team-count": "number", permissions: "flags", "default-execution-mode": "text", "setting-overwrites": "flags" }, relationships: { organization: ["organizations"], "default-agent-pool": ["agent-pools"] }, needs: ["name"] },
  organizations: {
    attributes: { name: "text", email: "text", "external-id": "text", "created-at": "time", "trial-expires-at": "time", "assessments-enforced": "flag", "default-execution-mode": "text", "cost-estimation-enabled": "flag", "collaborator-auth-policy": "text", "session-remember": "number", "session-timeout": "number", "saml-enabled": "flag", permissions: "flags" },
    relationships: { "default-project": ["projects"] },
    needs: ["name"],
  },
  "entitlement-sets": { attributes: { operations: "flag", agents: "flag", "audit-logging": "flag", "cost-estimation": "flag", "private-module-registry": "flag", "run-tasks": "flag", sentinel: "flag", sso: "flag", "state-storage": "flag", teams: "flag", "vcs-integrations": "flag", "user-limit": "number" }, needs: ["operations"] },
  "organization-capacity": { attributes: { pending: "number", running: "number" } },
  users: { attributes: { username: "text", email: "text", "avatar-url": "text", "is-service-account": "flag", "is-site-admin": "flag", "unconfirmed-email": "text", permissions: "flags", "two-factor": "object" } },
  teams: { attributes: { name: "text", "is-unified": "flag", "sso-team-id": "text", "users-count": "number", visibility: "text", "organization-access": "flags", permissions: "flags", "allow-member-token-management": "flag" }, relationships: { users: ["users"], "organization-memberships": ["organization-memberships"], organization: ["organizations"] } },
  "team-workspaces": { attributes: { access: "text", runs: "text", variables: "text", "state-versions": "text", "sentinel-mocks": "text", "workspace-locking": "flag", "run-tasks": "flag" }, relationships: { team: ["teams"], workspace: ["workspaces"] } },
  "team-projects": { attributes: { access: "text", "project-access": "object", "workspace-access": "object" }, relationships: { team: ["teams"], project: ["projects"] } },
  "organization-memberships": { attributes: { status: "text", email: "text" }, relationships: { user: ["users"], teams: ["teams"], organization: ["organizations"] } },
  "authentication-tokens": { attributes: { "created-at": "time", "last-used-at": "time", "expired-at": "time", description: "text", token: "text" }, relationships: { "created-by": ["users", "teams", "organizations"], team: ["teams"] } },
  vars: { attributes: { key: "text", value: "text", description: "text", category: "text", hcl: "flag", sensitive: "flag", "version-id": "text", "created-at": "time" }, relationships: { configurable: ["workspaces"], workspace: ["workspaces"], varset: ["varsets"] }, needs: ["key", "category"] },
  varsets: { attributes: { name: "text", description: "text", global: "flag", priority: "flag", "var-count": "number", "workspace-count": "number", "project-count": "number", "updated-at": "time" }, relationships: { organization: ["organizations"], workspaces: ["workspaces"], projects: ["projects"], vars: ["vars"], parent: ["organizations", "projects"] } },
  comments: { attributes: { body: "text" }, relationships: { "run-event": ["run-events"] } },
  "run-events": { attributes: { action: "text", description: "text", "created-at": "time" }, relationships: { actor: ["users"], comment: ["comments"] } },
  "run-triggers": { attributes: { "created-at": "time", "sourceable-name": "text", "workspace-name": "text" }, relationships: { sourceable: ["workspaces"], workspace: ["workspaces"] } },
  "notification-configurations": {
    attributes: { name: "text", "created-at": "time", "updated-at": "time", "destination-type": "text", enabled: "flag", token: "text", url: "text", triggers: "texts", "email-addresses": "texts", "delivery-responses": "objects" },
    relationships: { subscribable: ["workspaces", "teams", "projects"], users: ["users"] },
  },
  "assessment-results": {
    attributes: { drifted: "flag", succeeded: "flag", "all-checks-succeeded": "flag", "checks-passed": "number", "checks-failed": "number", "checks-errored": "number", "checks-unknown": "number", "resources-drifted": "number", "resources-undrifted": "number", "error-message": "text", "error-msg": "text", "created-at": "time" },
    relationships: { workspace: ["workspaces"] },
  },
  "oauth-clients": { attributes: { "created-at": "time", name: "text", "api-url": "text", "http-url": "text", "callback-url": "text", "connect-path": "text", key: "text", secret: "text", "service-provider": "text", "service-provider-display-name": "text", "rsa-public-key": "text", "organization-scoped": "flag" }, relationships: { organization: ["organizations"], "oauth-tokens": ["oauth-tokens"], projects: ["projects"] } },
  "oauth-tokens": { attributes: { "created-at": "time", uid: "text", "has-ssh-key": "flag", "service-provider-user": "text" }, relationships: { "oauth-client": ["oauth-clients"] } },
  "workspace-readme": { attributes: { "raw-markdown": "text" } },
};

const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
const isTime = (value: unknown): boolean => typeof value === "string" && utc.test(value);

/** Whether a value can be decoded as this; null is nothing, whatever the kind. */
const decodes: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  flag: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number" && Number.isSafeInteger(value),
  time: isTime,
  texts: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
  flags: (value) => isObject(value) && Object.values(value).every((each) => typeof each === "boolean"),
  times: (value) => isObject(value) && Object.values(value).every(isTime),
  object: isObject,
  objects: (value) => Array.isArray(value) && value.every(isObject),
  anything: () => true,
};

/** What go-tfe would refuse in a document, or not find there. */
export function mistakesIn(document: Answer): readonly string[] {
  const { data, errors, included, meta } = document as Readonly<Record<string, unknown>>;
  if (errors !== undefined) return mistakesInErrors(errors);
  const list = Array.isArray(data) ? (data as unknown[]) : data === null || data === undefined ? [] : [data];
  const pagination = isObject(meta) && isObject(meta["pagination"]) ? meta["pagination"] : {};
  return [
    ...[...list, ...(Array.isArray(included) ? (included as unknown[]) : [])].flatMap(mistakesInResource),
    ...Object.entries(pagination).flatMap(([name, value]) => (value === null || typeof value === "number" ? [] : [`meta.pagination.${name} is ${JSON.stringify(value)}`])),
  ];
}

function mistakesInErrors(errors: unknown): readonly string[] {
  const fine = Array.isArray(errors) && errors.every((each) => isObject(each) && typeof each["status"] === "string" && typeof each["title"] === "string" && (each["detail"] === undefined || typeof each["detail"] === "string"));
  return fine ? [] : [`errors is ${JSON.stringify(errors)}`];
}

function mistakesInResource(resource: unknown): readonly string[] {
  const { id, type, attributes = {}, relationships = {} } = isObject(resource) ? resource : {};
  if (typeof id !== "string" || typeof type !== "string" || !isObject(attributes) || !isObject(relationships)) return [`no resource: ${JSON.stringify(resource)}`];
  const known = types[type];
  if (!known) return [`type "${type}" is not in the table of what go-tfe decodes`];
  const missing = (known.needs ?? []).filter((name) => attributes[name] === undefined || attributes[name] === null).map((name) => `${type}.${name} is missing`);
  const wrong = Object.entries(attributes).flatMap(([name, value]) => {
    const kind = known.attributes[name] ?? (name.endsWith("-at") ? "time" : "anything");
    return value === null || decodes[kind](value) ? [] : [`${type}.${name} should be ${kind}: ${JSON.stringify(value)}`];
  });
  const related = Object.entries(relationships).flatMap(([name, relation]) => mistakesInRelation(`${type}.${name}`, relation, known.relationships?.[name]));
  return [...missing, ...wrong, ...related];
}

function mistakesInRelation(place: string, relation: unknown, allowed: readonly string[] | undefined): readonly string[] {
  const data = isObject(relation) ? relation["data"] : undefined;
  if (!isObject(relation)) return [`${place} is no relation: ${JSON.stringify(relation)}`];
  const members = data === undefined || data === null ? [] : Array.isArray(data) ? (data as unknown[]) : [data];
  return members.flatMap((member) => {
    const fine = isObject(member) && typeof member["id"] === "string" && typeof member["type"] === "string" && (allowed?.includes(member["type"]) ?? true);
    return fine ? [] : [`${place} names ${JSON.stringify(member)}`];
  });
}
