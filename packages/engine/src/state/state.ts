// A state as data, and the little that is asked of it everywhere. The file form is state/state-file.ts.
import type { Value } from "@lockstep/hcl";

export interface State {
  readonly lineage: string;
  readonly serial: number;
  readonly terraformVersion: string;
  /** Root outputs. A sensitive one carries the mark. */
  readonly outputs: ReadonlyMap<string, Value>;
  readonly resources: readonly ResourceState[];
  readonly checkResults: unknown;
}

export interface ResourceState {
  /** "" or `module.a["x"].module.b` */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** provider["registry.terraform.io/okta/okta"], with the module that configures it and the alias where it has one. */
  readonly provider: string;
  readonly instances: readonly InstanceState[];
}

export interface InstanceState {
  readonly key: InstanceKey;
  /** Set for an object that is to be destroyed after its replacement was made. */
  readonly deposed?: string;
  readonly tainted: boolean;
  readonly schemaVersion: number;
  /** As the file has them: plain JSON with exact numbers (see hcl values/json.ts), decoded with the schema when used. */
  readonly attributes: unknown;
  /** Paths as the file has them. */
  readonly sensitiveAttributes: unknown;
  readonly private?: string;
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
}

/** count → number, for_each → string, neither → undefined. */
export type InstanceKey = string | number | undefined;
