// Configurations written in tests, and what is said about them.
import { builtinFunctions, emptyContext, hasErrors, printRange } from "@lockstep/hcl";
import type { Diagnostic } from "@lockstep/hcl";
import { builtinTerraform } from "../src/builtin/terraform.ts";
import type { Configuration } from "../src/config/configuration.ts";
import { loadConfiguration } from "../src/config/load.ts";
import type { ModuleResolver } from "../src/config/load.ts";
import type { Files } from "../src/files.ts";
import type { ProviderFactory } from "../src/provider.ts";
import { validateConfiguration } from "../src/validate/validate.ts";

const encoder = new TextEncoder();

/** Files in memory, by path; a text alone is main.tf. */
export function filesOf(given: string | Readonly<Record<string, string>>): Files {
  const all = typeof given === "string" ? { "main.tf": given } : given;
  return {
    read: (path) => (Object.hasOwn(all, path) ? encoder.encode(all[path]) : undefined),
    list(folder) {
      const prefix = folder === "." ? "" : `${folder}/`;
      const inside = Object.keys(all).filter((path) => path.startsWith(prefix));
      if (inside.length === 0 && folder !== ".") return undefined;
      const names = new Map(inside.map((path) => [path.slice(prefix.length).split("/")[0] ?? "", path.slice(prefix.length).includes("/")]));
      return [...names].map(([name, isFolder]) => ({ name, kind: isFolder ? "folder" : "file" }));
    },
  };
}

/** `main.tf:1,2-3 Summary`, or the summary alone; warnings with a "!" in front. In order of their places. */
export const said = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .map(({ severity, summary, subject }) => `${severity === "warning" ? "! " : ""}${subject ? `${printRange(subject)} ` : ""}${summary}`)
    .sort();

/** A configuration that must load without errors. */
export function load(given: string | Readonly<Record<string, string>>): Configuration {
  const { configuration, diagnostics } = loadConfiguration({ files: filesOf(given), folder: "." });
  if (hasErrors([...diagnostics])) throw new Error(said(diagnostics).join("\n"));
  return configuration;
}

/** What is said when the files are read. */
export function checkLoad(given: string | Readonly<Record<string, string>>, resolveModule?: ModuleResolver): string[] {
  return said(loadConfiguration({ files: filesOf(given), folder: ".", ...(resolveModule && { resolveModule }) }).diagnostics);
}

/** The built-in provider alone, or with others. */
export function providersWith(...others: readonly ProviderFactory[]): ReadonlyMap<string, ProviderFactory> {
  const builtin = builtinTerraform({ files: filesOf({}), newId: () => "id" });
  return new Map([builtin, ...others].map((factory) => [factory.source, factory]));
}

/** What is said when a configuration that loads is validated. */
export function checkValidate(given: string | Readonly<Record<string, string>>, ...others: readonly ProviderFactory[]): string[] {
  const configuration = load(given);
  return said(validateConfiguration({ configuration, providers: providersWith(...others), functions: builtinFunctions, context: emptyContext }));
}
