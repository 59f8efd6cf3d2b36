import { randomUUID } from "node:crypto";
import { builtinTerraform, type ProviderFactory } from "@lockstep/engine";
import { oktaProvider } from "@lockstep/okta";
import { version } from "../version.ts";
import { filesIn } from "./files.ts";

/** The providers that Lockstep has, by source address. */
export function providersFor(folder: string, environment: Readonly<Record<string, string | undefined>>, workspace: string): ReadonlyMap<string, ProviderFactory> {
  const factories = [
    builtinTerraform({ files: filesIn(folder), newId: randomUUID, workspace }),
    oktaProvider({ environment, userAgent: `lockstep/${version}` }),
  ];
  return new Map(factories.map((factory) => [factory.source, factory]));
}
