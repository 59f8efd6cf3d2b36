// Every message of the provider. Summaries and sentences that Terraform or its provider kits have are worded as theirs.
import type { Path, ProviderDiagnostic } from "@lockstep/engine";

const error = (summary: string, detail: string, path?: Path): ProviderDiagnostic => ({ severity: "error", summary, detail, ...(path ? { path } : {}) });
const warning = (summary: string, detail: string, path?: Path): ProviderDiagnostic => ({ severity: "warning", summary, detail, ...(path ? { path } : {}) });
const named = (names: readonly string[]): string => `\`${names.toSorted().join(",")}\``;

export const missingArgument = (name: string, path: Path) =>
  error("Missing required argument", `The argument "${name}" is required, but no definition was found.`, path);

export const missingConfiguration = (name: string, path: Path) =>
  error(
    "Missing Configuration for Required Attribute",
    `Must set a configuration value for the ${name} attribute as the provider has marked it as required.\n\n` +
      "Refer to the provider documentation or contact the provider developers for additional information about configurable attributes that are required.",
    path,
  );

export const chosenByProvider = (name: string, path: Path) =>
  error(
    "Value for unconfigurable attribute",
    `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`,
    path,
  );

export const readOnly = (path: Path) =>
  error(
    "Invalid Configuration for Read-Only Attribute",
    "Cannot set value for this attribute as the provider has marked it as read-only. Remove the configuration line setting the value.\n\n" +
      "Refer to the provider documentation or contact the provider developers for additional information about configurable and read-only attributes.",
    path,
  );

export const conflictingArguments = (name: string, other: string, path: Path) =>
  error("Conflicting configuration arguments", `"${name}": conflicts with ${other}`, path);

export const requiredTogether = (name: string, names: readonly string[], path: Path) =>
  error("Missing required argument", `"${name}": all of ${named(names)} must be specified`, path);

export const noneOfArguments = (name: string, names: readonly string[], path: Path) =>
  error("Invalid combination of arguments", `"${name}": one of ${named(names)} must be specified`, path);

export const severalOfArguments = (name: string, names: readonly string[], path: Path) =>
  error("Invalid combination of arguments", `"${name}": only one of ${named(names)} can be specified.`, path);

export const atLeastOneArgument = (name: string, names: readonly string[], path: Path) =>
  error("Missing required argument", `"${name}": one of ${named(names)} must be specified`, path);

export const tooManyItems = (name: string, most: number, count: number, path: Path) =>
  error("Too many list items", `Attribute ${name} supports ${most} item maximum, but config has ${count} declared.`, path);

export const notEnoughItems = (name: string, least: number, count: number, path: Path) =>
  error("Not enough list items", `Attribute ${name} requires ${least} item minimum, but config has only ${count} declared.`, path);

export const deprecatedArgument = (why: string, path: Path) => warning("Argument is deprecated", why, path);

export const noWayToStatus = (from: string, to: string) =>
  error("Status cannot be reached", `Okta has no way to bring a user from status "${from}" to "${to}". Set "status" to one that can be reached, or make the user again.`, ["status"]);

export const needsApiToken = (argument: string) =>
  error(
    "API token needed",
    `"${argument}" lies behind an endpoint of Okta that takes only API tokens, and you are signed in as a service app. Leave the argument out, or configure the provider with "api_token".`,
    [argument],
  );

export const noSuchMapping = (source: string, target: string) =>
  error(
    "No profile mapping",
    `There is no mapping from "${source}" to "${target}". Okta makes one for each pair of an app or identity provider and a user type: look at both ids and at their order.`,
    ["source_id"],
  );

export const missingForRequest = (template: string) =>
  error("Object cannot be addressed", `The request ${template.replace(/\{(\w+)\}/g, '{"$1"}')} needs an attribute that has no value. The state may have been edited by hand, or an object it names is gone.`);

export const notImportable = (type: string) => error("Import not supported", `Objects of type "${type}" cannot be imported.`);

export const wrongImportId = (type: string, form: string, id: string) =>
  error("Wrong import id", `"${id}" is not an import id of "${type}". It is written as ${form}.`);

export const nothingToImport = (type: string, id: string) =>
  error("Cannot import non-existent remote object", `There is no object of type "${type}" with the id "${id}" in this org. Check the id and the organization.`);

export const forgotten = (type: string) =>
  warning("Object stays in the org", `Okta cannot delete objects of type "${type}". It is no longer managed, and stays as it is.`);

export const nothingToAdopt = (type: string) =>
  error("Nothing to adopt", `Objects of type "${type}" are not created: Okta has them already. None in this org fits the arguments.`);

export const cannotTellWhatWasMade = (type: string, count: number) =>
  error(
    "Unclear what was created",
    `The last apply ended while it created an object of type "${type}", and ${count} objects now fit it. Import the right one, or delete what should not be there.`,
  );

export const leftActive = (key: string) =>
  warning(
    "Authenticator left active",
    `Okta did not let the authenticator "${key}" be switched off: a policy enrolls it, or it cannot be switched off at all. It is no longer managed, and stays as it is.`,
  );

export const providerArgumentUnknown = (name: string) =>
  error("Provider argument not known yet", `"${name}" of the provider "okta" depends on something that is made by the same apply. Give it as a variable, or apply what it depends on first.`, [name]);

export const noOrg = () => error("No organization given", 'The provider needs "org_name" (or the environment variable OKTA_ORG_NAME): the first part of the org\'s address, "dev-123456" of https://dev-123456.okta.com.');

export const noCredentials = () =>
  error(
    "No credentials given",
    'The provider needs an API token ("api_token" or OKTA_API_TOKEN), or a service app: "client_id", "private_key" and "scopes" (OKTA_API_CLIENT_ID, OKTA_API_PRIVATE_KEY, OKTA_API_SCOPES).',
  );

export const badPrivateKey = () =>
  error("Private key cannot be read", '"private_key" is neither a private key in PEM form (PKCS#1 or PKCS#8; RSA or an elliptic curve) nor the path of a file with one.', ["private_key"]);

export const noScopes = () => error("No scopes given", 'A service app needs "scopes" (or OKTA_API_SCOPES): those that were granted to it, such as okta.groups.manage.', ["scopes"]);

export const newerState = (type: string, version: number, ours: number) =>
  error("Resource instance managed by newer provider version", `The state of this "${type}" has schema version ${version}, and this provider knows up to ${ours}. Use a newer version of Lockstep.`);

export const unreadableState = (type: string, why: string) => error("Invalid attributes in state", `The state of this "${type}" cannot be read: ${why}.`);

export const unknownType = (type: string) => error("Invalid resource type", `The provider "okta" has no resource type "${type}".`);

export const nothingFound = (what: string) => error("Nothing found", `The org has no ${what}.`);

export const notExactly = (what: string, name: string) =>
  warning("Nothing named exactly so", `The org has no ${what}: "${name}" is taken, whose name begins so.`);

export const tooFewArguments = (names: readonly string[]) =>
  error("Missing required argument", `One of ${named(names)} must be specified: else it is not known what to look for.`);
