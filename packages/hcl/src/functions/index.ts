// The table of functions: each family in a file of its own.
import { controlFunctions } from "./control.ts";
import { conversionFunctions } from "./conversion.ts";
import { dateFunctions } from "./date.ts";
import { encodingFunctions } from "./encoding.ts";
import { fileFunctions } from "./file.ts";
import { formatFunctions } from "./format.ts";
import type { FunctionDefinition, FunctionTable } from "./function.ts";
import { hashFunctions } from "./hash.ts";
import { mappingFunctions } from "./mapping.ts";
import { networkFunctions } from "./network.ts";
import { numericFunctions } from "./numeric.ts";
import { providerFunctions } from "./provider.ts";
import { patternFunctions } from "./regexp.ts";
import { sequenceFunctions } from "./sequence.ts";
import { setFunctions } from "./set.ts";
import { stringFunctions } from "./string.ts";
import { templateFunctions } from "./template.ts";

const families: readonly (readonly FunctionDefinition[])[] = [
  controlFunctions,
  conversionFunctions,
  dateFunctions,
  encodingFunctions,
  fileFunctions,
  formatFunctions,
  hashFunctions,
  mappingFunctions,
  networkFunctions,
  numericFunctions,
  patternFunctions,
  sequenceFunctions,
  setFunctions,
  stringFunctions,
  templateFunctions,
];

/** All built-in functions, by name; each also under `core::`. */
export const builtinFunctions: FunctionTable = new Map(
  families.flat().flatMap((definition) => [
    [definition.name, definition] as const,
    [`core::${definition.name}`, definition] as const,
  ]),
);

/** The functions of Terraform's own provider, for modules that declare it. */
export const terraformProviderFunctions: FunctionTable = new Map(
  providerFunctions.map((definition) => [definition.name, definition] as const),
);
