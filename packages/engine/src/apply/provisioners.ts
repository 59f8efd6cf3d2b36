// Provisioners: told when an object was made or is about to be destroyed, carried out by the caller.
import { dynamicType, stripMarks } from "@lockstep/hcl";
import type { Block, Body, Diagnostic, SourceRange, Value } from "@lockstep/hcl";
import type { InstanceAddress } from "../address.ts";
import { provisionerShape } from "../config/provisioners.ts";
import { keywordOf, quotedText } from "../config/static-form.ts";
import { report } from "../plan/session.ts";
import type { BlockSchema } from "../schema/schema.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { Repetition } from "../scope/repetition.ts";
import type { ApplySession } from "./apply-session.ts";

/** What provisioners are about. */
export interface Provisioned {
  readonly scope: ModuleScope;
  readonly address: InstanceAddress;
  readonly text: string;
  readonly repetition: Repetition;
  readonly self: Value;
}

/** Runs the provisioners of one moment, one after the other; false when one failed that must not. */
export async function runProvisioners(session: ApplySession, blocks: readonly Block[], when: "create" | "destroy", about: Provisioned): Promise<boolean> {
  for (const block of blocks) {
    if (momentOf(block) !== when) continue;
    if (!(await runOne(session, block, about))) return false;
  }
  return true;
}

const keyword = (block: Block, name: string): string | undefined => {
  const expression = block.body.attributes.get(name)?.expression ?? memberOf(block.body, name);
  return expression && (quotedText(expression) ?? keywordOf(expression));
};

function memberOf(body: Body, name: string): Parameters<typeof quotedText>[0] | undefined {
  const member = body.json?.members.find((other) => other.name === name);
  return member && { kind: "json", node: member.value, range: member.value.range };
}

const momentOf = (block: Block): "create" | "destroy" => (keyword(block, "when") === "destroy" ? "destroy" : "create");

async function runOne(session: ApplySession, block: Block, about: Provisioned): Promise<boolean> {
  const type = block.labels[0]?.value ?? "";
  const config = evaluateProvisioner(session, block, about);
  if (!config) return false;
  const { onEvent, signal } = session.input;
  const { address, text } = about;
  onEvent?.({ type: "provision_start", address, text, provisioner: type });
  const onOutput = (output: string): void => onEvent?.({ type: "provision_progress", address, text, provisioner: type, output });
  const { problem } = session.runProvisioner
    ? await session.runProvisioner({ type, config, signal, onOutput })
    : { problem: { summary: `${type} provisioner error`, detail: `Provisioners of type "${type}" cannot be run here.` } };
  onEvent?.({ type: problem ? "provision_errored" : "provision_complete", address, text, provisioner: type });
  if (!problem || keyword(block, "on_failure") === "continue") return true;
  const diagnostic: Diagnostic = { severity: "error", ...problem, subject: openingOf(block), address: text };
  report(session, [diagnostic]);
  return false;
}

// Terraform points at the brace that opens the block's body.
const openingOf = ({ body }: Block): SourceRange => ({ ...body.range, end: body.range.start + 1 });

function evaluateProvisioner(session: ApplySession, { body }: Block, { scope, repetition, self, text }: Provisioned): Value | undefined {
  const { value, diagnostics, failed } = scope.evaluateBody(body, schemaFor(body), { repetition, self }, provisionerShape);
  return report(session, diagnostics, text) || failed ? undefined : stripMarks(value);
}

// What a provisioner takes is the caller's affair: whatever is written is evaluated.
function schemaFor(body: Body): BlockSchema {
  const names = [...body.attributes.keys(), ...(body.json?.members.map(({ name }) => name) ?? [])].filter((name) => name !== "when" && name !== "on_failure");
  return { attributes: Object.fromEntries(names.map((name) => [name, { type: dynamicType, optional: true }])), blocks: {} };
}
