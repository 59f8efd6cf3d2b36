// A provider for tests of plans and applies: a shelf of boxes. Every request is listed, may fail, and can be cut short.
import { boolType, boolValue, isKnown, isNull, listType, numberType, setType, stringType, stringValue, unknownValue, valueFromJson, valueToJson, nullValue } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import type { ChangeRequest, PlanRequest, PlanResponse, Provider, ProviderDiagnostic, ProviderFactory, ProviderOutcome } from "../src/provider.ts";
import { impliedType } from "../src/schema/implied-type.ts";
import type { BlockSchema } from "../src/schema/schema.ts";

export const shelfProvider = 'provider["registry.terraform.io/hashicorp/shelf"]';

const block: BlockSchema = {
  attributes: {
    id: { type: stringType, computed: true },
    name: { type: stringType, required: true },
    /** Chosen when the configuration does not say. */
    label: { type: stringType, optional: true, computed: true },
    /** Cannot be changed. */
    size: { type: numberType, optional: true },
    open: { type: boolType, optional: true },
    tags: { type: setType(stringType), optional: true },
    steps: { type: listType(stringType), optional: true },
    secret: { type: stringType, optional: true, sensitive: true },
  },
  blocks: {
    part: { nesting: "list", block: { attributes: { kind: { type: stringType, required: true }, count: { type: numberType, optional: true } }, blocks: {} } },
    hint: { nesting: "set", block: { attributes: { text: { type: stringType, required: true } }, blocks: {} } },
  },
};
const lookup: BlockSchema = { attributes: { name: { type: stringType, required: true }, id: { type: stringType, computed: true } }, blocks: {} };
const config: BlockSchema = { attributes: { url: { type: stringType, optional: true } }, blocks: {} };

type Box = Record<string, Json>;

/** Thrown where a test cuts an apply short, as if the process had been killed. */
export class Killed extends Error {}

export class Shelf {
  readonly boxes = new Map<string, Box>();
  /** "create a", "read 3", … in order. */
  readonly requests: string[] = [];
  /** Requests that are refused, by their text in `requests`. */
  readonly refused = new Set<string>();
  /** Creations of these names make the box and then fail. */
  readonly halfMade = new Set<string>();
  /** An open box is made closed and then opened; it is closed before it is changed or thrown away. */
  inSteps = false;
  #next = 1;

  readonly factory: ProviderFactory = {
    source: "registry.terraform.io/hashicorp/shelf",
    schemas: { provider: config, resourceTypes: new Map([["shelf_box", { version: 0, block }]]), dataSources: new Map([["shelf_box", { version: 0, block: lookup }]]) },
    open: () => this.#open(),
  };

