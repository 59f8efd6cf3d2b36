import { standardRoles } from "../areas/roles/standard-roles.ts";
import type { Answer } from "../call.ts";
import type { Org } from "../org.ts";
import { addAdmin } from "../seed/admin.ts";
import type { Stored } from "../store/collection.ts";
import { textAt } from "../store/json.ts";
import { fullName, signIn, userByLogin } from "./as-admin.ts";
import { html, type Html } from "./html.ts";
import { openPage, problemNotice } from "./layout.ts";
import { fieldInput } from "./list-page.ts";
import { adminsOf, sessionCookie } from "./session.ts";
import { addressOf, redirect, type Visit } from "./visit.ts";

const rolesOf = (org: Org, { id }: Stored): string =>
  org.store.collection("role-assignments").under(id).map(({ body }) => textAt(body, "label") ?? "").join(", ") || "Administrator through a group";

/** Asks who is there: no password, for this is a sandbox on one's own machine. */
export const signInPage = (visit: Visit, to: string, problem?: string): Answer => {
  const { org, form } = visit;
  const place = html`<input type="hidden" name="to" value="${to}">`;
  const typed = (name: string): string => form.get(name) ?? "";
  const body = html`<h1>Sign in</h1>
${problem !== undefined && problemNotice(problem)}
<p>This is a sandbox org of Lockstep: no password is asked for. What you change here is written to the System Log under the name you choose.</p>
<ul class="members">${adminsOf(org).map((admin) => adminChoice(visit, admin, place))}</ul>
<section><h2>As somebody else</h2>
<form class="fields" method="post" action="${addressOf(visit, "/admin/admins")}">${place}
${fieldInput({ label: "First name", path: "firstName", required: true }, typed("firstName"))}
${fieldInput({ label: "Last name", path: "lastName", required: true }, typed("lastName"))}
${fieldInput({ label: "Username", path: "login", required: true, type: "email" }, typed("login"))}
<label><span>Role</span><select name="role">${Object.entries(standardRoles).map(([type, { label }]) => html`<option value="${type}"${typed("role") === type && html` selected`}>${label}</option>`)}</select></label>
<div><button class="main">Add administrator and sign in</button></div></form></section>`;
  return openPage(visit, "Sign in", body, problem === undefined ? 200 : 400);
};

const adminChoice = (visit: Visit, admin: Stored, place: Html): Html => {
  const login = textAt(admin.body, "profile.login") ?? "";
  return html`<li><span>${login}<br><small>${rolesOf(visit.org, admin)}</small></span>
<form method="post" action="${addressOf(visit, "/admin/sign-in")}">${place}<input type="hidden" name="login" value="${login}"><button class="main">Sign in as ${fullName(admin)}</button></form></li>`;
};

/** Signs in as one of the org's administrators. */
export const chooseAdmin = (visit: Visit): Answer => {
  const to = placeIn(visit);
  const login = visit.form.get("login") ?? "";
  const admin = adminsOf(visit.org).find(({ body }) => textAt(body, "profile.login") === login);
  return admin ? enter(visit, admin, to) : signInPage(visit, to, `“${login}” is no administrator of this org.`);
};

/** Puts another administrator into the org and signs in as them. */
export const newAdmin = (visit: Visit): Answer => {
  const { org } = visit;
  const to = placeIn(visit);
  const [firstName = "", lastName = "", login = "", role = ""] = ["firstName", "lastName", "login", "role"].map((name) => (visit.form.get(name) ?? "").trim());
  if (firstName === "" || lastName === "" || !/^\S+@\S+$/.test(login)) return signInPage(visit, to, "First name, last name and a username in the form of an email address are needed.");
  if (userByLogin(org, login)) return signInPage(visit, to, `There is somebody with the username “${login}” already.`);
  if (!(role in standardRoles)) return signInPage(visit, to, "There is no such role.");
  addAdmin(org, { login, firstName, lastName, role });
  const admin = userByLogin(org, login);
  return admin ? enter(visit, admin, to) : signInPage(visit, to);
};

const enter = (visit: Visit, admin: Stored, to: string): Answer => {
  signIn(visit.org, textAt(admin.body, "profile.login") ?? "");
  return redirect(visit, to, sessionCookie(visit, admin));
};

/** Where to go on: a page of the console, nothing else. */
const placeIn = ({ form }: Visit): string => {
  const asked = URL.parse(form.get("to") ?? "", "http://console");
  return asked?.host === "console" && asked.pathname.startsWith("/admin/") ? `${asked.pathname}${asked.search}` : "/admin/dashboard";
};
