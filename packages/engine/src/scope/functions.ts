// The functions that a module may call: the built-in ones, and those of providers that it requires.
import { terraformProviderFunctions } from "@lockstep/hcl";
import type { FunctionTable } from "@lockstep/hcl";
import type { Module } from "../config/configuration.ts";
import { builtinProvider } from "../config/provider-source.ts";

/** The table for a module. Only the built-in provider has functions. */
export function functionsOf({ settings }: Module, builtin: FunctionTable): FunctionTable {
  const names = [...settings.requiredProviders].filter(([, { source }]) => source === builtinProvider).map(([name]) => name);
  if (names.length === 0) return builtin;
  const provided = names.flatMap((name) =>
    [...terraformProviderFunctions].map(([full, definition]) => [`provider::${name}::${full.split("::").at(-1) ?? full}`, definition] as const),
  );
  return new Map([...builtin, ...provided]);
}
