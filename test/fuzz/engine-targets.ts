import { builtinFunctions, emptyContext, hasErrors } from "@lockstep/hcl";
import { builtinTerraform, collectInputs, compareVersions, loadConfiguration, parseConstraints, parsePlanFile, parseState, parseVersion, printPlanFile, printState, readJournal, resolveInputs, satisfies, stateJson, validateConfiguration } from "@lockstep/engine";
import type { Files, JournalRecord } from "@lockstep/engine";
import { applyOf, planOf } from "../../packages/engine/test/check-plan.ts";
import { parseAddress, printAddress } from "../../packages/engine/src/address.ts";
import { jsonFiles, nativeFiles } from "./corpus.ts";
import { checkDiagnostics } from "./language-targets.ts";
import { hold } from "./target.ts";
import type { Target } from "./target.ts";

const encoder = new TextEncoder();

const filesOf = (all: Readonly<Record<string, string>>): Files => ({
  read: (path) => (Object.hasOwn(all, path) ? encoder.encode(all[path]) : undefined),
  list: (folder) => (folder === "." ? Object.keys(all).map((name) => ({ name, kind: "file" })) : undefined),
});

const providers = new Map([builtinTerraform({ files: filesOf({}), newId: () => "id" })].map((factory) => [factory.source, factory]));

function checkConfiguration(name: string, text: string): void {
  const { configuration, diagnostics } = loadConfiguration({ files: filesOf({ [name]: text }), folder: "." });
  checkDiagnostics(diagnostics);
  if (hasErrors([...diagnostics])) return;
  checkDiagnostics(validateConfiguration({ configuration, providers, functions: builtinFunctions, context: emptyContext }));
}

const declarations = parseSample(`
variable "a" { type = list(string) }
variable "b" { type = object({ c = optional(number, 1), d = map(bool) }) }
variable "e" {}
`);

function parseSample(text: string): ReturnType<typeof loadConfiguration>["configuration"] {
  return loadConfiguration({ files: filesOf({ "main.tf": text }), folder: "." }).configuration;
}

function checkInputs(name: string, text: string): void {
  const collected = collectInputs({ files: filesOf({ [name]: text }), folder: ".", environment: { TF_VAR_e: text }, given: [{ kind: "var", text: `a=${text}` }] });
  checkDiagnostics(collected.diagnostics);
  checkDiagnostics(resolveInputs(declarations.root, collected.inputs).diagnostics);
}

/** What was read is read again from what it is printed as. */
function checkState(text: string): void {
  const { value, diagnostics } = parseState(text);
  checkDiagnostics(diagnostics);
  if (!value) return;
  const printed = printState(value);
  const again = parseState(printed);
  hold(again.value !== undefined, `the printed state cannot be read: ${again.diagnostics[0]?.detail}\n${printed}`);
  hold(printState(again.value) === printed, `a state changes when it is read again:\n${printed}`);
  stateJson(value, () => undefined);
}

function checkPlanFile(text: string): void {
  const { value, diagnostics } = parsePlanFile(text);
  checkDiagnostics(diagnostics);
  if (!value) return;
  const printed = printPlanFile(value);
  const again = parsePlanFile(printed);
  // A forged plan may call a module that has no files of the language.
  if (again.value) hold(printPlanFile(again.value) === printed, "a plan changes when it is read again");
}

function checkVersions(text: string): void {
  const constraints = parseConstraints(text);
  const version = parseVersion(text);
  for (const part of version?.segments ?? []) hold(Number.isSafeInteger(part), "a segment is no number");
  if (version) hold(compareVersions(version, version) === 0, "a version is not itself");
  if (constraints) satisfies({ segments: [1, 2, 3], prerelease: "" }, constraints);
}

function checkAddress(text: string): void {
  const { address } = parseAddress(text);
  // A type that has the name of something else is only told from it by the prefix, which Terraform does not print either.
  if (!address || text.includes("resource.")) return;
  const printed = printAddress(address);
  const again = parseAddress(printed);
  hold(again.address !== undefined && printAddress(again.address) === printed, `${JSON.stringify(text)} is printed as ${printed}, which is not read back`);
}

const source = `
variable "v" { default = { n = 12345678901234567890123, s = "é" } }
resource "terraform_data" "a" {
  count            = 2
  input            = { v = var.v, secret = sensitive("x"), u = timestamp() }
  triggers_replace = toset(["p", "q"])
}
module "m" {
  source   = "./m"
  for_each = toset(["a.b", "c\\"d"])
}
output "o" {
  value = terraform_data.a[*].output
  sensitive = true
}
`;
const sources = { "main.tf": source, "m/main.tf": 'resource "terraform_data" "b" {}\n' };

// Lines of JSON come from the file reader of the command line; here any record that parses is put together.
function checkJournal(text: string): void {
  const lines = text.split("\n").flatMap((line): JournalRecord[] => {
    try {
      return [JSON.parse(line) as JournalRecord];
    } catch {
      return [];
    }
  });
  const read = readJournal(lines);
  if (read) hold(Array.isArray(read.changes), "a journal without changes");
}

async function planFiles(): Promise<string[]> {
  const { plan } = await planOf(sources);
  const { state } = await applyOf(sources);
  const { plan: destroying } = await planOf(sources, undefined, { state, mode: "destroy" });
  return [plan, destroying].flatMap((one) => (one ? [printPlanFile(one)] : []));
}

async function journals(): Promise<string[]> {
  const records: JournalRecord[] = [];
  const { state } = await applyOf(sources, undefined, { journal: { append: (record) => records.push(record) } });
  await applyOf(sources, undefined, { state, mode: "destroy", journal: { append: (record) => records.push(record) } });
  return [records.map((record) => JSON.stringify(record)).join("\n")];
}

/** Readers of configurations, states and plans. */
export const engineTargets: readonly Target[] = [
  { name: "configuration", corpus: nativeFiles, run: (text) => checkConfiguration("main.tf", text) },
  { name: "json-configuration", corpus: jsonFiles, run: (text) => checkConfiguration("main.tf.json", text) },
  {
    name: "tfvars",
    corpus: () => ['a = ["x"]\nb = { d = { x = true } }\n', '{"a": ["x"], "b": {"c": 1e3, "d": {}}, "e": null}', "e = <<E\nx\nE\n", '["x", "y"]', "-1.5"],
    run: (text) => {
      checkInputs("terraform.tfvars", text);
      checkInputs("x.auto.tfvars.json", text);
    },
  },
  { name: "state", corpus: async () => [printState((await applyOf(sources)).state)], run: checkState },
  { name: "plan-file", corpus: planFiles, run: checkPlanFile },
  { name: "journal", corpus: journals, run: checkJournal },
  { name: "versions", corpus: () => ["~> 1.2, != 1.2.3-rc.1+b", ">= 0.13", "v1.0.0-alpha.beta", "=1", "1.2.3.4", " ~>  1 , < 2 "], run: checkVersions },
  {
    name: "address",
    corpus: () => ['module.a["x"].module.b[3].data.okta_group.c["d.e"]', 'a.b["\\u00e9\\n${x}$${y}"]', "resource.a.b", "ephemeral.a.b[0]"],
    run: checkAddress,
  },
];
