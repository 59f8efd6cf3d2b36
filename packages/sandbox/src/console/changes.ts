import type { Answer } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import { omit, valueAt, withValue, wordOf, type JsonObject } from "../store/json.ts";
import type { Field, Kind } from "./kind.ts";
import { missingPage, problemNotice } from "./layout.ts";
import { listPage } from "./list-page.ts";
import { objectPage } from "./object-page.ts";
import { ask, objectIn, redirect, type AdminVisit, type Refusal, type Told } from "./visit.ts";

/** Makes an object of what the form says. */
export const createObject = async (visit: AdminVisit, kind: Kind): Promise<Answer> => {
  const { create } = kind;
  if (!create) return missingPage(visit, "Nothing can be added here.");
  const told = await ask(visit, "POST", create.api, filled({}, create.fields.filter((field) => typed(visit.form, field) !== ""), visit.form));
  if ("refusal" in told) return listPage(visit, kind, problemNotice(told.refusal.words), told.refusal.status);
  return redirect(visit, `/admin/${kind.path}/${wordOf(valueAt(told.body, "id"))}?done=added`);
};

/** Does what a form of an object's page asks for. */
export const changeObject = async (visit: AdminVisit, kind: Kind, stored: Stored, [part = "", verb = ""]: readonly string[]): Promise<Answer> => {
  const page = `/admin/${kind.path}/${stored.id}`;
  if (part === "") return after(visit, kind, stored, await save(visit, kind, stored), `${page}?done=saved`);
  if (part === "delete") return after(visit, kind, stored, await ask(visit, "DELETE", kind.api(stored)), `/admin/${kind.path}?done=deleted`);
  if (part === "lifecycle") {
    const step = kind.steps?.(stored).find((each) => each.verb.split("?")[0] === verb);
    if (!step) return refused(visit, kind, stored, { status: 409, words: "This is not possible in the present status." });
    return after(visit, kind, stored, await ask(visit, "POST", `${kind.api(stored)}/lifecycle/${step.verb}`, {}), `${page}?done=${verb}`);
  }
  return changeBelonging(visit, kind, stored, part, verb);
};

const changeBelonging = async (visit: AdminVisit, kind: Kind, stored: Stored, part: string, verb: string): Promise<Answer> => {
  const belonging = kind.belongings?.find(({ path }) => path === part);
  if (!belonging) return missingPage(visit, "The console has no such page.");
  const page = `/admin/${kind.path}/${stored.id}`;
  if (verb === "remove") return after(visit, kind, stored, await ask(visit, "DELETE", belonging.take(stored, visit.form.get("member") ?? "")), `${page}?done=removed`);
  const called = (visit.form.get("called") ?? "").trim();
  const found = belonging.candidates(visit.org).find((each) => each.called.toLowerCase() === called.toLowerCase());
  if (!found) return refused(visit, kind, stored, { status: 404, words: `There is no “${called}” in this org.` });
  const { method, path, body } = belonging.add(stored, found.id);
  return after(visit, kind, stored, await ask(visit, method, path, body), `${page}?done=added`);
};

/** Writes what differs from what is there: an object that was not changed is not sent. */
const save = async (visit: AdminVisit, kind: Kind, stored: Stored): Promise<Told> => {
  const path = kind.api(stored);
  const current = await ask(visit, "GET", path);
  if ("refusal" in current) return current;
  const before = objectIn(current);
  const changed = kind.fields.filter((field) => visit.form.has(field.path) && typed(visit.form, field) !== wordOf(valueAt(before, field.path)));
  if (changed.length === 0) return { body: null };
  return kind.partly === true ? ask(visit, "POST", path, filled({}, changed, visit.form)) : ask(visit, "PUT", path, filled(omit(before, ["_links", "_embedded"]), changed, visit.form));
};

const typed = (form: URLSearchParams, { path }: Field): string => (form.get(path) ?? "").trim();

const filled = (object: JsonObject, fields: readonly Field[], form: URLSearchParams): JsonObject =>
  fields.reduce((made, field) => withValue(made, field.path, typed(form, field)), object);

const after = (visit: AdminVisit, kind: Kind, stored: Stored, told: Told, to: string): Answer =>
  "refusal" in told ? refused(visit, kind, stored, told.refusal) : redirect(visit, to);

const refused = (visit: AdminVisit, kind: Kind, stored: Stored, { status, words }: Refusal): Answer => objectPage(visit, kind, stored, problemNotice(words), status);
