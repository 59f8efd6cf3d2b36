// Every message about syntax, in Terraform's words: people search for them, and tools match them.
import { printRange } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import type { Attribute } from "../syntax/tree.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { quote } from "../values/quote.ts";
import { didYouMean, suggest } from "./suggest.ts";

function error(summary: string, detail: string, subject: SourceRange, context?: SourceRange): Diagnostic {
  return { severity: "error", summary, detail, subject, ...(context && { context }) };
}

// ---- single characters

export const invalidCharacter = (range: SourceRange): Diagnostic =>
  error("Invalid character", "This character is not used within the language.", range);

export const singleQuote = (range: SourceRange): Diagnostic =>
  error("Invalid character", 'Single quotes are not valid. Use double quotes (") to enclose strings.', range);

export const backtick = (range: SourceRange): Diagnostic =>
  error(
    "Invalid character",
    'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
    range,
  );

export const semicolon = (range: SourceRange): Diagnostic =>
  error(
    "Invalid character",
    'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
    range,
  );

export const curlyQuote = (range: SourceRange): Diagnostic =>
  error(
    "Invalid character",
    '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".',
    range,
  );

export const badEncoding = (range: SourceRange): Diagnostic =>
  error(
    "Invalid character encoding",
    "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.",
    range,
  );

export function bitwiseOperator(operator: string, range: SourceRange): Diagnostic {
  const meant: Record<string, string> = { "&": ' Did you mean boolean AND ("&&")?', "|": ' Did you mean boolean OR ("||")?' };
  const not = operator === "~" ? ' Did you mean boolean NOT ("!")?' : "";
  return error("Unsupported operator", `Bitwise operators are not supported.${meant[operator] ?? not}`, range);
}

export const multiLineString = (range: SourceRange): Diagnostic =>
  error(
    "Invalid multi-line string",
    'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
    range,
  );

export const unknownEscape = (selector: string, range: SourceRange): Diagnostic =>
  error("Invalid escape sequence", `The symbol ${quote(selector)} is not a valid escape sequence selector.`, range);

export const shortEscape = (selector: "u" | "U", range: SourceRange): Diagnostic =>
  error(
    "Invalid escape sequence",
    `The \\${selector} escape sequence must be followed by ${selector === "u" ? "four" : "eight"} hexadecimal digits.`,
    range,
  );

export const unencodableEscape = (digits: string, range: SourceRange): Diagnostic =>
  error(
    "Invalid escape sequence",
    `Cannot encode character U+${Number.parseInt(digits, 16).toString(16).padStart(4, "0")} in UTF-8.`,
    range,
  );

export const invalidNumber = (range: SourceRange): Diagnostic =>
  error("Invalid number literal", "Failed to recognize the value of this number literal.", range);

export const nestedTooDeeply = (limit: number, range: SourceRange): Diagnostic =>
  error("Nested too deeply", `Blocks and expressions can be nested at most ${limit} levels deep. What follows was not read.`, range);

// ---- arguments and blocks

export const itemRequired = (range: SourceRange): Diagnostic =>
  error("Argument or block definition required", "An argument or block definition is required here.", range);

export const itemRequiredAfterName = (range: SourceRange): Diagnostic =>
  error(
    "Argument or block definition required",
    'An argument or block definition is required here. To set an argument, use the equals sign "=" to introduce the argument value.',
    range,
  );

export const quotedArgumentName = (range: SourceRange): Diagnostic =>
  error("Invalid argument name", "Argument names must not be quoted.", range);

export const unclosedBlock = (open: SourceRange): Diagnostic =>
  error(
    "Unclosed configuration block",
    "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    open,
  );

export const attributeRedefined = (existing: Attribute, again: Attribute): Diagnostic =>
  error(
    "Attribute redefined",
    `The argument "${again.name}" was already set at ${printRange(existing.nameRange)}. Each argument may be set only once.`,
    again.nameRange,
  );

export function missingNewlineAfterArgument(comma: boolean, range: SourceRange, context: SourceRange): Diagnostic {
  const detail = "An argument definition must end with a newline.";
  if (!comma) return error("Missing newline after argument", detail, range, context);
  const commas = `Argument definitions must be separated by newlines, not commas. ${detail}`;
  return error("Unexpected comma after argument", commas, range, context);
}

