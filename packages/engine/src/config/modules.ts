import type { Configuration, Module } from "./configuration.ts";

/** All modules of a configuration, callers before those they call. */
export function* modulesOf(configuration: Configuration): Generator<Module> {
  yield* withCalled(configuration.root);
}

function* withCalled(module: Module): Generator<Module> {
  yield module;
  for (const call of module.calls.values()) if (call.module) yield* withCalled(call.module);
}

/** "the root module" or "module.a.b": how messages name a module. */
export const moduleName = ({ path }: Pick<Module, "path">): string => (path.length === 0 ? "the root module" : `module.${path.join(".")}`);
