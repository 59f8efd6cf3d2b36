import type { Stored } from "../../store/collection.ts";
import { textAt, wordOf } from "../../store/json.ts";
import { html, type Html } from "../html.ts";
import { nameOf, statusColumn, switching, textColumn, type Kind } from "../kind.ts";
import { table } from "../table.ts";
import { inWords, type AdminVisit } from "../visit.ts";

/** What lies under a server: collection, heading, what the second column says. */
const below: readonly (readonly [collection: string, title: string, about: string, value: (stored: Stored) => string])[] = [
  ["scopes", "Scopes", "Description", ({ body }) => textAt(body, "description") ?? ""],
  ["claims", "Claims", "Value", ({ body }) => (body["valueType"] === "SYSTEM" ? "of the system" : wordOf(body["value"]))],
  ["authorization-server-policies", "Access policies", "Description", ({ body }) => textAt(body, "description") ?? ""],
];

const tables = ({ org }: AdminVisit, server: Stored): Html[] =>
  below.map(([collection, title, about, value]) => {
    const rows = org.store.collection(collection).under(server.id).map((each) => [nameOf(each), value(each)]);
    return html`<section><h2>${title}</h2>${rows.length === 0 ? html`<p>None.</p>` : table(title, ["Name", about], rows)}</section>`;
  });

/** API: authorization servers, with what lies under them. */
export const authorizationServers: Kind = {
  path: "authorization-servers",
  section: "API",
  title: "Authorization servers",
  one: "authorization server",
  list: (org) => org.store.collection("authorization-servers").all(),
  name: nameOf,
  columns: [textColumn("Description", "description"), { title: "Audience", value: ({ body }) => inWords(body, "audiences") }, statusColumn],
  api: ({ id }) => `/api/v1/authorizationServers/${id}`,
  fields: [
    { label: "Name", path: "name", required: true },
    { label: "Description", path: "description" },
  ],
  steps: switching("authorization server"),
  more: tables,
};
