import { createHash } from "node:crypto";
import { printStored } from "@lockstep/engine";
import { Problem } from "../problem.ts";
import type { StateResource } from "./state-version.ts";

/** What a stored state says about itself. */
export interface StateFacts {
  readonly serial: number;
  readonly lineage: string;
  readonly terraformVersion: string;
  readonly md5: string;
  readonly resources: readonly StateResource[];
  readonly outputs: readonly StateOutput[];
}

export interface StateOutput {
  readonly name: string;
  readonly value: unknown;
  /** The type in Terraform's JSON form: "string", ["list", "string"]. */
  readonly detailedType: unknown;
  readonly sensitive: boolean;
}

interface RawState {
  readonly version?: number;
  readonly serial?: number;
  readonly lineage?: string;
  readonly terraform_version?: string;
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly type?: unknown; readonly sensitive?: boolean }>>;
  readonly resources?: readonly RawResource[];
}

interface RawResource {
  readonly mode?: string;
  readonly type?: string;
  readonly name?: string;
  readonly module?: string;
  readonly provider?: string;
  readonly instances?: readonly { readonly index_key?: string | number; readonly status?: string; readonly deposed?: string; readonly attributes?: { readonly id?: unknown } }[];
}

/** Reads a state file (version 4), or says why it is none. */
export function readState(bytes: Uint8Array): StateFacts {
  let raw: RawState;
  try {
    raw = JSON.parse(Buffer.from(bytes).toString("utf8")) as RawState;
  } catch {
    throw new Problem("invalid", { detail: "The uploaded state is not JSON." });
  }
  if (raw.version !== 4) throw new Problem("invalid", { detail: `The uploaded state has version ${String(raw.version)}; only version 4 is understood.` });
  return {
    serial: raw.serial ?? 0,
    lineage: raw.lineage ?? "",
    terraformVersion: raw.terraform_version ?? "",
    md5: createHash("md5").update(bytes).digest("hex"),
    resources: (raw.resources ?? []).map(resourceOf),
    outputs: Object.entries(raw.outputs ?? {}).map(([name, { value, type, sensitive }]) => ({ name, value: value ?? null, detailedType: type ?? "dynamic", sensitive: sensitive === true })),
  };
}

function resourceOf({ mode, type = "", name = "", module, provider = "", instances = [] }: RawResource): StateResource {
  const resource = { mode: mode === "data" ? "data" : "managed", type, name } as const;
  return {
    ...resource,
    module: module ?? "root",
    provider,
    instances: instances.map(({ index_key: key, attributes, status, deposed }) => ({
      address: printStored(module ?? "", resource, key),
      id: typeof attributes?.id === "string" ? attributes.id : null,
      ...(status === "tainted" && { tainted: true }),
      ...(deposed !== undefined && deposed !== "" && { deposed }),
    })),
  };
}

/** "string", "number", "boolean", "array" or "object": what HCP Terraform calls the type of an output. */
export function simpleType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "string";
  return typeof value;
}
