// Drives the provider as the engine does, without the engine: plan, carry out, read, for one object at a time.
import type { CallJournal, CallRecord, ProviderDiagnostic } from "@lockstep/engine";
import { nullValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { oktaProvider } from "../src/index.ts";
import type { OktaOptions } from "../src/index.ts";
import { dataSources } from "../src/data-sources/index.ts";
import { resourceTypes } from "../src/resources/index.ts";
import { samePlain } from "../src/table/plain.ts";
import type { Plain, PlainObject } from "../src/table/plain.ts";
import type { ResourceType } from "../src/table/resource-type.ts";
import { instanceType, withIdAttribute } from "../src/table/schema.ts";
import { fromPlain, toPlainObject } from "../src/table/values.ts";
import { complete } from "../src/operations/context.ts";
import { providerAttributes } from "../src/provider-schema.ts";
import { objectOf } from "../src/table/schema.ts";
import { propose } from "./propose.ts";

const never = new AbortController().signal;

export class Driver {
  readonly provider;
  readonly calls: CallRecord[] = [];

  constructor(settings: PlainObject, options: OktaOptions = {}) {
    this.provider = oktaProvider(options).open();
    this.ready = this.provider.configure(fromPlain(settings, objectOf(providerAttributes)), never);
  }

  readonly ready: Promise<unknown>;

  rowOf = (type: string): ResourceType => {
    const row = resourceTypes.find((one) => one.name === type);
    if (!row) throw new Error(`no row ${type}`);
    return row;
  };

  value = (type: string, values: PlainObject): Value => fromPlain(complete(this.rowOf(type), values), instanceType(this.rowOf(type)));

  plan(type: string, prior: Value | undefined, config: PlainObject): { action: string; planned: Value; changed: string[]; diagnostics: readonly ProviderDiagnostic[] } {
    const row = this.rowOf(type);
    const attributes = withIdAttribute(row.attributes);
    const given = complete(row, config);
    const before = prior && toPlainObject(prior);
    const proposed = fromPlain(propose(attributes, before ?? {}, given), instanceType(row));
    const response = this.provider.planChange(type, { prior: prior ?? nullValue(instanceType(row)), proposed, config: fromPlain(given, instanceType(row)) });
    const after = toPlainObject(response.planned);
    const changed = Object.keys(after).filter((name) => !samePlain(sorted(after[name]), sorted(before?.[name])));
    const action = !before ? "create" : changed.length === 0 ? "no-op" : response.requiresReplace.length > 0 ? "replace" : "update";
    return { action, planned: response.planned, changed, diagnostics: response.diagnostics };
  }

  async apply(type: string, prior: Value | undefined, config: PlainObject): Promise<Value> {
    await this.ready;
    let current = prior;
    let plan = this.plan(type, current, config);
    if (plan.action === "no-op" && prior) return prior;
    if (plan.action === "replace" && prior) {
      await this.destroy(type, prior);
      current = undefined;
      plan = this.plan(type, undefined, config);
    }
    const row = this.rowOf(type);
    const request = { prior: current ?? nullValue(instanceType(row)), planned: plan.planned, config: fromPlain(complete(row, config), instanceType(row)), journal: this.#journal() };
    const outcome = await (current ? this.provider.update(type, request, never) : this.provider.create(type, request, never));
    refuse(outcome.diagnostics);
    if (!outcome.value) throw new Error("no value");
    return outcome.value;
  }

  async destroy(type: string, prior: Value): Promise<void> {
    const none = nullValue(prior.type);
    refuse(await this.provider.delete(type, { prior, planned: none, config: none, journal: this.#journal() }, never));
  }

  async read(type: string, prior: Value): Promise<Value | undefined> {
    await this.ready;
    const [response] = await this.provider.read([{ type, prior }], never);
    refuse(response?.diagnostics ?? []);
    return response?.value;
  }

  async import(type: string, id: string): Promise<Value> {
    await this.ready;
    const outcome = await this.provider.importObject(type, id, never);
    refuse(outcome.diagnostics);
    if (!outcome.value) throw new Error("nothing imported");
    return outcome.value;
  }

  async data(type: string, config: PlainObject): Promise<Value> {
    await this.ready;
    const source = dataSources.find((one) => one.name === type);
    if (!source) throw new Error(`no data source ${type}`);
    const outcome = await this.provider.readDataSource(type, fromPlain(config, instanceType({ attributes: withIdAttribute(source.attributes) })), never);
    refuse(outcome.diagnostics);
    if (!outcome.value) throw new Error("nothing read");
    return outcome.value;
  }

  #journal(): CallJournal {
    return {
      before: (call) => this.calls.push({ ...call, startedAt: new Date().toISOString() }),
      after: (call) => this.calls.push({ ...call, startedAt: new Date().toISOString() }),
    };
  }
}

const sorted = (value: Plain | undefined): Plain => (Array.isArray(value) && value.every((item) => typeof item === "string") ? [...value].sort() : (value ?? null));

function refuse(diagnostics: readonly ProviderDiagnostic[]): void {
  const errors = diagnostics.filter((problem) => problem.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((problem) => `${problem.summary}: ${problem.detail}`).join("\n"));
}
