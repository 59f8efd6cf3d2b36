// The engine's contract, kept by interpreting the rows.
import type {
  CallRecord,
  ChangeRequest,
  PlanRequest,
  PlanResponse,
  Provider,
  ProviderDiagnostic,
  ProviderFactory,
  ProviderOutcome,
  ProviderSchemas,
  ReadRequest,
  ReadResponse,
} from "@lockstep/engine";
import { isNull } from "@lockstep/hcl";
import type { Outcome, Value } from "@lockstep/hcl";
import type { Clock } from "./client/clock.ts";
import { systemClock } from "./client/clock.ts";
import { connect } from "./client/connect.ts";
import type { Session } from "./client/session.ts";
import { readSettings } from "./client/settings.ts";
import type { Environment } from "./client/settings.ts";
import type { Transport } from "./client/transport.ts";
import { dataSources } from "./data-sources/index.ts";
import { forecast } from "./forecast.ts";
import * as messages from "./messages.ts";
import { contextOf } from "./operations/context.ts";
import type { Context, Result } from "./operations/context.ts";
import { createOnce } from "./operations/create-once.ts";
import { remove } from "./operations/delete.ts";
import { findCreated } from "./operations/find-created.ts";
import { importObject } from "./operations/import.ts";
import { readObjects, unread } from "./operations/read.ts";
import { unsettledBy } from "./operations/unsettled.ts";
import { update } from "./operations/update.ts";
import { providerAttributes } from "./provider-schema.ts";
import { resourceTypes } from "./resources/index.ts";
import { attribute } from "./system-log/attribute.ts";
import type { Attributes } from "./table/attribute.ts";
import { plainText } from "./table/plain.ts";
import type { Plain, PlainObject } from "./table/plain.ts";
import { planObject } from "./table/plan/plan.ts";
import type { ResourceType } from "./table/resource-type.ts";
import { blockSchema, dataSourceSchema, instanceType, isBlock, resourceSchema, withIdAttribute } from "./table/schema.ts";
import { validateAttributes } from "./table/validate.ts";
import { fromPlain, toPlainObject } from "./table/values.ts";
import { upgradeState } from "./upgrade-state.ts";

export interface OktaOptions {
  /** OKTA_ORG_NAME and its kin. The provider reads no environment of its own. */
  readonly environment?: Environment;
  readonly userAgent?: string;
  readonly clock?: Clock;
  readonly chance?: () => number;
  /** Instead of the network. */
  readonly transport?: Transport;
}

const rows: ReadonlyMap<string, ResourceType> = new Map(resourceTypes.map((row) => [row.name, row]));
const sources = new Map(dataSources.map((source) => [source.name, source]));

const schemas: ProviderSchemas = {
  provider: blockSchema(providerAttributes, "The orgs of Okta."),
  resourceTypes: new Map(resourceTypes.map((row) => [row.name, resourceSchema(row)])),
  dataSources: new Map(dataSources.map((source) => [source.name, dataSourceSchema(source)])),
};

/** The provider for Okta, under the name of the official one. */
export const oktaProvider = (options: OktaOptions = {}): ProviderFactory => ({
  source: "registry.terraform.io/okta/okta",
  schemas,
  open: () => new OktaProvider(options),
});

/** One configuration of the provider, and what it has read of its org. */
class OktaProvider implements Provider {
  readonly #options: OktaOptions;
  #session: Session | undefined;
  #unready: readonly ProviderDiagnostic[] = [];

  constructor(options: OktaOptions) {
    this.#options = options;
  }

  validateProvider(config: Value): ProviderDiagnostic[] {
    return validateAttributes(providerAttributes, toPlainObject(config));
  }

  validateResource(type: string, config: Value): ProviderDiagnostic[] {
    const row = rows.get(type);
    if (!row) return [messages.unknownType(type)];
    const given = toPlainObject(config);
    return [...validateAttributes(row.attributes, given, row.style), ...(row.validate?.(given) ?? [])];
  }

