// Before objects are changed they are read again, all of a provider with one question: approved is what is done.
import { printExpression, SENSITIVE, stripMarks } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { isBetween } from "../compare/between.ts";
import { compareValues, valueAt } from "../compare/compare.ts";
import type { Difference, PathStep } from "../compare/compare.ts";
import { changeKey, endKey, endsObject } from "../graph/apply-graph.ts";
import * as messages from "../messages.ts";
import { readObjects } from "../plan/refresh.ts";
import type { ObjectToRead, ReadObject } from "../plan/refresh.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { report, schemaOf } from "../plan/session.ts";
import type { OpenProvider } from "../plan/session.ts";
import type { Provider } from "../provider.ts";
import { decodeObject } from "../state/object.ts";
import type { InstanceState } from "../state/state.ts";
import type { ApplySession } from "./apply-session.ts";

/** Reads the objects that the plan changes, and notes those that are not what the plan says any more. */
export async function verifyObjects(session: ApplySession, { provider }: OpenProvider, address: string): Promise<boolean> {
  const wanted = session.plan.changes.filter((change) => change.provider === address && isAboutObject(change) && !session.completed.has(changeKey(change)) && !session.completed.has(endKey(change)) && !isHalfReplaced(session, change));
  const asked = wanted.flatMap((change) => toRead(session, change) ?? []);
  const answers = await readObjects(provider, asked.map(({ object }) => object), session.input.signal);
  let failed = false;
  for (const [at, answer] of answers.entries()) {
    const change = asked[at]?.change;
    if (report(session, answer.diagnostics)) failed = true;
    else if (change) compareWithPlan(session, change, answer, provider);
  }
  return !failed;
}

// The new object is there in part: the old one is looked for no more.
const isHalfReplaced = ({ halfDone }: ApplySession, change: ResourceChange): boolean => change.action !== "update" && halfDone?.has(changeKey(change)) === true;

const isAboutObject = (change: ResourceChange): boolean => change.address.mode === "managed" && (change.action === "update" || (endsObject(change) && change.action !== "forget"));

function toRead(session: ApplySession, change: ResourceChange): { readonly change: ResourceChange; readonly object: ObjectToRead } | undefined {
  const { address, deposed, provider } = change;
  const instance = session.store.instance(address);
  const object = deposed === undefined ? instance?.current : instance?.deposed.get(deposed);
  const schema = schemaOf(session, provider, address);
  const value = object && schema && decodeObject(object, schema.block);
  return object && schema && value && { change, object: { address, schema, object, value, ...(deposed !== undefined && { deposed }) } };
}

function compareWithPlan(session: ApplySession, change: ResourceChange, { value: now, object, asked }: ReadObject, provider: Provider): void {
  const key = changeKey(change);
  if (!now) {
    if (change.action === "delete") session.gone.add(key);
    else session.refused.set(key, { ...messages.objectGoneSincePlan(change.text), address: change.text });
    return;
  }
  const before = stripMarks(change.before);
  const isOurs = ownDoing(session, change, provider, before, stripMarks(now));
  const differences = compareValues(before, stripMarks(now)).filter(({ path }) => !isOurs(path[0]));
  if (differences.length === 0) {
    if (object && isBegun(session, change)) goOnFrom(session, change, asked, object);
    return;
  }
  const shown = differences.map((difference) => describe(difference, change.before));
  session.refused.set(key, { ...messages.objectChangedSincePlan(change.text, shown), address: change.text });
}

const isBegun = ({ halfDone }: ApplySession, change: ResourceChange): boolean => halfDone?.has(change.action === "update" ? changeKey(change) : endKey(change)) === true;

/**
 * Which attributes an interrupted apply of this very plan may itself have made differ. A value that is neither the old
 * nor the planned one, nor one that the journal's requests lead through, is somebody else's. When somebody else sets
 * just such a value in between, nothing can tell it apart, and nothing comes out otherwise than was approved.
 */
function ownDoing({ halfDone }: ApplySession, change: ResourceChange, provider: Provider, before: Value, now: Value): (attribute: PathStep | undefined) => boolean {
  if (!halfDone) return () => false;
  const ends = endsObject(change);
  const calls = halfDone.get(ends ? endKey(change) : changeKey(change));
  const unsettled = new Set(provider.unsettledBy?.(change.address.type, calls ?? []));
  // What is to be deleted has no values to become; only what was begun may have lost some already.
  const after = ends ? undefined : stripMarks(change.after);
  const mayDiffer = !ends || calls !== undefined;
  return (attribute) => typeof attribute === "string" && (unsettled.has(attribute) || (mayDiffer && isBetween(valueAt(before, [attribute]), after && valueAt(after, [attribute]), valueAt(now, [attribute]))));
}

function goOnFrom({ store }: ApplySession, { address, deposed, provider }: ResourceChange, { object: before }: ObjectToRead, object: InstanceState): void {
  if (object === before) return;
  if (deposed === undefined) store.setCurrent(address, provider, object);
  else store.setDeposed(address, deposed, object);
}

function describe({ path, before, after }: Difference, marked: Value): { path: string; planned: string; now: string } {
  const text = path.map(stepText).join("").replace(/^\./, "");
  const secret = isSecretAt(marked, path);
  const show = (value: Value | undefined): string => (secret ? "(sensitive value)" : value ? printExpression(value) : "nothing");
  return { path: text, planned: show(before), now: show(after) };
}

const stepText = (step: PathStep): string => (typeof step === "string" ? `.${step}` : typeof step === "number" ? `[${step}]` : "[...]");

function isSecretAt(value: Value, path: readonly PathStep[]): boolean {
  let at: Value | undefined = value;
  for (const step of path) {
    if (!at) return false;
    if ((at.marks & SENSITIVE) !== 0) return true;
    if (at.raw instanceof Map && typeof step !== "object") at = at.raw.get(String(step));
    else if (Array.isArray(at.raw) && typeof step === "number") at = (at.raw as readonly Value[])[step];
    else return false;
  }
  return at !== undefined && (at.marks & SENSITIVE) !== 0;
}

