import type { Answer } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import { valueAt, wordOf } from "../store/json.ts";
import { html, type Html, type Part } from "./html.ts";
import type { Belonging, Kind, Step } from "./kind.ts";
import { adminPage } from "./layout.ts";
import { fieldInput } from "./list-page.ts";
import { addressOf, type AdminVisit } from "./visit.ts";

// More suggestions than this help nobody; a name can always be typed.
const mostSuggestions = 200;

/** The page of one object: what it is, what can be changed, who belongs to it. */
export const objectPage = (visit: AdminVisit, kind: Kind, stored: Stored, notice?: Part, status?: number): Answer => {
  const { org } = visit;
  const at = `/admin/${kind.path}`;
  const above = kind.above?.(org, stored) ?? { name: kind.title, path: at };
  const facts = [...kind.columns.map(({ title, value }) => [title, value(stored, org)] as const), ["ID", stored.id] as const];
  const body = html`<p class="way"><a href="${addressOf(visit, above.path)}">${above.name}</a></p>
<h1>${kind.name(stored)}</h1>
<dl>${facts.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value === "" ? "–" : value}</dd></div>`)}</dl>
${statusForms(visit, kind, stored)}
${editing(visit, kind, stored)}
${kind.belongings?.map((belonging) => belongingPart(visit, kind, stored, belonging))}
${kind.more?.(visit, stored)}
${removal(visit, kind, stored)}`;
  return adminPage(visit, { title: kind.name(stored), at: kind.section === undefined ? above.path : at, body, notice, ...(status !== undefined && { status }) });
};

const actionOf = (visit: AdminVisit, kind: Kind, stored: Stored, tail = ""): string => addressOf(visit, `/admin/${kind.path}/${stored.id}${tail}`);

const statusForms = (visit: AdminVisit, kind: Kind, stored: Stored): Part => {
  const steps = kind.steps?.(stored) ?? [];
  return steps.length > 0 && html`<section class="steps">${steps.map((step) => stepForm(actionOf(visit, kind, stored, `/lifecycle/${step.verb.split("?")[0] ?? ""}`), step))}</section>`;
};

const stepForm = (action: string, { label, warning }: Step): Html => {
  const form = (words: string): Html => html`<form method="post" action="${action}"><button>${words}</button></form>`;
  return warning === undefined ? form(label) : html`<details><summary>${label} …</summary><p>${warning}</p>${form(label)}</details>`;
};

const editing = (visit: AdminVisit, kind: Kind, stored: Stored): Html => {
  const reason = kind.locked?.(stored);
  if (reason !== undefined) return html`<p>${reason}</p>`;
  const typed = (path: string): string => visit.form.get(path) ?? wordOf(valueAt(stored.body, path));
  return html`<section><h2>Edit</h2>
<form class="fields" method="post" action="${actionOf(visit, kind, stored)}">${kind.fields.map((field) => fieldInput(field, typed(field.path)))}<div><button class="main">Save</button></div></form>
</section>`;
};

const belongingPart = (visit: AdminVisit, kind: Kind, stored: Stored, belonging: Belonging): Html => {
  const { path, title, list, label } = belonging;
  const members = list(visit.org, stored);
  const open = belonging.locked?.(stored) === undefined;
  const shown = members.slice(0, mostSuggestions);
  return html`<section><h2>${title} <small>${members.length}</small></h2>
${members.length === 0 && html`<p>None.</p>`}
<ul class="members">${shown.map(
    (member) => html`<li><span><a href="${addressOf(visit, member.path)}">${member.called}</a> <small>${member.note}</small></span>${open && taking(actionOf(visit, kind, stored, `/${path}/remove`), member.id, member.called)}</li>`,
  )}</ul>
${members.length > shown.length && html`<p>${members.length - shown.length} more are not shown.</p>`}
${open && adding(actionOf(visit, kind, stored, `/${path}`), path, label, belonging.candidates(visit.org).map(({ called }) => called))}
</section>`;
};

const taking = (action: string, id: string, called: string): Html =>
  html`<form method="post" action="${action}"><input type="hidden" name="member" value="${id}"><button aria-label="Remove ${called}">Remove</button></form>`;

const adding = (action: string, list: string, label: string, names: readonly string[]): Html => html`<form class="search" method="post" action="${action}">
<label>${label} <input name="called" list="${list}-names" required autocomplete="off"></label><button>Add</button>
<datalist id="${list}-names">${names.slice(0, mostSuggestions).map((name) => html`<option value="${name}"></option>`)}</datalist>
</form>`;

const removal = (visit: AdminVisit, kind: Kind, stored: Stored): Part =>
  kind.removable?.(stored) === true &&
  html`<section><h2>Delete</h2><details><summary>Delete this ${kind.one} …</summary>
<p>“${kind.name(stored)}” will be gone from the org. This cannot be undone.</p>
<form method="post" action="${actionOf(visit, kind, stored, "/delete")}"><button class="danger">Delete ${kind.one}</button></form></details></section>`;
