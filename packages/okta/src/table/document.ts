// Row → the reference page of its resource type, in Markdown.
import type { Attribute, Attributes } from "./attribute.ts";
import type { DataSource } from "./data-source.ts";
import type { ResourceType } from "./resource-type.ts";
import { isBlock } from "./schema.ts";

/** The reference page of a resource type. `sample` is the configuration beside its row. */
export function resourcePage(row: ResourceType, sample: string | undefined): string {
  const { scopes } = row;
  return page([
    `# ${row.name}`,
    row.describe,
    sample === undefined ? "" : `## Example\n\n\`\`\`hcl\n${sample.trim()}\n\`\`\``,
    argumentsOf(row.attributes),
    givenBack(row.attributes, true),
    `## Import\n\n${importLine(row)}`,
    scopes ? `## Scopes of a service app\n\nTo read: ${codes(scopes.read)}. To manage: ${codes(scopes.manage)}.` : "",
    notes(row),
  ]);
}

/** The reference page of a data source. */
export const dataSourcePage = (row: DataSource): string =>
  page([`# ${row.name} (data source)`, row.describe, argumentsOf(row.attributes), givenBack(row.attributes, !("id" in row.attributes))]);

const page = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join("\n\n")}\n`;

function argumentsOf(attributes: Attributes): string {
  const entries = Object.entries(attributes).filter(([, attribute]) => attribute.required || attribute.optional);
  const plain = entries.filter(([, attribute]) => !isBlock(attribute));
  const ordered = [...plain.filter(([, attribute]) => attribute.required), ...plain.filter(([, attribute]) => !attribute.required)];
  const blocks = entries.filter(([, attribute]) => isBlock(attribute));
  if (entries.length === 0) return "";
  return ["## Arguments", ordered.map(([name, attribute]) => line(name, attribute)).join("\n"), ...blocks.map(([name, attribute]) => blockOf(name, attribute))]
    .filter((part) => part !== "")
    .join("\n\n");
}

function blockOf(name: string, attribute: Attribute, depth = 3): string {
  const entries = Object.entries(attribute.attributes ?? {});
  const inner = entries.filter(([, one]) => isBlock(one)).map(([key, one]) => blockOf(key, one, depth + 1));
  const lines = entries.filter(([, one]) => !isBlock(one)).map(([key, one]) => line(key, one));
  const many = attribute.type === "object" || attribute.maxItems === 1 ? "At most one." : attribute.type === "set" ? "Any number, in no order." : "Any number, in this order.";
  return [`${"#".repeat(depth)} Block \`${name}\``, `${attribute.describe ?? ""} ${many}`.trim(), lines.join("\n"), ...inner].join("\n\n");
}

function line(name: string, attribute: Attribute): string {
  const words = [
    typeWords(attribute),
    attribute.required ? "required" : "",
    attribute.default === undefined ? "" : `default \`${String(attribute.default)}\``,
    attribute.computed && attribute.optional ? "Okta chooses it where it is not set" : "",
    attribute.forceNew ? "a change makes a new object" : "",
    attribute.sensitive ? "sensitive" : "",
    attribute.writeOnly ? "never kept" : "",
  ].filter((word) => word !== "");
  const more = [
    attribute.describe,
    attribute.deprecated === undefined ? undefined : `Deprecated: ${attribute.deprecated}`,
    attribute.refersTo === undefined ? undefined : `Id of ${codes([attribute.refersTo].flat(), " or ")}.`,
    attribute.conflictsWith ? `Not together with ${codes(attribute.conflictsWith)}.` : undefined,
    attribute.requiredWith ? `Needs ${codes(attribute.requiredWith)}.` : undefined,
  ].filter((words) => words !== undefined);
  return `- \`${name}\` (${words.join("; ")})${more.length > 0 ? `: ${more.join(" ")}` : ""}`;
}

function typeWords(attribute: Attribute): string {
  if (attribute.type === "int" || attribute.type === "float") return "number";
  if (attribute.type === "list" || attribute.type === "set" || attribute.type === "map") {
    return `${attribute.type} of ${attribute.element ? typeWords(attribute.element) : "objects"}`;
  }
  return attribute.type;
}

function givenBack(attributes: Attributes, withId: boolean): string {
  const entries = Object.entries(attributes).filter(([, attribute]) => attribute.computed && !attribute.optional && !attribute.required);
  const lines = [...(withId ? ["- `id` (string): The object's id."] : []), ...entries.map(([name, attribute]) => line(name, attribute))];
  return lines.length === 0 ? "" : `## Attributes that Okta chooses\n\n${lines.join("\n")}`;
}

function importLine(row: ResourceType): string {
  if (row.importable === false) return "Objects of this type cannot be imported.";
  const id = (row.importId ?? "{id}").replace(/\{(\w+)\}/g, "<$1>");
  return `\`\`\`\nlockstep import ${row.name}.example ${id}\n\`\`\``;
}

function notes(row: ResourceType): string {
  const lines = [
    row.lifecycle?.updateOnlyWhile ? "- Okta changes it only while it is inactive: it is deactivated for the change and activated again." : "",
    row.lifecycle?.deleteOnlyWhile ? "- It is deactivated before it is deleted." : "",
    row.delete === false || row.exists?.destroy === "forget" ? "- Okta does not delete it: destroying it leaves it in the org as it is." : "",
    row.exists ? "- Okta has it already: creating it takes over what is there." : "",
  ].filter((one) => one !== "");
  return lines.length === 0 ? "" : `## Good to know\n\n${lines.join("\n")}`;
}

const codes = (names: readonly string[], between = ", "): string => names.map((name) => `\`${name}\``).join(between);
