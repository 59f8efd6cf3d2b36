import { printLocal } from "../address.ts";
import type { CheckConfig, LocalConfig, Module, ModuleCall, OutputConfig, ProviderConfig, ResourceConfig, VariableConfig } from "../config/configuration.ts";
import type { StoredResource } from "../state/store.ts";
import type { Graph, NodeId } from "./graph.ts";

/** One thing that a walk does, for all instances of its module at once. */
export type PlanNode =
  | { readonly kind: "variable"; readonly module: Module; readonly config: VariableConfig; readonly call?: ModuleCall; readonly parent?: Module }
  | { readonly kind: "local"; readonly module: Module; readonly config: LocalConfig }
  | { readonly kind: "output"; readonly module: Module; readonly config: OutputConfig }
  | { readonly kind: "provider"; readonly module: Module; readonly address: string; readonly source: string; readonly config?: ProviderConfig }
  /** Which instances a module has. */
  | { readonly kind: "module"; readonly module: Module; readonly call: ModuleCall; readonly parent: Module }
  /** Everything in a module is done. */
  | { readonly kind: "module-end"; readonly module: Module }
  | { readonly kind: "resource"; readonly module: Module; readonly config: ResourceConfig; readonly provider: string }
  /** Resources of the state that nothing declares any more: those of one block in all instances of its module. */
  | { readonly kind: "orphan"; readonly modulePath: readonly string[]; readonly local: string; readonly provider: string; readonly resources: readonly StoredResource[] }
  | { readonly kind: "check"; readonly module: Module; readonly config: CheckConfig };

/** A graph under construction: its nodes can be found by what they are. */
export interface PlanGraph {
  readonly graph: Graph<PlanNode>;
  readonly byKey: Map<string, NodeId>;
}

/** Where a thing of a module is found: `a.b|local.x`. */
export const nodeKey = (module: readonly string[], local: string): string => `${module.join(".")}|${local}`;

/** The name of a node as Terraform lists it in a cycle. */
export function nodeName(node: PlanNode): string {
  switch (node.kind) {
    case "variable":
      if (node.call) return inModulePath(node.module.path, `var.${node.config.name} (expand)`);
      return node.config.validations.length > 0 ? `var.${node.config.name} (validation)` : `var.${node.config.name}`;
    case "local":
      return inModulePath(node.module.path, `local.${node.config.name} (expand)`);
    case "output":
      return inModulePath(node.module.path, `output.${node.config.name} (expand)`);
    case "provider":
      return node.address;
    case "module":
      return `${modulePathText(node.module.path)} (expand)`;
    case "module-end":
      return `${modulePathText(node.module.path)} (close)`;
    case "resource":
      return inModulePath(node.module.path, printLocal(node.config));
    case "orphan":
      return inModulePath(node.modulePath, node.local);
    case "check":
      return inModulePath(node.module.path, `check.${node.config.name}`);
  }
}

/** `module.a.module.b`: a module without instance keys. */
export const modulePathText = (path: readonly string[]): string => path.map((name) => `module.${name}`).join(".");

/** `module.a.local.x` */
export const inModulePath = (path: readonly string[], local: string): string => (path.length === 0 ? local : `${modulePathText(path)}.${local}`);
