// What a reference without a constant key stands for: all instances of a resource or of a module call together.
import { dynamicUnknown, listType, mapType, objectType, dynamicType, tupleValue, unknownValue, objectValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import type { ModuleCall, ResourceConfig } from "../config/configuration.ts";
import type { InstanceKey } from "../state/state.ts";
import type { Evaluated, ModuleScope } from "./module-scope.ts";
import type { Expansion } from "./repetition.ts";

const fine = (value: Value): Evaluated => ({ value, diagnostics: [], failed: false });
const failed: Evaluated = { value: dynamicUnknown, diagnostics: [], failed: true };

/** All objects of a resource: one, a tuple by count, an object by for_each. */
export function resourceValue(scope: ModuleScope, resource: ResourceConfig): Evaluated {
  const { objects } = scope.surroundings;
  const whole = objects.whole?.(scope, resource);
  if (whole) return whole;
  const expansion = scope.expand(resource);
  if (expansion.failed) return failed;
  return fine(together(expansion, (key) => objects.instance(scope, resource, key) ?? dynamicUnknown));
}

/** All instances of a module call, each the object of its outputs. */
export function callValue(scope: ModuleScope, call: ModuleCall): Evaluated {
  const expansion = scope.expand(call);
  const children = scope.children(call.name);
  if (expansion.failed || !call.module) return failed;
  let broken = false;
  const value = together(expansion, (key) => {
    const child = children.get(key);
    const outputs = [...(call.module?.outputs.keys() ?? [])].map((name) => {
      const output = child?.output(name) ?? failed;
      if (output.failed) broken = true;
      return [name, output.value] as const;
    });
    return objectValue(outputs);
  });
  return broken ? failed : fine(value);
}

/** The same while only the outputs' names are known. */
export function validatedCallValue(scope: ModuleScope, call: ModuleCall): Evaluated {
  const { by, failed: broken } = scope.expand(call);
  if (broken || !call.module || scope.surroundings.objects.isBroken?.(scope, call)) return failed;
  const outputs = objectType([...call.module.outputs.keys()].map((name) => [name, dynamicType] as const));
  return fine(unknownValue(by === "count" ? listType(outputs) : by === "for_each" ? mapType(outputs) : outputs));
}

function together({ by, instances }: Expansion, valueOf: (key: InstanceKey) => Value): Value {
  if (by === undefined) return valueOf(undefined);
  const keys = [...instances.keys()];
  if (by === "count") return tupleValue(keys.map(valueOf));
  return objectValue(keys.map((key) => [String(key), valueOf(key)] as const));
}
