import type { SourceRange } from "../source/range.ts";
import type { SourceText } from "../source/source-text.ts";
import { parseFile } from "../syntax/parse.ts";
import { parseJsonFile } from "../syntax/parse-json.ts";
import type { Block, Body, JsonNode } from "../syntax/tree.ts";

const bodies = new WeakMap<SourceText, Body>();

/** The outermost block that a place is in, as its header is written; in the JSON syntax the path to the place. */
export function enclosingBlock(subject: SourceRange): string | undefined {
  const at = subject.start - 1;
  const body = bodyOf(subject.source);
  if (body.json) return jsonPath(body.json, at) || undefined;
  const block = body.blocks.find(({ range }) => range.start <= at && at < range.end);
  return block && header(block);
}

function bodyOf(source: SourceText): Body {
  let body = bodies.get(source);
  if (!body) {
    body = (source.file.endsWith(".json") ? parseJsonFile(source) : parseFile(source)).value;
    bodies.set(source, body);
  }
  return body;
}

const header = ({ type, labels }: Block): string => [type, ...labels.map(({ value }) => `"${value}"`)].join(" ");

function jsonPath(node: JsonNode, at: number): string {
  if (node.kind === "object") {
    const member = node.members.find(({ value }) => contains(value, at));
    if (!member) return "";
    const rest = jsonPath(member.value, at);
    return rest === "" || rest.startsWith("[") ? member.name + rest : `${member.name}.${rest}`;
  }
  if (node.kind !== "array") return "";
  const index = node.items.findIndex((item) => contains(item, at));
  const item = node.items[index];
  if (!item) return "";
  const rest = jsonPath(item, at);
  return rest === "" || rest.startsWith("[") ? `[${index}]${rest}` : `[${index}].${rest}`;
}

const contains = ({ range }: JsonNode, at: number): boolean => range.start <= at && at < range.end;
