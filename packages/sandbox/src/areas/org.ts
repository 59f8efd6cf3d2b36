import { openRoute, route, type Area, type Route } from "../area.ts";
import { singleton } from "../behaviours/singleton.ts";
import { bornAt } from "../behaviours/system-objects.ts";
import { linkTo, noContent, ok, param, urlOf, type Answer, type Call } from "../call.ts";
import { invalid, notFound } from "../http/failure.ts";
import { record, type Target } from "../log/event.ts";
import type { Org } from "../org.ts";
import { omit, present, textAt, type JsonObject } from "../store/json.ts";
import { daysLater, isoTime } from "../store/times.ts";

const orgTarget = (call: Call): Target[] => [{ id: call.org.id, type: "Org", name: call.org.subdomain }];

const fixed = ["id", "subdomain", "status", "created", "expiresAt", "_links"];

const orgLinks = (call: Call): JsonObject => ({
  preferences: linkTo(call, "/api/v1/org/preferences"),
  uploadLogo: linkTo(call, "/api/v1/org/logo", "POST"),
  oktaCommunication: linkTo(call, "/api/v1/org/privacy/oktaCommunication"),
  logo: { href: null },
  oktaSupport: linkTo(call, "/api/v1/org/privacy/oktaSupport"),
  contacts: linkTo(call, "/api/v1/org/contacts"),
});

const settings: readonly Route[] = singleton({
  document: "org",
  path: "/api/v1/org",
  initial: {},
  updateMethods: ["POST", "PUT"],
  // PUT replaces what is not the service's own, POST changes only what it names.
  accept: (request, old, call) => {
    const kept = call.method === "PUT" ? Object.fromEntries(fixed.flatMap((key) => (old[key] === undefined ? [] : [[key, old[key]]]))) : old;
    return { ...blank, ...kept, ...omit(request, fixed), lastUpdated: isoTime(call.now) };
  },
  links: orgLinks,
});

const blank: JsonObject = {
  companyName: null,
  website: null,
  phoneNumber: null,
  endUserSupportHelpURL: null,
  supportPhoneNumber: null,
  address1: null,
  address2: null,
  city: null,
  state: null,
  country: null,
  postalCode: null,
};

const contactTypes = ["BILLING", "TECHNICAL"] as const;

/** Somebody is always the contact: the org's first administrator until another one is named. */
const contactOf = (call: Call, type: string): JsonObject => {
  if (!contactTypes.some((one) => one === type)) throw notFound(type, "OrgContactType");
  const userId = textAt(call.org.store.document(`contact-${type}`), "userId") ?? call.org.store.collection("users").all()[0]?.id ?? "";
  const user = { href: urlOf(call, `/api/v1/users/${userId}`) };
  return { userId, _links: { [type.toLowerCase()]: linkTo(call, `/api/v1/org/contacts/${type}`, "GET", "PUT"), user } };
};

const contacts: readonly Route[] = [
  route("GET", "/api/v1/org/contacts", (call) =>
    ok(contactTypes.map((contactType) => ({ contactType, _links: { [contactType.toLowerCase()]: linkTo(call, `/api/v1/org/contacts/${contactType}`) } }))),
  ),
  route("GET", "/api/v1/org/contacts/{contactType}", (call) => ok(contactOf(call, param(call, "contactType").toUpperCase()))),
  route("PUT", "/api/v1/org/contacts/{contactType}", (call) => {
    const [type, userId] = [param(call, "contactType").toUpperCase(), textAt(call.body, "userId") ?? ""];
    if (!call.org.store.collection("users").get(userId)) throw notFound(userId, "User");
    call.org.store.setDocument(`contact-${type}`, { userId });
    return ok(contactOf(call, type));
  }),
];

/** A setting that is not written but switched, each way by an address of its own. */
interface Switch {
  readonly document: string;
  readonly path: string;
  readonly initial: JsonObject;
  readonly links: (call: Call, now: JsonObject) => JsonObject;
  readonly ways: readonly { readonly path: string; readonly to: (call: Call, now: JsonObject) => JsonObject; readonly event?: string }[];
}

