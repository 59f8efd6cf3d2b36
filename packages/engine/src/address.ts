// Addresses of modules, resources and their instances: plain data and the text form that Terraform prints and reads.
import { compareStrings } from "@lockstep/hcl";
import type { InstanceKey } from "./state/state.ts";



export type ResourceMode = "managed" | "data" | "ephemeral";

/** One call on the way from the root to a module instance. */
export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

/** A module instance: [] is the root. */
export type ModuleAddress = readonly ModuleStep[];

/** A resource in a module instance, all of its instances together. */
export interface ResourceAddress {
  readonly module: ModuleAddress;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
}

/** One instance of a resource. */
export interface InstanceAddress extends ResourceAddress {
  readonly key: InstanceKey;
}

/** What an address can name: a module with all in it, or a resource with all or one of its instances. */
export type Address =
  | { readonly kind: "module"; readonly module: ModuleAddress }
  | ({ readonly kind: "resource" } & ResourceAddress)
  | ({ readonly kind: "instance" } & InstanceAddress);

/** A step of an address as written: `.name` or `[key]`. */
export type AddressStep = { readonly name: string } | { readonly key: string | number };

export const rootModule: ModuleAddress = [];

/** `[0]`, `["eu"]` or nothing. */
export function printKey(key: InstanceKey): string {
  if (key === undefined) return "";
  return typeof key === "number" ? `[${key}]` : `[${quoteKey(key)}]`;
}

/** `module.a["x"].module.b`, or "" for the root. */
export function printModule(module: ModuleAddress): string {
  return module.map((step) => `module.${step.name}${printKey(step.key)}`).join(".");
}

/** `okta_group.admins` or `data.okta_group.admins`: a resource as its module calls it. */
export function printLocal(resource: Pick<ResourceAddress, "mode" | "type" | "name">): string {
  const prefix = resource.mode === "managed" ? "" : `${resource.mode}.`;
  return `${prefix}${resource.type}.${resource.name}`;
}

/** `module.a.okta_group.admins` */
export function printResource(resource: ResourceAddress): string {
  return inModule(printModule(resource.module), printLocal(resource));
}

/** `module.a.okta_group.admins["eu"]` */
export function printInstance(instance: InstanceAddress): string {
  return printResource(instance) + printKey(instance.key);
}

/** Any address as text. */
export function printAddress(address: Address): string {
  if (address.kind === "module") return printModule(address.module);
  return address.kind === "resource" ? printResource(address) : printInstance(address);
}

/** A local address behind the module it is in. */
export const inModule = (module: string, local: string): string => (module === "" ? local : `${module}.${local}`);

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** An instance by the parts that a state file has: `module.a.okta_group.team["eu"]`. `module` is "" for the root. */
export const printStored = (module: string, resource: Pick<ResourceAddress, "mode" | "type" | "name">, key: InstanceKey): string => inModule(module, `${printLocal(resource)}${printKey(key)}`);

