// Every message about the JSON syntax, in Terraform's words, its spelling ("seperator") and its slips included.
import type { SourceRange } from "../source/range.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { didYouMean, suggest } from "./suggest.ts";

const error = (summary: string, detail: string, subject: SourceRange): Diagnostic => ({
  severity: "error",
  summary,
  detail,
  subject,
});

export const rootNotObject = (range: SourceRange): Diagnostic =>
  error("Root value must be object", "The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.", range);

export const itemNotObject = (range: SourceRange): Diagnostic =>
  error("Incorrect JSON value type", "A JSON object is required here, to define arguments and child blocks.", range);

export const jsonNestedTooDeeply = (limit: number, range: SourceRange): Diagnostic =>
  error("Nested too deeply", `Objects and arrays can be nested at most ${limit} levels deep.`, range);

export const missingValue = (range: SourceRange): Diagnostic =>
  error("Missing value", "The JSON data ends prematurely.", range);

/** A closing brace or bracket stands where a value should. */
export const missingItem = (close: "}" | "]", range: SourceRange): Diagnostic =>
  error(
    close === "}" ? "Missing JSON value" : "Missing array element value",
    "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.",
    range,
  );

export const invalidValueStart = (range: SourceRange): Diagnostic =>
  error("Invalid start of value", "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.", range);

export const invalidKeyword = (word: string, range: SourceRange): Diagnostic =>
  error("Invalid JSON keyword", `"${word}" is not a valid JSON keyword.${didYouMean(suggest(word, ["true", "false", "null"]))}`, range);

export const invalidJsonNumber = (range: SourceRange): Diagnostic =>
  error("Invalid JSON number", "There is a syntax error in the given JSON number.", range);

export const invalidString = (range: SourceRange): Diagnostic =>
  error("Invalid JSON string", "There is a syntax error in the given JSON string.", range);

export const unclosedObject = (range: SourceRange): Diagnostic =>
  error("Unclosed object", "No closing brace was found for this JSON object.", range);

export const unclosedArray = (range: SourceRange): Diagnostic =>
  error("Unclosed object", "No closing bracket was found for this JSON array.", range);

export const unquotedPropertyName = (range: SourceRange): Diagnostic =>
  error("Invalid object property name", "A JSON object property name must be a string", range);

export const missingColon = (equals: boolean, range: SourceRange): Diagnostic =>
  error(
    "Missing property value colon",
    equals
      ? "JSON uses a colon as its name/value delimiter, not an equals sign."
      : "A colon must appear between an object property's name and its value.",
    range,
  );

export const missingPropertyValue = (range: SourceRange): Diagnostic =>
  error("Missing object value", "A JSON object attribute must have a value, introduced by a colon.", range);

export const trailingComma = (close: "}" | "]", range: SourceRange): Diagnostic =>
  close === "}"
    ? error("Trailing comma in object", "JSON does not permit a trailing comma after the final property in an object.", range)
    : error("Trailing comma in array", "JSON does not permit a trailing comma after the final value in an array.", range);

export const mismatchedBracket = (expected: "}" | "]", range: SourceRange): Diagnostic =>
  expected === "}"
    ? error("Mismatched braces", "A JSON object must be closed with a brace, not a bracket.", range)
    : error("Mismatched brackets", "A JSON array must be closed with a bracket, not a brace.", range);

export const missingPropertySeparator = (range: SourceRange): Diagnostic =>
  error("Missing attribute seperator comma", "A comma must appear between each property definition in an object.", range);

export const missingElementSeparator = (range: SourceRange): Diagnostic =>
  error("Missing attribute seperator comma", "A comma must appear between each value in an array.", range);
