import type { Diagnostic } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import type { Module, ModuleCall, ProviderReference } from "../configuration.ts";
import { moduleName, modulesOf } from "../modules.ts";
import { displaySource, impliedProviderSource } from "../provider-source.ts";
import type { Rule } from "./rule.ts";

/** A module gets the provider configurations that it asks for, and each is of the right provider. */
export const passedProviders: Rule = (configuration) =>
  [...modulesOf(configuration)].flatMap((module) => [...module.calls.values()].flatMap((call) => callProblems(module, call)));

function callProblems(caller: Module, call: ModuleCall): Diagnostic[] {
  const { module } = call;
  if (!module) return [];
  const missing = [...module.settings.requiredProviders.values()].flatMap(({ source, configurationAliases }) =>
    configurationAliases.filter((name) => !call.providers.has(name)).map((name) => messages.providerNotPassed(displaySource(source), name, call.range)),
  );
  const passed = [...call.providers].flatMap(([inside, outside]) => passedProblems(caller, module, inside, outside));
  return [...missing, ...passed];
}

function passedProblems(caller: Module, module: Module, inside: string, outside: ProviderReference): Diagnostic[] {
  const localName = inside.split(".")[0] ?? inside;
  const outer = { name: nameOf(outside), source: sourceIn(caller, outside.localName), module: moduleName(caller) };
  const inner = { name: inside, source: sourceIn(module, localName), module: moduleName(module) };
  if (outer.source !== inner.source) return [messages.passedProviderMismatch(outer, inner, outside.range)];
  const declared = module.settings.requiredProviders.has(localName) || module.providers.has(inside);
  return declared ? [] : [messages.passedProviderUnknown(inside, inner.module, inner.source, outside.range)];
}

const nameOf = ({ localName, alias }: ProviderReference): string => (alias === undefined ? localName : `${localName}.${alias}`);

const sourceIn = ({ settings }: Module, localName: string): string => displaySource(settings.requiredProviders.get(localName)?.source ?? impliedProviderSource(localName));
