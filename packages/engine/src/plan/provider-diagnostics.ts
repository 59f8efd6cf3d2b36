// A provider's problems as the person reads them: at the argument in the source, with the object's address.
import type { Block, Body, Diagnostic, SourceRange } from "@lockstep/hcl";
import { printInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import type { Path, ProviderDiagnostic } from "../provider.ts";

/** What the problems are about. */
export interface ProviderSubject {
  readonly address?: InstanceAddress;
  readonly body?: Body;
  /** Where to point when the problem names no argument, or one that is not written. */
  readonly range?: SourceRange;
}

/** The provider's problems as diagnostics. */
export function fromProvider(problems: readonly ProviderDiagnostic[], { address, body, range }: ProviderSubject): Diagnostic[] {
  return problems.map(({ severity, summary, detail, path }) => {
    const subject = (body && path && path.length > 0 ? findInBody(body, path) : undefined) ?? (body ? opening(body) : range);
    return { severity, summary, detail, ...(subject && { subject }), ...(address && { address: printInstance(address) }) };
  });
}

// What concerns the whole block is shown at the brace that opens it.
const opening = ({ range }: Body): SourceRange => ({ ...range, end: Math.min(range.start + 1, range.end) });

/** The argument or block that a path from the body's root leads to, or the last on the way that is written. */
export function findInBody(body: Body, path: Path): SourceRange | undefined {
  const [name, ...rest] = path;
  if (typeof name !== "string") return body.end;
  const attribute = body.attributes.get(name);
  if (attribute) return attribute.expression.range;
  const member = body.json?.members.find((other) => other.name === name);
  if (member) return member.value.range;
  const blocks = body.blocks.filter(({ type }) => type === name);
  const block = blocks[typeof rest[0] === "number" ? rest[0] : 0];
  return block ? findInBlock(block, typeof rest[0] === "number" ? rest.slice(1) : rest) : body.end;
}

const findInBlock = (block: Block, rest: Path): SourceRange | undefined => (rest.length === 0 ? block.headerRange : findInBody(block.body, rest));
