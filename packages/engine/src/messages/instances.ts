// What is wrong with `count` and `for_each`.
import { describeType } from "@lockstep/hcl";
import type { Diagnostic, SourceRange, Type } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

export const countNull = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid count argument", 'The given "count" argument value is null. An integer is required.');

export const countUnsuitable = (problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid count argument", `The given "count" argument value is unsuitable: ${problem}.`);

export const tooManyInstances = (most: number, range: SourceRange): Diagnostic =>
  errorAt(range, "Too many instances", `All "count" and "for_each" arguments together may make ${most} instances, and with this one there would be more.`);

export const countUnknown = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid count argument",
    'The "count" value depends on resource attributes that cannot be determined until apply, so Terraform cannot predict how many instances will be created. To work around this, use the -target argument to first apply only the resources that the count depends on.',
  );

export const forEachSensitive = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid for_each argument",
    "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive value could be exposed as a resource instance key.",
  );

export const forEachUnsuitable = (problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid for_each argument", `The given "for_each" argument value is unsuitable: ${problem}.`);

export const forEachWrongType = (type: Type, range: SourceRange): Diagnostic =>
  forEachUnsuitable(`the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${describeType(type)}`, range);

export const forEachSetOf = (element: Type, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid for_each set argument",
    `The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but you have provided a set containing type ${describeType(element)}.`,
  );

export const forEachSetWithNull = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid for_each set argument",
    'The given "for_each" argument value is unsuitable: "for_each" sets must not contain null values.',
  );

export const forEachUnknown = (isSet: boolean, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid for_each argument",
    isSet
      ? 'The "for_each" set includes values derived from resource attributes that cannot be determined until apply, and so Terraform cannot determine the full set of keys that will identify the instances of this resource.\n\nWhen working with unknown values in for_each, it\'s better to use a map value where the keys are defined statically in your configuration and where only the values contain apply-time results.\n\nAlternatively, you could use the -target planning option to first apply only the resources that the for_each value depends on, and then apply a second time to fully converge.'
      : 'The "for_each" map includes keys derived from resource attributes that cannot be determined until apply, and so Terraform cannot determine the full set of keys that will identify the instances of this resource.\n\nWhen working with unknown values in for_each, it\'s better to define the map keys statically in your configuration and place apply-time results only in the map values.\n\nAlternatively, you could use the -target planning option to first apply only the resources that the for_each value depends on, and then apply a second time to fully converge.',
  );

export const countEphemeral = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid count argument",
    'The given "count" is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify the number of resource instances.',
  );

export const forEachEphemeral = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid for_each argument",
    'The given "for_each" value is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify a resource\'s instance keys.',
  );
