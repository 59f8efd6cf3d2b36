// An object of the state: from the JSON that the file has to a value of the resource type's schema, and back.
import { EPHEMERAL, isJsonObject, isNull, markPaths, markWithPaths, SENSITIVE, stripMarks, valueFromJson, valueToJson } from "@lockstep/hcl";
import type { Json, MarkedPath, Path as ValuePath, PathStep, Value } from "@lockstep/hcl";
import { impliedType } from "../schema/implied-type.ts";
import { hasSensitive, sensitivePaths } from "../schema/sensitive.ts";
import type { BlockSchema } from "../schema/schema.ts";
import type { InstanceState } from "./state.ts";

const decoded = new WeakMap<InstanceState, { readonly schema: BlockSchema; readonly value: Value | undefined }>();

/** The object's value with its marks; undefined when the attributes do not fit the schema. Each is decoded once. */
export function decodeObject(instance: InstanceState, schema: BlockSchema): Value | undefined {
  const known = decoded.get(instance);
  if (known?.schema === schema) return known.value;
  const value = valueFromJson(instance.attributes as Json, impliedType(schema));
  const marked = "raw" in value ? markSensitive(markWithPaths(value, statePaths(instance.sensitiveAttributes)), schema) : undefined;
  decoded.set(instance, { schema, value: marked });
  return marked;
}

/** The object's decoded value with the marks that its state names, and none of those that only its schema knows. */
export function withRecordedMarks(value: Value, { sensitiveAttributes }: InstanceState, schema: BlockSchema): Value {
  return hasSensitive(schema) ? markWithPaths(stripMarks(value), statePaths(sensitiveAttributes)) : value;
}

/** What an object's state has besides its value. */
export interface ObjectFacts {
  readonly key: InstanceState["key"];
  readonly schemaVersion: number;
  readonly tainted: boolean;
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  readonly private?: string;
}

/** The object as the state holds it. Marks that the schema makes are kept too: the file lists all sensitive paths. */
export function encodeObject(value: Value, schema: BlockSchema, facts: ObjectFacts): InstanceState {
  const plain = stripMarks(value);
  const instance: InstanceState = {
    ...facts,
    attributes: valueToJson(plain, impliedType(schema)),
    sensitiveAttributes: markPaths(value).filter(({ marks }) => (marks & SENSITIVE) !== 0).map(({ path }) => path.map(stepToJson)),
  };
  decoded.set(instance, { schema, value: withoutEphemeral(value) });
  return instance;
}

const withoutEphemeral = (value: Value): Value => {
  const paths = markPaths(value);
  return paths.some(({ marks }) => (marks & EPHEMERAL) !== 0) ? markWithPaths(stripMarks(value), paths.map(({ path, marks }) => ({ path, marks: marks & ~EPHEMERAL }))) : value;
};

/** The same object with another place among others. */
export function withFacts(object: InstanceState, facts: Pick<InstanceState, "dependencies" | "createBeforeDestroy">): InstanceState {
  const changed = { ...object, ...facts };
  const known = decoded.get(object);
  if (known) decoded.set(changed, known);
  return changed;
}

/** The value with the marks that its schema says. */
export function markSensitive(value: Value, schema: BlockSchema): Value {
  if (isNull(value)) return value;
  const paths = sensitivePaths(schema, value);
  return paths.length === 0 ? value : markWithPaths(value, paths.map((path) => ({ path, marks: SENSITIVE })));
}

function stepToJson(step: PathStep): Json {
  if (step.kind === "attribute") return { type: "get_attr", value: step.name };
  const { key } = step;
  if (typeof key === "number") return { type: "index", value: { value: key, type: "number" } };
  if (typeof key === "string") return { type: "index", value: { value: key, type: "string" } };
  return { type: "index", value: { value: valueToJson(key), type: "dynamic" } };
}

/** The paths of `sensitive_attributes`, as marks. What cannot be read is passed over, as Terraform does. */
function statePaths(json: unknown): MarkedPath[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((steps: unknown) => {
    if (!Array.isArray(steps)) return [];
    const path = steps.flatMap((step: unknown) => stepFromJson(step as Json) ?? []);
    return path.length === steps.length ? [{ path: path satisfies ValuePath, marks: SENSITIVE }] : [];
  });
}

function stepFromJson(json: Json): PathStep | undefined {
  if (!isJsonObject(json)) return undefined;
  const { type, value } = json;
  if (type === "get_attr" && typeof value === "string") return { kind: "attribute", name: value };
  if (type !== "index" || value === undefined || !isJsonObject(value)) return undefined;
  const key = value["value"];
  if (typeof key === "number" || typeof key === "string") return { kind: "index", key };
  return undefined;
}
