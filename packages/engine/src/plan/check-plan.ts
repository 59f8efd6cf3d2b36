// What a provider answers, held against the schema: its mistakes must not get into plans and states.
import { deepMarks, isNull, isWhollyKnown } from "@lockstep/hcl";
import type { Type, Value } from "@lockstep/hcl";
import { impliedType } from "../schema/implied-type.ts";
import type { BlockSchema } from "../schema/schema.ts";
import { isSame } from "../compare/compare.ts";

/** Why a planned or returned value cannot be of the resource type; undefined when it can. */
export function shapeProblem(value: Value, schema: BlockSchema): string | undefined {
  if (deepMarks(value) !== 0) return "it has marks";
  return typeProblem(value.type, impliedType(schema), "");
}

function typeProblem(type: Type, wanted: Type, path: string): string | undefined {
  if (wanted.kind === "dynamic") return undefined;
  const at = path === "" ? "the object" : path;
  if (type.kind !== wanted.kind) return `${at} is of type ${type.kind} instead of ${wanted.kind}`;
  if ("element" in wanted) return "element" in type ? typeProblem(type.element, wanted.element, `${path}[]`) : undefined;
  if (wanted.kind !== "object" || type.kind !== "object") return undefined;
  for (const [name, inner] of wanted.attributes) {
    const given = type.attributes.get(name);
    if (!given) return `${at} lacks the attribute ${name}`;
    const problem = typeProblem(given, inner, path === "" ? name : `${path}.${name}`);
    if (problem !== undefined) return problem;
  }
  for (const name of type.attributes.keys()) if (!wanted.attributes.has(name)) return `${at} has an attribute ${name} that the schema does not know`;
  return undefined;
}

/** Why an object that an apply gave back cannot be kept. */
export function resultProblem(value: Value, schema: BlockSchema): string | undefined {
  if (isNull(value)) return "there is no object";
  if (!isWhollyKnown(value)) return "parts of it are still unknown";
  return shapeProblem(value, schema);
}

/** The first part in which what is to be applied is not what was planned. What was not known may become anything. */
export function planDifference(planned: Value, final: Value, path = ""): string | undefined {
  if (planned.raw === null || final.raw === null) return planned.raw === final.raw ? undefined : `${path || "the object"} was ${planned.raw === null ? "absent" : "present"}`;
  if (!isWhollyKnown(planned)) return partDifference(planned, final, path);
  if (isSame(planned, final)) return undefined;
  return partDifference(planned, final, path) ?? (isSameKind(planned, final) ? undefined : `${path || "the object"} differs`);
}

const isSameKind = ({ raw }: Value, other: Value): boolean => (Array.isArray(raw) && Array.isArray(other.raw)) || (raw instanceof Map && other.raw instanceof Map);

function partDifference(planned: Value, final: Value, path: string): string | undefined {
  const { raw } = planned;
  if (raw instanceof Map && final.raw instanceof Map) {
    for (const [name, part] of raw as ReadonlyMap<string, Value>) {
      const other = (final.raw as ReadonlyMap<string, Value>).get(name);
      const problem = other ? planDifference(part, other, path === "" ? name : `${path}.${name}`) : `${path}.${name} is missing`;
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (planned.type.kind === "set" || !Array.isArray(raw) || !Array.isArray(final.raw)) return undefined;
  const others: readonly Value[] = final.raw;
  if (raw.length !== others.length) return `${path} has ${others.length} elements instead of ${raw.length}`;
  for (const [at, part] of (raw as readonly Value[]).entries()) {
    const other = others[at];
    const problem = other && planDifference(part, other, `${path}[${at}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
