import { addNode } from "../plan-graph.ts";
import type { GraphBuild } from "../plan-graph.ts";

/** Input variables, with the call that sets them. */
export function addVariables(build: GraphBuild): void {
  for (const { module, call, parent } of build.input.chains) {
    for (const config of module.variables.values()) {
      addNode(build, module.path, `var.${config.name}`, { kind: "variable", module, config, ...(call && parent && { call, parent: parent.module }) });
    }
  }
}

/** Local values. */
export function addLocals(build: GraphBuild): void {
  for (const { module } of build.input.chains) {
    for (const config of module.locals.values()) addNode(build, module.path, `local.${config.name}`, { kind: "local", module, config });
  }
}

/** Output values. */
export function addOutputs(build: GraphBuild): void {
  for (const { module } of build.input.chains) {
    for (const config of module.outputs.values()) addNode(build, module.path, `output.${config.name}`, { kind: "output", module, config });
  }
}

/** Check blocks. */
export function addChecks(build: GraphBuild): void {
  for (const { module } of build.input.chains) {
    for (const config of module.checks.values()) addNode(build, module.path, `check.${config.name}`, { kind: "check", module, config });
  }
}
