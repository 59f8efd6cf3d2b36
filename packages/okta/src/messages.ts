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
