import type { Outcome } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/syntax-messages.ts";
import type { SourceText } from "../source/source-text.ts";
import { checkTokens } from "./check-tokens.ts";
import { lexForParser, lexTemplate } from "./lex.ts";
import { parseBody } from "./parse-body.ts";
import { readExpression } from "./parse-expression.ts";
import { parseTemplateUntil } from "./parse-template.ts";
import { Parser } from "./parser.ts";
import type { Origin } from "./parser.ts";
import type { Body, Expression } from "./tree.ts";

/** A file in the native syntax. There is always a body, of what could be read. */
export function parseFile(source: SourceText): Required<Outcome<Body>> {
  const tokens = lexForParser(source.text);
  const parser = new Parser(tokens, source, "kept", readExpression);
  parser.diagnostics.push(...checkTokens(tokens, parser));
  const value = parseBody(parser, "end", { kind: "end", start: 0, end: 0 });
  return { value, diagnostics: parser.diagnostics };
}

/** A text that is one expression, as in a console or in the value of a variable. Line breaks are blanks. */
export function parseExpression(source: SourceText, origin?: Origin): Required<Outcome<Expression>> {
  const tokens = lexForParser(source.text);
  const parser = new Parser(tokens, source, "skipped", readExpression, origin);
  parser.diagnostics.push(...checkTokens(tokens, parser));
  const value = parser.expression();
  const next = parser.peek();
  if (next.kind !== "end") parser.report(say.extraAfterExpression(parser.range(next, next)));
  return { value, diagnostics: parser.diagnostics };
}

/** A text that is a template as a whole. The origin says where it stands in another file. */
export function parseTemplate(source: SourceText, origin?: Origin): Required<Outcome<Expression>> {
  const tokens = lexTemplate(source.text, "significant");
  const parser = new Parser(tokens, source, "kept", readExpression, origin);
  parser.diagnostics.push(...checkTokens(tokens, parser));
  const value = parseTemplateUntil(parser, parser.peek(), "end");
  return { value, diagnostics: parser.diagnostics };
}
