import type { Answer } from "../call.ts";
import type { Received } from "../http/pipeline.ts";
import type { Router } from "../http/router.ts";
import { changeObject, createObject } from "./changes.ts";
import { dashboard } from "./dashboard.ts";
import { html, type Html } from "./html.ts";
import { kinds } from "./kinds/index.ts";
import { doneNotice, missingPage, openPage } from "./layout.ts";
import { listPage } from "./list-page.ts";
import { objectPage } from "./object-page.ts";
import { isSameOrigin } from "./same-origin.ts";
import { adminOf, noSession } from "./session.ts";
import { chooseAdmin, newAdmin, signInPage } from "./sign-in-page.ts";
import { stylesheet } from "./stylesheet.ts";
import { systemLogPage } from "./system-log-page.ts";
import { redirect, type AdminVisit, type Visit } from "./visit.ts";

// Where Okta's Admin Console has its System Log, so that one link fits a real org and a sandbox.
const oktaSystemLog = "/report/system_log_2";

/** Is this a page of the Admin Console, which Okta's API has no paths under? */
export const isConsole = (path: string): boolean => path === "/" || path === "/admin" || path.startsWith("/admin/") || path === oktaSystemLog;

/** Answers a request of a browser to the Admin Console. */
export const consoleAnswer = async (received: Received, router: Router): Promise<Answer> => {
  const { method, destination, raw, org } = received;
  const visit: Visit = { org, received, router, form: new URLSearchParams(method === "POST" ? raw.bytes.toString() : "") };
  if (method === "GET" || method === "HEAD") return show(visit, destination.path);
  if (method !== "POST") return openPage(visit, "Not possible", html`<h1>Not possible</h1><p>The console takes forms only.</p>`, 405);
  if (!isSameOrigin(received)) return openPage(visit, "Refused", html`<h1>Refused</h1><p>This form came from another site. Nothing was changed.</p>`, 403);
  return act(visit, destination.path);
};

const show = (visit: Visit, path: string): Answer => {
  const { query } = visit.received.destination;
  if (path === "/admin/style.css") return { status: 200, body: stylesheet, contentType: "text/css; charset=utf-8" };
  if (path === oktaSystemLog) return redirect(visit, `/admin/system-log?${searched(query.get("search") ?? "")}`);
  if (path === "/" || path === "/admin" || path === "/admin/") return redirect(visit, "/admin/dashboard");
  const admin = adminOf(visit);
  if (!admin || path === "/admin/sign-in") return signInPage(visit, path === "/admin/sign-in" ? (query.get("to") ?? "") : withQuery(path, query));
  return showTo({ ...visit, admin }, partsOf(path));
};

/** A search as Okta's page takes it: uuid eq "…", or words. */
const searched = (search: string): string => {
  const uuid = /^\s*uuid\s+eq\s+"?([\w-]+)"?\s*$/i.exec(search)?.[1];
  return new URLSearchParams(uuid === undefined ? { q: search } : { uuid }).toString();
};

const withQuery = (path: string, query: URLSearchParams): string => (query.size > 0 ? `${path}?${query.toString()}` : path);

const partsOf = (path: string): string[] => path.split("/").slice(2).filter((part) => part !== "");

const showTo = (visit: AdminVisit, [place = "", id = "", ...rest]: readonly string[]): Answer => {
  if (place === "dashboard") return dashboard(visit);
  if (place === "system-log") return systemLogPage(visit);
  const kind = kinds.find(({ path }) => path === place);
  if (!kind || rest.length > 0) return missingPage(visit, "The console has no such page.");
  const notice = noticeOf(visit);
  if (id === "") return listPage(visit, kind, notice);
  const stored = kind.list(visit.org).find((each) => each.id === id);
  return stored ? objectPage(visit, kind, stored, notice) : missingPage(visit, `This org has no ${kind.one} ${id}.`);
};

const done: Readonly<Record<string, string>> = {
  saved: "Saved.",
  added: "Added.",
  removed: "Removed.",
  deleted: "Deleted.",
  activate: "Activated.",
  deactivate: "Deactivated.",
  suspend: "Suspended.",
  unsuspend: "Unsuspended.",
  unlock: "Unlocked.",
};

const noticeOf = (visit: AdminVisit): Html | undefined => {
  const words = done[visit.received.destination.query.get("done") ?? ""];
  return words === undefined ? undefined : doneNotice(words);
};

const act = async (visit: Visit, path: string): Promise<Answer> => {
  if (path === "/admin/sign-in") return chooseAdmin(visit);
  if (path === "/admin/admins") return newAdmin(visit);
  if (path === "/admin/sign-out") return redirect(visit, "/admin/sign-in", noSession(visit));
  const admin = adminOf(visit);
  const [place = "", id = "", ...rest] = partsOf(path);
  if (!admin) return signInPage(visit, id === "" ? `/admin/${place}` : `/admin/${place}/${id}`, "You are not signed in, so nothing was changed.");
  const known: AdminVisit = { ...visit, admin };
  const kind = kinds.find((each) => each.path === place);
  if (!kind) return missingPage(known, "The console has no such page.");
  if (id === "") return createObject(known, kind);
  const stored = kind.list(visit.org).find((each) => each.id === id);
  return stored ? changeObject(known, kind, stored, rest) : missingPage(known, `This org has no ${kind.one} ${id}.`);
};
