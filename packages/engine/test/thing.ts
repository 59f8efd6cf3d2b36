// A provider of things, for tests: an org is a map of objects; every question about objects is counted.
import { isNull, isWhollyKnown, nullValue, stringType, stringValue, objectValue, valueFromJson } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import type { Attribution, Provider, ProviderFactory } from "../src/provider.ts";
import { impliedType } from "../src/schema/implied-type.ts";
import type { BlockSchema } from "../src/schema/schema.ts";

export const thingProvider = 'provider["registry.terraform.io/hashicorp/thing"]';

const block: BlockSchema = {
  attributes: {
    id: { type: stringType, computed: true },
    name: { type: stringType, required: true },
    secret: { type: stringType, optional: true, sensitive: true },
  },
  blocks: { part: { nesting: "list", block: { attributes: { label: { type: stringType, optional: true } }, blocks: {} } } },
};
const config: BlockSchema = { attributes: { org: { type: stringType, optional: true } }, blocks: {} };

/** An org: its objects by id, and what happens when it is asked. */
export class ThingOrg {
  readonly objects = new Map<string, Record<string, Json>>();
  /** Who changed an object, by its address. */
  readonly hands = new Map<string, Attribution>();
  /** The `org` of each configuration that was opened. */
  readonly opened: (string | null)[] = [];
  /** What reading answers instead of objects. */
  unreachable = false;

  readonly factory: ProviderFactory = {
    source: "registry.terraform.io/hashicorp/thing",
    schemas: { provider: config, resourceTypes: new Map([["thing", { version: 0, block }]]), dataSources: new Map() },
    open: () => this.#open(),
  };

  put(id: string, attributes: Record<string, Json>): this {
    this.objects.set(id, { id, secret: null, part: [], ...attributes });
    return this;
  }

  #value(id: string): Value | undefined {
    const json = this.objects.get(id);
    const value = json && valueFromJson(json, impliedType(block));
    return value && "raw" in value ? value : undefined;
  }

  #open(): Provider {
    const unreachable = { severity: "error", summary: "Org cannot be reached", detail: "" } as const;
    const partOf = (value: Value, name: string): Value => (value.raw instanceof Map ? (value.raw.get(name) as Value) : nullValue(stringType));
    const done = { diagnostics: [] };
    return {
      validateProvider: () => [],
      validateResource: () => [],
      validateDataSource: () => [],
      configure: (given) => {
        const org = partOf(given, "org");
        this.opened.push(isNull(org) || !isWhollyKnown(org) ? null : String(org.raw as string));
        return Promise.resolve([]);
      },
      upgradeState: () => done,
      planChange: (_, { proposed }) => ({ planned: proposed, requiresReplace: [], diagnostics: [] }),
      read: (requests) =>
        Promise.resolve(requests.map(({ prior }) => (this.unreachable ? { value: prior, diagnostics: [unreachable] } : { value: this.#value(partOf(prior, "id").raw as string), diagnostics: [] }))),
      readDataSource: () => Promise.resolve(done),
      importObject: (_, id) => {
        const value = this.#value(id);
        return Promise.resolve(value ? { value: objectValue([["id", stringValue(id)], ["name", nullValue(stringType)], ["secret", nullValue(stringType)], ["part", partOf(value, "part")]]), diagnostics: [] } : done);
      },
      create: () => Promise.resolve(done),
      update: () => Promise.resolve(done),
      delete: () => Promise.resolve([]),
      usage: () => new Map([["/things", { requests: 1 }]]),
      forecast: (requests) => new Map([["/things", Math.ceil(requests.length / 2)]]),
      attribute: (questions) => Promise.resolve(new Map(questions.flatMap(({ key }) => [...this.hands].filter(([address]) => address === key)))),
    };
  }
}
