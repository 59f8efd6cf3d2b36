// Values for the root's input variables as they are given: environment, files, command line. The later wins.
import { parseExpression, parseFile, parseJsonFile, SourceText } from "@lockstep/hcl";
import type { Diagnostic, Expression } from "@lockstep/hcl";
import type { Files } from "../../files.ts";
import * as messages from "../../messages.ts";
import { readAttributes } from "../content.ts";
import { joinPath } from "../paths.ts";
import { readText } from "../read-folder.ts";

/** Where a value comes from, for messages. */
export type InputOrigin =
  | { readonly kind: "environment" }
  | { readonly kind: "argument" }
  | { readonly kind: "file"; readonly file: string };

/** A value before the variable's declaration says what it means: a text, or an expression of a file. */
export interface RawInput {
  readonly name: string;
  readonly origin: InputOrigin;
  readonly text?: string;
  readonly expression?: Expression;
}

export interface InputRequest {
  readonly files: Files;
  /** The root module's folder: terraform.tfvars and *.auto.tfvars are looked for there. */
  readonly folder: string;
  /** All environment variables; those that begin with TF_VAR_ count. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `-var` and `-var-file` in the order of the command line. */
  readonly given: readonly GivenInput[];
}

export type GivenInput = { readonly kind: "var"; readonly text: string } | { readonly kind: "file"; readonly path: string };

export interface CollectedInputs {
  /** By name; only the one that wins. */
  readonly inputs: ReadonlyMap<string, RawInput>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Gathers the values that are given, in order of precedence. */
export function collectInputs(request: InputRequest): CollectedInputs {
  const collecting: Collecting = { files: request.files, inputs: new Map(), diagnostics: [] };
  addEnvironment(collecting, request.environment);
  for (const file of automaticFiles(request)) addFile(collecting, file);
  for (const given of request.given) {
    if (given.kind === "var") addArgument(collecting, given.text);
    else addFile(collecting, given.path);
  }
  return collecting;
}

interface Collecting {
  readonly files: Files;
  readonly inputs: Map<string, RawInput>;
  readonly diagnostics: Diagnostic[];
}

const prefix = "TF_VAR_";

function addEnvironment({ inputs }: Collecting, environment: InputRequest["environment"]): void {
  for (const [key, text] of Object.entries(environment)) {
    if (!key.startsWith(prefix) || text === undefined) continue;
    const name = key.slice(prefix.length);
    inputs.set(name, { name, origin: { kind: "environment" }, text });
  }
}

function automaticFiles({ files, folder }: InputRequest): string[] {
  const names = (files.list(folder) ?? []).filter(({ kind }) => kind !== "folder").map(({ name }) => name);
  const fixed = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  const automatic = names.filter((name) => name.endsWith(".auto.tfvars") || name.endsWith(".auto.tfvars.json")).sort();
  return [...fixed, ...automatic].map((name) => joinPath(folder, name));
}

function addArgument({ inputs, diagnostics }: Collecting, given: string): void {
  const equals = given.indexOf("=");
  const name = given.slice(0, Math.max(equals, 0));
  if (equals === -1) diagnostics.push(messages.variableOptionWithoutValue(given));
  else if (name !== name.trimEnd()) diagnostics.push(messages.variableOptionWithSpace(name, given.slice(equals + 1)));
  else inputs.set(name, { name, origin: { kind: "argument" }, text: given.slice(equals + 1) });
}

function addFile({ files, inputs, diagnostics }: Collecting, path: string): void {
  const { source, problem } = readText(files, path);
  if (!source) {
    diagnostics.push(problem?.detail.includes("no such file") ? messages.variablesFileMissing(path) : (problem ?? messages.variablesFileMissing(path)));
    return;
  }
  const parsed = path.endsWith(".json") ? parseJsonFile(source) : parseFile(source);
  const content = readAttributes(parsed.value);
  diagnostics.push(...parsed.diagnostics, ...content.diagnostics);
  if (parsed.diagnostics.length > 0 || content.diagnostics.length > 0) return;
  for (const { name, expression } of content.attributes.values()) inputs.set(name, { name, origin: { kind: "file", file: path }, expression });
}

/** The expression that a text stands for where a variable takes more than plain text. */
export function parseInputText(name: string, text: string): { readonly value: Expression; readonly diagnostics: readonly Diagnostic[] } {
  return parseExpression(new SourceText(`<value for var.${name}>`, text));
}
