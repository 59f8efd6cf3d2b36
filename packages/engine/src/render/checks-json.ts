import type { Json } from "@lockstep/hcl";
import { inModulePath, modulePathText } from "../graph/plan-node.ts";
import type { CheckObject, CheckResult } from "../plan/plan.ts";

/** Results of conditions as the plan's JSON form has them. */
export const checksJson = (checks: readonly CheckResult[]): Json => checks.map(checkJson);

function checkJson(check: CheckResult): Json {
  const { kind, local, module, status } = check;
  return {
    address: {
      kind,
      to_display: inModulePath(module, check.configAddress),
      ...(module.length > 0 && { module: modulePathText(module) }),
      ...(local.mode !== undefined && { mode: local.mode }),
      ...(local.type !== undefined && { type: local.type }),
      name: local.name,
    },
    status,
    ...(check.objects.length > 0 && { instances: check.objects.map(instanceJson) }),
  };
}

function instanceJson({ address, module, key, status, failures }: CheckObject): Json {
  return {
    address: { to_display: address, ...(module !== "" && { module }), ...(key !== undefined && { instance_key: key }) },
    status,
    ...(failures.length > 0 && { problems: failures.map((message) => ({ message })) }),
  };
}

const stateKinds: Readonly<Record<CheckResult["kind"], string>> = { resource: "resource", output_value: "output", check: "check", var: "var" };

/** … and as a state file has them; null when there are none. */
export function checkResultsJson(checks: readonly CheckResult[]): Json {
  if (checks.length === 0) return null;
  return checks.map((check) => ({
    object_kind: stateKinds[check.kind],
    config_addr: inModulePath(check.module, check.configAddress),
    status: check.status,
    objects: check.objects.length === 0 ? null : check.objects.map(objectJson),
  }));
}

function objectJson({ address, status, failures }: CheckObject): Json {
  return { object_addr: address, status, ...(failures.length > 0 && { failure_messages: [...failures] }) };
}