/** A key between quotes, as HCL writes it. */
export function quoteKey(key: string): string {
  if (/^[\w ./@:-]*$/.test(key)) return `"${key}"`;
  const escaped = key
    .replace(/[\n\r\t"\\]/g, (char) => escapes[char] ?? char)
    .replace(/([$%])\{/g, "$1$1{")
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}

/** Orders instances as Terraform lists them: by module, data before managed, type, name, key. */
export function compareInstances(a: InstanceAddress, b: InstanceAddress): number {
  return compareResources(a, b) || compareKeys(a.key, b.key);
}

/** Orders resources by module, data before managed, type and name. */
export function compareResources(a: ResourceAddress, b: ResourceAddress): number {
  return (
    compareModules(a.module, b.module) ||
    modeOrder[a.mode] - modeOrder[b.mode] ||
    compareStrings(a.type, b.type) ||
    compareStrings(a.name, b.name)
  );
}

const modeOrder: Readonly<Record<ResourceMode, number>> = { data: 0, managed: 1, ephemeral: 2 };

/** Orders module instances: the shorter path first, then by names and keys. */
export function compareModules(a: ModuleAddress, b: ModuleAddress): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let at = 0; at < a.length; at++) {
    const left = a[at];
    const right = b[at];
    if (!left || !right) return 0;
    const order = compareStrings(left.name, right.name) || compareKeys(left.key, right.key);
    if (order !== 0) return order;
  }
  return 0;
}

/** Orders keys: none, then numbers, then strings. */
export function compareKeys(a: InstanceKey, b: InstanceKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  return keyOrder(a) - keyOrder(b);
}

const keyOrder = (key: InstanceKey): number => (key === undefined ? 0 : typeof key === "number" ? 1 : 2);

/** An address read from text, or why it is none. */
export type ParsedAddress = { readonly address: Address; readonly problem?: never } | { readonly address?: never; readonly problem: string };

/** Reads `module.a["x"].okta_group.b[0]`, `module.a`, `data.okta_group.c`. */
export function parseAddress(text: string): ParsedAddress {
  const steps = splitAddress(text);
  return typeof steps === "string" ? { problem: steps } : addressFromSteps(steps);
}

/** Reads the address of a resource instance (without a key: the single instance). */
export function parseInstance(text: string): InstanceAddress | undefined {
  const { address } = parseAddress(text);
  if (!address || address.kind === "module") return undefined;
  const { module, mode, type, name } = address;
  return { module, mode, type, name, key: address.kind === "instance" ? address.key : undefined };
}

/** Reads a module's address as the state has it: "" is the root. */
export function parseModule(text: string): ModuleAddress | undefined {
  if (text === "") return rootModule;
  const { address } = parseAddress(text);
  return address?.kind === "module" ? address.module : undefined;
}

/** The address that the steps spell, module calls first. */
export function addressFromSteps(steps: readonly AddressStep[]): ParsedAddress {
  const module: ModuleStep[] = [];
  let at = 0;
  while (nameAt(steps, at) === "module") {
    const name = nameAt(steps, at + 1);
    if (name === undefined) return { problem: 'Prefix "module." must be followed by a module name.' };
    const key = keyAt(steps, at + 2);
    module.push({ name, key });
    at += key === undefined ? 2 : 3;
  }
  if (at === steps.length) return { address: { kind: "module", module } };
  return resourceFromSteps(module, steps, at);
}

const modePrefixes: Readonly<Record<string, ResourceMode>> = { data: "data", ephemeral: "ephemeral", resource: "managed" };
const reservedRoots = new Set(["count", "each", "local", "path", "self", "terraform", "var", "template", "lazy", "arg"]);

function resourceFromSteps(module: ModuleAddress, steps: readonly AddressStep[], from: number): ParsedAddress {
  const first = nameAt(steps, from);
  const mode = (first !== undefined && modePrefixes[first]) || "managed";
  const at = first !== undefined && first in modePrefixes ? from + 1 : from;
  if (at === from && first !== undefined && reservedRoots.has(first)) return { problem: reservedProblem(first) };
  const type = nameAt(steps, at);
  const name = nameAt(steps, at + 1);
  if (type === undefined) return { problem: "A resource type name is required." };
  if (name === undefined) return { problem: "Resource specification must include a resource type and name." };
  if (at + 2 === steps.length) return { address: { kind: "resource", module, mode, type, name } };
  const key = keyAt(steps, at + 2);
  if (key === undefined) return { problem: "Resource instance key must be given in square brackets." };
  if (at + 3 !== steps.length) return { problem: "Unexpected extra operators after address." };
  return { address: { kind: "instance", module, mode, type, name, key } };
}

const reservedProblem = (word: string): string =>
  `The keyword "${word}" is reserved and cannot be used to target a resource address. If you are targeting a resource type that uses a reserved keyword, please prefix your address with "resource.".`;

function nameAt(steps: readonly AddressStep[], at: number): string | undefined {
  const step = steps[at];
  return step && "name" in step ? step.name : undefined;
}

function keyAt(steps: readonly AddressStep[], at: number): string | number | undefined {
  const step = steps[at];
  return step && "key" in step ? step.key : undefined;
}

const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const number = /\d+/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;

/** The steps of an address text, or what is wrong with it. */
export function splitAddress(text: string): AddressStep[] | string {
  const steps: AddressStep[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  const root = take(identifier);
  if (!root) return "Must begin with a variable name.";
  steps.push({ name: root[0] });
  while (at < text.length) {
    const char = text[at++];
    if (char === ".") {
      const name = take(identifier);
      if (!name) return "Dot must be followed by attribute name.";
      steps.push({ name: name[0] });
    } else if (char === "[") {
      const key = take(number)?.[0] ?? take(quoted)?.[1];
      if (key === undefined) return "Index value must be either a literal number or a literal string.";
      if (text[at - 1] === '"' && /(?<!\$)\$\{|(?<!%)%\{/.test(key)) return templateInKey(key);
      if (text[at - 1] !== '"' && !Number.isSafeInteger(Number(key))) return "Index value is too large.";
      steps.push({ key: text[at - 1] === '"' ? unquote(key) : Number(key) });
      if (text[at++] !== "]") return "Index value must be followed by a closing bracket.";
    } else {
      return "Expected an attribute access or an index operator.";
    }
  }
  return steps;
}

function templateInKey(key: string): string {
  const sign = /(?<!\$)\$\{/.test(key) ? "$" : "%";
  return `Template sequences are not allowed in this string. To include a literal "${sign}", double it (as "${sign}${sign}") to escape it.`;
}

/** Numbers that are no character stand for the one that says so. */
const character = (code: number): string => (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code));

const unescapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function unquote(inner: string): string {
  if (!/[\\$%]/.test(inner)) return inner;
  return inner.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|([$%])\4\{/g, (whole, short, long, char, sign) => {
    if (short ?? long) return character(Number.parseInt(short ?? long, 16));
    if (sign) return `${sign}{`;
    return unescapes[char] ?? whole;
  });
}
