// What a look for drift found, as a person reads it.
import type { DriftedObject, DriftReport } from "../drift/report.ts";
import type { Attribution } from "../provider.ts";
import { diffBlocks } from "./block-diff.ts";
import { blockLines } from "./block-text.ts";
import type { Style } from "./style.ts";

export interface DriftTextOptions {
  readonly style: Style;
  /** "17 requests in 4 buckets" */
  readonly cost?: string;
}

/** Every object that is not as the state has it, with who changed it, and the sum. */
export function renderDrift(report: DriftReport, { style, cost }: DriftTextOptions): string {
  const { changed, missing, scanned } = report;
  const objects = [...changed.map((object) => changedText(object, style)), ...missing.map((object) => missingText(object, style))];
  const all = scanned === 0 ? "The state has no objects to look at." : `${scanned === 1 ? "The one object is" : `All ${scanned} objects are`} as the state has ${scanned === 1 ? "it" : "them"}.`;
  const sum = `${style.bold("Drift:")} ${changed.length} changed, ${missing.length} missing.`;
  return [...(objects.length > 0 ? objects : [all]), cost === undefined ? sum : `${sum}\nIt took ${cost}.`].join("\n\n");
}

function changedText(object: DriftedObject, style: Style): string {
  const { schema, before, after, text } = object;
  const context = { path: [], replacePaths: [], untyped: false };
  const lines = blockLines(diffBlocks(schema.block, before, after, context), 0, { style, onlyChanges: true });
  return [style.bold(`${text} has drifted`), ...lines, handLine(object, style)].join("\n");
}

const missingText = (object: DriftedObject, style: Style): string => [style.bold(`${object.text} is gone`), handLine(object, style)].join("\n");

const handLine = ({ attribution }: DriftedObject, style: Style): string => style.faint(`    ${attribution ? hand(attribution) : "by whom is not known"}`);

function hand(attribution: Attribution): string {
  const { actor, time, eventId } = attribution;
  const login = actor.login === undefined || actor.login === actor.name ? "" : ` (${actor.login})`;
  return `by ${actor.name === "" ? actor.id : actor.name}${login}${ways[attribution.by](attribution)}, ${utc(time)}, event ${eventId}`;
}

const ways: Readonly<Record<Attribution["by"], (attribution: Attribution) => string>> = {
  console: () => " in the Admin Console",
  token: ({ byName }) => (byName === undefined ? " with an API token" : ` with the API token ${JSON.stringify(byName)}`),
  app: ({ actor }) => ` as an app (client ${actor.id})`,
  unknown: () => "",
};

/** 2026-11-23T10:00:12.345Z → 2026-11-23 10:00:12 UTC */
const utc = (time: string): string => time.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC");
