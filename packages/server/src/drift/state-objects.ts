import { printStored } from "@lockstep/engine";
import { readBlob } from "../storage/blobs.ts";
import type { Server } from "../server.ts";

/** An object of a state, as far as drift asks about it. */
export interface StateObject {
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Names of the attributes that are or hold a secret. */
  readonly sensitive: ReadonlySet<string>;
}

interface RawState {
  readonly resources?: readonly {
    readonly mode?: string;
    readonly type?: string;
    readonly name?: string;
    readonly module?: string;
    readonly instances?: readonly { readonly index_key?: string | number; readonly deposed?: string; readonly attributes?: Readonly<Record<string, unknown>>; readonly sensitive_attributes?: unknown }[];
  }[];
}

/** The managed objects of a state file, by address. */
export function objectsOf(state: Uint8Array): ReadonlyMap<string, StateObject> {
  const { resources = [] } = JSON.parse(Buffer.from(state).toString("utf8")) as RawState;
  const objects = resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type = "", name = "", module, instances = [] }) =>
      instances
        .filter(({ deposed }) => !deposed)
        .map(({ index_key: key, attributes = {}, sensitive_attributes: secret }): StateObject => ({
          address: printStored(module ?? "", { mode: "managed", type, name }, key),
          type,
          attributes,
          sensitive: sensitiveNames(secret),
        })),
    );
  return new Map(objects.map((object) => [object.address, object]));
}

// Paths as Terraform writes them: [[{"type": "get_attr", "value": "password"}]].
function sensitiveNames(paths: unknown): ReadonlySet<string> {
  if (!Array.isArray(paths)) return new Set();
  return new Set(paths.flatMap((path: unknown) => {
    const [first] = Array.isArray(path) ? (path as readonly { readonly value?: unknown }[]) : [];
    return typeof first?.value === "string" ? [first.value] : [];
  }));
}

/** The objects of a stored state version; none where there is no state. */
export async function objectsOfVersion(server: Pick<Server, "db" | "vault">, stateVersionId: string | null): Promise<ReadonlyMap<string, StateObject>> {
  if (stateVersionId === null) return new Map();
  const version = await server.db.selectFrom("stateVersions").select("blobId").where("id", "=", stateVersionId).executeTakeFirst();
  const bytes = version?.blobId ? await readBlob(server, version.blobId) : undefined;
  return bytes ? objectsOf(bytes) : new Map();
}

const names = ["name", "label", "title", "login", "display_name", "email", "domain"];

/** What people know an object by. */
export function nameOf({ attributes, sensitive }: StateObject): string | null {
  const name = names.find((each) => !sensitive.has(each) && typeof attributes[each] === "string" && attributes[each] !== "");
  return name === undefined ? null : String(attributes[name]);
}

/** The value at a path of a difference; undefined where the path has no place. */
export function valueAt({ attributes }: StateObject, path: string): unknown {
  let value: unknown = attributes;
  for (const step of path.match(/\[\d+\]|\[\*\]|\["(?:[^"\\]|\\.)*"\]|[^.[\]]+/g) ?? []) {
    if (typeof value !== "object" || value === null || step === "[*]") return undefined;
    const key = step.startsWith("[") ? String(JSON.parse(step.slice(1, -1))) : step;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