  #ask(request: string): ProviderDiagnostic[] {
    this.requests.push(request);
    return this.refused.has(request) ? [{ severity: "error", summary: "Shelf says no", detail: request }] : [];
  }

  #value(id: unknown): Value | undefined {
    const box = typeof id === "string" ? this.boxes.get(id) : undefined;
    const value = box && valueFromJson(box, impliedType(block));
    return value && "raw" in value ? value : undefined;
  }

  #put(id: string, value: Value): Value {
    this.boxes.set(id, valueToJson(value) as Box);
    return this.#value(id) ?? value;
  }

  #find(name: string): string | undefined {
    return [...this.boxes].find(([, box]) => box["name"] === name)?.[0];
  }

  #open(): Provider {
    return {
      validateProvider: () => [],
      validateResource: (_, given) => (partOf(given, "name").raw === "" ? [{ severity: "error", summary: "Empty name", detail: "A box has a name.", path: ["name"] }] : []),
      validateDataSource: () => [],
      configure: () => Promise.resolve([]),
      upgradeState: () => ({ diagnostics: [] }),
      planChange: (_, request) => planBox(request),
      read: (requests) => {
        const diagnostics = this.#ask(`read ${requests.length}`);
        return Promise.resolve(requests.map(({ prior }) => ({ value: this.#value(partOf(prior, "id").raw), diagnostics })));
      },
      readDataSource: (_, given) => {
        const name = String(partOf(given, "name").raw as string);
        const diagnostics = this.#ask(`find ${name}`);
        const id = this.#find(name);
        return Promise.resolve({ value: with_(given, { id: id === undefined ? nullValue(stringType) : stringValue(id) }), diagnostics });
      },
      importObject: (_, id) => {
        const value = this.#value(id);
        return Promise.resolve(value ? { value, diagnostics: [] } : { diagnostics: [] });
      },
      create: (_, request) => Promise.resolve(this.#create(request)),
      update: (_, request) => Promise.resolve(this.#update(request)),
      delete: (_, request) => Promise.resolve(this.#delete(request)),
      unsettledBy: (_, calls) => (calls.length > 0 ? ["open"] : []),
      findCreated: (_, planned) => {
        const wanted = valueToJson(planned) as Box;
        // The box that it may replace has the same name, but another size.
        const found = [...this.boxes].find(([, box]) => box["name"] === wanted["name"] && box["size"] === wanted["size"]);
        const value = found && this.#value(found[0]);
        return Promise.resolve(value ? { value, diagnostics: [] } : { diagnostics: [] });
      },
    };
  }

  #create({ planned, journal }: ChangeRequest): ProviderOutcome {
    const name = String(partOf(planned, "name").raw as string);
    journal.before({ method: "POST", path: "/boxes" });
    const diagnostics = this.#ask(`create ${name}`);
    if (diagnostics.length > 0) return { diagnostics };
    const id = `box-${this.#next++}`;
    const label = partOf(planned, "label");
    const whole = with_(planned, { id: stringValue(id), label: isKnown(label) ? label : stringValue(`the ${name}`) });
    const isStepwise = this.inSteps && partOf(planned, "open").raw === true;
    const made = this.#put(id, isStepwise ? with_(whole, { open: boolValue(false) }) : whole);
    journal.after({ method: "POST", path: "/boxes", status: 201, id });
    const value = isStepwise ? this.#write(id, whole, journal) : made;
    return this.halfMade.has(name) ? { value, diagnostics: [{ severity: "error", summary: "Half made", detail: name }] } : { value, diagnostics: [] };
  }

  #update({ prior, planned, journal }: ChangeRequest): ProviderOutcome {
    const id = String(partOf(prior, "id").raw as string);
    if (this.inSteps && partOf(prior, "open").raw === true) this.#write(id, with_(prior, { open: boolValue(false) }), journal);
    journal.before({ method: "PUT", path: `/boxes/${id}` });
    const diagnostics = this.#ask(`update ${String(partOf(planned, "name").raw as string)}`);
    if (diagnostics.length > 0) return { diagnostics };
    const value = this.#put(id, planned);
    journal.after({ method: "PUT", path: `/boxes/${id}`, status: 200 });
    return { value, diagnostics: [] };
  }

  #write(id: string, value: Value, journal: ChangeRequest["journal"]): Value {
    journal.before({ method: "PUT", path: `/boxes/${id}/open` });
    const now = this.#put(id, value);
    journal.after({ method: "PUT", path: `/boxes/${id}/open`, status: 200 });
    return now;
  }

  #delete({ prior, journal }: ChangeRequest): ProviderDiagnostic[] {
    const id = String(partOf(prior, "id").raw as string);
    if (this.inSteps && partOf(prior, "open").raw === true) this.#write(id, with_(prior, { open: boolValue(false) }), journal);
    journal.before({ method: "DELETE", path: `/boxes/${id}` });
    const diagnostics = this.#ask(`delete ${String(partOf(prior, "name").raw as string)}`);
    if (diagnostics.length > 0) return diagnostics;
    this.boxes.delete(id);
    journal.after({ method: "DELETE", path: `/boxes/${id}`, status: 204 });
    return [];
  }
}

const partOf = (value: Value, name: string): Value => (value.raw instanceof Map ? ((value.raw.get(name) as Value | undefined) ?? nullValue(stringType)) : nullValue(stringType));

function with_(value: Value, parts: Readonly<Record<string, Value>>): Value {
  const raw = new Map<string, Value>(value.raw instanceof Map ? value.raw : []);
  for (const [name, part] of Object.entries(parts)) raw.set(name, part);
  return { ...value, raw };
}

function planBox({ prior, proposed }: PlanRequest): PlanResponse {
  const isNew = isNull(prior);
  const label = partOf(proposed, "label");
  const planned = isNew ? with_(proposed, { id: unknownValue(stringType), ...(isNull(label) && { label: unknownValue(stringType) }) }) : proposed;
  return { planned, requiresReplace: isNew ? [] : [["size"]], diagnostics: [] };
}

