// Syntax nodes: data only. Every node knows its range; nothing here is evaluated.
import type { SourceRange } from "../source/range.ts";
import type { Value } from "../values/value.ts";

/** What stands between the braces of a block, or in a whole file. Order is the order of the source. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly range: SourceRange;
  /** The closing brace, or the end of the file. (A missing argument is reported at the opening brace, in JSON here.) */
  readonly end: SourceRange;
  /** JSON bodies have no fixed split into attributes and blocks: decode asks with a schema (see syntax/parse-json.ts). */
  readonly json?: JsonObject;
}

/** NAME = EXPRESSION */
export interface Attribute {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly expression: Expression;
  readonly range: SourceRange;
}

/** TYPE "LABEL" … { BODY } */
export interface Block {
  readonly type: string;
  readonly typeRange: SourceRange;
  readonly labels: readonly BlockLabel[];
  readonly body: Body;
  /** From the type to the last label: what Terraform points at. */
  readonly headerRange: SourceRange;
  readonly range: SourceRange;
}

export interface BlockLabel {
  readonly value: string;
  readonly range: SourceRange;
}

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | TemplateWrapExpression
  | TupleExpression
  | ObjectExpression
  | ForExpression
  | CallExpression
  | ScopeTraversalExpression
  | RelativeTraversalExpression
  | IndexExpression
  | SplatExpression
  | SplatSymbolExpression
  | ConditionalExpression
  | BinaryExpression
  | UnaryExpression
  | ParenthesesExpression
  | JsonExpression;

/** A number, true, false, null, or the plain text of a template. */
export interface LiteralExpression {
  readonly kind: "literal";
  readonly value: Value;
  readonly range: SourceRange;
}

/** A quoted or heredoc template; the result is a string. A quoted text without interpolation is one with a single literal part (or none). */
export interface TemplateExpression {
  readonly kind: "template";
  readonly parts: readonly TemplatePart[];
  readonly range: SourceRange;
  readonly heredoc?: boolean;
}

/** "${x}" alone: the value itself, whatever its type. */
export interface TemplateWrapExpression {
  readonly kind: "template-wrap";
  readonly wrapped: Expression;
  readonly range: SourceRange;
}

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string; readonly range: SourceRange }
  | { readonly kind: "interpolation"; readonly expression: Expression; readonly range: SourceRange }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
      readonly range: SourceRange;
    }
  | {
      readonly kind: "for";
      readonly keyName?: string;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
      readonly range: SourceRange;
    };

export interface TupleExpression {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
  readonly range: SourceRange;
  readonly openRange: SourceRange;
}

export interface ObjectExpression {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
  readonly range: SourceRange;
  readonly openRange: SourceRange;
}

export interface ObjectItem {
  /** A bare word is a literal key; a traversal must stand in parentheses. The parser has already decided: `keyWord` is set for a bare word. */
  readonly key: Expression;
  readonly keyWord?: string;
  readonly value: Expression;
}

/** [for k, v in c : value if condition] and {for k, v in c : key => value… if condition} */
export interface ForExpression {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present for the object form only. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
  readonly grouping: boolean;
  readonly range: SourceRange;
  readonly openRange: SourceRange;
}

export interface CallExpression {
  readonly kind: "call";
  /** With its namespace: "upper", "provider::terraform::encode_tfvars". */
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly arguments: readonly Expression[];
  /** f(list...) */
  readonly expandFinal: boolean;
  readonly openRange: SourceRange;
  readonly closeRange: SourceRange;
  readonly range: SourceRange;
}

/** One step of a traversal that is known from the source. */
export type TraversalStep =
  | { readonly kind: "attribute"; readonly name: string; readonly range: SourceRange }
  | { readonly kind: "index"; readonly key: Value; readonly range: SourceRange };

/** var.x, local.y[0].z, okta_group.a.id: a root name and static steps. */
export interface ScopeTraversalExpression {
  readonly kind: "scope-traversal";
  readonly root: string;
  readonly rootRange: SourceRange;
  readonly steps: readonly TraversalStep[];
  readonly range: SourceRange;
}

/** Static steps on any other expression: f(x).y */
export interface RelativeTraversalExpression {
  readonly kind: "relative-traversal";
  readonly from: Expression;
  readonly steps: readonly TraversalStep[];
  readonly range: SourceRange;
}

/** c[key] with a key that is worked out. */
export interface IndexExpression {
  readonly kind: "index";
  readonly collection: Expression;
  readonly key: Expression;
  readonly openRange: SourceRange;
  readonly range: SourceRange;
}

/** source.*.each… (attribute only) and source[*].each…; `each` mentions the element through a splat-symbol node. */
export interface SplatExpression {
  readonly kind: "splat";
  readonly from: Expression;
  readonly each: Expression;
  readonly full: boolean;
  readonly markerRange: SourceRange;
  readonly range: SourceRange;
}

/** The element inside `each` of the innermost splat. */
export interface SplatSymbolExpression {
  readonly kind: "splat-symbol";
  readonly range: SourceRange;
}

export interface ConditionalExpression {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
  readonly range: SourceRange;
}

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly operatorRange: SourceRange;
  readonly range: SourceRange;
}

export interface UnaryExpression {
  readonly kind: "unary";
  readonly operator: "-" | "!";
  readonly operand: Expression;
  readonly operatorRange: SourceRange;
  readonly range: SourceRange;
}

export interface ParenthesesExpression {
  readonly kind: "parentheses";
  readonly inner: Expression;
  readonly range: SourceRange;
}

/** A value in the JSON syntax: strings are templates when evaluated, property names too; objects and arrays keep their places. */
export interface JsonExpression {
  readonly kind: "json";
  readonly node: JsonNode;
  readonly range: SourceRange;
}

export type JsonNode =
  | JsonObject
  | { readonly kind: "array"; readonly items: readonly JsonNode[]; readonly range: SourceRange }
  | { readonly kind: "string"; readonly value: string; readonly range: SourceRange }
  | { readonly kind: "number"; readonly text: string; readonly range: SourceRange }
  | { readonly kind: "bool"; readonly value: boolean; readonly range: SourceRange }
  | { readonly kind: "null"; readonly range: SourceRange };

export interface JsonObject {
  readonly kind: "object";
  readonly members: readonly { readonly name: string; readonly nameRange: SourceRange; readonly value: JsonNode }[];
  readonly range: SourceRange;
}
