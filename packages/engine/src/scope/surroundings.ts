// What all module instances of one walk share.
import type { FunctionContext, FunctionTable, Value } from "@lockstep/hcl";
import type { Configuration, ModuleCall, ResourceConfig } from "../config/configuration.ts";
import type { InstanceKey } from "../state/state.ts";
import type { Evaluated, ModuleScope } from "./module-scope.ts";

export interface Surroundings {
  readonly configuration: Configuration;
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
  /** terraform.workspace */
  readonly workspace: string;
  /** terraform.applying */
  readonly applying: boolean;
  /** Nothing is known but types: variables, instances and objects are unknown. */
  readonly validating: boolean;
  readonly objects: ObjectSource;
}

/** What the walk knows of the objects of resources and data sources, asked when an expression mentions them. */
export interface ObjectSource {
  /** An object as it is known at this moment, with marks; undefined while nothing is known of it. */
  instance(scope: ModuleScope, resource: ResourceConfig, key: InstanceKey): Value | undefined;
  /** The value of all instances together, where it is not simply made of them. */
  whole?(scope: ModuleScope, resource: ResourceConfig): Evaluated | undefined;
  /** Whether something is wrong with the arguments of a call, so that references to it say nothing. */
  isBroken?(scope: ModuleScope, call: ModuleCall): boolean;
}