export const missingNewlineAfterBlock = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Missing newline after block definition", "A block definition must end with a newline.", range, context);

export const equalsInBlock = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Invalid block definition",
    'The equals sign "=" indicates an argument definition, and must not be used when defining a block.',
    range,
    context,
  );

export const blockBodyOnNextLine = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Invalid block definition",
    'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.',
    range,
    context,
  );

export const blockLabelExpected = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Invalid block definition",
    'Either a quoted string block label or an opening brace ("{") is expected here.',
    range,
    context,
  );

export const templateInLabel = (interpolation: boolean, range: SourceRange, context: SourceRange): Diagnostic => {
  const [what, mark] = interpolation ? ["interpolation", "$"] : ["control", "%"];
  return error(
    "Invalid string literal",
    `Template sequences are not allowed in this string. To include a literal "${mark}", double it (as "${mark}${mark}") to escape it.`,
    range,
    what ? context : undefined,
  );
};

export const unterminatedLabel = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Unterminated string literal", "Unable to find the closing quote mark before the end of the file.", range, context);

export const invalidLabelText = (range: SourceRange): Diagnostic =>
  error("Invalid string literal", "This item is not valid in a string literal.", range);

export const blockInOneLineBlock = (name: string, range: SourceRange): Diagnostic =>
  error(
    "Argument definition required",
    `A single-line block definition can contain only a single argument. If you meant to define argument "${name}", use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
    range,
  );

const notClosed = {
  comma:
    "Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.",
  newline:
    "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
  other: "A single-line block definition must end with a closing brace immediately after its single argument definition.",
};

/** `by`: what stands where the closing brace should. */
export const oneLineBlockNotClosed = (by: keyof typeof notClosed, range: SourceRange): Diagnostic =>
  error("Invalid single-argument block definition", notClosed[by], range);

// ---- expressions

export const invalidExpression = (range: SourceRange): Diagnostic =>
  error("Invalid expression", "Expected the start of an expression, but found an invalid expression token.", range);

export const missingExpression = (range: SourceRange): Diagnostic =>
  error("Missing expression", "Expected the start of an expression, but found the end of the file.", range);

export const extraAfterExpression = (range: SourceRange): Diagnostic =>
  error(
    "Extra characters after expression",
    "An expression was successfully parsed, but extra characters were found after it.",
    range,
  );

export const missingFalseExpression = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Missing false expression in conditional",
    "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
    range,
    context,
  );

export const unbalancedParentheses = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.", range, context);

export const missingFunctionName = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Missing function name",
    "Function scope resolution symbol :: must be followed by a function name in this scope.",
    range,
    context,
  );

export const missingOpenParenthesis = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Missing open parenthesis",
    "Function selector must be followed by an open parenthesis to begin the function call.",
    range,
    context,
  );

export const missingArgumentSeparator = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Missing argument separator",
    "A comma is required to separate each function argument from the next.",
    range,
    context,
  );

export const missingCloseAfterExpansion = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Missing closing parenthesis",
    "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
    range,
    context,
  );

export const invalidAttributeName = (range: SourceRange): Diagnostic =>
  error("Invalid attribute name", "An attribute name is required after a dot.", range);

export const chainedLegacyIndex = (instead: string, range: SourceRange): Diagnostic =>
  error(
    "Invalid legacy index syntax",
    `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax instead, like ${instead}.`,
    range,
  );

export const chainedIndexInSplat = (indexes: string, range: SourceRange): Diagnostic =>
  error(
    "Invalid legacy index syntax",
    `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax with a full splat expression [*] instead, like [${indexes}].`,
    range,
  );

export const nestedSplat = (range: SourceRange): Diagnostic =>
  error(
    "Nested splat expression not allowed",
    "A splat expression (*) cannot be used inside another attribute-only splat expression.",
    range,
  );

export const missingCloseOnSplat = (range: SourceRange): Diagnostic =>
  error(
    "Missing close bracket on splat index",
    'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
    range,
  );

export const missingCloseOnIndex = (range: SourceRange): Diagnostic =>
  error(
    "Missing close bracket on index",
    'The index operator must end with a closing bracket ("]").',
    range,
  );

const unterminated = { tuple: ["tuple constructor expression", "bracket"], object: ["object constructor expression", "brace"], call: ["function call", "parenthesis"] };

/** The file ends before the closing bracket. */
export function unclosed(what: "tuple" | "object" | "call", open: SourceRange): Diagnostic {
  const [name = "", bracket = ""] = unterminated[what];
  const [subject, nesting] = what === "call" ? ["There is no closing parenthesis for this function call", bracket] : [`There is no corresponding closing ${bracket}`, bracket];
  return error(
    `Unterminated ${name}`,
    `${subject} before the end of the file. This may be caused by incorrect ${nesting} nesting elsewhere in this file.`,
    open,
  );
}

export const missingItemSeparator = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Missing item separator", "Expected a comma to mark the beginning of the next item.", range, context);

export const missingAttributeSeparator = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Missing attribute separator",
    "Expected a newline or comma to mark the beginning of the next attribute.",
    range,
    context,
  );

export const missingAttributeValue = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Missing attribute value", 'Expected an attribute value, introduced by an equals sign ("=").', range, context);

export function missingKeySeparator(name: boolean, range: SourceRange, context: SourceRange): Diagnostic {
  const detail = 'Expected an equals sign ("=") to mark the beginning of the attribute value.';
  const hint =
    " If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.";
  return error("Missing key/value separator", name ? detail + hint : detail, range, context);
}

export const forExpression = (detail: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid 'for' expression", detail, range, context);

export const forDetails = {
  expression: {
    name: "For expression requires variable name after 'for'.",
    secondName: "For expression requires value variable name after comma.",
    in: "For expression requires the 'in' keyword after its name declarations.",
    colon: "For expression requires a colon after the collection expression.",
    tupleKey: "Key expression is not valid when building a tuple.",
    objectKey: "Key expression is required when building an object.",
    grouping: "Grouping ellipsis (...) cannot be used when building a tuple.",
    extra: "Extra characters after the end of the 'for' expression.",
  },
  directive: {
    name: "For directive requires variable name after 'for'.",
    secondName: "For directive requires value variable name after comma.",
    in: "For directive requires 'in' keyword after names.",
  },
} as const;

// ---- templates

export const forDirective = (detail: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid 'for' directive", detail, range, context);

export const unterminatedTemplate = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Unterminated template string", "No closing marker was found for the string.", range, context);

export const unclosedInterpolation = (within: "file" | "quoted template", range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Unclosed template interpolation sequence",
    `There is no closing brace for this interpolation sequence before the end of the ${within}. This might be caused by incorrect nesting inside the given expression.`,
    range,
    context,
  );

export function extraAfterInterpolation(colon: boolean, range: SourceRange, context: SourceRange): Diagnostic {
  const detail = colon
    ? 'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".'
    : 'Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".';
  return error("Extra characters after interpolation expression", detail, range, context);
}

export const missingDirective = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Invalid template directive",
    'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
    range,
    context,
  );

export const unknownDirective = (word: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Invalid template control keyword",
    `"${word}" is not a valid template control keyword.${didYouMean(suggest(word, ["if", "for", "else", "endif", "endfor"]))}`,
    range,
    context,
  );

export const extraInDirective = (word: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    `Extra characters in ${word} marker`,
    "Expected a closing brace to end the sequence, but found extra characters.",
    range,
    context,
  );

export const unclosedDirective = (word: "if" | "for", at: string, end: SourceRange): Diagnostic =>
  error("Unexpected end of template", `The ${word} directive at ${at} is missing its corresponding end${word} directive.`, end);

/** The directive that a misplaced else, endif or endfor stands in. */
export interface OpenDirective {
  readonly kind: "if" | "for";
  readonly afterElse: boolean;
  readonly at: string;
}

export function unexpectedDirective(
  word: "else" | "endif" | "endfor",
  inside: OpenDirective | undefined,
  range: SourceRange,
): Diagnostic {
  const summary = `Unexpected ${word} directive`;
  if (!inside) return error(summary, "The control directives within this template are unbalanced.", range);
  if (word === "else" && inside.kind === "if") {
    return error(summary, `Already in the else clause for the if started at ${inside.at}.`, range);
  }
  if (word === "else") {
    return error(summary, "An else clause is not expected for a for directive.", range);
  }
  const opener = inside.kind === "if" ? "for the if started" : "corresponding to the for directive";
  return error(summary, `Expecting an end${inside.kind} directive ${opener} at ${inside.at}.`, range);
}
