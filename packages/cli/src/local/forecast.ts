import { forecastReads, type ReadForecast } from "@lockstep/engine";
import { hasErrors } from "@lockstep/hcl";
import { isOn } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { statePathOf } from "./locked-state.ts";
import { providersFor } from "./providers.ts";
import { StateFile } from "./state-file.ts";
import { plural } from "./usage.ts";

/** `plan -forecast`: what reading the org will cost, without asking it anything. */
export async function forecastCommand(call: Call): Promise<number> {
  const read = new StateFile(statePathOf(call)).read();
  showDiagnostics(call, read.diagnostics);
  if (hasErrors(read.diagnostics)) return exitCodes.failure;
  const none: ReadForecast = { objects: 0, byProvider: new Map() };
  const { value, diagnostics } = read.value ? forecastReads(read.value, providersFor(call.folder, call.environment, "default")) : { value: none, diagnostics: [] };
  showDiagnostics(call, diagnostics);
  if (!value) return exitCodes.failure;
  say(call.terminal, isOn(call.flags, "json") ? JSON.stringify(forecastJson(value)) : forecastText(value));
  return exitCodes.success;
}

function forecastJson(forecast: ReadForecast): object {
  const buckets = sumOf(forecast);
  return { format_version: "1.0", objects: forecast.objects, requests: total(buckets), buckets: Object.fromEntries(buckets) };
}

function forecastText(forecast: ReadForecast): string {
  const buckets = sumOf(forecast);
  if (buckets.size === 0) return `A plan reads ${plural(forecast.objects, "object")} and needs no request for it.`;
  const width = Math.max(...[...buckets.keys()].map((name) => name.length));
  const lines = [...buckets].map(([name, requests]) => `  ${name.padEnd(width)}  ${String(requests).padStart(5)}`);
  const heading = `A plan reads ${plural(forecast.objects, "object")} in about ${plural(total(buckets), "request")}, in ${plural(buckets.size, "bucket")}:`;
  return `${heading}\n\n${lines.join("\n")}\n\nData sources come on top: each asks for itself.`;
}

/** Requests by bucket over all provider configurations, the most first. */
function sumOf({ byProvider }: ReadForecast): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const buckets of byProvider.values()) for (const [name, requests] of buckets) sums.set(name, (sums.get(name) ?? 0) + requests);
  return new Map([...sums].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)));
}

const total = (buckets: ReadonlyMap<string, number>): number => [...buckets.values()].reduce((sum, requests) => sum + requests, 0);
