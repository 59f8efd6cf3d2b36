import type { Attribute, Attributes } from "../src/table/attribute.ts";
import { isPlainList, isPlainObject } from "../src/table/plain.ts";
import type { Plain, PlainObject } from "../src/table/plain.ts";
import { isBlock } from "../src/table/schema.ts";

/** What Terraform's core proposes: the configuration, and the prior value where it is silent about something computed. */
export function propose(attributes: Attributes, prior: PlainObject, config: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, Plain] => {
      const given = config[name] ?? null;
      const before = prior[name] ?? null;
      if (isBlock(attribute)) return [name, proposeBlock(attribute, before, given)];
      return [name, given === null && attribute.computed ? before : given];
    }),
  );
}

function proposeBlock(attribute: Attribute, prior: Plain, config: Plain): Plain {
  if (attribute.type !== "list" || !isPlainList(config)) return config;
  if (config.length === 0 && attribute.computed) return prior;
  return config.map((item, at) => {
    const before = isPlainList(prior) ? prior[at] : undefined;
    return isPlainObject(item) ? propose(attribute.attributes ?? {}, isPlainObject(before) ? before : {}, item) : item;
  });
}
