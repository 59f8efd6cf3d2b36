// After a killed apply: what became of each change that was under way. Nothing is made twice, nothing is lost.
import { hasErrors, isNull, nullValue, stripMarks, valueFromJson } from "@lockstep/hcl";
import type { Json, Outcome, Value } from "@lockstep/hcl";
import { parseInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { isSame } from "../compare/compare.ts";
import { buildGraph, moduleChains } from "../graph/plan-graph.ts";
import { planSteps } from "../graph/plan-steps.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import { reachable } from "../graph/graph.ts";
import { walk } from "../graph/walk.ts";
import type { Visit } from "../graph/walk.ts";
import * as messages from "../messages.ts";
import type { Plan } from "../plan/plan.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { readObjects } from "../plan/refresh.ts";
import { makeSession, report, schemaOf } from "../plan/session.ts";
import type { OpenProvider, Session, WalkInput } from "../plan/session.ts";
import { closeProviders, openProvider } from "../plan/visit-provider.ts";
import { visitLocal, visitModule, visitVariable } from "../plan/visit-values.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { decodeObject, encodeObject, markSensitive } from "../state/object.ts";
import type { InstanceState, State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import { terraformVersion } from "../version.ts";
import type { CallRecord } from "../provider.ts";
import type { HalfDone } from "./apply-session.ts";
import type { ChangeStarted, JournaledApply, JournaledChange } from "./journal.ts";
import { planIdentity } from "./run-apply.ts";

export interface RecoverInput extends WalkInput {
  readonly journal: JournaledApply;
  /** As it is on disk; undefined when the apply died before it wrote the first. */
  readonly state: State | undefined;
  /** The plan that is to be carried out next: when it is the one that was interrupted, what is done of it is not done again. */
  readonly plan?: Plan;
}

export interface Recovery {
  readonly state: State;
  /** The interrupted apply was one of `plan`. */
  readonly resumes: boolean;
  /** Changes of `plan` that are not to be carried out (again). */
  readonly completed: ReadonlySet<string>;
  /** Changes of `plan` that were begun and are to be finished, with the requests that were made for them. */
  readonly halfDone: HalfDone;
  /** What was looked up and found, a line each. */
  readonly found: readonly string[];
}

/** Brings a state up to date with an interrupted apply. Without errors the journal is done with. */
export async function recoverApply(input: RecoverInput): Promise<Outcome<Recovery>> {
  const { journal } = input;
  const store = new StateStore(input.state);
  const session = makeSession(input, store, false);
  const open = journal.changes.filter(({ ended }) => !ended);
  if (open.length > 0) await openProviders(session, new Set(open.map(({ started }) => started.provider)));
  const recovery: Work = { session, store, completed: new Set(journal.completed), halfDone: new Map(journal.halfDone), found: [] };
  for (const change of journal.changes) await recoverChange(recovery, change);
  await closeProviders(session);
  if (hasErrors(session.diagnostics)) return { diagnostics: session.diagnostics };
  const isSamePlan = input.plan !== undefined && planIdentity(input.plan) === journal.plan;
  return {
    value: {
      state: stateAfter(input, store),
      resumes: isSamePlan,
      completed: isSamePlan ? recovery.completed : new Set(),
      halfDone: isSamePlan ? withoutKeys(recovery.halfDone, recovery.completed) : new Map(),
      found: recovery.found,
    },
    diagnostics: session.diagnostics,
  };
}

const withoutKeys = (all: HalfDone, keys: ReadonlySet<string>): HalfDone => new Map([...all].filter(([key]) => !keys.has(key)));

interface Work {
  readonly session: Session;
  readonly store: StateStore;
  readonly completed: Set<string>;
  readonly halfDone: Map<string, readonly CallRecord[]>;
  readonly found: string[];
}

function stateAfter({ state, journal }: RecoverInput, store: StateStore): State {
  return {
    lineage: state?.lineage ?? journal.lineage,
    serial: Math.max(state?.serial ?? 0, journal.serial + 1),
    terraformVersion,
    outputs: state?.outputs ?? new Map(),
    resources: store.toResources(),
    checkResults: state?.checkResults ?? null,
  };
}

async function recoverChange(recovery: Work, change: JournaledChange): Promise<void> {
  const { started, calls } = change;
  const address = parseInstance(started.address);
  if (!address) return;
  // A create counts only when something was found that it made.
  if (calls.length > 0 && started.action !== "create") recovery.halfDone.set(started.half, [...(recovery.halfDone.get(started.half) ?? []), ...calls]);
  if (change.ended) takeOutcome(recovery, change, address);
  else await findOutcome(recovery, change, address);
}

/** The change ended before the apply was killed: the journal knows what the state may not. */
function takeOutcome({ store, completed }: Work, { started, ended }: JournaledChange, address: InstanceAddress): void {
  if (!ended) return;
  put(store, started, address, ended.object);
  // What was made and then failed is in the state, tainted: the next plan deals with it, this one must not make it twice.
  if (ended.outcome === "done" || (started.action === "create" && ended.object)) completed.add(started.half);
}

function put(store: StateStore, started: ChangeStarted, address: InstanceAddress, object: InstanceState | undefined): void {
  if (started.deposed === undefined) {
    setAside(store, started, address, object);
    store.setCurrent(address, started.provider, object && withoutDeposed(object));
  } else store.setDeposed(address, started.deposed, object);
}

function withoutDeposed(object: InstanceState): InstanceState {
  const { deposed, ...rest } = object;
  return deposed === undefined ? object : rest;
}

// A replacement that makes first keeps the old object under a key; a state written before that still has it in place.
function setAside(store: StateStore, { action, replaced }: ChangeStarted, address: InstanceAddress, object: InstanceState | undefined): void {
  const present = store.current(address);
  if (action !== "create" || !object || !present || replaced === undefined) return;
  if (JSON.stringify(present.attributes) === JSON.stringify(object.attributes)) return;
  store.setDeposed(address, replaced, present);
}

/** The change was under way: the org is asked what became of it. */
async function findOutcome(recovery: Work, change: JournaledChange, address: InstanceAddress): Promise<void> {
  const { session } = recovery;
  const { started } = change;
  const opened = session.open.get(started.provider);
  const schema = schemaOf(session, started.provider, address);
  if (!opened || !schema) {
    report(session, [messages.creationUnclear(started.address, "its provider cannot be reached.")]);
  } else if (started.action === "create") await findCreated(recovery, change, address, opened, schema);
  else await readAgain(recovery, started, address, opened, schema);
}

async function findCreated({ session, store, found, completed, halfDone }: Work, { started, calls }: JournaledChange, address: InstanceAddress, opened: OpenProvider, schema: ResourceSchema): Promise<void> {
  const planned = valueFromJson(started.planned as Json, impliedType(schema.block));
  const wasAsked = calls.length > 0;
  if (!wasAsked) {
    found.push(`${started.address}: it was not created`);
    return;
  }
  if (!opened.provider.findCreated || !("raw" in planned)) {
    report(session, [messages.creationUnclear(started.address, "its provider cannot look for it. Import it if it is there, then remove the journal.")]);
    return;
  }
  const { value, diagnostics } = await opened.provider.findCreated(address.type, planned, calls, session.input.signal);
  if (report(session, fromProvider(diagnostics, { address }))) return;
  if (!value || isNull(value)) {
    found.push(`${started.address}: it was not created`);
    return;
  }
  const object = encodeFound(started, schema, value, address);
  put(store, started, address, object);
  const whole = isAsPlanned(started, value, schema);
  if (whole) completed.add(started.half);
  else halfDone.set(started.half, calls);
  found.push(`${started.address}: it was created${whole ? "" : " in part"}${idText(value)}`);
}

function encodeFound({ prior }: ChangeStarted, schema: ResourceSchema, value: Value, address: InstanceAddress): InstanceState {
  return encodeObject(markSensitive(value, schema.block), schema.block, {
    key: address.key,
    tainted: false,
    schemaVersion: schema.version,
    dependencies: prior?.dependencies ?? [],
    createBeforeDestroy: prior?.createBeforeDestroy ?? false,
  });
}

function idText(value: Value): string {
  const id = value.raw instanceof Map ? value.raw.get("id")?.raw : undefined;
  return typeof id === "string" ? ` [id=${id}]` : "";
}

// Whether an update or a deletion arrived is seen from the object itself.
async function readAgain({ session, store, found, completed }: Work, started: ChangeStarted, address: InstanceAddress, opened: OpenProvider, schema: ResourceSchema): Promise<void> {
  const instance = store.instance(address);
  const object = (started.deposed === undefined ? instance?.current : instance?.deposed.get(started.deposed)) ?? started.prior;
  const value = object && decodeObject(object, schema.block);
  if (!object || !value) return;
  const asked = { address, schema, object, value, ...(started.deposed !== undefined && { deposed: started.deposed }) };
  const [answer] = await readObjects(opened.provider, [asked], session.input.signal);
  if (!answer || report(session, answer.diagnostics)) return;
  put(store, started, address, answer.object);
  if (started.action === "delete") {
    if (!answer.object) completed.add(started.half);
    found.push(`${started.address}: it is ${answer.object ? "still there" : "gone"}`);
    return;
  }
  const arrived = answer.value !== undefined && isAsPlanned(started, answer.value, schema);
  if (arrived) completed.add(started.half);
  found.push(`${started.address}: it was ${arrived ? "" : "not "}changed`);
}

// What was not known when it was sent may have become anything.
function isAsPlanned({ planned }: ChangeStarted, value: Value, schema: ResourceSchema): boolean {
  const wanted = valueFromJson(planned as Json, impliedType(schema.block));
  return "raw" in wanted && holds(stripMarks(value), wanted);
}

function holds(value: Value, wanted: Value): boolean {
  if (isNull(wanted)) return true;
  if (!(wanted.raw instanceof Map) || !(value.raw instanceof Map)) return isSame(value, wanted);
  const parts: ReadonlyMap<string, Value> = value.raw;
  return [...(wanted.raw as ReadonlyMap<string, Value>)].every(([name, part]) => {
    const has = parts.get(name);
    return has !== undefined && holds(has, part);
  });
}

// Only what the providers' configurations need is worked out.
async function openProviders(session: Session, wanted: ReadonlySet<string>): Promise<void> {
  const { configuration, parallelism, signal } = session.input;
  const build = buildGraph(planSteps, { configuration, chains: moduleChains(configuration.root), state: session.store, mode: "normal", targets: [] });
  if (report(session, build.diagnostics)) return;
  const providers = [...build.graph.ids()].filter((id) => {
    const node = build.graph.node(id);
    return node.kind === "provider" && wanted.has(node.address);
  });
  const needed = reachable(providers, (id) => build.graph.dependencies(id));
  const without = new Set([...build.graph.ids()].filter((id) => !needed.has(id)));
  await walk(build.graph, (node) => visit(session, node), { parallelism, signal, without });
}

function visit(session: Session, node: PlanNode): Visit | Promise<Visit> {
  switch (node.kind) {
    case "variable":
      return visitVariable(session, node);
    case "local":
      return visitLocal(session, node);
    case "module":
      return visitModule(session, node);
    case "provider":
      return openProvider(session, node).then((opened) => (opened ? "done" : "failed"));
    case "resource":
      return knowObjects(session, node);
    default:
      return "done";
  }
}

// A provider may be configured with what another object is; the state has it.
function knowObjects(session: Session, { module, config, provider }: Extract<PlanNode, { kind: "resource" }>): Visit {
  const schema = schemaOf(session, provider, config);
  if (!schema) return "failed";
  if (module.path.length > 0) return "done";
  for (const key of session.root.expand(config).instances.keys()) {
    const object = session.store.current({ module: [], mode: config.mode, type: config.type, name: config.name, key });
    session.objects.set(session.root, config, key, (object && decodeObject(object, schema.block)) ?? nullValue(impliedType(schema.block)));
  }
  return "done";
}
