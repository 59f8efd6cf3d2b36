import type { Answer } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import { html, type Html, type Part } from "./html.ts";
import type { Field, Kind } from "./kind.ts";
import { adminPage } from "./layout.ts";
import { table } from "./table.ts";
import { addressOf, type AdminVisit } from "./visit.ts";

const perPage = 50;

/** A stretch of a list, and where in it that is. */
export interface Stretch<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pages: number;
}

/** The part of a list that the address asks for. */
export const stretchOf = <Item>(query: URLSearchParams, all: readonly Item[]): Stretch<Item> => {
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(query.get("page") ?? "1")) || 1));
  return { items: all.slice((page - 1) * perPage, page * perPage), page, pages };
};

/** Links to the pages before and after, where there are any. */
export const pager = (visit: AdminVisit, path: string, { page, pages }: Stretch<unknown>): Part => {
  if (pages === 1) return undefined;
  const { query } = visit.received.destination;
  const link = (to: number, words: string): Html => {
    const next = new URLSearchParams(query);
    next.set("page", String(to));
    return html`<a href="${addressOf(visit, `${path}?${next.toString()}`)}">${words}</a>`;
  };
  return html`<nav class="pager" aria-label="Pages">${page > 1 && link(page - 1, "Previous")}<span>Page ${page} of ${pages}</span>${page < pages && link(page + 1, "Next")}</nav>`;
};

/** The list of a kind, with a search and, where there can be new ones, a form. */
export const listPage = (visit: AdminVisit, kind: Kind, notice?: Part, status?: number): Answer => {
  const { org, received } = visit;
  const { query } = received.destination;
  const word = (query.get("q") ?? "").trim().toLowerCase();
  const cells = (stored: Stored): (Html | string)[] => kind.columns.map(({ value }) => value(stored, org));
  const holds = (stored: Stored): boolean => [kind.name(stored), stored.id, ...cells(stored)].some((text) => typeof text === "string" && text.toLowerCase().includes(word));
  const all = kind.list(org);
  const found = all.filter((stored) => word === "" || holds(stored));
  const stretch = stretchOf(query, found);
  const path = `/admin/${kind.path}`;
  const rows = stretch.items.map((stored) => [html`<a href="${addressOf(visit, `${path}/${stored.id}`)}">${kind.name(stored)}</a>`, ...cells(stored)]);
  const body = html`<h1>${kind.title}</h1>
<form class="search" role="search" method="get" action="${addressOf(visit, path)}"><label>Search <input type="search" name="q" value="${query.get("q")}"></label><button>Search</button></form>
<p class="count">${word === "" ? `${all.length} in all` : `${found.length} of ${all.length}`}</p>
${found.length > 0 && table(kind.title, ["Name", ...kind.columns.map(({ title }) => title)], rows)}
${pager(visit, path, stretch)}
${kind.create && creation(visit, kind, kind.create.fields)}`;
  return adminPage(visit, { title: kind.title, at: path, body, notice, ...(status !== undefined && { status }) });
};

const creation = (visit: AdminVisit, kind: Kind, fields: readonly Field[]): Html => html`<section>
<h2>Add ${kind.one}</h2>
<form class="fields" method="post" action="${addressOf(visit, `/admin/${kind.path}`)}">${fields.map((field) => fieldInput(field, visit.form.get(field.path) ?? ""))}<div><button class="main">Add ${kind.one}</button></div></form>
</section>`;

/** An input with its label. */
export const fieldInput = ({ label, path, required, type = "text" }: Field, value: string): Html =>
  html`<label><span>${label}${required === true ? "" : html` <small>(optional)</small>`}</span><input type="${type}" name="${path}" value="${value}"${required === true && html` required`}></label>`;