  validateDataSource(type: string, config: Value): ProviderDiagnostic[] {
    const source = sources.get(type);
    return source ? validateAttributes(source.attributes, toPlainObject(config), source.style) : [messages.unknownType(type)];
  }

  configure(config: Value): Promise<ProviderDiagnostic[]> {
    const { settings, diagnostics } = readSettings(toPlainObject(config), this.#options.environment ?? {});
    // Planning alone needs no org: what is missing is said when the org is needed.
    this.#unready = diagnostics;
    this.#session = settings && connect(settings, { clock: systemClock, chance: Math.random, ...this.#options });
    return Promise.resolve([]);
  }

  upgradeState(type: string, version: number, attributes: unknown): Outcome<Value> {
    const row = rows.get(type);
    return row ? upgradeState(row, version, attributes) : { diagnostics: [messages.unknownType(type)] };
  }

  planChange(type: string, { prior, proposed, config }: PlanRequest): PlanResponse {
    const row = rows.get(type);
    if (!row || isNull(proposed)) return { planned: proposed, requiresReplace: [], diagnostics: row ? [] : [messages.unknownType(type)] };
    const before = isNull(prior) ? undefined : toPlainObject(prior);
    const { planned, replace, diagnostics } = planObject(row, before, toPlainObject(proposed), toPlainObject(config));
    return { planned: planned === before ? prior : fromPlain(planned, instanceType(row)), requiresReplace: replace, diagnostics };
  }

  async read(requests: readonly ReadRequest[], signal: AbortSignal): Promise<ReadResponse[]> {
    const objects = requests.map(({ type, prior }) => ({ context: this.#context(type, signal), prior: toPlainObject(prior) }));
    const ready = objects.flatMap(({ context, prior }) => (context ? [{ context, prior }] : []));
    if (ready.length < objects.length) return onceEach(requests.map(({ type, prior }) => ({ value: prior, diagnostics: this.#notReady(type) })));
    const results = await readObjects(ready);
    return onceEach(ready.map(({ context, prior }, at) => readResponse(context, prior, results[at] ?? { diagnostics: [] })));
  }

  async readDataSource(type: string, config: Value, signal: AbortSignal): Promise<ProviderOutcome> {
    const source = sources.get(type);
    const session = this.#session;
    if (!source || !session) return { diagnostics: this.#notReady(type) };
    const given = toPlainObject(config);
    const defaults = Object.entries(source.attributes).map(([name, attribute]) => [name, given[name] ?? attribute.default ?? null] as const);
    const values: PlainObject = { ...given, ...(Object.fromEntries(defaults) as PlainObject) };
    const found = await source.read({ values, calls: session.calls(signal) });
    if (!found.values) return { diagnostics: found.diagnostics };
    const shape = { attributes: withIdAttribute(source.attributes) };
    return { value: fromPlain(completeData(source.attributes, { ...values, ...found.values }), instanceType(shape)), diagnostics: found.diagnostics };
  }

  async importObject(type: string, id: string, signal: AbortSignal): Promise<ProviderOutcome> {
    return this.#run(type, signal, (context) => importObject(context, id));
  }

  async create(type: string, request: ChangeRequest, signal: AbortSignal): Promise<ProviderOutcome> {
    return this.#change(type, request, signal, (context, { planned, config }) => createOnce(context, planned, config));
  }

  async update(type: string, request: ChangeRequest, signal: AbortSignal): Promise<ProviderOutcome> {
    return this.#change(type, request, signal, (context, { prior, planned, config }) => update(context, prior, planned, config));
  }

  async delete(type: string, request: ChangeRequest, signal: AbortSignal): Promise<ProviderDiagnostic[]> {
    const outcome = await this.#change(type, request, signal, async (context, { prior }) => ({ diagnostics: await remove(context, prior) }));
    return [...outcome.diagnostics];
  }

  async findCreated(type: string, planned: Value, calls: readonly CallRecord[], signal: AbortSignal): Promise<ProviderOutcome> {
    return this.#run(type, signal, (context) => findCreated(context, toPlainObject(planned), calls));
  }

  unsettledBy(type: string, calls: readonly CallRecord[]): readonly string[] {
    const row = rows.get(type);
    return row ? unsettledBy(row, calls) : [];
  }

  usage(): ReturnType<NonNullable<Provider["usage"]>> {
    return this.#session?.client.usage() ?? new Map();
  }

  forecast(...[requests, changes]: Parameters<NonNullable<Provider["forecast"]>>): ReadonlyMap<string, number> {
    return forecast(rows, requests, changes);
  }

  async attribute(...[questions, signal]: Parameters<NonNullable<Provider["attribute"]>>): ReturnType<NonNullable<Provider["attribute"]>> {
    return this.#session ? attribute(rows, questions, this.#session.calls(signal), this.#session.client.options.clock) : new Map();
  }

  #context(type: string, signal: AbortSignal, request?: ChangeRequest): Context | undefined {
    const row = rows.get(type);
    return row && this.#session ? contextOf(row, this.#session, signal, request?.journal) : undefined;
  }

  async #run(type: string, signal: AbortSignal, work: (context: Context) => Promise<Result>, request?: ChangeRequest): Promise<ProviderOutcome> {
    const context = this.#context(type, signal, request);
    if (!context) return { diagnostics: this.#notReady(type) };
    const { values, diagnostics } = await work(context);
    return { ...(values ? { value: fromPlain(values, instanceType(context.row)) } : {}), diagnostics };
  }

  #change(type: string, request: ChangeRequest, signal: AbortSignal, work: (context: Context, objects: Objects) => Promise<Result>): Promise<ProviderOutcome> {
    const objects = { prior: toPlainObject(request.prior), planned: toPlainObject(request.planned), config: toPlainObject(request.config) };
    const key = rows.get(type)?.oneAtATime;
    const run = () => this.#run(type, signal, async (context) => keepTimeouts(await work(context, objects), objects), request);
    return key && this.#session ? this.#session.inTurn(turnOf(key, objects), run) : run();
  }

  #notReady(type: string): readonly ProviderDiagnostic[] {
    if (!rows.has(type) && !sources.has(type)) return [messages.unknownType(type)];
    return this.#unready.length > 0 ? this.#unready : [messages.noCredentials()];
  }
}

interface Objects {
  readonly prior: PlainObject;
  readonly planned: PlainObject;
  readonly config: PlainObject;
}

const turnOf = (template: string, { planned, prior }: Objects): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => plainText(planned[name] ?? prior[name]));

const keepTimeouts = (result: Result, { planned }: Objects): Result =>
  result.values && "timeouts" in planned ? { ...result, values: { ...result.values, timeouts: planned["timeouts"] ?? null } } : result;

function readResponse(context: Context, prior: PlainObject, result: Result): ReadResponse {
  const failed = result.diagnostics.some((problem) => problem.severity === "error");
  const { values, diagnostics } = failed && !result.values ? unread(context, prior, result.diagnostics) : result;
  return { value: values && fromPlain(values, instanceType(context.row)), diagnostics };
}

/** One reason for which many objects cannot be read is said once. */
function onceEach(responses: readonly ReadResponse[]): ReadResponse[] {
  const said = new Set<string>();
  return responses.map(({ value, diagnostics }) => ({
    value,
    diagnostics: diagnostics.filter(({ summary, detail }) => !said.has(`${summary}\n${detail}`) && said.add(`${summary}\n${detail}`)),
  }));
}

/** Blocks that are not there are an empty list. */
const completeData = (attributes: Attributes, values: PlainObject): PlainObject => ({
  ...values,
  ...Object.fromEntries(
    Object.entries(attributes)
      .filter(([name, attribute]) => isBlock(attribute) && attribute.type !== "object" && (values[name] ?? null) === null)
      .map(([name]): [string, Plain] => [name, []]),
  ),
});
