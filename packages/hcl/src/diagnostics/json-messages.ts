// Every message about the JSON syntax.
import type { SourceRange } from "../source/range.ts";
import type { Diagnostic } from "./diagnostic.ts";

const error = (summary: string, detail: string, subject: SourceRange): Diagnostic => ({
  severity: "error",
  summary,
  detail,
  subject,
});

export const rootNotObject = (range: SourceRange): Diagnostic =>
  error("Root value must be object", "The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.", range);

export const extraAfterValue = (range: SourceRange): Diagnostic =>
  error("Extraneous data after value", "Extra characters appear after the JSON value.", range);

export const jsonNestedTooDeeply = (limit: number, range: SourceRange): Diagnostic =>
  error("Nested too deeply", `Objects and arrays can be nested at most ${limit} levels deep.`, range);

export const missingValue = (range: SourceRange): Diagnostic =>
  error("Missing JSON value", "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.", range);

export const invalidValueStart = (range: SourceRange): Diagnostic =>
  error("Invalid start of value", "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.", range);

export const wrongQuotes = (range: SourceRange): Diagnostic =>
  error("Invalid start of value", 'JSON strings must be enclosed in straight double quotes (").', range);

export const invalidKeyword = (word: string, range: SourceRange): Diagnostic =>
  error("Invalid JSON keyword", `"${word}" is not a valid JSON keyword.`, range);

export const invalidJsonNumber = (range: SourceRange): Diagnostic =>
  error("Invalid JSON number", "There is a syntax error in the given JSON number.", range);

export const invalidString = (range: SourceRange): Diagnostic =>
  error("Invalid JSON string", "There is a syntax error in the given JSON string.", range);

export const unclosedString = (range: SourceRange): Diagnostic =>
  error("Unclosed string", "There is no closing quote for this string before the end of the file.", range);

export const unclosedObject = (range: SourceRange): Diagnostic =>
  error("Unclosed object", "No closing brace was found for this JSON object.", range);

export const unclosedArray = (range: SourceRange): Diagnostic =>
  error("Unclosed array", "No closing bracket was found for this JSON array.", range);

export const missingPropertyName = (range: SourceRange): Diagnostic =>
  error("Missing property name", "A JSON object property must begin with its name in double quotes.", range);

export const unquotedPropertyName = (range: SourceRange): Diagnostic =>
  error("Invalid object property name", "A JSON object property name must be a string in double quotes.", range);

export const missingColon = (equals: boolean, range: SourceRange): Diagnostic =>
  error(
    equals ? "Missing property value colon" : "Missing property value colon",
    equals
      ? "JSON uses a colon as its name/value delimiter, not an equals sign."
      : "A colon must appear between an object property's name and its value.",
    range,
  );

export const trailingComma = (close: "}" | "]", range: SourceRange): Diagnostic =>
  close === "}"
    ? error("Trailing comma in object", "JSON does not permit a trailing comma after the final property in an object.", range)
    : error("Trailing comma in array", "JSON does not permit a trailing comma after the final value in an array.", range);

export const mismatchedBracket = (expected: "}" | "]", range: SourceRange): Diagnostic =>
  expected === "}"
    ? error("Mismatched braces", "A JSON object must be closed with a brace, not a bracket.", range)
    : error("Mismatched brackets", "A JSON array must be closed with a bracket, not a brace.", range);

export const missingPropertySeparator = (range: SourceRange): Diagnostic =>
  error("Missing attribute separator", "A comma must appear between each property definition in an object.", range);

export const missingElementSeparator = (range: SourceRange): Diagnostic =>
  error("Missing attribute separator", "A comma must appear between each value in an array.", range);
