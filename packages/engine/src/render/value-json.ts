// Values as the plan's JSON form shows them: what is known, and two trees beside it for what is not and what is secret.
import { isKnown, JsonNumber, numberText, SENSITIVE, Unknown } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";

/** The known parts. Unknown members of objects and maps are left out, unknown elements of lists are null. */
export function knownJson(value: Value): Json | undefined {
  const { raw } = value;
  if (raw instanceof Unknown) return undefined;
  if (raw === null || typeof raw === "string" || typeof raw === "boolean") return raw;
  if (typeof raw === "number") return raw;
  if ("mantissa" in raw) return new JsonNumber(numberText(raw, value.precision));
  if (raw instanceof Map) return fromParts(raw, knownJson);
  return (raw as readonly Value[]).map((item) => knownJson(item) ?? null);
}

/** `true` at what is not known, containers around it, nothing for what is known. */
export function unknownTree(value: Value): Json | undefined {
  if (!isKnown(value)) return true;
  const { raw } = value;
  if (raw instanceof Map) return fromParts(raw, unknownTree);
  return Array.isArray(raw) ? (raw as readonly Value[]).map((item) => unknownTree(item) ?? false) : undefined;
}

/** `true` at what is sensitive, containers around it, nothing for what is not. */
export function sensitiveTree(value: Value): Json | undefined {
  if ((value.marks & SENSITIVE) !== 0) return true;
  const { raw } = value;
  if (raw instanceof Map) return fromParts(raw, sensitiveTree);
  return Array.isArray(raw) ? (raw as readonly Value[]).map((item) => sensitiveTree(item) ?? false) : undefined;
}

function fromParts(parts: ReadonlyMap<string, Value>, json: (value: Value) => Json | undefined): Json {
  const found: Record<string, Json> = {};
  for (const [name, part] of parts) {
    const shown = json(part);
    if (shown !== undefined) Object.defineProperty(found, name, { value: shown, enumerable: true, writable: true, configurable: true });
  }
  return found;
}
