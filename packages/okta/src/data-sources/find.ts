// Steps that several data sources take.
import { nothingFound } from "../messages.ts";
import type { Calls } from "../table/calls.ts";
import type { DataFound } from "../table/data-source.ts";
import type { JsonObject } from "../table/json.ts";
import { plainText } from "../table/plain.ts";
import type { Plain, PlainObject } from "../table/plain.ts";

/** Waits as long as a data source was told to, so that what was just made can be seen. */
export function delay(calls: Calls, seconds: Plain | undefined): Promise<void> {
  const count = Number(plainText(seconds));
  return count > 0 ? calls.pause(count * 1000) : Promise.resolve();
}

/** The object behind a path, or what is wrong. */
export async function readOne(calls: Calls, path: string, what: string, read: (body: JsonObject) => PlainObject): Promise<DataFound> {
  const answer = await calls.get(path);
  if (answer.gone) return { diagnostics: [nothingFound(what)] };
  return answer.ok ? { values: read(answer.body), diagnostics: [] } : { diagnostics: answer.diagnostics };
}

/** The object of a list that is meant, or what is wrong. */
export async function pickOne(
  calls: Calls,
  path: string,
  what: string,
  pick: (items: readonly JsonObject[]) => JsonObject | undefined,
  read: (body: JsonObject) => PlainObject,
): Promise<DataFound> {
  const answer = await calls.list(path);
  if (!answer.ok) return { diagnostics: answer.diagnostics };
  const found = pick(answer.items);
  return found ? { values: read(found), diagnostics: [] } : { diagnostics: [nothingFound(what)] };
}

/** A path with a query; parameters without a value are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  return given.length === 0 ? path : `${path}?${given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
}
