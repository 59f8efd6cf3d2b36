import { randomUUID } from "node:crypto";
import { builtinTerraform, type ProviderFactory, type ReadKeptState } from "@lockstep/engine";
import { oktaProvider } from "@lockstep/okta";
import { version } from "../version.ts";
import { filesIn } from "./files.ts";

/** The providers that Lockstep has, by source address. */
export function providersFor(folder: string, environment: Readonly<Record<string, string | undefined>>, workspace: string, keptState: ReadKeptState = readBySelf(environment)): ReadonlyMap<string, ProviderFactory> {
  const factories = [
    builtinTerraform({ files: filesIn(folder), newId: randomUUID, workspace, keptState }),
    oktaProvider({ environment, userAgent: `lockstep/${version}` }),
  ];
  return new Map(factories.map((factory) => [factory.source, factory]));
}

// Few configurations read a state over the network: what that takes is loaded for those.
const readBySelf = (environment: Readonly<Record<string, string | undefined>>): ReadKeptState => async (wanted) => (await import("../remote/kept-state.ts")).readKeptState(wanted, environment);
