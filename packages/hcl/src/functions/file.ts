// Functions of files and paths.
import { quote } from "../values/quote.ts";
import { makeSet } from "../values/sets.ts";
import { boolType, setType, stringType } from "../values/type.ts";
import { boolValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { string, textOf } from "./arguments.ts";
import { utf8 } from "./encoding.ts";
import { fail, failArgument } from "./function.ts";
import type { CallSite, Failure, FunctionContext, FunctionDefinition } from "./function.ts";
import { compileGlob, isPattern } from "./glob.ts";
import { baseName, cleanPath, directoryName, expandHome, joinPaths, relativePath } from "./path.ts";

/** The path as files are found: clean, with the home folder put in. */
const fileName = (path: string, context: FunctionContext): string => cleanPath(expandHome(path, context.home) ?? path);

/** A file's bytes, or why there are none. */
export function readBytes(path: string, context: FunctionContext): Uint8Array | Failure {
  const name = fileName(path, context);
  const content = context.read(name);
  if ("bytes" in content) return content.bytes;
  if (content.problem === "directory") return fail(`failed to read file: read ${name}: is a directory`);
  if (content.problem === "unreadable") return fail(`failed to read file: read ${name}: permission denied`);
  return fail(
    `no file exists at ${quote(name)}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
  );
}

/** A file's text, or why there is none; `argument` is the position of its path. */
export function readText(path: string, context: FunctionContext): string | Failure {
  const bytes = readBytes(path, context);
  if ("failure" in bytes) return failArgument(0, bytes.failure);
  const text = utf8(bytes);
  if (text !== undefined) return text;
  return fail(
    `contents of ${quote(fileName(path, context))} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
  );
}

function fileExists(args: readonly Value[], _type: unknown, { context }: CallSite): Value | Failure {
  const name = fileName(textOf(args, 0), context);
  const kind = context.stat(name);
  if (kind === "directory") return fail(`${quote(name)} is a directory, not a file`);
  if (kind === "other") return fail(`${quote(name)} is not a regular file`);
  return boolValue(kind === "file");
}

function fileSet(args: readonly Value[], _type: unknown, { context }: CallSite): Value | Failure {
  const [path, pattern] = [textOf(args, 0), textOf(args, 1)];
  const root = fileName(path, context);
  const whole = joinPaths(root, pattern.replace(/\/+$/, ""));
  const found = isPattern(whole) ? matchFiles(whole, context) : context.stat(whole) === "file" ? [whole] : [];
  if ("failure" in found) return found;
  return makeSet(stringType, found.map((file) => stringValue(relativePath(root, file))));
}

/** The files that match; only the folder before the first part with a pattern is looked through. */
function matchFiles(pattern: string, context: FunctionContext): string[] | Failure {
  const parts = pattern.split("/");
  const first = parts.findIndex(isPattern);
  const folder = parts.slice(0, first).join("/") || (pattern.startsWith("/") ? "/" : ".");
  const matches = compileGlob(parts.slice(first).join("/"));
  if (!matches) return fail(`failed to glob pattern ${quote(pattern)}: syntax error in pattern`);
  if (context.stat(folder) !== "directory") return [];
  return context.list(folder).filter(matches).map((file) => joinPaths(folder, file));
}

function paths(name: string, run: (path: string, context: FunctionContext) => string | Failure): FunctionDefinition {
  return {
    name,
    parameters: [string("path")],
    returns: stringType,
    notNull: true,
    run: (args, _, { context }) => {
      const result = run(textOf(args, 0), context);
      return typeof result === "string" ? stringValue(result) : result;
    },
  };
}

/** Functions of files and paths. */
export const fileFunctions: readonly FunctionDefinition[] = [
  paths("file", readText),
  paths("filebase64", (path, context) => {
    const bytes = readBytes(path, context);
    return "failure" in bytes ? failArgument(0, bytes.failure) : Buffer.from(bytes).toString("base64");
  }),
  { name: "fileexists", parameters: [string("path")], returns: boolType, notNull: true, run: fileExists },
  { name: "fileset", parameters: [string("path"), string("pattern")], returns: setType(stringType), notNull: true, run: fileSet },
  paths("abspath", (path, context) => (path.startsWith("/") ? cleanPath(path) : joinPaths(context.workingDirectory, path))),
  paths("basename", baseName),
  paths("dirname", directoryName),
  paths("pathexpand", (path, { home }) => expandHome(path, home) ?? fail("cannot expand user-specific home dir")),
];