const switches: readonly Switch[] = [
  {
    document: "org-preferences",
    path: "/api/v1/org/preferences",
    initial: { showEndUserFooter: true },
    links: (call, { showEndUserFooter }) => {
      const word = showEndUserFooter === true ? "hideEndUserFooter" : "showEndUserFooter";
      return { [word]: linkTo(call, `/api/v1/org/preferences/${word}`, "POST") };
    },
    ways: [
      { path: "/api/v1/org/preferences/hideEndUserFooter", to: () => ({ showEndUserFooter: false }) },
      { path: "/api/v1/org/preferences/showEndUserFooter", to: () => ({ showEndUserFooter: true }) },
    ],
  },
  {
    document: "okta-communication",
    path: "/api/v1/org/privacy/oktaCommunication",
    initial: { optOutEmailUsers: false },
    links: (call, { optOutEmailUsers }) => {
      const word = optOutEmailUsers === true ? "optIn" : "optOut";
      return { [word]: linkTo(call, `/api/v1/org/privacy/oktaCommunication/${word}`, "POST") };
    },
    ways: [
      { path: "/api/v1/org/privacy/oktaCommunication/optIn", to: () => ({ optOutEmailUsers: false }) },
      { path: "/api/v1/org/privacy/oktaCommunication/optOut", to: () => ({ optOutEmailUsers: true }) },
    ],
  },
  {
    document: "okta-support",
    path: "/api/v1/org/privacy/oktaSupport",
    initial: { support: "DISABLED", expiration: null },
    links: (call, { support }) => {
      const words = support === "ENABLED" ? ["extend", "revoke"] : ["grant"];
      const link = (word: string): [string, JsonObject] => [word, linkTo(call, `/api/v1/org/privacy/oktaSupport/${word}`, "POST")];
      return { case: linkTo(call, "/api/v1/org/privacy/oktaSupport/cases"), ...Object.fromEntries(words.map(link)) };
    },
    ways: [
      { path: "/api/v1/org/privacy/oktaSupport/grant", to: (call) => support(call.now), event: "user.session.impersonation.grant" },
      { path: "/api/v1/org/privacy/oktaSupport/extend", to: (call, now) => extended(call, now), event: "user.session.impersonation.extend" },
      { path: "/api/v1/org/privacy/oktaSupport/revoke", to: () => ({ support: "DISABLED", expiration: null }), event: "user.session.impersonation.revoke" },
    ],
  },
  {
    document: "aerial",
    path: "/api/v1/org/privacy/aerial",
    initial: { accountId: null },
    links: (call) => ({ grant: linkTo(call, "/api/v1/org/privacy/aerial/grant", "POST"), revoke: linkTo(call, "/api/v1/org/privacy/aerial/revoke", "POST") }),
    ways: [
      { path: "/api/v1/org/privacy/aerial/grant", to: (call) => ({ accountId: textAt(call.body, "accountId") ?? null }) },
      { path: "/api/v1/org/privacy/aerial/revoke", to: () => ({ accountId: null }) },
    ],
  },
];

/** Okta's staff are let in for a day at a time. */
const support = (from: number): JsonObject => ({ support: "ENABLED", expiration: isoTime(daysLater(from, 1)) });

const extended = (call: Call, now: JsonObject): JsonObject => {
  const until = textAt(now, "expiration");
  if (now["support"] !== "ENABLED" || until === undefined) throw invalid("support", "support: Okta Support has no access that could be extended");
  return support(Date.parse(until));
};

const switchRoutes = ({ document, path, initial, links, ways }: Switch): Route[] => {
  const now = (call: Call): JsonObject => call.org.store.documents.get(document) ?? initial;
  const answer = (call: Call): Answer => ok({ ...now(call), _links: links(call, now(call)) });
  return [
    route("GET", path, answer),
    ...ways.map((way) =>
      route("POST", way.path, (call) => {
        call.org.store.setDocument(document, way.to(call, now(call)));
        if (way.event) record(call, way.event, orgTarget(call));
        return answer(call);
      }),
    ),
  ];
};

const adminSettings: readonly Route[] = [
  ...singleton({ document: "third-party-admins", path: "/api/v1/org/orgSettings/thirdPartyAdminSetting", initial: { thirdPartyAdmin: false }, updateMethods: ["POST"] }),
  ...singleton({ document: "auto-assign-admin-app", path: "/api/v1/org/settings/autoAssignAdminAppSetting", initial: { autoAssignAdminAppSetting: true }, updateMethods: ["POST"] }),
  ...singleton({ document: "client-privileges", path: "/api/v1/org/settings/clientPrivilegesSetting", initial: { clientPrivilegesSetting: false } }),
];

const wellKnown = openRoute("GET", "/.well-known/okta-organization", (call) =>
  ok({
    id: call.org.id,
    cell: "ok0",
    _links: { organization: { href: call.base } },
    pipeline: "idx",
    settings: {
      analyticsCollectionEnabled: false,
      bugReportingEnabled: true,
      omEnabled: false,
      op4wEnabled: true,
      pssoEnabled: true,
      desktopMFAEnabled: true,
      itpEnabled: true,
    },
  }),
);

const seed = (org: Org): void => {
  const name = org.subdomain.charAt(0).toUpperCase() + org.subdomain.slice(1);
  const born = bornAt(org);
  const about = { id: org.ids.id("00o"), subdomain: org.subdomain, companyName: name, status: "ACTIVE", created: born, lastUpdated: born, expiresAt: null };
  org.store.setDocument("org", present({ ...blank, ...about }));
};

/** The org itself: its settings, contacts, preferences, and who of Okta may look in. */
export const org: Area = {
  name: "org",
  seed,
  routes: [
    wellKnown,
    ...settings,
    ...contacts,
    ...switches.flatMap(switchRoutes),
    ...adminSettings,
    route("GET", "/api/v1/org/privacy/oktaSupport/cases", () => ok({ supportCases: [] })),
    route("POST", "/api/v1/org/email/bounces/remove-list", () => ok({ errors: [] })),
    route("POST", "/api/v1/org/logo", () => noContent()),
  ],
};
