import type { Answer } from "../call.ts";
import { html } from "./html.ts";
import { kinds } from "./kinds/index.ts";
import { adminPage, companyOf } from "./layout.ts";
import { eventRows, eventTable } from "./system-log-page.ts";
import { addressOf, type AdminVisit } from "./visit.ts";

const lastEvents = 8;

/** What one sees first: which org this is, what is in it, what happened last. */
export const dashboard = (visit: AdminVisit): Answer => {
  const { org, received } = visit;
  const counts = kinds.filter(({ section }) => section !== undefined);
  const body = html`<h1>${companyOf(org)}</h1>
<p class="notice">This is a sandbox: an org in the memory of this machine, made by Lockstep to try things in. Nothing of it is at Okta. What you change here is written to the System Log under your name, as in a real org.</p>
<dl><div><dt>Org URL</dt><dd>${received.base}</dd></div><div><dt>Org ID</dt><dd>${org.id}</dd></div><div><dt>Subdomain</dt><dd>${org.subdomain}</dd></div></dl>
<ul class="counts">${counts.map(({ path, title, list }) => html`<li><a href="${addressOf(visit, `/admin/${path}`)}"><b>${list(org).length}</b> ${title}</a></li>`)}</ul>
<section><h2>What happened last</h2>
${eventTable(visit, "What happened last", eventRows(org).slice(0, lastEvents))}
<p><a href="${addressOf(visit, "/admin/system-log")}">The whole System Log</a></p></section>`;
  return adminPage(visit, { title: "Dashboard", at: "/admin/dashboard", body });
};
