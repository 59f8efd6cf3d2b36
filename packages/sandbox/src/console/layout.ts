import type { Answer } from "../call.ts";
import type { Org } from "../org.ts";
import { textAt } from "../store/json.ts";
import { fullName } from "./as-admin.ts";
import { html, type Html, type Part } from "./html.ts";
import { kinds } from "./kinds/index.ts";
import { addressOf, pageAnswer, type AdminVisit, type Visit } from "./visit.ts";

/** What a page of the console is made of. */
export interface Page {
  readonly title: string;
  /** Its place in the navigation, by address. */
  readonly at: string;
  readonly body: Part;
  /** What was done, or why not. */
  readonly notice?: Part;
  readonly status?: number;
}

/** The company's name, as the org knows it. */
export const companyOf = (org: Org): string => textAt(org.profile, "companyName") ?? org.name;

/** A page for an administrator, with the navigation. */
export const adminPage = (visit: AdminVisit, { title, at, body, notice, status }: Page): Answer =>
  pageAnswer(
    html`${head(visit, title)}
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<p><a href="${addressOf(visit, "/admin/dashboard")}"><b>Admin Console</b> (sandbox)</a><span>${companyOf(visit.org)}</span></p>
<form method="post" action="${addressOf(visit, "/admin/sign-out")}"><span>${fullName(visit.admin)}</span><button>Sign out</button></form>
</header>
<div class="columns">
<nav aria-label="Console">${navigation(visit, at)}</nav>
<main id="main">${notice}${body}</main>
</div>
</body>
</html>`,
    status,
  );

/** A page for somebody who has not said who they are. */
export const openPage = (visit: Visit, title: string, body: Part, status?: number): Answer =>
  pageAnswer(html`${head(visit, title)}
<body>
<header class="bar"><p><span><b>Admin Console</b> (sandbox)</span><span>${companyOf(visit.org)}</span></p></header>
<main id="main" class="alone">${body}</main>
</body>
</html>`, status);

const head = (visit: Visit, title: string): Html => html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${companyOf(visit.org)} · Admin Console (sandbox)</title>
<link rel="stylesheet" href="${addressOf(visit, "/admin/style.css")}">
<link rel="icon" href="data:,">
</head>`;

const navigation = (visit: Visit, at: string): Html[] => {
  const sections = [...new Set(kinds.flatMap(({ section }) => section ?? []))];
  const link = (path: string, title: string): Html =>
    html`<li><a href="${addressOf(visit, path)}"${path === at && html` aria-current="page"`}>${title}</a></li>`;
  const group = (title: string, links: readonly Html[]): Html => html`<p>${title}</p><ul>${links}</ul>`;
  return [
    html`<ul>${link("/admin/dashboard", "Dashboard")}</ul>`,
    ...sections.map((section) => group(section, kinds.filter((kind) => kind.section === section).map(({ path, title }) => link(`/admin/${path}`, title)))),
    group("Reports", [link("/admin/system-log", "System Log")]),
  ];
};

/** A line above the page that says what was done. */
export const doneNotice = (words: string): Html => html`<p class="notice" role="status">${words}</p>`;

/** A line above the page that says why something was not done. */
export const problemNotice = (words: string): Html => html`<p class="notice problem" role="alert">${words}</p>`;

/** What the navigation says, and nothing of it was found. */
export const missingPage = (visit: AdminVisit, what: string): Answer =>
  adminPage(visit, { title: "Not found", at: "", status: 404, body: html`<h1>Not found</h1><p>${what}</p><p><a href="${addressOf(visit, "/admin/dashboard")}">To the dashboard</a></p>` });
